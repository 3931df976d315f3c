"""When a task of a plan is due: once, again and again, always, or when somebody asks."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from cchc.periods import Every, Period, periods
from cchc.schema.fields import text_of

STANDING = ("ongoing", "on_request")
"""What never falls due: always (thường xuyên); when somebody asks (khi có yêu cầu)."""
REPEATED = {
    "monthly": Every.MONTH,
    "quarterly": Every.QUARTER,
    "half_yearly": Every.HALF,
    "yearly": Every.YEAR,
}


@dataclass(frozen=True, slots=True)
class Due:
    """When a task is due."""

    text: str
    """As it is written: a period, or a word."""
    period: Period | None = None
    """The days in which it is to be done once."""
    every: Every | None = None
    """How often it is to be done."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a period or one of the words; raises ValueError for anything else."""
        text = text.strip()
        if text in STANDING:
            return cls(text)
        if text in REPEATED:
            return cls(text, every=REPEATED[text])
        return cls(text, period=Period.parse(text))

    @property
    def is_standing(self) -> bool:
        """Whether it never falls due."""
        return self.period is None and self.every is None

    def periods(self, year: int) -> tuple[Period, ...]:
        """Return the periods of a plan's year, in each of which it is to be done once; none where it never falls due.

        Each is owed on its last day.
        """
        if self.period:
            return (self.period,)
        return periods(self.every, year) if self.every else ()

    def deadlines(self, year: int) -> tuple[dt.date, ...]:
        """Return the days on which it is owed, in order."""
        return tuple(period.last for period in self.periods(year))

    def __str__(self) -> str:
        return self.text


def _due(value: object) -> Due:
    if isinstance(value, Due):
        return value
    try:
        return Due.parse(_written(value))
    except ValueError:
        raise PydanticCustomError("due", "due") from None


def _period(value: object) -> Period:
    if isinstance(value, Period):
        return value
    try:
        return Period.parse(_written(value))
    except ValueError:
        raise PydanticCustomError("period", "period") from None


def _written(value: object) -> str:
    is_year = isinstance(value, int) and not isinstance(value, bool)  # a year without quotes
    return str(value) if is_year or isinstance(value, str) else ""


DueField = Annotated[Due, BeforeValidator(_due), text_of("due")]
PeriodField = Annotated[Period, BeforeValidator(_period), text_of("period")]
