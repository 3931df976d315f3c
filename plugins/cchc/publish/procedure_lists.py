"""The lists of procedures: the index, and by field, agency, letter and online level; the abolished ones.

No page holds more than `PART` procedures: the first part stands at a list's own address, others behind it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from textwrap import shorten
from typing import Any

from cchc import labels, paper
from cchc.locale import say, translator
from cchc.model import Site
from cchc.publish.outputs import Page, hash_of
from cchc.publish.procedure_filters import filters
from cchc.publish.procedure_groups import ALPHABET, OTHER, Directory, Group, called
from cchc.publish.procedures import SECTION, current, row, standing
from cchc.records import Procedure

FIRST = 50
"""Rows of the index before anything is asked for; the script shows as many at a time (`assets/procedures.js`)."""
PART = 100
AGENCIES = 2
"""Of a procedure, that a row names; some name forty."""
_CHIPS, _LONG = 40, 160
FIELDS, BY_AGENCY, LETTERS = f"{SECTION}linh-vuc/", f"{SECTION}co-quan/", f"{SECTION}a-z/"
LEVELS, ABOLISHED = f"{SECTION}truc-tuyen/", f"{SECTION}bai-bo/"


@lru_cache(maxsize=1)
def directory(site: Site) -> Directory:
    """Return how the procedures of a site are grouped, which pages and data share."""
    return Directory(current(site), translator(site.config.language))


def trail(site: Site, *further: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the way to a page below the index."""
    return ((translator(site.config.language)("Thủ tục hành chính"), SECTION), *further)


def listed(site: Site, procedure: Procedure) -> dict[str, Any]:
    """Return the row of a procedure in lists, no cell of it long but its name."""
    known = directory(site)
    if procedure.key not in known.rows:
        known.rows[procedure.key] = _listed(site, procedure, known)
    return known.rows[procedure.key]


def _listed(site: Site, procedure: Procedure, known: Directory) -> dict[str, Any]:
    found = row(site, procedure)
    place = known.field(procedure.meta.field)
    groups = (known.agency(name) for name in procedure.meta.executing_agencies)
    agencies = [known.agencies[group].name for group in dict.fromkeys(groups) if group is not None]
    return {
        **{key: shorten(value, _LONG, placeholder="…") for key, value in found.items()},
        **{key: found[key] for key in ("code", "name", "url")},
        "field": called(found["field"] if place is None else known.fields[place].name),
        "agency": _in_short(site, agencies or procedure.meta.executing_agencies),
    }


def _in_short(site: Site, names: Sequence[str]) -> str:
    """Return the first agencies of several, and how many more there are."""
    text = ", ".join(map(called, names[:AGENCIES]))
    if len(names) <= AGENCIES:
        return text
    more = say("{names} và {n} cơ quan khác", names=text, n=str(len(names) - AGENCIES))
    return more.render(translator(site.config.language))


def list_pages(site: Site) -> Iterator[Page]:
    """Yield the index and every list of procedures."""
    translate, known = translator(site.config.language), directory(site)
    gone = [item for item in site.procedures if item.is_abolished(site.today)]
    booklets = paper.booklets(site)
    yield _index(site, known, gone)
    kinds = (
        (FIELDS, known.fields, say("Lĩnh vực thủ tục hành chính"), say("Thủ tục lĩnh vực {name}")),
        (BY_AGENCY, known.agencies, say("Cơ quan thực hiện thủ tục"), say("Thủ tục do {name} thực hiện")),
        (LETTERS, known.letters, say("Thủ tục hành chính theo chữ cái"), say("Thủ tục vần {name}")),
        (LEVELS, known.levels, say("Mức độ dịch vụ công trực tuyến"), say("Thủ tục, mức độ trực tuyến: {name}")),
    )
    for url, groups, heading, title in kinds:
        named = heading.render(translate)
        yield from _Contents(site, url, named, groups).pages()
        for group in groups:
            called = replace(title, params={"name": group.name if group.name != OTHER else translate("khác")})
            yield from _List(
                site,
                f"{url}{group.slug}/",
                called.render(translate),
                group.procedures,
                (named, url),
                booklets.get(group.name) if url == FIELDS else None,
            ).pages()
    if gone:
        yield from _List(site, ABOLISHED, translate("Thủ tục hành chính đã bãi bỏ"), gone).pages()


def _index(site: Site, known: Directory, gone: Sequence[Procedure]) -> Page:
    translate, agency = translator(site.config.language), site.config.agency.name
    count = len(known.procedures)
    return Page(
        url=SECTION,
        template="cchc/procedures.html",
        title=translate("Thủ tục hành chính"),
        description=say(
            "Danh mục thủ tục hành chính mà {agency} tiếp nhận: giấy tờ cần nộp, thời hạn, phí, nơi nộp.", agency=agency
        ).render(translate),
        in_menu=True,
        changed=_changed(site, site.procedures),
        show=lambda: {
            "heading": translate("TTHC mới cập nhật"),
            "feed": f"{SECTION}rss.xml",
            "count": count,
            "rows": [listed(site, item) for item in known.procedures[:FIRST]],
            "data": f"{SECTION}danh-muc.json",
            "filters": filters(site, known),
            "levels": _links(LEVELS, known.levels),
            "fields": _links(FIELDS, _largest(known.fields)),
            "field_count": len(known.fields),
            "agencies": _links(BY_AGENCY, _largest(known.agencies)),
            "agency_count": len(known.agencies),
            "letters": _alphabet(known.letters),
            "abolished": len(gone),
        },
    )


