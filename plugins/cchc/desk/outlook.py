"""What lies ahead: the next report, the year's theme, the people to be reached, the events of the next days."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from cchc import labels, plans, quota
from cchc.activities import Done, activities, groups, planned
from cchc.dates import day_label
from cchc.desk.content import AHEAD, Ahead, Item, Kind, NextReport, Reach, Theme
from cchc.desk.news import begun
from cchc.locale import Text, say
from cchc.model import Post, Site
from cchc.reports import frozen, windows
from cchc.reports.content import Window
from cchc.schema import EventStatus, Unit
from cchc.text import fold_name, spelled

# --------------------------------------------------------------------- reports


def next_report(site: Site) -> NextReport:
    """Return the report whose figures close next, and whether those that closed last are kept as signed."""
    last = tuple((window, _is_frozen(site, window)) for window in windows.latest(site.config, site.today))
    return NextReport(window=windows.upcoming(site.config, site.today), unit=_drawn_up_by(site), last=last)


def _drawn_up_by(site: Site) -> Unit | None:
    id_ = site.config.plugin.reports.responsible_unit
    return site.config.unit(id_) if id_ else None


def _is_frozen(site: Site, window: Window) -> bool:
    return _file_of(site, window).name in site.signed


def _file_of(site: Site, window: Window) -> PurePosixPath:
    return PurePosixPath(frozen.file_of(site.config, window).relative_to(site.config.root).as_posix())


def report_items(site: Site) -> Iterator[Item]:
    """Yield the report whose figures run, and those that closed and are not signed yet, as far as anyone can tell."""
    start, known = begun(site), next_report(site)
    if start is None:
        return
    units = (known.unit,) if known.unit else ()
    for window, is_frozen in known.last:
        if is_frozen or window.last < start:
            continue
        told: dict[str, str | Text] = {"name": window.name, "last": day_label(window.last), "id": window.id}
        if window.due and window.due >= site.today:
            yield Item(
                kind=Kind.REPORT,
                what=say("Báo cáo {name}: số liệu đã khép lại ngày {last}", **told),
                todo=say(
                    "lập (cchc report {id} -o bao-cao.docx), trình ký, gửi, rồi chốt số liệu bằng --freeze", **told
                ),
                units=units,
                due=window.due,
            )
        else:
            yield Item(
                kind=Kind.NOT_FROZEN,
                what=say("Số liệu báo cáo {name} (đến ngày {last}) chưa được chốt", **told),
                todo=say("chốt số liệu khi báo cáo đã ký: cchc report {id} --freeze", **told),
                units=units,
                path=_file_of(site, window),
                since=window.due or window.last,
            )
    window = known.window
    yield Item(
        kind=Kind.REPORT,
        what=say("Báo cáo {name}: số liệu đến hết ngày {last}", name=window.name, last=day_label(window.last)),
        todo=say("rà soát số liệu trước ngày ấy: cchc report {id}", id=window.id),
        units=units,
        due=window.due or window.last,
    )


# ----------------------------------------------------------------------- theme


def theme(site: Site) -> Theme | None:
    """Return the theme of this year's plan and how many of the year's posts carry it; None where there is none."""
    plan = plans.of_year(site, site.today.year)
    if plan is None or not plan.meta.theme:
        return None
    posts = _posts_of(site, plan.meta.year)
    carried = sum(carries(post, plan.meta.theme) for post in posts)
    return Theme(year=plan.meta.year, text=plan.meta.theme, carried=carried, posts=len(posts))


def _posts_of(site: Site, year: int) -> Sequence[Post]:
    rows = quota.counts_by_month(site).items()
    return [count.post for month, row in rows if month.year == year for count in row if count.counted]


def carries(post: Post, text: str) -> bool:
    """Whether a post carries a theme: one of its tags is the theme, or its words stand in the post as they are."""
    if any(fold_name(tag) == fold_name(text) for tag in post.meta.tags):
        return True
    words = re.compile(rf"(?<!\w){re.escape(_plain(text))}(?!\w)")
    return any(words.search(_plain(part)) for part in (post.title, post.meta.summary or "", post.body))


def _plain(text: str) -> str:
    return spelled(text).casefold().rstrip(".")


# ---------------------------------------------------------------------- people


def reach(site: Site) -> tuple[Reach, ...]:
    """Return the groups that this year's plan names, and how many activities of the year so far reached each.

    Other groups that were reached come after them.
    """
    plan = plans.of_year(site, site.today.year)
    done = [item for item in activities(site) if item.day.year == site.today.year]
    named = plan.meta.audiences if plan else ()
    rows = [Reach(name=name, times=sum(reaches(item, name) for item in done), is_planned=True) for name in named]
    others = (
        Reach(name=name, times=times, is_planned=False)
        for name, times in groups(done).items()
        if not any(_is_of(name, group) for group in named)
    )
    return (*rows, *others)


def reaches(item: Done, group: str) -> bool:
    """Whether an activity reached a group."""
    return any(_is_of(name, group) for name in item.audience)


def _is_of(name: str, group: str) -> bool:
    """Whether a recorded audience is of a group: one of the group's names, parted by commas, stands in it."""
    parts = [part for part in re.split("[,;]", fold_name(group)) if part.strip()]
    return any(re.search(rf"(?<!\w){re.escape(part.strip())}(?!\w)", fold_name(name)) for part in parts)


