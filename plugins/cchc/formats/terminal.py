"""Findings for whoever sits at the screen."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from types import MappingProxyType

from rich.console import Console
from rich.text import Text

from cchc.formats.safe import plain
from cchc.formats.units import by_unit
from cchc.formats.wording import count, heading, summary, url
from cchc.locale import Translator, say
from cchc.model import Config, Finding, Severity

_NOBODY: Mapping[PurePosixPath, str | None] = MappingProxyType({})
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def as_text(
    findings: Sequence[Finding],
    checked: int,
    translate: Translator,
    console: Console,
    *,
    config: Config | None = None,
    owners: Mapping[PurePosixPath, str | None] = _NOBODY,
) -> None:
    """Print findings grouped by file, the counts, and where help is found.

    With `config`, the address of each code's help page too; with `owners`, the counts of each unit. No line is broken:
    a narrow terminal breaks it by itself, and a line to paste is copied in one piece.
    """

    def line(text: Text) -> None:
        console.print(text, soft_wrap=True)

    def shown(text: str) -> str:
        return plain(text).replace("##[", "## [")  # GitHub's runner would take it for a command

    for path, of_file in groupby(findings, key=lambda finding: finding.place.path):
        line(Text(shown(str(path)), style="bold"))
        for finding in of_file:
            start = Text("  ").append(heading(finding, translate), style=_COLOURS[finding.severity])
            line(start.append(shown(finding.message)))
            if finding.hint:
                line(Text("      → ").append(shown(finding.hint), style="green"))
    if findings:
        line(Text())
    errors, _ = count(findings)
    line(Text(summary(findings, checked, translate), style="bold red" if errors else "bold green"))
    for text in [*_units(config, owners, findings, translate), *_help(config, findings, translate)]:
        line(Text(text))


def _units(
    config: Config | None,
    owners: Mapping[PurePosixPath, str | None],
    findings: Sequence[Finding],
    translate: Translator,
) -> list[str]:
    rows = by_unit(config.plugin.units, owners, findings) if config else []
    if all(unit is None for unit, *_ in rows):
        return []  # the summary has said it
    return [
        "  "
        + say(
            "{unit}: {errors} lỗi, {warnings} cảnh báo",
            unit=plain(unit.name) if unit else say("Không thuộc hoặc chưa rõ đơn vị"),
            errors=str(errors),
            warnings=str(warnings),
        ).render(translate)
        for unit, errors, warnings in rows
    ]


def _help(config: Config | None, findings: Sequence[Finding], translate: Translator) -> list[str]:
    if not findings:
        return []
    if config is None or not config.site_url:
        return [translate("Xem cách sửa: cchc explain MÃ.")]
    pages = {finding.code: url(config, finding) for finding in findings}
    return [
        translate("Xem cách sửa: cchc explain MÃ, hoặc mở địa chỉ của mã đó:"),
        *(f"  {code}: {pages[code]}" for code in sorted(pages)),
    ]
