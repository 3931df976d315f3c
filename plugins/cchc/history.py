"""What git can prove about when a post was published. One `git log`, one `git cat-file`."""

import datetime as dt
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cchc import front_matter
from cchc.dates import HANOI
from cchc.model import History, HistoryState, Post
from cchc.text import normalize

# Set inside a hook, these would send us to the repository that runs the hook.
_OF_ANOTHER_REPOSITORY = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"}
)


@dataclass(frozen=True, slots=True)
class _Change:
    """One file in one commit."""

    day: dt.date
    """The committer's date in Hanoi."""
    path: str
    before: str | None
    """The path it was renamed from."""
    blob: str
    """The content it was given; the last content where it was deleted."""
    deleted: bool


def read(root: Path, posts_dir: PurePosixPath, posts: Iterable[Post]) -> History:
    """Return when each given post was first committed as published.

    `state` is `shallow` when older commits are missing, `none` when there is no git, no repository,
    or one that git refuses to read (`safe.directory`): then nothing is claimed.
    """
    state = _state(root)
    asked = tuple(posts)
    if state != "full" or not asked:
        return History(state=state)
    changes = tuple(_changes(root, posts_dir))
    by_path: dict[str, list[_Change]] = defaultdict(list)
    deleted: list[_Change] = []
    for change in changes:
        (deleted if change.deleted else by_path[change.path]).append(change)
    versions = {post.path: _versions(str(post.path), by_path) for post in asked}
    blobs = _Blobs(root)
    blobs.fetch(change.blob for post in asked for change in versions[post.path])
    first: dict[PurePosixPath, dt.date | None] = {}
    lost: dict[str, dt.date] | None = None
    for post in asked:
        days = [change.day for change in versions[post.path] if blobs.is_published(change.blob)]
        day = min(days, default=None)
        if post.meta.id and (day is None or day > post.month.last_day):
            # Rename detection fails when a file is moved and rewritten at once; its id does not.
            if lost is None:
                lost = _published_ids(deleted, by_path, blobs)
            if post.meta.id in lost:
                day = min(lost[post.meta.id], day or lost[post.meta.id])
        first[post.path] = day
    return History(state=state, first_published=first)


def _versions(path: str, by_path: dict[str, list[_Change]]) -> list[_Change]:
    """Return every version of a file, below the names that renames lead back to."""
    found: list[_Change] = []
    names = [path]
    for name in names:
        for change in by_path.get(name, ()):
            found.append(change)
            if change.before is not None and change.before not in names:
                names.append(change.before)
    return found


def _published_ids(deleted: list[_Change], by_path: dict[str, list[_Change]], blobs: "_Blobs") -> dict[str, dt.date]:
    gone = {change.path for change in deleted}
    versions = [change for path in sorted(gone) for change in by_path.get(path, ())]
    blobs.fetch(change.blob for change in versions)
    first: dict[str, dt.date] = {}
    for change in versions:
        id_ = blobs.id_of(change.blob)
        if id_ and blobs.is_published(change.blob):
            first[id_] = min(change.day, first.get(id_, change.day))
    return first


class _Blobs:
    """The front matter of file versions, each read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.values: dict[str, dict[str, object] | None] = {}

    def fetch(self, blobs: Iterable[str]) -> None:
        wanted = sorted({blob for blob in blobs if blob not in self.values})
        if not wanted:
            return
        output = _git(self.root, "cat-file", "--batch", stdin="\n".join(wanted).encode() + b"\n")
        position = 0
        for blob in wanted:
            end = output.index(b"\n", position)
            header = output[position:end].split()
            position = end + 1
            if len(header) != 3 or header[1] != b"blob":
                self.values[blob] = None
                continue
            size = int(header[2])
            text = output[position : position + size].decode("utf-8-sig", "replace")
            position += size + 1
            self.values[blob] = front_matter.read(normalize(text)).values

    def is_published(self, blob: str) -> bool:
        """Whether a version stood there for readers; a version that cannot be read may have."""
        values = self.values[blob]
        return not values or values.get("status", "published") == "published"

    def id_of(self, blob: str) -> str | None:
        values = self.values[blob]
        id_ = values.get("id") if values else None
        return id_ if isinstance(id_, str) else None


def _state(root: Path) -> HistoryState:
    try:
        answer = _git(root, "rev-parse", "--is-shallow-repository").strip()
    except (OSError, subprocess.CalledProcessError):
        return "none"
    return "shallow" if answer == b"true" else "full"


def _changes(root: Path, posts_dir: PurePosixPath) -> Iterator[_Change]:
    try:
        _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    except subprocess.CalledProcessError:
        return  # no commit yet: everything is of today
    output = _git(
        root,
        "log",
        "-z",
        "--raw",
        "--no-abbrev",
        "--relative",
        "--find-renames",
        "-l0",
        "--no-show-signature",
        "--no-ext-diff",
        "--format=%x01%ct",
        "HEAD",
        "--",
        str(posts_dir),
    )
    fields = iter(output.split(b"\0"))
    day = dt.date.min
    for text in fields:
        # -z ends a header with NUL, and git puts a line end before the first change after it.
        part = text.lstrip(b"\n")
        if part.startswith(b"\x01"):
            day = dt.datetime.fromtimestamp(int(part[1:]), HANOI).date()
        elif part.startswith(b":"):
            _, _, old, new, status = part[1:].decode("ascii").split(" ")
            path = next(fields)
            before = None
            if status[0] in "RC":
                before, path = path, next(fields)
            gone = status[0] == "D"
            yield _Change(
                day=day,
                path=_name(path),
                before=None if before is None else _name(before),
                blob=old if gone else new,
                deleted=gone,
            )
            if status[0] == "R" and before is not None:
                yield _Change(day=day, path=_name(before), before=None, blob=old, deleted=True)


def _name(path: bytes) -> str:
    return normalize(path.decode("utf-8", "replace"))


def _git(root: Path, *args: str, stdin: bytes = b"") -> bytes:
    env = {key: value for key, value in os.environ.items() if key not in _OF_ANOTHER_REPOSITORY}
    return subprocess.run(
        ["git", "-C", str(root), "--no-optional-locks", *args],
        input=stdin,
        capture_output=True,
        check=True,
        env=env | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"},
    ).stdout
