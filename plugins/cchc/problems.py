"""Turns what the schema refuses into problems a clerk can act on: what, where, and what to paste."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cchc import dues
from cchc.dates import Moment, Month
from cchc.front_matter import FrontMatter, written
from cchc.locale import Text, say
from cchc.model import Place, Problem
from cchc.schema import POST_ID, PROCEDURE_CODE, keys
from cchc.schema.documents import number_meant
from cchc.schema.indicators import decimal_meant
from cchc.text import fold_ascii, nearest

_CODES = {
    "missing": "CCHC101",
    "extra_forbidden": "CCHC102",
    "needs": "CCHC104",
    "date": "CCHC201",
    "date_range": "CCHC201",
    "month": "CCHC202",
    "month_differs": "CCHC203",
    "unknown_unit": "CCHC301",
    "group_of_units": "CCHC301",
    "unknown_topic": "CCHC302",
    "procedure_code": "CCHC802",
    "document_number": "CCHC851",
    "due": "CCHC870",
    "period": "CCHC870",
}
_ALLOWED = {
    "string_type": say("chữ; nếu là số thì đặt trong dấu nháy kép"),
    "string_too_short": say("có nội dung, không để trống"),
    "bool_type": say("true hoặc false"),
    "int_type": say("một số nguyên"),
    "tuple_type": say("một danh sách, mỗi mục một dòng bắt đầu bằng dấu gạch ngang"),
    "too_short": say("ít nhất một mục"),
    "model_type": say("các cặp khóa và giá trị viết thụt vào dưới dòng này"),
    "model_attributes_type": say("các cặp khóa và giá trị viết thụt vào dưới dòng này"),
    "dict_type": say("các cặp khóa và giá trị viết thụt vào dưới dòng này"),
    "markup": say("văn bản thuần, không có thẻ HTML"),
    "url": say("địa chỉ bắt đầu bằng https://"),
    "date": say("ngày có thật, viết năm-tháng-ngày, ví dụ 2026-05-14"),
    "date_range": say("ngày từ năm 2000 trở đi"),
    "month": say('năm-tháng trong dấu nháy kép, ví dụ "2026-05"'),
    "post_id": say('năm/tháng/tên-bài bằng chữ thường không dấu, ví dụ "2026/05/ten-bai"'),
    "procedure_code": say('mã như trên Cổng Dịch vụ công quốc gia, ví dụ "1.004194"'),
    "document_number": say("số, ký hiệu như ghi trên văn bản, ví dụ 118/2025/NĐ-CP, 163/QĐ-BTP, 57-NQ/TW"),
    "day_end": say("một ngày không trước `date`"),
    "event_end": say("một thời điểm không trước `start`, có giờ nếu `start` có giờ"),
    "string_pattern_mismatch": say("chữ thường không dấu, số và dấu gạch ngang"),
    "video_place": say("một trong hai khóa url (địa chỉ trang video) và file (tên tệp đặt cạnh bài)"),
    "duration": say('phút:giây trong dấu nháy kép, ví dụ "3:20"'),
    "decimal": say("số không âm, phần thập phân sau dấu chấm, ví dụ 87.45 (tối đa 4 chữ số thập phân)"),
    "decimal_zero": say("số lớn hơn 0"),
    "decimal_comma": say("dấu chấm trước phần thập phân: dấu phẩy ngăn cách các khóa"),
    "no_result": say("ít nhất một trong các khóa score (điểm), rank (hạng), group (nhóm)"),
    "due": say(
        "ngày 2026-12-10, tháng 2026-04, quý 2026-Q2, năm, khoảng 2026-Q2..2026-Q3, hoặc ongoing, on_request, monthly, "
        "quarterly, half_yearly, yearly"
    ),
    "period": say("ngày 2026-12-10, tháng 2026-04, quý 2026-Q2, năm, hoặc khoảng 2026-Q2..2026-Q3"),
    "evidence": say("đúng một khóa trong post, document, event, activity, url; có url thì có cả title"),
    "target_amount": say("đúng một trong hai khóa at_least (số lượng) và percent (tỷ lệ)"),
    "target_period": say("nhiều nhất một trong hai khóa every và within"),
    "target_measure": say("khóa measure, cho biết đếm gì; hoặc percent và source, khi số liệu lấy từ nơi khác"),
    "target_by_hand": say(
        "percent cùng đủ numerator, denominator, as_of, source; numerator không lớn hơn denominator; không chia kỳ"
    ),
    "target_share": say(
        "percent với measure: procedures (share: online_full, reviewed) hoặc feedback (in_time, answered)"
    ),
    "target_now": say("thủ tục chỉ đếm được theo hiện tại: dùng within, hoặc every: year"),
    "topics": say("default, hoặc một danh sách mà mỗi mục có id và name"),
    "targets_twice": say("chỉ một trong hai khóa posts_per_month và targets"),
    "waiver_twice": say("mỗi tháng chỉ một giải trình"),
    "target_twice": say("mỗi tháng chỉ một chỉ tiêu bắt đầu có hiệu lực"),
}
_EXAMPLES = {
    "title": "title: Tên bài viết",
    "topic": "topic: thu-tuc-hanh-chinh",
    "code": 'code: "1.004194"',
    "summary": "summary: Một, hai câu nói người đọc sẽ biết được gì",
    "source": "source: {name: Tên báo hoặc cơ quan}",
    "name": "name: Tên thủ tục",
    "levels": "levels: [xa]",
    "executing_agencies": "executing_agencies: [Ủy ban nhân dân cấp xã]",
    "subjects": "subjects: [Công dân Việt Nam]",
    "methods": "methods: [{channel: in_person}]",
    "dossier": "dossier: [{name: Tờ khai, originals: 1}]",
    "steps": "steps: [Nộp hồ sơ, Nhận kết quả]",
    "start": "start: 2026-12-10 08:00",
    "type": "type: quyet-dinh",
    "abstract": "abstract: Trích yếu nội dung văn bản",
    "issuer": "issuer: UBND tỉnh",
    "announcing_decisions": "announcing_decisions: [{number: 163/QĐ-BTP}]",
    "index": "index: sipas",
    "level": "level: xa",
    "assessed": "assessed: UBND xã",
    "years": "years: [{year: 2025, score: 87.45, max: 100, source: Quyết định công bố kết quả}]",
    "question": "question: Điều được hỏi, không nêu tên ai",
    "received": "received: 2026-11-02",
    "channel": "channel: portal",
    "image": "image: {src: anh.jpg, alt: Mô tả điều nhìn thấy trong ảnh}",
}
_MEANT = {
    "da dang": "published",
    "cho duyet": "in_review",
    "cho tham dinh": "in_review",
    "nhap": "draft",
    "ban nhap": "draft",
    "go": "withdrawn",
    "da go": "withdrawn",
    "bai viet": "bai",
    "ban dich": "translation",
    "dang lai": "repost",
    "truc tiep": "in_person",
    "truc tuyen": "online",
    "buu chinh": "post",
    "buu dien": "post",
    "cap bo": "bo",
    "cap tinh": "tinh",
    "cap xa": "xa",
    "toan trinh": "full",
    "mot phan": "partial",
    "hoi nghi": "conference",
    "tap huan": "training",
    "doi thoai": "dialogue",
    "tiep cong dan": "reception",
    "cuoc thi": "contest",
    "hoi thi": "contest",
    "giao ban": "briefing",
    "hop giao ban": "briefing",
    "chi bo": "party_cell",
    "sinh hoat chi bo": "party_cell",
    "hop thon": "village_meeting",
    "huong dan tai cho": "outreach",
    "san khau hoa": "drama",
    "truyen thanh": "radio",
    "truyen thanh co so": "radio",
    "phat thanh": "radio",
    "loa": "radio",
    "man hinh dien tu": "screen",
    "pano": "panel",
    "ap phich": "panel",
    "khau hieu": "panel",
    "to roi": "leaflet",
    "to gap": "leaflet",
    "ban tin": "bulletin",
    "bao chi": "press",
    "mang xa hoi": "social",
    "facebook": "social",
    "zalo nhom": "internal",
    "noi bo": "internal",
    "khac": "other",
    "ke hoach": "ke-hoach",
    "chua thuc hien": "not_started",
    "chua lam": "not_started",
    "dang lam": "in_progress",
    "xong": "done",
    "da xong": "done",
    "dang thuc hien": "in_progress",
    "hoan thanh": "done",
    "da hoan thanh": "done",
    "khong thuc hien": "cancelled",
    "hoan": "postponed",
    "huy": "cancelled",
    "cau hoi": "question",
    "hoi": "question",
    "phan anh": "report",
    "kien nghi": "suggestion",
    "gop y": "suggestion",
    "cong": "portal",
    "dien thoai": "phone",
    "thu dien tu": "email",
    "moi": "new",
    "moi ban hanh": "new",
    "sua doi": "amended",
    "sua doi, bo sung": "amended",
    "thay the": "replaced",
    "bai bo": "abolished",
    "par index": "par_index",
    "parindex": "par_index",
    "so nganh": "so",
    "so, nganh": "so",
    "cap so": "so",
}
"""What clerks write, in plain letters, for the values of the schema."""
_SAID = {"no": "false", "off": "false", "khong": "false", "yes": "true", "on": "true", "co": "true"}
_QUOTES = " \"'“”‘’"
_DAY_FIRST = re.compile(r"(?:ngay )?(\d{1,2})(?:[/.-]| thang )(\d{1,2})(?:[/.-]| nam )(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})(?:([/.-])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))", re.ASCII)
_WHOLE = re.compile(r"0*([0-9]{1,9})(?:\s*/.*)?$", re.ASCII)
"""A whole number in quotes, with zeros in front, or of how many: `12/65`."""
_MONTH_FIRST = re.compile(r"(?:thang )?(\d{1,2})(?:[/.-]| nam )(\d{4})", re.ASCII)


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
        if detail["type"] == "too_short" and any(
            other["loc"][: len(loc)] == loc for other in details if other is not detail
        ):
            continue  # the list looks empty only because its items were refused
        line = front.line_of((detail["ctx"]["cause"],) if detail["type"] == "needs" else loc)
        code = _CODES.get(detail["type"], "CCHC103")
        yield Problem(code, Place(path, line), _params(detail, loc, front, model, units))


def describe(detail: ErrorDetails) -> Text:
    """Say what is allowed where the schema refused a value."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "string_type" and detail["input"] is None:
        return say("một giá trị: dòng này đang để trống")
    if kind == "string_type" and isinstance(detail["input"], dict):
        return say("chữ; dòng có dấu hai chấm thì đặt cả dòng trong dấu nháy kép")
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
    if kind == "target_filter":
        return say("bỏ khóa này; khóa chỉ đi với measure: {values}", values=str(context["allowed"]))
    if kind == "target_kind":
        return say("một trong: {values}", values=str(context["words"]))
    if kind in ("unknown_unit", "unknown_topic", "responsible_unit"):
        return say("một trong: {values}", values=str(context["allowed"]))
    if kind == "group_of_units":
        return say(
            "một đơn vị: {values} (tên này là tên chung của nhiều đơn vị, chỉ viết ở khóa ghi được nhiều đơn vị)",
            values=str(context["allowed"]),
        )
    if kind == "string_pattern_mismatch" and "CCHC" in str(context.get("pattern")):
        return say("mã lỗi, ví dụ CCHC601")
    if kind == "id_twice":
        return say("mỗi id một lần; {id} có hai lần", id=str(context["id"]))
    if kind == "name_twice":
        return say("mỗi tên gọi chỉ của một nơi; {ids} cùng có tên này", ids=str(context["ids"]))
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
    found = shown(detail["input"])
    if kind == "missing":
        nested = "alt: Mô tả điều nhìn thấy trong ảnh" if key == "alt" else f"{key}: …"
        return {"key": spelled(loc), "fix": _line_for(key, front.values, units) if len(loc) == 1 else nested}
    if kind == "extra_forbidden":
        allowed = keys(model, loc[:-1])
        meant = nearest(key, (name for name in allowed if name not in _at(front.values, loc[:-1])))
        return {"key": key, "allowed": ", ".join(allowed), "fix": _entry(meant, detail["input"]) if meant else ""}
    if kind == "needs":
        return {"key": key, "because": str(context["because"]), "fix": _EXAMPLES.get(key, f"{key}: …")}
    value = _corrected(kind, detail["input"], context, front.values)
    if kind == "tuple_type" and key == "evidence":
        value = None if value is None else [{"post": "2026/09/ten-bai"}]  # words say what it is, not where
    fix = "" if value is None else written(value) if isinstance(loc[-1], int) else _entry(key, value)
    return {
        "key": spelled(loc),
        "last": key,
        "found": found,
        "allowed": describe(detail),
        "fix": fix,
        "month": str(context.get("month", "")),
        "date": str(context.get("date", "")),
    }


