"""Open data of the posts, and the map of the site for search engines."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from pydantic_core import to_json

from cchc.cache import Cache
from cchc.model import Post, Site
from cchc.publish.feeds import entry_id
from cchc.publish.outputs import Asset, Output, Page, remembered
from cchc.publish.posts import Cards
from cchc.tables import Raw, json_bytes, json_parts


def posts_data(cards: Cards, cache: Cache) -> Iterator[Asset]:
    """Yield every public post's record, newest first, and the schema of the file."""
    site = cards.site

    def parts() -> Iterator[bytes]:
        rows = (_rows(cards, list(posts), cache) for _, posts in groupby(site.latest_posts, lambda post: post.month))
        return json_parts({"schema_version": 1, "agency": site.config.agency.name, "posts": rows})

    yield Asset("data/posts.json", parts)
    yield Asset("data/posts.schema.json", json_bytes(POSTS_SCHEMA))


def _rows(cards: Cards, posts: list[Post], cache: Cache) -> Raw:
    """Return the records of a month's posts, made again where one of them has changed."""
    site = cards.site
    decided_by = [[cards.mark(post), str(post.updated_on(site.today)), _original(cards, post)] for post in posts]

    def make() -> bytes:
        return b",\n    ".join(to_json(_row(cards, post)) for post in posts)

    return Raw(remembered(["posts.json", site.config.told, decided_by], make, cache))


def _original(cards: Cards, post: Post) -> str | None:
    """Return the id of the post that a translation says again."""
    original = cards.versions.original(post)
    return entry_id(cards.site, original.id) if original and original is not post else None


def _row(cards: Cards, post: Post) -> dict[str, Any]:
    site, shown = cards.site, cards(post)
    base, meta = site.config.site_url, post.meta
    changed = post.updated_on(site.today)
    return {
        "id": entry_id(site, post.id),
        "url": base + post.url,
        "title": post.title,
        "summary": shown["summary"],
        "date": post.published_at.isoformat(),
        "month": str(post.month),
        "unit": {"id": post.unit.id, "name": post.unit.name},
        "co_units": list(meta.co_units),
        "topic": shown["topic"],
        "kind": meta.kind.value if meta.kind else None,
        "format": meta.format.value,
        "origin": meta.origin.value,
        "lang": meta.lang,
        "translation_of": _original(cards, post),
        "author": meta.author,
        "updated": str(changed) if changed else None,
        "image": base + shown["image"]["url"] if shown["image"] else None,
        "tags": list(meta.tags),
        "procedures": list(meta.procedures),
        "documents": list(meta.documents),
    }


_STRING = {"type": "string"}
_OPTIONAL = {"type": ["string", "null"]}
_STRINGS = {"type": "array", "items": _STRING}
_NAMED = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": _STRING, "name": _STRING},
    "additionalProperties": False,
}
_POST = {
    "id": {"type": "string", "pattern": "^urn:uuid:"},
    "url": {"type": "string", "format": "uri"},
    "title": _STRING,
    "summary": _STRING,
    "date": {"type": "string", "format": "date-time"},
    "month": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    "unit": _NAMED,
    "co_units": _STRINGS,
    "topic": _NAMED,
    "kind": {"enum": ["tin", "bai", None]},
    "format": {"enum": ["text", "video", "infographic", "podcast", "leaflet"]},
    "origin": {"enum": ["original", "repost", "translation"]},
    "lang": _STRING,
    "translation_of": {"type": ["string", "null"], "pattern": "^urn:uuid:"},
    "author": _OPTIONAL,
    "updated": _OPTIONAL,
    "image": _OPTIONAL,
    "tags": _STRINGS,
    "procedures": _STRINGS,
    "documents": _STRINGS,
}


def _file_schema(name: str, key: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "type": "object",
        "required": ["schema_version", "agency", key],
        "properties": {
            "schema_version": {"const": 1},
            "agency": _STRING,
            key: {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": sorted(properties),
                    "properties": properties,
                    "additionalProperties": False,
                },
            },
        },
    }


POSTS_SCHEMA = _file_schema("posts.json", "posts", _POST)
_COUNT = {"type": "integer", "minimum": 0}
_QUOTA_POST = {
    "path": _STRING,
    "title": _STRING,
    "unit": _STRING,
    "topic": _STRING,
    "date": {"type": "string", "format": "date"},
    "counted": {"type": "boolean"},
    "reason": {
        "enum": [
            *("draft", "in_review", "withdrawn", "future", "duplicate", "translation"),
            *("repost", "excluded", "late", None),
        ]
    },
    "late": {"type": ["boolean", "null"]},
}
QUOTA_SCHEMA = _file_schema(
    "quota.json",
    "months",
    {
        "month": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
        "target": _COUNT,
        "counted": _COUNT,
        "missing": _COUNT,
        "status": {
            "enum": [
                *("met", "short", "in_progress", "excused"),
                *("upcoming", "not_applicable", "undetermined"),
            ]
        },
        "late": _COUNT,
        "waiver": {"type": ["object", "null"]},
        "posts": {
            "type": "array",
            "items": {
                "type": "object",
                "required": sorted(_QUOTA_POST),
                "properties": _QUOTA_POST,
                "additionalProperties": False,
            },
        },
    },
)


def sitemap(site: Site, outputs: Iterable[Output], others: Iterable[str]) -> Asset:
    """Return sitemap.xml; `others` are the addresses of hand-written pages.

    A post's lastmod is the day it was last changed, a list's that of the latest change to its posts, by
    the calendar of Hanoi; a page whose last change is unknown has none.
    """
    changed = {page.url: page.changed for page in outputs if isinstance(page, Page) and _in_map(page)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for url in sorted(changed.keys() | set(others)):
        day = changed.get(url)
        lastmod = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(site.config.site_url + url, quote=False)}</loc>{lastmod}</url>")
    return Asset("sitemap.xml", ("\n".join([*lines, "</urlset>"]) + "\n").encode())


def _in_map(page: Page) -> bool:
    return not (page.is_gone or page.unlisted)


def robots(site: Site) -> Iterator[Asset]:
    """Yield robots.txt, which leads to the map and keeps crawlers from the editing page; none where docs/ has its own.

    Crawlers ask for it at the root of a host alone; of a section below one, it is what that host's own may copy.
    """
    if site.config.docs_dir / "robots.txt" in site.files:
        return
    base = urlsplit(site.config.site_url).path
    lines = ["User-agent: *", f"Disallow: {base}admin/", "", f"Sitemap: {site.config.site_url}sitemap.xml"]
    yield Asset("robots.txt", ("\n".join(lines) + "\n").encode())
