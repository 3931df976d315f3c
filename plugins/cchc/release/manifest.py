"""What a published folder holds: the hash of every file, and the source of every page that has one."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from cchc.tables import json_bytes

NAME = "data/manifest.json"
WELL_KNOWN = ".well-known/"
"""What a web server's administrator keeps beside a site (RFC 8615)."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A published folder, as it was when it was published."""

    files: Mapping[str, str]
    """The SHA-256 of each file, by its path below the folder; the manifest itself is not among them."""
    sources: Mapping[str, str]
    """The address of the page of each post and procedure, by the path of its file in the project."""
    site_url: str
    """Where the site is published: another one's pages are not ours to keep."""

    @classmethod
    def read(cls, folder: Path) -> "Manifest | None":
        """Return the manifest of a folder; None where there is none, or it cannot be read."""
        try:
            data = json.loads((folder / NAME).read_bytes())
            files = {item["path"]: item["sha256"] for item in data["files"] if _is_below(item["path"])}
            pages = {item["source"]: item["url"] for item in data["pages"] if _is_below(item["url"].rstrip("/"))}
            return cls(files, pages, str(data["site_url"]))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def write(self, folder: Path) -> None:
        """Write it into a folder."""
        content = {
            "schema_version": 1,
            "site_url": self.site_url,
            "pages": [{"source": source, "url": url} for source, url in sorted(self.sources.items())],
            "files": [{"path": path, "sha256": hash_} for path, hash_ in sorted(self.files.items())],
        }
        (folder / NAME).parent.mkdir(exist_ok=True)
        (folder / NAME).write_bytes(json_bytes(content))


def _is_below(name: str) -> bool:
    """Whether a path stays inside the folder it starts from; anyone may have written a manifest."""
    parts = name.split("/")
    return not any(part in ("", ".", "..") for part in parts) and not {"\0", "\\"} & set(name)


class Difference(StrEnum):
    """How a folder may differ from its manifest."""

    MISSING = "missing"
    CHANGED = "changed"
    EXTRA = "extra"


def paths(folder: Path) -> Iterator[str]:
    """Yield the path of every file below a folder, the manifest's apart."""
    for directory, folders, files in os.walk(folder):
        below = Path(directory).relative_to(folder).as_posix()
        for name in (*files, *(name for name in folders if os.path.islink(f"{directory}/{name}"))):  # noqa: PTH114
            path = name if below == "." else f"{below}/{name}"
            if path != NAME:
                yield path


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    return sha256(path.read_bytes()).hexdigest()


def verify(folder: Path, manifest: Manifest) -> list[tuple[Difference, str]]:
    """Return every way in which a folder differs from its manifest, by path."""
    there = set(paths(folder))
    found = [(Difference.MISSING, name) for name in manifest.files.keys() - there]
    extra = (name for name in there - manifest.files.keys() if not name.startswith(WELL_KNOWN))
    found += [(Difference.EXTRA, name) for name in extra]
    for name in manifest.files.keys() & there:
        path = folder / name
        if path.is_symlink() or not path.is_file() or hash_of(path) != manifest.files[name]:
            found.append((Difference.CHANGED, name))
    return sorted(found, key=lambda item: item[1])
