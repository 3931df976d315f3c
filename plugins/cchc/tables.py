"""Bytes that spreadsheets and programs open right."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any


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


def json_bytes(value: Any) -> bytes:
    """Return JSON for people and programs: UTF-8, indented, with a line end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
