"""What git can prove about when a post was published. One `git log`, and the versions it names."""

import datetime as dt
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath

from cchc import front_matter, git
from cchc.dates import HANOI, Month
from cchc.model import History, Post
from cchc.text import fold_ascii, normalize

_NOT_PUBLIC = ("draft", "in_review", "withdrawn")

_Days = dict[PurePosixPath, dt.date | None]


@dataclass(frozen=True, slots=True)
class _Version:
    """What one commit made of one file."""

    day: dt.date
    """The earliest committer's date in Hanoi of the commits that inherit it, its own included."""
    path: str
    """From the top of the repository."""
    before: str | None
    """The path it was renamed from."""
    blob: str
    """The name of its content."""


def read(root: Path, posts: Iterable[Post], waiting: Iterable[Post] = ()) -> History:
    """Return when each given post was first committed as published, wherever it lay at the time.

    Of posts that are `waiting` for review it tells since when they do.

    `state` is `shallow` when older commits are missing, `none` when there is no git, no repository,
    or one that git refuses to read (`safe.directory`): then nothing is claimed.
    """
    try:
        answer = git.run(root, "rev-parse", "--is-shallow-repository", "--show-prefix").decode("utf-8", "replace")
        shallow, prefix = answer.split("\n")[:2]
        if shallow == "true":
            return History(state="shallow")
        asked, in_review = tuple(posts), tuple(waiting)
        return _proved(root, prefix, asked, in_review) if asked or in_review else History(state="full")
    except (OSError, subprocess.CalledProcessError):
        return History(state="none")


