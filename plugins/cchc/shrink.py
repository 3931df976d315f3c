"""A picture as it was taken, made into small ones for the web: turned upright, in sRGB, without metadata.

The same file gives the same bytes under the same versions. What a decoder may use of memory is bounded:
JPEG is decoded at a fraction of its size, other kinds are made small band by band.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc.metadata import MAX_SCANS, bare, scans
from cchc.pictures import FORMATS, MAX_AT_ONCE, size_of

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS = (400, 800, 1200)
_LONGEST = 16_000
"""The most a side may measure; WebP ends at 16,383."""
_NEARLY = 1.15
"""A width is of no use where the picture itself is hardly wider."""
_REVISION = 1
_WEBP = {"quality": 76, "method": 4}
_LOSSLESS = {"lossless": True, "quality": 50, "method": 2}
_JPEG = {"quality": 80, "progressive": True, "optimize": True, "subsampling": "4:2:0"}
_PNG = {"compress_level": 6}
_UPRIGHT: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92, "progressive": True, "optimize": True},
    "PNG": _PNG,
    "WEBP": {"quality": 90, "method": 4},
    "AVIF": {"quality": 80, "speed": 8},
}
_KEPT: dict[str, dict[str, Any]] = {"JPEG": {**_UPRIGHT["JPEG"], "quality": 85}}
_ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WEBP": ".webp", "AVIF": ".avif"}


@dataclass(frozen=True, slots=True)
class Shrunk:
    """What a picture became. Without files, it moves, and is shown as it is."""

    width: int
    height: int
    """Of the widest, upright, in pixels."""
    files: tuple[tuple[str, int, bytes], ...] = ()
    """Ending, width and bytes of each, the narrowest first; WebP only where it is smaller than the fallback."""


@cache
def settings() -> str:
    """Return what the bytes of a small picture depend on, besides the picture: how it is made, and with what."""
    import PIL
    from PIL import features

    libraries = [str(features.version(name)) for name in ("libjpeg_turbo", "webp", "littlecms2", "avif", "zlib")]
    made = (_REVISION, WIDTHS, _NEARLY, _LONGEST, _WEBP, _LOSSLESS, _JPEG, _PNG, _UPRIGHT)
    return repr((PIL.__version__, libraries, made))


def shrink(source: Path) -> Shrunk | None:
    """Return a picture for pages; None for what is too large, cut short or no picture at all."""
    # Pillow's readers raise anything on hostile files.
    with suppress(Exception), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if _may_be_decoded(source):
            return _shrunk(source)
    return None


def upright(source: Path) -> bytes | None:
    """Return a picture in full size and its own format, upright and without metadata; None as for `shrink`."""
    from PIL import Image

    with suppress(Exception), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if not _may_be_decoded(source):
            return None
        with Image.open(source, formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_AT_ONCE:
                opened.draft("RGB", (opened.width // 2, opened.height // 2))
            kind = "JPEG" if opened.format == "MPO" else str(opened.format)
            picture = _turned(_in_srgb(_plain(opened), opened), _orientation(opened))
            return _encoded(picture, kind, _UPRIGHT[kind])
    return None


def fitted(source: Path, longest: int) -> tuple[bytes, str] | None:
    """Return a picture to be kept among sources, and its ending; None as for `shrink`.

    It is upright, without metadata, and no side has more than `longest` pixels; where that is so already, no
    pixel changes.
    """
    from PIL import Image

    with suppress(Exception), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if not _may_be_decoded(source):
            return None
        with Image.open(source, formats=FORMATS) as opened:
            kind = "JPEG" if opened.format == "MPO" else str(opened.format)
            moves = opened.format != "MPO" and getattr(opened, "is_animated", False)
            orientation, scale = _orientation(opened), longest / max(opened.size)
            if moves or (scale >= 1 and orientation == 1):
                opened.load()  # one that is cut short may not pass for whole
                plain = bare(source.read_bytes())
                if plain is not None:
                    return plain, _ENDINGS[kind]
            kind = kind if kind in _UPRIGHT else "PNG"
            width, height = (max(1, round(side * min(scale, 1))) for side in opened.size)
            wanted = width, height
            opened.draft("RGB", wanted)
            picture = _in_srgb(_small(opened, min(scale, 1)), opened).resize(wanted, Image.Resampling.LANCZOS)
            return _encoded(_turned(picture, orientation), kind, _KEPT.get(kind, _UPRIGHT[kind])), _ENDINGS[kind]
    return None


def is_turned(source: Path) -> bool:
    """Whether a picture's file holds it lying on its side, with a note to turn it."""
    from PIL import Image

    with suppress(Exception), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(source, formats=FORMATS) as opened:
            return _orientation(opened) != 1
    return False


