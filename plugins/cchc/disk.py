"""The files of a project as a disk holds them: their names, and their text."""

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cchc.cache import Cache
from cchc.locale import Text, say
from cchc.model import Config, Place, Problem
from cchc.schema import FOLDERS, RecordKind
from cchc.text import normalize

MAX_FILE = 1024 * 1024
_LONGEST_LINE = 20_000
_DEEPEST = 200
"""Folders within folders."""


def kind_of(config: Config, path: PurePosixPath) -> RecordKind | None:
    """Return what kind of record a file is, by where it lies; None for a post's, and for any other page's."""
    above = len(config.docs_dir.parts)
    if path.parts[:above] != config.docs_dir.parts or path.parts[above + 1 :] in ((), ("index.md",)):
        return None
    return FOLDERS.get(path.parts[above])


Stamp = tuple[int, ...]
"""What changes when a file does: its size, its times, its place on the disk, its mode."""
_TICK = 50_000_000
"""Nanoseconds within which two changes of a file may bear one time."""


@dataclass(frozen=True, slots=True)
class Walked:
    """What both source folders hold."""

    files: dict[PurePosixPath, Path]
    """By the name shown to people."""
    stamps: dict[PurePosixPath, Stamp]
    """Those of files that have stood for a while: one of this very moment may change once more and bear the same."""
    closed: list[Problem]
    """What kept folders from being looked into."""


def walk(config: Config, cache: Cache | None = None) -> Walked:
    """Return the files of both source folders in one order everywhere; with stamps, where there is a cache.

    Passed over are hidden files, pages that mkdocs.yml excludes, and what is no file or lies outside
    the project; a text of that kind stays, to be refused by `decode`. With the files come the
    problems of folders below posts/ whose articles cannot be reached.
    """
    found: dict[PurePosixPath, Path] = {}
    stamps: dict[PurePosixPath, Stamp] = {}
    closed: list[Problem] = []
    settled = (cache.now() if cache else 0) - _TICK

    def refuse(folder: str, reason: Text) -> None:
        path = PurePosixPath(_shown(Path(folder).relative_to(config.root).as_posix()))
        if path.is_relative_to(config.posts_dir):
            closed.append(_unreadable(path, reason, fix=_COPY_FOLDER))

    def on_error(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            refuse(error.filename, say("không mở được thư mục ({reason})", reason=error.strerror or ""))

    for top in (config.posts_dir, config.docs_dir):
        for directory, names, files in os.walk(config.root / top, onerror=on_error):
            names[:] = sorted((name for name in names if not name.startswith(".")), key=_nfc_first)
            for name in names:
                if Path(directory, name).is_symlink() and not _is_inside(Path(directory, name), config.root / top):
                    refuse(str(Path(directory, name)), say("thư mục này chỉ là một liên kết"))
            below = Path(directory).relative_to(config.root).as_posix()
            if names and below.count("/") >= _DEEPEST:  # os.walk calls itself for each level
                refuse(directory, say("thư mục lồng nhau quá sâu"))
                names.clear()
            for name in sorted(files, key=_nfc_first):
                source = Path(directory, name)
                if name.startswith("."):
                    continue
                written = f"{below}/{name}"
                path = PurePosixPath(_shown(written))
                is_text = name.lower().endswith(".md") and (
                    top == config.posts_dir or kind_of(config, path) is not None
                )
                if not (is_text or _is_ours(source, config.root)):
                    continue
                if top == config.docs_dir and config.is_excluded(path):
                    continue
                if not (name.lower().endswith(".md") or _is_text(written)):
                    continue  # no page can name it
                # Two names that differ in normalisation alone are two files; the second keeps its own spelling.
                path = PurePosixPath(written) if path in found else path
                found[path] = source
                if settled > 0 and (stamp := _stamp(f"{directory}/{name}")) and max(stamp[1:3]) < settled:
                    stamps[path] = stamp
    return Walked(found, stamps, closed)


def _stamp(file: str) -> Stamp:
    try:
        state = os.stat(file)  # noqa: PTH116 (thousands of them)
    except OSError:
        return ()
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino, state.st_mode


def _shown(name: str) -> str:
    """Return a file's name in NFC; with what no page can hold (Linux allows any byte) written out by its code."""
    return unicodedata.normalize("NFC", name) if _is_text(name) else _printable(name)


def _is_text(name: str) -> bool:
    is_plain = name.isascii() and name.isprintable()
    return is_plain or normalize(name) == unicodedata.normalize("NFC", name)


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in name)


