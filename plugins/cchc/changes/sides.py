"""A whole state of the procedures: what a folder, a file or a git revision holds, before anyone reads it."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from cchc import git
from cchc.changes.versions import Unreadable, too_large
from cchc.disk import MAX_FILE, decode
from cchc.locale import Text, Translator, say
from cchc.model import Config, Problem, SetupError
from cchc.schema import PROCEDURE

HEAD = "HEAD"
_PROJECT = "mkdocs.yml"
_ENTRY = re.compile(rb"(\d{6}) (blob|tree|commit) ([0-9a-f]{40,64})\t(.*)", re.DOTALL)
_REGULAR = (b"100644", b"100755")
_DEEPEST = 200
"""Folders within folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two states that are compared."""

    name: str
    """As it was asked for."""
    kind: Literal["folder", "file", "revision"]
    files: Mapping[str, bytes | str]
    """By their paths below the side; as text, where the disk already had something to say about the bytes."""
    refused: Mapping[str, Unreadable]
    """Files that hold nothing to compare, and why."""
    commit: str | None = None


def folder_of(config: Config) -> PurePosixPath:
    """Return where a project's procedures lie, below the folder of mkdocs.yml."""
    return config.docs_dir / PROCEDURE.folder


def side(config: Config, asked: str | None, translate: Translator) -> Side:
    """Return a state by what the command line calls it; the working folder for nothing. Raises SetupError.

    What lies on the disk under that name comes before a revision of that name.
    """
    path = config.root / folder_of(config) if asked is None else Path(asked)
    if asked is None or (asked and path.exists()):
        return _on_disk(config, path, asked or str(folder_of(config)))
    try:
        found = _in_git(config, asked)
    except (OSError, ValueError, subprocess.CalledProcessError):  # no git; a NUL; a repository git refuses
        found = None
    if found is None:
        text = say(
            "Không có thư mục, tệp hay phiên bản git nào tên {name}. Phiên bản viết như HEAD, HEAD~3, tên nhánh, "
            "hoặc HEAD~3:docs/thu-tuc.",
            name=asked,
        )
        raise SetupError(text.render(translate))
    return found


# ------------------------------------------------------------------ the disk


def _on_disk(config: Config, path: Path, name: str) -> Side:
    files: dict[str, bytes | str] = {}
    refused: dict[str, Unreadable] = {}

    def take(below: str, file: Path, root: Path) -> None:
        read = decode(PurePosixPath(below), file, root)
        if isinstance(read, Problem):
            reason = read.params.get("reason", "")
            refused[below] = Unreadable(reason if isinstance(reason, Text) else Text(reason), read.place.line)
        else:
            files[below] = read

    if not path.is_dir():
        take(path.name, path.absolute(), path.parent.resolve())
        return Side(name=name, kind="file", files=files, refused=refused)
    top = path.resolve()
    if (top / _PROJECT).is_file():
        top /= folder_of(config)
    for below, file in _texts(top):
        take(below, file, top)
    return Side(name=name, kind="folder", files=files, refused=refused)


def _texts(top: Path) -> Iterator[tuple[str, Path]]:
    for directory, names, found in os.walk(top):
        names[:] = sorted(name for name in names if not name.startswith("."))
        below = Path(directory).relative_to(top)
        if len(below.parts) >= _DEEPEST:
            names.clear()
        for name in sorted(found):
            if _is_record(path := (below / name).as_posix()):
                yield path, Path(directory, name)


def _is_record(below: str) -> bool:
    name = below.rpartition("/")[2]
    return name.lower().endswith(".md") and not name.startswith(".") and below != "index.md"


# ----------------------------------------------------------------------- git


def _in_git(config: Config, asked: str) -> Side | None:
    revision, colon, path = asked.partition(":")
    if not revision or revision.startswith("-"):
        return None
    root = config.root
    commit = _object(root, f"{revision}^{{commit}}")
    if commit is None:
        return None
    found = _object(root, f"{commit}:{path}" if colon else f"{commit}:./{folder_of(config)}")
    if found is None:
        # An earlier state without a single procedure is one that can be compared, a wrong path is not.
        return None if colon else Side(name=asked, kind="revision", files={}, refused={}, commit=commit)
    kind = git.run(root, "cat-file", "-t", found).decode().strip()
    if kind == "blob":
        return _revision(root, asked, commit, {PurePosixPath(path).name: found}, {})
    blobs, refused = _tree(root, found, config)
    return _revision(root, asked, commit, blobs, refused)


def _object(root: Path, name: str) -> str | None:
    try:
        return git.run(root, "rev-parse", "--verify", "--quiet", name).decode().strip()
    except subprocess.CalledProcessError:
        return None


def _tree(root: Path, tree: str, config: Config) -> tuple[dict[str, str], dict[str, Unreadable]]:
    entries: dict[str, tuple[bytes, str]] = {}
    for entry in git.run(root, "ls-tree", "--full-tree", "-r", "-z", tree).split(b"\0"):
        match = _ENTRY.fullmatch(entry)
        if match:
            entries[match[4].decode("utf-8", "replace")] = match[1], match[3].decode()
    if _PROJECT in entries:
        above = f"{folder_of(config)}/"
        entries = {path.removeprefix(above): entry for path, entry in entries.items() if path.startswith(above)}
    records = {path: entry for path, entry in entries.items() if _is_record(path)}
    links = {path for path, (mode, _) in records.items() if mode not in _REGULAR}
    refused = {path: Unreadable(say("không có tệp thật ở đây")) for path in sorted(links)}
    return {path: blob for path, (_, blob) in records.items() if path not in links}, refused


def _revision(root: Path, asked: str, commit: str, blobs: Mapping[str, str], refused: Mapping[str, Unreadable]) -> Side:
    contents = dict(git.blobs(root, blobs.values(), MAX_FILE))
    files: dict[str, bytes | str] = {}
    lost = dict(refused)
    for path, blob in blobs.items():
        content = contents.get(blob)
        if content is not None:
            files[path] = content
        else:
            lost[path] = too_large() if blob in contents else Unreadable(say("git không còn giữ nội dung tệp này"))
    return Side(name=asked, kind="revision", files=files, refused=lost, commit=commit)
