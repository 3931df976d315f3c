"""Pictures that social networks and Zalo show with a link: title, unit and date on the agency's template."""

from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cchc import labels
from cchc.cache import Cache, tools
from cchc.locale import say, translator
from cchc.model import Site
from cchc.publish.colours import colours, hexadecimal
from cchc.publish.identity import mark
from cchc.publish.outputs import SHARE, Kept
from cchc.publish.posts import Cards

if TYPE_CHECKING:
    from cchc.publish.share_drawing import Studio

OF_ALL = f"assets/cchc/{SHARE}"
"""The picture of every page that has none of its own."""
_KIND = "pictures"
_LONGEST = 500
"""Letters of a title or note; no picture has room for more."""


class Pictures:
    """The pictures of one site; each is drawn where the cache has none that shows the same."""

    def __init__(self, site: Site, cache: Cache) -> None:
        config, address = site.config, urlsplit(site.config.site_url)
        self._said = config.agency.name, config.site_name, (address.netloc + address.path).rstrip("/")
        """What every picture says: the agency, what its site is, and where."""
        self._colours, self._mark = colours(config), mark(config, cache)
        shown = (*self._said, *self._mark.key(), hexadecimal(self._colours.primary), hexadecimal(self._colours.accent))
        self._common = "\n".join((tools(), *shown))

    @cached_property
    def _studio(self) -> "Studio":
        from cchc.publish.share_drawing import Studio

        return Studio(self._said, self._mark, self._colours)

    def picture(self, url: str, title: str, label: str, note: str, colour: int) -> Kept:
        """Return a picture: above its title a label in the colour of that number, below it a note."""
        title, note, topic = title[:_LONGEST], note[:_LONGEST], self._colours.topic(colour)
        shown = "\n".join((self._common, title, label, note, hexadecimal(topic)))
        key = sha256(shown.encode()).hexdigest()[:40]
        return Kept(url, _KIND, key, lambda: self._studio.draw(title, label, note, topic))


def pictures(cards: Cards, cache: Cache) -> Iterator[Kept]:
    """Yield the picture of each post and procedure shown, and the one of all other pages."""
    site = cards.site
    config, translate = site.config, translator(site.config.language)
    drawn = Pictures(site, cache)
    yield drawn.picture(OF_ALL, config.site_name, translate("Cải cách hành chính"), config.agency.parent or "", 1)
    for post in cards.posts:
        note = f"{labels.day(post.meta.date.day, config.language)} · {post.unit.name}"
        yield drawn.picture(post.url + SHARE, post.title, post.topic.name, note, cards.colours[post.topic.id])
    label = translate("Thủ tục hành chính")
    for item in site.procedures:
        note = say("Mã thủ tục {code} · {field}", code=item.meta.code, field=item.meta.field).render(translate)
        yield drawn.picture(item.url + SHARE, item.meta.name, label, note, 1)
