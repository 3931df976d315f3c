"""Posts that begin as Word files: what comes along, what is said to be lost, and what is refused."""

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches
from hypothesis import example, given
from hypothesis import strategies as st

from cchc import word
from cchc.bodies import held
from cchc.cache import Cache
from cchc.cli import main
from cchc.locale import translator
from cchc.model import SetupError
from cchc.publish import markdown as html
from cchc.text import normalize
from cchc.word.blocks import Note, Paragraph, Picture, Span, Table
from cchc.word.markdown import Writer
from tests.building import tree
from tests.conftest import Project

VI = translator("vi")
W = nsdecls("w")
PNG = (  # one grey pixel
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc8\x03\0\0\x8c\0\x8b"
    b"\xed\xc6\xc2\xcc\0\0\0\0IEND\xaeB`\x82"
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def titled(*lines: str) -> Document:
    """Return a document with a title and some paragraphs."""
    document = docx.Document()
    document.add_paragraph("Tập huấn cải cách hành chính", style="Title")
    for line in lines:
        document.add_paragraph(line)
    return document


def saved(document: Document, tmp_path: Path, name: str = "bai.docx") -> Path:
    """Write a document, as Word would."""
    document.save(str(tmp_path / name))
    return tmp_path / name


def repacked(file: Path, changes: Mapping[str, str | bytes]) -> Path:
    """Replace or add parts of a Word file."""
    with zipfile.ZipFile(file) as package:
        parts: dict[str, bytes] = {name: package.read(name) for name in package.namelist()}
    parts |= {name: part if isinstance(part, bytes) else part.encode() for name, part in changes.items()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file


def part_of(file: Path, name: str) -> str:
    """Return a part of a Word file."""
    with zipfile.ZipFile(file) as package:
        return package.read(name).decode()


def converted(document: Document, tmp_path: Path) -> tuple[str, tuple[str, ...]]:
    """Return the Markdown of a document, and what was lost."""
    article = word.read(saved(document, tmp_path), VI)
    return article.markdown([f"bai-{n}.png" for n in range(len(article.pictures))], VI), article.lost(VI)


def add_xml(document: Document, xml: str) -> None:
    """Add a paragraph of raw WordprocessingML."""
    document.element.body.insert(-1, parse_xml(xml))


def shown(body: str) -> str:
    """Return the HTML that the site shows for a text."""
    text = held(body)
    return html.html_of(text, html.convert(text, Cache(None)), Cache(None))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self.words += " " if tag in ("p", "br", "td", "th", "li") else ""


def read_back(body: str) -> _Words:
    """Return the words and tags that the site shows for a text."""
    parser = _Words()
    parser.feed(shown(body))
    return parser


# ------------------------------------------------------------------- what comes along


def test_a_whole_article_becomes_markdown(tmp_path: Path) -> None:
    document = titled()
    document.add_heading("Kết quả", 1)
    paragraph = document.add_paragraph("Đã ")
    paragraph.add_run("tiếp ").bold = True
    paragraph.add_run("nhận").bold = True
    paragraph.add_run(" hồ sơ ")
    paragraph.add_run("trực tuyến").italic = True
    paragraph.add_run(" trên 100 m")
    paragraph.add_run("2").font.superscript = True
    document.add_heading("Một cửa", 2)
    for text, style in (("một", "List Bullet"), ("một a", "List Bullet 2"), ("hai", "List Bullet")):
        document.add_paragraph(text, style=style)
    document.add_paragraph("nộp", style="List Number")
    document.add_paragraph("nhận", style="List Number")
    text, lost = converted(document, tmp_path)
    assert text == (
        "## Kết quả\n\nĐã **tiếp nhận** hồ sơ *trực tuyến* trên 100 m<sup>2</sup>\n\n### Một cửa\n\n"
        "- một\n    - một a\n- hai\n\n1. nộp\n\n2. nhận\n"
    )
    assert read_back(text).tags.count("li") == 5
    assert lost == ()


NUMBERING = f"""<w:abstractNum {W} w:abstractNumId="90">{{levels}}</w:abstractNum>"""


def numbered(document: Document, levels: list[tuple[str, str]], id_: int = 90) -> None:
    """Give a document a list; each level has its kind of number and the text around it."""
    root = document.part.numbering_part.element
    written = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (kind, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{id_}">{written}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="{id_}"><w:abstractNumId w:val="{id_}"/></w:num>'))


def item(document: Document, text: str, level: int = 0, id_: int = 90, style: str | None = None) -> None:
    """Add a paragraph to a list."""
    paragraph = document.add_paragraph(text, style=style)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{id_}"/></w:numPr>')
    )


def test_nested_lists_nest_and_a_list_goes_on_after_a_paragraph(tmp_path: Path) -> None:
    document = titled()
    numbered(document, [("decimal", "%1."), ("bullet", ""), ("decimal", "%3.")])
    for text, level in (("một", 0), ("gạch", 1), ("sâu", 2), ("sâu nữa", 2), ("hai", 0)):
        item(document, text, level)
    document.add_paragraph("Xen giữa.")
    item(document, "ba")
    text, _ = converted(document, tmp_path)
    assert text == ("1. một\n    - gạch\n        1. sâu\n        2. sâu nữa\n2. hai\n\nXen giữa.\n\n3. ba\n")
    assert '<ol start="3">' in shown(text)
    assert shown(text).count("<ol") == 3


def test_numbers_that_markdown_does_not_know_are_written_out(tmp_path: Path) -> None:
    document = titled()
    numbered(document, [("upperRoman", "%1."), ("decimal", "%1.%2."), ("lowerLetter", "%3)")])
    item(document, "Đánh giá chung", style="Heading 1")
    item(document, "Kết quả", 1, style="Heading 2")
    item(document, "thứ nhất", 2)
    item(document, "thứ hai", 2)
    item(document, "Nhiệm vụ", style="Heading 1")
    text, lost = converted(document, tmp_path)
    assert text == "## I. Đánh giá chung\n\n### I.1. Kết quả\n\na) thứ nhất\n\nb) thứ hai\n\n## II. Nhiệm vụ\n"
    assert lost == ()


def test_two_lists_that_both_begin_at_one_stay_two(tmp_path: Path) -> None:
    document = titled()
    numbered(document, [("decimal", "%1.")])
    numbered(document, [("decimal", "%1.")], 91)
    for text, id_ in (("a", 90), ("b", 90), ("c", 91), ("d", 91)):
        item(document, text, id_=id_)
    text, _ = converted(document, tmp_path)
    assert text == "1. a\n2. b\n\n<!-- -->\n\n1. c\n\n2. d\n"
    assert shown(text).count("<ol>") == 2


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["-", "1.", "2.", "3.", "a)"])), max_size=8))
def test_no_list_swallows_an_item(items: list[tuple[int, str]]) -> None:
    blocks = [
        Paragraph(inlines=(Span(f"việc{number}"),), level=level, label=label)
        for number, (level, label) in enumerate(items)
    ]
    back = read_back(Writer([], "").write(blocks, []))
    words = back.words.split()
    assert [word for word in words if word.startswith("việc")] == [f"việc{number}" for number in range(len(items))]
    assert "-" not in words
    assert "pre" not in back.tags
    assert words.count("a)") == sum(label == "a)" for _, label in items)


