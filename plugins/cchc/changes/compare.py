"""Two versions of a procedure, compared key by key, and lists item by item."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cchc.changelog import Change, ChangeKind, Difference, How
from cchc.changes.items import is_moved, name_of, pairs, same
from cchc.changes.versions import Version
from cchc.schema import Action, ProcedureMeta
from cchc.schema.documents import number_key

BODY = "body"
"""The text below the front matter: a list of paragraphs."""
OF_THE_AGENCY = frozenset(
    {"updated", "synced_at", "reviewed_on", "reviewed_by", "owner_unit", "notes", "keep", "ignore"}
)
"""Keys that say nothing about the procedure itself."""
_IN_ANY_ORDER = frozenset(
    {
        *("levels", "executing_agencies", "coordinating_agencies", "delegated_agencies", "subjects"),
        *("legal_basis", "related", "keep"),
    }
)
_PARAGRAPHS = re.compile(r"\n\s*\n")


def compare(old: Version | None, new: Version | None) -> Change | None:
    """Return what became of a procedure; None where both versions say the same, however they are written."""
    version = new or old
    if version is None:
        return None
    found = tuple(differences(old, new)) if old and new else ()
    if old and new and not found:
        return None
    decision = _announcing(old, new)
    kind = _kind(old, new, found)
    return Change(
        kind=kind,
        code=version.code,
        name=version.name,
        field=version.field,
        decision=decision or (_last(version.values) if kind is ChangeKind.ABOLISHED else None),
        replaced_by=_text(version.values.get("replaced_by")),
        differences=found,
    )


def differences(old: Version, new: Version) -> Iterator[Difference]:
    """Yield what the new version says otherwise, by the order of the schema's keys; the text comes last."""
    keys = dict.fromkeys([*(field.alias or name for name, field in ProcedureMeta.model_fields.items())])
    for key in (*keys, *sorted((old.values.keys() | new.values.keys()) - keys.keys())):
        yield from _of_value(key, old.values.get(key), new.values.get(key))
    yield from _of_value(BODY, _paragraphs(old.body), _paragraphs(new.body))


def _paragraphs(body: str) -> list[str]:
    return [part for part in _PARAGRAPHS.split(body) if part.strip()]


def _of_value(key: str, before: Any, after: Any) -> Iterator[Difference]:
    if same(before) == same(after):
        return
    if isinstance(before or after, list) and isinstance(after or before, list):
        yield from _of_list(key, before or [], after or [])
    elif isinstance(before, dict) and isinstance(after, dict):
        yield from _inside(key, 0, "", before, after)
    else:
        yield Difference(key=key, how=_how(before, after), before=before, after=after)


def _how(before: Any, after: Any) -> How:
    if before in (None, "", [], {}):
        return How.ADDED
    return How.REMOVED if after in (None, "", [], {}) else How.CHANGED


def _of_list(key: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Difference]:
    found = pairs(key, old, new)
    for before, after in found:
        if after is None:
            item = old[before or 0]
            yield Difference(key=key, how=How.REMOVED, place=(before or 0) + 1, item=name_of(key, item), before=item)
        elif before is None:
            item = new[after]
            yield Difference(key=key, how=How.ADDED, place=after + 1, item=name_of(key, item), after=item)
        elif isinstance(old[before], dict) and isinstance(new[after], dict):
            yield from _inside(key, after + 1, name_of(key, new[after]), old[before], new[after])
        elif same(old[before]) != same(new[after]):
            yield Difference(key=key, how=How.CHANGED, place=after + 1, before=old[before], after=new[after])
    if key not in _IN_ANY_ORDER and is_moved(found):
        yield Difference(key=key, how=How.MOVED)


def _inside(key: str, place: int, item: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for below in dict.fromkeys((*old, *new)):
        before, after = old.get(below), new.get(below)
        if same([before or None]) != same([after or None]):
            how = _how(before, after)
            yield Difference(key=key, how=how, place=place, item=item, below=below, before=before, after=after)


def _kind(old: Version | None, new: Version | None, found: Sequence[Difference]) -> ChangeKind:
    if new is None:
        return ChangeKind.REMOVED
    if old is None:
        return ChangeKind.ADDED
    before, after = _action(old.values), _action(new.values)
    if after == Action.ABOLISHED != before:
        return ChangeKind.ABOLISHED
    successor = _text(new.values.get("replaced_by"))
    is_led_on = successor and successor != _text(old.values.get("replaced_by")) and after != Action.ABOLISHED
    if after == Action.REPLACED != before or is_led_on:
        return ChangeKind.REPLACED
    return ChangeKind.REVIEWED if all(item.key in OF_THE_AGENCY for item in found) else ChangeKind.AMENDED


def _decisions(values: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    written = values.get("announcing_decisions")
    return [item for item in written if isinstance(item, dict)] if isinstance(written, list) else []


def _since(decision: Mapping[str, Any]) -> str:
    return str(decision.get("effective") or decision.get("date") or "")


def _last(values: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the decision that stands when all that are written are in force."""
    return max(reversed(_decisions(values)), key=_since, default=None)


def _action(values: Mapping[str, Any]) -> str | None:
    last = _last(values)
    return _text(last.get("action")) if last else None


def _announcing(old: Version | None, new: Version | None) -> Mapping[str, Any] | None:
    """Return the latest decision that only the new version names."""
    if new is None:
        return None
    known = {_known(item) for item in _decisions(old.values)} if old else set()
    fresh = [item for item in _decisions(new.values) if _known(item) not in known]
    return max(reversed(fresh), key=_since, default=None)


def _known(decision: Mapping[str, Any]) -> tuple[str, str | None]:
    return number_key(str(decision.get("number", ""))), _text(decision.get("action"))


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
