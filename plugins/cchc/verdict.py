"""What a check finds, kept for as long as nothing that it looked at has changed."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from pydantic_core import to_json

from cchc import history
from cchc.cache import Cache, tools
from cchc.disk import Walked, walk
from cchc.garbage import lasting
from cchc.locale import Translator
from cchc.model import Config, Finding, Place, Severity, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was checked, and what was found."""

    findings: tuple[Finding, ...]
    """Sorted by path, line and code."""
    checked: tuple[PurePosixPath, ...]
    """Every post and procedure, also those that cannot be read."""
    owners: Mapping[PurePosixPath, str | None]
    """The slug of the unit of each post, as `formats.owners` gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The state of a project, and what a check of that very state found."""

    files: Walked
    """What `cchc.disk.walk` found."""
    kept: Verdict | None
    """None where it has not been checked."""
    key: str
    """The hash of the state; empty where that cannot be known for certain."""
    _cache: Cache

    def keep(self, found: Verdict) -> Verdict:
        """Keep what a check of what was read after this look found; returns it."""
        if self.key:
            self._cache.write("verdicts", self.key, json.dumps(_packed(found), ensure_ascii=False).encode())
            self._cache.prune("verdicts")
        return found


def look(config: Config, today: dt.date, cache: Cache, translate: Translator) -> Look:
    """Return the state of a project, before anything of it is read.

    It is another where a file, the day, the configuration or git's head is not what it was. A file is
    taken for the same by its size, its times and its place on the disk, as git itself does.
    """
    walked = walk(config, cache)
    is_known = 0 < len(walked.stamps) == len(walked.files) and not walked.closed
    stamps = [(str(path), *stamp) for path, stamp in walked.stamps.items()] if is_known else []
    key = _key(config, stamps, today, translate.language) if is_known else ""
    kept = cache.read("verdicts", key) if is_known else None
    return Look(files=walked, kept=None if kept is None else _unpacked(json.loads(kept)), key=key, _cache=cache)


def read(config: Config, today: dt.date, cache: Cache, translate: Translator) -> Verdict:
    """Return what is wrong with a project; worked out anew where it is not as it was."""
    seen = look(config, today, cache, translate)
    if seen.kept is not None:
        return seen.kept
    from cchc import load  # what is known already needs neither this nor the rules

    with lasting():
        return seen.keep(of(load.load(config, today, cache, walked=seen.files), translate))


def of(site: Site, translate: Translator) -> Verdict:
    """Return what is wrong with what was read."""
    from cchc import rules
    from cchc.formats.units import owners

    checked = tuple(item.path for item in (*site.records, *site.rejected))
    findings = tuple(rules.check(site, translate))
    site.pictures.keep()
    return Verdict(findings=findings, checked=checked, owners=owners(site))


def _key(config: Config, stamps: list[tuple[Any, ...]], today: dt.date, language: str) -> str:
    excluded = [repr(pattern.pattern) for pattern in config.excluded.patterns]
    git = history.standing(config.root)
    known = [tools(), config.told, excluded, str(config.root), str(today), language, git, stamps]
    return sha256(to_json(known)).hexdigest()


def _packed(verdict: Verdict) -> dict[str, Any]:
    return {
        "findings": [(str(item.place.path), *astuple(item.place)[1:], *astuple(item)[1:]) for item in verdict.findings],
        "checked": [str(path) for path in verdict.checked],
        "owners": {str(path): unit for path, unit in verdict.owners.items()},
    }


def _unpacked(kept: dict[str, Any]) -> Verdict:
    findings = (
        Finding(Place(PurePosixPath(path), line, column), code, Severity(severity), message, hint, fixable)
        for path, line, column, code, severity, message, hint, fixable in kept["findings"]
    )
    return Verdict(
        findings=tuple(findings),
        checked=tuple(map(PurePosixPath, kept["checked"])),
        owners={PurePosixPath(path): unit for path, unit in kept["owners"].items()},
    )
