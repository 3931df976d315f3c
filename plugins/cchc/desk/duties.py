"""Tasks and targets of the plans, feedback, and measures about lost points: what is overdue, and what soon will be."""

import datetime as dt
from collections.abc import Iterator

from cchc import feedback, indicators, labels, plan_words, plans, quota
from cchc.dates import Month
from cchc.desk.content import AHEAD, Item, Kind
from cchc.locale import Text, say
from cchc.model import Site
from cchc.periods import Every
from cchc.plans import PeriodTally, State, TargetState, TaskState
from cchc.quota import MonthStatus
from cchc.records import Feedback, Indicator
from cchc.schema import IndexMeasure, Measure, MeasureState, PlanTarget, Unit
from cchc.schema.plans import FILTERS
from cchc.targets import PeriodStatus

_JUDGED_BY_QUOTA = (MonthStatus.MET, MonthStatus.SHORT, MonthStatus.IN_PROGRESS, MonthStatus.EXCUSED)
_UNMET = (PeriodStatus.SHORT, PeriodStatus.UNDETERMINED)
_PRESSING = (State.OVERDUE, State.DUE_SOON)


def items(site: Site) -> Iterator[Item]:
    """Yield what is owed of the plans, to those who asked, and about lost points."""
    yield from _tasks(site)
    yield from _targets(site)
    yield from _feedback(site)
    yield from _measures(site)


# ---------------------------------------------------------------------- plans


def _tasks(site: Site) -> Iterator[Item]:
    for item in plans.tasks(site):
        if item.state in _PRESSING and not _is_told_by_quota(site, item):
            task = item.task
            again = say("bổ sung tài liệu kiểm chứng của kỳ (evidence)")
            once = say("hoàn thành, ghi kết quả và tài liệu kiểm chứng (status, done_on, evidence)")
            yield Item(
                kind=Kind.TASK,
                what=_named(site, item),
                todo=again if task.due.every else once,
                units=tuple(site.config.unit(id_) for id_ in task.lead_units),
                path=item.plan.path,
                line=item.plan.line_at("tasks", item.place, "due"),
                url=f"{item.plan.url}#nhiem-vu-{task.id}",
                due=item.deadline,
            )


def _named(site: Site, item: TaskState) -> Text:
    task = item.task
    when = plan_words.task_due(task, site.config.language)
    if not task.product:
        return say("Nhiệm vụ «{name}» ({when})", name=task.name, when=when)
    return say(
        "Nhiệm vụ «{name}» ({when}); sản phẩm: {product}", name=task.name, when=when, product=task.product.rstrip(".")
    )


def _is_told_by_quota(site: Site, item: TaskState) -> bool:
    """Whether a task is no more than its month's posts, of which the quota tells already."""
    own = (it for it in plans.targets(site) if it.plan is item.plan and it.target.task == item.task.id)
    rows = (row for it in own if _is_quota(it.target) for row in it.periods if row.period.last == item.deadline)
    return any(_quota_judges(site, row) for row in rows)


def _is_quota(target: PlanTarget) -> bool:
    """Whether a target asks for what the quota does: so many posts of any kind each month."""
    is_any = all(getattr(target, key) is None for key in FILTERS)
    return target.measure is Measure.POSTS and target.every is Every.MONTH and is_any


def _quota_judges(site: Site, row: PeriodTally) -> bool:
    month = Month.of(row.period.last)
    judged = {it.month: it for it in quota.tally(site).months}.get(month)
    return judged is not None and judged.status in _JUDGED_BY_QUOTA and judged.target >= row.target


def _targets(site: Site) -> Iterator[Item]:
    told = {(it.plan.id, it.task.id, it.deadline) for it in plans.tasks(site) if it.state in _PRESSING}
    for item in plans.targets(site):
        for row in item.periods:
            is_told = (item.plan.id, item.target.task, row.period.last) in told
            if is_told or (_is_quota(item.target) and _quota_judges(site, row)):
                continue  # the task it belongs to is named already, or the month
            if row.is_awaited:
                if _is_ending(row, site.today):
                    yield _target(site, item, row, *_awaited(site, item, row))
            elif row.status in _UNMET or is_behind(row, site.today):
                yield _target(site, item, row, *_short(site, item, row))


