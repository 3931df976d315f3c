"""What counts, what a month owes, and how it stands: the quota rule, sentence by sentence."""

import datetime as dt
import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cchc import config, labels, quota
from cchc.dates import Month
from cchc.locale import translator
from cchc.model import Config, History, HistoryState, Place, Post, Problem, Rejected, Site
from cchc.quota import MonthStatus, MonthTally, Reason
from cchc.schema import PostMeta, Vocabulary
from cchc.text import fold
from tests.conftest import PROCEDURE, TODAY, Project

MAY = Month(2026, 5)
JUNE = Month(2026, 6)
NOVEMBER = Month(2026, 11)
WAIVER = """\
        waivers:
          - {month: "%s", reason: Bão số 3, approved_by: Chủ tịch UBND xã, document: 12/CV-UBND, date: 2026-06-05}
"""


def row(project: Project, month: Month = MAY, today: dt.date = TODAY, *, strict: bool = False) -> MonthTally:
    """Return one month of the table."""
    table = quota.tally(project.site(today), strict=strict)
    return next(item for item in table.months if item.month == month)


def reasons(project: Project, today: dt.date = TODAY, *, strict: bool = False) -> dict[str, str | None]:
    """Return why each post does not count, by file name; None where it does."""
    rows = quota.counts_by_month(project.site(today), strict=strict).values()
    return {count.post.path.stem: count.reason and count.reason.value for counts in rows for count in counts}


def two_posts(project: Project, month: str = "2026-05") -> None:
    """Write two posts that fill a month."""
    for name in ("a", "b"):
        project.post(
            f"{month.replace('-', '/')}/{name}",
            f"Nội dung {month} {name}.\n",
            title=f"Tin {month} {name}",
            date=f"{month}-10",
            month=f'"{month}"',
        )


# ------------------------------------------------------------------ what counts


def test_two_published_posts_fill_a_month(project: Project) -> None:
    two_posts(project)
    may = row(project)
    assert (may.counted, may.target, may.missing, may.status) == (2, 2, 0, MonthStatus.MET)
    assert reasons(project) == {"a": None, "b": None}


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_a_post_that_is_not_published_is_not_credited(project: Project, status: str) -> None:
    project.post("2026/05/a", status=status)
    assert reasons(project) == {"a": status}
    assert row(project).counted == 0


def test_a_future_post_counts_only_from_its_day_on(project: Project) -> None:
    project.post("2026/11/a", date="2026-11-22", month='"2026-11"')
    assert reasons(project, dt.date(2026, 11, 21)) == {"a": "future"}
    assert reasons(project, dt.date(2026, 11, 22)) == {"a": None}


def test_a_post_of_later_today_already_counts(project: Project) -> None:
    project.post("2026/11/a", date="2026-11-21 23:30", month='"2026-11"')
    assert reasons(project) == {"a": None}


def test_an_editor_can_leave_a_post_out_of_the_count(project: Project) -> None:
    project.post("2026/05/a", counts="false", counts_reason="Thông báo nội bộ")
    assert reasons(project) == {"a": "excluded"}


@pytest.mark.parametrize("key", [{"status": "draft"}, {"origin": "translation", "translation_of": '"2026/05/b"'}])
def test_nothing_can_force_a_post_into_the_count(project: Project, key: dict[str, str]) -> None:
    project.post("2026/05/a", counts="true", **key)
    assert reasons(project)["a"] is not None


@pytest.mark.parametrize("origin", ["translation", None])
def test_a_translation_is_not_counted_twice(project: Project, origin: str | None) -> None:
    project.post("2026/05/a", "Tiếng Việt.\n", title="Một cửa")
    project.post(
        "2026/05/a-tay", "Tiếng Tày.\n", title="Cửa đeo", lang="tyz", origin=origin, translation_of='"2026/05/a"'
    )
    assert reasons(project) == {"a": None, "a-tay": "translation"}


