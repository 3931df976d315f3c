"""What a web server has to know of the site, for nginx: new addresses of what was moved, and the policy of its pages.

nginx reads these files inside `map { }`, where a line is a key and a value and can be nothing else
(`deploy/nginx/maps.conf`): who writes the site cannot configure the server.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

from cchc.model import Site
from cchc.publish import policy
from cchc.publish.outputs import Asset, Moved, Output

FOLDER = "data/nginx/"
_HTTPS_ONLY = "$cchc_upgrade"
"""A variable of maps.conf: on https, «; upgrade-insecure-requests»."""


def server_files(site: Site, made: Iterable[Output]) -> list[Asset]:
    """Return the files that nginx reads; `made` holds the pages at old addresses."""
    base = unquote(urlsplit(site.config.site_url).path) or "/"
    return [
        Asset(f"{FOLDER}redirects.conf", _lines(_redirects(base, made))),
        Asset(f"{FOLDER}policy.conf", _lines(_policies(base, site))),
    ]


def _redirects(base: str, made: Iterable[Output]) -> Iterable[tuple[str, str]]:
    for page in made:
        if isinstance(page, Moved):
            old = base + page.url.removesuffix("index.html")
            # What is asked for is compared decoded; what is answered is an address.
            target = quote(base + page.to)
            yield old, target
            yield old.rstrip("/"), target


def _policies(base: str, site: Site) -> Iterable[tuple[str, str]]:
    """Yield patterns of «address type» in the order they are tried, and the policy of what they fit."""
    config = site.config.plugin
    if config.admin:
        yield f"~^{re.escape(base)}admin/", policy.in_header(policy.of_editing(config.admin)) + _HTTPS_ONLY
    yield "~ image/svg", policy.in_header(policy.OF_DRAWINGS, config)
    # Browsers show a PDF in a page of their own, which would be bound by more than this.
    yield "~ application/pdf", policy.in_header("", config)
    yield "~.", policy.in_header(policy.of_pages(config), config) + _HTTPS_ONLY


def _lines(pairs: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{_quoted(key)} {_quoted(value)};\n" for key, value in pairs).encode()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
