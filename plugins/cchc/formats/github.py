"""Findings at their lines in a GitHub pull request."""

from collections.abc import Iterable

from cchc.formats.wording import advice, worst_first
from cchc.locale import Translator, say
from cchc.model import Finding, Severity

_SHOWN = 10
"""GitHub shows this many errors and this many warnings of a step, and drops the rest."""


def as_github(findings: Iterable[Finding], translate: Translator) -> str:
    """Return workflow commands, errors first, as many as GitHub shows, and a notice of how many more there are."""
    ordered = worst_first(findings)
    shown = [item for severity in Severity for item in _of(ordered, severity)[:_SHOWN]]
    lines = [_command(finding) for finding in shown]
    if len(shown) < len(ordered):
        text = say(
            "Còn {n} lỗi, cảnh báo nữa: xem bản tóm tắt của lượt chạy này, hoặc chạy lệnh cchc check trên máy.",
            n=str(len(ordered) - len(shown)),
        ).render(translate)
        lines.append(f"::notice title=cchc check::{github_escape(text)}")
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding) -> str:
    text = advice(finding, between="\n")
    place = f"file={github_escape(str(finding.place.path), True)},line={finding.place.line},title={finding.code}"
    return f"::{finding.severity.value} {place}::{github_escape(text)}"


def _of(findings: Iterable[Finding], severity: Severity) -> list[Finding]:
    return [finding for finding in findings if finding.severity is severity]


def github_escape(text: str, is_property: bool = False) -> str:
    """Return a text that a workflow command takes as data, never as another command."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if is_property else text
