"""What managers follow: procedures that nobody looked at for long, and those that no post explains. Previews only."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from cchc import labels
from cchc.locale import say, translator
from cchc.model import Procedure, Site
from cchc.publish.outputs import Page
from cchc.publish.procedure_lists import trail
from cchc.publish.procedures import SECTION, current

DAYS = 90
_MOST = 500
"""Rows of a table; who has more to look at begins with these."""


def looked_at(procedure: Procedure, today: dt.date) -> dt.date | None:
    """Return the day on which somebody last went over a record; an import only compares it with the portal."""
    days = (procedure.meta.reviewed_on, procedure.meta.updated)
    return max((day for day in days if day and day <= today), default=None)


def overdue(site: Site) -> list[Procedure]:
    """Return the procedures in use that nobody has looked at for 90 days, the longest forgotten first."""
    since = site.today - dt.timedelta(days=DAYS)
    seen = {item.key: looked_at(item, site.today) or dt.date.min for item in current(site)}
    return sorted((item for item in current(site) if seen[item.key] < since), key=lambda item: seen[item.key])


def unexplained(site: Site) -> list[Procedure]:
    """Return the procedures in use that no published post names."""
    named = {code[:8] for post in site.public_posts for code in post.meta.procedures}
    return [item for item in current(site) if item.key not in named]


def review_page(site: Site) -> Iterator[Page]:
    """Yield the page for managers; only a preview has it."""
    translate = translator(site.config.language)
    late, silent = overdue(site), unexplained(site)
    yield Page(
        url=f"{SECTION}ra-soat/",
        template="cchc/procedure_review.html",
        title=translate("Thủ tục cần rà soát"),
        description=say(
            "Thủ tục quá {n} ngày chưa rà soát và thủ tục chưa có bài viết giải thích, dành cho người quản lý.",
            n=str(DAYS),
        ).render(translate),
        trail=trail(site),
        unlisted=True,
        show=lambda: {
            "days": DAYS,
            "as_of": labels.day(site.today, site.config.language),
            "count": len(current(site)),
            "overdue": [_row(site, item) for item in late[:_MOST]],
            "overdue_count": len(late),
            "unexplained": [_row(site, item) for item in silent[:_MOST]],
            "unexplained_count": len(silent),
        },
    )


def _row(site: Site, procedure: Procedure) -> dict[str, Any]:
    meta, language = procedure.meta, site.config.language
    day = looked_at(procedure, site.today)
    return {
        "code": meta.code,
        "name": meta.name,
        "url": procedure.url,
        "field": meta.field,
        "unit": site.config.unit(meta.owner_unit).name if meta.owner_unit else "",
        "day": labels.day(day, language) if day else "",
        "days": str((site.today - day).days) if day else "",
    }
