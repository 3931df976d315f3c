"""Cells of tables as each format has them."""

import datetime as dt
from collections.abc import Sequence

from cchc import labels
from cchc.locale import Text, Translator
from cchc.model import Site
from cchc.reports.content import Cell, Linked, Table
from cchc.reports.wording import figure

NOTHING = "–"
"""What stands in a cell of which nothing is known."""


def said(text: str | Text | None, translate: Translator) -> str:
    """Return a text in the reader's language; empty where there is none."""
    return text.render(translate) if isinstance(text, Text) else text or ""


def shown(cell: Cell, translate: Translator) -> str:
    """Return a cell as people read it."""
    if cell is None or cell == "":
        return NOTHING
    if isinstance(cell, Linked):
        return cell.text
    if isinstance(cell, dt.date):
        return labels.day(cell, translate.language)
    if isinstance(cell, float):
        return f"{cell:.2f}".rstrip("0").rstrip(".").replace(".", "," if translate.language == "vi" else ".")
    return figure(cell) if isinstance(cell, int) else said(cell, translate)


def plain(cell: Cell, translate: Translator) -> str | int | float | None:
    """Return a cell for programs: numbers stay numbers, a day is year-month-day."""
    if isinstance(cell, Linked):
        return cell.text
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return cell.render(translate) if isinstance(cell, Text) else cell


def address(site: Site, url: str) -> str:
    """Return a whole address; one below the site's root gets the site's."""
    return url if "://" in url or url.startswith("mailto:") else site.config.site_url + url


def rows(table: Table) -> list[Sequence[Cell]]:
    """Return the rows of a table, the last one its sum where it has one."""
    return [*table.rows, table.total] if table.total else list(table.rows)


def is_number(table: Table, column: int) -> bool:
    """Whether a column holds nothing but numbers."""
    cells = [row[column] for row in table.rows if column < len(row)]
    return any(isinstance(cell, int | float) for cell in cells) and all(
        cell is None or isinstance(cell, int | float) for cell in cells
    )
