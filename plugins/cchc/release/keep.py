"""What a new publication takes over from the one before it."""

import filecmp
import os
import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cchc.finished import FOLDERS
from cchc.publish.outputs import SHARE
from cchc.publish.search import FOLDER
from cchc.release.manifest import Manifest, hash_of, paths

_ADDRESS = re.compile(r"""<[a-z][^<>]*?\s(?:href|src)="([^"<>]*)\"""")
_SRCSET = re.compile(r"""\ssrcset="([^"<>]*)\"""")
_PAGES = tuple(f"{name}/" for name in FOLDERS)
_KEPT = ("/index.html", ".jpg", ".png", ".webp")


class Previous:
    """The site that is published now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = Manifest.read(folder) or Manifest({}, {}, "")

    @cached_property
    def _names(self) -> frozenset[str]:
        """What is there; nothing that only a link leads to."""
        return frozenset(paths(self.folder))

    def offer(self, new: Path) -> None:
        """Put its pages into the folder in which the site is built, as far as the system can name a file twice.

        The build keeps those that it left there itself and would make the same, and removes the others
        (`cchc.finished`): what nobody touched since is neither written again nor compared.
        """
        for name in self.manifest.files.keys() & self._names:
            if (name.startswith(_PAGES) and name.endswith(_KEPT)) or _is_of_search(name):
                try:
                    os.makedirs(posixpath.dirname(f"{new}/{name}"), exist_ok=True)  # noqa: PTH103 (thousands of them)
                    os.link(f"{self.folder}/{name}", f"{new}/{name}", follow_symlinks=False)
                except (OSError, NotImplementedError):
                    return

    def keep_pages(self, new: Path, left_out: Iterable[str]) -> Mapping[str, str]:
        """Keep the page that a file had, where the file cannot be published as it is now.

        `left_out` names those files, or folders that cannot be opened. With a page come the files it
        shows; only what is still as it was published. Returns the address of each page kept, by its source.
        """
        kept = {}
        for source in left_out:
            for path, url in self.manifest.sources.items():
                name = f"{url}index.html"
                is_left_out = path == source or path.startswith(f"{source}/")
                if is_left_out and self._keep(name, new):
                    for shown in (*_shown_by(self.folder, name), url + SHARE):
                        self._keep(shown, new)
                    kept[path] = url
        return kept

    def keep_unchanged(self, new: Path) -> list[str]:
        """Put the old file in place of each new one of the same bytes, so that its date and inode stay.

        Returns the names of the files that are new or changed.
        """
        changed = []
        for name in sorted(paths(new)):
            before, after = self.folder / name, new / name
            if name not in self._names or before.is_symlink() or after.is_symlink():
                changed.append(name)
            elif before.samefile(after):
                continue
            elif filecmp.cmp(before, after, shallow=False):
                after.unlink()
                _take(before, after)
            else:
                changed.append(name)
        return changed

    def keep_twins(self, new: Path, name: str, endings: Iterable[str]) -> bool:
        """Keep the compressed twins of an unchanged file; returns whether there were any that are whole."""
        kept = [self._keep(name + ending, new) for ending in endings]
        return any(kept)

    def keep_foreign(self, new: Path) -> list[str]:
        """Carry over what others put into the published folder; returns their names.

        They stay out of the manifest, so that `cchc verify` goes on naming them. A folder without a
        manifest holds nothing that anyone could tell apart.
        """
        if not self.manifest.files:
            return []
        names = sorted(name for name in self._names - self.manifest.files.keys() if not (new / name).exists())
        for name in names:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self.folder / name, new / name, follow_symlinks=False)
        return names

    def _keep(self, name: str, new: Path) -> bool:
        """Take a file over where the new site has none, and it is as it was published."""
        path = self.folder / name
        if (
            name not in self.manifest.files
            or name not in self._names
            or (new / name).exists()
            or path.is_symlink()
            or hash_of(path) != self.manifest.files[name]
        ):
            return False
        _take(path, new / name)
        return True


def _is_of_search(name: str) -> bool:
    return name.startswith(FOLDER) and name.endswith((".json", ".txt"))


def _shown_by(folder: Path, page: str) -> Iterator[str]:
    """Yield what a page shows or offers of its own site, other pages apart."""
    html = (folder / page).read_text("utf-8", "replace")
    sets = [part.split()[0] for found in _SRCSET.findall(html) for part in found.split(",") if part.strip()]
    for address in (*_ADDRESS.findall(html), *sets):
        with suppress(ValueError):
            parts = urlsplit(unescape(address))
            name = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
            if parts.path and not (parts.scheme or parts.netloc or parts.path.endswith("/")):
                yield name


def _take(before: Path, after: Path) -> None:
    after.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(before, after)
    except OSError:  # a file system without hard links
        shutil.copy2(before, after)
