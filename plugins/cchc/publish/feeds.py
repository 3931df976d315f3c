"""RSS and Atom by feedgen, and JSON Feed 1.1, over the same entries."""

import datetime as dt
import html
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from feedgen.feed import FeedGenerator

from cchc.cache import Cache
from cchc.dates import HANOI
from cchc.locale import say, translator
from cchc.model import Post, Procedure, Site
from cchc.publish.markdown import portable
from cchc.publish.outputs import Asset, Body
from cchc.publish.posts import Cards, body_of
from cchc.publish.procedures import row
from cchc.schema import Decision
from cchc.tables import json_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed, with absolute addresses."""

    id: str
    url: str
    title: str
    summary: str
    """Plain text."""
    content: str
    """Safe HTML."""
    author: str
    categories: tuple[tuple[str, str], ...]
    """Slug and label."""
    published: dt.datetime
    updated: dt.datetime
    language: str
    image: str | None = None


@dataclass(frozen=True, slots=True)
class _Feed:
    title: str
    description: str
    page: str
    """The page that lists the same items, below the site's root."""
    entries: Sequence[Entry]


def _apart(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries with no two updated at one moment (W3C feed validator, DuplicateUpdated)."""
    apart: dict[str, Entry] = {}
    last = dt.datetime.min.replace(tzinfo=HANOI)
    for entry in sorted(entries, key=lambda entry: (entry.updated, entry.published, entry.id)):
        last = max(entry.updated, last + dt.timedelta(seconds=1))
        apart[entry.id] = entry if last == entry.updated else replace(entry, updated=last)
    return [apart[entry.id] for entry in entries]


def entry_id(site: Site, name: str) -> str:
    """Return an id that outlives a renamed file, a moved site and a changed domain."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"cchc:{site.config.agency.id}:{name}").urn


def feeds(cards: Cards, cache: Cache) -> Iterator[Asset]:
    """Yield the feeds of the whole section, of each topic and unit, and of changed procedures."""
    site = cards.site
    config, size = site.config, site.config.plugin.feed_size
    translate = translator(config.language)
    made: dict[str, Entry] = {}

    def entries(posts: Sequence[Post]) -> list[Entry]:
        for post in posts[:size]:
            if post.id not in made:
                made[post.id] = _post_entry(cards, cache, post)
        return _apart([made[post.id] for post in posts[:size]])

    latest = site.latest_posts
    section = _Feed(
        config.site_name,
        say("Tin, bài về cải cách hành chính của {agency}.", agency=config.agency.name).render(translate),
        "",
        entries(latest),
    )
    yield _rss(site, section, "rss.xml")
    yield _atom(site, section, "atom.xml")
    yield _json(site, section, "feed.json")
    for topic in config.plugin.topic_list:
        url = f"tin-bai/noi-dung/{topic.id}/"
        title = f"{topic.name} – {config.agency.name}"
        about = say("Tin, bài về nội dung: {topic}.", topic=topic.name).render(translate)
        chosen = entries([post for post in latest if post.topic.id == topic.id])
        yield _rss(site, _Feed(title, about, url, chosen), f"{url}rss.xml")
    for unit in config.plugin.units:
        url = f"tin-bai/don-vi/{unit.id}/"
        title = f"{unit.name} – {config.agency.name}"
        about = say("Tin, bài do {unit} gửi đăng.", unit=unit.name).render(translate)
        chosen = entries([post for post in latest if unit.id in (post.unit.id, *post.meta.co_units)])
        yield _rss(site, _Feed(title, about, url, chosen), f"{url}rss.xml")
    changed = _Feed(
        say("TTHC mới cập nhật – {agency}", agency=config.agency.name).render(translate),
        translate("Thủ tục hành chính mới ban hành, sửa đổi, thay thế, bãi bỏ."),
        "thu-tuc/",
        _apart(_procedure_entries(site)[:size]),
    )
    yield _rss(site, changed, "thu-tuc/rss.xml")


def _post_entry(cards: Cards, cache: Cache, post: Post) -> Entry:
    site, shown = cards.site, cards(post)
    url = site.config.site_url + post.url
    body = body_of(cards.resolver, post, cache)
    addresses = {
        target: None if (address := body.addresses.get(target, target)) is None else urljoin(url, address)
        for target in body.fragment.targets
    }
    image = site.config.site_url + shown["image"]["url"] if shown["image"] else None
    content = portable(Body(body.text, body.fragment, addresses).html(cache))
    if image:
        alt = html.escape(shown["image"]["alt"])
        content = f'<p><img src="{html.escape(image)}" alt="{alt}"></p>\n{content}'
    updated = post.published_at
    changed_on = post.updated_on(site.today)
    if changed_on and changed_on > updated.date():
        updated = dt.datetime.combine(changed_on, updated.timetz(), HANOI)
    return Entry(
        id=entry_id(site, post.id),
        url=url,
        title=post.title,
        summary=shown["summary"] or post.title,
        content=content or f"<p>{html.escape(shown['summary'] or post.title)}</p>",
        author=post.unit.name,
        categories=((post.topic.id, post.topic.name),),
        published=post.published_at,
        updated=updated,
        language=post.meta.lang,
        image=image,
    )


def _procedure_entries(site: Site) -> list[Entry]:
    """Return procedures by the day of their last change, newest first; undated ones are left out."""
    entries = []
    for procedure in site.procedures:
        decision = procedure.decision(site.today)
        days = (decision and decision.since, procedure.meta.updated)
        day = max((day for day in days if day and day <= site.today), default=None)
        if day:
            entries.append(_procedure_entry(site, procedure, decision, day))
    return sorted(entries, key=lambda entry: (entry.published, entry.id), reverse=True)


def _procedure_entry(site: Site, procedure: Procedure, decision: Decision | None, day: dt.date) -> Entry:
    translate = translator(site.config.language)
    shown = row(site, procedure)
    summary = say(
        "{status} theo {decision}. Mã {code}; lĩnh vực {field}; thời hạn: {time_limit}; phí, lệ phí: {fee}.",
        **{key: str(shown[key]) for key in ("status", "decision", "code", "field", "time_limit", "fee")},
    ).render(translate)
    # One moment of that morning for each procedure, so that no two entries share theirs.
    second = uuid.uuid5(uuid.NAMESPACE_URL, procedure.key).int % 3600
    at = dt.datetime.combine(day, dt.time(8), HANOI) + dt.timedelta(seconds=second)
    return Entry(
        id=entry_id(site, f"thu-tuc/{procedure.key}/{decision.number if decision else ''}/{day}"),
        url=site.config.site_url + procedure.url,
        title=f"{procedure.meta.name} ({procedure.meta.code})",
        summary=summary,
        content=f"<p>{html.escape(summary)}</p>",
        author=site.config.agency.name,
        categories=(("thu-tuc", procedure.meta.field),),
        published=at,
        updated=at,
        language=site.config.language,
    )


def _updated(site: Site, feed: _Feed) -> dt.datetime:
    midnight = dt.datetime.combine(site.today, dt.time(), HANOI)
    return max((entry.updated for entry in feed.entries), default=midnight)


def _generator(site: Site, feed: _Feed, path: str, kind: str) -> FeedGenerator:
    config = site.config
    generator = FeedGenerator()
    generator.load_extension("dc")
    generator.id(entry_id(site, path))
    generator.title(feed.title)
    generator.subtitle(feed.description)
    generator.description(feed.description)
    generator.language(config.language)
    generator.author(name=config.agency.name)
    generator.link(href=config.site_url + path, rel="self", type=f"application/{kind}+xml")
    # feedgen takes the channel's own link from the last one given.
    generator.link(href=config.site_url + feed.page, rel="alternate", type="text/html")
    generator.generator("cchc")
    generator.updated(_updated(site, feed))  # else feedgen stamps the clock
    return generator


def _rss(site: Site, feed: _Feed, path: str) -> Asset:
    generator = _generator(site, feed, path, "rss")
    for entry in feed.entries:
        item = generator.add_entry(order="append")  # feedgen prepends by default
        item.guid(entry.id, permalink=False)
        item.title(entry.title)
        item.link(href=entry.url)
        item.description(html.escape(entry.summary, quote=False))  # RSS reads it as HTML
        item.content(entry.content)  # after description(), which would overwrite it
        item.dc.dc_creator(entry.author)
        for slug, label in entry.categories:
            item.category(term=slug, label=label)
        item.published(entry.published)
        item.updated(entry.updated)
    return Asset(path, generator.rss_str(pretty=True))


def _atom(site: Site, feed: _Feed, path: str) -> Asset:
    generator = _generator(site, feed, path, "atom")
    for entry in feed.entries:
        item = generator.add_entry(order="append")
        item.id(entry.id)
        item.title(entry.title)
        item.link(href=entry.url)  # feedgen drops rel and type here; "alternate" is the default
        item.summary(entry.summary)
        item.content(entry.content, type="html")
        item.author(name=entry.author)
        for slug, label in entry.categories:
            item.category(term=slug, label=label)
        item.published(entry.published)
        item.updated(entry.updated)
    return Asset(path, generator.atom_str(pretty=True))


def _json(site: Site, feed: _Feed, path: str) -> Asset:
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""
    config = site.config
    items: list[dict[str, Any]] = []
    for entry in feed.entries:
        item: dict[str, Any] = {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.content,
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
            "authors": [{"name": entry.author}],
            "tags": [label for _, label in entry.categories],
            "language": entry.language,
        }
        if entry.image:
            item["image"] = entry.image
        items.append(item)
    return Asset(
        path,
        json_bytes(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": feed.title,
                "description": feed.description,
                "home_page_url": config.site_url + feed.page,
                "feed_url": config.site_url + path,
                "language": config.language,
                "authors": [{"name": config.agency.name}],
                "items": items,
            }
        ),
    )
