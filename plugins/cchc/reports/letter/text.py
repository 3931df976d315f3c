"""Paragraphs, links and page numbers of a Word file."""

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from cchc.text import normalize

INDENT = Mm(12.7)


class Links:
    """The addresses that a document leads to, each written down once."""

    def __init__(self, document: Document) -> None:
        self._part = document.part
        self._known: dict[str, str] = {}

    def id_of(self, url: str) -> str:
        """Return the name of an address in the document."""
        if url not in self._known:
            name = f"rIdLink{len(self._known) + 1}"
            self._part.load_rel(RELATIONSHIP_TYPE.HYPERLINK, url, name, is_external=True)
            self._known[url] = name
        return self._known[url]


def body(document: Document, text: str) -> Paragraph:
    """Add a paragraph of running text: first line indented, both edges straight."""
    paragraph: Paragraph = document.add_paragraph(normalize(text))
    paragraph.paragraph_format.first_line_indent = INDENT
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return paragraph


def item(document: Document, text: str) -> Paragraph:
    """Add an entry of a list, with the dash that official papers use."""
    return body(document, f"- {text}")


def centred(paragraph: Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """Fill a paragraph with one centred line."""
    run = paragraph.add_run(normalize(text))
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def ruled(paragraph: Paragraph, width: float, room: float) -> Paragraph:
    """Make an empty paragraph a thin line in the middle, `width` mm of `room` mm long."""
    edge = Mm(max(0.0, (room - width) / 2))
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = edge
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = Pt(3)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for key, value in (("w:val", "single"), ("w:sz", "6"), ("w:space", "1"), ("w:color", "000000")):
        line.set(qn(key), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    return paragraph


def numbered_pages(section: Section, *, anew: bool = False) -> None:
    """Number pages in the middle of the upper margin, the first one not; `anew` begins at 1 again."""
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind in ("begin", "", "separate", "1", "end"):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        if kind == "":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = " PAGE "
            run._r.append(code)
        elif kind == "1":
            run.text = "2"
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
    if anew:
        properties = section._sectPr
        start: Any = OxmlElement("w:pgNumType")
        start.set(qn("w:start"), "1")
        margins = properties.find(qn("w:pgMar"))
        margins.addnext(start)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how many mm a line of Times takes."""
    ems = sum(_em(char) for char in text) * (1.06 if bold else 1.0)
    return ems * size * 0.3528


def _em(char: str) -> float:
    if char in " .,;:-/ilIjtfr":
        return 0.28
    return 0.71 if char.isupper() else 0.47