def test_a_table_keeps_its_cells_and_says_what_was_merged(tmp_path: Path) -> None:
    document = titled()
    table = document.add_table(rows=3, cols=3)
    for number, row in enumerate(table.rows):
        for place, cell in enumerate(row.cells):
            cell.text = f"{number}|{place}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "gộp ngang"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "gộp dọc"
    table.cell(1, 0).text = "hai\ndòng"
    text, lost = converted(document, tmp_path)
    assert text.splitlines() == [
        r"| gộp ngang |  | 0\|2 |",
        "|---|---|---|",
        r"| hai<br>dòng | 1\|1 | gộp dọc |",
        r"| 2\|0 | 2\|1 |  |",
    ]
    assert any("ô gộp (01 bảng)" in sentence for sentence in lost)
    assert shown(text).count("<td>") == 6


def test_a_table_of_one_column_is_a_frame(tmp_path: Path) -> None:
    document = titled()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Trong khung"
    assert converted(document, tmp_path)[0] == "Trong khung\n"


def test_links_are_kept_and_those_that_lead_nowhere_are_named(tmp_path: Path) -> None:
    document = titled()
    for address, words in (
        ("https://dichvucong.gov.vn/a_(b)?x=1&y=2", "Cổng [DVC]"),
        ("javascript:alert(1)", "bấm"),
        ("file:///C:/ke-hoach.docx", "kế hoạch"),
        ("https://a.vn/x_y", "https://a.vn/x_y"),
    ):
        id_ = document.part.relate_to(address, f"{RELATIONS}/hyperlink", is_external=True)
        add_xml(
            document,
            f'<w:p {nsdecls("w", "r")}><w:hyperlink r:id="{id_}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink></w:p>',
        )
    text, lost = converted(document, tmp_path)
    assert text == (
        "[Cổng \\[DVC\\]](https://dichvucong.gov.vn/a_%28b%29?x=1&y=2)\n\nbấm\n\nkế hoạch\n\n<https://a.vn/x_y>\n"
    )
    assert any("(02 liên kết)" in sentence for sentence in lost)


