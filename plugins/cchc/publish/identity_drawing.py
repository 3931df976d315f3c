"""Drawing the agency's mark; imported where it has to be drawn, as `share_drawing` is."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from cchc.publish.colours import Colour
from cchc.publish.emblem import opened
from cchc.publish.identity import Mark

_FINER = 4
"""How much larger a shape is drawn, so that its edges are smooth."""


def drawn(mark: Mark, size: int, ground: Colour, ink: Colour, *, share: float, corner: float = 0.0) -> Image.Image:
    """Return a mark on a square of one colour; an emblem has colours of its own, so that `ink` is for initials.

    `share` is how much of the side it takes; `corner` rounds the square by that much of its side.
    """
    made = Image.new("RGBA", (size, size), (*ground, 0))
    made.paste((*ground, 255), mask=_square(size, corner))
    inner = max(1, round(size * share))
    if mark.emblem:
        emblem = opened(mark.emblem, inner)
        made.alpha_composite(emblem, ((size - emblem.width) // 2, (size - emblem.height) // 2))
    else:
        letters = _letters(mark, inner)
        made.paste((*ink, 255), ((size - letters.width) // 2, (size - letters.height) // 2), letters)
    return made


def _letters(mark: Mark, side: int) -> Image.Image:
    """Return the initials as large as a square of that side holds them."""
    font = ImageFont.truetype(io.BytesIO(mark.font), 4 * side, layout_engine=ImageFont.Layout.BASIC)
    left, top, right, bottom = (int(edge) for edge in font.getbbox(mark.initials))
    large = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(large).text((-left, -top), mark.initials, 255, font)
    scale = min(side / large.width, 0.72 * side / large.height)
    return large.resize(
        (max(1, round(large.width * scale)), max(1, round(large.height * scale))), Image.Resampling.LANCZOS
    )


def _square(size: int, corner: float) -> Image.Image:
    large = Image.new("L", (size * _FINER, size * _FINER))
    ImageDraw.Draw(large).rounded_rectangle((0, 0, large.width - 1, large.height - 1), corner * large.width, fill=255)
    return large.resize((size, size), Image.Resampling.BOX)


def as_png(picture: Image.Image) -> bytes:
    """Return the file of a picture."""
    made = io.BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()


def as_icon(pictures: Sequence[Image.Image]) -> bytes:
    """Return the file of an icon, whose last picture is the largest."""
    made = io.BytesIO()
    sizes = [picture.size for picture in pictures]
    pictures[-1].save(made, "ICO", append_images=list(pictures[:-1]), sizes=sizes)
    return made.getvalue()
