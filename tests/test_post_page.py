"""What a reader does with a post: take it along, hear it, watch it; in a real browser, under a strict policy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from cchc import media, publish
from cchc.links import resolver
from cchc.publish.attachments import kind, size
from cchc.publish.outputs import Page as Made
from cchc.publish.reading import SYLLABLES, minutes
from cchc.video import embed
from tests import post_page
from tests.browsing import AS_OF, serve
from tests.building import DRAWN, build
from tests.conftest import Project

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; "
    "connect-src 'self'; frame-src https://www.youtube-nocookie.com; base-uri 'none'; form-action 'self'"
)
ADDRESS = "https://xa.example/cchc/tin-bai/2026/05/"


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project."""
    return post_page.write(tmp_path_factory.mktemp("posts") / "xa")


@pytest.fixture(scope="module")
def built(posts: Project) -> Path:
    """The project's site, in a folder of a web server."""
    build(posts.root, posts.root.parent / "www/cchc", environment=AS_OF)
    return posts.root.parent / "www/cchc"


@pytest.fixture(scope="module")
def origin(built: Path) -> Iterator[str]:
    """Where the posts are served."""
    with serve(built.parent) as address:
        yield f"{address}cchc/tin-bai/2026/05/"


@dataclass
class Reader:
    """A reader's browser, and what it asked for."""

    page: Page
    origin: str
    requests: list[str] = field(default_factory=list)

    def open(self, name: str) -> Page:
        """Open a post."""
        self.page.goto(f"{self.origin}{name}/", wait_until="load")
        return self.page

    def elsewhere(self) -> list[str]:
        """Return what other hosts were asked for."""
        host = self.origin.split("/cchc/", maxsplit=1)[0]
        return [url for url in self.requests if not url.startswith((host, "data:"))]

    def wait(self, condition: str) -> None:
        """Wait until something is so; playwright's own way needs a page that may make code of text."""
        for _ in range(80):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(condition)

    def clipboard(self) -> str:
        """Return what would be pasted as text."""
        return str(self.page.evaluate("navigator.clipboard.readText()"))


def _with_policy(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})


