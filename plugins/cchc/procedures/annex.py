"""The «Danh mục thủ tục hành chính» as a spreadsheet, laid out as the annex of an announcing decision.

The bytes follow from what is in it: no clock, no machine. Every text is written as a string, so nothing that
stands in a name can run as a formula.
"""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MOST = 32_767
"""Characters that a cell can hold."""
_FONT = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
_BORDER = {"border": 1}
_CHARS_A_LINE = 150
"""Of the whole width, for the height of merged rows: Excel fits that of single cells only."""
_LINE = 16.5
_EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # Excel knows no zones


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in characters, and whether its cells are centred."""

    heading: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The procedures of one field."""

    heading: str
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Annex:
    """What the spreadsheet says."""

    title: Sequence[str]
    """The lines above the table: what it is, whose, as of when."""
    sheet: str
    author: str
    columns: Sequence[Column]
    printed: int
    """How many columns go on paper; the others are for readers of the file."""
    groups: Sequence[Group]
    page: str
    """The footer, in the codes of spreadsheets."""


def xlsx(annex: Annex) -> bytes:
    """Return the file; the same for the same content, on any machine."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    import xlsxwriter  # a build whose procedures did not change writes none

    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": annex.title[0], "author": annex.author, "created": _EPOCH})
    sheet = book.add_worksheet(annex.sheet[:31])
    last = annex.printed - 1
    row = _title(book, sheet, annex, last)
    _headings(book, sheet, annex, row)
    _page(sheet, annex, row)
    cell = book.add_format({**_FONT, **_BORDER})
    centred = book.add_format({**_FONT, **_BORDER, "align": "center"})
    group_format = book.add_format({**_FONT, **_BORDER, "bold": True, "valign": "vcenter", "bg_color": "#EDEDED"})
    for group in annex.groups:
        row += 1
        sheet.merge_range(row, 0, row, last, "", group_format)
        sheet.write_string(row, 0, group.heading[:MOST], group_format)
        sheet.set_row(row, _LINE * (1 + len(group.heading) // _CHARS_A_LINE) + 3)
        for values in group.rows:
            row += 1
            for place, (value, column) in enumerate(zip(values, annex.columns, strict=True)):
                sheet.write_string(row, place, value[:MOST], centred if column.centred else cell)
    sheet.print_area(0, 0, row, last)
    book.close()
    return buffer.getvalue()


def _title(book: Any, sheet: Any, annex: Annex, last: int) -> int:
    """Write the lines above the table; return the row of the headings."""
    for row, text in enumerate(annex.title):
        first = row < 2
        style = {**_FONT, "align": "center", "valign": "vcenter", "bold": first, "italic": not first}
        shown = book.add_format({**style, "font_size": 14 if first else 12})
        sheet.merge_range(row, 0, row, last, "", shown)
        sheet.write_string(row, 0, text, shown)
        sheet.set_row(row, 21 * (1 + len(text) // 120))
    return len(annex.title) + 1


def _headings(book: Any, sheet: Any, annex: Annex, row: int) -> None:
    style = {**_FONT, **_BORDER, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#D9E2F3"}
    shown = book.add_format(style)
    for place, column in enumerate(annex.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(row, place, column.heading, shown)
    sheet.set_row(row, _LINE * 3)


def _page(sheet: Any, annex: Annex, row: int) -> None:
    """A4 across, one page wide, the headings on every page (NĐ 30/2020/NĐ-CP: 20 mm, at the left 30)."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=30 / 25.4, right=15 / 25.4, top=20 / 25.4, bottom=20 / 25.4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(row)
    sheet.freeze_panes(row + 1, 3)
    sheet.set_footer(annex.page)
    sheet.hide_gridlines(2)
    sheet.center_horizontally()
