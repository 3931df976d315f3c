"""RSS and Atom by feedgen, and JSON Feed 1.1, over the same entries."""

import datetime as dt
import html
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from cchc import labels
from cchc.cache import Cache
from cchc.dates import HANOI
from cchc.languages import own_name
from cchc.locale import say, translator
from cchc.model import Post, Site
from cchc.publish import changes, document_news
from cchc.publish.images import moved, single
from cchc.publish.markdown import portable
from cchc.publish.outputs import Asset, Body, kept
from cchc.publish.places import language_feed, language_intro, language_url
from cchc.publish.posts import Cards, body_of
from cchc.publish.procedures import row
from cchc.records import Procedure
from cchc.schema import Decision
from cchc.tables import json_bytes

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator


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


@dataclass(frozen=True)
class _Feed:
    title: str
    description: str
    page: str
    """The page that lists the same items, below the site's root."""
    decided_by: Sequence[Any]
    """What decides what the entries are, as plain data."""
    make: Callable[[], Sequence[Entry]]
    language: str = ""
    """Of the entries, where it is not that of the site."""

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """Made when they are asked for: most builds change few feeds."""
        return _apart(self.make())


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
    """Yield the feeds of the whole section, of each topic and unit, of changed procedures and of documents."""
    site = cards.site
    config, size = site.config, site.config.plugin.feed_size
    translate = translator(config.language)
    told = config.told
    bodies: dict[str, Body] = {}

    def of(title: str, about: str, page: str, posts: Sequence[Post]) -> _Feed:
        chosen = posts[:size]
        for post in chosen:
            if post.id not in bodies:
                bodies[post.id] = body_of(cards, post, cache)
        decided_by = [[cards.mark(post), str(post.updated_on(site.today)), *bodies[post.id].mark] for post in chosen]
        return _Feed(
            title,
            about,
            page,
            decided_by,
            lambda: [_post_entry(cards, bodies[item.id], cache, item) for item in chosen],
        )

    def made(make: Callable[[Site, _Feed, str], bytes], feed: _Feed, url: str) -> Asset:
        shown = [make.__name__, told, str(site.today), feed.title, feed.description, feed.page, feed.decided_by]
        return kept(url, shown, lambda: make(site, feed, url), cache)

    latest = cards.listed[::-1]
    about = say("Tin, bài về cải cách hành chính của {agency}.", agency=config.agency.name).render(translate)
    section = of(config.site_name, about, "", latest)
    for make, name in ((_rss, "rss.xml"), (_atom, "atom.xml"), (_json, "feed.json")):
        yield made(make, section, name)
    for topic in config.plugin.topic_list:
        url = f"tin-bai/noi-dung/{topic.id}/"
        title = f"{topic.name} – {config.agency.name}"
        about = say("Tin, bài về nội dung: {topic}.", topic=topic.name).render(translate)
        posts = [post for post in latest if post.topic.id == topic.id]
        yield made(_rss, of(title, about, url, posts), f"{url}rss.xml")
    for unit in config.plugin.units:
        url = f"tin-bai/don-vi/{unit.id}/"
        title = f"{unit.name} – {config.agency.name}"
        about = say("Tin, bài do {unit} gửi đăng.", unit=unit.name).render(translate)
        posts = [post for post in latest if unit.id in (post.unit.id, *post.meta.co_units)]
        yield made(_rss, of(title, about, url, posts), f"{url}rss.xml")
    for tag, written in cards.versions.by_language.items():
        title = f"{own_name(tag, translate).text} – {config.site_name}"
        feed = of(title, language_intro(site, tag), language_url(tag), written[::-1])
        yield made(_rss, replace(feed, language=tag), language_feed(tag))
    changed = _Feed(
        say("TTHC mới cập nhật – {agency}", agency=config.agency.name).render(translate),
        translate("Thủ tục hành chính mới ban hành, sửa đổi, thay thế, bãi bỏ."),
        changes.URL if changes.log(site).is_of_git else "thu-tuc/",
        [[item.mark, item.url] for item in site.procedures]
        + [[entry.mark, str(entry.day)] for entry in changes.log(site).entries[-size:]],
        lambda: _changed(site, size),
    )
    yield made(_rss, changed, "thu-tuc/rss.xml")
    registered = _Feed(
        say("Văn bản mới – {agency}", agency=config.agency.name).render(translate),
        translate("Văn bản mới vào danh mục, bắt đầu có hiệu lực, hết hiệu lực."),
        "van-ban/",
        [[item.mark, item.url] for item in site.documents],
        lambda: _registered(site, size),
    )
    yield made(_rss, registered, "van-ban/rss.xml")


