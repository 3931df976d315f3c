"""Findings for code scanning and editors: SARIF 2.1.0 (OASIS)."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from cchc import __version__
from cchc.formats.data import json_text
from cchc.formats.wording import advice, fingerprints, url
from cchc.locale import Translator
from cchc.model import Config, Finding
from cchc.rules import Rule, rules

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"


def as_sarif(config: Config, findings: Sequence[Finding], translate: Translator) -> str:
    """Return a log of one run; its rules are those that found something."""
    known = rules()
    codes = sorted({finding.code for finding in findings})
    first = {finding.code: finding for finding in reversed(findings)}
    driver = {
        "name": "cchc",
        "version": __version__,
        "language": translate.language,
        "rules": [_rule(config, known[code], first[code], translate) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {_ROOT: {"description": {"text": translate("Thư mục của mkdocs.yml.")}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, codes.index(finding.code), fingerprint)
            for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
        ],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(config: Config, rule: Rule, finding: Finding, translate: Translator) -> dict[str, Any]:
    help_ = translate(rule.help)
    address = {"helpUri": url(config, finding)} if config.site_url else {}  # a relative one is not valid
    return {
        "id": rule.code,
        "shortDescription": {"text": help_.split("\n", 1)[0]},
        "help": {"text": help_},
        **address,
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(finding: Finding, index: int, fingerprint: str) -> dict[str, Any]:
    place = finding.place
    column = {"startColumn": place.column} if place.column > 1 else {}
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": _unlinked(advice(finding))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(place.path), "uriBaseId": _ROOT},
                    "region": {"startLine": place.line, **column},
                }
            }
        ],
        # Under a name of our own: `primaryLocationLineHash` GitHub works out by itself and warns of another.
        "partialFingerprints": {"cchc/v1": fingerprint},
    }


def _uri(path: PurePosixPath) -> str:
    return quote(str(path), safe="/", errors="replace")


def _unlinked(text: str) -> str:
    """Return a message in which nothing is a link: SARIF gives `[words](address)` that meaning (3.11.6)."""
    return re.sub(r"([\\\[\]])", r"\\\1", text) if "](" in text else text
