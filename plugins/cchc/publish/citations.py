"""Marks of documents' numbers in a converted text (`cchc.citing`): for a page, links to what is registered."""

import datetime as dt
import html
import re
from collections.abc import Mapping
from typing import Any

from cchc import labels
from cchc.citing import MARK
from cchc.model import Site
from cchc.records import Document
from cchc.register import Effect, register

_MARKED = re.compile(rf'<a href="({MARK}[^"]*)">([^<]*)</a>')


def unmarked(content: str, addresses: Mapping[str, str | None]) -> str:
    """Return HTML whose marks are links to the documents' pages, where they have an address, and else are gone."""

    def replace(match: re.Match[str]) -> str:
        address = addresses.get(html.unescape(match[1]))
        return f'<a href="{html.escape(address)}">{match[2]}</a>' if address else match[2]

    return _MARKED.sub(replace, content)


def cited(site: Site, target: str) -> Document | None:
    """Return the registered document that a mark stands for."""
    number, _, day = target.removeprefix(MARK).partition("@")
    return register(site).find(number, dt.date.fromisoformat(day) if day else None)


def named(site: Site, number: str) -> dict[str, Any]:
    """Return what a page shows of a document that its author named in front matter."""
    known = register(site)
    document = known.find(number)
    if document is None:
        return {"name": number, "url": None}
    is_over = known.effect(document) is Effect.EXPIRED
    ended = known.ended(document) if is_over else None
    return {
        "name": document.name,
        "url": document.url,
        "abstract": " ".join(document.meta.abstract.split()) if document.meta.number else "",
        "ended": labels.day(ended, site.config.language) if ended else None,
    }
