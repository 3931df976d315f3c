"""Long values, cut to what people need to see of them."""

from dataclasses import replace
from typing import Any

from cchc.changelog import Change, Difference, How

SHORT = 240
"""Letters of a value that are shown where there is little room."""
_AROUND = 60
"""Letters left of what two values share, before and after what differs."""
_MOST = 100
"""Differences of one procedure that are kept."""


def brief(change: Change) -> Change:
    """Return a change without what nobody is shown of it: history would keep whole procedures over and over."""
    return replace(change, differences=tuple(_brief(item) for item in change.differences[:_MOST]))


def _brief(item: Difference) -> Difference:
    before, after = item.before, item.after
    if item.how is How.CHANGED and isinstance(before, str) and isinstance(after, str):
        before, after = around(" ".join(before.split()), " ".join(after.split()))
    return replace(item, before=_short(before), after=_short(after))


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _short(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_short(inner) for inner in value[:20]]
    return cut(" ".join(value[: 2 * SHORT].split()), SHORT) if isinstance(value, str) else value


def cut(text: str, most: int = 80) -> str:
    """Return a text cut at a word where it is longer."""
    if len(text) <= most:
        return text
    return text[: most + 1].rsplit(" ", 1)[0][:most].rstrip(" ,;:(") + "…"


def around(before: str, after: str) -> tuple[str, str]:
    """Return two values without most of what they share at their beginning and at their end."""
    if len(before) + len(after) <= 2 * SHORT:
        return before, after
    shortest = min(len(before), len(after))
    start = next((place for place in range(shortest) if before[place] != after[place]), shortest)
    rest = shortest - start
    end = next((place for place in range(rest) if before[-1 - place] != after[-1 - place]), rest)
    first = _word_before(before, start - _AROUND)
    last = max(0, end - _AROUND)
    return _part(before, first, len(before) - last), _part(after, first, len(after) - last)


def _word_before(text: str, place: int) -> int:
    return text.rfind(" ", 0, place) + 1 if place > 0 else 0


def _part(text: str, start: int, end: int) -> str:
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")
