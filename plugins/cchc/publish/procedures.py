"""Pages of the administrative procedures."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from textwrap import shorten
from typing import Any

from cchc import labels
from cchc.cache import Cache
from cchc.locale import Text, Translator, say, translator
from cchc.model import Post, Procedure, Site
from cchc.publish.outputs import SHARE, Output, Page
from cchc.publish.posts import Cards, body_of, link
from cchc.publish.structured import service
from cchc.register import register
from cchc.schema import Action, Decision
from cchc.text import fold_ascii

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
        "time_limit": meta.time_limit or translate("Không có thông tin"),
        "fee": fee(procedure, translate),
        "online": labels.ONLINE[meta.online_level].render(translate),
        "decision": decision.number
        if decision
        else meta.announcing_decisions[0].number
        if meta.announcing_decisions
        else "",
        "status": _status(site, procedure).render(translate),
        "search": fold_ascii(f"{meta.name} {meta.code} {meta.field}"),
    }


def _status(site: Site, procedure: Procedure) -> Text:
    coming = next(iter(procedure.meta.announcing_decisions), None)
    if procedure.decision(site.today) is None and coming and coming.action is Action.NEW:
        return say("Sắp có hiệu lực")
    return labels.ACTION[procedure.status(site.today)]


def fee(procedure: Procedure, translate: Translator) -> str:
    """Return the fee in one line; a note that the council sets it keeps it from looking free."""
    meta = procedure.meta
    if meta.local_fee:
        return f"{meta.local_fee.amount} ({meta.local_fee.document})"
    return _noted(meta.fee, meta.fee_note, translate) or translate("Không có thông tin")


def _noted(fee: str | None, note: str | None, translate: Translator) -> str:
    if fee and note:
        return say("{fee} (xem ghi chú)", fee=fee).render(translate)
    return fee or ""


def current(site: Site) -> list[Procedure]:
    """Return the procedures that people can use: not the abolished ones."""
    return [item for item in site.procedures if not item.is_abolished(site.today)]


def procedure_pages(cards: Cards, cache: Cache) -> Iterator[Output]:
    """Yield the index, and a page for every procedure."""
    site = cards.site
    translate = translator(site.config.language)
    fields: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for procedure in current(site):
        fields[procedure.meta.field].append(row(site, procedure))
    gone = [row(site, item) for item in site.procedures if item.is_abolished(site.today)]
    yield Page(
        url="thu-tuc/",
        template="cchc/procedures.html",
        title=translate("Thủ tục hành chính"),
        description=say(
            "Danh mục thủ tục hành chính mà {agency} tiếp nhận: giấy tờ cần nộp, thời hạn, phí, nơi nộp.",
            agency=site.config.agency.name,
        ).render(translate),
        in_menu=True,
        changed=max(filter(None, (item.changed_on(site.today) for item in site.procedures)), default=None),
        show=lambda: {
            "heading": translate("TTHC mới cập nhật"),
            "feed": "thu-tuc/rss.xml",
            "fields": [{"name": name, "rows": rows} for name, rows in fields.items()],
            "count": sum(len(rows) for rows in fields.values()),
            "abolished": [{"name": item["name"], "code": item["code"], "url": item["url"]} for item in gone],
        },
    )
    mentions = _mentions(cards.listed)
    for procedure in site.procedures:
        if procedure.is_abolished(site.today):
            yield _abolished_page(site, procedure)
        else:
            yield _page(cards, cache, procedure, mentions.get(procedure.key, []))


def _mentions(posts: Sequence[Post]) -> dict[str, list[Post]]:
    mentions: dict[str, list[Post]] = defaultdict(list)
    for post in reversed(posts):
        for key in dict.fromkeys(code[:8] for code in post.meta.procedures):
            mentions[key].append(post)
    return mentions


def _page(cards: Cards, cache: Cache, procedure: Procedure, posts: list[Post]) -> Page:
    site, meta = cards.site, procedure.meta
    language = site.config.language
    translate = translator(language)
    return Page(
        url=procedure.url,
        template="cchc/procedure.html",
        title=meta.name,
        name=_called(procedure),
        trail=_trail(site),
        thing=lambda: service(site, procedure),
        changed=procedure.changed_on(site.today),
        description=say(
            "{name} (mã {code}): hồ sơ, trình tự, thời hạn, phí và nơi nộp.",
            name=meta.name[:180],
            code=meta.code,
        ).render(translate),
        source=procedure.path,
        body=body_of(cards, procedure, cache),
        share=procedure.url + SHARE,
        show=lambda: {
            **row(site, procedure),
            "fee_note": meta.fee_note,
            "methods": [
                {
                    "channel": labels.CHANNEL[item.channel].render(translate),
                    "time_limit": item.time_limit or meta.time_limit or "",
                    "fee": _noted(item.fee or meta.fee, item.fee_note or meta.fee_note, translate),
                    "fee_note": item.fee_note or "",
                    "note": item.note or "",
                }
                for item in meta.methods
            ],
            "dossier": [
                {
                    "name": item.name,
                    "originals": item.originals,
                    "copies": item.copies,
                    "form": item.form and {"name": item.form.name, "url": item.form.url},
                }
                for item in meta.dossier
            ],
            "dossier_sets": meta.dossier_sets and labels.two(meta.dossier_sets),
            "steps": list(meta.steps),
            "results": list(meta.results),
            "conditions": list(meta.conditions),
            "legal_basis": list(meta.legal_basis),
            "subjects": list(meta.subjects),
            "competent": meta.competent_agency,
            "coordinating": list(meta.coordinating_agencies),
            "online_reason": meta.online_reason,
            "decisions": [
                {
                    "number": item.number,
                    "date": labels.day(item.date, language) if item.date else "",
                    "effective": labels.day(item.effective, language) if item.effective else "",
                    "issuer": item.issuer or "",
                    "action": labels.ACTION[item.action].render(translate) if item.action else "",
                    "url": item.url,
                    "page": page_of(site, item),
                }
                for item in meta.announcing_decisions
            ],
            "portal_url": meta.portal_url or NATIONAL_PORTAL,
            "owner": site.config.unit(meta.owner_unit).name if meta.owner_unit else None,
            "updated": labels.day(meta.updated, language) if meta.updated and meta.updated <= site.today else None,
            "synced_at": labels.day(meta.synced_at, language) if meta.synced_at else None,
            "posts": [{**link(site, post), "date": labels.day(post.meta.date.day, language)} for post in posts],
        },
    )


def _called(procedure: Procedure) -> str:
    """Return a name that no other procedure has: many share theirs, and it may be very long."""
    return f"{shorten(procedure.meta.name, 120, placeholder='…')} ({procedure.meta.code})"


def _trail(site: Site) -> tuple[tuple[str, str], ...]:
    return ((translator(site.config.language)("Thủ tục hành chính"), "thu-tuc/"),)


def _abolished_page(site: Site, procedure: Procedure) -> Page:
    """Publishing an abolition means removing the content; the page keeps the decision."""
    decision, other = procedure.decision(site.today), _successor(site, procedure)
    assert decision is not None  # it is what abolished the procedure
    return Page(
        url=procedure.url,
        template="cchc/abolished.html",
        title=procedure.meta.name,
        name=_called(procedure),
        description=say(
            "Thủ tục {name} (mã {code}) đã bị bãi bỏ theo Quyết định số {number}.",
            name=procedure.meta.name[:180],
            code=procedure.meta.code,
            number=decision.number,
        ).render(translator(site.config.language)),
        trail=_trail(site),
        changed=procedure.changed_on(site.today),
        source=procedure.path,
        share=procedure.url + SHARE,
        show=lambda: {
            "code": procedure.meta.code,
            "number": decision.number,
            "date": labels.day(decision.since, site.config.language) if decision.since else "",
            "url": decision.url,
            "page": page_of(site, decision),
            "replaced_by": {"url": other.url, "name": other.meta.name} if other else None,
        },
    )


def page_of(site: Site, decision: Decision) -> str | None:
    """Return the page of an announcing decision that is in the register of documents."""
    document = register(site).find(decision.number, decision.date)
    return document.url if document else None


def _successor(site: Site, procedure: Procedure) -> Procedure | None:
    other = site.procedure(procedure.meta.replaced_by) if procedure.meta.replaced_by else None
    return None if other is procedure else other
