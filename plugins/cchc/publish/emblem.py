"""The agency's emblem as a picture, for what no browser draws: icons, pictures for sharing."""

import io
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.cache import Cache
from cchc.drawings import is_whole
from cchc.model import Config
from cchc.pictures import size_of
from cchc.publish.fonts import BOLD, path_of
from cchc.publish.outputs import remembered

if TYPE_CHECKING:
    from PIL.Image import Image  # slow to import, and most builds draw nothing

PICTURE = "assets/emblem.png"
"""Where an agency puts its emblem as a picture, below its theme folder; the drawing that its pages show stands in."""
_MOST = 16_000_000
"""Pixels of an emblem that are worth decoding."""
_SIDE = 512
"""Pixels of the longer side of a drawing's picture: more than any icon shows of it."""
_FAMILY = "Source Sans Pro"


def emblem(config: Config, cache: Cache) -> bytes | None:
    """Return the file of a picture that can be opened; none where the agency has no emblem that can be drawn."""
    if config.overrides is None:
        return None
    picture, drawing = config.overrides / PICTURE, config.overrides / config.logo
    if picture.is_file():
        return _checked(picture)
    if drawing.suffix.lower() == ".svg" and is_whole(drawing):
        content = drawing.read_bytes()
        return remembered(["emblem", sha256(content).hexdigest()], lambda: _drawn(content), cache) or None
    return None


def opened(content: bytes, side: int) -> "Image":
    """Return an emblem whose longer side has that many pixels."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        whole = picture.convert("RGBA")
    scale = side / max(whole.size)
    return whole.resize([max(1, round(edge * scale)) for edge in whole.size], Image.Resampling.LANCZOS)


def _checked(path: Path) -> bytes | None:
    from PIL import Image, UnidentifiedImageError

    size = size_of(path)
    if not 0 < size.width * size.height <= _MOST:
        return None
    content = path.read_bytes()
    try:
        opened(content, 16)
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None  # cut short; the initials stand in
    return content


def _drawn(drawing: bytes) -> bytes:
    """Return the picture of a drawing, empty where there is nothing to see.

    Its letters are those of the site's typeface, on every machine. Both sides are named, or a drawing could be as
    long as it likes.
    """
    from PIL import Image
    from resvg_py import svg_to_bytes

    try:
        made = svg_to_bytes(
            svg_string=drawing.decode("utf-8-sig"),
            width=_SIDE,
            height=_SIDE,
            skip_system_fonts=True,
            font_files=[str(path_of(BOLD))],
            font_family=_FAMILY,
            serif_family=_FAMILY,
            sans_serif_family=_FAMILY,
            monospace_family=_FAMILY,
        )
        with Image.open(io.BytesIO(made)) as picture:
            seen = picture.getbbox()
            if not seen:
                return b""
            kept = io.BytesIO()
            picture.crop(seen).save(kept, "PNG")
    except (ValueError, OSError):
        return b""  # no drawing, or in another encoding than all are today
    return kept.getvalue()
