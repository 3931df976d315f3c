"""The front matter of an activity: what was done to make the reform known, on the site or off it."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from cchc.schema.evidence import Evidence
from cchc.schema.fields import DayField, Id, Ignored, Line, Model, Strings, Summary, Title
from cchc.schema.names import TopicRef, UnitRef, UnitRefs
from cchc.schema.posts import LanguageTag


class ActivityKind(StrEnum):
    """The ways of making the reform known that the plans of agencies name."""

    CONFERENCE = "conference"
    TRAINING = "training"
    DIALOGUE = "dialogue"
    RECEPTION = "reception"
    BRIEFING = "briefing"
    PARTY_CELL = "party_cell"
    VILLAGE_MEETING = "village_meeting"
    OUTREACH = "outreach"
    CONTEST = "contest"
    DRAMA = "drama"
    RADIO = "radio"
    SCREEN = "screen"
    PANEL = "panel"
    LEAFLET = "leaflet"
    BULLETIN = "bulletin"
    PRESS = "press"
    SOCIAL = "social"
    INTERNAL = "internal"
    OTHER = "other"


PUBLIC_GATHERINGS = frozenset(
    {
        ActivityKind.CONFERENCE,
        ActivityKind.TRAINING,
        ActivityKind.DIALOGUE,
        ActivityKind.RECEPTION,
        ActivityKind.VILLAGE_MEETING,
        ActivityKind.OUTREACH,
        ActivityKind.CONTEST,
        ActivityKind.DRAMA,
    }
)
"""What people from outside come to; it stays in the calendar of events."""
GATHERINGS = PUBLIC_GATHERINGS | {ActivityKind.BRIEFING, ActivityKind.PARTY_CELL}
"""What people take part in: a report says how many."""
MEASURED = frozenset(
    {
        ActivityKind.RADIO,
        ActivityKind.SCREEN,
        ActivityKind.PANEL,
        ActivityKind.LEAFLET,
    }
)
"""What a report gives a number of that nobody can guess: broadcasts, panels, leaflets."""


class ActivityMeta(Model):
    """The front matter of an activity."""

    title: Title
    kind: ActivityKind = Field(strict=False)
    date: DayField
    end: DayField | None = None
    unit: UnitRef
    co_units: UnitRefs = ()
    topic: TopicRef | None = None
    place: Line | None = None
    participants: int | None = Field(default=None, ge=0)
    """How many people took part."""
    quantity: int = Field(default=1, ge=1)
    """How many of the kind there were: broadcasts, leaflets handed out, meetings."""
    languages: Annotated[tuple[LanguageTag, ...], Field(strict=False)] = ()
    """Those spoken or written besides Vietnamese."""
    audience: Strings = ()
    summary: Summary | None = None
    event: Id | None = None
    """The event that it was: the record of the event counts no second time."""
    evidence: Annotated[tuple[Evidence, ...], Field(strict=False)] = ()
    id: Id | None = None
    updated: DayField | None = None
    ignore: Ignored = Field(default_factory=dict)

    @field_validator("end")
    @classmethod
    def _end_comes_after_date(cls, end: dt.date | None, info: ValidationInfo) -> dt.date | None:
        first = info.data.get("date")
        if first and end and end < first:
            raise PydanticCustomError("day_end", "day_end")
        return end

    @property
    def last(self) -> dt.date:
        """The day it is over, as far as the record says."""
        return self.end or self.date
