"""What became of each post: for the person who wrote it, and for who answers for a unit."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from cchc import labels, quota, rules
from cchc.dates import Month
from cchc.formats.safe import plain
from cchc.locale import Text, Translator, say
from cchc.model import Finding, Post, Rejected, Severity, Site
from cchc.quota import Count
from cchc.schema import Status, Vocabulary
from cchc.tables import csv_bytes
from cchc.text import fold_ascii

_WIDTH = 80
_FINDINGS = 3
"""How many mistakes of one file the table names; `cchc check` names them all."""


class Outcome(StrEnum):
    """What became of a post."""

    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    IN_REVIEW = "in_review"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    TO_CORRECT = "to_correct"
    """Left out until its mistakes are mended."""


LABELS = {
    Outcome.PUBLISHED: labels.POST_STATUS[Status.PUBLISHED],
    Outcome.SCHEDULED: say("Hẹn ngày đăng"),
    Outcome.IN_REVIEW: labels.POST_STATUS[Status.IN_REVIEW],
    Outcome.DRAFT: labels.POST_STATUS[Status.DRAFT],
    Outcome.WITHDRAWN: labels.POST_STATUS[Status.WITHDRAWN],
    Outcome.TO_CORRECT: say("Cần sửa"),
}
_COLOURS = {
    Outcome.PUBLISHED: "green",
    Outcome.SCHEDULED: "cyan",
    Outcome.IN_REVIEW: "yellow",
    Outcome.TO_CORRECT: "bold red",
}
COLUMNS = (
    say("Ngày đăng"),
    say("Tháng"),
    say("Tiêu đề"),
    say("Tác giả"),
    say("Đơn vị"),
    say("Tệp"),
    say("Kết quả"),
    say("Địa chỉ"),
    say("Chỉ tiêu"),
    say("Cần sửa"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One file, and what became of it."""

    source: Post | Rejected
    outcome: Outcome
    count: Count | None
    """How the quota sees it; None for a file that could not be read."""
    findings: tuple[Finding, ...]

    @property
    def author(self) -> str:
        """The author as written; empty where nobody is named."""
        return (self.source.meta.author if isinstance(self.source, Post) else self.source.author) or ""

    @property
    def day(self) -> str:
        """The day of publication; empty where it could not be read."""
        return str(self.source.meta.date.day) if isinstance(self.source, Post) else ""

    @property
    def title(self) -> str:
        """The title, else the name of the file."""
        return self.source.title or self.source.path.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which posts are asked for; None leaves a question open."""

    author: str | None = None
    """Some words of a name, with or without diacritics."""
    unit: str | None = None
    """The slug of a unit, lead or supporting."""
    outcome: Outcome | None = None
    month: Month | None = None
    """A file that may belong to any month belongs to this one, too."""

    def holds(self, row: Row, vocabulary: Vocabulary) -> bool:
        """Whether a post is asked for."""
        return (
            (self.author is None or _is_named(self.author, row.author))
            and (self.unit is None or self.unit in _units(row.source, vocabulary))
            and self.outcome in (None, row.outcome)
            and (self.month in (None, row.source.month) or row.source.month is None)
        )


def _is_named(asked: str, name: str) -> bool:
    """Whether the words asked for stand in a name, whole and in their order."""
    words = _words(asked)
    return words != "" and f" {words} " in f" {_words(name)} "


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold_ascii(text)))


def _units(source: Post | Rejected, vocabulary: Vocabulary) -> tuple[str | None, ...]:
    if isinstance(source, Post):
        return (source.unit.id, *source.meta.co_units)
    return (vocabulary.units.id_of(source.unit or "") or vocabulary.units.nearest(source.unit or ""),)


def rows(site: Site, wanted: Wanted, translate: Translator) -> list[Row]:
    """Return the posts asked for, newest first; those without a date come before all."""
    vocabulary = Vocabulary(site.config.plugin)
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in rules.check(site, translate):
        found[str(finding.place.path)].append(finding)
    chosen = [row for row in _all(site, found) if wanted.holds(row, vocabulary)]
    return sorted(chosen, key=lambda row: (row.day or str(row.source.month or "9"), str(row.source.path)), reverse=True)


def _all(site: Site, findings: Mapping[str, Sequence[Finding]]) -> Iterator[Row]:
    for counts in quota.counts_by_month(site).values():
        for count in counts:
            post = count.post
            known = tuple(findings.get(str(post.path), ()))
            yield Row(source=post, outcome=_outcome(site, post), count=count, findings=known)
    for item in site.rejected:
        if item.is_post:
            known = tuple(findings.get(str(item.path), ()))
            yield Row(source=item, outcome=Outcome.TO_CORRECT, count=None, findings=known)


def _outcome(site: Site, post: Post) -> Outcome:
    if post.meta.status is Status.PUBLISHED and not post.is_public(site.today):
        return Outcome.SCHEDULED
    return Outcome(post.meta.status.value)


def nameless(site: Site, listed: Sequence[Row]) -> list[Rejected]:
    """Return the files of which nobody can read whose they are, as far as they are not listed."""
    known = {row.source.path for row in listed}
    unread = (item for item in site.rejected if item.is_post and item.author is None and item.title is None)
    return [item for item in unread if item.path not in known]


def data(site: Site, listed: Sequence[Row]) -> dict[str, Any]:
    """Return the posts as plain data (schema version 1)."""
    return {
        "schema_version": 1,
        "agency": site.config.agency.name,
        "today": str(site.today),
        "posts": [
            {
                "path": str(row.source.path),
                "title": row.source.title,
                "author": row.author or None,
                "unit": row.source.unit.id if isinstance(row.source, Post) else row.source.unit,
                "date": row.day or None,
                "month": str(row.source.month) if row.source.month else None,
                "outcome": row.outcome.value,
                "url": _url(site, row) or None,
                "counted": row.count is not None and row.count.counted,
                "reason": row.count.reason.value if row.count and row.count.reason else None,
                "late": row.count.late if row.count else None,
                "findings": [
                    {
                        "code": item.code,
                        "severity": item.severity.value,
                        "line": item.place.line,
                        "message": item.message,
                        "hint": item.hint,
                    }
                    for item in row.findings
                ],
            }
            for row in listed
        ],
        "nameless": [str(item.path) for item in nameless(site, listed)],
    }


def as_csv(site: Site, listed: Sequence[Row], translate: Translator) -> bytes:
    """Return the posts for a spreadsheet."""
    header = [column.render(translate) for column in COLUMNS]
    return csv_bytes([header, *(_cells(site, row, translate) for row in listed)])


def _cells(site: Site, row: Row, translate: Translator) -> list[str]:
    return [
        row.day,
        str(row.source.month or ""),
        row.title,
        row.author,
        _unit(row),
        str(row.source.path),
        _standing(site, row, translate),
        _url(site, row),
        _counting(site, row, translate),
        "; ".join(_said(item, translate) for item in row.findings),
    ]


def _unit(row: Row) -> str:
    return row.source.unit.label if isinstance(row.source, Post) else row.source.unit or ""


def _standing(site: Site, row: Row, translate: Translator) -> str:
    if isinstance(row.source, Post):
        return labels.standing(row.source, site.today, translate.language).render(translate)
    return LABELS[row.outcome].render(translate)


def _url(site: Site, row: Row) -> str:
    """Return the address at which readers find it; empty where they do not."""
    return site.config.site_url + row.source.url if isinstance(row.source, Post) and _is_read(row) else ""


def _is_read(row: Row) -> bool:
    return row.outcome is Outcome.PUBLISHED


def _counting(site: Site, row: Row, translate: Translator) -> str:
    """Return whether the quota counts it, or why not; empty where its standing says so already."""
    if row.outcome is Outcome.TO_CORRECT:
        return translate("chưa tính cho đến khi sửa xong")
    if row.count is None or not _is_read(row):
        return ""
    if row.count.reason:
        text = say("không tính: {reason}", reason=_reason(row.count))
    elif not site.config.quota.target(row.count.post.month):
        text = say("tháng này không ấn định chỉ tiêu")
    elif row.count.late:
        text = say("được tính, đăng bù")
    else:
        text = say("được tính")
    return text.render(translate)


def _reason(count: Count) -> Text:
    assert count.reason is not None
    label = labels.REASON[count.reason]
    if count.original is None:
        return label
    return say("{reason} ({path})", reason=label, path=str(count.original.path))


def _said(finding: Finding, translate: Translator) -> str:
    text = say("dòng {line}, {code}: {what}", line=str(finding.place.line), code=finding.code, what=finding.message)
    return text.render(translate)


def as_text(site: Site, listed: Sequence[Row], translate: Translator, console: Console) -> None:
    """Print the posts as a table that a screen of 80 columns holds, and their number."""
    if listed:
        table = Table(show_lines=True)
        table.add_column(COLUMNS[0].render(translate), no_wrap=True)
        table.add_column(translate("Tin, bài"), ratio=2, overflow="fold")
        table.add_column(COLUMNS[6].render(translate), ratio=3, overflow="fold")
        for row in listed:
            day = labels.day(row.source.meta.date.day, translate.language) if isinstance(row.source, Post) else "–"
            table.add_row(Styled(day), _about(row), _became(site, row, translate))
        console.print(table, width=max(console.width, _WIDTH), crop=False)
    console.print(Styled(summary(listed, translate)), soft_wrap=True)
    unknown = nameless(site, listed)
    if unknown:
        text = say(
            "Còn {n} tệp chưa đọc được tên bài và tác giả: {paths}.",
            n=labels.two(len(unknown)),
            paths=", ".join(str(item.path) for item in unknown),
        )
        console.print(Styled(text.render(translate)), soft_wrap=True)


def _about(row: Row) -> Styled:
    text = Styled(plain(row.title), style="bold")
    whose = " · ".join(part for part in (row.author, _unit(row)) if part)
    for line in (whose, str(row.source.path)):
        if line:
            text.append(f"\n{plain(line)}", style="not bold dim")
    return text


def _became(site: Site, row: Row, translate: Translator) -> Styled:
    text = Styled(_standing(site, row, translate), style=_COLOURS.get(row.outcome, "dim"))
    for line in (_counting(site, row, translate), _url(site, row)):
        if line:
            text.append(f"\n{plain(line)}", style="default not bold")
    worst = sorted(row.findings, key=lambda item: item.severity is not Severity.ERROR)
    for item in worst[:_FINDINGS]:
        text.append(f"\n{plain(_said(item, translate))}", style="default not bold")
    if len(row.findings) > _FINDINGS:
        more = say("và {n} điều khác, xem cchc check", n=labels.two(len(row.findings) - _FINDINGS))
        text.append(f"\n{more.render(translate)}", style="default not bold")
    return text


def summary(listed: Sequence[Row], translate: Translator) -> str:
    """Return the numbers in one sentence."""
    if not listed:
        return translate("Không có bài nào như vậy.")
    outcomes = Counter(row.outcome for row in listed)
    parts = [
        f"{LABELS[item].render(translate).lower()} {labels.two(outcomes[item])}" for item in Outcome if outcomes[item]
    ]
    return say(
        "Có {n} bài: {parts}; được tính vào chỉ tiêu {counted}.",
        n=labels.two(len(listed)),
        parts=", ".join(parts),
        counted=labels.two(sum(row.count is not None and row.count.counted for row in listed)),
    ).render(translate)
