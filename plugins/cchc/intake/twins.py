"""Articles that the site has already, however they came: by the file they were made of, their title or their text."""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cchc.disk import decode
from cchc.model import Site
from cchc.scan import visible
from cchc.text import fold, normalize, slug

_MARK = re.compile(r"^#.*\(sha256:([0-9a-f]{16})\)", re.MULTILINE)
_TITLE = re.compile(r"^title:[ \t]*(.+)$", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_WORD = re.compile(r"\w+")
_ENOUGH = 12
"""Words of a text before it is compared."""
_OWN_SLUG = 20
"""Letters of an address that is hardly another article's."""
_WHOLE_SLUG = 70
"""Letters; a longer title may have been cut to its address."""


@dataclass(slots=True)
class Known:
    """What is there, and what was made since."""

    marks: dict[str, PurePosixPath] = field(default_factory=dict)
    titles: dict[str, PurePosixPath] = field(default_factory=dict)
    addresses: dict[str, PurePosixPath] = field(default_factory=dict)
    texts: dict[str, PurePosixPath] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def of_file(self, mark: str) -> PurePosixPath | None:
        """Return the post that was made of a file."""
        return self.marks.get(mark)

    def of_text(self, body: str) -> PurePosixPath | None:
        """Return the post that has the same words."""
        text = _key(body)
        return self.texts.get(text) if text else None

    def of_title(self, title: str) -> PurePosixPath | None:
        """Return the post that has the same title, or had it when it was made."""
        name = slug(title)
        address = self.addresses.get(name) if _OWN_SLUG <= len(name) < _WHOLE_SLUG else None
        return self.titles.get(fold(title)) or address

    def add(self, path: PurePosixPath, text: str, title: str, id_: str) -> None:
        """Remember a post."""
        front, _, body = text.partition("\n---\n")
        for mark in _MARK.findall(front):
            self.marks.setdefault(mark, path)
        self.titles.setdefault(fold(title), path)
        if id_:
            self.ids.add(id_)
            self.addresses.setdefault(id_.rpartition("/")[2], path)
        if key := _key(body):
            self.texts.setdefault(key, path)


def known(site: Site) -> Known:
    """Return what the site has, drafts and posts that still lack something too."""
    made = Known()
    said = {post.path: (post.title, post.id) for post in site.posts}
    said |= {item.path: (item.title or "", "") for item in site.rejected if item.is_post}
    for path, (title, id_) in said.items():
        file = site.files.get(path)
        text = decode(path, file, site.config.root) if file else ""
        text = normalize(text) if isinstance(text, str) else ""
        found = re.search(r"^id:[ \t]*[\"']?(\d{4}/\d{2}/[a-z0-9-]+)", text, re.MULTILINE)
        made.add(path, text, title or _written(text), id_ or (found[1] if found else ""))
    made.titles.pop("", None)
    return made


def _written(text: str) -> str:
    found = _TITLE.search(text)
    return found[1].strip(" \"'") if found else ""


def _key(body: str) -> str:
    """Return what two texts share that have the same words; empty for one of few words."""
    words = _WORD.findall(fold(_PICTURE.sub(" ", visible(body))))
    return hashlib.sha256(" ".join(words).encode()).hexdigest() if len(words) >= _ENOUGH else ""
