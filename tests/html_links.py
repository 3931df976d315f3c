"""What the pages of a built folder point at, and whether it is there: files, fragments, ids."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

ADDRESSES = ("href", "src", "action", "poster", "data", "cite", "formaction")
IDS = (
    *("for", "headers", "list", "form", "popovertarget", "commandfor"),
    *("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-activedescendant"),
)
LOADED = ("stylesheet", "icon", "preload", "manifest", "apple-touch-icon")


@dataclass(frozen=True)
class Html:
    """What matters of a page to those that point at it."""

    ids: Counter[str]
    targets: tuple[str, ...]
    named: tuple[tuple[str, str], ...]
    """Attributes that name ids, and each id they name."""


def broken(site: Path, home: str) -> list[str]:
    """Return what is wrong below a folder that is published at `home`: one line each, with the page."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {name: _read((site / name).read_text("utf-8")) for name in sorted(files) if name.endswith(".html")}
    found = []
    for name, page in pages.items():
        found += [f"{name}: id «{id_}» {count} times" for id_, count in page.ids.items() if count > 1]
        found += [f"{name}: {key} names «{id_}»" for key, id_ in page.named if id_ not in page.ids]
        for target in dict.fromkeys(page.targets):
            # A page at an address nobody knows is shown below any, so it names its own in full.
            address = urlsplit(urljoin(home if name == "404.html" else home + name, target))
            if not address.geturl().startswith(home):
                continue
            path = unquote(address.geturl().partition("#")[0].partition("?")[0].removeprefix(home))
            path = f"{path}index.html" if path.endswith("/") or not path else path
            if path not in files:
                found.append(f"{name}: «{target}» is nowhere")
            elif path in pages and address.fragment and not _is_in(unquote(address.fragment), pages[path]):
                found.append(f"{name}: «{target}» has no such place")
    return found


def _is_in(fragment: str, page: Html) -> bool:
    return fragment in page.ids or fragment.startswith(":~:") or fragment == "top"


def _read(text: str) -> Html:
    parsed = HTMLParser(text)
    ids: Counter[str] = Counter()
    targets: list[str] = []
    named: list[tuple[str, str]] = []
    for node in parsed.css("*"):
        attributes = node.attributes
        if id_ := attributes.get("id"):
            ids[id_] += 1
        targets += [value for key in ADDRESSES if (value := attributes.get(key)) and _is_address(node, key)]
        for key in ("srcset", "imagesrcset"):
            targets += [part.split()[0] for part in (attributes.get(key) or "").split(",") if part.strip()]
        named += [(key, id_) for key in IDS for id_ in (attributes.get(key) or "").split() if _is_id(node, key)]
    for node in parsed.css('meta[property="og:image"], meta[property="og:url"], meta[name="twitter:image"]'):
        targets.append(node.attributes["content"] or "")
    for node in parsed.css('script[type="application/ld+json"]'):
        targets += _told(json.loads(node.text()))
    return Html(ids, tuple(targets), tuple(named))


def _is_address(node: Node, key: str) -> bool:
    return key != "data" or node.tag == "object"


def _is_id(node: Node, key: str) -> bool:
    return key != "form" or node.tag in ("button", "input", "select", "textarea", "output", "fieldset", "object")


def _told(data: object) -> Iterator[str]:
    """Yield every address in structured data."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name != "@id":  # a name, not an address
                yield from _told(value)
    elif isinstance(data, list):
        for value in data:
            yield from _told(value)
    elif isinstance(data, str) and data.startswith("https://"):
        yield data


def elsewhere(site: Path) -> list[str]:
    """Return every address of another host that a page loads by itself; links lead anywhere."""
    found = []
    for path in sorted(site.rglob("*.html")):
        for node in HTMLParser(path.read_text("utf-8")).css("[src], [srcset], [poster], object[data], link[href]"):
            relation = (node.attributes.get("rel") or "").split()
            if node.tag == "link" and not set(relation) & set(LOADED):
                continue
            loaded = [node.attributes.get(key) or "" for key in ("src", "srcset", "poster", "data", "href")]
            if any(urlsplit(address).netloc for address in loaded):
                found.append(f"{path.relative_to(site)}: {node.html}")
    return found