def test_a_link_that_word_keeps_as_a_field_is_a_link(tmp_path: Path) -> None:
    document = titled()
    parts = [
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> HYPERLINK "https://a.vn/" </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>trang a</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:t xml:space="preserve"> sau</w:t>',
    ]
    add_xml(document, f"<w:p {W}>{''.join(f'<w:r>{part}</w:r>' for part in parts)}</w:p>")
    assert converted(document, tmp_path)[0] == "[trang a](https://a.vn/) sau\n"


def test_footnotes_come_along(tmp_path: Path) -> None:
    document = titled()
    add_xml(document, f'<w:p {W}><w:r><w:t>Theo nghị định</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>')
    file = saved(document, tmp_path)
    note = "<w:p><w:r><w:t>NĐ 63/2010 *</w:t></w:r></w:p>"
    notes = f'<w:footnotes {W}><w:footnote w:id="7">{note}</w:footnote></w:footnotes>'
    relations = part_of(file, "word/_rels/document.xml.rels")
    types = part_of(file, "[Content_Types].xml")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    repacked(
        file,
        {
            "word/footnotes.xml": notes,
            "word/_rels/document.xml.rels": relations.replace(
                "</Relationships>",
                f'<Relationship Id="rId900" Type="{RELATIONS}/footnotes" Target="footnotes.xml"/></Relationships>',
            ),
            "[Content_Types].xml": types.replace(
                "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
            ),
        },
    )
    text = word.read(file, VI).markdown([], VI)
    assert text == "Theo nghị định[^1]\n\n[^1]: NĐ 63/2010 \\*\n"
    assert "footnote-ref" in shown(text)


def test_pictures_keep_their_bytes_and_their_words(tmp_path: Path) -> None:
    document = titled()
    for alt in ("Người dân nộp hồ sơ", "", "A picture containing text\n\nDescription automatically generated"):
        document.add_picture(io.BytesIO(PNG), width=Inches(1))
        document.element.body.findall(".//" + qn("wp:docPr"))[-1].set("descr", alt)
    article = word.read(saved(document, tmp_path), VI)
    assert article.pictures == ((PNG, ".png"),)
    asks = "<!-- thêm lời mô tả ảnh vào giữa hai dấu ngoặc vuông -->"
    assert article.markdown(["a.png"], VI) == f"![Người dân nộp hồ sơ](a.png)\n\n![](a.png){asks}\n\n![](a.png){asks}\n"


