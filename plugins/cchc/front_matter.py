"""Reading front matter: the values as typed, and the line of each.

python-frontmatter splits a file; one `yaml.compose` gives values, lines and duplicate keys. Nothing
is constructed by YAML's own rules, which turn `010` into 8, `no` into false and `1.000` into 1.0,
and raise ValueError for 2026-13-45.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"0|[1-9]\d{0,17}")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_STANDARD_TAG = "tag:yaml.org,2002:"
_MAX_DEPTH = 8
_MAX_NODES = 5_000
_MAX_MARKS = 500
"""Up to this many characters that open a level, nesting is harmless to read."""
MAX_LENGTH = 64 * 1024
"""Front matter longer than this many characters is refused unread."""

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the front matter itself."""

    code: str
    line: int
    params: Mapping[str, str]


@dataclass(slots=True)
class FrontMatter:
    """The front matter of one file, and the text after it."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)
    """The line in the file of each key and list item."""
    numbers: dict[Path, str] = field(default_factory=dict)
    """Scalars that other YAML readers take for a decimal number, as typed."""
    faults: list[Fault] = field(default_factory=list)
    body: str = ""
    body_line: int = 1

    def line_of(self, path: Path) -> int:
        """Return the line of the deepest part of a path that is written at all."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return 1


_HANDLER = YAMLHandler()


def read(text: str) -> FrontMatter:
    """Read a normalised text. Faults are values; nothing is raised for what a file may hold."""
    result = FrontMatter(body=text)
    boundary = _HANDLER.FM_BOUNDARY
    assert boundary is not None
    start = boundary.match(text)
    end = boundary.search(text, start.end()) if start else None
    if start is None or end is None:
        line = 1 if start is None else text.count("\n", 0, start.end()) + 1
        missing = "opening" if start is None else "closing"
        result.faults.append(Fault("CCHC002", line, {"missing": missing}))
        return result
    front, result.body = _HANDLER.split(text)
    result.body_line = text.count("\n", 0, end.end()) + 1
    offset = text.count("\n", 0, start.end()) + 1
    if len(front) > MAX_LENGTH:
        params = {"found": str(len(front)), "allowed": str(MAX_LENGTH)}
        result.faults.append(Fault("CCHC005", offset, params))
        return result
    try:
        deep = _too_deep(front)
        if deep is not None:
            result.faults.append(Fault("CCHC005", offset + deep, {"found": "…", "allowed": ""}))
            return result
        node = yaml.compose(front, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = offset + (mark.line if mark else 0)
        result.faults.append(_syntax_fault(text, line, error.problem or ""))
        return result
    except yaml.YAMLError as error:  # control characters carry no mark
        result.faults.append(_syntax_fault(text, offset, str(error).splitlines()[0]))
        return result
    if not isinstance(node, yaml.MappingNode):
        result.faults.append(Fault("CCHC003", offset, {"found": "", "problem": "", "fix": ""}))
        return result
    reader = _Reader(result, offset)
    result.values = reader.mapping(node, ())
    return result


def _too_deep(front: str) -> int | None:
    """Return the line of `front` where nesting passes any use; composing it could exhaust the C stack."""
    if sum(front.count(mark) for mark in "[{?-") <= _MAX_MARKS:
        return None
    depth = 0
    for event in yaml.parse(front, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > 4 * _MAX_DEPTH:
            return int(event.start_mark.line)
    return None


def _syntax_fault(text: str, line: int, problem: str) -> Fault:
    lines = text.split("\n")
    found = lines[line - 1].strip() if line <= len(lines) else ""
    # Where a value holds `: ` or begins with a quote, YAML often complains a line later.
    for number in (line, line - 1):
        if 1 < number <= len(lines):
            key, colon, value = lines[number - 1].partition(":")
            value = value.strip()
            if colon and re.fullmatch(r"\s*-?\s*[A-Za-z_]+", key) and _needs_quotes(value):
                inner = value.strip("\"'“”").replace("\\", "\\\\").replace('"', '\\"')
                return Fault(
                    "CCHC003",
                    number,
                    {"found": lines[number - 1].strip(), "problem": problem, "fix": f'{key}: "{inner}"'},
                )
    return Fault("CCHC003", line, {"found": found[:200], "problem": problem, "fix": ""})


def _needs_quotes(value: str) -> bool:
    return ": " in value or value.endswith(":") or value[:1] in tuple("\"'“”@`%&*!|>[]{},#")


class _Reader:
    """Turns nodes into plain values, noting lines and faults on the way."""

    def __init__(self, result: FrontMatter, offset: int) -> None:
        self.result = result
        self.offset = offset
        self.seen: set[int] = set()

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + self.offset
            if not isinstance(key_node, yaml.ScalarNode):
                self.refuse(line, "? ")
                continue
            key = key_node.value
            if key in values:
                params = {"key": key, "first": str(self.result.lines[*path, key])}
                self.result.faults.append(Fault("CCHC004", line, params))
                continue
            self.result.lines[*path, key] = line
            values[key] = self.value(value_node, (*path, key))
        return values

    def value(self, node: yaml.Node, path: Path) -> Any:
        line = node.start_mark.line + self.offset
        if id(node) in self.seen:
            return self.refuse(line, "*")
        self.seen.add(id(node))
        if len(path) > _MAX_DEPTH or len(self.seen) > _MAX_NODES:
            return self.refuse(line, "…")
        if not node.tag.startswith(_STANDARD_TAG) or "python" in node.tag:
            return self.refuse(line, node.tag)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            items = []
            for index, item in enumerate(node.value):
                self.result.lines[*path, index] = item.start_mark.line + self.offset
                items.append(self.value(item, (*path, index)))
            return items
        return self.scalar(node, path) if isinstance(node, yaml.ScalarNode) else None

    def scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        text: str = node.value
        if node.style:  # quoted or block: always text
            return text
        if text.lower() in _WORDS:
            return _WORDS[text.lower()]
        if _INT.fullmatch(text):
            return int(text)
        if node.tag == _STANDARD_TAG + "float":
            self.result.numbers[path] = text
        return text

    def refuse(self, line: int, found: str) -> None:
        self.result.faults.append(Fault("CCHC005", line, {"found": found, "allowed": ""}))
