"""What makes a body too heavy to convert: one linear scan says so before Python-Markdown meets it."""

import re
from collections.abc import Iterator, Mapping

from cchc.locale import Text, say

MAX_BODY = 200 * 1024
"""Bytes."""
MAX_IN_BLOCK = {"[": 500, "<": 500, "&": 500, "`": 500, "*": 5_000, "_": 5_000, "\\": 2_000, "@": 5_000}
"""More of one of these in a block, and Python-Markdown takes quadratic time; a long table is bold often."""
MAX_IN_BODY = 500
"""Headings, references to footnotes, tags without an end: each is compared with all before it."""
MAX_BRACKETS = 5_000
MAX_TAGS = 10_000
MAX_LINES = 20_000
MAX_BREAKS = 5_000
"""Line breaks by two spaces in one block."""
MAX_CELLS = 50_000
"""Each row of a table is filled up to the columns of its first one: a wide table of short rows is a bomb."""
MAX_SOUGHT = 3_000_000
"""Characters that are read in search of what closes a bracket or a tag, all such searches together."""
MAX_RUN = 2_000
"""Of stars or low lines in a row, all runs of more than a hundred together: each is read from each of its marks."""
_RUN = re.compile(r"\*{100,}|_{100,}")
_BRACKET = re.compile(r"\\.|[\[\]`]", re.DOTALL)
_TARGET = re.compile(r"""\([^()"']*+(?:\([^()"']*+\)[^()"']*+)*+(?:(?:"[^"()]*"|'[^'()]*')\s*)?\)""")
"""Where a link leads, closed beyond doubt: Python-Markdown looks on behind a parenthesis in a quoted title."""
_TAG = re.compile(r"""<[A-Za-z/!?](?:[^<>"']*+(?:(?:"[^"<>]*"|'[^'<>]*')[^<>"']*+)*+>)?""")
"""A tag, closed beyond doubt; or only how it begins."""
_UNCLOSED = re.compile(r"<[^<>]*(?=<|\Z)")
_HEADING = re.compile(r"^(?:[ \t>*+-]|\d+\.)*#|^[ \t>]*(?:=+|-+)[ \t]*$", re.MULTILINE)
_NESTED = re.compile(r"^[ \t]*(?:>[ \t]*){20}|^[ \t]{80}", re.MULTILINE)
_NESTED_IN_LINE = re.compile(
    r"\n(?![ \t]*(?:(?:- {0,2})+|(?:\* {0,2})+)$)[ \t>]*(?:(?:[-+*]|\d+\.)[ \t]+){10}", re.MULTILINE
)
"""`- - - a` is a list in a list in a list; `- - -` by itself is a rule across the page."""
_BLOCK_END = re.compile(r"\n[ \t]*(?=\n)")


