"""Procedures looked up and printed in a real browser: the sample's, and the more than one page of the hard site."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

ROWS = "#danh-muc tbody tr"
FOUND = "#cchc-found"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desk that fails the test on an error of a script."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    shown = context.new_page()
    faults: list[str] = []
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield shown
    context.close()
    assert faults == []


def codes(page: Page) -> list[str]:
    """Return the codes of the rows that are shown."""
    return page.locator(f"{ROWS} td:nth-child(2)").all_inner_texts()


def test_the_script_shows_the_rows_as_the_page_has_them(page: Page, address: str, hard_address: str) -> None:
    """Nothing moves when the script takes over, and nobody reads other words for it."""
    shown = (
        "rows => rows.map(row => [row.querySelector('a').href, ...[...row.cells].map(cell => cell.textContent.trim())])"
    )
    for site in (address, hard_address):
        page.goto(f"{site}thu-tuc/")
        before = page.locator(ROWS).evaluate_all(shown)
        page.get_by_label("Tìm thủ tục hành chính").fill("zzzz")
        expect(page.locator(FOUND)).to_have_text("Không tìm thấy kết quả phù hợp")
        page.get_by_role("button", name="Xóa bộ lọc").click()
        expect(page.locator(ROWS)).to_have_count(len(before))
        assert page.locator(ROWS).evaluate_all(shown) == before


def test_choices_tell_what_they_would_leave(page: Page, address: str) -> None:
    page.goto(f"{address}thu-tuc/")
    field, agency = page.get_by_label("Lĩnh vực", exact=True), page.get_by_label("Cơ quan thực hiện")
    expect(field.locator("option", has_text="Hộ tịch")).to_have_text("Hộ tịch (9)")
    page.get_by_label("Tìm thủ tục hành chính").fill("khai sinh")
    expect(field.locator("option", has_text="Hộ tịch")).to_have_text("Hộ tịch (3)")
    expect(field.locator("option", has_text="Đường bộ")).to_be_disabled()
    field.select_option("ho-tich")
    expect(page.locator(FOUND)).to_have_text("Có 3 kết quả")
    expect(agency.locator("[value=uy-ban-nhan-dan-cap-xa]")).to_have_text("Ủy ban nhân dân cấp xã (2)")
    assert len(codes(page)) == 3


def test_an_address_shows_everybody_the_same_and_back_leads_back(page: Page, address: str) -> None:
    page.goto(f"{address}thu-tuc/")
    page.get_by_label("Tìm thủ tục hành chính").press_sequentially("DANG KY")
    expect(page).to_have_url(re.compile(r"\?q=DANG\+KY$"))
    found = page.locator(FOUND).inner_text()
    page.get_by_label("Lĩnh vực", exact=True).select_option("ho-tich")
    page.get_by_label("Sắp xếp theo").select_option("-name")
    expect(page).to_have_url(re.compile(r"\?q=DANG\+KY&field=ho-tich&sort=-name$"))
    shown = codes(page)
    page.reload()
    expect(page.locator(FOUND)).not_to_have_text("")
    assert codes(page) == shown
    expect(page.get_by_label("Lĩnh vực", exact=True)).to_have_value("ho-tich")
    page.go_back()
    expect(page).to_have_url(re.compile(r"field=ho-tich$"))
    page.go_back()
    expect(page.get_by_label("Lĩnh vực", exact=True)).to_have_value("")
    expect(page.locator(FOUND)).to_have_text(found)
    page.go_back()
    expect(page).to_have_url(f"{address}thu-tuc/")
    expect(page.get_by_label("Tìm thủ tục hành chính")).to_have_value("")
    expect(page.locator(ROWS)).to_have_count(21)


def test_columns_are_sorted_by_their_heads(page: Page, address: str) -> None:
    page.goto(f"{address}thu-tuc/")
    name = page.get_by_role("columnheader", name="Tên thủ tục hành chính")
    name.get_by_role("button").click()
    expect(name).to_have_attribute("aria-sort", "ascending")
    names = page.locator(f"{ROWS} th").all_inner_texts()
    first, last = names[0], names[-1]
    assert first.startswith("Cấp bản sao")
    name.get_by_role("button").press("Enter")
    expect(name).to_have_attribute("aria-sort", "descending")
    assert page.locator(f"{ROWS} th").all_inner_texts() == names[::-1]
    assert last.startswith("Thủ tục")
    limit = page.get_by_role("columnheader", name="Thời hạn giải quyết")
    limit.get_by_role("button").click()
    expect(limit).to_have_attribute("aria-sort", "ascending")
    days = page.locator(f"{ROWS} td:nth-child(7)").all_inner_texts()
    known = [int(found[1]) for text in days if (found := re.match(r"(\d+) ngày", text))]
    assert known == sorted(known)
    assert len(known) > 5


def test_an_address_that_asks_for_nonsense_shows_everything(page: Page, address: str) -> None:
    page.goto(f"{address}thu-tuc/?field=khong-co&sort=constructor&page=-7&online=__proto__&level=%3Cimg%3E")
    expect(page.locator(ROWS)).to_have_count(21)
    expect(page.get_by_label("Lĩnh vực", exact=True)).to_have_value("")
    expect(page.get_by_label("Sắp xếp theo")).to_have_value("")


def test_a_long_list_is_turned_page_by_page(page: Page, hard_address: str) -> None:
    page.goto(f"{hard_address}thu-tuc/")
    pager = page.locator("#cchc-pages")
    expect(pager).to_contain_text("Trang 1/2")
    expect(page.get_by_text("thủ tục đầu danh mục")).to_be_hidden()
    first = codes(page)
    pager.get_by_role("link", name="Trang sau").click()
    expect(pager).to_contain_text("Trang 2/2")
    expect(page).to_have_url(re.compile(r"\?page=2$"))
    expect(page.locator("#danh-muc")).to_be_focused()
    rest = codes(page)
    assert len(first) == 50
    assert not set(first) & set(rest)
    page.go_back()
    expect(pager).to_contain_text("Trang 1/2")
    assert codes(page) == first


def test_a_list_that_does_not_come_is_said_and_asked_for_again(page: Page, address: str) -> None:
    page.goto(f"{address}thu-tuc/")
    away = f"{address}thu-tuc/danh-muc.json"
    page.route(away, lambda route: route.fulfill(status=200, body="[]", content_type="application/json"))
    page.get_by_label("Tìm thủ tục hành chính").fill("khai")
    expect(page.locator(FOUND)).to_contain_text("Chưa tải được danh mục")
    assert page.locator(ROWS).count() == 21
    page.unroute(away)
    page.get_by_label("Tìm thủ tục hành chính").fill("khai sinh")
    expect(page.locator(FOUND)).to_have_text("Có 3 kết quả")


def test_a_phone_folds_the_filters_away(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{address}thu-tuc/")
    toggle, field = page.get_by_role("button", name="Bộ lọc, sắp xếp"), page.get_by_label("Lĩnh vực", exact=True)
    expect(field).to_be_hidden()
    toggle.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    field.select_option("ho-tich")
    expect(page.locator(FOUND)).to_have_text("Có 9 kết quả")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.reload()
    expect(field).to_be_visible()
    page.close()


def test_every_procedure_is_reached_without_javascript(browser: Browser, hard: Path, hard_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{hard_address}thu-tuc/")
    assert not page.get_by_label("Tìm thủ tục hành chính").is_visible()
    seen: set[str] = set()
    for link in page.locator("#xem-theo a[href*='linh-vuc/']").evaluate_all("links => links.map(link => link.href)"):
        page.goto(link)
        hrefs = page.locator("tbody th a").evaluate_all("links => links.map(link => link.pathname)")
        seen |= {href.split("/")[-2] for href in hrefs}
    context.close()
    gone = {
        path.parent.name
        for path in (hard / "thu-tuc").glob("1.*/index.html")
        if "đã bị bãi bỏ" in path.read_text("utf-8")
    }
    assert seen == {path.parent.name for path in (hard / "thu-tuc").glob("1.*/index.html")} - gone


def test_a_page_answers_first_and_dials(page: Page, address: str) -> None:
    page.goto(f"{address}thu-tuc/1.001193/")
    asked = page.locator(".cchc-answers dt").all_inner_texts()
    assert asked == [
        "Nộp hồ sơ ở đâu, khi nào",
        "Giấy tờ cần mang",
        "Thời hạn giải quyết",
        "Phí, lệ phí",
        "Mức độ DVC trực tuyến",
    ]
    assert page.locator(".cchc-answers a[href^='tel:']").get_attribute("href") == "tel:02050000002"
    assert "Miễn phí" not in page.locator(".cchc-answers").inner_text()


def test_the_checklist_prints_on_one_sheet(page: Page, address: str) -> None:
    page.goto(f"{address}thu-tuc/1.001193/")
    page.evaluate("window.print = () => { window.printed = document.documentElement.className }")
    page.get_by_role("button", name="In danh mục giấy tờ").click()
    assert "cchc-list-only" in page.evaluate("printed")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Giấy tờ cần chuẩn bị")).to_be_visible()
    expect(page.get_by_role("heading", name="Trình tự thực hiện")).to_be_hidden()
    box = "getComputedStyle(document.querySelector('.cchc-checklist tbody th'), '::before').borderTopStyle"
    assert page.evaluate(box) == "solid"
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1  # and says when it is done
    expect(page.get_by_role("heading", name="Trình tự thực hiện")).to_be_visible()
