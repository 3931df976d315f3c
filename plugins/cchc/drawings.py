"""Drawings (SVG) are documents: opened by themselves, what runs in them runs as a page of this site."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

MAX_DRAWING = 2 * 1024 * 1024
"""Bytes; a larger one is refused unread."""
_ACTIVE = frozenset({"script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video"})
_FOREIGN = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")
_ADDRESS = re.compile(r"(?:https?|mailto|tel):|data:image/(?:png|jpeg|gif|webp)[;,]|(?![a-z][a-z0-9+.-]*:)")

_NUMBER = re.compile(r"[+-]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(?:e[+-]?\d)?", re.ASCII)
_LENGTH = re.compile(r"\+?(\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(px|pt|pc|mm|cm|in|)", re.ASCII)
_UNITS = {"": 1, "px": 1, "pt": 96 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
_LONGEST = 10_000
"""Pixels; what matters of a larger drawing is how its sides stand to each other."""


class _Active(Exception):  # noqa: N818
    """Something in a drawing runs, or may."""


def is_still(file: Path) -> bool:
    """Whether a drawing can be read and nothing in it runs: no script, no handler, no page of another kind.

    It is read as browsers read it, by an XML parser: a search of its bytes knows neither prefixes,
    nor attributes that a document type adds, nor the encodings that hide them.
    """
    return _passes(file, _element)


def is_whole(file: Path) -> bool:
    """Whether a drawing is still, and shows nothing that lies elsewhere: what draws it here reads files."""
    return _passes(file, _own_element)


def _passes(file: Path, judge: Callable[[str, dict[str, str]], None]) -> bool:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = judge
    parser.ProcessingInstructionHandler = _instruction
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_DRAWING + 1)
        if len(data) > MAX_DRAWING:
            return False
        parser.Parse(data, True)
    except (_Active, expat.ExpatError, OSError, ValueError, LookupError):
        return False
    return True


def size_of_drawing(file: Path) -> tuple[int, int]:
    """Return the width and height of a drawing in pixels as browsers take them, from its root alone."""
    root: list[dict[str, str]] = []

    def first(_name: str, attributes: dict[str, str]) -> None:
        root.append(attributes)
        raise _Active

    parser = expat.ParserCreate()
    parser.StartElementHandler = first
    try:
        with file.open("rb") as stream:
            parser.Parse(stream.read(MAX_DRAWING))
    except (_Active, expat.ExpatError, OSError, ValueError, LookupError):
        pass
    written = root[0] if root else {}
    box = [float(number) for number in _NUMBER.findall(written.get("viewBox", ""))[2:4]]
    across, down = _length(written.get("width", "")), _length(written.get("height", ""))
    if not (across and down) and len(box) == 2 and min(box) > 0:
        shape = box[0] / box[1]
        across = across or (down or box[1]) * shape
        down = down or across / shape
    largest = max(across or 300, down or 150, 1)  # what CSS gives a drawing that does not say
    scale = min(1, _LONGEST / largest)
    return max(1, round((across or 300) * scale)), max(1, round((down or 150) * scale))


def _length(written: str) -> float:
    match = _LENGTH.fullmatch(written.strip())
    return float(match[1]) * _UNITS[match[2]] if match else 0


def _element(name: str, attributes: dict[str, str]) -> None:
    space, _, local = name.rpartition(" ")
    if local.lower() in _ACTIVE or space in _FOREIGN:
        raise _Active
    for key, value in attributes.items():
        attribute = key.rpartition(" ")[2].lower()
        if attribute.startswith("on") or (attribute in ("href", "src") and not _ADDRESS.match(_squeezed(value))):
            raise _Active
        if attribute == "attributename" and _squeezed(value).rpartition(":")[2].startswith(("href", "on")):
            raise _Active  # an animation may put in later what is refused above


def _own_element(name: str, attributes: dict[str, str]) -> None:
    _element(name, attributes)
    for key, value in attributes.items():
        if key.rpartition(" ")[2].lower() == "href" and not _squeezed(value).startswith(("#", "data:")):
            raise _Active


def _squeezed(address: str) -> str:
    """Return an address as browsers read it: they pass over white space and control characters."""
    return re.sub(r"[\x00-\x20]", "", address).lower()


def _instruction(target: str, _data: str) -> None:
    if target.lower() == "xml-stylesheet":  # a style sheet of XSLT makes pages
        raise _Active
