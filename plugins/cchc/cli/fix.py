"""The part of `cchc check --fix` that people see: what would change, whether they agree, what was written."""

import difflib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import click

from cchc.cli.setup import Setup
from cchc.fix.files import Plan, plans, write
from cchc.formats.safe import plain
from cchc.locale import Text, say
from cchc.model import SetupError, Site

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}
_COMMAND = re.compile(r"^(\s*)::")
"""What GitHub takes for a command to itself, wherever it is printed."""
_YES = frozenset({"c", "co", "có", "y", "yes"})


def fix(setup: Setup, site: Site, is_wanted: Callable[[PurePosixPath], bool], *, yes: bool, err: bool) -> Site:
    """Show what can be repaired for certain, write it where that is agreed to, and return the site as it is then.

    With `err` everything is said on the error stream: the other one belongs to a program.
    """

    def tell(message: Text) -> None:
        click.echo(message.render(setup.translate), err=err)

    found = [plan for plan in plans(site) if is_wanted(plan.path)]
    if not found:
        tell(say("Không có gì chắc chắn để tự sửa."))
        return site
    for plan in found:
        for line in _shown(plan, setup):
            click.echo(line, err=err)
    count = str(sum(len(plan.repair.done) for plan in found))
    if not (yes or _agreed(setup, len(found), count, err=err)):
        files = str(len(found))
        tell(say("Chưa ghi gì: có {n} chỗ trong {files} tệp sửa được; thêm --yes để ghi.", n=count, files=files))
        return site
    written = [plan for plan in found if _is_written(plan, setup, err=err)]
    count = str(sum(len(plan.repair.done) for plan in written))
    tell(say("Đã sửa {n} chỗ trong {files} tệp.", n=count, files=str(len(written))))
    return setup.site()


def _shown(plan: Plan, setup: Setup) -> Iterator[str]:
    """Yield what is done to a file, and how its front matter changes; nothing of it is obeyed by a terminal."""
    yield click.style(plain(str(plan.path)), bold=True)
    for line, what in plan.repair.done:
        yield f"  {say('dòng {line}', line=str(line)).render(setup.translate)}: {plain(what.render(setup.translate))}"
    before, after = plan.repair.before.split("\n"), plan.repair.after.split("\n")
    for row in difflib.unified_diff(before, after, f"a/{plan.path}", f"b/{plan.path}", n=2, lineterm=""):
        text = "\t".join(map(plain, row.split("\t")))
        yield click.style(_COMMAND.sub(r"\1\\x3a:", text), fg=_COLOURS.get(row[:1]))


def _agreed(setup: Setup, files: int, count: str, *, err: bool) -> bool:
    if not sys.stdin.isatty():
        return False
    question = say("Ghi {n} chỗ sửa vào {files} tệp? (c = có, k = không)", n=count, files=str(files))
    try:
        answer = click.prompt(question.render(setup.translate), default="k", show_default=False, err=err)
    except click.Abort:
        click.echo(err=err)
        return False
    return str(answer).strip().casefold() in _YES


def _is_written(plan: Plan, setup: Setup, *, err: bool) -> bool:
    try:
        is_written = write(plan)
    except OSError as error:
        reason = error.strerror or str(error)
        message = say("Không ghi được {path} ({reason}).", path=plain(str(plan.path)), reason=reason)
        raise SetupError(message.render(setup.translate)) from None
    if not is_written:
        changed = say("{path} vừa thay đổi nên được để nguyên; hãy chạy lại.", path=plain(str(plan.path)))
        click.echo(changed.render(setup.translate), err=err)
    return is_written
