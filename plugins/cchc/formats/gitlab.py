"""Findings for GitLab's merge requests: a Code Quality report (`artifacts: reports: codequality`).

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from collections.abc import Sequence

from cchc.formats.data import json_text
from cchc.formats.wording import advice, fingerprints
from cchc.model import Finding, Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def as_gitlab(findings: Sequence[Finding]) -> str:
    """Return the report. GitLab compares two by their fingerprints: what is new, what is mended."""
    return json_text(
        [
            {
                # Of the rule, GitLab's widget shows what the description says.
                "description": f"{finding.code}: {advice(finding)}",
                "check_name": finding.code,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": str(finding.place.path), "lines": {"begin": finding.place.line}},
            }
            for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
        ]
    )
