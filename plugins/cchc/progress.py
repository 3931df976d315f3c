"""How far a long build has come: a bar on a terminal, a line now and then in a log."""

import logging
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bars

Step = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""
_LONG = 300
"""Below this much there is nothing to wait for."""
_LINES = 10


class Progress:
    """Shows the stages of one build."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._bars: Bars | None = None
        self._tasks: dict[str, int] = {}

    @cached_property
    def _console(self) -> "Console":
        from rich.console import Console  # only where there is something to wait for

        return Console(stderr=True)

    def step(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        if total < _LONG:
            return
        if self._console.is_terminal:
            self._draw(stage, done, total)
        elif done * _LINES // total > (done - 1) * _LINES // total:
            self._log.info("%s: %d/%d", stage, done, total)

    def close(self) -> None:
        """Take the bars off the screen."""
        if self._bars is not None:
            self._bars.stop()

    def _draw(self, stage: str, done: int, total: int) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bars

        if self._bars is None:
            columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
            self._bars = Bars(*columns, console=self._console, transient=True)
            self._bars.start()
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=total)
        self._bars.update(self._bars.task_ids[self._tasks[stage]], completed=done)