def test_a_post_in_another_language_that_translates_nothing_counts(project: Project) -> None:
    project.post("2026/05/a", lang="tyz")
    assert reasons(project) == {"a": None}


def test_a_repost_counts_unless_the_agency_says_otherwise(project: Project) -> None:
    project.post("2026/05/a", origin="repost", source="{name: Báo Lạng Sơn, url: https://bao.example/1}")
    assert reasons(project) == {"a": None}
    project.configure("page: public", "page: public\n        count_reposts: false")
    assert reasons(project) == {"a": "repost"}


@pytest.mark.parametrize("form", ["video", "infographic", "podcast"])
def test_a_video_counts_when_it_has_a_title_and_a_summary(project: Project, form: str) -> None:
    project.post("2026/05/a", "", format=form, summary="Hướng dẫn nộp hồ sơ.")
    assert reasons(project) == {"a": None}
    project.post("2026/05/a", "", format=form)
    site = project.site()
    assert (site.posts, len(site.rejected)) == ((), 1)


def test_two_videos_without_text_are_not_each_others_duplicate(project: Project) -> None:
    project.post("2026/05/a", "", title="Phim một", format="video", summary="Nộp hồ sơ.")
    project.post("2026/05/b", "\n", title="Phim hai", format="video", summary="Trả kết quả.")
    assert reasons(project) == {"a": None, "b": None}


def test_procedures_documents_events_and_feedback_never_count(project: Project) -> None:
    project.write("docs/thu-tuc/1-001193.md", PROCEDURE)
    for folder in ("van-ban", "su-kien", "hoi-dap"):
        project.write(f"docs/{folder}/a.md", "---\ntitle: Văn bản\ndate: 2026-05-14\n---\n\nNội dung.\n")
    assert row(project).counted == 0


# ------------------------------------------------------------------- duplicates


def test_a_post_of_the_same_title_counts_once_and_the_editor_is_told(project: Project) -> None:
    project.post("2026/05/a", "Một.\n")
    project.post("2026/05/b", "Hai.\n", date="2026-05-20")
    (_, second) = row(project).counts
    assert (second.reason, second.original and second.original.path.name) == (Reason.DUPLICATE, "a.md")
    assert "CCHC901" in project.codes()


@pytest.mark.parametrize(
    "title",
    [
        unicodedata.normalize("NFD", "Một cửa liên thông"),
        "MỘT CỬA LIÊN THÔNG",
        '"  Một   cửa\tliên thông "',
        "Một cửa\u00a0liên thông",
    ],
)
def test_retyping_a_title_does_not_make_a_second_post(project: Project, title: str) -> None:
    project.post("2026/05/a", "Một.\n")
    project.post("2026/05/b", "Hai.\n", title=title)
    assert reasons(project) == {"a": None, "b": "duplicate"}


@pytest.mark.parametrize(
    "body",
    [
        unicodedata.normalize("NFD", "Công dân nộp hồ sơ.\n\nTrả kết quả.\n"),
        "CÔNG DÂN NỘP HỒ SƠ.\n\n\nTrả kết quả.",
        "Công dân\nnộp hồ sơ. Trả kết quả.\n",
        "\r\nCông dân nộp hồ sơ.\r\n\r\nTrả kết quả.\r\n",
    ],
)
def test_the_same_text_under_a_new_title_counts_once(project: Project, body: str) -> None:
    project.post("2026/05/a", "Công dân nộp hồ sơ.\n\nTrả kết quả.\n", title="Một")
    project.post("2026/05/b", body, title="Hai")
    assert reasons(project) == {"a": None, "b": "duplicate"}


def test_one_source_reposted_twice_counts_once(project: Project) -> None:
    source = "{name: Báo, url: https://bao.example/1}"
    project.post("2026/05/a", "Một.\n", title="Một", origin="repost", source=source)
    project.post("2026/05/b", "Hai.\n", title="Hai", source=source)
    project.post("2026/05/c", "Ba.\n", title="Ba", origin="repost", source="{name: Báo}")
    assert reasons(project) == {"a": None, "b": "duplicate", "c": None}


