"""What a month owes, how it stands, and who is credited."""

import datetime as dt

import pytest

from cchc import labels, quota
from cchc.dates import Month
from cchc.locale import translator
from cchc.quota import MonthStatus
from tests.conftest import PROCEDURE, TODAY, Project
from tests.counting import JUNE, MAY, NOVEMBER, WAIVER, row, two_posts

# ---------------------------------------------------------------- how it stands


def test_a_closed_month_below_target_is_short(project: Project) -> None:
    project.post("2026/05/a")
    may = row(project)
    assert (may.status, may.counted, may.missing) == (MonthStatus.SHORT, 1, 1)


def test_the_current_month_is_in_progress_to_its_last_day(project: Project) -> None:
    assert row(project, NOVEMBER, dt.date(2026, 11, 30)).status is MonthStatus.IN_PROGRESS
    assert row(project, NOVEMBER, dt.date(2026, 12, 1)).status is MonthStatus.SHORT


def test_the_current_month_is_met_as_soon_as_it_is(project: Project) -> None:
    two_posts(project, "2026-11")
    assert row(project, NOVEMBER).status is MonthStatus.MET


@pytest.mark.parametrize(("day", "warned"), [(1, False), (19, False), (20, True), (30, True)])
def test_the_running_month_is_warned_about_from_day_20(project: Project, day: int, warned: bool) -> None:
    assert quota.tally(project.site(dt.date(2026, 11, day))).needs_warning is warned


def test_no_warning_for_a_running_month_that_is_met_or_owes_nothing(project: Project) -> None:
    two_posts(project, "2026-11")
    assert not quota.tally(project.site()).needs_warning
    project.configure('start: "2026-05"', 'start: "2026-12"')
    assert not quota.tally(project.site()).needs_warning


def test_a_waiver_excuses_a_short_month_but_never_makes_it_met(project: Project) -> None:
    project.configure("        page: public\n", "        page: public\n" + WAIVER % "2026-05")
    may = row(project)
    assert (may.status, may.counted, may.missing) == (MonthStatus.EXCUSED, 0, 2)
    assert may.waiver is not None
    assert may.waiver.reason == "Bão số 3"
    assert may not in quota.tally(project.site()).short


def test_a_waiver_has_no_effect_on_a_month_that_is_met(project: Project) -> None:
    project.configure("        page: public\n", "        page: public\n" + WAIVER % "2026-05")
    two_posts(project)
    assert (row(project).status, row(project).waiver) == (MonthStatus.MET, None)


def test_a_waiver_has_no_effect_on_a_running_month_and_may_be_dated_before_it(project: Project) -> None:
    project.configure("        page: public\n", "        page: public\n" + WAIVER % "2026-11")
    november = row(project, NOVEMBER)
    assert (november.status, november.waiver) == (MonthStatus.IN_PROGRESS, None)
    assert row(project, NOVEMBER, dt.date(2026, 12, 1)).status is MonthStatus.EXCUSED


def test_a_future_month_is_not_yet_due_even_with_posts_waiting(project: Project) -> None:
    two_posts(project, "2026-12")
    (december,) = quota.tally(project.site(), first=Month(2026, 12), last=Month(2026, 12)).months
    assert (december.status, december.counted) == (MonthStatus.UPCOMING, 0)


def test_a_month_before_the_start_owes_nothing_and_is_not_called_met(project: Project) -> None:
    two_posts(project, "2026-04")
    table = quota.tally(project.site(), first=Month(2026, 4), last=MAY)
    april = table.months[0]
    assert (april.status, april.target, april.missing) == (MonthStatus.NOT_APPLICABLE, 0, 0)
    assert labels.status(april, TODAY, translator("vi")) == "Không áp dụng"


