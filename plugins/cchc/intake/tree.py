"""The files of a folder of attachments, those in archives and mails too, and what is no article or picture."""

import os
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import count
from pathlib import Path, PurePosixPath

from cchc.formats.safe import plain
from cchc.intake import mails, zips
from cchc.intake.mails import Mail
from cchc.intake.result import Left, Result
from cchc.locale import Text, say
from cchc.pictures import RASTER, size_of
from cchc.word.package import RefusedError

MAX_FILES = 3_000
MAX_DEPTH = 12
"""Folders, archives and mails within each other."""
MAX_UNPACKED = 512 * 1024 * 1024
"""Bytes that all archives together may unpack to."""

_EMBLEM = 400
"""Pixels; what is smaller in a mail's text is no photograph."""

WORD = frozenset({".docx", ".docm", ".doc", ".rtf", ".odt"})
PDF = ".pdf"
PICTURES = RASTER | {".jfif"}
_JUNK = re.compile(
    r"\..*|~\$.*|~.*\.tmp|thumbs\.db|ehthumbs.*\.db|desktop\.ini|icon\r|__macosx|\$recycle\.bin|.*\.(?:lnk|tmp|part|crdownload)",
    re.IGNORECASE,
)
_SYSTEM = say("tệp của hệ thống, không phải bài hay ảnh")
_OTHERWISE = {
    **dict.fromkeys(
        (".heic", ".heif"),
        say("ảnh HEIC của iPhone, chưa mở được: mở bằng Photos, chọn «Lưu thành» JPG (hoặc xin gửi lại dạng JPG)"),
    ),
    **dict.fromkeys(
        (".bmp", ".tif", ".tiff", ".svg", ".psd", ".emf", ".wmf", ".raw", ".dng"),
        say("loại ảnh này không đăng được: mở bằng Paint, lưu thành PNG hoặc JPG"),
    ),
    **dict.fromkeys(
        (".msg", ".oft", ".pst"),
        say("thư của Outlook: mở thư, chọn «Lưu thành» loại .eml, hoặc lưu riêng tệp đính kèm vào thư mục"),
    ),
    ".dat": say("thư gửi từ Outlook ở dạng RTF (winmail.dat): xin người gửi chuyển thư sang dạng HTML rồi gửi lại"),
    **dict.fromkeys(
        (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"),
        say("tệp nén này chưa mở được: giải nén rồi để các tệp vào thư mục"),
    ),
    **dict.fromkeys((".txt", ".html", ".htm", ".md"), say("không phải tệp Word: mở ra, dán chữ vào Word, lưu .docx")),
    **dict.fromkeys(
        (".mp4", ".mov", ".avi", ".mkv", ".webm", ".3gp", ".mp3", ".m4a", ".wav", ".wma"),
        say("video, âm thanh không tự nhận được: chép vào cạnh bài rồi khai video hoặc audio"),
    ),
}
_OTHER = say("không phải tệp Word hay ảnh; nếu cần cho bài thì chép vào cạnh bài rồi khai attachments")
_TOO_DEEP = say("thư mục, tệp nén lồng nhau quá sâu: đưa các tệp lên một thư mục")
_TOO_MANY = say("quá nhiều tệp (tối đa {max}): chia thành nhiều thư mục, nhận từng thư mục", max=str(MAX_FILES))


@dataclass(frozen=True)
class Item:
    """A Word file or picture."""

    shown: PurePosixPath
    """Below the folder, as people are told it; through archives and mails."""
    file: Path

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.shown.name

    @cached_property
    def mark(self) -> str:
        """What two files share that have the same bytes."""
        with self.file.open("rb") as opened:
            made = sha256()
            while block := opened.read(1024 * 1024):
                made.update(block)
        return made.hexdigest()[:16]


@dataclass(slots=True)
class Folder:
    """A folder, archive or mail."""

    shown: PurePosixPath
    mail: Mail | None = None
    texts: list[Item] = field(default_factory=list)
    pictures: list[Item] = field(default_factory=list)
    folders: list["Folder"] = field(default_factory=list)


class Gatherer:
    """Reads one folder, once; says in the result what it does not take."""

    def __init__(self, result: Result, scratch: Path) -> None:
        self._result = result
        self._scratch = scratch
        self._numbers = count(1)
        self._files = 0
        self._room = MAX_UNPACKED
        self._is_full = False

    def read(self, folder: Path) -> Folder:
        """Return what a folder holds."""
        return self._folder(folder, PurePosixPath(), 0)

    def _folder(self, folder: Path, shown: PurePosixPath, depth: int) -> Folder:
        made = Folder(shown)
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: (_shown(entry.name), entry.name))
        except OSError as error:
            self._leave(shown, say("không mở được thư mục ({reason})", reason=error.strerror or ""))
            return made
        for entry in entries:
            path = shown / _shown(entry.name)
            if _JUNK.fullmatch(entry.name):
                self._result.passed.append(Left(str(path), _SYSTEM))
            elif entry.is_symlink():
                self._leave(path, say("chỉ là một liên kết: chép tệp thật vào thư mục"))
            elif entry.is_dir():
                if depth >= MAX_DEPTH:
                    self._leave(path, _TOO_DEEP)
                else:
                    made.folders.append(self._folder(Path(entry.path), path, depth + 1))
            elif entry.is_file():
                self._file(made, path, Path(entry.path), depth)
            else:
                self._leave(path, say("không phải tệp thật"))
        return made

    def _file(self, into: Folder, shown: PurePosixPath, file: Path, depth: int) -> None:
        """Sort a file into its folder; one of many files becomes a folder below it."""
        self._files += 1
        if self._files > MAX_FILES:
            if not self._is_full:
                self._leave(shown, _TOO_MANY)
            self._is_full = True
            return
        ending = shown.suffix.lower()
        if ending in WORD or ending == PDF:
            into.texts.append(Item(shown, file))
        elif ending in PICTURES:
            into.pictures.append(Item(shown, file))
        elif ending in (".zip", ".eml") and depth >= MAX_DEPTH:
            self._leave(shown, _TOO_DEEP)
        elif ending in (".zip", ".eml"):
            try:
                read = self._zip if ending == ".zip" else self._mail
                into.folders.append(read(shown, file, depth + 1))
            except RefusedError as error:
                self._leave(shown, error.reason)
            except OSError as error:
                self._leave(shown, say("không mở được tệp ({reason})", reason=error.strerror or ""))
        else:
            self._leave(shown, _OTHERWISE.get(ending, _OTHER))

    def _zip(self, shown: PurePosixPath, file: Path, depth: int) -> Folder:
        made = Folder(shown)
        parts = list(zips.unpack(file, self._place, self._room))  # all of them, or none
        self._room -= sum(part.stat().st_size for _, part in parts)
        below: dict[PurePosixPath, Folder] = {PurePosixPath(): made}
        for name, part in sorted(parts):
            path = shown / name
            if any(_JUNK.fullmatch(step) for step in name.parts):
                self._result.passed.append(Left(str(path), _SYSTEM))
            elif depth + len(name.parts) > MAX_DEPTH:
                self._leave(path, _TOO_DEEP)
            else:
                self._file(_opened(below, shown, name.parent), path, part, depth + len(name.parts) - 1)
        return made

    def _mail(self, shown: PurePosixPath, file: Path, depth: int) -> Folder:
        mail, files = mails.read(file, self._place)
        made = Folder(shown, mail)
        for attached in files:
            path = shown / _shown(attached.name.replace("/", "-"))
            size = size_of(attached.file) if path.suffix.lower() in PICTURES else None
            if _JUNK.fullmatch(path.name):
                self._result.passed.append(Left(str(path), _SYSTEM))
            elif size and 0 < max(size.width, size.height) < (_EMBLEM if attached.is_inline else _EMBLEM // 2):
                self._result.passed.append(Left(str(path), say("biểu trưng nhỏ trong chữ ký thư")))
            else:
                self._file(made, path, attached.file, depth)
        if not (made.texts or made.folders):
            self._leave(shown, _NO_ARTICLE)
        return made

    def _place(self, name: str) -> Path:
        """Return where to put what comes out of an archive or mail: its own name is nobody's path."""
        ending = PurePosixPath(name).suffix.lower()
        return self._scratch / f"{next(self._numbers)}{ending if re.fullmatch('[.][a-z0-9]{1,8}', ending) else ''}"

    def _leave(self, path: PurePosixPath, reason: Text) -> None:
        self._result.left.append(Left(str(path), reason))


_NO_ARTICLE = say("thư không kèm tệp Word: nếu bài nằm trong thư thì dán vào Word, lưu .docx vào thư mục")


def _opened(below: dict[PurePosixPath, Folder], top: PurePosixPath, name: PurePosixPath) -> Folder:
    """Return a folder within an archive, which archives name only by their files."""
    if name not in below:
        below[name] = Folder(top / name)
        _opened(below, top, name.parent).folders.append(below[name])
    return below[name]


def _shown(name: str) -> str:
    """Return a name in one normal form, with nothing in it that a terminal obeys."""
    return plain(unicodedata.normalize("NFC", name))[:200].replace("/", "-") or "-"
