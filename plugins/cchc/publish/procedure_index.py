"""The data that the index is filtered with in the browser: every procedure in one compact file.

`thu-tuc/danh-muc.json` holds tables of names and one row for each procedure that is in use, in the order of the index:

    {"version": 1,
     "fields": [[slug, name], …], "agencies": […], "levels": […], "online": […], "statuses": […],
     "rows": [[code, name, its place among all names, field, levels, agencies, time limit, fee, online, decision,
               status], …]}

Fields, levels and so on stand in a row as their number in the table of their names; levels and agencies are lists.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from cchc import labels
from cchc.cache import Cache
from cchc.locale import translator
from cchc.model import Site
from cchc.publish.outputs import Asset, kept
from cchc.publish.procedure_groups import LEVELS, Group, called
from cchc.publish.procedure_lists import directory, listed, mark
from cchc.publish.procedures import SECTION, STANDINGS, standing
from cchc.records import Procedure
from cchc.schema import Level
from cchc.text import sort_key


def index_data(site: Site, cache: Cache) -> Iterator[Asset]:
    """Yield the file."""
    marks = [mark(site, item) for item in directory(site).procedures]
    yield kept(f"{SECTION}danh-muc.json", [site.config.told, marks], lambda: _made(site), cache)


def _made(site: Site) -> bytes:
    translate, known = translator(site.config.language), directory(site)
    ordered = sorted(known.procedures, key=lambda item: (sort_key(item.meta.name), item.key))
    places = {item.key: place for place, item in enumerate(ordered)}
    content = {
        "version": 1,
        "fields": _names(known.fields),
        "agencies": _names(known.agencies),
        "levels": [[level.value, labels.LEVEL[level].render(translate)] for level in Level],
        "online": _names(known.levels),
        "statuses": [[value, name.render(translate)] for value, name in STANDINGS.items()],
        "rows": [_row(site, item, places[item.key]) for item in known.procedures],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _names(groups: Sequence[Group]) -> list[tuple[str, str]]:
    return [(group.slug, called(group.name)) for group in groups]


def _row(site: Site, procedure: Procedure, place: int) -> list[Any]:
    known, meta, shown = directory(site), procedure.meta, listed(site, procedure)
    return [
        meta.code,
        meta.name,
        place,
        known.field(meta.field),
        [list(Level).index(level) for level in meta.levels],
        list(dict.fromkeys(known.agency(name) for name in meta.executing_agencies)),
        shown["time_limit"],
        shown["fee"],
        list(LEVELS).index(meta.online_level),
        shown["decision"],
        list(STANDINGS).index(standing(site, procedure)),
    ]