def _at(values: Any, loc: tuple[str | int, ...]) -> Any:
    for part in loc:
        values = values[part]
    return values


def _entry(key: str, value: object) -> str:
    """Return the line to paste; nothing for a value that would fill a screen."""
    line = f"{key}: {written(value)}"
    return line if len(line) <= 400 else ""


def _corrected(kind: str, found: object, context: Mapping[str, Any], values: Mapping[str, Any]) -> object:
    """Return the value that was meant, where it is certain or a good guess; else None."""
    text = str(found).strip(_QUOTES)  # Word turns quotes into “ ”, which YAML takes for letters
    if kind == "month_differs":
        return str(context["month"])
    if kind == "month":
        month = _month_of(values.get("date")) or _month_meant(text)
        return str(month) if month else None
    if kind == "date":
        return day_meant(text)
    if kind == "due":
        due = dues.meant(found, values.get("year"))
        return due.text if due else None
    if kind == "period":
        return dues.period_meant(found, values.get("year"))
    if kind == "target_kind":
        words = str(context["words"]).split(", ")
        return _MEANT[fold_ascii(text)] if _MEANT.get(fold_ascii(text)) in words else nearest(text, words)
    if kind in ("unknown_unit", "unknown_topic"):
        return context.get("nearest")
    if kind == "bool_type":
        return {"false": False, "true": True}.get(_SAID.get(fold_ascii(text), ""))
    if kind == "string_type" and isinstance(found, int):
        return text.lower()
    if kind == "string_type" and isinstance(found, list) and len(found) == 1 and isinstance(found[0], str):
        return found[0]
    if kind == "tuple_type" and isinstance(found, str):
        return [code_meant(text) or text]
    if kind == "procedure_code":
        return code_meant(text)
    if kind == "document_number":
        return number_meant(text)
    if kind == "decimal":
        return decimal_meant(text)
    if kind == "decimal_comma":
        return context["meant"]
    if kind == "int_type" and (whole := _WHOLE.match(text)):
        return int(whole[1])
    if kind == "post_id":
        return text if POST_ID.fullmatch(text) else None
    if kind in ("enum", "literal_error"):
        allowed = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        meant = _MEANT.get(fold_ascii(text))
        return meant if meant in allowed else nearest(text, allowed)
    if kind == "string_type" and isinstance(found, dict) and len(found) == 1:
        key, value = next(iter(found.items()))  # an unquoted `Bước 1: nộp hồ sơ` is a key and its value
        return f"{key}: {value}" if isinstance(value, str) else None
    if kind == "model_type" and isinstance(found, str) and context.get("class_name") == "Image":
        return {"src": text, "alt": "Mô tả điều nhìn thấy trong ảnh"}
    return None


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
        return Month.of(day_meant(text) or Moment.parse(text).day)
    except ValueError:
        return None


