"""What lists and open data say of the administrative procedures."""

from typing import Any

from cchc import fees, labels
from cchc.locale import Text, Translator, say, translator
from cchc.model import Site
from cchc.records import Procedure
from cchc.schema import Action, ProcedureMeta
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
