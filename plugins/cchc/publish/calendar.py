"""Events and activities as iCalendar (RFC 5545): a file for each, and a feed. Nothing in them comes from the clock."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc import labels
from cchc.dates import Moment
from cchc.locale import Text, say, translator
from cchc.model import Site
from cchc.records import Activity, Event
from cchc.schema import EventStatus

if TYPE_CHECKING:
    import icalendar

_ZONE = "Asia/Ho_Chi_Minh"
_UNKNOWN = dt.date(2000, 1, 1)
"""Stands for the day on which a record without `updated` was last changed."""
_STATUS = {
    EventStatus.SCHEDULED: "CONFIRMED",
    EventStatus.POSTPONED: "TENTATIVE",
    EventStatus.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a calendar tells of."""

    url: str
    title: str
    kind: Text
    start: Moment
    end: Moment | None
    status: str
    updated: dt.date | None
    summary: str | None
    audience: str | None
    place: str | None
    online: str | None = None
    contact: str | None = None


def of_event(event: Event) -> Occasion:
    """Return an event as a calendar tells of it."""
    meta = event.meta
    return Occasion(
        url=event.url,
        title=meta.title,
        kind=labels.EVENT_KIND[meta.kind],
        start=meta.start,
        end=meta.end,
        status=_STATUS[meta.status],
        updated=meta.updated,
        summary=meta.summary,
        audience=meta.audience,
        place=meta.place,
        online=meta.online,
        contact=meta.contact,
    )


def of_activity(site: Site, activity: Activity) -> Occasion:
    """Return an activity as a calendar tells of it: all day long."""
    meta = activity.meta
    return Occasion(
        url=activity.url,
        title=meta.title,
        kind=labels.ACTIVITY_KIND[meta.kind],
        start=Moment.parse(str(meta.date)),
        end=Moment.parse(str(meta.end)) if meta.end else None,
        status=_STATUS[EventStatus.SCHEDULED],
        updated=meta.updated,
        summary=meta.summary,
        audience=", ".join(meta.audience) or None,
        place=meta.place,
        contact=site.config.unit(meta.unit).name,
    )


def calendar(site: Site, occasions: Sequence[Occasion], name: str) -> bytes:
    """Return a calendar."""
    from icalendar import Calendar  # slow to import, and most builds change no event

    made = Calendar()
    made.add("prodid", "-//cchc//Lich su kien//VI")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", _ZONE)
    made.add_component(_zone())  # even of nothing: a calendar needs one component
    for occasion in occasions:
        made.add_component(_entry(site, occasion))
    return bytes(made.to_ical())


def _zone() -> "icalendar.Timezone":
    """Return the time zone: seven hours ahead, without summer time, as it has been since 1975."""
    from icalendar import Timezone, TimezoneStandard

    standard = TimezoneStandard()
    standard.add("dtstart", dt.datetime.combine(dt.date(1975, 6, 13), dt.time()))
    standard.add("tzoffsetfrom", dt.timedelta(hours=7))
    standard.add("tzoffsetto", dt.timedelta(hours=7))
    standard.add("tzname", "+07")
    zone = Timezone()
    zone.add("tzid", _ZONE)
    zone.add_component(standard)
    return zone


def _entry(site: Site, item: Occasion) -> "icalendar.Event":
    from icalendar import Event as Entry

    translate = translator(site.config.language)
    changed = item.updated or _UNKNOWN
    url = site.config.site_url + item.url
    entry = Entry()
    # The id outlives a moved site; a changed domain makes no new event of an old one.
    entry.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, f'cchc:{site.config.agency.id}:{item.url}')}")
    entry.add("dtstamp", dt.datetime.combine(changed, dt.time(), dt.UTC))
    entry.add("last-modified", dt.datetime.combine(changed, dt.time(), dt.UTC))
    entry.add("sequence", (changed - _UNKNOWN).days)  # one more each day on which it may have been changed
    _add_time(entry, "dtstart", item.start)
    if item.end and item.end.has_time:
        _add_time(entry, "dtend", item.end)
    elif not item.start.has_time:
        entry.add("dtend", (item.end or item.start).day + dt.timedelta(days=1))  # the first day after it
    entry.add("summary", item.title)
    entry.add("status", item.status)
    entry.add("categories", [item.kind.render(translate)])
    if item.place or item.online:
        entry.add("location", item.place or item.online)
    if item.contact:
        entry.add("contact", item.contact)
    told = (
        item.summary,
        item.audience and say("Thành phần: {audience}", audience=item.audience).render(translate),
        item.online and say("Dự trực tuyến: {url}", url=item.online).render(translate),
        url,
    )
    entry.add("description", "\n".join(line for line in told if line))
    entry.add("url", url)
    return entry


def _add_time(entry: "icalendar.Event", key: str, moment: Moment) -> None:
    if moment.has_time:
        entry.add(key, moment.at.replace(tzinfo=None), parameters={"TZID": _ZONE})
    else:
        entry.add(key, moment.day)
