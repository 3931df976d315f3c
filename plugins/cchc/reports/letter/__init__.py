"""A report as a Word file: the section to paste, or a report that stands alone; with the annex behind it."""

from enum import StrEnum

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from cchc.locale import Translator, say
from cchc.reports.assembly import Report
from cchc.reports.letter import frame, package, tables, text
from cchc.reports.letter.signing import Signing, annexed_to
from cchc.reports.wording import with_days
from cchc.reports.written import said
from cchc.text import normalize

_ANNEX = (16.0, 25.0, 79.0, 44.0, 32.0, 61.0)
"""The widths of the annex's columns, in mm."""


class Kind(StrEnum):
    """What the file is for."""

    SECTION = "section"
    """To be pasted into the agency's report on administrative reform («lồng ghép»)."""
    STANDALONE = "standalone"


def as_docx(report: Report, kind: Kind, signing: Signing, translate: Translator) -> bytes:
    """Return the file; the same bytes for the same report."""
    document = package.new(translate.language)
    text.numbered_pages(document.sections[0])
    links = text.Links(document)
    if kind is Kind.STANDALONE:
        frame.above(document, report, signing, translate)
        _opening(document, report, translate)
    else:
        _heading(document, report, translate)
    _sections(document, links, report, translate, level=2 if kind is Kind.SECTION else 1)
    if kind is Kind.STANDALONE:
        _closing(document, report, translate)
        frame.below(document, report, translate)
    _annex(document, links, report, signing, translate)
    title = said(report.title, translate)
    return package.saved(document, title, report.site.config.agency.name, report.site.today)


def _heading(document: Document, report: Report, translate: Translator) -> None:
    written = said(report.title, translate)
    if report.days:
        written += f" ({said(report.days, translate)})"
    document.add_heading(normalize(written), 1).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _opening(document: Document, report: Report, translate: Translator) -> None:
    opening = say(
        "{agency} báo cáo kết quả công tác thông tin, tuyên truyền cải cách hành chính (CCHC) {period} như sau:",
        agency=report.site.config.agency.name,
        period=with_days(report.window, report.site.today),
    )
    text.body(document, opening.render(translate))


def _sections(document: Document, links: text.Links, report: Report, translate: Translator, *, level: int) -> None:
    number = 0
    for place, section in enumerate(report.sections, 1):
        heading = document.add_heading(normalize(f"{place}. {said(section.heading, translate)}"), level)
        heading.paragraph_format.first_line_indent = text.INDENT
        for sentence in section.sentences:
            text.body(document, said(sentence, translate))
        for entry in section.items:
            text.item(document, said(entry, translate))
        for table in section.tables:
            number += 1
            caption = say("Bảng {n}. {caption}", n=str(number), caption=table.caption).render(translate)
            document.add_paragraph(normalize(caption), style="Caption").alignment = WD_ALIGN_PARAGRAPH.CENTER
            tables.add(document, links, report.site, table, translate, width=package.TEXT_WIDTH)


def _closing(document: Document, report: Report, translate: Translator) -> None:
    config = report.site.config
    params = {"period": report.window.name, "agency": config.agency.name}
    addressee = config.plugin.reports.addressee
    if addressee:
        closing = say(
            "Trên đây là kết quả công tác thông tin, tuyên truyền CCHC {period} của {agency}, kính gửi {addressee} "
            "tổng hợp./.",
            addressee=addressee,
            **params,
        )
    else:
        closing = say("Trên đây là kết quả công tác thông tin, tuyên truyền CCHC {period} của {agency}./.", **params)
    shape = text.body(document, closing.render(translate)).paragraph_format
    shape.space_after, shape.keep_with_next = Pt(12), True  # a signature never stands on a page by itself


def _annex(document: Document, links: text.Links, report: Report, signing: Signing, translate: Translator) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    last = document.paragraphs[-1].paragraph_format  # ends the pages before, and is to need no page of its own
    last.line_spacing, last.space_after = Pt(1), Pt(0)
    package.page(section, wide=True)
    text.numbered_pages(section, anew=True)
    title = document.add_heading(normalize(translate("Phụ lục")), 1)
    name = document.add_heading(normalize(translate("TÀI LIỆU KIỂM CHỨNG")), 1)
    for paragraph in (title, name):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    belongs = text.centred(
        document.add_paragraph(), annexed_to(report, signing).render(translate), package.SIZE, italic=True
    )
    belongs.paragraph_format.space_after = Pt(8)
    if report.annex_note:
        text.body(document, said(report.annex_note, translate))
    if report.posts:
        tables.add(document, links, report.site, report.evidence, translate, width=package.WIDE, columns=_ANNEX)
    else:
        text.body(document, translate("Trong kỳ không có tin, bài nào."))
