"""Drawing the pictures that go with links: bands of letters and colours below each other.

Imported when the first one has to be drawn: what it draws with is slow to import, and most builds draw none.
"""

from collections.abc import Sequence
from functools import cached_property

from PIL import Image

from cchc.publish import png
from cchc.publish.colours import WHITE, Colour, Colours, mix
from cchc.publish.fonts import BOLD, REGULAR
from cchc.publish.identity import Mark
from cchc.publish.identity_drawing import drawn
from cchc.publish.lettering import Style
from cchc.publish.outputs import SHARE_SIZE
from cchc.publish.typesetting import Letters, words_of

WIDTH, HEIGHT = SHARE_SIZE


def _px(units: int) -> int:
    """Return a length on a sheet that is 1,200 units wide."""
    return units * WIDTH // 1200


_SHADES = 7
"""Steps from white to the main colour, and the palette's place of the latter."""
_TOPIC = (8, 9, 10, 11)
"""Places of the palette: steps to the colour of the topic."""
_ACCENT = 12
_EMBLEM = (13, 14, 15)
_INK = tuple(range(_SHADES + 1))
_TITLE_INK = (0, 2, 4, 5, 7)
"""Large letters need fewer steps; each makes a file larger."""
_SOFT = _INK[:6]
_ON_DARK = _INK[::-1]
_SOFT_ON_DARK = _ON_DARK[:7]

_LEFT = _px(80) + _px(80) % 2  # two pixels lie in a byte
_RIGHT = WIDTH - _LEFT
_HEAD, _FOOT = _px(52), _px(506)
"""Between them lies what differs; below, the band of the agency."""
_TITLE_TOP, _TITLE_BOTTOM = _px(76), _px(382)
_NOTE = _px(394)
_SIZES = ((92, 1), (72, 3), (56, 4), (48, 5), (44, 5))
"""Sizes of a title on that sheet, and the lines that each has room for."""
_BADGE = _px(78) // 2 * 2


