"""What a build writes, before anyone has written it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from cchc.cache import Cache, tools
from cchc.publish.markdown import Fragment, html_of, link


def hash_of(data: Any) -> str:
    """Return the hash of plain data."""
    return sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Body:
    """A body, what is known of its HTML, and the address of each of its targets on this page."""

    text: str
    """As written, in Markdown."""
    fragment: Fragment
    addresses: Mapping[str, str | None]

    def html(self, cache: Cache) -> str:
        """Return the safe HTML for this page; not held in memory."""
        return link(html_of(self.text, self.fragment, cache), self.addresses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site."""

    url: str
    """Below the site's root, with a slash at its end; empty for home."""
    template: str
    title: str
    description: str = ""
    show: Callable[[], Mapping[str, Any]] = dict
    """Makes what the template shows; made when it is asked for, so that thousands of pages are not held at once."""
    decided_by: str = ""
    """The hash of what decides what `show` makes, where that is shorter than what it makes: the marks of posts,
    and what is not in their files."""
    body: Body | None = None
    source: PurePosixPath | None = None
    """The file that «Sửa bài này» opens."""
    unlisted: bool = False
    """Whether only a preview has it; the map of the site does not name it."""
    in_menu: bool = False
    """A section's front page: MkDocs needs it as a page of its own, so it is never cached."""

    @property
    def context(self) -> Mapping[str, Any]:
        """What the template shows, as plain data."""
        return self.show()

    @property
    def src_uri(self) -> str:
        """The name MkDocs knows the page by; a post may be called index, so the folder comes first."""
        return f"{self.url}index.md"

    def key(self, chrome: str) -> str:
        """Return the hash of everything the page shows; `chrome` stands for what all pages share."""
        body = [self.body.fragment.key, dict(self.body.addresses)] if self.body else None
        shown = self.decided_by or self.context
        return hash_of(
            [chrome, self.url, str(self.source), self.template, self.title, self.description, shown, body],
        )


@dataclass(frozen=True, slots=True)
class Asset:
    """A file made by the build."""

    url: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Moved(Asset):
    """A page at an address that something had before: it leads readers on, where the web server does not."""

    to: str
    """The address below the site's root that took its place."""


def kept(url: str, decided_by: Any, make: Callable[[], bytes], cache: Cache) -> Asset:
    """Return a file as an earlier build made it, where the same decides what is in it; else make it."""
    key = hash_of([tools(), url, decided_by])
    content = cache.read("files", key)
    if content is None:
        content = make()
        cache.write("files", key, content)
    return Asset(url, content)


@dataclass(frozen=True, slots=True)
class Copy:
    """A file published as it is."""

    url: str
    source: Path


Output = Page | Asset | Copy
