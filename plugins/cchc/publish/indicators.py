"""Pages and data of indices: the latest result of each, and its trend, its components and what is done about it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from cchc import labels
from cchc.cache import Cache
from cchc.evidence import resolve
from cchc.indicators import Change, change, decimal, ordered, results
from cchc.locale import say, translator
from cchc.model import Site
from cchc.publish.outputs import Asset, Output, Page
from cchc.publish.posts import Cards, body_of
from cchc.publish.trend import trend
from cchc.records import Indicator
from cchc.register import register
from cchc.schema import IndexLoss, IndexMeasure, IndicatorYear
from cchc.schema.indicators import DECIMAL, IndexName, MeasuredLevel, MeasureState
from cchc.schema.words.indicators import INDICES, LEVELS, STATES
from cchc.tables import json_bytes

SECTION = "chi-so/"


def indicator_pages(cards: Cards, cache: Cache) -> Iterator[Output]:
    """Yield the list of indices, and a page for each."""
    site = cards.site
    translate = translator(site.config.language)
    rows = [_row(site, item) for item in ordered(site)]
    yield Page(
        url=SECTION,
        template="cchc/indicators.html",
        title=translate("Chỉ số"),
        description=say(
            "Kết quả các chỉ số cải cách hành chính của {agency} qua các năm: điểm, xếp hạng, tiêu chí bị trừ điểm.",
            agency=site.config.agency.name,
        ).render(translate),
        in_menu=True,
        show=lambda: {
            "groups": [
                {"name": LEVELS[level].render(translate), "id": level.value, "rows": chosen}
                for level in MeasuredLevel
                if (chosen := [row for row in rows if row["level"] == level.value])
            ],
            "topic": "tin-bai/noi-dung/chi-so/"
            if any(topic.id == "chi-so" for topic in site.config.plugin.topic_list)
            else "",
        },
    )
    for indicator in site.indicators:
        yield _page(cards, cache, indicator)


def _row(site: Site, indicator: Indicator) -> dict[str, Any]:
    """Return what the list shows of an index: its latest result beside the one before."""
    found = results(indicator)
    shown = [_result(site, indicator, result) for result in found[:-3:-1]]
    return {
        "name": indicator.meta.name,
        "url": indicator.url,
        "assessed": indicator.meta.assessed,
        "level": indicator.meta.level.value,
        "latest": shown[0],
        "before": shown[1] if len(shown) > 1 else None,
    }


def _page(cards: Cards, cache: Cache, indicator: Indicator) -> Page:
    site, meta = cards.site, indicator.meta
    translate, language = translator(site.config.language), site.config.language
    return Page(
        url=indicator.url,
        template="cchc/indicator.html",
        title=meta.name,
        name=f"{meta.name} ({meta.assessed})",
        trail=((translate("Chỉ số"), SECTION),),
        changed=meta.updated if meta.updated and meta.updated <= site.today else None,
        description=meta.summary or f"{meta.name} ({meta.assessed})",
        source=indicator.path,
        body=body_of(cards, indicator, cache).again,
        show=lambda: {
            **_row(site, indicator),
            "index": INDICES[meta.index].render(translate),
            "whose": LEVELS[meta.level].render(translate),
            "unit": {"id": meta.unit, "name": site.config.unit(meta.unit).name} if meta.unit else None,
            "summary": meta.summary or "",
            "trend": trend(results(indicator), language, translate),
            "years": [
                {
                    **_result(site, indicator, result),
                    "components": _components(result, language),
                    "lost": [_lost(site, lost) for lost in result.lost],
                    "lost_total": decimal(sum((item.points for item in result.lost), Decimal(0)), language),
                }
                for result in reversed(results(indicator))
            ],
            "updated": labels.day(meta.updated, language) if meta.updated and meta.updated <= site.today else "",
        },
    )


def _result(site: Site, indicator: Indicator, result: IndicatorYear) -> dict[str, Any]:
    """Return what is shown of one year's result."""
    language = site.config.language
    translate = translator(language)
    since = change(indicator, result)
    return {
        "year": str(result.year),
        "score": _of(result.score, result.max, language),
        "rank": _rank(result),
        "group": result.group or "",
        "change": _change(since, language),
        "published": labels.day(result.published, language) if result.published else "",
        "published_iso": str(result.published or ""),
        "sources": [*_sources(site, result)] or [{"name": translate("Trang công bố"), "url": result.url}],
    }


def _of(score: Decimal | None, most: Decimal | None, language: str) -> str:
    """Return points for readers: 87,45/100."""
    if score is None:
        return ""
    return f"{decimal(score, language)}/{decimal(most, language)}" if most is not None else decimal(score, language)


def _rank(result: IndicatorYear) -> str:
    if result.rank is None:
        return ""
    return f"{result.rank}/{result.of}" if result.of else str(result.rank)


def _change(since: Change | None, language: str) -> str:
    if since is None:
        return ""
    translate = translator(language)
    said = since.said(language)
    if said is not None:
        return said.render(translate)
    if since.other_scale:
        return say("không so sánh với năm {year}: điểm tối đa khác nhau", year=str(since.since)).render(translate)
    return ""


