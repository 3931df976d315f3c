"""Pages of feedback that was answered: each reply, and the files that nobody is to see."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from cchc import labels
from cchc.cache import Cache
from cchc.feedback import replies
from cchc.links import resolver
from cchc.locale import say, translator
from cchc.model import Site
from cchc.prose import opening
from cchc.publish.feedback_lists import SECTION, field_url, lists
from cchc.publish.outputs import Output, Page
from cchc.publish.posts import Cards, body_of
from cchc.records import Feedback
from cchc.schema import FEEDBACK
from cchc.schema.feedback import FeedbackKind
from cchc.schema.words import feedback as words
from cchc.text import slug

_EXCERPT = 220
_ANSWER = 3000
"""Letters of a reply that search engines are told."""


@lru_cache(maxsize=1)
def kept_back(site: Site) -> frozenset[PurePosixPath]:
    """Return the files beside feedback that no published reply shows or leads to: scans of letters, drafts."""
    folder = site.config.docs_dir / FEEDBACK.folder
    shown = {target.path for item in replies(site) for _, target in resolver(site).links(item)}
    beside = (path for path in site.docs_files if path.is_relative_to(folder) and path.suffix.lower() != ".md")
    return frozenset(path for path in beside if path not in shown)


def row(site: Site, item: Feedback) -> dict[str, Any]:
    """Return what lists show of a reply."""
    meta, language = item.meta, site.config.language
    translate = translator(language)
    question = " ".join(meta.question.split())
    excerpt = question if len(question) <= _EXCERPT else question[:_EXCERPT].rsplit(" ", 1)[0] + "…"
    return {
        "title": meta.title,
        "url": item.url,
        "kind": words.VALUES[FeedbackKind][meta.kind].render(translate),
        "unit": site.config.unit(meta.unit).name,
        "received": labels.day(meta.received, language),
        "received_iso": str(meta.received),
        "answered": labels.day(meta.answered, language) if meta.answered else "",
        "answered_iso": str(meta.answered or ""),
        "question": excerpt,
    }


def feedback_pages(cards: Cards, cache: Cache) -> Iterator[Output]:
    """Yield the lists of replies, and a page for each."""
    site = cards.site
    yield from lists(site, lambda item: row(site, item))
    shown = replies(site)
    titles = Counter(item.title for item in shown)
    for item in shown:
        yield _page(cards, cache, item, is_alone=titles[item.title] == 1)


def _page(cards: Cards, cache: Cache, item: Feedback, *, is_alone: bool) -> Page:
    site, meta = cards.site, item.meta
    told = row(site, item)
    translate = translator(site.config.language)
    updated = meta.updated if meta.updated and meta.updated <= site.today else None
    return Page(
        url=item.url,
        template="cchc/feedback.html",
        title=meta.title,
        name="" if is_alone else f"{meta.title} ({told['answered']}, {item.id})",
        description=told["question"],
        trail=((translate("Phản ánh, kiến nghị"), SECTION),),
        changed=max(filter(None, (updated, meta.answered))),
        source=item.path,
        body=body_of(cards, item, cache).again,
        thing=lambda: linked_data(site, item),
        show=lambda: {
            **told,
            "unit_id": meta.unit,
            "paragraphs": _paragraphs(meta.question),
            "topic": _topic(site, item),
            "fields": _fields(site, item),
            "procedures": [
                {"url": found.url, "name": found.meta.name, "code": found.meta.code}
                for code in meta.procedures
                if (found := site.procedure(code))
            ],
            "updated": labels.day(updated, site.config.language) if updated else "",
        },
    )


def _paragraphs(question: str) -> list[list[str]]:
    """Return the paragraphs of a question, each as its lines: people sign on lines of their own."""
    parts = re.split(r"\n\s*\n", question.strip())
    return [[line.strip() for line in part.split("\n")] for part in parts]


def _topic(site: Site, item: Feedback) -> dict[str, str] | None:
    names = {topic.id: topic.name for topic in site.config.plugin.topic_list}
    id_ = item.meta.topic
    return {"name": names[id_], "url": f"{SECTION}noi-dung/{id_}/"} if id_ else None


def _fields(site: Site, item: Feedback) -> Sequence[dict[str, str]]:
    found = (site.procedure(code) for code in item.meta.procedures)
    names = dict.fromkeys(procedure.meta.field for procedure in found if procedure)
    return [{"name": name, "url": field_url(name)} for name in names if slug(name)]


def linked_data(site: Site, item: Feedback) -> Mapping[str, Any]:
    """Return a question and its answer as search engines read it (schema.org/QAPage).

    Nothing for what is no question: a report of something broken has no answer that others look for.
    """
    meta, base = item.meta, site.config.site_url
    if meta.kind is not FeedbackKind.QUESTION:
        return {}
    agency = {"@type": "GovernmentOrganization", "name": site.config.agency.name, "url": base}
    unit = {"@type": "Organization", "name": site.config.unit(meta.unit).name, "parentOrganization": agency}
    return {
        "@type": "QAPage",
        "url": base + item.url,
        "inLanguage": site.config.language,
        "mainEntity": {
            "@type": "Question",
            "name": meta.title,
            "text": " ".join(meta.question.split()),
            "dateCreated": str(meta.received),
            "answerCount": 1,
            "acceptedAnswer": {
                "@type": "Answer",
                "text": opening(item.body, _ANSWER),
                "dateCreated": str(meta.answered),
                "url": base + item.url,
                "author": unit,
            },
        },
    }


def about(site: Site) -> str:
    """Return what the section of feedback holds, in a sentence."""
    text = say(
        "Câu hỏi, phản ánh, kiến nghị của người dân, doanh nghiệp mà {agency} đã trả lời, và cách gửi.",
        agency=site.config.agency.name,
    )
    return text.render(translator(site.config.language))
