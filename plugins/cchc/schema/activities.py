"""The front matter of an activity: what was done to make the reform known, on the site or off it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from cchc.schema.evidence import Evidence
from cchc.schema.fields import DayField, Id, Ignored, Line, Model, Strings, Summary, Title
from cchc.schema.names import TopicRef, UnitRef


class ActivityKind(StrEnum):
    """The ways of making the reform known that the plans of agencies name."""

    CONFERENCE = "conference"
    TRAINING = "training"
    DIALOGUE = "dialogue"
    RECEPTION = "reception"
    BRIEFING = "briefing"
    VILLAGE_MEETING = "village_meeting"
    RADIO = "radio"
    PANEL = "panel"
    CONTEST = "contest"
    LEAFLET = "leaflet"
    PRESS = "press"
    SOCIAL = "social"
    INTERNAL = "internal"
    OTHER = "other"


class ActivityMeta(Model):
    """The front matter of an activity."""

    title: Title
    kind: ActivityKind = Field(strict=False)
    date: DayField
    end: DayField | None = None
    unit: UnitRef
    co_units: Annotated[tuple[UnitRef, ...], Field(strict=False)] = ()
    topic: TopicRef | None = None
    place: Line | None = None
    participants: int | None = Field(default=None, ge=0)
    """How many people took part."""
    quantity: int = Field(default=1, ge=1)
    """How many of the kind there were: broadcasts, leaflets handed out, meetings."""
    audience: Strings = ()
    summary: Summary | None = None
    evidence: Annotated[tuple[Evidence, ...], Field(strict=False)] = ()
    id: Id | None = None
    updated: DayField | None = None
    ignore: Ignored = Field(default_factory=dict)
