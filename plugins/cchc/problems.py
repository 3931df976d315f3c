"""Turns what the schema refuses into problems a clerk can act on: what, where, and what to paste."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cchc.dates import Moment, Month
from cchc.front_matter import FrontMatter
from cchc.locale import Text, say
from cchc.model import Place, Problem
from cchc.schema import PostMeta, keys
from cchc.text import nearest

_CODES = {
    "missing": "CCHC101",
    "extra_forbidden": "CCHC102",
    "needs": "CCHC104",
    "date": "CCHC201",
    "date_range": "CCHC201",
    "month": "CCHC202",
    "month_differs": "CCHC203",
    "unknown_unit": "CCHC301",
    "unknown_topic": "CCHC302",
    "procedure_code": "CCHC802",
}
_ALLOWED = {
    "string_type": say("chữ; nếu là số thì đặt trong dấu nháy kép"),
    "string_too_short": say("không để trống"),
    "bool_type": say("true hoặc false"),
    "int_type": say("một số nguyên"),
    "tuple_type": say("một danh sách, mỗi mục một dòng bắt đầu bằng dấu gạch ngang"),
    "too_short": say("ít nhất một mục"),
    "model_type": say("các cặp khóa và giá trị viết thụt vào dưới dòng này"),
    "model_attributes_type": say("các cặp khóa và giá trị viết thụt vào dưới dòng này"),
    "dict_type": say("các cặp khóa và giá trị viết thụt vào dưới dòng này"),
    "markup": say("chữ thường, không có thẻ HTML"),
    "url": say("địa chỉ bắt đầu bằng https://"),
    "date": say("ngày có thật, viết năm-tháng-ngày, ví dụ 2026-05-14"),
    "date_range": say("ngày từ năm 2000 trở đi"),
    "month": say('năm-tháng trong dấu nháy kép, ví dụ "2026-05"'),
    "post_id": say('năm/tháng/tên-bài bằng chữ thường không dấu, ví dụ "2026/05/ten-bai"'),
    "procedure_code": say('mã như trên Cổng Dịch vụ công quốc gia, ví dụ "1.004194"'),
    "string_pattern_mismatch": say("chữ thường không dấu, số và dấu gạch ngang"),
    "targets_twice": say("chỉ một trong hai khóa posts_per_month và targets"),
    "waiver_twice": say("mỗi tháng chỉ một giải trình"),
}
_EXAMPLES = {
    "title": "title: Tên bài viết",
    "topic": "topic: thu-tuc-hanh-chinh",
    "code": 'code: "1.004194"',
    "summary": "summary: Một, hai câu nói người đọc sẽ biết được gì",
}


def of_front_matter(path: PurePosixPath, front: FrontMatter) -> Iterator[Problem]:
    """Yield what is wrong with the front matter as YAML."""
    for fault in front.faults:
        yield Problem(fault.code, Place(path, fault.line), fault.params)


def of_schema(
    path: PurePosixPath,
    front: FrontMatter,
    error: ValidationError,
    model: type[BaseModel],
    units: tuple[str, ...],
) -> Iterator[Problem]:
    """Yield one problem for each value that the schema refused."""
    details = error.errors(include_url=False)
    for detail in details:
        loc = tuple(part for part in detail["loc"] if part != "[key]")
        deeper = any(other["loc"][: len(loc)] == loc for other in details if other is not detail)
        if detail["type"] == "too_short" and deeper:
            continue  # the list looks empty only because its items were refused
        line = front.line_of(loc)
        code = _CODES.get(detail["type"], "CCHC103")
        yield Problem(code, Place(path, line), _params(detail, loc, front, model, units))


def describe(detail: ErrorDetails) -> Text:
    """Say what is allowed where the schema refused a value."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in ("enum", "literal_error"):
        words = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        return say("một trong: {values}", values=", ".join(words))
    if kind == "string_too_long":
        length = str(len(detail["input"]))
        return say("tối đa {max} ký tự (đang có {length})", max=str(context["max_length"]), length=length)
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = str(context.get("ge", context.get("le")))
        return (
            say("số từ {bound} trở lên", bound=bound)
            if kind == "greater_than_equal"
            else say("số không quá {bound}", bound=bound)
        )
    if kind in ("unknown_unit", "unknown_topic", "responsible_unit"):
        return say("một trong: {values}", values=str(context["allowed"]))
    if kind == "id_twice":
        return say("mỗi id một lần; {id} có hai lần", id=str(context["id"]))
    return _ALLOWED.get(kind) or Text(detail["msg"])


