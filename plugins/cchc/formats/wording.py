"""What every format says of a finding, in the same words."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from cchc.formats.safe import plain
from cchc.locale import Translator, say
from cchc.model import Config, Finding, Severity

_NUMBER = re.compile(r"\d+")


def url(config: Config, finding: Finding) -> str:
    """Return the help page of a finding."""
    return f"{config.site_url}huong-dan/ma-loi/#{finding.code.lower()}"


def heading(finding: Finding, translate: Translator) -> str:
    """Return what stands before the message: line, severity, code."""
    word = translate("lỗi") if finding.severity is Severity.ERROR else translate("cảnh báo")
    line = say("dòng {line}", line=str(finding.place.line)).render(translate)
    return f"{line}: {word} {finding.code}: "


def advice(finding: Finding, between: str = " ") -> str:
    """Return the message, and after an arrow the line to paste, where there is one."""
    return plain(finding.message) + (f"{between}→ {plain(finding.hint)}" if finding.hint else "")


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return errors before warnings, each in the order they came."""
    return sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)


def count(findings: Iterable[Finding]) -> tuple[int, int]:
    """Return how many are errors, and how many warnings."""
    found = Counter(finding.severity for finding in findings)
    return found[Severity.ERROR], found[Severity.WARNING]


def summary(findings: Iterable[Finding], checked: int, translate: Translator) -> str:
    """Return the counts in one sentence."""
    errors, warnings = count(findings)
    return say(
        "Đã kiểm tra {n} tệp: {errors} lỗi, {warnings} cảnh báo.",
        n=str(checked),
        errors=str(errors),
        warnings=str(warnings),
    ).render(translate)


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """Return for each finding what it is known by from run to run: no two alike.

    Lines and days move while a mistake stays, and messages name them («dòng 12», «còn 40 ngày»): no
    number has a part in it. Mistakes that are alike in all the rest are numbered within their file.
    """
    seen: Counter[str] = Counter()
    marks = []
    for finding in findings:
        known = json.dumps([str(finding.place.path), finding.code, _NUMBER.sub("0", finding.message)])
        seen[known] += 1
        marks.append(hashlib.sha256(f"{known}{seen[known]}".encode()).hexdigest())
    return marks
