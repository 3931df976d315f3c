"""What stands around the text of a report: who sends it, its number, who signs, who gets it (NĐ 30/2020/NĐ-CP)."""

import datetime as dt
import re
from dataclasses import dataclass

from cchc.locale import Text, say
from cchc.reports.assembly import Report
from cchc.schema import Agency
from cchc.schema.reports import Reports

BLANK = "…"
_COMMITTEE = re.compile(r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(?=\S)", re.IGNORECASE)
_KIND_OF_PLACE = re.compile(r"(?:xã|phường|thị trấn|đặc khu|thị xã|thành phố|tỉnh|quận|huyện)\s+(?=\S)", re.IGNORECASE)
_FILED = re.compile(r"(?:-\s*)?lưu\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signing:
    """What is known of the report as a paper; without a number and a day both stay open for the pen."""

    number: str = ""
    day: dt.date | None = None


def head(agency: Agency, reports: Reports) -> tuple[str, str]:
    """Return the agency above and the agency, as they stand at the head.

    A people's committee names itself in two lines and nobody above it, unless mkdocs.yml says so.
    """
    name = reports.agency or agency.name
    committee = _COMMITTEE.match(name)
    if reports.parent is None and committee:
        return "", f"ỦY BAN NHÂN DÂN\n{name[committee.end() :].upper()}"
    above = reports.parent if reports.parent is not None else agency.parent
    return (above or "").upper(), name.upper()


def place(agency: Agency, reports: Reports) -> str:
    """Return the place in front of the date: as it is written, else the name of the agency's own place."""
    if reports.place:
        return reports.place
    name = _COMMITTEE.sub("", agency.short_name or agency.name, count=1)
    kind = _KIND_OF_PLACE.match(name)
    return name[kind.end() :] if kind else BLANK * 6


def symbol(agency: Agency, reports: Reports) -> str:
    """Return what stands behind the number."""
    if reports.number_symbol:
        return reports.number_symbol
    return "BC-UBND" if _COMMITTEE.match(agency.name) else "BC"


def number(report: Report, signing: Signing, blank: str) -> str:
    """Return the number and its symbol; open where none is given, with a nought before one below ten."""
    config = report.site.config
    given = signing.number
    if given.isdecimal() and len(given) == 1:
        given = f"0{given}"
    return f"{given or blank}/{symbol(config.agency, config.plugin.reports)}"


def day_in_words(report: Report, signing: Signing) -> Text:
    """Return «ngày 05 tháng 02 năm 2026»; two digits below ten, and for January and February."""
    day = signing.day
    if day is None:
        year = max(report.site.today, report.window.last).year
        return say("ngày {blank} tháng {blank} năm {year}", blank=BLANK * 2, year=str(year))
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return say("ngày {day} tháng {month} năm {year}", day=f"{day.day:02d}", month=month, year=str(day.year))


def annexed_to(report: Report, signing: Signing) -> Text:
    """Return which report an annex belongs to."""
    return say(
        "(Kèm theo Báo cáo số {number} {day} của {agency})",
        number=number(report, signing, BLANK * 3),
        day=day_in_words(report, signing),
        agency=report.site.config.agency.name,
    )


def recipients(reports: Reports) -> list[str]:
    """Return who gets the report, in the order of mkdocs.yml; what is filed comes last."""
    given = [item.lstrip("- ").rstrip(";. ") for item in reports.recipients]
    filed = [item for item in given if _FILED.match(item)]
    others = [item for item in given if not _FILED.match(item)]
    if reports.addressee and "như trên" not in {item.lower() for item in others}:
        others.insert(0, "Như trên")
    return [*others, *(filed or ["Lưu: VT"])]
