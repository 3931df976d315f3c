"""One row or object as a record: the keys of the schema, with what the source says of them and no more."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from cchc.locale import Text, say
from cchc.procedures import cells
from cchc.procedures.columns import READERS, STRAYED
from cchc.procedures.record import OWNED, Record, Values, plain
from cchc.publish.form_labels import LABELS
from cchc.schema import Action, OnlineLevel, ProcedureMeta
from cchc.text import fold_ascii

NO_FIELD = "Chưa xác định lĩnh vực"
_SEVERAL = "Tùy trường hợp, xem cách thức thực hiện"
_SEE_NOTES = "Xem ghi chú ở từng cách thức thực hiện"


class UnusableError(Exception):
    """A row that makes no record, with the reason."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason)
        self.reason = reason


def of_cells(raw: Mapping[str, object], file: str, row: int, *, is_flat: bool) -> Record:
    """Return the record of a row or object whose keys are those of the schema; raises UnusableError."""
    code, restored = cells.code(raw.get("code", ""))
    name = cells.line(raw.get("name", ""))
    notes: list[Text] = []
    if not code and cells.code(raw.get("name", ""))[0]:
        code, restored = cells.code(raw["name"])
        name = cells.line(raw.get("code", ""))
        notes.append(say("cột mã và cột tên đổi chỗ"))
    if not code:
        found = cells.line(raw.get("code", ""))[:60]
        raise UnusableError(say("mã thủ tục «{found}» sai dạng", found=found) if found else say("thiếu mã thủ tục"))
    if not cells.said(name):
        raise UnusableError(say("{code}: thiếu tên thủ tục", code=code))
    if restored:
        notes.append(say("mã {code}: đã thêm lại số 0 ở cuối mà bảng tính bỏ mất", code=code))
    record = Record(code, {"name": name}, file, row, is_flat, restored, notes)
    for key, read in READERS.items():
        if key not in raw:
            continue
        if isinstance(raw[key], list | dict):
            native(record, {key: raw[key]})
            continue
        text = cells.said(cells.text(raw[key]))
        if text:
            read(record, text)
    _sum_up(record)
    if record.values.get("field") is None and not is_flat:
        record.values["field"] = NO_FIELD
    if fold_ascii(cells.line(raw.get("status", ""))) == "bai bo" and record.values.get("announcing_decisions"):
        record.values["announcing_decisions"][-1]["action"] = Action.ABOLISHED.value
    return record


def native(record: Record, item: Mapping[str, Any]) -> None:
    """Take keys that are written as the schema has them, as our own open data; what it refuses is noted."""
    for key in OWNED:
        value = item.get(key)
        if key in ("name",) or value in (None, [], ""):
            continue
        try:
            record.values[key] = plain(key, value)
        except ValidationError:
            record.notes.append(
                say("{code}: bỏ qua «{label}» vì không đúng dạng", code=record.code, label=LABELS[ProcedureMeta][key])
            )


def _sum_up(record: Record) -> None:
    """Say once what all methods share, and never leave a fee without the note that limits it."""
    values = record.values
    strayed = values.pop(STRAYED, "")
    if strayed and values.get("steps") and not _holds(values["steps"], strayed):
        values["steps"][-1] += "\n" + strayed
    methods: Sequence[Values] = values.get("methods") or ()
    if methods:
        limits = list(_each(methods, "time_limit"))
        if limits and "time_limit" not in values:
            values["time_limit"] = limits[0] if len(limits) == 1 else _joined(limits)
        elif "time_limit" not in values and any("note" in item for item in methods):
            values["time_limit"] = _SEE_NOTES
        fees, notes = list(_each(methods, "fee")), list(_each(methods, "fee_note"))
        if fees and "fee" not in values:
            values["fee"] = fees[0] if len(fees) == 1 else _joined(fees)
        if notes and "fee_note" not in values:
            shared = len(notes) == 1 and all("fee_note" in item for item in methods)
            values["fee_note"] = notes[0] if shared else _SEE_NOTES
            if shared:
                values["methods"] = [
                    {key: item for key, item in method.items() if key != "fee_note"} for method in methods
                ]
    if values.get("online_level") == OnlineLevel.PARTIAL and not values.get("online_reason"):
        values["online_reason"] = "Cổng chưa công bố lý do"


def _holds(steps: Sequence[str], text: str) -> bool:
    def letters(words: str) -> str:
        return "".join(char for char in words if char.isalnum())

    return letters(text) in letters("".join(steps))


def _joined(parts: Sequence[str]) -> str:
    text = "; ".join(parts)
    return text if len(parts) <= 3 and len(text) <= 120 else _SEVERAL


def _each(methods: Sequence[Values], key: str) -> Iterator[str]:
    yield from dict.fromkeys(item[key] for item in methods if key in item)