def head(root: Path) -> str | None:
    """Return the commit that is checked out; None without git, or before the first commit."""
    try:
        return git.run(root, "rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def standing(root: Path) -> str:
    """Return what decides everything that git can prove: the commit checked out, and whether older ones are there."""
    try:
        return git.run(root, "rev-parse", "--is-shallow-repository", "HEAD").decode("utf-8", "replace")
    except (OSError, subprocess.CalledProcessError):
        return ""


def _proved(root: Path, prefix: str, posts: tuple[Post, ...], waiting: tuple[Post, ...]) -> History:
    by_path: dict[str, list[_Version]] = defaultdict(list)
    for version in _versions(root):
        by_path[version.path].append(version)
    followed = {post.path: _followed(normalize(prefix) + str(post.path), by_path) for post in (*posts, *waiting)}
    wanted = {version.blob for versions in followed.values() for version in versions}
    values = {blob: _values(content) for blob, content in git.contents(root, sorted(wanted))}
    first: _Days = {
        post.path: min(
            (version.day for version in followed[post.path] if _is_public(values.get(version.blob, {}))), default=None
        )
        for post in posts
    }
    late = [post for post in posts if (first[post.path] or dt.date.max) > post.month.last_day]
    ids = {post.path: {id_ for id_ in (post.meta.id, *post.meta.moved_from) if id_} for post in late}
    if any(ids.values()):
        # Rename detection fails when a file is moved and rewritten at once; its id does not.
        known = _first_by_id(root, by_path, set().union(*ids.values()))
        for path, names in ids.items():
            days = [day for day in (first[path], *(known.get(name) for name in names)) if day]
            first[path] = min(days, default=None)
    public = {
        post.path: [
            (version.day, values[version.blob])
            for version in sorted(followed[post.path], key=lambda version: version.day)
            if version.blob in values and _is_public(values[version.blob])
        ]
        for post in posts
    }
    left = {post.path: month for post in posts if (month := _left(post, public[post.path]))}
    over = {post.path: title for post in posts if (title := _written_over(post, public[post.path]))}
    since = {post.path: day for post in waiting if (day := _waiting_since(followed[post.path], values))}
    return History(state="full", first_published=first, left=left, written_over=over, waiting_since=since)


def _waiting_since(versions: list[_Version], values: Mapping[str, Mapping[str, object]]) -> dt.date | None:
    """Return the day of the first of the latest versions that all wait for review; None where the latest does not."""
    since = None
    for version in sorted(versions, key=lambda item: item.day, reverse=True):  # git names those of one day newest first
        if str(values.get(version.blob, {}).get("status", "")).strip().lower() != "in_review":
            break
        since = version.day
    return since


def _left(post: Post, versions: list[tuple[dt.date, Mapping[str, object]]]) -> Month | None:
    """Return the month that a post had until it was given its own, later than that month's last day."""
    for (_, before), (day, after) in pairwise(versions):
        old, new = _month(before), _month(after)
        if old and new and old != new == post.month and old.last_day < day:
            return old
    return None


def _written_over(post: Post, versions: list[tuple[dt.date, Mapping[str, object]]]) -> str | None:
    """Return the title of an earlier version that shares no words with this one: nobody edits a title so far."""
    own = set(fold_ascii(post.title).split())
    for _, values in versions:
        title = values.get("title")
        if isinstance(title, str) and 5 * len(own & set(fold_ascii(title).split())) < min(len(own), len(title.split())):
            return title
    return None


def _month(values: Mapping[str, object]) -> Month | None:
    try:
        return Month.parse(str(values.get("month")))
    except ValueError:
        return None


def _followed(path: str, by_path: Mapping[str, list[_Version]]) -> list[_Version]:
    """Return every version of a file, below the names that renames lead back to."""
    found: list[_Version] = []
    names = [path]
    for name in names:
        for version in by_path.get(name, ()):
            found.append(version)
            if version.before is not None and version.before not in names:
                names.append(version.before)
    return found


def _first_by_id(root: Path, by_path: Mapping[str, list[_Version]], ids: set[str]) -> dict[str, dt.date]:
    """Return when each `id` was first committed as published, whatever file held it."""
    mark = re.compile(b"|".join(re.escape(id_.encode()) for id_ in sorted(ids)))
    versions = [version for versions in by_path.values() for version in versions]
    values = {
        blob: _values(content)
        for blob, content in git.contents(root, sorted({version.blob for version in versions}))
        if mark.search(content)
    }
    first: dict[str, dt.date] = {}
    for version in versions:
        held = values.get(version.blob, {})
        id_ = held.get("id")
        if isinstance(id_, str) and id_ in ids and _is_public(held):
            first[id_] = min(version.day, first.get(id_, version.day))
    return first


def _is_public(values: Mapping[str, object]) -> bool:
    """Whether a version stood there for readers; one that cannot be read may have."""
    return str(values.get("status", "")).strip().lower() not in _NOT_PUBLIC


def _values(content: bytes) -> Mapping[str, object]:
    return front_matter.read(normalize(content.decode("utf-8-sig", "replace"))).values


def _versions(root: Path) -> Iterator[_Version]:
    """Yield every version of every Markdown file in HEAD's history.

    All commits are asked for, also those that change no post: a commit proves when its ancestors
    were there, even where the clock of their author's machine was ahead.
    """
    try:
        git.run(root, "rev-parse", "--verify", "--quiet", "HEAD")
    except subprocess.CalledProcessError:
        return  # no commit yet: everything is of today
    shown = ("-z", "--raw", "--no-abbrev", "--no-color", "--no-ext-diff", "--no-show-signature", "-c")
    order = ("--full-history", "--sparse", "--topo-order", "--find-renames", "-l0")
    files = (":(top)*.md", ":(top)*.MD")  # git is fast at a star and a fixed ending, and only at that
    output = git.run(root, *git.SETTINGS, "log", *shown, *order, "--format=%x01%H %ct %P", "HEAD", "--", *files)
    fields = iter(output.split(b"\0"))
    day = dt.date.max
    heirs: dict[str, dt.date] = {}
    for text in fields:
        # -z ends a header with NUL, and git puts a line end before the first change after it.
        part = text.lstrip(b"\n").decode("ascii")
        if part.startswith("\x01"):
            commit, seconds, *parents = part[1:].split()
            day = min(_day(seconds), heirs.pop(commit, dt.date.max))
            for parent in parents:
                heirs[parent] = min(day, heirs.get(parent, day))
        elif part.startswith(":"):
            *_, blob, status = part.split(" ")
            path = _name(next(fields))
            before = None
            if status[0] in "RC" and not part.startswith("::"):  # a merge names one path only
                before, path = path, _name(next(fields))
            if blob.strip("0"):  # else deleted
                yield _Version(day=day, path=path, before=before, blob=blob)


def _day(seconds: str) -> dt.date:
    try:
        return dt.datetime.fromtimestamp(int(seconds), HANOI).date()
    except (ValueError, OverflowError, OSError):
        return dt.date.max  # no clock shows that: it proves nothing


def _name(path: bytes) -> str:
    return normalize(path.decode("utf-8", "replace"))
