"""The adapter to MkDocs and ProperDocs: it carries outputs, and decides nothing about content."""

import datetime as dt
import json
import logging
import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import material
import mkdocs
from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from cchc import dates, load, publish, verdict
from cchc.bodies import ChangedError
from cchc.cache import Cache, write_file
from cchc.chrome import chrome, other_hands, settings_of
from cchc.disk import kind_of
from cchc.drawings import is_still
from cchc.finished import Finished, write
from cchc.garbage import lasting
from cchc.locale import say, translator
from cchc.mkdocs_judging import judge, totals
from cchc.mkdocs_pages import (
    BuiltPage,
    CardsOnce,
    Settled,
    Shared,
    Written,
    address,
    context_of,
    head_of,
    language_mark,
    meta_of,
    sayer,
)
from cchc.mkdocs_settings import settings_from, without
from cchc.mkdocs_still import Still
from cchc.model import Config, Post, SetupError, Site
from cchc.progress import Progress
from cchc.publish import admin, assets, data, filters, fonts, metadata, plans, policy, search_entries
from cchc.publish.colours import colours, hexadecimal
from cchc.publish.kept_back import kept_back
from cchc.publish.outputs import Asset, Copy, Folder, Kept, Output, Page
from cchc.publish.procedures import NATIONAL_PORTAL
from cchc.records import Record
from cchc.safe_html import aligned, scrolling
from cchc.schema import Status
from cchc.standing import Standing

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from cchc.preview import Preview  # and what it takes to watch files: only a preview imports them

log = logging.getLogger("mkdocs.plugins.cchc")
THEME = Path(__file__).parent / "theme"
_MANY = ("pages", "files", "fragments", "sources", "bodies", "pictures", "shrunk", "search", "paper")
"""What the cache holds thousands of."""


class CchcPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Builds the section from `Site`."""

    site: Site
    cache: Cache
    outputs: dict[str, Output]
    """By the address below the site's root."""
    assets: dict[str, Asset]
    """Styles and scripts, by the name that templates call them."""
    progress: Progress
    nav: Navigation
    finished: Finished
    standing: list[tuple[Standing, Folder]]
    """What is known of the folders of small files."""
    keeps_pages: bool
    """Whether a finished page can be kept: no other plugin has a hand in it."""
    chrome: str
    """The hash of what all pages share: theme, configuration, versions."""
    fronts: dict[str, str | Markup]
    """By address, of the front pages of sections: each as it was rendered before; else the key to keep it by."""
    search_shards: int
    """Into how many files the words of the search go, as every page says."""
    plan_is_shown: bool
    """Whether every page leads to the year's plan: there is one, and readers see it."""
    to_render: list[tuple[Page, str]]
    """The pages that this build has to make anew, and the key of each."""
    rendered: list[str]
    """The keys of those pages, the last one first."""
    made: Counter[str]
    """How many pages and feeds this build has, and how many other files."""
    is_preview: bool
    """Whether reviewers look at what is built: posts that are not published yet are shown."""
    command: str
    """Of MkDocs: what the build is for."""
    still: Still
    """Spares a build that would change nothing."""
    reused: int
    """How many pages an earlier build had finished."""
    drawn: int
    """How many pictures it had not."""

    def __init__(self) -> None:
        self.preview: Preview | None = None
        self.is_preview = False
        self.command = ""

    def load_config(
        self, options: Mapping[str, Any], config_file_path: str | None = None
    ) -> tuple[list[Any], list[Any]]:
        """Keep the options as written; `cchc.config` checks them, for the command line too."""
        self.config = dict(options)
        return [], []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is a preview: `serve`, or a build that was asked for one."""
        self.command = command
        self.is_preview = command == "serve" or (command == "build" and os.environ.get("CCHC_PREVIEW") == "1")
        self.preview = None
        if command == "serve":
            from cchc.preview import Preview

            self.preview = Preview()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load and judge everything, before MkDocs empties the site folder."""
        with lasting(), _in_one_state(config):
            return self._prepare(config)

    def _prepare(self, config: MkDocsConfig) -> MkDocsConfig:
        own, today = settings_from(config, self.config), dates.today()
        self.cache = Cache.of(own.root)
        seen = verdict.look(own, today, self.cache, translator(own.language))
        tool = f"{mkdocs.__name__} {mkdocs.__version__}"  # ProperDocs answers to the name too
        settings = settings_of(config, own, tool, today, preview=self.is_preview)
        others = other_hands(config, self)
        self.keeps_pages = not others
        self.still = Still(
            self.cache, config, f"{seen.key} {settings}" if seen.key and self._may_be_spared(config) else ""
        )
        if (said := self.still.said()) is not None:
            for level, line in said:
                log.log(level, line)
            text = say(
                "Không có gì thay đổi từ lần dựng trước: trang còn nguyên trong {folder}.", folder=config.site_dir
            )
            log.info(text.render(translator(own.language)))
            raise SystemExit(0)
        self.still.listen()
        self._load(own, today, seen)
        log.info(totals(self.site))
        if not_made := admin.left_out(self.site):
            log.info(not_made.render(translator(self.site.config.language)))
        found = seen.kept or seen.keep(verdict.of(self.site, translator(self.site.config.language)))
        judge(self.site, found, strict=bool(config.strict))
        root = self.site.config.root
        self.progress = Progress(log)
        made = publish.outputs(self.site, self.cache, preview=self.is_preview, step=self.progress.step)
        for url, other in publish.clashes(self.site, made):
            text = say("Hai nguồn cùng ghi ra địa chỉ /{url}: cchc và {other}.", url=url, other=other)
            raise PluginError(text.render(translator(self.site.config.language)))
        self.assets = assets.assets(Path(material.__file__).parent / "templates", fonts.typeface().css)
        self.outputs = {output.url: output for output in (*made, *self.assets.values())}
        # Behind the agency's own overrides, before the theme.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.theme.static_templates.discard("sitemap.xml")
        config.site_name = escape(self.site.config.site_name)  # Material prints it as it is
        if not publish.shows_quota(self.site, preview=self.is_preview):
            config.nav = without(config.nav, "tien-do/index.md")
        if not plans.shows_plans(self.site, preview=self.is_preview):
            config.nav = without(config.nav, "ke-hoach/index.md")
        for folder in (root / self.site.config.posts_dir, config.theme.custom_dir):
            if folder and Path(folder).is_dir():
                config.watch.append(str(folder))
        shown = self.site.posts_shown(preview=self.is_preview)
        self.search_shards = search_entries.shards(self.site, len(shown))
        self.plan_is_shown = "ke-hoach/" in self.outputs and bool(self.site.plans)
        self.chrome = chrome(f"{settings} {self.search_shards} {self.plan_is_shown}", self.site)
        if others:
            names = ", ".join(sorted(others))
            text = say("Có plugin khác sửa trang ({names}) nên mọi trang được dựng lại.", names=names)
            log.info(text.render(translator(self.site.config.language)))
        return config

    def _may_be_spared(self, config: MkDocsConfig) -> bool:
        """Whether a build is for nothing but the folder, and nobody else's code has a hand in it.

        Who deploys or serves goes on from there; who asks for a report or for strictness wants to hear all.
        """
        is_alone = not config.hooks and set(config.plugins) <= {"cchc", "search", "material/search"}
        takes_in = any("snippets" in name or "include" in name for name in config.markdown_extensions)
        is_simple = self.command == "build" and not (config.strict or "CCHC_REPORT" in os.environ)
        return self.keeps_pages and is_alone and is_simple and not takes_in

    def _load(self, own: Config, today: dt.date, seen: verdict.Look) -> None:
        remembered = self.preview.remembered(own) if self.preview else None
        try:
            self.site = load.load(own, today, self.cache, remembered, walked=seen.files, with_changelog=True)
        except (SetupError, ValueError) as error:
            raise PluginError(str(error)) from None

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Put finished pages aside before MkDocs empties the site's folder."""
        self.finished = Finished(self.cache, config.site_dir)
        self.finished.put_aside()
        folders = (output for output in self.outputs.values() if isinstance(output, Folder))
        self.standing = [(Standing(self.cache, config.site_dir, folder.url), folder) for folder in folders]
        for standing, _ in self.standing:
            standing.put_aside()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Hand over every output: to MkDocs what it has to know of, the others to their place."""
        kept = {url: output for url, output in self.outputs.items() if isinstance(output, Kept)}
        self.finished.bring_back(self.outputs if self.keeps_pages else kept)
        for standing, _ in self.standing:
            standing.bring_back()
        self.to_render, self.reused, self.fronts = [], 0, {}
        folder = self.site.config.root / self.site.config.docs_dir
        records = {item.path for item in self.site.filed} | {item.path for item in self.site.rejected}
        hidden_files = kept_back(self.site, preview=self.is_preview)
        shown = {
            source.relative_to(folder).as_posix()
            for path, source in self.site.docs_files.items()
            if path not in records and path not in hidden_files and self._may_be_opened(path, source)
        }
        for file in list(files):
            # A record, a link out of the project and an unreadable file are no pages of MkDocs'; the theme's own
            # map of the site knows nothing of finished files; its scripts and styles are not used.
            hidden = file.src_dir == config.docs_dir and file.src_uri not in shown
            unused = file.src_uri == "sitemap.xml" or assets.is_unused(file.src_uri)
            if file.inclusion.is_included() and (hidden or unused):  # type: ignore[no-untyped-call]
                files.remove(file)
        hand_written = {
            file.url.removeprefix("./")
            for file in files.documentation_pages()
            if file.inclusion.is_included()  # type: ignore[no-untyped-call]
        }
        with _in_one_state(config):  # feeds are made as they are written
            for output in [*self.outputs.values(), data.sitemap(self.site, self.outputs.values(), hand_written)]:
                self._add(files, output, config)
        self._place(kept.values())
        kept.clear()
        self.made = Counter(_name_of(output) for output in self.outputs.values())
        return files

    def _place(self, pictures: Collection[Kept]) -> None:
        """See that every picture is in its place; those that the cache has not are made one at a time."""
        lacking = [item for item in pictures if not self.finished.place(item.url, item.key, item.kind)]
        stage = translator(self.site.config.language)("Vẽ ảnh")
        for done, item in enumerate(lacking, 1):
            if content := item.make():
                self.finished.keep(item.url, item.key, content, item.kind)
            self.progress.step(stage, done, len(lacking))
        self.drawn = len(lacking)
        for item in pictures:
            del self.outputs[item.url]  # and with the last of them, the letters that they were drawn with

    def _may_be_opened(self, path: PurePosixPath, source: Path) -> bool:
        """Whether a file of docs/ is harmless by itself: editors put drawings beside records."""
        beside = kind_of(self.site.config, path) is not None
        return not beside or path.suffix.lower() != ".svg" or is_still(source)

    def _add(self, files: Files, output: Output, config: MkDocsConfig) -> None:
        hidden = InclusionLevel.NOT_IN_NAV
        if isinstance(output, Folder):
            return  # its files are in their place
        if isinstance(output, Asset):
            file = Written.generated(config, output.url, content=b"", inclusion=hidden)
            write_file(str(file.abs_dest_path), output.parts)
            self.outputs[output.url] = Asset(output.url, b"")  # megabytes that nobody needs any more
        elif isinstance(output, Copy):
            file = File.generated(config, output.url, abs_src_path=str(output.source), inclusion=hidden)
        elif isinstance(output, Kept):
            replaced = files.get_file_from_path(output.url)
            if replaced is None:
                return
            files.remove(replaced)
            file = Written.generated(config, output.url, content=b"", inclusion=hidden)
        elif output.in_menu:
            if files.get_file_from_path(output.src_uri) is not None:
                return  # the agency wrote an introduction; the page is built around it
            file = File.generated(config, output.src_uri, content="", inclusion=InclusionLevel.INCLUDED)
        else:
            key = output.key(self.chrome)
            if self.keeps_pages and self.finished.place(output.url, key):
                self.reused += 1
            else:
                self.to_render.append((output, key))
            return  # MkDocs need not know of it
        files.append(file)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Leave the menu as it is configured; previous and next are for reading in order."""
        for page in nav.pages:
            page.previous_page = page.next_page = None
        self.nav = nav
        return nav

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Once the templates are as every plugin wants them, render the pages that no menu names.

        Our templates escape everything they print. One page at a time: thousands that wait for MkDocs
        to come round to them would fill the memory.
        """
        env.auto_reload = False  # each build reads its templates once
        if self.preview:
            env.bytecode_cache = self.preview.templates
        materials_own = env.autoescape
        env.autoescape = lambda name: (name or "").startswith("cchc/") or materials_own is True
        env.filters["phone"] = filters.phone
        env.filters["url"] = address
        translate = translator(self.site.config.language)
        env.globals.update(
            _=sayer(translate),
            foreign=language_mark(config.theme["language"]),
            agency=self.site.config.agency,
            asset=lambda name: self.assets[name].url,
            national_portal=NATIONAL_PORTAL,
            quota_is_shown="tien-do/" in self.outputs,
            plan_is_shown=self.plan_is_shown,
            has_statement=self.site.config.docs_dir / "tro-nang.md" in self.site.files,
            is_preview=self.is_preview,
            fonts=fonts.preloaded(self.outputs),
            theme_colour=hexadecimal(colours(self.site.config).primary),
            # The server of a preview writes a script of its own into pages.
            policy="" if self.preview else Markup(policy.of_pages(self.site.config.plugin)),  # noqa: S704
            shared=Shared(self.nav, config),
            search_shards=self.search_shards,
        )
        if not self.preview:  # a part may be edited meanwhile
            env.add_extension(Settled)
        env.globals["card"] = CardsOnce(env.get_template("cchc/card.html"), {"config": config})
        with _in_one_state(config):
            self._render(env, files, config)
        return env

    def _render(self, env: Environment, files: Files, config: MkDocsConfig) -> None:
        shown = list(files.documentation_pages())
        stage = translator(self.site.config.language)("Dựng trang")
        # Lists beside the posts that they show: what several pages share need not be held for long.
        self.to_render.sort(key=lambda item: item[0].changed or dt.date.max, reverse=True)
        self.rendered = [key for _, key in self.to_render]
        for url in [url for url, output in self.outputs.items() if isinstance(output, Page) and not output.in_menu]:
            del self.outputs[url]  # each page goes as it is written
        for done in range(1, len(self.rendered) + 1):
            output, key = self.to_render.pop()
            log.debug("Building page %s", output.src_uri)
            page = BuiltPage(output, config)
            html = page.render_with(env, self.nav, shown, config).encode()
            if self.keeps_pages:
                self.finished.keep(output.url, key, html)
            else:
                write(config.site_dir, output.url, html)
            self.progress.step(stage, done, len(self.rendered))
        env.globals["card"].forget()  # type: ignore[attr-defined]
        for standing, made in self.standing:  # last, when what is written already has left the memory
            standing.fill(made.decided_by(), made.fill)

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Give a section's front page its template; a hand-written introduction stays its text."""
        output = self._output(page)
        if output is not None:
            page.meta = {**page.meta, **meta_of(output)}
            if self.keeps_pages and not markdown.strip():
                self._bring(output, page)
        return markdown

    def _bring(self, output: Page, page: MkDocsPage) -> None:
        """Have a section's front page as an earlier build rendered it, where it would be the same again."""
        key = output.key(self.chrome)
        finished = self.cache.read("pages", key)
        if finished is None:
            self.fronts[page.url] = key
        else:
            self.fronts[page.url] = Markup(finished.decode())  # noqa: S704 (a template made it)
            page.meta["template"] = "cchc/finished.html"

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Return a hand-written page as it fits a phone, its tables aligned by classes."""
        return scrolling(aligned(html))

    def on_page_context(self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Any:
        """Hand the template what the page shows."""
        output = self._output(page)
        front = self.fronts.get(page.url)
        if isinstance(front, Markup):
            context["finished"] = front
        elif output is not None:
            context.update(context_of(self.site, output, self.cache, preview=self.is_preview))
        else:
            context["head"] = head_of(self.site, page, preview=self.is_preview)
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Keep a section's front page for the next build."""
        front = self.fronts.pop(page.url, None)
        if front is not None and not isinstance(front, Markup):
            self.cache.write("pages", front, output.encode())
        return output

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Hand a page that stands for no source, such as 404.html, what its head says."""
        return {**context, "head": metadata.of_missing(self.site.config)}

    def on_serve(self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Any) -> "LiveReloadServer":
        """Watch for changes without reading every file."""
        from cchc.preview import watch_by_events

        watch_by_events(server)
        return server

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the screen as it was."""
        if hasattr(self, "progress"):
            self.progress.close()

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Tell `cchc publish`, which waits for this build, what it made."""
        self.progress.close()
        known = dict(self.finished.close())
        for standing, _ in self.standing:
            known |= standing.states()
        # Looking for what nobody needs takes as long as a small build: one in sixteen does, as its first page says.
        if not self.preview and any(key.startswith("0") for key in self.rendered[:1]):
            self.cache.prune(*_MANY)
        self.still.keep(known)
        report = os.environ.get("CCHC_REPORT")
        if report:
            Path(report).write_text(json.dumps(self._report()), "utf-8")

    def _report(self) -> dict[str, Any]:
        site = self.site
        withdrawn = [post for post in site.posts if post.meta.status is Status.WITHDRAWN]
        hidden = len(site.posts_shown(preview=self.is_preview)) - len(site.public_posts)
        pages_of: tuple[Post | Record, ...] = (
            *(*site.public_posts, *withdrawn),
            *plans.filed(site, preview=self.is_preview),
        )
        return {
            "counts": {
                "posts": len(site.public_posts),
                "procedures": len(site.procedures),
                "pages": self.made["page"],
                "feeds": self.made["feed"],
                "left_out": len(site.rejected),
                **({"unpublished": hidden} if self.is_preview else {}),
            },
            "work": {"rendered": len(self.rendered), "reused": self.reused, "drawn": self.drawn},
            "left_out": [str(item.path) for item in site.rejected if not item.is_withheld],
            "sources": {str(item.path): item.url for item in pages_of},
        }

    def _output(self, page: MkDocsPage) -> Page | None:
        output = page.output if isinstance(page, BuiltPage) else self.outputs.get(page.url)
        return output if isinstance(output, Page) else None


@contextmanager
def _in_one_state(config: MkDocsConfig) -> Iterator[None]:
    """Stop the build where a file is edited meanwhile; the next one, which a preview begins at once, has all of it."""
    try:
        yield
    except ChangedError as error:
        raise PluginError(error.told.render(translator(config.theme["language"]))) from None


def _name_of(output: Output) -> str:
    """Return what an output is counted as."""
    if isinstance(output, Page):
        return "page"
    return "feed" if output.url.endswith(("rss.xml", "atom.xml", "feed.json")) else "file"
