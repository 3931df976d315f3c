"""Links between sources: found without converting Markdown, resolved to addresses of the site."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from cchc.model import Post, Procedure, Site
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
        ".mp4",
        ".vtt",
    }
)
_FENCE = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?([^\s>]+)", re.MULTILINE)
_TAG = re.compile(r"<(a|img)\b[^>]{0,2000}?\b(?:href|src)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+)", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture as its author wrote it."""

    target: str
    offset: int
    """Where it stands in the body, in characters."""
    is_image: bool
    text: str
    """The link's words, or the picture's alternative text."""


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
    """A scheme that runs code or holds data, or a kind of file that is not published."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads."""

    kind: Kind
    url: str = ""
    """Below the site's root, for a page or a file."""
    path: PurePosixPath | None = None
    """The source it names, for a page or a file."""


def links(body: str) -> Iterator[Link]:
    """Yield the links and pictures of a Markdown text, in one linear pass; code is passed over."""
    text = _blank(_CODE, _blank(_FENCE, body))
    opened: list[int] = []
    position = 0
    while (match := _MARK.search(text, position)) is not None:
        position = match.end()
        if match.group() == "[":
            opened.append(match.start())
        elif match.group().startswith("\\"):
            continue
        elif opened:
            start = opened.pop()
            if match.group() == "](":
                target = _destination(text, match.end())
                is_image = start > 0 and text[start - 1] == "!"
                yield Link(target, start, is_image, text[start + 1 : match.start()])
    for match in _DEFINITION.finditer(text):
        if not match.group(0).lstrip().startswith("[^"):
            yield Link(match[1], match.start(), False, "")
    for match in _TAG.finditer(text):
        is_image = match[1].lower() == "img"
        end = text.find(">", match.end())
        alt = _ALT.search(text, match.start(), end if end >= 0 else len(text))
        yield Link(match[2].strip("\"'"), match.start(), is_image, alt[1][1:-1] if alt else "")


_MARK = re.compile(r"\\.|\[|\]\(|\]", re.DOTALL)


def _destination(text: str, start: int) -> str:
    rest = text[start : start + 2000].lstrip()
    if rest.startswith("<"):
        return rest[1:].split(">")[0]
    depth = 0
    for index, char in enumerate(rest):
        if char.isspace() or (char == ")" and depth == 0):
            return rest[:index]
        depth += (char == "(") - (char == ")")
    return rest


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Blank out what matches, keeping every offset and line."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def line_of(source: Post | Procedure, link: Link) -> int:
    """Return the line of the file on which a link stands."""
    return source.body_line + source.body.count("\n", 0, link.offset)


def page_url(below: PurePosixPath) -> str:
    """Return the address of a hand-written page, by its path below docs/, as MkDocs gives it."""
    folder = below.parent if below.stem in ("index", "README") else below.with_suffix("")
    return "" if str(folder) == "." else f"{folder}/"


class Resolver:
    """Knows every address of the site; one per site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.pages: dict[PurePosixPath, str] = {}
        config = site.config
        for path in site.files:
            if path.suffix == ".md" and path.is_relative_to(config.docs_dir):
                self.pages[path] = page_url(path.relative_to(config.docs_dir))
        for rejected in site.rejected:
            self.pages.pop(rejected.path, None)
        for procedure in site.procedures:
            self.pages[procedure.path] = procedure.url
        for post in site.posts:
            if post.is_public(site.today) or post.meta.status is Status.WITHDRAWN:
                self.pages[post.path] = post.url

    def resolve(self, source: PurePosixPath, target: str) -> Target:
        """Return where a target written in a source file leads."""
        target = target.strip()
        if _SCHEME.match(target):
            scheme = target.split(":", 1)[0].lower()
            allowed = scheme in ("http", "https", "mailto", "tel")
            return Target(Kind.ELSEWHERE if allowed else Kind.FORBIDDEN)
        if target.startswith(("//", "#")) or not target:
            return Target(Kind.ELSEWHERE)
        try:
            parts = urlsplit(target)
        except ValueError:
            return Target(Kind.MISSING)
        if not parts.path:
            return Target(Kind.ELSEWHERE)
        name = normalize(unquote(parts.path)).replace("\\", "/")
        path = PurePosixPath(posixpath.normpath(posixpath.join(str(source.parent), name)))
        if name.startswith("/") or ".." in path.parts:
            return Target(Kind.MISSING)
        tail = f"#{parts.fragment}" if parts.fragment else ""
        if path in self.pages:
            return Target(Kind.PAGE, quote(self.pages[path]) + tail, path)
        if path not in self.site.files:
            return Target(Kind.MISSING)
        if path.suffix.lower() == ".md":
            return Target(Kind.UNPUBLISHED)
        if path.suffix.lower() not in _FILES:
            return Target(Kind.FORBIDDEN)
        return Target(Kind.FILE, quote(self.file_url(path)) + tail, path)

    def file_url(self, path: PurePosixPath) -> str:
        """Return the unquoted address of a picture or attachment below the site's root."""
        config = self.site.config
        if path.is_relative_to(config.posts_dir):
            return f"tin-bai/{path.relative_to(config.posts_dir)}"
        return str(path.relative_to(config.docs_dir))
