"""Files onto the disk: all are prepared beside their places first, then each takes its place at once."""

import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from cchc.procedures.plan import Change


def write(root: Path, changes: Sequence[Change], step: Callable[[int, int], None] | None = None) -> None:
    """Write files; raises OSError, and before the first takes its place nothing has changed."""
    made_folders: list[Path] = []
    prepared: list[tuple[Path, Path]] = []
    try:
        for change in changes:
            target = root / change.path
            made_folders += _made(target.parent)
            prepared.append((_beside(target, change.text.encode()), target))
        for place, (temporary, target) in enumerate(prepared, 1):
            temporary.replace(target)
            if step:
                step(place, len(prepared))
    finally:
        for temporary, _ in prepared:
            with suppress(OSError):
                temporary.unlink()
        for folder in reversed(made_folders):
            with suppress(OSError):
                folder.rmdir()  # refused by one that holds a file


def _made(folder: Path) -> list[Path]:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _beside(target: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".cchc-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
    temporary = Path(name)
    temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    return temporary


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
