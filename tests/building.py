"""Builds real sites the way users do: the mkdocs and properdocs commands, in a process of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser as HTMLParser

from cchc.cache import Cache
from tests import warm
from tests.conftest import ROOT

SOURCES = ("mkdocs.yml", "docs", "posts", "overrides")


def copy_sample(target: Path) -> Path:
    """Copy the sample agency's sources; returns the folder."""
    for name in SOURCES:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        target.mkdir(parents=True, exist_ok=True)
        copy(source, target / name)
    return target


def build(
    project: Path,
    site: Path,
    *options: str,
    tool: str = "mkdocs",
    environment: dict[str, str] | None = None,
    fails: bool = False,
    anew: bool = False,
) -> str:
    """Build a project and return everything the command printed; `anew` has Python begin from nothing for it."""
    python = sys.executable if anew or tool != "mkdocs" else warm.python()
    command = [python, "-m", tool, "build", "-f", str(project / "mkdocs.yml"), "-d", str(site), *options]
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "default"} | (environment or {})
    done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    output = done.stdout + done.stderr
    assert (done.returncode != 0) is fails, output
    assert "Traceback" not in output, output
    return output


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def page(site: Path, url: str) -> HTMLParser:
    """Return a built page."""
    return HTMLParser((site / url / "index.html").read_text("utf-8"))


def text(site: Path, url: str) -> str:
    """Return the words of what is the page's own."""
    article = page(site, url).css_first("main")
    assert article is not None
    return " ".join(article.text(separator=" ").split())


class Drawn(Cache):
    """Keeps pictures and icons, which take longest and are nobody's question but their own tests', and nothing else."""

    def __init__(self) -> None:
        super().__init__(None)
        self._made: dict[tuple[str, str], bytes] = {}

    def read(self, kind: str, key: str) -> bytes | None:
        return self._made.get((kind, key))

    def write(self, kind: str, key: str, content: bytes, *, apart: bool = False) -> None:
        if content.startswith((b"\x89PNG", b"\0\0\1\0")):
            self._made[kind, key] = content


DRAWN = Drawn()
