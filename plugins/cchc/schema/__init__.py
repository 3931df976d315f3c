"""What may be written in front matter and in mkdocs.yml: the one source for validation.

The same classes are the model: a validated `PostMeta` is what every output reads, so there are no
twin classes to keep in step. Values arrive as `load.py` read them: plain scalars keep the letters
their author typed (`010` stays `010`), and only `true`, `false`, `null` and plain whole numbers
are anything but text.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from cchc.schema.activities import ActivityKind, ActivityMeta
from cchc.schema.documents import DOCUMENT_NUMBER, DocumentMeta, DocumentType
from cchc.schema.events import EventKind, EventMeta, EventStatus
from cchc.schema.evidence import Evidence
from cchc.schema.feedback import FeedbackChannel, FeedbackKind, FeedbackMeta
from cchc.schema.fields import POST_ID, PROCEDURE_CODE, DayField, Line, Summary, Title, Url
from cchc.schema.indicators import (
    IndexLoss,
    IndexMeasure,
    IndexName,
    IndicatorMeta,
    IndicatorYear,
    MeasuredLevel,
    MeasureState,
)
from cchc.schema.names import Names, Vocabulary
from cchc.schema.plans import Measure, PlanMeta, PlanTarget, Share, Task, TaskStatus
from cchc.schema.posts import Format, Kind, Origin, PostMeta, Status
from cchc.schema.procedures import Action, Decision, Level, OnlineLevel, ProcedureMeta, SubmissionChannel
from cchc.schema.records import (
    ACTIVITY,
    DOCUMENT,
    EVENT,
    FEEDBACK,
    FOLDERS,
    INDICATOR,
    PLAN,
    POST,
    PROCEDURE,
    RECORDS,
    RecordKind,
)
from cchc.schema.settings import DEFAULT_TOPICS, Agency, Enforce, PluginConfig, Quota, Topic, Unit, Visibility, Waiver

__all__ = [
    "ACTIVITY",
    "DEFAULT_TOPICS",
    "DOCUMENT",
    "DOCUMENT_NUMBER",
    "EVENT",
    "FEEDBACK",
    "FOLDERS",
    "INDICATOR",
    "PLAN",
    "POST",
    "POST_ID",
    "PROCEDURE",
    "PROCEDURE_CODE",
    "RECORDS",
    "Action",
    "ActivityKind",
    "ActivityMeta",
    "Agency",
    "DayField",
    "Decision",
    "DocumentMeta",
    "DocumentType",
    "Enforce",
    "EventKind",
    "EventMeta",
    "EventStatus",
    "Evidence",
    "FeedbackChannel",
    "FeedbackKind",
    "FeedbackMeta",
    "Format",
    "IndexLoss",
    "IndexMeasure",
    "IndexName",
    "IndicatorMeta",
    "IndicatorYear",
    "Kind",
    "Level",
    "Line",
    "Measure",
    "MeasureState",
    "MeasuredLevel",
    "Names",
    "OnlineLevel",
    "Origin",
    "PlanMeta",
    "PlanTarget",
    "PluginConfig",
    "PostMeta",
    "ProcedureMeta",
    "Quota",
    "RecordKind",
    "Share",
    "Status",
    "SubmissionChannel",
    "Summary",
    "Task",
    "TaskStatus",
    "Title",
    "Topic",
    "Unit",
    "Url",
    "Visibility",
    "Vocabulary",
    "Waiver",
    "keys",
]


def keys(model: type[BaseModel], path: tuple[str | int, ...] = ()) -> tuple[str, ...]:
    """Return the keys allowed at a path inside a front matter, in the order of the schema."""
    current: Any = model
    for part in path:
        if isinstance(part, int) or not hasattr(current, "model_fields"):
            continue
        annotation = current.model_fields[part].annotation if part in current.model_fields else None
        current = _model_in(annotation)
    fields: Mapping[str, Any] = getattr(current, "model_fields", {})
    return tuple(field.alias or name for name, field in fields.items())


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found is not None:
            return found
    return None
