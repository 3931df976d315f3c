"""`cchc status`."""

import click

from cchc import formats
from cchc.cli.posts import unit_named
from cchc.cli.setup import Setup, command, console
from cchc.desk import desk
from cchc.formats.safe import plain
from cchc.reports import status as report


@click.command()
@click.option(
    "--unit", metavar="NAME", help="Giấy nhắc gửi một đơn vị: mã, tên hoặc tên gọi khác. / The note to send to a unit."
)
@click.option("--format", "format_", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@command
def status(setup: Setup, *, unit: str | None, format_: str) -> None:
    """Việc của người quản lý: ai nợ việc gì, đến bao giờ; báo cáo kế tiếp; sự kiện sắp tới.

    Who owes what by when, the next report, the events to come. Always exits 0 where the setup is sound.
    """
    site, translate = setup.site(), setup.translate
    made = desk(site)
    asked = site.config.unit(unit_named(setup, site.config, unit)) if unit is not None else None
    if format_ == "json":
        items = made.of(asked) if asked else None
        click.echo(formats.json_text(report.data(made, translate, items)))
    elif asked:
        shown = report.cell if format_ == "markdown" else plain
        click.echo(report.note(made, asked, translate, shown), nl=False)
    elif format_ == "markdown":
        click.echo(report.as_markdown(made, translate), nl=False)
    else:
        report.as_text(made, translate, console())
