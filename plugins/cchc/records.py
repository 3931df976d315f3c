"""The records below docs/: procedures, documents, events, and what the year's duties ask for."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Generic, NamedTuple, TypeVar

from pydantic import BaseModel

from cchc.bodies import BodyText
from cchc.schema import (
    ACTIVITY,
    EVENT,
    FEEDBACK,
    INDICATOR,
    Action,
    ActivityMeta,
    Decision,
    DocumentMeta,
    EventMeta,
    FeedbackMeta,
    IndicatorMeta,
    PlanMeta,
    ProcedureMeta,
    RecordKind,
)
from cchc.schema.documents import number_key
from cchc.text import fold_name, slug

_Meta = TypeVar("_Meta", bound=BaseModel)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


class Link(NamedTuple):
    """A link or picture as its author wrote it."""

    target: str
    line: int
    """Where it stands: 0 is the first line of the text."""
    is_image: bool
    text: str
    """The link's words, or the picture's alternative text."""


class Citation(NamedTuple):
    """A document's number in the text of a post."""

    number: str
    day: str
    """The day that is named with it, as in «ngày 09/6/2025»: ISO; empty where none is."""
    line: int
    """Where it stands: 0 is the first line of the text."""


class Claim(NamedTuple):
    """What only one record of a kind may have: its address, its number."""

    value: str
    code: str
    """The code of the problem that a second one is."""
    key: str
    """The key that says it."""
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed(Generic[_Meta]):
    """A record: a Markdown file with front matter, below docs/ in the folder of its kind."""

    path: PurePosixPath
    mark: str
    """The hash of the file's text."""
    meta: _Meta
    text: BodyText = field(repr=False)
    """The body, which is read when it is asked for."""
    body_line: int
    links: tuple[Link, ...]
    lines: Mapping[str, int] = field(repr=False)

    @property
    def body(self) -> str:
        """What the author wrote, in Markdown; raises ChangedError."""
        return self.text.read()

    def line_of(self, key: str) -> int:
        """Return the line of a top-level key; the first line when it is not written."""
        return self.lines.get(key, 1)

    def line_at(self, *place: str | int) -> int:
        """Return the line of a key or item inside a value, or of the nearest above it that is known."""
        for end in range(len(place), 0, -1):
            found = self.lines.get(".".join(map(str, place[:end])))
            if found is not None:
                return found
        return 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Filed[ProcedureMeta]):
    """One administrative procedure (TTHC)."""

    @property
    def title(self) -> str:
        """What it is called."""
        return self.meta.name

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What no other procedure may have."""
        return (Claim(self.key, "CCHC804", "code", {"code": self.meta.code}),)

    @property
    def key(self) -> str:
        """The eight characters that identify the procedure, whatever suffix its code has."""
        return self.meta.code[:8]

    @property
    def url(self) -> str:
        """The page's address below the site's root."""
        return f"thu-tuc/{self.key}/"

    def decision(self, today: dt.date) -> Decision | None:
        """Return the announcing decision in force on a day: the latest that has begun, then the last written.

        None when all that are written are still to come.
        """
        begun = [item for item in self.meta.announcing_decisions if item.since is None or item.since <= today]
        return max(reversed(begun), key=lambda item: item.since or dt.date.min, default=None)

    def status(self, today: dt.date) -> Action | None:
        """Return what the decision in force did to it; None when the record does not say."""
        decision = self.decision(today)
        return decision.action if decision else None

    def changed_on(self, today: dt.date) -> dt.date | None:
        """Return the day of the last change that the record tells of: of its text, or of what is in force."""
        decision = self.decision(today)
        days = (decision and decision.since, self.meta.updated)
        return max((day for day in days if day and day <= today), default=None)

    def is_abolished(self, today: dt.date) -> bool:
        """Whether it has left the list of procedures."""
        return self.status(today) is Action.ABOLISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Filed[DocumentMeta]):
    """One document (văn bản) of the register."""

    @property
    def id(self) -> str:
        """The last part of its address: as it says itself, else after its number, else after its file."""
        return self.meta.id or slug(self.meta.number or self.path.stem) or "van-ban"

    @property
    def url(self) -> str:
        """The page's address below the site's root."""
        return f"van-ban/{self.id}/"

    @property
    def title(self) -> str:
        """What it is about."""
        return self.meta.abstract

    @property
    def name(self) -> str:
        """How it is called in one word: its number; its abstract while it has none."""
        return self.meta.number or self.meta.abstract

    @property
    def since(self) -> dt.date | None:
        """The day it takes effect, as far as the record says."""
        return self.meta.effective or self.meta.date

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What no other document may have; agencies count anew each year, so a number alone is not enough."""
        address = Claim(self.url, "CCHC401", "id", {"url": f"/{self.url}"})
        if self.meta.number is None:
            return (address,)
        whole = f"{number_key(self.meta.number)} {self.meta.year} {fold_name(self.meta.issuer)}"
        return (Claim(whole, "CCHC852", "number", {"number": self.meta.number}), address)