@pytest.mark.parametrize("title", ["Một cửa liên thông (tiếp)", "Một cửa liên thong", "Một cửa, liên thông"])
def test_a_post_that_is_only_nearly_the_same_keeps_its_credit(project: Project, title: str) -> None:
    project.post("2026/05/a", "Công dân nộp hồ sơ.\n")
    project.post("2026/05/b", "Công dân nộp hồ sơ!\n", title=title)
    assert reasons(project) == {"a": None, "b": None}


def test_a_duplicate_in_another_month_does_not_fill_that_month(project: Project) -> None:
    project.post("2026/05/a", "Một.\n")
    project.post("2026/06/b", "Hai.\n", date="2026-06-02", month='"2026-06"')
    assert (row(project, MAY).counted, row(project, JUNE).counted) == (1, 0)


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"status": "draft"}, "draft"),
        ({"status": "withdrawn"}, "withdrawn"),
        ({"counts": "false", "counts_reason": "Thông báo"}, "excluded"),
        ({"origin": "repost", "source": "{name: Báo}"}, "repost"),
        ({"translation_of": '"2026/05/z"'}, "translation"),
    ],
)
def test_a_post_is_no_duplicate_of_one_that_does_not_count_itself(
    project: Project, keys: dict[str, str], reason: str
) -> None:
    project.configure("page: public", "page: public\n        count_reposts: false")
    project.post("2026/05/a", **keys)
    project.post("2026/05/b", date="2026-05-20")
    assert reasons(project) == {"a": reason, "b": None}


def test_a_post_like_a_duplicate_but_not_like_its_original_counts(project: Project) -> None:
    source = "{name: Báo, url: https://bao.example/1}"
    project.post("2026/05/a", "Một.\n", title="Một", date="2026-05-01")
    project.post("2026/05/b", "Hai.\n", title="Một", date="2026-05-02", source=source)
    project.post("2026/05/c", "Ba.\n", title="Ba", date="2026-05-03", source=source)
    assert reasons(project) == {"a": None, "b": "duplicate", "c": None}


def test_an_old_post_from_before_the_start_cannot_be_posted_again_for_credit(project: Project) -> None:
    project.post("2026/04/a", date="2026-04-20", month='"2026-04"')
    project.post("2026/05/b")
    assert reasons(project)["b"] == "duplicate"
    assert row(project).counted == 0


def test_a_draft_from_before_the_start_takes_no_credit_away(project: Project) -> None:
    project.post("2026/04/a", date="2026-04-20", month='"2026-04"', status="draft")
    project.post("2026/05/b")
    assert reasons(project)["b"] is None


def test_the_earlier_post_by_date_keeps_the_credit_whatever_its_file_is_called(project: Project) -> None:
    project.post("2026/05/a", date="2026-05-20")
    project.post("2026/05/z", date="2026-05-04")
    assert reasons(project) == {"z": None, "a": "duplicate"}


def test_of_two_posts_of_one_day_the_first_by_path_keeps_the_credit(project: Project) -> None:
    project.post("2026/05/b")
    project.post("2026/05/a")
    assert reasons(project) == {"a": None, "b": "duplicate"}


def test_of_two_posts_of_one_day_the_earlier_hour_keeps_the_credit(project: Project) -> None:
    project.post("2026/05/a", date="2026-05-14 16:00")
    project.post("2026/05/b", date="2026-05-14T02:00:00Z")
    assert reasons(project) == {"b": None, "a": "duplicate"}


# ------------------------------------------------------------- valid, and when


