"""JSON Schema of front matter, for one agency: what may be written, and what each key means.

Made from the classes that check front matter, the sentences of `schema/meaning.py`, and the agency's own
units and topics. It says draft 2020-12 and keeps to keywords that draft-07 has with the same meaning, because
editors know that one; `enumDescriptions`, `errorMessage`, `markdownDescription` and `patternErrorMessage` are
for editors alone. What JSON Schema cannot say (that `month` is the month of `date`, that a day exists)
`cchc check` says.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from cchc import front_matter, labels, spellings
from cchc.citing import NUMBER
from cchc.locale import Text, Translator, say
from cchc.problems import describe
from cchc.schema import POST, RECORDS, Names, PluginConfig, Vocabulary, words
from cchc.schema.documents import DocumentType
from cchc.schema.events import EventKind, EventStatus
from cchc.schema.fields import ASKED_BY, ASKED_UNLESS, KIND
from cchc.schema.indicators import DECIMAL
from cchc.schema.meaning import MEANINGS, ORIGIN, STATUS
from cchc.schema.posts import Format, Kind, Origin, Status
from cchc.schema.procedures import Action, Level, OnlineLevel, SubmissionChannel
from cchc.schema.words.meaning import Meaning

KINDS = {kind.name: kind for kind in (POST, *RECORDS)}
MODELS: Mapping[str, type[BaseModel]] = {name: kind.meta for name, kind in KINDS.items()}
_DAY = "[2-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_ID = "[0-9]{4}/(0[1-9]|1[0-2])/[a-z0-9]+(-[a-z0-9]+)*"
_PART = "[2-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|-Q[1-4]|-H[12])?"
PERIOD = rf"{_PART}(\.\.{_PART})?"
"""Some days of the calendar, as `cchc.periods` reads them."""
_PATTERNS = {
    "date": rf"^\s*{_DAY}([T ][0-9]{{1,2}}:[0-9]{{2}}(:[0-9]{{2}})?( ?(Z|[+-][0-9]{{2}}:?[0-9]{{2}}))?)?\s*$",
    "month": "^[0-9]{4}-(0[1-9]|1[0-2])$",
    "due": rf"^\s*(ongoing|on_request|monthly|quarterly|half_yearly|yearly|{PERIOD})\s*$",
    "period": rf"^\s*{PERIOD}\s*$",
    "url": r"^\s*https?://[^\s/\"'<>]+[^\s\"'<>]*\s*$",
    "procedure_code": (
        r"^\s*[1-9]\.[0-9]{6}(\.[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2,3}|\.H[0-9]{2})?(\.[0-9]{2})?\s*$"
    ),
    "post_id": f"^{_ID}$",
    "old_id": rf"^(posts/)?{_ID}(\.md)?$",
    "document_number": rf"^\s*{NUMBER}\s*$",
    "string_pattern_mismatch": "^[a-z0-9]+(-[a-z0-9]+)*$",
    "duration": "^([0-9]{1,2}:)?[0-9]{1,2}:[0-5][0-9]$",
    "decimal": rf"^\s*{DECIMAL}\s*$",
    "string_too_short": r"\S",
    "markup": r"^(?!.*<[a-zA-Z/!])[\s\S]*\S",
}
_LABELS: Mapping[type[StrEnum], Mapping[Any, Text]] = {
    Status: STATUS,
    Origin: ORIGIN,
    Kind: labels.KIND,
    Format: labels.FORMAT,
    Level: labels.LEVEL,
    SubmissionChannel: labels.CHANNEL,
    OnlineLevel: labels.ONLINE,
    Action: labels.ACTION,
    DocumentType: labels.DOCUMENT_TYPE,
    EventKind: labels.EVENT_KIND,
    EventStatus: labels.EVENT_STATUS,
    **words.VALUES,
}
_ENUMS = {kind.__name__: kind for kind in _LABELS}
_CLASSES = {model.__name__: model for model in MEANINGS}

Node = dict[str, Any]
_NOTES = ("_example", "_allowed")
"""Kept beside a schema's keywords for tables: an example as it is typed, and what is allowed, in words."""


@dataclass(frozen=True, slots=True)
class Row:
    """One key, for a table."""

    key: str
    """With the keys above it: `image.alt`; `[]` marks a list."""
    required: str
    what: str
    allowed: str
    values: tuple[tuple[str, str], ...]
    """The values there are, with what each means; empty where anything of a kind may be written."""
    example: str
    """As typed after the colon."""


def build(kind: str, config: PluginConfig, translate: Translator) -> Node:
    """Return the JSON Schema of the front matter of a kind of file."""
    return _Builder(config, translate).schema(kind)


def rows(model: type[BaseModel], config: PluginConfig, translate: Translator) -> Iterator[Row]:
    """Yield every key of a front matter, the keys inside a key after it."""
    builder = _Builder(config, translate)
    yield from _rows(builder.root(model), builder, "", translate)


