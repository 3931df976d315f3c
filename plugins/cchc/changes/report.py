"""What is between two states of the procedures: for whoever sits at the screen, for a wiki page, for programs."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from cchc.changelog import Change, ChangeKind, Difference
from cchc.changes.sides import Side
from cchc.changes.states import Comparison, Unread
from cchc.changes.wording import Words, untold
from cchc.formats import json_text
from cchc.formats.safe import plain
from cchc.locale import Translator, say

_SHOWN = 40
"""Differences of one procedure that are written out for people; a program is told all."""
_BRIEF = frozenset({ChangeKind.ADDED, ChangeKind.REMOVED})


def as_text(found: Comparison, words: Words, translate: Translator) -> str:
    """Return the comparison in lines; nothing in a file reaches the terminal but letters."""
    lines = [_title(found, translate), words.counts(found.changes) + "."]
    for kind, changes in groupby(found.changes, key=lambda item: item.kind):
        group = list(changes)
        lines += ["", f"{words.kind(kind)} ({len(group)})"]
        for change in group:
            lines.append(f"  {change.code}  {change.name}")
            lines += [f"      {line}" for line in _details(change, words, translate)]
    if found.unread:
        heading = translate("Không đọc được")
        lines += ["", f"{heading} ({len(found.unread)})"]
        lines += [f"  {_unread(item, translate)}" for item in found.unread]
    lines += ["", _unchanged(found, translate)]
    return "".join(f"{_indented(line)}\n" for line in lines)


def as_markdown(found: Comparison, words: Words, translate: Translator) -> str:
    """Return the comparison as a page of Markdown, for a report or a merge request."""
    lines = [f"# {_escaped(_title(found, translate))}", "", f"{_escaped(words.counts(found.changes))}."]
    for kind, changes in groupby(found.changes, key=lambda item: item.kind):
        lines += ["", f"## {_escaped(words.kind(kind))}", ""]
        for change in changes:
            lines.append(f"- **{_escaped(change.code)}** {_escaped(change.name)}")
            lines += [f"  - {_escaped(line)}" for line in _details(change, words, translate)]
    if found.unread:
        lines += ["", "## " + translate("Không đọc được"), ""]
        lines += [f"- {_escaped(_unread(item, translate))}" for item in found.unread]
    return "\n".join([*lines, "", _escaped(_unchanged(found, translate))]) + "\n"


def as_json(found: Comparison, words: Words, translate: Translator) -> str:
    """Return everything there is to know, with the values as the files have them."""
    return json_text(
        {
            "schema_version": 1,
            "old": _side(found.old),
            "new": _side(found.new),
            "counts": {kind.value: sum(item.kind is kind for item in found.changes) for kind in ChangeKind},
            "unchanged": found.unchanged,
            "changes": [_change(item, words) for item in found.changes],
            "unreadable": [
                {
                    "side": item.side,
                    "path": item.path,
                    "line": item.why.line,
                    "reason": item.why.reason.render(translate),
                }
                for item in found.unread
            ],
        }
    )


def _side(side: Side) -> dict[str, Any]:
    return {"name": side.name, "kind": side.kind, "commit": side.commit}


def _change(change: Change, words: Words) -> dict[str, Any]:
    return {
        "change": change.kind.value,
        "code": change.code,
        "name": change.name,
        "field": change.field,
        "decision": dict(change.decision) if change.decision else None,
        "replaced_by": change.replaced_by,
        "differences": [_difference(item, words) for item in change.differences],
    }


def _difference(item: Difference, words: Words) -> dict[str, Any]:
    return {
        "key": item.key,
        "label": words.label(item.key),
        "how": item.how.value,
        "item": {"number": item.place, "name": item.item} if item.place else None,
        "below": item.below or None,
        "before": item.before,
        "after": item.after,
    }


def _title(found: Comparison, translate: Translator) -> str:
    return say("So sánh {old} với {new}", old=_named(found.old), new=_named(found.new)).render(translate)


def _named(side: Side) -> str:
    return f"{side.name} ({side.commit[:10]})" if side.commit else side.name


def _details(change: Change, words: Words, translate: Translator) -> Iterator[str]:
    if change.decision:
        told = words.decision(change.decision)
        action = words.value("action", change.decision["action"]) if change.decision.get("action") else ""
        yield say("theo {decision}", decision=told).render(translate) + (f" ({action})" if action else "")
    if change.replaced_by and change.kind is not ChangeKind.AMENDED:
        yield say("thủ tục thay thế: {code}", code=change.replaced_by).render(translate)
    if change.kind in _BRIEF:
        return
    left = untold(change)
    for item in left[:_SHOWN]:
        yield words.difference(item)
    if len(left) > _SHOWN:
        yield say("và {n} chỗ khác nữa", n=str(len(left) - _SHOWN)).render(translate)


def _unread(item: Unread, translate: Translator) -> str:
    side = translate("bản trước") if item.side == "old" else translate("bản sau")
    line = say("dòng {line}", line=str(item.why.line)).render(translate)
    return f"{side}: {item.path}, {line}: {item.why.reason.render(translate)}"


def _unchanged(found: Comparison, translate: Translator) -> str:
    return say("Không thay đổi: {n} thủ tục.", n=str(found.unchanged)).render(translate)


def _indented(line: str) -> str:
    text = line.lstrip(" ")
    return " " * (len(line) - len(text)) + plain(text)


def _escaped(text: str) -> str:
    text = plain(text).replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\|`*_\[\]~$#])", r"\\\1", text)
