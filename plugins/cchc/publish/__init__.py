"""Everything the site publishes, as a pure function of `Site`."""

from collections.abc import Iterator

from cchc import quota
from cchc.links import Resolver
from cchc.model import Site
from cchc.publish import data, feeds, posts, procedures, section
from cchc.publish.cache import Cache
from cchc.publish.outputs import Asset, Output
from cchc.schema import Visibility
from cchc.tables import json_bytes


def outputs(site: Site, cache: Cache, *, preview: bool) -> list[Output]:
    """Return what a build writes besides hand-written pages and the theme.

    `preview` shows the internal quota page, which a public build leaves out.
    """
    resolver = Resolver(site)
    pages = list(_pages(site, resolver, cache))
    made: list[Output] = [*pages, *posts.files(site, resolver, pages)]
    if shows_quota(site, preview=preview):
        made += section.quota_outputs(site, quota.tally(site))
        made.append(Asset("data/quota.schema.json", json_bytes(data.QUOTA_SCHEMA)))
    made += feeds.feeds(site, resolver, cache)
    made += procedures.procedure_data(site)
    made += data.posts_data(site, resolver)
    return made


def shows_quota(site: Site, *, preview: bool) -> bool:
    """Whether the quota page and its data are part of this build."""
    visible = site.config.quota.page
    return visible is Visibility.PUBLIC or (preview and visible is Visibility.INTERNAL)


def _pages(site: Site, resolver: Resolver, cache: Cache) -> Iterator[Output]:
    yield section.home(site, resolver)
    yield from posts.listing_pages(site, resolver)
    yield from posts.post_pages(site, resolver, cache)
    yield from procedures.procedure_pages(site, resolver, cache)
    yield section.feeds_page(site)
    yield section.codes_page(site)
