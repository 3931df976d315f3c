"""Links between sources: found without converting Markdown, resolved to addresses of the site."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
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
# Each always finds its end, if only the text's: an opening without one must not be searched for twice.
_UNSEEN = re.compile(
    r"^ {0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}).*?(?:^ {0,3}(?P=fence)|\Z)|<!--.*?(?:-->|\Z)",
    re.MULTILINE | re.DOTALL,
)
_UNSEEN_MARKS = ("```", "~~~", "<!--", "-->")
_TICKS = re.compile(r"\\`|`+|\n[ \t]*(?=\n)")
_BLANK_LINE = re.compile(r"\n[ \t]+(?=\n)")
_MARK = re.compile(r"\\.|\[|\]\(?|[()]", re.DOTALL)
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*<?([^\s>]+)", re.MULTILINE)
_TAG = re.compile(r"<(a|img)\b((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<![\w-])(href|src|alt)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"']+)", re.IGNORECASE)
_BLANK_LINES = re.compile(r"(\n(?:[ \t]*\n)+)")
_LIST = re.compile(r" {0,3}(?:[-+*]|\d+\.|\[\^[^\]\n]*\]:)[ \t]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture as its author wrote it."""

    target: str
    line: int
    """Where it stands: 0 is the first line of the text."""
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
    """Yield the links and pictures of a Markdown text, in linear time; code and comments are passed over."""
    text = _without_indented_code(body) if re.search(r"^(?: {4}|\t)", body, re.MULTILINE) else body
    if any(mark in text for mark in _UNSEEN_MARKS):
        text = _UNSEEN.sub(lambda match: _blank(match.group()), text)
    text = _without_code(text) if "`" in text else text
    if "\n " in text or "\n\t" in text:
        text = _BLANK_LINE.sub("\n", text)
    if "](" in text:
        for start, middle, end in _inline(text):
            is_image = start > 0 and text[start - 1] == "!"
            yield Link(_destination(text[middle + 2 : end]), _line(text, start), is_image, text[start + 1 : middle])
    if "]:" in text:
        for match in _DEFINITION.finditer(text):
            yield Link(match[1], _line(text, match.start()), False, "")
    if "<" in text:
        yield from _tags(text)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position)


def _tags(text: str) -> Iterator[Link]:
    for match in _TAG.finditer(text):
        values = {name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(match[2])}
        is_image = match[1].lower() == "img"
        address = "src" if is_image else "href"
        if address in values:
            yield Link(values[address], _line(text, match.start()), is_image, values.get("alt", ""))


def _inline(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where `[`, `](` and `)` of each inline link stand, inner ones first; none crosses a paragraph."""
    start = 0
    while (found := text.find("](", start)) >= 0:
        # Only paragraphs that hold a link are read; blank lines were emptied before.
        start = max(start, text.rfind("\n\n", start, found))
        end = text.find("\n\n", found)
        end = len(text) if end < 0 else end
        yield from _inline_in(text, start, end)
        start = end


def _inline_in(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    opened: list[int] = []
    targets: list[tuple[int, int] | None] = []
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        if mark == "[":
            opened.append(match.start())
        elif mark == "](":
            targets.append((opened.pop(), match.start()) if opened else None)
        elif mark == "]" and opened:
            opened.pop()
        elif mark == "(" and targets:
            targets.append(None)
        elif mark == ")" and targets:
            link = targets.pop()
            if link:
                yield *link, match.start()


def _destination(written: str) -> str:
    """Return the target without its title."""
    written = " ".join(written.split())
    if written.startswith("<"):
        return written[1:].split(">")[0]
    return re.split(" [\"']", written, maxsplit=1)[0]


def _without_code(text: str) -> str:
    """Blank out inline code: a run of backticks up to the next of its length in the paragraph."""
    runs = list(_TICKS.finditer(text))
    closing: dict[int, int] = {}
    following: dict[str, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        mark = runs[index].group()
        if mark[0] == "\n":
            following.clear()
        elif mark[0] == "`":
            if mark in following:
                closing[index] = following[mark]
            following[mark] = index
    parts = []
    kept = index = 0
    while index < len(runs):
        if index in closing:
            start, end = runs[index].start(), runs[closing[index]].end()
            parts += [text[kept:start], _blank(text[start:end])]
            kept = end
        index = closing.get(index, index) + 1
    return "".join((*parts, text[kept:]))


def _without_indented_code(text: str) -> str:
    """Blank out paragraphs indented by four spaces or a tab, where they do not continue a list or a note."""
    parts = []
    in_list = False
    for block in _BLANK_LINES.split(text):
        indented = all(line.startswith(("    ", "\t")) for line in block.split("\n") if line)
        if block.strip():
            in_list = bool(_LIST.match(block)) or (in_list and indented)
        is_code = indented and not in_list and not any(mark in block for mark in _UNSEEN_MARKS)
        parts.append(_blank(block) if is_code else block)
    return "".join(parts)


def _blank(text: str) -> str:
    """Return spaces in place of a text, line ends kept."""
    return re.sub(r"[^\n]", " ", text)


def line_of(source: Post | Procedure, link: Link) -> int:
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
    """Knows every address of the site, and every link of its records."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._links: dict[PurePosixPath, tuple[tuple[Link, Target], ...]] = {}
        # By name as text: paths are slow to make, and every link of every post is looked up here.
        self._files = {str(path): path for path in site.files}
        self._pages: dict[str, str] = {}
        docs = f"{site.config.docs_dir}/"
        for name in self._files:
            if name.endswith(".md") and name.startswith(docs):
                self._pages[name] = page_url(PurePosixPath(name.removeprefix(docs)))
        for rejected in site.rejected:
            self._pages.pop(str(rejected.path), None)
        for procedure in site.procedures:
            self._pages[str(procedure.path)] = procedure.url
        for post in site.posts:
            if post.is_public(site.today) or post.meta.status is Status.WITHDRAWN:
                self._pages[str(post.path)] = post.url

    def links(self, record: Post | Procedure) -> tuple[tuple[Link, Target], ...]:
        """Return the links and pictures of a record's body, with where each leads; read once."""
        if record.path not in self._links:
            found = [(link, self.resolve(record.path, link.target)) for link in links(record.body)]
            self._links[record.path] = tuple(found)
        return self._links[record.path]

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
        written = normalize(unquote(parts.path)).replace("\\", "/")
        name = posixpath.normpath(f"{str(source).rpartition('/')[0]}/{written}")
        if written.startswith("/") or name.startswith("../"):
            return Target(Kind.MISSING)
        tail = f"#{parts.fragment}" if parts.fragment else ""
        path = self._files.get(name)
        if path is None:
            return Target(Kind.MISSING)
        if name in self._pages:
            return Target(Kind.PAGE, quote(self._pages[name]) + tail, path)
        suffix = path.suffix.lower()
        if suffix == ".md":
            return Target(Kind.UNPUBLISHED)
        if suffix not in _FILES:
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
    """Return the resolver of a site, which rules and pages share."""
    return Resolver(site)
