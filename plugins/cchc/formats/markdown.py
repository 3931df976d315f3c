"""Findings as a table for the summary of a CI step, which has no limit of ten."""

import re
from collections.abc import Sequence

from cchc.formats.safe import plain
from cchc.formats.wording import summary, worst_first
from cchc.locale import Translator, say
from cchc.model import Finding

_COLUMNS = (say("Tệp"), say("Dòng"), say("Mã"), say("Thông báo"), say("Cách sửa"))
_MOST_BYTES = 1_000_000
"""GitHub drops the summary of a step whole when it is larger than 1 MiB; other commands of the step may add to it."""


def as_markdown(
    findings: Sequence[Finding], checked: int, translate: Translator, *, most_bytes: int = _MOST_BYTES
) -> str:
    """Return the counts and a table, errors first; where it would grow too large, how many rows it lacks."""
    lines = [summary(findings, checked, translate), ""]
    if findings:
        lines += [_row([column.render(translate) for column in _COLUMNS]), "|---|---:|---|---|---|"]
    ordered = worst_first(findings)
    size = 0
    for index, finding in enumerate(ordered):
        place = finding.place
        cells = (str(place.path), str(place.line), finding.code, finding.message, finding.hint)
        row = _row([_cell(text) for text in cells])
        size += len(row.encode()) + 1
        if size > most_bytes:
            left = str(len(ordered) - index)
            text = say(
                "Còn {n} lỗi, cảnh báo nữa không nêu hết ở đây: chạy lệnh cchc check trên máy để xem đủ.", n=left
            )
            lines += ["", text.render(translate)]
            break
        lines.append(row)
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    text = plain(text).replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\|`*_\[\]~$])", r"\\\1", text)
