"""PNG files of sixteen colours, put together of bands: what many pictures share is packed once for them all.

Pillow would take several times as long for each.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from isal import isal_zlib as zlib
from PIL import Image

COLOURS = 16
_BASE = 65521  # of Adler-32 (RFC 1950)


@dataclass(frozen=True, slots=True)
class Band:
    """Some lines of a picture, packed."""

    width: int
    height: int
    data: bytes
    """Deflated, and cut where another band may follow (RFC 1951)."""
    sum: int
    """The checksum of what was packed."""
    length: int
    """How many bytes that was."""


def pairs(picture: Image.Image) -> Image.Image:
    """Return a picture in mode P, of even width, as the file stores it: two pixels in each byte."""
    return Image.frombytes("L", (picture.width // 2, picture.height), picture.tobytes("raw", "P;4"))


class Sheet:
    """Some lines of a picture while they are drawn, in the first colour."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        # Before each line stands the number of its filter: none. One that looks for what lines have in common
        # takes as long to find it as is saved in packing, for files that are a tenth smaller.
        self._lines = Image.new("L", (1 + width // 2, height))

    def fill(self, place: int, box: tuple[int, int, int, int]) -> None:
        """Fill a box, whose left and right are even, with a colour of the palette."""
        left, top, right, bottom = box
        self._lines.paste(place << 4 | place, (1 + left // 2, top, 1 + right // 2, bottom))

    def put(self, drawn: Image.Image, at: tuple[int, int]) -> None:
        """Lay pairs of pixels where their top left corner is `at`; x is even, or loses its last bit."""
        left, top = 1 + at[0] // 2, at[1]
        self._lines.im.paste(drawn.im, (left, top, left + drawn.width, top + drawn.height))

    def band(self) -> Band:
        """Return the lines, packed."""
        content = self._lines.tobytes()
        packer = zlib.compressobj(1, wbits=-zlib.MAX_WBITS)  # of ISA-L: a quarter of the time that Python's own takes
        data = packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
        return Band(self.width, self.height, data, zlib.adler32(content), len(content))


@lru_cache(256)
def blank(width: int, height: int) -> Band:
    """Return lines in the first colour."""
    return Sheet(width, height).band()


def encode(bands: Sequence[Band], palette: bytes) -> bytes:
    """Return the file of a picture whose bands, all of one width, stand below each other; three bytes are a colour."""
    total, height = 1, 0
    for part in bands:
        total = _joined(total, part.sum, part.length)
        height += part.height
    last = b"\x03\x00"  # an empty block that says it is the last
    stream = b"".join((b"\x78\x01", *(part.data for part in bands), last, total.to_bytes(4)))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", bands[0].width, height, 4, 3, 0, 0, 0)),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", stream),
            _chunk(b"IEND", b""),
        )
    )


def _joined(first: int, second: int, length: int) -> int:
    """Return the checksum of two contents, one after the other, from those of each; `length` is the second's."""
    low, high = first & 0xFFFF, first >> 16
    sum_low = (low + (second & 0xFFFF) - 1) % _BASE
    sum_high = (high + (second >> 16) + length * (low - 1)) % _BASE
    return sum_high << 16 | sum_low


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))
