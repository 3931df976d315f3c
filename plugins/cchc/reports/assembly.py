"""A whole report: what each part says of a window, what it is compared with, what is missing, what proves it."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cchc.dates import day_label
from cchc.locale import Text, say
from cchc.model import Post, Site
from cchc.reports import frozen, windows
from cchc.reports.comparison import comparison
from cchc.reports.content import Cell, Linked, Part, Table, Window
from cchc.reports.frozen import Changes, Frozen, Kept
from cchc.reports.parts import activities, documents, feedback, indicators, plan, posts, procedures, quota
from cchc.reports.wording import covered, figure

PARTS: tuple[Callable[[Site, Window], Part], ...] = (
    posts.part,
    quota.part,
    procedures.part,
    documents.part,
    feedback.part,
    activities.part,
    plan.part,
    indicators.part,
)
"""What a report says, in this order; each part is a function of the site and the window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, and what stands under it."""

    heading: str | Text
    sentences: Sequence[str | Text] = ()
    items: Sequence[str | Text] = ()
    """Sentences that are read as a list."""
    tables: Sequence[Table] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a report has, in no format yet."""

    site: Site
    window: Window
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    compared: Part
    changes: tuple[Changes, ...]
    """Signed figures that are no longer what they were: of this window, and of the one before."""
    posts: tuple[Post, ...]
    """What the annex names, oldest first; then what is added of earlier windows."""
    evidence: Table

    @property
    def title(self) -> Text:
        """What the report is called."""
        return say("Kết quả công tác thông tin, tuyên truyền cải cách hành chính {period}", period=self.window.name)

    @property
    def annex_note(self) -> Text | None:
        """Which lines of the annex are of earlier windows; None where all are of this one."""
        added = sum(not self.window.holds(post.meta.date.day) for post in self.posts)
        if not added:
            return None
        return say("Từ số thứ tự {n}: tin, bài bổ sung kỳ trước.", n=str(len(self.posts) - added + 1))

    @property
    def days(self) -> Text | None:
        """Which days its figures are of; None where its title says so."""
        return covered(self.window, self.site.today)

    @property
    def is_closed(self) -> bool:
        """Whether its figures have closed."""
        return self.site.today > self.window.last

    @property
    def figures(self) -> list[tuple[str, str | Text, int]]:
        """Every figure of every part."""
        return [row for part in self.parts for row in part.figures]

    @property
    def missing(self) -> list[str | Text]:
        """All that is owed and was not done."""
        return [item for part in self.parts for item in part.missing]


def report(site: Site, window: Window, signed: Mapping[str, Frozen] | None = None) -> Report:
    """Return the report of a window; `signed` holds what was signed of windows, by their ids."""
    parts = parts_of(site, window)
    found = tuple(posts.evidence(site, window))
    changed = tuple(_changes(site, window, parts, signed or {}))
    compared = comparison(site, window, parts, parts_of)
    sections = [Section(heading=it.heading, sentences=it.sentences, tables=it.tables) for it in (*parts, compared)]
    return Report(
        site=site,
        window=window,
        parts=parts,
        sections=(*sections, *(_section(item) for item in changed if item), _missing(parts)),
        compared=compared,
        changes=changed,
        posts=found,
        evidence=_evidence(site, found),
    )


def parts_of(site: Site, window: Window) -> tuple[Part, ...]:
    """Return what each part says of a window; the key of a figure begins with that of its part."""
    return tuple(_keyed(make(site, window)) for make in PARTS)


def _keyed(part: Part) -> Part:
    prefix = f"{part.key}."
    figures = [(key if key.startswith(prefix) else prefix + key, label, value) for key, label, value in part.figures]
    return replace(part, figures=figures)


def neighbours(site: Site, window: Window) -> list[Window]:
    """Return the windows whose signed figures a report looks back to: its own, and those that closed before it."""
    return [window, *windows.latest(site.config, window.last)]


def _changes(site: Site, window: Window, parts: Sequence[Part], signed: Mapping[str, Frozen]) -> Iterator[Changes]:
    for other in neighbours(site, window):
        then = signed.get(other.id)
        if then is None:
            continue
        now = parts if other is window else parts_of(site, other)
        figures = frozen.plain([row for part in now for row in part.figures])
        yield frozen.changes(other, then, figures, posts.evidence(site, other))


def _section(item: Changes) -> Section:
    then = item.frozen
    params: dict[str, str | Text] = {"period": item.window.name, "day": day_label(then.on)}
    if then.number:
        sentence = say(
            "Số liệu {period} đã báo cáo tại Báo cáo số {number}, chốt ngày {day}, nay có thay đổi:",
            number=then.number,
            **params,
        )
    else:
        sentence = say("Số liệu {period} đã báo cáo, chốt ngày {day}, nay có thay đổi:", **params)
    tables = []
    if item.figures:
        tables.append(
            Table(
                caption=say("Số liệu {period} thay đổi sau khi báo cáo", period=item.window.name),
                columns=(say("Chỉ tiêu"), say("Đã báo cáo"), say("Hiện nay")),
                rows=[(row.label, row.then, row.now) for row in item.figures],
            )
        )
    return Section(
        heading=say("Thay đổi so với số liệu đã báo cáo của {period}", period=item.window.name),
        sentences=(sentence,),
        items=(
            *(_named(say("Thêm: «{title}» ({day}, {unit})"), post) for post in item.came),
            *(_named(say("Không còn: «{title}» ({day}, {unit})"), post) for post in item.went),
        ),
        tables=tables,
    )


def _named(text: Text, post: Kept) -> Text:
    try:
        day = day_label(dt.date.fromisoformat(post.date))
    except ValueError:
        day = post.date
    return say(text.message, title=post.title, day=day, unit=post.unit)


def _missing(parts: Sequence[Part]) -> Section:
    items = [item for part in parts for item in part.missing]
    heading = say("Nội dung còn thiếu")
    if items:
        return Section(heading=heading, items=items)
    return Section(
        heading=heading, sentences=(say("Theo các chỉ tiêu được theo dõi, trong kỳ không có nội dung còn thiếu."),)
    )


def _evidence(site: Site, found: Sequence[Post]) -> Table:
    rows: list[Sequence[Cell]] = []
    for number, post in enumerate(found, 1):
        url = site.config.site_url + post.url
        author = post.meta.author
        rows.append((number, post.meta.date.day, post.title, post.unit.name, author, Linked(url, url)))
    return Table(
        caption=say("Tin, bài đã đăng: {n}", n=figure(len(found))),
        columns=(say("STT"), say("Ngày đăng"), say("Tiêu đề"), say("Đơn vị"), say("Tác giả"), say("Liên kết")),
        rows=rows,
    )
