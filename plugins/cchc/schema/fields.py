"""Kinds of values that more than one file may hold: months, days, lines of text, addresses, codes."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from cchc.dates import Moment, Month
from cchc.text import normalize

PROCEDURE_CODE = re.compile(r"[1-9]\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2,3}|\.H\d{2})?(?:\.\d{2})?", re.ASCII)
"""Codes as the national portal writes them; the first 8 characters identify the procedure."""
_MARKUP = re.compile(r"<[a-zA-Z/!]")
POST_ID = re.compile(r"\d{4}/(?:0[1-9]|1[0-2])/(?=.{1,120}$)[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


KIND = "kind"
"""In JSON Schema: what only a validator here can say of a text; `json_schema.py` puts it into patterns."""


def text_of(kind: str) -> WithJsonSchema:
    """Return the JSON Schema of what is written as text and read as something else."""
    return WithJsonSchema({"type": "string", KIND: kind})


def said_as(kind: str) -> Any:
    """Add to the JSON Schema of a text what pydantic does not know of it."""
    return Field(json_schema_extra={KIND: kind})


class Model(BaseModel):
    """Frozen, strict about types, and knows no key that is not written here."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True, defer_build=True)


def _month(value: object) -> Month:
    if isinstance(value, Month):
        return value
    try:
        return Month.parse(value if isinstance(value, str) else "")
    except ValueError:
        raise PydanticCustomError("month", "month") from None


def _moment(value: object) -> Moment:
    if isinstance(value, dt.date):  # a datetime is one too; YAML of mkdocs.yml reads both by itself
        value = value.isoformat()
    try:
        moment = Moment.parse(value if isinstance(value, str) else "")
    except ValueError:
        raise PydanticCustomError("date", "date") from None
    if moment.day.year < 2000:
        raise PydanticCustomError("date_range", "date")
    return moment


def _day(value: object) -> dt.date:
    return _moment(value).day


def _one_line(value: object) -> object:
    return " ".join(normalize(value).split()) if isinstance(value, str) else value


def _no_markup(value: str) -> str:
    if _MARKUP.search(value):
        raise PydanticCustomError("markup", "markup")
    return value


def _code(value: str) -> str:
    if not PROCEDURE_CODE.fullmatch(value):
        raise PydanticCustomError("procedure_code", "procedure_code")
    return value


def _safe_url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/\"'<>]+[^\s\"'<>]*", value):
        raise PydanticCustomError("url", "url")
    return value


MonthField = Annotated[Month, BeforeValidator(_month), text_of("month")]
MomentField = Annotated[Moment, BeforeValidator(_moment), text_of("date")]
DayField = Annotated[dt.date, BeforeValidator(_day), text_of("date")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), said_as("string_too_short")]
_LINE = (BeforeValidator(_one_line), AfterValidator(_no_markup), said_as("markup"))
Line = Annotated[str, StringConstraints(min_length=1), *_LINE]
Title = Annotated[str, StringConstraints(min_length=1, max_length=120), *_LINE]
Summary = Annotated[str, StringConstraints(min_length=1, max_length=300), *_LINE]
Url = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_safe_url), text_of("url")]
Code = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_code), text_of("procedure_code")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Id = Annotated[Slug, said_as("string_pattern_mismatch")]
"""The last part of a record's address."""
Strings = Annotated[tuple[Line, ...], Field(strict=False)]
_Reason = Annotated[str | None, BeforeValidator(_one_line)]
Ignored = Annotated[dict[Annotated[str, StringConstraints(pattern=r"^CCHC\d{3}$")], _Reason], Field(strict=False)]


ASKED_BY: Mapping[str, tuple[str, frozenset[object]]] = {
    "summary": ("format", frozenset({"video", "podcast", "infographic"})),
    "source": ("origin", frozenset({"repost"})),
    "translation_of": ("origin", frozenset({"translation"})),
    "counts_reason": ("counts", frozenset({False})),
    "online_reason": ("online_level", frozenset({"partial"})),
}
"""Keys that must be there when another, written before them in the schema, has one of these values."""


def _asked_for(value: object, info: ValidationInfo) -> object:
    key = str(info.field_name)
    cause, values = ASKED_BY[key]
    written = info.data.get(cause)
    if value is None and written in values:
        because = f"{cause}: {str(written).lower()}"
        raise PydanticCustomError("needs", "needs", {"key": key, "cause": cause, "because": because})
    return value


ASKED_FOR = (AfterValidator(_asked_for), Field(validate_default=True))


ASKED_UNLESS: Mapping[str, str] = dict.fromkeys(
    (
        "levels",
        "executing_agencies",
        "subjects",
        "methods",
        "time_limit",
        "dossier",
        "steps",
        "announcing_decisions",
    ),
    "synced_at",
)
"""Keys that must be there unless another, written before them in the schema, is there.

What the law makes mandatory (NĐ 63/2010/NĐ-CP, Điều 8) nobody may forget; but a procedure that was compared
with the national database on a day can say no more than the database did.
"""


def _asked_unless(value: object, info: ValidationInfo) -> object:
    if not value and info.data.get(ASKED_UNLESS[str(info.field_name)]) is None:
        raise PydanticCustomError("missing", "missing")
    return value


MANDATORY = (AfterValidator(_asked_unless), Field(validate_default=True))