@pytest.fixture
def reader(browser: Browser, origin: str) -> Iterator[Reader]:
    """A reader whose browser keeps to the policy, and lets the page use the clipboard."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="vi-VN")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    made = Reader(page, origin)
    page.on("request", lambda request: made.requests.append(request.url))
    page.add_init_script(
        "window.blocked = []; addEventListener('securitypolicyviolation',"
        " event => blocked.push([event.sourceFile, event.blockedURI, event.violatedDirective].join(' ')))"
    )
    page.route(re.compile(r"/tin-bai/.*/$"), _with_policy)
    page.route(
        re.compile("youtube-nocookie"), lambda route: route.fulfill(body="<p>player</p>", content_type="text/html")
    )
    yield made
    ours = [text for text in page.evaluate("window.blocked") if re.search(r"assets/cchc/\w+\.js", text)]
    context.close()
    assert ours == []


# ------------------------------------------------------------------ copied


def test_a_post_is_copied_whole_as_plain_text(reader: Reader) -> None:
    page = reader.open("bai")
    page.get_by_text("Chép để đăng lại").click()
    page.get_by_role("button", name="Zalo (toàn bài)").click()
    expect(page.get_by_text("Đã chép. Dán vào nơi cần đăng.")).to_be_visible()
    assert reader.clipboard() == post_page.PLAIN
    assert page.get_by_label("Phần được chép").input_value() == post_page.PLAIN
    assert reader.elsewhere() == []


def test_a_post_is_copied_as_html_that_any_page_takes(reader: Reader) -> None:
    page = reader.open("bai")
    page.get_by_text("Chép để đăng lại").click()
    page.get_by_role("button", name="Mã HTML").click()
    expect(page.get_by_text("Đã chép. Dán vào nơi cần đăng.")).to_be_visible()
    assert reader.clipboard() == post_page.HTML


def test_what_is_pasted_into_an_editor_keeps_its_form_and_runs_nothing(reader: Reader) -> None:
    page = reader.open("bai")
    page.get_by_text("Chép để đăng lại").click()
    page.get_by_role("button", name="Cổng thông tin điện tử").click()
    expect(page.get_by_text("Đã chép. Dán vào nơi cần đăng.")).to_be_visible()
    page.evaluate("document.body.innerHTML = '<div contenteditable id=cms></div>'; cms.focus()")
    page.keyboard.press("Control+v")
    pasted = HTMLParser(str(page.locator("#cms").inner_html()))
    headings = [node.text().strip() for node in pasted.css("h2")]
    assert headings == [post_page.TITLE, "Giấy tờ cần mang", "Nộp ở đâu", "Kết quả"]
    assert len(pasted.css("table tr")) == 2
    assert not pasted.css("script, iframe, [onclick], [onerror]")
    assert {node.attributes["href"] for node in pasted.css("a")} >= {f"{ADDRESS}dich/", f"{ADDRESS}bai/"}
    assert page.title() != "hỏng"


def test_facebook_gets_the_gist_and_the_link(reader: Reader) -> None:
    page = reader.open("tep")
    page.get_by_text("Chép để đăng lại").click()
    page.get_by_role("button", name=re.compile("Facebook")).click()
    expect(page.get_by_text("Đã chép. Dán vào nơi cần đăng.")).to_be_visible()
    lead = "Nộp hồ sơ trên mạng trong năm bước."
    assert reader.clipboard() == f"Video trong tệp\n\n{lead}\n\nĐọc toàn bài: {ADDRESS}tep/"


def test_a_page_without_the_newer_clipboard_copies_all_the_same(reader: Reader) -> None:
    """An intranet without https has no `navigator.clipboard`."""
    reader.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page = reader.open("bai")
    page.get_by_text("Chép để đăng lại").click()
    for name in ("Cổng thông tin điện tử", "Zalo (toàn bài)"):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_text("Đã chép. Dán vào nơi cần đăng.")).to_be_visible()
    page.evaluate("document.body.innerHTML = '<textarea id=t></textarea>'; t.focus()")
    page.keyboard.press("Control+v")
    assert page.locator("#t").input_value() == post_page.PLAIN


def test_where_nothing_can_be_copied_the_text_is_there_to_select(reader: Reader) -> None:
    reader.page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false"
    )
    page = reader.open("bai")
    page.get_by_text("Chép để đăng lại").click()
    page.get_by_role("button", name="Zalo (toàn bài)").click()
    expect(page.get_by_text("Bấm Ctrl+C")).to_be_visible()
    expect(page.get_by_label("Phần được chép")).to_be_focused()
    chosen = page.evaluate("(box => box.value.slice(box.selectionStart, box.selectionEnd))(document.activeElement)")
    assert chosen == post_page.PLAIN


# ------------------------------------------------------------------ shared and printed


def test_a_link_is_shared_without_a_script_of_anyone_else(reader: Reader) -> None:
    page = reader.open("bai")
    page.get_by_role("button", name="Chép liên kết").click()
    expect(page.get_by_text("Đã chép liên kết.")).to_be_visible()
    assert reader.clipboard() == f"{ADDRESS}bai/"
    page.get_by_role("button", name="Zalo", exact=True).click()
    expect(page.get_by_text("Mở Zalo rồi dán")).to_be_visible()
    assert reader.clipboard() == f"{post_page.TITLE}\n{ADDRESS}bai/"
    facebook = page.get_by_role("link", name=re.compile("Facebook.*mở trang khác"))
    assert facebook.get_attribute("rel") == "noopener external"
    target = "https%3A%2F%2Fxa.example%2Fcchc%2Ftin-bai%2F2026%2F05%2Fbai%2F"
    assert facebook.get_attribute("href") == f"https://www.facebook.com/sharer/sharer.php?u={target}"
    assert reader.elsewhere() == []


def test_the_systems_own_list_is_offered_where_there_is_one(reader: Reader) -> None:
    """Headless Chromium has no such list to open, so what the page hands over to it is looked at instead."""
    page = reader.open("bai")
    expect(page.get_by_role("button", name="Chia sẻ…")).to_be_hidden()
    page.add_init_script("navigator.share = async (what) => { window.handed = what }; navigator.canShare = () => true")
    page.reload()
    page.get_by_role("button", name="Chia sẻ…").click()
    assert page.evaluate("handed") == {"title": post_page.TITLE, "text": post_page.LEAD, "url": f"{ADDRESS}bai/"}


def test_print_opens_the_printers_own_window_and_leaves_the_tools_out(reader: Reader) -> None:
    page = reader.open("bai")
    page.evaluate("window.print = () => { window.printed = true }")  # a headless browser has no such window
    page.get_by_role("button", name="In bài").click()
    assert page.evaluate("printed")
    page.emulate_media(media="print")
    for name in (".cchc-tools", ".cchc-reading button", ".cchc-toc"):
        expect(page.locator(name).first).to_be_hidden()
    for name in (".cchc-source", ".cchc-body", ".cchc-files", "[aria-labelledby=_van-ban]"):
        expect(page.locator(name)).to_be_visible()
    shown = page.locator(".cchc-source a").evaluate("link => getComputedStyle(link, '::after').content")
    assert shown == '" (https://bao.example/a?b=1&c=2)"'


def test_without_a_script_nothing_is_offered_that_would_not_work(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in ("bai", "youtube"):
        page.goto(f"{origin}{name}/")
        assert page.get_by_role("main").get_by_role("button").count() == 0
        expect(page.get_by_text("Chép để đăng lại")).to_be_hidden()
        expect(page.get_by_role("link", name=re.compile("Facebook"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Xem video trên YouTube"))).to_be_visible()
    page.get_by_text("Lời của video, bằng chữ").click()
    expect(page.get_by_text("Hôm nay nói về hộ tịch.")).to_be_visible()
    context.close()


def test_the_tools_are_reached_and_used_by_keyboard(reader: Reader) -> None:
    page = reader.open("bai")
    page.get_by_role("button", name="Zalo", exact=True).focus()
    reached = []
    for _ in range(5):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText.split('\\n')[0].split(' (')[0].trim()"))
    assert reached == ["Facebook", "Thư điện tử", "Chép liên kết", "In bài", "Chép để đăng lại"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_text("Đã chép. Dán vào nơi cần đăng.")).to_be_visible()
    assert reader.clipboard() == post_page.HTML


# ------------------------------------------------------------------ heard

VOICE = """
window.said = [];
let queue = [];
const voices = [{lang: 'en-US', name: 'Ann', localService: true}];
class Utterance { constructor(text) { this.text = text; } }
window.SpeechSynthesisUtterance = Utterance;
Object.defineProperties(speechSynthesis, {
  getVoices: {value: () => voices},
  speaking: {get: () => queue.length > 0},
  pending: {get: () => false},
  speak: {value: (one) => { queue.push(one); said.push(one.text); }},
  cancel: {value: () => {
    const gone = queue;
    queue = [];
    for (const one of gone) one.onerror?.({error: 'interrupted'});
  }},
});
window.drop = () => { queue = []; };
window.finish = () => queue.shift()?.onend?.();
window.arrive = (lang) => {
  voices.push({lang, name: 'An', localService: true});
  speechSynthesis.dispatchEvent(new Event('voiceschanged'));
};
"""
"""A voice of the browser, played by the test: no browser without a screen has one, and voices come from the system.
What is said, when it ends and when it is cut off goes by the Web Speech API (W3C community group draft)."""


def test_no_one_is_offered_a_voice_that_is_not_there(reader: Reader) -> None:
    page = reader.open("bai")
    assert page.evaluate("speechSynthesis.getVoices()") == []
    expect(page.get_by_role("button", name="Nghe bài")).to_be_hidden()
    page.add_init_script(VOICE)
    page.reload()
    expect(page.get_by_role("button", name="Nghe bài")).to_be_hidden()
    page.evaluate("arrive('vi_VN')")
    expect(page.get_by_role("button", name="Nghe bài")).to_be_visible()
    expect(page.get_by_role("button", name="Dừng đọc")).to_be_hidden()


def test_a_post_is_read_aloud_from_its_title_to_its_end(reader: Reader) -> None:
    reader.page.add_init_script(VOICE)
    page = reader.open("bai")
    page.evaluate("arrive('vi-VN')")
    button = page.get_by_role("button", name="Nghe bài")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Đang đọc.")).to_be_visible()
    for _ in range(3):
        page.evaluate("finish()")
        page.wait_for_timeout(20)
    heard = page.evaluate("said.length")
    assert heard == 4
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_text("Đã tạm dừng.")).to_be_visible()
    page.evaluate("finish()")
    assert page.evaluate("said.length") == heard
    button.click()  # it goes on with the sentence it was in
    said = page.evaluate("said")
    assert said[heard] == said[heard - 1]
    for _ in range(40):
        page.evaluate("finish()")
        page.wait_for_timeout(5)
    expect(page.get_by_text("Đã đọc xong.")).to_be_visible()
    said = page.evaluate("said")
    assert max(map(len, said)) <= 160
    text = " ".join(said)
    for words in (
        "'liên thông'",
        "Nộp tại xã",
        "Giấy chứng sinh:",
        "hoặc bản sao.",
        "Trong ngày",
        "Có hiệu lực từ 01/7.",
    ):
        assert words in text
    assert text.count("bản chính,") == 1
    assert "↩" not in text
    button.click()
    page.get_by_role("button", name="Dừng đọc").click()
    expect(page.get_by_role("button", name="Dừng đọc")).to_be_hidden()
    assert not page.evaluate("speechSynthesis.speaking")


def test_a_long_sentence_is_read_in_pieces_and_a_lost_one_does_not_end_the_reading(reader: Reader) -> None:
    reader.page.add_init_script(VOICE)
    page = reader.open("bai")
    page.evaluate("document.querySelector('.cchc-body').innerHTML = '<p>' + 'từng bước một, '.repeat(60) + '</p>'")
    page.evaluate("arrive('vi-VN')")
    page.get_by_role("button", name="Nghe bài").click()
    for _ in range(4):
        page.evaluate("finish()")
        page.wait_for_timeout(20)
    before = page.evaluate("said.length")
    page.evaluate("drop()")  # the voice drops what it was to say, and tells nobody
    reader.wait(f"said.length > {before}")
    assert max(map(len, page.evaluate("said"))) <= 160
    page.goto("about:blank")


# ------------------------------------------------------------------ watched


def test_no_other_host_hears_of_a_reader_before_the_click(reader: Reader) -> None:
    page = reader.open("youtube")
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(200)
    assert reader.elsewhere() == []
    assert page.locator("iframe").count() == 0
    page.get_by_role("button", name=re.compile("trang đó có thể ghi nhận lượt xem")).focus()
    page.keyboard.press("Enter")
    player = page.locator(".cchc-media iframe")
    expect(player).to_have_attribute("title", "Video: Năm bước nộp hồ sơ trên mạng")
    expect(player).to_be_focused()
    expect(page.frame_locator(".cchc-media iframe").get_by_text("player")).to_be_visible()
    assert reader.elsewhere() == ["https://www.youtube-nocookie.com/embed/XXXXXXXXXXX?autoplay=1&rel=0"]


def test_a_video_of_our_own_waits_for_the_reader_and_has_captions(reader: Reader) -> None:
    page = reader.open("tep")
    page.wait_for_timeout(200)
    assert not [url for url in reader.requests if url.endswith((".webm", ".mp3"))]
    video = page.locator("video")
    assert video.get_attribute("preload") == "none"
    assert page.evaluate("document.querySelector('video').textTracks[0].language") == "vi"
    expect(page.get_by_role("link", name="Tải về (WEBM, 1,9 MB)")).to_be_visible()
    page.get_by_text("Lời của video, bằng chữ").click()
    expect(page.get_by_text("Bước một: đăng nhập. Bước hai: chọn & điền biểu mẫu.")).to_be_visible()
    reader.wait("document.querySelector('video').textTracks[0].cues?.length === 2")


def test_a_recording_is_there_to_hear_and_to_read(reader: Reader) -> None:
    page = reader.open("nghe")
    expect(page.locator("audio")).to_have_attribute("preload", "none")
    expect(page.get_by_role("link", name="Tải về (MP3, 391 KB)")).to_be_visible()
    page.get_by_text("Lời của bản ghi âm, bằng chữ").click()
    expect(page.get_by_text("Xin chào bà con.")).to_be_visible()


def test_a_video_that_no_page_may_show_is_a_link(built: Path) -> None:
    page = HTMLParser((built / "tin-bai/2026/05/noi-khac/index.html").read_text("utf-8"))
    link = page.css_first(".cchc-media a")
    assert link is not None
    assert link.attributes["href"] == "https://video.example/a?b=1&c=2"
    assert not page.css(".cchc-media button, iframe, video")


def test_only_the_files_a_page_shows_are_published(built: Path) -> None:
    found = {path.name for path in (built / "tin-bai/2026/05").iterdir() if path.is_file()}
    assert found == {"so-do.svg", "ke-hoach.pdf", "phu-luc.xlsx", "nop-ho-so.webm", "ban-tin.mp3", "phu-de.vtt"}


# ------------------------------------------------------------------ told


def test_a_post_says_what_a_reader_wants_to_know_first(reader: Reader) -> None:
    page = reader.open("bai")
    expect(page.get_by_text("Đọc khoảng 1 phút")).to_be_visible()
    expect(page.get_by_text("Nguồn: Báo của tỉnh")).to_be_visible()
    contents = page.get_by_role("navigation", name="Trong bài này")
    assert contents.get_by_role("link").all_inner_texts() == ["Giấy tờ cần mang", "Nộp ở đâu", "Kết quả"]
    files = page.get_by_role("region", name="Tệp đính kèm").get_by_role("listitem")
    assert files.all_inner_texts() == ["Kế hoạch (PDF, 245 KB)", "Phụ lục (Excel, 1,2 MB)"]
    assert files.first.get_by_role("link").get_attribute("download") == ""
    page = reader.open("dich")
    assert page.get_by_role("navigation", name="Trong bài này").count() == 0
    assert page.locator(".cchc-reading").get_attribute("data-language") == "en"


def test_no_id_of_a_page_is_one_of_a_heading(built: Path) -> None:
    for path in (built / "tin-bai/2026/05").glob("*/index.html"):
        shown = HTMLParser(path.read_text("utf-8")).css_first("main")
        assert shown is not None
        ids = [node.attributes["id"] for node in shown.css("[id]")]
        assert len(ids) == len(set(ids))
        for node in shown.css("[aria-labelledby], label[for]"):
            assert (node.attributes.get("aria-labelledby") or node.attributes.get("for")) in ids
        assert not shown.css("[style]:not(th):not(td)")
        assert all(node.attributes.get("src") for node in shown.css("script"))


def test_a_page_is_made_anew_when_what_lies_beside_the_post_changes(tmp_path: Path) -> None:
    project = post_page.write(tmp_path / "xa")

    def keys() -> dict[str, str]:
        made = publish.outputs(project.site(), DRAWN, preview=False)
        return {item.url: item.key("") for item in made if isinstance(item, Made)}

    before = keys()
    project.write("posts/2026/05/ke-hoach.pdf", b"%PDF-1.7\n" + b" " * 300_000)
    project.write("posts/2026/05/loi.txt", "Lời khác.\n")
    after = keys()
    changed = {url for url in before if before[url] != after[url]}
    assert changed == {"tin-bai/2026/05/bai/", "tin-bai/2026/05/youtube/"}


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 KB"),
        (1, "1 KB"),
        (1024, "1 KB"),
        (1025, "2 KB"),
        (1_048_576, "1 MB"),
        (1_300_000, "1,2 MB"),
        (10**8, "95 MB"),
    ],
)
def test_a_size_is_told_in_vietnamese_numbers(count: int, shown: str) -> None:
    assert size(count, "vi") == shown


def test_a_kind_of_file_has_the_name_people_know() -> None:
    assert [kind(f"a.{ending}", "vi") for ending in ("PDF", "docx", "xls", "jpg", "xyz")] == [
        *("PDF", "Word", "Excel", "Ảnh", "XYZ")
    ]


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [(0, "vi", 0), (1, "vi", 1), (SYLLABLES, "vi", 1), (SYLLABLES + 1, "vi", 2), (480, "en-GB", 2), (900, "km", 0)],
)
def test_the_time_to_read_is_whole_minutes(words: int, language: str, expected: int) -> None:
    assert minutes(words, language) == expected


@pytest.mark.parametrize(
    ("url", "host", "ending"),
    [
        *(
            (f"https://{place}", "www.youtube-nocookie.com", "/embed/aB3_dE5-gH7?autoplay=1&rel=0")
            for place in (
                "www.youtube.com/watch?v=aB3_dE5-gH7&t=9",
                "m.youtube.com/watch?app=x&v=aB3_dE5-gH7",
                "youtu.be/aB3_dE5-gH7?si=x",
                "youtube.com/shorts/aB3_dE5-gH7",
                "www.youtube.com/live/aB3_dE5-gH7",
                "www.youtube-nocookie.com/embed/aB3_dE5-gH7",
            )
        ),
        ("https://vimeo.com/123456789", "player.vimeo.com", "/video/123456789?autoplay=1&dnt=1"),
        (
            "https://vimeo.com/123456789/0a1b2c3d4e",
            "player.vimeo.com",
            "/video/123456789?autoplay=1&dnt=1&h=0a1b2c3d4e",
        ),
        ("https://player.vimeo.com/video/123456789?h=0a1b2c3d4e", "player.vimeo.com", "&h=0a1b2c3d4e"),
    ],
)
def test_the_address_people_copy_leads_to_the_player(url: str, host: str, ending: str) -> None:
    found = embed(url)
    assert found is not None
    assert found.host == host
    assert found.player.startswith(f"https://{host}/")
    assert found.player.endswith(ending)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/@xa",
        "https://www.youtube.com/watch?v=aB3_dE5-gH7x",
        "https://www.youtube.com/watch?v=%22onload%3D%22",
        "https://www.youtube.com.evil.example/watch?v=aB3_dE5-gH7",
        "https://evil.example/?https://youtu.be/aB3_dE5-gH7",
        "https://youtube.com@evil.example/watch?v=aB3_dE5-gH7",
        "https://[youtu.be/aB3_dE5-gH7",
        "https://vimeo.com/xa",
        "https://vimeo.com/１２３４５６７",
    ],
)
def test_no_other_address_is_taken_for_a_video(url: str) -> None:
    assert embed(url) is None


def test_the_words_of_a_video_come_from_where_they_are(posts: Project) -> None:
    site = posts.site()
    said = {post.id.rpartition("/")[2]: media.transcript(resolver(site), post) for post in site.posts}
    assert said["youtube"] == ("Xin chào <b>bà con</b>.", "Hôm nay nói về hộ tịch.")
    assert said["tep"] == ("Bước một: đăng nhập. Bước hai: chọn & điền biểu mẫu.",)
    assert said["bai"] == ()


def test_what_is_written_of_a_video_is_checked(project: Project) -> None:
    for number, written in enumerate(("{poster: a.svg}", '{url: "https://youtu.be/XXXXXXXXXXX", file: a.mp4}')):
        project.post(f"2026/05/a{number}", f"Video {number}.\n", title=f"A {number}", video=written)
    project.post("2026/05/b", "Video.\n", title="B", video="{file: a.mp4, transcript: Lời, duration: 3 phút}")
    found = [(item.place.path.name, item.code) for item in project.findings()]
    assert found == [("a0.md", "CCHC103"), ("a1.md", "CCHC103"), ("b.md", "CCHC103")]
    assert "một trong hai khóa" in project.findings()[0].message


def test_the_hosts_of_videos_are_those_a_page_knows(project: Project) -> None:
    project.post("2026/05/a", "Video.\n", title="A", video='{url: "https://vimeo.com/123456789", transcript: Lời}')
    assert project.codes() == ["CCHC606"]
    project.configure("      quota:", "      video_hosts: [player.vimeo.com]\n      quota:")
    assert project.codes() == []
    project.configure("[player.vimeo.com]", "[evil.example]")
    with pytest.raises(Exception, match=r"video_hosts.*player\.vimeo\.com"):
        project.site()