def too_heavy(body: str) -> Iterator[tuple[int, Text]]:
    """Yield where a body would take long to convert (0 is its first line), and why; nothing for a sound one."""
    size = len(body.encode()) if 4 * len(body) > MAX_BODY else 0
    if size > MAX_BODY:
        yield 0, say("{size} byte (tối đa {max})", size=str(size), max=str(MAX_BODY))
        return
    marks = {mark: most for mark, most in MAX_IN_BLOCK.items() if body.count(mark) > most}  # nearly always none
    if marks:
        yield from _heavy_blocks(body, marks)
    lines = body.count("\n")
    if lines > MAX_LINES:
        yield 0, say("cả bài có hơn {max} dòng", max=str(MAX_LINES))
    if body.count("  \n") > MAX_BREAKS:
        yield from _broken_blocks(body)
    if body.count("|") * lines > MAX_CELLS:
        yield from _large_tables(body)
    if body.count("[^") > MAX_IN_BODY:
        yield 0, say("cả bài có hơn {max} chú thích", max=str(MAX_IN_BODY))
    if lines >= MAX_IN_BODY and sum(1 for _ in _HEADING.finditer(body)) > MAX_IN_BODY:
        yield 0, say("cả bài có hơn {max} đề mục", max=str(MAX_IN_BODY))
    if body.count("<") > MAX_IN_BODY and sum(1 for _ in _UNCLOSED.finditer(body)) > MAX_IN_BODY:
        yield 0, say("cả bài có hơn {max} dấu < không đóng", max=str(MAX_IN_BODY))
    if body.count("[") > MAX_BRACKETS:
        yield 0, say("cả bài có hơn {max} dấu [", max=str(MAX_BRACKETS))
    if body.count("<") > MAX_TAGS:
        yield 0, say("cả bài có hơn {max} thẻ HTML", max=str(MAX_TAGS // 2))
    if (body.count("[") + body.count("<")) * len(body) > MAX_SOUGHT:
        yield from _long_searches(body)
    if ("*" * 100 in body or "_" * 100 in body) and sum(len(run[0]) for run in _RUN.finditer(body)) > MAX_RUN:
        yield 0, say("các dãy dấu * hoặc _ viết liền nhau dài hơn {max} ký tự", max=str(MAX_RUN))
    nested = _NESTED.search(body) if body.count(">") >= 20 or "\t" in body or " " * 20 in body else None
    nested = nested or _NESTED_IN_LINE.search(f"\n{body}")
    if nested:
        yield body.count("\n", 0, nested.start()), say("trích dẫn hoặc danh sách lồng quá sâu")


def _blocks(body: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between blank lines, each with the line it begins on."""
    line = 1
    for block in _BLOCK_END.split(body):
        yield line, block
        line += block.count("\n") + 1


def _heavy_blocks(body: str, marks: Mapping[str, int]) -> Iterator[tuple[int, Text]]:
    for line, block in _blocks(body):
        for mark, most in marks.items():
            if block.count(mark) > most:
                yield line, say("một đoạn có hơn {max} ký tự {mark}", max=str(most), mark=mark)


def _broken_blocks(body: str) -> Iterator[tuple[int, Text]]:
    for line, block in _blocks(body):
        if block.count("  \n") > MAX_BREAKS:
            yield line, say("một đoạn có hơn {max} chỗ ngắt dòng", max=str(MAX_BREAKS))


def _large_tables(body: str) -> Iterator[tuple[int, Text]]:
    for line, block in _blocks(body):
        rows = block.count("\n") + 1
        if block.count("|") * rows > MAX_CELLS:
            columns = max(row.count("|") for row in block.split("\n"))
            if columns * rows > MAX_CELLS:
                yield line, say("một bảng có hơn {max} ô", max=str(MAX_CELLS))


def _long_searches(body: str) -> Iterator[tuple[int, Text]]:
    """Yield the block at which the searches for what closes a mark have grown too long.

    Of each `[`, of the address behind it and of each `<` Python-Markdown looks for the end, the text over; one that
    has no end makes it read all that follows.
    """
    sought, end = 0, len(body)
    for line, block in _blocks(body):
        sought += _sought_for_brackets(block) + end * _unclosed_tags(block)
        end -= len(block)
        if sought > MAX_SOUGHT:
            limit = str(MAX_SOUGHT)
            yield line, say("những dấu [, ( hoặc < mở ra mà không đóng lại làm phải dò quá {max} ký tự", max=limit)
            return


def _sought_for_brackets(block: str) -> int:
    """Return how many characters are read for the ends of a block's brackets, or more."""
    sought, end = 0, len(block)
    opened: list[int] = []
    for mark in _BRACKET.finditer(block):
        if mark[0] == "[":
            opened.append(mark.start())
        elif mark[0] == "`":  # a bracket in code closes nothing, and what is code is not known here
            sought += sum(end - start for start in opened)
            opened.clear()
        elif mark[0] == "]" and opened:
            sought += mark.start() - opened.pop()
            if block.startswith("(", mark.end()) and not _TARGET.match(block, mark.end()):
                sought += end - mark.end()
    return sought + sum(end - start for start in opened)


def _unclosed_tags(block: str) -> int:
    """Return how many tags of a block have no end beyond doubt; `< 5` is none."""
    return sum(1 for tag in _TAG.finditer(block) if not tag[0].endswith(">"))
