"""What a new publication takes over from the one before it."""

import filecmp
import os
import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cchc.release.manifest import Manifest, hash_of, paths

_ADDRESS = re.compile(r"""<[a-z][^<>]*?\s(?:href|src)="([^"<>]*)\"""")


def pages(old: Path, before: Manifest, new: Path, left_out: Iterable[str]) -> Mapping[str, str]:
    """Keep the page that a file had, where the file cannot be published as it is now.

    `left_out` names those files, or folders that cannot be opened. With a page come the files it
    shows; only what is still as it was published. Returns the address of each page kept, by its source.
    """
    kept = {}
    for source in left_out:
        for path, url in before.sources.items():
            name = f"{url}index.html"
            is_left_out = path == source or path.startswith(f"{source}/")
            if is_left_out and not (new / name).exists() and _is_as_published(old, before, name):
                _take(old / name, new / name)
                for shown in _shown_by(old, name):
                    if not (new / shown).exists() and _is_as_published(old, before, shown):
                        _take(old / shown, new / shown)
                kept[path] = url
    return kept


def _is_as_published(old: Path, before: Manifest, name: str) -> bool:
    path = old / name
    return (
        name in before.files
        and path.is_file()
        and not path.is_symlink()
        and path.resolve().is_relative_to(old.resolve())
        and hash_of(path) == before.files[name]
    )


def _shown_by(folder: Path, page: str) -> Iterator[str]:
    """Yield what a page shows or offers of its own site, other pages apart."""
    for address in _ADDRESS.findall((folder / page).read_text("utf-8", "replace")):
        with suppress(ValueError):
            parts = urlsplit(unescape(address))
            name = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
            if parts.path and not (parts.scheme or parts.netloc or parts.path.endswith("/")):
                yield name


def foreign(old: Path, before: Manifest, new: Path) -> list[str]:
    """Carry over what others put into the published folder; returns their names.

    They stay out of the manifest, so that `cchc verify` goes on naming them.
    """
    names = sorted(name for name in paths(old) if name not in before.files and not (new / name).exists())
    for name in names:
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(old / name, new / name, follow_symlinks=False)
    return names


def unchanged(old: Path, new: Path) -> list[str]:
    """Put the old file in place of each new one of the same bytes, so that its date and inode stay.

    Returns the names of the files that are new or changed.
    """
    changed = []
    for name in sorted(paths(new)):
        before, after = old / name, new / name
        if (
            before.is_file()
            and not before.is_symlink()
            and not after.is_symlink()
            and filecmp.cmp(before, after, shallow=False)
        ):
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
        if not (new / twin).exists() and _is_as_published(old, before, twin):
            _take(old / twin, new / twin)
            kept = True
    return kept


def _take(before: Path, after: Path) -> None:
    after.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(before, after)
    except OSError:  # a file system without hard links
        shutil.copy2(before, after)
