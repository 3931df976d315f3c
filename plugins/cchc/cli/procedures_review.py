"""`cchc procedures review`."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from cchc import formats, labels, upkeep
from cchc.cli.setup import Setup, command
from cchc.formats.safe import plain
from cchc.locale import Translator, say
from cchc.model import Site
from cchc.records import Procedure


@click.command()
@click.option("--days", type=click.IntRange(min=1), default=upkeep.DAYS, show_default=True, metavar="N")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@command
def review(setup: Setup, *, days: int, format_: str) -> None:
    """Liệt kê thủ tục quá N ngày chưa rà soát và thủ tục chưa có bài viết nào giải thích, theo đơn vị theo dõi.

    List procedures that nobody has gone over for N days, and those that no post explains. Always exits 0.
    """
    site = setup.site()
    late, silent = upkeep.overdue(site, days), upkeep.unexplained(site)
    if format_ == "json":
        told = {"overdue": [_row(site, item) for item in late], "unexplained": [_row(site, item) for item in silent]}
        click.echo(formats.json_text({"schema_version": 1, "today": str(site.today), "days": days, **told}))
        return
    heading = say("Quá {days} ngày chưa rà soát: {n} thủ tục", days=str(days), n=str(len(late)))
    for line in (
        *_lines(site, heading.render(setup.translate), late, setup.translate),
        "",
        *_lines(
            site,
            say("Chưa có bài viết nào giải thích: {n} thủ tục", n=str(len(silent))).render(setup.translate),
            silent,
            setup.translate,
        ),
    ):
        click.echo(line)


def _row(site: Site, item: Procedure) -> dict[str, str | None]:
    day = upkeep.reviewed(item, site.today)
    unit = item.meta.owner_unit
    return {
        "code": item.meta.code,
        "name": item.meta.name,
        "path": str(item.path),
        "unit": unit,
        "last_review": str(day) if day else None,
    }


def _lines(site: Site, heading: str, found: Sequence[Procedure], translate: Translator) -> Iterator[str]:
    yield heading
    order = {unit.id: place for place, unit in enumerate(site.config.plugin.units)}

    def place(item: Procedure) -> int:
        return order.get(item.meta.owner_unit or "", len(order))

    for number, group in groupby(sorted(found, key=place), key=place):
        names = [unit.name for unit in site.config.plugin.units]
        yield "  " + plain(names[number] if number < len(names) else translate("Chưa giao đơn vị theo dõi"))
        for item in group:
            day = upkeep.reviewed(item, site.today)
            seen = labels.day(day, translate.language) if day else translate("chưa rà soát lần nào")
            yield f"    {item.meta.code}  {plain(item.meta.name)} ({seen})"
