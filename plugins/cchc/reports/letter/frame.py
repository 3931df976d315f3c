"""What stands above and below the text of a report that stands alone (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from cchc.locale import Translator, say
from cchc.reports.assembly import Report
from cchc.reports.letter.package import SIZE, TEXT_WIDTH
from cchc.reports.letter.signing import Signing, day_in_words, head, number, place, recipients
from cchc.reports.letter.text import centred, ruled, width_of
from cchc.reports.written import said
from cchc.text import normalize

_WIDTH = TEXT_WIDTH + 8
"""Of the head, in mm: the state's name stands on one line."""
_LEFT = 66
"""The width of the agency's half of the head, in mm."""
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_MOTTO_WIDTH = 59.7
"""Of the motto in bold Times of 14 points, in mm."""


def above(document: Document, report: Report, signing: Signing, translate: Translator) -> None:
    """Add the state's name and motto, the agency's name, number, place and day, kind and subject."""
    config = report.site.config
    left, right = _halves(document, _LEFT)
    parent, agency = head(config.agency, config.plugin.reports)
    if parent:
        centred(_first(left), parent, 13)
    for name in agency.split("\n"):
        centred(_first(left) if not left.text else left.add_paragraph(), name, 13, bold=True)
    length = width_of(agency.split("\n")[-1], 13, bold=True)
    ruled(left.add_paragraph(), min(length, _LEFT - 6) * 0.42, _LEFT - 4)
    line = centred(left.add_paragraph(), f"Số: {number(report, signing, ' ' * 6)}", 13)
    line.paragraph_format.space_before = Pt(8)
    room = _WIDTH - _LEFT - 4
    centred(_first(right), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True)
    centred(right.add_paragraph(), _MOTTO, 14, bold=True)
    ruled(right.add_paragraph(), _MOTTO_WIDTH, room)
    dated = f"{place(config.agency, config.plugin.reports)}, {day_in_words(report, signing).render(translate)}"
    line = centred(right.add_paragraph(), dated, SIZE, italic=True)
    line.paragraph_format.space_before = Pt(8)
    title = document.add_paragraph(style="Title")
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(18), Pt(0)
    title.add_run(translate("BÁO CÁO"))
    subject = document.add_paragraph(style="Title")
    subject.paragraph_format.space_before = subject.paragraph_format.space_after = Pt(0)
    subject.add_run(normalize(translate("Kết quả công tác thông tin, tuyên truyền cải cách hành chính")))
    subject.add_run().add_break()
    subject.add_run(normalize(said(report.window.name, translate)))
    ruled(document.add_paragraph(), 40, TEXT_WIDTH)
    addressee = config.plugin.reports.addressee
    if addressee:
        text = say("Kính gửi: {name}", name=addressee).render(translate)
        line = centred(document.add_paragraph(), text, SIZE)
        line.paragraph_format.space_before = Pt(12)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def below(document: Document, report: Report, translate: Translator) -> None:
    """Add who gets the report, and who signs it."""
    reports = report.site.config.plugin.reports
    left, right = _halves(document, 80)
    heading = _first(left)
    heading.paragraph_format.space_after = Pt(0)
    run = heading.add_run(translate("Nơi nhận:"))
    run.font.size, run.font.bold, run.font.italic = Pt(12), True, True
    found = recipients(reports)
    for place_, name in enumerate(found, 1):
        line = left.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        mark = "." if place_ == len(found) else ";"
        line.add_run(normalize(f"- {name}{mark}")).font.size = Pt(11)
    signature = reports.signature
    lines = [line for line in (signature.authority, signature.position) if line]
    for text in lines or [""]:
        centred(_first(right) if not right.text else right.add_paragraph(), text.upper(), SIZE, bold=True)
    for _ in range(4):  # room for the hand and the seal
        right.add_paragraph().paragraph_format.space_after = Pt(0)
    centred(right.add_paragraph(), signature.name or "", SIZE, bold=True)


def _halves(document: Document, left: float) -> tuple[_Cell, _Cell]:
    """Add two columns without lines, on one page."""
    table: Table = document.add_table(rows=1, cols=2)
    table.style = document.styles["Normal Table"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, width in zip(row.cells, (left, _WIDTH - left), strict=True):
        cell.width = Mm(width)
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), (left, _WIDTH - left), strict=True):
        column.set(qn("w:w"), str(round(width * 56.6929)))
    return row.cells[0], row.cells[1]


def _first(cell: _Cell) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    return paragraph