def test_what_is_lost_is_said_in_vietnamese(tmp_path: Path) -> None:
    document = titled("Đoạn đầu.")
    document.sections[0].header.paragraphs[0].text = "Bản tin nội bộ"
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    add_xml(document, f"<w:p {W} {math}><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>")
    box = "<w:txbxContent><w:p><w:r><w:t>trong hộp</w:t></w:r></w:p></w:txbxContent>"
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    picture = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    add_xml(document, f"<w:p {W} {vml}><w:r><w:t>trước</w:t>{picture}</w:r></w:p>")
    add_xml(
        document,
        f'<w:p {W}><w:ins w:id="1"><w:r><w:t>thêm</w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>bỏ</w:delText></w:r></w:del>'
        '<w:r><w:commentReference w:id="0"/><w:object/><w:drawing/></w:r></w:p>',
    )
    text, lost = converted(document, tmp_path)
    assert text == "Đoạn đầu.\n\n\\[công thức\\]\n\ntrước\n\ntrong hộp\n\nthêm\n"
    said = " ".join(lost)
    for words in ("hộp văn bản", "Công thức", "nhúng", "Hình vẽ", "Ghi chú bên lề", "Track Changes", "Đầu trang"):
        assert words in said
    assert len(lost) == 7


@pytest.mark.parametrize(
    ("lines", "title", "body"),
    [
        ([("thường", "", 0), ("ĐẬM", "b", 0)], "ĐẬM", "thường\n"),
        ([("giữa", "c", 0), ("sau", "", 0)], "giữa", "sau\n"),
        ([("mở đầu", "", 0), ("Đề mục", "", 1)], "Đề mục", "mở đầu\n"),
        ([("chỉ chữ", "", 0), ("thường", "", 0)], "chỉ chữ", "thường\n"),
    ],
)
def test_the_title_is_found_as_people_write_it(
    tmp_path: Path, lines: list[tuple[str, str, int]], title: str, body: str
) -> None:
    document = docx.Document()
    for text, look, heading in lines:
        paragraph = document.add_heading("", heading) if heading else document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold = look == "b"
        if look == "c":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    article = word.read(saved(document, tmp_path), VI)
    assert (article.title, article.markdown([], VI)) == (title, body)


