"""A site of which nothing has changed since it was built last is left as it stands."""

import json
import logging
import os
from collections.abc import Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType

from mkdocs.config.defaults import MkDocsConfig

from cchc.cache import Cache
from cchc.standing import state_of

_KIND = "still"


class Still:
    """What one folder of a site was made from, how the build left it, and what was said meanwhile.

    Only a build by itself is spared: whoever serves, deploys, or is strict about warnings, gets a whole one.
    """

    def __init__(self, cache: Cache, config: MkDocsConfig, state: str) -> None:
        """`state` stands for everything that decides what is built; empty where that is not known for certain."""
        level = logging.getLogger("mkdocs").getEffectiveLevel()  # a quiet build does not hear what it would have said
        self._cache, self._site = cache, config.site_dir
        # Hidden files, too: cchc passes over them, and MkDocs may be told to publish some.
        known = f"{state}\n{config.site_dir}\n{level}\n{_look_of(config.docs_dir)}" if state else ""
        self._key = sha256(known.encode()).hexdigest() if state else ""
        self._heard = _Heard()

    def said(self) -> list[tuple[int, str]] | None:
        """Return what the build of this very state said, where it left the folder as it is now; else None."""
        kept = self._cache.read(_KIND, self._key) if self._key else None
        if kept is None:
            return None
        left, lines = json.loads(kept)
        return [(level, text) for level, text in lines] if left == _look_of(self._site) else None

    def listen(self) -> None:
        """Hear what is said from here on."""
        if self._key:
            logging.getLogger("mkdocs").addHandler(self._heard)

    def keep(self, known: Mapping[str, Sequence[int]]) -> None:
        """Keep how this build, which went well, leaves the folder; `known` are files that were looked at just now."""
        logging.getLogger("mkdocs").removeHandler(self._heard)
        if self._key:
            kept = json.dumps([_look_of(self._site, known), self._heard.lines]).encode()
            self._cache.write(_KIND, self._key, kept, apart=True)
            self._cache.prune(_KIND)


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the findings of cchc, and what anyone warns of."""
        if record.levelno >= logging.WARNING or record.name.endswith(".cchc"):
            self.lines.append((record.levelno, record.getMessage()))


def _look_of(folder: str, known: Mapping[str, Sequence[int]] = MappingProxyType({})) -> str:
    """Return what changes when any file of a folder does."""
    lines: list[str] = []
    folders = [folder]
    while folders:
        try:
            entries = list(os.scandir(folders.pop()))
        except OSError:
            continue
        for entry in entries:
            path = entry.path
            if entry.is_dir(follow_symlinks=False):
                lines.append(path)
                folders.append(path)
            else:
                changed, size, number = known.get(path) or state_of(entry)
                lines.append(f"{path} {changed} {size} {number}")
    return sha256("\n".join(sorted(lines)).encode("utf-8", "surrogateescape")).hexdigest()
