"""Pages and data of the plans: every task with its state and evidence, every target with its figures."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cchc import evidence, labels, plan_words, plans
from cchc.cache import Cache
from cchc.locale import Translator, say, translator
from cchc.model import Post, Site
from cchc.plans import PeriodTally, State, TargetState, TaskState
from cchc.publish.documents import full_name
from cchc.publish.outputs import Asset, Output, Page
from cchc.publish.posts import Cards, body_of
from cchc.records import Plan, Record
from cchc.register import register
from cchc.schema import Visibility
from cchc.tables import json_bytes
from cchc.targets import PeriodStatus

SECTION = "ke-hoach/"
_WIDTH = 1000
"""Of the bar, in units of the drawing."""
_MOST = 100
"""Records that a period names; who has more reads the data."""


def shows_plans(site: Site, *, preview: bool) -> bool:
    """Whether the pages of the plans are part of this build."""
    return site.config.plugin.plan_page.holds(preview=preview)


def filed(site: Site, *, preview: bool) -> Sequence[Record]:
    """Return the records that this build has pages of: plans are among them where they are shown."""
    shown = shows_plans(site, preview=preview)
    return [item for item in site.filed_for_readers if shown or not isinstance(item, Plan)]


def plan_pages(cards: Cards, cache: Cache) -> Iterator[Output]:
    """Yield the list of the years, and the page of each plan."""
    site = cards.site
    translate = translator(site.config.language)
    yield Page(
        url=SECTION,
        template="cchc/plans.html",
        title=translate("Kế hoạch năm"),
        description=say(
            "Kế hoạch tuyên truyền cải cách hành chính từng năm của {agency}: nhiệm vụ, tiến độ, chỉ tiêu.",
            agency=site.config.agency.name,
        ).render(translate),
        in_menu=True,
        unlisted=site.config.plugin.plan_page is not Visibility.PUBLIC,
        show=lambda: {
            "as_of": labels.day(site.today, site.config.language),
            "plans": [{"url": plan.url, **_head(site, plan)} for plan in reversed(site.plans)],
        },
    )
    for plan in site.plans:
        yield _page(cards, cache, plan, translate)


def _page(cards: Cards, cache: Cache, plan: Plan, translate: Translator) -> Page:
    site = cards.site
    is_new = plan.meta.updated is not None and plan.meta.updated <= site.today
    return Page(
        url=plan.url,
        template="cchc/plan.html",
        title=plan.title,
        name=f"{plan.title} ({plan.meta.year})",
        description=say(
            "Nhiệm vụ, đơn vị chủ trì, thời gian, sản phẩm, tiến độ và chỉ tiêu của kế hoạch năm {year}.",
            year=str(plan.meta.year),
        ).render(translate),
        trail=((translate("Kế hoạch năm"), SECTION),),
        changed=plan.meta.updated if is_new else None,
        unlisted=site.config.plugin.plan_page is not Visibility.PUBLIC,
        source=plan.path,
        body=body_of(cards, plan, cache).again,
        show=lambda: {
            **_head(site, plan),
            "as_of": labels.day(site.today, site.config.language),
            "audiences": list(plan.meta.audiences),
            "columns": [column.render(translate) for column in plan_words.COLUMNS],
            "tasks": [_task(site, item, translate) for item in plans.tasks(site) if item.plan is plan],
            "targets": [_target(site, item, translate) for item in plans.targets(site) if item.plan is plan],
            "updated": labels.day(plan.meta.updated, site.config.language) if is_new and plan.meta.updated else "",
            "has_data": site.config.plugin.plan_page is Visibility.PUBLIC,
        },
    )


def _head(site: Site, plan: Plan) -> dict[str, Any]:
    """Return what a plan is and how far it has come."""
    states = [item.state for item in plans.tasks(site) if item.plan is plan]
    done, due, overdue = plans.completion(plan, site, site.today)
    counts = {state: states.count(state) for state in State if states.count(state)}
    document = plan.meta.number and register(site).find(plan.meta.number)
    translate = translator(site.config.language)
    return {
        "title": plan.title,
        "year": str(plan.meta.year),
        "number": plan.meta.number or "",
        "document": {"name": full_name(site, document), "url": document.url} if document else None,
        "date": labels.day(plan.meta.date, site.config.language) if plan.meta.date else "",
        "theme": plan.meta.theme or "",
        "count": labels.two(len(states)),
        "done": labels.two(done),
        "due": labels.two(due),
        "overdue": labels.two(overdue) if overdue else "",
        "percent": str(100 * done // due) if due else "",
        "bar": _bar(counts, translate),
    }


def _bar(counts: Mapping[State, int], translate: Translator) -> list[dict[str, Any]]:
    """Return the parts of a bar of all tasks by their states, each with its place, width and words."""
    parts: list[dict[str, Any]] = []
    place, total = 0, sum(counts.values())
    for state, count in counts.items():
        end = round(_WIDTH * (sum(part["count"] for part in parts) + count) / total)
        name = plan_words.STATE[state].render(translate)
        parts.append({"state": state.value, "name": name, "count": count, "x": place, "width": end - place})
        place = end
    return parts


def _task(site: Site, item: TaskState, translate: Translator) -> dict[str, Any]:
    task, language = item.task, site.config.language
    proofs = [(evidence.resolve(site, proof), evidence.day(site, proof)) for proof in task.evidence]
    return {
        "number": str(item.place + 1),
        "id": task.id,
        "name": task.name,
        "leads": plan_words.units(site, task.lead_units),
        "supporting": plan_words.units(site, task.supporting_units, task.others),
        "due": plan_words.task_due(task, language).render(translate),
        "product": task.product or "",
        "state": item.state.value,
        "state_name": plan_words.STATE[item.state].render(translate),
        "done_on": labels.day(task.done_on, language) if task.done_on and item.state is State.DONE else "",
        "late": str(item.days_late) if item.days_late else "",
        "since": labels.day(item.deadline, language) if item.days_late and item.deadline else "",
        "evidence": [
            {"title": link.text, "url": link.url, "date": labels.day(day, language) if day else ""}
            for link, day in proofs
        ],
    }


def _target(site: Site, item: TargetState, translate: Translator) -> dict[str, Any]:
    target, language = item.target, site.config.language
    task = next((task.name for task in item.plan.meta.tasks if task.id == target.task), "")
    return {
        "name": target.name,
        "unit": site.config.unit(target.unit).name if target.unit else "",
        "task": task,
        "asked": plan_words.asked(target, language).render(translate),
        "source": target.source or "",
        "as_of": labels.day(target.as_of, language) if target.as_of else "",
        "periods": [_period(site, row, translate) for row in item.periods if _is_shown(row)],
    }


def _is_shown(row: PeriodTally) -> bool:
    return row.status not in (PeriodStatus.NOT_APPLICABLE, PeriodStatus.UPCOMING) or row.total is not None


def _period(site: Site, row: PeriodTally, translate: Translator) -> dict[str, Any]:
    language = site.config.language
    return {
        "name": plan_words.period(row.period, language).render(translate),
        "reached": plan_words.reached(row).render(translate),
        "status": row.status.value,
        "result": plan_words.result(row).render(translate),
        "records": [
            {"title": record.title, "url": record.url}
            for record in row.records[:_MOST]
            if not isinstance(record, Post) or record.is_public(site.today)
        ],
        "waiver": row.waiver
        and {
            "reason": row.waiver.reason,
            "approved_by": row.waiver.approved_by,
            "document": row.waiver.document or "",
            "date": labels.day(row.waiver.date, language),
        },
    }


# ---------------------------------------------------------------------- data


def plan_data(site: Site) -> Iterator[Asset]:
    """Yield the plans as open data, with the schema of the file; nothing where their pages are not public."""
    if site.config.plugin.plan_page is not Visibility.PUBLIC:
        return
    rows = [_plan_row(site, plan) for plan in site.plans]
    told = {"schema_version": 1, "agency": site.config.agency.name, "today": str(site.today), "plans": rows}
    yield Asset("data/plan.json", json_bytes(told))
    yield Asset("data/plan.schema.json", json_bytes(PLAN_SCHEMA))


def _plan_row(site: Site, plan: Plan) -> dict[str, Any]:
    done, due, overdue = plans.completion(plan, site, site.today)
    meta = plan.meta
    return {
        "url": site.config.site_url + plan.url,
        "title": plan.title,
        "year": meta.year,
        "number": meta.number,
        "date": str(meta.date) if meta.date else None,
        "theme": meta.theme,
        "audiences": list(meta.audiences),
        "done": done,
        "due": due,
        "overdue": overdue,
        "tasks": [_task_row(site, item) for item in plans.tasks(site) if item.plan is plan],
        "targets": [_target_row(item) for item in plans.targets(site) if item.plan is plan],
    }


def _task_row(site: Site, item: TaskState) -> dict[str, Any]:
    task = item.task
    links = [evidence.resolve(site, proof) for proof in task.evidence]
    return {
        "id": task.id,
        "name": task.name,
        "lead_units": list(task.lead_units),
        "supporting_units": list(dict.fromkeys(task.supporting_units)),
        "others": list(task.others),
        "due": task.due.text,
        "due_text": task.due_text,
        "product": task.product,
        "state": item.state.value,
        "deadline": str(item.deadline) if item.deadline else None,
        "done_on": str(task.done_on) if task.done_on else None,
        "evidence": [{"title": link.text, "url": _whole(site, link.url)} for link in links],
    }


def _whole(site: Site, url: str) -> str | None:
    return url if "://" in url else site.config.site_url + url if url else None


def _target_row(item: TargetState) -> dict[str, Any]:
    target = item.target
    return {
        "name": target.name,
        "task": target.task,
        "unit": target.unit,
        "measure": target.measure.value if target.measure else None,
        "at_least": target.at_least,
        "percent": target.percent,
        "status": item.status.value,
        "periods": [
            {
                "period": row.period.id,
                "target": row.target,
                "counted": row.counted,
                "total": row.total,
                "status": row.status.value,
            }
            for row in item.periods
        ],
    }


_TEXT, _OPTIONAL, _COUNT = {"type": "string"}, {"type": ["string", "null"]}, {"type": "integer", "minimum": 0}
_TEXTS = {"type": "array", "items": _TEXT}
_STATUS = {"enum": [status.value for status in PeriodStatus]}


def _list(**properties: Any) -> dict[str, Any]:
    item = {"type": "object", "required": sorted(properties), "properties": properties, "additionalProperties": False}
    return {"type": "array", "items": item}


_NUMBER = {"type": ["integer", "null"], "minimum": 0}
PLAN_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "plan.json",
    "type": "object",
    "required": ["schema_version", "agency", "today", "plans"],
    "properties": {
        "schema_version": {"const": 1},
        "agency": _TEXT,
        "today": {"type": "string", "format": "date"},
        "plans": _list(
            url={"type": "string", "format": "uri"},
            title=_TEXT,
            year=_COUNT,
            number=_OPTIONAL,
            date=_OPTIONAL,
            theme=_OPTIONAL,
            audiences=_TEXTS,
            done=_COUNT,
            due=_COUNT,
            overdue=_COUNT,
            tasks=_list(
                id=_TEXT,
                name=_TEXT,
                lead_units=_TEXTS,
                supporting_units=_TEXTS,
                others=_TEXTS,
                due=_TEXT,
                due_text=_OPTIONAL,
                product=_OPTIONAL,
                state={"enum": [state.value for state in State]},
                deadline=_OPTIONAL,
                done_on=_OPTIONAL,
                evidence=_list(title=_TEXT, url=_OPTIONAL),
            ),
            targets=_list(
                name=_TEXT,
                task=_OPTIONAL,
                unit=_OPTIONAL,
                measure=_OPTIONAL,
                at_least=_NUMBER,
                percent=_NUMBER,
                status=_STATUS,
                periods=_list(period=_TEXT, target=_COUNT, counted=_COUNT, total=_NUMBER, status=_STATUS),
            ),
        ),
    },
}