def _own_claim(url: str) -> tuple[Claim, ...]:
    """Return what no other record of a kind may have, where its address alone tells it apart."""
    return (Claim(url, "CCHC401", "id", {"url": f"/{url}"}),)


def _own_id(id_: str | None, path: PurePosixPath, kind: RecordKind) -> str:
    """Return the last part of an address: as the record says itself, else after its file."""
    return id_ or slug(path.stem) or kind.folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Filed[EventMeta]):
    """One event; it never counts in the quota."""

    @property
    def id(self) -> str:
        """The last part of its address: as it says itself, else after its file."""
        return _own_id(self.meta.id, self.path, EVENT)

    @property
    def url(self) -> str:
        """The page's address below the site's root."""
        return f"su-kien/{self.id}/"

    @property
    def title(self) -> str:
        """What it is called."""
        return self.meta.title

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What no other event may have."""
        return _own_claim(self.url)

    def is_over(self, today: dt.date) -> bool:
        """Whether its last day has gone by."""
        return self.meta.last.day < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Filed[ActivityMeta]):
    """One thing done to make the reform known, on the site or off it; it never counts in the quota."""

    @property
    def id(self) -> str:
        """The last part of its address: as it says itself, else after its file."""
        return _own_id(self.meta.id, self.path, ACTIVITY)

    @property
    def url(self) -> str:
        """The page's address below the site's root."""
        return f"hoat-dong/{self.id}/"

    @property
    def title(self) -> str:
        """What it is called."""
        return self.meta.title

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What no other activity may have."""
        return _own_claim(self.url)

    def is_done(self, today: dt.date) -> bool:
        """Whether its last day has come; until then it is planned, or going on."""
        return self.meta.last <= today


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Filed[FeedbackMeta]):
    """One piece of feedback (phản ánh, kiến nghị), and how it was dealt with."""

    @property
    def id(self) -> str:
        """The last part of its address: as it says itself, else after its file."""
        return _own_id(self.meta.id, self.path, FEEDBACK)

    @property
    def url(self) -> str:
        """The page's address below the site's root."""
        return f"hoi-dap/{self.id}/"

    @property
    def title(self) -> str:
        """What it is about."""
        return self.meta.title

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What no other may have."""
        return _own_claim(self.url)

    @property
    def has_reply(self) -> bool:
        """Whether the file's body says something; what `cchc new` writes there for its author does not count."""
        return bool(_COMMENT.sub("", self.body).strip())

    def is_public(self, today: dt.date) -> bool:
        """Whether readers may see it on a day: it was answered, and is not kept back."""
        answered = self.meta.answered
        return self.meta.public and self.has_reply and answered is not None and answered <= today


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Filed[PlanMeta]):
    """The plan of a year and its tasks."""

    @property
    def id(self) -> str:
        """The last part of its address."""
        return str(self.meta.year)

    @property
    def url(self) -> str:
        """The page's address below the site's root."""
        return f"ke-hoach/{self.id}/"

    @property
    def title(self) -> str:
        """What it is called."""
        return self.meta.title

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What no other plan may have: a year has one."""
        return (Claim(self.url, "CCHC401", "year", {"url": f"/{self.url}"}),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Filed[IndicatorMeta]):
    """One index (PAR Index, SIPAS, PAPI…) and its results year by year."""

    @property
    def id(self) -> str:
        """The last part of its address: as it says itself, else after its file."""
        return _own_id(self.meta.id, self.path, INDICATOR)

    @property
    def url(self) -> str:
        """The page's address below the site's root."""
        return f"chi-so/{self.id}/"

    @property
    def title(self) -> str:
        """What it is called."""
        return self.meta.name

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What no other may have."""
        return _own_claim(self.url)


Record = Procedure | Document | Event | Activity | Feedback | Plan | Indicator
"""A record of any kind below docs/."""
RECORD_CLASSES: Mapping[str, type[Record]] = {
    "procedure": Procedure,
    "document": Document,
    "event": Event,
    "activity": Activity,
    "feedback": Feedback,
    "plan": Plan,
    "indicator": Indicator,
}
"""By the names of the kinds."""
