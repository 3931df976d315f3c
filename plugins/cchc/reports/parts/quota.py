"""The quota of a window's months, as `cchc quota` counts it; a month belongs to the window of its last day."""

from collections.abc import Iterator, Sequence

from cchc import dates, labels, quota
from cchc.dates import Month
from cchc.locale import Text, say
from cchc.model import Site
from cchc.quota import MonthStatus, MonthTally
from cchc.reports.content import Cell, Part, Table, Window
from cchc.reports.wording import figure, listed

_COUNTED = (
    (MonthStatus.MET, "met", say("Tháng đạt chỉ tiêu")),
    (MonthStatus.SHORT, "short", say("Tháng chưa đạt, chưa có giải trình")),
    (MonthStatus.EXCUSED, "excused", say("Tháng chưa đạt, đã giải trình")),
    (MonthStatus.IN_PROGRESS, "in_progress", say("Tháng đang thực hiện")),
    (MonthStatus.UNDETERMINED, "undetermined", say("Tháng chưa xác định được")),
)


def part(site: Site, window: Window) -> Part:
    """Return what a report says of the quota."""
    rows = months(site, window)
    owed = [row for row in rows if row.status is not MonthStatus.NOT_APPLICABLE]
    figures = [
        ("quota.months", say("Tháng có chỉ tiêu"), len(owed)),
        *((f"quota.{key}", label, sum(row.status is status for row in owed)) for status, key, label in _COUNTED),
        ("quota.late", say("Tin, bài đăng bù"), sum(row.late for row in owed)),
        *((f"quota.target.{row.month}", _label(say("Chỉ tiêu"), row), row.target) for row in owed),
        *((f"quota.counted.{row.month}", _label(say("Đã đăng"), row), row.counted) for row in owed),
        *((f"quota.missing.{row.month}", _label(say("Còn thiếu"), row), row.missing) for row in owed),
    ]
    return Part(
        key="quota",
        heading=say("Thực hiện chỉ tiêu tin, bài hằng tháng"),
        sentences=tuple(_sentences(site, window, owed)),
        figures=figures,
        tables=(_table(owed),) if owed else (),
        missing=tuple(_missing(row) for row in owed if row.status in (MonthStatus.SHORT, MonthStatus.UNDETERMINED)),
    )


def months(site: Site, window: Window) -> list[MonthTally]:
    """Return the months that belong to a window and have begun, oldest first."""
    last = min(Month.of(window.last), Month.of(site.today))
    tally = quota.tally(site, first=Month.of(window.first), last=last)
    return [row for row in tally.months if window.holds(row.month.last_day)]


def _label(what: Text, row: MonthTally) -> Text:
    return say("{what}, tháng {month}", what=what, month=dates.month_label(row.month))


def _sentences(site: Site, window: Window, owed: Sequence[MonthTally]) -> Iterator[Text]:
    if not owed:
        yield say("Trong kỳ không có tháng nào được ấn định chỉ tiêu tin, bài.")
        return
    targets = {row.target for row in owed}
    asked = figure(targets.pop()) if len(targets) == 1 else None
    met = [row for row in owed if row.status is MonthStatus.MET]
    params = {"n": figure(len(met)), "all": figure(len(owed)), "unit": site.config.responsible}
    if asked:
        yield say(
            "Chỉ tiêu mỗi tháng có ít nhất {asked} tin, bài, do {unit} chịu trách nhiệm: {n}/{all} tháng đạt.",
            asked=asked,
            **params,
        )
    else:
        yield say("Chỉ tiêu tin, bài hằng tháng do {unit} chịu trách nhiệm: {n}/{all} tháng đạt.", **params)
    for status, text in (
        (MonthStatus.SHORT, say("chưa đạt, chưa có giải trình")),
        (MonthStatus.EXCUSED, say("chưa đạt, đã giải trình")),
        (MonthStatus.IN_PROGRESS, say("đang thực hiện")),
        (MonthStatus.UNDETERMINED, say("chưa xác định được, vì còn bài chưa đọc được")),
    ):
        named = [dates.month_label(row.month) for row in owed if row.status is status]
        if named:
            yield say("Tháng {months}: {what}.", months=listed(named), what=text)
    late = sum(row.late for row in owed)
    if late:
        yield say("Trong số đã đăng có {n} tin, bài đăng bù sau khi tháng đã hết.", n=figure(late))
    if any(count.late is None for row in owed for count in row.counts):
        yield say("Tin, bài đăng bù: không xác định được (chưa có đủ lịch sử git).")
    if window.holds(Month.of(window.last).last_day):
        return
    yield say(
        "Chỉ tiêu tính theo tháng dương lịch; tháng {month} chưa hết khi chốt số liệu nên thuộc báo cáo kỳ sau.",
        month=dates.month_label(Month.of(window.last)),
    )


def _table(owed: Sequence[MonthTally]) -> Table:
    is_excused = any(row.waiver for row in owed)
    columns = [say("Tháng"), say("Chỉ tiêu"), say("Đã đăng"), say("Còn thiếu"), say("Kết quả")]
    return Table(
        caption=say("Kết quả thực hiện chỉ tiêu tin, bài hằng tháng"),
        columns=[*columns, say("Giải trình")] if is_excused else columns,
        rows=[_row(row, is_excused=is_excused) for row in owed],
    )


def _row(row: MonthTally, *, is_excused: bool) -> list[Cell]:
    result = labels.STATUS[row.status]
    if row.late:
        result = say("{status}; đăng bù {n}", status=result, n=figure(row.late))
    month = say("Tháng {month}", month=dates.month_label(row.month))
    cells: list[Cell] = [month, row.target, row.counted, row.missing, result]
    return [*cells, _waiver(row)] if is_excused else cells


def _waiver(row: MonthTally) -> Text | None:
    waiver = row.waiver
    if waiver is None:
        return None
    params = {"reason": waiver.reason, "by": waiver.approved_by, "day": dates.day_label(waiver.date)}
    if waiver.document:
        return say("{reason} ({by}, {document}, ngày {day})", document=waiver.document, **params)
    return say("{reason} ({by}, ngày {day})", **params)


def _missing(row: MonthTally) -> Text:
    params = {"month": dates.month_label(row.month), "missing": figure(row.missing), "target": figure(row.target)}
    if row.status is MonthStatus.UNDETERMINED:
        return say("Tháng {month}: còn {n} bài chưa đọc được nên chưa tính.", n=figure(row.unreadable), **params)
    return say("Tháng {month}: thiếu {missing} tin, bài so với chỉ tiêu {target}, chưa có giải trình.", **params)
