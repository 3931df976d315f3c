"""The hand-written pages below docs/: what the search knows of them, taken from their Markdown."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import quote

from cchc import front_matter
from cchc.disk import decode, kind_of
from cchc.links import page_url
from cchc.model import Problem, Site
from cchc.text import normalize

# No pattern looks beyond its line, or twice at the same signs: a file may hold a megabyte of any of them.
_FRAME = re.compile(r"^[ \t]*(?:```|~~~|-{1,2}8<-)[^\n]*|^[ \t]*(?:!!!|\?\?\?\+?|===)(?: [\w-]+)?", re.MULTILINE)
"""What frames a block; what is in it is text."""
_CODE = re.compile(r"^ *(```|~~~).*?(?:^ *\1|\Z)", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]([^\n]+)$", re.MULTILINE)
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]+\]:[^\n]*$", re.MULTILINE)
_OPENING = re.compile(r"^[ \t]*(?:[>+#-]+|\d+[.)])[ \t]+", re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_SIGNS = re.compile(r"<[^<>\n]*>|\[\^[^\[\]\n]*\]:?|\{[:#.][^{}\n]*\}|[*`|]|\b_|_\b")


@dataclass(frozen=True, slots=True)
class Guide:
    """A hand-written page."""

    url: str
    mark: str
    """The hash of its file's text."""
    title: str
    summary: str
    headings: tuple[str, ...]
    text: str


def guides(site: Site) -> Iterator[Guide]:
    """Yield the pages that MkDocs makes of files of docs/, as far as they can be read.

    Records, excluded files and drafts are none of them, nor is home or a page that asks not to be found.
    """
    config, taken = site.config, {""}  # whoever is here knows home
    pages = [path for path in site.docs_files if path.name.endswith(".md")]
    for path in sorted(pages, key=lambda path: (path.parent, path.stem == "README", path)):
        if kind_of(config, path) is not None:
            continue
        below = path.relative_to(config.docs_dir)
        written = decode(path, site.files[path], config.root)
        if isinstance(written, Problem) or page_url(below) in taken:
            continue
        taken.add(page_url(below))
        read = front_matter.read(normalize(written))
        values = read.values or {}
        wish = values.get("search")
        if isinstance(wish, dict) and wish.get("exclude") in (True, "true"):
            continue
        yield _guide(below, written, values.get("title"), values.get("description"), read.body)


def _guide(below: PurePosixPath, written: str, title: object, summary: object, body: str) -> Guide:
    found = [(len(marks), plain(words.strip(" \t#"))) for marks, words in _HEADING.findall(_CODE.sub("", body))]
    names = [words for level, words in found if level == 1]
    first = names[0] if names else ""
    return Guide(
        url=quote(page_url(below)),
        mark=sha256(written.encode()).hexdigest(),
        title=str(title or first or _named_after(below)),
        summary=str(summary or ""),
        headings=tuple(words for _, words in found if words and words != first),
        text="\n".join(line for line in plain(body).split("\n") if line != first),
    )


def _named_after(below: PurePosixPath) -> str:
    """Return what a page without a title is called: as its file is, or its folder."""
    name = below.parent.name if below.stem in ("index", "README") else below.stem
    words = name.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def plain(markdown: str) -> str:
    """Return the words of a Markdown text, without its marks and blank lines."""
    first, *others = markdown.split("<!--")
    text = first + "".join(other.partition("-->")[2] for other in others)
    text = _OPENING.sub("", _DEFINITION.sub("", _FRAME.sub("", text)))
    text = _SPAN.sub(lambda span: html.escape(span[1], quote=False), text)
    text = _SIGNS.sub("", _LINK.sub(r"\1", _LINK.sub(r"\1", text)))
    return "\n".join(line.strip() for line in html.unescape(text).split("\n") if line.strip(" \t|:=-"))
