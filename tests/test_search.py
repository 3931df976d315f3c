"""What people look for is found, however they type it, for few bytes; in a real browser."""

import datetime as dt
import gzip
import json
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from benchmarks.text import Writer
from benchmarks.words import Dice, Vocabulary
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route, expect

from cchc.cache import Cache
from cchc.publish import search, search_words
from cchc.publish.assets import compact
from cchc.publish.outputs import hash_of
from cchc.publish.search import Entry
from cchc.schema.search import SYNONYMS
from cchc.standing import Standing
from tests.browsing import serve
from tests.building import tree
from tests.conftest import ROOT

SCRIPT = ROOT / "plugins/cchc/assets/search.js"
LABELS: dict[str, search.Labels] = {
    "type": {"post": "Tin, bài", "procedure": "Thủ tục hành chính"},
    "unit": {"van-phong": "Văn phòng"},
    "topic": {"the-che": "Cải cách thể chế"},
    "field": {"Hộ tịch": "Hộ tịch"},
}


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


POST = "tin-bai/2026/"
QUERIES = (
    # As people write it.
    ("đăng ký khai sinh", "thu-tuc/1.001193/"),
    ("đăng ký lại khai sinh", "thu-tuc/1.004884/"),
    ("giấy phép xây dựng nhà ở", POST + "11/cap-phep-xay-dung-nha-o/"),
    ("PAR INDEX", POST + "06/ba-chi-so-par-index-sipas-papi/"),
    ("tổ công nghệ số cộng đồng", POST + "10/to-cong-nghe-so-cong-dong/"),
    ("không phải nộp lại giấy tờ", POST + "10/khong-nop-lai-giay-to-da-co/"),
    ("kỷ luật, kỷ cương", POST + "07/ky-luat-ky-cuong-chi-thi-02/"),
    ("kế hoạch tuyên truyền CCHC", POST + "05/ke-hoach-tuyen-truyen-cchc-2026/"),
    # Without diacritics.
    ("dang ky ket hon", "thu-tuc/1.000894/"),
    ("dang ky khai tu", "thu-tuc/1.000656/"),
    ("chung thuc di chuc", "thu-tuc/2.001019/"),
    ("tinh trang hon nhan", "thu-tuc/1.004873/"),
    ("nuoi con nuoi trong nuoc", "thu-tuc/2.001263/"),
    ("quyen phan anh kien nghi", POST + "07/quyen-phan-anh-kien-nghi/"),
    ("tinh gon bo may", POST + "06/tinh-gon-bo-may-theo-ket-luan-210/"),
    ("loa truyen thanh", POST + "09/truyen-thanh-co-so-va-cchc/"),
    ("long duong via he", "thu-tuc/1.013274/"),
    ("de an 06", POST + "07/de-an-06-du-lieu-dan-cu/"),
    ("thu hut nhan luc chat luong cao", POST + "10/thu-hut-nhan-luc-chat-luong-cao/"),
    ("mot cua lien thong", POST + "05/co-che-mot-cua-theo-nghi-dinh-118/"),
    # Decomposed, as a Mac types it, and with the tone mark on the other vowel.
    (nfd("đăng ký giám hộ"), "thu-tuc/1.004837/"),
    (nfd("công nhận hoà giải viên"), "thu-tuc/1.002211/"),
    (nfd("nhận cha, mẹ, con"), "thu-tuc/1.001022/"),
    (nfd("rà soát, hệ thống hóa văn bản"), POST + "08/ra-soat-he-thong-hoa-van-ban/"),
    (nfd("tự chủ tài chính"), POST + "09/tu-chu-don-vi-su-nghiep/"),
    (nfd("quy hoạch đô thị"), "thu-tuc/1.014159/"),
    # In capitals.
    ("ĐĂNG KÝ KHAI SINH CHO CON", POST + "06/dang-ky-khai-sinh-can-gi/"),
    ("CHỨNG THỰC BẢN SAO", POST + "09/chung-thuc-ban-sao/"),
    ("BẢN SAO TỪ SỔ GỐC", "thu-tuc/2.000908/"),
    ("DDCI LÀ GÌ", POST + "10/pci-ddci-la-gi/"),
    ("NHÀ Ở XÃ HỘI", "thu-tuc/1.014632/"),
    ("CHÍNH PHỦ SỐ", POST + "11/chuong-trinh-chinh-phu-so/"),
    # Codes of procedures.
    ("1.004859", "thu-tuc/1.004859/"),
    ("1.001193.000.00.00.H05", "thu-tuc/1.001193/"),
    ("2.000815", "thu-tuc/2.000815/"),
    ("013225", "thu-tuc/1.013225/"),
    # Numbers of documents.
    ("118/2025/NĐ-CP", "van-ban/118-2025-nd-cp/"),
    ("57-nq/tw", "van-ban/57-nq-tw/"),
    ("chỉ thị số 23/CT-TTg", "van-ban/23-ct-ttg/"),
    ("110/kh-ubnd", "van-ban/110-kh-ubnd/"),
)
FIND = """async ([text, n]) => {
  const found = await cchcSearch.find(text);
  return (await Promise.all(found.ids.slice(0, n).map(cchcSearch.shown))).map((one) => one.url);
}"""


