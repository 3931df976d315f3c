"""The quota as data, a table and reminders; the page, the command line and CI all read from here."""

from typing import Any

from cchc import labels
from cchc.dates import Month
from cchc.locale import Text, Translator, say
from cchc.model import Site
from cchc.quota import MonthStatus, MonthTally, Tally
from cchc.tables import csv_bytes

HEADING = say("Theo dõi chỉ tiêu tin, bài CCHC")
COLUMNS = (
    say("Tháng"),
    say("Chỉ tiêu"),
    say("Đã đăng"),
    say("Còn thiếu"),
    say("Kết quả"),
    say("Đơn vị chịu trách nhiệm"),
)


def data(site: Site, tally: Tally, *, internal: bool) -> dict[str, Any]:
    """Return the quota as plain data (schema version 1).

    Posts that readers can't see are named only where `internal` is true.
    """
    return {
        "schema_version": 1,
        "agency": site.config.agency.name,
        "today": str(tally.today),
        "target": site.config.quota.target(Month.of(tally.today)),
        "history": tally.history,
        "unreadable": [str(item.path) for item in tally.unreadable] if internal else len(tally.unreadable),
        "months": [_month(site, row, internal=internal) for row in tally.months],
        "units": [
            {
                "unit": row.unit.id,
                "name": row.unit.name,
                "months": {str(month): count for month, count in row.months.items()},
                "last_post": str(row.last_post) if row.last_post else None,
            }
            for row in tally.units
        ],
    }


def _month(site: Site, row: MonthTally, *, internal: bool) -> dict[str, Any]:
    return {
        "month": str(row.month),
        "target": row.target,
        "counted": row.counted,
        "missing": row.missing,
        "status": row.status.value,
        "late": row.late,
        "waiver": row.waiver.model_dump(mode="json", exclude={"month"}) if row.waiver else None,
        "posts": [
            {
                "path": str(count.post.path),
                "title": count.post.title,
                "unit": count.post.unit.id,
                "topic": count.post.topic.id,
                "date": str(count.post.meta.date.day),
                "counted": count.counted,
                "reason": count.reason.value if count.reason else None,
                "late": count.late,
            }
            for count in row.counts
            if internal or count.post.is_public(site.today)
        ],
    }


def cells(site: Site, row: MonthTally, translate: Translator) -> list[str]:
    """Return one row of the table in the order of `COLUMNS`."""
    applies = row.status is not MonthStatus.NOT_APPLICABLE
    result = labels.status(row, site.today, translate)
    if row.late:
        result += "; " + say("đăng bù {n}", n=labels.two(row.late)).render(translate)
    return [
        labels.month(row.month, translate.language),
        labels.two(row.target) if applies else "–",
        labels.two(row.counted),
        labels.two(row.missing) if applies else "–",
        result,
        site.config.responsible,
    ]


def history_note(tally: Tally, translate: Translator) -> str:
    """Return what must be said when git can't tell whether some post came late; empty when it can."""
    if all(count.late is not None for row in tally.months for count in row.counts):
        return ""
    return translate("Bài đăng bù: không xác định được (chưa có đủ lịch sử git).")


def unreadable_note(tally: Tally, translate: Translator) -> str:
    """Return what must be said when some posts can't be counted yet; empty when all can."""
    if not tally.unreadable:
        return ""
    return say(
        "Có {n} bài chưa đọc được nên chưa tính: {paths}. Sửa theo hướng dẫn của lệnh cchc check.",
        n=labels.two(len(tally.unreadable)),
        paths=", ".join(str(item.path) for item in tally.unreadable),
    ).render(translate)


def as_csv(site: Site, tally: Tally, translate: Translator) -> bytes:
    """Return the table for a spreadsheet."""
    header = [column.render(translate) for column in COLUMNS]
    return csv_bytes([header, *(cells(site, row, translate) for row in tally.months)])


def this_month(site: Site, tally: Tally, translate: Translator) -> str:
    """Return what the current month lacks and who is asked for it, in one or two sentences."""
    current = tally.current
    if current is None or current.status is MonthStatus.NOT_APPLICABLE:
        return translate("Tháng này không ấn định chỉ tiêu tin, bài.")
    state = _state(site, current, translate)
    return f"{state} {_request(site, tally, current, translate)}" if current.missing else state


def reminder(site: Site, tally: Tally, translate: Translator) -> str:
    """Return the note a manager sends on: the current month, and what closed months still owe."""
    lines = [this_month(site, tally, translate), *(_overdue(site, row, translate) for row in tally.short)]
    note = unreadable_note(tally, translate)
    if note:
        lines.append(note)
    return "".join(f"{line}\n" for line in lines)


def _overdue(site: Site, row: MonthTally, translate: Translator) -> str:
    return say(
        "{month} đã khép lại với {counted}/{target} tin, bài (thiếu {missing}); đề nghị {unit} bổ sung giải trình.",
        month=labels.month(row.month, translate.language),
        counted=labels.two(row.counted),
        target=labels.two(row.target),
        missing=labels.two(row.missing),
        unit=site.config.responsible,
    ).render(translate)


def _state(site: Site, row: MonthTally, translate: Translator) -> str:
    values: dict[str, str | Text] = {
        "month": labels.month(row.month, translate.language),
        "counted": labels.two(row.counted),
        "target": labels.two(row.target),
        "left": labels.time_left(row.month, site.today),
    }
    if not row.missing:
        return say("{month} đã có {counted}/{target} tin, bài: đạt chỉ tiêu.", **values).render(translate)
    return say("{month} mới có {counted}/{target} tin, bài; {left}.", **values).render(translate)


def _request(site: Site, tally: Tally, row: MonthTally, translate: Translator) -> str:
    without = (unit.unit for unit in tally.units if row.month not in unit.months)
    silent = [unit for unit in without if unit.writes and unit.active_in(row.month)]
    asked = [unit.name for unit in silent if not unit.external] or [site.config.responsible]
    text = say("Đề nghị {units} gửi bài.", units=", ".join(asked)).render(translate)
    invited = [unit.name for unit in silent if unit.external]
    if invited:
        text += " " + say("Mời {units} tham gia.", units=", ".join(invited)).render(translate)
    return text
