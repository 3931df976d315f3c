"""What `mkdocs serve` keeps from one build to the next: an edit of one post among thousands shows at once."""

import os
import shutil
from collections.abc import Container
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from cchc.load import Remembered
from cchc.model import Config

_FOLDERS = ("tin-bai", "thu-tuc")
"""The folders of the site that hold nearly all pages."""


class Preview:
    """The state of one preview; one object for as long as the server runs."""

    def __init__(self) -> None:
        self.templates = _Templates()
        self._loaded_as: Config | None = None
        self._remembered: Remembered = {}
        self._written: dict[str, str] = {}

    def remembered(self, config: Config) -> Remembered:
        """Return what the last load made of each file; nothing under another configuration."""
        if config != self._loaded_as:
            self._remembered, self._loaded_as = {}, config
        return self._remembered

    def put_aside(self, site_dir: str) -> None:
        """Take finished pages out of the site's folder, which MkDocs is about to empty."""
        _move(site_dir, f"{site_dir}.before")

    def bring_back(self, site_dir: str, addresses: Container[str]) -> None:
        """Put finished pages of the site back; what else lay beside them goes."""
        _move(f"{site_dir}.before", site_dir)
        with suppress(OSError):
            Path(f"{site_dir}.before").rmdir()
        for name in _FOLDERS:
            for directory, _, files in os.walk(f"{site_dir}/{name}"):
                url = f"{directory.removeprefix(f'{site_dir}/')}/"
                known = url in self._written and url in addresses
                for file in files:
                    if file != "index.html" or not known:
                        os.unlink(f"{directory}/{file}")  # noqa: PTH108 (thousands of them)
        self._written = {url: key for url, key in self._written.items() if url in addresses}

    def wrote(self, url: str, key: str) -> None:
        """Note which page stands at an address."""
        self._written[url] = key

    def holds(self, url: str, key: str, file: str) -> bool:
        """Whether a page stands at its address already."""
        return self._written.get(url) == key and os.path.isfile(file)  # noqa: PTH113 (thousands of them)


def _move(source: str, target: str) -> None:
    for name in _FOLDERS:
        if Path(source, name).is_dir():
            shutil.rmtree(Path(target, name), ignore_errors=True)
            Path(target).mkdir(exist_ok=True)
            Path(source, name).rename(Path(target, name))


class _Templates(BytecodeCache):
    """Templates as this process compiled them; none of this is ever on disk."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket the code of its template, if it was compiled before."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._kept[bucket.key, bucket.checksum] = bucket.code


def watch_by_events(server: Any) -> None:
    """Let the system tell MkDocs' server of changes; looking at thousands of files twice a second slows builds down.

    A disk that tells of none (a network drive, some virtual machines) needs `CCHC_WATCH=poll`.
    """
    if os.environ.get("CCHC_WATCH") == "poll":
        return
    paths = list(server._watched_paths)
    for path in paths:
        server.unwatch(path)
    server.observer = _Observer()
    for path in paths:
        server.watch(path)


class _Observer(Observer):  # type: ignore[misc,valid-type]
    """Tells of changes only: MkDocs would take a file that the build itself reads for a change, too."""

    def schedule(self, event_handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> ObservedWatch:
        """Watch a path; see watchdog."""
        changes = [FileModifiedEvent, FileCreatedEvent, FileMovedEvent, FileDeletedEvent]
        watch: ObservedWatch = super().schedule(event_handler, path, recursive=recursive, event_filter=changes)
        return watch
