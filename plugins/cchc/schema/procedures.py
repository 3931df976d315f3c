"""The front matter of an administrative procedure."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from cchc.schema.fields import ASKED_FOR, Code, DayField, Ignored, Line, Model, Strings, Text, Url
from cchc.schema.names import UnitRef


class Level(StrEnum):
    """The level of government that carries a procedure out."""

    BO = "bo"
    TINH = "tinh"
    XA = "xa"
    KHAC = "khac"


class SubmissionChannel(StrEnum):
    """How a dossier is handed in."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    POST = "post"


class OnlineLevel(StrEnum):
    """How much of a procedure can be done online (NĐ 224/2026/NĐ-CP)."""

    UNKNOWN = "unknown"
    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"


class Action(StrEnum):
    """What an announcing decision did to a procedure."""

    NEW = "new"
    AMENDED = "amended"
    REPLACED = "replaced"
    ABOLISHED = "abolished"


class Method(Model):
    """One way to hand in a dossier, with its own time limit and fee."""

    channel: SubmissionChannel = Field(strict=False)
    time_limit: Line | None = None
    fee: Line | None = None
    note: Line | None = None


class Form(Model):
    """A form (biểu mẫu) that a dossier item is written on."""

    name: Line
    url: Url | None = None


class DossierItem(Model):
    """One paper of a dossier."""

    name: Text
    originals: int = Field(default=0, ge=0)
    copies: int = Field(default=0, ge=0)
    form: Form | None = None


class LocalFee(Model):
    """A fee that the provincial council set."""

    amount: Line
    document: Line


class Decision(Model):
    """An announcing decision (quyết định công bố)."""

    number: Line
    date: DayField | None = None
    effective: DayField | None = None
    issuer: Line | None = None
    action: Action | None = Field(default=None, strict=False)
    url: Url | None = None

    @property
    def since(self) -> dt.date | None:
        """The day it takes effect, as far as the record says."""
        return self.effective or self.date


class ProcedureMeta(Model):
    """The front matter of a procedure (NĐ 63/2010/NĐ-CP, Điều 8)."""

    code: Code
    name: Line
    field: Line
    levels: Annotated[tuple[Annotated[Level, Field(strict=False)], ...], Field(strict=False, min_length=1)]
    executing_agencies: Annotated[tuple[Line, ...], Field(strict=False, min_length=1)]
    competent_agency: Line | None = None
    coordinating_agencies: Strings = ()
    subjects: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    methods: Annotated[tuple[Method, ...], Field(strict=False, min_length=1)]
    time_limit: Line
    fee: Line | None = None
    fee_note: Text | None = None
    local_fee: LocalFee | None = None
    dossier: Annotated[tuple[DossierItem, ...], Field(strict=False, min_length=1)]
    dossier_sets: int | None = Field(default=None, ge=1)
    steps: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    results: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    conditions: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    legal_basis: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    online_level: OnlineLevel = Field(default=OnlineLevel.UNKNOWN, strict=False)
    online_reason: Annotated[Text | None, *ASKED_FOR] = None
    announcing_decisions: Annotated[tuple[Decision, ...], Field(strict=False, min_length=1)]
    replaced_by: Code | None = None
    portal_url: Url | None = None
    owner_unit: UnitRef | None = None
    updated: DayField | None = None
    synced_at: DayField | None = None
    ignore: Ignored = Field(default_factory=dict)
