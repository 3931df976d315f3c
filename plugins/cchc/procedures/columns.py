"""How the cell of each column is read, whatever shape a ministry gives it."""

import re
from collections.abc import Callable, Mapping

from cchc.locale import say
from cchc.procedures import cells, flat, flat_lists
from cchc.procedures.record import Record
from cchc.publish.form_labels import LABELS
from cchc.schema import OnlineLevel, ProcedureMeta
from cchc.schema.documents import DOCUMENT_NUMBER
from cchc.text import fold_ascii

STRAYED = "_strayed"
"""Where a text waits that stands in a column of names."""
_LONGEST_NAME = 300
"""Of an agency; what is longer is a text that slipped into the column."""

_Reader = Callable[[Record, str], None]


def _kept(key: str) -> _Reader:
    def read(record: Record, text: str) -> None:
        record.values[key] = cells.line(text)

    return read


def _text(key: str) -> _Reader:
    def read(record: Record, text: str) -> None:
        record.values[key] = text

    return read


def _names(key: str) -> _Reader:
    def read(record: Record, text: str) -> None:
        if len(text) > _LONGEST_NAME and (text[0].islower() or "\n\n" in text):
            record.notes.append(
                say(
                    "{code}: «{label}» chứa một đoạn văn, không phải tên cơ quan",
                    code=record.code,
                    label=LABELS[ProcedureMeta][key],
                )
            )
            record.values.setdefault(STRAYED, text)
            return
        found = cells.names(text)
        if found:
            record.values[key] = list(found)

    return read


def _parted(key: str, part: Callable[[str], flat.Found]) -> _Reader:
    def read(record: Record, text: str) -> None:
        found, certain = part(text)
        if found:
            record.values[key] = found
            record.parsed[key] = certain

    return read


def _levels(record: Record, text: str) -> None:
    found = cells.levels(text)
    if found is None:
        record.notes.append(say("{code}: không rõ cấp «{found}»", code=record.code, found=cells.line(text)[:60]))
    elif found:
        record.values["levels"] = [level.value for level in found]


def _methods(record: Record, text: str) -> None:
    parts = (fold_ascii(part).strip(" .-") for part in re.split(r"[,;\n/+]|\bvà\b|\bhoặc\b", text))
    named = [part for part in parts if part]
    words = {"truc tuyen": "online", "truc tiep": "in_person", "buu chinh": "post", "dich vu buu chinh": "post"}
    words |= {"qua dich vu buu chinh": "post", "buu chinh cong ich": "post", "qua buu chinh": "post"}
    words |= {"dich vu buu chinh cong ich": "post", "qua dich vu buu chinh cong ich": "post", "qua mang": "online"}
    if named and set(named) <= words.keys():
        record.values["methods"] = [{"channel": item} for item in dict.fromkeys(words[name] for name in named)]
        record.parsed["methods"] = True
        return
    _parted("methods", flat.methods)(record, text)


def _conditions(record: Record, text: str) -> None:
    if cells.needed(text):
        _parted("conditions", flat_lists.steps)(record, text)


def _basis(record: Record, text: str) -> None:
    # What comes after it on the page slips in when the portal has no table here.
    text = re.sub(r"(?<=\S)Cơ quan thực hiện(?=[A-ZĐÀ-Ỹ]).*$", "", text, flags=re.DOTALL)
    if not cells.said(text):
        return
    if "\n" in text and "Mã văn bản" not in text:
        record.values["legal_basis"] = [
            line for part in text.split("\n") if (line := re.sub(r"^[-+*•]\s*", "", cells.line(part)))
        ]
        record.parsed["legal_basis"] = True
        return
    _parted("legal_basis", flat_lists.legal_basis)(record, text)


def _related(record: Record, text: str) -> None:
    body = re.sub(r"^#\s*Tên thủ tục", "", text)
    found = [cells.line(part) for part in re.split(r"#?\d+\s*Tên thủ tục|(?<!\d)\d{1,2}(?=[A-ZĐ])|\n", body)]
    if names := list(dict.fromkeys(part for part in found if cells.said(part.strip("#")))):
        record.values["related"] = names


def _online(record: Record, text: str) -> None:
    plain_text = fold_ascii(text)
    level = (
        OnlineLevel.FULL if "toan trinh" in plain_text or "muc do 4" in plain_text
        else OnlineLevel.PARTIAL if "mot phan" in plain_text or "muc do 3" in plain_text
        else OnlineLevel.INFORMATION if "thong tin" in plain_text and "chua" not in plain_text
        else None
    )  # fmt: skip
    if level:
        record.values["online_level"] = level.value


def _decisions(record: Record, text: str) -> None:
    found = [match[0] for match in DOCUMENT_NUMBER.finditer(number(text))]
    parts = [number(part) for part in re.split(r"[;\n]|,\s", text)]
    numbers = found if len(found) > 1 and len(found) == len(parts) else [part for part in parts if part]
    record.values["announcing_decisions"] = [{"number": item} for item in dict.fromkeys(numbers)]


def number(text: str) -> str:
    """Return a decision's number without what typists put around it: `SỐ 64/QD-NHNN.` is `64/QĐ-NHNN`."""
    plain_text = re.sub(r"^(?:Quyết định|QĐ)?\s*(?:số)?\s*:?\s*(?=\d)", "", cells.line(text), flags=re.IGNORECASE)
    plain_text = re.sub(r"\s*\.?\s*/\s*", "/", plain_text).strip(" .,;:")
    return re.sub(r"/QD-", "/QĐ-", plain_text)


def _url(record: Record, text: str) -> None:
    if re.fullmatch(r"https?://[^\s/\"'<>]+[^\s\"'<>]*", text):
        record.values["portal_url"] = text


def _sets(record: Record, text: str) -> None:
    found = re.search(r"\d{1,2}", text)
    if found and int(found[0]) > 0:
        record.values["dossier_sets"] = int(found[0])


_SAYS_NO_FEE = ("Xem ghi chú", "Tùy cách nộp hồ sơ", "Không có thông tin")


def _fee(record: Record, text: str) -> None:
    shown = re.sub(r"\s*\(xem ghi chú\)$", "", cells.line(text))
    if shown in _SAYS_NO_FEE:
        return  # what our own lists write where the fee alone would mislead
    match = re.fullmatch(r"(Miễn phí|Không thu phí)\s*[(:.,;–-]+\s*([^\s\d].*)", shown, re.IGNORECASE)
    if match:
        record.values["fee"] = match[1]
        record.values["fee_note"] = match[2].removesuffix(")") if "(" not in match[2] else match[2]
    else:
        record.values["fee"] = shown


READERS: Mapping[str, _Reader] = {
    "field": _kept("field"),
    "type": _kept("type"),
    "levels": _levels,
    "issuing_agency": _kept("issuing_agency"),
    "executing_agencies": _names("executing_agencies"),
    "competent_agency": _kept("competent_agency"),
    "delegated_agencies": _names("delegated_agencies"),
    "coordinating_agencies": _names("coordinating_agencies"),
    "reception_address": _text("reception_address"),
    "subjects": _names("subjects"),
    "methods": _methods,
    "time_limit": _kept("time_limit"),
    "fee": _fee,
    "fee_note": _text("fee_note"),
    "dossier": _parted("dossier", flat.dossier),
    "dossier_sets": _sets,
    "steps": _parted("steps", flat_lists.steps),
    "results": _parted("results", flat_lists.results),
    "conditions": _conditions,
    "legal_basis": _basis,
    "related": _related,
    "online_level": _online,
    "online_reason": _text("online_reason"),
    "announcing_decisions": _decisions,
    "portal_url": _url,
}
