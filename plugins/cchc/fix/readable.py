"""Front matter that YAML cannot read, made readable: only where what its author meant is certain."""

import re
from dataclasses import dataclass

from frontmatter.default_handlers import YAMLHandler

from cchc import front_matter
from cchc.front_matter import Fault, quoted
from cchc.locale import Text, say

_BOUNDARY = YAMLHandler.FM_BOUNDARY
_ENTRY = re.compile(r"([ ]*(?:- +)?([A-Za-z_]+):[ \t]+)(\S(?:.*\S)?)[ \t]*")
_WRAPPED = re.compile(r"[\"“”„‟]([^\"“”„‟]+)[\"“”„‟]")
_BLOCK = re.compile(r"[:-][ \t]+[|>][-+0-9]*[ \t]*(?:#.*)?$", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]*\t[ \t]*(?=[^\s#])", re.MULTILINE)
_TEXTS = ("title", "name", "summary")
"""Keys whose value is a sentence, whatever mark it begins with."""
_WIDTHS = (2, 4, 8)
"""What editors take a tab for."""
_MOST = 30
"""Lines put into quotes in one file."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A front matter that can be read, and what was done for it."""

    head: str
    done: tuple[tuple[int, Text], ...] = ()


def split(text: str) -> tuple[str, str]:
    """Return a file's front matter with both its lines of dashes, and all that follows; no front matter is none."""
    start = _BOUNDARY.match(text)
    end = _BOUNDARY.search(text, start.end()) if start else None
    return (text[: end.end()], text[end.end() :]) if end else ("", text)


def inside(head: str) -> tuple[int, int]:
    """Return where the YAML of a front matter begins and ends."""
    start = _BOUNDARY.match(head)
    end = _BOUNDARY.search(head, start.end()) if start else None
    return (start.end(), end.start()) if start and end else (0, 0)


def readable(head: str) -> Mended | None:
    """Return the front matter as YAML can read it; None where it stays a riddle."""
    mended = _without_faults(head)
    if mended or not _INDENT.search(head) or _BLOCK.search(head):
        return mended
    ways = [item for width in _WIDTHS if (item := _without_faults(_indented(head, width)))]
    if not ways or any(_values(item.head) != _values(ways[0].head) for item in ways):
        return None
    lines = (head.count("\n", 0, match.start()) + 1 for match in _INDENT.finditer(head))
    tabs = ((line, say("dấu Tab đầu dòng đổi thành dấu cách")) for line in lines)
    return Mended(ways[0].head, (*tabs, *ways[0].done))


def _indented(head: str, width: int) -> str:
    return _INDENT.sub(lambda match: match[0].expandtabs(width), head)


def _values(head: str) -> object:
    return front_matter.read(head).values


def _without_faults(head: str) -> Mended | None:
    """Put values that YAML takes for something else into quotes, one after the other, until it reads them all."""
    done: list[tuple[int, Text]] = []
    front = front_matter.read(head)
    while front.faults:
        fault = front.faults[0]
        better = _quoted(head, fault) if len(done) < _MOST else None
        if better is None:
            return None
        head, key = better
        front = front_matter.read(head)
        if front.faults and front.faults[0].line <= fault.line:
            return None
        done.append((fault.line, say("giá trị của `{key}` đặt trong dấu nháy kép", key=key)))
    return Mended(head, tuple(done))


def _quoted(head: str, fault: Fault) -> tuple[str, str] | None:
    """Return the front matter with the value of the faulty line in quotes, and its key."""
    if fault.code not in ("CCHC003", "CCHC005") or not fault.params.get("fix"):
        return None
    lines = head.split("\n")
    entry = _ENTRY.fullmatch(lines[fault.line - 1])
    if entry is None or (entry[1].startswith((" ", "-")) and _BLOCK.search(head)):
        return None  # inside a block of text nothing is a key
    opening, key, value = entry.groups()
    meant = _meant(key, value)
    if meant is None:
        return None
    lines[fault.line - 1] = opening + quoted(meant)
    return "\n".join(lines), key


def _meant(key: str, value: str) -> str | None:
    """Return the text that a value which YAML cannot read was meant to be."""
    if re.search(r"\s#", value) or value[0] in "#|>":
        return None
    wrapped = _WRAPPED.fullmatch(value)
    if wrapped:
        return wrapped[1].strip() or None
    if value[0] in "&*![{":
        return value if key in _TEXTS and not value.startswith(("!!", "!<")) else None
    mark = value[0] if value[0] in "\"'" else ""
    if mark and (value[-1] in "\"'”’" or value.count(mark) % 2):
        return None  # which quotes are the value's own?
    return value
