"""Posts: months that owe some, files that wait, units that are silent, reform contents that nobody wrote about."""

import datetime as dt
from collections.abc import Iterator, Mapping

from cchc import labels, plan_words, quota
from cchc.dates import Month
from cchc.desk.content import Item, Kind
from cchc.formats.units import owners
from cchc.locale import Text, say
from cchc.model import Post, Rejected, Site
from cchc.periods import Period
from cchc.quota import MonthStatus, MonthTally
from cchc.reports.wording import figure
from cchc.rules import rules
from cchc.schema import Status, Unit

SILENT_MONTHS = 2
"""After so many months without a post, a unit is silent."""


def items(site: Site) -> Iterator[Item]:
    """Yield what is owed of posts."""
    yield from _months(site)
    yield from _unit_targets(site)
    yield from _rejected(site)
    yield from _in_review(site)
    yield from _silent(site)
    yield from _contents(site)


def responsible(site: Site) -> tuple[Unit, ...]:
    """Return the unit that answers for the quota; nobody where none is named."""
    id_ = site.config.quota.responsible_unit
    return (site.config.unit(id_),) if id_ else ()


def begun(site: Site) -> dt.date | None:
    """Return the day since which the section is at work: the quota's first, or that of the first post."""
    month = site.config.quota.first_month
    days = [dt.date(month.year, month.number, 1)] if month else []
    days += [post.meta.date.day for post in site.public_posts[:1]]
    return min((day for day in days if day <= site.today), default=None)


# -------------------------------------------------------------------- months


def _months(site: Site) -> Iterator[Item]:
    tally = quota.tally(site)
    for row in tally.months:
        told = _told(site, row)
        if told:
            what, todo = told
            yield Item(
                kind=Kind.MONTH,
                what=what,
                todo=todo,
                units=responsible(site),
                path=site.config.file,
                due=row.month.last_day,
            )


def _told(site: Site, row: MonthTally) -> tuple[Text, Text] | None:
    """Return what a month lacks, and what is to be done; None where it lacks nothing."""
    params = {
        "month": labels.month(row.month, site.config.language),
        "counted": figure(row.counted),
        "target": labels.two(row.target),
        "missing": labels.two(row.missing),
    }
    if row.status is MonthStatus.SHORT:
        return (
            say("{month} có {counted}/{target} tin, bài, thiếu {missing}", **params),
            say("bổ sung giải trình (quota.waivers của mkdocs.yml)"),
        )
    if row.status is MonthStatus.UNDETERMINED:
        n = labels.two(row.unreadable)
        return (
            say("{month} có {counted}/{target} tin, bài; {n} bài chưa đọc được nên chưa tính", n=n, **params),
            say("sửa các bài chưa đọc được (lệnh cchc check), rồi giải trình nếu còn thiếu"),
        )
    if row.status is MonthStatus.IN_PROGRESS:
        return (
            say("{month} mới có {counted}/{target} tin, bài, còn thiếu {missing}", **params),
            say("đăng đủ tin, bài trước khi hết tháng"),
        )
    return None


def _unit_targets(site: Site) -> Iterator[Item]:
    """Yield the units below their own, advisory target in the current month."""
    current = Month.of(site.today)
    for row in quota.tally(site, first=current, last=current).units:
        unit, counted = row.unit, row.months.get(current, 0)
        if counted < unit.target and unit.active_in(current) and not unit.external:
            yield Item(
                kind=Kind.UNIT_TARGET,
                what=say(
                    "{month} đơn vị có {counted}/{target} tin, bài theo mức phân công cho đơn vị",
                    month=labels.month(current, site.config.language),
                    counted=figure(counted),
                    target=labels.two(unit.target),
                ),
                todo=say("gửi thêm {n} tin, bài trong tháng", n=labels.two(unit.target - counted)),
                units=(unit,),
                due=current.last_day,
            )


# --------------------------------------------------------------- files that wait


def _rejected(site: Site) -> Iterator[Item]:
    """Yield the files that cannot be published as they are, with their first mistake and who wrote them."""
    owner = owners(site)
    for item in site.rejected:
        id_ = owner.get(item.path)
        yield Item(
            kind=Kind.REJECTED,
            what=_mistake(item),
            todo=say("sửa theo hướng dẫn của lệnh: cchc check {path}", path=str(item.path)),
            units=(site.config.unit(id_),) if id_ else (),
            path=item.path,
            line=item.problems[0].place.line if item.problems else 1,
            author=item.author or "",
        )


