"""What came of a folder: the drafts that were made, what each still lacks, and what was left."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cchc.locale import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something that a person has to add to a draft."""

    key: str
    """The key of its front matter; `alt` for the words of a picture."""
    line: int
    """In the draft; for a key that it does not have yet, the line above which it goes."""
    what: Text
    paste: str
    """The line as it should be; its words are to be replaced."""
    is_required: bool = True
    """Whether `cchc check` refuses the post without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A draft."""

    path: PurePosixPath
    source: str
    """The Word file it comes from, below the folder."""
    title: str
    date: str
    unit: str = ""
    unit_by: Text | None = None
    """What told the unit."""
    pictures: tuple[PurePosixPath, ...] = ()
    missing: tuple[Missing, ...] = ()
    notes: tuple[str, ...] = ()
    """What to look at again: what Word had and a post cannot have, and what was guessed."""
    personal: tuple[tuple[int, Text], ...] = ()
    """Lines of the draft that seem to hold personal data."""


@dataclass(frozen=True, slots=True)
class Left:
    """A file that nothing was made of."""

    source: str
    reason: Text


@dataclass(slots=True)
class Result:
    """Everything that came of a folder, in the order in which it was met."""

    made: list[Made] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    """What somebody has to see to."""
    passed: list[Left] = field(default_factory=list)
    """What may be forgotten: the leavings of systems, and what was taken in before."""
