"""Tables of a Word file, written row by row: python-docx looks through all of a table for each cell."""

from collections.abc import Sequence

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from cchc.locale import Translator
from cchc.model import Site
from cchc.reports.content import Cell, Linked, Table
from cchc.reports.letter.package import TABLE_SIZE
from cchc.reports.letter.text import Links
from cchc.reports.written import address, is_number, rows, said, shown
from cchc.text import normalize

_TWIPS = 56.6929
"""In a millimetre."""
_NARROW = 16.0
_LETTER = 2.15
"""The width of a letter, in mm."""
_SHORT = 12
"""Letters of a text that stands on one line."""
_TOGETHER = 16
"""Tables of up to so many rows stay on one page."""


def add(
    document: Document,
    links: Links,
    site: Site,
    table: Table,
    translate: Translator,
    *,
    width: float,
    columns: Sequence[float] = (),
) -> None:
    """Add a table: its head comes again on every page, no row is parted; widths in mm."""
    widths = list(columns) or _widths(table, translate, width)
    made = _element("w:tbl")
    made.append(_properties(width))
    grid = _element("w:tblGrid")
    for each in widths:
        grid.append(_element("w:gridCol", w=_twips(each)))
    made.append(grid)
    made.append(_row([(said(name, translate), None) for name in table.columns], widths, [], "head", is_kept=True))
    numeric = [is_number(table, place) for place in range(len(table.columns))]
    every = rows(table)
    for number, row in enumerate(every, 1):
        cells = [(shown(cell, translate), _url(site, links, cell)) for cell in row]
        align = ["center" if isinstance(cell, int | float) or numeric[at] else "left" for at, cell in enumerate(row)]
        kind = "total" if table.total and number == len(every) else "row"
        made.append(_row(cells, widths, align, kind, is_kept=number < len(every) <= _TOGETHER and not columns))
    end = document.element.body.find(qn("w:sectPr"))
    end.addprevious(made)
    space = document.add_paragraph()
    space.paragraph_format.space_after = space.paragraph_format.space_before = 0
    space.paragraph_format.line_spacing = Pt(8)


def _url(site: Site, links: Links, cell: Cell) -> str | None:
    if not isinstance(cell, Linked):
        return None
    url = address(site, cell.url)
    return links.id_of(url) if "://" in url or url.startswith("mailto:") else None


def _widths(table: Table, translate: Translator, width: float) -> list[float]:
    """Share a width among columns: numbers take little, texts by what they have to say."""
    wants = []
    for place, name in enumerate(table.columns):
        head = said(name, translate)
        texts = [shown(row[place], translate) for row in rows(table) if place < len(row)]
        longest_word = max((len(word) for word in head.split()), default=1)
        least = max(_NARROW, longest_word * _LETTER * 1.15 + 4)
        if is_number(table, place):
            wants.append(
                (
                    max(least, len(head) * _LETTER + 4) if len(table.columns) < 4 else max(least, len(head) * 1.45 + 4),
                    0.0,
                )
            )
        else:
            longest = max(map(len, (*texts, head)), default=1)
            words = max((len(word) for text in texts for word in text.split()), default=1)
            need = longest if longest <= _SHORT else min(words, _SHORT)
            wants.append((max(least, need * _LETTER + 4), float(min(longest, 80)) if longest > _SHORT else 1.0))
    fixed = sum(least for least, _ in wants)
    if fixed >= width:
        return [least * width / fixed for least, _ in wants]
    weight = sum(share for _, share in wants) or len(wants)
    return [least + (width - fixed) * ((share or (0 if weight else 1)) / weight) for least, share in wants]


def _properties(width: float) -> etree._Element:
    made = _element("w:tblPr")
    made.append(_element("w:tblStyle", val="TableGrid"))
    made.append(_element("w:tblW", w=_twips(width), type="dxa"))
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color="000000"))
    made.append(borders)
    made.append(_element("w:tblLayout", type="fixed"))
    made.append(_element("w:tblLook", val="0020", firstRow="1", noHBand="1", noVBand="1"))
    return made


def _row(
    cells: Sequence[tuple[str, str | None]],
    widths: Sequence[float],
    align: Sequence[str],
    kind: str,
    *,
    is_kept: bool,
) -> etree._Element:
    """Return a row; one that is kept stays on the page of the next."""
    made = _element("w:tr")
    properties = _element("w:trPr")
    properties.append(_element("w:cantSplit"))
    if kind == "head":
        properties.append(_element("w:tblHeader"))
    made.append(properties)
    for place, (text, link) in enumerate(cells):
        cell = _element("w:tc")
        shape = _element("w:tcPr")
        shape.append(_element("w:tcW", w=_twips(widths[place]), type="dxa"))
        if kind == "head":
            shape.append(_element("w:vAlign", val="center"))
        cell.append(shape)
        paragraph = _element("w:p")
        layout = _element("w:pPr")
        if is_kept:
            layout.append(_element("w:keepNext"))
        layout.append(_element("w:spacing", before="20", after="20"))
        layout.append(_element("w:jc", val="center" if kind == "head" else align[place]))
        paragraph.append(layout)
        run = _run(text, bold=kind != "row", linked=link is not None)
        if link is None:
            paragraph.append(run)
        else:
            anchor = _element("w:hyperlink", history="1")
            anchor.set(qn("r:id"), link)
            anchor.append(run)
            paragraph.append(anchor)
        cell.append(paragraph)
        made.append(cell)
    return made


def _run(text: str, *, bold: bool, linked: bool) -> etree._Element:
    made = _element("w:r")
    shape = _element("w:rPr")
    if linked:
        shape.append(_element("w:rStyle", val="Hyperlink"))
    if bold:
        shape.append(_element("w:b"))
    for name in ("w:sz", "w:szCs"):
        shape.append(_element(name, val=str(2 * TABLE_SIZE)))
    made.append(shape)
    written = _element("w:t")
    written.text = " ".join(normalize(text).split())
    made.append(written)
    return made


def _element(name: str, **values: str) -> etree._Element:
    made: etree._Element = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _twips(millimetres: float) -> str:
    return str(round(millimetres * _TWIPS))
