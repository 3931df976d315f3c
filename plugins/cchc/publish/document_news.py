"""What there is to tell of documents, day by day: registered, taking effect, no longer in force."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cchc import labels
from cchc.locale import Text, say, translator
from cchc.model import Site
from cchc.records import Document
from cchc.register import register


class What(StrEnum):
    """What became of a document; part of a feed entry's id."""

    REGISTERED = "ban-hanh"
    TOOK_EFFECT = "hieu-luc"
    ENDED = "het-hieu-luc"


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell of a document."""

    document: Document
    what: What
    since: dt.date
    """The day it became so."""
    day: dt.date
    """The day that readers hear of it: what was issued long ago may be registered today."""


def news(site: Site) -> list[News]:
    """Return all there is to tell up to today, newest first; nothing of documents that no day is known of."""
    found = (item for document in site.documents for item in _of(site, document))
    past = [item for item in found if item.day <= site.today]
    return sorted(past, key=lambda item: (item.day, item.since, item.document.id, item.what), reverse=True)


def _of(site: Site, document: Document) -> Iterator[News]:
    meta = document.meta
    issued, written = meta.date or document.since, meta.updated
    if issued:
        heard = max(issued, written) if written and written <= site.today else issued
        yield News(document, What.REGISTERED, issued, heard)
    if meta.effective and meta.date and meta.effective > meta.date:
        yield News(document, What.TOOK_EFFECT, meta.effective, meta.effective)
    if ended := register(site).ended(document):
        yield News(document, What.ENDED, ended, ended)


def title(site: Site, item: News) -> str:
    """Return the heading: what happened, and to which document."""
    translate = translator(site.config.language)
    name = labels.document(item.document, translate)
    said = {
        What.REGISTERED: say("Văn bản mới: {name}", name=name),
        What.TOOK_EFFECT: say("Bắt đầu có hiệu lực: {name}", name=name),
        What.ENDED: say("Hết hiệu lực: {name}", name=name),
    }
    return said[item.what].render(translate)


def told(site: Site, item: News) -> str:
    """Return one or two sentences: by whom, from when, and what takes its place."""
    translate, language = translator(site.config.language), site.config.language
    meta = item.document.meta
    day = labels.day(item.since, language)
    parts: list[Text] = []
    if item.what is What.REGISTERED:
        if meta.date:
            parts.append(say("{issuer} ban hành ngày {day}.", issuer=meta.issuer, day=day))
        if meta.effective:
            parts.append(say("Có hiệu lực từ {day}.", day=labels.day(meta.effective, language)))
    elif item.what is What.TOOK_EFFECT:
        parts.append(say("Có hiệu lực từ {day}.", day=day))
    else:
        parts.append(say("Hết hiệu lực từ {day}.", day=day))
        newer = ", ".join(other.name for other in register(site).replacing(item.document))
        if newer:
            parts.append(say("Được thay thế bởi {newer}.", newer=newer))
    return " ".join(part.render(translate) for part in parts)
