"""The changelog of the procedures: what changed, when, by which decision. As git tells it; else as the records do."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import Any

from cchc import labels
from cchc.changelog import Change, ChangeKind, Dated, Difference
from cchc.changes.brief import cut
from cchc.changes.compare import OF_THE_AGENCY
from cchc.changes.wording import Words, untold
from cchc.dates import HANOI, Month
from cchc.locale import say, translator
from cchc.model import Site
from cchc.publish.outputs import Page, hash_of
from cchc.records import Procedure
from cchc.register import register
from cchc.schema import Action, Decision
from cchc.text import sort_key

URL = "thu-tuc/thay-doi/"
MANY = 20
"""Procedures that one commit adds are told one by one up to this number; more came with an import."""
_SHOWN = 6
"""Differences of one procedure that are shown at once; the others after a click, up to `_MOST`."""
_MOST = 40
_LONGEST = 200
"""Letters of a name."""
_KINDS = {
    Action.NEW: ChangeKind.ADDED,
    Action.AMENDED: ChangeKind.AMENDED,
    Action.REPLACED: ChangeKind.REPLACED,
    Action.ABOLISHED: ChangeKind.ABOLISHED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the changelog."""

    day: dt.date
    at: dt.datetime
    mark: str
    """What it is known by: the same for as long as what it tells is."""
    changes: tuple[Change, ...]
    """One; many where one commit added many procedures."""
    takes_effect: bool = False
    """Whether what was announced before comes into force on this day."""
    is_update: bool = False
    """Whether a record only says that it was brought up to date."""

    @property
    def change(self) -> Change:
        """What became of the procedure; of the first, where there are many."""
        return self.changes[0]


@dataclass(frozen=True, slots=True)
class Log:
    """The whole changelog, oldest first."""

    entries: Sequence[Entry]
    is_of_git: bool


@lru_cache(maxsize=1)
def log(site: Site) -> Log:
    """Return the changelog of a site, which its pages and its feed share."""
    if site.changelog.state == "full" and (site.changelog.entries or not site.procedures):
        return Log(sorted(_of_git(site), key=_order), is_of_git=True)
    return Log(sorted(_of_records(site), key=_order), is_of_git=False)


def _order(entry: Entry) -> tuple[Any, ...]:
    return entry.day, entry.at, entry.change.code, entry.mark


# ------------------------------------------------------------------- sources


def _of_git(site: Site) -> Iterator[Entry]:
    public = (item for item in site.changelog.entries if item.change.kind is not ChangeKind.REVIEWED)
    for _, group in groupby(public, key=lambda item: item.order):
        of_commit = list(group)
        added = [item for item in of_commit if item.change.kind is ChangeKind.ADDED]
        if len(added) > MANY:
            mark = sha256(" ".join(sorted(item.mark for item in added)).encode()).hexdigest()[:20]
            changes = tuple(item.change for item in added)
            yield Entry(day=added[0].day, at=_at(added[0]), mark=mark, changes=changes)
            of_commit = [item for item in of_commit if item.change.kind is not ChangeKind.ADDED]
        for item in of_commit:
            yield Entry(day=item.day, at=_at(item), mark=item.mark, changes=(item.change,))
            since = _later(site, item)
            if since:
                at = dt.datetime.combine(since, dt.time(7), HANOI)
                yield Entry(day=since, at=at, mark=f"{item.mark}-e", changes=(item.change,), takes_effect=True)


def _at(item: Dated) -> dt.datetime:
    try:
        moment = dt.datetime.fromtimestamp(item.order[0], HANOI)
    except (ValueError, OverflowError, OSError):
        moment = None
    if moment is None or moment.date() != item.day:  # a clock that nobody believes
        return dt.datetime.combine(item.day, dt.time(7), HANOI)
    return moment