def test_a_month_without_a_number_is_not_called_met(project: Project) -> None:
    project.configure("posts_per_month: 2", 'targets: [{from: "2026-06", posts_per_month: 2}]')
    two_posts(project)
    may = row(project)
    assert (may.status, may.target) == (MonthStatus.NOT_APPLICABLE, 0)
    assert labels.status(may, TODAY, translator("vi")) == "Không ấn định chỉ tiêu"


def test_an_agency_without_any_number_owes_nothing(project: Project) -> None:
    project.configure("        posts_per_month: 2\n", "")
    table = quota.tally(project.site())
    assert {item.status for item in table.months} == {MonthStatus.NOT_APPLICABLE}
    assert table.short == ()


def test_each_month_is_judged_by_the_target_in_force_in_it(project: Project) -> None:
    project.configure(
        "posts_per_month: 2",
        'targets: [{from: "2026-07", posts_per_month: 3}, {from: "2026-05", posts_per_month: 1}, '
        '{from: "2026-09", posts_per_month: 0}]',
    )
    two_posts(project, "2026-06")
    two_posts(project, "2026-07")
    table = {str(item.month): (item.target, item.status.value) for item in quota.tally(project.site()).months}
    assert table == {
        "2026-05": (1, "short"),
        "2026-06": (1, "met"),
        "2026-07": (3, "short"),
        "2026-08": (3, "short"),
        "2026-09": (0, "not_applicable"),
        "2026-10": (0, "not_applicable"),
        "2026-11": (0, "not_applicable"),
    }


def test_targets_alone_say_where_the_table_begins(project: Project) -> None:
    project.configure("posts_per_month: 2", 'targets: [{from: "2026-09", posts_per_month: 2}]')
    project.configure('        start: "2026-05"\n', "")
    assert [str(item.month) for item in quota.tally(project.site()).months] == ["2026-09", "2026-10", "2026-11"]


def test_months_before_the_start_are_not_judged_by_an_earlier_target(project: Project) -> None:
    project.configure("posts_per_month: 2", 'targets: [{from: "2026-01", posts_per_month: 2}]')
    (april,) = quota.tally(project.site(), first=Month(2026, 4), last=Month(2026, 4)).months
    assert april.status is MonthStatus.NOT_APPLICABLE


def test_a_silent_month_is_not_left_out_of_the_table(project: Project) -> None:
    two_posts(project, "2026-05")
    two_posts(project, "2026-11")
    table = quota.tally(project.site())
    assert [item.month.number for item in table.months] == [5, 6, 7, 8, 9, 10, 11]
    assert [item.counted for item in table.months] == [2, 0, 0, 0, 0, 0, 2]


def test_the_table_runs_over_the_turn_of_the_year(project: Project) -> None:
    months = quota.tally(project.site(dt.date(2027, 2, 1))).months
    assert [str(item.month) for item in months][-4:] == ["2026-11", "2026-12", "2027-01", "2027-02"]


def test_without_a_start_the_table_begins_with_the_first_post_readers_see(project: Project) -> None:
    project.configure('        start: "2026-05"\n', "")
    assert [str(item.month) for item in quota.tally(project.site()).months] == ["2026-11"]
    project.post("2016/05/a", date="2016-05-14", month='"2016-05"', status="draft")
    project.post("2027/05/b", date="2027-05-14", month='"2027-05"')
    assert [str(item.month) for item in quota.tally(project.site()).months] == ["2026-11"]
    two_posts(project, "2026-09")
    assert [str(item.month) for item in quota.tally(project.site()).months] == ["2026-09", "2026-10", "2026-11"]


# -------------------------------------------------------------------- rejected


def test_a_post_that_cannot_be_read_never_makes_its_month_look_short(project: Project) -> None:
    two_posts(project)
    project.write("posts/2026/05/b.md", "---\ntitle: : hỏng\ndate: 2026-05-10\n---\n")
    may = row(project)
    assert (may.status, may.counted, may.unreadable) == (MonthStatus.UNDETERMINED, 1, 1)
    assert quota.tally(project.site()).short[0].month == JUNE


