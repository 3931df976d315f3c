"""The manager's desk as a page: who owes what by when. Previews only; no other page of theirs may go public either."""

from collections.abc import Iterator, Sequence
from typing import Any

from cchc import labels
from cchc.desk import Desk, Item, Kind, desk
from cchc.locale import Translator, say, translator
from cchc.model import Site
from cchc.publish.outputs import Page
from cchc.publish.plans import shows_plans
from cchc.reports import status
from cchc.schema import Unit

URL = "noi-bo/"
_PLANS = (Kind.TASK, Kind.TARGET)


def desk_page(site: Site) -> Iterator[Page]:
    """Yield the desk; only a preview has it. What changes with the day is in what it shows, and so in its key."""
    translate = translator(site.config.language)
    yield Page(
        url=URL,
        template="cchc/status.html",
        title=status.HEADING.render(translate),
        description=say(
            "Nội bộ: việc của từng đơn vị thuộc {agency}, thời hạn, báo cáo kế tiếp.", agency=site.config.agency.name
        ).render(translate),
        unlisted=True,
        show=lambda: _shown(desk(site), translate),
    )


def _shown(made: Desk, translate: Translator) -> dict[str, Any]:
    language = translate.language
    bare = status.is_bare(made)
    return {
        "as_of": labels.day(made.site.today, language),
        "summary": status.welcome(made, translate) if bare else status.summary(made, translate),
        "columns": [column.render(translate) for column in status.COLUMNS],
        "units": [_unit(made, unit, items, translate) for unit, items in made.by_unit],
        "overview": [] if bare else status.overview(made, translate),
        "ahead": [
            {
                "title": row.title,
                "url": row.url,
                "kind": row.kind.render(translate),
                "status": row.status.render(translate) if row.status else "",
                "day": labels.day(row.first, language),
                "iso": str(row.first),
                "unit": row.unit.name,
                "place": row.place,
            }
            for row in made.ahead
        ],
    }


def _unit(made: Desk, unit: Unit | None, items: Sequence[Item], translate: Translator) -> dict[str, Any]:
    return {
        "id": unit.id if unit else "co-quan",
        "name": status.name_of(made, unit, translate),
        "summary": status.summary(made, translate, items),
        "rows": [
            {
                "urgency": item.urgency(made.site.today).value,
                "when": status.when(made, item, translate),
                "what": status.what(item, translate),
                "todo": status.todo(item, translate),
                "where": status.where(item),
                "url": item.url if _has_page(made.site, item) else "",
            }
            for item in items
        ],
    }


def _has_page(site: Site, item: Item) -> bool:
    return item.kind not in _PLANS or shows_plans(site, preview=True)
