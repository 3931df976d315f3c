"""The front matter of a year's plan: its tasks and its targets."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from cchc.schema.documents import Number
from cchc.schema.evidence import Evidence
from cchc.schema.fields import DayField, Ignored, Line, Model, Slug, Strings, Title
from cchc.schema.names import UnitRef


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
    lead_units: Annotated[tuple[UnitRef, ...], Field(strict=False, min_length=1)]
    supporting_units: Annotated[tuple[UnitRef, ...], Field(strict=False)] = ()
    due: Line
    product: Line | None = None
    status: TaskStatus = Field(default=TaskStatus.NOT_STARTED, strict=False)
    done_on: DayField | None = None
    evidence: Annotated[tuple[Evidence, ...], Field(strict=False)] = ()


class PlanMeta(Model):
    """The front matter of a plan."""

    title: Title
    year: int = Field(ge=2000, le=2100)
    number: Number | None = None
    date: DayField | None = None
    theme: Line | None = None
    """The year's theme (chủ đề năm)."""
    audiences: Strings = ()
    """The groups of people whom the plan wants to reach."""
    tasks: Annotated[tuple[Task, ...], Field(strict=False)] = ()
    updated: DayField | None = None
    ignore: Ignored = Field(default_factory=dict)
