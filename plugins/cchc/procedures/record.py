"""What a source says of one procedure: the keys of the schema, as front matter holds them."""

from dataclasses import dataclass, field
from typing import Any

from cchc import front_matter
from cchc.locale import Text
from cchc.schema import ProcedureMeta

Values = dict[str, Any]
OWNED = (
    "name", "field", "type", "levels", "issuing_agency", "executing_agencies", "competent_agency", "delegated_agencies",
    "coordinating_agencies", "reception_address", "subjects", "methods", "time_limit", "fee", "fee_note", "dossier",
    "dossier_sets", "steps", "results", "conditions", "legal_basis", "related", "online_level", "online_reason",
    "announcing_decisions", "portal_url",
)  # fmt: skip
"""What the portal says of a procedure; every other key of a file is its editors' own."""


@dataclass(slots=True)
class Record:
    """What a source says of one procedure."""

    code: str
    values: Values
    file: str
    row: int
    is_flat: bool = False
    """Of a table, where lists are lines of a cell: how they are divided proves nothing."""
    is_restored: bool = False
    """Whether zeros were put back at the end of its code."""
    notes: list[Text] = field(default_factory=list)
    parsed: dict[str, bool] = field(default_factory=dict)
    """Of each flattened text that was there, whether it could be parted for certain."""

    @property
    def key(self) -> str:
        """The eight characters that identify the procedure."""
        return self.code[:8]


def plain(key: str, value: Any) -> Any:
    """Return a value as front matter holds it: what the schema makes of it, without what says nothing."""
    adapter = ProcedureMeta.model_validate(
        {"code": "1.000000", "name": "x", "field": "x", "synced_at": "2000-01-01", key: value}
    )
    return compact(adapter.model_dump(mode="json", include={key})[key])


_Adapter = ProcedureMeta


def compact(value: Any) -> Any:
    """Return a value without keys that say nothing: null, an empty text, and no papers."""
    if isinstance(value, dict):
        return {key: compact(item) for key, item in value.items() if item not in (None, "", [], 0)}
    return [compact(item) for item in value] if isinstance(value, list | tuple) else value


_MOST_NODES = 2_500
_LONGEST = front_matter.MAX_LENGTH - 20_000


def settled(record: Record) -> Values:
    """Return a record's values as a file can hold them.

    Front matter has bounds that keep a hostile file from costing much; lists beyond them become one text each.
    """
    values = {key: plain(key, record.values[key]) for key in OWNED if key in record.values}
    if _nodes(values) <= _MOST_NODES and _length(values) <= _LONGEST:
        return values
    for key in ("dossier", "steps", "legal_basis", "conditions", "results"):
        if key in values:
            values[key] = _papers(values[key]) if key == "dossier" else ["\n".join(values[key])]
            record.parsed[key] = False
    return values


def _papers(items: list[Any]) -> list[Any]:
    groups: dict[str, list[str]] = {}
    for item in items:
        counts = ", ".join(
            f"{item[key]} {word}" for key, word in (("originals", "bản chính"), ("copies", "bản sao")) if key in item
        )
        form = f" [{item['form']['name']}]" if "form" in item else ""
        groups.setdefault(item.get("group", ""), []).append(f"- {item['name']}{form}{f' ({counts})' if counts else ''}")
    joined = ({"group": group, "name": "\n".join(names)} for group, names in groups.items())
    return [item if item["group"] else {"name": item["name"]} for item in joined]


def _nodes(value: Any) -> int:
    if isinstance(value, dict):
        return 2 + sum(1 + _nodes(item) for item in value.values())
    return 2 + sum(_nodes(item) for item in value) if isinstance(value, list) else 1


def _length(value: Any) -> int:
    """Return how long a value is in a file, about."""
    if isinstance(value, dict):
        return sum(20 + _length(item) for item in value.values())
    if isinstance(value, list):
        return sum(10 + _length(item) for item in value)
    return len(str(value)) + 6 * str(value).count("\n")
