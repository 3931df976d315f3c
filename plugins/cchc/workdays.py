"""Working days: Monday to Friday, without holidays. Pure functions of days."""

import datetime as dt
from collections.abc import Collection

_FIXED = frozenset({(1, 1), (30, 4), (1, 5), (2, 9)})
"""Day and month of the holidays that are the same every year (Bộ luật Lao động 2019, Điều 112).

Tết, Giỗ Tổ, the second day of Quốc khánh and days off in lieu are other days each year: an agency lists them in
mkdocs.yml as `holidays`.
"""
_WEEKEND = 5
_DAY = dt.timedelta(days=1)


def is_working(day: dt.date, holidays: Collection[dt.date] = ()) -> bool:
    """Whether offices are open on a day."""
    return day.weekday() < _WEEKEND and (day.day, day.month) not in _FIXED and day not in holidays


def after(day: dt.date, count: int, holidays: Collection[dt.date] = ()) -> dt.date:
    """Return the working day that is the `count`-th after a day; the day itself is not one of them.

    The last day that there is, where the calendar ends first.
    """
    left = count
    while left > 0 and day < dt.date.max:
        day += _DAY
        left -= is_working(day, holidays)
    return day
