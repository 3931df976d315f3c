"""The manager's desk: what a Chánh Văn phòng asks each morning. Who owes what by when, and what lies ahead.

Nothing is judged or counted here anew: each matter is what the quota, the plan, the rules and the reports say already.
"""

from cchc.desk import duties, news, outlook, records
from cchc.desk.content import AHEAD, SOON, Ahead, Desk, Item, Kind, NextReport, Reach, Theme, Urgency
from cchc.model import Site

__all__ = ["AHEAD", "SOON", "Ahead", "Desk", "Item", "Kind", "NextReport", "Reach", "Theme", "Urgency", "desk"]


def desk(site: Site) -> Desk:
    """Return what is owed, as it stands today, the most pressing first, and what lies ahead."""
    items = [*news.items(site), *duties.items(site), *records.items(site), *outlook.report_items(site)]
    return Desk(
        site=site,
        items=tuple(sorted(items, key=lambda item: _place(site, item))),
        report=outlook.next_report(site),
        theme=outlook.theme(site),
        reach=outlook.reach(site),
        ahead=outlook.ahead(site),
        not_set=outlook.not_set(site),
    )


_URGENCIES, _KINDS = tuple(Urgency), tuple(Kind)


def _place(site: Site, item: Item) -> tuple[int, int, int, str, int]:
    day = item.due or item.since or site.today
    urgency, kind = _URGENCIES.index(item.urgency(site.today)), _KINDS.index(item.kind)
    return urgency, day.toordinal(), kind, str(item.path or ""), item.line
