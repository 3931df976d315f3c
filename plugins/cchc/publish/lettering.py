"""Letters for pictures: words drawn once, and laid on the sheet of a picture side by side."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache as once
from functools import lru_cache

from PIL import Image, ImageFont

from cchc.publish.png import Sheet, pairs
from cchc.publish.typesetting import EM, SPACE_DRAWN, Letters

_WORDS = 1200
"""Words of one style that are held: all but one in fifteen of those that titles are made of, in four megabytes."""
_DATE = re.compile(r"(?<=\d/)(?=\d)")
"""Where dates are cut: hardly two are alike, but their days, months and years are."""
_LARGE = 40
"""Pixels from which on nobody sees whether a word stands in the next column."""
_INK = 15
"""A pixel that is covered."""


@dataclass(frozen=True, slots=True)
class Ink:
    """What is drawn of a letter or a word, and where it lies from the beginning of its line."""

    picture: Image.Image
    """Of a letter, how much of each pixel it covers; of a word, pairs of pixels in colours of the palette."""
    left: int
    top: int


class Style:
    """One size and colour of letters. Whatever it draws is the same on every machine."""

    def __init__(self, letters: Letters, size: int, shades: Sequence[int], leading: float = 1.2) -> None:
        self.letters, self.size = letters, size
        # Of Pillow's two engines the one that needs nothing from the system.
        self._font = ImageFont.truetype(io.BytesIO(letters.font), size, layout_engine=ImageFont.Layout.BASIC)
        steps = [shades[(value * (len(shades) - 1) + _INK // 2) // _INK] for value in range(_INK + 1)]
        self._shades = bytes(left << 4 | right for left in steps for right in steps)
        """What two pixels look like, by how much of each is covered."""
        self.leading = round(size * leading)
        """From one line to the next."""
        self.height = sum(self._font.getmetrics())
        """Of a line with all that hangs below it."""
        self._space = self._pixels(SPACE_DRAWN)
        self.letter = once(self._letter)
        self.word = lru_cache(_WORDS)(self._word)

    def room(self, width: int) -> int:
        """Return how much text fits a width, as `Letters` measures it."""
        return width * EM // self.size

    def _letter(self, char: str) -> Ink:
        core, (left, top) = self._font.getmask2(char)
        made = Image.new("L", core.size)
        made.im = core
        return Ink(made, left, top)

    def _word(self, text: str, shift: int) -> Ink:
        placed = []
        for char, begin, marks in self.letters.places(text):
            x, letter = shift + self._pixels(begin), self.letter(char)
            placed.append((letter, x + letter.left))
            middle = 2 * (x + letter.left) + letter.picture.width
            placed += [(mark, (middle - mark.picture.width) // 2) for mark in map(self.letter, marks)]
        placed = [(ink, x) for ink, x in placed if ink.picture.width]
        if not placed:
            return Ink(Image.new("L", (1, 1), self._shades[0]), 0, 0)
        left = min(x for _, x in placed) // 2 * 2
        top = min(ink.top for ink, _ in placed)
        right = max(x + ink.picture.width for ink, x in placed)
        bottom = max(ink.top + ink.picture.height for ink, _ in placed)
        covered = Image.new("P", ((right - left + 1) // 2 * 2, bottom - top))
        for ink, x in placed:
            begin, width, height = x - left, *ink.picture.size
            box = (begin, ink.top - top, begin + width, ink.top - top + height)
            covered.im.paste(_INK, box, ink.picture.im)
        drawn = pairs(covered)
        return Ink(Image.frombytes("L", drawn.size, drawn.tobytes().translate(self._shades)), left, top)

    def draw(self, sheet: Sheet, at: tuple[int, int], words: Sequence[str]) -> None:
        """Draw a line of words whose top left corner is `at`."""
        x, y = at
        for text in words:
            for part in _DATE.split(text) if "/" in text else (text,):
                # Two pixels lie in a byte: a small word is drawn once for even columns and once for odd ones.
                shift = x % 2 if self.size < _LARGE else 0
                x += x % 2 - shift
                word = self.word(part, shift)
                sheet.put(word.picture, (x + word.left, y + word.top))
                x += self._pixels(self.letters.length(part))
            x += self._space

    def _pixels(self, length: int) -> int:
        return (length * self.size + EM // 2) // EM

    def width(self, words: Sequence[str]) -> int:
        """Return how many pixels a line of words takes."""
        return -(-self.letters.width(words) * self.size // EM)

    def cut(self, words: Sequence[str], width: int) -> list[str]:
        """Return as many of the words as fit a line of that many pixels, with a mark where some are left out."""
        return self.letters.cut(words, self.room(width))
