"""What a piece of evidence (tài liệu kiểm chứng) is called, and where it can be read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cchc import labels
from cchc.locale import translator
from cchc.model import Post, Site
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

    def names(self, key: str) -> Collection[str]:
        """Return what evidence of a kind may name."""
        named: Mapping[str, Collection[str]] = {
            "post": self.posts,
            "event": self.events,
            "activity": self.activities,
            "document": self.numbers.values(),
        }
        return named[key]


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
    key, name = written(item)
    if key == "url":
        return Linked(item.title or name, name)
    if key == "post":
        post = _known(site).posts.get(name)
        is_seen = post is not None and post.is_public(site.today)
        return Linked(post.title, post.url) if post and is_seen else Linked(item.title or name, "")
    if key == "document":
        document = register(site).find(name)
        called = labels.document(document, translator(site.config.language)) if document else name
        return Linked(item.title or called, document.url if document else "")
    found = _known(site).events if key == "event" else _known(site).activities
    return found.get(name) or Linked(item.title or name, "")


def written(item: Evidence) -> tuple[str, str]:
    """Return the key that says what the evidence is, and its value."""
    keys = ("post", "document", "event", "activity", "url")
    return next((key, str(value)) for key in keys if (value := getattr(item, key)) is not None)


def is_missing(site: Site, item: Evidence) -> bool:
    """Whether it names something of this site that does not exist."""
    key, name = written(item)
    if key == "document":
        return number_key(name) not in _known(site).numbers
    return key != "url" and name not in _known(site).names(key)


def suggestion(site: Site, item: Evidence) -> str | None:
    """Return the name that was most likely meant by one that nothing has."""
    key, name = written(item)
    return nearest(name, _known(site).names(key))