@pytest.mark.parametrize("spoil", ["bom", "crlf", "nfd"])
def test_a_post_saved_by_windows_or_macos_counts(project: Project, spoil: str) -> None:
    text = project.post("2026/05/a").read_text("utf-8")
    if spoil == "bom":
        data = text.encode("utf-8-sig")
    elif spoil == "crlf":
        data = text.replace("\n", "\r\n").encode()
    else:
        data = unicodedata.normalize("NFD", text).encode()
    project.write("posts/2026/05/a.md", data)
    assert reasons(project) == {"a": None}


def test_a_broken_link_or_picture_never_changes_the_count(project: Project) -> None:
    project.post("2026/05/a", "![](khong-co.jpg) [xem](khong-co.md)\n\n# Tiêu đề\n", image="{src: mat.jpg, alt: Ảnh}")
    assert reasons(project) == {"a": None}
    assert quota.tally(project.site()).unreadable == ()


@pytest.mark.parametrize("key", ["unit", "topic"])
def test_a_post_of_an_unknown_unit_or_topic_waits_to_be_mended(project: Project, key: str) -> None:
    two_posts(project)
    project.post("2026/05/a", **{key: "Ban Tuyên giáo"})
    assert (row(project).counted, row(project).unreadable) == (1, 1)


def test_a_time_with_an_offset_belongs_to_its_month_in_hanoi(project: Project) -> None:
    project.post("2026/06/a", date="2026-05-31T20:00:00Z", month='"2026-06"')
    assert (row(project, MAY).counted, row(project, JUNE).counted) == (0, 1)
    project.post("2026/06/a", date="2026-05-31T20:00:00Z", month='"2026-05"')
    assert project.codes() == ["CCHC203"]


def test_a_time_west_of_hanoi_is_not_in_the_future_once_its_hanoi_day_has_come(project: Project) -> None:
    project.post("2026/11/a", date="2026-11-20T23:00:00-05:00", month='"2026-11"')
    assert reasons(project, dt.date(2026, 11, 20)) == {"a": "future"}
    assert reasons(project, dt.date(2026, 11, 21)) == {"a": None}


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


# ------------------------------------------------------------------------ late


def with_history(site: Site, state: HistoryState, days: Mapping[str, dt.date | None]) -> Site:
    """Return the site as if git had said when its posts were first published."""
    first = {post.path: days.get(post.path.stem) for post in site.posts}
    return replace(site, history=History(state=state, first_published=first))


def test_late_posts_count_and_are_marked_and_under_strict_they_do_not_count(project: Project) -> None:
    two_posts(project)
    site = with_history(project.site(), "full", {"a": dt.date(2026, 5, 31), "b": dt.date(2026, 6, 1)})
    may = quota.tally(site).months[0]
    assert (may.counted, may.late, may.status) == (2, 1, MonthStatus.MET)
    may = quota.tally(site, strict=True).months[0]
    assert (may.counted, may.late, may.status) == (1, 1, MonthStatus.SHORT)
    assert [count.reason for count in may.counts] == [None, Reason.LATE]


def test_a_post_that_strict_leaves_out_takes_no_credit_from_its_repeat(project: Project) -> None:
    project.post("2026/05/a", "Một.\n")
    project.post("2026/06/b", "Hai.\n", date="2026-06-02", month='"2026-06"')
    days = {"a": dt.date(2026, 6, 3), "b": dt.date(2026, 6, 2)}
    site = with_history(project.site(), "full", days)
    assert [item.counted for item in quota.tally(site).months[:2]] == [1, 0]
    assert [item.counted for item in quota.tally(site, strict=True).months[:2]] == [0, 1]


@pytest.mark.parametrize("state", ["shallow", "none"])
def test_nobody_is_called_late_and_nothing_is_lost_when_git_cannot_know(project: Project, state: HistoryState) -> None:
    two_posts(project)
    may = quota.tally(with_history(project.site(), state, {}), strict=True).months[0]
    assert [count.late for count in may.counts] == [None, None]
    assert (may.counted, may.late, may.status) == (2, 0, MonthStatus.MET)


