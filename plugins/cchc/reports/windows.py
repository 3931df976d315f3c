"""The windows of reports: days that come every year, or from one day to another; and those they are compared with."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from cchc import dates
from cchc.locale import Text, Translator, say, translator
from cchc.model import Config
from cchc.reports.content import Window
from cchc.schema.reports import WHOLE_YEAR, ReportWindow
from cchc.text import fold_ascii

_NAMED = re.compile(r"(\d{4})(?:-([A-Z0-9]{1,8}))?", re.ASCII)
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", re.ASCII)
_YEARS = range(2001, 2100)
_DAY = dt.timedelta(days=1)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_SAID_ANYWAY = frozenset({"nam", "dau", "ky", "bao", "cao"})
"""Words, without accents, that people leave out."""
_NAMES = {
    text.message
    for text in (
        say("quý I năm {year}"),
        say("quý II năm {year}"),
        say("quý III năm {year}"),
        say("quý IV năm {year}"),
        say("6 tháng đầu năm {year}"),
        say("9 tháng đầu năm {year}"),
        say("năm {year}"),
    )
}
"""Names that other languages have, too."""


LAST, NEXT = "last", "next"
"""How the report whose figures closed last is asked for, and the one that closes next: for machines that run daily."""


def find(config: Config, asked: str, today: dt.date | None = None) -> Window | None:
    """Return the window that is asked for: `2026-Q1`, `2026`, `2026-01-01..2026-02-28`; None where there is none.

    Who says what day it is may ask for `last` and `next`, too.
    """
    if today and asked in (LAST, NEXT):
        return upcoming(config, today) if asked == NEXT else next(latest(config, today))
    if match := _SPAN.fullmatch(asked):
        try:
            first, last = (dt.date.fromisoformat(day) for day in match.groups())
        except ValueError:
            return None
        is_span = first <= last and first.year in _YEARS and last.year in _YEARS
        return _between(first, last, asked) if is_span else None
    match = _NAMED.fullmatch(asked.upper())
    if match is None:
        return _in_words(config, asked)
    if int(match[1]) not in _YEARS:
        return None
    wanted = match[2] or WHOLE_YEAR
    return next((made for made in of_year(config, int(match[1])) if made.id == _id(wanted, int(match[1]))), None)


def _in_words(config: Config, asked: str) -> Window | None:
    """Return the window that people call so: «quý 1 2026», «Quý III/2026», «6 tháng 2026», «năm 2026»."""
    wanted = _words(asked)
    years = [int(word) for word in wanted if word.isdigit() and int(word) in _YEARS]
    if len(years) != 1:
        return None
    names = ((made, _named(made, translator("vi"))) for made in of_year(config, years[0]))
    return next((made for made, name in names if wanted in (_words(name), _words(made.id))), None)


def _named(window: Window, translate: Translator) -> str:
    return window.name.render(translate) if isinstance(window.name, Text) else window.name


def _words(text: str) -> list[str]:
    """Return the words that tell one window from another; a year comes last."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"(?<![a-z])q(?=[1-4](?![0-9]))", "quy ", fold_ascii(text)))
    told = [_ROMAN.get(word, word) for word in words if word not in _SAID_ANYWAY]
    return sorted(told, key=lambda word: word.isdigit() and int(word) in _YEARS)


def of_year(config: Config, year: int) -> tuple[Window, ...]:
    """Return the windows of the reports of a year, in the order of mkdocs.yml."""
    return tuple(_of_year(window, year) for window in config.plugin.reports.windows)


def declared(config: Config, since: int, until: int) -> tuple[Window, ...]:
    """Return the windows of all reports of some years, by the days on which their figures close."""
    found = (window for year in range(since, until + 1) for window in of_year(config, year))
    return tuple(sorted(found, key=lambda window: (window.last, window.first)))


def latest(config: Config, day: dt.date) -> Iterator[Window]:
    """Yield the windows whose figures were the last to close before a day; several may close together."""
    closed = [window for window in declared(config, day.year - 1, day.year + 1) if window.last < day]
    yield from (window for window in closed if window.last == closed[-1].last)


def upcoming(config: Config, today: dt.date) -> Window:
    """Return the report whose figures close next, today included."""
    return next(window for window in declared(config, today.year, today.year + 1) if window.last >= today)


def before(window: Window) -> Window:
    """Return as many days, or whole months, that end where a window begins."""
    months = _months(window)
    last = window.first - _DAY
    first = _shifted(window.first, -months) if months else window.first - (window.last - last)
    return _between(first, last)


def year_before(config: Config, window: Window) -> Window:
    """Return the same window of the year before."""
    match = _NAMED.fullmatch(window.id)
    if match:
        found = find(config, f"{int(match[1]) - 1}-{match[2] or WHOLE_YEAR}")
        if found:
            return found
    after = window.last + _DAY
    return _between(_shifted(window.first, -12), _shifted(after, -12) - _DAY)


def known(config: Config, year: int, translate: Translator) -> str:
    """Return how the reports of a year are asked for, each with its name."""
    return ", ".join(f"{window.id} ({_named(window, translate)})" for window in of_year(config, year))


def span(window: Window) -> dict[str, str]:
    """Return the first and the last day as people read them."""
    return {"first": dates.day_label(window.first), "last": dates.day_label(window.last)}


def _id(id_: str, year: int) -> str:
    return f"{year}" if id_ == WHOLE_YEAR else f"{year}-{id_}"


def _of_year(declared_: ReportWindow, year: int) -> Window:
    last = _day(declared_.last, year)
    first = _day(declared_.first, year)
    if first > last:
        first = _day(declared_.first, year - 1)
    return Window(
        id=_id(declared_.id, year), name=_name(declared_, year), first=first, last=last, due=_due(declared_, last)
    )


def _name(declared_: ReportWindow, year: int) -> str | Text:
    name = declared_.name if "{year}" in declared_.name else f"{declared_.name} năm {{year}}"
    return Text(name, {"year": str(year)}) if name in _NAMES else name.replace("{year}", str(year))


def _due(declared_: ReportWindow, last: dt.date) -> dt.date | None:
    written = declared_.due
    if written is None:
        return None
    if written.startswith("+"):
        return last + dt.timedelta(days=int(written[1:]))
    day = _day(written, last.year)
    return day if day >= last else _day(written, last.year + 1)


def _day(month_day: str, year: int) -> dt.date:
    month, day = (int(part) for part in month_day.split("-"))
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))  # 29/02 is the end of February


def _between(first: dt.date, last: dt.date, id_: str = "") -> Window:
    made = Window(id=id_ or f"{first}..{last}", name="", first=first, last=last)
    name = say("thời gian từ {first} đến {last}", **span(made))
    return Window(id=made.id, name=name, first=first, last=last)


def _months(window: Window) -> int:
    """Return how many whole months a window has; 0 where it does not end on the day before the one it begins on."""
    after = window.last + _DAY
    months = 12 * (after.year - window.first.year) + after.month - window.first.month
    return months if months > 0 and _shifted(window.first, months) == after else 0


def _shifted(day: dt.date, months: int) -> dt.date:
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