def _params(
    detail: ErrorDetails,
    loc: tuple[str | int, ...],
    front: FrontMatter,
    model: type[BaseModel],
    units: tuple[str, ...],
) -> Mapping[str, str | Text]:
    kind, context = detail["type"], detail.get("ctx", {})
    key = str(loc[-1]) if loc else ""
    found = _shown(detail["input"])
    if kind == "missing":
        return {"key": key, "fix": _line_for(key, front.values, units)}
    if kind == "extra_forbidden":
        allowed = keys(model, loc[:-1])
        meant = nearest(key, (name for name in allowed if name not in front.values))
        fix = f"{meant}: {found}" if meant else ""
        return {"key": key, "allowed": ", ".join(allowed), "fix": fix}
    if kind == "needs":
        needed = str(context["key"])
        return {"key": needed, "because": str(context["because"]), "fix": _EXAMPLES.get(needed, f"{needed}: …")}
    return {
        "key": _name(loc),
        "found": found,
        "allowed": describe(detail),
        "fix": _fix(kind, key, detail["input"], context, front.values),
        "month": str(context.get("month", "")),
        "date": str(context.get("date", "")),
    }


def _fix(kind: str, key: str, found: object, context: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """Return the line to paste, where it is certain or a good guess."""
    if kind == "month_differs":
        return f'month: "{context["month"]}"'
    if kind == "month":
        month = _month_of(values.get("date"))
        return f'{key}: "{month}"' if month else ""
    if kind == "date":
        day = _day_first(str(found))
        return f"{key}: {day}" if day else ""
    if kind in ("unknown_unit", "unknown_topic"):
        return f"{key}: {context['nearest']}" if context.get("nearest") else ""
    if kind == "string_type" and isinstance(found, int):
        return f'{key}: "{str(found).lower()}"'
    if kind == "tuple_type" and isinstance(found, str):
        return f"{key}: [{found}]"
    if kind == "procedure_code" and isinstance(found, str):
        code = found.strip().replace(",", ".")
        return f'"{code}"'
    if kind in ("enum", "literal_error"):
        words = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        meant = nearest(str(found), words)
        return f"{key}: {meant}" if meant else ""
    return ""


def _line_for(key: str, values: Mapping[str, Any], units: tuple[str, ...]) -> str:
    if key == "month":
        month = _month_of(values.get("date"))
        return f'month: "{month or "2026-05"}"'
    if key == "date":
        month = values.get("month")
        return f"date: {month}-01" if isinstance(month, str) and len(month) == 7 else "date: 2026-05-14"
    if key == "unit":
        return f"unit: {units[0]}" if units else "unit: van-phong"
    return _EXAMPLES.get(key, f"{key}: …")


def _month_of(date: object) -> Month | None:
    text = str(date)
    try:
        return Month.of(Moment.parse(_day_first(text) or text).day)
    except ValueError:
        return None


def _day_first(text: str) -> str | None:
    """Read a date as Vietnamese people write it, day first; None when it is no such date."""
    match = re.fullmatch(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*", text)
    if not match:
        return None
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1])).isoformat()
    except ValueError:
        return None


def guess_month(front: FrontMatter, path: PurePosixPath) -> Month | None:
    """Return the month that a post which cannot be read would most likely count for."""
    month = _month_of(front.values.get("date", ""))
    if month:
        return month
    for text in (str(front.values.get("month", "")), "-".join(path.parts[1:3])):
        try:
            return Month.parse(text)
        except ValueError:
            continue
    return None


def _name(loc: tuple[str | int, ...]) -> str:
    name = ""
    for part in loc:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else str(part)
    return name


def _shown(value: object) -> str:
    if isinstance(value, bool):
        text = str(value).lower()
    elif value is None:
        text = ""
    elif isinstance(value, (dict, list)):
        text = ", ".join(str(item) for item in value)
    else:
        text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= 120 else text[:119] + "…"


POST_KEYS = keys(PostMeta)
