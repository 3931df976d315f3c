"""A window's figures beside those of as long a time before it, and of the year before."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from cchc import dates
from cchc.locale import Text, say
from cchc.model import Site
from cchc.reports import windows
from cchc.reports.content import Cell, Part, Table, Window
from cchc.reports.wording import changed, figure

_Parts = Callable[[Site, Window], tuple[Part, ...]]
_Numbers = Mapping[str, int]
_BEFORE, _YEAR = say("Kỳ liền trước"), say("Cùng kỳ năm trước")


def comparison(site: Site, window: Window, parts: Sequence[Part], parts_of: _Parts) -> Part:
    """Return the figures of a window, as far as they are of the whole site, beside those of other windows."""
    now = headlines(parts)
    others = _others(site, window)
    known = [(name, other, {key: n for key, _, n in headlines(parts_of(site, other))}) for name, other in others]
    told = [(name, other, then) for name, other, then in known if any(then.values())]
    sentences = [_sentence(site, name, other, now, then) for name, other, then in known]
    return Part(
        key="comparison",
        heading=say("So sánh với kỳ trước"),
        sentences=(*sentences, *_youth(site, told)),
        figures=[
            (f"comparison.{key}.{which}", label, then[key])
            for which, (_, _, then) in zip(("before", "year_before"), known, strict=False)
            for key, label, _ in now
            if key in then
        ],
        tables=(_table(now, told),) if told else (),
    )


def headlines(parts: Sequence[Part]) -> list[tuple[str, str | Text, int]]:
    """Return the figures that sum a part up (their keys have two words) and mean the same in any window."""
    rows = [row for part in parts if part.key != "quota" for row in part.figures]
    return [row for row in rows if row[0].count(".") == 1 and row[0] != "posts.supplement"]


def _others(site: Site, window: Window) -> list[tuple[Text, Window]]:
    before, year = windows.before(window), windows.year_before(site.config, window)
    if (before.first, before.last) == (year.first, year.last):
        return [(_YEAR, year)]
    return [(_BEFORE, before), (_YEAR, year)]


def _sentence(
    site: Site, name: Text, other: Window, now: Sequence[tuple[str, str | Text, int]], then: _Numbers
) -> Text:
    params: dict[str, str | Text] = {"which": name, **windows.span(other)}
    if not any(then.values()):
        return say("{which} (từ {first} đến {last}): chưa có số liệu để so sánh.", **params)
    total = next((number for key, _, number in now if key == "posts.total"), 0)
    was = then.get("posts.total", 0)
    change = changed(total, was) if site.today > other.last else say("chưa so sánh được")
    return say(
        "{which} (từ {first} đến {last}) có {n} tin, bài; kỳ này {change}.", n=figure(was), change=change, **params
    )


def _youth(site: Site, told: Sequence[tuple[Text, Window, _Numbers]]) -> Iterator[Text]:
    """Yield what must be said where the section began in the middle of what is compared."""
    first = site.public_posts[0].meta.date.day if site.public_posts else None
    if first and any(other.first < first <= other.last for _, other, _ in told):
        yield say(
            "Tin, bài đầu tiên trên trang đề ngày {day}, nên số liệu trước ngày này không so sánh được.",
            day=dates.day_label(first),
        )


def _table(now: Sequence[tuple[str, str | Text, int]], told: Sequence[tuple[Text, Window, _Numbers]]) -> Table:
    rows: list[Sequence[Cell]] = []
    for key, label, number in now:
        values = [then.get(key) for _, _, then in told]
        if not (number or any(values)):
            continue
        cells: list[Cell] = [label, number]
        for value in values:
            cells += [value, None if value is None else changed(number, value)]
        rows.append(cells)
    columns: list[str | Text] = [say("Chỉ tiêu"), say("Kỳ này")]
    for name, _, _ in told:
        columns += [name, say("Tăng, giảm")]
    return Table(caption=say("So sánh số liệu của kỳ với kỳ trước"), columns=columns, rows=rows)
