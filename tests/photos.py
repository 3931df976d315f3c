"""Pictures as telephones, scanners and attackers make them."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms

SECRET = b"MAY-ANH-CUA-AN"
"""Stands in every place of a file where a device or a program leaves words."""
GPS = {1: "N", 2: (21.0, 51.0, 9.3), 3: "E", 4: (106.0, 45.0, 40.2)}


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """Return the bytes of a picture's file."""
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def scene(width: int, height: int) -> Image.Image:
    """Return a smooth picture whose upper left is red, upper right green, lower left blue, lower right white."""
    corners = Image.new("RGB", (2, 2))
    corners.putdata([(220, 30, 30), (30, 200, 30), (30, 30, 220), (240, 240, 240)])
    return corners.resize((width, height), Image.Resampling.BICUBIC)


def exif(orientation: int = 1) -> Image.Exif:
    """Return what a telephone notes: its make and owner, where and how it was held."""
    said = Image.Exif()
    said[0x0112] = orientation
    said[0x010F] = SECRET.decode()
    said[0xA430] = SECRET.decode()
    said.get_ifd(0x8825).update(GPS)
    return said


def phone(
    width: int = 4000,
    height: int = 3000,
    orientation: int = 1,
    kind: str = "JPEG",
    *,
    film: bool = True,
    **options: Any,
) -> bytes:
    """Return a photograph with all that a telephone writes beside it; it is shown turned by `orientation`."""
    back = {3: 180, 6: 90, 8: 270}
    upright = (height, width) if orientation in (6, 8) else (width, height)
    held = scene(*upright).rotate(back.get(orientation, 0), expand=True)
    said = {"exif": exif(orientation), "xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>", "quality": 88}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encoded(held, kind, icc_profile=profile, **(said | options))
    if kind != "JPEG":
        return data
    comment = b"\xff\xfe" + struct.pack(">H", len(SECRET) + 2) + SECRET
    return data[:2] + comment + data[2:] + (b"\0\0\0\x18ftypmp42" + SECRET * 20_000 if film else b"")


def moving() -> bytes:
    """Return a GIF of three frames with a comment."""
    frames = [Image.new("P", (300, 200), number) for number in (1, 2, 3)]
    for frame in frames:
        frame.putpalette([0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255])
    return encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], comment=SECRET, duration=200, loop=0)


def screenshot(kind: str = "PNG", **options: Any) -> bytes:
    """Return lines and letters on white, as a screen shows them, with a program's note."""
    from PIL import ImageDraw, PngImagePlugin

    picture = Image.new("RGB", (1000, 700), "white")
    draw = ImageDraw.Draw(picture)
    for line in range(0, 700, 35):
        draw.line((0, line, 1000, line), fill=(0, 70, 130), width=2)
        draw.text((20, line + 8), "Thu tuc hanh chinh 1.001193 " * 4, fill="black")
    note = PngImagePlugin.PngInfo()
    note.add_text("Author", SECRET.decode())
    note.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return encoded(picture, kind, **({"pnginfo": note, "exif": exif()} if kind == "PNG" else {}), **options)


def seal(size: tuple[int, int] = (500, 500)) -> bytes:
    """Return a drawing that background shines through."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    picture.paste((200, 0, 0, 255), (100, 100, size[0] - 100, size[1] - 100))
    return encoded(picture, "PNG")


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """Return a PNG that claims a size, whatever it holds."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(rows or bytes(1 << 16)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


def many_scans() -> bytes:
    """Return a small progressive JPEG whose last scan comes thousands of times: each costs a pass over the picture."""
    data = encoded(scene(2000, 1500), "JPEG", progressive=True, quality=20)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * 2_000 + data[-2:]
