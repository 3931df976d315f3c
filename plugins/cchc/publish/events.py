"""Pages and calendars of events, and what home and search engines are told of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cchc import labels
from cchc.activities import evidence_of
from cchc.cache import Cache
from cchc.dates import Moment
from cchc.locale import say, translator
from cchc.model import Post, Site
from cchc.publish.activities import proofs, records_of, topic_of
from cchc.publish.calendar import Occasion, calendar, of_activity, of_event
from cchc.publish.outputs import Asset, Output, Page, kept
from cchc.publish.posts import Cards, body_of
from cchc.records import Activity, Event
from cchc.schema import EventStatus
from cchc.schema.activities import PUBLIC_GATHERINGS

SECTION = "su-kien/"
FEED = f"{SECTION}lich.ics"
_SCHEMA_STATUS = {
    EventStatus.SCHEDULED: "https://schema.org/EventScheduled",
    EventStatus.POSTPONED: "https://schema.org/EventPostponed",
    EventStatus.CANCELLED: "https://schema.org/EventCancelled",
}


def upcoming(site: Site, limit: int) -> list[dict[str, Any]]:
    """Return the next events that are not over and not cancelled, the soonest first."""
    chosen = (event for event in site.events if _is_to_come(site, event) and _takes_place(event))
    return [row(site, event) for event, _ in zip(chosen, range(limit), strict=False)]


def _is_to_come(site: Site, event: Event) -> bool:
    return not event.is_over(site.today)


def _takes_place(event: Event) -> bool:
    return event.meta.status is not EventStatus.CANCELLED


def row(site: Site, event: Event) -> dict[str, Any]:
    """Return what lists show of an event."""
    meta = event.meta
    translate = translator(site.config.language)
    usual = meta.status is EventStatus.SCHEDULED
    return {
        "title": meta.title,
        "url": event.url,
        "kind": labels.EVENT_KIND[meta.kind].render(translate),
        "when": when(site, event),
        "iso": _iso(meta.start),
        "end_iso": _iso(meta.end) if meta.end else "",
        "place": meta.place or "",
        "unit": site.config.unit(meta.unit).name,
        "unit_id": meta.unit,
        "summary": meta.summary or "",
        "status": meta.status.value,
        "status_name": "" if usual else labels.EVENT_STATUS[meta.status].render(translate),
    }


def when(site: Site, event: Event) -> str:
    """Return when an event takes place, for readers: 08:00 - 11:00, 10/12/2026."""
    start, end = event.meta.start, event.meta.last
    language = site.config.language
    day, last = labels.day(start.day, language), labels.day(end.day, language)
    if not start.has_time:
        return day if start.day == end.day else f"{day} - {last}"
    begins, ends = f"{start.at:%H:%M}", f"{end.at:%H:%M}"
    if start.at == end.at:
        return f"{begins}, {day}"
    return f"{begins} - {ends}, {day}" if start.day == end.day else f"{begins}, {day} - {ends}, {last}"


def _iso(moment: Moment) -> str:
    return moment.at.isoformat(timespec="minutes") if moment.has_time else moment.day.isoformat()


def event_pages(cards: Cards, cache: Cache) -> Iterator[Output]:
    """Yield the list of events, and a page for each."""
    site = cards.site
    translate = translator(site.config.language)
    past = [event for event in reversed(site.events) if event.is_over(site.today)]
    years = dict.fromkeys(event.meta.start.day.year for event in past)
    yield Page(
        url=SECTION,
        template="cchc/events.html",
        title=translate("Sự kiện"),
        description=say(
            "Hội nghị, tập huấn, đối thoại, tiếp công dân của {agency}: thời gian, địa điểm, lịch để theo dõi.",
            agency=site.config.agency.name,
        ).render(translate),
        in_menu=True,
        show=lambda: {
            "upcoming": [row(site, event) for event in site.events if _is_to_come(site, event)],
            "past": [
                {"year": str(year), "rows": [row(site, item) for item in past if item.meta.start.day.year == year]}
                for year in years
            ],
            "calendar": FEED,
        },
    )
    posts = {post.id: post for post in cards.posts}
    recorded = records_of(site)
    for event in site.events:
        yield _page(cards, cache, event, posts.get(event.meta.post or ""), recorded.get(event.id))


def _page(cards: Cards, cache: Cache, event: Event, post: Post | None, activity: Activity | None) -> Page:
    site, meta = cards.site, event.meta
    shown = row(site, event)
    return Page(
        url=event.url,
        template="cchc/event.html",
        title=meta.title,
        name=f"{meta.title} ({shown['when']})",
        trail=((translator(site.config.language)("Sự kiện"), SECTION),),
        changed=meta.updated if meta.updated and meta.updated <= site.today else None,
        description=meta.summary or ", ".join(filter(None, (shown["kind"], shown["when"], shown["place"]))),
        source=event.path,
        thing=lambda: linked_data(site, event),
        body=body_of(cards, event, cache).again,
        show=lambda: {
            **shown,
            "online": meta.online,
            "audience": meta.audience,
            "contact": meta.contact,
            "calendar": _calendar_url(event),
            "post": post and {"title": post.title, "url": post.url},
            "co_units": [site.config.unit(id_).name for id_ in meta.co_units],
            "topic": topic_of(site, meta.topic),
            "participants": "" if meta.participants is None else labels.amount(meta.participants, site.config.language),
            "proofs": proofs(site, evidence_of(event)) if meta.evidence else [],
            "activity": activity and {"title": activity.title, "url": activity.url},
            "updated": labels.day(meta.updated, site.config.language)
            if meta.updated and meta.updated <= site.today
            else "",
        },
    )


def _calendar_url(event: Event) -> str:
    return f"{event.url}{event.id}.ics"


def linked_data(site: Site, event: Event) -> Mapping[str, Any]:
    """Return an event as search engines read it (schema.org/Event)."""
    meta, base = event.meta, site.config.site_url
    places: list[Mapping[str, Any]] = []
    if meta.place:
        places.append({"@type": "Place", "name": meta.place, "address": meta.place})
    if meta.online:
        places.append({"@type": "VirtualLocation", "url": meta.online})
    mode = "Mixed" if len(places) == 2 else "Online" if meta.online else "Offline"
    return {
        "@type": "Event",
        "name": meta.title,
        "url": base + event.url,
        "startDate": _iso(meta.start),
        **({"endDate": _iso(meta.end)} if meta.end else {}),
        "eventStatus": _SCHEMA_STATUS[meta.status],
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        **({"location": places if len(places) > 1 else places[0]} if places else {}),
        **({"description": meta.summary} if meta.summary else {}),
        "organizer": {"@type": "GovernmentOrganization", "name": site.config.agency.name, "url": base},
        "inLanguage": site.config.language,
    }


def event_calendars(site: Site, cache: Cache) -> Iterator[Asset]:
    """Yield a calendar file for each event, and the calendar of them all."""
    told = site.config.told
    name = say("Sự kiện – {agency}", agency=site.config.agency.name).render(translator(site.config.language))
    for event in site.events:

        def one(event: Event = event) -> bytes:
            return calendar(site, [of_event(event)], event.title)

        yield kept(_calendar_url(event), [told, event.mark], one, cache)
    shown = [item for item in site.activities if _is_in_calendar(site, item)]
    marks = [[item.mark, item.url] for item in site.events] + [[item.mark, item.url] for item in shown]
    yield kept(FEED, [told, marks], lambda: calendar(site, _occasions(site, shown), name), cache)


def _is_in_calendar(site: Site, activity: Activity) -> bool:
    """Whether people may want to know when it is: what they come to, and whatever is still to come; events are told."""
    meta = activity.meta
    return meta.event is None and (meta.kind in PUBLIC_GATHERINGS or meta.date > site.today)


def _occasions(site: Site, shown: Sequence[Activity]) -> list[Occasion]:
    found = [*map(of_event, site.events), *(of_activity(site, item) for item in shown)]
    return sorted(found, key=lambda item: item.start.at)
