"""The words that people read of plans, tasks and targets."""

import datetime as dt
from collections.abc import Mapping

from cchc import dates, labels
from cchc.dates import Month
from cchc.locale import Text, say
from cchc.model import Site
from cchc.periods import RANGE, Every, Period, shape
from cchc.plan_targets import PeriodTally
from cchc.plans import State
from cchc.schema import Measure, PlanTarget, Share
from cchc.schema.due import Due
from cchc.schema.plans import Amount, Task
from cchc.schema.unit_groups import gathered
from cchc.targets import PeriodStatus

STATE: Mapping[State, Text] = {
    State.DONE: say("Đã hoàn thành"),
    State.OVERDUE: say("Quá hạn"),
    State.DUE_SOON: say("Sắp đến hạn"),
    State.IN_PROGRESS: say("Đang thực hiện"),
    State.NOT_STARTED: say("Chưa thực hiện"),
    State.CANCELLED: say("Không thực hiện"),
    State.STANDING: say("Thực hiện thường xuyên"),
}
COLUMNS = (
    say("STT"),
    say("Nội dung nhiệm vụ"),
    say("Đơn vị chủ trì"),
    say("Đơn vị phối hợp"),
    say("Thời gian thực hiện"),
    say("Sản phẩm/Kết quả"),
)
_DUE: Mapping[str, Text] = {
    "ongoing": say("Thường xuyên"),
    "on_request": say("Khi có yêu cầu"),
    "monthly": say("Hằng tháng"),
    "quarterly": say("Hằng quý"),
    "half_yearly": say("6 tháng một lần"),
    "yearly": say("Ít nhất 01 lần/năm"),
}
_EVERY: Mapping[Every, Text] = {
    Every.MONTH: say("mỗi tháng"),
    Every.QUARTER: say("mỗi quý"),
    Every.HALF: say("mỗi 6 tháng"),
    Every.YEAR: say("trong năm"),
}
_COUNTED: Mapping[Measure, Text] = {
    Measure.POSTS: say("tin, bài"),
    Measure.ACTIVITIES: say("hoạt động"),
    Measure.EVENTS: say("sự kiện"),
    Measure.DOCUMENTS: say("văn bản"),
    Measure.PROCEDURES: say("thủ tục"),
    Measure.FEEDBACK: say("phản ánh, kiến nghị"),
}
_SHARED: Mapping[Share, Text] = {
    Share.ONLINE_FULL: say("thủ tục cung cấp toàn trình trên số thủ tục đủ điều kiện"),
    Share.REVIEWED: say("thủ tục đã rà soát đúng hạn trên số thủ tục đang áp dụng"),
    Share.IN_TIME: say("phản ánh, kiến nghị trả lời đúng hạn trên số đã trả lời và quá hạn"),
    Share.ANSWERED: say("phản ánh, kiến nghị đã trả lời trên số đã nhận"),
}
_ROMAN = ("", "I", "II", "III", "IV")


def due(value: Due, language: str) -> Text:
    """Return when a task is due, as a plan says it: Tháng 4/2026, Quý II–III/2026, Thường xuyên."""
    return period(value.period, language) if value.period else _DUE[value.text]


def task_due(task: Task, language: str) -> Text:
    """Return when a task is due: in the words of its plan, where somebody copied them."""
    return Text("{text}", {"text": task.due_text}) if task.due_text else due(task.due, language)


def period(value: Period, language: str) -> Text:
    """Return a period for readers: Quý II/2026, Tháng 4–6/2026, Năm 2026, 10/12/2026."""
    kind = shape(value.id.partition(RANGE)[0])
    if kind == "day":
        return _days(value, language)
    first, last = _number(value.first, kind), _number(value.last, kind)
    year = str(value.first.year)
    if value.first.year != value.last.year and kind != "year":
        return say(
            "{first} - {last}",
            first=_single(kind, first, year, value.first, language),
            last=_single(kind, last, str(value.last.year), value.last, language),
        )
    if kind == "year":
        years = year if value.first.year == value.last.year else f"{year}–{value.last.year}"
        return say("Năm {year}", year=years)
    if first == last:
        return _single(kind, first, year, value.first, language)
    if kind == "month":
        return say("Tháng {first}–{last}/{year}", first=first, last=last, year=year)
    return say("Quý {first}–{last}/{year}", first=first, last=last, year=year) if kind == "quarter" else _year(year)


