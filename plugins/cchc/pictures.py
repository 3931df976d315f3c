"""How large a picture is, from its first bytes: nothing is decoded, so that a bomb costs nothing."""

import warnings
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from cchc.metadata import bare

if TYPE_CHECKING:
    from cchc.cache import Cache  # the processes that shrink pictures have no use for it

RASTER = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
"""What browsers show; a file of another kind is no picture of ours, whatever its name says."""
MAX_BYTES = 20 * 1024 * 1024
MAX_WHOLE = 128 * 1024 * 1024
"""Bytes of a picture that is published in full, as an attachment."""
MAX_PIXELS = 40_000_000
MAX_SIDE = 65_535
MAX_AT_ONCE = 16_000_000
"""Pixels of a picture of a kind that decoders hold in memory several times over."""
_KIND = "sizes"
_TAIL = 65_536
_LAST = {b"\xff\xd8": b"\xff\xd9", b"\x89PNG": b"IEND\xaeB`\x82"}
"""How a file ends, by how it starts."""


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a picture."""

    bytes: int
    width: int
    height: int
    """Both in pixels; 0 where the file cannot be opened as a picture."""
    most: int = MAX_PIXELS
    """The pixels that a picture of its kind may have."""

    @property
    def is_too_large(self) -> bool:
        """Whether it is no picture for a page, though it may be one for a printer."""
        too_long = max(self.width, self.height) > MAX_SIDE
        return too_long or self.bytes > MAX_BYTES or self.width * self.height > self.most


class Pictures:
    """The picture files of a project; one that stands as an earlier run found it is not opened again."""

    def __init__(self, cache: "Cache", stamps: Mapping[PurePosixPath, tuple[int, ...]]) -> None:
        self._cache, self._stamps = cache, stamps

    def measured(self, path: PurePosixPath, file: Path) -> tuple[Size, bool]:
        """Return the size of a picture, and whether its file is cut short."""
        stamp = list(self._stamps.get(path, ()))
        index = self._cache.index(_KIND)
        known = index.get(str(path)) if stamp else None
        if known and known[0] == stamp:
            return Size(*known[1]), known[2]
        size, cut = size_of(file), is_cut(file)
        if stamp:
            index.put(str(path), [stamp, astuple(size), cut])
        return size, cut

    def keep(self) -> None:
        """Keep for the next run what was found out."""
        self._cache.close(_KIND)


def size_of(path: Path) -> Size:
    """Return the size of a picture's file; raises nothing for what the file may hold."""
    from PIL import Image  # slow to import, and most checks meet no picture

    stored = 0
    try:
        stored = path.stat().st_size
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=FORMATS) as picture:
                heavy = picture.mode == "CMYK" and "progressive" in picture.info
                most = MAX_AT_ONCE if heavy or picture.format in ("WEBP", "AVIF") else MAX_PIXELS
                return Size(stored, picture.width, picture.height, most)
    except Image.DecompressionBombError:
        return Size(stored, Image.MAX_IMAGE_PIXELS or 0, 2)
    except Exception:  # noqa: BLE001 (what a hostile file makes of Pillow's readers is anything)
        return Size(0, 0, 0)


def is_cut(path: Path) -> bool:
    """Whether a picture's file visibly ends before the picture does, as after a copy that was broken off.

    Only its ends are read, but for one behind whose end something else stands.
    """
    try:
        with path.open("rb") as file:
            start = file.read(12)
            length = file.seek(0, 2)
            file.seek(max(0, length - _TAIL))
            end = file.read()
    except OSError:
        return True
    for kind, last in _LAST.items():
        if start.startswith(kind) and last not in end:
            return length > MAX_WHOLE or bare(path.read_bytes()) is None
    if start.startswith(b"RIFF"):
        return 8 + int.from_bytes(start[4:8], "little") > length
    return False
