"""The agency's mark wherever no page shows it: browser tabs, home screens, the corner of pictures."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image, ImageDraw, ImageFont

from cchc.cache import Cache
from cchc.model import Config, Site
from cchc.publish.colours import WHITE, colours, hexadecimal
from cchc.publish.emblem import emblem, opened
from cchc.publish.fonts import BOLD, source
from cchc.publish.outputs import Asset, kept
from cchc.publish.png import Colour
from cchc.publish.typesetting import words_of
from cchc.text import fold

MANIFEST = "site.webmanifest"
TOUCH_ICON = "apple-touch-icon.png"
FAVICON = "favicon.ico"
_ICONS = ((192, "any"), (512, "any"), (512, "maskable"))
_COMMON = frozenset(
    (
        *("ubnd", "hđnd", "ủy", "uỷ", "ban", "hội", "đồng", "nhân", "dân", "xã", "phường", "thị", "trấn", "đặc", "khu"),
        *("tỉnh", "thành", "phố", "huyện", "quận", "tp", "tp.", "và", "-"),
    )
)
"""Words that many agencies have in their names."""
_FINER = 4
"""How much larger a shape is drawn, so that its edges are smooth."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands for an agency in a square."""

    initials: str
    emblem: bytes | None
    """The file of a picture that can be opened."""
    font: bytes

    def key(self) -> list[str]:
        """Return what decides how it is drawn, besides colours."""
        return [self.initials, sha256(self.emblem or b"").hexdigest()]

    def draw(self, size: int, ground: Colour, ink: Colour, *, share: float, corner: float = 0.0) -> Image.Image:
        """Return the mark on a square of one colour; an emblem has colours of its own, so that `ink` is for initials.

        `share` is how much of the side it takes; `corner` rounds the square by that much of its side.
        """
        made = Image.new("RGBA", (size, size), (*ground, 0))
        made.paste((*ground, 255), mask=_square(size, corner))
        inner = max(1, round(size * share))
        if self.emblem:
            drawn = opened(self.emblem, inner)
            made.alpha_composite(drawn, ((size - drawn.width) // 2, (size - drawn.height) // 2))
        else:
            letters = self._letters(inner)
            made.paste((*ink, 255), ((size - letters.width) // 2, (size - letters.height) // 2), letters)
        return made

    def _letters(self, side: int) -> Image.Image:
        """Return the initials as large as a square of that side holds them."""
        em = 4 * side
        font = ImageFont.truetype(io.BytesIO(self.font), em, layout_engine=ImageFont.Layout.BASIC)
        left, top, right, bottom = (int(edge) for edge in font.getbbox(self.initials))
        large = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(large).text((-left, -top), self.initials, 255, font)
        scale = min(side / large.width, 0.72 * side / large.height)
        return large.resize(
            (max(1, round(large.width * scale)), max(1, round(large.height * scale))), Image.Resampling.LANCZOS
        )


def mark(config: Config, cache: Cache) -> Mark:
    """Return the mark of the agency: its emblem, where there is one that can be drawn, else its initials."""
    return Mark(initials(config.agency.short_name or config.agency.name), emblem(config, cache), source(BOLD))


def initials(name: str) -> str:
    """Return up to three letters that stand for an agency: `UBND xã Hoa Thám` is HT."""
    words = [word for word in words_of(name) if word[0].isalnum()]
    own = [word for word in words if fold(word) not in _COMMON] or words
    return "".join(word[0].upper() for word in own[:3]) or "CC"


def identity(site: Site, cache: Cache) -> list[Asset]:
    """Return the icons and the web manifest that names them, but for those that the agency brings in docs/."""
    config, drawn = site.config, mark(site.config, cache)
    primary = colours(config).primary
    ground = WHITE if drawn.emblem else primary

    def draw(size: int, share: float, corner: float = 0.0) -> Image.Image:
        return drawn.draw(size, ground, WHITE, share=share, corner=corner)

    def icon(url: str, size: int, share: float, corner: float = 0.0) -> Asset:
        return kept(url, [drawn.key(), ground, size, share], lambda: _png(draw(size, share, corner)), cache)

    shapes = {"any": (0.66, 0.2), "maskable": (0.5, 0.0)}  # what a system cuts to its own shape fills the square
    made = [
        kept(FAVICON, [drawn.key(), ground], lambda: _ico([draw(size, 0.72, 0.16) for size in (16, 32, 48)]), cache),
        icon(TOUCH_ICON, 180, 0.62),
        *(icon(_address(size, use), size, *shapes[use]) for size, use in _ICONS),
        Asset(MANIFEST, _manifest(config, primary)),
    ]
    return [asset for asset in made if config.docs_dir / asset.url not in site.files]


def _address(size: int, use: str) -> str:
    return f"assets/cchc/icon-{size}{'-maskable' if use == 'maskable' else ''}.png"


def _manifest(config: Config, primary: Colour) -> bytes:
    data = {
        "name": config.site_name,
        "short_name": config.agency.short_name or config.agency.name,
        "lang": config.language,
        "dir": "ltr",
        # Relative to this file: the site may lie below a sub-path.
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": hexadecimal(primary),
        "background_color": hexadecimal(WHITE),
        "icons": [
            {"src": _address(size, use), "sizes": f"{size}x{size}", "type": "image/png", "purpose": use}
            for size, use in _ICONS
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _square(size: int, corner: float) -> Image.Image:
    large = Image.new("L", (size * _FINER, size * _FINER))
    ImageDraw.Draw(large).rounded_rectangle((0, 0, large.width - 1, large.height - 1), corner * large.width, fill=255)
    return large.resize((size, size), Image.Resampling.BOX)


def _png(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()


def _ico(pictures: Sequence[Image.Image]) -> bytes:
    made = io.BytesIO()
    sizes = [picture.size for picture in pictures]
    pictures[-1].save(made, "ICO", append_images=list(pictures[:-1]), sizes=sizes)
    return made.getvalue()
