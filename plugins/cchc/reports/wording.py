"""Numbers, and the words around them, as official papers have them."""

import datetime as dt
from collections.abc import Iterable, Sequence

from cchc.dates import day_label
from cchc.locale import Text, say
from cchc.reports.content import Window


def with_days(window: Window, today: dt.date) -> Text:
    """Return a window's name with the days that its figures are of."""
    days = covered(window, today)
    return say("{name} ({days})", name=window.name, days=days) if days else listed([window.name])


def covered(window: Window, today: dt.date) -> Text | None:
    """Return which days figures are of; None where the window's name says so already."""
    if today <= window.last:
        return say("số liệu tạm tính đến ngày {day}", day=day_label(today))
    if ".." in window.id:
        return None
    return say("số liệu từ {first} đến {last}", first=day_label(window.first), last=day_label(window.last))


def figure(number: int) -> str:
    """Return a number as official papers have it: 0, 02, 12, 1.234."""
    return f"{number:02d}" if 0 < number < 10 else f"{number:,}".replace(",", ".")


def percent(part: int, whole: int) -> str:
    """Return a share as offices write it: 33,3%; without a decimal where there is none."""
    tenths = (2000 * abs(part) + whole) // (2 * whole)
    return f"{tenths // 10},{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def listed(items: Iterable[str | Text], mark: str = ", ") -> Text:
    """Return items side by side in one text."""
    given = list(items)
    params = {f"item{number}": item for number, item in enumerate(given)}
    return Text(mark.join(f"{{{name}}}" for name in params), params)


def enumerated(items: Iterable[str | Text]) -> Text:
    """Return names that may hold commas and semicolons of their own: «(1) …; (2) …»; one name stands by itself."""
    given = list(items)
    if len(given) == 1:
        return listed(given)
    return listed((say("({n}) {name}", n=str(number), name=item) for number, item in enumerate(given, 1)), "; ")


def counted(pairs: Sequence[tuple[str | Text, int]]) -> Text:
    """Return names with their numbers: «tin 05, bài viết 07»; those that nothing was counted for are left out."""
    return listed(say("{name} {n}", name=name, n=figure(number)) for name, number in pairs if number)


def changed(now: int, then: int) -> Text:
    """Return what became of a number."""
    if now == then:
        return say("không thay đổi")
    params = {"n": figure(abs(now - then)), "share": percent(now - then, then) if then else ""}
    if now > then:
        return say("tăng {n} ({share})", **params) if then else say("tăng {n}", n=params["n"])
    return say("giảm {n} ({share})", **params)
