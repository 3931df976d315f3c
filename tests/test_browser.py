"""The sample site in a real browser, at a sub-path, as a person reads it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

PAGES = (
    *("", "tin-bai/", "tin-bai/2026/06/bon-muc-tieu-100-phan-tram/", "thu-tuc/", "thu-tuc/1.001193/"),
    *("tien-do/", "theo-doi/", "huong-dan/", "huong-dan/ma-loi/", "huong-dan/khai-bao/", "huong-dan/vi-du/"),
    *("tin-bai/noi-dung/chi-so/", "khong-co-trang-nay/"),
)


def is_fault(message: ConsoleMessage) -> bool:
    """Whether a console message is an error; that a page itself is missing is not, where a test asks for one."""
    missing = "404" in message.text and message.page is not None and message.location["url"] == message.page.url
    return message.type == "error" and not missing


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A phone that fails the test on a console error or a request to another host."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="vi-VN")
    shown = context.new_page()
    faults: list[str] = []
    host = address.split("/cchc/", maxsplit=1)[0]
    shown.on("console", lambda message: faults.append(message.text) if is_fault(message) else None)
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.on("request", lambda request: None if request.url.startswith((host, "data:")) else faults.append(request.url))
    yield shown
    context.close()
    assert faults == []


def test_home_leads_to_procedures_news_and_contacts(page: Page, address: str) -> None:
    page.goto(address)
    expect(page).to_have_title("Chuyên mục Cải cách hành chính xã Hoa Thám")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chuyên mục Cải cách hành chính xã Hoa Thám")
    expect(page.get_by_role("heading", name="Nộp hồ sơ ở đâu, khi nào")).to_be_visible()
    expect(page.get_by_text("Trang mẫu, dựng từ các kế hoạch")).to_be_visible()
    assert page.locator(".cchc-card").count() == 7
    page.get_by_label("Tìm thủ tục hành chính").fill("khai sinh")
    page.get_by_role("main").get_by_role("button", name="Tìm").click()
    expect(page).to_have_url(re.compile(r"/cchc/thu-tuc/\?q=khai\+sinh$"))
    expect(page.get_by_role("status")).to_contain_text("kết quả")


def test_a_post_reads_in_order_and_leads_on(page: Page, address: str) -> None:
    page.goto(f"{address}tin-bai/2026/11/cap-phep-xay-dung-nha-o/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("giấy phép xây dựng")
    expect(page.locator("article time").first).to_have_text("10/11/2026")
    picture = page.goto(f"{address}tin-bai/2026/06/bon-muc-tieu-100-phan-tram/")
    assert picture is not None
    width = page.locator(".cchc-figure img").evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert width > 0
    page.get_by_role("link", name=re.compile("Bài sau")).click()
    expect(page).to_have_url(re.compile("ba-chi-so"))
    page.get_by_role("navigation", name="Vị trí trang").get_by_role("link", name="Tin, bài").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tin, bài cải cách hành chính")


@pytest.mark.parametrize("typed", ["khai sinh", "KHAI SINH", "đăng ký khai sinh", "dang ky khai sinh", "1.001193"])
def test_a_procedure_is_found_however_it_is_typed(page: Page, address: str, typed: str) -> None:
    page.goto(f"{address}thu-tuc/")
    rows = page.locator("#danh-muc tbody tr")
    everything = rows.count()
    page.get_by_label("Tìm thủ tục hành chính").fill(typed)
    expect(page.get_by_role("status")).to_contain_text("kết quả")
    expect(rows.get_by_role("link", name="Thủ tục đăng ký khai sinh", exact=True)).to_be_visible()
    assert 0 < rows.count() < everything
    expect(page).to_have_url(re.compile(r"\?q="))
    page.reload()
    expect(page.get_by_label("Tìm thủ tục hành chính")).to_have_value(typed)
    expect(page.get_by_role("status")).to_contain_text("kết quả")
    assert rows.count() < everything
    page.get_by_label("Tìm thủ tục hành chính").fill("zzz")
    expect(page.get_by_role("status")).to_have_text("Không tìm thấy kết quả phù hợp")


def test_the_quota_page_tells_who_owes_what(page: Page, address: str) -> None:
    page.goto(f"{address}tien-do/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Theo dõi chỉ tiêu tin, bài CCHC")
    row = page.locator("#thang-2026-08")
    expect(row).to_contain_text("Đã giải trình")
    expect(page.get_by_role("img", name="Số tin, bài đã đăng theo tháng")).to_be_visible()


def test_everything_reads_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{address}thu-tuc/?q=khai+sinh")
    assert page.locator("#danh-muc tbody tr:visible").count() == 21
    page.goto(address)
    expect(page.get_by_role("heading", name="Tin, bài mới nhất")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    wide = []
    for name in PAGES:
        page.goto(address + name)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(name)
    context.close()
    assert wide == []


def test_a_missing_page_helps_in_vietnamese(page: Page, address: str) -> None:
    page.goto(f"{address}mot/hai/ba/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang")
    page.get_by_role("main").get_by_role("link", name="Thủ tục hành chính").click()
    expect(page).to_have_url(f"{address}thu-tuc/")


def test_every_kind_of_page_loads_only_from_its_own_host(page: Page, address: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if request.resource_type == "fetch" else None)
    for name in PAGES:
        page.goto(address + name, wait_until="networkidle")
        expect(page.get_by_role("main")).to_be_visible()
    assert fetched == [], "a map of the whole site, at every page"


def test_the_type_is_the_sites_own(page: Page, address: str) -> None:
    failed: list[str] = []
    page.on("response", lambda answer: None if answer.ok else failed.append(answer.url))
    page.goto(f"{address}tin-bai/2026/06/bon-muc-tieu-100-phan-tram/", wait_until="networkidle")
    assert failed == []
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"CCHC Sans"')
    assert page.evaluate("document.fonts.check('16px \"CCHC Sans\"', 'Ệ')")
    loaded = "[...document.fonts].filter(face => face.status == 'loaded').map(face => `${face.family} ${face.weight}`)"
    assert {"CCHC Sans 400", "CCHC Sans 600 700"} <= set(page.evaluate(loaded))
    icons = page.locator("link[rel~=icon], link[rel=apple-touch-icon], link[rel=manifest], link[rel=preload]")
    for url in icons.evaluate_all("links => links.map(link => link.href)"):
        assert page.request.get(url).ok, url
