"""Front matter as an import writes it: one key at a time, everything else of a file as it stands."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from cchc import front_matter
from cchc.front_matter import written

ORDER = (
    "code", "name", "field", "type", "levels", "issuing_agency", "executing_agencies", "competent_agency",
    "delegated_agencies", "coordinating_agencies", "reception_address", "subjects", "methods", "time_limit", "fee",
    "fee_note", "local_fee", "dossier", "dossier_sets", "steps", "results", "conditions", "legal_basis", "related",
    "online_level", "online_reason", "announcing_decisions", "replaced_by", "portal_url", "owner_unit", "reviewed_on",
    "reviewed_by", "notes", "keep", "updated", "synced_at", "ignore",
)  # fmt: skip
"""The keys as a new file has them, the day of the comparison last."""
_WIDE = 100
_CLOSING = re.compile(r"-{3,}\s*")


def entry(key: str, value: Any) -> str:
    """Return a key with its value, as lines."""
    return "\n".join(_lines(f"{key}:", value, "  "))


def _lines(head: str, value: Any, indent: str) -> list[str]:
    if isinstance(value, str):
        if "\n" in value:
            return [f"{head} |-", *(indent + line if line else "" for line in value.split("\n"))]
        return [f"{head} {_scalar(value)}"]
    if isinstance(value, dict):
        return [head, *(line for key, item in value.items() for line in _lines(f"{indent}{key}:", item, indent + "  "))]
    if isinstance(value, list):
        flat = written(value)
        if len(flat) + len(head) < _WIDE and "\n" not in flat and "\\n" not in flat:
            return [f"{head} {flat}"]
        return [head, *(line for item in value for line in _item(item, indent))]
    return [f"{head} {written(value)}"]


def _item(value: Any, indent: str) -> list[str]:
    if not isinstance(value, dict):
        return _lines(f"{indent}-", value, indent + "  ")
    flat = written(value)
    if len(flat) < _WIDE and "\\n" not in flat:
        return [f"{indent}- {flat}"]
    first, *rest = (line for key, item in value.items() for line in _lines(f"{indent}  {key}:", item, indent + "    "))
    return [f"{indent}- {first.lstrip()}", *rest]


def _scalar(value: str) -> str:
    # `2026-01-15` is a day to other readers of YAML, and means one here.
    return value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else written(value)


def new(values: Mapping[str, Any]) -> str:
    """Return a new file."""
    return "\n".join(("---", *(entry(key, values[key]) for key in ORDER if key in values), "---", ""))


def changed(text: str, values: Mapping[str, Any]) -> str:
    """Return a file with some of its keys written anew; comments, order, and the text below stay.

    The file is one that `front_matter.read` understands.
    """
    lines = text.split("\n")
    starts = {str(path[0]): line - 1 for path, line in front_matter.read(text).lines.items() if len(path) == 1}
    close = next(place for place in range(max(starts.values()) + 1, len(lines)) if _CLOSING.fullmatch(lines[place]))
    spans = _spans(lines, starts, close)
    inserted: dict[int, list[str]] = {}
    for key in sorted(values, key=ORDER.index):
        if key not in spans:
            inserted.setdefault(_after(key, spans, close), []).append(entry(key, values[key]))
    made: list[str] = []
    begins = {start: (key, end) for key, (start, end) in spans.items()}
    place = 0
    while place <= len(lines):
        made += inserted.get(place, ())
        if place == len(lines):
            break
        key, end = begins.get(place, ("", 0))
        if key in values:
            made.append(entry(key, values[key]))
            place = end
        else:
            made.append(lines[place])
            place += 1
    return "\n".join(made)


def _spans(lines: Sequence[str], starts: Mapping[str, int], close: int) -> dict[str, tuple[int, int]]:
    """Return the lines of each key; comments and blank lines before the next key belong to that."""
    order = sorted(starts.items(), key=lambda item: item[1])
    spans: dict[str, tuple[int, int]] = {}
    for (key, start), below in zip(order, [*(start for _, start in order[1:]), close], strict=True):
        end = below
        while end > start + 1 and re.match(r"\s*$|#", lines[end - 1]):
            end -= 1
        spans[key] = start, end
    return spans


def _after(key: str, spans: Mapping[str, tuple[int, int]], close: int) -> int:
    above = (other for other in reversed(ORDER[: ORDER.index(key)]) if other in spans)
    found = next(above, None)
    return spans[found][1] if found else close
