"""The targets of plans: what counts towards each, period by period; `cchc.targets` judges the periods."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any

from cchc import feedback, quota, upkeep
from cchc.activities import Done, activities, took_place
from cchc.feedback import State
from cchc.model import Post, Site
from cchc.periods import Every, Period, periods
from cchc.quota import Reason
from cchc.records import Plan, Procedure, Record
from cchc.schema import ACTIVITY, DOCUMENT, EVENT, FEEDBACK, Measure, OnlineLevel, PlanTarget, Share
from cchc.schema.plans import Amount, TargetWaiver
from cchc.targets import PeriodStatus, judge, missing
from cchc.text import fold_name

_FOLDERS = {
    Measure.ACTIVITIES: ACTIVITY.folder,
    Measure.EVENTS: EVENT.folder,
    Measure.DOCUMENTS: DOCUMENT.folder,
    Measure.FEEDBACK: FEEDBACK.folder,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodTally:
    """What a target owed in one period, and what there is."""

    period: Period
    target: int
    """How many are owed; of a percentage, how many of `total`."""
    counted: int
    total: int | None
    """Of a percentage: how many there are in all."""
    unknown: int
    """How many more may count: what cannot be read, what does not say."""
    records: tuple[Post | Record | Done, ...]
    """What was counted."""
    status: PeriodStatus
    waiver: TargetWaiver | None
    """The waiver that excuses the period; None when it has no effect."""

    @property
    def missing(self) -> int:
        """How many the target still lacks."""
        return missing(self.target, self.counted)

    @property
    def is_awaited(self) -> bool:
        """Whether its figures are somebody else's, and are not here yet."""
        return self.target == 0 and self.status is PeriodStatus.UNDETERMINED


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetState:
    """One target of a plan, judged."""

    plan: Plan
    place: int
    """Which of the plan's targets it is, from 0."""
    target: PlanTarget
    periods: tuple[PeriodTally, ...]
    """Every period of the plan's year, oldest first."""
    current: PeriodTally
    """The period that today is in; before it the first, after it the last."""

    @property
    def short(self) -> tuple[PeriodTally, ...]:
        """Closed periods below target without a waiver."""
        return tuple(row for row in self.periods if row.status is PeriodStatus.SHORT)

    @property
    def status(self) -> PeriodStatus:
        """How it stands in all: short where a period is, else as the current period."""
        return PeriodStatus.SHORT if self.short else self.current.status


def targets(site: Site) -> tuple[TargetState, ...]:
    """Return every target of every plan as it stands today, in the order they are written."""
    return _targets(site)


@lru_cache(maxsize=1)
def _targets(site: Site) -> tuple[TargetState, ...]:
    return tuple(
        _state(site, plan, place, target) for plan in site.plans for place, target in enumerate(plan.meta.targets)
    )


def _state(site: Site, plan: Plan, place: int, target: PlanTarget) -> TargetState:
    spans = (target.within,) if target.within else periods(target.every or Every.YEAR, plan.meta.year)
    start = target.start and dt.date(target.start.year, target.start.number, 1)
    rows = tuple(_tally(site, target, period, start or plan.meta.begins) for period in spans)
    current = next((row for row in rows if site.today <= row.period.last), rows[-1])
    return TargetState(plan=plan, place=place, target=target, periods=rows, current=current)


