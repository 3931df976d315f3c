"""Finished work, kept by the content it was made from. Deleting it costs time and nothing else."""

import os
import tempfile
from pathlib import Path


class Cache:
    """Files named by the hash of everything they depend on; whole or absent, never half-written."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        """None keeps nothing."""

    def path(self, kind: str, key: str) -> Path | None:
        """Return where an entry lies, if it is there."""
        if self.folder is None:
            return None
        path = self.folder / kind / key[:2] / key[2:]
        return path if path.is_file() else None

    def read(self, kind: str, key: str) -> bytes | None:
        """Return an entry's content, if it is there."""
        path = self.path(kind, key)
        try:
            return path.read_bytes() if path else None
        except OSError:
            return None

    def write(self, kind: str, key: str, content: bytes) -> None:
        """Store an entry. A full or read-only disk is no reason to stop a build."""
        if self.folder is None:
            return
        target = self.folder / kind / key[:2] / key[2:]
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=target.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).replace(target)
        except OSError:
            return
