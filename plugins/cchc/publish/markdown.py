"""Bodies as safe HTML: converted once, kept in the cache, links put in for each place it is shown."""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from cchc.bodies import BodyText
from cchc.cache import Cache, tools
from cchc.links import is_picture
from cchc.publish.citations import unmarked
from cchc.safe_html import safe_html

# Sanitised HTML quotes every attribute and escapes `<` in text, so that these find tags only.
_TAG = re.compile(r'<(a|img)((?: [a-z]+="[^"]*")*)>')
_ELSEWHERE = re.compile(r"\s*(?://|[a-z][a-z0-9+.-]*:)", re.IGNORECASE)
_ANY_TAG = re.compile(r'<([a-z0-9]+)((?: [a-z]+="[^"]*")+)>')
_HEADING = re.compile(r'<h2 id="([^"]*)"[^>]*>(.*?)</h2>', re.DOTALL)
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')


BODY_WIDTH = 736
"""Pixels that the text of a page is wide, at most."""
_NO_PICTURES: Mapping[str, Mapping[str, Any] | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Fragment:
    """What is known of a converted body; its HTML stays in the cache until a page needs it."""

    key: str
    targets: tuple[str, ...]
    """What links and pictures point at, in order."""
    links: frozenset[str] = frozenset()
    """Those of links."""
    pictures: frozenset[str] = frozenset()
    """Those of pictures; one target may be both."""


def convert_all(bodies: Iterable[BodyText], cache: Cache, step: Callable[[int, int], None]) -> None:
    """Convert the Markdown texts that were not converted before; `step` is told how many are done, of how many.

    In one process: where two share a core, a second one takes a fifth more of it and no less time.
    """
    index = cache.index("bodies")
    missing = {key: body for body in bodies if index.get(key := _key(body)) is None}
    for done, (key, body) in enumerate(missing.items(), 1):
        _keep(key, safe_html(body.read()), cache)
        step(done, len(missing))


def convert(body: BodyText, cache: Cache) -> Fragment:
    """Return what the HTML of a Markdown text holds; converted unless it was before."""
    key = _key(body)
    targets = cache.index("bodies").get(key)
    if targets is None:
        targets = _keep(key, safe_html(body.read()), cache)
    links = frozenset(target for target, tags in targets.items() if "a" in tags)
    pictures = frozenset(target for target, tags in targets.items() if "img" in tags)
    return Fragment(key, tuple(targets), links, pictures)


def _key(body: BodyText) -> str:
    return sha256(f"{tools()} {body.digest}".encode()).hexdigest()


def _keep(key: str, content: str, cache: Cache) -> dict[str, list[str]]:
    targets = _targets(content)
    cache.write("fragments", key, content.encode())
    cache.index("bodies").put(key, targets)
    return targets


def html_of(body: BodyText, fragment: Fragment, cache: Cache) -> str:
    """Return the safe HTML of a converted text; links are still as their author wrote them."""
    content = cache.read("fragments", fragment.key)
    return safe_html(body.read()) if content is None else content.decode()


def headings(content: str) -> list[tuple[str, str]]:
    """Return the id and the words of each second-level heading of safe HTML."""
    return [(id_, html.unescape(re.sub(r"<[^>]*>", "", words))) for id_, words in _HEADING.findall(content)]


def _targets(clean: str) -> dict[str, list[str]]:
    """Return each target, in order, with the tags that name it."""
    found: dict[str, list[str]] = {}
    for tag in _TAG.finditer(clean):
        for name, value in _ATTRIBUTE.findall(tag[2]):
            if name in ("href", "src"):
                tags = found.setdefault(html.unescape(value), [])
                if tag[1] not in tags:
                    tags.append(tag[1])
    return found


def link(
    content: str, addresses: Mapping[str, str | None], pictures: Mapping[str, Mapping[str, Any] | None] = _NO_PICTURES
) -> str:
    """Return the HTML with each target replaced by its address, or by what is known of its picture.

    A target without an address loses its link and keeps its words; a picture gives way to them.
    """

    def replace(match: re.Match[str]) -> str:
        tag, attributes = match[1], dict(_ATTRIBUTE.findall(match[2]))
        name = "href" if tag == "a" else "src"
        if name not in attributes:
            return match[0] if tag == "a" else _words(attributes)
        target = html.unescape(attributes[name])
        if tag == "img" and target in pictures:
            image = pictures[target]
            return _picture(attributes, image) if image else _words(attributes)
        address = addresses.get(target, target)
        if tag == "img" and (_ELSEWHERE.match(target) or not is_picture(address or "")):
            address = None  # a page loads nothing from another host, and no picture is a page
        if address is None:
            if tag == "img":
                return _words(attributes)
            del attributes[name]
        else:
            attributes[name] = html.escape(address)
        written = "".join(f' {key}="{value}"' for key, value in attributes.items())
        return f"<{tag}{written}>"

    return _TAG.sub(replace, unmarked(content, addresses))


def _picture(attributes: dict[str, str], image: Mapping[str, Any]) -> str:
    """Return a picture of a body: its files by width, and its size, so that nothing shifts when it arrives."""
    attributes["src"] = html.escape(image["url"])
    before = after = ""
    if "width" in image:
        wide = min(image["width"], BODY_WIDTH)
        sizes = f"(min-width: {wide}px) {wide}px, 100vw"
        if image["webp"]:
            before = f'<picture><source type="image/webp" srcset="{_srcset(image["webp"])}" sizes="{sizes}">'
            after = "</picture>"
        if len(image["srcset"]) > 1:
            attributes |= {"srcset": _srcset(image["srcset"]), "sizes": sizes}
        attributes |= {"width": str(image["width"]), "height": str(image["height"]), "decoding": "async"}
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"{before}<img{written}>{after}"


def _srcset(rows: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{html.escape(url)} {width}w" for url, width in rows)


def portable(content: str) -> str:
    """Return linked HTML without what only makes sense on our own pages: ids and classes."""

    def replace(match: re.Match[str]) -> str:
        kept = [
            f' {name}="{value}"'
            for name, value in _ATTRIBUTE.findall(match[2])
            if name not in ("id", "class", "loading", "decoding")
        ]
        return f"<{match[1]}{''.join(kept)}>"

    return _ANY_TAG.sub(replace, content)


def _words(attributes: Mapping[str, str]) -> str:
    words = attributes.get("alt", "").replace("<", "&lt;")
    return f"<em>[{words}]</em>" if words else ""
