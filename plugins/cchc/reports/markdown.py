"""A report as a page of Markdown: to read on a screen, and for a wiki or a merge request."""

import re
from collections.abc import Iterator

from cchc.formats.safe import visible
from cchc.locale import Translator, say
from cchc.reports.assembly import Report
from cchc.reports.content import Cell, Linked, Table
from cchc.reports.letter.signing import Signing, annexed_to
from cchc.reports.written import address, is_number, rows, said, shown


def as_markdown(report: Report, signing: Signing, translate: Translator) -> str:
    """Return the section to paste and its annex."""
    lines = [f"# {_safe(said(report.title, translate))}", ""]
    if report.days:
        lines += [f"({_safe(said(report.days, translate))})", ""]
    number = 0
    for place, section in enumerate(report.sections, 1):
        lines += [f"## {place}. {_safe(said(section.heading, translate))}", ""]
        for sentence in section.sentences:
            lines += [_safe(said(sentence, translate)), ""]
        if section.items:
            lines += [*(f"- {_safe(said(item, translate))}" for item in section.items), ""]
        for table in section.tables:
            number += 1
            caption = say("Bảng {n}. {caption}", n=str(number), caption=table.caption).render(translate)
            lines += [f"**{_safe(caption)}**", "", *_table(report, table, translate), ""]
    lines += [
        f"## {translate('Phụ lục tài liệu kiểm chứng')}",
        "",
        f"*{_safe(annexed_to(report, signing).render(translate))}*",
        "",
    ]
    if report.annex_note:
        lines += [_safe(said(report.annex_note, translate)), ""]
    if report.posts:
        lines += _table(report, report.evidence, translate)
    else:
        lines.append(translate("Trong kỳ không có tin, bài nào."))
    return "\n".join(lines) + "\n"


def _table(report: Report, table: Table, translate: Translator) -> Iterator[str]:
    yield _row(_safe(said(column, translate)) for column in table.columns)
    yield _row("---:" if is_number(table, column) else "---" for column in range(len(table.columns)))
    for row in table.rows:
        yield _row(_cell(report, cell, translate) for cell in row)
    if table.total:
        yield _row(f"**{_cell(report, cell, translate)}**" for cell in rows(table)[-1])


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(report: Report, cell: Cell, translate: Translator) -> str:
    text = shown(cell, translate)
    if not isinstance(cell, Linked):
        return _safe(text)
    url = address(report.site, cell.url)
    return f"<{_safe_address(url)}>" if url == cell.text else f"[{_safe(text)}](<{_safe_address(url)}>)"


def _safe(text: str) -> str:
    """Return a text of which no letter is markup."""
    text = visible(text).replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\|`*_\[\]~$#])", r"\\\1", text)


def _safe_address(url: str) -> str:
    return re.sub(r"[\s<>|\\]", lambda match: f"%{ord(match[0]):02X}", visible(url))
