"""Compressed twins of files (`index.html.gz`, `index.html.br`), for the static modules of web servers."""

import gzip
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import brotli

from cchc.cache import Cache

_TEXT = frozenset(
    {
        *(".html", ".css", ".js", ".json", ".xml", ".svg", ".csv", ".txt", ".map"),
        *(".webmanifest", ".ics", ".vtt"),
    }
)
_MIN = 1024
"""Below this many bytes a twin saves nothing."""
ENDINGS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": lambda content: gzip.compress(content, 6, mtime=0),
    ".br": lambda content: brotli.compress(content, quality=5),
}


def make(folder: Path, names: Iterable[str], cache: Cache) -> list[str]:
    """Write the twins of some files of a folder; returns the names of those that are smaller than their file."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # compressing leaves Python's lock to others
        made = pool.map(lambda name: _twins(folder, name, cache), names)
    return [name for names in made for name in names]


def _twins(folder: Path, name: str, cache: Cache) -> list[str]:
    path = folder / name
    if path.suffix not in _TEXT or path.stat().st_size < _MIN:
        return []
    content = path.read_bytes()
    key = sha256(content).hexdigest()
    made = []
    for ending, compress in ENDINGS.items():
        packed = cache.read(f"twins{ending}", key)
        if packed is None:
            packed = compress(content)
            cache.write(f"twins{ending}", key, packed)
        twin = path.with_name(path.name + ending)
        if len(packed) < len(content) and not os.path.lexists(twin):  # an agency may bring its own
            twin.write_bytes(packed)
            made.append(name + ending)
    return made
