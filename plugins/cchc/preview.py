"""What `mkdocs serve` keeps from one build to the next: an edit of one post among thousands shows at once."""

import os
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


class Preview:
    """The state of one preview; one object for as long as the server runs."""

    def __init__(self) -> None:
        self.templates = _Templates()
        self._loaded_as: Config | None = None
        self._remembered: Remembered = {}

    def remembered(self, config: Config) -> Remembered:
        """Return what the last load made of each file; nothing under another configuration."""
        if config != self._loaded_as:
            self._remembered, self._loaded_as = {}, config
        return self._remembered


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
    server.observer = Changes()
    for path in paths:
        server.watch(path)


class Changes(Observer):  # type: ignore[misc,valid-type]
    """Tells of changes only: MkDocs would take a file that the build itself reads for a change, too."""

    def schedule(self, event_handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> ObservedWatch:
        """Watch a path; see watchdog."""
        changes = [FileModifiedEvent, FileCreatedEvent, FileMovedEvent, FileDeletedEvent]
        watch: ObservedWatch = super().schedule(event_handler, path, recursive=recursive, event_filter=changes)
        return watch
