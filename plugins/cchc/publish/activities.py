"""Pages and data of what was done to make the reform known."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from cchc import labels
from cchc.activities import Done, activities, evidence_of, planned
from cchc.cache import Cache
from cchc.evidence import resolve
from cchc.languages import name_of
from cchc.locale import say, translator
from cchc.model import Site
from cchc.publish.calendar import calendar, of_activity
from cchc.publish.outputs import Asset, Output, Page, kept
from cchc.publish.posts import Cards, body_of
from cchc.records import Activity, Event
from cchc.schema import ActivityKind, Evidence

SECTION = "hoat-dong/"


def amount(site: Site, kind: ActivityKind, number: int) -> str:
    """Return how much of a kind there was, in what it is measured in: 06 cuộc họp thôn."""
    language = site.config.language
    said = say("{n} {measure}", n=labels.amount(number, language), measure=labels.ACTIVITY_MEASURE[kind])
    return said.render(translator(language))


def people(site: Site, number: int | None) -> str:
    """Return how many took part; nothing where nobody wrote it down."""
    if number is None:
        return ""
    language = site.config.language
    return say("{n} người tham dự", n=labels.amount(number, language)).render(translator(language))


def proofs(site: Site, evidence: Sequence[Evidence]) -> list[dict[str, str]]:
    """Return what pages show of evidence."""
    return [{"text": found.text, "url": found.url} for found in (resolve(site, item) for item in evidence)]


def _row(site: Site, item: Done) -> dict[str, Any]:
    translate = translator(site.config.language)
    return {
        "title": item.title,
        "url": item.url,
        "iso": str(item.first),
        "when": labels.days(item.first, item.day, site.config.language),
        "kind": labels.ACTIVITY_KIND[item.kind].render(translate),
        "unit": site.config.unit(item.unit).name,
        "place": item.place or "",
        "facts": [
            *([amount(site, item.kind, item.quantity)] if item.quantity > 1 else []),
            people(site, item.participants),
        ],
        "proofs": len(item.evidence),
    }


def _planned_row(site: Site, item: Activity) -> dict[str, Any]:
    meta = item.meta
    translate = translator(site.config.language)
    return {
        "title": item.title,
        "url": item.url,
        "iso": str(meta.date),
        "when": labels.days(meta.date, meta.last, site.config.language),
        "kind": labels.ACTIVITY_KIND[meta.kind].render(translate),
        "unit": site.config.unit(meta.unit).name,
        "place": meta.place or "",
        "facts": [],
        "summary": meta.summary or "",
    }


def by_kind(items: Sequence[Done]) -> dict[ActivityKind, list[Done]]:
    """Return what was done by kind, in the order of the schema; kinds of which there was none are left out."""
    found: dict[ActivityKind, list[Done]] = defaultdict(list)
    for item in items:
        found[item.kind].append(item)
    return {kind: found[kind] for kind in ActivityKind if kind in found}


def participants(items: Sequence[Done]) -> int | None:
    """Return how many people took part in all; None where nobody wrote it down for any."""
    told = [item.participants for item in items if item.participants is not None]
    return sum(told) if told else None


def _totals(site: Site, items: Sequence[Done]) -> dict[str, Any]:
    language = site.config.language
    translate = translator(language)

    def total(name: str, of: Sequence[Done], quantity: str) -> dict[str, str]:
        number = participants(of)
        return {
            "name": name,
            "count": labels.amount(len(of), language),
            "quantity": quantity,
            "people": "–" if number is None else labels.amount(number, language),
        }

    return {
        "rows": [
            total(
                labels.ACTIVITY_KIND[kind].render(translate), of, amount(site, kind, sum(item.quantity for item in of))
            )
            for kind, of in by_kind(items).items()
        ],
        "sum": total(translate("Tổng cộng"), items, ""),
    }


def activity_pages(cards: Cards, cache: Cache) -> Iterator[Output]:
    """Yield the list of what was done, by year, and a page for each activity."""
    site = cards.site
    translate = translator(site.config.language)
    done = activities(site)[::-1]
    yield Page(
        url=SECTION,
        template="cchc/activities.html",
        title=translate("Hoạt động tuyên truyền"),
        description=say(
            "Hội nghị, họp thôn, truyền thanh, tờ rơi và các hoạt động tuyên truyền cải cách hành chính của {agency}.",
            agency=site.config.agency.name,
        ).render(translate),
        in_menu=True,
        changed=done[0].day if done else None,
        show=lambda: {
            "planned": [_planned_row(site, item) for item in planned(site)],
            "years": [
                {"year": str(year), "rows": [_row(site, item) for item in rows], "totals": _totals(site, rows)}
                for year, group in groupby(done, key=lambda item: item.day.year)
                if (rows := list(group))
            ],
        },
    )
    events = {item.id: item for item in site.events}
    for item in site.activities:
        yield _page(cards, cache, item, events.get(item.meta.event or ""))


def _page(cards: Cards, cache: Cache, item: Activity, event: Event | None) -> Page:
    site, meta = cards.site, item.meta
    language = site.config.language
    translate = translator(language)
    when = labels.days(meta.date, meta.last, language)
    kind = labels.ACTIVITY_KIND[meta.kind].render(translate)
    return Page(
        url=item.url,
        template="cchc/activity.html",
        title=meta.title,
        name=f"{meta.title} ({when})",
        trail=((translate("Hoạt động tuyên truyền"), SECTION),),
        changed=meta.updated if meta.updated and meta.updated <= site.today else None,
        description=meta.summary or ", ".join(filter(None, (kind, when, meta.place))),
        source=item.path,
        body=body_of(cards, item, cache).again,
        show=lambda: {
            "title": meta.title,
            "kind": kind,
            "when": when,
            "iso": str(meta.date),
            "standing": _standing(item, site.today),
            "unit": site.config.unit(meta.unit).name,
            "unit_id": meta.unit,
            "co_units": [site.config.unit(id_).name for id_ in meta.co_units],
            "topic": topic_of(site, meta.topic),
            "place": meta.place,
            "amount": amount(site, meta.kind, meta.quantity) if meta.quantity > 1 else "",
            "participants": "" if meta.participants is None else labels.amount(meta.participants, language),
            "languages": [name_of(tag, translate) for tag in meta.languages],
            "audience": list(meta.audience),
            "summary": meta.summary,
            "calendar": calendar_url(item),
            "event": event and {"title": event.title, "url": event.url},
            "proofs": proofs(site, _evidence(meta.evidence, event)),
            "updated": labels.day(meta.updated, language) if meta.updated and meta.updated <= site.today else "",
        },
    )


def _evidence(own: Sequence[Evidence], event: Event | None) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys((*own, *(evidence_of(event) if event else ()))))


def _standing(item: Activity, today: dt.date) -> str:
    if item.is_done(today):
        return "done"
    return "planned" if item.meta.date > today else "going_on"


def topic_of(site: Site, topic: str | None) -> dict[str, str] | None:
    """Return the topic of a record, and the list of posts on it."""
    names = {item.id: item.name for item in site.config.plugin.topic_list}
    return {"name": names[topic], "url": f"tin-bai/noi-dung/{topic}/"} if topic else None


def records_of(site: Site) -> Mapping[str, Activity]:
    """Return the activity that says what came of an event, by the event's id."""
    return {item.meta.event: item for item in reversed(site.activities) if item.meta.event}


def calendar_url(item: Activity) -> str:
    """Return the address of an activity's calendar file."""
    return f"{item.url}{item.id}.ics"


def activity_calendars(site: Site, cache: Cache) -> Iterator[Asset]:
    """Yield a calendar file for each activity, as events have."""
    for item in site.activities:

        def one(item: Activity = item) -> bytes:
            return calendar(site, [of_activity(site, item)], item.title)

        yield kept(calendar_url(item), [site.config.told, item.mark], one, cache)
