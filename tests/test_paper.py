"""Leaflets, sheets to post up, booklets: what people read, hear and scan of them."""

import time
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata, util
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from cchc import paper
from cchc.cache import Cache
from cchc.cli import main
from cchc.locale import translator
from cchc.paper import press, texts, typeset
from cchc.paper.documents import Kind, Papers
from cchc.paper.typeset import TEMPLATES, Typesetter
from tests.building import build
from tests.conftest import PROCEDURE, TODAY, Project
from tests.papers import Pdf

FULL = """\
---
code: "1.000656"
name: Thủ tục đăng ký khai tử
field: Hộ tịch
levels: [xa]
executing_agencies: [Ủy ban nhân dân cấp xã]
competent_agency: Ủy ban nhân dân xã Mẫu
subjects: [Công dân Việt Nam, Người Việt Nam định cư ở nước ngoài]
methods:
  - {channel: in_person, time_limit: 01 ngày làm việc, note: Tại quầy số 1}
  - {channel: online, time_limit: 02 ngày làm việc}
time_limit: Trong ngày làm việc
fee: Miễn phí
fee_note: Mức cụ thể do Hội đồng nhân dân tỉnh quyết định.
dossier:
  - {name: Tờ khai đăng ký khai tử, originals: 1, form: {name: Mẫu số 05}}
  - {name: Giấy báo tử, originals: 1, copies: 2}
dossier_sets: 1
steps: [Người đi khai tử nộp hồ sơ., Công chức ghi sổ., Lãnh đạo ký Trích lục.]
results: [Trích lục khai tử]
conditions: [Khai trong 15 ngày kể từ ngày có người chết]
legal_basis: [Luật Hộ tịch số 60/2014/QH13, Nghị định số 123/2015/NĐ-CP]
announcing_decisions: [{number: 163/QĐ-BTP, date: 2026-01-15, issuer: Bộ Tư pháp, action: amended}]
updated: 2026-05-20
---
"""
AGENCY = """\
agency:
        id: xa-mau
        name: UBND xã Mẫu
        parent: UBND tỉnh Mẫu
        phone: 0205 000 0000
        receptions: [{name: Quầy một cửa xã, address: Thôn Một, hours: 7 giờ 30 đến 17 giờ, phone: 0205 000 0002}]
"""
URL = "https://xa.example/cchc/thu-tuc/1.000656/"


@pytest.fixture
def agency(project: Project) -> Project:
    """An agency with a desk and one procedure of which everything is known."""
    project.configure("agency: {id: xa-mau, name: UBND xã Mẫu}\n", AGENCY)
    project.write("docs/thu-tuc/1.000656.md", FULL)
    return project


@pytest.fixture(scope="module")
def setter() -> Typesetter:
    return Typesetter()


def pdf(project: Project, kind: Kind, setter: Typesetter, code: str = "1.000656", language: str = "vi") -> Pdf:
    """Return a paper of a procedure of a project."""
    site = project.site()
    procedure = site.procedure(code)
    assert procedure is not None
    return Pdf(setter.set(f"{kind}.typ", Papers(site, translator(language), TODAY).of(kind, procedure)))


def in_order(text: str, words: list[str]) -> None:
    """See that words follow each other in a text."""
    place = 0
    for word in words:
        found = text.find(word, place)
        assert found >= 0, f"«{word}» after {text[max(0, place - 40) : place]!r}: {text}"
        place = found + len(word)


def changed(project: Project, old: str, new: str) -> None:
    """Write the procedure again, with a part of it changed."""
    assert old in FULL
    project.write("docs/thu-tuc/1.000656.md", FULL.replace(old, new))