@pytest.mark.parametrize("state", ["full", "none"])
def test_an_imported_archive_is_not_all_late(project: Project, state: HistoryState) -> None:
    project.configure("page: public", 'page: public\n        late_from: "2026-06"')
    two_posts(project, "2026-05")
    two_posts(project, "2026-06")
    site = with_history(project.site(), state, {})
    late = [[count.late for count in item.counts] for item in quota.tally(site).months[:2]]
    assert late == [[False, False], [True, True] if state == "full" else [None, None]]


def test_a_draft_is_never_called_late(project: Project) -> None:
    project.post("2026/05/a", status="draft")
    may = quota.tally(with_history(project.site(), "full", {})).months[0]
    assert (may.late, may.counts[0].late) == (0, False)


# ------------------------------------------------- an independent second count

TITLES = ("Một cửa", "một  CỬA", unicodedata.normalize("NFD", "Một cửa"), "Số hóa", "Dân vận", "Chỉ số")
BODIES = ("", " \n", "Nội dung.", "nội\n\nDUNG.", unicodedata.normalize("NFD", "Nội dung."), "Khác.", "Nữa.")
URLS = (None, None, "https://a.example/1", "https://a.example/2")
OFFSETS = ("", "Z", "+07:00", "-05:00", "+13:00")


@dataclass(frozen=True)
class Written:
    """A post as an editor wrote it, in plain values."""

    path: str
    local: dt.datetime
    offset: str
    timed: bool
    title: str
    body: str
    status: str
    origin: str
    url: str | None
    translates: bool
    counts: bool
    unit: str
    committed: dt.date | None

    @property
    def hanoi(self) -> dt.datetime:
        """The moment on a Hanoi clock, without a zone."""
        if not self.timed:
            return dt.datetime(self.local.year, self.local.month, self.local.day)
        hours = {"": 7, "Z": 0}.get(self.offset)
        hours = int(self.offset[:3]) if hours is None else hours
        return self.local + dt.timedelta(hours=7 - hours)

    @property
    def month(self) -> str:
        return f"{self.hanoi:%Y-%m}"

    def front_matter(self) -> dict[str, object]:
        date = f"{self.local:%Y-%m-%dT%H:%M}{self.offset}" if self.timed else f"{self.local:%Y-%m-%d}"
        values: dict[str, object] = {
            "title": self.title,
            "date": date,
            "month": self.month,
            "unit": self.unit,
            "topic": "the-che",
            "status": self.status,
            "origin": self.origin,
        }
        if self.url or self.origin == "repost":
            values["source"] = {"name": "Báo"} | ({"url": self.url} if self.url else {})
        if self.translates or self.origin == "translation":
            values["translation_of"] = "2026/05/goc"
        if not self.counts:
            values |= {"counts": False, "counts_reason": "Thông báo"}
        return values


@dataclass(frozen=True)
class Case:
    """An agency, its posts, and a day."""

    posts: tuple[Written, ...]
    broken: tuple[str | None, ...]
    """The month of each post that cannot be read; None where nobody can tell."""
    today: dt.date
    start: str
    late_from: str | None
    targets: Mapping[str, int]
    waived: frozenset[str]
    count_reposts: bool
    history: HistoryState
    strict: bool

    def config(self) -> Config:
        units = [{"id": id_, "name": id_} for id_ in ("van-phong", "van-hoa")]
        rules: dict[str, object] = {
            "start": self.start,
            "count_reposts": self.count_reposts,
            "targets": [{"from": month, "posts_per_month": number} for month, number in self.targets.items()],
            "waivers": [
                {"month": month, "reason": "Bão", "approved_by": "Chủ tịch", "date": "2026-01-01"}
                for month in sorted(self.waived)
            ],
        }
        if self.late_from:
            rules["late_from"] = self.late_from
        settings = {"site_name": "X", "site_url": "", "language": "vi", "docs_dir": "docs", "edit_uri": ""}
        return config.build(Path("/xa/mkdocs.yml"), settings, {"units": units, "quota": rules})

    def site(self) -> Site:
        made = self.config()
        posts = tuple(_post(made, item) for item in self.posts)
        rejected = tuple(
            Rejected(
                path=PurePosixPath(f"posts/hong-{number}.md"),
                problems=(Problem("CCHC002", Place(PurePosixPath("x")), {}),),
                title=None,
                month=Month.parse(month) if month else None,
                is_post=True,
            )
            for number, month in enumerate(self.broken)
        )
        judged = self.late_from or self.start
        first = {PurePosixPath(item.path): item.committed for item in self.posts if item.month >= judged}
        return Site(
            config=made,
            today=self.today,
            posts=tuple(sorted(posts, key=lambda post: (post.published_at, str(post.path)))),
            procedures=(),
            rejected=rejected,
            problems=(),
            files={},
            history=History(state=self.history, first_published=first if self.history == "full" else {}),
        )


