"""What the styles of a Word file say, each with those that it is based on."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn as _qn

qn = cache(_qn)  # asked for at every element
_HEADING = re.compile(r"heading ([1-9])")
_LIST_LEVEL = re.compile(r"list (?:bullet|number) ([2-5])")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style, and those it is based on, say."""

    name: str = ""
    heading: int = 0
    list_id: str = ""
    list_level: int = 0
    depth: int = 0
    """How much deeper Word shows its list than the list's own level."""
    font: str = ""
    bold: bool = False
    italic: bool = False


def styles_of(document: Document) -> dict[str, Style]:
    """Return every style by its id; under the empty id, what holds where no style is named."""
    root: Any = document.styles.element
    elements = {element.get(qn("w:styleId")): element for element in root.iterchildren(qn("w:style"))}
    default = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    font = font_of(default)
    normal = next(
        (id_ for id_, one in elements.items() if one.get(qn("w:default")) and one.get(qn("w:type")) == "paragraph"), ""
    )
    styles = {id_: _style(elements, id_, font) for id_ in elements}
    return {**styles, "": styles.get(normal, Style(font=font))}


def _style(elements: dict[str, Any], id_: str, font: str) -> Style:
    style = Style(name=(value(elements[id_], "w:name") or "").casefold())
    seen: set[str | None] = set()
    at: str | None = id_
    while at in elements and at not in seen and len(seen) < 20:
        seen.add(at)
        element = elements[at]
        heading = _HEADING.fullmatch((value(element, "w:name") or "").casefold())
        properties, words = element.find(qn("w:pPr")), element.find(qn("w:rPr"))
        numbers = None if properties is None else properties.find(qn("w:numPr"))
        style = replace(
            style,
            heading=style.heading or (int(heading[1]) if heading else 0),
            list_id=style.list_id or value(numbers, "w:numId") or "",
            list_level=style.list_level or int(value(numbers, "w:ilvl") or 0),
            font=style.font or font_of(words),
            bold=style.bold or is_on(words, "w:b"),
            italic=style.italic or is_on(words, "w:i"),
        )
        at = value(element, "w:basedOn")
    level = _LIST_LEVEL.fullmatch(style.name)  # Word indents these, each in a list of its own
    return replace(style, font=style.font or font, depth=int(level[1]) - 1 if level else 0)


def font_of(properties: Any) -> str:
    """Return the font that a run or style names; empty where it names none."""
    fonts = None if properties is None else properties.find(qn("w:rFonts"))
    return "" if fonts is None else fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or ""


def value(parent: Any, name: str) -> str | None:
    """Return what a property is set to; None where it is not there."""
    found = None if parent is None else parent.find(qn(name))
    return None if found is None else found.get(qn("w:val"))


def is_on(properties: Any, name: str, *, default: bool = False) -> bool:
    """Return whether a property such as bold is switched on."""
    found = None if properties is None else properties.find(qn(name))
    return default if found is None else found.get(qn("w:val")) not in ("0", "false", "off", "none")
