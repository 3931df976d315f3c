"""Open data of events and activities, with the schemas of the files."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from cchc.activities import Done, activities, evidence_of, planned, took_place
from cchc.evidence import resolve
from cchc.model import Site
from cchc.publish.outputs import Asset
from cchc.records import Activity, Event
from cchc.schema import ActivityKind, EventKind, EventStatus, Evidence
from cchc.tables import json_bytes

_STRING: Mapping[str, Any] = {"type": "string"}
_OPTIONAL: Mapping[str, Any] = {"type": ["string", "null"]}
_STRINGS: Mapping[str, Any] = {"type": "array", "items": _STRING}
_COUNT: Mapping[str, Any] = {"type": ["integer", "null"], "minimum": 0}
_DAY: Mapping[str, Any] = {"type": "string", "format": "date"}
_URL: Mapping[str, Any] = {"type": "string", "format": "uri"}
_MOMENT: Mapping[str, Any] = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?[+]07:00)?$",
}


def _object(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "type": "object",
        "required": sorted(properties),
        "properties": properties,
        "additionalProperties": False,
    }


_EVIDENCE = {"type": "array", "items": _object({"title": _STRING, "url": {"type": ["string", "null"]}})}
_SHARED = {
    "id": _STRING,
    "url": _URL,
    "title": _STRING,
    "unit": _object({"id": _STRING, "name": _STRING}),
    "co_units": _STRINGS,
    "topic": _OPTIONAL,
    "place": _OPTIONAL,
    "participants": _COUNT,
    "evidence": _EVIDENCE,
}
_EVENT = _SHARED | {
    "kind": {"enum": [kind.value for kind in EventKind]},
    "status": {"enum": [status.value for status in EventStatus]},
    "start": _MOMENT,
    "end": {"anyOf": [_MOMENT, {"type": "null"}]},
    "is_over": {"type": "boolean"},
    "online": _OPTIONAL,
    "audience": _OPTIONAL,
    "contact": _OPTIONAL,
    "summary": _OPTIONAL,
    "calendar": _URL,
    "updated": _OPTIONAL,
}
_ACTIVITY = _SHARED | {
    "kind": {"enum": [kind.value for kind in ActivityKind]},
    "status": {"enum": ["planned", "going_on", "done"]},
    "date": _DAY,
    "end": _DAY,
    "quantity": {"type": "integer", "minimum": 1},
    "languages": _STRINGS,
    "audience": _STRINGS,
    "event": _OPTIONAL,
}


@lru_cache(maxsize=2)
def _schema(name: str) -> Mapping[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{name}.json",
        "type": "object",
        "required": ["schema_version", "agency", name],
        "properties": {
            "schema_version": {"const": 1},
            "agency": _STRING,
            name: {"type": "array", "items": _object(_EVENT if name == "events" else _ACTIVITY)},
        },
    }


def event_data(site: Site) -> Iterator[Asset]:
    """Yield the events, by the moment they begin, and the schema of the file."""
    yield from _files(site, "events", [_event(site, item) for item in site.events])


def activity_data(site: Site) -> Iterator[Asset]:
    """Yield what was done, each thing once, then what is planned, and the schema of the file."""
    rows = [_done(site, item) for item in activities(site)] + [_planned(site, item) for item in planned(site)]
    yield from _files(site, "activities", rows)


def _files(site: Site, name: str, rows: list[dict[str, Any]]) -> Iterator[Asset]:
    content = {"schema_version": 1, "agency": site.config.agency.name, name: rows}
    yield Asset(f"data/{name}.json", json_bytes(content))
    yield Asset(f"data/{name}.schema.json", json_bytes(_schema(name)))


def _unit(site: Site, id_: str) -> dict[str, str]:
    return {"id": id_, "name": site.config.unit(id_).name}


def _evidence(site: Site, items: tuple[Evidence, ...]) -> list[dict[str, str | None]]:
    base = site.config.site_url
    found = (resolve(site, item) for item in items)
    return [{"title": item.text, "url": _whole(base, item.url)} for item in found]


def _whole(base: str, url: str) -> str | None:
    if not url:
        return None
    return url if url.startswith(("http://", "https://")) else base + url


def _event(site: Site, event: Event) -> dict[str, Any]:
    meta, base = event.meta, site.config.site_url
    return {
        "id": event.id,
        "url": base + event.url,
        "title": meta.title,
        "kind": meta.kind.value,
        "status": meta.status.value,
        "start": str(meta.start),
        "end": str(meta.end) if meta.end else None,
        "is_over": event.is_over(site.today),
        "unit": _unit(site, meta.unit),
        "co_units": list(meta.co_units),
        "topic": meta.topic,
        "place": meta.place,
        "online": meta.online,
        "audience": meta.audience,
        "contact": meta.contact,
        "summary": meta.summary,
        "participants": meta.participants if took_place(event, site.today) else None,
        "evidence": _evidence(site, evidence_of(event)),
        "calendar": f"{base}{event.url}{event.id}.ics",
        "updated": str(meta.updated) if meta.updated else None,
    }


def _done(site: Site, item: Done) -> dict[str, Any]:
    return {
        "id": item.url.rstrip("/").rpartition("/")[2],
        "url": site.config.site_url + item.url,
        "title": item.title,
        "kind": item.kind.value,
        "status": "done",
        "date": str(item.first),
        "end": str(item.day),
        "unit": _unit(site, item.unit),
        "co_units": list(item.co_units),
        "topic": item.topic,
        "place": item.place,
        "participants": item.participants,
        "quantity": item.quantity,
        "languages": list(item.languages),
        "audience": list(item.audience),
        "evidence": _evidence(site, item.evidence),
        "event": item.event,
    }


def _planned(site: Site, item: Activity) -> dict[str, Any]:
    meta = item.meta
    return {
        "id": item.id,
        "url": site.config.site_url + item.url,
        "title": meta.title,
        "kind": meta.kind.value,
        "status": "planned" if meta.date > site.today else "going_on",
        "date": str(meta.date),
        "end": str(meta.last),
        "unit": _unit(site, meta.unit),
        "co_units": list(meta.co_units),
        "topic": meta.topic,
        "place": meta.place,
        "participants": None,
        "quantity": meta.quantity,
        "languages": list(meta.languages),
        "audience": list(meta.audience),
        "evidence": [],
        "event": meta.event,
    }
