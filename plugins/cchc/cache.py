"""Finished work, kept by the content it was made from. Deleting it costs time and nothing else."""

import os
import tempfile
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import hashlib

_SEAL = sha256().digest_size


@cache
def tools() -> str:
    """Return the hash of what makes pages: our own code and templates, and the libraries' versions."""
    digest = sha256()
    for name in ("babel", "feedgen", "jinja2", "markdown", "mkdocs-material", "nh3", "pymdown-extensions"):
        digest.update(f"{name} {version(name)}\n".encode())
    hash_folder(digest, Path(__file__).parent)
    return digest.hexdigest()


def hash_folder(digest: "hashlib._Hash", folder: Path) -> None:
    """Add every file below a folder to a hash, by name and content."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())


class Cache:
    """Entries named by the hash of everything they depend on, sealed with the hash of their content.

    An entry that was cut short, or written by something else, fails its seal and is made again.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        """None keeps nothing."""

    @classmethod
    def of(cls, root: Path) -> Self:
        """Return the cache of a project; `CCHC_CACHE` names another folder."""
        return cls(Path(os.environ.get("CCHC_CACHE") or root / ".cache" / "cchc"))

    def read(self, kind: str, key: str) -> bytes | None:
        """Return an entry's content; None when there is none, or it is not whole."""
        if self.folder is None:
            return None
        try:
            sealed = self._path(self.folder, kind, key).read_bytes()
        except OSError:
            return None
        content = sealed[_SEAL:]
        return content if sealed[:_SEAL] == sha256(content).digest() else None

    def write(self, kind: str, key: str, content: bytes) -> None:
        """Store an entry, whole or not at all. A full or read-only disk is no reason to stop a build."""
        if self.folder is None:
            return
        target = self._path(self.folder, kind, key)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=target.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(sha256(content).digest() + content)
            Path(name).replace(target)
        except OSError:
            return

    @staticmethod
    def _path(folder: Path, kind: str, key: str) -> Path:
        return Path(f"{folder}/{kind}/{key[:2]}/{key[2:]}")
