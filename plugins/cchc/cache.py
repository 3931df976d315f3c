"""Finished work, kept by the content it was made from. Deleting it costs time and nothing else."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any, Self

from pydantic_core import from_json, to_json

if TYPE_CHECKING:
    import hashlib

_LIBRARIES = (
    *("babel", "brotli", "feedgen", "font-source-sans-pro", "fonttools", "icalendar", "isal", "jinja2", "markdown"),
    *("mkdocs-material", "nh3", "numpy", "pillow", "pydantic", "pymdown-extensions", "python-frontmatter"),
    *("python-slugify", "pyyaml", "resvg-py", "segno"),
)
_SEAL = sha256().digest_size
_KEPT = 14 * 24 * 3600
"""Seconds for which an entry is kept unused: another branch may want it."""


@cache
def tools() -> str:
    """Return the hash of what makes pages: our own code and templates, and the libraries' versions."""
    digest = sha256()
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    hash_folder(digest, Path(__file__).parent)
    return digest.hexdigest()


def write_file(path: str, parts: Iterable[bytes]) -> None:
    """Write a file, part by part, and the folder that it lies in; raises OSError.

    As `Path.write_bytes` does it takes half as long again, which tells with tens of thousands.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        file = os.open(path, flags, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        file = os.open(path, flags, 0o666)
    try:
        for part in parts:
            left = memoryview(part)
            while left:  # one call writes all, but where the disk is full
                left = left[os.write(file, left) :]
    finally:
        os.close(file)


def hash_folder(digest: "hashlib._Hash", folder: Path) -> None:
    """Add every file below a folder to a hash, by name and content."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(os.fsencode(path.relative_to(folder)) + b"\0" + path.read_bytes())


class Index:
    """Small records of one kind, all in one entry: reading thousands of files costs more than reading one.

    Each is a line, read when it is asked for: as JSON it takes a tenth of the memory.
    """

    def __init__(self, cache: "Cache", kind: str) -> None:
        self._cache, self._kind = cache, kind
        lines = (cache.read(kind, tools()) or b"").split(b"\n")
        self._known = {key: record for key, _, record in (line.partition(b"\t") for line in lines) if key}
        self._used: dict[bytes, bytes] = {}

    def get(self, key: str) -> Any:
        """Return a record as JSON gave it back; None when there is none."""
        name = to_json(key)
        written = self._used.get(name, self._known.get(name))
        record = None
        if written is not None:
            with suppress(ValueError):
                record = from_json(written)
                self._used[name] = written
        return record

    def put(self, key: str, record: Any) -> None:
        """Add a record."""
        self._used[to_json(key)] = to_json(record)

    def save(self) -> None:
        """Keep what this run used for the next one, where it differs from what is kept."""
        if self._used != self._known:
            lines = (key + b"\t" + record for key, record in self._used.items())
            self._cache.write(self._kind, tools(), b"\n".join(lines), apart=True)


class Cache:
    """Entries named by the hash of everything they depend on, sealed with the hash of their content.

    An entry that was cut short, or written by something else, fails its seal and is made again.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        """None keeps nothing."""
        self._indexes: dict[str, Index] = {}
        self._used: set[str] = set()

    def index(self, kind: str) -> Index:
        """Return the index of a kind of records."""
        if kind not in self._indexes:
            self._indexes[kind] = Index(self, kind)
        return self._indexes[kind]

    def close(self, kind: str) -> None:
        """Keep an index for the next run, and let go of it."""
        self.index(kind).save()
        del self._indexes[kind]

    @classmethod
    def of(cls, root: Path) -> Self:
        """Return the cache of a project; `CCHC_CACHE` names another folder."""
        return cls(Path(os.environ.get("CCHC_CACHE") or root / ".cache" / "cchc"))

    def read(self, kind: str, key: str) -> bytes | None:
        """Return an entry's content; None when there is none, or it is not whole."""
        if self.folder is None:
            return None
        self._used.add(key)
        try:
            with open(self._path(self.folder, kind, key), "rb") as file:  # noqa: PTH123 (thousands of them)
                sealed = file.read()
        except OSError:
            return None
        content = sealed[_SEAL:]
        return content if sealed[:_SEAL] == sha256(content).digest() else None

    def now(self) -> int:
        """Return the time of the disk that it is on, in nanoseconds; 0 where nothing is kept."""
        try:
            if self.folder is None:
                return 0
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder) as probe:
                probe.write(b".")
                probe.flush()
                return os.fstat(probe.fileno()).st_mtime_ns
        except OSError:
            return 0

    def holds(self, kind: str, key: str) -> bool:
        """Whether there is an entry; whether it is whole is known when it is read."""
        self._used.add(key)
        return self.folder is not None and Path(self._path(self.folder, kind, key)).is_file()

    def write(self, kind: str, key: str, content: bytes, *, apart: bool = False) -> None:
        """Store an entry. A full or read-only disk is no reason to stop a build.

        It is written in its place: one that is cut short fails its seal, and two builds that write it at
        once write the same. What may differ between them is written `apart` and takes its place as a whole.
        """
        if self.folder is None:
            return
        target = self._path(self.folder, kind, key)
        name = f"{target}.{os.getpid()}.{get_ident()}" if apart else target
        try:
            write_file(name, (sha256(content).digest(), content))
            if apart:
                os.replace(name, target)  # noqa: PTH105
        except OSError:
            return

    def use(self, key: str) -> None:
        """Take an entry for used that need not be read: what was made of it still stands."""
        self._used.add(key)

    def prune(self, *kinds: str) -> None:
        """Remove entries of some kinds that this run did not ask for, and that are weeks older than the newest."""
        entries: dict[Path, float] = {}
        folders = [self.folder / kind for kind in kinds] if self.folder is not None else []
        for folder in folders:
            for path in folder.glob("*/*"):
                with suppress(OSError):  # another run prunes, too
                    entries[path] = path.stat().st_mtime
        newest = max(entries.values(), default=0)
        for path, changed in entries.items():
            if newest - changed > _KEPT and path.parent.name + path.name not in self._used:
                with suppress(OSError):
                    path.unlink()

    @staticmethod
    def _path(folder: Path, kind: str, key: str) -> str:
        return f"{folder}/{kind}/{key[:2]}/{key[2:]}"
