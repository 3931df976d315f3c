"""Pages and data of the register of documents."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from cchc import labels
from cchc.cache import Cache
from cchc.cited import by_document
from cchc.locale import say, translator
from cchc.model import Post, Site
from cchc.publish.attachments import attachments
from cchc.publish.outputs import Asset, Output, Page
from cchc.publish.posts import Cards, body_of
from cchc.records import Document
from cchc.register import Effect, register
from cchc.schema import DocumentMeta
from cchc.tables import json_bytes
from cchc.text import fold_ascii

SECTION = "van-ban/"


def full_name(site: Site, document: Document) -> str:
    """Return what a document is called in a sentence: Nghị định số 118/2025/NĐ-CP."""
    return labels.document(document, translator(site.config.language))


def row(site: Site, document: Document) -> dict[str, Any]:
    """Return what the register shows of a document."""
    meta = document.meta
    translate = translator(site.config.language)
    effect = register(site).effect(document)
    kind = labels.DOCUMENT_TYPE[meta.type].render(translate)
    return {
        "number": meta.number or translate("Chưa có số"),
        "url": document.url,
        "name": full_name(site, document),
        "type": meta.type.value,
        "kind": kind,
        "abstract": " ".join(meta.abstract.split()),
        "issuer": meta.issuer,
        "date": _day(site, meta.date),
        "iso": str(meta.date or ""),
        "year": str(meta.year or ""),
        "effect": effect.value,
        "effect_name": labels.EFFECT[effect].render(translate),
        "search": fold_ascii(f"{meta.number or ''} {kind} {meta.abstract} {meta.issuer}"),
    }


def document_pages(cards: Cards, cache: Cache) -> Iterator[Output]:
    """Yield the register, and a page for every document."""
    site = cards.site
    translate = translator(site.config.language)
    rows = [row(site, document) for document in site.documents]
    yield Page(
        url=SECTION,
        template="cchc/documents.html",
        title=translate("Văn bản"),
        description=say(
            "Các văn bản về cải cách hành chính mà {agency} thực hiện: số, ngày, trích yếu, hiệu lực.",
            agency=site.config.agency.name,
        ).render(translate),
        in_menu=True,
        show=lambda: {
            "years": [
                {"year": year, "rows": [item for item in rows if item["year"] == year]}
                for year in dict.fromkeys(item["year"] for item in rows)
            ],
            "count": len(rows),
            "types": _choices(rows, "type", "kind"),
            "issuers": _choices(rows, "issuer", "issuer"),
            "effects": _choices(rows, "effect", "effect_name"),
        },
    )
    mentions = by_document(cards.site, cards.posts)
    for document in site.documents:
        yield _page(cards, cache, document, mentions.get(document.id, []))


def _choices(rows: Sequence[Mapping[str, Any]], value: str, name: str) -> list[tuple[str, str, int]]:
    """Return the values that rows have, each with its name and how many have it, the most frequent first."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for item in rows:
        counts[item[value], item[name]] += 1
    return [(*choice, count) for choice, count in sorted(counts.items(), key=lambda item: -item[1])]


def _page(cards: Cards, cache: Cache, document: Document, posts: Sequence[Post]) -> Page:
    site, meta = cards.site, document.meta
    known, language = register(site), site.config.language
    translate = translator(language)
    return Page(
        url=document.url,
        template="cchc/document.html",
        title=full_name(site, document),
        description=" ".join(meta.abstract.split())[:300],
        changed=meta.updated if meta.updated and meta.updated <= site.today else None,
        source=document.path,
        trail=((translate("Văn bản"), SECTION),),
        body=body_of(cards, document, cache).again,
        show=lambda: {
            **{key: value for key, value in row(site, document).items() if key != "search"},
            "has_number": meta.number is not None,
            "effective": _day(site, meta.effective),
            "ended": _day(site, known.ended(document)),
            "signer": meta.signer,
            "topic": _topic(site, meta),
            "link": meta.url,
            "files": attachments(cards, document.path, meta.files),
            "relations": [
                {"name": name.render(translate), "items": items}
                for name, items in (
                    (say("Thay thế"), [_cited(site, number) for number in meta.replaces]),
                    (say("Được thay thế bởi"), [_named(site, item) for item in known.replacing(document)]),
                    (say("Sửa đổi, bổ sung"), [_cited(site, number) for number in meta.amends]),
                    (say("Được sửa đổi, bổ sung bởi"), [_named(site, item) for item in known.amending(document)]),
                )
                if items
            ],
            "posts": [
                {"title": post.title, "url": post.url, "date": labels.day(post.meta.date.day, language)}
                for post in posts
            ],
            "updated": _day(site, meta.updated) if meta.updated and meta.updated <= site.today else "",
        },
    )


def _day(site: Site, day: Any) -> str:
    return labels.day(day, site.config.language) if day else ""


def _topic(site: Site, meta: DocumentMeta) -> dict[str, str] | None:
    names = {topic.id: topic.name for topic in site.config.plugin.topic_list}
    return {"name": names[meta.topic], "url": f"tin-bai/noi-dung/{meta.topic}/"} if meta.topic else None


def _cited(site: Site, number: str) -> dict[str, str]:
    document = register(site).find(number)
    return _named(site, document) if document else {"name": number, "url": "", "abstract": ""}


def _named(site: Site, document: Document) -> dict[str, str]:
    abstract = " ".join(document.meta.abstract.split()) if document.meta.number else ""
    return {"name": full_name(site, document), "url": document.url, "abstract": abstract}


# ---------------------------------------------------------------------- data


def document_data(site: Site) -> Iterator[Asset]:
    """Yield the register as open data, with the schema of the file."""
    known, base = register(site), site.config.site_url
    rows = [
        {
            **item.meta.model_dump(mode="json", exclude={"ignore", "files"}),
            "files": [{"title": file.title, "file": file.file} for file in item.meta.files],
            "id": item.id,
            "effect": known.effect(item).value,
            "ended": str(ended) if (ended := known.ended(item)) else None,
            "replaced_by": [other.name for other in known.replacing(item)],
            "amended_by": [other.name for other in known.amending(item)],
            "source": item.meta.url,
            "url": base + item.url,
        }
        for item in site.documents
    ]
    yield Asset(
        "data/documents.json",
        json_bytes({"schema_version": 1, "agency": site.config.agency.name, "documents": rows}),
    )
    yield Asset("data/documents.schema.json", json_bytes(_schema()))


@lru_cache(maxsize=1)
def _schema() -> Mapping[str, Any]:
    item = DocumentMeta.model_json_schema(mode="serialization")
    definitions = item.pop("$defs", {})
    item["properties"].pop("ignore")
    names = {"type": "array", "items": {"type": "string"}}
    optional = {"type": ["string", "null"]}
    item["properties"] |= {
        "id": {"type": "string"},
        "effect": {"enum": [effect.value for effect in Effect]},
        "ended": optional,
        "replaced_by": names,
        "amended_by": names,
        "source": optional,
        "url": {"type": "string", "format": "uri"},
    }
    item["required"] = sorted(item["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "documents.json",
        "type": "object",
        "required": ["schema_version", "agency", "documents"],
        "properties": {
            "schema_version": {"const": 1},
            "agency": {"type": "string"},
            "documents": {"type": "array", "items": item},
        },
        "$defs": definitions,
    }
