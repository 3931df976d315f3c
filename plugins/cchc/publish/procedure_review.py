"""What managers follow: procedures that nobody looked at for long, and those that no post explains. Previews only."""

from collections.abc import Iterator
from typing import Any

from cchc import labels, upkeep
from cchc.locale import say, translator
from cchc.model import Site
from cchc.publish.outputs import Page
from cchc.publish.procedure_lists import trail
from cchc.publish.procedures import SECTION
from cchc.records import Procedure

_MOST = 500
"""Rows of a table; who has more to look at begins with these."""


def review_page(site: Site) -> Iterator[Page]:
    """Yield the page for managers; only a preview has it."""
    translate = translator(site.config.language)
    late, silent = upkeep.overdue(site), upkeep.unexplained(site)
    yield Page(
        url=f"{SECTION}ra-soat/",
        template="cchc/procedure_review.html",
        title=translate("Thủ tục cần rà soát"),
        description=say(
            "Thủ tục quá {n} ngày chưa rà soát và thủ tục chưa có bài viết giải thích, dành cho người quản lý.",
            n=str(upkeep.DAYS),
        ).render(translate),
        trail=trail(site),
        unlisted=True,
        show=lambda: {
            "days": upkeep.DAYS,
            "as_of": labels.day(site.today, site.config.language),
            "count": len(upkeep.in_use(site)),
            "overdue": [_row(site, item) for item in late[:_MOST]],
            "overdue_count": len(late),
            "unexplained": [_row(site, item) for item in silent[:_MOST]],
            "unexplained_count": len(silent),
        },
    )


def _row(site: Site, procedure: Procedure) -> dict[str, Any]:
    meta, language = procedure.meta, site.config.language
    day = upkeep.reviewed(procedure, site.today)
    return {
        "code": meta.code,
        "name": meta.name,
        "url": procedure.url,
        "field": meta.field,
        "unit": site.config.unit(meta.owner_unit).name if meta.owner_unit else "",
        "day": labels.day(day, language) if day else "",
        "days": str((site.today - day).days) if day else "",
    }
