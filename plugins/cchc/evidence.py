"""Evidence (tài liệu kiểm chứng): what each piece names, where it is, and of which day."""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from cchc import labels
from cchc.locale import say, translator
from cchc.model import Post, Site
from cchc.records import Activity, Document, Event
from cchc.register import register
from cchc.reports.content import Linked
from cchc.schema import Evidence
from cchc.text import nearest

Thing = Post | Document | Event | Activity


def resolve(site: Site, item: Evidence) -> Linked:
    """Return what a piece of evidence is called and its address; no address where there is none.

    A post that readers do not see yet is called by its address, and leads nowhere.
    """
    if item.url:
        return Linked(item.title or item.url, item.url)
    thing = named(site, item)
    if thing is None or (isinstance(thing, Post) and not thing.is_public(site.today)):
        return Linked(item.title or written(item)[1], "")
    return Linked(item.title or _title(site, thing), thing.url)


def day(site: Site, item: Evidence) -> dt.date | None:
    """Return the day of what a piece of evidence names: when it was published, signed, held, done."""
    thing = named(site, item)
    if isinstance(thing, Post):
        return thing.meta.date.day if thing.is_public(site.today) else None
    if isinstance(thing, Event):
        return thing.meta.start.day
    return thing.meta.date if thing else item.date


def named(site: Site, item: Evidence) -> Thing | None:
    """Return what of this site a piece of evidence names; None for a page elsewhere and for what does not exist."""
    if item.document:
        return register(site).find(item.document)
    key, name = written(item)
    return _things(site).get((key, name))


def written(item: Evidence) -> tuple[str, str]:
    """Return the key that says what the evidence is, and its value."""
    keys = ("post", "document", "event", "activity", "url")
    return next((key, str(value)) for key in keys if (value := getattr(item, key)) is not None)


def is_missing(site: Site, item: Evidence) -> bool:
    """Whether it names something of this site that does not exist."""
    return item.url is None and named(site, item) is None


def suggestion(site: Site, item: Evidence) -> str | None:
    """Return the name that was most likely meant by one that nothing has."""
    key, name = written(item)
    if key == "document":
        known: Iterator[str] = (document.meta.number or document.id for document in site.documents)
    else:
        known = (id_ for kind, id_ in _things(site) if kind == key)
    return nearest(name, known)


def _title(site: Site, thing: Thing) -> str:
    if not isinstance(thing, Document):
        return thing.title
    abstract = " ".join(thing.meta.abstract.split())
    if thing.meta.number is None:
        return abstract
    translate = translator(site.config.language)
    kind = labels.DOCUMENT_TYPE[thing.meta.type].render(translate)
    text = say("{kind} số {number}: {abstract}", kind=kind, number=thing.meta.number, abstract=abstract)
    return text.render(translate)


@lru_cache(maxsize=1)
def _things(site: Site) -> dict[tuple[str, str], Post | Event | Activity]:
    found: dict[tuple[str, str], Post | Event | Activity] = {("post", post.id): post for post in site.posts}
    found |= {("event", event.id): event for event in site.events}
    return found | {("activity", activity.id): activity for activity in site.activities}
