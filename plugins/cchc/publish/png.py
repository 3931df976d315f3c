"""PNG files of sixteen colours, put together of bands: what many pictures share is packed once for them all.

Pillow would take two or three times as long for each.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops

Colour = tuple[int, int, int]
COLOURS = 16
ENCODER = zlib.ZLIB_RUNTIME_VERSION
"""What packs them: another one may pack the same picture into other bytes."""
_NONE, _UP = 0, 2
"""Filters: the second stores how a line differs from the one above, so that upright strokes of letters vanish."""
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


def band(lines: Image.Image) -> Band:
    """Return the band of a picture in mode P, of even width, that uses the first sixteen colours at most."""
    width, height = lines.size
    rows = Image.frombytes("L", (width // 2, height), lines.tobytes("raw", "P;4"))
    above = Image.new("L", rows.size)
    above.paste(rows, (0, 1))
    filtered = Image.new("L", (rows.width + 1, height), _UP)
    filtered.paste(ImageChops.subtract_modulo(rows, above), (1, 0))
    filtered.putpixel((0, 0), _NONE)  # whatever band stands above
    content = filtered.tobytes()
    # Looks for runs only, which is all there is, in half the time.
    packer = zlib.compressobj(1, wbits=-zlib.MAX_WBITS, strategy=zlib.Z_RLE)
    data = packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
    return Band(width, height, data, zlib.adler32(content), len(content))


def encode(bands: Sequence[Band], palette: Sequence[Colour]) -> bytes:
    """Return the file of a picture whose bands, all of one width, stand below each other."""
    total, height = 1, 0
    for part in bands:
        total = _joined(total, part.sum, part.length)
        height += part.height
    last = b"\x03\x00"  # an empty block that says it is the last
    stream = b"\x78\x01" + b"".join(part.data for part in bands) + last + total.to_bytes(4)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", bands[0].width, height, 4, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(part for colour in palette for part in colour)),
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