def _mistake(item: Rejected) -> Text:
    known = rules()
    said = [(known[it.code].message, it.params) for it in item.problems if it.code in known]
    name = item.title or item.path.name
    if not said:
        return say("«{name}» chưa đăng được", name=name)
    message, params = said[0]
    told: dict[str, str | Text] = {"name": name, "mistake": Text(message, params)}
    if len(said) == 1:
        return say("«{name}» chưa đăng được: {mistake}", **told)
    return say("«{name}» chưa đăng được: {mistake} (và {n} lỗi khác)", n=labels.two(len(said) - 1), **told)


def _in_review(site: Site) -> Iterator[Item]:
    for post in site.posts:
        if post.meta.status is Status.IN_REVIEW:
            since = waits_since(site, post)
            yield Item(
                kind=Kind.IN_REVIEW,
                what=say("Bài «{title}» của {unit} chờ duyệt", title=post.title, unit=post.unit.name),
                todo=say("duyệt (xóa dòng status), hoặc trả lại đơn vị kèm ý kiến"),
                units=responsible(site),
                path=post.path,
                line=post.line_of("status"),
                url=post.url,
                since=since,
                author=post.meta.author or "",
            )


def waits_since(site: Site, post: Post) -> dt.date | None:
    """Return since when a post waits for review, as git tells: today where it is not committed.

    Without git's word it is the post's own date; None where that is still to come.
    """
    if site.history.state == "full":
        return min(site.history.waiting_since.get(post.path, site.today), site.today)
    day = post.meta.date.day
    return day if day <= site.today else None


# ------------------------------------------------------------------ who is silent


def _silent(site: Site) -> Iterator[Item]:
    """Yield the units without a post for two months, as lead unit or beside one, that were there all the time."""
    start, since = begun(site), months_ago(site.today, SILENT_MONTHS)
    if start is None or start > since:
        return  # nobody can have been silent for so long
    last = _last_posts(site)
    for unit in site.config.plugin.units:
        was_there = unit.active_in(Month.of(site.today)) and unit.active_in(Month.of(since))
        wrote = last.get(unit.id)
        if not unit.writes or not was_there or (wrote and wrote >= since):
            continue
        yield Item(
            kind=Kind.SILENT,
            what=say("Chưa có tin, bài mới") if wrote else say("Chưa có tin, bài nào"),
            todo=say("tham gia viết tin, bài") if unit.external else say("gửi ít nhất 01 tin, bài trong tháng này"),
            units=(unit,),
            since=wrote,
            is_invited=unit.external,
        )


def _last_posts(site: Site) -> Mapping[str, dt.date]:
    """Return the day of the latest post that each unit wrote or took part in."""
    return {id_: post.meta.date.day for post in site.public_posts for id_ in (post.unit.id, *post.meta.co_units)}


def months_ago(day: dt.date, months: int) -> dt.date:
    """Return the same day some months earlier; the last of a month that has no such day."""
    year, number = divmod(12 * day.year + day.month - 1 - months, 12)
    month = Month(year, number + 1)
    return month.last_day.replace(day=min(day.day, month.last_day.day))


# ---------------------------------------------------------------- reform contents


def _contents(site: Site) -> Iterator[Item]:
    """Yield the reform contents without a post that counts in the quarter of today, as one matter."""
    if begun(site) is None:
        return
    quarter = Period.parse(f"{site.today.year}-Q{(site.today.month + 2) // 3}")
    months = Month.of(quarter.first).until(Month.of(site.today))
    counts = quota.counts_by_month(site)
    written = {count.post.topic.id for month in months for count in counts.get(month, ()) if count.counted}
    bare = [topic.name for topic in site.config.plugin.reform_contents if topic.id not in written]
    if bare:
        yield Item(
            kind=Kind.CONTENT,
            what=say(
                "{quarter} chưa có tin, bài về {n} nội dung cải cách hành chính",
                quarter=plan_words.period(quarter, site.config.language),
                n=labels.two(len(bare)),
            ),
            todo=say("viết, hoặc phân công viết bài về các nội dung này"),
            units=responsible(site),
            due=quarter.last,
            names=tuple(bare),
        )
