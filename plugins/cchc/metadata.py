"""Picture files without what cameras, telephones and programs write into them: place, owner, device, thumbnail.

Nothing is decoded and no pixel changes. What is not known to be a part of the picture is left out, and
everything behind its end: telephones put whole films there.
"""

import re
from collections.abc import Callable, Iterator

MAX_SCANS = 200
"""Of a progressive JPEG; programs write ten. Each costs a pass over the whole picture."""
_JPEG_NEXT = re.compile(rb"(?<!\xff)\xff++[^\x00\xff\xd0-\xd7]")
_JPEG_MARKER = re.compile(rb"\xff++([^\x00\xff])")
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers that stand alone."""
_PNG_KEPT = frozenset(
    {
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT"),
        *(b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"),
    }
)
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_SAID = 0x08 | 0x04
"""The flags of VP8X that announce EXIF and XMP."""
_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


class _Cut(Exception):  # noqa: N818
    """The file ends before the picture does, or is none."""


def bare(data: bytes) -> bytes | None:
    """Return a picture's file without its metadata; None where it is cut short, or of a kind not known here.

    The colour profile stays. Of a JPEG that is to be turned before it is shown, that is lost too.
    """
    for start, parts in _KINDS.items():
        if data.startswith(start):
            try:
                return b"".join(parts(data))
            except _Cut:
                return None
    return None


def scans(data: bytes) -> int:
    """Return how many times a decoder goes over a JPEG; 0 for other pictures."""
    try:
        return sum(part[:2] == b"\xff\xda" for part in _jpeg(data)) if data.startswith(b"\xff\xd8") else 0
    except _Cut:
        return 0


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    at = 2
    while match := _JPEG_MARKER.match(data, at):
        marker, at = match[1][0], match.end()
        if marker == 0xD9:
            yield b"\xff\xd9"
            return
        if marker in _JPEG_BARE:
            continue
        segment = data[at : at + int.from_bytes(data[at : at + 2])]
        if len(segment) < 2:
            break
        at += len(segment)
        if _is_kept(marker, segment[2:]):
            yield bytes((0xFF, marker)) + segment
        if marker == 0xDA:
            found = _JPEG_NEXT.search(data, at)
            if not found:
                break
            yield data[at : found.start()]
            at = found.start()
    raise _Cut


def _is_kept(marker: int, content: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:
        plain = marker == 0xE0 and content.startswith(b"JFIF\0") and len(content) == 14  # else it has a thumbnail
        profile = marker == 0xE2 and content.startswith(b"ICC_PROFILE\0")
        return plain or profile or (marker == 0xEE and content.startswith(b"Adobe"))
    return marker != 0xFE  # a comment


def _png(data: bytes) -> Iterator[bytes]:
    yield data[:8]
    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        name = data[at + 4 : at + 8]
        if end > len(data):
            break
        if name in _PNG_KEPT:
            yield data[at:end]
        if name == b"IEND":
            return
        at = end
    raise _Cut


def _webp(data: bytes) -> Iterator[bytes]:
    end = 8 + int.from_bytes(data[4:8], "little")
    if data[8:12] != b"WEBP" or end > len(data):
        raise _Cut
    at, kept = 12, []
    while at + 8 <= end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = data[at : at + 8 + size + size % 2]
        at += len(chunk)
        if chunk[:4] == b"VP8X":
            chunk = chunk[:8] + bytes((chunk[8] & ~_WEBP_SAID,)) + chunk[9:] if len(chunk) > 8 else chunk
        if chunk[:4] in _WEBP_KEPT:
            kept.append(chunk)
    content = b"WEBP" + b"".join(kept)
    yield b"RIFF" + len(content).to_bytes(4, "little") + content


def _gif(data: bytes) -> Iterator[bytes]:
    at = 13 + _colours(data, 10)
    yield data[:at]
    while at < len(data):
        block, start = data[at], at
        if block == 0x3B:
            yield b"\x3b"
            return
        if block == 0x21:
            at = _past_blocks(data, at + 2)
            label = data[start + 1]
            if label in (0xF9, 0x01) or (label == 0xFF and data[start + 3 : start + 14] in _GIF_KEPT):
                yield data[start:at]
        elif block == 0x2C:
            at = _past_blocks(data, at + 11 + _colours(data, at + 9))
            yield data[start:at]
        else:
            break
    raise _Cut


def _colours(data: bytes, at: int) -> int:
    """Return the length of the table of colours that a GIF's flags announce."""
    if at >= len(data):
        raise _Cut
    return 3 << ((data[at] & 7) + 1) if data[at] & 0x80 else 0


def _past_blocks(data: bytes, at: int) -> int:
    while at < len(data):
        size = data[at]
        at += 1 + size
        if not size:
            return at
    raise _Cut


_KINDS: dict[bytes, Callable[[bytes], Iterator[bytes]]] = {
    b"\xff\xd8\xff": _jpeg,
    b"\x89PNG\r\n\x1a\n": _png,
    b"RIFF": _webp,
    b"GIF8": _gif,
}
