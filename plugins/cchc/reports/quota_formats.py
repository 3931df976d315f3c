"""The quota on a terminal, and in the formats of CI systems."""

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from cchc.dates import Month
from cchc.formats import github_escape
from cchc.formats.junit import Case, suite
from cchc.locale import Translator
from cchc.model import Site
from cchc.quota import MonthStatus, Tally
from cchc.reports.quota import COLUMNS, HEADING, cells, history_note, unreadable_note

_COLOURS = {
    MonthStatus.MET: "green",
    MonthStatus.SHORT: "bold red",
    MonthStatus.UNDETERMINED: "bold red",
    MonthStatus.IN_PROGRESS: "yellow",
    MonthStatus.EXCUSED: "cyan",
}


def as_text(site: Site, tally: Tally, translate: Translator, console: Console) -> None:
    """Print the table, in colour on a terminal."""
    table = Table(title=HEADING.render(translate))
    for number, column in enumerate(COLUMNS):
        table.add_column(column.render(translate), justify="right" if 0 < number < 4 else "left", no_wrap=number == 0)
    for row in tally.months:
        *plain, result, unit = cells(site, row, translate)
        style = _COLOURS.get(row.status, "dim")
        table.add_row(*(Styled(cell) for cell in plain), Styled(result, style=style), Styled(unit))
    console.print(table, width=max(console.width, 80), crop=False)  # rich leaves columns out of a narrow one
    note = history_note(tally, translate)
    if note:
        console.print(Styled(note))


def as_markdown(site: Site, tally: Tally, translate: Translator) -> str:
    """Return the table for an issue, a wiki, or the summary of a CI step."""
    lines = [
        f"## {HEADING.render(translate)}",
        "",
        "| " + " | ".join(column.render(translate) for column in COLUMNS) + " |",
        "|---|---:|---:|---:|---|---|",
        *(
            "| " + " | ".join(cell.replace("|", "\\|") for cell in cells(site, row, translate)) + " |"
            for row in tally.months
        ),
    ]
    notes = [note for note in (history_note(tally, translate), unreadable_note(tally, translate)) if note]
    for note in notes:
        lines += ["", note]
    return "\n".join(lines) + "\n"


def as_github(site: Site, tally: Tally, translate: Translator) -> str:
    """Return workflow commands: an error for a closed short month, a warning late in the current one."""
    lines = []
    for row in tally.months:
        level = ""
        if row.status is MonthStatus.SHORT:
            level = "error"
        elif row.status is MonthStatus.UNDETERMINED or (row.month == Month.of(site.today) and tally.needs_warning):
            level = "warning"
        if level:
            name, _, _, _, result, unit = cells(site, row, translate)
            lines.append(_command(level, str(site.config.file), name, f"{name}: {result}. {unit}"))
    for item in tally.unreadable:
        problem = item.problems[0]
        text = translate("Bài chưa đọc được nên chưa tính vào chỉ tiêu; xem cchc check.")
        lines.append(_command("error", str(item.path), problem.code, text, line=problem.place.line))
    return "".join(f"{line}\n" for line in lines)


def _command(level: str, file: str, title: str, message: str, *, line: int = 1) -> str:
    place = f"file={github_escape(file, True)},line={line},title={github_escape(title, True)}"
    return f"::{level} {place}::{github_escape(message)}"


def as_junit(site: Site, tally: Tally, translate: Translator) -> bytes:
    """Return one test case for each month, for CI systems that draw test reports."""
    cases = []
    for row in tally.months:
        name, _, _, _, result, unit = cells(site, row, translate)
        failed = row.status in (MonthStatus.SHORT, MonthStatus.UNDETERMINED)
        passed = row.status in (MonthStatus.MET, MonthStatus.EXCUSED)
        cases.append(
            Case(
                name=str(row.month),
                failure=f"{name}: {result}. {unit}" if failed else None,
                skipped=None if failed or passed else result,
            )
        )
    return suite("quota", cases)
