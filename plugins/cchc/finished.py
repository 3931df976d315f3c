"""Finished files: what an earlier build made, this one need not make again, nor write again where it still stands."""

import os
import shutil
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Any

from cchc.cache import Cache, write_file
from cchc.schema import RECORDS
from cchc.standing import state, state_of

FOLDERS = ("tin-bai", "anh", *(kind.folder for kind in RECORDS))
"""The folders of a site that hold nearly all pages and pictures."""
_PAGE = "index.html"


class Finished:
    """The finished pages and pictures of one site folder.

    Each is known by its key, the hash of everything it shows. Its content is kept in the cache; beside
    it, when and where the last build left each, so that one which nobody touched since stays in
    place, and keeps its date.
    """

    def __init__(self, cache: Cache, site_dir: str) -> None:
        self._cache, self._site = cache, site_dir
        self._left: dict[str, list[Any]] = cache.index("standing").get("files") or {}
        self._keys: dict[str, str] = {}
        self._standing: dict[str, list[Any]] = {}

    def put_aside(self) -> None:
        """Take the pages out of sight before MkDocs empties the folder; it leaves hidden names alone."""
        for name in FOLDERS:
            if Path(self._site, name).is_symlink():
                Path(self._site, name).unlink()  # what it leads to is not ours to empty
            if Path(self._site, name).is_dir():
                shutil.rmtree(Path(self._site, f".{name}"), ignore_errors=True)
                Path(self._site, name).rename(Path(self._site, f".{name}"))

    def bring_back(self, addresses: Container[str]) -> None:
        """Put back what is as the last build left it and whose address is still in use; no other file."""
        for name in FOLDERS:
            if Path(self._site, f".{name}").is_dir():
                Path(self._site, f".{name}").rename(Path(self._site, name))
            if Path(self._site, name).is_dir():
                self._sift(f"{self._site}/{name}", f"{name}/", addresses)

    def _sift(self, directory: str, url: str, addresses: Container[str]) -> bool:
        """Remove from a folder what has no place in the site any more; returns whether anything stays."""
        stays = False
        with os.scandir(directory) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    stays |= self._sift(entry.path, f"{url}{entry.name}/", addresses)
                    continue
                address = url if entry.name == _PAGE else url + entry.name
                left = self._left.get(address) if address in addresses else None
                if left is not None and left[1:] == state_of(entry):
                    self._standing[address] = left
                    stays = True
                else:
                    os.unlink(entry.path)  # noqa: PTH108 (thousands of them)
        if not stays:
            os.rmdir(directory)  # noqa: PTH106
        return stays

    def place(self, url: str, key: str, kind: str = "pages") -> bool:
        """See that a file is where it belongs, as this key has it; False if it has to be made."""
        if url in self._standing:
            if self._standing[url][0] == key:
                self._cache.use(key)
                return True
            del self._standing[url]
            # Not written over: a published site may hold the same file by another name.
            os.unlink(_path(self._site, url))  # noqa: PTH108
        finished = self._cache.read(kind, key)
        if finished is None:
            return False
        self._write(url, key, finished)
        return True

    def keep(self, url: str, key: str, content: bytes, kind: str = "pages") -> None:
        """Write a file that was made, here and into the cache."""
        self._cache.write(kind, key, content)
        self._write(url, key, content)

    def _write(self, url: str, key: str, content: bytes) -> None:
        write(self._site, url, content)
        self._keys[url] = key

    def close(self) -> Mapping[str, Sequence[int]]:
        """Note for the next build how this one left its pages; returns the state of each by its path."""
        made = {url: [key, *state(_path(self._site, url))] for url, key in self._keys.items()}
        left = self._standing | made
        self._cache.index("standing").put("files", left)
        self._cache.close("standing")
        return {_path(self._site, url): known[1:] for url, known in left.items()}


def write(site_dir: str, url: str, content: bytes) -> None:
    """Write the page, or other file, of an address."""
    write_file(_path(site_dir, url), (content,))


def _path(site_dir: str, url: str) -> str:
    return f"{site_dir}/{url}" if url and not url.endswith("/") else f"{site_dir}/{url}{_PAGE}"
