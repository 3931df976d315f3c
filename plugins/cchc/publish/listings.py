"""Lists of posts: all of them, and by month, unit, topic and language."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cchc import labels
from cchc.dates import Month
from cchc.languages import name_of
from cchc.locale import say, translator
from cchc.model import Post, Site
from cchc.publish.outputs import Page, hash_of
from cchc.publish.places import language_feed, language_intro, language_title, language_url, month_url, trail
from cchc.publish.posts import Cards


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
    name: str = ""
    """What windows call it, where its title is that of something else too."""

    def pages(self, cards: Cards, extra: Mapping[str, Any]) -> Iterator[Page]:
        """Yield the front page and the pages behind it."""
        site, size = cards.site, cards.site.config.plugin.page_size
        full, known = self._full(cards, len(self.posts)), cards.known(self.posts)
        # The map of the site is that of readers, in a preview too: what they find on this part of the list.
        public = [post for post in self.posts if post.is_public(site.today)] if known < len(self.posts) else self.posts
        full_for_readers = self._full(cards, known)
        unlisted = range(full_for_readers, full)
        for number in range(full + 1):
            first = full_for_readers if number == full else number
            read = public[first * size : None if number == full else (first + 1) * size]
            page = replace(self._page(cards, number, full, extra), changed=max(map(cards.changed, read), default=None))
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
        translate = translator(cards.site.config.language)

        def part(text: str) -> str:
            return text if front else say("{title} – phần {n}", title=text, n=str(number + 1)).render(translate)

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
            title=part(self.title),
            name=part(self.name) if self.name else "",
            description=self.intro if front else _of_part(cards.site, self.intro, number + 1, shown),
            trail=() if self.url == "tin-bai/" else trail(cards.site),
            in_menu=front and self.url == "tin-bai/",
            decided_by=hash_of([around, *map(cards.mark, shown)]),
            show=lambda: {**around, "posts": [cards(post) for post in shown[::-1]]},
        )

    def _address(self, number: int, full: int) -> str:
        return self.url if number == full else f"{self.url}trang/{number + 1}/"


def _of_part(site: Site, intro: str, number: int, posts: Sequence[Post]) -> str:
    """Return what a part of a list holds; posts never leave it."""
    first, last = (labels.day(posts[at].meta.date.day, site.config.language) for at in (0, -1))
    return say("{intro} Phần {n}: từ {first} đến {last}.", intro=intro, n=str(number), first=first, last=last).render(
        translator(site.config.language)
    )


def listing_pages(cards: Cards) -> Iterator[Page]:
    """Yield the lists of posts: all of them, and by month, unit and topic."""
    config, posts = cards.site.config, cards.listed
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
            {"url": month_url(month), "name": labels.month(month, config.language), "count": len(row)}
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
        "languages": [
            {"url": language_url(tag), "name": name_of(tag, translate), "count": len(row)}
            for tag, row in cards.versions.by_language.items()
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
            month_url(month),
            say("Tin, bài {month}", month=name.replace("Tháng", "tháng")).render(translate),
            say(
                "Tin, bài cải cách hành chính của {agency} trong {month}.",
                agency=config.agency.name,
                month=name.replace("Tháng", "tháng"),
            ).render(translate),
            row,
        ).pages(cards, {})
    for unit in config.plugin.units:
        yield from Listing(
            f"tin-bai/don-vi/{unit.id}/",
            unit.name,
            say("Tin, bài do {unit} gửi đăng.", unit=unit.name).render(translate),
            by_unit[unit.id],
            feed=f"tin-bai/don-vi/{unit.id}/rss.xml",
            name=say("Tin, bài của {unit}", unit=unit.name).render(translate),
        ).pages(cards, {})
    for topic in config.plugin.topic_list:
        yield from Listing(
            f"tin-bai/noi-dung/{topic.id}/",
            topic.name,
            say("Tin, bài về nội dung: {topic}.", topic=topic.name).render(translate),
            by_topic[topic.id],
            feed=f"tin-bai/noi-dung/{topic.id}/rss.xml",
            name=say("Tin, bài: {topic}", topic=topic.name).render(translate),
        ).pages(cards, {})
    for tag, written in cards.versions.by_language.items():
        yield from Listing(
            language_url(tag),
            language_title(cards.site, tag),
            language_intro(cards.site, tag),
            written,
            language_feed(tag),
        ).pages(cards, {})
