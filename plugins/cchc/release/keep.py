"""What a new publication takes over from the one before it."""

import filecmp
import os
import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cchc.release.manifest import Manifest, hash_of, paths

_ADDRESS = re.compile(r"""\b(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


def pages(old: Path, before: Manifest, new: Path, left_out: Iterable[str]) -> Mapping[str, str]:
    """Keep the page that a file had, where the file cannot be published as it is now.

    `left_out` names those files, or folders that cannot be opened. With a page come the files it
    shows. Returns the address of each page that was kept, by its source.
    """
    kept = {}
    for source in left_out:
        for path, url in before.sources.items():
            name = f"{url}index.html"
            if (path == source or path.startswith(f"{source}/")) and name in before.files and not (new / name).exists():
                _take(old / name, new / name)
                for shown in _shown_by(old, name):
                    if shown in before.files and not (new / shown).exists():
                        _take(old / shown, new / shown)
                kept[path] = url
    return kept


def _shown_by(folder: Path, page: str) -> Iterator[str]:
    """Yield the files of the site that a page shows or offers, other pages apart."""
    for match in _ADDRESS.finditer((folder / page).read_text("utf-8", "replace")):
        address = urlsplit(unescape(next(part for part in match.groups() if part is not None)))
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address.path)))
        is_file = not (address.scheme or address.netloc or name.startswith((".", "/"))) and address.path[-1:] != "/"
        if address.path and is_file and (folder / name).is_file():
            yield name


def unchanged(old: Path, new: Path) -> list[str]:
    """Put the old file in place of each new one of the same bytes, so that its date and inode stay.

    Returns the names of the files that are new or changed.
    """
    changed = []
    for name in sorted(paths(new)):
        before, after = old / name, new / name
        if before.is_file() and not before.is_symlink() and filecmp.cmp(before, after, shallow=False):
            after.unlink()
            _take(before, after)
        else:
            changed.append(name)
    return changed


def twins(old: Path, before: Manifest, new: Path, name: str, endings: Iterable[str]) -> bool:
    """Keep the compressed twins of an unchanged file; returns whether there were any that are whole."""
    kept = False
    for ending in endings:
        twin = name + ending
        if before.files.get(twin) and (old / twin).is_file() and hash_of(old / twin) == before.files[twin]:
            _take(old / twin, new / twin)
            kept = True
    return kept


def _take(before: Path, after: Path) -> None:
    after.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(before, after)
    except OSError:  # a file system without hard links
        shutil.copy2(before, after)
