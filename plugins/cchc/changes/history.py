"""What git tells of the procedures: each commit that changed some, and how. Nobody's name is asked for.

A commit is compared with its own parents, so what it did stays the same whatever comes later. What two versions
say otherwise is found once and kept; a build after no commit reads one small entry of the cache.
"""

import datetime as dt
import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from cchc import git
from cchc.cache import Cache, Index, tools
from cchc.changelog import Change, ChangeKind, Changelog, Dated, Difference, How
from cchc.changes.brief import brief
from cchc.changes.compare import compare
from cchc.changes.versions import Unreadable, Version, read, text_of
from cchc.dates import HANOI
from cchc.disk import MAX_FILE

_KIND = "changelog"
_AT_ONCE = 500
"""Contents that are asked for at a time."""
_HELD = 3000
"""Procedures that are held at a time."""
_FIRST_DAY = dt.date(2000, 1, 1)
"""No clock that shows an earlier day is right."""

_Row = list[Any]
"""A commit: its name, the seconds of its committer's and its author's clock, and its files."""
_Touched = list[Any]
"""A file of a commit: its path, the names of what it held, the name of what it holds; empty where there was nothing."""


_Step = tuple[_Row, str, str]
"""A commit, and the contents of one procedure before and after it."""


class _IncompleteError(Exception):
    """Contents are not there: a clone without them, which tells no more than a shallow one."""


def changelog(root: Path, folder: PurePosixPath, today: dt.date, cache: Cache) -> Changelog:
    """Return what HEAD's history tells of the procedures in a folder, by the calendar of Hanoi.

    `state` is `shallow` where older commits or their contents are missing, `none` without git, without a commit,
    or where git refuses: then nothing is told.
    """
    try:
        answer = git.run(root, "rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD")
        shallow, prefix, head = answer.decode("utf-8", "surrogateescape").split("\n")[:3]
        if shallow == "true":
            return Changelog(state="shallow")
        entries = _entries(root, f"{prefix}{folder}/", head, cache)
    except (OSError, subprocess.CalledProcessError):
        return Changelog(state="none")
    except _IncompleteError:
        return Changelog(state="shallow")
    return Changelog(state="full", entries=tuple(_in_order(entries, today)))


@dataclass(frozen=True, slots=True)
class _Told:
    """What one commit did to one procedure."""

    committed: int
    written: int
    commit: str
    mark: str
    change: Change


def _entries(root: Path, folder: str, head: str, cache: Cache) -> list[_Told]:
    key = sha256(f"{tools()} {folder}".encode("utf-8", "surrogateescape")).hexdigest()
    with suppress(ValueError, TypeError, KeyError):
        kept = json.loads(cache.read(_KIND, key) or b"{}")
        if kept["head"] == head:
            return [_told(*item) for item in kept["entries"]]
    index = cache.index(_KIND + "-pairs")
    try:
        told = list(_History(root, index).told(_rows(root, folder, head, index)))
    finally:
        cache.close(_KIND + "-pairs")
    entries = [[item.committed, item.written, item.commit, item.mark, asdict(item.change)] for item in told]
    cache.write(_KIND, key, json.dumps({"head": head, "entries": entries}, ensure_ascii=False).encode())
    return told


def _told(committed: int, written: int, commit: str, mark: str, change: Mapping[str, Any]) -> _Told:
    return _Told(committed, written, commit, mark, _change(change))


def _change(written: Mapping[str, Any]) -> Change:
    found = tuple(Difference(**{**item, "how": How(item["how"])}) for item in written["differences"])
    return Change(**{**written, "kind": ChangeKind(written["kind"]), "differences": found})


def _in_order(entries: Sequence[_Told], today: dt.date) -> Iterator[Dated]:
    """Yield the entries by their days, oldest first; the same change on two branches is one."""
    last: dict[str, str] = {}
    placed = [(_moment(item, today), item) for item in entries]
    for (day, second), item in sorted(placed, key=lambda pair: (*pair[0], pair[1].commit, pair[1].change.code)):
        if last.get(item.change.key) != item.mark:
            last[item.change.key] = item.mark
            yield Dated(day=day, order=(second, item.commit), mark=item.mark, change=item.change)


def _moment(item: _Told, today: dt.date) -> tuple[dt.date, int]:
    """Return when a commit was made, as far as a clock that may be wrong can be believed."""
    for second in (item.committed, item.written):
        with suppress(ValueError, OverflowError, OSError):
            day = dt.datetime.fromtimestamp(second, HANOI).date()
            if _FIRST_DAY <= day <= today:
                return day, second
    return (today, item.committed) if item.committed > 0 else (_FIRST_DAY, 0)


# ------------------------------------------------------------------ commits


def _rows(root: Path, folder: str, head: str, index: Index) -> list[_Row]:
    """Return every commit of HEAD's history that touched the folder, parents first; only new ones are asked for."""
    name = f"log {folder}"
    known = index.get(name) or {"head": "", "rows": []}
    rows: list[_Row] = []
    since = known["head"]
    if since and _is_ancestor(root, since, head):
        rows = [*known["rows"], *_log(root, folder, f"{since}..{head}")]
    else:
        rows = list(_log(root, folder, head))
    index.put(name, {"head": head, "rows": rows})
    return rows


def _is_ancestor(root: Path, one: str, other: str) -> bool:
    try:
        git.run(root, "merge-base", "--is-ancestor", one, other)
    except subprocess.CalledProcessError:
        return False
    return True


