"""Pictures that social networks and Zalo show with a link: title, unit and date on the agency's template."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from urllib.parse import urlsplit

from PIL import Image

from cchc.cache import Cache, tools
from cchc.locale import say, translator
from cchc.model import Site
from cchc.publish import png
from cchc.publish.colours import WHITE, Colours, colours, hexadecimal, mix
from cchc.publish.fonts import BOLD, REGULAR, source
from cchc.publish.identity import Mark, mark
from cchc.publish.kerning import drawing_font
from cchc.publish.lettering import Style, words_of
from cchc.publish.outputs import SHARE, SHARE_SIZE, Kept
from cchc.publish.posts import Cards

OF_ALL = f"assets/cchc/{SHARE}"
"""The picture of every page that has none of its own."""
WIDTH, HEIGHT = SHARE_SIZE


def _px(units: int) -> int:
    """Return a length on a sheet that is 1,200 units wide."""
    return units * WIDTH // 1200


_KIND = "pictures"

_SHADES = 7
"""Steps from white to the main colour, and the palette's place of the latter."""
_TOPIC = (8, 9, 10, 11)
"""Places of the palette: steps to the colour of the topic."""
_ACCENT = 12
_EMBLEM = (13, 14, 15)
_INK = tuple(range(_SHADES + 1))
_SOFT = _INK[:6]
_ON_DARK = _INK[::-1]
_SOFT_ON_DARK = _ON_DARK[:7]

_LEFT, _RIGHT = _px(80), WIDTH - _px(80)
_HEAD, _FOOT = _px(52), _px(506)
"""Between them lies what differs; below, the band of the agency."""
_TITLE_TOP, _TITLE_BOTTOM = _px(76), _px(382)
_SIZES = ((92, 1), (80, 2), (70, 3), (56, 4), (48, 5), (44, 5))
"""Sizes of a title on that sheet, and the lines that each has room for."""
_LONGEST = 500
"""Letters of a title or note; no picture has room for more."""
_BADGE = _px(78)


