"""The page of a procedure, and the notice that stands for an abolished one."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import shorten
from typing import Any
from urllib.parse import quote, urlsplit

from cchc import fees, labels, mentions, paper
from cchc.cache import Cache
from cchc.locale import say, translator
from cchc.model import Post, Site
from cchc.publish.outputs import SHARE, Page, hash_of
from cchc.publish.posts import Cards, body_of, link
from cchc.publish.procedure_lists import ABOLISHED, BY_AGENCY, FIELDS, directory, trail
from cchc.publish.procedures import NATIONAL_PORTAL, row, standing
from cchc.publish.qr import svg
from cchc.publish.structured import service
from cchc.records import Procedure
from cchc.register import register
from cchc.schema import Decision, ProcedureMeta
from cchc.schema.procedures import DossierItem, Method

POSTS = 8
"""Related posts that a page names, the newest; some procedures are in hundreds."""
_NOTE = 300
"""Letters of a note on the fee that stand at the top; more is told with the ways to hand in."""
_LONG = 160
"""Letters of a name that large type would fill a phone with."""


def procedure_pages(cards: Cards, cache: Cache) -> Iterator[Page]:
    """Yield the page of every procedure."""
    told = mentions.by_procedure(cards.site, cards.listed)
    for procedure in cards.site.procedures:
        if procedure.is_abolished(cards.site.today):
            yield _abolished(cards.site, procedure)
        else:
            yield _page(cards, cache, procedure, told.get(procedure.key, []))


def _page(cards: Cards, cache: Cache, procedure: Procedure, posts: Sequence[Post]) -> Page:
    site, meta = cards.site, procedure.meta
    around, body = _around(site, procedure, posts), body_of(cards, procedure, cache)
    return Page(
        url=procedure.url,
        template="cchc/procedure.html",
        title=meta.name,
        name=_called(procedure),
        trail=trail(site, (meta.field, around["field_url"])),
        thing=lambda: service(site, procedure),
        changed=procedure.changed_on(site.today),
        description=say(
            "{name} (mã {code}): hồ sơ, trình tự, thời hạn, phí và nơi nộp.", name=meta.name[:180], code=meta.code
        ).render(translator(site.config.language)),
        source=procedure.path,
        body=body.again,
        share=procedure.url + SHARE,
        decided_by=hash_of([procedure.mark, around, body.mark]),
        show=lambda: {**around, **_record(site, procedure)},
    )


def _around(site: Site, procedure: Procedure, posts: Sequence[Post]) -> dict[str, Any]:
    """Return what the page shows that is not in the procedure's own file: it decides whether the page is made anew."""
    known, language = directory(site), site.config.language
    meta, translate = procedure.meta, translator(language)
    place = known.field(meta.field)
    assert place is not None  # it is in use, and so is its field
    agencies = [(name, known.agency(name)) for name in meta.executing_agencies]
    return {
        "standing": standing(site, procedure),
        "updated": _told(site, meta.updated),
        "reviewed_on": _told(site, meta.reviewed_on),
        "synced_at": _told(site, meta.synced_at),
        "decision": row(site, procedure)["decision"],
        "field_url": f"{FIELDS}{known.fields[place].slug}/",
        "agencies": [
            {"name": name, "url": f"{BY_AGENCY}{known.agencies[group].slug}/"}
            for name, group in agencies
            if group is not None
        ],
        "decisions": [_decision(site, item) for item in meta.announcing_decisions],
        "posts": [{**link(site, post), "date": labels.day(post.meta.date.day, language)} for post in posts[:POSTS]],
        "more_posts": max(0, len(posts) - POSTS),
        "papers": [
            {"name": paper.LABELS[kind].render(translate), "url": url}
            for kind, url in paper.addresses(site, procedure).items()
        ],
    }


def _told(site: Site, day: dt.date | None) -> str:
    """Return a day for readers; of one that is still to come nothing is told."""
    return labels.day(day, site.config.language) if day and day <= site.today else ""