def test_a_post_of_no_known_month_leaves_every_open_question_open(project: Project) -> None:
    project.configure("posts_per_month: 2", "posts_per_month: 1")
    project.write("posts/bai.md", "Không có phần đầu.\n")
    table = quota.tally(project.site())
    assert {item.status for item in table.months[:-1]} == {MonthStatus.UNDETERMINED}
    assert [str(item.path) for item in table.unreadable] == ["posts/bai.md"]


def test_a_broken_post_does_not_excuse_a_month_it_could_not_fill(project: Project) -> None:
    project.write("posts/2026/05/a.md", "---\ntitle: : hỏng\n---\n")
    assert row(project).status is MonthStatus.SHORT  # even with it, one of two


def test_a_broken_post_does_not_unmake_a_month_that_is_met_or_excused(project: Project) -> None:
    project.configure("        page: public\n", "        page: public\n" + WAIVER % "2026-06")
    two_posts(project)
    for name in ("c", "d"):
        project.write(f"posts/{name}.md", "hỏng")
    assert row(project, MAY).status is MonthStatus.MET
    assert row(project, JUNE).status is MonthStatus.EXCUSED


def test_a_broken_procedure_has_nothing_to_do_with_the_quota(project: Project) -> None:
    project.write("docs/thu-tuc/1-001193.md", PROCEDURE.replace("levels: [xa]", "levels: xã"))
    project.configure("posts_per_month: 2", "posts_per_month: 1")
    assert row(project).status is MonthStatus.SHORT
    assert quota.tally(project.site()).unreadable == ()


# ----------------------------------------------------------------------- units


def test_the_lead_unit_gets_the_credit_and_its_helpers_do_not(project: Project) -> None:
    project.post("2026/05/a", unit="Phòng Văn hóa - Xã hội", co_units="[van-phong, mttq]")
    units = {item.unit.id: dict(item.months) for item in quota.tally(project.site()).units}
    assert units == {"van-phong": {}, "van-hoa": {MAY: 1}, "mttq": {}}


def test_every_unit_is_listed_in_the_order_of_mkdocs_yml_even_when_it_is_gone(project: Project) -> None:
    project.configure(
        "external: true}", 'external: true}\n        - {id: kinh-te, name: Kinh tế, active_to: "2025-06"}'
    )
    project.post("2026/05/a", unit="kinh-te")
    units = quota.tally(project.site()).units
    assert [item.unit.id for item in units] == ["van-phong", "van-hoa", "mttq", "kinh-te"]
    assert units[-1].months == {MAY: 1}


def test_a_target_of_one_unit_is_advisory(project: Project) -> None:
    project.configure("name: Phòng Văn hóa - Xã hội}", "name: Phòng Văn hóa - Xã hội, target: 9}")
    two_posts(project)
    assert row(project).status is MonthStatus.MET


def test_an_external_body_is_credited_for_what_it_sends(project: Project) -> None:
    project.post("2026/05/a", unit="mttq")
    assert row(project).counted == 1


def test_a_unit_is_last_heard_of_by_its_last_public_post(project: Project) -> None:
    project.post("2026/05/a", title="Một")
    project.post("2026/06/b", title="Hai", date="2026-06-02", month='"2026-06"', status="draft")
    units = {item.unit.id: item.last_post for item in quota.tally(project.site()).units}
    assert units == {"van-phong": dt.date(2026, 5, 14), "van-hoa": None, "mttq": None}


def test_units_are_credited_only_for_months_of_the_table(project: Project) -> None:
    two_posts(project, "2026-04")
    two_posts(project, "2026-05")
    two_posts(project, "2026-06")
    assert quota.tally(project.site()).units[0].months == {MAY: 2, JUNE: 2}
    assert quota.tally(project.site(), first=JUNE, last=JUNE).units[0].months == {JUNE: 2}
