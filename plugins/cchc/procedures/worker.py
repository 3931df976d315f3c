"""Reads one spreadsheet in a process of its own: `python -m cchc.procedures.worker FILE`, JSON on standard output.

It imports nothing of ours but the limits, so that it starts at once; whatever happens to it happens to it alone.
"""

import datetime as dt
import json
import sys
from collections.abc import Iterable
from typing import Any

MEMORY = 3 * 1024**3
SECONDS = 90
MAX_ROWS = 50_000
MAX_COLUMNS = 200
_MAX_SHEETS = 50


def main(path: str) -> dict[str, Any]:
    """Return what a workbook holds, or why it is refused."""
    _limit()
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        workbook = CalamineWorkbook.from_path(path)
        sheets = []
        for place, meta in enumerate(workbook.sheets_metadata[:_MAX_SHEETS]):
            if "WorkSheet" not in str(meta.typ):
                continue
            sheet = workbook.get_sheet_by_index(place)
            if sheet.total_height > MAX_ROWS:
                return {"refused": "rows", "rows": sheet.total_height}
            if sheet.total_width > MAX_COLUMNS:
                return {"refused": "columns", "columns": sheet.total_width}
            rows = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            merged = [[*first, *last] for first, last in _merged(sheet)]
            sheets.append({"name": meta.name, "rows": rows, "merged": merged})
    except PasswordError:
        return {"refused": "password"}
    except (CalamineError, OSError, ValueError, KeyError):
        return {"refused": "broken"}
    return {"sheets": sheets}


def _merged(sheet: Any) -> Iterable[Any]:
    return sheet.merged_cell_ranges or ()  # None for kinds that do not tell


def _plain(cell: object) -> object:
    if isinstance(cell, dt.datetime | dt.date | dt.time | dt.timedelta):
        return {"date": str(cell)}
    return cell if isinstance(cell, str | int | float | bool) else str(cell)


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has none; the container was measured before
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1])))
