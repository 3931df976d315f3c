"""Months and moments in Hanoi time, and how people read them."""

import calendar
import datetime as dt
import os
import re
from dataclasses import dataclass, field
from typing import Self
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_DAY = r"\d{4}-\d{2}-\d{2}"
_MOMENT = re.compile(rf"({_DAY})(?:[T ](\d{{1,2}}:\d{{2}}(?::\d{{2}})?) ?(Z|[+-]\d{{2}}:?\d{{2}})?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `YYYY-MM`; raises ValueError for anything else."""
        match = _MONTH.fullmatch(text)
        if not match or not 1 <= int(match[2]) <= 12 or int(match[1]) < 1:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """Return the month that holds a day."""
        return cls(day.year, day.month)

    @property
    def next(self) -> "Month":
        """The month after this one."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of the month."""
        leap = self.number == 2 and calendar.isleap(self.year)
        return dt.date(self.year, self.number, _DAYS[self.number] + leap)

    def until(self, last: "Month") -> tuple["Month", ...]:
        """Return the months from this one to `last`, both included; empty when `last` is earlier."""
        months = []
        month = self
        while month <= last:
            months.append(month)
            month = month.next
        return tuple(months)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Moment:
    """A publication date as its author wrote it, in Hanoi time."""

    at: dt.datetime
    """Aware, in Asia/Ho_Chi_Minh; midnight when no time was written."""
    has_time: bool
    day: dt.date = field(init=False, repr=False, compare=False)
    """The day in Hanoi."""

    def __post_init__(self) -> None:
        # Worked out once: it is asked for some twenty times of each post.
        object.__setattr__(self, "day", self.at.date())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `YYYY-MM-DD`, with or without a time and an offset.

        Without an offset the time is Hanoi time. Raises ValueError for anything else,
        a day that does not exist included.
        """
        match = _MOMENT.fullmatch(text.strip())
        if not match:
            raise ValueError(text)
        day, time, offset = match.groups()
        at = dt.datetime.fromisoformat(f"{day}T{(time or '00:00').rjust(5, '0')}{offset or ''}")
        try:
            at = at.replace(tzinfo=HANOI) if at.tzinfo is None else at.astimezone(HANOI)
        except OverflowError as error:
            raise ValueError(text) from error
        return cls(at, time is not None)

    def __str__(self) -> str:
        return self.at.isoformat() if self.has_time else self.day.isoformat()


def now(given: str | None = None) -> dt.datetime:
    """Return the present moment in Hanoi: noon of the day `given`, else `SOURCE_DATE_EPOCH`, else the clock.

    The only place that reads the clock; only an adapter calls it. Raises ValueError for a date
    that is not `YYYY-MM-DD`, or an epoch that is not a number of seconds.
    """
    if given:
        if not re.fullmatch(_DAY, given, re.ASCII):  # Python reads 20261121 and 2026-W47-6 too
            raise ValueError(given)
        return dt.datetime.combine(dt.date.fromisoformat(given), dt.time(12), HANOI)
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds:
        try:
            return dt.datetime.fromtimestamp(int(seconds), HANOI)
        except (OverflowError, OSError, ValueError) as error:
            raise ValueError(f"SOURCE_DATE_EPOCH={seconds}") from error
    return dt.datetime.now(HANOI)


def today(given: str | None = None) -> dt.date:
    """Return today's date in Hanoi, as `now` tells it."""
    return now(given).date()


def epoch(day: dt.date) -> int:
    """Return noon of a Hanoi day as seconds since 1970: the same day in every time zone nearby."""
    return int(dt.datetime.combine(day, dt.time(12), HANOI).timestamp())


def day_label(day: dt.date) -> str:
    """Return a date as Vietnamese offices write it: 14/5/2026, 05/02/2026 (NĐ 30/2020/NĐ-CP)."""
    return f"{day.day:02d}/{_month_number(day.month)}/{day.year}"


def month_label(month: Month) -> str:
    """Return a month as Vietnamese offices write it: 5/2026, 02/2026 (NĐ 30/2020/NĐ-CP)."""
    return f"{_month_number(month.number)}/{month.year}"


def _month_number(number: int) -> str:
    return f"{number:02d}" if number <= 2 else str(number)