def _month_meant(text: str) -> Month | None:
    """Read a month as Vietnamese people write it: 05/2026, tháng 5 năm 2026."""
    text = text.strip(_QUOTES)
    match = _MONTH_FIRST.fullmatch(fold_ascii(text))
    try:
        return Month.parse(f"{match[2]}-{int(match[1]):02d}" if match else text)
    except ValueError:
        return None


def day_meant(text: str) -> dt.date | None:
    """Read a day as Vietnamese people write it, day first, or with the year first and other marks."""
    folded = fold_ascii(text.strip(_QUOTES))
    match = _DAY_FIRST.fullmatch(folded)
    if match:
        day, month, year = match.groups()
    else:
        match = _YEAR_FIRST.fullmatch(folded)
        if not match:
            return None
        year, month, day = match[1], match[3] or match[5], match[4] or match[6]
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def code_meant(text: str) -> str | None:
    """Return a procedure's code, whichever mark divides it; None for anything else."""
    code = text.replace(",", ".")
    return code if PROCEDURE_CODE.fullmatch(code) else None


def guess_month(front: FrontMatter, path: PurePosixPath) -> Month | None:
    """Return the month that a post which cannot be read would most likely count for.

    None when nothing tells, or when its date and its month name two.
    """
    dated = _month_of(front.values.get("date", ""))
    said = _month_meant(str(front.values.get("month", "")))
    if dated and said and dated != said:
        return None
    return dated or said or _month_meant("-".join(path.parts[-3:-1]))


def spelled(loc: tuple[str | int, ...]) -> str | Text:
    """Return which key or item is meant; items are counted as people count, from one."""
    name: str | Text = ""
    for part in loc:
        if isinstance(part, int):
            name = say("{list}, mục {number}", list=name, number=str(part + 1))
        elif isinstance(name, Text):
            name = say("{item}, khóa {key}", item=name, key=part)
        else:
            name = f"{name}.{part}" if name else part
    return name


def shown(value: object) -> str:
    """Return a value as it was written, short enough for a message."""
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
