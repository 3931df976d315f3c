"""Pictures in a real browser: nothing moves when they arrive, and each screen loads what it needs."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from tests.browsing import serve
from tests.building import build
from tests.conftest import LONG, MKDOCS, Project
from tests.photos import phone, screenshot, seal

POST = "tin-bai/2026/05/a/"
_SHIFTS = """
new Promise(done => {
  const moved = [];
  new PerformanceObserver(list => {
    for (const {value, sources} of list.getEntries())
      for (const {node, previousRect, currentRect} of sources)
        moved.push([value, node && node.alt, JSON.stringify([previousRect, currentRect])]);
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(moved), 300);
})
"""
_LOADED = "[...document.images].map(image => [image.complete && image.naturalWidth, image.currentSrc])"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a post with a lead picture and pictures of every shape."""
    folder = tmp_path_factory.mktemp("www")
    project = Project(folder / "xa")
    project.write("mkdocs.yml", MKDOCS)
    project.write("docs/index.md", "Lời giới thiệu.\n")
    for name, content in {
        "dai-dien.jpg": phone(2400, 1350),
        "dung.jpg": phone(1800, 1200, orientation=6),
        "nho.jpg": phone(300, 200),
        "man-hinh.png": screenshot(),
        "dau.png": seal(),
        "so-do.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><path d="M0 0h9"/></svg>',
        "khong-co.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="40" height="40"/></svg>',
    }.items():
        project.write(f"posts/2026/05/{name}", content)
    names = ("dung.jpg", "nho.jpg", "man-hinh.png", "dau.png", "so-do.svg", "khong-co.svg")
    body = "\n\n".join(f"![Ảnh {name}]({name})\n\nChữ bên dưới ảnh." for name in names)
    project.post("2026/05/a", f"{body}\n\n{LONG}", image="{src: dai-dien.jpg, alt: Một cửa}", summary="Tóm tắt.")
    build(project.root, folder / "www/cchc", "--strict", environment={"SOURCE_DATE_EPOCH": "1795237200"})
    with serve(folder / "www") as host:
        yield f"{host}cchc/"


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_on_a_page_moves_when_its_pictures_arrive(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    shown = context.new_page()

    def late(route: Route) -> None:
        time.sleep(0.2)
        route.continue_()

    shown.route("**/*.{jpg,png,webp,svg}", late)
    for url in (POST, ""):
        shown.goto(address + url)
        for step in range(0, 6000, 400):
            shown.evaluate(f"window.scrollTo(0, {step})")
            shown.wait_for_timeout(30)
        shown.wait_for_load_state("networkidle")
        assert shown.evaluate(_SHIFTS) == [], url
        assert all(natural for natural, _ in shown.evaluate(_LOADED))
        shown.evaluate("window.scrollTo(0, 0)")
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert shown.evaluate(wide)
        for image in shown.query_selector_all(".cchc-body img"):
            box, natural = image.bounding_box(), image.evaluate("image => image.naturalWidth / image.naturalHeight")
            assert box is not None
            assert abs(box["width"] / box["height"] - natural) < 0.05, image.get_attribute("alt")
    context.close()


def test_a_phone_loads_small_pictures_and_a_large_sharp_screen_large_ones(browser: Browser, address: str) -> None:
    for width, density, expected in ((360, 1, "-400.webp"), (360, 2, "-800.webp"), (1280, 2, "-1200.webp")):
        context = browser.new_context(viewport={"width": width, "height": 800}, device_scale_factor=density)
        shown = context.new_page()
        shown.goto(address + POST, wait_until="networkidle")
        lead = shown.locator(".cchc-figure img").evaluate("image => image.currentSrc")
        assert lead.endswith(expected), (width, density, lead)
        context.close()


def test_a_browser_without_webp_shows_the_fallback(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    shown = context.new_page()

    def as_it_reads(route: Route) -> None:  # neither <source> nor srcset
        route.fulfill(body=re.sub(r'<source[^>]*>| srcset="[^"]*"', "", route.fetch().text()), content_type="text/html")

    shown.route(address + POST, as_it_reads)
    shown.goto(address + POST, wait_until="networkidle")
    natural, source = shown.evaluate(_LOADED)[0]
    assert (natural, Path(source).name[-9:]) == (1200, "-1200.jpg")
    context.close()
