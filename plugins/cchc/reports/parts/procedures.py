"""The procedures of a window: how many are published, and what changed in them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from cchc import dates
from cchc.changelog import Change, ChangeKind
from cchc.changes.brief import cut
from cchc.labels import ACTION
from cchc.locale import Text, say
from cchc.model import Site
from cchc.publish.changes import Entry, log
from cchc.reports.content import Cell, Linked, Part, Table, Window
from cchc.reports.wording import counted, figure
from cchc.schema import Action
from cchc.text import sort_key

_LONGEST = 160
_KINDS = (
    (ChangeKind.ADDED, "added", say("Thủ tục đưa lên trang"), say("đưa lên trang")),
    (ChangeKind.AMENDED, "amended", say("Thủ tục sửa đổi, bổ sung"), say("sửa đổi, bổ sung")),
    (ChangeKind.REPLACED, "replaced", say("Thủ tục thay thế"), say("thay thế")),
    (ChangeKind.ABOLISHED, "abolished", say("Thủ tục bãi bỏ"), say("bãi bỏ")),
    (ChangeKind.REMOVED, "removed", say("Thủ tục đưa khỏi trang"), say("đưa khỏi trang")),
)


def part(site: Site, window: Window) -> Part:
    """Return what a report says of procedures."""
    found = [entry for entry in log(site).entries if window.holds(entry.day) and not entry.takes_effect]
    numbers = _numbers(found)
    day = min(window.last, site.today)
    published = listed_on(site, day)
    figures = [(f"procedures.{key}", label, numbers[kind]) for kind, key, label, _ in _KINDS]
    if published is not None:
        figures.insert(0, ("procedures.published", say("Thủ tục đang công khai"), published))
    return Part(
        key="procedures",
        heading=say("Công khai thủ tục hành chính"),
        sentences=tuple(_sentences(site, day, published, numbers)),
        figures=figures,
        tables=tuple(_tables(site, found)),
    )


def listed_on(site: Site, day: dt.date) -> int | None:
    """Return how many procedures in use the site had on a day; None where nothing tells of days gone by.

    A record's decisions say since when it is abolished; git says since when it is there.
    """
    if day >= site.today:
        return sum(not item.is_abolished(day) for item in site.procedures)
    known = log(site)
    if not site.procedures and not known.entries:
        return 0
    if not known.is_of_git or known.entries[0].day > day:
        return None
    there: dict[str, Change] = {}
    for entry in known.entries:
        if entry.day > day or entry.takes_effect:
            continue
        for change in entry.changes:
            if change.kind is ChangeKind.REMOVED:
                there.pop(change.key, None)
            else:
                there[change.key] = change
    return sum(_is_in_use(site, change, day) for change in there.values())


def _is_in_use(site: Site, change: Change, day: dt.date) -> bool:
    procedure = site.procedure(change.code)
    return not procedure.is_abolished(day) if procedure else change.kind is not ChangeKind.ABOLISHED


def _numbers(found: Sequence[Entry]) -> Counter[ChangeKind]:
    """Return of each kind how many procedures it befell; one that was amended twice is one."""
    return Counter(kind for kind, _ in {(change.kind, change.key) for entry in found for change in entry.changes})


def _sentences(site: Site, day: dt.date, published: int | None, numbers: Counter[ChangeKind]) -> Iterator[Text]:
    if not site.procedures and not numbers:
        yield say("Trang chưa công khai thủ tục hành chính nào.")
        return
    shown = dates.day_label(day)
    if published is None:
        yield say("Không xác định được số thủ tục công khai tại ngày {day} (chưa có đủ lịch sử git).", day=shown)
    else:
        yield say("Đến ngày {day}, trang công khai {n} thủ tục hành chính.", day=shown, n=figure(published))
    if not numbers and published is not None:
        yield say("Trong kỳ không có thủ tục nào được đưa lên, sửa đổi, thay thế hoặc bãi bỏ trên trang.")
    if not numbers:
        return
    names = counted([(name, numbers[kind]) for kind, _, _, name in _KINDS])
    yield say("Thay đổi trong kỳ, theo số thủ tục: {names}.", names=names)


def _tables(site: Site, found: Sequence[Entry]) -> Iterator[Table]:
    added = [entry for entry in found if len(entry.changes) > 1]
    if added:
        fields = Counter(change.field for entry in added for change in entry.changes)
        yield Table(
            caption=say("Thủ tục đưa lên trang theo lĩnh vực"),
            columns=(say("Lĩnh vực"), say("Số thủ tục")),
            rows=[(name, fields[name]) for name in sorted(fields, key=sort_key)],
            total=(say("Tổng cộng"), sum(fields.values())),
        )
    single = [entry for entry in found if len(entry.changes) == 1]
    if single:
        yield Table(
            caption=say("Thủ tục có thay đổi trong kỳ"),
            columns=(say("Ngày"), say("Mã thủ tục"), say("Tên thủ tục hành chính"), say("Thay đổi"), say("Căn cứ")),
            rows=[_row(site, entry) for entry in single],
        )


def _row(site: Site, entry: Entry) -> tuple[Cell, ...]:
    change = entry.change
    procedure = site.procedure(change.code)
    name = cut(change.name, _LONGEST)
    return (
        entry.day,
        change.code,
        Linked(name, procedure.url) if procedure else name,
        _what(entry),
        str((change.decision or {}).get("number") or ""),
    )


def _what(entry: Entry) -> Text:
    action = (entry.change.decision or {}).get("action")
    if entry.change.kind is ChangeKind.ADDED and action == Action.NEW:
        return ACTION[Action.NEW]
    return next((name for kind, _, _, name in _KINDS if kind is entry.change.kind), say("cập nhật"))
