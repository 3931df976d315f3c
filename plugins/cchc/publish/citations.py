"""Numbers of documents (118/2025/NĐ-CP) in the text of a page: found when it is converted, linked when it is shown.

Which documents are registered is not known to a converted text, which is kept from one build to the next. So each
number is marked in it, as a link to an address that no author can write; for a page, the marks of what is registered
become links, and the others vanish.
"""

import datetime as dt
import html
import re
from collections.abc import Mapping
from typing import Any

from cchc import labels
from cchc.model import Document, Site
from cchc.register import Effect, register
from cchc.schema.documents import NUMBER

MARK = "van-ban:"
"""The scheme of a mark; no address with it outlives the sanitiser."""
_TOKEN = re.compile(r'<(/?)([a-z0-9]+)(?:[^>"]|"[^"]*")*>|[^<]+')
_CITED = re.compile(
    rf"(?<![\w/.&;-])(?P<number>{NUMBER})(?![\w/&]|-\w)"
    r"(?=(?P<date>,? ngày (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d))?)"
)
_MARKED = re.compile(rf'<a href="({MARK}[^"]*)">([^<]*)</a>')
_CLOSED = frozenset({"a", "code", "pre", "kbd", "h2", "h3", "h4", "h5", "h6"})
"""No link is put into these."""


def marked(clean: str) -> str:
    """Return sanitised HTML in which the first mention of each document's number is marked."""
    if not _CITED.search(clean):
        return clean
    seen: set[str] = set()
    depth = 0
    made: list[str] = []
    for token in _TOKEN.finditer(clean):
        text = token[0]
        if token[2] in _CLOSED:
            depth += -1 if token[1] else 1
        elif not token[2] and not depth:
            text = _CITED.sub(lambda match: _mark(match, seen), text)
        made.append(text)
    return "".join(made)


def _mark(match: re.Match[str], seen: set[str]) -> str:
    day = _day(match)
    target = f"{MARK}{match['number']}{f'@{day}' if day else ''}"
    if target in seen:
        return match[0]
    seen.add(target)
    return f'<a href="{target}">{match[0]}</a>'


def _day(match: re.Match[str]) -> dt.date | None:
    if match["date"] is None:
        return None
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


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
