"""`cchc quota` and `cchc remind`."""

import sys
from typing import Any

import click

from cchc import formats, quota, rules
from cchc.cli.setup import Setup, command, console, step_summary
from cchc.dates import Month
from cchc.reports import quota as quota_report
from cchc.reports import quota_formats


class _MonthType(click.ParamType[Month]):
    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Month:
        try:
            return value if isinstance(value, Month) else Month.parse(value)
        except ValueError:
            self.fail(f"{value!r}: YYYY-MM", param, ctx)


@click.command("quota")
@click.option("--month", type=_MonthType(), help="Chỉ một tháng. / One month only.")
@click.option("--from", "first", type=_MonthType(), help="Từ tháng. / From this month.")
@click.option("--to", "last", type=_MonthType(), help="Đến tháng. / To this month.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "csv", "github", "junit", "markdown"]),
    default="text",
    show_default=True,
)
@click.option("--strict", is_flag=True, help="Không tính bài đăng bù. / Late posts do not count.")
@command
def quota_command(
    setup: Setup,
    *,
    month: Month | None,
    first: Month | None,
    last: Month | None,
    format_: str,
    strict: bool,
) -> None:
    """Đếm tin, bài theo tháng; mã thoát 1 khi một tháng đã qua còn thiếu.

    Count posts by month; exits 1 when a closed month is short, 2 when posts cannot be counted.
    """
    if month and (first or last):
        raise click.UsageError("--month | --from --to")
    site, translate = setup.site(), setup.translate
    tally = quota.tally(site, first=month or first, last=month or last, strict=strict)
    if not tally.months and (first or last):
        raise click.UsageError(
            translate("Không có tháng nào trong khoảng đã chọn (--from phải trước --to, --to từ tháng bắt đầu).")
        )
    if format_ == "json":
        click.echo(formats.json_text(quota_report.data(site, tally, internal=True)))
    elif format_ == "csv":
        sys.stdout.buffer.write(quota_report.as_csv(site, tally, translate))
    elif format_ == "junit":
        sys.stdout.buffer.write(quota_formats.as_junit(site, tally, translate))
    elif format_ == "markdown":
        click.echo(quota_formats.as_markdown(site, tally, translate), nl=False)
    elif format_ == "github":
        click.echo(quota_formats.as_github(site, tally, translate), nl=False)
        step_summary(quota_formats.as_markdown(site, tally, translate))
    else:
        quota_formats.as_text(site, tally, translate, console())
    if tally.unreadable:
        click.echo(quota_report.unreadable_note(tally, translate), err=True)
        paths = {item.path for item in tally.unreadable}
        found = [item for item in rules.check(site, translate) if item.place.path in paths]
        formats.as_text(found, len(paths), translate, console(stderr=True))
        sys.exit(2)
    if tally.needs_warning:
        click.echo(quota_report.this_month(site, tally, translate), err=True)
    for row in tally.short:
        name, _, _, _, result, unit = quota_report.cells(site, row, translate)
        click.echo(f"{name}: {result}. {unit}", err=True)
    sys.exit(1 if tally.short else 0)


@click.command()
@command
def remind(setup: Setup) -> None:
    """In lời nhắc gửi các đơn vị. / Print the note to send to the units."""
    site = setup.site()
    click.echo(quota_report.reminder(site, quota.tally(site), setup.translate), nl=False)