def test_a_file_of_one_table_has_no_title_and_keeps_its_table(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(rows=2, cols=2).cell(0, 0).text = "Việc"
    article = word.read(saved(document, tmp_path), VI)
    assert (article.title, article.markdown([], VI)) == ("", "| Việc |  |\n|---|---|\n")


def test_a_title_too_long_is_cut_and_stays_whole_in_the_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("rất dài " * 40)
    article = word.read(saved(document, tmp_path), VI)
    assert len(article.title) <= 120
    assert article.title.endswith("…")
    assert article.markdown([], VI).count("rất dài") == 40
    assert any("120 ký tự" in sentence for sentence in article.lost(VI))


# ------------------------------------------------------------------- no mark by accident

LETTERS = st.text(
    st.one_of(st.sampled_from("*_`[]()<>#+-.!|\\&;:/=~^{}\"'\n 1a2đ@"), st.characters(codec="utf-8")), max_size=40
)
LOOKS = st.builds(Span, LETTERS, bold=st.booleans(), italic=st.booleans())


def plain(text: str) -> str:
    """Return what of a text has to be read again."""
    return "".join(normalize(text).split())


@given(LETTERS)
@example("1. x\n- y\n# z\n> q\n=== \n--- \n~~~")
@example("<b>x</b> &amp; &#60; [a](b) ![c](d) [^1]: e")
@example("a\n===")
@example("| a | b |\n|---|---|\n| c | d |")
@example("***\n___\n    code\n```")
@example("<https://a.vn> x@a.vn [TOC] {: .x}")
def test_what_was_typed_is_what_is_read(text: str) -> None:
    body = Writer([], "").write([Paragraph(inlines=(Span(normalize(text)),))], [])
    back = read_back(body)
    assert plain(back.words) == plain(text)
    assert set(back.tags) <= {"p", "br", "a"}


@given(st.lists(LOOKS, max_size=4), st.lists(LOOKS, max_size=3))
def test_no_look_of_words_changes_them(spans: list[Span], cell: list[Span]) -> None:
    clean = [Span(normalize(span.text), span.bold, span.italic) for span in spans]
    words = plain("".join(span.text for span in clean))
    if any(mark in words for mark in "\\*_"):
        return  # where emphasis meets an escaped mark, readers of Markdown differ in where it ends
    body = Writer([], "").write([Paragraph(inlines=tuple(clean))], [])
    assert plain(read_back(body).words).replace("*", "") == words.replace("*", "")
    inside = [Span(normalize(span.text)) for span in cell]
    rows = (((Paragraph(inlines=(Span("a"),)),), (Paragraph(inlines=tuple(inside)),)),) * 2
    back = read_back(Writer([], "").write([Table(rows)], []))
    assert plain(back.words) == plain("a" + "".join(span.text for span in inside)) * 2
    assert back.tags.count("td") == 2


def test_a_hostile_alternative_text_stays_text() -> None:
    body = Writer(["a.png"], "").write([Paragraph(inlines=(Picture(0, "](javascript:x) <b>"), Note(1)))], [[]])
    assert '<img alt="](javascript:x) &lt;b&gt;" src="a.png"' in shown(body)


# ------------------------------------------------------------------- refused


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return target.getvalue()


def word_with(changes: Mapping[str, str | bytes], tmp_path: Path) -> bytes:
    """Return a good Word file with some parts replaced or added."""
    return repacked(saved(titled("Chữ."), tmp_path, "goc.docx"), changes).read_bytes()


def lying(tmp_path: Path) -> bytes:
    """Return a Word file with a part that is far longer than its directory says."""
    content = word_with({"word/media/x.xml": b" " * 50_000_000}, tmp_path)
    size = (50_000_000).to_bytes(4, "little")
    crc = zlib.crc32(b" " * 10).to_bytes(4, "little")
    return content.replace(size, (10).to_bytes(4, "little")).replace(
        zlib.crc32(b" " * 50_000_000).to_bytes(4, "little"), crc
    )


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{more}]>'
    "<w:document {w}><w:body><w:p><w:r><w:t>&{last};</w:t></w:r></w:p></w:body></w:document>"
)
LAUGHS = ENTITIES.format(
    more="".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    w=W,
    last="i",
)
EXTERNAL = ENTITIES.format(more='<!ENTITY z SYSTEM "file:///etc/passwd">', w=W, last="z")
DEEP = f"<w:document {W}><w:body>{'<w:tbl><w:tr><w:tc>' * 5000}{'</w:tc></w:tr></w:tbl>' * 5000}</w:body></w:document>"
MANY = f"<w:document {W}><w:body>{'<w:p/>' * 250_000}</w:body></w:document>"
_SENTENCES = "".join(f"<w:p><w:r><w:t>câu thứ {n * 7919} </w:t></w:r></w:p>" for n in range(30_000))
LONG = f"<w:document {W}><w:body>{_SENTENCES}</w:body></w:document>"


def refused(tmp_path: Path, name: str) -> bytes:
    """Return the content of a hostile file."""
    made = {
        "trong.docx": lambda: b"",
        "chu.docx": lambda: b"day la chu" * 100,
        "zip.docx": lambda: zipped({"a.txt": b"a"}),
        "cu.doc": lambda: OLE + b"\0" * 5000,
        "khoa.docx": lambda: OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500,
        "macro.docm": lambda: word_with({}, tmp_path),
        "macro.docx": lambda: word_with({"word/vbaProject.bin": b"x"}, tmp_path),
        "van-ban.odt": lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "odt.docx": lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "van-ban.rtf": lambda: rb"{\rtf1 x}",
        "van-ban.pdf": lambda: b"%PDF-1.7\n",
        "lon.docx": lambda: b"PK\x03\x04" + b"\0" * 50 * 1024**2,
        "bom.docx": lambda: word_with({"word/bom.xml": b" " * 30_000_000}, tmp_path),
        "bom-anh.docx": lambda: word_with({"word/media/bom.png": b"\0" * 60_000_000}, tmp_path),
        "noi-doi.docx": lambda: lying(tmp_path),
        "nhieu.docx": lambda: word_with({f"word/{n}.xml": b"<a/>" for n in range(3000)}, tmp_path),
        "lzma.docx": lambda: zipped({"[Content_Types].xml": b"<a/>"}, zipfile.ZIP_LZMA),
        "thuc-the.docx": lambda: word_with({"word/document.xml": LAUGHS}, tmp_path),
        "ngoai.docx": lambda: word_with({"word/document.xml": EXTERNAL}, tmp_path),
        "duong-dan.docx": lambda: word_with({"../../../etc/x.xml": b"<a/>"}, tmp_path),
        "goc.docx": lambda: word_with({"/etc/x.xml": b"<a/>"}, tmp_path),
        "sau.docx": lambda: word_with({"word/document.xml": DEEP}, tmp_path),
        "doan.docx": lambda: word_with({"word/document.xml": MANY}, tmp_path),
        "dai.docx": lambda: word_with({"word/document.xml": LONG}, tmp_path),
        "hong.docx": lambda: word_with({"word/document.xml": "<a"}, tmp_path),
        "cut.docx": lambda: word_with({}, tmp_path)[:-400],
        "la.docx": lambda: word_with({"word/document.xml": "<a/>"}, tmp_path),
        "so-o.docx": lambda: word_with(
            {"word/document.xml": f'<w:document {W}><w:body><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr>'
             "</w:tc></w:tr></w:tbl></w:body></w:document>"},
            tmp_path,
        ),
    }  # fmt: skip
    return made[name]()


