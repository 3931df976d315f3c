"""What makes a body too heavy to convert: one linear scan says so before Python-Markdown meets it."""

import re
from collections.abc import Iterator, Mapping

from cchc.locale import Text, say

MAX_BODY = 200 * 1024
"""Bytes."""
MAX_IN_BLOCK = {"[": 500, "<": 500, "&": 500, "`": 500, "*": 5_000, "_": 5_000, "\\": 2_000}
"""More of one of these in a block, and Python-Markdown takes quadratic time; a long table is bold often."""
MAX_IN_BODY = 500
"""Headings, references to footnotes, tags without an end: each is compared with all before it."""
MAX_BRACKETS = 5_000
_UNCLOSED = re.compile(r"<[^<>]*(?=<|\Z)")
_HEADING = re.compile(r"^(?:[ \t>*+-]|\d+\.)*#|^[ \t>]*(?:=+|-+)[ \t]*$", re.MULTILINE)
_NESTED = re.compile(r"^[ \t]*(?:>[ \t]*){20}|^[ \t]{80}", re.MULTILINE)
_BLOCK_END = re.compile(r"\n[ \t]*(?=\n)")


def too_heavy(body: str) -> Iterator[tuple[int, Text]]:
    """Yield where a body would take long to convert (0 is its first line), and why; nothing for a sound one."""
    size = len(body.encode())
    if size > MAX_BODY:
        yield 0, say("{size} byte (tối đa {max})", size=str(size), max=str(MAX_BODY))
        return
    marks = {mark: most for mark, most in MAX_IN_BLOCK.items() if body.count(mark) > most}  # nearly always none
    if marks:
        yield from _heavy_blocks(body, marks)
    if body.count("[^") > MAX_IN_BODY:
        yield 0, say("cả bài có hơn {max} chú thích", max=str(MAX_IN_BODY))
    if body.count("\n") >= MAX_IN_BODY and sum(1 for _ in _HEADING.finditer(body)) > MAX_IN_BODY:
        yield 0, say("cả bài có hơn {max} đề mục", max=str(MAX_IN_BODY))
    if body.count("<") > MAX_IN_BODY and sum(1 for _ in _UNCLOSED.finditer(body)) > MAX_IN_BODY:
        yield 0, say("cả bài có hơn {max} dấu < không đóng", max=str(MAX_IN_BODY))
    if body.count("[") > MAX_BRACKETS:
        yield 0, say("cả bài có hơn {max} dấu [", max=str(MAX_BRACKETS))
    nested = _NESTED.search(body) if body.count(">") >= 20 or "\t" in body or " " * 20 in body else None
    if nested:
        yield body.count("\n", 0, nested.start()), say("trích dẫn hoặc danh sách lồng quá sâu")


def _heavy_blocks(body: str, marks: Mapping[str, int]) -> Iterator[tuple[int, Text]]:
    line = 0
    for block in _BLOCK_END.split(body):
        for mark, most in marks.items():
            if block.count(mark) > most:
                yield line + 1, say("một đoạn có hơn {max} ký tự {mark}", max=str(most), mark=mark)
        line += block.count("\n") + 1
