"""Lists of replies, newest first: all of them, and by unit, topic, field and kind; and how many there were."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cchc import labels
from cchc.dates import Month
from cchc.feedback import Count, count, replies
from cchc.locale import Translator, say, translator
from cchc.model import Site
from cchc.publish.outputs import Page
from cchc.records import Feedback
from cchc.schema.feedback import FeedbackKind
from cchc.schema.words import feedback as words
from cchc.text import slug, sort_key

SECTION = "hoi-dap/"
FEED = f"{SECTION}rss.xml"
Row = Callable[[Feedback], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A list cut into pages that old replies never move between: filled from the oldest on, and numbered so.

    The front page shows the newest, up to twice a page's size.
    """

    url: str
    title: str
    name: str
    items: Sequence[Feedback]
    """Oldest answer first."""

    def pages(self, site: Site, row: Row, extra: Callable[[], Mapping[str, Any]]) -> Iterator[Page]:
        """Yield the front page and those behind it; the front page also shows what `extra` makes."""
        size = site.config.plugin.page_size
        full = max(0, len(self.items) // size - 1)
        for number in range(full + 1):
            yield self._page(site, row, number, full, extra if number == full else dict)

    def _page(self, site: Site, row: Row, number: int, full: int, extra: Callable[[], Mapping[str, Any]]) -> Page:
        size, front = site.config.plugin.page_size, number == full
        shown = self.items[number * size : None if front else (number + 1) * size]
        translate = translator(site.config.language)
        agency = site.config.agency.name

        def part(text: str) -> str:
            return text if front else say("{title} – phần {n}", title=text, n=str(number + 1)).render(translate)

        about = say("Câu hỏi, phản ánh, kiến nghị của người dân, doanh nghiệp mà {agency} đã trả lời.", agency=agency)
        is_main = self.url == SECTION
        return Page(
            url=self.url if front else f"{self.url}trang/{number + 1}/",
            template="cchc/feedbacks.html",
            title=part(self.title),
            name=part(self.name),
            description=part(about.render(translate) if is_main else f"{self.name}. {about.render(translate)}"),
            trail=() if is_main else ((translate("Phản ánh, kiến nghị"), SECTION),),
            changed=max((_changed(item) for item in shown), default=None),
            in_menu=front and is_main,
            show=lambda: {
                "heading": self.title,
                "is_main": is_main,
                "front": front,
                "part": number + 1,
                "rows": [row(item) for item in reversed(shown)],
                "newer": None if front else self._address(number + 1, full),
                "older": self._address(number - 1, full) if number else None,
                "feed": FEED,
                **extra(),
            },
        )

    def _address(self, number: int, full: int) -> str:
        return self.url if number == full else f"{self.url}trang/{number + 1}/"


def _changed(item: Feedback) -> dt.date:
    return item.meta.answered or item.meta.received


def field_url(field: str) -> str:
    """Return the address of the list of a field of procedures."""
    return f"{SECTION}linh-vuc/{slug(field)}/"


def lists(site: Site, row: Row) -> Iterator[Page]:
    """Yield the lists of all replies, and of those of each unit, topic, field and kind that has any."""
    translate = translator(site.config.language)
    every = replies(site)[::-1]
    groups = [group for group in _groups(site, every, translate) if group[1]]

    def extra() -> Mapping[str, Any]:
        return {
            "filters": [
                {"name": name, "rows": [{"url": it.url, "name": it.title, "count": len(it.items)} for it in found]}
                for name, found in groups
            ],
            **statistics(site),
        }

    title = translate("Phản ánh, kiến nghị")
    yield from _List(url=SECTION, title=title, name=title, items=every).pages(site, row, extra)
    for _, found in groups:
        for item in found:
            yield from item.pages(site, row, dict)


def _groups(site: Site, every: Sequence[Feedback], translate: Translator) -> Iterator[tuple[str, list[_List]]]:
    """Yield each way of choosing, by its name, with the lists that it gives."""
    plugin = site.config.plugin
    kinds = {kind.value: words.VALUES[FeedbackKind][kind].render(translate) for kind in FeedbackKind}
    fields: dict[str, str] = {}
    of_field: dict[str, list[Feedback]] = {}
    for item in every:
        procedures = filter(None, (site.procedure(code) for code in item.meta.procedures))
        for name in dict.fromkeys(procedure.meta.field for procedure in procedures):
            if slug(name):
                fields.setdefault(slug(name), name)
                of_field.setdefault(slug(name), []).append(item)

    def chosen(folder: str, names: Mapping[str, str], of: Callable[[Feedback], str | None]) -> list[_List]:
        return [
            _List(url=f"{SECTION}{folder}/{id_}/", title=name, name=_name(name, translate), items=items)
            for id_, name in names.items()
            if (items := [item for item in every if of(item) == id_])
        ]

    yield translate("Theo loại"), chosen("loai", kinds, lambda item: item.meta.kind.value)
    yield (
        translate("Theo lĩnh vực thủ tục"),
        [
            _List(url=field_url(name), title=name, name=_name(name, translate), items=of_field[id_])
            for id_, name in sorted(fields.items(), key=lambda field: sort_key(field[1]))
        ],
    )
    topics = {topic.id: topic.name for topic in plugin.topic_list}
    yield translate("Theo nội dung"), chosen("noi-dung", topics, lambda item: item.meta.topic)
    units = {unit.id: unit.name for unit in plugin.units}
    yield translate("Theo đơn vị trả lời"), chosen("don-vi", units, lambda item: item.meta.unit)


def _name(name: str, translate: Translator) -> str:
    return say("Phản ánh, kiến nghị đã trả lời: {name}", name=name).render(translate)


# ------------------------------------------------------------------ figures


def statistics(site: Site) -> Mapping[str, Any]:
    """Return how many were received and answered in time: each month of this year so far, and each year before.

    The same count as in the report (`cchc.feedback.Count`); empty where there is nothing to count.
    """
    today, language = site.today, site.config.language
    known = [item for item in site.feedback if item.meta.received <= today]
    if not known:
        return {"figures": None}
    translate = translator(language)
    current = today.year
    first = min(item.meta.received.year for item in known)

    def counted(start: dt.date, end: dt.date) -> Count:
        return count(known, start, end, today, site.config)

    months = Month(current, 1).until(Month.of(today))
    rows = [
        (labels.month(month, language), counted(dt.date(month.year, month.number, 1), month.last_day))
        for month in reversed(months)
    ]
    years = [
        (
            say("Năm {year}", year=str(year)).render(translate),
            counted(dt.date(year, 1, 1), dt.date(year, 12, 31)),
        )
        for year in range(current, first - 1, -1)
    ]
    return {
        "figures": {
            "text": _sentence(site, years[0][1]).render(translate),
            "years": [_cells(*row) for row in years],
            "months": [_cells(*row) for row in rows if row[1].received or row[1].answered],
            "as_of": labels.day(today, language),
        }
    }


def _cells(name: str, found: Count) -> Mapping[str, Any]:
    return {
        "name": name,
        "cells": [found.received, found.answered, found.in_time, found.late, found.pending],
    }


def _sentence(site: Site, found: Count) -> Any:
    told = {
        "year": str(site.today.year),
        "agency": site.config.agency.name,
        "received": labels.two(found.received),
        "answered": labels.two(found.answered),
        "in_time": labels.two(found.in_time),
    }
    if not found.answered:
        return say("Năm {year}, {agency} tiếp nhận {received} phản ánh, kiến nghị; chưa trả lời.", **told)
    return say(
        "Năm {year}, {agency} tiếp nhận {received} phản ánh, kiến nghị; trả lời {answered}, "
        "trong đó {in_time} đúng hạn.",
        **told,
    )
