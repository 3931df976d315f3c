"""The numbers that Word shows before paragraphs and keeps nowhere: counted again, as Word counts them."""

import re
from dataclasses import dataclass, field
from typing import Any

from cchc.word.blocks import BULLET
from cchc.word.styles import qn, value

_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_MOST = 32_767  # what Word's own numbers reach


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    text: str


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    like: str | None
    """The style whose list this is."""
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the lists of one file; paragraphs are asked for in the order in which they stand."""

    def __init__(self, root: Any, list_of_style: dict[str, str]) -> None:
        self._list_of_style = list_of_style
        self._lists: dict[str, _List] = {}
        self._list_of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for item in root.iterchildren(qn("w:abstractNum")):
            levels = {_number(level.get(qn("w:ilvl"))): _level(level) for level in item.iterchildren(qn("w:lvl"))}
            self._lists[item.get(qn("w:abstractNumId"))] = _List(levels, value(item, "w:numStyleLink"))
        for item in root.iterchildren(qn("w:num")):
            id_ = item.get(qn("w:numId"))
            self._list_of[id_] = value(item, "w:abstractNumId") or ""
            self._restarts[id_] = {
                _number(one.get(qn("w:ilvl"))): _number(value(one, "w:startOverride"))
                for one in item.iterchildren(qn("w:lvlOverride"))
                if one.find(qn("w:startOverride")) is not None
            }

    def label(self, id_: str, depth: int) -> str:
        """Return what stands before the next paragraph of a list; nothing where Word shows nothing."""
        found = self._find(id_)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return ""
        if level.kind == "bullet":
            return BULLET
        counts = found.counts
        restarts = self._restarts.get(id_, {})
        if depth in restarts:
            counts[depth] = restarts.pop(depth) - 1  # once, where the list is first met
        for above in range(depth):
            counts.setdefault(above, found.levels[above].start if above in found.levels else 1)
        counts[depth] = min(counts.get(depth, level.start - 1) + 1, _MOST)
        for below in [number for number in counts if number > depth]:
            del counts[below]
        if level.kind == "none":
            return ""

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            kind = found.levels[place].kind if place in found.levels else "decimal"
            return _written(counts.get(place, 1), kind)

        return " ".join(re.sub(r"%([1-9])", shown, level.text[:100]).split())

    def _find(self, id_: str) -> _List | None:
        for _ in range(5):  # a list may be that of a style, which names another
            found = self._lists.get(self._list_of.get(id_, ""))
            if found is None or found.like is None or found.levels:
                return found
            id_ = self._list_of_style.get(found.like, "")
        return None


def _level(element: Any) -> _Level:
    return _Level(
        start=_number(value(element, "w:start"), 1),
        kind=value(element, "w:numFmt") or "decimal",
        text=value(element, "w:lvlText") or "",
    )


def _number(text: str | None, default: int = 0) -> int:
    return min(int(text), _MOST) if text and text.isascii() and text.isdigit() and len(text) < 10 else default


def _written(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        repeats, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) * min(repeats + 1, 5)
    elif kind in ("lowerRoman", "upperRoman"):
        text = ""
        for worth, letters in _ROMAN:
            count, number = divmod(number, worth)
            text += letters * count
    elif kind == "decimalZero":
        text = f"{number:02d}"
    else:
        text = str(number)
    return text.upper() if kind.startswith("upper") else text
