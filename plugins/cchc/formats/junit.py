"""Test reports as CI systems draw them: a suite of cases that pass, fail or are skipped."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree

from cchc.formats.safe import visible
from cchc.formats.wording import advice, count, heading
from cchc.locale import Translator, say
from cchc.model import Finding, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One test: what was tested, and how it went."""

    name: str
    file: str = ""
    failure: str | None = None
    details: Sequence[str] = ()
    """The lines of a failure."""
    skipped: str | None = None
    output: Sequence[str] = ()
    """Lines to be read whether it failed or not."""


def suite(command: str, cases: Sequence[Case]) -> bytes:
    """Return a report of one command, in UTF-8; valid XML whatever the cases hold."""
    failed = sum(case.failure is not None for case in cases)
    root = ElementTree.Element("testsuite", name=f"cchc {command}", tests=str(len(cases)), failures=str(failed))
    for case in cases:
        element = ElementTree.SubElement(root, "testcase", classname=f"cchc.{command}", name=visible(case.name))
        if case.file:
            element.set("file", visible(case.file))
        if case.failure is not None:
            failure = ElementTree.SubElement(element, "failure", message=visible(case.failure))
            failure.text = _lines(case.details)
        elif case.skipped is not None:
            ElementTree.SubElement(element, "skipped", message=visible(case.skipped))
        if case.output:
            ElementTree.SubElement(element, "system-out").text = _lines(case.output)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _lines(texts: Sequence[str]) -> str | None:
    # GitLab takes what stands in [[ATTACHMENT|…]] for the name of a file to show.
    return "\n".join(visible(text).replace("[[ATTACHMENT|", "[[ATTACHMENT |") for text in texts) or None


def as_junit(
    findings: Iterable[Finding], checked: Iterable[PurePosixPath], translate: Translator, *, strict: bool
) -> bytes:
    """Return one test case for each checked file; an error fails it, and under `strict` a warning too."""
    found: defaultdict[PurePosixPath, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.place.path].append(finding)
    paths = sorted({*checked, *found}, key=str)
    return suite("check", [_case(path, found.get(path, []), translate, strict=strict) for path in paths])


def _case(path: PurePosixPath, findings: list[Finding], translate: Translator, *, strict: bool) -> Case:
    failing = [item for item in findings if strict or item.severity is Severity.ERROR]
    passing = [] if strict else [item for item in findings if item.severity is not Severity.ERROR]
    errors, warnings = count(failing)
    message = say("{errors} lỗi, {warnings} cảnh báo", errors=str(errors), warnings=str(warnings)).render(translate)
    return Case(
        name=str(path),
        file=str(path),
        failure=message if failing else None,
        details=[heading(item, translate) + advice(item) for item in failing],
        output=[heading(item, translate) + advice(item) for item in passing],
    )
