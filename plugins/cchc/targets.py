"""How a period stands against what is owed in it: the one engine of the quota and of a plan's targets."""

import datetime as dt
from enum import StrEnum


class PeriodStatus(StrEnum):
    """How a period stands."""

    MET = "met"
    SHORT = "short"
    IN_PROGRESS = "in_progress"
    EXCUSED = "excused"
    UPCOMING = "upcoming"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"
    """Over and below target, but what cannot be read, or is not known, might fill it."""


def judge(
    first: dt.date,
    last: dt.date,
    today: dt.date,
    *,
    target: int,
    counted: int,
    doubtful: int = 0,
    is_waived: bool = False,
) -> PeriodStatus:
    """Return how the days from `first` to `last` stand; `doubtful` is how much more there may be.

    A waiver has no effect on a period that is met or not over.
    """
    if target == 0:
        return PeriodStatus.NOT_APPLICABLE
    if today < first:
        return PeriodStatus.UPCOMING
    if counted >= target:
        return PeriodStatus.MET
    if today <= last:
        return PeriodStatus.IN_PROGRESS
    if is_waived:
        return PeriodStatus.EXCUSED
    return PeriodStatus.UNDETERMINED if counted + doubtful >= target else PeriodStatus.SHORT


def missing(target: int, counted: int) -> int:
    """Return how much a target still lacks; never negative."""
    return max(0, target - counted)
