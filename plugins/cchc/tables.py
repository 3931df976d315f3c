"""Bytes that spreadsheets and programs open right."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import to_json


class Raw(bytes):
    """Items of a list that are JSON already, with a comma, a line end and four spaces between them."""


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Return CSV as Excel expects it: UTF-8 with BOM, CRLF, and no cell that runs as a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_cell(text) for text in row])
    return buffer.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    # OWASP, CSV injection: a leading = + - @, tab or line end starts a formula.
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """Return JSON for people and programs: UTF-8, one key to a line, and one line for each item of a list."""
    return b"".join(json_parts(value))


def json_parts(value: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the same part by part; a list may be any iterator, of which one item at a time is held."""
    # Python indents by code of its own, ten times slower than without.
    begin = b"{"
    for key, item in value.items():
        yield b"%b\n  %b: " % (begin, to_json(key))
        yield from _lines(item)
        begin = b","
    yield b"\n}\n"


def _lines(value: Any) -> Iterator[bytes]:
    if not isinstance(value, (list, Iterator)):
        yield to_json(value)
        return
    begin = b"["
    for item in value:
        yield begin + b"\n    "
        yield item if isinstance(item, Raw) else to_json(item)
        begin = b","
    yield b"[]" if begin == b"[" else b"\n  ]"
