"""The Word file: laid out as NĐ 30/2020 asks, whole as a package, and the same bytes each time."""

import datetime as dt
import io
import posixpath
import zipfile
from dataclasses import replace
from pathlib import PurePosixPath

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from cchc.locale import translator
from cchc.reports import windows
from cchc.reports.assembly import Report, report
from cchc.reports.letter import Kind, as_docx
from cchc.reports.letter.signing import Signing
from tests.conftest import MKDOCS, Project
from tests.reports.recount import drawn

VI = translator("vi")
SETTINGS = """\
      reports:
        addressee: Sở Nội vụ
        parent: UBND tỉnh
        signature: {authority: KT. CHỦ TỊCH, position: PHÓ CHỦ TỊCH, name: (giữ chỗ)}
        recipients: ["Lưu: VT, VHXH", Thường trực Đảng ủy xã (b/c)]
"""
SIGNED = Signing("7", dt.date(2026, 2, 5))
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def whole(content: bytes) -> Document:
    """Return a file whose package is as it must be: every part well-formed, known and reached, every link whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        parts = {name: package.read(name) for name in package.namelist()}
    assert all(parts.values()), "an empty part"
    types = etree.fromstring(parts["[Content_Types].xml"])
    known = {item.get("PartName") for item in types.iter(f"{_CONTENT}Override")}
    endings = {item.get("Extension") for item in types.iter(f"{_CONTENT}Default")}
    assert known <= {f"/{name}" for name in parts}
    reached = {"[Content_Types].xml"}
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)
        assert f"/{name}" in known or name.rpartition(".")[2] in endings or name == "[Content_Types].xml", name
        if not name.endswith(".rels"):
            continue
        reached.add(name)
        base = PurePosixPath(name).parent.parent
        ids = [item.get("Id") for item in etree.fromstring(data).iter(_RELATIONS)]
        assert len(ids) == len(set(ids))
        for item in etree.fromstring(data).iter(_RELATIONS):
            if item.get("TargetMode") != "External":
                target = item.get("Target") or ""
                reached.add(target.lstrip("/") if target.startswith("/") else posixpath.normpath(base / target))
    assert reached == set(parts)
    read = docx.Document(io.BytesIO(content))
    body = read.element.body
    links = {item.get(qn("r:id")) for item in body.iter(qn("w:hyperlink"))}
    assert links <= set(read.part.rels)
    for table in body.iter(qn("w:tbl")):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        for row in table.findall(qn("w:tr")):
            cells = row.findall(qn("w:tc"))
            assert len(cells) == columns
            assert all(cell.findall(qn("w:p")) for cell in cells), "Word repairs a cell without a paragraph"
    return read


def made(project: Project, period: str = "2026-H1", today: dt.date = dt.date(2026, 11, 21)) -> Report:
    site = project.site(today)
    window = windows.find(site.config, period)
    assert window is not None
    return report(site, window)


def texts(document: Document) -> list[str]:
    return ["".join(item.text or "" for item in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]


@pytest.fixture
def agency(project: Project) -> Project:
    """The small agency with its settings of reports, and two posts in the first half of 2026."""
    project.write("mkdocs.yml", MKDOCS + SETTINGS)
    project.post("2026/05/a", title="Một cửa & liên thông < hai", author="Biên tập viên")
    project.post("2026/06/b", "Hai.\n", date="2026-06-02", month='"2026-06"', title="Tin thứ hai", unit="van-hoa")
    return project


def test_a_report_by_itself_has_all_that_the_decree_asks_for(agency: Project) -> None:
    read = whole(as_docx(made(agency), Kind.STANDALONE, SIGNED, VI))
    found = texts(read)
    for line in (
        "UBND TỈNH",
        "UBND XÃ MẪU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 07/BC-UBND",
        "Mẫu, ngày 05 tháng 02 năm 2026",
        "BÁO CÁO",
        "Kính gửi: Sở Nội vụ",
        "Nơi nhận:",
        "- Như trên;",
        "- Thường trực Đảng ủy xã (b/c);",
        "- Lưu: VT, VHXH.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "(giữ chỗ)",
        "(Kèm theo Báo cáo số 07/BC-UBND ngày 05 tháng 02 năm 2026 của UBND xã Mẫu)",
    ):
        assert line in found, line
    assert any(line.endswith("kính gửi Sở Nội vụ tổng hợp./.") for line in found)
    assert found.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 1  # the annex has none of its own
    main, annex = read.sections
    size = (round(main.page_width / Mm(1)), round(main.page_height / Mm(1)))  # type: ignore[operator]
    margins = [main.top_margin, main.bottom_margin, main.left_margin, main.right_margin]
    assert (size, [round((it or 0) / Mm(1)) for it in margins]) == ((210, 297), [20, 20, 30, 20])
    assert (annex.orientation, round((annex.page_width or 0) / Mm(1))) == (WD_ORIENT.LANDSCAPE, 297)
    for section in (main, annex):
        assert section.different_first_page_header_footer
        assert "PAGE" in etree.tostring(section.header._element, encoding="unicode")
        assert "PAGE" not in etree.tostring(section.first_page_header._element, encoding="unicode")
    rules = [it for it in read.element.body.iter(qn("w:pBdr")) if it.find(qn("w:bottom")) is not None]
    assert len(rules) == 3  # below the agency, the motto, the subject


def test_type_language_and_properties_are_set(agency: Project) -> None:
    found = made(agency)
    read = whole(as_docx(found, Kind.SECTION, Signing(), VI))
    styles = etree.tostring(read.styles.element, encoding="unicode")
    assert 'w:val="vi-VN"' in styles
    for name in ("Normal", "Heading 1", "Heading 2", "Title", "Caption"):
        style = read.styles[name]
        assert style.font.name == "Times New Roman"
        assert "Theme" not in etree.tostring(style.element.rPr.rFonts, encoding="unicode").replace("themeColor", "")
        assert 13 <= style.font.size.pt <= 14
    properties = read.core_properties
    assert properties.title == "Kết quả công tác thông tin, tuyên truyền cải cách hành chính 6 tháng đầu năm 2026"
    assert (properties.author, properties.comments) == ("UBND xã Mẫu", "")
    assert properties.created == dt.datetime(2026, 11, 21, 5, tzinfo=dt.UTC)
    levels = [p.style.name for p in read.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert levels[0] == "Heading 1"
    assert "Heading 2" in levels


def test_the_section_to_paste_brings_no_head_and_the_annex_leads_to_every_post(agency: Project) -> None:
    read = whole(as_docx(made(agency), Kind.SECTION, Signing(), VI))
    found = texts(read)
    assert found[0].endswith("(số liệu từ 15/12/2025 đến 14/6/2026)")
    assert not any("CỘNG HÒA" in line or "Nơi nhận" in line for line in found)
    table = read.tables[-1]
    head, first, second = ([cell.text for cell in row.cells] for row in table.rows)
    assert head == ["STT", "Ngày đăng", "Tiêu đề", "Đơn vị", "Tác giả", "Liên kết"]
    assert first[:5] == ["01", "14/5/2026", "Một cửa & liên thông < hai", "Văn phòng HĐND và UBND", "Biên tập viên"]
    assert second[4] == "–"
    (link,) = table.rows[1]._tr.iter(qn("w:hyperlink"))
    target = read.part.rels[link.get(qn("r:id"))].target_ref
    assert target == "https://xa.example/cchc/tin-bai/2026/05/a/"
    assert "".join(it.text or "" for it in link.iter(qn("w:t"))) == target  # readable on paper
    for every in read.tables:
        rows = every._tbl.findall(qn("w:tr"))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_the_tables_say_what_was_counted(agency: Project) -> None:
    found = made(agency)
    read = whole(as_docx(found, Kind.SECTION, Signing(), VI))
    units = next(table for table in read.tables if table.rows[0].cells[0].text == "Đơn vị")
    assert [[cell.text for cell in row.cells] for row in units.rows] == [
        ["Đơn vị", "Số tin, bài"],
        ["Văn phòng HĐND và UBND", "01"],
        ["Phòng Văn hóa - Xã hội", "01"],
        ["Tổng cộng", "02"],
    ]
    assert len(read.tables) == sum(len(section.tables) for section in found.sections) + 1


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_period_gives_a_whole_document(project: Project, kind: Kind) -> None:
    read = whole(as_docx(made(project, "2026-Q1"), kind, Signing(), VI))
    assert "Trong kỳ không có tin, bài nào." in texts(read)
    assert all(len(table.rows) > 1 or kind is Kind.STANDALONE for table in read.tables)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_five_hundred_posts_give_a_whole_document(language: str) -> None:
    years = drawn(3, posts=500)
    whole_year = [
        replace(item, title=f"Tin số {n}", body=f"Bài {n}", status="published", origin="original", source=None)
        for n, item in enumerate(years.posts)
    ]
    plain = [replace(it, translates=False, counts=True, came=it.day, lang="vi") for it in whole_year]
    site = replace(years, posts=tuple(plain), today=dt.date(2028, 2, 1)).site()
    window = windows.find(site.config, "2024-03-01..2027-12-31")
    assert window is not None
    found = report(site, window)
    assert len(found.posts) == 500
    read = whole(as_docx(found, Kind.STANDALONE, SIGNED, translator(language)))
    (annex,) = (table for table in read.tables if len(table._tbl.findall(qn("w:tr"))) == len(found.posts) + 1)
    assert annex is not None


def test_the_same_report_is_the_same_file(agency: Project) -> None:
    first = as_docx(made(agency), Kind.STANDALONE, SIGNED, VI)
    assert as_docx(made(agency), Kind.STANDALONE, SIGNED, VI) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_letters_that_xml_cannot_hold_break_nothing(agency: Project) -> None:
    agency.configure("UBND xã Mẫu", "UBND xã Mẫu & Một")
    agency.post("2026/05/la", title="A\u0301 \u202eđảo\u0007", body="La.\n")
    read = whole(as_docx(made(agency), Kind.STANDALONE, SIGNED, VI))
    shown = "".join(read.element.itertext())
    assert "UBND xã Mẫu & Một" in shown
    assert "đảo" in shown
    assert "\u0007" not in shown
