"""Stretches of the calendar that work is planned for: a day, a month, a quarter, half a year, a year, and ranges."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from cchc.dates import Month

_ONE = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|H([12])))?", re.ASCII)
RANGE = ".."


class Every(StrEnum):
    """How often something falls due."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


_PER_YEAR = {Every.MONTH: 12, Every.QUARTER: 4, Every.HALF: 2, Every.YEAR: 1}


@dataclass(frozen=True, slots=True)
class Period:
    """Some days in a row, both ends included."""

    id: str
    """As it is written: `2026-12-10`, `2026-04`, `2026-Q2`, `2026-H1`, `2026`, `2026-Q2..2026-Q3`."""
    first: dt.date
    last: dt.date

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a period as it is written; raises ValueError for anything else.

        The two ends of a range are of one kind, in their order.
        """
        begin, mark, end = text.strip().partition(RANGE)
        first, last = _one(begin), _one(end if mark else begin)
        if shape(begin) != shape(end or begin) or first[0] > last[0]:
            raise ValueError(text)
        return cls(text.strip(), first[0], last[1])

    def holds(self, day: dt.date | None) -> bool:
        """Whether a day is one of its days; no day is not."""
        return day is not None and self.first <= day <= self.last


def shape(text: str) -> str:
    """Return of what kind one end of a period is: `day`, `month`, `quarter`, `half`, `year`; empty for none."""
    match = _ONE.fullmatch(text)
    if match is None:
        return ""
    _, month, day, quarter, half = match.groups()
    return "day" if day else "month" if month else "quarter" if quarter else "half" if half else "year"


def _one(text: str) -> tuple[dt.date, dt.date]:
    match = _ONE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day, quarter, half = (int(part) if part else 0 for part in match.groups())
    if year < 2000:
        raise ValueError(text)
    if day:
        return dt.date(year, month, day), dt.date(year, month, day)
    if match[2]:
        return dt.date(year, month, 1), Month(year, month).last_day
    months, number = (3, quarter) if quarter else (6, half) if half else (12, 1)
    last = Month(year, months * number)
    return dt.date(year, last.number - months + 1, 1), last.last_day


def periods(every: Every, year: int) -> tuple[Period, ...]:
    """Return the periods of one kind of a year, in order."""
    name = {Every.MONTH: "{}-{:02d}", Every.QUARTER: "{}-Q{}", Every.HALF: "{}-H{}", Every.YEAR: "{}"}[every]
    return tuple(Period.parse(name.format(year, number)) for number in range(1, _PER_YEAR[every] + 1))
