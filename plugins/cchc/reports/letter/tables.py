"""Tables of a Word file, written row by row: python-docx looks through all of a table for each cell."""

from collections.abc import Sequence
from dataclasses import replace

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
from cchc.reports.letter.widths import PADDING, fitted, lines
from cchc.reports.written import address, is_number, rows, said, shown
from cchc.text import normalize

_TWIPS = 56.6929
"""In a millimetre."""
_TOGETHER = 18
"""Tables of up to so many lines stay on one page."""


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
    table = table if columns else _telling(table)
    head = [said(name, translate) for name in table.columns]
    every = rows(table)
    texts = [[shown(cell, translate) for cell in row] for row in every]
    widths = list(columns) or fitted(head, texts, width)
    is_short = not columns and lines(head, texts, widths) <= _TOGETHER
    made = _element("w:tbl")
    made.append(_properties(width))
    grid = _element("w:tblGrid")
    for each in widths:
        grid.append(_element("w:gridCol", w=_twips(each)))
    made.append(grid)
    made.append(_row([(name, None) for name in head], widths, [], "head", is_kept=True))
    numeric = [is_number(table, place) for place in range(len(table.columns))]
    for number, (row, told) in enumerate(zip(every, texts, strict=True), 1):
        cells = [(text, _url(site, links, cell)) for text, cell in zip(told, row, strict=True)]
        align = ["center" if isinstance(cell, int | float) or numeric[at] else "left" for at, cell in enumerate(row)]
        kind = "total" if table.total and number == len(every) else "row"
        made.append(_row(cells, widths, align, kind, is_kept=is_short and number < len(every)))
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


def _telling(table: Table) -> Table:
    """Return the table without columns in which nothing stands; paper is narrow."""
    places = [at for at in range(len(table.columns)) if any(row[at] is not None for row in table.rows)]
    if len(places) == len(table.columns) or not places:
        return table

    def cut(row: Sequence[Cell]) -> list[Cell]:
        return [row[at] for at in places]

    heads = [table.columns[at] for at in places]
    return replace(
        table, columns=heads, rows=[cut(row) for row in table.rows], total=cut(table.total) if table.total else ()
    )


def _properties(width: float) -> etree._Element:
    made = _element("w:tblPr")
    made.append(_element("w:tblStyle", val="TableGrid"))
    made.append(_element("w:tblW", w=_twips(width), type="dxa"))
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color="000000"))
    made.append(borders)
    made.append(_element("w:tblLayout", type="fixed"))
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=_twips(PADDING / 2), type="dxa"))
    made.append(margins)
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
