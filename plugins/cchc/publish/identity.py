"""The agency's mark wherever no page shows it: browser tabs, home screens, the corner of pictures."""

import json
from dataclasses import dataclass
from hashlib import sha256

from cchc.cache import Cache
from cchc.model import Config, Site
from cchc.publish.colours import WHITE, Colour, colours, hexadecimal
from cchc.publish.emblem import emblem
from cchc.publish.fonts import BOLD, source
from cchc.publish.outputs import Asset, kept
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
    config, shown = site.config, mark(site.config, cache)
    primary = colours(config).primary
    ground = WHITE if shown.emblem else primary

    def icon(url: str, size: int, share: float, corner: float = 0.0) -> Asset:
        def make() -> bytes:
            from cchc.publish.identity_drawing import as_png, drawn

            return as_png(drawn(shown, size, ground, WHITE, share=share, corner=corner))

        return kept(url, [shown.key(), ground, size, share], make, cache)

    def favicon() -> bytes:
        from cchc.publish.identity_drawing import as_icon, drawn

        return as_icon([drawn(shown, size, ground, WHITE, share=0.72, corner=0.16) for size in (16, 32, 48)])

    shapes = {"any": (0.66, 0.2), "maskable": (0.5, 0.0)}  # what a system cuts to its own shape fills the square
    made = [
        kept(FAVICON, [shown.key(), ground], favicon, cache),
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
