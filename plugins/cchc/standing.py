"""A folder of small files that each build fills anew: a file that is as the last build left it stays."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cchc.cache import Cache, write_file

_Fill = Callable[[Callable[[str, str, Callable[[], bytes]], None]], None]


class Standing:
    """The files of one folder of the site; beside each, in the cache, what it was made from and how it was left."""

    def __init__(self, cache: Cache, site_dir: str, url: str) -> None:
        self._cache, self._kind = cache, f"left-{url.replace('/', '-').strip('-')}"
        self._folder = Path(site_dir, url)
        self._aside = Path(site_dir, f".{url.replace('/', '-').strip('-')}")
        index = cache.index(self._kind)
        self._filled_from = index.get("filled from")
        self._left: dict[str, list[Any]] = index.get("files") or {}
        self._placed: dict[str, list[Any]] = {}
        self._there: dict[str, list[int]] = {}

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

    def fill(self, key: str, fill: _Fill) -> None:
        """See that the folder holds what `fill` places, and nothing else; `key` decides all of it.

        Where the last build filled it from the same, and every file is as it was left, nothing is asked for.
        """
        there = {entry.name: entry for entry in os.scandir(self._folder)}
        self._there = {name: state_of(entry) for name, entry in there.items()}
        is_same = self._filled_from == key and self._there.keys() == self._left.keys()
        if is_same and all(state == self._left[name][1:] for name, state in self._there.items()):
            self._placed = self._left
        else:
            fill(self.place)
            for name in there.keys() - self._placed.keys():
                _remove(there[name])
        index = self._cache.index(self._kind)
        index.put("filled from", key)
        index.put("files", self._placed)
        self._cache.close(self._kind)

    def states(self) -> dict[str, Sequence[int]]:
        """Return how each file was left, by its path."""
        folder = str(self._folder)
        return {f"{folder}/{name}": known[1:] for name, known in self._placed.items()}

    def place(self, name: str, key: str, make: Callable[[], bytes]) -> None:
        """See that a file is there, made from what `key` names; it is not touched where it is."""
        left, is_there = self._left.get(name), self._there.get(name)
        if left is not None and left[0] == key and left[1:] == is_there:
            self._placed[name] = left
            return
        path = f"{self._folder}/{name}"
        if is_there:
            os.unlink(path)  # noqa: PTH108  not written over: a published site may hold it by another name
        write_file(path, (make(),))
        self._placed[name] = [key, *state(path)]


def state(path: str) -> list[int]:
    """Return what is another when a file is; nothing where there is none."""
    try:
        found = os.lstat(path)
    except OSError:
        return []
    return [found.st_mtime_ns, found.st_size, found.st_ino]


def state_of(entry: "os.DirEntry[str]") -> list[int]:
    """Return the same of a file in a folder that is being looked through."""
    if os.name == "nt":  # where an entry does not tell the file's number
        return state(entry.path)
    found = entry.stat(follow_symlinks=False)
    return [found.st_mtime_ns, found.st_size, found.st_ino]


def _remove(entry: "os.DirEntry[str]") -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path)
    else:
        os.unlink(entry.path)  # noqa: PTH108 (thousands of them)