def entry(title: str, text: str = "", **others: object) -> Entry:
    url = str(others.pop("url", f"tin-bai/{title}/"))
    return Entry(url=url, mark=f"{title} {text} {others}", type="post", title=title, text=lambda: text, **others)  # type: ignore[arg-type]


def write(entries: Iterable[Entry], site: Path, cache: Path | None = None) -> Path:
    """Write the index of some documents into a site's folder, as a build does."""
    kept = Cache(cache)
    standing = Standing(kept, str(site), search.FOLDER)
    standing.bring_back()
    entries = list(entries)
    mark = hash_of([[one.url, one.mark] for one in entries])
    standing.fill(mark, lambda put: search.fill(entries, search.shards_for(len(entries)), LABELS, SYNONYMS, kept, put))
    return site


BOX = (
    '<form data-cchc-search="box" data-shards="16" '
    'data-found="{n}" data-none="0" data-all="…"><input name="q" id="q"></form>'
)


def scripted(site: Path) -> Path:
    """Put a page with a box and the script into a site's folder."""
    (site / "assets/cchc").mkdir(parents=True, exist_ok=True)
    (site / "assets/cchc/search.js").write_text(compact(SCRIPT.read_text("utf-8")), "utf-8")
    (site / "index.html").write_text(
        f'<!doctype html><meta charset="utf-8">{BOX}<script src="assets/cchc/search.js"></script>', "utf-8"
    )
    return site


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[Page]:
    """A page of the sample site, on a phone."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{address}tim-kiem/")
    yield page
    context.close()


def test_the_right_page_is_found_however_it_is_typed(reader: Page) -> None:
    found = {text: reader.evaluate(FIND, [text, 5]) for text, _ in QUERIES}
    assert len(found) == 40
    assert {text: (found[text], url) for text, url in QUERIES if url not in found[text]} == {}
    not_first = [text for text, url in QUERIES if found[text][0] != url]
    assert len(not_first) <= 6, not_first


def test_the_first_result_is_named_before_anything_is_loaded_of_it(reader: Page) -> None:
    named = """async (text) => {
      const { ids } = await cchcSearch.find(text), soon = await cchcSearch.soon(ids.slice(0, 5));
      const shown = await Promise.all(ids.slice(0, soon.length).map(cchcSearch.shown));
      return [soon, shown].map((all) => all.map((one) => [one.title, one.url]));
    }"""
    answers = {text: reader.evaluate(named, text) for text, _ in QUERIES}
    assert {text: soon for text, (soon, shown) in answers.items() if soon != shown} == {}
    several = {text for text in answers if len(text.split()) > 1}
    assert sum(bool(answers[text][0]) for text in several) >= 0.9 * len(several)


@pytest.mark.parametrize("way", ["link", "box"])
def test_a_first_name_needs_one_round_trip(page: Page, address: str, way: str) -> None:
    held: list[Route] = []
    asked: list[str] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/chi-muc/index.json", hold)
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    if way == "link":
        page.goto(f"{address}tim-kiem/?q=dang+ky+khai+sinh")
        first = page.locator("#cchc-found > li a").first
    else:
        page.goto(address)
        page.get_by_role("combobox").fill("dang ky khai sinh")
        first = page.get_by_role("option").first
    expect(first).to_contain_text("Thủ tục đăng ký khai sinh")  # and nothing has said yet how the index is made
    assert held
    assert not [name for name in asked if re.fullmatch(r"\d+-\d+\.json", name)]
    for route in held:
        route.continue_()
    # Then the rest is there, too.
    expect((page.locator("#cchc-found .cchc-meta") if way == "link" else first).first).to_contain_text("Thủ tục")


def test_every_page_knows_how_many_files_the_words_are_in(sample: Path) -> None:
    index = json.loads((sample / search.FOLDER / "index.json").read_text("utf-8"))
    for name in ("index.html", "tim-kiem/index.html", "404.html", "tro-nang/index.html"):
        assert f'data-shards="{index["shards"]}"' in (sample / name).read_text("utf-8"), name


@pytest.mark.parametrize(("before", "after"), [(5, 300), (300, 5)])
def test_what_is_published_meanwhile_is_found(browser: Browser, tmp_path: Path, before: int, after: int) -> None:
    entries = [entry(title, f"Nội dung {title}", day=dt.date(2026, 1, 1)) for title in TITLES]
    site = write(entries[:before], tmp_path)
    for path in (site / search.FOLDER).iterdir():
        os.utime(path, (0, 0))  # the server tells one publication from the next by the second
    with opened(browser, site) as page:
        page.locator("#q").fill("bai so 1 ve")
        expect(page.get_by_role("option").first).to_contain_text("Bài số 1 về một cửa")
        write([*entries[:after], entry("Lịch tiếp công dân", day=dt.date(2026, 2, 1))], site)
        page.evaluate("() => { const now = Date.now; Date.now = () => now() + 10000; }")
        page.locator("#q").fill("lich tiep cong dan")
        expect(page.get_by_role("option").first).to_contain_text("Lịch tiếp công dân")


def test_hand_written_pages_are_found_by_what_they_say(reader: Page) -> None:
    assert reader.evaluate(FIND, ["khả năng tiếp cận", 3])[0] == "tro-nang/"
    assert "huong-dan/viet-bai/" in reader.evaluate(FIND, ["gỡ bài, đổi địa chỉ", 5])
    pages = "async () => (await cchcSearch.find('huong dan', { type: 'page' })).ids.length"
    assert reader.evaluate(pages) >= 3


def test_a_word_is_found_while_it_is_typed(reader: Page) -> None:
    for typed in ("khai si", "đăng ký kha", "dang ky khai s"):
        assert "thu-tuc/1.001193/" in reader.evaluate(FIND, [typed, 3]), typed
    assert reader.evaluate(FIND, ["pap", 1]) == [POST + "06/ba-chi-so-par-index-sipas-papi/"]


def test_exact_diacritics_come_first_and_others_are_found_too(browser: Browser, tmp_path: Path) -> None:
    entries = [entry("Chợ phiên", "Họp chợ."), entry("Chó dại", "Tiêm phòng."), entry("Cho thuê", "Nhà ở.")]
    with opened(browser, write(entries, tmp_path)) as page:
        assert page.evaluate(FIND, ["chó", 3])[0] == "tin-bai/Chó dại/"
        assert len(page.evaluate(FIND, ["cho", 5])) == 3


def test_words_of_the_field_stand_for_each_other(browser: Browser, tmp_path: Path) -> None:
    entries = [entry("Báo cáo cải cách hành chính"), entry("Cắt giảm TTHC"), entry("Thời tiết")]
    with opened(browser, write(entries, tmp_path)) as page:
        assert page.evaluate(FIND, ["CCHC", 5]) == ["tin-bai/Báo cáo cải cách hành chính/"]
        assert page.evaluate(FIND, ["cat giam thu tuc hanh chinh", 5])[0] == "tin-bai/Cắt giảm TTHC/"


def test_what_is_filtered_for_is_all_that_is_shown(browser: Browser, tmp_path: Path) -> None:
    entries = [
        entry("Một cửa tháng năm", unit="van-phong", day=dt.date(2026, 5, 4)),
        entry("Một cửa tháng sáu", topic="the-che", day=dt.date(2026, 6, 4)),
        entry("Một cửa hộ tịch", field="Hộ tịch"),
    ]
    filters = "async (filters) => (await cchcSearch.find('mot cua', filters)).ids.length"
    with opened(browser, write(entries, tmp_path)) as page:
        for name, value in (("unit", "van-phong"), ("topic", "the-che"), ("field", "Hộ tịch"), ("month", "2026-06")):
            assert page.evaluate(filters, {name: value}) == 1
        assert page.evaluate(filters, {"type": "post"}) == 3
        assert page.evaluate(filters, {"type": "", "unit": "khong-co"}) == 0


class opened:  # noqa: N801 (used as a function)
    """A page that has the script, in a folder served on this machine."""

    def __init__(self, browser: Browser, site: Path) -> None:
        self._server = serve(scripted(site))
        self._browser = browser

    def __enter__(self) -> Page:
        address = self._server.__enter__()
        self._context = self._browser.new_context()
        page = self._context.new_page()
        page.goto(address)
        return page

    def __exit__(self, *raised: object) -> None:
        self._context.close()
        self._server.__exit__(None, None, None)


# ------------------------------------------------------------------ the format

LETTERS = st.characters(max_codepoint=0x2FFF, exclude_categories=("Cs", "Cn", "Co"))
VIETNAMESE = st.sampled_from(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ áàảãạốồổỗộứừửữựýỳỷỹỵĐỆẤ-/.,0123456789_\u0301\u0323\u0302İ"
)


def test_python_and_the_browser_pass_over_the_same_words(reader: Page) -> None:
    assert reader.evaluate("[...cchcSearch.passed]") == search_words.words(search_words.STOP)


def test_python_and_the_browser_fold_alike(reader: Page) -> None:
    @settings(deadline=None, max_examples=60)
    @given(st.lists(st.text(VIETNAMESE | LETTERS, max_size=40), min_size=20, max_size=20))
    def agree(texts: list[str]) -> None:
        here = [[search_words.words(text), [search_words.fnv1a(text)]] for text in texts]
        there = reader.evaluate(
            "(texts) => texts.map((text) => [cchcSearch.words(text), [cchcSearch.hash(text)]])", texts
        )
        assert here == there

    agree()


@given(st.text(VIETNAMESE, max_size=30))
def test_a_word_is_one_however_it_is_typed(text: str) -> None:
    assert search_words.words(unicodedata.normalize("NFC", text)) == search_words.words(nfd(text))
    assert (
        search_words.words("hòa Thuỷ khoẻ ĐẤT")
        == search_words.words("hoà Thủy khỏe đất")
        == ["hoa`", "thuy?", "khoe?", "dat'-^"]
    )


TITLES = [f"Bài số {number} về một cửa" for number in range(300)]


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(TITLES), st.sampled_from(["thêm", "gỡ", "sửa"])), min_size=1, max_size=4))
def test_an_index_brought_up_to_date_is_one_made_anew(tmp_path: Path, steps: list[tuple[str, str]]) -> None:
    entries = {title: entry(title, f"Nội dung {title}", day=dt.date(2026, 1, 1)) for title in TITLES[::2]}
    for folder in ("mot", "giu", "hai"):
        shutil.rmtree(tmp_path / folder, ignore_errors=True)
    write(entries.values(), tmp_path / "mot", tmp_path / "giu")
    for title, change in steps:
        if change == "gỡ":
            entries.pop(title, None)
        else:
            entries[title] = entry(title, f"Nội dung {change} {title}", day=dt.date(2026, 1, 1))
    write(entries.values(), tmp_path / "mot", tmp_path / "giu")
    assert tree(tmp_path / "mot") == tree(write(entries.values(), tmp_path / "hai"))


def test_one_more_post_touches_only_the_files_of_its_words(tmp_path: Path) -> None:
    entries = [entry(title, f"Nội dung {title}", day=dt.date(2026, 1, 1)) for title in TITLES]
    site = write(entries, tmp_path / "site", tmp_path / "giu") / search.FOLDER
    before = {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in site.iterdir()}
    write([*entries, entry("Tin mới nhất", day=dt.date(2026, 2, 1))], tmp_path / "site", tmp_path / "giu")
    after = {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in site.iterdir()}
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed - {"index.json", "columns.json"} <= {
        *(f"{search_words.fnv1a(key) % 512}.txt" for key in ("tin", "moi", "nha", "tin m", "moi nh")),
        *(name for name in after if name not in before),
    }
    assert len(after) == len(before) + 1


def test_a_text_is_asked_for_only_once_it_changed(tmp_path: Path) -> None:
    asked: list[str] = []

    def reading(title: str) -> Entry:
        return replace(entry(title), text=lambda: asked.append(title) or "Nội dung")

    write(map(reading, TITLES), tmp_path / "site", tmp_path / "giu")
    assert sorted(asked) == sorted(TITLES)
    asked.clear()
    write(map(reading, TITLES), tmp_path / "site", tmp_path / "giu")
    assert asked == []


def test_lines_that_the_cache_lost_are_made_again(tmp_path: Path) -> None:
    entries = [entry(title, f"Nội dung {title}", day=dt.date(2026, 1, 1)) for title in TITLES]
    write(entries, tmp_path / "mot", tmp_path / "giu")
    for lines in (tmp_path / "giu/search").rglob("*"):
        if lines.is_file() and not lines.name.endswith("-marks"):
            lines.write_bytes(lines.read_bytes()[:-1])
    entries[7] = entry(TITLES[7], "Nội dung khác", day=dt.date(2026, 1, 1))
    write(entries, tmp_path / "mot", tmp_path / "giu")
    assert tree(tmp_path / "mot") == tree(write(entries, tmp_path / "hai"))


def test_documents_without_words_stop_no_build(tmp_path: Path) -> None:
    site = write([entry("—", "…", url="tin-bai/1/"), entry("và", url="tin-bai/2/")], tmp_path) / search.FOLDER
    assert json.loads((site / "0-0.json").read_text("utf-8"))["title"] == "—"
    assert {path.read_bytes() for path in site.glob("*.txt")} == {b""}
    assert json.loads((write([], tmp_path) / search.FOLDER / "index.json").read_text("utf-8"))["blocks"] == []


def test_what_nobody_wrote_leaves_the_folder(tmp_path: Path) -> None:
    site = write(map(entry, TITLES[:5]), tmp_path / "site", tmp_path / "giu")
    for name in ("la.txt", "99-9.json"):
        (site / search.FOLDER / name).write_text("x")
    (site / search.FOLDER / "0-0.json").write_text("khác")
    write(map(entry, TITLES[:5]), tmp_path / "site", tmp_path / "giu")
    assert tree(site) == tree(write(map(entry, TITLES[:5]), tmp_path / "khac"))


# ------------------------------------------------------------------- the cost


def test_ten_results_of_a_thousand_pages_cost_forty_kilobytes(browser: Browser, tmp_path: Path) -> None:
    vocabulary = Vocabulary()
    entries = []
    for number in range(1000):
        writer = Writer(vocabulary, Dice(f"search/{number}"))
        day = dt.date(2026, 11, 20) - dt.timedelta(days=3 * number)
        entries.append(entry(f"{writer.title()} {number}", writer.body([], ""), url=f"tin-bai/{number}/", day=day))
    site = write(entries, tmp_path / "site")
    script = len(gzip.compress(compact(SCRIPT.read_text("utf-8")).encode(), 6))
    taken: list[str] = []
    asked = [" ".join(one.title.split()[2 : 2 + 2 + number % 3]) for number, one in enumerate(entries[::80])]
    sizes = {}
    with opened(browser, site) as page:
        page.on("response", lambda response: taken.append(response.url.rpartition("/")[2]))
        for text in asked:
            taken.clear()
            page.reload()
            assert page.evaluate(FIND, [text, 10])
            data = [name for name in taken if name.endswith((".json", ".txt"))]
            sizes[text] = script + sum(
                len(gzip.compress((site / search.FOLDER / name).read_bytes(), 6)) for name in data
            )
    assert max(sizes.values()) <= 40_000, sizes


# ------------------------------------------------------------------- the pages


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone that fails the test on a fault."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="vi-VN")
    shown = context.new_page()
    faults: list[str] = []
    shown.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    shown.on("pageerror", lambda error: faults.append(str(error)))
    yield shown
    context.close()
    assert faults == []


def test_a_link_shows_what_was_found(page: Page, address: str) -> None:
    page.goto(f"{address}tim-kiem/?q={quote('đăng ký khai sinh')}")
    expect(page.locator("#cchc-found-count")).to_have_text(re.compile(r"^Có [12]\d kết quả$"))
    count = int(page.locator("#cchc-found-count").inner_text().split()[1])
    results = page.locator("#cchc-found > li")
    expect(results).to_have_count(10)
    expect(results.first.get_by_role("link")).to_have_text("Thủ tục đăng ký khai sinh")
    expect(results.first.locator("a mark")).to_have_text("đăng ký khai sinh")
    assert results.first.locator("p mark").count() >= 1
    page.get_by_role("button", name="Xem thêm kết quả").click()
    expect(results).to_have_count(count)
    expect(results.nth(10).get_by_role("link")).to_be_focused()
    expect(page.get_by_role("button", name="Xem thêm kết quả")).to_be_hidden()


def test_filters_are_part_of_the_link(page: Page, address: str) -> None:
    page.goto(f"{address}tim-kiem/?q=khai+sinh")
    page.get_by_text("Lọc kết quả").click()
    page.get_by_label("Loại").select_option("Tin, bài")
    expect(page.locator("#cchc-found .cchc-meta").first).to_contain_text("Tin, bài")
    assert "type=post" in page.url
    expect(page.locator("#cchc-found-count")).to_have_text(re.compile(r"^Có \d"))
    kept = page.locator("#cchc-found-count").text_content()
    page.reload()
    expect(page.locator("#cchc-found-count")).to_have_text(kept or "")
    page.get_by_role("button", name="Xóa bộ lọc").click()
    expect(page.locator("#cchc-found-count")).not_to_have_text(kept or "")
    assert "type" not in page.url


def test_nothing_found_helps_on(page: Page, address: str) -> None:
    page.goto(f"{address}tim-kiem/?q=qqzzw")
    expect(page.locator("#cchc-found-count")).to_have_text("Không tìm thấy kết quả phù hợp")
    expect(page.get_by_role("heading", name="Thử cách khác")).to_be_visible()
    expect(page.get_by_role("heading", name="Xem theo danh sách")).to_be_visible()


def test_the_box_on_every_page_works_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    box = page.get_by_role("combobox", name="Tìm kiếm tin, bài, thủ tục, văn bản")
    box.press_sequentially("dang ky khai sinh")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Thủ tục đăng ký khai sinh")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press("ArrowDown")
    expect(options.last).to_have_text("Xem tất cả kết quả")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(f"{address}tin-bai/2026/06/dang-ky-khai-sinh-can-gi/")


def test_enter_leads_to_all_results(page: Page, address: str) -> None:
    page.goto(f"{address}thu-tuc/")
    box = page.get_by_role("combobox")
    box.fill("chung thuc")
    box.press("Enter")
    page.wait_for_url(f"{address}tim-kiem/?q=chung+thuc")
    expect(page.locator("#cchc-found > li").first).to_contain_text("Chứng thực")


def test_without_javascript_the_page_says_so_and_offers_lists(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}tin-bai/")
    page.get_by_role("search").first.get_by_role("searchbox").fill("khai sinh")
    page.get_by_role("search").first.get_by_role("button").click()
    assert page.url == f"{address}tim-kiem/?q=khai+sinh"
    expect(page.get_by_text("Trình duyệt đang tắt JavaScript")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Thủ tục hành chính", exact=True)).to_be_visible()
    context.close()


def test_a_hostile_title_is_shown_and_never_run(page: Page, address: str) -> None:
    bad = '<img src=x onerror="document.title=1"><script>document.title=1</script>&lt;b&gt; khai sinh'
    shown = {"url": "javascript:document.title=1", "title": bad, "date": bad, "note": bad, "text": bad}
    page.route(
        "**/chi-muc/*-*.json", lambda route: route.fulfill(body=json.dumps(shown), content_type="application/json")
    )
    page.goto(f"{address}tim-kiem/?q=khai+sinh")
    expect(page.locator("#cchc-found a").first).to_have_text(bad)
    assert page.locator("#cchc-found :is(img, script)").count() == 0
    assert not page.locator("#cchc-found a").first.get_attribute("href").startswith("javascript:")  # type: ignore[union-attr]
    page.get_by_role("combobox").fill("khai sinh")
    expect(page.get_by_role("option").first).to_contain_text(bad)
    assert page.locator(".cchc-search__list :is(img, script)").count() == 0


def test_a_failed_download_is_said(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}tim-kiem/")
    page.route("**/chi-muc/*.txt", lambda route: route.fulfill(status=404))
    page.locator("#cchc-find-q").fill("khai sinh")
    expect(page.locator("#cchc-found-count")).to_have_text("Chưa tải được dữ liệu tìm kiếm. Mời thử lại.")
    page.close()
