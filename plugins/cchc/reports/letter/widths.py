"""How wide the columns of a table are: no word is parted, and the rows stay as low as the page allows."""

import re
from collections.abc import Sequence
from math import ceil

from cchc.reports.letter.package import TABLE_SIZE
from cchc.text import fold_ascii

PADDING = 2.6
"""Left and right of a text, in mm."""
_EM = TABLE_SIZE * 25.4 / 72
_BOLD = 1.1
_MOST = 24.0
"""A word that is wider may be parted: an address, a long number."""
_STEP = 1.5
_LOOKED_AT = 150
"""Rows that decide; the others are much like them."""
_ROUND = frozenset("acesz")
_SLIM, _BROAD = frozenset("iíìỉĩịljtfrI.,;:!'|()[]/- "), frozenset("mwMW%…–")


def measured(text: str, *, is_bold: bool = False) -> float:
    """Return about how wide a text is on one line, in mm, in the letter's type."""
    ems = sum(_ems(letter) for letter in text)
    return ems * _EM * (_BOLD if is_bold else 1.0)


def _ems(letter: str) -> float:
    if letter in _SLIM:
        return 0.33
    if letter in _BROAD:
        return 0.85
    if letter.isupper():
        return 0.72
    return 0.45 if fold_ascii(letter) in _ROUND else 0.51


def fitted(head: Sequence[str], rows: Sequence[Sequence[str]], width: float) -> list[float]:
    """Return the widths of the columns in mm, which add up to `width`."""
    columns = len(head)
    looked_at = [[row[at] if at < len(row) else "" for at in range(columns)] for row in rows[:_LOOKED_AT]]
    sizes = [[measured(text, is_bold=True) for text in head], *([measured(text) for text in row] for row in looked_at)]
    widths = [_least(name, [row[at] for row in looked_at]) for at, name in enumerate(head)]
    taken = sum(widths)
    if taken >= width:
        return [each * width / taken for each in widths]
    while (left := width - sum(widths)) > _STEP:
        widths[_neediest(sizes, widths)] += min(_STEP, left)
    widest = max(range(columns), key=lambda at: max(row[at] for row in sizes))
    widths[widest] += width - sum(widths)
    return widths


def lines(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> int:
    """Return about how many lines a table takes."""
    every = [[measured(name, is_bold=True) for name in head], *([measured(text) for text in row] for row in rows)]
    return sum(
        max((ceil(size / max(width - PADDING, 1.0)) for size, width in zip(row, widths, strict=False)), default=1) or 1
        for row in every
    )


def _least(name: str, texts: Sequence[str]) -> float:
    """Return the width of the longest word of a column."""
    words = [measured(word, is_bold=True) for word in name.split()]
    words += [min(measured(word), _MOST) for text in texts for word in re.split(r"\s|(?<=-)", text)]
    return max(*words, _EM, 0.0) * 1.06 + PADDING + 0.7


def _neediest(sizes: Sequence[Sequence[float]], widths: Sequence[float]) -> int:
    """Return the column that makes the rows lowest when it gets a little more."""
    won = [0.0] * len(widths)
    for row in sizes:
        heights = [size / (width - PADDING) for size, width in zip(row, widths, strict=True)]
        tallest = max(range(len(heights)), key=heights.__getitem__)
        if heights[tallest] > 1.0:
            then = row[tallest] / (widths[tallest] + _STEP - PADDING)
            others = max((height for at, height in enumerate(heights) if at != tallest), default=0.0)
            won[tallest] += heights[tallest] - max(then, others, 1.0) + 1e-6
    if any(won):
        return max(range(len(won)), key=won.__getitem__)
    return max(range(len(widths)), key=lambda at: max(row[at] for row in sizes) / widths[at])
