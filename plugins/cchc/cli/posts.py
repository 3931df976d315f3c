"""`cchc posts`."""

import datetime as dt
import sys

import click

from cchc import formats
from cchc.cli.setup import Setup, command, console
from cchc.dates import Month
from cchc.locale import say
from cchc.model import Config, SetupError
from cchc.reports import posts as report
from cchc.reports.posts import Outcome, Wanted
from cchc.schema import Vocabulary


@click.command()
@click.option("--author", metavar="NAME", help="Tên tác giả, không cần dấu. / The author, diacritics or not.")
@click.option("--unit", metavar="UNIT", help="Đơn vị: mã, tên hoặc tên gọi khác. / A unit, by any of its names.")
@click.option("--status", type=click.Choice([item.value for item in Outcome]), help="Kết quả. / What became of it.")
@click.option("--month", type=click.DateTime(["%Y-%m"]), metavar="YYYY-MM", help="Chỉ một tháng. / One month only.")
@click.option("--format", "format_", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@command
def posts(
    setup: Setup,
    *,
    author: str | None,
    unit: str | None,
    status: str | None,
    month: dt.datetime | None,
    format_: str,
) -> None:
    """Bài của tôi: đã đăng, chờ duyệt hay cần sửa; có được tính không. / What became of each post."""
    site, translate = setup.site(), setup.translate
    wanted = Wanted(
        author=author,
        unit=unit_named(setup, site.config, unit) if unit is not None else None,
        outcome=Outcome(status) if status else None,
        month=Month.of(month.date()) if month else None,
    )
    listed = report.rows(site, wanted, translate)
    if format_ == "json":
        click.echo(formats.json_text(report.data(site, listed)))
    elif format_ == "csv":
        sys.stdout.buffer.write(report.as_csv(site, listed, translate))
    else:
        report.as_text(site, listed, translate, console())


def unit_named(setup: Setup, config: Config, written: str) -> str:
    """Return the slug of a unit; raises SetupError where no name is like it."""
    names = Vocabulary(config.plugin).units
    found = names.id_of(written) or names.nearest(written)
    if found is None:
        allowed = ", ".join(f"{id_} ({item.name})" for id_, item in names.items.items())
        raise SetupError(
            say("Không có «{found}»; chọn một trong: {allowed}.", found=written, allowed=allowed).render(
                setup.translate
            )
        )
    return found
