"""The `reports:` settings: which days a report covers, who signs it, who gets it."""

import calendar
import re
from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import AfterValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from cchc.locale import Text, say
from cchc.schema.fields import Line, Model, MonthField, Slug

_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})", re.ASCII)
_LATER = re.compile(r"\+([1-9]\d{0,2})", re.ASCII)
_ID = re.compile(r"[A-Z0-9]{1,8}", re.ASCII)
_FOLDER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*", re.ASCII)
_LEAP_YEAR = 2024
WHOLE_YEAR = "Y"
"""The id of the report that is asked for by its year alone."""
REFORM_CONTENTS = (
    "the-che",
    "thu-tuc-hanh-chinh",
    "to-chuc-bo-may",
    "che-do-cong-vu",
    "tai-chinh-cong",
    "chinh-quyen-so",
)
"""The six reform contents whose coverage a manager checks, as the topics call them."""


def _needs(allowed: Text) -> PydanticCustomError:
    return PydanticCustomError("setting", "{allowed}", {"allowed": allowed.message})


def _is_day(value: str) -> bool:
    match = _MONTH_DAY.fullmatch(value)
    if not match or not 1 <= int(match[1]) <= 12:
        return False
    return 1 <= int(match[2]) <= calendar.monthrange(_LEAP_YEAR, int(match[1]))[1]


def _month_day(value: str) -> str:
    if not _is_day(value):
        raise _needs(say('tháng-ngày trong dấu nháy kép, ví dụ "12-15"'))
    return value


def _due(value: str) -> str:
    if not (_is_day(value) or _LATER.fullmatch(value)):
        raise _needs(say('tháng-ngày, ví dụ "03-20", hoặc số ngày sau ngày chốt số liệu, ví dụ "+5"'))
    return value


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise _needs(say("chữ in hoa không dấu và số, ví dụ Q1, H1, 9M; riêng báo cáo năm là Y"))
    return value


def _folder(value: str) -> str:
    if not _FOLDER.fullmatch(value):
        raise _needs(say("tên một thư mục bên trong docs, viết thường, không dấu"))
    return value


MonthDay = Annotated[Line, AfterValidator(_month_day)]


class ReportWindow(Model):
    """The days of a report that comes every year."""

    id: Annotated[Line, AfterValidator(_id)]
    """What stands after the year: `Q1` in `2026-Q1`; `Y` for the report of the year itself."""
    name: Line
    """«quý I năm {year}»; without `{year}` the year is put behind it."""
    first: MonthDay
    """A day of the year before, where it comes later in the year than `last`."""
    last: MonthDay
    """The day on which figures close."""
    due: Annotated[Line, AfterValidator(_due)] | None = None
    """When the report is owed: a day, of the year after where it comes before `last`; or days after `last`."""

    @field_validator("name")
    @classmethod
    def _has_one_blank(cls, value: str) -> str:
        if "{" in value.replace("{year}", "") or "}" in value.replace("{year}", ""):
            raise _needs(say("tên kỳ báo cáo, có thể có {{year}} ở chỗ ghi năm"))
        return value


DEFAULT_WINDOWS = (
    ReportWindow(id="Q1", name="quý I năm {year}", first="12-15", last="03-14"),
    ReportWindow(id="H1", name="6 tháng đầu năm {year}", first="12-15", last="06-14"),
    ReportWindow(id="Q3", name="quý III năm {year}", first="06-15", last="09-14"),
    ReportWindow(id=WHOLE_YEAR, name="năm {year}", first="12-15", last="12-14"),
)


class Signature(Model):
    """Who signs a report that stands alone."""

    authority: Line | None = None
    """For whom, where somebody signs for another: «KT. CHỦ TỊCH», «TM. ỦY BAN NHÂN DÂN»."""
    position: Line | None = None
    name: Line | None = None


class Reports(Model):
    """Which reports the agency owes, and what stands around their text."""

    windows: tuple[ReportWindow, ...] = Field(default=DEFAULT_WINDOWS, strict=False, min_length=1)
    responsible_unit: Slug | None = None
    """The unit that draws the report up."""
    place: Line | None = None
    """The place in front of the date (địa danh)."""
    parent: Line | None = None
    """The agency above, at the head of a report."""
    agency: Line | None = None
    """The agency, as the head of a report calls it."""
    number_symbol: Line | None = None
    """What stands behind the number: «BC-UBND»."""
    addressee: Line | None = None
    signature: Signature = Signature()
    recipients: tuple[Line, ...] = Field(default=(), strict=False)
    """«Nơi nhận»; what is filed («Lưu: VT») is put last."""
    contents: tuple[Slug, ...] | None = Field(default=None, strict=False)
    """The topics that reports want covered; without them the six reform contents."""
    late_from: MonthField | None = None
    """From when a post that came after the cutoff goes to the next report; else as the quota judges late posts."""
    folder: Annotated[Line, AfterValidator(_folder)] = "bao-cao-da-ky"
    """Where the figures of signed reports are kept: below docs/, and never published."""

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [window.id for window in self.windows]
        twice = ", ".join(sorted({id_ for id_ in ids if ids.count(id_) > 1}))
        if twice:
            raise PydanticCustomError("id_twice", "id_twice", {"at": "windows", "found": twice, "id": twice})
        return self


def refuse_unknown(reports: Reports, units: Sequence[str], topics: Sequence[str]) -> None:
    """Refuse a unit or a topic that mkdocs.yml does not have."""
    unit = reports.responsible_unit
    if unit and unit not in units:
        where = {"at": "reports.responsible_unit", "found": unit, "allowed": ", ".join(units)}
        raise PydanticCustomError("responsible_unit", "responsible_unit", where)
    for topic in reports.contents or ():
        if topic not in topics:
            where = {"at": "reports.contents", "found": topic, "allowed": ", ".join(topics)}
            raise PydanticCustomError("unknown_topic", "unknown_topic", where)
