"""What changed in the administrative procedures: plain data, whoever compared and whatever was compared."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal


class ChangeKind(StrEnum):
    """What became of a procedure."""

    ADDED = "added"
    AMENDED = "amended"
    REPLACED = "replaced"
    ABOLISHED = "abolished"
    REMOVED = "removed"
    REVIEWED = "reviewed"
    """Only the agency's own notes changed: when it was compared with the portal, who follows it."""


class How(StrEnum):
    """What became of a value, or of one item of a list."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    """The items of a list are the same, in another order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that a record says otherwise."""

    key: str
    """Of the front matter; `body` for the text below it."""
    how: How
    place: int = 0
    """The number of the item in its list, as it is now (of a removed one, as it was); 0 for the whole value."""
    item: str = ""
    """What tells the item from the others: the name of a paper, a channel, the number of a decision."""
    below: str = ""
    """The key inside the item, where only that is another one."""
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one procedure."""

    kind: ChangeKind
    code: str
    """As it is written now; of a removed one, as it was."""
    name: str
    field: str
    decision: Mapping[str, Any] | None = None
    """The announcing decision that came with the change, where one did."""
    replaced_by: str | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def key(self) -> str:
        """The eight characters that identify the procedure."""
        return self.code[:8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A change, and the day it came about."""

    day: dt.date
    """The Hanoi day of the commit."""
    order: tuple[int, str]
    """Which of a day comes first: the second, and what tells commits of one second apart."""
    mark: str
    """The same for as long as the two versions are: it outlives a rewritten history."""
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Changelog:
    """What git tells of the procedures."""

    state: Literal["full", "shallow", "none"] = "none"
    entries: tuple[Dated, ...] = ()
    """Oldest first; empty where git cannot tell."""
