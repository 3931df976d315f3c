"""How large a picture is, from its first bytes: nothing is decoded, so that a bomb costs nothing."""

import warnings
from dataclasses import dataclass
from pathlib import Path

RASTER = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a picture."""

    bytes: int
    width: int
    height: int
    """Both in pixels; 0 where the file cannot be opened as a picture."""


def size_of(path: Path) -> Size:
    """Return the size of a picture's file; raises nothing for what the file may hold."""
    from PIL import Image, UnidentifiedImageError  # slow to import, and most checks meet no picture

    try:
        stored = path.stat().st_size
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as picture:
                return Size(stored, picture.width, picture.height)
    except Image.DecompressionBombError:
        return Size(stored, Image.MAX_IMAGE_PIXELS or 0, 2)
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError):
        return Size(0, 0, 0)
