"""Markdown from what a Word file says; letters that Markdown would take for marks are escaped.

Written for Python-Markdown, which wants four spaces below a list item; git hosts read it alike.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote, urlsplit

from cchc.word.blocks import BULLET, Block, Inline, Note, Paragraph, Picture, Span, Table

ASKS_FOR_ALT = "<!-- {words} -->"
_MARKS = re.compile(r"[\\`*_\[\]|]")
_ENTITY = re.compile(r"&(?=#?\w{1,40};)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)'”»]|[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,20}")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_BEGINS = re.compile(r"[#>]|[-+](?=[\s-]|$)")
_LINE = re.compile(r"(=|~)(?=\1*\s*$|~~)")
_ITEM = re.compile(r"(\d{1,9})\.")
_INDENT = "    "
_MAX_BREAKS = 400
"""`<br>` in one table; a block with 500 `<` is too heavy to publish."""


@dataclass(frozen=True, slots=True)
class _Open:
    level: int
    label: str
    is_item: bool
    """Whether Markdown has such an item; a label it does not know is a part of the text."""


class Writer:
    """Writes one text; remembers what it had to leave out."""

    def __init__(self, pictures: Sequence[str], alt_wanted: str) -> None:
        self.lost: Counter[str] = Counter()
        self._pictures = pictures
        self._alt_wanted = ASKS_FOR_ALT.format(words=alt_wanted)
        self._open: list[_Open] = []
        """The list items that a deeper one would belong to."""
        self._is_loose = False
        """Whether a blank line stands in the list so far; Python-Markdown then wants one before every item."""
        self._heading = 1

    def write(self, blocks: Iterable[Block], notes: Sequence[Sequence[Paragraph]]) -> str:
        """Return the text, its footnotes at the end; it ends with a line feed unless it is empty."""
        parts: list[str] = []
        for block in blocks:
            item = isinstance(block, Paragraph) and bool(block.label) and not block.heading
            if not item:
                self._open.clear()
                self._is_loose = False
            if isinstance(block, Table):
                part, tight = self._table(block), False
            elif item:
                part, tight = self._item(block)
            else:
                part, tight = self._paragraph(block), False
            if part:
                parts += ["\n" if tight else "\n\n" if parts else "", part]
        for number, paragraphs in enumerate(notes, 1):
            words = "  \n".join(self._lines(paragraph.inlines) for paragraph in paragraphs) or "…"
            parts.append(f"\n\n[^{number}]: " + words.replace("\n", f"\n{_INDENT}"))
        return "".join((*parts, "\n")) if parts else ""

    def _paragraph(self, paragraph: Paragraph) -> str:
        if not paragraph.heading:
            label = f"{paragraph.label} " if paragraph.label else ""
            return self._lines((Span(label), *paragraph.inlines))
        if any(isinstance(item, Picture) for item in paragraph.inlines) or not paragraph.text:
            return self._lines(paragraph.inlines)
        level = min(paragraph.heading + 1, self._heading + 1, 6)
        self.lost["heading"] += level != min(paragraph.heading + 1, 6)
        self._heading = level
        label = f"{paragraph.label} " if paragraph.label not in ("", BULLET) else ""
        words = (replace(item, bold=False) if isinstance(item, Span) else item for item in paragraph.inlines)
        text = " ".join(self._inline((Span(label), *words)).split())
        closing = len(text) - len(text.rstrip("#"))  # Markdown drops them
        return f"{'#' * level} {text[: len(text) - closing]}" + "\\#" * closing

    def _item(self, paragraph: Paragraph) -> tuple[str, bool]:
        """Return a list item, and whether it stands right below the line above it."""
        last = None  # the item before, in the same list; one that Word set too deep counts as level with this
        while self._open and self._open[-1].level >= paragraph.level:
            last = self._open.pop()
        depth = sum(above.is_item for above in self._open)
        indent = _INDENT * depth
        is_item = paragraph.label == BULLET or _ITEM.fullmatch(paragraph.label) is not None
        before = ""
        tight = is_item and not self._is_loose and (last.is_item if last else depth > 0)
        if is_item and last and last.is_item and not _follows(last.label, paragraph.label):
            tight = False
            if (last.label == BULLET) == (paragraph.label == BULLET):  # else the mark itself begins another list
                is_item, before = depth == 0, "" if depth else "<!-- -->\n\n"
        self._is_loose = self._is_loose or (not tight and bool(last or self._open))
        self._open.append(_Open(paragraph.level, paragraph.label, is_item))
        if is_item:
            words = self._lines(paragraph.inlines).replace("\n", f"\n{indent}{_INDENT}")
            return f"{before}{indent}{paragraph.label} {words}", tight
        words = self._lines((Span(f"{paragraph.label} "), *paragraph.inlines))
        return indent + words.replace("\n", f"\n{indent}"), False

    def _lines(self, inlines: Iterable[Inline]) -> str:
        """Return the lines of a paragraph; none begins as a list, a heading or a quotation would."""
        lines = (" ".join(line.split(" ")).strip() for line in self._inline(inlines).split("\n"))
        return "  \n".join(_unmarked(line) for line in lines if line)

    def _inline(self, inlines: Iterable[Inline], line_break: str = "\n") -> str:
        parts = []
        for href, linked in groupby(_joined(inlines), key=lambda item: getattr(item, "href", "")):
            items = list(linked)
            words = "".join(item.text for item in items if isinstance(item, Span))
            if href and words.strip() and href in (words.strip(), f"mailto:{words.strip()}") and _is_plain(words):
                parts.append(f"<{words.strip()}>")
                continue
            target = _target(href)
            self.lost["link"] += bool(href and not target and not href.startswith("#"))
            text = "".join(self._piece(item, line_break, in_link=bool(target)) for item in items)
            bare = text.strip()
            if target and bare:
                start = text.index(bare)
                text = f"{text[:start]}[{bare}]({target}){text[start + len(bare) :]}"
            parts.append(text)
        return re.sub(" {2,}", " ", "".join(parts))

    def _piece(self, item: Inline, line_break: str, *, in_link: bool) -> str:
        if isinstance(item, Note):
            return f"[^{item.number}]"
        if isinstance(item, Picture):
            name = self._pictures[item.number]
            return f"![{_escaped(item.alt)}]({name})" + ("" if item.alt else self._alt_wanted)
        text = item.text.strip(" \n")
        if not text:
            return re.sub("\n+", line_break, item.text)
        start = item.text.index(text)
        before, after = item.text[:start], item.text[start + len(text) :]
        words = _escaped(text) if in_link else _with_addresses(text)
        mark = "**" * item.bold + "*" * item.italic
        lines = [f"{mark}{line.strip()}{mark[::-1]}" if line.strip() else "" for line in words.split("\n")]
        words = line_break.join(lines)
        if item.raised:
            words = f"<{item.raised}>{words}</{item.raised}>"
        return before.replace("\n", line_break) + words + after.replace("\n", line_break)

    def _table(self, table: Table) -> str:
        if len(table.rows[0]) == 1:  # a frame, not a table
            blocks = [block for row in table.rows for block in row[0]]
            return self.write(blocks, ()).rstrip("\n")
        cells = [[self._cell(cell, is_head=number == 0) for cell in row] for number, row in enumerate(table.rows)]
        if sum(cell.count("<br>") for row in cells for cell in row) > _MAX_BREAKS:
            cells = [[cell.replace("<br>", " ") for cell in row] for row in cells]
        rows = [f"| {' | '.join(row)} |" for row in cells]
        return "\n".join((rows[0], "|" + "---|" * len(cells[0]), *rows[1:]))

    def _cell(self, blocks: tuple[Block, ...], *, is_head: bool = False) -> str:
        parts = []
        for block in blocks:
            if isinstance(block, Table):
                self.lost["nested"] += 1
                rows = (" – ".join(filter(None, map(self._cell, row))) for row in block.rows)
                parts.append("<br>".join(filter(None, rows)))
                continue
            label = Span(f"{block.label} " if block.label else "")
            words = (
                replace(item, bold=item.bold and not is_head) if isinstance(item, Span) else item
                for item in (label, *block.inlines)
            )
            parts.append(self._inline(words, "<br>").strip())
        return "<br>".join(filter(None, parts))


def _follows(before: str, label: str) -> bool:
    """Whether two items stand in one list: both bullets, or one number and the next."""
    first, second = _ITEM.fullmatch(before), _ITEM.fullmatch(label)
    if first and second:
        return int(second[1]) == int(first[1]) + 1
    return before == label == BULLET


def _joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield the pieces with neighbours of one look as one: Word cuts words where it likes."""
    held: list[Span] = []
    for item in inlines:
        if isinstance(item, Span) and not item.text:
            continue
        if isinstance(item, Span) and held and _is_alike(held[0], item):
            held.append(item)
            continue
        yield from _as_one(held)
        held = [item] if isinstance(item, Span) else []
        if not isinstance(item, Span):
            yield item
    yield from _as_one(held)


