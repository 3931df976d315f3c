"""What counts: the quota rule, sentence by sentence."""

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

import pytest

from cchc import quota
from cchc.model import History, HistoryState, Site
from cchc.quota import MonthStatus, Reason
from tests.conftest import PROCEDURE, Project
from tests.counting import JUNE, MAY, reasons, row, two_posts

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