SAYS = {
    "trong.docx": "không phải tệp Word",
    "chu.docx": "không phải tệp Word",
    "zip.docx": "không phải tệp Word",
    "cu.doc": "Word kiểu cũ",
    "khoa.docx": "mật khẩu",
    "macro.docm": "macro",
    "macro.docx": "macro",
    "van-ban.odt": ".odt",
    "odt.docx": ".odt",
    "van-ban.rtf": ".rtf",
    "van-ban.pdf": "PDF",
    "lon.docx": "quá lớn (51 MB",
    "bom.docx": "quá nhiều dữ liệu",
    "bom-anh.docx": "quá nhiều dữ liệu",
    "noi-doi.docx": "không phải tệp Word",
    "nhieu.docx": "quá nhiều dữ liệu",
    "lzma.docx": "không phải tệp Word",
    "thuc-the.docx": "DOCTYPE",
    "ngoai.docx": "DOCTYPE",
    "duong-dan.docx": "không an toàn",
    "goc.docx": "không an toàn",
    "sau.docx": "quá nhiều dữ liệu",
    "doan.docx": "quá nhiều dữ liệu",
    "dai.docx": "dài quá mức",
    "hong.docx": "hỏng",
    "cut.docx": "hỏng",
    "la.docx": "hỏng",
    "so-o.docx": "hỏng",
}


