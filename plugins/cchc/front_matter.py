"""Reading front matter: the values as typed, and the line of each.

python-frontmatter splits a file; one `yaml.compose` gives values, lines and duplicate keys. Nothing
is constructed by YAML's own rules, which turn `010` into 8, `no` into false and `1.000` into 1.0,
and raise ValueError for 2026-13-45.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from cchc.locale import Params
from cchc.text import normalize

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"0|[1-9][0-9]{0,17}")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_FLOAT_TAG = "tag:yaml.org,2002:float"
MAX_DEPTH = 100
MAX_VALUES = 3_000
"""Keys and values, each list and mapping being one of them."""
MAX_LENGTH = 256 * 1024
"""Front matter longer than this many characters is refused unread."""
_SPECIAL = re.compile(r"(?:^|[\[{,:?-])[ \t]*[&*!]", re.MULTILINE)
_PLAIN = re.compile(r"[^\W\d_](?:[\w ./()-]*[\w.)])?")
_ENTRY = re.compile(r"(\s*(?:- *)?[A-Za-z_]+):(\s+|(?=[^\s/]))(\S.*)")

_TEXT = r'"([^"\\\n]*)"'
_KEY = r"([a-z_]{1,99})"  # YAML takes no key of a thousand letters
_SIMPLE = re.compile(rf"{_KEY}: +(?:{_TEXT}|([^\W\d_][\w ,./()%+-]*|\d[\d-]*)|(\[(?:{_TEXT}(?:, {_TEXT})*)?\]))")
_ITEMS = re.compile(_TEXT)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the front matter itself."""

    code: str
    line: int
    params: Params


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
        result.faults.append(Fault("CCHC005", offset, _beyond("length", MAX_LENGTH, str(len(front)))))
        return result
    if _is_short(front) and _read_simple(front, offset, result):
        return result
    lines = text.split("\n", result.body_line)[: result.body_line]
    node = None
    try:
        result.faults.extend(_forbidden(front, offset, lines))
        if not result.faults:
            node = yaml.compose(front, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        # Of a line without a colon YAML complains at the next one; the context is where it began.
        begun = error.context_mark if "simple key" in (error.context or "") else None
        mark = begun or error.problem_mark
        result.faults.append(_syntax_fault(lines, offset, offset + (mark.line if mark else 0)))
    except (yaml.YAMLError, ValueError):  # control characters carry no mark
        result.faults.append(_syntax_fault(lines, offset, offset))
    if isinstance(node, yaml.MappingNode):
        result.values = _Reader(result, offset).mapping(node, ())
    elif node is not None:
        result.faults.append(_syntax_fault(lines, offset, offset + node.start_mark.line))
    if not result.values and not result.faults:
        result.faults.append(Fault("CCHC002", 1, {"missing": "keys"}))
    return result


def _read_simple(front: str, offset: int, result: FrontMatter) -> bool:
    """Read entries of one line that no two readers take for different things, which most files hold; whether all are.

    YAML reads each in six times the time.
    """
    values: dict[str, Any] = {}
    lines: dict[Path, int] = {}
    for line, entry in enumerate(front.split("\n"), offset):
        if not entry:
            continue
        found = _SIMPLE.fullmatch(entry)
        if found is None or found[1] in values:
            return False
        key, text, plain, items = found.group(1, 2, 3, 4)
        lines[key,] = line
        if text is not None:
            values[key] = text
        elif plain:
            values[key] = _plain(plain.rstrip(" "))
        else:
            values[key] = _ITEMS.findall(items)
            lines.update(((key, index), line) for index in range(len(values[key])))
    result.values, result.lines = values, lines
    return bool(values)


def _plain(text: str) -> Any:
    """Return what a text without quotes stands for."""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    return int(text) if _INT.fullmatch(text) else text


def glimpse(text: str, key: str) -> str | None:
    """Return what stands after a key at the start of a file that cannot be read, as far as its line shows it."""
    found = re.search(rf"^{re.escape(key)}:[ \t]*(\S.*)$", text[:MAX_LENGTH], re.MULTILINE)
    return " ".join(re.sub(r"\s#.*", "", found[1][:200]).split()).strip("\"'“”‘’") or None if found else None


def _is_short(front: str) -> bool:
    """Whether it can neither be nested too deep (each level needs one of these) nor hold too much."""
    return sum(front.count(mark) for mark in "[{?-\n") <= MAX_DEPTH and front.count(",") <= MAX_VALUES // 4


def _forbidden(front: str, offset: int, lines: list[str]) -> list[Fault]:
    """Return what YAML can do and a clerk never means, before anything is built from it.

    Aliases multiply, tags name types, an anchor swallows a word of `title: &abc def`, and nesting
    without end exhausts the C stack. Most files hold nothing of the kind and are not read twice.
    """
    if _is_short(front) and not _SPECIAL.search(front):
        return []
    faults: dict[int, Fault] = {}
    depth = count = 0
    for event in yaml.parse(front, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        count += isinstance(event, yaml.NodeEvent)
        line = offset + (event.start_mark.line if event.start_mark else 0)
        if depth > MAX_DEPTH or count > MAX_VALUES:
            beyond = _beyond("depth", MAX_DEPTH) if depth > MAX_DEPTH else _beyond("values", MAX_VALUES)
            faults[line] = Fault("CCHC005", line, beyond)
            break
        if getattr(event, "tag", None) not in (None, "!") or getattr(event, "anchor", None):
            found = lines[line - 1]
            fix = _fixed(found) if re.search(r":\s[&*!]", found) else ""
            faults.setdefault(line, Fault("CCHC005", line, {"found": _shown(found), "fix": fix}))
    return list(faults.values())


def _beyond(limit: str, most: int, found: str = "") -> Params:
    """Return what is said of front matter that is more than may be read of it: longer, fuller or deeper."""
    return {"limit": limit, "max": str(most), "found": found, "fix": ""}


def _syntax_fault(lines: list[str], first: int, line: int) -> Fault:
    """Return the fault of the line that YAML complains of, or of the one that is to blame for it."""
    line = min(line, len(lines))
    # YAML often complains a line late; of a quote that is never closed, wherever the next one stands.
    opened = (number for number in range(first, line) if _opens_quote(lines[number - 1]))
    for number in (line, line - 1, *opened):
        fix = _fixed(lines[number - 1]) if number >= first else ""
        if fix:
            return Fault("CCHC003", number, {"found": _shown(lines[number - 1]), "fix": fix})
    tab = "tab" if re.match(r" *\t", lines[line - 1]) else ""
    return Fault("CCHC003", line, {"found": _shown(lines[line - 1]), "fix": "", "tab": tab})


def _shown(line: str) -> str:
    return " ".join(line[:200].split())


def _opens_quote(line: str) -> bool:
    entry = _ENTRY.fullmatch(line)
    return entry is not None and entry[3][0] in "\"'"


def _fixed(line: str) -> str:
    """Return an entry that YAML cannot read, with its value in quotes; empty where that is no cure."""
    entry = _ENTRY.fullmatch(line) if len(line) <= 1000 else None
    if entry is None:
        return ""
    key, space, value = entry.groups()
    if not space:
        return f"{key}: {value}"
    mark = value[0] if value[0] in "\"'" else ""
    if not mark:
        value = re.sub(r"\s#.*", "", value)
    try:
        yaml.compose(line.strip(), Loader=_Loader)
    except (yaml.YAMLError, ValueError):
        pass
    else:
        if value[0] not in "&*!":
            return ""
    if mark and value.count(mark) == 1:
        value = value[1:]
    elif mark and len(value) > 1 and value.endswith(mark):
        value = value[1:-1]
    return f"{key}: {quoted(value.strip())}"


def quoted(value: str) -> str:
    """Return a text in the quotes that need least escaping."""
    if re.search(r"[\n\t]", value):
        return json.dumps(value, ensure_ascii=False)  # a JSON string is a double-quoted YAML one
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


def written(value: object) -> str:
    """Return a value of front matter on one line, as `read` gives it back."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)}: {written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(item) for item in value) + "]"
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) and value.lower() not in _WORDS else quoted(value)
    return "null" if value is None else str(value).lower()


class _Reader:
    """Turns nodes into plain values, noting lines and faults on the way."""

    def __init__(self, result: FrontMatter, offset: int) -> None:
        self.result = result
        self.offset = offset

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + self.offset
            key = normalize(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in values:
                params = {"key": key, "first": str(self.result.lines[*path, key])}
                self.result.faults.append(Fault("CCHC004", line, params))
                continue
            self.result.lines[*path, key] = line
            values[key] = self.value(value_node, (*path, key))
        return values

    def value(self, node: yaml.Node, path: Path) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.result.lines[*path, index] = item.start_mark.line + self.offset
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self.scalar(node, path)

    def scalar(self, node: yaml.Node, path: Path) -> Any:
        text = normalize(node.value)  # escapes in quotes can hold what no page can
        if getattr(node, "style", None):  # quoted or block: always text
            return text
        if node.tag == _FLOAT_TAG:
            self.result.numbers[path] = text
        return _plain(text)
