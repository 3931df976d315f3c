"""What was done to make the reform known: activities and events that took place, each counted once.

Reports, targets, the list of activities and the manager's desk count from here and nowhere else.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TypeVar

from cchc.model import Site
from cchc.records import Activity, Event
from cchc.schema import ActivityKind, EventStatus, Evidence
from cchc.text import fold_name

TWICE = "CCHC868"
"""The code of what is recorded twice: who lets it stand with a reason says that it was two things."""
_Record = TypeVar("_Record", Activity, Event)
_GROUPS = re.compile(r"\s*[,;]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Something that was done, and is over."""

    title: str
    kind: ActivityKind
    first: dt.date
    day: dt.date
    """Its last day: of what is not over nobody knows how much it will have been."""
    unit: str
    co_units: tuple[str, ...]
    topic: str | None
    place: str | None
    participants: int | None
    """None where nobody wrote it down."""
    quantity: int
    """Of what the kind is measured in (`labels.ACTIVITY_MEASURE`)."""
    languages: tuple[str, ...]
    """Besides Vietnamese."""
    audience: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    url: str
    path: PurePosixPath
    event: str | None = None
    """The id of the event that it was, or that an activity says more of."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A record of what another record tells of, too: the two count as one."""

    record: Activity | Event
    other: Activity | Event


@dataclass(frozen=True, slots=True)
class _Counted:
    done: tuple[Done, ...]
    twins: tuple[Twin, ...]


def activities(site: Site) -> tuple[Done, ...]:
    """Return what was done up to today, by its last day; a thing recorded twice is there once."""
    return _counted(site).done


def twins(site: Site) -> tuple[Twin, ...]:
    """Return the records that say again what another says: they count for nothing."""
    return _counted(site).twins


def planned(site: Site) -> tuple[Activity, ...]:
    """Return the activities that are still to come or going on, the soonest first."""
    return tuple(item for item in site.activities if not item.is_done(site.today))


def took_place(event: Event, today: dt.date) -> bool:
    """Whether an event is over and was neither put off nor cancelled."""
    return event.is_over(today) and event.meta.status is EventStatus.SCHEDULED


def groups(items: Iterable[Done]) -> Mapping[str, int]:
    """Return the audience groups that were reached, the most frequent first, each with how often.

    One group is one however it was typed; it is called as it was first.
    """
    names: dict[str, str] = {}
    counts: dict[str, int] = defaultdict(int)
    for item in items:
        for key in {fold_name(name): name for name in item.audience}:
            counts[key] += 1
        for name in item.audience:
            names.setdefault(fold_name(name), name)
    return {names[key]: counts[key] for key in sorted(counts, key=lambda key: (-counts[key], key))}


@lru_cache(maxsize=1)
def _counted(site: Site) -> _Counted:
    happened, found = _apart([item for item in site.events if took_place(item, site.today)])
    acted, more = _apart([item for item in site.activities if item.is_done(site.today)])
    by_id = {item.id: item for item in happened}
    by_name = {_name(item): item for item in happened}
    done: list[Done] = []
    told: dict[str, Activity] = {}
    for item in acted:
        event = by_id.get(item.meta.event or "")
        same = by_name.get(_name(item))
        if event is None and same and not _says_otherwise(item, same):
            event = same
            more.append(Twin(item, same))
        elif event and event.meta.kind.value != item.meta.kind:
            event = None  # leaflets handed out at a conference are one thing, the conference another
        if event and event.id in told:
            if not _says_otherwise(item):
                more.append(Twin(item, told[event.id]))
                continue
            event = None
        if event:
            told[event.id] = item
        done.append(_of_activity(item, event))
    done += [_of_event(event) for event in happened if event.id not in told]
    return _Counted(tuple(sorted(done, key=lambda item: (item.day, item.url))), (*found, *more))


def _apart(items: Iterable[_Record]) -> tuple[list[_Record], list[Twin]]:
    """Return the records that no earlier one tells of, and the others."""
    holders: dict[tuple[str, dt.date], list[_Record]] = defaultdict(list)
    kept: list[_Record] = []
    found: list[Twin] = []
    for item in items:
        same = holders[_name(item)]
        other = next((holder for holder in same if _is_same(holder, item)), None)
        if other and not _says_otherwise(item, other):
            found.append(Twin(item, other))
        else:
            same.append(item)
            kept.append(item)
    return kept, found


def _name(record: Activity | Event) -> tuple[str, dt.date]:
    return fold_name(record.title), record.meta.date if isinstance(record, Activity) else record.meta.start.day


def _is_same(one: Activity | Event, other: Activity | Event) -> bool:
    """Whether two of one name and day are one: in two places there were two meetings."""
    places = {fold_name(item.meta.place) for item in (one, other) if item.meta.place}
    return len(places) < 2


def _says_otherwise(*records: Activity | Event) -> bool:
    return any(record.meta.ignore.get(TWICE) for record in records)


def _of_activity(item: Activity, event: Event | None) -> Done:
    """Return what an activity says, and where it says nothing, what the event says that it was."""
    meta = item.meta
    of_event = _of_event(event) if event else None
    own = Done(
        title=meta.title,
        kind=meta.kind,
        first=meta.date,
        day=meta.last,
        unit=meta.unit,
        co_units=meta.co_units,
        topic=meta.topic,
        place=meta.place,
        participants=meta.participants,
        quantity=meta.quantity,
        languages=meta.languages,
        audience=meta.audience,
        evidence=meta.evidence,
        url=item.url,
        path=item.path,
    )
    if of_event is None:
        return own
    return replace(
        own,
        co_units=own.co_units or of_event.co_units,
        topic=own.topic or of_event.topic,
        place=own.place or of_event.place,
        participants=of_event.participants if own.participants is None else own.participants,
        audience=own.audience or of_event.audience,
        evidence=tuple(dict.fromkeys((*own.evidence, *of_event.evidence))),
        event=of_event.event,
    )


def evidence_of(event: Event) -> tuple[Evidence, ...]:
    """Return what proves an event: the post that reports on it, and what is named besides."""
    post = (Evidence(post=event.meta.post),) if event.meta.post else ()
    return tuple(dict.fromkeys((*post, *event.meta.evidence)))


def _of_event(event: Event) -> Done:
    meta = event.meta
    return Done(
        title=meta.title,
        kind=ActivityKind(meta.kind.value),
        first=meta.start.day,
        day=meta.last.day,
        unit=meta.unit,
        co_units=meta.co_units,
        topic=meta.topic,
        place=meta.place,
        participants=meta.participants,
        quantity=1,
        languages=(),
        audience=tuple(filter(None, _GROUPS.split(meta.audience or ""))),
        evidence=evidence_of(event),
        url=event.url,
        path=event.path,
        event=event.id,
    )
