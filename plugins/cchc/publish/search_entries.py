"""What of the site can be found: each post, record and hand-written page, with the words that lead to it."""

import html
import re
from collections.abc import Iterator
from functools import partial

from cchc import labels
from cchc.bodies import BodyText
from cchc.cache import Cache
from cchc.feedback import replies
from cchc.locale import translator
from cchc.model import Post, Site
from cchc.publish import events, search
from cchc.publish.documents import full_name
from cchc.publish.guides import Guide, guides
from cchc.publish.markdown import convert, html_of
from cchc.publish.outputs import Folder, Page, hash_of
from cchc.publish.posts import Cards
from cchc.publish.search import Entry, Labels
from cchc.records import Activity, Document, Event, Feedback, Indicator, Plan, Procedure
from cchc.schema import Visibility
from cchc.schema.words.indicators import INDICES
from cchc.text import sort_key

# Sanitised HTML escapes `<` in text and in attributes, so that these find tags only.
_ENDS = re.compile(r"</(?:p|h\d|li|td|th|dt|dd|blockquote|figcaption|caption|summary)>|<br>")
_TAG = re.compile(r"<[^>]*>")


def search_page(site: Site) -> Page:
    """Return the page that shows what was found."""
    translate = translator(site.config.language)
    return Page(
        url="tim-kiem/",
        template="cchc/search.html",
        title=translate("Tìm kiếm"),
        description=translate("Tìm kiếm tin, bài, thủ tục, văn bản"),
        show=lambda: {
            "topics": [
                {"url": f"tin-bai/noi-dung/{topic.id}/", "name": topic.name} for topic in site.config.plugin.topic_list
            ],
        },
    )


def shards(site: Site, posts: int) -> int:
    """Return into how many files the words go, where so many posts are shown: every page says it.

    Hand-written pages are counted as they lie there: to read each for this would take longer.
    """
    written = {path for path in site.docs_files if path.suffix == ".md"} - {item.path for item in site.filed}
    return search.shards_for(posts + len(site.filed_for_readers) + len(written))


def search_index(cards: Cards, cache: Cache) -> Folder:
    """Return the folder that the search reads."""
    site = cards.site
    number = shards(site, len(cards.posts))

    def entries() -> Iterator[Entry]:
        yield from (_post(site, post, cache) for post in cards.posts)
        yield from (_procedure(site, procedure, cache) for procedure in site.procedures)
        yield from (_document(site, document, cache) for document in site.documents)
        yield from (_event(site, event, cache) for event in site.events)
        yield from (_activity(site, activity, cache) for activity in site.activities)
        yield from (_indicator(site, indicator, cache) for indicator in site.indicators)
        yield from (_feedback(site, item, cache) for item in replies(site))
        if site.config.plugin.plan_page is Visibility.PUBLIC:
            yield from (_plan(site, plan, cache) for plan in site.plans)
        yield from map(_guide, guides(site))

    labels_, synonyms = _labels(site), site.config.plugin.search.groups
    return Folder(
        search.FOLDER,
        lambda: hash_of([number, _mark(cards)]),
        lambda put: search.fill(entries(), number, labels_, synonyms, cache, put),
    )


def _mark(cards: Cards) -> str:
    """Return the hash of what decides the index; to make every entry for it would take longer."""
    site = cards.site
    gone = [item.key for item in site.procedures if item.is_abolished(site.today)]
    marks = [(item.url, item.mark) for item in (*cards.posts, *site.filed_for_readers, *guides(site))]
    return hash_of([site.config.told, gone, marks])


def _labels(site: Site) -> dict[str, Labels]:
    plugin, translate = site.config.plugin, translator(site.config.language)
    return {
        "type": {
            "post": translate("Tin, bài"),
            "procedure": translate("Thủ tục hành chính"),
            "document": translate("Văn bản"),
            "event": translate("Sự kiện"),
            "activity": translate("Hoạt động tuyên truyền"),
            "indicator": translate("Chỉ số"),
            "feedback": translate("Hỏi đáp"),
            "plan": translate("Kế hoạch năm"),
            "page": translate("Trang"),
        },
        "unit": {unit.id: unit.name for unit in plugin.units},
        "topic": {topic.id: topic.name for topic in plugin.topic_list},
        "field": {field: field for field in sorted({item.meta.field for item in site.procedures}, key=sort_key)},
    }


def _post(site: Site, post: Post, cache: Cache) -> Entry:
    meta, language = post.meta, site.config.language
    return Entry(
        url=post.url,
        mark=f"{language} {post.mark}",
        type="post",
        title=post.title,
        summary=meta.summary or "",
        about=(*meta.documents, *meta.procedures, *meta.tags),
        text=partial(plain, post.text, cache),
        unit=post.unit.id,
        topic=post.topic.id,
        day=meta.date.day,
        date=labels.day(meta.date.day, language),
        lang="" if meta.lang == language else meta.lang,
    )


def _procedure(site: Site, procedure: Procedure, cache: Cache) -> Entry:
    """Of an abolished one only its name and number are found: its page says no more."""
    meta, gone = procedure.meta, procedure.is_abolished(site.today)
    return Entry(
        url=procedure.url,
        mark=f"{gone} {procedure.mark}",
        type="procedure",
        title=meta.name,
        names=(meta.code, procedure.key),
        about=() if gone else tuple(item.number for item in meta.announcing_decisions),
        text=str if gone else lambda: "\n".join(_said(procedure, cache)),
        unit=meta.owner_unit or "",
        field=meta.field,
        note=meta.code,
    )