def _days(value: Period, language: str) -> Text:
    first, last = labels.day(value.first, language), labels.day(value.last, language)
    return Text("{day}", {"day": first}) if first == last else Text("{first} - {last}", {"first": first, "last": last})


def _year(year: str) -> Text:
    return say("Năm {year}", year=year)


def _number(day: dt.date, kind: str) -> str:
    if kind == "quarter":
        return _ROMAN[(day.month - 1) // 3 + 1]
    if kind == "half":
        return str((day.month - 1) // 6 + 1)
    return dates.month_label(Month.of(day)).split("/")[0]


def _single(kind: str, number: str, year: str, day: dt.date, language: str) -> Text:
    if kind == "month":
        return Text("{month}", {"month": labels.month(Month.of(day), language)})
    if kind == "half":
        return say("6 tháng đầu năm {year}", year=year) if number == "1" else say("6 tháng cuối năm {year}", year=year)
    return say("Quý {number}/{year}", number=number, year=year)


def asked(target: PlanTarget, language: str) -> Text:
    """Return what a target asks for: at least 02 posts each month; 100% of the procedures that can be."""
    when = period(target.within, language) if target.within else _EVERY[target.every or Every.YEAR]
    if target.at_least is None:
        percent = str(target.percent)
        if target.shared is None:
            return say("{percent}%; {when}", percent=percent, when=when)
        return say("{percent}% {what}; {when}", percent=percent, what=_SHARED[target.shared], when=when)
    what = _COUNTED[target.measure] if target.measure else Text("")
    if target.amount is Amount.QUANTITY:
        what = say("lượt, buổi, bản")
    return say("Ít nhất {n} {what}; {when}", n=labels.two(target.at_least), what=what, when=when)


def reached(row: PeriodTally) -> Text:
    """Return what there is in a period: 02/03; 18/20 (90%)."""
    if row.is_awaited:
        return Text("…")
    if row.total is None:
        return Text("{n}/{of}", {"n": _reached(row), "of": labels.two(row.target)})
    if not row.total:
        return say("chưa phát sinh")
    share = f"{100 * row.counted / row.total:.1f}".removesuffix(".0").replace(".", ",")
    return say("{n}/{of} ({share}%)", n=_reached(row), of=labels.two(row.total), share=share)


def _reached(row: PeriodTally) -> str:
    return labels.two(row.counted) if row.counted else "0"


def result(row: PeriodTally) -> Text:
    """Return how a period stands, with what it lacks."""
    word = labels.STATUS[row.status]
    if row.status is PeriodStatus.SHORT:
        return say("{status} (thiếu {n})", status=word, n=labels.two(row.missing))
    if row.status is PeriodStatus.IN_PROGRESS and row.unknown and row.total is not None:
        return say("{status} ({n} chưa rõ)", status=word, n=labels.two(row.unknown))
    if row.status is PeriodStatus.IN_PROGRESS:
        return say("{status} (còn thiếu {n})", status=word, n=labels.two(row.missing))
    if row.is_awaited:
        return say("Chưa có số liệu")
    if row.status is PeriodStatus.UNDETERMINED:
        return say("{status} ({n} chưa rõ)", status=word, n=labels.two(row.unknown))
    return word


def units(site: Site, ids: tuple[str, ...], others: tuple[str, ...] = ()) -> str:
    """Return the names of units, and of others; units that are a group by its one name."""
    rows = gathered(site.config.plugin.unit_groups, ids)
    names = (site.config.unit(item).name if isinstance(item, str) else item.name for item in rows)
    return "; ".join((*names, *others))
