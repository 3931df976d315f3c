"""Rendering finished pages with the theme, as MkDocs renders its own."""

import posixpath
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage

from cchc.cache import Cache
from cchc.model import Site
from cchc.publish import metadata
from cchc.publish.markdown import headings, plain
from cchc.publish.outputs import Page

_EXCERPT = 200


class Written(File):
    """A file that is in its place already; MkDocs knows its name, for links to it."""

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it as it is."""


class BuiltPage(MkDocsPage):
    """A page whose text is HTML already; no other plugin changes it."""

    def __init__(self, output: Page, config: MkDocsConfig) -> None:
        file = File.generated(config, output.src_uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        super().__init__(output.title, file, config)
        self.template = output.template
        self.meta = meta_of(output)
        self.markdown = self.content = ""
        self.active = True

    def render_with(self, env: Environment, nav: Navigation, files: Sequence[File], config: MkDocsConfig) -> str:
        """Return the whole page. Other plugins may add to what its template shows, and change what it makes."""
        context = get_context(nav, files, config, self)
        context = config.plugins.on_page_context(context, page=self, config=config, nav=nav)
        html = env.get_template(self.template).render(context)
        return config.plugins.on_post_page(html, page=self, config=config)


class Shared:
    """Renders a part of a page once for all finished pages of one folder: what stands above and below each.

    Their addresses are relative, the same for its neighbours. An agency's own templates may show more,
    and go without.
    """

    def __init__(self, nav: Navigation, config: MkDocsConfig) -> None:
        own = config.theme.custom_dir
        self._is_off = bool(own and any((Path(own) / name).exists() for name in ("base.html", "cchc")))
        self._menu = [page.url for page in nav.pages]
        self._made: dict[tuple[str, str], Markup] = {}

    @pass_context
    def __call__(self, context: Context, name: str, caller: Callable[[], Markup]) -> Markup:
        """Return the part `name` of the page; the body of the call makes it."""
        page, url = context["page"], getattr(context["page"], "url", "")
        if self._is_off or not isinstance(page, BuiltPage) or any(other.startswith(url) for other in self._menu):
            return caller()
        key = (name, url.rstrip("/").rpartition("/")[0])
        if key not in self._made:
            self._made[key] = caller()
        return self._made[key]


def meta_of(output: Page) -> dict[str, Any]:
    """Return what a page of ours says of itself, for other plugins."""
    return {
        "search": {"exclude": True},  # finished pages are not in Material's index either
        "template": output.template,
        "title": output.title,
        **({"description": output.description} if output.description else {}),
    }


def context_of(site: Site, output: Page, cache: Cache, *, preview: bool) -> Mapping[str, Any]:
    """Return what our templates show of a page."""
    shown = output.context
    body = output.body.html(cache) if output.body else ""
    return {
        "title": output.title,
        "head": metadata.of_page(site.config, output, shown, preview=preview),
        "shown": shown,
        "source_url": _edit_url(site, output),
        "body": body,
        "headings": headings(body),
    }


def head_of(site: Site, page: MkDocsPage, *, preview: bool) -> metadata.Head:
    """Return what the head of a hand-written page says."""
    meta, config = page.meta, site.config
    written = str(meta.get("description") or "") or plain(page.markdown or "", _EXCERPT)
    trail = []
    for section in [item for item in page.ancestors if isinstance(item, Section)][::-1]:
        first = next((item for item in section.children if isinstance(item, MkDocsPage)), None)
        if first is not None and first.canonical_url:
            trail.append((_words(section.title), first.canonical_url))
    title, address = _words(meta.get("title") or page.title or ""), page.canonical_url or config.site_url
    return metadata.of_text(config, title, address, written, trail, preview=preview)


def _words(title: Any) -> str:
    return Markup(str(title)).striptags()  # noqa: S704 (what it was made of is not shown as markup)


def _edit_url(site: Site, output: Page) -> str:
    base = site.config.edit_uri
    if not base or output.source is None:
        return ""
    docs = posixpath.relpath(str(output.source), str(site.config.docs_dir))
    return urljoin(base, docs)
