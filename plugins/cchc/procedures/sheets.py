"""Spreadsheets of strangers: judged before they are opened, and opened in a process of their own.

The reader (calamine) makes room for every cell between the corners of a sheet: a file of 2 KB with one cell far
away asks for 500 GB and takes the whole process with it. So the container is measured first, streaming; what
passes is read by a child whose memory and time are limited, and which may die without anybody noticing but us.
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

import cchc
from cchc.locale import Text, say

MAX_UNPACKED = 128 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 200
_MAX_PARTS = 2_000
_SECONDS = 120
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 20
_PACKAGES = str(Path(cchc.__file__).parent.parent)
_OVERLAP = 64
_CELL = re.compile(rb'\sr="([A-Z]{0,3})(\d{1,7})"')
_REPEATED = re.compile(rb'number-(rows|columns)-repeated="(\d{1,9})"')
_ROW = re.compile(rb"<(?:\w+:)?(?:row|table-row)[\s>/]")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.(?:xml|bin)$")

Sheet = tuple[list[list[object]], str, list[tuple[int, int, int, int]]]
"""Rows, name, merged cells: what `files.Table` holds."""


class RefusedError(Exception):
    """A file that is not used: the reason, and what to do."""

    def __init__(self, reason: Text, advice: Text) -> None:
        super().__init__(reason, advice)


_SAVE = say("Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi nhập lại.")
_EVIL = say("Đây có thể là tệp độc hại; không mở.")


def read(data: bytes, name: str) -> list[Sheet]:
    """Return the sheets of a workbook; raises RefusedError."""
    if data.startswith(_OLE):
        _judge_ole(data)
    else:
        _judge_zip(data)
    return _in_a_child(data, Path(name).suffix or ".xlsx")


def _judge_ole(data: bytes) -> None:
    # An .xlsx with a password is an OLE file with this stream; its name stands in UTF-16.
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _locked()


def _locked() -> RefusedError:
    return RefusedError(say("tệp có mật khẩu"), say("Mở bằng Excel, bỏ mật khẩu, lưu lại rồi nhập lại."))


def _judge_zip(data: bytes) -> None:
    """Measure what the container holds, as it unpacks and not as it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MAX_PARTS:
                raise RefusedError(say("tệp có quá nhiều phần"), _EVIL)
            if any(part.flag_bits & 1 for part in parts):
                raise _locked()
            names = {part.filename for part in parts}
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                raise RefusedError(say("tệp không phải bảng tính"), _SAVE)
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise _locked()
            left = MAX_UNPACKED
            if sum(part.file_size for part in parts) > left:
                raise _bomb()
            for part in parts:
                left = _judge_part(archive, part, left)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise RefusedError(say("tệp bảng tính bị hỏng"), _SAVE) from None


def _bomb() -> RefusedError:
    return RefusedError(say("giải nén ra quá lớn (tối đa {max} MB)", max=str(MAX_UNPACKED >> 20)), _EVIL)


def _judge_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    is_sheet = bool(_SHEET.search(part.filename)) or part.filename == "content.xml"
    rows = 0
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise _bomb()
            if b"<!ENTITY" in tail + chunk:
                raise RefusedError(say("tệp khai báo thực thể XML"), _EVIL)
            if is_sheet:
                rows += len(_ROW.findall(chunk))
                _judge_cells(tail + chunk, rows)
            tail = chunk[-_OVERLAP:]
    return left


def _judge_cells(chunk: bytes, rows: int) -> None:
    found = set(_CELL.findall(chunk))
    far = max((int(row) for _, row in found), default=0)
    if max(far, rows) > MAX_ROWS:
        raise too_long(max(far, rows))
    wide = max((_column(column) for column in {column for column, _ in found}), default=0)
    if wide > MAX_COLUMNS:
        raise _too_wide(wide)
    for kind, times in _REPEATED.findall(chunk):
        # LibreOffice fills a sheet to its last row and column with one empty cell; calamine leaves that out.
        if kind == b"rows" and MAX_ROWS < int(times) < 1_000_000:
            raise too_long(int(times))


def too_long(rows: int) -> RefusedError:
    """Return the refusal of a sheet with so many rows."""
    return RefusedError(
        say("bảng tính kéo dài tới dòng {n}; tối đa {max} dòng", n=str(rows), max=str(MAX_ROWS)),
        say("Chọn các dòng trống bên dưới dữ liệu, xóa hẳn, lưu lại rồi nhập lại."),
    )


def _too_wide(columns: int) -> RefusedError:
    return RefusedError(
        say("bảng tính có tới {n} cột; tối đa {max}", n=str(columns), max=str(MAX_COLUMNS)),
        say("Xóa các cột không dùng, lưu lại rồi nhập lại."),
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _in_a_child(data: bytes, suffix: str) -> list[Sheet]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"bang{suffix}")
        file.write_bytes(data)
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "cchc.procedures.worker", str(file)],
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join(filter(None, (_PACKAGES, os.environ.get("PYTHONPATH")))),
                },
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise RefusedError(say("đọc bảng tính quá lâu"), _SAVE) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise RefusedError(say("bảng tính không đọc được, hoặc đòi quá nhiều bộ nhớ"), _SAVE) from None
    if answer.get("refused") == "password":
        raise _locked()
    if answer.get("refused") == "rows":
        raise too_long(answer["rows"])
    if answer.get("refused") == "columns":
        raise _too_wide(answer["columns"])
    if answer.get("refused"):
        raise RefusedError(say("tệp bảng tính bị hỏng"), _SAVE)
    return [(sheet["rows"], sheet["name"], [tuple(item) for item in sheet["merged"]]) for sheet in answer["sheets"]]
