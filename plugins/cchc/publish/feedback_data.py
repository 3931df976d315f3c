"""Replies for programs: a feed, and open data; only what was answered and may be read."""

import datetime as dt
import html
import uuid
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from cchc.cache import Cache
from cchc.dates import HANOI
from cchc.feedback import due, replies
from cchc.locale import say, translator
from cchc.model import Site
from cchc.prose import opening
from cchc.publish.feedback import about
from cchc.publish.feedback_lists import FEED, SECTION
from cchc.publish.feeds import Entry, entry_id, feed_of, portable_body
from cchc.publish.outputs import Asset, Body
from cchc.publish.posts import Cards, body_of
from cchc.records import Feedback
from cchc.schema.feedback import FeedbackChannel, FeedbackKind
from cchc.tables import json_bytes


def feedback_feed(cards: Cards, cache: Cache) -> Asset:
    """Return the feed of the latest replies."""
    site = cards.site
    chosen = [(item, body_of(cards, item, cache)) for item in replies(site)[: site.config.plugin.feed_size]]
    title = say("Hỏi đáp, phản ánh, kiến nghị – {agency}", agency=site.config.agency.name)
    return feed_of(
        site,
        cache,
        url=FEED,
        title=title.render(translator(site.config.language)),
        about=about(site),
        page=SECTION,
        decided_by=[[item.mark, item.url, *body.mark] for item, body in chosen],
        make=lambda: [_entry(site, item, body, cache) for item, body in chosen],
    )


def _entry(site: Site, item: Feedback, body: Body, cache: Cache) -> Entry:
    meta, url = item.meta, site.config.site_url + item.url
    translate = translator(site.config.language)
    day = meta.answered or meta.received
    # One moment of that morning for each, so that no two entries share theirs.
    at = dt.datetime.combine(day, dt.time(8), HANOI) + dt.timedelta(
        seconds=uuid.uuid5(uuid.NAMESPACE_URL, item.url).int % 3600
    )
    asked = " ".join(meta.question.split())
    names = {topic.id: topic.name for topic in site.config.plugin.topic_list}
    return Entry(
        id=entry_id(site, item.url),
        url=url,
        title=meta.title,
        summary=asked[:300],
        content=f"<p><strong>{html.escape(translate('Nội dung hỏi:'))}</strong> {html.escape(asked)}</p>"
        f"\n{portable_body(body, url, cache)}",
        author=site.config.unit(meta.unit).name,
        categories=((meta.topic, names[meta.topic]),) if meta.topic else (),
        published=at,
        updated=at,
        language=site.config.language,
    )


def feedback_data(site: Site) -> Iterator[Asset]:
    """Yield published replies as open data, with the schema of the file.

    No file with personal data is read into `Site.feedback`, so that none can come from there.
    """
    rows = [_row(site, item) for item in replies(site)]
    told = {"schema_version": 1, "agency": site.config.agency.name, "feedback": rows}
    yield Asset("data/feedback.json", json_bytes(told))
    yield Asset("data/feedback.schema.json", json_bytes(_schema()))


def _row(site: Site, item: Feedback) -> dict[str, Any]:
    meta = item.meta
    last = due(item, site.config)
    return {
        "id": item.id,
        "url": site.config.site_url + item.url,
        "title": meta.title,
        "kind": meta.kind.value,
        "channel": meta.channel.value,
        "question": meta.question,
        "answer": opening(item.body, len(item.body)),
        "received": str(meta.received),
        "due": str(last),
        "answered": str(meta.answered),
        "in_time": meta.answered is not None and meta.answered <= last,
        "unit": {"id": meta.unit, "name": site.config.unit(meta.unit).name},
        "topic": meta.topic,
        "procedures": list(meta.procedures),
    }


@lru_cache(maxsize=1)
def _schema() -> Mapping[str, Any]:
    text, day = {"type": "string"}, {"type": "string", "format": "date"}
    unit = {
        "type": "object",
        "required": ["id", "name"],
        "properties": {"id": text, "name": text},
        "additionalProperties": False,
    }
    properties: dict[str, Any] = {
        "id": text,
        "url": {"type": "string", "format": "uri"},
        "title": text,
        "kind": {"enum": [kind.value for kind in FeedbackKind]},
        "channel": {"enum": [channel.value for channel in FeedbackChannel]},
        "question": text,
        "answer": text,
        "received": day,
        "due": day,
        "answered": day,
        "in_time": {"type": "boolean"},
        "unit": unit,
        "topic": {"type": ["string", "null"]},
        "procedures": {"type": "array", "items": text},
    }
    item = {
        "type": "object",
        "required": sorted(properties),
        "properties": properties,
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "feedback.json",
        "type": "object",
        "required": ["schema_version", "agency", "feedback"],
        "properties": {
            "schema_version": {"const": 1},
            "agency": text,
            "feedback": {"type": "array", "items": item},
        },
    }