# ---------------------------------------------------------------------- events


def ahead(site: Site) -> tuple[Ahead, ...]:
    """Return the events and activities that begin within the next days, or go on today; the soonest first."""
    last = site.today + dt.timedelta(days=AHEAD)
    found = [
        Ahead(
            title=event.title,
            kind=labels.EVENT_KIND[event.meta.kind],
            status=None if event.meta.status is EventStatus.SCHEDULED else labels.EVENT_STATUS[event.meta.status],
            first=event.meta.start.day,
            unit=site.config.unit(event.meta.unit),
            place=event.meta.place or "",
            url=event.url,
        )
        for event in site.events
        if event.meta.start.day <= last and not event.is_over(site.today)
    ]
    found += [
        Ahead(
            title=activity.title,
            kind=labels.ACTIVITY_KIND[activity.meta.kind],
            status=None,
            first=activity.meta.date,
            unit=site.config.unit(activity.meta.unit),
            place=activity.meta.place or "",
            url=activity.url,
        )
        for activity in planned(site)
        if activity.meta.date <= last and activity.meta.event not in {event.id for event in site.events}
    ]
    return tuple(sorted(found, key=lambda item: (item.first, item.title)))


# --------------------------------------------------------------- what is not told


def not_set(site: Site) -> tuple[Text, ...]:
    """Return what the desk cannot follow because nobody told the site of it, with the way to tell."""
    config, year = site.config, str(site.today.year)
    told = []
    if not config.plugin.units:
        told.append(say("chưa khai báo đơn vị: thêm units vào mkdocs.yml"))
    if not any(config.quota.target(row.month) for row in quota.tally(site).months):
        told.append(say("chưa ấn định chỉ tiêu tin, bài: kế hoạch có con số thì thêm quota vào mkdocs.yml"))
    elif not config.quota.responsible_unit:
        told.append(say("chưa giao đơn vị chịu trách nhiệm chỉ tiêu: thêm quota.responsible_unit"))
    plan = plans.of_year(site, site.today.year)
    if plan is None:
        told.append(say("chưa có kế hoạch năm {year}: chạy cchc new plan", year=year))
    elif not plan.meta.theme:
        told.append(say("kế hoạch năm {year} chưa ghi chủ đề năm (theme)", year=year))
    if not config.plugin.reports.responsible_unit:
        told.append(say("chưa giao đơn vị tổng hợp báo cáo: thêm reports.responsible_unit"))
    return tuple(told)