def _tally(site: Site, target: PlanTarget, period: Period, start: dt.date) -> PeriodTally:
    if target.is_awaited:
        return _awaited(site, period)
    found = _by_hand(target) if target.is_by_hand else _counted(site, target, period)
    owed = target.at_least or -(-(target.percent or 0) * (found.total or 0) // 100)
    if period.last < start:
        owed = 0
    waiver = next((item for item in target.waivers if item.period == period), None)
    status = judge(
        period.first,
        period.last,
        site.today,
        target=owed,
        counted=found.number,
        doubtful=found.unknown,
        is_waived=waiver is not None,
    )
    return PeriodTally(
        period=period,
        target=owed,
        counted=found.number,
        total=found.total,
        unknown=found.unknown,
        records=found.records,
        status=status,
        waiver=waiver if status is PeriodStatus.EXCUSED else None,
    )


def _awaited(site: Site, period: Period) -> PeriodTally:
    status = PeriodStatus.UPCOMING if site.today < period.first else PeriodStatus.UNDETERMINED
    return PeriodTally(
        period=period, target=0, counted=0, total=None, unknown=0, records=(), status=status, waiver=None
    )


@dataclass(frozen=True, slots=True)
class _Found:
    number: int
    total: int | None = None
    unknown: int = 0
    records: tuple[Post | Record | Done, ...] = ()


def _by_hand(target: PlanTarget) -> _Found:
    return _Found(target.numerator or 0, target.denominator)


def _counted(site: Site, target: PlanTarget, period: Period) -> _Found:
    assert target.measure  # the schema asks for it where no figures are written by hand
    items = [item for item, day in dated(site, target.measure) if day is None or period.holds(day)]
    kept = [item for item in items if all(test(item) for test in _tests(target).values())]
    if target.shared:
        return _share(site, target.shared, kept)
    if target.measure is Measure.POSTS and target.lang is None:
        kept = [item for item in kept if not (isinstance(item, Post) and item.is_translation)]
    number = sum(item.quantity for item in kept) if target.amount is Amount.QUANTITY else len(kept)
    return _Found(number, None, _unreadable(site, target.measure, period), tuple(kept))


def dated(site: Site, measure: Measure) -> Sequence[tuple[Any, dt.date | None]]:
    """Return what there is of a measure, each with the day it counts on; of procedures those in use, without one.

    A post counts as it does in the quota; a translation only where posts of its language are counted.
    """
    if measure is Measure.POSTS:
        counts = quota.counts_by_month(site).values()
        counted = (item.post for row in counts for item in row if item.reason in (None, Reason.TRANSLATION))
        return [(post, post.meta.date.day) for post in counted]
    if measure is Measure.PROCEDURES:
        return [(item, None) for item in upkeep.in_use(site)]
    rows: Sequence[tuple[Any, dt.date | None]]
    if measure is Measure.ACTIVITIES:
        rows = [(item, item.day) for item in activities(site)]
    elif measure is Measure.EVENTS:
        rows = [(item, item.meta.last.day) for item in site.events if took_place(item, site.today)]
    elif measure is Measure.DOCUMENTS:
        rows = [(item, item.meta.date) for item in site.documents if item.meta.date]
    else:
        rows = [(item, item.meta.received) for item in site.feedback]
    return [(item, day) for item, day in rows if day is not None and day <= site.today]


Test = Callable[[Any], bool]


def _tests(target: PlanTarget) -> Mapping[str, Test]:
    """Return what something has to be in order to count, by the key of the target that says it."""
    tests: dict[str, Test] = {}
    for key in ("kind", "format", "lang", "topic", "online_level"):
        value = getattr(target, key)
        if value is not None:
            tests[_field(target, key)] = partial(_has, _field(target, key), value)
    if target.of_unit:
        tests["of_unit"] = partial(_is_of, target.of_unit)
    for key in ("audience", "issuer", "field"):
        value = getattr(target, key)
        if value is not None:
            tests[key] = partial(_names, key, fold_name(value))
    return tests


def _field(target: PlanTarget, key: str) -> str:
    return "type" if key == "kind" and target.measure is Measure.DOCUMENTS else key


def _has(key: str, value: object, item: Any) -> bool:
    found = getattr(_written(item), key)
    return (found.value if isinstance(found, StrEnum) else found) == value


def _is_of(unit: str, item: Any) -> bool:
    return bool((item.meta.owner_unit if isinstance(item, Procedure) else _written(item).unit) == unit)


def _names(key: str, wanted: str, item: Any) -> bool:
    return any(wanted in fold_name(name) for name in spelled(key, item))


def spelled(key: str, item: Any) -> tuple[str, ...]:
    """Return what a record says under a key that holds words of its author's."""
    found = getattr(_written(item), key)
    return tuple(found) if isinstance(found, tuple | list) else (found,) if found else ()


def unmatched(site: Site, target: PlanTarget) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each filter in free words that nothing on the site passes: its key, its value, what is written there."""
    if target.measure is None:
        return
    items = [item for item, _ in dated(site, target.measure)]
    for key in ("audience", "issuer", "field", "lang"):
        value = getattr(target, key)
        if value is None or not items:
            continue
        known = tuple(dict.fromkeys(name for item in items for name in spelled(key, item)))
        if not any(fold_name(value) in fold_name(name) for name in known):
            yield key, value, known


def _unreadable(site: Site, measure: Measure, period: Period) -> int:
    """Return how many files that cannot be read yet may count in a period."""
    if measure is Measure.POSTS:
        posts = [item for item in site.rejected if item.is_post]
        return sum(item.month is None or period.holds(item.month.last_day) for item in posts)
    folder = site.config.docs_dir / _FOLDERS.get(measure, "thu-tuc")
    return sum(item.path.is_relative_to(folder) for item in site.rejected)


def _share(site: Site, share: Share, items: Sequence[Any]) -> _Found:
    if share is Share.ONLINE_FULL:
        able = [item for item in items if item.meta.online_level is not OnlineLevel.INFORMATION]
        full = [item for item in able if item.meta.online_level is OnlineLevel.FULL]
        return _Found(len(full), len(able), sum(item.meta.online_level is OnlineLevel.UNKNOWN for item in able))
    if share is Share.REVIEWED:
        late = {item.key for item in upkeep.overdue(site)}
        return _Found(sum(item.key not in late for item in items), len(items))
    answered = [item for item in items if feedback.answered_on(item, site.today)]
    if share is Share.ANSWERED:
        return _Found(len(answered), len(items))
    states = [(item, feedback.state(item, site.today, site.config)) for item in items]
    in_time = [item for item, state in states if state is State.ANSWERED]
    missed = sum(state in (State.ANSWERED_LATE, State.OVERDUE_TO_ANSWER) for _, state in states)
    return _Found(len(in_time), len(in_time) + missed, records=tuple(in_time))


def _written(item: Any) -> Any:
    """Return what holds the values that targets ask for: a record has them in its front matter."""
    return item if isinstance(item, Done) else item.meta