def is_behind(row: PeriodTally, today: dt.date) -> bool:
    """Whether a running period is short, and in its last third, or behind an even pace."""
    if row.status is not PeriodStatus.IN_PROGRESS:
        return False
    days, gone = _days(row, today)
    return _is_ending(row, today) or (row.total is None and row.target * gone // days > row.counted)


def _is_ending(row: PeriodTally, today: dt.date) -> bool:
    """Whether no more than a third of a period is left."""
    days, gone = _days(row, today)
    return 3 * (days - gone) <= days


def _days(row: PeriodTally, today: dt.date) -> tuple[int, int]:
    """Return how many days a period has, and how many of them have begun."""
    return (row.period.last - row.period.first).days + 1, (today - row.period.first).days + 1


def _short(site: Site, item: TargetState, row: PeriodTally) -> tuple[Text, Text]:
    """Return what a target lacks, and what is asked."""
    told: dict[str, str | Text] = {
        "name": item.target.name,
        "period": plan_words.period(row.period, site.config.language),
        "reached": plan_words.reached(row),
        "missing": labels.two(row.missing),
        "unknown": labels.two(row.unknown),
    }
    if row.status is PeriodStatus.SHORT:
        return (
            say("Chỉ tiêu «{name}», {period}: đạt {reached}, thiếu {missing}", **told),
            say("bổ sung kết quả, hoặc giải trình (waivers của chỉ tiêu)"),
        )
    if row.status is PeriodStatus.UNDETERMINED:
        return (
            say("Chỉ tiêu «{name}», {period}: ghi nhận {reached}, {unknown} mục chưa rõ", **told),
            say("bổ sung vào hồ sơ những mục còn chưa rõ, giải trình nếu còn thiếu"),
        )
    if row.unknown:
        return (
            say("Chỉ tiêu «{name}», {period}: ghi nhận {reached}, {unknown} mục chưa rõ", **told),
            say("bổ sung vào hồ sơ những mục còn chưa rõ, thực hiện phần còn thiếu trước khi hết kỳ"),
        )
    return (
        say("Chỉ tiêu «{name}», {period}: mới đạt {reached}, còn thiếu {missing}", **told),
        say("thực hiện phần còn thiếu trước khi hết kỳ"),
    )


def _awaited(site: Site, item: TargetState, row: PeriodTally) -> tuple[Text, Text]:
    """Return the same of a target whose figures are somebody else's, and are not here yet."""
    when = plan_words.period(row.period, site.config.language)
    return (
        say("Chỉ tiêu «{name}», {period}: chưa có số liệu", name=item.target.name, period=when),
        say("lấy số liệu từ {source}, ghi vào chỉ tiêu", source=item.target.source or ""),
    )


def _target(site: Site, item: TargetState, row: PeriodTally, what: Text, todo: Text) -> Item:
    unit = item.target.unit
    return Item(
        kind=Kind.TARGET,
        what=what,
        todo=todo,
        units=(site.config.unit(unit),) if unit else (),
        path=item.plan.path,
        line=item.plan.line_at("targets", item.place, "name"),
        url=f"{item.plan.url}#chi-tieu",
        due=row.period.last,
    )


# ------------------------------------------------------------------- feedback


def _feedback(site: Site) -> Iterator[Item]:
    """Yield what waits to be forwarded or answered: overdue, or due soon."""
    for item in site.feedback:
        state = feedback.state(item, site.today, site.config)
        if state in (feedback.State.RECEIVED, feedback.State.OVERDUE_TO_FORWARD):
            last, units = feedback.forward_by(item, site.config), _receiving(site)
            what = say("Phản ánh, kiến nghị «{title}», tiếp nhận ngày {day}, chưa chuyển xử lý", **_asked(site, item))
            todo = say("chuyển đơn vị xử lý, ghi ngày chuyển (forwarded)")
        elif state in (feedback.State.FORWARDED, feedback.State.OVERDUE_TO_ANSWER):
            last, units = feedback.due(item, site.config), (site.config.unit(item.meta.unit),)
            what = say("Phản ánh, kiến nghị «{title}», tiếp nhận ngày {day}, chưa trả lời", **_asked(site, item))
            todo = say("trả lời, ghi ngày trả lời (answered)")
        else:
            continue
        if (last - site.today).days <= AHEAD:
            yield Item(
                kind=Kind.FEEDBACK,
                what=what,
                todo=todo,
                units=units,
                path=item.path,
                line=item.line_of("received"),
                due=last,
            )


def _asked(site: Site, item: Feedback) -> dict[str, str | Text]:
    return {"title": item.title, "day": labels.day(item.meta.received, site.config.language)}


def _receiving(site: Site) -> tuple[Unit, ...]:
    name = feedback.receiving_unit(site.config)
    return tuple(unit for unit in site.config.plugin.units if unit.name == name)


# ------------------------------------------------------------------- measures


def _measures(site: Site) -> Iterator[Item]:
    for indicator in site.indicators:
        for keys, measure in measures(indicator):
            left = (measure.due - site.today).days if measure.due else None
            is_soon = left is not None and left <= AHEAD and measure.state is not MeasureState.DONE
            if indicators.is_overdue(measure, site.today) or is_soon:
                yield Item(
                    kind=Kind.MEASURE,
                    what=say("Giải pháp «{what}» ({index})", what=measure.what, index=indicator.meta.name),
                    todo=say(
                        "hoàn thành, ghi kết quả và tài liệu kiểm chứng (state, evidence), hoặc thống nhất hạn mới"
                    ),
                    units=(site.config.unit(measure.unit),),
                    path=indicator.path,
                    line=indicator.line_at("years", *keys, "due"),
                    url=indicator.url,
                    due=measure.due,
                )


def measures(indicator: Indicator) -> Iterator[tuple[tuple[str | int, ...], IndexMeasure]]:
    """Yield every measure of an index with its place in the file."""
    for index, result in enumerate(indicator.meta.years):
        for place, lost in enumerate(result.lost):
            for number, measure in enumerate(lost.measures):
                yield (index, "lost", place, "measures", number), measure