def _later(site: Site, item: Dated) -> dt.date | None:
    """Return the day on which what a decision announced came into force, where that was later and is past."""
    number, effective = ((item.change.decision or {}).get(key) for key in ("number", "effective"))
    procedure = site.procedure(item.change.code)
    if not number or not effective or procedure is None:
        return None
    still = (decision for decision in procedure.meta.announcing_decisions if decision.number == number)
    since = next((decision.effective for decision in still if str(decision.effective) == effective), None)
    return since if since and item.day < since <= site.today else None


def _of_records(site: Site) -> Iterator[Entry]:
    for procedure in site.procedures:
        meta, last = procedure.meta, dt.date.min
        for decision in meta.announcing_decisions:
            if decision.since and decision.since <= site.today:
                last = max(last, decision.since)
                yield _of_record(procedure, decision, decision.since)
        if meta.updated and last < meta.updated <= site.today:
            yield _of_record(procedure, procedure.decision(site.today), meta.updated, is_update=True)


def _of_record(procedure: Procedure, decision: Decision | None, day: dt.date, *, is_update: bool = False) -> Entry:
    meta = procedure.meta
    action = decision.action if decision and not is_update else None
    change = Change(
        kind=_KINDS[action] if action else ChangeKind.AMENDED,
        code=meta.code,
        name=meta.name,
        field=meta.field,
        decision=decision.model_dump(mode="json") if decision else None,
        replaced_by=meta.replaced_by if action in (Action.ABOLISHED, Action.REPLACED) else None,
    )
    mark = f"{procedure.key}/{decision.number if decision else ''}/{day}"
    at = dt.datetime.combine(day, dt.time(7), HANOI)
    return Entry(day=day, at=at, mark=mark, changes=(change,), is_update=is_update or action is None)


# --------------------------------------------------------------------- shown


def kind_of(site: Site, entry: Entry) -> str:
    """Return what became of the procedure, in the words of the announcing decision where there is one."""
    translate = translator(site.config.language)
    action = (entry.change.decision or {}).get("action")
    if entry.is_update:
        return translate("Cập nhật")
    if entry.change.kind is ChangeKind.ADDED and len(entry.changes) == 1 and action == Action.NEW:
        return labels.ACTION[Action.NEW].render(translate)
    return Words(site.config, translate).kind(entry.change.kind)


def title_of(site: Site, entry: Entry) -> str:
    """Return the name of the procedure, cut where it fills the page, or how many there are."""
    if len(entry.changes) == 1:
        return cut(entry.change.name, _LONGEST)
    return say("{n} thủ tục được đưa vào danh mục", n=str(len(entry.changes))).render(translator(site.config.language))


def details(site: Site, entry: Entry) -> list[str]:
    """Return what changed, in a line each; nothing of a procedure whose content is no longer published."""
    procedure = site.procedure(entry.change.code)
    if entry.takes_effect or procedure is None or procedure.is_abolished(site.today):
        return []
    words = Words(site.config, translator(site.config.language))
    return [words.difference(item) for item in untold(entry.change)[:_MOST] if _is_public(item)]


def _is_public(item: Difference) -> bool:
    return item.key not in OF_THE_AGENCY


def decision_of(site: Site, entry: Entry) -> dict[str, Any] | None:
    """Return the announcing decision, and where it can be read."""
    decision = entry.change.decision
    if not decision or len(entry.changes) > 1:
        return None
    words = Words(site.config, translator(site.config.language))
    url = decision.get("url")
    return {"text": words.decision(decision), "page": _page_of(site, decision), "url": url}


def _page_of(site: Site, decision: Mapping[str, Any]) -> str | None:
    try:
        day = dt.date.fromisoformat(str(decision.get("date")))
    except ValueError:
        day = None
    document = register(site).find(str(decision.get("number", "")), day)
    return document.url if document else None