def feed_of(
    site: Site,
    cache: Cache,
    *,
    url: str,
    title: str,
    about: str,
    page: str,
    decided_by: Sequence[Any],
    make: Callable[[], Sequence[Entry]],
) -> Asset:
    """Return an RSS feed of entries other than posts; `decided_by` is what decides what `make` returns."""
    feed = _Feed(title, about, page, decided_by, make)
    shown = [site.config.told, str(site.today), title, about, page, decided_by]
    return kept(url, shown, lambda: _rss(site, feed, url), cache)


def portable_body(body: Body, url: str, cache: Cache) -> str:
    """Return a body as a feed carries it: safe HTML in which every address is whole; `url` is that of its page."""
    addresses = {
        target: None if (address := body.addresses.get(target, target)) is None else urljoin(url, address)
        for target in body.fragment.targets
    }
    pictures = {
        target: image and single(moved(image, lambda address: urljoin(url, address)))
        for target, image in body.pictures.items()
    }
    return portable(Body(body.text, body.fragment, addresses, pictures).html(cache))


def _post_entry(cards: Cards, body: Body, cache: Cache, post: Post) -> Entry:
    site, shown = cards.site, cards(post)
    url = site.config.site_url + post.url
    content = portable_body(body, url, cache)
    image = shown["image"] and moved(shown["image"], lambda address: site.config.site_url + address)
    if image:
        src, alt = html.escape(single(image)["url"]), html.escape(image["alt"])
        content = f'<p><img src="{src}" alt="{alt}"></p>\n{content}'
    return Entry(
        id=entry_id(site, post.id),
        url=url,
        title=post.title,
        summary=post.summary or post.title,
        content=content or f"<p>{html.escape(shown['summary'] or post.title)}</p>",
        author=post.unit.name,
        categories=((post.topic.id, post.topic.name),),
        published=post.published_at,
        updated=post.modified_at(site.today),
        language=post.meta.lang,
        image=str(image["url"]) if image else None,
    )


def _changed(site: Site, size: int) -> Sequence[Entry]:
    """Return the latest changes of the procedures, newest first: as git tells them, else as the records do."""
    if not changes.log(site).is_of_git:
        return _procedure_entries(site)[:size]
    latest = {entry.mark: _change_entry(site, entry) for entry in changes.log(site).entries[-size:]}
    return list(latest.values())[::-1]


def _change_entry(site: Site, change: changes.Entry) -> Entry:
    language = site.config.language
    translate = translator(language)
    procedure = site.procedure(change.change.code) if len(change.changes) == 1 else None
    decision = changes.decision_of(site, change)
    kind, told = changes.kind_of(site, change), changes.details(site, change)
    since = say("Có hiệu lực từ {day}.", day=labels.day(change.day, language)).render(translate)
    by = say("{kind} theo {decision}.", kind=kind, decision=decision["text"]) if decision else say("{kind}.", kind=kind)
    parts = [by.render(translate), *([since] if change.takes_effect else [])]
    title = changes.title_of(site, change)
    code = f" ({change.change.code})" if len(change.changes) == 1 else ""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in told)
    return Entry(
        id=entry_id(site, f"{changes.URL}{change.change.key}/{change.mark}"),
        url=site.config.site_url + (procedure.url if procedure else changes.URL),
        title=f"{kind}: {title}{code}" if code else title,
        summary=" ".join(parts + [f"{line}." for line in told[:3]]),
        content=f"<p>{html.escape(' '.join(parts))}</p>" + (f"<ul>{items}</ul>" if items else ""),
        author=site.config.agency.name,
        categories=(("thu-tuc", change.change.field),) if code and change.change.field else (),
        published=change.at,
        updated=change.at,
        language=language,
    )