def _shrunk(source: Path) -> Shrunk | None:
    from PIL import Image

    with Image.open(source, formats=FORMATS) as opened:
        orientation = _orientation(opened)
        width, height = opened.size if orientation < 5 else opened.size[::-1]
        if opened.format != "MPO" and getattr(opened, "is_animated", False):
            return Shrunk(width, height)
        widest = min(WIDTHS[-1], width, _LONGEST * width // height)
        if not widest:
            return None
        wanted = (widest, max(1, round(height * widest / width)))
        opened.draft("RGB", wanted if orientation < 5 else wanted[::-1])
        picture = _without_idle_alpha(_turned(_in_srgb(_small(opened, widest / width), opened), orientation))
        photograph = opened.format in ("JPEG", "MPO")
    scaled = [_resized(picture, width, wanted) for width in _widths(widest)]
    return Shrunk(*wanted, tuple(_files(scaled, photograph=photograph)))


def _may_be_decoded(source: Path) -> bool:
    size = size_of(source)
    return bool(size.width) and not size.is_too_large and scans(source.read_bytes()) <= MAX_SCANS


def _widths(widest: int) -> list[int]:
    return [*(width for width in WIDTHS if width * _NEARLY < widest), widest]


def _resized(picture: "Image", width: int, widest: tuple[int, int]) -> "Image":
    from PIL import Image

    size = (width, max(1, round(widest[1] * width / widest[0])))
    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS)


def _files(scaled: list["Image"], *, photograph: bool) -> Iterator[tuple[str, int, bytes]]:
    """Yield the pictures of each width: JPEG, or PNG for what JPEG cannot hold or would hold badly; and WebP."""
    widest, webp = scaled[-1], _WEBP
    is_drawn = widest.mode == "RGBA" or (
        not photograph and len(_encoded(widest, "PNG", _PNG)) < len(_encoded(widest, "JPEG", _JPEG))
    )
    if is_drawn and len(_encoded(widest, "WEBP", _LOSSLESS)) < len(_encoded(widest, "WEBP", _WEBP)):
        webp = _LOSSLESS
    ending, kind, options = ("png", "PNG", _PNG) if is_drawn else ("jpg", "JPEG", _JPEG)
    fallback = [_encoded(picture, kind, options) for picture in scaled]
    small = [_encoded(picture, "WEBP", webp) for picture in scaled]
    is_smaller = sum(map(len, small)) < sum(map(len, fallback))
    for picture, other, light in zip(scaled, fallback, small, strict=True):
        yield ending, picture.width, other
        if is_smaller:
            yield "webp", picture.width, light


def _encoded(picture: "Image", kind: str, options: dict[str, Any]) -> bytes:
    if kind == "JPEG" and picture.mode != "RGB":
        picture = picture.convert("RGB")
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


# -------------------------------------------------------------------- reading


def _orientation(opened: "Image") -> int:
    """Return how a picture is to be turned, 1 to 8 as EXIF numbers it."""
    with suppress(Exception):
        found = opened.getexif().get(0x0112, 1)
        return found if found in range(1, 9) else 1
    return 1


def _turned(picture: "Image", orientation: int) -> "Image":
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return picture.transpose(turns[orientation]) if orientation in turns else picture


def _small(opened: "Image", scale: float) -> "Image":
    """Return a picture in plain colours; one that is far too large made smaller, a band at a time."""
    from PIL import Image

    opened.load()
    factor = 1 if opened.format in ("JPEG", "MPO") else int(0.5 / scale)
    if factor < 2:
        return _plain(opened)
    band = 64 * factor
    bands = [
        _plain(opened.crop((0, top, opened.width, min(top + band, opened.height)))).reduce(factor)
        for top in range(0, opened.height, band)
    ]
    small = Image.new(bands[0].mode, (bands[0].width, sum(part.height for part in bands)))
    for index, part in enumerate(bands):
        small.paste(part, (0, index * 64))
    return small


def _plain(picture: "Image") -> "Image":
    """Return a picture, or a band of one, in grey, RGB, RGBA or CMYK of eight bits."""
    from PIL import Image

    if picture.mode.startswith("I;16"):
        high = slice(0, None, 2) if picture.mode.endswith("B") else slice(1, None, 2)
        return Image.frombytes("L", picture.size, picture.tobytes()[high])
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode in ("L", "RGB", "CMYK"):
        return picture if picture.mode != "CMYK" else picture.copy()
    return picture.convert("L" if picture.mode in ("1", "I", "F") else "RGB")


def _in_srgb(picture: "Image", opened: "Image") -> "Image":
    """Return a picture in the colours that screens show without a profile: telephones take them in wider ones."""
    from PIL import ImageCms

    profile = opened.info.get("icc_profile")
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            done = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
            if done is not None:
                done.info.clear()
                return done
    done = picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGB")
    done = done.copy() if done is opened else done
    done.info.clear()  # Pillow would write some of it into the small ones
    return done


def _without_idle_alpha(picture: "Image") -> "Image":
    """Return a picture in which nothing shines through without the channel that says so."""
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        return picture.convert("RGB")
    return picture
