"""Cuts the typeface down to our letters: `python -m cchc.publish.cutting` writes cchc/typeface/ anew.

Done once by us, when the letters change, and not by every build: it takes a second and needs fontTools.
"""

import io
import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont, newTable

from cchc.publish.fonts import BOLD, EM, FACES, FAMILY, LETTERS, REGULAR, TYPEFACE, Face, source

_HYPHENS = (0x2010, 0x2011)
"""The font has none of its own, and every «57‑NQ/TW» whose line must not break has one."""
_FEATURES = ("ccmp", "locl", "kern", "mark", "mkmk")
_NAMES = {1: FAMILY, 3: "CCHC Sans {face}", 4: "CCHC Sans {face}", 6: "CCHCSans-{face}"}
_KEPT_NAMES = (0, 2, 5, 13, 14)  # among them copyright and licence; the trademark goes with the name
_LEAST = 12
"""Thousandths of the size below which nobody sees a distance."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A face with our letters only."""

    font: bytes
    """For browsers (WOFF2)."""
    kerning: bytes
    """For drawing: what `fonts.kerning` reads."""


def cut(face: Face) -> Cut:
    """Return a face cut down, without hints; the same at any time."""
    options = subset.Options(hinting=False, glyph_names=False, notdef_outline=True, drop_tables=["name"])
    options.layout_features = list(_FEATURES)
    font = TTFont(io.BytesIO(source(face)), lazy=True, recalcTimestamp=False)
    names = [record for record in font["name"].names if record.nameID in _KEPT_NAMES and record.platformID == 3]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    kerning = _kerning(font)
    font["name"] = newTable("name")
    font["name"].names = names
    for number, name in _NAMES.items():
        font["name"].setName(name.format(face=face.name.capitalize()), number, 3, 1, 0x409)
    for table in font["cmap"].tables:
        if 0x2D in table.cmap:
            table.cmap.update(dict.fromkeys(_HYPHENS, table.cmap[0x2D]))
    font["head"].unitsPerEm = EM
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return Cut(made.getvalue(), kerning)


def _kerning(font: TTFont) -> bytes:
    """Return the distances between letters, those together that the same letters have on their right."""
    letters: dict[str, list[str]] = {}
    for code, name in sorted(font.getBestCmap().items()):
        letters.setdefault(name, []).append(chr(code))
    rows: dict[str, dict[int, str]] = {}
    for (left, right), distance in sorted(_pairs(font).items()):
        for first in letters.get(left, ()):
            row = rows.setdefault(first, {})
            row[distance] = row.get(distance, "") + "".join(letters.get(right, ()))
    groups: dict[str, dict[int, str]] = {}
    for first, row in sorted(rows.items()):
        alike = next((known for known, other in groups.items() if other == row), "")
        groups.pop(alike, None)
        groups[alike + first] = row
    return json.dumps(groups, ensure_ascii=False, sort_keys=True, indent=0).encode() + b"\n"


def _pairs(font: TTFont) -> dict[tuple[str, str], int]:
    """Return the distances that can be seen; of the rules on a pair, the first decides."""
    found: dict[tuple[str, str], int] = {}
    (feature,) = {
        tuple(record.Feature.LookupListIndex)
        for record in font["GPOS"].table.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
    }
    for lookup in feature:
        settled: set[str] = set()
        for part in font["GPOS"].table.LookupList.Lookup[lookup].SubTable:
            rule = getattr(part, "ExtSubTable", part)
            if rule.Format == 1:
                for pair, value in _of_glyphs(rule):
                    found.setdefault(pair, value)
            else:
                for pair, value in _of_classes(rule, font, settled):
                    found.setdefault(pair, value)
                settled.update(rule.Coverage.glyphs)  # one of its classes holds any second letter
    return {pair: value for pair, value in found.items() if abs(value) >= _LEAST}


def _of_glyphs(rule: Any) -> Iterator[tuple[tuple[str, str], int]]:
    for first, row in zip(rule.Coverage.glyphs, rule.PairSet, strict=True):
        for record in row.PairValueRecord:
            yield (first, record.SecondGlyph), _advance(record)


def _of_classes(rule: Any, font: TTFont, settled: Container[str]) -> Iterator[tuple[tuple[str, str], int]]:
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


def main() -> None:
    """Write the typeface that the package carries."""
    for face in FACES:
        made = cut(face)
        (TYPEFACE / f"{face.name}.woff2").write_bytes(made.font)
        if face in (REGULAR, BOLD):
            (TYPEFACE / f"{face.name}.json").write_bytes(made.kerning)


if __name__ == "__main__":
    main()
