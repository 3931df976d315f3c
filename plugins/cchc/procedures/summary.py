"""What an import found and did, for the person who started it."""

from collections.abc import Iterator, Sequence

from cchc.locale import Text, Translator, say
from cchc.procedures.plan import Change, Kind, Plan
from cchc.procedures.reading import Intake
from cchc.publish.form_labels import LABELS
from cchc.schema import ProcedureMeta

_MOST = 20
"""Lines of one list; the rest is counted."""
_MOST_REFUSED = 200


def matches(intake: Intake, translate: Translator) -> Iterator[str]:
    """Yield how the headings of each table were understood."""
    labels = {**LABELS[ProcedureMeta], "status": say("Tình trạng")}
    for name, match in intake.matches:
        text = say("{file}: tên cột ở dòng {row}", file=name, row=str(match.row)) if match.row else None
        yield (text or say("{file}: các khóa", file=name)).render(translate)
        for heading, key in match.shown:
            yield f"  {heading} → {(labels[key] if key else say('không dùng')).render(translate)}"


def found(intake: Intake, plan: Plan, translate: Translator) -> Iterator[str]:
    """Yield what would become of every row."""
    new, amended, same = (plan.of(kind) for kind in (Kind.NEW, Kind.AMENDED, Kind.UNCHANGED))
    yield say(
        "Đọc {rows} dòng: {new} thủ tục mới, {amended} thay đổi, {same} không đổi, {vanished} không còn trong tệp, "
        "{refused} dòng bị loại.",
        rows=str(intake.rows),
        new=str(len(new)),
        amended=str(len(amended)),
        same=str(len(same)),
        vanished=str(len(plan.vanished)),
        refused=str(len(plan.refused)),
    ).render(translate)
    if plan.filtered:
        yield say("{n} thủ tục không thuộc điều kiện lọc.", n=str(plan.filtered)).render(translate)
    if intake.repeated or intake.headings:
        skipped = say(
            "Bỏ qua {n} dòng lặp y nguyên, {m} dòng tiêu đề nhóm.", n=str(intake.repeated), m=str(intake.headings)
        )
        yield skipped.render(translate)
    yield from _list(translate("Mới:"), [_called(item) for item in new], translate)
    changed = [f"{_called(item)}: {_keys(item, translate)}" for item in amended]
    yield from _list(translate("Thay đổi:"), changed, translate)
    gone = [f"{item.meta.code} {_short(item.title)} ({item.path})" for item in plan.vanished]
    heading = say("Không còn trong tệp (giữ nguyên; nếu đã bãi bỏ thì ghi quyết định bãi bỏ vào tệp):")
    yield from _list(heading.render(translate), gone, translate)
    refused = [
        say("{file}, dòng {row}: {reason}", file=item.file, row=str(item.row), reason=item.reason).render(translate)
        for item in plan.refused
    ]
    yield from _list(translate("Bị loại:"), refused, translate, _MOST_REFUSED)
    notes = [note.render(translate) for record in intake.records.values() for note in record.notes]
    yield from _list(translate("Cần xem lại:"), notes, translate)
    if plan.parsed:
        heading = say("Các mục dạng bảng tách được chắc chắn (phần còn lại giữ nguyên văn):")
        yield heading.render(translate)
        for key, (sure, all_) in plan.parsed.items():
            share = f"{sure / all_:.1%}".replace(".", "," if translate.language == "vi" else ".")
            yield f"  {_label(key).render(translate)}: {sure}/{all_} ({share})"


def _list(heading: str, items: Sequence[str], translate: Translator, most: int = _MOST) -> Iterator[str]:
    if items:
        yield heading
        yield from (f"  {item}" for item in items[:most])
        if len(items) > most:
            yield "  " + say("… và {n} mục nữa", n=str(len(items) - most)).render(translate)


def _called(change: Change) -> str:
    return f"{change.code} {_short(change.name)}"


def _keys(change: Change, translate: Translator) -> str:
    return "; ".join(_label(key).render(translate) for key in change.keys)


def _label(key: str) -> Text:
    return LABELS[ProcedureMeta][key]


def _short(name: str) -> str:
    return name if len(name) <= 70 else name[:69] + "…"
