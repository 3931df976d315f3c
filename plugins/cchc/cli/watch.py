"""`cchc check --watch`: the same check again after each change, for an editor that shows findings as people type."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import sleep

import click
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from cchc.locale import Translator
from cchc.model import Config
from cchc.preview import Changes

_PAUSE = 0.2
"""Seconds in which an editor writes what belongs together: a new file, and the old one away."""


def again_and_again(config: Config, check: Callable[[], object], translate: Translator) -> None:
    """Check now, and whenever a post, a record, a picture or mkdocs.yml has changed, until Ctrl-C.

    A line before and a line after each check tell an editor when to clear and when to show what it read.
    """
    folders = [config.root / config.posts_dir, config.root / config.docs_dir]
    changed = _Changed(config.root / config.file, folders)
    observer = PollingObserver() if os.environ.get("CCHC_WATCH") == "poll" else Changes()
    observer.schedule(changed, str(config.root), recursive=False)
    for folder in folders:
        if folder.is_dir():
            observer.schedule(changed, str(folder), recursive=True)
    observer.start()
    try:
        while True:
            changed.seen.clear()
            click.echo(translate("Bắt đầu kiểm tra."))
            check()
            click.echo(translate("Kiểm tra xong; chờ thay đổi (Ctrl+C để dừng)."))
            changed.seen.wait()
            sleep(_PAUSE)
    except KeyboardInterrupt:
        click.echo()
    finally:
        observer.stop()
        observer.join()


class _Changed(FileSystemEventHandler):
    """Notes that something was written that a check reads."""

    def __init__(self, settings: Path, folders: list[Path]) -> None:
        self._settings, self._folders = settings, folders
        self.seen = Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change; see watchdog."""
        path = Path(os.fsdecode(event.src_path))
        if path == self._settings or any(path.is_relative_to(folder) for folder in self._folders):
            self.seen.set()
