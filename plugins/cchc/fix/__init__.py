"""Repairs to posts and records that are certain; of everything else in a file not a byte changes.

`repair` is a pure function of a file's bytes. Each change it makes is read again with the project's own
reader, and kept only where the mistake is gone, no other value is another one, and nothing new is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from cchc.disk import MAX_FILE
from cchc.fix.decoding import decode
from cchc.fix.readable import readable, split
from cchc.fix.trial import Trial, identity
from cchc.locale import Text
from cchc.model import Config, Problem
from cchc.text import normalize

CODES = frozenset(
    {
        *("CCHC001", "CCHC003", "CCHC005", "CCHC007", "CCHC008"),
        *("CCHC101", "CCHC103", "CCHC109"),
        *("CCHC201", "CCHC202", "CCHC301", "CCHC302"),
        *("CCHC802", "CCHC803", "CCHC851", "CCHC870"),
    }
)
"""The codes of what can be repaired, some of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What became of a file."""

    data: bytes
    """The very bytes that were given, where nothing was to be done."""
    done: tuple[tuple[int, Text], ...] = ()
    """What was done, and on which line."""
    before: str = ""
    """The front matter as it was, in UTF-8 and NFC."""
    after: str = ""
    left: tuple[Problem, ...] = ()
    """What is still wrong with the front matter, where something was done."""

    def mends(self, problem: Problem) -> bool:
        """Whether a problem of the file as it was is gone."""
        is_ours = bool(self.done) and problem.code in CODES
        return is_ours and identity(problem) not in {identity(item) for item in self.left}


_NONE: Mapping[str, str] = MappingProxyType({})


def repair(path: PurePosixPath, data: bytes, config: Config, successors: Mapping[str, str] = _NONE) -> Repair:
    """Return a post or record with everything put right that is certain; its path is the one of its record.

    `successors` are the codes that took the place of others, by the eight characters of these.
    """
    untouched = Repair(data=data)
    decoded = decode(data) if len(data) <= MAX_FILE else None
    if decoded is None:
        return untouched
    head, body = split(decoded.text)
    trial = Trial(path, config, successors)
    if normalize(head) != head:  # what the reader passes over moves every place in the text
        case, done = trial.case(normalize(head)), []
        after = head
    else:
        mended = readable(head)
        better = trial.better(trial.case(mended.head)) if mended else None
        if mended is None or better is None:
            return untouched
        case, done = better[0], sorted([*mended.done, *better[1]], key=lambda item: item[0])
        after = case.head
    result = (after + body).encode()
    if case.is_unreadable or result == data:
        return untouched
    return Repair(data=result, done=(*decoded.done, *done), before=head, after=after, left=case.problems)
