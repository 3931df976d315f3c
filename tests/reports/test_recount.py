"""Every figure of every report, by a second count that shares no code with the first."""

import datetime as dt

import pytest

from cchc.locale import translator
from cchc.reports import windows
from cchc.reports.arrivals import held
from cchc.reports.assembly import Report, report
from tests.reports.recount import Years, drawn

OWN = ("posts", "quota", "procedures")


def recounted(years: Years, made: Report, asked: str, first: dt.date, last: dt.date) -> None:
    actual = {key: value for part in made.parts if part.key in OWN for key, _, value in part.figures}
    assert actual == years.figures(asked, first, last)
    posts = [item for item, reason in years.holding(first, last) if reason is None]
    added = years.added(asked, first, last)
    assert [str(post.path) for post in made.posts] == [item.path for item in (*posts, *added)]
    assert [row[0] for row in made.evidence.rows] == list(range(1, len(posts) + len(added) + 1))
    found = held(made.site, made.window)
    assert [str(it.post.path) for it in found.supplement] == [it.path for it in years.supplement(asked, first, last)]
    late = [
        item for item, _ in years.verdicts() if first <= item.day <= last and (years.arrival(item) or item.day) > last
    ]
    assert [str(post.path) for post in found.postponed] == [item.path for item in late]
    told = " ".join(item if isinstance(item, str) else item.render(translator("vi")) for item in made.missing)
    assert years.silent(first, last) == {name for name in SILENT if name in told.partition("Đơn vị chưa có")[2]}


SILENT = ("Văn phòng HĐND và UBND", "Phòng Văn hóa - Xã hội", "Phòng Tư pháp", "Phòng Kinh tế", "Ủy ban MTTQ")


@pytest.mark.parametrize("seed", range(40))
def test_a_scorer_who_recounts_by_hand_gets_every_figure(seed: int) -> None:
    years = drawn(seed)
    site = years.site()
    asked = {id_: days for id_, days in years.windows().items() if days[0] <= years.today and id_ >= "2025"}
    asked["2025-11-20..2026-02-03"] = dt.date(2025, 11, 20), dt.date(2026, 2, 3)
    for id_, (first, last) in asked.items():
        window = windows.find(site.config, id_)
        assert window is not None
        assert (window.first, window.last) == (first, last)
        if first <= years.today:
            recounted(years, report(site, window), id_, first, last)


def test_every_post_that_counts_is_in_one_report_of_a_year_or_added_to_one() -> None:
    """No post falls between two cutoffs: the report of its year has it, or a later one adds it."""
    for seed in range(40):
        years = drawn(seed, posts=30)
        if years.history != "full":
            continue
        site = years.site()
        known = {id_: days for id_, days in years.windows().items() if days[0] <= years.today}
        told = {
            str(post.path)
            for id_ in known
            if (window := windows.find(site.config, id_)) and window.last < years.today
            for post in report(site, window).posts
        }
        closed = max(last for _, last in known.values() if last < years.today)
        for item, reason in years.verdicts():
            came = years.arrival(item)
            covered = any(first <= item.day <= last < years.today for first, last in known.values())
            if reason is None and came and came <= closed and covered and not years.calendar_quarters:
                assert item.path in told, (seed, item)
