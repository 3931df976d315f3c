"""The front matter of feedback (phản ánh, kiến nghị) and of its handling (NĐ 20/2008/NĐ-CP)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from cchc.schema.fields import Code, DayField, Id, Ignored, Model, Text, Title
from cchc.schema.names import TopicRef, UnitRef


class FeedbackKind(StrEnum):
    """What somebody wants."""

    QUESTION = "question"
    REPORT = "report"
    SUGGESTION = "suggestion"


class FeedbackChannel(StrEnum):
    """How it came."""

    PORTAL = "portal"
    PHONE = "phone"
    ZALO = "zalo"
    EMAIL = "email"
    POST = "post"
    IN_PERSON = "in_person"
    DIALOGUE = "dialogue"


class FeedbackMeta(Model):
    """The front matter of a piece of feedback; the body of the file is the reply."""

    title: Title
    kind: FeedbackKind = Field(strict=False)
    question: Text
    channel: FeedbackChannel = Field(strict=False)
    received: DayField
    forwarded: DayField | None = None
    due: DayField | None = None
    answered: DayField | None = None
    unit: UnitRef
    topic: TopicRef | None = None
    procedures: Annotated[tuple[Code, ...], Field(strict=False)] = ()
    public: bool = True
    id: Id | None = None
    updated: DayField | None = None
    ignore: Ignored = Field(default_factory=dict)
