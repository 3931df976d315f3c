"""Events as iCalendar (RFC 5545): a file for each, and a feed of them all. Nothing in them comes from the clock."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cchc import labels
from cchc.dates import Moment
from cchc.locale import say, translator
from cchc.model import Site
from cchc.records import Event
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


def calendar(site: Site, events: Sequence[Event], name: str) -> bytes:
    """Return a calendar of some events."""
    from icalendar import Calendar  # slow to import, and most builds change no event

    made = Calendar()
    made.add("prodid", "-//cchc//Lich su kien//VI")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", _ZONE)
    made.add_component(_zone())  # even of no event: a calendar needs one component
    for event in events:
        made.add_component(_event(site, event))
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


def _event(site: Site, event: Event) -> "icalendar.Event":
    from icalendar import Event as Entry

    meta, translate = event.meta, translator(site.config.language)
    changed = meta.updated or _UNKNOWN
    url = site.config.site_url + event.url
    entry = Entry()
    # The id outlives a moved site; a changed domain makes no new event of an old one.
    entry.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, f'cchc:{site.config.agency.id}:{event.url}')}")
    entry.add("dtstamp", dt.datetime.combine(changed, dt.time(), dt.UTC))
    entry.add("last-modified", dt.datetime.combine(changed, dt.time(), dt.UTC))
    entry.add("sequence", (changed - _UNKNOWN).days)  # one more each day on which it may have been changed
    _add_time(entry, "dtstart", meta.start)
    if meta.end and meta.end.has_time:
        _add_time(entry, "dtend", meta.end)
    elif not meta.start.has_time:
        entry.add("dtend", meta.last.day + dt.timedelta(days=1))  # the first day after it
    entry.add("summary", meta.title)
    entry.add("status", _STATUS[meta.status])
    entry.add("categories", [labels.EVENT_KIND[meta.kind].render(translate)])
    if meta.place or meta.online:
        entry.add("location", meta.place or meta.online)
    if meta.contact:
        entry.add("contact", meta.contact)
    told = (
        meta.summary,
        meta.audience and say("Thành phần: {audience}", audience=meta.audience).render(translate),
        meta.online and say("Dự trực tuyến: {url}", url=meta.online).render(translate),
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
