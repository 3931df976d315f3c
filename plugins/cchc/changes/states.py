"""Two whole states of the procedures, compared record by record; where a file lies and what it is called is nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cchc.changelog import Change, ChangeKind
from cchc.changes.compare import compare
from cchc.changes.sides import Side
from cchc.changes.versions import Unreadable, Version, read, text_of
from cchc.front_matter import glimpse
from cchc.locale import say
from cchc.schema import PROCEDURE_CODE, Vocabulary
from cchc.text import normalize, sort_key

_ORDER = tuple(ChangeKind)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file of one side that tells of no procedure."""

    side: Literal["old", "new"]
    path: str
    why: Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that is between two states."""

    old: Side
    new: Side
    changes: tuple[Change, ...]
    """By what became of them, then by name in the Vietnamese alphabet."""
    unread: tuple[Unread, ...]
    unchanged: int


def between(old: Side, new: Side, vocabulary: Vocabulary | None = None) -> Comparison:
    """Return what is between two states. A file that is the same on both sides is not read again."""
    before_texts, after_texts = _texts(old), _texts(new)
    shared = set(before_texts.readable.values()) & set(after_texts.readable.values())
    before = _records("old", before_texts, shared, vocabulary)
    after = _records("new", after_texts, shared, vocabulary)
    lost = {item.path for item in (*before.unread, *after.unread)}
    changes = []
    unchanged = 0
    for key in sorted(before.found.keys() | after.found.keys()):
        one, other = before.found.get(key), after.found.get(key)
        if one is None and other and other.path in lost:
            continue  # what it was cannot be read: nobody knows what became of it
        if other is None and one and one.path in lost:
            continue
        is_same = one is not None and other is not None and one.version == other.version
        change = None if is_same else compare(_version(one, vocabulary), _version(other, vocabulary))
        if change is None:
            unchanged += 1
        else:
            changes.append(change)
    changes.sort(key=lambda item: (_ORDER.index(item.kind), sort_key(item.name), item.code))
    return Comparison(
        old=old, new=new, changes=tuple(changes), unread=(*before.unread, *after.unread), unchanged=unchanged
    )


@dataclass(frozen=True, slots=True)
class _Texts:
    readable: Mapping[str, str]
    refused: Mapping[str, Unreadable]


@dataclass(frozen=True, slots=True)
class _Record:
    path: str
    version: Version | str
    """As text, where both sides have the same: it is read only if that turns out to be needed."""


@dataclass(frozen=True, slots=True)
class _Records:
    found: Mapping[str, _Record]
    unread: tuple[Unread, ...]


def _texts(side: Side) -> _Texts:
    readable: dict[str, str] = {}
    refused = dict(side.refused)
    for path, content in side.files.items():
        text = normalize(content.removeprefix("\ufeff")) if isinstance(content, str) else text_of(content)
        if isinstance(text, Unreadable):
            refused[path] = text
        else:
            readable[path] = text
    return _Texts(readable, refused)


def _records(side: Literal["old", "new"], texts: _Texts, shared: set[str], vocabulary: Vocabulary | None) -> _Records:
    found: dict[str, _Record] = {}
    unread = [Unread(side, path, why) for path, why in texts.refused.items()]
    for path, text in sorted(texts.readable.items()):
        code = glimpse(text, "code") if text in shared else None
        version: Version | str | Unreadable = text
        if code is None or not PROCEDURE_CODE.fullmatch(code):
            version = read(text, vocabulary)
            code = version.code if isinstance(version, Version) else ""
        if isinstance(version, Unreadable):
            unread.append(Unread(side, path, version))
        elif code[:8] in found:
            other = found[code[:8]].path
            unread.append(Unread(side, path, Unreadable(say("mã {code} đã có ở {other}", code=code, other=other))))
        else:
            found[code[:8]] = _Record(path, version)
    return _Records(found, tuple(sorted(unread, key=lambda item: item.path)))


def _version(record: _Record | None, vocabulary: Vocabulary | None) -> Version | None:
    if record is None:
        return None
    version = read(record.version, vocabulary) if isinstance(record.version, str) else record.version
    return version if isinstance(version, Version) else None