def test_a_leaflet_says_first_what_a_citizen_asks_first(agency: Project, setter: Typesetter) -> None:
    read = pdf(agency, Kind.LEAFLET, setter)
    cover = ["UBND TỈNH MẪU", "UBND XÃ MẪU", "Thủ tục đăng ký khai tử", "Mã thủ tục: 1.000656", "Lĩnh vực: Hộ tịch"]
    asked = ["Nộp hồ sơ ở đâu, khi nào", "Quầy một cửa xã", "Thôn Một", "7 giờ 30 đến 17 giờ", "0205 000 0002"]
    costs = ["Bao lâu có kết quả", "Trong ngày làm việc", "Phí, lệ phí", "Xem ghi chú", "Hội đồng nhân dân tỉnh"]
    back = ["Quét mã để xem bản cập nhật", "xa.example/cchc/thu-tuc/1.000656", "163/QĐ-BTP, ngày 15/01/2026"]
    notice = ["Thông tin có giá trị thi hành được đăng tải trên Cơ sở dữ liệu quốc gia về TTHC", "ngày 21/11/2026"]
    bring = ["Cần mang theo", "☐ Tờ khai đăng ký khai tử", "01 bản chính; Biểu mẫu: Mẫu số 05", "☐ Giấy báo tử"]
    ways = ["01 bản chính, 02 bản sao", "Trực tiếp", "01 ngày làm việc", "Tại quầy số 1", "Trực tuyến"]
    steps = ["Trích lục khai tử", "1. Người đi khai tử nộp hồ sơ.", "2. Công chức ghi sổ.", "3. Lãnh đạo ký"]
    in_order(read.text, [*cover, *asked, *costs, *back, *notice, *bring, *ways, *steps])
    assert len(read.pages) == 2


def test_a_sheet_has_every_part_in_the_order_of_the_law(agency: Project, setter: Typesetter) -> None:
    read = pdf(agency, Kind.SHEET, setter)
    facts = ["UBND TỈNH MẪU", "UBND XÃ MẪU", "NIÊM YẾT CÔNG KHAI", "Thủ tục đăng ký khai tử", "1.000656", "Hộ tịch"]
    parts = ["1. Trình tự thực hiện", "2. Cách thức thực hiện", "3. Thành phần, số lượng hồ sơ", "01 bộ"]
    parts += ["4. Thời hạn giải quyết", "5. Đối tượng thực hiện", "6. Cơ quan thực hiện", "Ủy ban nhân dân xã Mẫu"]
    parts += ["7. Mẫu đơn, mẫu tờ khai", "Mẫu số 05", "8. Kết quả thực hiện", "9. Yêu cầu, điều kiện thực hiện"]
    parts += ["10. Phí, lệ phí", "11. Căn cứ pháp lý", "Nghị định số 123/2015/NĐ-CP"]
    in_order(read.text, [*facts, "163/QĐ-BTP", *parts])


@pytest.mark.parametrize("kind", [Kind.LEAFLET, Kind.SHEET])
def test_who_does_not_see_it_hears_it_and_finds_their_way(agency: Project, setter: Typesetter, kind: Kind) -> None:
    read = pdf(agency, kind, setter)
    assert read.root["/MarkInfo"]["/Marked"]
    assert read.root["/Lang"] == "vi"
    assert read.root["/ViewerPreferences"]["/DisplayDocTitle"]
    tags = read.tags()
    assert tags[0] == "/Document"
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/LBody", f"/Figure Mã QR dẫn tới trang {URL}"} <= set(tags)
    assert tags.count("/H1") == 1
    if kind is Kind.SHEET:
        assert {"/Table", "/TR", "/TH", "/TD"} <= set(tags)
    told = read.root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1<" in told
    assert "<pdfaid:part>2<" in told
    assert "<pdfaid:conformance>A<" in told


@pytest.mark.parametrize("kind", [Kind.LEAFLET, Kind.SHEET])
def test_it_is_found_by_what_it_is_and_prints_alike_everywhere(agency: Project, setter: Typesetter, kind: Kind) -> None:
    read = pdf(agency, kind, setter)
    about = read.read.metadata
    assert about is not None
    assert about.title is not None
    assert about.title.endswith(": Thủ tục đăng ký khai tử")
    assert about.author == "UBND xã Mẫu"
    assert {"1.000656", "Hộ tịch"} <= set((about.keywords or "").split(", "))
    assert about.creation_date is not None
    assert about.creation_date.date() == TODAY
    assert all(read.fonts().values())
    assert {name.partition("+")[2].partition("-")[0] for name in read.fonts()} == {"SourceSansPro"}
    assert unicodedata.is_normalized("NFC", read.text)
    assert read.codes() == [URL]
    again = pdf(agency, kind, Typesetter())
    assert again.content == read.content


