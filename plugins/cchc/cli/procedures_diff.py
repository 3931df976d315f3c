"""`cchc procedures diff`."""

import sys

import click

from cchc.changes import report, sides, states
from cchc.changes.wording import Words
from cchc.cli.setup import Setup, command
from cchc.schema import Vocabulary

_FORMATS = {"text": report.as_text, "markdown": report.as_markdown, "json": report.as_json}


@click.command()
@click.argument("old", required=False, metavar="[CŨ]")
@click.argument("new", required=False, metavar="[MỚI]")
@click.option("--format", "format_", type=click.Choice(list(_FORMATS)), default="text", show_default=True)
@click.option("--exit-code", is_flag=True, help="Mã thoát 1 khi có thay đổi. / Exit with 1 when anything changed.")
@command
def diff(setup: Setup, *, old: str | None, new: str | None, format_: str, exit_code: bool) -> None:
    """So sánh hai bản của danh mục thủ tục: thư mục, tệp, hoặc phiên bản git (HEAD~3, HEAD~3:docs/thu-tuc).

    Compare two states of the procedures: folders, files or git revisions. Without arguments: what the working
    folder has that HEAD has not. Exits 1 when a file cannot be read.
    """
    config, translate = setup.config(), setup.translate
    before = sides.side(config, old or sides.HEAD, translate)
    after = sides.side(config, new, translate)
    found = states.between(before, after, Vocabulary(config.plugin))
    click.echo(_FORMATS[format_](found, Words(config, translate), translate), nl=format_ == "json")
    sys.exit(1 if found.unread or (exit_code and found.changes) else 0)
