"""Opening what was given: what kind of file it is, whether it can be trusted, and the rows or objects it holds.

Only a file as a whole is refused here, in one sentence that says what is wrong and what to do (`SetupError`).
"""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc.locale import Text, Translator, say
from cchc.model import SetupError
from cchc.procedures import sheets

MAX_FILE = 64 * 1024 * 1024
MAX_UNPACKED = 128 * 1024 * 1024
MAX_ROWS = 50_000
_ZIP, _OLE, _GZIP = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b"
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet, as a spreadsheet numbers them."""

    rows: Sequence[Sequence[object]]
    sheet: str = ""
    merged: Sequence[tuple[int, int, int, int]] = ()
    """First row, first column, last row, last column of merged cells, from 0."""


@dataclass(frozen=True, slots=True)
class Objects:
    """Objects with keys, each with the line or the place where it stands, from 1."""

    items: Sequence[tuple[int, Mapping[str, Any]]]
    broken: Sequence[tuple[int, Text]] = ()
    """Lines that are no object, with the reason."""


Content = Sequence[Table] | Objects


def read(path: Path, translate: Translator) -> Content:
    """Return what a file holds; raises SetupError for one that cannot be used."""
    try:
        return _read(path)
    except _Refused as error:
        reason, advice = error.args
        sentence = say("{path}: {reason}. {advice} Chưa ghi gì.", path=path.name, reason=reason, advice=advice)
        raise SetupError(sentence.render(translate)) from None


_Refused = sheets.RefusedError
_AGAIN = say("Tải hoặc xuất lại tệp từ Cổng rồi nhập lại.")


def _read(path: Path) -> Content:
    if not path.is_file():
        raise _Refused(say("không có tệp này"), say("Kiểm tra lại đường dẫn."))
    size = path.stat().st_size
    if size == 0:
        raise _Refused(say("tệp trống"), _AGAIN)
    if size > MAX_FILE:
        limit = say("tệp quá lớn ({size} MB; tối đa {max} MB)", size=str(size >> 20), max=str(MAX_FILE >> 20))
        raise _Refused(limit, say("Chia thành nhiều tệp nhỏ hơn."))
    data = path.read_bytes()
    name = path.name.lower()
    if data.startswith(_GZIP):
        data, name = _unpacked(data), name.removesuffix(".gz")
    if data.startswith((_ZIP, _OLE)):
        return [Table(*part) for part in sheets.read(data, name)]
    if name.endswith((".xlsx", ".xls", ".ods", ".xlsm", ".xlsb")) and not data.lstrip()[:1] == b"<":
        raise _Refused(say("tệp không phải bảng tính"), _AGAIN)
    if data.lstrip()[:1] == b"<" or b"<html" in data[:2000].lower():
        raise _Refused(
            say("tệp là trang web được đặt tên là bảng tính"),
            say("Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi nhập lại."),
        )
    text = _decoded(data)
    if text.lstrip()[:1] in ("[", "{"):
        return _objects(text)
    return [_csv(text)]


def _unpacked(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            found = file.read(MAX_UNPACKED + 1)
    except (OSError, EOFError, zlib.error):
        raise _Refused(say("tệp nén bị hỏng"), _AGAIN) from None
    if len(found) > MAX_UNPACKED:
        limit = say("giải nén ra quá lớn (tối đa {max} MB)", max=str(MAX_UNPACKED >> 20))
        raise _Refused(limit, say("Đây có thể là tệp độc hại; không mở."))
    return found


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    with suppress(UnicodeDecodeError):
        text = data.decode(encoding)
        if "\0" not in text:
            return text
    raise _Refused(
        say("tệp không phải chữ UTF-8 (có thể là bảng mã cũ, hoặc không phải tệp chữ)"),
        say("Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi nhập lại."),
    )


def _objects(text: str) -> Objects:
    """Read JSON, or one object a line."""
    try:
        return _of_json(json.loads(text))
    except RecursionError:
        raise _Refused(say("dữ liệu lồng nhau quá sâu"), _AGAIN) from None
    except ValueError:
        pass
    items: list[tuple[int, Mapping[str, Any]]] = []
    broken: list[tuple[int, Text]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except (ValueError, RecursionError):
            item = None
        if isinstance(item, dict):
            items.append((number, item))
        else:
            broken.append((number, say("dòng không phải một đối tượng JSON")))
        if len(items) + len(broken) > MAX_ROWS:
            raise _too_many(MAX_ROWS + 1)
    if not items:
        raise _Refused(say("không đọc được JSON"), _AGAIN)
    return Objects(items, broken)


def _of_json(value: Any) -> Objects:
    found = list(_lists(value, 0))
    if not found:
        raise _Refused(say("tệp JSON không có danh sách thủ tục"), _AGAIN)
    items: list[tuple[int, Mapping[str, Any]]] = []
    broken: list[tuple[int, Text]] = []
    for number, item in enumerate((item for part in found for item in part), 1):
        if isinstance(item, dict):
            items.append((number, item))
        else:
            broken.append((number, say("mục không phải một đối tượng JSON")))
    if len(items) > MAX_ROWS:
        raise _too_many(len(items))
    return Objects(items, broken)


def _lists(value: Any, depth: int) -> Iterator[list[Any]]:
    """Yield the lists of objects that an answer of a portal wraps: `{"data": {"items": [...]}}`."""
    if isinstance(value, list):
        if any(isinstance(item, dict) for item in value):
            yield value
    elif isinstance(value, dict) and depth < _DEEPEST:
        if depth == 0 and any(key in value for key in ("ma_thu_tuc", "code")):
            yield [value]
            return
        for item in value.values():
            if isinstance(item, list | dict):
                yield from _lists(item, depth + 1)


def _too_many(count: int) -> _Refused:
    return _Refused(
        say("tệp có {n} dòng; tối đa {max}", n=str(count), max=str(MAX_ROWS)),
        say("Xóa các dòng trống ở cuối bảng, hoặc chia thành nhiều tệp."),
    )


def _csv(text: str) -> Table:
    csv.field_size_limit(2**24)
    sample = "\n".join(text.split("\n", 20)[:20])
    marks = {mark: sample.count(mark) for mark in ",;\t|"}
    mark = max(marks, key=lambda key: marks[key])
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline=""), delimiter=mark):
            rows.append([_unguarded(cell) for cell in row])
            if len(rows) > MAX_ROWS:
                raise _too_many(len(rows))
    except csv.Error:
        raise _Refused(say("không đọc được tệp CSV"), _AGAIN) from None
    if not rows or max(len(row) for row in rows) < 2:
        raise _Refused(
            say("tệp không phải bảng có cột"), say("Nhập tệp .xlsx, .xls, .ods, .csv, .json hoặc .jsonl của Cổng.")
        )
    if max(len(row) for row in rows) > sheets.MAX_COLUMNS:
        raise _Refused(say("bảng có quá nhiều cột"), _AGAIN)
    return Table(rows)


def _unguarded(cell: str) -> str:
    """Return a cell without the quote that keeps spreadsheets from running it as a formula."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r\n" else cell
