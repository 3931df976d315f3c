"""Rendering finished pages with the theme, as MkDocs renders its own."""

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment, Template, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import Markup, escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage

from cchc.cache import Cache
from cchc.locale import Translator, fill
from cchc.model import Site
from cchc.prose import opening
from cchc.publish import metadata
from cchc.publish.markdown import headings
from cchc.publish.outputs import Page

_EXCERPT = 200
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/#]")
"""How an address begins that is not below the site's root."""
_HERE = Markup("<>")
"""Stands for the way to the site's root in a part that several pages show: nothing that is escaped has these two."""
_PARTS = 1000
"""Cards held at once: pages come in the order of their posts, so those that show one are close together."""


class Written(File):
    """A file that is in its place already; MkDocs knows its name, for links to it."""

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it as it is."""


class BuiltPage(MkDocsPage):
    """A page whose text is HTML already; no other plugin changes it."""

    def __init__(self, output: Page, config: MkDocsConfig) -> None:
        file = File.generated(config, output.src_uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        super().__init__(output.title, file, config)
        self.output = output
        self.template = output.template
        self.meta = meta_of(output)
        self.markdown = self.content = ""
        self.active = True

    def _set_canonical_url(self, base: str | None) -> None:
        # An address of ours is one, and below the site's: nothing to be resolved, thousands of times.
        self.canonical_url = f"{base}{'' if (base or '/').endswith('/') else '/'}{self.url}" if base else None
        self.abs_url = urlsplit(base or "").path.rstrip("/") + f"/{self.url}" if base else None

    def render_with(self, env: Environment, nav: Navigation, files: Sequence[File], config: MkDocsConfig) -> str:
        """Return the whole page. Other plugins may add to what its template shows, and change what it makes."""
        context = get_context(nav, files, config, self)
        context = config.plugins.on_page_context(context, page=self, config=config, nav=nav)
        html = env.get_template(self.template).render(context)
        return config.plugins.on_post_page(html, page=self, config=config)


@pass_context
def address(context: Context, target: object) -> str:
    """Return the address, as seen from the page, of what lies below the site's root; any other as it is."""
    target = str(target)
    if _ELSEWHERE.match(target):
        return target
    base = context["base_url"]
    return base + (target if base.endswith("/") else f"/{'' if target == '.' else target}")  # type: ignore[no-any-return]


def language_mark(language: str) -> Callable[[Mapping[str, Any]], str]:
    """Return what marks the words of an item that are not in the language of the page around them."""

    def foreign(item: Mapping[str, Any]) -> str:
        spoken = item.get("lang")
        return Markup(' lang="{}"').format(spoken) if spoken and spoken != language else ""

    return foreign


def sayer(translate: Translator) -> Callable[..., str]:
    """Return what says a message of a template; one without values is looked up once."""
    plain: dict[str, str] = {}

    def say(message: str, **params: Any) -> str:
        if params:
            return fill(translate(message), params, translate)
        if message not in plain:
            plain[message] = fill(translate(message), {}, translate)
        return plain[message]

    return say


_INCLUDED = re.compile(r'\{% include "(cchc/[a-z_]+\.html)" %\}')
_MACROS = re.compile(r"\{% (?:macro|import|from|call) ")
_SAID = re.compile(r"""\{\{ _\((["'])((?:(?!\1)[^\\{}])*)\1\) \}\}""")


class Settled(Extension):
    """Does once, when one of our templates is compiled, what would be the same for each of thousands of pages.

    Its parts are put where it includes them, and what it always says is written in the language of the site.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the template as it is to be compiled; one that is not ours as it is."""
        if not (name or "").startswith("cchc/"):
            return source  # it may not escape what it prints
        whole = _INCLUDED.sub(self._part, source)
        return _SAID.sub(self._said, whole)

    def _part(self, found: re.Match[str]) -> str:
        assert self.environment.loader is not None  # MkDocs sets one
        part = self.environment.loader.get_source(self.environment, found[1])[0].removesuffix("\n")
        if _MACROS.search(part):  # a macro asks the outermost template, which may be one of MkDocs', whether it escapes
            return found[0]
        return f"{{% with %}}{_INCLUDED.sub(self._part, part)}{{% endwith %}}"

    def _said(self, found: re.Match[str]) -> str:
        said = str(escape(self.environment.globals["_"](found[2])))  # type: ignore[operator]
        return found[0] if "{" in said else said


class CardsOnce:
    """Renders the card of a post once for all lists that show it."""

    def __init__(self, template: Template, context: Mapping[str, Any]) -> None:
        self._template, self._context = template, context
        self._made: dict[tuple[str, int, bool], str] = {}

    def forget(self) -> None:
        """Let go of what was rendered."""
        self._made.clear()

    @pass_context
    def __call__(self, context: Context, post: Mapping[str, Any], level: int = 3, *, lead: bool = False) -> Markup:
        """Return the card below a heading of the level before; the `lead` of a page is shown large."""
        key = (post["url"], level, lead)
        if key not in self._made:
            if len(self._made) == _PARTS:
                self._made.clear()
            self._made[key] = self._template.render(self._context, base_url=_HERE, post=post, level=level, lead=lead)
        return Markup(self._made[key].replace(_HERE, context["base_url"]))  # noqa: S704 (a template made it)


class Shared:
    """Renders a part of a page once for all finished pages of one folder: what stands above and below each.

    Their addresses are relative, the same for its neighbours. An agency's own templates may show more,
    and go without.
    """

    def __init__(self, nav: Navigation, config: MkDocsConfig) -> None:
        own = config.theme.custom_dir
        self._is_off = bool(own and any((Path(own) / name).exists() for name in ("base.html", "cchc")))
        # Pages above one that the menu names show, in it, where they are.
        parts = [page.url.split("/") for page in nav.pages]
        self._above = {"/".join(part[:end]).rstrip("/") for part in parts for end in range(len(part) + 1)}
        self._made: dict[tuple[str, str], Markup] = {}

    @pass_context
    def __call__(self, context: Context, name: str, caller: Callable[[], Markup]) -> Markup:
        """Return the part `name` of the page; the body of the call makes it."""
        page, url = context["page"], getattr(context["page"], "url", "")
        place = url.rstrip("/")
        if self._is_off or not isinstance(page, BuiltPage) or place in self._above:
            return caller()
        key = (name, place.rpartition("/")[0])
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
    body = output.body().html(cache) if output.body else ""
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
    written = str(meta.get("description") or "") or opening(page.markdown or "", _EXCERPT)
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
