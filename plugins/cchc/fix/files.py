"""The repairs of a site's files: which there are, what they mend, and writing them."""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cchc.disk import MAX_FILE
from cchc.fix import CODES, Repair, repair
from cchc.mentions import successors
from cchc.model import Problem, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A file that would be written anew."""

    path: PurePosixPath
    target: Path
    """Where the file really lies: inside the project, whatever link leads there."""
    data: bytes
    """What it holds now."""
    repair: Repair


def plans(site: Site) -> Iterator[Plan]:
    """Yield what would be done to posts and records, by their paths."""
    written: set[Path] = set()
    for path in sorted(item.path for item in (*site.records, *site.rejected)):
        plan = _plan(site, path)
        if plan and plan.target not in written:
            written.add(plan.target)
            yield plan


def mended(site: Site) -> Iterator[Problem]:
    """Yield those of the problems that loading met which a repair would put right. Opens only files that have some."""
    found: dict[PurePosixPath, list[Problem]] = {}
    for problem in (*site.problems, *(problem for item in site.rejected for problem in item.problems)):
        if problem.code in CODES:
            found.setdefault(problem.place.path, []).append(problem)
    for path, problems in found.items():
        plan = _plan(site, path)
        if plan:
            yield from filter(plan.repair.mends, problems)


def _plan(site: Site, path: PurePosixPath) -> Plan | None:
    file = site.files.get(path)
    try:
        target = file.resolve(strict=True) if file else None
        if target is None or not target.is_relative_to(site.config.root.resolve()) or not target.is_file():
            return None
        with target.open("rb") as opened:
            data = opened.read(MAX_FILE + 1)
    except (OSError, RuntimeError):  # a file that is gone or closed; links in a circle
        return None
    found = repair(path, data, site.config, successors(site))
    return Plan(path=path, target=target, data=data, repair=found) if found.done else None


def write(plan: Plan) -> bool:
    """Put the repaired file in the place of the old one, in one step; False where that changed meanwhile.

    Raises OSError; the old file is whole then.
    """
    if plan.target.is_symlink() or plan.target.read_bytes() != plan.data:
        return False
    handle, name = tempfile.mkstemp(dir=plan.target.parent, prefix=".cchc-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(plan.repair.data)
            file.flush()
            os.fsync(handle)
        Path(name).chmod(stat.S_IMODE(plan.target.stat().st_mode))
        Path(name).replace(plan.target)
    except BaseException:  # whatever stopped it, Ctrl-C too: nothing is left behind
        with suppress(OSError):
            Path(name).unlink()
        raise
    return True
