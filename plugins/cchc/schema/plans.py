"""The front matter of a year's plan: its tasks and its targets."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from cchc.periods import Every
from cchc.schema.activities import ActivityKind
from cchc.schema.documents import DocumentType, Number
from cchc.schema.due import DueField, PeriodField
from cchc.schema.events import EventKind
from cchc.schema.evidence import Evidence
from cchc.schema.feedback import FeedbackKind
from cchc.schema.fields import DayField, Ignored, Line, Model, MonthField, Slug, Strings, Title
from cchc.schema.names import NamedUnits, SomeUnits, TopicRef, UnitRef
from cchc.schema.posts import Format, Kind
from cchc.schema.procedures import OnlineLevel


class TaskStatus(StrEnum):
    """How far a task has come."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"


class Task(Model):
    """One row of the plan's table of tasks (biểu nhiệm vụ trọng tâm)."""

    id: Slug
    name: Line
    lead_units: SomeUnits
    supporting_units: NamedUnits = ()
    others: Strings = ()
    """Who else takes part and is no unit of the agency."""
    due: DueField
    due_text: Line | None = None
    """The time in the words of the plan, which readers see; `due` is what is reckoned with."""
    product: Line | None = None
    status: TaskStatus = Field(default=TaskStatus.NOT_STARTED, strict=False)
    done_on: DayField | None = None
    evidence: Annotated[tuple[Evidence, ...], Field(strict=False)] = ()


class Measure(StrEnum):
    """What a target counts."""

    POSTS = "posts"
    ACTIVITIES = "activities"
    EVENTS = "events"
    DOCUMENTS = "documents"
    PROCEDURES = "procedures"
    FEEDBACK = "feedback"


class Share(StrEnum):
    """What a percentage is of."""

    ONLINE_FULL = "online_full"
    """Procedures done wholly online, among those that can be."""
    REVIEWED = "reviewed"
    """Procedures gone over lately, among those in use."""
    IN_TIME = "in_time"
    """Feedback answered in time, among what was answered or is overdue."""
    ANSWERED = "answered"
    """Feedback answered, among what came."""


class Amount(StrEnum):
    """What of an activity is added up."""

    RECORDS = "records"
    QUANTITY = "quantity"


KINDS: Mapping[Measure, type[StrEnum]] = {
    Measure.POSTS: Kind,
    Measure.ACTIVITIES: ActivityKind,
    Measure.EVENTS: EventKind,
    Measure.DOCUMENTS: DocumentType,
    Measure.FEEDBACK: FeedbackKind,
}
"""The values of `kind`, by what is counted."""
SHARES: Mapping[Measure, tuple[Share, ...]] = {
    Measure.PROCEDURES: (Share.ONLINE_FULL, Share.REVIEWED),
    Measure.FEEDBACK: (Share.IN_TIME, Share.ANSWERED),
}
"""The percentages that can be counted; the first is meant where none is written."""
_WITH_TOPIC = (Measure.POSTS, Measure.ACTIVITIES, Measure.DOCUMENTS, Measure.FEEDBACK)
FILTERS: Mapping[str, tuple[Measure, ...]] = {
    "kind": tuple(KINDS),
    "format": (Measure.POSTS,),
    "lang": (Measure.POSTS,),
    "topic": _WITH_TOPIC,
    "of_unit": (Measure.POSTS, Measure.ACTIVITIES, Measure.EVENTS, Measure.PROCEDURES, Measure.FEEDBACK),
    "audience": (Measure.ACTIVITIES, Measure.EVENTS),
    "issuer": (Measure.DOCUMENTS,),
    "field": (Measure.PROCEDURES,),
    "online_level": (Measure.PROCEDURES,),
    "amount": (Measure.ACTIVITIES,),
}
"""What each key that narrows a target goes with."""


class TargetWaiver(Model):
    """Why a closed period is short, and who accepted that."""

    period: PeriodField
    reason: Line
    approved_by: Line
    document: Line | None = None
    date: DayField