class Studio:
    """Draws the pictures of one site, one at a time."""

    def __init__(self, site: Site, cache: Cache) -> None:
        self._site, self._cache = site, cache

    @cached_property
    def _colours(self) -> Colours:
        return colours(self._site.config)

    @cached_property
    def _mark(self) -> Mark:
        return mark(self._site.config, self._cache)

    @cached_property
    def _said(self) -> tuple[str, str, str]:
        """What every picture says: the agency, what its site is, and where."""
        config = self._site.config
        address = urlsplit(config.site_url)
        return config.agency.name, config.site_name, (address.netloc + address.path).rstrip("/")

    @cached_property
    def _common(self) -> str:
        """Return what decides how any picture of this site looks."""
        found = self._colours
        return "\n".join(
            (
                tools(),
                png.ENCODER,
                *self._said,
                *self._mark.key(),
                hexadecimal(found.primary),
                hexadecimal(found.accent),
            )
        )

    def picture(self, url: str, title: str, label: str, note: str, colour: int) -> Kept:
        """Return a picture: above its title a label in the colour of that number, below it a note."""
        title, note = title[:_LONGEST], note[:_LONGEST]
        shown = "\n".join((self._common, title, label, note, hexadecimal(self._colours.topic(colour))))
        return Kept(
            url,
            _KIND,
            sha256(shown.encode()).hexdigest()[:40],
            lambda: self._draw(title, label, note, self._colours.topic(colour)),
        )

    @cached_property
    def _titles(self) -> Sequence[tuple[Style, int]]:
        font = drawing_font(BOLD, self._cache)
        return [(Style(font, _px(size), _INK, 1.19), most) for size, most in _SIZES]

    @cached_property
    def _label(self) -> Style:
        return Style(drawing_font(BOLD, self._cache), _px(34), (0, *_TOPIC))

    @cached_property
    def _note(self) -> Style:
        return Style(source(REGULAR), _px(34), _SOFT)

    def _draw(self, title: str, label: str, note: str, topic: png.Colour) -> bytes:
        picture = Image.new("P", (WIDTH, _FOOT - _HEAD), 0)
        picture.paste(_TOPIC[-1], (_LEFT, _px(16), _LEFT + _px(18), _px(40)))
        width = _RIGHT - _LEFT
        self._label.stamp(picture, (_LEFT + _px(34), _px(8)), self._label.cut(words_of(label), width - _px(34)))
        style, lines = self._fitted(words_of(title), width)
        room = _TITLE_BOTTOM - _TITLE_TOP - len(lines) * style.leading
        y = _TITLE_TOP + (room // 2 if len(lines) > 2 else _px(28))  # a short title stays close to its label
        for line in lines:
            style.draw(picture, (_LEFT, y), line)
            y += style.leading
        day, *rest = self._note.cut(words_of(note), width) or [""]
        end = self._note.draw(picture, (_LEFT, _px(394)), [day])
        self._note.stamp(picture, (end + self._note.space, _px(394)), rest)
        return png.encode((self._above, png.band(picture), self._below), self._palette(topic))

    def _fitted(self, words: Sequence[str], width: int) -> tuple[Style, list[list[str]]]:
        """Return the title in the largest letters that have room for it."""
        style, lines, most = self._titles[-1][0], [], 0
        for style, most in self._titles:
            if style is not self._titles[-1][0] and any(style.length(word) > width for word in words):
                continue  # a word is cut only where no size holds it
            lines = style.lines(words, width)
            if len(lines) <= most:
                return style, lines
        rest = [word for line in lines[most - 1 :] for word in line]
        return style, [*lines[: most - 1], style.cut(rest, width)]

    @cached_property
    def _above(self) -> png.Band:
        picture = Image.new("P", (WIDTH, _HEAD), 0)
        picture.paste(_TOPIC[-1], (0, 0, WIDTH, _px(14)))
        return png.band(picture)

    @cached_property
    def _below(self) -> png.Band:
        picture = Image.new("P", (WIDTH, HEIGHT - _FOOT), _SHADES)
        picture.paste(_ACCENT, (0, 0, WIDTH, _px(6)))
        picture.paste(self._badge[0], (_LEFT, _px(26)))
        agency, name, address = map(words_of, self._said)
        left, font = _LEFT + _BADGE + _px(24), source(REGULAR)
        small = Style(font, _px(27), _SOFT_ON_DARK)
        large = Style(drawing_font(BOLD, self._cache), _px(35), _ON_DARK)
        where = small.cut(address, _px(420))
        end = _RIGHT - small.width(where) - _px(40)
        large.draw(picture, (left, _px(25)), large.cut(agency, _RIGHT - left))
        small.draw(picture, (left, _px(69)), small.cut(name, end - left))
        small.draw(picture, (_RIGHT - small.width(where), _px(69)), where)
        return png.band(picture)

    @cached_property
    def _badge(self) -> tuple[Image.Image, list[png.Colour]]:
        """The agency's mark for the band, and the colours of its own that it needs."""
        primary = self._colours.primary
        drawn = self._mark.draw(_BADGE, WHITE, primary, share=0.84 if self._mark.emblem else 0.62, corner=0.16)
        flat = Image.new("RGB", drawn.size, primary)
        flat.paste(drawn, mask=drawn)
        ready = [*self._shades, self._colours.accent]
        own = _missing(flat, ready)[: len(_EMBLEM)] if self._mark.emblem else []
        places = (*_INK, _ACCENT, *_EMBLEM)
        table = Image.new("P", (1, 1))
        table.putpalette([part for colour in (*ready, *own) for part in colour])
        matched = flat.quantize(palette=table, dither=Image.Dither.NONE)
        return Image.frombytes("P", matched.size, bytes(places[value] for value in matched.tobytes())), own

    @cached_property
    def _shades(self) -> list[png.Colour]:
        return [mix(self._colours.primary, WHITE, step / _SHADES) for step in _INK]

    def _palette(self, topic: png.Colour) -> list[png.Colour]:
        tints = [mix(topic, WHITE, (step + 1) / len(_TOPIC)) for step in range(len(_TOPIC))]
        own = [*self._badge[1], *[WHITE] * len(_EMBLEM)][: len(_EMBLEM)]
        return [*self._shades, *tints, self._colours.accent, *own]


def _missing(picture: Image.Image, ready: Sequence[png.Colour]) -> list[png.Colour]:
    """Return the colours of a picture that are least like those that are ready, the most needed first."""
    few = picture.quantize(8, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")
    needed = []
    for count, colour in few.getcolors() or ():
        assert isinstance(colour, tuple)  # as in every picture of mode RGB
        red, green, blue = colour
        far = min((red - other[0]) ** 2 + (green - other[1]) ** 2 + (blue - other[2]) ** 2 for other in ready)
        needed.append((far * count, (red, green, blue)))
    return [colour for far, colour in sorted(needed, reverse=True) if far]


def pictures(cards: Cards, cache: Cache) -> Iterator[Kept]:
    """Yield the picture of each post and procedure shown, and the one of all other pages."""
    site = cards.site
    config, translate = site.config, translator(site.config.language)
    studio = Studio(site, cache)
    yield studio.picture(OF_ALL, config.site_name, translate("Cải cách hành chính"), config.agency.parent or "", 1)
    for post in cards.posts:
        note = f"{cards(post)['date']} · {post.unit.name}"
        yield studio.picture(post.url + SHARE, post.title, post.topic.name, note, cards.colours[post.topic.id])
    label = translate("Thủ tục hành chính")
    for item in site.procedures:
        note = say("Mã thủ tục {code} · {field}", code=item.meta.code, field=item.meta.field).render(translate)
        yield studio.picture(item.url + SHARE, item.meta.name, label, note, 1)
