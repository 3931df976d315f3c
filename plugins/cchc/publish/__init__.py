"""Everything the site publishes, as a pure function of `Site`."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from cchc import paper, quota
from cchc.cache import Cache
from cchc.links import page_url, resolver
from cchc.locale import translator
from cchc.model import Site
from cchc.progress import Step
from cchc.publish import (
    activities,
    activities_data,
    admin,
    changes,
    data,
    documents,
    events,
    feedback,
    feedback_data,
    feeds,
    fonts,
    identity,
    images,
    indicators,
    listings,
    plans,
    posts,
    procedure_index,
    procedure_lists,
    procedure_page,
    procedure_review,
    procedures_data,
    section,
    share,
    web_server,
)
from cchc.publish.images import Images
from cchc.publish.kept_back import kept_back
from cchc.publish.markdown import convert_all
from cchc.publish.outputs import Asset, Kept, Output, Page
from cchc.publish.search_entries import search_index, search_page
from cchc.schema import Visibility
from cchc.tables import json_bytes


def outputs(site: Site, cache: Cache, *, preview: bool, step: Step = lambda *_: None) -> list[Output]:
    """Return what a build writes besides hand-written pages and the theme.

    The pages of a `preview` show posts that are not published yet, and the internal quota page. Feeds, open
    data and the quota are those of the public site all the same. `step` is told how far the conversion of
    bodies is.
    """
    converting = translator(site.config.language)("Chuyển đổi nội dung")
    shown = site.posts_shown(preview=preview)
    filed = plans.filed(site, preview=preview)
    convert_all([item.text for item in (*shown, *filed)], cache, lambda done, total: step(converting, done, total))
    cards = posts.Cards(site, resolver(site), Images(site, cache))
    on_pages = cards.of_preview() if preview else cards
    shrinking = translator(site.config.language)("Thu nhỏ ảnh")
    pictures = images.wanted(on_pages.resolver, (*shown, *filed))
    cards.images.prepare(pictures, lambda done, total: step(shrinking, done, total))
    pages = list(_pages(on_pages, cache))
    pages += procedure_review.review_page(site) if preview else ()
    pages += _internal(site) if preview else ()
    pages += plans.plan_pages(on_pages, cache) if plans.shows_plans(site, preview=preview) else ()
    made: list[Output] = [*pages, *cards.images.outputs(), *_of_docs(cards, preview=preview)]
    if shows_quota(site, preview=preview):
        made += section.quota_outputs(site, quota.tally(site))
        made.append(Asset("data/quota.schema.json", json_bytes(data.QUOTA_SCHEMA)))
    made += feeds.feeds(cards, cache)
    made += procedures_data.procedure_data(site, cache)
    made += paper.outputs(site, cache, step)
    made += procedure_index.index_data(site, cache)
    made += documents.document_data(site)
    made += plans.plan_data(site)
    made += events.event_calendars(site, cache)
    made += activities.activity_calendars(site, cache)
    made += activities_data.event_data(site)
    made += activities_data.activity_data(site)
    made += indicators.indicator_data(site)
    made += feedback_data.feedback_data(site)
    made.append(feedback_data.feedback_feed(cards, cache))
    made += data.posts_data(cards, cache)
    made += data.robots(site)
    made += admin.admin_outputs(site)
    made += web_server.server_files(site, made)
    made += fonts.typeface().files
    made += identity.identity(site, cache)
    taken = {output.url for output in made}  # an author's picture may have that name
    made += (picture for picture in share.pictures(on_pages, cache) if picture.url not in taken)
    made.append(search_index(on_pages, cache))
    cache.close("bodies")
    cache.close("shrunk")
    return made


def _internal(site: Site) -> Iterator[Output]:
    """Yield the pages that only a preview has."""
    from cchc.publish import desk  # no public build needs it

    yield from desk.desk_page(site)


def _of_docs(cards: posts.Cards, *, preview: bool) -> Iterator[Output]:
    """Yield the pictures below docs/, without those that nobody is to see."""
    hidden = kept_back(cards.site, preview=preview)
    for output in cards.images.of_docs():
        if not (isinstance(output, Kept) and output.source in hidden):
            yield output


def clashes(site: Site, made: list[Output]) -> Iterator[tuple[str, str]]:
    """Yield each address that two outputs, or an output and a hand-written file, would both take.

    With it comes the name of the second. MkDocs overwrites one with the other without a word.
    """
    docs = site.config.docs_dir
    own = {item.path for item in site.filed} | {item.path for item in site.rejected}
    pages = (path for path in site.docs_files if path not in own)
    written = {_file(_address(path, docs)): str(path) for path in pages}
    taken = dict.fromkeys(("data/build.json", "data/manifest.json"), "cchc publish")
    for output in made:
        if isinstance(output, Kept) and output.source in site.docs_files:
            continue  # it stands in place of the file that has its address
        if _file(output.url) in taken:
            yield output.url, taken[_file(output.url)]
        taken[_file(output.url)] = "cchc"
    introductions = {str(docs / page.src_uri) for page in made if isinstance(page, Page) and page.in_menu}
    for file in taken.keys() & written.keys():
        if written[file] not in introductions:
            yield file, written[file]


def _address(path: PurePosixPath, docs: PurePosixPath) -> str:
    below = path.relative_to(docs)
    return page_url(below) if path.suffix == ".md" else str(below)


def _file(url: str) -> str:
    return f"{url}index.html" if url == "" or url.endswith("/") else url


def shows_quota(site: Site, *, preview: bool) -> bool:
    """Whether the quota page and its data are part of this build."""
    visible = site.config.quota.page
    return visible is Visibility.PUBLIC or (preview and visible is Visibility.INTERNAL)


def _pages(cards: posts.Cards, cache: Cache) -> Iterator[Output]:
    site = cards.site
    yield section.home(cards)
    yield from listings.listing_pages(cards)
    yield from posts.post_pages(cards, cache)
    yield from procedure_lists.list_pages(site)
    yield from procedure_page.procedure_pages(cards, cache)
    yield from changes.change_pages(site)
    yield from documents.document_pages(cards, cache)
    yield from events.event_pages(cards, cache)
    yield from activities.activity_pages(cards, cache)
    yield from indicators.indicator_pages(cards, cache)
    yield from feedback.feedback_pages(cards, cache)
    yield search_page(site)
    yield section.feeds_page(cards)
    yield section.codes_page(site)
    yield section.keys_page(site)
