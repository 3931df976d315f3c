"""What a report is made of, before it has a format: parts with sentences and tables."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cchc.locale import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days that a report covers, both ends included."""

    id: str
    """As it is asked for: `2026-Q1`, `2026-H1`, `2026`, `2026-01-01..2026-02-28`."""
    name: str | Text
    """«quý I năm 2026»."""
    first: dt.date
    last: dt.date
    due: dt.date | None = None
    """When the report is owed."""

    def holds(self, day: dt.date | None) -> bool:
        """Whether a day is one of its days; no day is not."""
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell that leads somewhere."""

    text: str
    url: str
    """Whole, or below the site's root."""


Cell = str | Text | int | float | dt.date | Linked | None
"""What a table holds: a number stays a number, a day a day, until a format writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a report."""

    caption: str | Text
    columns: Sequence[str | Text]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    """The last row, where there is a sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a report says of one duty in one window."""

    key: str
    """What it is called in data: `posts`, `feedback`, `plan`."""
    heading: str | Text
    sentences: Sequence[str | Text]
    """Whole sentences, as an official writes them; nothing that the data does not say."""
    figures: Sequence[tuple[str, str | Text, int]] = ()
    """Each figure by a key that does not change, with its label: what is frozen, compared, counted again in tests.

    A key of two words (`feedback.received`) sums up, and is shown beside earlier windows; longer ones are details.
    """
    tables: Sequence[Table] = ()
    missing: Sequence[str | Text] = ()
    """What is owed and was not done, or is not recorded; each a sentence."""
