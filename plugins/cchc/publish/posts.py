"""Pages of posts: the article, the lists of articles, and what stands at old addresses."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from types import MappingProxyType
from typing import Any

from cchc import labels
from cchc.cache import Cache
from cchc.dates import Month
from cchc.links import Kind, Resolver
from cchc.locale import say, translator
from cchc.model import Post, Record, Site
from cchc.publish import citations, media, policy
from cchc.publish.attachments import attachments
from cchc.publish.images import Image, Images, moved
from cchc.publish.markdown import convert, plain
from cchc.publish.outputs import SHARE, Body, Moved, Output, Page, hash_of
from cchc.publish.reading import minutes
from cchc.schema import Format, Status

RELATED = 3
_NONE: Mapping[str, Any] = MappingProxyType({})
_EXCERPT = 200


def relative(source: str, target: str) -> str:
    """Return the address of `target` as seen from the page `source`, both below the site's root."""
    path, hash_, fragment = target.partition("#")
    here, there = source.split("/")[:-1], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    up = "../" * (len(here) - shared)
    return (up + "/".join(there[shared:]) or "./") + hash_ + fragment


def body_of(cards: "Cards", source: Post | Record, cache: Cache) -> Body:
    """Return the converted body of a source, with the addresses and pictures its page uses."""
    fragment = convert(source.body, cache)
    addresses: dict[str, str | None] = {}
    pictures: dict[str, Image | None] = {}
    for target in fragment.targets:
        if target.startswith(citations.MARK):
            document = citations.cited(cards.site, target)
            is_another = document is not None and document is not source
            addresses[target] = relative(source.url, document.url) if document and is_another else None
            continue
        found = cards.resolver.resolve(source.path, target)
        if target in fragment.links:
            if found.kind is Kind.PAGE or (found.kind is Kind.FILE and cards.images.whole(found)):
                addresses[target] = relative(source.url, found.url)
            elif found.kind is not Kind.ELSEWHERE:
                addresses[target] = None
        if target in fragment.pictures:
            image = cards.images.of(found)
            pictures[target] = image and moved(image, lambda url: relative(source.url, url))
    return Body(source.body, fragment, addresses or _NONE, pictures or _NONE)


class Cards:
    """The posts that pages show, and what lists show of each, made once."""

    def __init__(self, site: Site, resolver: Resolver, images: Images) -> None:
        self.site = site
        self.resolver = resolver
        self.images = images
        self.posts = site.public_posts
        self.colours = labels.colours(site.config)
        self._made: dict[str, Mapping[str, Any]] = {}

    def of_preview(self) -> "Cards":
        """Return the cards of all that a preview shows; themselves where readers see as much."""
        posts = self.site.posts_shown(preview=True)
        if len(posts) == len(self.posts):
            return self
        other = Cards(self.site, Resolver(self.site, preview=True), self.images)
        other.posts = posts
        other._made = self._made  # at any address both show the same post
        return other

    def known(self, posts: Sequence[Post]) -> int:
        """Return how many of the posts readers see."""
        if self.posts is self.site.public_posts:
            return len(posts)
        return sum(post.is_public(self.site.today) for post in posts)

    def __call__(self, post: Post) -> Mapping[str, Any]:
        """Return the card of a post, as plain data."""
        if post.id not in self._made:
            self._made[post.id] = _card(self, post, self.colours[post.topic.id])
        return self._made[post.id]

    def mark(self, post: Post) -> list[Any]:
        """Return what decides the card of a post, in few words."""
        card = self(post)
        return [post.mark, post.url, card["image"], card.get("state")]


def _card(cards: Cards, post: Post, colour: int) -> dict[str, Any]:
    site, image = cards.site, None
    if post.meta.image:
        shown = cards.images.of(cards.resolver.resolve(post.path, post.meta.image.src))
        image = shown and {**shown, "alt": post.meta.image.alt}
    return {
        "title": post.title,
        "url": post.url,
        "date": labels.day(post.meta.date.day, site.config.language),
        "iso": str(post.meta.date),
        "unit": post.unit.name,
        "topic": {"id": post.topic.id, "name": post.topic.name},
        "colour": colour,
        "kind": _kind(site, post),
        "summary": post.meta.summary or plain(post.body, _EXCERPT),
        "image": image,
        **({} if post.is_public(site.today) else {"state": _state(site, post)}),
    }


def _state(site: Site, post: Post) -> str:
    """Return the mark of a post that only a preview shows."""
    language = site.config.language
    return labels.standing(post, site.today, language).render(translator(language))


def _kind(site: Site, post: Post) -> str:
    translate = translator(site.config.language)
    if post.meta.format is not Format.TEXT:
        return labels.FORMAT[post.meta.format].render(translate)
    return labels.KIND[post.meta.kind].render(translate) if post.meta.kind else ""


