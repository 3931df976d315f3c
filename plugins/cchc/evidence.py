"""What a piece of evidence (tài liệu kiểm chứng) is called, and where it can be read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cchc import labels
from cchc.locale import translator
from cchc.model import Post, Site
from cchc.records import Activity
from cchc.register import register
from cchc.reports.content import Linked
from cchc.schema import Evidence
from cchc.schema.documents import number_key
from cchc.text import nearest


@dataclass(frozen=True, slots=True)
class _Known:
    """What evidence may name, by the name it goes by."""

    posts: Mapping[str, Post]
    events: Mapping[str, Linked]
    activities: Mapping[str, Linked]
    numbers: Mapping[str, str]
    """Of registered documents, by `number_key`."""


@lru_cache(maxsize=1)
def _known(site: Site) -> _Known:
    return _Known(
        {post.id: post for post in site.posts},
        {item.id: Linked(item.title, item.url) for item in site.events},
        {item.id: Linked(item.title, item.url) for item in site.activities},
        {number_key(item.meta.number): item.meta.number for item in site.documents if item.meta.number},
    )


def resolve(site: Site, item: Evidence) -> Linked:
    """Return what readers are shown of a piece of evidence; without an address where they cannot see it."""
    if item.url is not None:
        return Linked(item.title or item.url, item.url)
    if item.post is not None:
        post = _known(site).posts.get(item.post)
        return Linked(item.title or (post.title if post else item.post), _public(site, post))
    if item.document is not None:
        document = register(site).find(item.document)
        if document is None:
            return Linked(item.title or item.document, "")
        return Linked(item.title or labels.document(document, translator(site.config.language)), document.url)
    event, activity = item.event, item.activity
    found = _known(site).events.get(event) if event else _known(site).activities.get(activity or "")
    return found or Linked(item.title or event or activity or "", "")


def _public(site: Site, post: Post | None) -> str:
    return post.url if post and post.is_public(site.today) else ""


def unknown(site: Site, item: Evidence) -> tuple[str, str, str | None] | None:
    """Return the key and the name of evidence that this site does not have, with the name that was meant.

    None where it is there, or at another site.
    """
    known = _known(site)
    places: tuple[tuple[str, str | None, Collection[str]], ...] = (
        ("post", item.post, known.posts),
        ("event", item.event, known.events),
        ("activity", item.activity, known.activities),
    )
    for key, name, names in places:
        if name is not None and name not in names:
            return key, name, nearest(name, names)
    if item.document is not None and number_key(item.document) not in known.numbers:
        return "document", item.document, nearest(item.document, known.numbers.values())
    return None


def event_meant(site: Site, activity: Activity) -> str | None:
    """Return the event that an activity most likely means: one of its day, else one of a name like the one written."""
    of_day = [item.id for item in site.events if item.meta.start.day == activity.meta.date]
    return of_day[0] if len(of_day) == 1 else nearest(activity.meta.event or "", _known(site).events)