def _document(site: Site, document: Document, cache: Cache) -> Entry:
    """Its abstract names other documents, too: that one is looked for by its own number."""
    meta, language = document.meta, site.config.language
    name, abstract = full_name(site, document), " ".join(meta.abstract.split())
    return Entry(
        url=document.url,
        mark=f"{language} {document.mark}",
        type="document",
        title=name,
        names=(meta.number,) if meta.number else (),
        summary="" if name == abstract else abstract,
        about=(meta.issuer, *meta.replaces, *meta.amends),
        text=lambda: plain(document.text, cache),
        topic=meta.topic or "",
        date=labels.day(meta.date, language) if meta.date else "",
    )


def _event(site: Site, event: Event, cache: Cache) -> Entry:
    meta = event.meta
    return Entry(
        url=event.url,
        mark=f"{site.config.language} {event.mark}",
        type="event",
        title=meta.title,
        summary=meta.summary or "",
        about=tuple(filter(None, (meta.place, meta.audience))),
        text=lambda: "\n".join(filter(None, (meta.place, meta.audience, plain(event.text, cache)))),
        unit=meta.unit,
        day=meta.start.day,
        date=events.when(site, event),
    )


def _activity(site: Site, activity: Activity, cache: Cache) -> Entry:
    meta, language = activity.meta, site.config.language
    kind = labels.ACTIVITY_KIND[meta.kind].render(translator(language))
    return Entry(
        url=activity.url,
        mark=f"{language} {activity.mark}",
        type="activity",
        title=meta.title,
        summary=meta.summary or "",
        about=tuple(filter(None, (kind, meta.place, *meta.audience))),
        text=lambda: "\n".join(filter(None, (kind, meta.place, *meta.audience, plain(activity.text, cache)))),
        unit=meta.unit,
        topic=meta.topic or "",
        day=meta.date,
        date=labels.days(meta.date, meta.last, language),
    )


def _indicator(site: Site, indicator: Indicator, cache: Cache) -> Entry:
    """An index is looked for by its abbreviation, the body it measures, and what it lost points for."""
    meta = indicator.meta
    name = INDICES[meta.index].render(translator(site.config.language))
    parts = [part.name for result in meta.years for part in result.components]
    lost = [item.criterion for result in meta.years for item in result.lost]
    return Entry(
        url=indicator.url,
        mark=f"{site.config.language} {indicator.mark}",
        type="indicator",
        title=meta.name,
        summary=meta.summary or "",
        about=(name, meta.assessed),
        text=lambda: "\n".join(filter(None, (*parts, *lost, plain(indicator.text, cache)))),
        unit=meta.unit or "",
    )


def _feedback(site: Site, item: Feedback, cache: Cache) -> Entry:
    meta, language = item.meta, site.config.language
    return Entry(
        url=item.url,
        mark=f"{language} {item.mark}",
        type="feedback",
        title=meta.title,
        summary=" ".join(meta.question.split())[:300],
        about=meta.procedures,
        text=lambda: f"{meta.question}\n{plain(item.text, cache)}",
        unit=meta.unit,
        topic=meta.topic or "",
        day=meta.answered,
        date=labels.day(meta.answered, language) if meta.answered else "",
    )


def _plan(site: Site, plan: Plan, cache: Cache) -> Entry:
    meta = plan.meta
    tasks = [text for task in meta.tasks for text in (task.name, task.product) if text]
    return Entry(
        url=plan.url,
        mark=f"{site.config.language} {plan.mark}",
        type="plan",
        title=meta.title,
        names=(meta.number,) if meta.number else (),
        summary=meta.theme or "",
        about=tuple(task.name for task in meta.tasks),
        text=lambda: "\n".join((*tasks, plain(plan.text, cache))),
        date=str(meta.year),
    )


def _guide(guide: Guide) -> Entry:
    return Entry(
        url=guide.url,
        mark=guide.mark,
        type="page",
        title=guide.title,
        summary=guide.summary,
        about=guide.headings,
        text=lambda: guide.text,
    )


def _said(procedure: Procedure, cache: Cache) -> Iterator[str]:
    """Yield what the page of a procedure says, what people look for first."""
    meta = procedure.meta
    yield from (meta.field, meta.time_limit or "", meta.fee or "", meta.fee_note or "")
    yield from (f"{item.name}{f' ({item.form.name})' if item.form else ''}" for item in meta.dossier)
    yield from (*meta.results, *meta.steps, *meta.conditions, *meta.subjects, *meta.executing_agencies)
    yield plain(procedure.text, cache)
    yield from meta.legal_basis


def plain(body: BodyText, cache: Cache) -> str:
    """Return the words that readers see of a Markdown text."""
    content = _TAG.sub("", _ENDS.sub("\n", html_of(body, convert(body, cache), cache)))
    lines = map(str.strip, html.unescape(content).replace("↩", "").split("\n"))
    return "\n".join(filter(None, lines))
