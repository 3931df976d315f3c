"""Pictures of a terminal for the guide, drawn from what the commands really print."""

import io
import os
import re
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.conftest import ROOT

PICTURES = ROOT / "docs/huong-dan/anh"
_LIGHT = TerminalTheme(
    (255, 255, 255),
    (33, 37, 41),
    [(0, 0, 0), (176, 16, 32), (16, 110, 48), (138, 88, 0), (20, 70, 150), (120, 40, 130), (0, 100, 110), (90, 90, 90)],
)
# A page of ours asks no other host for a font.
_FORMAT = re.sub(r"@font-face \{\{.*?\n    \}\}\n", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace(
    "Fira Code, monospace", "Cascadia Mono, Consolas, DejaVu Sans Mono, monospace"
)


def screen(width: int = 96) -> Console:
    """Return a screen that remembers what is shown on it."""
    plain = {"highlight": False, "markup": False, "emoji": False, "legacy_windows": False}
    return Console(file=io.StringIO(), record=True, width=width, force_terminal=True, color_system="standard", **plain)


def command(console: Console, line: str) -> None:
    """Show a prompt and what is typed at it."""
    console.print(Text("PS C:\\Users\\an\\Documents\\cchc> ", style="bright_black").append(line, style="bold"))


def assert_picture(console: Console, name: str, title: str) -> None:
    """Compare what the screen shows with a picture of the guide; CCHC_PICTURES=1 draws it anew."""
    drawn = console.export_svg(title=title, theme=_LIGHT, code_format=_FORMAT, unique_id=Path(name).stem)
    drawn = "\n".join(line.rstrip() for line in drawn.splitlines() if line.strip()) + "\n"
    if os.environ.get("CCHC_PICTURES"):
        (PICTURES / name).write_text(drawn, "utf-8")
    assert (PICTURES / name).read_text("utf-8") == drawn