def value_of(example: str) -> Any:
    """Return what is read where an example stands after a key's colon."""
    return front_matter.read(f"---\nkey: {example}\n---\n").values["key"]


class _Builder:
    """Turns what pydantic says of a model into a schema without references, in one language."""

    def __init__(self, config: PluginConfig, translate: Translator) -> None:
        self._names = Vocabulary(config)
        self._translate = translate

    def schema(self, kind: str) -> Node:
        root = self.root(MODELS[kind])
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": KINDS[kind].front_matter.render(self._translate),
            **_published(root),
        }

    def root(self, model: type[BaseModel]) -> Node:
        raw = model.model_json_schema()
        node = self._object(model, raw, raw["$defs"])
        for key in set(node["properties"]) - set(node["required"]):
            _allow_null(node["properties"][key])  # an optional key left empty, as in `tags:`, says nothing
        conditions = [_condition(key) for key in ASKED_BY if key in node["properties"]]
        conditions += _unless(key for key in ASKED_UNLESS if key in node["properties"])
        return {**node, "allOf": conditions} if conditions else node

    def _object(self, model: type[BaseModel], raw: Node, definitions: Node) -> Node:
        """Return a mapping of known keys, each with its sentence."""
        properties = {
            key: self._described(self._node(value, definitions), MEANINGS[model][key], key)
            for key, value in raw["properties"].items()
        }
        return {
            "type": "object",
            "additionalProperties": False,
            "required": raw.get("required", []),
            "properties": properties,
        }

    def _described(self, node: Node, meaning: Meaning, key: str) -> Node:
        what = meaning.what.render(self._translate)
        example = meaning.example or node.pop("_example", "")
        told: Node = {"description": what.replace("`", ""), "markdownDescription": what}
        if example:
            told["markdownDescription"] += "\n\n" + say("Ví dụ: `{example}`", example=f"{key}: {example}").render(
                self._translate
            )
            told["examples"] = [value_of(example)]
            told["_example"] = example
        return {**told, **node}

    def _node(self, raw: Node, definitions: Node) -> Node:
        """Return what may stand at one place."""
        if "$ref" in raw:
            name = raw["$ref"].rsplit("/", 1)[1]
            node = (
                self._enum(_ENUMS[name])
                if name in _ENUMS
                else self._object(_CLASSES[name], definitions[name], definitions)
            )
        elif "anyOf" in raw:  # a kind of value, or nothing
            (known,) = (part for part in raw["anyOf"] if part != {"type": "null"})
            node = self._node(known, definitions)
            _allow_null(node)
        elif raw["type"] == "array":
            items = self._node(raw["items"], definitions)
            node = {"type": "array", **_only(raw, "minItems"), "items": items}
            if "_example" in items:
                node["_example"] = "[" + items.pop("_example") + "]"
        elif raw["type"] == "object":
            patterns = {key: self._node(value, definitions) for key, value in raw["patternProperties"].items()}
            node = {"type": "object", "patternProperties": patterns, "additionalProperties": False}
        else:
            node = self._scalar(raw)
        if raw.get("default") not in (None, []):
            node["default"] = raw["default"]
        return node

    def _scalar(self, raw: Node) -> Node:
        kind = raw.get(KIND)
        if kind in ("unit", "units"):
            groups = self._names.groups.values() if kind == "units" else ()
            return self._name(self._names.units, "unit", [name for group in groups for name in group.names])
        if kind == "topic":
            return self._name(self._names.topics, kind)
        node = {"type": raw["type"], **_only(raw, "pattern", "maxLength", "minimum")}
        if kind in _PATTERNS:
            node["pattern"] = _PATTERNS[kind]
            node |= self._needed("post_id" if kind == "old_id" else kind)
        if kind == "decimal":  # other readers of YAML take it for a number, unless it is in quotes
            node |= {"type": ["number", "string"], "minimum": 0}
        return node

    def _name(self, names: Names, kind: str, more: Sequence[str] = ()) -> Node:
        """Return a place that names a unit or a topic: a slug, or any of its names however it was typed."""
        ids = list(names.items)
        own = [name for item in names.items.values() for name in item.names]
        patterns = (spellings.pattern(name) for name in (*own, *more))
        written = "|".join(dict.fromkeys(patterns))
        node: Node = {
            "anyOf": [
                {
                    "enum": ids,
                    "enumDescriptions": [names.items[id_].name for id_ in ids],
                    "errorMessage": self._one_of(ids),
                },
                {
                    "type": "string",
                    "pattern": rf"^\s*({written})\s*$" if ids else "(?!)",
                    **self._needed(f"unknown_{kind}", allowed=", ".join(ids)),
                },
            ]
        }
        return {**node, "_example": ids[0]} if ids else node

    def _enum(self, kind: type[StrEnum]) -> Node:
        """Return a choice of words, with what each means."""
        meanings = [_LABELS[kind][value].render(self._translate).replace("`", "") for value in kind]
        ids = [value.value for value in kind]
        return {"enum": ids, "enumDescriptions": meanings, "errorMessage": self._one_of(ids)}

    def _one_of(self, ids: list[str]) -> str:
        allowed = say("một trong: {values}", values=", ".join(ids))
        return say("Cần {allowed}.", allowed=allowed).render(self._translate)

    def _needed(self, kind: str, **context: str) -> Node:
        """Return what an editor says where a pattern does not match, and the same for a table."""
        allowed = describe({"type": kind, "loc": (), "msg": "", "input": "", "ctx": context}).render(self._translate)
        return {
            "patternErrorMessage": say("Cần {allowed}.", allowed=allowed).render(self._translate),
            "_allowed": allowed,
        }


