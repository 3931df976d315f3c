"""The front matter of an index (PAR Index, SIPAS, PAPI…) and its results year by year."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from cchc.schema.fields import DayField, Id, Ignored, Line, Model, Title, Url


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


class IndicatorYear(Model):
    """The result of one year."""

    year: int = Field(ge=2000, le=2100)
    score: float | None = Field(default=None, strict=False)
    rank: int | None = Field(default=None, ge=1)
    source: Line
    url: Url | None = None


class IndicatorMeta(Model):
    """The front matter of an index."""

    name: Title
    index: IndexName = Field(strict=False)
    years: Annotated[tuple[IndicatorYear, ...], Field(strict=False, min_length=1)]
    id: Id | None = None
    updated: DayField | None = None
    ignore: Ignored = Field(default_factory=dict)
