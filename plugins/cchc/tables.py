"""Bytes that spreadsheets and programs open right."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import to_json


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
    """Return JSON for people and programs: UTF-8, one key to a line, and one line for each item of a list.

    A list may be any iterator: of a long one, one item at a time is held.
    """
    # Python indents by code of its own, ten times slower than without.
    return b"{\n" + b",\n".join(b"  " + to_json(key) + b": " + _lines(item) for key, item in value.items()) + b"\n}\n"


def _lines(value: Any) -> bytes:
    if not isinstance(value, (list, Iterator)):
        return to_json(value)
    items = b",\n".join(b"    " + to_json(item) for item in value)
    return b"[\n" + items + b"\n  ]" if items else b"[]"
