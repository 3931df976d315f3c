"""Unpacking an archive that may be anything: what means harm is refused before it is unpacked."""

import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from cchc.locale import say
from cchc.text import normalize
from cchc.word.package import BROKEN, RefusedError

MAX_PARTS = 1_000
MAX_RATIO = 200
"""How many times smaller a part of more than a megabyte may be packed."""
_OUTSIDE = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[A-Za-z]:|[\x00-\x1f]")
_BLOCK = 1024 * 1024


def unpack(archive: Path, place: Callable[[str], Path], room: int) -> Iterator[tuple[PurePosixPath, Path]]:
    """Yield the name of each file of an archive, and where it was unpacked to: under a name that `place` gives.

    Raises RefusedError for an archive that is no archive, is locked, or could do harm; OSError for a full disk.
    """
    try:
        with zipfile.ZipFile(archive) as package:
            parts = [part for part in package.infolist() if not part.is_dir()]
            _check(package, parts, room)
            for part in parts:
                name = PurePosixPath(_name(part))
                target = place(name.name)
                _copy(package, part, target)
                yield name, target
    except BROKEN:
        raise RefusedError(say("không mở được: tệp nén hỏng, hãy xin gửi lại")) from None


def _check(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo], room: int) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedError(say("có mật khẩu: giải nén rồi để các tệp vào thư mục"))
    if any(stat.S_ISLNK(part.external_attr >> 16) for part in package.infolist()) or any(
        _OUTSIDE.search(_name(part)) for part in package.infolist()
    ):
        raise RefusedError(say("có tên tệp bên trong không bình thường: không mở vì không an toàn"))
    if (
        len(package.infolist()) > MAX_PARTS
        or sum(part.file_size for part in parts) > room
        or any(part.file_size > max(MAX_RATIO * part.compress_size, _BLOCK) for part in parts)
    ):
        raise RefusedError(say("chứa quá nhiều dữ liệu khi mở ra: xin gửi lại thành nhiều tệp nén nhỏ"))
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise RefusedError(say("nén theo cách lạ: giải nén rồi để các tệp vào thư mục"))


def _copy(package: zipfile.ZipFile, part: zipfile.ZipInfo, target: Path) -> None:
    """Unpack a part, no further than the directory says that it is long."""
    left = part.file_size
    with package.open(part) as stream, target.open("xb") as file:
        while left > 0 and (block := stream.read(min(left, _BLOCK))):
            file.write(block)
            left -= len(block)


def _name(part: zipfile.ZipInfo) -> str:
    """Return a name as its sender saw it: Windows writes it in the code page of the machine, and does not say which."""
    name = part.orig_filename if "\0" in part.orig_filename else part.filename
    if not part.flag_bits & 0x800 and not name.isascii():
        with suppress(UnicodeError):
            raw = name.encode("cp437")
            try:
                name = raw.decode()
            except UnicodeDecodeError:
                name = raw.decode("cp1258")
    return normalize(name).replace("\\", "/") if "\0" not in name else name
