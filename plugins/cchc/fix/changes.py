"""Single changes to a front matter that can be read: where, what, and which values may differ afterwards."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from cchc import dues
from cchc.dates import Month
from cchc.fix import meant
from cchc.fix.readable import inside
from cchc.front_matter import Path, quoted, written
from cchc.locale import Text, say
from cchc.model import Problem
from cchc.problems import shown
from cchc.schema import DOCUMENT_NUMBER, Names, Vocabulary
from cchc.schema.documents import number_meant
from cchc.text import normalize

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLANKS = re.compile(r"[ \t]+\Z")
_NAMES = {"unit": "units", "owner_unit": "units", "co_units": "units", "topic": "topics"}
_CODES = ("code", "procedures", "replaced_by")


@dataclass(frozen=True, slots=True)
class Change:
    """A replacement of some parts of a text."""

    path: Path
    """The only key whose value may be another one afterwards; empty where none may."""
    edits: tuple[tuple[int, int, str], ...]
    """Where each part begins and ends, and what takes its place; in order."""
    what: Text
    mends: str = ""
    """The code of the problem that has to be gone afterwards; empty for what the checks let pass."""

    def of(self, head: str) -> str:
        """Return the text with the change made."""
        for start, end, new in reversed(self.edits):
            head = head[:start] + new + head[end:]
        return head


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value on one line, and where it stands in the text."""

    start: int
    end: int
    style: str | None
    text: str

    def retyped(self, value: str, otherwise: str) -> str:
        """Return another value in the quotes that are there; where there are none, or they do not fit, `otherwise`."""
        return otherwise if self.style is None or re.search(r"[\"'\\\n]", value) else f"{self.style}{value}{self.style}"


