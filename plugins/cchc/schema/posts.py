"""The front matter of a post."""

import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from cchc.dates import Moment, Month
from cchc.languages import canonical
from cchc.schema.fields import (
    ASKED_FOR,
    POST_ID,
    Code,
    DayField,
    Ignored,
    Line,
    Model,
    MomentField,
    MonthField,
    Strings,
    Summary,
    Text,
    Title,
    Url,
    text_of,
)
from cchc.schema.names import TopicRef, UnitRef, UnitRefs


class Status(StrEnum):
    """Where a post stands on its way to the public."""

    PUBLISHED = "published"
    IN_REVIEW = "in_review"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"


class Kind(StrEnum):
    """A short news item, or an article."""

    TIN = "tin"
    BAI = "bai"


class Format(StrEnum):
    """The form a post mainly takes."""

    TEXT = "text"
    VIDEO = "video"
    INFOGRAPHIC = "infographic"
    PODCAST = "podcast"
    LEAFLET = "leaflet"


class Origin(StrEnum):
    """Whose text it is."""

    ORIGINAL = "original"
    REPOST = "repost"
    TRANSLATION = "translation"


class Image(Model):
    """The picture that stands for a post."""

    src: Line
    alt: Line
    caption: Line | None = None


class Attachment(Model):
    """A file that a reader may take along."""

    file: Line
    title: Line


class Channel(Model):
    """Where else a post was published."""

    name: Line
    url: Url | None = None
    date: DayField | None = None


class Source(Model):
    """Where a repost comes from."""

    name: Line
    url: Url | None = None


def _duration(value: str) -> str:
    if not re.fullmatch(r"(?:[0-9]{1,2}:)?[0-9]{1,2}:[0-5][0-9]", value):
        raise PydanticCustomError("duration", "duration")
    return value


Duration = Annotated[str, AfterValidator(_duration), text_of("duration")]
"""Minutes and seconds, with hours before them where there are any: 3:20."""


class Video(Model):
    """A video: at a host that pages may show it from, or a file beside the post."""

    url: Url | None = None
    file: Line | None = None
    poster: Line | None = None
    """A picture of our own; the host's would be fetched before anyone asked for the video."""
    transcript: Text | None = None
    """The words of it, or the name of a .txt file beside the post that holds them."""
    captions: Line | None = None
    """A WebVTT file beside the post; a video at a host has its captions there."""
    duration: Duration | None = None

    @model_validator(mode="after")
    def _from_one_place(self) -> Self:
        if (self.url is None) is (self.file is None):
            raise PydanticCustomError("video_place", "video_place")
        return self


class Audio(Model):
    """A sound recording beside the post."""

    file: Line
    transcript: Text | None = None
    duration: Duration | None = None


def _post_id(value: str) -> str:
    if not POST_ID.fullmatch(value):
        raise PydanticCustomError("post_id", "post_id")
    return value


PostId = Annotated[str, AfterValidator(_post_id), text_of("post_id")]


def _old_id(value: str) -> str:
    return _post_id(value.removeprefix("posts/").removesuffix(".md"))


LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"), AfterValidator(canonical)]
"""A language, by BCP 47."""
OldId = Annotated[str, AfterValidator(_old_id), text_of("old_id")]


class PostMeta(Model):
    """The front matter of a post."""

    title: Title
    date: MomentField
    month: MonthField
    unit: UnitRef
    topic: TopicRef
    status: Status = Field(default=Status.PUBLISHED, strict=False)
    kind: Kind | None = Field(default=None, strict=False)
    format: Format = Field(default=Format.TEXT, strict=False)
    origin: Origin = Field(default=Origin.ORIGINAL, strict=False)
    source: Annotated[Source | None, *ASKED_FOR] = None
    summary: Annotated[Summary | None, *ASKED_FOR] = None
    author: Line | None = None
    reviewed_by: Line | None = None
    reviewed_on: DayField | None = None
    updated: DayField | None = None
    tags: Strings = ()
    image: Image | None = None
    video: Video | None = None
    audio: Audio | None = None
    co_units: UnitRefs = ()
    procedures: Annotated[tuple[Code, ...], Field(strict=False)] = ()
    documents: Strings = ()
    attachments: Annotated[tuple[Attachment, ...], Field(strict=False)] = ()
    channels: Annotated[tuple[Channel, ...], Field(strict=False)] = ()
    lang: LanguageTag = "vi"
    translation_of: Annotated[PostId | None, *ASKED_FOR] = None
    id: PostId | None = None
    moved_from: Annotated[tuple[OldId, ...], Field(strict=False)] = ()
    ignore: Ignored = Field(default_factory=dict)
    counts: bool = True
    counts_reason: Annotated[Line | None, *ASKED_FOR] = None

    @field_validator("month")
    @classmethod
    def _month_is_that_of_date(cls, month: Month, info: ValidationInfo) -> Month:
        date = info.data.get("date")
        if isinstance(date, Moment) and Month.of(date.day) != month:
            raise PydanticCustomError(
                "month_differs", "month_differs", {"month": str(Month.of(date.day)), "date": str(date)}
            )
        return month
