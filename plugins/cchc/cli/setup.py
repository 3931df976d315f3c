"""What every command shares: the common options, the configuration, the screen."""

import contextlib
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console

from cchc import config, dates, load
from cchc.bodies import ChangedError
from cchc.cache import Cache
from cchc.garbage import lasting
from cchc.locale import LANGUAGES, Translator, say, translator
from cchc.model import Config, SetupError, Site

_YEARS = range(1970, 9990)
"""Years that have some years, and their quotas and reports, before and after them."""
Command = TypeVar("Command", bound=Callable[..., Any])


class Setup:
    """The options that every command takes."""

    def __init__(self, config_file: Path, today: str | None, lang: str) -> None:
        self.file = _nearest(config_file)
        self._asked = today
        self.translate: Translator = translator(lang)
        try:
            self.now = dates.now(today)
            self.today = self.now.date()
            if self.today.year not in _YEARS:
                raise ValueError(self.today)
        except ValueError as error:
            raise SetupError(
                say("Ngày không đúng: {error}. Viết năm-tháng-ngày, ví dụ 2026-11-21.", error=str(error)).render(
                    self.translate
                )
            ) from None

    def anew(self) -> "Setup":
        """Return the same options at this moment: what runs past midnight has another day; raises SetupError."""
        return Setup(self.file, self._asked, self.translate.language)

    def config(self) -> Config:
        """Return the configuration; raises SetupError."""
        return config.read(self.file, self.translate.language)

    def site(self) -> Site:
        """Return everything that was read; raises SetupError."""
        read = self.config()
        with lasting():
            return load.load(read, self.today, Cache.of(read.root))


def _nearest(file: Path) -> Path:
    """Return the file; for a bare name, the one in the nearest folder upwards, as git does."""
    if file.exists() or file.name != str(file):
        return file
    above = (folder / file for folder in Path.cwd().parents)
    return next((path for path in above if path.is_file()), file)


def command(function: Command) -> Command:
    """Give a command the common options, and turn a broken setup into one sentence and exit code 2."""

    @click.option(
        "-f",
        "--config-file",
        type=click.Path(path_type=Path),
        default=Path("mkdocs.yml"),
        show_default=True,
        help="Tệp cấu hình. / The configuration file.",
    )
    @click.option("--today", metavar="YYYY-MM-DD", help="Ngày coi là hôm nay. / The date taken as today.")
    @click.option("--lang", type=click.Choice(LANGUAGES), default="vi", show_default=True)
    @wraps(function)
    def run(config_file: Path, today: str | None, lang: str, **options: Any) -> None:
        try:
            function(Setup(config_file, today, lang), **options)
        except SetupError as error:
            click.echo(str(error), err=True)
            sys.exit(2)
        except ChangedError as error:
            click.echo(error.told.render(translator(lang)), err=True)
            sys.exit(2)
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise  # click ends quietly when the reader of a pipe has gone
            click.echo(f"{error.filename or ''}: {error.strerror or error}", err=True)
            sys.exit(2)

    return run  # type: ignore[return-value]


def console(*, stderr: bool = False) -> Console:
    """Return the screen, plain: nothing of a message is taken for markup."""
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def step_summary(markdown: str) -> None:
    """Append to the summary of a GitHub step, where there is one."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        with contextlib.suppress(OSError), Path(path).open("a", encoding="utf-8") as file:
            file.write(markdown)
