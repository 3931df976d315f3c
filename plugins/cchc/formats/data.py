"""Findings for programs: JSON."""

import json
from collections.abc import Iterable
from typing import Any

from cchc.formats.safe import escape_unseen
from cchc.formats.wording import url
from cchc.model import Config, Finding


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
    return escape_unseen(json.dumps(value, ensure_ascii=False, indent=2))
