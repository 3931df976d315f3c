"""The items of two lists, brought together: the same ones, those of one name, those that say nearly the same."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cchc.schema.documents import number_key
from cchc.text import spelled

Pair = tuple[int | None, int | None]
"""Where an item stood, and where it stands; None where it does not."""

_ALIKE = 0.5
"""The share of words from which on one item is taken for the other, amended."""
_MOST = 10_000
"""Pairs that are looked at more closely; of longer lists, all that differs is added and removed."""
_LONGEST = 20_000
_NAMES: Mapping[str, str] = {
    "methods": "channel",
    "dossier": "name",
    "announcing_decisions": "number",
}
"""What an item of each list is known by."""


def name_of(key: str, item: Any) -> str:
    """Return what an item of a list is known by; empty where it has no name."""
    name = item.get(_NAMES.get(key, "name")) if isinstance(item, dict) else None
    return " ".join(name.split()) if isinstance(name, str) else ""


def same(value: Any) -> str:
    """Return what two values share when they say the same."""
    if isinstance(value, dict):
        # A count that is not written is none.
        return repr(sorted((key, same(item)) for key, item in value.items() if item not in (None, "", 0, [], {})))
    if isinstance(value, list):
        return repr([same(item) for item in value])
    if isinstance(value, str):
        return spelled(value)
    return "" if value is None else str(value).lower()


def pairs(key: str, old: Sequence[Any], new: Sequence[Any]) -> list[Pair]:
    """Return the items of two lists by the order of the new one; those that are gone come last."""
    found: dict[int, int] = {}
    left, right = list(range(len(old))), list(range(len(new)))

    def meet(known: Mapping[int, int]) -> None:
        found.update(known)
        taken = set(known.values())
        left[:] = [index for index in left if index not in taken]
        right[:] = [index for index in right if index not in known]

    meet(_equal([same(item) for item in old], [same(item) for item in new]))
    meet(
        _named(
            [_known_by(key, old[index]) for index in left], [_known_by(key, new[index]) for index in right], left, right
        )
    )
    if len(left) * len(right) <= _MOST:
        meet(_alike(old, new, left, right))
    gone: list[Pair] = [(index, None) for index in left]
    return [(found.get(index), index) for index in range(len(new))] + gone


def is_moved(found: Sequence[Pair]) -> bool:
    """Whether items that are in both lists stand in another order."""
    kept = [before for before, after in found if before is not None and after is not None]
    return kept != sorted(kept)


def _equal(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    places: dict[str, deque[int]] = defaultdict(deque)
    for index, item in enumerate(old):
        places[item].append(index)
    return {index: places[item].popleft() for index, item in enumerate(new) if places[item]}


def _known_by(key: str, item: Any) -> str:
    name = name_of(key, item)
    if key == "announcing_decisions":
        return number_key(name)
    group = item.get("group") if isinstance(item, dict) and name else None
    return spelled(f"{group or ''}\n{name}").casefold().strip()


def _named(old: Sequence[str], new: Sequence[str], left: Sequence[int], right: Sequence[int]) -> dict[int, int]:
    """Return the items whose name no other item has."""
    counts, others = Counter(old), Counter(new)
    places = {name: index for name, index in zip(old, left, strict=True) if name and counts[name] == 1}
    return {index: places[name] for name, index in zip(new, right, strict=True) if name in places and others[name] == 1}


def _alike(old: Sequence[Any], new: Sequence[Any], left: Sequence[int], right: Sequence[int]) -> dict[int, int]:
    """Return the items that share most of their words, the most alike first."""
    said = {index: _words(old[index]) for index in left}
    says = {index: _words(new[index]) for index in right}
    rated = [
        (-share, abs(before - after), before, after)
        for before in left
        for after in right
        if (share := _share(said[before], says[after])) >= _ALIKE
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, before, after in sorted(rated):
        if before not in taken and after not in found:
            found[after] = before
            taken.add(before)
    return found


def _share(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _words(item: Any) -> Counter[str]:
    return Counter(spelled(_text(item)[:_LONGEST]).casefold().split())


def _text(item: Any) -> str:
    inner: Callable[[Any], str] = _text
    if isinstance(item, dict):
        return " ".join(inner(value) for value in item.values())
    return " ".join(inner(value) for value in item) if isinstance(item, list) else str(item)