def _links(url: str, groups: Sequence[Group]) -> list[dict[str, Any]]:
    return [
        {"url": f"{url}{group.slug}/", "name": group.name, "count": len(group.procedures), "slug": group.slug}
        for group in groups
    ]


def _largest(groups: Sequence[Group]) -> list[Group]:
    """Return all groups, or where they are many those with the most procedures, in their own order."""
    most = sorted(groups, key=lambda group: -len(group.procedures))[:_CHIPS]
    kept = {group.slug for group in most}
    return [group for group in groups if group.slug in kept]


def _alphabet(groups: Sequence[Group]) -> list[dict[str, Any]]:
    """Return every letter in order; those that no name begins with lead nowhere."""
    known = {item["name"]: item for item in _links(LETTERS, groups)}
    return [known.get(char, {"url": "", "name": char, "count": 0}) for char in (*ALPHABET, *(known.keys() & {OTHER}))]


def _changed(site: Site, procedures: Sequence[Procedure]) -> dt.date | None:
    return max(filter(None, (item.changed_on(site.today) for item in procedures)), default=None)


@dataclass(frozen=True, slots=True)
class _List:
    """Some procedures, part by part."""

    site: Site
    url: str
    title: str
    procedures: Sequence[Procedure]
    above: tuple[str, str] | None = None
    """The name and address of the page that leads to it and its like."""
    booklet: str | None = None
    """The address of all of it on paper."""

    def pages(self) -> Iterator[Page]:
        """Yield its first part, and those behind it."""
        for number in range(max(1, -(-len(self.procedures) // PART))):
            yield self._page(number)

    def _page(self, number: int) -> Page:
        site = self.site
        translate = translator(site.config.language)
        count = len(self.procedures)
        part = self.procedures[number * PART : (number + 1) * PART]
        is_last = (number + 1) * PART >= count
        around = {
            "heading": self.title,
            "count": count,
            "first": number * PART,
            "part": number + 1,
            "parts": -(-count // PART),
            "above": self.above,
            "booklet": self.booklet,
            "previous": _address(self.url, number - 1) if number else None,
            "next": None if is_last else _address(self.url, number + 1),
            "is_gone": self.url == ABOLISHED,
        }
        title = self.title
        if number:
            title = say("{title} – phần {n}", title=title, n=str(number + 1)).render(translate)
        about = say(
            "{title}: {n} thủ tục của {agency}, với thời hạn, phí, lệ phí và mức độ trực tuyến.",
            title=title,
            n=str(count),
            agency=site.config.agency.name,
        )
        return Page(
            url=_address(self.url, number),
            template="cchc/procedure_list.html",
            title=title,
            description=about.render(translate),
            trail=trail(site, *([self.above] if self.above else [])),
            changed=_changed(site, part),
            decided_by=hash_of([around, [mark(site, item) for item in part]]),
            show=lambda: {**around, "rows": [self._row(item) for item in part]},
        )

    def _row(self, procedure: Procedure) -> Mapping[str, Any]:
        shown = listed(self.site, procedure)
        if self.url != ABOLISHED:
            return shown
        decision = procedure.decision(self.site.today)
        since = decision.since if decision else None
        return {**shown, "since": labels.day(since, self.site.config.language) if since else ""}


def _address(url: str, number: int) -> str:
    return f"{url}trang/{number + 1}/" if number else url


def mark(site: Site, procedure: Procedure) -> list[str]:
    """Return what decides the row of a procedure."""
    decision = procedure.decision(site.today)
    return [procedure.mark, standing(site, procedure), decision.number if decision else "", procedure.url]


@dataclass(frozen=True, slots=True)
class _Contents:
    """The page that leads to the lists of one kind."""

    site: Site
    url: str
    title: str
    groups: Sequence[Group]

    def pages(self) -> Iterator[Page]:
        """Yield it, and where there are very many lists its further parts."""
        size = 5 * PART
        for number in range(max(1, -(-len(self.groups) // size))):
            yield self._page(number, self.groups[number * size : (number + 1) * size], size)

    def _page(self, number: int, groups: Sequence[Group], size: int) -> Page:
        site, title = self.site, self.title
        translate = translator(site.config.language)
        is_last = (number + 1) * size >= len(self.groups)
        if number:
            title = say("{title} – phần {n}", title=title, n=str(number + 1)).render(translate)
        about = say("{title}: danh sách để tìm thủ tục của {agency}.", title=title, agency=site.config.agency.name)
        return Page(
            url=_address(self.url, number),
            template="cchc/procedure_groups.html",
            title=title,
            description=about.render(translate),
            trail=trail(site),
            changed=_changed(site, [item for group in groups for item in group.procedures]),
            show=lambda: {
                "groups": _alphabet(groups) if self.url == LETTERS else _links(self.url, groups),
                "is_alphabet": self.url == LETTERS,
                "previous": _address(self.url, number - 1) if number else None,
                "next": None if is_last else _address(self.url, number + 1),
            },
        )