def _row(site: Site, entry: Entry) -> dict[str, Any]:
    language = site.config.language
    procedure = site.procedure(entry.change.code) if len(entry.changes) == 1 else None
    successor = site.procedure(entry.change.replaced_by) if entry.change.replaced_by else None
    told = details(site, entry) if len(entry.changes) == 1 else []
    return {
        "date": labels.day(entry.day, language),
        "iso": str(entry.day),
        "kind": kind_of(site, entry),
        "kind_id": entry.change.kind.value,
        "takes_effect": entry.takes_effect,
        "title": title_of(site, entry),
        "code": entry.change.code if len(entry.changes) == 1 else "",
        "url": procedure.url if procedure else None,
        "decision": decision_of(site, entry),
        "successor": successor and {"name": successor.meta.name, "code": successor.meta.code, "url": successor.url},
        "details": told[:_SHOWN],
        "further": told[_SHOWN:],
        "fields": _fields(entry) if len(entry.changes) > 1 else [],
    }


def _fields(entry: Entry) -> list[dict[str, Any]]:
    counts = Counter(change.field for change in entry.changes)
    return [{"name": name, "count": counts[name]} for name in sorted(counts, key=sort_key)]


def _mark(site: Site, entry: Entry) -> list[Any]:
    """Return what decides the row of an entry, in few words."""
    change = entry.change
    near = [site.procedure(code) for code in (change.code, change.replaced_by) if code]
    found = [[item.meta.code, item.is_abolished(site.today)] if item else None for item in near]
    successor = near[-1].meta.name if change.replaced_by and near[-1] else ""
    page = _page_of(site, change.decision) if change.decision else None
    return [entry.mark, str(entry.day), found, successor, page]


# --------------------------------------------------------------------- pages


def change_pages(site: Site) -> Iterator[Page]:
    """Yield the changelog: the front page with the latest changes, and pages behind it that later ones never move."""
    known, size = log(site), site.config.plugin.page_size
    full = max(0, len(known.entries) // size - 1)
    for number in range(full + 1):
        yield _page(site, known, number, full)


def _page(site: Site, known: Log, number: int, full: int) -> Page:
    size, is_front = site.config.plugin.page_size, number == full
    translate = translator(site.config.language)
    shown = known.entries[number * size : None if is_front else (number + 1) * size]
    title = translate("Thay đổi của danh mục thủ tục hành chính")
    around = {
        "heading": title,
        "front": is_front,
        "part": str(number + 1),
        "is_of_git": known.is_of_git,
        "newer": None if is_front else _address(number + 1, full),
        "older": _address(number - 1, full) if number else None,
    }
    part = say("{title} – phần {n}", title=title, n=str(number + 1)).render(translate)
    return Page(
        url=_address(number, full),
        template="cchc/procedure_changes.html",
        title=title if is_front else part,
        description=say(
            "Thủ tục hành chính mới, sửa đổi, thay thế, bãi bỏ của {agency}: nội dung thay đổi và quyết định công bố.",
            agency=site.config.agency.name,
        ).render(translate)
        + ("" if is_front else f" {_span(site, shown)}"),
        trail=((translate("Thủ tục hành chính"), "thu-tuc/"),),
        changed=max((entry.day for entry in shown), default=None),
        decided_by=hash_of([around, [_mark(site, entry) for entry in shown]]),
        show=lambda: {**around, "months": _months(site, shown)},
    )


def _address(number: int, full: int) -> str:
    return URL if number == full else f"{URL}trang/{number + 1}/"


def _span(site: Site, shown: Sequence[Entry]) -> str:
    first, last = (labels.day(shown[at].day, site.config.language) for at in (0, -1))
    return say("Từ {first} đến {last}.", first=first, last=last).render(translator(site.config.language))


def _months(site: Site, shown: Sequence[Entry]) -> list[dict[str, Any]]:
    return [
        {
            "id": str(month),
            "name": labels.month(month, site.config.language),
            "rows": [_row(site, entry) for entry in group],
        }
        for month, group in groupby(reversed(shown), key=lambda entry: Month.of(entry.day))
    ]