class Layout:
    """The values of a front matter that can be read, by their keys."""

    def __init__(self, head: str) -> None:
        self.head = head
        self.scalars: dict[Path, Scalar] = {}
        self.sentences: dict[Path, Scalar] = {}
        """Items of lists that YAML takes for a key and its value: `- Bước 1: nộp hồ sơ`."""
        self.columns: dict[Path, int] = {}
        """Where each key begins in its line."""
        self.ends: list[int] = []
        """Where values end."""
        start, end = inside(head)
        node = yaml.compose(head[start:end], Loader=_Loader)
        self._begin = start
        if node is not None:
            self._see(node, ())

    def _see(self, node: yaml.Node, path: Path) -> None:
        start, end = self._begin + node.start_mark.index, self._begin + node.end_mark.index
        is_block = isinstance(node, yaml.CollectionNode) and not node.flow_style
        if not is_block and getattr(node, "style", None) not in ("|", ">"):
            self.ends.append(end)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                below = (*path, normalize(key.value) if isinstance(key, yaml.ScalarNode) else "?")
                self.columns[below] = key.start_mark.column
                self._see(value, below)
            self._note_sentence(node, path)
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                self._see(value, (*path, index))
        elif isinstance(node, yaml.ScalarNode) and node.start_mark.line == node.end_mark.line:
            self.scalars[path] = Scalar(start, end, node.style or None, node.value)

    def _note_sentence(self, node: yaml.MappingNode, path: Path) -> None:
        if len(node.value) != 1 or node.flow_style or not path or not isinstance(path[-1], int):
            return
        ((key, _),) = node.value
        value = self.scalars.get((*path, normalize(key.value))) if isinstance(key, yaml.ScalarNode) else None
        start = self._begin + key.start_mark.index
        if value is None or key.style or value.style or "\n" in self.head[start : value.start]:
            return
        if not self.head[value.end : self.end_of_line(value.end)].strip():
            self.sentences[path] = Scalar(start, value.end, None, self.head[start : value.end])

    def line_of(self, position: int) -> int:
        """Return the line of a place in the text."""
        return self.head.count("\n", 0, position) + 1

    def blanks_after(self, position: int) -> tuple[int, int] | None:
        """Return where the blanks stand that are all there is between a place and the end of its line."""
        match = _BLANKS.match(self.head, position, self.end_of_line(position))
        return match.span() if match else None

    def end_of_line(self, position: int) -> int:
        """Return where the line of a place ends."""
        return self.head.index("\n", position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A front matter that can be read, and what was found wrong with it."""

    head: str
    values: Mapping[str, Any]
    numbers: Mapping[Path, str]
    """Values that other YAML readers take for decimal numbers."""
    refused: tuple[tuple[str, Path, Any], ...]
    """What the schema refused: the kind of error, where, and the value."""
    problems: tuple[Problem, ...]
    ignored: frozenset[str]
    """Codes that the author lets stand."""
    folder: Month | None
    """The month of the folder it lies in."""
    is_unreadable: bool
    """Whether YAML does not read it, or reads nothing in it."""


def changes(case: Case, vocabulary: Vocabulary, successors: Mapping[str, str]) -> Iterator[Change]:
    """Yield what may be changed for the better; each has to be tried."""
    layout = Layout(case.head)
    for kind, path, found in case.refused:
        yield from _refused(case, layout, vocabulary, kind, path, found)
    yield from _noted(case, layout)
    yield from _unquoted(case, layout)
    yield from _named_otherwise(layout, vocabulary)
    yield from _numbered(layout)
    yield from _succeeded(case, layout, successors)
    yield from _padded(layout)


def _refused(case: Case, layout: Layout, vocabulary: Vocabulary, kind: str, path: Path, found: Any) -> Iterator[Change]:
    scalar = layout.scalars.get(path)
    month = case.values.get("month")
    if path == ("month",) and kind in ("missing", "month"):
        meant_month = meant.month_of(case.values.get("date"), month, case.folder)
        if meant_month:
            yield from _month(layout, str(meant_month))
    elif kind == "string_type" and path in layout.sentences:
        sentence = layout.sentences[path]
        yield _quoted(layout, path, sentence, sentence.text, "CCHC103")
    elif scalar is None:
        return
    elif kind == "date":
        day = meant.day(found, *((month, case.folder) if path == ("date",) else (None, None)))
        if day:
            yield _retyped(layout, path, scalar, str(day), str(day), "CCHC201")
    elif kind == "due":
        due = dues.meant(found, case.values.get("year"))
        if due and due.is_certain:
            yield _retyped(layout, path, scalar, due.text, written(due.text), "CCHC870")
    elif kind in ("unknown_unit", "unknown_topic") and isinstance(found, str):
        names = vocabulary.units if kind == "unknown_unit" else vocabulary.topics
        id_ = meant.name(names, found)
        if id_:
            code = "CCHC301" if kind == "unknown_unit" else "CCHC302"
            yield _retyped(layout, path, scalar, id_, written(id_), code)
    elif kind == "procedure_code" and isinstance(found, str) and meant.code(found):
        yield _quoted(layout, path, scalar, str(meant.code(found)), "CCHC802")
    elif kind == "document_number" and isinstance(found, str) and (number := number_meant(found)):
        yield _retyped(layout, path, scalar, number, written(number), "CCHC851")
    elif isinstance(found, str) and found.strip(meant.QUOTES) not in ("", found):
        text = found.strip(meant.QUOTES)
        yield _retyped(layout, path, scalar, text, quoted(text), "CCHC103")


def _month(layout: Layout, month: str) -> Iterator[Change]:
    what = say("{key}: {value}", key="month", value=f'"{month}"')
    written_, dated = layout.scalars.get(("month",)), layout.scalars.get(("date",))
    if written_:
        is_empty = written_.start == written_.end
        edit = (written_.start, written_.end, f' "{month}"' if is_empty else quoted(month))
        yield Change(("month",), (edit,), what, "CCHC202")
    elif dated and ("month",) not in layout.columns:
        place = layout.end_of_line(dated.end)
        line = f'\n{" " * layout.columns["date",]}month: "{month}"'
        yield Change(("month",), ((place, place, line),), what, "CCHC101")


def _noted(case: Case, layout: Layout) -> Iterator[Change]:
    """Yield what stands on a line that reading the text took note of: Word's quotes, a value cut short by `#`."""
    for problem in case.problems:
        if problem.code not in ("CCHC007", "CCHC109") or problem.code in case.ignored:
            continue
        key = str(problem.params["found"]).partition("\n")[0]
        for path, scalar in layout.scalars.items():
            if not (path[-1] == key and layout.line_of(scalar.start) == problem.place.line and scalar.style is None):
                continue
            end = layout.end_of_line(scalar.end)
            line = case.head[scalar.start : end].strip()
            if problem.code == "CCHC109":
                yield _quoted(layout, path, scalar, scalar.text.strip("“”„‟ "), problem.code)
            elif line.startswith(scalar.text + " ") and not re.search(r"\s#(?:\s|.*\s#)", line):
                whole = Scalar(scalar.start, scalar.start + len(line), None, line)
                yield _quoted(layout, path, whole, line, problem.code)


def _unquoted(case: Case, layout: Layout) -> Iterator[Change]:
    """Yield procedure codes that other YAML readers take for numbers."""
    for path, text in case.numbers.items():
        scalar = layout.scalars.get(path)
        if scalar and path[0] in _CODES and "CCHC803" not in case.ignored:
            yield _quoted(layout, path, scalar, text, "CCHC803")


def _succeeded(case: Case, layout: Layout, successors: Mapping[str, str]) -> Iterator[Change]:
    """Yield codes of procedures in whose place others came, where the post does not name these as well."""
    if "CCHC806" in case.ignored:
        return
    codes = {path: scalar for path, scalar in layout.scalars.items() if len(path) == 2 and path[0] == "procedures"}
    named = {scalar.text.strip()[:8] for scalar in codes.values()}
    for path, scalar in codes.items():
        code = successors.get(scalar.text.strip()[:8])
        if code and code[:8] not in named:
            yield _quoted(layout, path, scalar, code, "")


def _named_otherwise(layout: Layout, vocabulary: Vocabulary) -> Iterator[Change]:
    """Yield units and topics under a name that the schema knows and that is not their slug."""
    for path, scalar in layout.scalars.items():
        kind = _NAMES.get(str(path[0])) if path else None
        if kind is None or len(path) > 1 + (path[0] == "co_units"):
            continue
        names: Names = getattr(vocabulary, kind)
        id_ = names.id_of(scalar.text)
        if id_ and id_ != scalar.text:
            yield _retyped(layout, path, scalar, id_, written(id_))


def _numbered(layout: Layout) -> Iterator[Change]:
    """Yield documents that a post cites under a number with something around it, or without the bar of Đ."""
    for path, scalar in layout.scalars.items():
        if len(path) != 2 or path[0] != "documents" or DOCUMENT_NUMBER.fullmatch(scalar.text):
            continue
        number = number_meant(scalar.text)
        if number and number != scalar.text:
            yield _retyped(layout, path, scalar, number, written(number))


def _padded(layout: Layout) -> Iterator[Change]:
    """Yield white space around values: inside their quotes, and at the end of their lines."""
    for path, scalar in layout.scalars.items():
        if scalar.text.strip() not in ("", scalar.text):
            text = scalar.text.strip()
            yield _retyped(layout, path, scalar, text, quoted(text) if scalar.style else text)
    blanks = sorted({place for end in layout.ends if (place := layout.blanks_after(end))})
    if blanks:
        edits = tuple((start, end, "") for start, end in blanks)
        yield Change((), edits, say("bỏ dấu cách thừa ở cuối dòng"))


def _retyped(layout: Layout, path: Path, scalar: Scalar, value: str, otherwise: str, mends: str = "") -> Change:
    return _changed(layout, path, scalar, scalar.retyped(value, otherwise), mends)


def _quoted(layout: Layout, path: Path, scalar: Scalar, value: str, mends: str) -> Change:
    return _changed(layout, path, scalar, quoted(value), mends)


def _changed(layout: Layout, path: Path, scalar: Scalar, new: str, mends: str) -> Change:
    old = shown(layout.head[scalar.start : scalar.end])
    key = ".".join(part for part in path if isinstance(part, str))
    what = say("{key}: {old} → {new}", key=key, old=old, new=shown(new))
    return Change(path, ((scalar.start, scalar.end, new),), what, mends)