@pytest.mark.parametrize("name", sorted(SAYS))
def test_a_file_that_is_no_word_file_is_one_sentence(project: Project, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(refused(tmp_path, name))
    result = from_word(project, tmp_path / name)
    assert result.exit_code == 2, result.output
    assert result.output.count("\n") == 1
    assert SAYS[name] in result.output
    assert result.output.startswith(f"Tệp {name} ")
    assert tree(project.root / "posts") == {}


MEASURED = """
import re, sys, time
from pathlib import Path
from cchc import word
from cchc.locale import translator
from cchc.model import SetupError
begun = time.process_time()
try:
    word.read(Path(sys.argv[1]), translator("vi"))
except SetupError:
    pass
# Its own peak: getrusage would tell that of the process which started it.
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(time.process_time() - begun, int(peak[1]) / 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measures memory as Linux does")
@pytest.mark.parametrize(
    "name",
    ["lon.docx", "bom-anh.docx", "noi-doi.docx", "nhieu.docx", "thuc-the.docx", "sau.docx", "doan.docx", "dai.docx"],
)
def test_a_hostile_file_costs_little(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(refused(tmp_path, name))
    command = [sys.executable, "-c", MEASURED, str(tmp_path / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 2
    assert megabytes < 300


@pytest.mark.parametrize(
    ("font", "text", "named"),
    [(".VnTime", "C¶i c¸ch hµnh chÝnh", "TCVN3"), ("VNI-Times", "Coäng hoøa xaõ hoäi", "VNI")],
)
def test_an_old_encoding_is_named_and_not_guessed_at(tmp_path: Path, font: str, text: str, named: str) -> None:
    document = titled()
    document.add_paragraph().add_run(text).font.name = font
    with pytest.raises(SetupError, match=f"{font.replace('.', '[.]')}.*{named}.*Unicode"):
        word.read(saved(document, tmp_path), VI)


def test_unicode_under_the_name_of_an_old_font_is_read(tmp_path: Path) -> None:
    document = titled()
    document.add_paragraph().add_run("Cải cách hành chính").font.name = ".VnTime"
    assert converted(document, tmp_path)[0] == "Cải cách hành chính\n"


# ------------------------------------------------------------------- cchc new post --from


def from_word(project: Project, file: Path, *more: str) -> Result:
    """Call `cchc new post --from`."""
    config = ["-f", str(project.root / "mkdocs.yml")]
    return CliRunner().invoke(main, ["new", "post", "--from", str(file), *more, *config])


def test_a_word_file_becomes_a_post_that_is_accepted(project: Project, tmp_path: Path) -> None:
    document = titled("Sáng nay, xã mở lớp * tập huấn.")
    document.add_heading("Nội dung", 1)
    document.add_paragraph("một", style="List Bullet")
    document.add_picture(io.BytesIO(PNG))
    document.element.body.findall(".//" + qn("wp:docPr"))[-1].set("descr", "Lớp tập huấn")
    flags = ["--unit", "van-phong", "--topic", "the-che", "--date", "2026-05-20"]
    result = from_word(project, saved(document, tmp_path), *flags)
    assert result.exit_code == 0, result.output
    made = tree(project.root / "posts/2026/05")
    assert set(made) == {"tap-huan-cai-cach-hanh-chinh.md", "tap-huan-cai-cach-hanh-chinh-anh-1.png"}
    assert (project.root / "posts/2026/05/tap-huan-cai-cach-hanh-chinh-anh-1.png").read_bytes() == PNG
    assert project.codes() == []
    (post,) = project.site().posts
    assert (post.title, post.id) == ("Tập huấn cải cách hành chính", "2026/05/tap-huan-cai-cach-hanh-chinh")
    assert "rm " in result.output or "del " in result.output


def test_what_only_a_person_knows_is_left_for_the_check_to_ask(project: Project, tmp_path: Path) -> None:
    document = titled("Chữ.")
    document.add_picture(io.BytesIO(PNG))
    file = saved(document, tmp_path)
    assert from_word(project, file).exit_code == 0
    found = {finding.message.split("`")[1] for finding in project.findings() if "`" in finding.message}
    assert found == {"unit", "topic"}
    (path,) = (project.root / "posts").rglob("*.md")
    text = path.read_text("utf-8")
    project.write(
        str(path.relative_to(project.root)),
        text.replace("unit:\n", "unit: van-phong\n").replace("topic:\n", "topic: the-che\n"),
    )
    assert project.codes() == ["CCHC602"]


def test_two_articles_of_one_name_do_not_touch_each_other(project: Project, tmp_path: Path) -> None:
    document = titled("Chữ.")
    document.add_picture(io.BytesIO(PNG))
    file = saved(document, tmp_path)
    assert from_word(project, file).exit_code == 0
    before = tree(project.root / "posts")
    assert from_word(project, file).exit_code == 0
    after = tree(project.root / "posts")
    assert {name: after[name] for name in before} == before
    assert len(after) == 2 * len(before)


def test_a_missing_word_file_is_one_sentence(project: Project, tmp_path: Path) -> None:
    result = from_word(project, tmp_path / "khong-co.docx")
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert from_word(project, tmp_path).exit_code == 2


def test_a_dry_run_writes_nothing(project: Project, tmp_path: Path) -> None:
    result = from_word(project, saved(titled("Chữ."), tmp_path), "--dry-run")
    assert result.exit_code == 0
    assert result.output.startswith("---\n")
    assert tree(project.root / "posts") == {}
