"""The procedures as open data: JSON with its schema, CSV, and the annex as a spreadsheet.

`cchc procedures import` reads each of them back: what a table shows is what a record says.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from cchc import labels
from cchc.cache import Cache
from cchc.locale import Text, Translator, say, translator
from cchc.model import Site
from cchc.procedures import cells
from cchc.procedures.annex import Annex, Column, Group, xlsx
from cchc.publish.outputs import Asset, kept
from cchc.publish.procedures import COLUMNS, current, row
from cchc.records import Procedure
from cchc.schema import ProcedureMeta
from cchc.tables import csv_bytes, json_bytes

_PRIVATE = frozenset({"ignore", "notes", "keep", "reviewed_by"})
"""Between editors."""
_KEPT = ("code", "name", "field", "announcing_decisions", "replaced_by")
"""What stays public of an abolished procedure."""
MORE = (
    say("Ghi chú về phí, lệ phí"),
    say("Đối tượng thực hiện"),
    say("Cách thức nộp hồ sơ"),
    say("Kết quả"),
    say("Căn cứ pháp lý"),
    say("Địa chỉ trên Cổng"),
)
"""What a table says after the columns of the index."""
_WIDTHS = (5, 11, 40, 16, 12, 24, 18, 18, 18, 16, 14, 30, 26, 16, 28, 50, 24)
_CENTRED = frozenset({0, 1, 4, 9, 10})
_FIELD = 3
"""The place of the field, which the annex has as the heading of a group instead."""


def procedure_data(site: Site, cache: Cache) -> Iterator[Asset]:
    """Yield the published files."""
    decided_by = [site.config.told, str(site.today), [(item.mark, str(item.path)) for item in site.procedures]]
    yield kept("data/procedures.json", decided_by, lambda: as_json(site, site.procedures), cache)
    yield Asset("data/procedures.schema.json", json_bytes(_schema()))
    yield kept("data/procedures.csv", decided_by, lambda: as_csv(site, site.procedures), cache)
    yield kept("data/procedures.xlsx", decided_by, lambda: as_xlsx(site, site.procedures), cache)


def as_json(site: Site, procedures: Sequence[Procedure]) -> bytes:
    """Return the records: what is in force with all its content, what was abolished with the decision."""
    usable = {item.key for item in current(site)}
    rows = [
        {
            **item.meta.model_dump(mode="json", exclude=set(_PRIVATE)),
            "status": status.value if (status := item.status(site.today)) else None,
            "url": site.config.site_url + item.url,
        }
        for item in procedures
        if item.key in usable
    ]
    abolished = [
        {**item.meta.model_dump(mode="json", include=set(_KEPT)), "url": site.config.site_url + item.url}
        for item in procedures
        if item.key not in usable
    ]
    content = {"agency": site.config.agency.name, "procedures": rows, "abolished": abolished}
    return json_bytes({"schema_version": 1, **content})


def as_csv(site: Site, procedures: Sequence[Procedure]) -> bytes:
    """Return the table for spreadsheets."""
    translate = translator(site.config.language)
    lines = [[str(number), *_cells(site, item, translate)] for number, item in enumerate(procedures, 1)]
    return csv_bytes([_headings(translate), *lines])


def as_xlsx(site: Site, procedures: Sequence[Procedure]) -> bytes:
    """Return the annex: numbered, a group for each field, what was abolished at the end."""
    translate = translator(site.config.language)
    gone = [item for item in procedures if item.is_abolished(site.today)]
    used = [item for item in procedures if not item.is_abolished(site.today)]
    numbers = {item.key: str(number) for number, item in enumerate((*used, *gone), 1)}

    def rows(items: Iterable[Procedure]) -> list[list[str]]:
        return [_without_field([numbers[item.key], *_cells(site, item, translate)]) for item in items]

    groups = [
        Group(say("{number}. Lĩnh vực: {field}", number=_roman(place), field=name).render(translate), rows(items))
        for place, (name, items) in enumerate(groupby(used, key=lambda item: item.meta.field), 1)
    ]
    if gone:
        groups.append(Group(translate("Thủ tục hành chính bị bãi bỏ"), rows(gone)))
    columns = [
        Column(heading, width, place in _CENTRED)
        for place, (heading, width) in enumerate(zip(_headings(translate), _WIDTHS, strict=True))
        if place != _FIELD
    ]
    agency = site.config.agency.name
    title = (
        say("DANH MỤC THỦ TỤC HÀNH CHÍNH"),
        say("thuộc phạm vi tiếp nhận, giải quyết của {agency}", agency=agency),
        say(
            "(Đến ngày {day}: {n} thủ tục)",
            day=labels.day(site.today, translate.language),
            n=str(len(used)),
        ),
    )
    return xlsx(
        Annex(
            title=[text.render(translate) for text in title],
            sheet=translate("Danh mục TTHC"),
            author=agency,
            columns=columns,
            printed=len(COLUMNS) - 1,
            groups=groups,
            page='&C&"Times New Roman"&12' + say("Trang {page}/{pages}", page="&P", pages="&N").render(translate),
        )
    )


def _without_field(row: list[str]) -> list[str]:
    return row[:_FIELD] + row[_FIELD + 1 :]


def _headings(translate: Translator) -> list[str]:
    headings: tuple[Text, ...] = (*COLUMNS, *MORE)
    return [heading.render(translate) for heading in headings]


def _cells(site: Site, procedure: Procedure, translate: Translator) -> list[str]:
    """Return what a table says of a procedure; of an abolished one what it is, and by which decision."""
    shown, meta = row(site, procedure), procedure.meta
    first = [meta.code, meta.name, meta.field]
    if procedure.is_abolished(site.today):
        return [*first, *[""] * 5, shown["decision"], shown["status"], *[""] * len(MORE)]
    return [
        *first,
        shown["level"],
        listed(meta.executing_agencies),
        meta.time_limit or "",
        shown["fee"],
        shown["online"],
        shown["decision"],
        shown["status"],
        meta.fee_note or "",
        listed(meta.subjects),
        ", ".join(dict.fromkeys(labels.CHANNEL[item.channel].render(translate) for item in meta.methods)),
        "\n".join(meta.results),
        "\n".join(meta.legal_basis),
        meta.portal_url or "",
    ]


def listed(names: Sequence[str]) -> str:
    """Return names in one cell, parted so that they are read back as they are."""
    text = "; ".join(names)
    return text if cells.names(text) == tuple(names) else text + ";"


def _roman(number: int) -> str:
    steps = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, letters in steps:
        written += letters * (number // value)
        number %= value
    return written


def _schema() -> dict[str, Any]:
    item = ProcedureMeta.model_json_schema(mode="serialization")
    definitions = item.pop("$defs", {})
    for key in _PRIVATE:
        item["properties"].pop(key, None)
    item["properties"]["status"] = {"enum": ["new", "amended", "replaced", "abolished", None]}
    item["properties"]["url"] = {"type": "string", "format": "uri"}
    stays = [*_KEPT, "url"]
    gone = {"type": "object", "required": stays, "properties": {key: item["properties"][key] for key in stays}}
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
