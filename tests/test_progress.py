"""A long build talks: lines in a log, a bar on a terminal, nothing for a short one."""

import logging
import re
from io import StringIO

import pytest
from rich.console import Console

from cchc.progress import Progress


def test_a_log_gets_ten_lines_for_a_long_stage_and_none_for_a_short_one(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    progress = Progress(logging.getLogger("test"))
    for done in range(1, 100):
        progress.step("Ngắn", done, 99)
    for done in range(1, 1235):
        progress.step("Dài", done, 1234)
    progress.close()
    assert len(caplog.messages) == 10
    assert caplog.messages[0] == "Dài: 124/1234"
    assert caplog.messages[-1] == "Dài: 1234/1234"


def test_a_terminal_gets_a_bar_for_each_stage(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    progress = Progress(logging.getLogger("test"))
    progress._console = Console(file=StringIO(), force_terminal=True, width=100)
    for stage in ("Một", "Hai"):
        for done in range(1, 401):
            progress.step(stage, done, 400)
    progress.close()
    shown = progress._console.file.getvalue()  # type: ignore[attr-defined]
    assert re.search(r"Một.*400/400", shown)
    assert re.search(r"Hai.*400/400", shown)
    assert caplog.messages == []
