"""A face of the typeface for drawing: its distances between letters where every drawing library looks for them.

FreeType by itself knows only the old `kern` table; what reads the new one (`GPOS`) is not on every
machine, and pictures must come out the same everywhere.
"""

import io
from collections.abc import Container, Iterator
from functools import cache as once
from typing import TYPE_CHECKING, Any

from cchc.cache import Cache
from cchc.publish.fonts import LETTERS, Face, subset
from cchc.publish.outputs import remembered

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_LEAST = 12
"""Thousandths of the size below which nobody sees a distance."""
_ROOM = 10_000
"""Pairs that one part of the table can hold."""


def drawing_font(face: Face, cache: Cache) -> bytes:
    """Return a TrueType font with our letters, made once."""
    return remembered(["drawing", face.name], lambda: _made(face), cache)


@once
def _made(face: Face) -> bytes:
    font = subset(face, LETTERS, ("kern",))
    pairs = _pairs(font)
    del font["GPOS"]
    font["kern"] = _table(sorted(pairs.items()))
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def _pairs(font: "TTFont") -> dict[tuple[str, str], int]:
    """Return the distances that can be seen; of the rules on a pair, the first decides."""
    found: dict[tuple[str, str], int] = {}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        settled: set[str] = set()
        for part in lookup.SubTable:
            rule = getattr(part, "ExtSubTable", part)
            if rule.LookupType == 2 and rule.Format == 1:
                for pair, value in _of_glyphs(rule):
                    found.setdefault(pair, value)
            elif rule.LookupType == 2:
                for pair, value in _of_classes(rule, font, settled):
                    found.setdefault(pair, value)
                settled.update(rule.Coverage.glyphs)  # one of its classes holds any second letter
    return {pair: value for pair, value in found.items() if abs(value) >= _LEAST}


def _of_glyphs(rule: Any) -> Iterator[tuple[tuple[str, str], int]]:
    for first, row in zip(rule.Coverage.glyphs, rule.PairSet, strict=True):
        for record in row.PairValueRecord:
            yield (first, record.SecondGlyph), _advance(record)


def _of_classes(rule: Any, font: "TTFont", settled: Container[str]) -> Iterator[tuple[tuple[str, str], int]]:
    seconds: dict[int, list[str]] = {}
    for name in font.getGlyphOrder():
        seconds.setdefault(rule.ClassDef2.classDefs.get(name, 0), []).append(name)
    rows = [
        [(number, value) for number, record in enumerate(row.Class2Record) if abs(value := _advance(record)) >= _LEAST]
        for row in rule.Class1Record
    ]
    for first in rule.Coverage.glyphs:
        if first not in settled:
            for number, value in rows[rule.ClassDef1.classDefs.get(first, 0)]:
                for second in seconds.get(number, ()):
                    yield (first, second), value


def _advance(record: Any) -> int:
    return getattr(record.Value1, "XAdvance", 0) if record.Value1 else 0


def _table(pairs: list[tuple[tuple[str, str], int]]) -> Any:
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

    table = newTable("kern")
    table.version = 0
    table.kernTables = []
    for begin in range(0, len(pairs), _ROOM):
        part = KernTable_format_0(apple=False)
        part.coverage = 1
        part.kernTable = dict(pairs[begin : begin + _ROOM])
        table.kernTables.append(part)
    return table