def _registered(site: Site, size: int) -> list[Entry]:
    """Return the latest that is to be told of documents, newest first."""
    return [_document_entry(site, item) for item in document_news.news(site)[:size]]


def _document_entry(site: Site, item: document_news.News) -> Entry:
    translate, meta = translator(site.config.language), item.document.meta
    summary = document_news.told(site, item)
    abstract = " ".join(meta.abstract.split())
    # One moment of that morning for each, so that no two entries share theirs.
    second = uuid.uuid5(uuid.NAMESPACE_URL, f"{item.document.url} {item.what}").int % 3600
    morning = dt.time(8)
    published, updated = (
        dt.datetime.combine(day, morning, HANOI) + dt.timedelta(seconds=second) for day in (item.since, item.day)
    )
    return Entry(
        id=entry_id(site, f"{item.document.url}{item.what.value}"),
        url=site.config.site_url + item.document.url,
        title=document_news.title(site, item),
        summary=summary,
        content=f"<p>{html.escape(abstract)}</p><p>{html.escape(summary)}</p>",
        author=meta.issuer,
        categories=((meta.type.value, labels.DOCUMENT_TYPE[meta.type].render(translate)),),
        published=published,
        updated=updated,
        language=site.config.language,
    )


def _procedure_entries(site: Site) -> list[Entry]:
    """Return procedures by the day of their last change, newest first; undated ones are left out."""
    entries = []
    for procedure in site.procedures:
        day = procedure.changed_on(site.today)
        if day:
            entries.append(_procedure_entry(site, procedure, procedure.decision(site.today), day))
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


def _generator(site: Site, feed: _Feed, path: str, kind: str) -> "FeedGenerator":
    from feedgen.feed import FeedGenerator  # slow to import, and most builds change few feeds

    config = site.config
    generator = FeedGenerator()
    generator.load_extension("dc")
    generator.id(entry_id(site, path))
    generator.title(feed.title)
    generator.subtitle(feed.description)
    generator.description(feed.description)
    generator.language(feed.language or config.language)
    generator.author(name=config.agency.name)
    generator.link(href=config.site_url + path, rel="self", type=f"application/{kind}+xml")
    # feedgen takes the channel's own link from the last one given.
    generator.link(href=config.site_url + feed.page, rel="alternate", type="text/html")
    generator.generator("cchc")
    generator.updated(_updated(site, feed))  # else feedgen stamps the clock
    return generator


def _rss(site: Site, feed: _Feed, path: str) -> bytes:
    generator = _generator(site, feed, path, "rss")
    for entry in feed.entries:
        item = generator.add_entry(order="append")  # feedgen prepends by default
        item.guid(entry.id, permalink=False)
        item.title(entry.title)
        item.link(href=entry.url)
        item.description(html.escape(entry.summary, quote=False))  # RSS reads it as HTML
        item.content(entry.content)  # after description(), which would overwrite it
        item.dc.dc_creator(entry.author)
        if entry.language != (feed.language or site.config.language):
            item.dc.dc_language(entry.language)
        for slug, label in entry.categories:
            item.category(term=slug, label=label)
        item.published(entry.published)
        item.updated(entry.updated)
    return bytes(generator.rss_str(pretty=True))


def _atom(site: Site, feed: _Feed, path: str) -> bytes:
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
    return bytes(generator.atom_str(pretty=True))


def _json(site: Site, feed: _Feed, path: str) -> bytes:
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
    return json_bytes(
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
    )
