"""The front matter of an administrative procedure."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from cchc.schema.fields import (
    ASKED_FOR,
    ASKED_UNLESS,
    MANDATORY,
    Code,
    DayField,
    Ignored,
    Line,
    Model,
    Strings,
    Text,
    Url,
)
from cchc.schema.names import UnitRef

Texts = Annotated[tuple[Text, ...], Field(strict=False)]


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
    OTHER = "other"
    """As the note says: a source that cannot be told apart."""


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
    fee_note: Text | None = None
    note: Text | None = None


class Form(Model):
    """A form (biểu mẫu) that a dossier item is written on."""

    name: Line
    url: Url | None = None


class DossierItem(Model):
    """One paper of a dossier."""

    group: Line | None = None
    """The case that asks for it, or what is done with it; papers of one group stand together."""
    name: Text
    originals: int = Field(default=0, ge=0)
    copies: int = Field(default=0, ge=0)
    form: Form | None = None


class LocalFee(Model):
    """A fee that the provincial council set."""

    amount: Line
    document: Line


class Decision(Model):
    """An announcing decision (quyết định công bố): one step in the life of a procedure."""

    number: Line
    date: DayField | None = None
    effective: DayField | None = None
    issuer: Line | None = None
    action: Action | None = Field(default=None, strict=False)
    note: Text | None = None
    url: Url | None = None

    @property
    def since(self) -> dt.date | None:
        """The day it takes effect, as far as the record says."""
        return self.effective or self.date


class ProcedureMeta(Model):
    """The front matter of a procedure (NĐ 63/2010/NĐ-CP, Điều 8).

    What the law makes mandatory must be there, unless `synced_at` says on which day the national database,
    too, had nothing of it.
    """

    code: Code
    name: Line
    field: Line
    synced_at: DayField | None = None
    type: Line | None = None
    levels: Annotated[tuple[Annotated[Level, Field(strict=False)], ...], Field(strict=False), *MANDATORY] = ()
    issuing_agency: Line | None = None
    executing_agencies: Annotated[Strings, *MANDATORY] = ()
    competent_agency: Line | None = None
    delegated_agencies: Strings = ()
    coordinating_agencies: Strings = ()
    reception_address: Text | None = None
    subjects: Annotated[Texts, *MANDATORY] = ()
    methods: Annotated[tuple[Method, ...], Field(strict=False), *MANDATORY] = ()
    time_limit: Annotated[Line | None, *MANDATORY] = None
    fee: Line | None = None
    fee_note: Text | None = None
    local_fee: LocalFee | None = None
    dossier: Annotated[tuple[DossierItem, ...], Field(strict=False), *MANDATORY] = ()
    dossier_sets: int | None = Field(default=None, ge=1)
    steps: Annotated[Texts, *MANDATORY] = ()
    results: Texts = ()
    conditions: Texts = ()
    legal_basis: Texts = ()
    related: Texts = ()
    online_level: OnlineLevel = Field(default=OnlineLevel.UNKNOWN, strict=False)
    online_reason: Annotated[Text | None, *ASKED_FOR] = None
    announcing_decisions: Annotated[tuple[Decision, ...], Field(strict=False), *MANDATORY] = ()
    """The life of the procedure, oldest first: new, amended, replaced, abolished, each by its decision."""
    replaced_by: Code | None = None
    portal_url: Url | None = None
    owner_unit: UnitRef | None = None
    reviewed_on: DayField | None = None
    reviewed_by: Line | None = None
    notes: Text | None = None
    """Between editors; never published."""
    keep: Strings = ()
    """Keys that an import leaves as the agency wrote them."""
    updated: DayField | None = None
    ignore: Ignored = Field(default_factory=dict)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The mandatory keys of which the national database says nothing, in the order of the schema."""
        return tuple(key for key in ASKED_UNLESS if not getattr(self, key))
