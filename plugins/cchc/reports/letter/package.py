"""A Word file as Vietnamese offices lay it out: A4, Times New Roman; the same bytes for the same text."""

import datetime as dt
import io
import zipfile

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from cchc.dates import HANOI
from cchc.reports import untouched
from cchc.text import normalize

FONT = "Times New Roman"
SIZE = 14
TABLE_SIZE = 12
PAGE = (210, 297)
MARGINS = (20, 20, 30, 20)
"""Top, bottom, left, right, in mm."""
TEXT_WIDTH = PAGE[0] - MARGINS[2] - MARGINS[3]
WIDE = PAGE[1] - 40
"""The text of a page laid on its side, with 20 mm at both ends."""
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_BLACK = RGBColor(0, 0, 0)


def new(language: str) -> Document:
    """Return an empty document with its styles."""
    document = docx.Document()
    _speak(document, "vi-VN" if language == "vi" else "en-US")
    normal = _font(document, "Normal", SIZE)
    normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.0
    for name, size, centred in (("Title", SIZE, True), ("Heading 1", SIZE, False), ("Heading 2", SIZE, False)):
        style = _font(document, name, size, bold=True)
        style.paragraph_format.space_before = Pt(6)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.keep_with_next = True
        if centred:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for border in style.element.iter(qn("w:pBdr")):
                border.getparent().remove(border)
    caption = _font(document, "Caption", 13, bold=True)
    caption.paragraph_format.space_before = Pt(6)
    caption.paragraph_format.space_after = Pt(3)
    caption.paragraph_format.keep_with_next = True
    _font(document, "Header", 13).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor(0x05, 0x4A, 0x91)
    link.font.underline = True
    page(document.sections[0])
    return document


def _font(document: Document, name: str, size: int, *, bold: bool | None = None) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False if bold else None
    if bold:
        style.font.color.rgb = _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        if "heme" in key:  # a theme's font would win over the named one
            del fonts.attrib[key]
    for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(key), FONT)
    return style


def _speak(document: Document, language: str) -> None:
    """Say in which language the document is, for whoever checks its spelling or reads it aloud."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults is not None
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    lang = OxmlElement("w:lang")
    for key in ("w:val", "w:eastAsia"):
        lang.set(qn(key), language)
    lang.set(qn("w:bidi"), "ar-SA")
    defaults.append(lang)
    for theme in document.settings.element.findall(qn("w:themeFontLang")):
        theme.set(qn("w:val"), language)


def page(section: Section, *, wide: bool = False) -> None:
    """Make a section of A4 pages; wide ones lie on their side, bound at their upper edge."""
    width, height = PAGE[::-1] if wide else PAGE
    top, bottom, left, right = (30, 20, 20, 20) if wide else MARGINS
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance = section.footer_distance = Mm(10)
    size = section._sectPr.find(qn("w:pgSz"))
    if wide:
        size.set(qn("w:orient"), "landscape")
    elif qn("w:orient") in size.attrib:
        del size.attrib[qn("w:orient")]


def saved(document: Document, title: str, author: str, day: dt.date) -> bytes:
    """Return the file; nothing of it depends on the hour or the machine it was made on."""
    moment = dt.datetime.combine(day, dt.time(12), HANOI).astimezone(dt.UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author = normalize(title)[:255], normalize(author)[:255]
    properties.last_modified_by = properties.author
    properties.comments = properties.subject = properties.keywords = properties.category = ""
    properties.created = properties.modified = moment
    properties.revision = 1
    properties.language = "vi-VN"
    properties.identifier = untouched.BLANK
    package = document.part.package
    for id_, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # a picture of somebody else's paper
            del package.rels[id_]
    buffer = io.BytesIO()
    document.save(buffer)
    made = io.BytesIO()
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in untouched.marked({name: source.read(name) for name in source.namelist()}).items():
            entry = zipfile.ZipInfo(name, _ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3  # the same on Windows
            target.writestr(entry, content)
    return made.getvalue()