def test_free_with_a_note_is_never_shown_as_free(agency: Project, setter: Typesetter) -> None:
    for kind in (Kind.LEAFLET, Kind.SHEET):
        assert "Miễn phí" not in pdf(agency, kind, setter).text
    changed(agency, "fee_note: Mức cụ thể do Hội đồng nhân dân tỉnh quyết định.\n", "")
    assert "Miễn phí" in pdf(agency, Kind.LEAFLET, setter).text


HOSTILE = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0": *',
    "*đậm* _nghiêng_ $x^2$ @nhãn <nhãn> `mã` = Đề mục",
    "\\u{41} ]]) #panic() /* */ // hết",
    '"}]} {{braces}} {name}',
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_record_says_is_text_and_nothing_else(agency: Project, setter: Typesetter, text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    agency.write(
        "docs/thu-tuc/1.000656.md",
        FULL.replace("[Người đi khai tử nộp hồ sơ., ", f"[{quoted}, ").replace("Trích lục khai tử]", f"{quoted}]"),
    )
    for kind in (Kind.LEAFLET, Kind.SHEET):
        shown = pdf(agency, kind, setter).text.replace("\u200b", "")
        assert shown.count(text.split(" ", maxsplit=1)[0]) >= 2
        assert "".join(text.split()) in "".join(shown.split())


def test_papers_of_one_group_stand_below_its_name(agency: Project, setter: Typesetter) -> None:
    changed(agency, "{name: Giấy báo tử,", "{group: Giấy tờ phải xuất trình, name: Giấy báo tử,")
    for kind in (Kind.LEAFLET, Kind.SHEET):
        in_order(pdf(agency, kind, setter).text, ["Tờ khai đăng ký", "Giấy tờ phải xuất trình", "Giấy báo tử"])


def test_what_the_national_database_lacks_is_said_to_be_lacking(agency: Project, setter: Typesetter) -> None:
    bare = '---\ncode: "1.000656"\nname: Thủ tục đăng ký khai tử\nfield: Hộ tịch\nsynced_at: 2026-05-20\n---\n'
    agency.write("docs/thu-tuc/1.000656.md", bare)
    read = pdf(agency, Kind.SHEET, setter)
    in_order(read.text, ["1. Trình tự thực hiện Không có thông tin", "11. Căn cứ pháp lý Không có thông tin"])
    assert len(pdf(agency, Kind.LEAFLET, setter).pages) == 2


def test_a_procedure_with_a_desk_of_its_own_names_that(agency: Project, setter: Typesetter) -> None:
    changed(agency, "field: Hộ tịch\n", "field: Hộ tịch\nreception_address: Nhà văn hóa thôn Hai\n")
    for kind in (Kind.LEAFLET, Kind.SHEET):
        text = pdf(agency, kind, setter).text
        assert "Nhà văn hóa thôn Hai" in text
        assert "Quầy một cửa xã" not in text


@given(st.text(alphabet=st.sampled_from("aệĐ ỡ\n\t.;-/\u200b\uf0b7\u202ex漢"), max_size=400))
def test_no_letter_of_a_text_is_lost_and_no_word_is_wider_than_a_panel(text: str) -> None:
    shown = [sentence for paragraph in texts.paragraphs(text) for sentence in paragraph]
    seen = unicodedata.normalize("NFC", text).replace("\uf0b7", "•").replace("\u202e", "").replace("\u200b", "")
    assert "".join("".join(shown).replace("\u200b", "").split()) == "".join(seen.split())
    assert all(len(piece) < 60 for sentence in shown for word in sentence.split() for piece in word.split("\u200b"))
    assert all(shown)


def test_templates_have_no_way_out() -> None:
    for template in TEMPLATES.glob("*.typ"):
        source = template.read_text("utf-8")
        assert not any(word in source for word in ("eval(", "read(", "plugin(", "@preview", "http")), template.name


def test_letters_that_no_font_has_do_not_stop_a_paper(agency: Project, setter: Typesetter) -> None:
    changed(agency, "Trích lục khai tử]", "'Bản \uf0b7 chữ 漢 \U0001f600 hết']")
    read = pdf(agency, Kind.SHEET, setter)
    assert f"Bản • chữ {texts.UNKNOWN} {texts.UNKNOWN} hết" in read.text


def test_a_long_procedure_is_posted_up_whole_and_its_leaflet_says_where_the_rest_is(
    agency: Project, setter: Typesetter
) -> None:
    papers = "".join(f"  - {{name: 'Giấy tờ thứ {n}: {'bản kê khai theo mẫu, ' * 12}'}}\n" for n in range(60))
    steps = ", ".join(f"'Việc thứ {n}: {'cán bộ xem xét hồ sơ; ' * 20}'" for n in range(40))
    text = FULL.replace("  - {name: Giấy báo tử, originals: 1, copies: 2}\n", papers)
    agency.write("docs/thu-tuc/1.000656.md", text.replace("[Người đi khai tử nộp hồ sơ., ", f"[{steps}, "))
    sheet = pdf(agency, Kind.SHEET, setter)
    assert all(f"Giấy tờ thứ {n}:" in sheet.text and f"Việc thứ {n}:" in sheet.text for n in (*range(40), 38))
    assert all(f"Trang {n}/{len(sheet.pages)}" in page for n, page in enumerate(sheet.pages, 1))
    leaflet = pdf(agency, Kind.LEAFLET, setter)
    assert len(leaflet.pages) == 2
    inside = ["Giấy tờ thứ 0:", "Còn nữa: quét mã QR để xem đủ tại trang.", "Trực tiếp", "Trích lục khai tử"]
    in_order(leaflet.pages[1], [*inside, "Việc thứ 0:"])


@pytest.mark.parametrize("name", ["Cấp giấy phép " * 80, "x" * 900, "https://cong.example/" + "a/b-c" * 60])
def test_no_name_is_too_long_for_a_cover(agency: Project, setter: Typesetter, name: str) -> None:
    changed(agency, "name: Thủ tục đăng ký khai tử", f"name: '{name}'")
    read = pdf(agency, Kind.LEAFLET, setter)
    assert len(read.pages) == 2
    assert "".join(name.split()) in "".join(read.pages[0].replace("\u200b", "").split())
    assert "Nộp trực tuyến" in read.pages[0]
    edge = 297 / 25.4 * 72
    for page in read.read.pages:
        places: list[float] = []
        page.extract_text(visitor_text=lambda text, cm, tm, font, size: places.append(tm[4]))  # noqa: B023
        assert max(places) < edge


def test_labels_are_in_the_language_asked_for(agency: Project, setter: Typesetter) -> None:
    read = pdf(agency, Kind.SHEET, setter, language="en")
    assert "Niêm yết" not in read.text
    assert "Thủ tục đăng ký khai tử" in read.text


def test_a_booklet_has_a_cover_its_contents_and_every_procedure(agency: Project, setter: Typesetter) -> None:
    agency.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    site = agency.site()
    read = Pdf(setter.set("booklet.typ", Papers(site, translator("vi")).booklet("Lĩnh vực Hộ tịch", site.procedures)))
    assert "Lĩnh vực Hộ tịch" in read.pages[0]
    assert "02 thủ tục" in read.pages[0]
    begins = [
        next(n for n, page in enumerate(read.pages[2:], 3) if page.startswith(item.meta.name))
        for item in site.procedures
    ]
    assert begins == sorted(begins)
    contents = read.pages[1]
    assert "Mục lục" in contents
    for item, page in zip(site.procedures, begins, strict=True):
        assert item.meta.name in contents
        assert f" {page} " in f"{contents} "
    assert read.tags().count("/H1") == 3


def test_what_is_printed_says_its_day_and_what_is_published_the_day_of_its_last_change(agency: Project) -> None:
    site = agency.site()
    (procedure,) = site.procedures
    assert Papers(site, translator("vi"), TODAY).sheet(procedure)["printed"] == "In từ trang ngày 21/11/2026."
    published = Papers(site, translator("vi"))
    assert published.sheet(procedure)["printed"] == "Nội dung cập nhật đến ngày 20/5/2026."
    later = Papers(agency.site(TODAY.replace(day=22)), translator("vi"))
    assert press.paper(published, Kind.SHEET, procedure).key == press.paper(later, Kind.SHEET, procedure).key


def test_a_paper_is_made_once(agency: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    agency.configure("      quota:", "      paper: all\n      quota:")
    site, cache = agency.site(), Cache(tmp_path / "cache")
    first = {item.url: item.make() for item in paper.outputs(site, cache, lambda *_: None)}
    assert list(first) == [
        "thu-tuc/1.000656/to-gap-1.000656.pdf",
        "thu-tuc/1.000656/niem-yet-1.000656.pdf",
        "thu-tuc/tap/ho-tich.pdf",
    ]
    assert list(paper.addresses(site, site.procedures[0]).values()) == list(first)[:2]
    assert list(paper.booklets(site).values()) == list(first)[2:]

    def fail(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(Typesetter, "set", fail)
    assert {item.url: item.make() for item in paper.outputs(agency.site(), cache, lambda *_: None)} == first


def test_many_at_a_time_are_set_as_one_is(agency: Project) -> None:
    shown = Papers(agency.site(), translator("vi")).sheet(agency.site().procedures[0])
    typeset._fonts.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(lambda _: Typesetter().set("sheet.typ", shown), range(8)))
    assert len(made) == 1
    assert all("SourceSansPro" in name for name in Pdf(made.pop()).fonts())


def test_papers_are_published_where_they_are_asked_for(agency: Project, tmp_path: Path) -> None:
    agency.configure("      quota:", "      paper: sheets\n      quota:")
    build(agency.root, tmp_path / "site")
    found = sorted(path.name for path in (tmp_path / "site/thu-tuc").rglob("*.pdf"))
    assert found == ["niem-yet-1.000656.pdf", "to-gap-1.000656.pdf"]


def test_nothing_is_published_unless_asked_for(agency: Project) -> None:
    site = agency.site()
    assert list(paper.outputs(site, Cache(None), lambda *_: None)) == []
    assert paper.addresses(site, site.procedures[0]) == {}
    assert paper.booklets(site) == {}
    agency.configure("      quota:", "      paper: off\n      quota:")
    assert agency.site().config.plugin.paper == "off"


def test_without_typst_a_site_is_published_all_the_same(
    agency: Project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    agency.configure("      quota:", "      paper: all\n      quota:")
    found = util.find_spec
    monkeypatch.setattr(paper, "find_spec", lambda name: None if name == "typst" else found(name))
    site = agency.site()
    assert list(paper.outputs(site, Cache(None), lambda *_: None)) == []
    assert paper.addresses(site, site.procedures[0]) == {}
    assert "pip install typst" in caplog.text


def test_two_fields_never_share_a_file() -> None:
    names = paper.file_names(dict.fromkeys(["Đất đai", "Dat dai", "…"], ()))
    assert list(names.values()) == ["dat-dai", "dat-dai-2", "linh-vuc"]


def test_a_sheet_costs_the_same_however_many_there_are(agency: Project, setter: Typesetter) -> None:
    site = agency.site()
    papers = Papers(site, translator("vi"))
    shown = papers.sheet(site.procedures[0])

    def spent(numbers: range) -> float:
        before = time.process_time()
        for number in numbers:
            setter.set("sheet.typ", {**shown, "code": f"1.{number:06}", "name": f"Thủ tục số {number}"})
        return time.process_time() - before

    spent(range(5))
    few = spent(range(5, 17))
    assert spent(range(17, 53)) < few * 3 * 2.5


# ---------------------------------------------------------------------- the command


@pytest.fixture
def prints(agency: Project, tmp_path: Path) -> Callable[..., Result]:
    def run(*args: str) -> Result:
        command = ["procedures", "print", *args, "-f", str(agency.root / "mkdocs.yml"), "-o", str(tmp_path / "in")]
        return CliRunner().invoke(main, command)

    return run


def test_printing_one_procedure_makes_its_leaflet_and_its_sheet(prints: Callable[..., Result], tmp_path: Path) -> None:
    for _ in range(2):
        done = prints("1.000656.000.00.00.H37")
        assert (done.exit_code, done.output) == (0, f"Đã ghi 2 tệp PDF của 1 thủ tục vào {tmp_path / 'in'}.\n")
        assert sorted(path.name for path in (tmp_path / "in").iterdir()) == [
            "1.000656-niem-yet.pdf",
            "1.000656-to-gap.pdf",
        ]
    assert "In từ trang ngày 21/11/2026" in Pdf((tmp_path / "in/1.000656-to-gap.pdf").read_bytes()).text


def test_printing_a_field_takes_its_name_without_diacritics(
    agency: Project, prints: Callable[..., Result], tmp_path: Path
) -> None:
    agency.write("docs/thu-tuc/1.001193.md", PROCEDURE.replace("field: Hộ tịch", "field: Đất đai"))
    assert prints("--field", "dat dai", "--kind", "booklet").exit_code == 0
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["tap-thu-tuc-dat-dai.pdf"]
    assert prints("--all", "--kind", "booklet").exit_code == 0
    assert len(list((tmp_path / "in").iterdir())) == 2


def test_what_cannot_be_printed_is_said_in_one_sentence(
    agency: Project, prints: Callable[..., Result], tmp_path: Path
) -> None:
    gone = PROCEDURE.replace("163/QĐ-BTP}", "99/QĐ-BTP, date: 2026-06-01, action: abolished}")
    agency.write("docs/thu-tuc/1.001193.md", gone)
    for arguments, message in {
        ("1.000657",): "Không có «1.000657» trong docs/thu-tuc; có phải «1.000656»?\n",
        ("--field", "Ngoại giao"): "Không có «Ngoại giao» trong docs/thu-tuc.\n",
        (
            "1.001193",
        ): "Thủ tục 1.001193 (Thủ tục đăng ký khai sinh) đã bị bãi bỏ theo Quyết định số 99/QĐ-BTP; không in.\n",
        (): "Chọn một trong ba: mã thủ tục, --field TÊN, hoặc --all.\n",
        ("--all", "1.000656"): "Chọn một trong ba: mã thủ tục, --field TÊN, hoặc --all.\n",
    }.items():
        done = prints(*arguments)
        assert (done.exit_code, done.output) == (2, message)
    assert not (tmp_path / "in").exists()
    done = prints("--all", "--kind", "sheet")
    assert done.output.startswith("Không in 1 thủ tục đã bị bãi bỏ.\nĐã ghi 1 tệp PDF")


def test_without_typst_printing_says_how_to_get_it(
    prints: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(typeset, "version", missing)
    done = prints("1.000656")
    assert (done.exit_code, done.output) == (
        2,
        "Chưa có gói typst để tạo bản in PDF; cài bằng lệnh: pip install typst\n",
    )


def test_without_an_address_of_the_site_there_is_no_code_that_leads_nowhere(
    agency: Project, prints: Callable[..., Result], tmp_path: Path
) -> None:
    agency.configure("site_url: https://xa.example/cchc/\n", "")
    done = prints("1.000656")
    assert "chưa có site_url" in done.output
    for path in (tmp_path / "in").iterdir():
        read = Pdf(path.read_bytes())
        assert read.codes() == []
        assert "Quét mã" not in read.text
