"""Every page of a site of 300 posts that holds all that breaks layouts (tests/hard_site.py), in a real browser."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import hard_site
from tests.looking import WAYS, Visitor, kind, one_of_each, pages

HARD = [f"tin-bai/{post.id}/" for post in hard_site.HARD]
EVERY_WAY = os.environ.get("CCHC_EVERY_WAY") == "1"
"""Whether every page is looked at in every way, which takes several minutes."""
KINDS = (
    *("", "tin-bai/", "tin-bai/trang/*/", "tin-bai/don-vi/*/"),
    *("thu-tuc/", "thu-tuc/*/", "tien-do/", "huong-dan/*/"),
)
"""The kinds of pages that hard content makes hard; the others show the same on every site."""


@pytest.fixture(scope="module")
def visitor(browser: Browser, hard: Path, hard_address: str) -> Iterator[Visitor]:
    """Somebody who has seen every post, and in every way what is hard."""
    person = Visitor(browser, hard_address)
    urls = pages(hard)
    studied = {*HARD, *(url for url in one_of_each(urls) if kind(url) in KINDS)}
    posts = {f"tin-bai/{post.id}/" for post in hard_site.posts()}
    for url in urls:
        if url in studied or EVERY_WAY:
            person.study(url, again=url in studied and not EVERY_WAY)
        elif url in posts:
            person.glance(url)
    yield person
    person.page.close()


@pytest.mark.parametrize("way", WAYS)
def test_no_hard_page_shuts_anyone_out(visitor: Visitor, way: str) -> None:
    visitor.seen.expect_nothing(way)


def test_every_hard_case_is_looked_at(hard: Path) -> None:
    urls = pages(hard)
    assert set(HARD) <= set(urls)
    assert set(KINDS) <= set(map(kind, urls))
    assert sum(kind(url) == "tin-bai/*/*/*/" for url in urls) == hard_site.POSTS + 1  # the notice of a withdrawn one
    assert not any("cho-duyet" in url or "ban-nhap" in url or hard_site.EMPTY_MONTH in url for url in urls)


def test_no_hard_page_falls_behind_best_practice(visitor: Visitor) -> None:
    visitor.seen.expect_nothing("best practice")