def _is_alike(first: Span, second: Span) -> bool:
    if not second.text.strip(" "):
        return first.href == second.href
    return replace(first, text="") == replace(second, text="")


def _as_one(spans: Sequence[Span]) -> Iterator[Span]:
    if spans:
        yield replace(spans[0], text="".join(span.text for span in spans))


def _escaped(text: str) -> str:
    text = _ENTITY.sub("&amp;", _MARKS.sub(lambda match: f"\\{match[0]}", text))
    return text.replace("<", "&lt;")


def _with_addresses(text: str) -> str:
    """Escape a text; addresses that people may click stand in angle brackets, whole."""
    parts = []
    done = 0
    for match in _ADDRESS.finditer(text):
        if _is_plain(match[0]):
            parts += [_escaped(text[done : match.start()]), f"<{match[0]}>"]
            done = match.end()
    return "".join((*parts, _escaped(text[done:])))


def _is_plain(address: str) -> bool:
    return address.isascii() and address.isprintable() and not set(address.strip()) & set(" <>`\\*[]\"'{}|^")


def _unmarked(line: str) -> str:
    """Escape what would begin a list, a heading, a quotation, a rule or a fence."""
    number = _NUMBER.match(line)
    if number:
        return f"{number[1]}\\{line[number.end(1) :]}"
    if _LINE.match(line):
        return f"&#{ord(line[0])};{line[1:]}"
    return f"\\{line}" if _BEGINS.match(line) else line


def _target(href: str) -> str:
    """Return an address as Markdown takes it; nothing for one that may not be published."""
    try:
        parts = urlsplit(href.strip())
        allowed = (parts.scheme in ("http", "https") and parts.netloc) or parts.scheme in ("mailto", "tel")
    except ValueError:
        return ""
    return quote(href.strip(), safe=":/?#@!$&',;=~%+-._") if allowed else ""
