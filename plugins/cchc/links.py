"""Links between sources, resolved to addresses of the site."""

import posixpath
import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from cchc.drawings import is_still
from cchc.model import Post, Site
from cchc.records import Link, Record
from cchc.schema import Status
from cchc.text import normalize

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"})
_FILES = PICTURES | frozenset(
    {
        ".pdf",
        ".doc",
        ".docx",
        ".xls",
        ".xlsx",
        ".ods",
        ".odt",
        ".ppt",
        ".pptx",
        ".csv",
        ".txt",
        ".zip",
        ".mp3",
        ".m4a",
        ".mp4",
        ".webm",
        ".vtt",
    }
)
_PLAIN = re.compile(r"[A-Za-z0-9._/-]+")
"""A path that says nothing but itself."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Kind(Enum):
    """What a target turned out to be."""

    ELSEWHERE = "elsewhere"
    """Another site, a place on the same page, a telephone number: not ours to resolve."""
    PAGE = "page"
    FILE = "file"
    UNPUBLISHED = "unpublished"
    """A source that exists and has no page yet, or no more."""
    MISSING = "missing"
    FORBIDDEN = "forbidden"
    """A scheme that runs code or holds data, or a kind of file that is not published: a drawing with a script, too."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads."""

    kind: Kind
    url: str = ""
    """Below the site's root, for a page or a file."""
    path: PurePosixPath | None = None
    """The source it names, for a page or a file."""


def line_of(source: Post | Record, link: Link) -> int:
    """Return the line of the file on which a link stands."""
    return source.body_line + link.line


def is_picture(address: str) -> bool:
    """Whether an address is that of a picture, by its ending."""
    return PurePosixPath(re.split("[?#]", address, maxsplit=1)[0]).suffix.lower() in PICTURES


def page_url(below: PurePosixPath) -> str:
    """Return the address of a hand-written page, by its path below docs/, as MkDocs gives it."""
    folder = below.parent if below.stem in ("index", "README") else below.with_suffix("")
    return "" if str(folder) == "." else f"{folder}/"


class Resolver:
    """Knows every address of the site, and every link of its records; those of a preview lead to all it shows."""

    def __init__(self, site: Site, *, preview: bool = False) -> None:
        self.site = site
        self._links: dict[PurePosixPath, tuple[tuple[Link, Target], ...]] = {}
        self._resolved: dict[tuple[str, str], Target] = {}
        # By name as text: paths are slow to make, and every link of every post is looked up here.
        self._files = {str(path): path for path in site.files}
        self._pages: dict[str, str] = {}
        docs = f"{site.config.docs_dir}/"
        for name in self._files:
            if name.endswith(".md") and name.startswith(docs):
                self._pages[name] = page_url(PurePosixPath(name.removeprefix(docs)))
        for rejected in site.rejected:
            self._pages.pop(str(rejected.path), None)
        for item in site.filed:
            self._pages.pop(str(item.path), None)
        for item in site.filed_for_readers:
            self._pages[str(item.path)] = item.url
        if not site.config.plugin.plan_page.holds(preview=preview):
            for plan in site.plans:
                del self._pages[str(plan.path)]
        withdrawn = (post for post in site.posts if post.meta.status is Status.WITHDRAWN)
        for post in (*withdrawn, *site.posts_shown(preview=preview)):
            self._pages[str(post.path)] = post.url

    def links(self, record: Post | Record) -> tuple[tuple[Link, Target], ...]:
        """Return the links and pictures of a record's body, with where each leads; read once."""
        found = self._links.get(record.path)
        if found is None:
            folder = str(record.path).rpartition("/")[0]
            found = tuple((link, self._known(folder, link.target)) for link in record.links)
            self._links[record.path] = found
        return found

    def resolve(self, source: PurePosixPath, target: str) -> Target:
        """Return where a target written in a source file leads."""
        return self._known(str(source).rpartition("/")[0], target)

    def _known(self, folder: str, target: str) -> Target:
        found = self._resolved.get((folder, target))
        if found is None:
            found = self._resolved[folder, target] = self._resolve(folder, target)
        return found

    def _resolve(self, folder: str, target: str) -> Target:
        target = target.strip()
        if _SCHEME.match(target):
            scheme = target.split(":", 1)[0].lower()
            allowed = scheme in ("http", "https", "mailto", "tel")
            return Target(Kind.ELSEWHERE if allowed else Kind.FORBIDDEN)
        if target.startswith(("//", "#")) or not target:
            return Target(Kind.ELSEWHERE)
        if _PLAIN.fullmatch(target):
            written, fragment = target, ""
        else:
            try:
                parts = urlsplit(target)
            except ValueError:
                return Target(Kind.MISSING)
            if not parts.path:
                return Target(Kind.ELSEWHERE)
            written, fragment = normalize(unquote(parts.path)).replace("\\", "/"), parts.fragment
        name = posixpath.normpath(f"{folder}/{written}")
        if written.startswith("/") or name.startswith("../"):
            return Target(Kind.MISSING)
        tail = f"#{fragment}" if fragment else ""
        path = self._files.get(name)
        if path is None:
            return Target(Kind.MISSING)
        if name in self._pages:
            return Target(Kind.PAGE, quote(self._pages[name]) + tail, path)
        suffix = path.suffix.lower()
        if suffix == ".md":
            return Target(Kind.UNPUBLISHED)
        if suffix not in _FILES or (suffix == ".svg" and not is_still(self.site.files[path])):
            return Target(Kind.FORBIDDEN)
        return Target(Kind.FILE, quote(self.file_url(path)) + tail, path)

    def file_url(self, path: PurePosixPath) -> str:
        """Return the unquoted address of a picture or attachment below the site's root."""
        config = self.site.config
        if path.is_relative_to(config.posts_dir):
            return f"tin-bai/{path.relative_to(config.posts_dir)}"
        return str(path.relative_to(config.docs_dir))


@lru_cache(maxsize=1)
def resolver(site: Site) -> Resolver:
    """Return the resolver of what readers see, which rules and pages share."""
    return Resolver(site)
