"""What a build writes, before anyone has written it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic_core import to_json

from cchc.bodies import BodyText
from cchc.cache import Cache, tools
from cchc.publish.markdown import Fragment, html_of, link

SHARE = "chia-se.png"
"""The picture that goes with a link to a page, beside the page of a post or procedure."""
SHARE_SIZE = (800, 420)
"""Its width and height: large enough for a large preview everywhere. 1200 × 630 would take twice the room."""


def hash_of(data: Any) -> str:
    """Return the hash of plain data."""
    return sha256(to_json(data)).hexdigest()


@dataclass(frozen=True, slots=True)
class Body:
    """A body, what is known of its HTML, and the address of each of its targets on this page."""

    text: BodyText
    """As written, in Markdown."""
    fragment: Fragment
    addresses: Mapping[str, str | None]
    pictures: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)
    """What this page shows of each picture, by its target (`cchc.publish.images`)."""

    def html(self, cache: Cache) -> str:
        """Return the safe HTML for this page; not held in memory."""
        return link(html_of(self.text, self.fragment, cache), self.addresses, self.pictures)

    def again(self) -> "Body":
        """Return it, where a page would have it made anew: there are few pages of its kind."""
        return self

    @property
    def mark(self) -> list[Any]:
        """Return what decides the HTML, as plain data."""
        pictures = {target: dict(image) if image else None for target, image in self.pictures.items()}
        return [self.fragment.key, dict(self.addresses), pictures]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site."""

    url: str
    """Below the site's root, with a slash at its end; empty for home."""
    template: str
    title: str
    name: str = ""
    """What windows and search results call it, unlike any other page, where its title alone would not do."""
    description: str = ""
    trail: tuple[tuple[str, str], ...] = ()
    """The pages between home and this one, from the widest: the name and the address of each."""
    thing: Callable[[], Mapping[str, Any]] = dict
    """Makes what the page is about, in the words of schema.org; nothing that `show` does not show."""
    changed: dt.date | None = None
    """The day of its last change, as far as its sources tell."""
    show: Callable[[], Mapping[str, Any]] = dict
    """Makes what the template shows; made when it is asked for, so that thousands of pages are not held at once."""
    decided_by: str = ""
    """The hash of what decides what `show`, `thing` and `body` make, where that is shorter than what they make: the
    marks of posts, and what is not in their files."""
    body: Callable[[], Body] | None = None
    source: PurePosixPath | None = None
    """The file that «Sửa bài này» opens."""
    is_gone: bool = False
    """Whether it only says that there is nothing any more: no search engine is to list it."""
    unlisted: bool = False
    """Whether only a preview has it; the map of the site does not name it."""
    in_menu: bool = False
    """A section's front page: MkDocs needs it as a page of its own, so it is never cached."""
    share: str = f"assets/cchc/{SHARE}"
    """The address of the picture that goes with a link to it."""

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
        shown = self.decided_by or [self.context, self.thing(), self.body and self.body().mark]
        head = [self.title, self.name, self.description, self.trail, self.share, self.is_gone]
        return hash_of([chrome, self.url, str(self.source), self.template, head, shown])


@dataclass(frozen=True, slots=True)
class Asset:
    """A file made by the build."""

    url: str
    made: bytes | Callable[[], Iterable[bytes]]
    """What is in it; or what makes that as it is written, part by part: long ones are not held."""

    @property
    def content(self) -> bytes:
        """All that is in it."""
        return b"".join(self.parts)

    @property
    def parts(self) -> Iterable[bytes]:
        """What is in it, part by part."""
        return (self.made,) if isinstance(self.made, bytes) else self.made()


@dataclass(frozen=True, slots=True)
class Moved(Asset):
    """A page at an address that something had before: it leads readers on, where the web server does not."""

    to: str
    """The address below the site's root that took its place."""


def kept(url: str, decided_by: Any, make: Callable[[], bytes], cache: Cache) -> Asset:
    """Return a file as an earlier build made it, where the same decides what is in it; else as `make` makes it."""
    return Asset(url, lambda: (remembered([url, decided_by], make, cache),))


def remembered(decided_by: Any, make: Callable[[], bytes], cache: Cache) -> bytes:
    """Return what an earlier build made of the same; else make it."""
    key = hash_of([tools(), decided_by])
    content = cache.read("files", key)
    if content is None:
        content = make()
        cache.write("files", key, content)
    return content


@dataclass(frozen=True, slots=True)
class Copy:
    """A file published as it is."""

    url: str
    source: Path


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose bytes the cache keeps: too many and too large to be held in memory."""

    url: str
    kind: str
    key: str
    """The hash of everything that decides the bytes."""
    make: Callable[[], bytes]
    """Makes them again, where the cache lost them."""
    source: PurePosixPath | None = None
    """The file that it is published for; below docs/, in place of what MkDocs would copy."""


Put = Callable[[str, str, Callable[[], bytes]], None]
"""Takes a file's name, what decides what is in it, and what makes it."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of small files, which are made as they are written and stay where they stand (`cchc.standing`)."""

    url: str
    decided_by: Callable[[], str]
    """Returns the hash of what decides all of it."""
    fill: Callable[[Put], None]


Output = Page | Asset | Copy | Kept | Folder
