"""Files as records: every row becomes a record, or is named with the reason why not."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cchc.locale import Text, Translator, say
from cchc.model import SetupError
from cchc.procedures import cells, files, headers
from cchc.procedures.record import OWNED, Record
from cchc.procedures.records import NO_FIELD, UnusableError, native, of_cells

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken, or a file that must not be touched."""

    file: str
    row: int
    reason: Text


@dataclass(slots=True)
class Intake:
    """What files hold."""

    records: dict[str, Record] = field(default_factory=dict)
    """By the eight characters of the code, in the order of the files."""
    refused: list[Refusal] = field(default_factory=list)
    matches: list[tuple[str, headers.Match]] = field(default_factory=list)
    """The file, and how its headings were understood."""
    rows: int = 0
    """Rows and objects that hold anything, without headings."""
    headings: int = 0
    """Rows that only name a group."""
    repeated: int = 0
    """Rows that say again what one before them said."""


def read(paths: Sequence[Path], translate: Translator, step: Step | None = None) -> Intake:
    """Read all files; raises SetupError for one that cannot be used as a whole."""
    contents = [(path.name, files.read(path, translate)) for path in paths]
    intake = Intake()
    for name, content in contents:
        taken: dict[str, Record] = {}
        for record in _records(name, content, intake, translate, step):
            _take(record, taken, intake)
        for key, record in taken.items():
            if key in intake.records:  # of two files the first is right, the second fills its gaps
                first = intake.records[key]
                added = {new: value for new, value in record.values.items() if new not in first.values}
                first.values |= added
                first.parsed |= {new: sure for new, sure in record.parsed.items() if new in added}
                first.is_flat = first.is_flat and record.is_flat
            else:
                intake.records[key] = record
    for record in intake.records.values():
        record.values.setdefault("field", NO_FIELD)
    return intake


def _take(record: Record, taken: dict[str, Record], intake: Intake) -> None:
    first = taken.setdefault(record.key, record)
    if first is record:
        return
    if first.values == record.values:
        intake.repeated += 1
        return
    reason = say("mã {code} đã có ở dòng {row} với nội dung khác", code=record.code, row=str(first.row))
    intake.refused.append(Refusal(record.file, record.row, reason))


def _records(
    name: str, content: files.Content, intake: Intake, translate: Translator, step: Step | None
) -> Iterator[Record]:
    if isinstance(content, files.Objects):
        intake.refused += [Refusal(name, row, reason) for row, reason in content.broken]
        intake.rows += len(content.broken)
        yield from _of_objects(name, content.items, intake, translate, step)
        return
    used = [(table, match) for table in content if (match := headers.find(table.rows[:40])) is not None]
    used = [(table, match) for table, match in used if {"code", "name"} <= match.keys]
    if not used:
        raise _no_columns(name, content, translate)
    for table, match in used:
        shown = f"{name} › {table.sheet}" if len(used) > 1 else name
        intake.matches.append((shown, match))
        yield from _of_table(shown, table, match, intake, translate, step)


def _no_columns(name: str, tables: Iterable[files.Table], translate: Translator) -> SetupError:
    seen = next((match for table in tables if (match := headers.find(table.rows[:40]))), None)
    first = next((row for table in tables for row in table.rows if sum(bool(cells.line(cell)) for cell in row) > 1), ())
    found = [heading for heading, _ in seen.shown] if seen else [cells.line(cell)[:40] for cell in first][:12]
    sentence = say(
        "{path}: không thấy cột mã thủ tục và cột tên thủ tục. Các cột đọc được: {found}. "
        "Đặt tên cột là «Mã số» và «Tên» rồi nhập lại. Chưa ghi gì.",
        path=name,
        found=", ".join(filter(None, found)) or "…",
    )
    return SetupError(sentence.render(translate))


def _of_objects(
    name: str, items: Sequence[tuple[int, Mapping[str, Any]]], intake: Intake, translate: Translator, step: Step | None
) -> Iterator[Record]:
    keys = list(dict.fromkeys(key for _, item in items for key in item))[:500]
    match = headers.match(keys, 0)
    own = {"code", "name"} <= set(keys)
    if not {"code", "name"} <= match.keys:
        found = ", ".join(keys[:20])
        sentence = say(
            "{path}: không thấy mã và tên thủ tục trong dữ liệu JSON. Các khóa đọc được: {found}. Chưa ghi gì.",
            path=name,
            found=found,
        )
        raise SetupError(sentence.render(translate))
    intake.matches.append((name, match))
    meant = {keys[place]: key for place, key in match.columns.items()}
    for place, (row, item) in enumerate(items, 1):
        intake.rows += 1
        raw = {meant[key]: value for key, value in item.items() if key in meant}
        record = _made(_own if own else _of_portal, raw | (dict(item) if own else {}), name, row, intake)
        if record is not None:
            yield record
        if step:
            step(place, len(items))


