"""What the form of the index offers to choose from."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from cchc import labels
from cchc.locale import translator
from cchc.model import Site
from cchc.publish.procedure_groups import Directory, Group, called
from cchc.publish.procedures import STANDINGS, standing
from cchc.schema import Level

_OFFERED = 300
"""Agencies that a list has room for: those with the most procedures."""


def filters(site: Site, known: Directory) -> list[dict[str, Any]]:
    """Return what the form offers: the name in addresses, the choices, how many procedures have each."""
    translate = translator(site.config.language)
    levels = Counter(level for item in known.procedures for level in item.meta.levels)
    standings = Counter(standing(site, item) for item in known.procedures)
    offered = sorted(known.agencies, key=lambda group: -len(group.procedures))[:_OFFERED]
    return [
        {"key": "field", "label": translate("Lĩnh vực"), "choices": _choices(known.fields)},
        {"key": "agency", "label": translate("Cơ quan thực hiện"), "choices": _choices(offered)},
        {
            "key": "level",
            "label": translate("Cấp thực hiện"),
            "choices": [
                {"value": level.value, "name": labels.LEVEL[level].render(translate), "count": levels[level]}
                for level in Level
                if levels[level]
            ],
        },
        {
            "key": "online",
            "label": translate("Mức độ trực tuyến"),
            "choices": _choices([group for group in known.levels if group.procedures]),
        },
        {
            "key": "status",
            "label": translate("Tình trạng"),
            "choices": [
                {"value": value, "name": name.render(translate), "count": standings[value]}
                for value, name in STANDINGS.items()
                if standings[value]
            ],
        },
    ]


def _choices(groups: Sequence[Group]) -> list[dict[str, Any]]:
    return [{"value": group.slug, "name": called(group.name), "count": len(group.procedures)} for group in groups]
