"""Lines of text for pictures: words drawn once and put side by side, cut into lines of about one length."""

import io
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from cchc.publish.fonts import LETTERS

_WORDS = 800
"""Words of one style that are held: nine in ten of those that titles are made of, in some two megabytes."""
_LINES = 60
"""Whole lines that are held: names of topics and units."""
_HYPHENS = str.maketrans("\u2010\u2011", "--")
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is drawn."""

    picture: Image.Image
    """Its ink, in colours of the palette."""
    left: int
    top: int
    """Where the ink begins, from the place where the word does and the top of its line."""
    advance: int


class Style:
    """One size and colour of letters. Whatever it draws is the same on every machine."""

    def __init__(self, font: bytes, size: int, shades: Sequence[int], leading: float = 1.2) -> None:
        # Of Pillow's two engines the one that needs nothing from the system.
        self._font = ImageFont.truetype(io.BytesIO(font), size, layout_engine=ImageFont.Layout.BASIC)
        self._shades = [shades[(value * (len(shades) - 1) + 127) // 255] for value in range(256)]
        self.leading = round(size * leading)
        """From one line to the next."""
        self.space = round(size * 0.22)
        self.word = lru_cache(_WORDS)(self._word)
        self.length = lru_cache(_WORDS)(self._length)
        self.line = lru_cache(_LINES)(self._line)

    def _length(self, word: str) -> int:
        return int(self._font.getlength(word))

    def _word(self, word: str) -> Word:
        plain = "".join(char for char in word if not unicodedata.combining(char))
        left, top, right, bottom = (int(edge) for edge in self._font.getbbox(word))
        # Marks that stand apart may lie outside of what holds the letters.
        margin = 0 if plain == word else self.leading
        picture = Image.new("L", (max(right - left, 1) + 2 * margin, max(bottom - top, 1) + 2 * margin))
        origin = (margin - left, margin - top)
        pen = ImageDraw.Draw(picture)
        pen.text(origin, plain, 255, self._font)
        for place, mark in _marks(word) if plain else ():
            pen.text((origin[0] + self._centre(plain, place, mark), origin[1]), mark, 255, self._font)
        ink = picture.getbbox() or (0, 0, 1, 1)
        shaded = picture.crop(ink).point(self._shades)
        drawn = Image.frombytes("P", shaded.size, shaded.tobytes())
        return Word(drawn, ink[0] - origin[0], ink[1] - origin[1], self._length(word))

    def _centre(self, plain: str, place: int, mark: str) -> float:
        """Return where a mark has to be drawn to stand above or below the middle of its letter."""
        letter, stroke = self._font.getbbox(plain[place]), self._font.getbbox(mark)
        begin = self._font.getlength(plain[: place + 1]) - self._font.getlength(plain[place])
        return begin + (letter[0] + letter[2]) / 2 - (stroke[0] + stroke[2]) / 2

    def draw(self, picture: Image.Image, at: tuple[int, int], words: Sequence[str]) -> int:
        """Draw a line of words whose top left corner is `at`; returns where it ends."""
        x, y = at
        for text in words:
            word = self.word(text)
            picture.paste(word.picture, (x + word.left, y + word.top))
            x += word.advance + self.space
        return x - self.space if words else x

    def stamp(self, picture: Image.Image, at: tuple[int, int], words: Sequence[str]) -> int:
        """Draw a line that many pictures show, on white: in one piece; returns where it ends."""
        line = self.line(tuple(words))
        picture.paste(line.picture, (at[0] + line.left, at[1] + line.top))
        return at[0] + line.advance

    def _line(self, words: tuple[str, ...]) -> Word:
        margin = self.leading
        width = self.width(words)
        picture = Image.new("P", (width + 2 * margin, 3 * margin))
        self.draw(picture, (margin, margin), words)
        ink = picture.getbbox() or (0, 0, 1, 1)
        return Word(picture.crop(ink), ink[0] - margin, ink[1] - margin, width)

    def width(self, words: Sequence[str]) -> int:
        """Return how long a line of words is."""
        return sum(map(self.length, words)) + self.space * max(len(words) - 1, 0)

    def cut(self, words: Sequence[str], width: int) -> list[str]:
        """Return as many of the words as fit a line, with a mark where some are left out."""
        if self.width(words) <= width:
            return list(words)
        kept = self._pieces(words, width)
        while kept and self.width([*kept[:-1], kept[-1] + _CUT]) > width:
            kept.pop()
        return [*kept[:-1], kept[-1].rstrip(",;:.-–") + _CUT] if kept else []

    def lines(self, words: Sequence[str], width: int) -> list[list[str]]:
        """Return the words in as few lines as the width allows, none much shorter than the others."""
        pieces = self._pieces(words, width)
        lengths = [self.length(piece) for piece in pieces]
        few = len(self._ends(lengths, width))
        low, high = max(self.width(pieces) // max(few, 1), *lengths, 0), width
        while low < high:
            middle = (low + high) // 2
            if len(self._ends(lengths, middle)) > few:
                low = middle + 1
            else:
                high = middle
        ends = self._ends(lengths, high)
        return [pieces[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]

    def _ends(self, lengths: Sequence[int], width: int) -> list[int]:
        """Return, for each line, the place of the first word that is no longer on it."""
        ends, x = [], -self.space
        for place, length in enumerate(lengths):
            x += self.space + length
            if x > width and x > length:
                ends.append(place)
                x = length
        return [*ends, len(lengths)] if lengths else []

    def _pieces(self, words: Sequence[str], width: int) -> list[str]:
        """Return the words, with those that no line holds cut into pieces that do."""
        pieces = []
        for word in words:
            rest = word
            while rest and self.length(rest) > width:
                beginnings = [rest[:count] for count in range(2, len(rest))]
                fitting = 1 + bisect_right(beginnings, width, key=self._length)
                pieces.append(rest[:fitting])
                rest = rest[fitting:]
            pieces += [rest] if rest else []
        return pieces


def words_of(text: str) -> list[str]:
    """Return the words of a text, without letters that the typeface has not, even as a letter and its marks."""
    kept = []
    for char in text.translate(_HYPHENS):
        if char.isspace():
            kept.append(" ")
        elif ord(char) in LETTERS:
            kept.append(char)
        elif LETTERS.issuperset(map(ord, parts := unicodedata.normalize("NFD", char))):
            kept.append(parts)
    return "".join(kept).split()


def _marks(word: str) -> list[tuple[int, str]]:
    """Return each mark that stands apart, and the place of its letter among the letters."""
    found, place = [], -1
    for char in word:
        if unicodedata.combining(char):
            found.append((max(place, 0), char))
        else:
            place += 1
    return found
