"""What a report says of the year's plan: what was due and done, what is overdue, how the targets stand."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cchc import evidence, labels, plan_words, plans
from cchc.locale import Text, say
from cchc.model import Site
from cchc.plans import PeriodTally, State, TargetState, TaskState
from cchc.records import Plan
from cchc.reports.content import Cell, Part, Table, Window
from cchc.schema import TaskStatus
from cchc.targets import PeriodStatus

KEY = "plan"
_ROW = tuple[TargetState, PeriodTally]
_TOLD = {
    PeriodStatus.MET: say("đạt"),
    PeriodStatus.SHORT: say("chưa đạt"),
    PeriodStatus.EXCUSED: say("đã giải trình"),
    PeriodStatus.IN_PROGRESS: say("đang thực hiện"),
    PeriodStatus.UNDETERMINED: say("chưa xác định"),
}


def part(site: Site, window: Window) -> Part:
    """Return what the plan of the window's year says, as it stood on the window's last day."""
    year = str(window.last.year)
    plan = plans.of_year(site, window.last.year)
    heading = say("Thực hiện kế hoạch năm {year}", year=year)
    if plan is None:
        missing = say("Chưa có kế hoạch năm {year} trong dữ liệu của trang.", year=year)
        return Part(key=KEY, heading=heading, sentences=(missing,), missing=(missing,))
    on = min(window.last, site.today)
    # What came after the last day is the next report's.
    seen = site if on == site.today else replace(site, today=on)
    if plan.meta.begins > window.last:
        day = labels.day(plan.meta.begins, site.config.language)
        told = say("Kế hoạch năm {year} thực hiện từ ngày {day}, sau ngày chốt số liệu của kỳ.", year=year, day=day)
        return Part(key=KEY, heading=heading, sentences=(told,), missing=tuple(_left_over(site, window)))
    states = plans.standing(plan, site, on)
    done_now = [item for item in states if _is_done_in(item, window)]
    overdue = [item for item in states if item.state is State.OVERDUE]
    own = [item for item in plans.targets(seen) if item.plan is plan]
    rows = [(item, row) for item in own for row in item.periods if _is_of(row, window, on)]
    done, due, late = plans.completion(plan, site, on)
    met = sum(row.status is PeriodStatus.MET for _, row in rows)
    short = [(item, row) for item, row in rows if row.status is PeriodStatus.SHORT]
    return Part(
        key=KEY,
        heading=heading,
        sentences=_sentences(site, plan, on, (done, due, late), done_now, rows),
        figures=(
            ("tasks", say("Số nhiệm vụ của kế hoạch"), len(states)),
            ("tasks_due", say("Nhiệm vụ đến hạn"), due),
            ("tasks_done", say("Nhiệm vụ đến hạn đã thực hiện"), done),
            ("tasks_overdue", say("Nhiệm vụ quá hạn"), late),
            ("tasks_done_in_window", say("Nhiệm vụ hoàn thành trong kỳ"), len(done_now)),
            ("targets", say("Số lượt chỉ tiêu tính trong kỳ"), len(rows)),
            ("targets_met", say("Lượt chỉ tiêu đạt"), met),
            ("targets_short", say("Lượt chỉ tiêu chưa đạt"), len(short)),
        ),
        tables=[
            table for table in (_tasks(site, states), _targets(site, rows), _proofs(site, states, on)) if table.rows
        ],
        missing=[
            *_left_over(seen, window),
            *(_late(site, item) for item in overdue),
            *(_short(site, item, row) for item, row in short),
            *(_awaited(item) for item, row in rows if row.is_awaited),
        ],
    )


def _left_over(site: Site, window: Window) -> Iterator[Text]:
    """Yield what the plan of the year before still lacks, where the window begins in that year."""
    plan = plans.of_year(site, window.first.year) if window.first.year < window.last.year else None
    if plan is None:
        return
    for item in plans.standing(plan, site, site.today):
        if item.state is State.OVERDUE:
            yield _late(site, item)
    for target in plans.targets(site):
        if target.plan is plan:
            yield from (_short(site, target, row) for row in target.short if window.holds(row.period.last))


def _is_done_in(item: TaskState, window: Window) -> bool:
    return item.task.status is TaskStatus.DONE and item.state is State.DONE and window.holds(item.task.done_on)


def _is_of(row: PeriodTally, window: Window, on: dt.date) -> bool:
    """Whether a period has days of the window that have come, and something is owed in it."""
    overlaps = row.period.first <= on and row.period.last >= window.first
    return overlaps and row.status is not PeriodStatus.NOT_APPLICABLE


def _sentences(
    site: Site,
    plan: Plan,
    on: dt.date,
    completed: tuple[int, int, int],
    done_now: Sequence[TaskState],
    rows: Sequence[_ROW],
) -> list[Text]:
    language, (done, due, late) = site.config.language, completed
    day = labels.day(on, language)
    said = [say("Kế hoạch năm {year} có {n} nhiệm vụ.", year=str(plan.meta.year), n=labels.two(len(plan.meta.tasks)))]
    if due:
        counts = {"due": labels.two(due), "done": labels.two(done), "day": day}
        text = say("Tính đến ngày {day}, đã thực hiện {done}/{due} nhiệm vụ đến hạn.", **counts)
        if late:
            text = say(
                "Tính đến ngày {day}, đã thực hiện {done}/{due} nhiệm vụ đến hạn; còn {late} nhiệm vụ quá hạn.",
                **counts,
                late=labels.two(late),
            )
        said.append(text)
    else:
        said.append(say("Tính đến ngày {day}, chưa có nhiệm vụ nào đến hạn.", day=day))
    if done_now:
        names = "; ".join(item.task.name for item in done_now)
        said.append(say("Trong kỳ hoàn thành {n} nhiệm vụ: {names}.", n=labels.two(len(done_now)), names=names))
    if rows:
        said.append(
            say(
                "Chỉ tiêu của kế hoạch, tính theo từng kỳ đánh giá: {counts}.",
                counts=_by_status([row.status for _, row in rows]),
            )
        )
    return said


def _by_status(statuses: Sequence[PeriodStatus]) -> Text:
    """Return how many periods stand in each way: 06 met, 01 excused."""
    counts = {status: statuses.count(status) for status in _TOLD if status in statuses}
    told = {
        status.value: Text("{n} {what}", {"n": labels.two(n), "what": _TOLD[status]}) for status, n in counts.items()
    }
    return Text(", ".join(f"{{{name}}}" for name in told), told)


def _tasks(site: Site, states: Sequence[TaskState]) -> Table:
    language = site.config.language
    rows: list[list[Cell]] = [
        [
            item.place + 1,
            item.task.name,
            plan_words.units(site, item.task.lead_units),
            plan_words.units(site, item.task.supporting_units, item.task.others),
            plan_words.task_due(item.task, language),
            item.task.product,
            _state(item, language),
        ]
        for item in states
    ]
    columns = (*plan_words.COLUMNS, say("Tình trạng"))
    return Table(caption=say("Tình hình thực hiện nhiệm vụ"), columns=columns, rows=rows)


def _state(item: TaskState, language: str) -> Text:
    state = plan_words.STATE[item.state]
    if item.state is not State.DONE or not item.task.done_on:
        return state
    return say("{state} ngày {day}", state=state, day=labels.day(item.task.done_on, language))


def _targets(site: Site, rows: Sequence[_ROW]) -> Table:
    language = site.config.language
    made: list[list[Cell]] = [
        [
            item.target.name,
            site.config.unit(item.target.unit).name if item.target.unit else site.config.agency.name,
            plan_words.asked(item.target, language),
            plan_words.period(row.period, language),
            plan_words.reached(row),
            plan_words.result(row),
        ]
        for item, row in rows
    ]
    columns = (
        *(say("Chỉ tiêu"), say("Đơn vị chịu trách nhiệm"), say("Phải đạt")),
        *(say("Kỳ"), say("Đã đạt"), say("Kết quả")),
    )
    return Table(caption=say("Kết quả thực hiện chỉ tiêu"), columns=columns, rows=made)


def _proofs(site: Site, states: Sequence[TaskState], on: dt.date) -> Table:
    rows: list[list[Cell]] = []
    for item in states:
        for proof in item.task.evidence:
            day = evidence.day(site, proof)
            if day and day > on:
                continue  # it is the next report's
            link = evidence.resolve(site, proof)
            shown: Cell = link if link.url else link.text
            rows.append([len(rows) + 1, item.task.name, day, shown])
    columns = (say("STT"), say("Nhiệm vụ"), say("Ngày"), say("Tài liệu kiểm chứng"))
    return Table(caption=say("Tài liệu kiểm chứng của các nhiệm vụ"), columns=columns, rows=rows)


def _late(site: Site, item: TaskState) -> Text:
    return say(
        "Nhiệm vụ «{name}» ({units}) quá hạn từ ngày {day}.",
        name=item.task.name,
        units=plan_words.units(site, item.task.lead_units),
        day=labels.day(item.deadline, site.config.language) if item.deadline else "",
    )


def _awaited(item: TargetState) -> Text:
    source = item.target.source or ""
    return say("Chỉ tiêu «{name}»: chưa có số liệu của {source}.", name=item.target.name, source=source)


def _short(site: Site, item: TargetState, row: PeriodTally) -> Text:
    return say(
        "Chỉ tiêu «{name}», {period}: đạt {reached}, thiếu {missing}.",
        name=item.target.name,
        period=plan_words.period(row.period, site.config.language),
        reached=plan_words.reached(row),
        missing=labels.two(row.missing),
    )