def _record(site: Site, procedure: Procedure) -> dict[str, Any]:
    """Return what the page shows of the procedure's own record."""
    meta, translate = procedure.meta, translator(site.config.language)
    fee = fees.of(meta, translate)
    return {
        **row(site, procedure),
        "is_long": len(meta.name) > _LONG,
        "limit_differs": not meta.time_limit and len({item.time_limit for item in meta.methods}) > 1,
        "fee_note": shorten(fee.note, _NOTE, placeholder="…") if len(fee.note) > _NOTE else fee.note,
        "long_fee_note": fee.note if len(fee.note) > _NOTE else "",
        "fee_differs": fee.differs,
        "methods": [_method(site, item, meta) for item in meta.methods],
        "dossier": [
            {"name": name or "", "papers": [_paper(item) for item in items]}
            for name, items in groupby(meta.dossier, lambda item: item.group)
        ],
        "dossier_count": labels.two(len(meta.dossier)),
        "dossier_sets": meta.dossier_sets and labels.two(meta.dossier_sets),
        "steps": list(meta.steps),
        "results": list(meta.results),
        "conditions": list(meta.conditions),
        "legal_basis": list(meta.legal_basis),
        "subjects": list(meta.subjects),
        "agency_facts": [
            (name.render(translate), "; ".join(filter(None, told)))
            for name, told in (
                (say("Cơ quan có thẩm quyền"), [meta.competent_agency]),
                (say("Cơ quan được ủy quyền, phân cấp"), meta.delegated_agencies),
                (say("Cơ quan phối hợp"), meta.coordinating_agencies),
                (say("Cơ quan công bố"), [meta.issuing_agency]),
            )
            if any(told)
        ],
        "reception_address": meta.reception_address,
        "type": meta.type,
        "related": list(meta.related),
        "online_level": meta.online_level.value,
        "online_reason": meta.online_reason,
        "portal": portal(site, meta),
        "owner": site.config.unit(meta.owner_unit).name if meta.owner_unit else None,
        "qr": svg(
            site.config.site_url + procedure.url,
            say("Mã QR dẫn đến trang của thủ tục {code}", code=meta.code).render(translate),
        ),
    }


def _method(site: Site, item: Method, meta: ProcedureMeta) -> dict[str, str]:
    translate = translator(site.config.language)
    fee = fees.of_method(item, meta, translate)
    return {
        "channel": labels.CHANNEL[item.channel].render(translate),
        "time_limit": item.time_limit or meta.time_limit or translate("Không có thông tin"),
        "fee": fee.text or translate("Không có thông tin"),
        "fee_note": fee.note,
        "note": item.note or "",
    }


def _paper(item: DossierItem) -> dict[str, Any]:
    return {
        "name": item.name,
        "originals": item.originals,
        "copies": item.copies,
        "form": item.form and {"name": item.form.name, "url": item.form.url},
    }


def _decision(site: Site, item: Decision) -> dict[str, Any]:
    language = site.config.language
    return {
        "number": item.number,
        "date": labels.day(item.date, language) if item.date else "",
        "effective": labels.day(item.effective, language) if item.effective else "",
        "issuer": item.issuer or "",
        "action": labels.ACTION[item.action].render(translator(language)) if item.action else "",
        "note": item.note or "",
        "url": item.url,
        "page": page_of(site, item),
        "is_to_come": bool(item.since and item.since > site.today),
    }


def portal(site: Site, meta: ProcedureMeta) -> dict[str, Any]:
    """Return where people hand in online: the procedure's own page on the national portal, else where it is found.

    Only an address that is encrypted, and hides no other behind a name before an @, is one to hand papers to.
    """
    parts = urlsplit(meta.portal_url or "")
    if parts.scheme == "https" and parts.hostname and "@" not in parts.netloc:
        return {"url": meta.portal_url, "is_own": True}
    search = site.config.agency.procedure_search_url
    url = search.replace("{code}", quote(meta.code)) if search else NATIONAL_PORTAL
    return {"url": url, "is_own": False, "searches": bool(search)}


def _called(procedure: Procedure) -> str:
    """Return a name that no other procedure has: many share theirs, and it may be very long."""
    return f"{shorten(procedure.meta.name, 120, placeholder='…')} ({procedure.meta.code})"


def _abolished(site: Site, procedure: Procedure) -> Page:
    """Publishing an abolition means removing the content; the page keeps the decision."""
    decision, other = procedure.decision(site.today), _successor(site, procedure)
    assert decision is not None  # it is what abolished the procedure
    language = site.config.language
    translate = translator(language)
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
        ).render(translate),
        trail=trail(site, (translate("Thủ tục hành chính đã bãi bỏ"), ABOLISHED)),
        changed=procedure.changed_on(site.today),
        source=procedure.path,
        share=procedure.url + SHARE,
        show=lambda: {
            "code": procedure.meta.code,
            "is_long": len(procedure.meta.name) > _LONG,
            "field": procedure.meta.field,
            "field_url": _field_url(site, procedure),
            "decision": _decision(site, decision),
            "since": labels.day(decision.since, language) if decision.since else "",
            "replaced_by": other and _named(site, other),
            "earlier": [_decision(site, item) for item in procedure.meta.announcing_decisions if item is not decision],
        },
    )


def _field_url(site: Site, procedure: Procedure) -> str | None:
    known = directory(site)
    place = known.field(procedure.meta.field)
    return None if place is None else f"{FIELDS}{known.fields[place].slug}/"


def _named(site: Site, procedure: Procedure) -> dict[str, Any]:
    return {
        "url": procedure.url,
        "name": procedure.meta.name,
        "code": procedure.meta.code,
        "is_abolished": procedure.is_abolished(site.today),
    }


def page_of(site: Site, decision: Decision) -> str | None:
    """Return the page of an announcing decision that is in the register of documents."""
    document = register(site).find(decision.number, decision.date)
    return document.url if document else None


def _successor(site: Site, procedure: Procedure) -> Procedure | None:
    other = site.procedure(procedure.meta.replaced_by) if procedure.meta.replaced_by else None
    return None if other is procedure else other
