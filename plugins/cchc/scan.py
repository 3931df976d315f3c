"""Finding the links, pictures and documents' numbers of a Markdown text, in linear time, without converting it."""

import re
from collections.abc import Callable, Iterator

from cchc.citing import CITED, day_of
from cchc.records import Citation, Link

# Each always finds its end, if only the text's: an opening without one must not be searched for twice.
_UNSEEN = re.compile(
    r"^ {0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}).*?(?:^ {0,3}(?P=fence)|\Z)|<!--.*?(?:-->|\Z)",
    re.MULTILINE | re.DOTALL,
)
_UNSEEN_MARKS = ("```", "~~~", "<!--", "-->")
_TICKS = re.compile(r"\\`|`+|\n[ \t]*(?=\n)")
_BLANK_LINE = re.compile(r"\n[ \t]+(?=\n)")
_MARK = re.compile(r"\\.|\[|\]\(?|\(|\)", re.DOTALL)
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*<?([^\s>]+)", re.MULTILINE)
_TAG = re.compile(r"<(a|img)\b((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<![\w-])(href|src|alt)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"']+)", re.IGNORECASE)
_DIGITS = re.compile("[0-9]+")
_SUFFIX = r"(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2,3}|\.H\d{2})?(?:\.\d{2})?"
_CODE = re.compile(rf"(?<![\w.,/-])([1-9]\.\d{{6}}{_SUFFIX})(?![\w%]|[.,]\d)", re.ASCII)
_LIKE_A_CODE = re.compile(r"[1-9]\.[0-9]{6}")
"""What every code has, found in a tenth of the time that the whole takes."""
_BLANK_LINES = re.compile(r"(\n(?:[ \t]*\n)+)")
_LIST = re.compile(r" {0,3}(?:[-+*]|\d+\.|\[\^[^\]\n]*\]:)[ \t]")


def visible(body: str) -> str:
    """Return a Markdown text with its code and comments blanked out; every line stays where it is."""
    is_indented = any(mark in body or body.startswith(mark[1:]) for mark in ("\n    ", "\n\t"))
    text = _without_indented_code(body) if is_indented else body
    if any(mark in text for mark in _UNSEEN_MARKS):
        text = _UNSEEN.sub(lambda match: _blank(match.group()), text)
    return _without_code(text) if "`" in text else text


def links(text: str) -> Iterator[Link]:
    """Yield the links and pictures of the visible part of a Markdown text, in linear time."""
    if "\n " in text or "\n\t" in text:
        text = _BLANK_LINE.sub("\n", text)
    line_at = line_counter(text)
    if "](" in text:
        for start, middle, end in _inline(text):
            is_image = start > 0 and text[start - 1] == "!"
            yield Link(_destination(text[middle + 2 : end]), line_at(start), is_image, text[start + 1 : middle])
    if "]:" in text:
        for match in _DEFINITION.finditer(text):
            yield Link(match[1], line_at(match.start()), False, "")
    if "<" not in text:
        return
    for match in _TAG.finditer(text):
        values = {name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(match[2])}
        is_image = match[1].lower() == "img"
        address = "src" if is_image else "href"
        if address in values:
            yield Link(values[address], line_at(match.start()), is_image, values.get("alt", ""))


def citations(text: str) -> Iterator[Citation]:
    """Yield each document's number in the visible part of a Markdown text, where it is named first."""
    if "/" not in text:  # each number has one
        return
    line_at = line_counter(text)
    seen: set[tuple[str, str]] = set()
    end = 0
    for digits in _DIGITS.finditer(text):  # each number begins with some: half the time
        match = CITED.match(text, digits.start()) if digits.start() >= end else None
        if match is None:
            continue
        end = match.end()
        named = match["number"], str(day_of(match) or "")
        if named not in seen and not text.endswith("](", 0, match.start()):  # the address of a link
            seen.add(named)
            yield Citation(*named, line_at(match.start()))


def codes(text: str) -> Iterator[tuple[str, int]]:
    """Yield what looks like a procedure's code in the visible part of a Markdown text, each with its line."""
    if not _LIKE_A_CODE.search(text):
        return
    line_at = line_counter(text)
    for match in _CODE.finditer(text):
        yield match[1], line_at(match.start())


def line_counter(text: str) -> Callable[[int], int]:
    """Return what gives the line of a position; cheap for positions near the one asked for before."""
    known = [0, 0]

    def line_at(position: int) -> int:
        last, line = known
        between = text.count("\n", min(last, position), max(last, position))
        known[:] = position, line + between if position >= last else line - between
        return known[1]

    return line_at


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
