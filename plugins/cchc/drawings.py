"""Drawings (SVG) are documents: opened by themselves, what runs in them runs as a page of this site."""

import re
from pathlib import Path
from xml.parsers import expat

MAX_DRAWING = 2 * 1024 * 1024
"""Bytes; a larger one is refused unread."""
_ACTIVE = frozenset({"script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video"})
_FOREIGN = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")
_ADDRESS = re.compile(r"(?:https?|mailto|tel):|data:image/(?:png|jpeg|gif|webp)[;,]|(?![a-z][a-z0-9+.-]*:)")


class _Active(Exception):  # noqa: N818
    """Something in a drawing runs, or may."""


def is_still(file: Path) -> bool:
    """Whether a drawing can be read and nothing in it runs: no script, no handler, no page of another kind.

    It is read as browsers read it, by an XML parser: a search of its bytes knows neither prefixes,
    nor attributes that a document type adds, nor the encodings that hide them.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = _element
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


def _squeezed(address: str) -> str:
    """Return an address as browsers read it: they pass over white space and control characters."""
    return re.sub(r"[\x00-\x20]", "", address).lower()


def _instruction(target: str, _data: str) -> None:
    if target.lower() == "xml-stylesheet":  # a style sheet of XSLT makes pages
        raise _Active
