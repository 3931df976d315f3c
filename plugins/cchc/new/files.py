"""What is about to be written: shown first, written whole or not at all, and how to take it back."""

import os
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
    """Write the files of a draft; one that exists is never touched. On OSError none of them stays."""
    contents = [*draft.pictures, (draft.path, draft.text.encode())]
    written: list[Path] = []
    try:
        for path, content in contents:
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                written.append(target)
                file.write(content)
    except (OSError, KeyboardInterrupt):
        for target in written:
            with suppress(OSError):
                target.unlink()
        raise


def undo(root: Path, draft: Draft) -> str:
    """Return the command that removes what a draft wrote, as it is typed in the folder where one is."""
    here = Path.cwd()
    paths = [root / path for path in (draft.path, *(path for path, _ in draft.pictures))]
    names = [str(path.relative_to(here) if path.is_relative_to(here) else path) for path in paths]
    if os.name == "nt":
        return "del " + " ".join(f'"{name}"' for name in names)
    return f"rm {shlex.join(names)}"


def commented(lines: list[tuple[str, str]]) -> str:
    """Return front matter: each key's line, with lines above that explain it."""
    written = [part for comment, line in lines for part in (*(f"# {words}" for words in comment.splitlines()), line)]
    return "\n".join(("---", *written, "---", ""))