def _post(made: Config, item: Written) -> Post:
    meta = PostMeta.model_validate(item.front_matter(), context=Vocabulary(made.plugin))
    return Post(
        path=PurePosixPath(item.path),
        meta=meta,
        unit=made.unit(item.unit),
        topic=made.plugin.topic_list[0],
        id=item.path.removeprefix("posts/").removesuffix(".md"),
        body=item.body,
        body_line=1,
        body_mark=fold(item.body),
        links=(),
        lines={},
    )


MONTHS = [f"2026-{number:02d}" for number in range(2, 10)]
COMMITTED = st.none() | st.dates(dt.date(2026, 3, 1), dt.date(2026, 9, 30))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw an agency whose posts repeat each other more often than real ones do."""
    posts = tuple(
        Written(
            path=f"posts/2026/{number:02d}/{draw(st.sampled_from('abc'))}{number}.md",
            local=draw(st.datetimes(dt.datetime(2026, 3, 30), dt.datetime(2026, 8, 3))).replace(second=0),
            offset=draw(st.sampled_from(OFFSETS)),
            timed=draw(st.booleans()),
            title=draw(st.sampled_from(TITLES)) if draw(st.booleans()) else f"Tin {number}",
            body=draw(st.sampled_from(BODIES)) if draw(st.booleans()) else f"Bài {number}",
            status=draw(st.sampled_from(["published"] * 6 + ["draft", "in_review", "withdrawn"])),
            origin=draw(st.sampled_from(["original"] * 4 + ["repost", "translation"])),
            url=draw(st.sampled_from(URLS)),
            translates=draw(st.sampled_from([False] * 9 + [True])),
            counts=draw(st.sampled_from([True] * 9 + [False])),
            unit=draw(st.sampled_from(["van-phong", "van-hoa"])),
            committed=draw(COMMITTED),
        )
        for number in range(draw(st.integers(0, 12)))
    )
    return Case(
        posts=posts,
        broken=tuple(draw(st.lists(st.none() | st.sampled_from(MONTHS), max_size=2))),
        today=draw(st.dates(dt.date(2026, 4, 25), dt.date(2026, 8, 2))),
        start=draw(st.sampled_from(MONTHS[2:5])),
        late_from=draw(st.none() | st.sampled_from(MONTHS)),
        targets=draw(st.dictionaries(st.sampled_from(MONTHS), st.integers(0, 3), max_size=3)),
        waived=frozenset(draw(st.lists(st.sampled_from(MONTHS), max_size=2))),
        count_reposts=draw(st.booleans()),
        history=draw(st.sampled_from(["full", "full", "shallow", "none"])),
        strict=draw(st.booleans()),
    )


def plain(text: str) -> str:
    """Fold a text: NFC, case folded, white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def is_late(case: Case, item: Written) -> bool:
    closed = item.month < f"{case.today:%Y-%m}"
    if case.history != "full" or not closed or item.month < (case.late_from or case.start):
        return False
    return f"{item.committed or case.today:%Y-%m}" > item.month


