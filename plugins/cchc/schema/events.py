"""The front matter of an event: a conference, a training, a dialogue, a day on which citizens are received."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from cchc.dates import Moment
from cchc.schema.evidence import Evidence
from cchc.schema.fields import DayField, Id, Ignored, Line, Model, MomentField, Summary, Title, Url
from cchc.schema.names import TopicRef, UnitRef, UnitRefs
from cchc.schema.posts import PostId


class EventKind(StrEnum):
    """What people come together for."""

    CONFERENCE = "conference"
    TRAINING = "training"
    DIALOGUE = "dialogue"
    RECEPTION = "reception"
    CONTEST = "contest"
    OTHER = "other"


class EventStatus(StrEnum):
    """Whether it takes place."""

    SCHEDULED = "scheduled"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class EventMeta(Model):
    """The front matter of an event."""

    title: Title
    kind: EventKind = Field(strict=False)
    start: MomentField
    end: MomentField | None = None
    unit: UnitRef
    co_units: UnitRefs = ()
    topic: TopicRef | None = None
    place: Line | None = None
    online: Url | None = None
    audience: Line | None = None
    contact: Line | None = None
    summary: Summary | None = None
    status: EventStatus = Field(default=EventStatus.SCHEDULED, strict=False)
    post: PostId | None = None
    participants: int | None = Field(default=None, ge=0)
    """How many people came; known afterwards."""
    evidence: Annotated[tuple[Evidence, ...], Field(strict=False)] = ()
    id: Id | None = None
    updated: DayField | None = None
    ignore: Ignored = Field(default_factory=dict)

    @field_validator("end")
    @classmethod
    def _end_comes_after_start(cls, end: Moment | None, info: ValidationInfo) -> Moment | None:
        start = info.data.get("start")
        if isinstance(start, Moment) and end and (end.has_time != start.has_time or end.at < start.at):
            raise PydanticCustomError("event_end", "event_end")
        return end

    @property
    def last(self) -> Moment:
        """When it is over, as far as the record says."""
        return self.end or self.start
