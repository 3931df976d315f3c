"""How a reader sets the page: its colours, the size of its letters, the menu of a telephone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT

POST = "tin-bai/2026/06/bon-muc-tieu-100-phan-tram/"
TOKENS = (ROOT / "plugins/cchc/assets/tokens.css").read_text("utf-8")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A telephone that asks for light colours."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme="light")
    yield context.new_page()
    context.close()


def choose(page: Page, *names: str) -> None:
    page.get_by_text("Hiển thị", exact=True).click()
    for name in names:
        page.get_by_role("button", name=re.compile(rf"^(✓ )?{name}$")).click()
    page.keyboard.press("Escape")


def colours(page: Page) -> tuple[str, str]:
    style = "getComputedStyle(document.body)"
    return page.evaluate(f"{style}.backgroundColor"), page.evaluate(f"{style}.color")


def test_what_a_reader_chose_holds_on_every_page(phone: Page, address: str) -> None:
    phone.goto(address)
    before = phone.evaluate("parseFloat(getComputedStyle(document.querySelector('.cchc-intro p')).fontSize)")
    choose(phone, "Tương phản cao", "Rất lớn")
    phone.goto(address + POST)
    assert colours(phone) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    size = phone.evaluate("parseFloat(getComputedStyle(document.querySelector('.cchc-body p')).fontSize)")
    assert size >= 1.35 * before
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    phone.get_by_text("Hiển thị", exact=True).click()
    pressed = phone.locator(".cchc-display button[aria-pressed=true]").all_inner_texts()
    assert [text.removeprefix("✓ ") for text in pressed] == ["Rất lớn", "Tương phản cao"]
    phone.keyboard.press("Escape")
    choose(phone, "Theo máy", "Thường")
    phone.goto(address)
    assert colours(phone)[0] != "rgb(0, 0, 0)"


def test_high_contrast_and_large_letters_shut_nobody_out(phone: Page, address: str) -> None:
    phone.goto(address)
    choose(phone, "Tương phản cao", "Rất lớn")
    for url in ("", POST, "tin-bai/", "thu-tuc/", "thu-tuc/1.001193/", "van-ban/", "tien-do/", "tim-kiem/?q=khai+sinh"):
        phone.goto(address + url, wait_until="networkidle")
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        found = Axe().run(phone, options={"runOnly": {"type": "tag", "values": tags}})
        assert [(item["id"], item["nodes"][0]["target"]) for item in found.response["violations"]] == [], url
        assert phone.evaluate("document.documentElement.scrollWidth") == 360, url


def test_the_menu_of_a_telephone_opens_closes_and_gives_the_focus_back(phone: Page, address: str) -> None:
    phone.goto(address + POST)
    menu = phone.get_by_role("button", name="Danh mục")
    link = phone.locator("#cchc-menu").get_by_role("link", name="Thủ tục hành chính", exact=True)
    expect(link).to_be_hidden()
    menu.press("Enter")
    expect(link).to_be_visible()
    expect(menu).to_have_attribute("aria-expanded", "true")
    link.focus()
    phone.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(menu).to_be_focused()
    menu.click()
    link.click()
    expect(phone).to_have_url(f"{address}thu-tuc/")


def test_a_browser_that_keeps_nothing_shows_the_page_all_the_same(phone: Page, address: str) -> None:
    faults: list[str] = []
    phone.on("pageerror", lambda error: faults.append(str(error)))
    phone.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})")
    phone.goto(address)
    choose(phone, "Tối")
    assert faults == []
    assert phone.evaluate("document.documentElement.dataset.mdColorScheme") == "slate"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_scripts_colours_are_those_of_the_device(browser: Browser, address: str, scheme: str) -> None:
    seen = []
    for script in (True, False):
        context = browser.new_context(color_scheme=scheme, java_script_enabled=script)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address)
        seen.append(page.screenshot(clip={"x": 0, "y": 600, "width": 40, "height": 60}))
        context.close()
    assert seen[0] == seen[1]


def test_dark_is_the_same_with_scripts_and_without() -> None:
    dark = r':root(?:\[data-md-color-scheme="slate"\]|:not\(\[data-md-color-scheme\]\)) \{(.*?)\}'
    blocks = re.findall(dark, TOKENS, re.S)
    with_script, without = (re.findall(r"--[a-z-]+: [^;]+", block) for block in blocks if "--cchc-page" in block)
    assert with_script == without
    assert len(with_script) > 15


def test_an_agency_finds_every_token_in_one_place() -> None:
    used = {name for path in (ROOT / "plugins/cchc/assets").glob("*.css") for name in _names(path)}
    assert used - set(re.findall(r"(--cchc-[a-z-]+):", TOKENS)) == set()


def _names(path: Path) -> set[str]:
    return set(re.findall(r"var\((--cchc-[a-z-]+)", path.read_text("utf-8")))
