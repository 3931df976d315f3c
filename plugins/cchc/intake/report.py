"""What came of a folder, for people and for programs."""

from collections.abc import Iterator, Sized
from typing import Any

from cchc import labels
from cchc.formats import json_text
from cchc.formats.safe import plain
from cchc.intake.result import Left, Made, Result
from cchc.locale import Text, Translator, say

_SHOWN = 30
"""Files passed over that are named; the rest is counted."""


def lines(result: Result, translate: Translator, *, dry_run: bool) -> Iterator[str]:
    """Yield what to read, line by line: the drafts with what each lacks, then what was left, then the sum."""
    for indent, text in _said(result, dry_run=dry_run):
        said = text if isinstance(text, str) else text.render(translate)
        yield " " * indent + plain(said)


def _said(result: Result, *, dry_run: bool) -> Iterator[tuple[int, Text | str]]:
    """Yield each line with its indent."""
    for made in result.made:
        yield from _draft(made)
        yield 0, ""
    if result.left:
        yield 0, say("Chưa nhận, cần xem ({n}):", n=_two(result.left))
        yield from (_row(item) for item in result.left)
        yield 0, ""
    if result.passed:
        yield 0, say("Bỏ qua ({n}):", n=_two(result.passed))
        yield from (_row(item) for item in result.passed[:_SHOWN])
        if len(result.passed) > _SHOWN:
            yield 2, say("… (còn {n} tệp)", n=str(len(result.passed) - _SHOWN))
        yield 0, ""
    sums = {
        "drafts": _two(result.made),
        "pictures": _two([path for made in result.made for path in made.pictures]),
        "left": _two(result.left),
        "passed": _two(result.passed),
    }
    if dry_run:
        yield 0, say("Chạy thử, chưa ghi gì.")
        yield 0, say("Sẽ tạo {drafts} bài nháp, {pictures} ảnh; chưa nhận {left} tệp, bỏ qua {passed} tệp.", **sums)
        return
    yield 0, say("Đã tạo {drafts} bài nháp, {pictures} ảnh; chưa nhận {left} tệp, bỏ qua {passed} tệp.", **sums)
    if result.made:
        yield 0, say("Mở từng tệp, bổ sung chỗ thiếu, soát nội dung, xóa dòng status: draft, rồi chạy cchc check.")


def _two(items: Sized) -> str:
    return labels.two(len(items))


def _draft(made: Made) -> Iterator[tuple[int, Text | str]]:
    """Yield a draft: its file, where it comes from, what it lacks with the lines to paste, what to look at again."""
    yield 0, f"{made.path} ← {made.source}"
    yield 2, say("Tiêu đề: {title}", title=made.title)
    if made.unit and made.unit_by:
        yield 2, say("Đơn vị: {unit} ({by})", unit=made.unit, by=made.unit_by)
    else:
        yield 2, say("Đơn vị: chưa rõ")
    if made.pictures:
        yield 2, say("Ảnh: {n}", n=_two(made.pictures))
    for line, what in made.personal:
        yield 2, say("! Dòng {line}: {what}", line=str(line), what=what)
    if made.missing:
        yield 2, say("Còn thiếu:")
    for item in made.missing:
        yield 4, say("dòng {line}, {what}", line=str(item.line), what=item.what)
        yield 6, f"→ {item.paste}"
    if made.notes:
        yield 2, say("Xem lại:")
    for note in made.notes:
        yield 4, f"• {note}"


def _row(item: Left) -> tuple[int, Text]:
    return 2, say("{source}: {reason}", source=item.source, reason=item.reason)


def as_json(result: Result, translate: Translator, *, dry_run: bool) -> str:
    """Return everything as JSON, schema version 1."""

    def left(items: list[Left]) -> list[dict[str, str]]:
        return [{"source": item.source, "reason": item.reason.render(translate)} for item in items]

    made = [
        {
            "path": str(item.path),
            "source": item.source,
            "title": item.title,
            "date": item.date,
            "unit": item.unit or None,
            "unit_by": item.unit_by.render(translate) if item.unit and item.unit_by else None,
            "pictures": [str(path) for path in item.pictures],
            "missing": [
                {
                    "key": lack.key,
                    "line": lack.line,
                    "what": lack.what.render(translate),
                    "paste": lack.paste,
                    "required": lack.is_required,
                }
                for lack in item.missing
            ],
            "notes": list(item.notes),
            "personal": [{"line": line, "what": what.render(translate)} for line, what in item.personal],
        }
        for item in result.made
    ]
    said: dict[str, Any] = {"schema_version": 1, "dry_run": dry_run, "made": made}
    return json_text({**said, "left": left(result.left), "passed_over": left(result.passed)})
