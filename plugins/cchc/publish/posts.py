"""Pages of posts: the article, its card in lists, and what stands at old addresses."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from html import escape
from types import MappingProxyType
from typing import Any

from cchc import labels, mentions
from cchc.cache import Cache
from cchc.citing import MARK
from cchc.languages import own_name
from cchc.links import Kind, Resolver
from cchc.locale import translator
from cchc.model import Post, Site
from cchc.publish import citations, media, policy
from cchc.publish.attachments import attachments
from cchc.publish.images import Image, Images, moved
from cchc.publish.markdown import convert
from cchc.publish.outputs import SHARE, Body, Moved, Output, Page, hash_of
from cchc.publish.places import language_title, language_url, month_url, trail
from cchc.publish.reading import minutes
from cchc.publish.structured import Thing, article
from cchc.records import Record
from cchc.schema import Format, Status
from cchc.translations import Versions

RELATED = 3
_NEAR = 1024
"""Cards and links held at once: pages come in the order of their posts, and show others of those days."""
_NONE: Mapping[str, Any] = MappingProxyType({})


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
    fragment = convert(source.text, cache)
    addresses: dict[str, str | None] = {}
    pictures: dict[str, Image | None] = {}
    for target in fragment.targets:
        if target.startswith(MARK):
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
    return Body(source.text, fragment, addresses or _NONE, pictures or _NONE)


class Cards:
    """The posts that pages show, and what lists show of each."""

    def __init__(self, site: Site, resolver: Resolver, images: Images) -> None:
        self.site = site
        self.resolver = resolver
        self.images = images
        self.posts = site.public_posts
        self.colours = labels.colours(site.config)
        self._made: dict[str, Mapping[str, Any]] = {}
        self._marks: dict[str, str] = {}
        self._changed: dict[str, dt.date] = {}
        self._links: dict[str, Mapping[str, str]] = {}

    @cached_property
    def versions(self) -> Versions:
        """The languages of the posts shown."""
        return Versions(self.posts, self.site.config.language)

    @property
    def listed(self) -> Sequence[Post]:
        """The posts of the main lists, oldest first: translations are found through their original and by language."""
        return self.versions.listed

    def of_preview(self) -> "Cards":
        """Return the cards of all that a preview shows; themselves where readers see as much."""
        posts = self.site.posts_shown(preview=True)
        if len(posts) == len(self.posts):
            return self
        other = Cards(self.site, Resolver(self.site, preview=True), self.images)
        other.posts = posts
        other._made, other._marks = self._made, self._marks  # at any address both show the same post
        return other

    def known(self, posts: Sequence[Post]) -> int:
        """Return how many of the posts readers see."""
        if self.posts is self.site.public_posts:
            return len(posts)
        return sum(post.is_public(self.site.today) for post in posts)

    def __call__(self, post: Post) -> Mapping[str, Any]:
        """Return the card of a post, as plain data."""
        found = self._made.get(post.id)
        if found is None:
            if len(self._made) >= _NEAR:
                self._made.clear()
            found = self._made[post.id] = _card(self, post, self.colours[post.topic.id])
        return found

    def mark(self, post: Post) -> str:
        """Return the hash of what decides the card of a post."""
        if post.id not in self._marks:
            image, state = self.image(post), _state(self.site, post)
            self._marks[post.id] = hash_of([post.mark, post.url, image and dict(image), state])
        return self._marks[post.id]

    def image(self, post: Post) -> Image | None:
        """Return the picture that stands for a post, with its alternative text."""
        if post.meta.image is None:
            return None
        shown = self.images.of(self.resolver.resolve(post.path, post.meta.image.src))
        return shown and {**shown, "alt": post.meta.image.alt}

    def link(self, post: Post) -> Mapping[str, str]:
        """Return what a link to a post shows, with its date."""
        found = self._links.get(post.id)
        if found is None:
            if len(self._links) >= _NEAR:
                self._links.clear()
            day = labels.day(post.meta.date.day, self.site.config.language)
            found = self._links[post.id] = {**link(self.site, post), "date": day}
        return found

    def changed(self, post: Post) -> dt.date:
        """Return the day a post was last changed."""
        if post.id not in self._changed:
            self._changed[post.id] = post.modified_at(self.site.today).date()
        return self._changed[post.id]


def link(site: Site, post: Post) -> dict[str, str]:
    """Return what a link to a post shows."""
    return {"title": post.title, "url": post.url, **_foreign(site, post)}


def _foreign(site: Site, post: Post) -> dict[str, str]:
    """Return the language of a post's words where it is not that of the page around them."""
    return {} if post.meta.lang == site.config.language else {"lang": post.meta.lang}


def _card(cards: Cards, post: Post, colour: int) -> dict[str, Any]:
    site, state = cards.site, _state(cards.site, post)
    return {
        "title": post.title,
        "url": post.url,
        **_foreign(site, post),
        "date": labels.day(post.meta.date.day, site.config.language),
        "iso": str(post.meta.date),
        "unit": post.unit.name,
        "topic": {"id": post.topic.id, "name": post.topic.name},
        "colour": colour,
        "kind": _kind(site, post),
        "summary": post.summary,
        "image": cards.image(post),
        **({"state": state} if state else {}),
    }