def post_pages(cards: Cards, cache: Cache) -> Iterator[Output]:
    """Yield the page of every post shown, the notices of withdrawn ones, and redirects."""
    site, posts = cards.site, cards.posts
    by_topic: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        by_topic[post.topic.id].append(post)
    places = {post.id: index for row in by_topic.values() for index, post in enumerate(row)}
    taken = {post.id for post in site.posts}
    shown = {post.id for post in posts}
    for index, post in enumerate(posts):
        previous = posts[index - 1] if index else None
        following = posts[index + 1] if index + 1 < len(posts) else None
        related = _related(by_topic[post.topic.id], places[post.id])
        around = _Around(post=post, previous=previous, following=following, related=related)
        yield _post_page(cards, cache, around)
        yield from _redirects(site, post, taken)
    for post in site.posts:
        if post.meta.status is Status.WITHDRAWN and post.id not in shown:
            shown.add(post.id)
            title = translator(site.config.language)("Bài này đã được gỡ")
            yield Page(url=post.url, template="cchc/withdrawn.html", title=title)
            yield from _redirects(site, post, taken)


def _related(row: Sequence[Post], index: int) -> list[Post]:
    """Return posts of the same topic: older ones first, so that a new post changes few old pages."""
    older = row[max(0, index - RELATED) : index][::-1]
    return [*older, *row[index + 1 : index + 1 + RELATED - len(older)]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """A post among the others."""

    post: Post
    previous: Post | None
    following: Post | None
    related: Sequence[Post]

    def shown(self, cards: Cards) -> dict[str, Any]:
        """Return what the page shows that is not in the post's own file."""
        site, meta, image = cards.site, self.post.meta, cards(self.post)["image"]
        changed = self.post.updated_on(site.today)
        return {
            "image": image and {**image, "caption": meta.image and meta.image.caption},
            "updated": labels.day(changed, site.config.language) if changed else None,
            "procedures": [
                {"url": found.url, "name": found.meta.name, "code": found.meta.code}
                for code in meta.procedures
                if (found := site.procedure(code)) is not None
            ],
            "documents": [citations.named(site, number) for number in meta.documents],
            "attachments": attachments(cards, self.post.path, meta.attachments),
            **({"media": shown} if (shown := media.media(cards, self.post)) else {}),
            "previous": self.previous and {"title": self.previous.title, "url": self.previous.url},
            "next": self.following and {"title": self.following.title, "url": self.following.url},
            "related": [{"title": item.title, "url": item.url, "date": cards(item)["date"]} for item in self.related],
        }


def _post_page(cards: Cards, cache: Cache, around: _Around) -> Page:
    site, post = cards.site, around.post
    meta = post.meta
    return Page(
        url=post.url,
        template="cchc/post.html",
        title=post.title,
        description=cards(post)["summary"],
        source=post.path,
        body=body_of(cards, post, cache),
        decided_by=hash_of([post.mark, cards(post).get("state"), around.shown(cards)]),
        share=post.url + SHARE,
        unlisted=not post.is_public(site.today),
        show=lambda: {
            **cards(post),
            **around.shown(cards),
            "lang": meta.lang,
            "lead": meta.summary,
            "minutes": minutes(post.words, meta.lang),
            "author": meta.author,
            "unit_id": post.unit.id,
            "co_units": [site.config.unit(id_).name for id_ in meta.co_units],
            "month": {"url": _month_url(post.month), "name": labels.month(post.month, site.config.language)},
            "tags": list(meta.tags),
            "source": meta.source and {"name": meta.source.name, "url": meta.source.url},
            "channels": [{"name": item.name, "url": item.url} for item in meta.channels],
        },
    )


def _redirects(site: Site, post: Post, taken: set[str]) -> Iterator[Moved]:
    """Yield a page at each old address of a post that leads readers and search engines on.

    An address that is already taken, by a post or by an earlier redirect, is left alone.
    """
    message = translator(site.config.language)("Bài này đã chuyển sang địa chỉ mới:")
    for old in post.meta.moved_from:
        if old in taken:
            continue
        taken.add(old)
        url = f"tin-bai/{old}/"
        target = escape(relative(url, post.url))
        canonical = escape(site.config.site_url + post.url)
        yield Moved(
            f"{url}index.html",
            f'<!doctype html>\n<html lang="{escape(site.config.language)}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy.OF_NOTHING}">\n'
            f'<meta name="viewport" content="width=device-width,initial-scale=1">\n'
            f"<title>{escape(post.title)}</title>\n"
            f'<meta http-equiv="refresh" content="0; url={target}">\n<link rel="canonical" href="{canonical}">\n'
            f'<meta name="robots" content="noindex">\n</head>\n'
            f'<body><p>{escape(message)} <a href="{target}">{escape(post.title)}</a></p></body>\n</html>\n'.encode(),
            post.url,
        )


# ------------------------------------------------------------------ listings


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of posts, cut into pages that old posts never move between.

    Pages are filled from the oldest post on and numbered in that order; the front page shows the
    newest posts, up to twice a page's size. One more post changes the front page, and now and then
    adds a page.
    """

    url: str
    title: str
    intro: str
    posts: Sequence[Post]
    """Oldest first."""
    feed: str | None = None

    def pages(self, cards: Cards, extra: Mapping[str, Any]) -> Iterator[Page]:
        """Yield the front page and the pages behind it."""
        full, known = self._full(cards, len(self.posts)), cards.known(self.posts)
        unlisted = range(self._full(cards, known), full)
        for number in range(full + 1):
            page = self._page(cards, number, full, extra)
            # A month is listed for its posts; other lists are there without any.
            is_new = number in unlisted or (number == full and not known and self.feed is None)
            yield replace(page, unlisted=True) if is_new else page

    @staticmethod
    def _full(cards: Cards, count: int) -> int:
        """Return how many full pages lie behind the front page of a list."""
        return max(0, count // cards.site.config.plugin.page_size - 1)

    def _page(self, cards: Cards, number: int, full: int, extra: Mapping[str, Any]) -> Page:
        size, front = cards.site.config.plugin.page_size, number == full
        shown = self.posts[number * size : None if front else (number + 1) * size]
        part = say("{title} – phần {n}", title=self.title, n=str(number + 1))
        around = {
            "heading": self.title,
            "intro": self.intro,
            "front": front,
            "section": self.url,
            "part": number + 1,
            "newer": None if front else self._address(number + 1, full),
            "older": self._address(number - 1, full) if number else None,
            "feed": self.feed,
            **(extra if front else {}),
        }
        return Page(
            url=self.url if front else f"{self.url}trang/{number + 1}/",
            template="cchc/listing.html",
            title=self.title if front else part.render(translator(cards.site.config.language)),
            description=self.intro,
            in_menu=front and self.url == "tin-bai/",
            decided_by=hash_of([around, *map(cards.mark, shown)]),
            show=lambda: {**around, "posts": [cards(post) for post in shown[::-1]]},
        )

    def _address(self, number: int, full: int) -> str:
        return self.url if number == full else f"{self.url}trang/{number + 1}/"


def _month_url(month: Month) -> str:
    return f"tin-bai/thang/{month}/"


def listing_pages(cards: Cards) -> Iterator[Page]:
    """Yield the lists of posts: all of them, and by month, unit and topic."""
    config, posts = cards.site.config, cards.posts
    translate = translator(config.language)
    by_month: dict[Month, list[Post]] = defaultdict(list)
    by_unit: dict[str, list[Post]] = defaultdict(list)
    by_topic: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        by_month[post.month].append(post)
        by_topic[post.topic.id].append(post)
        for id_ in dict.fromkeys((post.unit.id, *post.meta.co_units)):
            by_unit[id_].append(post)
    extra = {
        "months": [
            {"url": _month_url(month), "name": labels.month(month, config.language), "count": len(row)}
            for month, row in sorted(by_month.items(), reverse=True)
        ],
        "units": [
            {"url": f"tin-bai/don-vi/{unit.id}/", "name": unit.name, "count": len(by_unit[unit.id])}
            for unit in config.plugin.units
        ],
        "topics": [
            {"url": f"tin-bai/noi-dung/{topic.id}/", "name": topic.name, "count": len(by_topic[topic.id])}
            for topic in config.plugin.topic_list
        ],
    }
    yield from Listing(
        "tin-bai/",
        translate("Tin, bài cải cách hành chính"),
        say("Tin, bài về cải cách hành chính của {agency}.", agency=config.agency.name).render(translate),
        posts,
        feed="rss.xml",
    ).pages(cards, extra)
    for month, row in by_month.items():
        name = labels.month(month, config.language)
        yield from Listing(
            _month_url(month),
            say("Tin, bài {month}", month=name.replace("Tháng", "tháng")).render(translate),
            "",
            row,
        ).pages(cards, {})
    for unit in config.plugin.units:
        yield from Listing(
            f"tin-bai/don-vi/{unit.id}/",
            unit.name,
            say("Tin, bài do {unit} gửi đăng.", unit=unit.name).render(translate),
            by_unit[unit.id],
            feed=f"tin-bai/don-vi/{unit.id}/rss.xml",
        ).pages(cards, {})
    for topic in config.plugin.topic_list:
        yield from Listing(
            f"tin-bai/noi-dung/{topic.id}/",
            topic.name,
            say("Tin, bài về nội dung: {topic}.", topic=topic.name).render(translate),
            by_topic[topic.id],
            feed=f"tin-bai/noi-dung/{topic.id}/rss.xml",
        ).pages(cards, {})
