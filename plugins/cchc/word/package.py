"""Opening a Word file that may be anything: what is no .docx, or means harm, is refused before it is unpacked."""

import re
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

import docx
from docx.document import Document
from lxml.etree import LxmlError

from cchc.locale import Text, say

MAX_FILE = 40 * 1024 * 1024
MAX_PARTS = 2_000
MAX_UNPACKED = 64 * 1024 * 1024
MAX_XML = 12 * 1024 * 1024
MAX_RATIO = 200
"""How many times smaller a part of more than a megabyte may be packed; Word's own reach about 60."""
MAX_ELEMENTS = 200_000
MAX_DEPTH = 120
_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|[\x00-\x1f]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
BROKEN = (
    *(AttributeError, LookupError, RecursionError, TypeError, ValueError, OverflowError),
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, LxmlError, expat.ExpatError),
)
"""What Python, lxml and python-docx raise for a file that is not as it should be."""


class RefusedError(Exception):
    """A file that nothing is made of, and why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.message)
        self.reason = reason


_SAVE_AS = say("mở bằng Word, chọn «Lưu thành» với loại «Word Document (*.docx)», rồi thử lại")
_KINDS = {
    "doc": say("là tệp Word kiểu cũ (.doc): {save}", save=_SAVE_AS),
    "odt": say("là tệp của LibreOffice (.odt): mở bằng LibreOffice hoặc Word, lưu thành .docx, rồi thử lại"),
    "rtf": say("là tệp .rtf: {save}", save=_SAVE_AS),
    "pdf": say("là tệp PDF: dùng tệp Word gốc, hoặc mở PDF bằng Word rồi lưu thành .docx và soát lại từng chữ"),
    "docm": say("có macro: {save}", save=_SAVE_AS),
}
_PASSWORD = say("có mật khẩu: bỏ mật khẩu trong Word, lưu lại rồi thử lại")
_TOO_MUCH = say("chứa quá nhiều dữ liệu khi mở ra: chia thành nhiều tệp, rồi thử lại")
_NO_WORD = say("không phải tệp Word .docx, hoặc đã hỏng: {save}", save=_SAVE_AS)


def open_document(file: Path) -> Document:
    """Return a Word file as python-docx reads it.

    Raises RefusedError for what is no .docx or could do harm, OSError for what cannot be opened.
    """
    with file.open("rb") as opened:
        head = opened.read(16)
        size = opened.seek(0, 2)
        if size > MAX_FILE:
            raise RefusedError(
                say(
                    "quá lớn ({size} MB, tối đa {max} MB): bấm vào ảnh trong Word, chọn «Nén ảnh», lưu, rồi thử lại",
                    size=str(-(-size // 1024**2)),
                    max=str(MAX_FILE // 1024**2),
                )
            )
        opened.seek(0)
        kind = _kind(file, head, opened.read() if head.startswith(_OLE) else b"")
        if kind:
            raise RefusedError(kind)
        try:
            with zipfile.ZipFile(opened) as package:
                _check(package)
            opened.seek(0)
            document = docx.Document(opened)
            if document.element.body is None:
                raise RefusedError(_NO_WORD)
        except BROKEN:
            raise RefusedError(_NO_WORD) from None
    return document


def _kind(file: Path, head: bytes, whole: bytes) -> Text | None:
    """Return why a file is of another kind, by its first bytes, then by its name."""
    if whole:
        return _PASSWORD if _LOCKED in whole else _KINDS["doc"]
    if head.startswith(b"{\\rtf"):
        return _KINDS["rtf"]
    if head.startswith(b"%PDF"):
        return _KINDS["pdf"]
    ending = file.suffix.lower().lstrip(".")
    if ending in _KINDS:
        return _KINDS[ending]
    return None if head.startswith(b"PK") else _NO_WORD


def _check(package: zipfile.ZipFile) -> None:
    """Look at every part; raises RefusedError for what could do harm, and much else for what is broken."""
    parts = {part.filename: part for part in package.infolist()}
    if any(part.flag_bits & 1 for part in parts.values()):
        raise RefusedError(_PASSWORD)
    if len(parts) < len(package.infolist()) or any(_OUTSIDE.search(part.orig_filename) for part in parts.values()):
        raise RefusedError(say("có tên tệp bên trong không bình thường: không mở vì không an toàn"))
    readable = [part for name, part in parts.items() if name.lower().endswith((".xml", ".rels"))]
    if (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts.values()) > MAX_UNPACKED
        or sum(part.file_size for part in readable) > MAX_XML
        or any(part.file_size > max(MAX_RATIO * part.compress_size, 1024**2) for part in parts.values())
    ):
        raise RefusedError(_TOO_MUCH)
    if "mimetype" in parts and b"opendocument" in _read(package, parts["mimetype"]):
        raise RefusedError(_KINDS["odt"])
    types = _read(package, parts["[Content_Types].xml"]).lower()
    if b"macroenabled" in types or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise RefusedError(_KINDS["docm"])
    left = MAX_ELEMENTS
    for part in parts.values():
        content = _read(package, part)
        if part in readable:
            left -= _elements(content, left)


def _read(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Return a part; raises BadZipFile when it is not as long as the directory says, before it is unpacked."""
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(part.filename)  # Word uses no other, and zipfile unpacks the others in one go
    said = part.file_size
    part.file_size = MAX_UNPACKED  # else zipfile stops where the directory says, and python-docx unpacks it all
    try:
        with package.open(part) as stream:
            content = stream.read(said + 1)
    finally:
        part.file_size = said
    if len(content) != said:
        raise zipfile.BadZipFile(part.filename)
    return content


def _elements(xml: bytes, most: int) -> int:
    """Return how many elements a part has; raises RefusedError for more than `most`, and for a document type."""
    count = depth = 0

    def begin(_name: str, _attributes: object) -> None:
        nonlocal count, depth
        count += 1
        depth += 1
        if count > most or depth > MAX_DEPTH:
            raise RefusedError(_TOO_MUCH)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_args: object) -> None:
        raise RefusedError(say("chứa khai báo XML không an toàn (DOCTYPE): không mở tệp này"))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.Parse(xml, True)
    return count