def _state(site: Site, post: Post) -> str:
    """Return the mark of a post that only a preview shows; empty for one that readers see."""
    if post.is_public(site.today):
        return ""
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
    listed = {post.id for post in cards.listed}
    rows: dict[tuple[str, ...], list[Post]] = defaultdict(list)  # of all that is listed, or of translations alike
    places: dict[tuple[str, ...], int] = {}
    for post in posts:
        row = ("" if post.id in listed else post.meta.lang,)
        for key in (row, (*row, post.topic.id)):
            places[(*key, post.id)] = len(rows[key])
            rows[key].append(post)
    taken = {post.id for post in site.posts}
    shown = {post.id for post in posts}
    titles = Counter(post.title for post in posts)
    for post in posts:
        row = ("" if post.id in listed else post.meta.lang,)
        beside, index = rows[row], places[(*row, post.id)]
        alike = (*row, post.topic.id)
        around = _Around(
            cards=cards,
            post=post,
            previous=beside[index - 1] if index else None,
            following=beside[index + 1] if index + 1 < len(beside) else None,
            related=_related(rows[alike], places[(*alike, post.id)]),
            versions=cards.versions(post),
            is_listed=post.id in listed,
        )
        page = _post_page(cards, cache, around)
        yield page if titles[post.title] == 1 else replace(page, name=_apart(site, post))
        yield from _redirects(site, post, taken)
    for post in site.posts:
        if post.meta.status is Status.WITHDRAWN and post.id not in shown:
            shown.add(post.id)
            title = translator(site.config.language)("Bài này đã được gỡ")
            yield Page(
                url=post.url, template="cchc/withdrawn.html", title=title, name=f"{title} ({post.id})", is_gone=True
            )
            yield from _redirects(site, post, taken)


def _apart(site: Site, post: Post) -> str:
    """Return what tells a post from others of one title."""
    return f"{post.title} ({labels.day(post.meta.date.day, site.config.language)}, {post.unit.label}, {post.id})"


def _related(row: Sequence[Post], index: int) -> list[Post]:
    """Return posts of the same topic: older ones first, so that a new post changes few old pages."""
    older = row[max(0, index - RELATED) : index][::-1]
    return [*older, *row[index + 1 : index + 1 + RELATED - len(older)]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """A post among the others."""

    cards: Cards
    post: Post
    previous: Post | None
    following: Post | None
    related: Sequence[Post]
    versions: Sequence[Post]
    """The same in all languages; empty where there is one."""
    is_listed: bool

    def thing(self) -> Thing:
        """Return the post in the words of schema.org."""
        return article(self.cards.site, self.post, self.cards(self.post), self.versions)

    def page(self) -> dict[str, Any]:
        """Return what the page shows."""
        post, meta = self.post, self.post.meta
        return {
            **self.cards(post),
            **self.shown(),
            "lang": meta.lang,
            "lead": meta.summary,
            "minutes": minutes(post.words, meta.lang),
            "author": meta.author,
            "unit_id": post.unit.id,
            "co_units": [self.cards.site.config.unit(id_).name for id_ in meta.co_units],
            "tags": list(meta.tags),
            "source": meta.source and {"name": meta.source.name, "url": meta.source.url},
            "channels": [{"name": item.name, "url": item.url} for item in meta.channels],
        }

    def shown(self) -> dict[str, Any]:
        """Return what the page shows that is not in the post's own file."""
        cards, site, meta, image = self.cards, self.cards.site, self.post.meta, self.cards.image(self.post)
        changed = self.post.updated_on(site.today)
        return {
            "image": image and {**image, "caption": meta.image and meta.image.caption},
            "updated": labels.day(changed, site.config.language) if changed else None,
            "procedures": [
                {"url": found.url, "name": found.meta.name, "code": found.meta.code}
                for found in mentions.named(site, self.post)
            ],
            "documents": [citations.named(site, number) for number in meta.documents],
            "attachments": attachments(cards, self.post.path, meta.attachments),
            **({"media": shown} if (shown := media.media(cards, self.post)) else {}),
            "previous": self.previous and cards.link(self.previous),
            "next": self.following and cards.link(self.following),
            "related": [cards.link(item) for item in self.related],
            "month": self._list(site),
            **({"versions": self._versions()} if self.versions else {}),
        }

    def _list(self, site: Site) -> dict[str, str]:
        """Return the list that holds the post: of its month, or of its language."""
        if self.is_listed:
            return {"url": month_url(self.post.month), "name": labels.month(self.post.month, site.config.language)}
        return {"url": language_url(self.post.meta.lang), "name": language_title(site, self.post.meta.lang)}

    def _versions(self) -> list[dict[str, Any]]:
        """Return the post in each language, the original first."""
        translate = translator(self.cards.site.config.language)
        best = self.cards.versions.best(self.versions)
        return [
            {
                "url": item.url,
                "title": item.title,
                "lang": item.meta.lang,
                "name": own_name(item.meta.lang, translate)._asdict(),
                "is_original": not item.is_translation,
                "is_default": item is best,
            }
            for item in self.versions
        ]


def _post_page(cards: Cards, cache: Cache, around: _Around) -> Page:
    site, post = cards.site, around.post
    return Page(
        url=post.url,
        template="cchc/post.html",
        title=post.title,
        description=post.summary,
        trail=trail(site, (post.topic.name, f"tin-bai/noi-dung/{post.topic.id}/")),
        thing=around.thing,
        changed=cards.changed(post),
        source=post.path,
        body=partial(body_of, cards, post, cache),  # thousands of them are not held
        decided_by=hash_of([cards.mark(post), around.shown(), body_of(cards, post, cache).mark]),
        share=post.url + SHARE,
        unlisted=not post.is_public(site.today),
        show=around.page,
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