def _only(raw: Node, *names: str) -> Node:
    return {name: raw[name] for name in names if name in raw}


def _published(node: Any) -> Any:
    """Return a schema without what only tables show."""
    if isinstance(node, dict):
        return {key: _published(value) for key, value in node.items() if key not in _NOTES}
    return [_published(item) for item in node] if isinstance(node, list) else node


def _allow_null(node: Node) -> None:
    if "anyOf" in node:
        if {"type": "null"} not in node["anyOf"]:
            node["anyOf"].append({"type": "null"})
    elif "enum" in node:
        if None not in node["enum"]:
            node["enum"].append(None)
    elif isinstance(node["type"], str):
        node["type"] = [node["type"], "null"]
    elif "null" not in node["type"]:
        node["type"].append("null")


def _condition(key: str) -> Node:
    """Return that a key must be there when another has one of some values."""
    cause, values = ASKED_BY[key]
    written = sorted(value.value if isinstance(value, StrEnum) else value for value in values)  # type: ignore[type-var]
    return {
        "if": {"required": [cause], "properties": {cause: {"enum": written}}},
        "then": {"required": [key], "properties": {key: {"not": {"type": "null"}}}},
    }


def _unless(keys: Iterable[str]) -> Iterator[Node]:
    """Yield that keys must be there where another is not."""
    asked: dict[str, list[str]] = {}
    for key in keys:
        asked.setdefault(ASKED_UNLESS[key], []).append(key)
    for other, needed in asked.items():
        filled = {key: {"not": {"type": "null"}, "minItems": 1} for key in needed}
        yield {
            "if": {"properties": {other: {"type": "null"}}},  # true of one that is not there, too
            "then": {"required": needed, "properties": filled},
        }


def _rows(node: Node, builder: _Builder, above: str, translate: Translator) -> Iterator[Row]:
    for name, part in node["properties"].items():
        key = f"{above}{name}"
        yield Row(
            key=key,
            required=_required(name, name in node["required"], not above).render(translate),
            what=part["markdownDescription"].split("\n\n")[0],
            allowed=_allowed(part, translate),
            values=tuple(_values(part.get("items", part))),
            example=part.get("_example", ""),
        )
        inner = part.get("items", part)
        if "properties" in inner:
            yield from _rows(inner, builder, f"{key}[]." if inner is not part else f"{key}.", translate)


def _required(name: str, always: bool, is_top: bool) -> Text:
    if always:
        return say("Có")
    if is_top and name in ASKED_UNLESS:
        return say("Khi chưa có {cause}", cause=f"`{ASKED_UNLESS[name]}`")
    if not is_top or name not in ASKED_BY:
        return say("Không")
    cause, values = ASKED_BY[name]
    words = sorted(f"`{cause}: {str(value).lower()}`" for value in values)
    return say("Khi {cause}", cause=", ".join(words))


def _allowed(node: Node, translate: Translator) -> str:
    """Say what may be written; the values of a choice are listed apart."""
    if "items" in node:
        inner = _allowed(node["items"], translate)
        return (say("Danh sách; mỗi mục: {inner}", inner=inner) if inner else say("Danh sách")).render(translate)
    if "anyOf" in node or "enum" in node:
        return say("một trong các giá trị sau").render(translate)
    kinds = node["type"] if isinstance(node["type"], list) else [node["type"]]
    if "object" in kinds:
        text = say("các khóa con viết thụt vào dưới dòng này")
        if "patternProperties" in node:
            text = say("mã lỗi và lý do")
    elif "boolean" in kinds:
        text = say("`true` hoặc `false`")
    elif "integer" in kinds:
        text = say("số nguyên từ {least} trở lên", least=str(node["minimum"]))
    else:
        return _text_allowed(node, translate)
    return text.render(translate)


def _text_allowed(node: Node, translate: Translator) -> str:
    allowed = node.get("_allowed") or say("một mã ngôn ngữ, ví dụ vi, en, tay").render(translate)
    if "maxLength" not in node:
        return str(allowed)
    longest = say("tối đa {max} ký tự", max=str(node["maxLength"])).render(translate)
    return f"{allowed}; {longest}"


def _values(node: Node) -> Iterator[tuple[str, str]]:
    """Yield the words of a choice, with what each means."""
    choice = node["anyOf"][0] if "anyOf" in node else node
    yield from zip(choice.get("enum", ()), choice.get("enumDescriptions", ()), strict=False)
