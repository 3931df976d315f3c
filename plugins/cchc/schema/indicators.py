"""The front matter of an index (PAR Index, SIPAS, PAPI…) of one body, and its results year by year.

Scores are decimal numbers with the digits that were announced: 87.40 never becomes 87.4.
"""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from cchc.schema.documents import Number
from cchc.schema.evidence import Evidence
from cchc.schema.fields import DayField, Id, Ignored, Line, Model, Summary, Title, Url, text_of
from cchc.schema.names import UnitRef
from cchc.text import fold_ascii

DECIMAL = r"(0|[1-9][0-9]{0,3})(\.[0-9]{1,4})?"
"""Points as front matter holds them: 87.45."""
_DECIMAL = re.compile(DECIMAL)
_AROUND = re.compile(r"\s*(?:%|diem|/.*)+$")
"""What people write after a number of points: `87,45%`, `87,45 điểm`, `87,45/100`."""


class IndexName(StrEnum):
    """The indices that the plans of agencies name."""

    PAR_INDEX = "par_index"
    SIPAS = "sipas"
    PAPI = "papi"
    PCI = "pci"
    DDCI = "ddci"
    DTI = "dti"
    POPI = "popi"
    OTHER = "other"


class MeasuredLevel(StrEnum):
    """Whose index it is."""

    TINH = "tinh"
    SO = "so"
    XA = "xa"


class MeasureState(StrEnum):
    """How far a measure is."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"


def decimal_meant(text: str) -> Decimal | str | None:
    """Return the points that were meant, as they are to be written; None for anything else.

    With a zero at its end a number is a text: other readers of YAML would drop the zero.
    """
    plain = _AROUND.sub("", fold_ascii(text.strip(" \"'“”‘’"))).replace(" ", "")
    mark = max(".,", key=plain.rfind)
    whole, _, part = plain.rpartition(mark) if mark in plain else (plain, "", "")
    whole = re.sub("[.,]", "", whole).lstrip("0") or "0"
    number = f"{whole}.{part}" if part else whole
    if not plain.strip(".,") or not _DECIMAL.fullmatch(number):
        return None
    return number if part.endswith("0") else Decimal(number)


def _points(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _DECIMAL.fullmatch(text.strip()):
        raise PydanticCustomError("decimal", "decimal")
    return Decimal(text.strip())


def _above_zero(value: Decimal) -> Decimal:
    if not value:
        raise PydanticCustomError("decimal_zero", "decimal_zero")
    return value


Points = Annotated[Decimal, BeforeValidator(_points), text_of("decimal")]
Some = Annotated[Decimal, BeforeValidator(_points), AfterValidator(_above_zero), text_of("decimal")]
"""Points, of which there are some."""


class _Scored(Model):
    """Refuses what a decimal comma does between braces: `{score: 87,45}` is a score of 87 and a key 45."""

    @model_validator(mode="before")
    @classmethod
    def _no_comma_divides(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        whole: dict[str, Any] = {}
        for key, value in values.items():
            before = next(reversed(whole), None)
            if value is None and str(key).isdigit() and before is not None and isinstance(whole[before], int):
                whole[before] = decimal_meant(f"{whole[before]}.{key}")
            else:
                whole[key] = value
        if len(whole) < len(values):
            raise PydanticCustomError("decimal_comma", "decimal_comma", {"meant": whole})
        return values


class IndexComponent(_Scored):
    """A part of the index: its points, and how many there are to be had."""

    name: Line
    score: Points
    max: Some | None = None


class IndexMeasure(Model):
    """What is done about a lost point."""

    what: Line
    unit: UnitRef
    due: DayField | None = None
    state: MeasureState = Field(default=MeasureState.NOT_STARTED, strict=False)
    evidence: Annotated[tuple[Evidence, ...], Field(strict=False)] = ()


class IndexLoss(_Scored):
    """A criterion that lost points, why, and what is done about it."""

    criterion: Line
    points: Some
    cause: Line | None = None
    measures: Annotated[tuple[IndexMeasure, ...], Field(strict=False)] = ()


def _named(value: str | None, info: ValidationInfo) -> str | None:
    """Refuse a result that nobody could look up."""
    if value is None and info.data.get("document") is None and info.data.get("url") is None:
        raise PydanticCustomError("missing", "missing")
    return value


class IndicatorYear(_Scored):
    """The result of one year."""

    year: int = Field(ge=2000, le=2100)
    score: Points | None = None
    max: Some | None = None
    rank: int | None = Field(default=None, ge=1)
    of: int | None = Field(default=None, ge=1)
    group: Line | None = None
    published: DayField | None = None
    document: Number | None = None
    url: Url | None = None
    source: Annotated[Line | None, AfterValidator(_named)] = Field(default=None, validate_default=True)
    components: Annotated[tuple[IndexComponent, ...], Field(strict=False)] = ()
    lost: Annotated[tuple[IndexLoss, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.score is None and self.rank is None and self.group is None:
            raise PydanticCustomError("no_result", "no_result")
        return self


class IndicatorMeta(Model):
    """The front matter of an index of one body."""

    name: Title
    index: IndexName = Field(strict=False)
    level: MeasuredLevel = Field(strict=False)
    assessed: Line
    unit: UnitRef | None = None
    summary: Summary | None = None
    years: Annotated[tuple[IndicatorYear, ...], Field(strict=False, min_length=1)]
    id: Id | None = None
    updated: DayField | None = None
    ignore: Ignored = Field(default_factory=dict)