def _sources(site: Site, result: IndicatorYear) -> Iterator[Mapping[str, Any]]:
    """Yield where a result can be looked up: in words, in a document, on a page."""
    if result.source:
        yield {"name": result.source, "url": result.url or ""}
    if result.document:
        document = register(site).find(result.document)
        yield {"name": result.document, "url": document.url if document else "" if result.source else result.url or ""}


def _components(result: IndicatorYear, language: str) -> list[dict[str, Any]]:
    """Return the parts, each with the length of its bar in hundredths; no bar where no maximum is known."""
    return [
        {
            "name": item.name,
            "score": decimal(item.score, language),
            "max": decimal(item.max, language) if item.max is not None else "",
            "part": min(100, round(item.score * 100 / item.max)) if item.max is not None else None,
        }
        for item in result.components
    ]


def _lost(site: Site, lost: IndexLoss) -> dict[str, Any]:
    return {
        "criterion": lost.criterion,
        "points": decimal(lost.points, site.config.language),
        "cause": lost.cause or "",
        "measures": [_measure(site, measure) for measure in lost.measures],
    }


def _measure(site: Site, measure: IndexMeasure) -> dict[str, Any]:
    """Return a measure; whether it is late is for the manager, and would change the page with the clock."""
    language = site.config.language
    return {
        "what": measure.what,
        "unit": site.config.unit(measure.unit).name,
        "due": labels.day(measure.due, language) if measure.due else "",
        "state": measure.state.value,
        "state_name": STATES[measure.state].render(translator(language)),
        "evidence": [
            {"name": link.text, "url": link.url}
            for link in (resolve(site, item) for item in measure.evidence)
            if link.url
        ],
    }


# ---------------------------------------------------------------------- data


def indicator_data(site: Site) -> Iterator[Asset]:
    """Yield the indices as open data, with the schema of the file. Points are texts: they keep every digit."""
    rows = [_data(site, item) for item in ordered(site)]
    content = {"schema_version": 1, "agency": site.config.agency.name, "indicators": rows}
    yield Asset("data/indicators.json", json_bytes(content))
    yield Asset("data/indicators.schema.json", json_bytes(SCHEMA))


def _data(site: Site, indicator: Indicator) -> dict[str, Any]:
    meta = indicator.meta
    return {
        "id": indicator.id,
        "url": site.config.site_url + indicator.url,
        "name": meta.name,
        "index": meta.index.value,
        "level": meta.level.value,
        "assessed": meta.assessed,
        "summary": meta.summary,
        "updated": str(meta.updated) if meta.updated else None,
        "years": [_year(result) for result in results(indicator)],
    }


def _year(result: IndicatorYear) -> dict[str, Any]:
    return {
        "year": result.year,
        "score": _text(result.score),
        "max": _text(result.max),
        "rank": result.rank,
        "of": result.of,
        "group": result.group,
        "published": str(result.published) if result.published else None,
        "source": result.source,
        "document": result.document,
        "url": result.url,
        "components": [
            {"name": item.name, "score": str(item.score), "max": _text(item.max)} for item in result.components
        ],
        "lost": [
            {
                "criterion": item.criterion,
                "points": str(item.points),
                "cause": item.cause,
                "measures": [
                    {
                        "what": measure.what,
                        "unit": measure.unit,
                        "due": str(measure.due) if measure.due else None,
                        "state": measure.state.value,
                    }
                    for measure in item.measures
                ],
            }
            for item in result.lost
        ],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": sorted(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _list(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties)}


_STRING = {"type": "string"}
_OPTIONAL = {"type": ["string", "null"]}
_COUNT = {"type": ["integer", "null"], "minimum": 1}
_POINTS = {"type": "string", "pattern": f"^{DECIMAL}$"}
_MAYBE = {"type": ["string", "null"], "pattern": f"^{DECIMAL}$"}
_DAY = {"type": ["string", "null"], "format": "date"}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "indicators.json",
    **_object(
        {
            "schema_version": {"const": 1},
            "agency": _STRING,
            "indicators": _list(
                {
                    "id": _STRING,
                    "url": {"type": "string", "format": "uri"},
                    "name": _STRING,
                    "index": {"enum": [item.value for item in IndexName]},
                    "level": {"enum": [item.value for item in MeasuredLevel]},
                    "assessed": _STRING,
                    "summary": _OPTIONAL,
                    "updated": _DAY,
                    "years": _list(
                        {
                            "year": {"type": "integer"},
                            "score": _MAYBE,
                            "max": _MAYBE,
                            "rank": _COUNT,
                            "of": _COUNT,
                            "group": _OPTIONAL,
                            "published": _DAY,
                            "source": _OPTIONAL,
                            "document": _OPTIONAL,
                            "url": {"type": ["string", "null"], "format": "uri"},
                            "components": _list({"name": _STRING, "score": _POINTS, "max": _MAYBE}),
                            "lost": _list(
                                {
                                    "criterion": _STRING,
                                    "points": _POINTS,
                                    "cause": _OPTIONAL,
                                    "measures": _list(
                                        {
                                            "what": _STRING,
                                            "unit": _STRING,
                                            "due": _DAY,
                                            "state": {"enum": [item.value for item in MeasureState]},
                                        }
                                    ),
                                }
                            ),
                        }
                    ),
                }
            ),
        }
    ),
}
