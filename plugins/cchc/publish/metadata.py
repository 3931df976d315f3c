"""What the head of a page says: its title, description, address, Open Graph and JSON-LD.

It says nothing that the page's key does not decide, so that a finished page stays valid.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from textwrap import shorten
from typing import Any
from urllib.parse import quote

from pydantic_core import to_json

from cchc import languages
from cchc.locale import say, translator
from cchc.model import Config
from cchc.publish import structured
from cchc.publish.outputs import SHARE_SIZE, Page
from cchc.publish.structured import Thing

_TITLE = 150
_DESCRIPTION = 300
_SHARED = {"width": str(SHARE_SIZE[0]), "height": str(SHARE_SIZE[1])}
"""The size of the picture that is made to go with a link."""
_RASTER = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif"}
"""What those that show links can draw."""
_UNSAFE = re.compile("[<>&\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What cchc/head.html writes; texts are not escaped, `data` is safe within a script."""

    title: str
    description: str
    canonical: str = ""
    robots: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    """The same in other languages, and in this one: language, address."""
    properties: tuple[tuple[str, str], ...] = ()
    """Of Open Graph."""
    card: str = "summary"
    """How a link is shown: with a large picture or without."""
    data: str = ""
    """JSON-LD."""


def of_page(config: Config, page: Page, shown: Mapping[str, Any], *, preview: bool) -> Head:
    """Return the head of a page of the section that shows `shown`."""
    title = f"{_short(page.name or page.title, _TITLE)} – {config.site_name}" if page.url else ""
    description = page.description or _about(config, page.title if page.url else "")
    if page.is_gone:
        return Head(title=title, description=description, robots="noindex")
    thing = dict(page.thing())
    pictures = list(_pictures(config, page, shown.get("image")))
    if _is_own(page) and thing.get("@type") == "NewsArticle":
        thing["image"] = list(dict.fromkeys([config.site_url + page.share, *thing.get("image", ())]))
    versions = shown.get("versions", ())
    if page.url:
        trail = [(name, config.site_url + url) for name, url in (*page.trail, (page.title, page.url))]
        things = [thing, structured.breadcrumbs(config, trail)]
    else:
        things = [structured.agency(config), structured.website(config)]
    return _head(
        config,
        title=title or config.site_name,
        description=description,
        canonical=config.site_url + quote(page.url),
        name=page.title,
        things=things,
        pictures=pictures,
        alternates=tuple(_alternates(config, page, versions)),
        others=[item["lang"] for item in versions if item["url"] != page.url],
        preview=preview,
    )


def of_text(
    config: Config, title: str, canonical: str, description: str, trail: Sequence[tuple[str, str]], *, preview: bool
) -> Head:
    """Return the head of a hand-written page.

    `trail` names the chapters of the menu that it belongs to, and the absolute address of each one's first page.
    """
    steps = [(name, address) for name, address in (*trail, (title, canonical)) if name]
    # «Thủ tục hành chính» of the guide is not that of the section: a page names its chapter.
    names = dict.fromkeys(_short(name, _TITLE) for name, _ in (steps[-1:] + steps[:-1]))
    return _head(
        config,
        title=" – ".join([*names, config.site_name]),
        description=_short(description, _DESCRIPTION) or _about(config, title),
        canonical=canonical,
        name=title or config.site_name,
        things=[structured.breadcrumbs(config, steps)],
        pictures=list(_pictures(config, Page(url="", template="", title=title), None)),
        preview=preview,
    )


def of_missing(config: Config) -> Head:
    """Return the head of the page that stands for every address without one."""
    translate = translator(config.language)
    title = translate("Không tìm thấy trang")
    description = translate("Địa chỉ này không còn, hoặc đã gõ nhầm.")
    return Head(title=f"{title} – {config.site_name}", description=description, robots="noindex")


def _about(config: Config, title: str) -> str:
    """Return a description where nobody wrote one."""
    translate = translator(config.language)
    if title:
        return say("{title}: trang của {agency}.", title=title, agency=config.agency.name).render(translate)
    return config.description or say(
        "Tin, bài cải cách hành chính và thủ tục hành chính của {agency}.", agency=config.agency.name
    ).render(translate)


def _head(
    config: Config,
    *,
    title: str,
    description: str,
    canonical: str,
    name: str,
    things: Sequence[Thing],
    pictures: Sequence[Mapping[str, str]],
    alternates: tuple[tuple[str, str], ...] = (),
    others: Sequence[str] = (),
    preview: bool,
) -> Head:
    thing = things[0]
    is_article = thing.get("@type") == "NewsArticle"
    properties = [
        ("og:type", "article" if is_article else "website"),
        ("og:title", _short(name, _TITLE)),
        ("og:description", description),
        ("og:url", canonical),
        ("og:site_name", config.site_name),
        *_locales(thing.get("inLanguage", config.language) if is_article else config.language, others),
        *((f"og:image{part and ':'}{part}", value) for item in pictures for part, value in item.items()),
        *(_article(thing) if is_article else ()),
    ]
    return Head(
        title=title,
        description=description,
        canonical=canonical,
        robots="noindex" if preview else "max-image-preview:large" if is_article else "",
        alternates=alternates,
        properties=tuple(properties),
        card="summary_large_image" if pictures else "summary",
        data=in_script({"@context": "https://schema.org", "@graph": [item for item in things if item]}),
    )


def _locales(language: str, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield "og:locale", languages.locale_of(language)
    for other in others:
        yield "og:locale:alternate", languages.locale_of(other)


def _article(thing: Thing) -> Iterator[tuple[str, str]]:
    yield "article:published_time", thing["datePublished"]
    yield "article:modified_time", thing["dateModified"]
    yield "article:section", thing["articleSection"]
    for tag in thing.get("keywords", ()):
        yield "article:tag", tag


def _is_own(page: Page) -> bool:
    """Whether the picture that goes with a link was made for this page."""
    return bool(page.url) and page.share.startswith(page.url)


def _pictures(config: Config, page: Page, own: Mapping[str, Any] | None) -> Iterator[Mapping[str, str]]:
    """Yield the picture that goes with a link: the one made for it, else the page's own."""
    if page.share:
        alt = page.title if _is_own(page) else config.site_name
        yield {"": config.site_url + page.share, "type": "image/png", **_SHARED, "alt": alt}
    elif own and (kind := _RASTER.get(PurePosixPath(own["url"]).suffix.lower())):
        size = {part: str(own[part]) for part in ("width", "height") if own.get(part)}
        yield {"": config.site_url + own["url"], "type": kind, **size, "alt": own["alt"]}


def _alternates(config: Config, page: Page, versions: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield each version's language and address; nothing where this page is none of them."""
    if not any(item["url"] == page.url for item in versions):
        return
    for item in versions:
        yield item["lang"], config.site_url + item["url"]
    yield "x-default", config.site_url + next(item["url"] for item in versions if item["is_default"])


def in_script(data: Any) -> str:
    """Return JSON that no text in it can end a script with, or start a comment."""
    written = to_json(data).decode()
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _short(text: str, width: int) -> str:
    """Return a text in one line, cut at a word where it is too long."""
    line = " ".join(text.split())
    return line if len(line) <= width else shorten(line, width, placeholder="…")