def _nfc_first(name: str) -> tuple[bool, str]:
    return not unicodedata.is_normalized("NFC", name), name


def _is_ours(source: Path, root: Path) -> bool:
    """Whether a picture or attachment is a readable file inside the project."""
    return source.is_file() and os.access(source, os.R_OK) and _is_inside(source, root)


def _is_inside(source: Path, root: Path) -> bool:
    """Whether a file met on the walk lies in the project; only a link can lead out of it."""
    if not source.is_symlink():
        return True
    try:
        return source.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # links in a circle
        return False


_RENAME = say("Đổi tên tệp bằng chữ thường không dấu, số và dấu gạch ngang, ví dụ ten-bai.md.")
_COPY = say("Chép tệp thật vào đúng chỗ này rồi gửi lại.")
_COPY_FOLDER = say("Chép cả thư mục thật, mở được, vào đúng chỗ này rồi gửi lại.")
_SHRINK = say("Ảnh, bảng tính dán trong tệp thì lưu thành tệp riêng rồi dẫn liên kết tới.")
_SAVE_AS_UTF8 = say("Mở tệp, chọn «Lưu thành» với bảng mã UTF-8, rồi gửi lại.")


def decode(path: PurePosixPath, source: Path, root: Path) -> str | Problem:
    """Return what a file holds, as it is written, or why it cannot be read."""
    if not _is_text(str(source)):
        return _unreadable(path, say("tên tệp có ký tự không dùng được"), fix=_RENAME)
    try:
        if not stat.S_ISREG(source.lstat().st_mode):
            if not _is_inside(source, root):
                return _unreadable(path, say("tệp là liên kết dẫn ra ngoài dự án"), fix=_COPY)
            if not source.is_file():  # a pipe would be waited for
                return _unreadable(path, say("không có tệp thật ở đây"), fix=_COPY)
        with source.open("rb", buffering=0) as file:
            is_large = os.fstat(file.fileno()).st_size > MAX_FILE
            data = b"" if is_large else file.readall()
    except OSError as error:
        return _unreadable(path, say("không mở được tệp ({reason})", reason=error.strerror or ""), fix=_COPY)
    if is_large:
        return _unreadable(path, say("tệp quá lớn (tối đa {max} byte)", max=str(MAX_FILE)), fix=_SHRINK)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _unreadable(path, say("tệp lưu ở bảng mã UTF-16"))
    if b"\0" in data:
        return _unreadable(path, say("tệp không phải văn bản (có byte NUL)"))
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = say("dòng {line} không phải UTF-8 (có thể là Windows-1258 hoặc TCVN3)", line=str(line))
        return _unreadable(path, reason, line)


def _unreadable(path: PurePosixPath, reason: Text, line: int = 1, *, fix: Text = _SAVE_AS_UTF8) -> Problem:
    return Problem("CCHC001", Place(path, line), {"reason": reason, "fix": fix})


def unusual(path: PurePosixPath, written: str, text: str) -> Iterator[Problem]:
    """Yield how a file's text is written where that is not as everybody writes it; line ends are nobody's business."""
    if written is text:
        return
    if written.startswith("\ufeff"):
        yield Problem("CCHC008", Place(path), {"found": say("có dấu BOM ở đầu")})
    for line, part in enumerate(written.split("\n"), 1):
        if len(part) < _LONGEST_LINE and not unicodedata.is_normalized("NFC", part):
            yield Problem("CCHC008", Place(path, line), {"found": say("chữ tổ hợp (dấu tách khỏi chữ)")})
            return