class Studio:
    """Draws the pictures of one site, one at a time."""

    def __init__(self, said: Sequence[str], mark: Mark, colours: Colours) -> None:
        self._said, self._mark, self._colours = said, mark, colours
        # No `lru_cache`, which would hold this, and all letters, for good.
        self._bands: dict[str, png.Band] = {}
        self._palettes: dict[Colour, bytes] = {}

    @cached_property
    def _bold(self) -> Letters:
        return Letters(BOLD)

    @cached_property
    def _regular(self) -> Letters:
        return Letters(REGULAR)

    @cached_property
    def _titles(self) -> Sequence[tuple[Style, int]]:
        return [(Style(self._bold, _px(size), _TITLE_INK, 1.19), most) for size, most in _SIZES]

    @cached_property
    def _note(self) -> Style:
        return Style(self._regular, _px(34), _SOFT)

    def draw(self, title: str, label: str, note: str, topic: Colour) -> bytes:
        """Return a picture: above its title a label in the colour of its topic, below it a note."""
        style, lines = self._fitted(words_of(title))
        sheet = png.Sheet(WIDTH, style.height + (len(lines) - 1) * style.leading)
        for number, line in enumerate(lines):
            style.draw(sheet, (_LEFT, number * style.leading), line)
        room = _TITLE_BOTTOM - _TITLE_TOP - len(lines) * style.leading
        above = room // 2 if len(lines) > 2 else _px(28)  # a short title stays close to its label
        below = _NOTE - _TITLE_TOP - above - sheet.height
        bands = (
            self._above,
            self._label_band(label),
            png.blank(WIDTH, above),
            sheet.band(),
            png.blank(WIDTH, below),
            self._note_band(note),
            self._below,
        )
        return png.encode(bands, self._colours_of(topic))

    def _fitted(self, words: Sequence[str]) -> tuple[Style, list[Sequence[str]]]:
        """Return the title in the largest letters that have room for it."""
        text = self._bold.measured(words)
        for style, most in self._titles:
            room = style.room(_RIGHT - _LEFT)
            # A word is cut only where no size holds it.
            if text.longest <= room and len(text.ends(room)) <= most:
                return style, text.lines(room)
        lines = self._bold.measured(words, room).lines(room)
        rest = [word for line in lines[most - 1 :] for word in line]
        return style, [*lines[: most - 1], self._bold.cut(rest, room)]

    def _label_band(self, label: str) -> png.Band:
        """Return the lines between the stripe and the title; the same for all pictures of one topic."""
        if label in self._bands:
            return self._bands[label]
        style = Style(self._bold, _px(34), (0, *_TOPIC))
        sheet = png.Sheet(WIDTH, _TITLE_TOP)
        sheet.fill(_TOPIC[-1], (_LEFT, _px(16), _LEFT + _px(18), _px(40)))
        left = _LEFT + _px(34)
        style.draw(sheet, (left, _px(8)), style.cut(words_of(label), _RIGHT - left))
        self._bands[label] = sheet.band()
        return self._bands[label]

    def _note_band(self, note: str) -> png.Band:
        """Return the lines between the title and the band of the agency."""
        sheet = png.Sheet(WIDTH, _FOOT - _HEAD - _NOTE)
        self._note.draw(sheet, (_LEFT, 0), self._note.cut(words_of(note), _RIGHT - _LEFT))
        return sheet.band()

    @cached_property
    def _above(self) -> png.Band:
        sheet = png.Sheet(WIDTH, _HEAD)
        sheet.fill(_TOPIC[-1], (0, 0, WIDTH, _px(14)))
        return sheet.band()

    @cached_property
    def _below(self) -> png.Band:
        sheet = png.Sheet(WIDTH, HEIGHT - _FOOT)
        sheet.fill(_SHADES, (0, 0, WIDTH, HEIGHT - _FOOT))
        sheet.fill(_ACCENT, (0, 0, WIDTH, _px(6)))
        sheet.put(png.pairs(self._badge[0]), (_LEFT, _px(26)))
        agency, name, address = map(words_of, self._said)
        left = _LEFT + _BADGE + _px(24)
        small = Style(self._regular, _px(27), _SOFT_ON_DARK)
        large = Style(self._bold, _px(35), _ON_DARK)
        where = small.cut(address, _px(420))
        end = _RIGHT - small.width(where) - _px(40)
        large.draw(sheet, (left, _px(25)), large.cut(agency, _RIGHT - left))
        small.draw(sheet, (left, _px(69)), small.cut(name, end - left))
        small.draw(sheet, (_RIGHT - small.width(where), _px(69)), where)
        return sheet.band()

    @cached_property
    def _badge(self) -> tuple[Image.Image, list[Colour]]:
        """The agency's mark for the band, and the colours of its own that it needs."""
        primary = self._colours.primary
        badge = drawn(self._mark, _BADGE, WHITE, primary, share=0.84 if self._mark.emblem else 0.62, corner=0.16)
        flat = Image.new("RGB", badge.size, primary)
        flat.paste(badge, mask=badge)
        ready = [*self._shades, self._colours.accent]
        own = _missing(flat, ready)[: len(_EMBLEM)] if self._mark.emblem else []
        places = (*_INK, _ACCENT, *_EMBLEM)
        table = Image.new("P", (1, 1))
        table.putpalette([part for colour in (*ready, *own) for part in colour])
        matched = flat.quantize(palette=table, dither=Image.Dither.NONE)
        return Image.frombytes("P", matched.size, bytes(places[value] for value in matched.tobytes())), own

    @cached_property
    def _shades(self) -> list[Colour]:
        return [mix(self._colours.primary, WHITE, step / _SHADES) for step in _INK]

    def _colours_of(self, topic: Colour) -> bytes:
        """Return the palette of a picture."""
        if topic in self._palettes:
            return self._palettes[topic]
        tints = [mix(topic, WHITE, (step + 1) / len(_TOPIC)) for step in range(len(_TOPIC))]
        own = [*self._badge[1], *[WHITE] * len(_EMBLEM)][: len(_EMBLEM)]
        palette = bytes(part for colour in (*self._shades, *tints, self._colours.accent, *own) for part in colour)
        return self._palettes.setdefault(topic, palette)


def _missing(picture: Image.Image, ready: Sequence[Colour]) -> list[Colour]:
    """Return the colours of a picture that are least like those that are ready, the most needed first."""
    few = picture.quantize(8, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")
    needed = []
    for count, colour in few.getcolors() or ():
        assert isinstance(colour, tuple)  # as in every picture of mode RGB
        red, green, blue = colour
        far = min((red - other[0]) ** 2 + (green - other[1]) ** 2 + (blue - other[2]) ** 2 for other in ready)
        needed.append((far * count, (red, green, blue)))
    return [colour for far, colour in sorted(needed, reverse=True) if far]
