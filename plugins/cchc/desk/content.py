"""What lies on a manager's desk: matters with who, what, since or by when, where, and what to do."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from cchc.locale import Text
from cchc.model import Site
from cchc.reports.content import Window
from cchc.schema import Unit

SOON = 7
"""So many days before it is due, a matter is urgent."""
AHEAD = 14
"""So many days ahead the desk looks: at feedback, measures and events."""


class Kind(StrEnum):
    """The kinds of matters; those of one day stand in this order."""

    FEEDBACK = "feedback"
    REPORT = "report"
    MONTH = "month"
    TASK = "task"
    TARGET = "target"
    MEASURE = "measure"
    REJECTED = "rejected"
    IN_REVIEW = "in_review"
    CONTENT = "content"
    UNIT_TARGET = "unit_target"
    SILENT = "silent"
    CITATION = "citation"
    MENTION = "mention"
    PROCEDURES = "procedures"
    NOT_FROZEN = "not_frozen"


class Urgency(StrEnum):
    """How pressing a matter is, the most pressing first."""

    OVERDUE = "overdue"
    SOON = "soon"
    """Due within `SOON` days, today included."""
    UNDATED = "undated"
    """Owed, but on no day."""
    LATER = "later"
    INVITED = "invited"
    """Asked of a body that owes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One matter."""

    kind: Kind
    what: Text
    """What is the matter."""
    todo: Text
    """What is asked, as it goes on after «Đề nghị …»."""
    units: tuple[Unit, ...] = ()
    """Who owes it; nobody where it is not assigned: then it is the agency's own."""
    path: PurePosixPath | None = None
    """The file in question, below the folder of mkdocs.yml."""
    line: int = 1
    url: str = ""
    """The page that shows it in a preview, below the site's root."""
    due: dt.date | None = None
    """The last day for it."""
    since: dt.date | None = None
    """Since when it has been so, where it is due on no day."""
    names: tuple[str, ...] = ()
    """What it is about, where that is more than one thing."""
    author: str = ""
    """Who wrote the file."""
    is_invited: bool = False
    """Whether it is only asked, not owed."""

    def days_left(self, today: dt.date) -> int | None:
        """Return how many days there are until the last one; below zero, how many have gone by since."""
        return (self.due - today).days if self.due else None

    def urgency(self, today: dt.date) -> Urgency:
        """Return how pressing it is on a day."""
        left = self.days_left(today)
        if self.is_invited:
            return Urgency.INVITED
        if left is None:
            return Urgency.UNDATED
        return Urgency.OVERDUE if left < 0 else Urgency.SOON if left <= SOON else Urgency.LATER


@dataclass(frozen=True, slots=True, kw_only=True)
class NextReport:
    """The report whose figures close next, and those that closed last."""

    window: Window
    unit: Unit | None
    """Who draws it up."""
    last: tuple[tuple[Window, bool], ...]
    """The windows that closed last, each with whether its signed figures are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The theme of the year, and the posts that carry it."""

    year: int
    text: str
    carried: int
    posts: int
    """Posts of the year so far that count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A group of people, and how many activities of the year reached it."""

    name: str
    times: int
    is_planned: bool
    """Whether the plan names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """An event, or an activity, of the next days."""

    title: str
    kind: Text
    status: Text | None
    """Where it does not take place as planned."""
    first: dt.date
    unit: Unit
    place: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Desk:
    """All of it, as of one day."""

    site: Site
    items: tuple[Item, ...]
    """The most pressing first."""
    report: NextReport
    theme: Theme | None
    reach: tuple[Reach, ...]
    """The groups of the plan in its order, then others that were reached."""
    ahead: tuple[Ahead, ...]
    not_set: tuple[Text, ...]
    """What the desk cannot follow, because nobody told the site of it, and how to tell."""

    def of(self, unit: Unit | None) -> tuple[Item, ...]:
        """Return what a unit owes; of None, what nobody in particular does."""
        return tuple(item for item in self.items if (unit in item.units if unit else not item.units))

    @property
    def by_unit(self) -> tuple[tuple[Unit | None, tuple[Item, ...]], ...]:
        """Who owes something and what, those with the most pressing matters first.

        What several units owe together stands with each; the agency's own comes last of what is equally pressing.
        """
        rows = [(unit, self.of(unit)) for unit in (*self.site.config.plugin.units, None)]
        places = {id(item): place for place, item in enumerate(self.items)}
        return tuple(sorted((row for row in rows if row[1]), key=lambda row: places[id(row[1][0])]))

    def count(self, urgency: Urgency, items: Sequence[Item] | None = None) -> int:
        """Return how many matters are so pressing: of all, or of some."""
        chosen = self.items if items is None else items
        return sum(item.urgency(self.site.today) is urgency for item in chosen)
