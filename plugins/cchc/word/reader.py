"""Reading the body of a Word file: paragraphs, lists, tables, pictures and notes, and what of it is lost."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from docx.document import Document
from docx.oxml.parser import parse_xml

from cchc.locale import say
from cchc.text import normalize
from cchc.weight import MAX_BODY
from cchc.word.blocks import Block, Inline, Note, Paragraph, Picture, Span, Table
from cchc.word.numbering import Numbering
from cchc.word.package import RefusedError
from cchc.word.styles import Style, font_of, is_on, qn, styles_of, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VML = "{urn:schemas-microsoft-com:vml}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PASSED = {qn(f"w:{name}") for name in ("smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo")}
_ADDED = {qn("w:ins"), qn("w:moveTo")}
_REMOVED = {qn("w:del"), qn("w:moveFrom")}
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_BOX = qn("w:txbxContent")
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]*)"')
_LEGACY = re.compile(r"\.?Vn|VNI[- ]", re.IGNORECASE)
_LATIN = re.compile("[\xa1-\xff]")
_VIETNAMESE = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_HIDDEN = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
"""What no reader sees: soft hyphens, joiners, directions."""
_SYMBOL = re.compile("[\ue000-\uf8ff]")
"""Letters of Wingdings and its like, which other fonts do not have."""
_SPACE = re.compile("[\xa0\n\t]")
_MACHINE_ALT = re.compile(r"generated|^(?:picture|image|hình ảnh|ảnh|hình)?\W*\d*$|\.(?:png|jpe?g|gif)$", re.IGNORECASE)
_KINDS = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg", b"GIF87a": ".gif", b"GIF89a": ".gif"}
EQUATION = "[công thức]"
MAX_COLUMNS = 63
"""What Word itself allows."""
_MAX_NESTED = 20
"""Fields in fields."""


@dataclass(slots=True)
class _Field:
    code: str = ""
    is_shown: bool = False


class Reader:
    """Reads one file, once, from its beginning to its end."""

    def __init__(self, document: Document) -> None:
        self.pictures: list[tuple[bytes, str]] = []
        """The bytes of each picture that can be published, and the ending of its name."""
        self.notes: list[tuple[Paragraph, ...]] = []
        self.lost: Counter[str] = Counter()
        self.fonts: Counter[str] = Counter()
        """Old fonts, by how much of the text needs them to be read."""
        self.is_unicode = False
        """Whether some text in an old font is written in Unicode nevertheless."""
        self._part: Any = document.part
        self._main: Any = document.part
        self._body: Any = document.element.body
        self._styles = styles_of(document)
        self._numbering = Numbering(
            self._related("numbering"), {id_: style.list_id for id_, style in self._styles.items()}
        )
        self._length = 0
        self._numbers: dict[object, int] = {}
        self._boxes: list[Block] = []
        self._fields: list[_Field] = []
        self._note_ids: dict[tuple[str, str], int] = {}
        self._note_order: list[tuple[str, str]] = []

    def read(self) -> tuple[Block, ...]:
        """Return the whole body; notes, pictures and what was lost are known afterwards."""
        blocks = tuple(self._blocks(self._body))
        self._read_notes()
        for rel in self._main.rels.values():
            kind = rel.reltype.rpartition("/")[2]
            if kind in ("header", "footer") and not rel.is_external:
                words = "".join(text.text or "" for text in parse_xml(rel.target_part.blob).iter(qn("w:t")))
                self.lost["header"] += any(char.isalpha() for char in words)
        return blocks

    def _related(self, kind: str) -> Any:
        """Return the root of a part that the main one names by its kind; None without one."""
        for rel in self._main.rels.values():
            if rel.reltype.rpartition("/")[2] == kind and not rel.is_external:
                return parse_xml(rel.target_part.blob)
        return None

    def _blocks(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == qn("w:p"):
                paragraph = self._paragraph(child)
                boxes, self._boxes = self._boxes, []
                if paragraph.inlines:
                    yield paragraph
                yield from boxes
            elif child.tag == qn("w:tbl"):
                table = self._table(child)
                if table.rows:
                    yield table
            elif child.tag in _PASSED or child.tag in _ADDED:
                self.lost["tracked"] += child.tag in _ADDED
                yield from self._blocks(child)
            elif child.tag == f"{_MATH}oMathPara":
                self.lost["equation"] += 1
                yield Paragraph(inlines=(Span(EQUATION),))
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._blocks(_choice(child))

    def _paragraph(self, element: Any) -> Paragraph:
        properties = element.find(qn("w:pPr"))
        style = self._style(properties, "w:pStyle")
        inlines = tuple(self._inlines(element, style, ""))
        if style.name.startswith("toc "):
            self.lost["toc"] += 1
            inlines = ()
        written = any(isinstance(item, Picture | Note) or item.text.strip() for item in inlines)
        paragraph = Paragraph(inlines=inlines if written else ())
        if not written:
            return paragraph
        list_id, level = style.list_id, style.list_level
        outline = value(properties, "w:outlineLvl") or ""
        numbers = None if properties is None else properties.find(qn("w:numPr"))
        if numbers is not None:
            list_id = value(numbers, "w:numId") or list_id
            level = int(value(numbers, "w:ilvl") or level)
        return replace(
            paragraph,
            heading=style.heading or (int(outline) + 1 if outline in list("012345678") else 0),
            label=self._numbering.label(list_id, level) if list_id not in ("", "0") else "",
            level=level + style.depth,
            is_title=style.name == "title",
            is_centred=value(properties, "w:jc") == "center",
            is_right=value(properties, "w:jc") in ("right", "end"),
        )

    def _style(self, properties: Any, kind: str) -> Style:
        id_ = value(properties, kind)
        return self._styles.get(id_ or "", self._styles[""])

    def _inlines(self, parent: Any, style: Style, href: str) -> Iterator[Inline]:
        for child in parent:
            tag = child.tag
            if tag == qn("w:r"):
                yield from self._run(child, style, href or self._field_link())
            elif tag == qn("w:hyperlink"):
                yield from self._inlines(child, style, href or self._target(child.get(f"{_RELATION}id")))
            elif tag in _PASSED:
                code = _LINK.match(child.get(qn("w:instr")) or "")
                yield from self._inlines(child, style, href or (code[1] if code else ""))
            elif tag in _ADDED:
                self.lost["tracked"] += 1
                yield from self._inlines(child, style, href)
            elif tag in _REMOVED:
                self.lost["tracked"] += 1
            elif tag in (f"{_MATH}oMath", f"{_MATH}oMathPara"):
                self.lost["equation"] += 1
                yield Span(EQUATION)
            elif tag == f"{_MC}AlternateContent":
                yield from self._inlines(_choice(child), style, href)

    def _target(self, id_: str | None) -> str:
        rel = self._part.rels.get(id_ or "")
        return rel.target_ref if rel is not None and rel.is_external else ""

    def _field_link(self) -> str:
        for item in reversed(self._fields):
            code = _LINK.match(item.code) if item.is_shown else None
            if code:
                return code[1]
        return ""

    def _run(self, element: Any, style: Style, href: str) -> Iterator[Inline]:
        properties = element.find(qn("w:rPr"))
        if is_on(properties, "w:vanish"):
            return
        own = self._style(properties, "w:rStyle") if value(properties, "w:rStyle") else Style()
        font = font_of(properties) or own.font or style.font
        raised = {"superscript": "sup", "subscript": "sub"}.get(value(properties, "w:vertAlign") or "", "")
        self.lost["struck"] += is_on(properties, "w:strike") or is_on(properties, "w:dstrike")
        look = Span(
            "",
            bold=is_on(properties, "w:b", default=own.bold),
            italic=is_on(properties, "w:i", default=own.italic),
            raised=raised,
            href=href,
        )
        for item in self._contents(element):
            if isinstance(item, str):
                self._notice_font(font, item)
                yield replace(look, text=item)
            else:
                yield item

    def _contents(self, run: Any) -> Iterator[str | Inline]:
        for child in run:
            tag = child.tag
            if tag == qn("w:t"):
                yield self._clean(child.text or "")
            elif tag in (qn("w:br"), qn("w:cr")):
                yield "\n" if child.get(qn("w:type")) in (None, "textWrapping") else ""
            elif tag in (qn("w:tab"), qn("w:ptab")):
                yield " "
            elif tag == qn("w:noBreakHyphen"):
                yield "-"
            elif tag == qn("w:sym"):
                self.lost["symbol"] += 1
            elif tag == qn("w:fldChar"):
                self._field(child.get(qn("w:fldCharType")))
            elif tag == qn("w:instrText") and self._fields:
                self._fields[-1].code += (child.text or "")[:2_000]
            elif tag in _NOTES:
                yield self._note(_NOTES[tag], child.get(qn("w:id")))
            elif tag == qn("w:commentReference"):
                self.lost["comment"] += 1
            elif tag == qn("w:object"):
                self.lost["object"] += 1
            elif tag in (qn("w:drawing"), qn("w:pict")):
                yield from self._drawing(child)
            elif tag == f"{_MC}AlternateContent":
                yield from self._contents(_choice(child))

    def _grow(self, length: int) -> None:
        """Count what the text will be at least as long as; raises RefusedError when no post is."""
        self._length += length
        if self._length > MAX_BODY:
            raise RefusedError(say("dài quá mức của một bài: chia thành nhiều bài"))

    def _clean(self, text: str) -> str:
        self._grow(len(text))
        text, symbols = _SYMBOL.subn("", text)
        self.lost["symbol"] += symbols > 0
        return _SPACE.sub(" ", _HIDDEN.sub("", normalize(text)))

    def _notice_font(self, font: str, text: str) -> None:
        if _LEGACY.match(font):
            self.fonts[font] += len(_LATIN.findall(text))
            self.is_unicode = self.is_unicode or bool(_VIETNAMESE.search(text))

    def _field(self, kind: str | None) -> None:
        if kind == "begin" and len(self._fields) < _MAX_NESTED:
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].is_shown = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, element: Any) -> Iterator[Inline]:
        boxes = [box for box in element.iter(_BOX) if _is_outermost(box, element)]
        for box in boxes:
            self.lost["box"] += 1
            outer, self._boxes = self._boxes, []
            outer.extend(self._blocks(box))
            self._boxes = outer
        found = False
        for picture in element.iter(f"{_DRAWING}blip", f"{_VML}imagedata"):
            if not any(above.tag == _BOX for above in picture.iterancestors()) or not boxes:
                found = True
                yield from self._picture(picture, element)
        self.lost["drawing"] += not found and not boxes

    def _picture(self, element: Any, drawing: Any) -> Iterator[Picture]:
        rel = self._part.rels.get(element.get(f"{_RELATION}embed") or element.get(f"{_RELATION}id") or "")
        if rel is None or rel.is_external:
            self.lost["linked"] += 1
            return
        part = rel.target_part
        ending = next((ending for magic, ending in _KINDS.items() if part.blob.startswith(magic)), None)
        if ending is None:
            self.lost["format"] += 1
            return
        if part.partname not in self._numbers:
            self._numbers[part.partname] = len(self.pictures)
            self.pictures.append((part.blob, ending))
        crop = element.getparent().find(f"{_DRAWING}srcRect") if element.tag == f"{_DRAWING}blip" else None
        self.lost["crop"] += crop is not None and any(crop.get(side, "0") != "0" for side in "ltrb")
        yield Picture(self._numbers[part.partname], _alt(drawing))

    def _note(self, kind: str, id_: str | None) -> Note:
        key = kind, id_ or ""
        if key not in self._note_ids:
            self._note_order.append(key)
        return Note(self._note_ids.setdefault(key, len(self._note_order)))

    def _read_notes(self) -> None:
        """Read the notes that the text leads to; a note may lead to another."""
        found: dict[tuple[str, str], Any] = {}
        parts: dict[str, Any] = {}
        for rel in self._main.rels.values():
            kind = rel.reltype.rpartition("/")[2]
            if kind in _NOTES.values() and not rel.is_external:
                parts[kind] = rel.target_part
                for element in parse_xml(rel.target_part.blob):
                    found[kind, element.get(qn("w:id"))] = element
        for key in self._note_order:  # grows on the way
            self._part = parts.get(key[0], self._main)
            blocks = tuple(self._blocks(found[key])) if key in found else ()
            self.notes.append(tuple(block for block in blocks if isinstance(block, Paragraph)))
        self._part = self._main

    def _table(self, element: Any) -> Table:
        rows: list[list[tuple[Block, ...]]] = []
        merged = False
        for row in _descend(element, qn("w:tr")):
            cells: list[tuple[Block, ...]] = []
            for cell in _descend(row, qn("w:tc")):
                properties = cell.find(qn("w:tcPr"))
                span = min(int(value(properties, "w:gridSpan") or 1), MAX_COLUMNS)
                merge = None if properties is None else properties.find(qn("w:vMerge"))
                is_below = merge is not None and merge.get(qn("w:val")) in (None, "continue")
                merged = merged or span > 1 or is_below
                blocks = tuple(self._blocks(cell))
                cells += [() if is_below else blocks, *[()] * (span - 1)][: MAX_COLUMNS - len(cells)]
            self._grow(3 * len(cells))
            if any(cells):
                rows.append(cells)
        width = max((len(cells) for cells in rows), default=0)
        self.lost["merged"] += merged
        return Table(tuple((*cells, *[()] * (width - len(cells))) for cells in rows))


def _descend(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, inside content controls and tracked changes too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _PASSED or child.tag in _ADDED:
            yield from _descend(child, tag)


def _choice(element: Any) -> Any:
    """Return what Word itself shows of the alternatives it wrote."""
    found = element.find(f"{_MC}Choice")
    return next(iter(element), ()) if found is None else found


def _is_outermost(box: Any, drawing: Any) -> bool:
    for above in box.iterancestors():
        if above is drawing:
            return True
        if above.tag in (_BOX, f"{_MC}Fallback"):
            return False
    return True


def _alt(drawing: Any) -> str:
    """Return a picture's description, where a person wrote one."""
    for element in (*drawing.iter(qn("wp:docPr")), *drawing.iter(f"{_VML}shape")):
        text = " ".join(normalize(element.get("descr") or element.get("alt") or "").split())
        if text and not _MACHINE_ALT.search(text):
            return _HIDDEN.sub("", text)[:300]
    return ""
