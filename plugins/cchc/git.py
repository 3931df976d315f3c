"""Asking git: nothing of the machine's settings, of a hook or of a hostile repository changes what is answered."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

# Set inside a hook, the first of these send us to the repository that runs the hook; the others
# change what `*.md` means.
_MISLEADING = frozenset(
    {
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"),
        *("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
    }
)
SETTINGS = ("-c", "log.showRoot=true", "-c", "log.follow=false", "-c", "diff.relative=false")
"""An editor's own settings must not change what is read."""
_AT_ONCE = 32 * 1024 * 1024
"""Bytes of contents that are held at a time."""


def run(root: Path, *args: str, stdin: bytes = b"") -> bytes:
    """Return what git prints; raises OSError without git, CalledProcessError where git refuses."""
    env = {key: value for key, value in os.environ.items() if key not in _MISLEADING}
    return subprocess.run(
        ["git", "-C", str(root), "--no-optional-locks", *args],
        input=stdin,
        capture_output=True,
        check=True,
        env=env | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"},
    ).stdout


def blobs(root: Path, names: Iterable[str], largest: int) -> Iterator[tuple[str, bytes | None]]:
    """Yield the content of each blob by its name; None for one that is larger, and nothing for one that is not there.

    Sizes are asked for first: whatever a repository holds, no more than a few are in memory at a time.
    """
    wanted = sorted(set(names))
    told = run(root, "cat-file", "--batch-check", stdin=_lines(wanted)).decode("ascii", "replace")
    sizes = {name: int(size) for name, kind, size in (line.split(" ") for line in told.splitlines() if _is_known(line))}
    held: list[str] = []
    room = _AT_ONCE
    for name in wanted:
        if sizes.get(name, 0) > largest:
            yield name, None
        elif name in sizes:
            held.append(name)
            room -= sizes[name]
            if room < 0:
                yield from contents(root, held)
                held, room = [], _AT_ONCE
    yield from contents(root, held)


def _is_known(line: str) -> bool:
    parts = line.split(" ")
    return len(parts) == 3 and parts[1] == "blob"


def _lines(names: Sequence[str]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode()


def contents(root: Path, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the content of each blob that is there."""
    output = run(root, "cat-file", "--batch", stdin=_lines(names)) if names else b""
    position = 0
    for name in names:
        end = output.index(b"\n", position)
        header = output[position:end].split()
        position = end + 1
        if len(header) == 3:  # else: «… missing»
            size = int(header[2])
            yield name, output[position : position + size]
            position += size + 1
