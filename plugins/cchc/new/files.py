"""What is about to be written: shown first, written whole or not at all, and how to take it back."""

import os
import secrets
import shlex
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


@dataclass(frozen=True, slots=True)
class Draft:
    """A file, and the pictures beside it."""

    path: PurePosixPath
    """Below the folder of mkdocs.yml."""
    text: str
    pictures: tuple[tuple[PurePosixPath, bytes], ...] = ()


def write(root: Path, draft: Draft) -> None:
    """Write the files of a draft, its text last; one that exists is never touched. On OSError none of them stays.

    Each appears whole: whoever ends the program on the way leaves no half of one. A picture that stands there
    already, byte for byte, is one that an earlier run was stopped after.
    """
    written: list[Path] = []
    try:
        for path, content in draft.pictures:
            if not holds(root / path, content):
                _put(root / path, content)
                written.append(root / path)
        _put(root / draft.path, draft.text.encode())
    except (OSError, KeyboardInterrupt):
        for target in written:
            with suppress(OSError):
                target.unlink()
        raise


def holds(file: Path, content: bytes) -> bool:
    """Whether a file is there and has these bytes."""
    return file.is_file() and file.stat().st_size == len(content) and file.read_bytes() == content


def _put(target: Path, content: bytes) -> None:
    """Write a file beside its place, then give it its name; raises FileExistsError where there is one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".cchc-{secrets.token_hex(8)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, target)  # unlike a rename, never over another file
        except FileExistsError:
            raise
        except OSError:  # no links on this disk
            with target.open("xb"):
                pass
            beside.replace(target)
    finally:
        with suppress(OSError):
            beside.unlink()


def replace(target: Path, content: bytes) -> None:
    """Write a file whole, over one that is there: whoever ends the program on the way leaves what was there."""
    beside = target.with_name(f".cchc-{secrets.token_hex(8)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
        beside.replace(target)
    finally:
        with suppress(OSError):
            beside.unlink()


def undo(root: Path, draft: Draft) -> str:
    """Return the command that removes what a draft wrote, as it is typed in the folder where one is."""
    here = Path.cwd()
    paths = [root / path for path in (draft.path, *(path for path, _ in draft.pictures))]
    names = [str(path.relative_to(here) if path.is_relative_to(here) else path) for path in paths]
    if os.name == "nt":
        return "del " + " ".join(f'"{name}"' for name in names)
    return f"rm {shlex.join(names)}"


def commented(lines: list[tuple[str, str]]) -> str:
    """Return front matter: each key's line, with lines above that explain it.

    A line of a comment that is indented is YAML to use: it fits its place once its `#` is gone.
    """
    written = [
        part
        for comment, line in lines
        for part in (*(f"#{words}" if words.startswith(" ") else f"# {words}" for words in comment.splitlines()), line)
    ]
    return "\n".join(("---", *written, "---", ""))
