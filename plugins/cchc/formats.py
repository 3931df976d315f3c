"""Findings for people, programs and CI: one function per format over the same list."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text as Styled

from cchc.locale import Translator, say
from cchc.model import Config, Finding, Severity

_COLUMNS = (say("Tệp"), say("Dòng"), say("Mã"), say("Thông báo"), say("Cách sửa"))


def url(config: Config, finding: Finding) -> str:
    """Return the help page of a finding."""
    return f"{config.site_url}huong-dan/ma-loi/#{finding.code.lower()}"


def as_text(findings: Sequence[Finding], checked: int, translate: Translator, console: Console) -> None:
    """Print findings grouped by file, and a summary."""
    path = None
    for finding in findings:
        if finding.place.path != path:
            path = finding.place.path
            console.print(Styled(str(path), style="bold"))
        colour = "red" if finding.severity is Severity.ERROR else "yellow"
        word = translate("lỗi") if finding.severity is Severity.ERROR else translate("cảnh báo")
        line = say("dòng {line}", line=str(finding.place.line)).render(translate)
        console.print(
            Styled("  ").append(f"{line}: {word} {finding.code}: ", style=colour).append(finding.message),
            soft_wrap=True,
        )
        if finding.hint:
            console.print(Styled("      → ").append(finding.hint, style="green"), soft_wrap=True)
    failed = any(finding.severity is Severity.ERROR for finding in findings)
    text = summary(findings, checked, translate)
    console.print(Styled(text, style="bold red" if failed else "bold green"), soft_wrap=True)


def as_json(config: Config, findings: Iterable[Finding], checked: int) -> str:
    """Return findings as JSON, schema version 1; sorted by path, line, code."""
    rows = [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "path": str(finding.place.path),
            "line": finding.place.line,
            "column": finding.place.column,
            "message": finding.message,
            "hint": finding.hint,
            "url": url(config, finding),
            "fixable": finding.fixable,
        }
        for finding in findings
    ]
    return json_text({"schema_version": 1, "findings": rows, "checked": checked})


def json_text(value: Any) -> str:
    """Return JSON for a terminal, a pipe or a file."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def as_markdown(findings: Sequence[Finding], checked: int, translate: Translator) -> str:
    """Return every finding as a table: the summary of a CI step has no limit of ten."""
    lines = [summary(findings, checked, translate), ""]
    if findings:
        header = [column.render(translate) for column in _COLUMNS]
        lines += [f"| {' | '.join(header)} |", "|---|---:|---|---|---|"]
    for finding in findings:
        cells = [
            str(finding.place.path),
            str(finding.place.line),
            finding.code,
            finding.message,
            finding.hint,
        ]
        lines.append(f"| {' | '.join(_markdown_cell(cell) for cell in cells)} |")
    return "\n".join(lines) + "\n"


def _markdown_cell(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", " ")
    return re.sub(r"([\\|`*_\[\]])", r"\\\1", text)


def summary(findings: Sequence[Finding], checked: int, translate: Translator) -> str:
    """Return the counts in one sentence."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return say(
        "Đã kiểm tra {n} tệp: {errors} lỗi, {warnings} cảnh báo.",
        n=str(checked),
        errors=str(errors),
        warnings=str(len(findings) - errors),
    ).render(translate)


def as_github(findings: Iterable[Finding]) -> str:
    """Return workflow commands, errors first: GitHub shows ten of a kind per step."""
    ordered = sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)
    return "".join(
        f"::{finding.severity.value} file={github_escape(str(finding.place.path), True)},"
        f"line={finding.place.line},title={finding.code}::"
        f"{github_escape(finding.message)} {github_escape(finding.hint)}".rstrip()
        + "\n"
        for finding in ordered
    )


def github_escape(text: str, is_property: bool = False) -> str:
    """Return a text that a workflow command takes as data, never as another command."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if is_property else text
