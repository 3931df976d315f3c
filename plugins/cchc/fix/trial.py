"""Changes on trial: each is made, read again with the project's own reader, and kept only if it does what it should."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from cchc import load, problems
from cchc.dates import Month
from cchc.disk import kind_of
from cchc.fix.changes import Case, Change, changes
from cchc.front_matter import Path
from cchc.locale import Text
from cchc.model import Config, Problem
from cchc.schema import POST, Vocabulary
from cchc.sources import fresh

_MOST = 50
"""Changes tried in one file; where there would be more, a person has to look at it."""
_EFFORT = 500_000
"""Characters read again for one file: of a very long front matter fewer changes are tried."""
_FOLDER = re.compile(r"(\d{4})/(0[1-9]|1[0-2])/[^/]+", re.ASCII)

Identity = tuple[str, str]


def identity(problem: Problem) -> Identity:
    """Return what is the same of a problem wherever its line has moved to."""
    told = {key: str(value) for key, value in problem.params.items() if key not in ("fix", "allowed", "month", "date")}
    return problem.code, repr(sorted(told.items()))


class Trial:
    """Reads front matters of one file as loading would, and tries changes to them."""

    def __init__(self, path: PurePosixPath, config: Config, successors: Mapping[str, str]) -> None:
        self._path, self._successors = path, successors
        is_post = path.is_relative_to(config.posts_dir)
        self._model = (POST if is_post else kind_of(config, path) or POST).meta
        self._vocabulary = Vocabulary(config.plugin)
        match = _FOLDER.fullmatch(str(path.relative_to(config.posts_dir))) if is_post else None
        self._folder = Month(int(match[1]), int(match[2])) if match else None

    def case(self, head: str) -> Case:
        """Return what a front matter says and what is wrong with it."""
        source = fresh(head, "")
        _, error = load.validate(source, self._model, self._vocabulary)
        found = [*problems.of_front_matter(self._path, source.front), *load.tolerated(self._path, source)]
        refused = []
        if error:
            units = tuple(self._vocabulary.units.items)
            found += problems.of_schema(self._path, source.front, error, self._model, units)
            refused = [(item["type"], item["loc"], item["input"]) for item in error.errors(include_url=False)]
        ignored = source.front.values.get("ignore")
        return Case(
            head=head,
            values=source.front.values,
            numbers=source.front.numbers,
            refused=tuple(refused),
            problems=tuple(found),
            ignored=frozenset(code for code, why in ignored.items() if why)
            if isinstance(ignored, dict)
            else frozenset(),
            folder=self._folder,
            is_unreadable=bool(source.front.faults) or not source.front.values,
        )

    def better(self, case: Case) -> tuple[Case, list[tuple[int, Text]]] | None:
        """Return the front matter with every change that stood its trial; None where there are too many to try."""
        done: list[tuple[int, Text]] = []
        tried: set[tuple[Path, str, str]] = set()
        is_settled = True
        asked = len(list(changes(case, self._vocabulary, self._successors)))
        if not asked or asked > min(_MOST, _EFFORT // len(case.head)):
            return None if asked else (case, done)
        while True:
            every = changes(case, self._vocabulary, self._successors)
            change = next((item for item in every if _name(item) not in tried), None)
            if change is None and is_settled:
                return case, done
            if change is None:  # what was refused may be right beside what came after it
                tried, is_settled = set(), True
                continue
            tried.add(_name(change))
            changed = self.case(change.of(case.head))
            if _is_better(case, changed, change):
                done += [(case.head.count("\n", 0, start) + 1, change.what) for start, _, _ in change.edits]
                case, is_settled = changed, False


def _name(change: Change) -> tuple[Path, str, str]:
    return change.path, change.what.message, change.mends


def _is_better(before: Case, after: Case, change: Change) -> bool:
    """Whether what a change was to mend is gone, nothing new is wrong, and no other value is another one."""
    old, new = (Counter(map(identity, case.problems)) for case in (before, after))
    is_mended = not change.mends or any(code == change.mends for code, _ in old - new)
    return is_mended and new <= old and _others(before.values, change.path) == _others(after.values, change.path)


def _others(values: Any, but: Path) -> list[tuple[Path, str]]:
    return [(path, repr(value)) for path, value in _leaves(values, ()) if not but or path[: len(but)] != but]


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if not value or not isinstance(value, dict | list):
        yield path, value
        return
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _leaves(item, (*path, key))
