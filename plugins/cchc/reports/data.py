"""A report for programs and spreadsheets."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cchc.formats import json_text
from cchc.locale import Translator, say
from cchc.reports.assembly import Report
from cchc.reports.content import Cell, Linked, Table
from cchc.reports.frozen import Changes, Kept
from cchc.reports.written import address, is_number, plain, rows, said, shown
from cchc.tables import csv_bytes
from cchc.text import normalize

_WIDEST = 60


def as_json(report: Report, translate: Translator) -> str:
    """Return everything a report says (schema version 1): every figure by its key."""
    window, config = report.window, report.site.config
    return json_text(
        {
            "schema_version": 1,
            "agency": config.agency.name,
            "today": str(report.site.today),
            "period": {
                "id": window.id,
                "name": said(window.name, translate),
                "first": str(window.first),
                "last": str(window.last),
                "due": str(window.due) if window.due else None,
                "closed": report.is_closed,
            },
            "history": report.site.history.state,
            "title": said(report.title, translate),
            "figures": {key: {"label": said(label, translate), "value": value} for key, label, value in report.figures},
            "compared": {
                key: {"label": said(label, translate), "value": value} for key, label, value in report.compared.figures
            },
            "sections": [
                {
                    "heading": said(section.heading, translate),
                    "sentences": [said(item, translate) for item in section.sentences],
                    "items": [said(item, translate) for item in section.items],
                    "tables": [_table(report, table, translate) for table in section.tables],
                }
                for section in report.sections
            ],
            "missing": [said(item, translate) for item in report.missing],
            "evidence": [
                {
                    "id": post.id,
                    "title": post.title,
                    "date": str(post.meta.date.day),
                    "unit": post.unit.id,
                    "author": post.meta.author,
                    "url": address(report.site, post.url),
                }
                for post in report.posts
            ],
            "signed": [_changes(item) for item in report.changes],
        }
    )


def _table(report: Report, table: Table, translate: Translator) -> dict[str, Any]:
    def cell(value: Cell) -> Any:
        written = plain(value, translate)
        return {"text": written, "url": address(report.site, value.url)} if isinstance(value, Linked) else written

    return {
        "caption": said(table.caption, translate),
        "columns": [said(column, translate) for column in table.columns],
        "rows": [[cell(value) for value in row] for row in table.rows],
        "total": [cell(value) for value in table.total],
    }


def _changes(item: Changes) -> dict[str, Any]:
    def posts(found: Sequence[Kept]) -> list[dict[str, str]]:
        return [{"id": it.id, "title": it.title, "date": it.date, "unit": it.unit} for it in found]

    return {
        "period": item.window.id,
        "frozen_on": str(item.frozen.on),
        "number": item.frozen.number or None,
        "differences": [
            {"key": row.key, "label": row.label, "signed": row.then, "now": row.now} for row in item.figures
        ],
        "came": posts(item.came),
        "went": posts(item.went),
    }


def as_csv(report: Report, translate: Translator) -> bytes:
    """Return every figure, one to a line."""
    header = [translate("Phần"), translate("Khóa"), translate("Chỉ tiêu"), translate("Số liệu")]
    found = [
        [said(part.heading, translate), key, said(label, translate), str(value)]
        for part in report.parts
        for key, label, value in part.figures
    ]
    return csv_bytes([header, *found])


def as_xlsx(report: Report, translate: Translator) -> bytes:
    """Return a workbook: the figures, each table of the report on a sheet, and the annex."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties(
        {
            "title": normalize(said(report.title, translate)),
            "author": normalize(report.site.config.agency.name),
            "created": dt.datetime.combine(report.site.today, dt.time(5), dt.UTC),
        }
    )
    styles = {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#EEEEEE"}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
        "number": book.add_format({"valign": "top", "border": 1}),
        "day": book.add_format({"valign": "top", "border": 1, "num_format": "dd/mm/yyyy", "align": "left"}),
        "link": book.add_format(
            {"text_wrap": True, "valign": "top", "border": 1, "font_color": "#0000EE", "underline": 1}
        ),
    }
    figures = Table(
        caption=report.title,
        columns=(say("Phần"), say("Khóa"), say("Chỉ tiêu"), say("Số liệu")),
        rows=[(part.heading, key, label, value) for part in report.parts for key, label, value in part.figures],
    )
    _fill(book.add_worksheet(translate("Số liệu")), report, figures, styles, translate)
    number = 0
    for section in report.sections:
        for table in section.tables:
            number += 1
            name = say("Bảng {n}", n=str(number)).render(translate)
            _fill(book.add_worksheet(name), report, table, styles, translate)
    _fill(book.add_worksheet(translate("Phụ lục")), report, report.evidence, styles, translate)
    book.close()
    return buffer.getvalue()


def _fill(sheet: Worksheet, report: Report, table: Table, styles: dict[str, Format], translate: Translator) -> None:
    """Write a table below its name, so that it prints on pages of A4."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 0)
    sheet.write_string(0, 0, normalize(said(table.caption, translate)), styles["title"])
    for column, name in enumerate(table.columns):
        sheet.write_string(2, column, normalize(said(name, translate)), styles["head"])
        texts = [shown(row[column], translate) for row in table.rows if column < len(row)]
        widest = max((len(text) for text in texts), default=0)
        least = 10 if is_number(table, column) else 12
        sheet.set_column(column, column, max(least, min(_WIDEST, widest + 2)))
    for place, row in enumerate(rows(table), 3):
        for column, cell in enumerate(row):
            _write(sheet, place, column, report, cell, styles, translate)


def _write(
    sheet: Worksheet,
    row: int,
    column: int,
    report: Report,
    cell: Cell,
    styles: dict[str, Format],
    translate: Translator,
) -> None:
    if isinstance(cell, Linked):
        url = address(report.site, cell.url)
        if "://" in url and len(url) <= 2000:
            sheet.write_url(row, column, url, styles["link"], normalize(cell.text))
        else:
            sheet.write_string(row, column, normalize(cell.text), styles["text"])
    elif isinstance(cell, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), styles["day"])
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, styles["number"])
    else:
        sheet.write_string(row, column, normalize(shown(cell, translate)), styles["text"])