def _of_portal(raw: Mapping[str, Any], name: str, row: int) -> Record:
    return of_cells(raw, name, row, is_flat=False)


def _own(raw: Mapping[str, Any], name: str, row: int) -> Record:
    """Return the record of our own open data, whose values are those of the schema."""
    record = of_cells({key: raw.get(key, "") for key in ("code", "name", "field")}, name, row, is_flat=False)
    native(record, {key: raw[key] for key in OWNED if key in raw})
    return record


def _made(
    make: Callable[[Mapping[str, Any], str, int], Record], raw: Mapping[str, Any], name: str, row: int, intake: Intake
) -> Record | None:
    try:
        return make(raw, name, row)
    except UnusableError as error:
        intake.refused.append(Refusal(name, row, error.reason))
        return None


def _of_table(
    name: str, table: files.Table, match: headers.Match, intake: Intake, translate: Translator, step: Step | None
) -> Iterator[Record]:
    rows = _spread(name, table, match, translate)
    group = ""
    for place, row in enumerate(rows[match.row :], match.row + 1):
        raw = {key: row[column] if column < len(row) else "" for column, key in match.columns.items()}
        filled = [cells.line(cell) for cell in row if cells.line(cell)]
        if not filled:
            continue
        if _is_heading(raw, filled):
            intake.headings += 1
            group = _field_of(filled[-1]) or group
            continue
        intake.rows += 1
        if any(isinstance(raw[key], dict) for key in ("code", "name")):
            intake.refused.append(Refusal(name, place, say("ô mã hoặc ô tên là ngày tháng; định dạng lại là chữ")))
            continue
        raw = {key: value.get("date", "") if isinstance(value, dict) else value for key, value in raw.items()}
        if group and not cells.line(raw.get("field", "")):
            raw["field"] = group
        record = _made(_of_row, raw, name, place, intake)
        if record is not None:
            yield record
        if step:
            step(place, len(rows))


def _of_row(raw: Mapping[str, Any], name: str, row: int) -> Record:
    return of_cells(raw, name, row, is_flat=True)


def _is_heading(raw: Mapping[str, object], filled: Sequence[str]) -> bool:
    """Whether a row names a group, or numbers the columns, instead of saying anything of a procedure."""
    if cells.code(raw.get("code", ""))[0] or cells.code(raw.get("name", ""))[0]:
        return False
    if all(len(cell) < 8 and cell.strip("()[]. ").isdigit() for cell in filled):
        return len(filled) > 1
    words = [cell for cell in dict.fromkeys(filled) if not _is_number(cell)]
    return len(filled) == 1 or (len(words) == 1 and not cells.line(raw.get("code", "")))


def _is_number(cell: str) -> bool:
    return len(cell.strip("(). ")) <= 4 and (cell.strip("(). ").isdigit() or set(cell.strip("(). ")) <= set("IVXLC"))


def _field_of(heading: str) -> str:
    """Return the field that a group's heading names."""
    match = re.match(
        r"(?:[A-Z0-9]{1,8}[.)]\s*)?(?:các\s+)?(?:thủ tục hành chính\s+)?(?:thuộc\s+)?lĩnh vực:?\s+(.+)",
        heading,
        re.I,
    )
    return match[1].strip(" .:") if match else ""


def _spread(name: str, table: files.Table, match: headers.Match, translate: Translator) -> list[Sequence[object]]:
    """Return the rows, with what a merged cell says in every row it covers.

    Raises SetupError where codes or names are merged: which row is whose nobody can tell.
    """
    rows: list[Sequence[object]] = list(table.rows)
    for top, left, bottom, right in table.merged:
        if bottom < match.row or top >= len(rows) or (top == bottom and left == right):
            continue
        columns = {match.columns[column] for column in range(left, right + 1) if column in match.columns}
        if top != bottom and columns & {"code", "name"}:
            sentence = say(
                "{path}: ô gộp ở cột mã hoặc tên, dòng {first} đến {last}. "
                "Bỏ gộp ô (Merge & Center), điền đủ từng dòng rồi nhập lại. Chưa ghi gì.",
                path=name,
                first=str(top + 1),
                last=str(bottom + 1),
            )
            raise SetupError(sentence.render(translate))
        for row in range(max(top, match.row), min(bottom + 1, len(rows))):
            changed = list(rows[row])
            for column in range(left, min(right + 1, len(changed))):
                if column in match.columns and top != bottom:
                    changed[column] = rows[top][column] if column < len(rows[top]) else ""
            rows[row] = changed
    return rows
