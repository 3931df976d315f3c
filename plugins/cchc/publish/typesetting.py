"""Lines of text for pictures: how long words are, and where lines end.

Lengths are in thousandths of the letters' size, so that a title is measured once for all sizes. The measures are
those of the font and of nothing on the machine: what a library finds out about letters depends on how it was built.
"""

import io
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache as once
from functools import lru_cache
from itertools import accumulate

from cchc.publish.fonts import LETTERS, Face, kerning, source

EM = 1000
SPACE_DRAWN = 230
"""Between words."""
SPACE = 250
"""What is taken for it in measuring, for a word begins with a whole pixel, and a large one with an even one."""
_WORDS = 4000
"""Words whose length is remembered."""
_CUT = "…"
_DRAWN = frozenset(map(chr, LETTERS))
_PLAIN = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": None, "\u00a0": " ", "\u202f": " "})


class Letters:
    """The measures of one face."""

    def __init__(self, face: Face) -> None:
        from PIL import ImageFont  # slow to import, and most builds draw nothing

        self.font = source(face)
        self._pairs: Mapping[str, Mapping[str, int]] = kerning(face)
        # At this size a thousandth is a pixel.
        self._whole = ImageFont.truetype(io.BytesIO(self.font), EM, layout_engine=ImageFont.Layout.BASIC)
        self._advance = once(lambda char: int(self._whole.getlength(char)))
        self.length = lru_cache(_WORDS)(self._length)

    def places(self, word: str) -> Iterator[tuple[str, int, str]]:
        """Yield each letter, where it begins, and the marks that stand apart from it."""
        x, before = 0, ""
        for letter, marks in _clusters(word):
            x += self._pairs.get(before, {}).get(letter, 0)
            yield letter, x, marks
            x, before = x + self._advance(letter), letter

    def _length(self, word: str) -> int:
        end = 0
        for letter, x, _ in self.places(word):
            end = x + self._advance(letter)
        return end

    def width(self, words: Sequence[str]) -> int:
        """Return how long a line of words is."""
        return sum(map(self.length, words)) + SPACE * max(len(words) - 1, 0)

    def cut(self, words: Sequence[str], width: int) -> list[str]:
        """Return as many of the words as fit a line, with a mark where some are left out."""
        if self.width(words) <= width:
            return list(words)
        kept = self._pieces(words, width - self.length(_CUT))
        while kept and self.width([*kept[:-1], kept[-1] + _CUT]) > width:
            kept.pop()
        return [*kept[:-1], kept[-1].rstrip(",;:.-–") + _CUT] if kept else []

    def measured(self, words: Sequence[str], width: int | None = None) -> "Text":
        """Return words to be set; those that no line of that width holds are cut into pieces that do."""
        pieces = words if width is None else self._pieces(words, width)
        lengths = list(map(self.length, pieces))
        return Text(pieces, max(lengths, default=0), list(accumulate(length + SPACE for length in lengths)))

    def _pieces(self, words: Sequence[str], width: int) -> list[str]:
        pieces = []
        for word in words:
            rest = word
            while self.length(rest) > width and len(rest) > 2:
                beginnings = [rest[:count] for count in range(2, len(rest))]
                fitting = 1 + bisect_right(beginnings, width, key=self._length)
                pieces.append(rest[:fitting])
                rest = rest[fitting:]
            pieces.append(rest)
        return pieces


@dataclass(frozen=True, slots=True)
class Text:
    """Words and their lengths."""

    words: Sequence[str]
    longest: int
    """The length of the longest word."""
    _sums: Sequence[int]
    """For each word, where the next one would begin if all stood on one line."""

    def ends(self, width: int) -> list[int]:
        """Return, for each line, the place of the first word that is no longer on it."""
        ends: list[int] = []
        place = begin = 0
        while place < len(self._sums):
            place = max(bisect_right(self._sums, begin + width + SPACE), place + 1)
            begin = self._sums[place - 1]
            ends.append(place)
        return ends

    def lines(self, width: int) -> list[Sequence[str]]:
        """Return the words in as few lines as the width allows, none much shorter than the others."""
        few = len(self.ends(width))
        if few < 2:
            return [self.words] if few else []
        low, high = self._sums[-1] // few, width
        while high - low > SPACE // 2:
            middle = (low + high) // 2
            if len(self.ends(middle)) > few:
                low = middle
            else:
                high = middle
        ends = self.ends(high)
        return [self.words[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]


def words_of(text: str) -> list[str]:
    """Return the words of a text, without letters that the typeface has not, even as a letter and its marks."""
    text = unicodedata.normalize("NFC", text).translate(_PLAIN)
    if not _DRAWN.issuperset(text):
        text = "".join(map(_drawable, text))
    return text.split()


def _drawable(char: str) -> str:
    if char.isspace():
        return " "
    parts = char if char in _DRAWN else unicodedata.normalize("NFD", char)
    return parts if _DRAWN.issuperset(parts) else ""


def _clusters(word: str) -> list[tuple[str, str]]:
    """Return each letter with the marks that follow it apart; marks that follow none are left out."""
    found: list[tuple[str, str]] = []
    for char in word:
        if not unicodedata.combining(char):
            found.append((char, ""))
        elif found:
            found[-1] = (found[-1][0], found[-1][1] + char)
    return found