def same(one: Written, other: Written) -> bool:
    if plain(one.title) == plain(other.title):
        return True
    if one.url is not None and one.url == other.url:
        return True
    return plain(one.body) != "" and plain(one.body) == plain(other.body)


def credited(case: Case) -> list[Written]:
    """Return the posts that count, each compared with every earlier one that does."""
    kept: list[Written] = []
    for item in sorted(case.posts, key=lambda item: (item.hanoi, item.path)):
        if item.status != "published" or item.hanoi.date() > case.today or not item.counts:
            continue
        if item.origin == "translation" or item.translates:
            continue
        if item.origin == "repost" and not case.count_reposts:
            continue
        if any(same(item, earlier) for earlier in kept):
            continue
        if case.strict and is_late(case, item):
            continue
        kept.append(item)
    return kept


def expected_status(case: Case, month: str, counted: int) -> tuple[int, str]:
    """Return the target and the status of one month, as the table of the rule has it."""
    in_force = [number for since, number in sorted(case.targets.items()) if since <= month]
    target = in_force[-1] if in_force and month >= case.start else 0
    current = f"{case.today:%Y-%m}"
    if target == 0:
        return target, "not_applicable"
    if counted >= target:
        return target, "met"
    if month == current:
        return target, "in_progress"
    if month in case.waived:
        return target, "excused"
    unknown = sum(broken in (month, None) for broken in case.broken)
    return target, "undetermined" if counted + unknown >= target else "short"


EMPTY = Case(
    posts=(),
    broken=(),
    today=dt.date(2026, 4, 25),
    start="2026-06",
    late_from=None,
    targets={"2026-06": 2},
    waived=frozenset(),
    count_reposts=True,
    history="full",
    strict=False,
)


@settings(deadline=None)
@given(cases())
@example(EMPTY)
def test_a_manager_who_recounts_by_hand_gets_the_same_table(case: Case) -> None:
    table = quota.tally(case.site(), strict=case.strict)
    kept = credited(case)
    current = f"{case.today:%Y-%m}"
    months = [month for month in MONTHS if case.start <= month <= current]
    assert [str(item.month) for item in table.months] == months
    for item in table.months:
        month = str(item.month)
        counted = [post.path for post in kept if post.month == month]
        assert [str(count.post.path) for count in item.counts if count.counted] == counted
        assert (item.target, item.status.value) == expected_status(case, month, len(counted))
        assert item.missing == max(0, item.target - len(counted))
        assert {str(count.post.path) for count in item.counts} == {p.path for p in case.posts if p.month == month}
        public = [p for p in case.posts if p.status == "published" and p.hanoi.date() <= case.today]
        assert item.late == sum(is_late(case, p) for p in public if p.month == month)
    for unit in table.units:
        own = [post for post in kept if post.unit == unit.unit.id]
        assert {str(month): number for month, number in unit.months.items()} == {
            month: number for month in months if (number := sum(post.month == month for post in own))
        }


@settings(deadline=None)
@given(cases())
def test_a_count_never_exceeds_what_readers_can_see(case: Case) -> None:
    site = case.site()
    visible = {post.path for post in site.public_posts}
    rows = quota.tally(site, first=Month(2026, 1), last=Month(2026, 12), strict=case.strict).months
    shown = [count for item in rows for count in item.counts]
    assert {count.post.path for count in shown} == {post.path for post in site.posts}
    assert len(shown) == len(site.posts)
    assert all(count.post.path in visible for count in shown if count.counted)


@settings(deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_files_are_read_in_changes_nothing(case: Case, order: random.Random) -> None:
    site = case.site()
    posts = list(site.posts)
    order.shuffle(posts)
    shuffled = replace(site, posts=tuple(posts))
    assert quota.counts_by_month(shuffled, strict=case.strict) == quota.counts_by_month(site, strict=case.strict)
