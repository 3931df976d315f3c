"""The plan of a year: how each task and target stands, and how much of it is done."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cchc import evidence
from cchc.model import Site
from cchc.periods import Period
from cchc.plan_targets import PeriodTally, TargetState, targets
from cchc.records import Plan
from cchc.schema import Task, TaskStatus
from cchc.targets import PeriodStatus

__all__ = ["PeriodTally", "State", "TargetState", "TaskState", "completion", "of_year", "standing", "targets", "tasks"]

SOON = 14
"""So many days before it is owed, a task is due soon."""
_PROVED = (PeriodStatus.MET, PeriodStatus.EXCUSED)


class State(StrEnum):
    """How a task stands."""

    DONE = "done"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    CANCELLED = "cancelled"
    STANDING = "standing"
    """It never falls due: always, or when somebody asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskState:
    """One task of a plan, judged on a day."""

    plan: Plan
    place: int
    """Which of the plan's tasks it is, from 0."""
    task: Task
    state: State
    deadline: dt.date | None
    """The day it is, or was, owed: of a repeated task that of the first period without evidence."""
    days_late: int
    """How long it has been overdue; 0 where it is not."""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.state not in (State.DONE, State.CANCELLED, State.STANDING)


def tasks(site: Site) -> tuple[TaskState, ...]:
    """Return every task of every plan as it stands today, in the order they are written."""
    return _tasks(site)


@lru_cache(maxsize=1)
def _tasks(site: Site) -> tuple[TaskState, ...]:
    return tuple(
        _judged(site, plan, place, task, site.today, site.today)
        for plan in site.plans
        for place, task in enumerate(plan.meta.tasks)
    )


def of_year(site: Site, year: int) -> Plan | None:
    """Return the plan of a year."""
    return next((plan for plan in site.plans if plan.meta.year == year), None)


def completion(plan: Plan, site: Site, on: dt.date) -> tuple[int, int, int]:
    """Return how many tasks were done, of how many that were due by the end of a day, and how many overdue.

    Of today and days to come nobody can tell yet: the last day that is judged is yesterday. A task counts once,
    however often it falls due: as overdue where one of its periods that are over lacks its evidence. Tasks that
    never fall due, and cancelled ones, are none of them.
    """
    on = min(on, site.today - dt.timedelta(days=1))
    due = [item for item in standing(plan, site, on) if _was_due(item, on)]
    overdue = sum(item.state is State.OVERDUE for item in due)
    return len(due) - overdue, len(due), overdue


def standing(plan: Plan, site: Site, on: dt.date) -> tuple[TaskState, ...]:
    """Return every task of a plan as it stood when a day was over."""
    after, known = min(on + dt.timedelta(days=1), site.today), min(on, site.today)
    return tuple(_judged(site, plan, place, task, after, known) for place, task in enumerate(plan.meta.tasks))


def _was_due(item: TaskState, on: dt.date) -> bool:
    first = min(item.task.due.deadlines(item.plan.meta.year), default=None)
    return item.state is not State.CANCELLED and first is not None and first <= on


def _judged(site: Site, plan: Plan, place: int, task: Task, today: dt.date, known: dt.date) -> TaskState:
    """Return how a task stands on a day, by what was done up to the day that is `known`."""
    state, deadline = _state(site, plan, task, today, known)
    late = (today - deadline).days if deadline and state is State.OVERDUE else 0
    return TaskState(plan=plan, place=place, task=task, state=state, deadline=deadline, days_late=late)


def _state(site: Site, plan: Plan, task: Task, today: dt.date, known: dt.date) -> tuple[State, dt.date | None]:
    deadlines = task.due.deadlines(plan.meta.year)
    if task.status is TaskStatus.CANCELLED:
        return State.CANCELLED, None
    is_done = task.status is TaskStatus.DONE and (task.done_on is None or task.done_on <= known)
    if is_done:
        return State.DONE, max(deadlines, default=None)
    if task.due.is_standing:
        return State.STANDING, None
    unproved = [period for period in task.due.periods(plan.meta.year) if not _is_proved(site, plan, task, period)]
    if not unproved:
        return State.DONE if today > max(deadlines) else State.IN_PROGRESS, max(deadlines)
    deadline = unproved[0].last
    if deadline < today:
        return State.OVERDUE, deadline
    if (deadline - today).days <= SOON:
        return State.DUE_SOON, deadline
    return State(task.status.value) if task.status is not TaskStatus.DONE else State.IN_PROGRESS, deadline


def _is_proved(site: Site, plan: Plan, task: Task, period: Period) -> bool:
    """Whether a task that is owed again and again was done in a period: by its evidence, or by its own target.

    What ended before the plan began is not owed. A task that is owed once is done when it says so.
    """
    if task.due.every is None:
        return False
    if period.last < plan.meta.begins:
        return True
    if any(period.holds(evidence.day(site, item)) for item in task.evidence):
        return True
    own = (item for item in targets(site) if item.plan is plan and item.target.task == task.id)
    return any(row.period == period and row.status in _PROVED for item in own for row in item.periods)
