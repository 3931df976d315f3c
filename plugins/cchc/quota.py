"""Counting: which posts count for which month, and what a month still owes.

The rule is the plan's one sentence ("hằng tháng, có ít nhất 02 tin, bài về CCHC"): the whole site,
by calendar month. Targets of single units are advisory.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cchc.dates import Month
from cchc.model import HistoryState, Post, Rejected, Site
from cchc.schema import Origin, Status, Unit, Waiver
from cchc.targets import PeriodStatus, judge, missing
from cchc.text import fold

WARN_FROM_DAY = 20
"""From this day on, a current month that is still short deserves a warning."""


MonthStatus = PeriodStatus
"""How a month stands."""


class Reason(StrEnum):
    """Why a post does not count."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    WITHDRAWN = "withdrawn"
    FUTURE = "future"
    EXCLUDED = "excluded"
    TRANSLATION = "translation"
    REPOST = "repost"
    DUPLICATE = "duplicate"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One post, and whether it counts."""

    post: Post
    reason: Reason | None
    """Why it does not count; None when it does."""
    late: bool | None
    """Whether it came after its month; None when git cannot tell."""
    original: Post | None = None
    """The post that this one duplicates."""

    @property
    def counted(self) -> bool:
        """Whether it counts for its month."""
        return self.reason is None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthTally:
    """What a month owed, and what it has."""

    month: Month
    begun: bool
    """Whether the quota had begun; before it, nothing was owed."""
    target: int
    counts: tuple[Count, ...]
    """Every valid post of the month, oldest first."""
    unreadable: int
    """Rejected posts that belong, or may belong, to the month."""
    status: MonthStatus
    waiver: Waiver | None
    """The waiver that excuses the month; None when it has no effect."""

    @property
    def counted(self) -> int:
        """The number of posts that count."""
        return sum(count.counted for count in self.counts)

    @property
    def missing(self) -> int:
        """How many posts the target still lacks; never negative."""
        return missing(self.target, self.counted)

    @property
    def late(self) -> int:
        """How many of the month's public posts came after it was over."""
        return sum(bool(count.late) for count in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTally:
    """What one unit wrote, as lead unit."""

    unit: Unit
    months: Mapping[Month, int]
    """Counted posts in the months of the table; a month without one is absent."""
    last_post: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The whole table."""

    today: dt.date
    months: tuple[MonthTally, ...]
    """From the quota's start to the current month, oldest first, silent months too."""
    units: tuple[UnitTally, ...]
    """In the order of mkdocs.yml."""
    history: HistoryState
    unreadable: tuple[Rejected, ...]
    """Posts that cannot be counted until their mistakes are mended."""

    @property
    def short(self) -> tuple[MonthTally, ...]:
        """Closed months below target without a waiver."""
        return tuple(row for row in self.months if row.status is MonthStatus.SHORT)

    @property
    def current(self) -> MonthTally | None:
        """The row of the current month, if it is part of the table."""
        month = Month.of(self.today)
        return next((row for row in self.months if row.month == month), None)

    @property
    def needs_warning(self) -> bool:
        """Whether the current month is short and near its end."""
        current = self.current
        return current is not None and current.status is MonthStatus.IN_PROGRESS and self.today.day >= WARN_FROM_DAY


def tally(site: Site, *, first: Month | None = None, last: Month | None = None, strict: bool = False) -> Tally:
    """Return one row for each month from the quota's start to today, oldest first.

    `first` and `last` choose other months, before the start and in the future too; under
    `strict` a late post does not count.
    """
    counts = counts_by_month(site, strict=strict)
    unreadable = tuple(item for item in site.rejected if item.is_post)
    start = _start(site)
    months = (first or start).until(last or Month.of(site.today))
    rows = tuple(_row(site, month, start, counts.get(month, ()), unreadable) for month in months)
    return Tally(
        today=site.today,
        months=rows,
        units=tuple(_units(site, rows)),
        history=site.history.state,
        unreadable=unreadable,
    )


def counts_by_month(site: Site, *, strict: bool = False) -> Mapping[Month, tuple[Count, ...]]:
    """Return every valid post with its verdict, by the month it belongs to."""
    return _counts_by_month(site, strict)


@lru_cache(maxsize=2)
def _counts_by_month(site: Site, strict: bool) -> Mapping[Month, tuple[Count, ...]]:
    rows: dict[Month, list[Count]] = defaultdict(list)
    originals: dict[tuple[str, str], Post] = {}
    in_order = sorted(site.posts, key=lambda post: (post.meta.date.at, str(post.path)))
    for post in in_order:
        late = _late(site, post)
        reason = _reason(site, post)
        original = None
        if reason is None:
            marks = _marks(post)
            original = next((originals[mark] for mark in marks if mark in originals), None)
            if original is not None:
                reason = Reason.DUPLICATE
            elif late and strict:
                reason = Reason.LATE
            else:
                for mark in marks:
                    originals[mark] = post
        rows[post.month].append(Count(post=post, reason=reason, late=late, original=original))
    return {month: tuple(row) for month, row in rows.items()}


def _late(site: Site, post: Post) -> bool | None:
    since = site.config.quota.judged_from
    judged = post.is_public(site.today) and since is not None and since <= post.month
    return site.history.is_late(post, site.today) if judged else False


def _reason(site: Site, post: Post) -> Reason | None:
    meta = post.meta
    if meta.status is not Status.PUBLISHED:
        return Reason(meta.status.value)
    if meta.date.day > site.today:
        return Reason.FUTURE
    if not meta.counts:
        return Reason.EXCLUDED
    if post.is_translation:
        return Reason.TRANSLATION
    if meta.origin is Origin.REPOST and not site.config.quota.count_reposts:
        return Reason.REPOST
    return None


def _marks(post: Post) -> tuple[tuple[str, str], ...]:
    """Return what two posts must not share if both are to count."""
    marks = [("title", fold(post.title))]
    if post.meta.source and post.meta.source.url:
        marks.append(("source", post.meta.source.url))
    if post.body_mark:
        marks.append(("body", post.body_mark))
    return tuple(marks)


def _start(site: Site) -> Month:
    """Return the month the quota begins in; without one written, that of the first post."""
    first = site.config.quota.first_month
    if first or not site.config.quota.posts_per_month:
        return first or Month.of(site.today)
    return min((post.month for post in site.public_posts), default=Month.of(site.today))


def _row(
    site: Site, month: Month, start: Month, counts: tuple[Count, ...], unreadable: tuple[Rejected, ...]
) -> MonthTally:
    target = site.config.quota.target(month)
    counted = sum(count.counted for count in counts)
    doubtful = [item for item in unreadable if item.month in (month, None)]
    waiver = site.config.quota.waiver(month)
    may_be_many = any(item.is_folder for item in doubtful)
    status = judge(
        dt.date(month.year, month.number, 1),
        month.last_day,
        site.today,
        target=target,
        counted=counted,
        doubtful=target if may_be_many else len(doubtful),
        is_waived=waiver is not None,
    )
    return MonthTally(
        month=month,
        begun=start <= month,
        target=target,
        counts=counts,
        unreadable=len(doubtful),
        status=status,
        waiver=waiver if status is MonthStatus.EXCUSED else None,
    )


def _units(site: Site, rows: tuple[MonthTally, ...]) -> Iterator[UnitTally]:
    months: dict[str, dict[Month, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        for count in row.counts:
            if count.counted:
                months[count.post.unit.id][row.month] += 1
    last = {post.unit.id: post.meta.date.day for post in site.public_posts}
    for unit in site.config.plugin.units:
        yield UnitTally(unit=unit, months=dict(months[unit.id]), last_post=last.get(unit.id))
