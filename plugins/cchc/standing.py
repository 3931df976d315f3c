"""A folder of small files that each build fills anew: a file that is as the last build left it stays."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from cchc.cache import Cache


class Standing:
    """The files of one folder of the site; beside each, in the cache, what it was made from and how it was left."""

    def __init__(self, cache: Cache, site_dir: str, url: str) -> None:
        self._cache, self._kind = cache, f"left-{url.replace('/', '-').strip('-')}"
        self._folder = Path(site_dir, url)
        self._aside = Path(site_dir, f".{url.replace('/', '-').strip('-')}")
        self._left = cache.index(self._kind)
        self._placed: set[str] = set()

    def put_aside(self) -> None:
        """Take the folder out of sight before MkDocs empties the site; it leaves hidden names alone."""
        if self._folder.is_symlink():
            self._folder.unlink()  # what it leads to is not ours to empty
        if self._folder.is_dir():
            shutil.rmtree(self._aside, ignore_errors=True)
            self._folder.rename(self._aside)

    def bring_back(self) -> None:
        """Put the folder back where it was."""
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        if self._aside.is_dir():
            self._aside.rename(self._folder)
        self._folder.mkdir(exist_ok=True)

    def place(self, name: str, key: str, make: Callable[[], bytes]) -> None:
        """See that a file is there, made from what `key` names; it is not touched where it is."""
        self._placed.add(name)
        path = f"{self._folder}/{name}"
        left = self._left.get(name)
        if left is not None and left[0] == key and left[1:] == _state(path):
            return
        # Not written over: a published site may hold the same file by another name.
        Path(path).unlink(missing_ok=True)
        content = make()
        with open(path, "wb") as file:  # noqa: PTH123 (thousands of them)
            file.write(content)
        self._left.put(name, [key, *_state(path)])

    def close(self) -> None:
        """Remove what nobody placed, and note for the next build how this one left the others."""
        for entry in os.scandir(self._folder):
            if entry.name not in self._placed:
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path)
                else:
                    os.unlink(entry.path)  # noqa: PTH108
        self._cache.close(self._kind)


def _state(path: str) -> list[int]:
    try:
        found = os.lstat(path)
    except OSError:
        return []
    return [found.st_mtime_ns, found.st_size, found.st_ino]
