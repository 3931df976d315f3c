"""Every page of the sample in a real browser: WCAG 2.2 AA in all schemes and widths, by keyboard, zoomed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cchc.release.twins import ENDINGS
from tests.looking import WAYS, Visitor, one_of_each, pages

POST = "tin-bai/2026/06/bon-muc-tieu-100-phan-tram/"
PICTURES = (".svg", ".jpg", ".jpeg", ".png", ".webp", ".avif", ".ico")


@pytest.fixture(scope="module")
def visitor(browser: Browser, sample: Path, address: str) -> Iterator[Visitor]:
    """Somebody who has seen every page of the sample."""
    person = Visitor(browser, address)
    urls = [url for url in pages(sample) if url != "404.html"]
    kinds = set(one_of_each(urls))
    for url in urls:
        (person.study if url in kinds else person.glance)(url)
    yield person
    person.page.close()


@pytest.mark.parametrize("way", WAYS)
def test_no_page_of_the_sample_shuts_anyone_out(visitor: Visitor, way: str) -> None:
    visitor.seen.expect_nothing(way)


def test_every_kind_of_page_is_for_the_keyboard(browser: Browser, sample: Path, address: str) -> None:
    person = Visitor(browser, address)
    for url in one_of_each(pages(sample)):
        stops = person.tab_through(url)
        assert stops, url
        assert stops[0]["leads"].startswith("#"), f"{url}: the first stop is {stops[0]['what']}, not the skip link"
    person.page.close()
    person.seen.expect_nothing("keyboard")


def test_the_keyboard_leads_through_a_phone_and_forced_colours(browser: Browser, address: str) -> None:
    person = Visitor(browser, address)
    person.page.emulate_media(forced_colors="active")
    for url in ("", POST):
        person.page.set_viewport_size({"width": 360, "height": 640})
        person.tab_through(url)
    person.page.close()
    person.seen.expect_nothing("keyboard")


def test_the_skip_link_leads_to_the_content(browser: Browser, address: str) -> None:
    person = Visitor(browser, address)
    person.open(POST)
    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Enter")
    person.page.keyboard.press("Tab")
    where = "document.activeElement.closest('main') !== null && document.activeElement.closest('nav.md-tabs') === null"
    assert person.page.evaluate(where), person.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    person.page.close()


def test_no_page_falls_behind_best_practice(visitor: Visitor) -> None:
    """More than WCAG asks for: landmarks, the order of headings, unique names."""
    visitor.seen.expect_nothing("best practice")


def test_a_post_is_light_enough_for_a_weak_network(browser: Browser, sample: Path, address: str) -> None:
    """The whole page before its pictures: at most 120 KB on the wire, compressed as `cchc publish` does it."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(address + POST, wait_until="networkidle")
    page.close()
    sizes = {}
    for url in dict.fromkeys(fetched):
        name = url.removeprefix(address).partition("?")[0]
        path = sample / name / "index.html" if name.endswith("/") else sample / name
        if path.suffix not in PICTURES:
            content = path.read_bytes()
            sizes[name] = len(content if path.suffix == ".woff2" else ENDINGS[".br"](content))
    print("\n".join(f"{size:8} {name}" for name, size in sorted(sizes.items(), key=lambda item: -item[1])))
    assert sum(sizes.values()) <= 120_000, sizes
