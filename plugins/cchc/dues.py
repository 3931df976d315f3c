"""What clerks write for the time of a task («Tháng 4/2026», «Quý II–III», «Thường xuyên»), read as a date is."""

import datetime as dt
import re
from typing import NamedTuple

from cchc.periods import RANGE, Period
from cchc.schema.due import Due
from cchc.text import fold_ascii

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER, _YEAR = r"(iv|i{1,3}|[1-4])", r"(?: ?/ ?| nam | )(\d{4})"
_TO = r" ?(?:-|,|;|va|den) ?"
_QUARTERS = re.compile(rf"(?:tu )?quy {_QUARTER}(?:{_YEAR})?(?:{_TO}(?:quy )?{_QUARTER}(?:{_YEAR})?)?")
_MONTHS = re.compile(rf"(?:tu )?(?:thang )?(\d{{1,2}})(?:{_YEAR})?(?:{_TO}(?:thang )?(\d{{1,2}})(?:{_YEAR})?)?")
_DAYS = re.compile(r"(?:ngay )?(\d{1,2}) ?[/.-] ?(\d{1,2})(?: ?[/.-] ?(\d{4}))?")
_HALF = re.compile(rf"(?:0?6|sau) thang (dau|cuoi) nam(?:{_YEAR})?")
_WHOLE = re.compile(r"(?:ca |trong )?nam(?: (\d{4}))?")
_OFTEN = re.compile(r"(?:it nhat )?(?:0?(\d)|mot) lan ?(?:/|moi|trong|trong mot|mot) ?(thang|quy|6 thang|nam)")
_ASKED = re.compile(r"(?:khi co|theo|khi) (?:cong van |van ban )?(?:yeu cau|phat sinh)(?: cua .*)?")
_OR_ASKED = re.compile(rf"(.+?) (?:hoac|va) (?:dot xuat )?{_ASKED.pattern}")
_LOOSE = re.compile(r"(?:truoc|den|den het|het|trong|hoan thanh|hoan thanh truoc|hoan thanh trong|vao|dinh ky) +")
_REPEATED = {
    "thang": "monthly",
    "quy": "quarterly",
    "6 thang": "half_yearly",
    "06 thang": "half_yearly",
    "sau thang": "half_yearly",
    "nam": "yearly",
}
_EACH = re.compile(rf"(?:dinh ky )?(?:(?:hang|theo|moi) ({'|'.join(_REPEATED)})|(0?6 thang|sau thang)(?: .*)?)")


class Meant(NamedTuple):
    """What a text was meant to be."""

    text: str
    """As it is to be written."""
    is_certain: bool
    """Whether nobody could mean anything else by it."""


def meant(written: object, year: object) -> Meant | None:
    """Return when a clerk says something is due; None where that cannot be told.

    A quarter or month without a year is of the plan's.
    """
    text = " ".join(_DASHES.sub("-", fold_ascii(str(written))).strip(" \"'“”‘’.").split())
    found = _meant(text, year if isinstance(year, int) else None)
    if found is None and (loose := _LOOSE.match(text)):
        found = _meant(text[loose.end() :], year if isinstance(year, int) else None)
        # «trước ngày 30/6» leaves open whether that day will do
        found = found and Meant(found.text, found.is_certain and not loose[0].strip().endswith("truoc"))
    return found if found and _is_one(found.text) else None


def _is_one(text: str) -> bool:
    try:
        Due.parse(text)
    except ValueError:
        return False
    return True


def period_meant(written: object, year: object) -> str | None:
    """Return the period that a clerk names; None where that cannot be told, or where it is none."""
    found = meant(written, year)
    try:
        return Period.parse(found.text).id if found else None
    except ValueError:
        return None


def _meant(text: str, year: int | None) -> Meant | None:
    if _is_one(text.upper()):
        return Meant(text.upper(), True)
    if _is_one(text.replace(" ", "_").replace("-", "_")):
        return Meant(text.replace(" ", "_").replace("-", "_"), True)
    if text.startswith("thuong xuyen") or text in ("lien tuc", "hang ngay", "hang tuan"):
        return Meant("ongoing", text in ("thuong xuyen", "thuong xuyen, lien tuc", "thuong xuyen trong nam"))
    if _ASKED.fullmatch(text):
        return Meant("on_request", True)
    if asked := _OR_ASKED.fullmatch(text):
        other = _meant(asked[1], year)
        return other and Meant(other.text, False)
    if period := _period(text, year):
        return Meant(period, True)
    if often := _OFTEN.fullmatch(text):
        return Meant(_REPEATED[often[2]], often[1] in (None, "1"))
    if each := _EACH.fullmatch(text):
        return Meant(_REPEATED[each[1] or each[2]], bool(each[1]))
    return None


def _period(text: str, year: int | None) -> str | None:
    if match := _HALF.fullmatch(text):
        of = match[2] or year
        return f"{of}-H{1 if match[1] == 'dau' else 2}" if of else None
    if match := _WHOLE.fullmatch(text):
        return str(match[1] or year or "") or None
    if match := _QUARTERS.fullmatch(text):
        first, last = (_ROMAN.get(match[n]) or int(match[n] or 0) for n in (1, 3))
        return _range("{}-Q{}", first, match[2], last, match[4], year)
    if (match := _DAYS.fullmatch(text)) and (match[3] or "ngay" in text):
        return _day(match, year)
    if (match := _MONTHS.fullmatch(text)) and ("thang" in text or match[2]):
        return _range("{}-{:02d}", int(match[1]), match[2], int(match[3] or 0), match[4], year)
    return None


def _day(match: re.Match[str], year: int | None) -> str | None:
    try:
        return str(dt.date(int(match[3] or year or 0), int(match[2]), int(match[1])))
    except ValueError:
        return None


def _range(form: str, first: int, of: str | None, last: int, of_last: str | None, year: int | None) -> str | None:
    """Return a period as it is written; a year that stands at the end holds for both ends."""
    begins = of or of_last or year
    if begins is None:
        return None
    begin, end = form.format(begins, first), form.format(of_last or begins, last)
    return f"{begin}{RANGE}{end}" if last and end != begin else begin