class PlanTarget(Model):
    """A number that the plan wants reached: a count in each period, or a percentage."""

    name: Line
    task: Slug | None = None
    """The task that it belongs to."""
    unit: UnitRef | None = None
    """Who answers for it."""
    measure: Measure | None = Field(default=None, strict=False)
    kind: Line | None = None
    format: Format | None = Field(default=None, strict=False)
    lang: Line | None = None
    topic: TopicRef | None = None
    of_unit: UnitRef | None = None
    """Only what this unit did counts."""
    audience: Line | None = None
    issuer: Line | None = None
    field: Line | None = None
    online_level: OnlineLevel | None = Field(default=None, strict=False)
    amount: Amount | None = Field(default=None, strict=False)
    at_least: int | None = Field(default=None, ge=1)
    percent: int | None = Field(default=None, ge=1, le=100)
    share: Share | None = Field(default=None, strict=False)
    every: Every | None = Field(default=None, strict=False)
    within: PeriodField | None = None
    start: MonthField | None = None
    """The first month in which something is owed; without it, as the plan says."""
    numerator: int | None = Field(default=None, ge=0)
    denominator: int | None = Field(default=None, ge=0)
    as_of: DayField | None = None
    source: Line | None = None
    waivers: Annotated[tuple[TargetWaiver, ...], Field(strict=False)] = ()

    @field_validator(*FILTERS)
    @classmethod
    def _fits_the_measure(cls, value: Any, info: ValidationInfo) -> Any:
        key, measure = str(info.field_name), info.data.get("measure")
        if value is not None and measure not in FILTERS[key]:
            allowed = ", ".join(item.value for item in FILTERS[key])
            raise PydanticCustomError("target_filter", "target_filter", {"allowed": allowed})
        if key == "kind" and value is not None and measure is not None:
            words = [item.value for item in KINDS[measure]]
            if value not in words:
                raise PydanticCustomError("target_kind", "target_kind", {"words": ", ".join(words)})
        return value

    @model_validator(mode="after")
    def _says_what_is_counted(self) -> Self:
        by_hand = self.numerator is not None or self.denominator is not None
        shares = SHARES.get(self.measure, ()) if self.measure else ()
        wrong = ""
        if (self.at_least is None) == (self.percent is None):
            wrong = "target_amount"
        elif self.every and self.within:
            wrong = "target_period"
        elif by_hand:
            wrong = "" if self._is_whole_by_hand() else "target_by_hand"
        elif self.measure is None:
            wrong = "" if self.is_awaited else "target_measure"
        elif (self.percent and not shares) or (self.share and (self.share not in shares or not self.percent)):
            wrong = "target_share"
        elif self.measure is Measure.PROCEDURES and self.every not in (None, Every.YEAR):
            wrong = "target_now"
        if wrong:
            raise PydanticCustomError(wrong, wrong)
        return self

    def _is_whole_by_hand(self) -> bool:
        told = self.percent and self.as_of and self.source and self.every in (None, Every.YEAR)
        counted, of = self.numerator, self.denominator
        return bool(told and counted is not None and of is not None and counted <= of)

    @property
    def is_by_hand(self) -> bool:
        """Whether its figures were written by a person."""
        return self.numerator is not None

    @property
    def is_awaited(self) -> bool:
        """Whether its figures are somebody else's, and nobody has written them here yet."""
        told = self.percent and self.source and self.every in (None, Every.YEAR)
        return bool(told and self.measure is None and self.share is None and not self.is_by_hand)

    @property
    def shared(self) -> Share | None:
        """What its percentage is of; None where figures are written by hand, or none is asked for."""
        if self.percent is None or self.is_by_hand or self.measure is None:
            return None
        return self.share or SHARES[self.measure][0]


class PlanMeta(Model):
    """The front matter of a plan."""

    title: Title
    year: int = Field(ge=2000, le=2100)
    number: Number | None = None
    date: DayField | None = None
    start: MonthField | None = None
    """The first month in which something is owed; without it, that of the plan's day."""
    theme: Line | None = None
    """The year's theme (chủ đề năm)."""
    audiences: Strings = ()
    """The groups of people whom the plan wants to reach."""
    tasks: Annotated[tuple[Task, ...], Field(strict=False)] = ()
    targets: Annotated[tuple[PlanTarget, ...], Field(strict=False)] = ()
    updated: DayField | None = None
    ignore: Ignored = Field(default_factory=dict)

    @property
    def begins(self) -> dt.date:
        """The first day on which something is owed."""
        if self.start:
            return dt.date(self.start.year, self.start.number, 1)
        return self.date or dt.date(self.year, 1, 1)