def _log(root: Path, folder: str, commits: str) -> Iterator[_Row]:
    shown = ("-z", "--raw", "--no-abbrev", "--no-color", "--no-ext-diff", "--no-show-signature", "-c")
    order = ("--full-history", "--topo-order", "--reverse", "--no-renames", "--format=%x01%H %ct %at")
    output = git.run(root, *git.SETTINGS, "log", *shown, *order, commits, "--", f":(top,literal){folder}")
    fields = iter(output.split(b"\0"))
    row: _Row | None = None
    for text in fields:
        part = text.lstrip(b"\n").decode("ascii", "replace")
        if part.startswith("\x01"):
            if row and row[3]:
                yield row
            commit, *seconds = part[1:].split(" ")
            row = [commit, *(int(second) if second.lstrip("-").isdecimal() else 0 for second in seconds), []]
        elif part.startswith(":") and row:
            touched = _touched(part, next(fields).decode("utf-8", "replace"), folder)
            if touched:
                row[3].append(touched)
    if row and row[3]:
        yield row


def _touched(part: str, path: str, folder: str) -> _Touched | None:
    colons = len(part) - len(part.lstrip(":"))
    told = part[colons:].split(" ")
    modes, blobs = told[: colons + 1], told[colons + 1 : 2 * colons + 2]
    below = path.removeprefix(folder)
    if not below.lower().endswith(".md") or below == "index.md" or "/." in f"/{below}":
        return None
    held = [blob if mode.startswith("100") else "" for mode, blob in zip(modes, blobs, strict=True)]
    return [path, held[:-1], held[-1]]


# ----------------------------------------------------------------- contents


class _History:
    """Compares what commits left with what they found; every content is read once, for all builds to come."""

    def __init__(self, root: Path, index: Index) -> None:
        self._root, self._index = root, index
        self._instead: dict[str, str] = {}
        """For a content that cannot be read: what readers still saw while it stood there."""
        self._read: dict[str, Version | None] = {}
        """The contents read last: most are asked for again, as what the next commit found."""

    def told(self, rows: Sequence[_Row]) -> Iterator[_Told]:
        """Yield what each commit did to each procedure."""
        for group in _groups(rows):
            self._learn(group)
            steps = [step for row in group for step in self._steps(row)]
            for start in range(0, len(steps), _AT_ONCE):
                yield from self._compared(steps[start : start + _AT_ONCE])

    def _learn(self, rows: Sequence[_Row]) -> None:
        """Find out which procedure each content is of."""
        blobs = {blob for row in rows for _, before, after in row[3] for blob in (*before, after) if blob}
        unknown = sorted(blob for blob in blobs if self._index.get(blob) is None)
        for start in range(0, len(unknown), _AT_ONCE):
            for blob, version in self._versions(unknown[start : start + _AT_ONCE]).items():
                self._index.put(blob, version.key if version else "")
                self._keep("", blob, compare(None, version))

    def _keep(self, old: str, new: str, change: Change | None) -> None:
        self._index.put(f"{old}:{new}", json.loads(json.dumps(asdict(brief(change)) if change else {})))

    def _versions(self, blobs: Sequence[str]) -> dict[str, Version | None]:
        found = {blob: self._read[blob] for blob in blobs if blob in self._read}
        lacking = [blob for blob in blobs if blob not in found]
        for blob, content in git.blobs(self._root, lacking, MAX_FILE):
            text = text_of(content) if content is not None else None
            version = read(text) if isinstance(text, str) else None
            found[blob] = None if isinstance(version, Unreadable) else version
        if len(found) < len(set(blobs)):
            raise _IncompleteError
        for blob, version in found.items():
            self._read.pop(blob, None)
            self._read[blob] = version
        for blob in list(self._read)[: max(0, len(self._read) - _HELD)]:
            del self._read[blob]
        return found

    def _steps(self, row: _Row) -> Iterator[_Step]:
        """Yield which content of which procedure a commit put in the place of which."""
        before: dict[str, str] = {}
        after: dict[str, str] = {}
        for _, held, holds in sorted(row[3]):
            was = self._readable(next(filter(None, held), ""))
            if holds and not self._index.get(holds):
                self._instead[holds] = was
                continue  # readers keep what they had
            if was:
                before.setdefault(self._index.get(was), was)
            if holds:
                after.setdefault(self._index.get(holds), holds)
        for key in sorted(before.keys() | after.keys()):
            if before.get(key) != after.get(key):
                yield row, before.get(key, ""), after.get(key, "")

    def _readable(self, blob: str) -> str:
        return self._instead.get(blob, "") if blob and not self._index.get(blob) else blob

    def _compared(self, steps: Sequence[_Step]) -> Iterator[_Told]:
        pairs = dict.fromkeys((old, new) for _, old, new in steps)
        lacking = [pair for pair in pairs if self._index.get(":".join(pair)) is None]
        wanted = {blob for pair in lacking for blob in pair if blob}
        versions = self._versions(sorted(wanted))
        for old, new in lacking:
            self._keep(old, new, compare(versions.get(old), versions.get(new)))
        for (commit, committed, author, _), old, new in steps:
            written = self._index.get(f"{old}:{new}")
            if written:
                mark = sha256(f"{old}:{new}".encode()).hexdigest()[:20]
                yield _Told(committed, author, commit, mark, _change(written))


def _groups(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Yield the commits in groups that touch few files; one that touches many is a group of its own."""
    group: list[_Row] = []
    count = 0
    for row in rows:
        if group and count + len(row[3]) > _AT_ONCE:
            yield group
            group, count = [], 0
        group.append(row)
        count += len(row[3])
    if group:
        yield group
