"""Where each piece of feedback (phản ánh, kiến nghị) stands, who owes what, and how many there were.

What is law, and what is an agency's own setting:

- NĐ 20/2008/NĐ-CP gives who receives feedback five working days to forward it to the unit that has to deal with
  it (`FORWARD_DAYS`). The day on which it came is not counted. Who answers within these days has nothing to forward.
- The law names no number of days for the answer: it depends on how complex a matter is. What counts is the
  `due` that a record says; without one, `feedback.answer_days` working days of mkdocs.yml after the day it came.
- Working days are those of `cchc.workdays`: Monday to Friday, without the fixed holidays and the agency's own
  `holidays`.

Everything here is a pure function; a day that is still to come has not come, whatever a record says.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cchc import workdays
from cchc.model import Config, Site
from cchc.records import Feedback

FORWARD_DAYS = 5
"""Working days after the day it came, within which feedback is forwarded (NĐ 20/2008/NĐ-CP)."""


class State(StrEnum):
    """Where a piece of feedback stands on a day."""

    RECEIVED = "received"
    """Waits to be forwarded; there is still time for that."""
    FORWARDED = "forwarded"
    """Waits for its answer; there is still time for that."""
    ANSWERED = "answered"
    """Answered in time."""
    ANSWERED_LATE = "answered_late"
    OVERDUE_TO_FORWARD = "overdue_to_forward"
    OVERDUE_TO_ANSWER = "overdue_to_answer"

    @property
    def is_answered(self) -> bool:
        """Whether nothing is left to be done."""
        return self in (State.ANSWERED, State.ANSWERED_LATE)

    @property
    def is_overdue(self) -> bool:
        """Whether somebody owes something since a day that has gone by."""
        return self in (State.OVERDUE_TO_FORWARD, State.OVERDUE_TO_ANSWER)


def forward_by(item: Feedback, config: Config) -> dt.date:
    """Return the last day on which it may be forwarded."""
    return workdays.after(item.meta.received, FORWARD_DAYS, config.plugin.holidays)


def due(item: Feedback, config: Config) -> dt.date:
    """Return the last day on which it may be answered: as the record says, else as mkdocs.yml does."""
    days = config.plugin.feedback.answer_days
    return item.meta.due or workdays.after(item.meta.received, days, config.plugin.holidays)


def forwarded_on(item: Feedback, today: dt.date) -> dt.date | None:
    """Return the day it was forwarded, if that has come."""
    day = item.meta.forwarded
    return day if day and day <= today else None


def answered_on(item: Feedback, today: dt.date) -> dt.date | None:
    """Return the day it was answered, if that has come."""
    day = item.meta.answered
    return day if day and day <= today else None


def state(item: Feedback, today: dt.date, config: Config) -> State:
    """Return where a piece of feedback stands on a day."""
    answered = answered_on(item, today)
    last = due(item, config)
    if answered:
        return State.ANSWERED if answered <= last else State.ANSWERED_LATE
    if last < today:
        return State.OVERDUE_TO_ANSWER
    if forwarded_on(item, today):
        return State.FORWARDED
    return State.OVERDUE_TO_FORWARD if forward_by(item, config) < today else State.RECEIVED


def forwarded_in_time(item: Feedback, today: dt.date, config: Config) -> bool | None:
    """Return whether it was forwarded, or answered at once, within the time that the law gives; None while it runs."""
    days = [day for day in (forwarded_on(item, today), answered_on(item, today)) if day]
    last = forward_by(item, config)
    if days:
        return min(days) <= last
    return False if last < today else None


def receiving_unit(config: Config) -> str:
    """Return the name of the unit that receives feedback and forwards it."""
    id_ = config.plugin.feedback.receiving_unit
    return config.unit(id_).name if id_ else config.responsible


def replies(site: Site) -> tuple[Feedback, ...]:
    """Return what readers may see, the latest answer first."""
    shown = (item for item in site.feedback if item.is_public(site.today))
    return tuple(sorted(shown, key=lambda item: (item.meta.answered, item.id), reverse=True))


# ------------------------------------------------------------------ who owes what


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """What a unit owes."""

    item: Feedback
    state: State
    unit: str
    """The name of who owes it: who received it, as long as it is not forwarded; else who has to answer."""
    since: dt.date
    """The day on which the time for it ended."""


def owed(site: Site) -> Iterator[Debt]:
    """Yield what is overdue today, what has been so longest first."""
    debts = (debt for item in site.feedback if (debt := _debt(item, site)))
    yield from sorted(debts, key=lambda debt: (debt.since, debt.item.id))


def _debt(item: Feedback, site: Site) -> Debt | None:
    now, config = state(item, site.today, site.config), site.config
    if now is State.OVERDUE_TO_FORWARD:
        return Debt(item=item, state=now, unit=receiving_unit(config), since=forward_by(item, config))
    if now is State.OVERDUE_TO_ANSWER:
        return Debt(item=item, state=now, unit=config.unit(item.meta.unit).name, since=due(item, config))
    return None


# ------------------------------------------------------------------ how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many pieces of feedback there were from one day to another, as of a day.

    Each falls into a period by a day of its own: it is `received` by the day it came, `answered` by the day of
    its answer. So what came before and was answered now is `carried` over: carried + received = answered + pending.
    """

    carried: int
    """Came before, and was not answered by then."""
    received: int
    forwarded_in_time: int
    """Of those received: forwarded, or answered at once, within the time that the law gives."""
    forwarded_late: int
    """Of those received: forwarded later than that, or not yet though it is over."""
    answered: int
    in_time: int
    """Of those answered."""
    pending: int
    """Not answered at the end."""
    overdue: int
    """Of those pending: the last day for their answer has gone by."""

    @property
    def late(self) -> int:
        """Of those answered."""
        return self.answered - self.in_time


def count(items: Iterable[Feedback], first: dt.date, last: dt.date, today: dt.date, config: Config) -> Count:
    """Return how many there were from one day to another; what comes after today is not counted."""
    end = min(last, today)
    known = [item for item in items if item.meta.received <= end]
    came = [item for item in known if first <= item.meta.received]
    answers = [(item, day) for item in known if (day := answered_on(item, end))]
    done = [(item, day) for item, day in answers if first <= day]
    before = len(known) - len(came)
    answered_before = len(answers) - len(done)
    open_ = [item for item in known if answered_on(item, end) is None]
    forwarding = [forwarded_in_time(item, end, config) for item in came]
    return Count(
        carried=before - answered_before,
        received=len(came),
        forwarded_in_time=forwarding.count(True),
        forwarded_late=forwarding.count(False),
        answered=len(done),
        in_time=sum(day <= due(item, config) for item, day in done),
        pending=len(open_),
        overdue=sum(due(item, config) < end for item in open_),
    )


def by(items: Iterable[Feedback], key: Callable[[Feedback], str]) -> Mapping[str, list[Feedback]]:
    """Return what has each value, in the order in which the values come first."""
    found: dict[str, list[Feedback]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found
