"""What lists and open data say of the administrative procedures."""

from collections.abc import Iterator
from typing import Any

from cchc import fees, labels
from cchc.locale import Text, Translator, say, translator
from cchc.model import Procedure, Site
from cchc.publish.outputs import Asset
from cchc.schema import Action, ProcedureMeta
from cchc.tables import csv_bytes, json_bytes
from cchc.text import fold

COLUMNS = (
    say("STT"),
    say("Mã thủ tục"),
    say("Tên thủ tục hành chính"),
    say("Lĩnh vực"),
    say("Cấp thực hiện"),
    say("Cơ quan thực hiện"),
    say("Thời hạn giải quyết"),
    say("Phí, lệ phí"),
    say("Mức độ DVC trực tuyến"),
    say("Quyết định công bố"),
    say("Tình trạng"),
)
_KEPT = ("code", "name", "field", "announcing_decisions", "replaced_by")
"""What stays public of an abolished procedure."""
NATIONAL_PORTAL = "https://dichvucong.gov.vn/"
SECTION = "thu-tuc/"
UPCOMING, IN_FORCE = "upcoming", "in_force"
STANDINGS = {
    IN_FORCE: labels.ACTION[None],
    **{action.value: labels.ACTION[action] for action in (Action.NEW, Action.AMENDED, Action.REPLACED)},
    UPCOMING: say("Sắp có hiệu lực"),
    Action.ABOLISHED.value: labels.ACTION[Action.ABOLISHED],
}
"""How a procedure may stand, in the order of lists."""


def row(site: Site, procedure: Procedure) -> dict[str, Any]:
    """Return what the index shows of a procedure."""
    meta = procedure.meta
    translate = translator(site.config.language)
    decision = procedure.decision(site.today)
    return {
        "code": meta.code,
        "name": meta.name,
        "url": procedure.url,
        "field": meta.field,
        "level": ", ".join(labels.LEVEL[level].render(translate) for level in meta.levels),
        "agency": ", ".join(meta.executing_agencies),
        "time_limit": time_limit(meta, translate),
        "fee": fee(procedure, translate),
        "online": labels.ONLINE[meta.online_level].render(translate),
        "decision": decision.number
        if decision
        else meta.announcing_decisions[0].number
        if meta.announcing_decisions
        else "",
        "status": status_of(site, procedure).render(translate),
    }


def standing(site: Site, procedure: Procedure) -> str:
    """Return how a procedure stands today, in one word of English."""
    coming = next(iter(procedure.meta.announcing_decisions), None)
    if procedure.decision(site.today) is None and coming and coming.action is Action.NEW:
        return UPCOMING
    found = procedure.status(site.today)
    return found.value if found else IN_FORCE


def status_of(site: Site, procedure: Procedure) -> Text:
    """Return how a procedure stands today, for readers."""
    return STANDINGS[standing(site, procedure)]


def fee(procedure: Procedure, translate: Translator) -> str:
    """Return the fee in one line; a note that it is set elsewhere keeps it from looking free."""
    return fees.of(procedure.meta, translate).text or translate("Không có thông tin")


def time_limit(meta: ProcedureMeta, translate: Translator) -> str:
    """Return the time limit in one line: of the whole procedure, else of every way to hand in."""
    limits = {fold(item.time_limit): item.time_limit for item in meta.methods if item.time_limit}
    if meta.time_limit or len(limits) == 1:
        return meta.time_limit or next(iter(limits.values()))
    return translate("Tùy cách nộp hồ sơ") if limits else translate("Không có thông tin")


def current(site: Site) -> list[Procedure]:
    """Return the procedures that people can use: not the abolished ones."""
    return [item for item in site.procedures if not item.is_abolished(site.today)]


# ---------------------------------------------------------------------- data


def procedure_data(site: Site) -> Iterator[Asset]:
    """Yield the procedures as open data: JSON with its schema, and CSV for spreadsheets."""
    translate = translator(site.config.language)
    rows = [
        {
            **item.meta.model_dump(mode="json", exclude={"ignore", "notes", "keep"}),
            "status": status.value if (status := item.status(site.today)) else None,
            "url": site.config.site_url + item.url,
        }
        for item in current(site)
    ]
    abolished = [
        {
            **item.meta.model_dump(
                mode="json", include={"code", "name", "field", "announcing_decisions", "replaced_by"}
            ),
            "url": site.config.site_url + item.url,
        }
        for item in site.procedures
        if item.is_abolished(site.today)
    ]
    content = {"agency": site.config.agency.name, "procedures": rows, "abolished": abolished}
    yield Asset("data/procedures.json", json_bytes({"schema_version": 1, **content}))
    yield Asset("data/procedures.schema.json", json_bytes(_schema()))
    header = [column.render(translate) for column in COLUMNS]
    keys = ("code", "name", "field", "level", "agency", "time_limit", "fee", "online", "decision", "status")
    left = ("code", "name", "field", "decision", "status")
    lines = [
        [str(number), *(str(shown[key]) if key in left or not item.is_abolished(site.today) else "" for key in keys)]
        for number, item in enumerate(site.procedures, 1)
        for shown in (row(site, item),)
    ]
    yield Asset("data/procedures.csv", csv_bytes([header, *lines]))


def _schema() -> dict[str, Any]:
    item = ProcedureMeta.model_json_schema(mode="serialization")
    definitions = item.pop("$defs", {})
    for key in ("ignore", "notes", "keep"):
        item["properties"].pop(key, None)
    item["properties"]["status"] = {"enum": ["new", "amended", "replaced", "abolished", None]}
    item["properties"]["url"] = {"type": "string", "format": "uri"}
    kept = [*_KEPT, "url"]
    gone = {"type": "object", "required": kept, "properties": {key: item["properties"][key] for key in kept}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "procedures.json",
        "type": "object",
        "required": ["schema_version", "agency", "procedures", "abolished"],
        "properties": {
            "schema_version": {"const": 1},
            "agency": {"type": "string"},
            "procedures": {"type": "array", "items": item},
            "abolished": {"type": "array", "items": gone},
        },
        "$defs": definitions,
    }
