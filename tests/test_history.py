"""What git proves about a post's month, on real repositories: nobody is called late without proof."""

import datetime as dt
import time
import unicodedata
from collections.abc import Iterator
from typing import Literal

import pytest

from tests.conftest import Project, post_text
from tests.lateness import IN_TIME, LONG, TOO_LATE, is_late, late, write

pytestmark = pytest.mark.usefixtures("settings_of_nobody")


# ------------------------------------------------------------------------ dates


def test_a_post_committed_in_its_month_is_not_late(project: Project) -> None:
    write(project)
    project.commit(IN_TIME)
    assert project.site().history.state == "full"
    assert is_late(project) is False


def test_a_post_committed_after_its_month_is_late(project: Project) -> None:
    write(project)
    project.commit(TOO_LATE)
    assert is_late(project) is True
    assert "CCHC902" in project.codes()


@pytest.mark.parametrize(
    ("committed", "expected"),
    [
        ("2026-05-31T23:59:59+07:00", False),
        ("2026-05-31T16:59:59+00:00", False),
        ("2026-05-31T17:00:00+00:00", True),
        ("2026-05-31T23:30:00+00:00", True),
        ("2026-06-01T03:00:00+14:00", False),
    ],
)
def test_the_last_day_of_a_month_ends_at_midnight_in_hanoi(project: Project, committed: str, expected: bool) -> None:
    write(project)
    project.commit(committed)
    assert is_late(project) is expected


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A build machine on the other side of the world."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("new_york")
@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system cannot change its time zone")
def test_a_build_machine_abroad_gives_the_same_verdict(project: Project) -> None:
    write(project)
    project.commit("2026-05-31T17:30:00+00:00")
    assert is_late(project) is True


@pytest.mark.parametrize(("author", "committer", "expected"), [(IN_TIME, TOO_LATE, True), (TOO_LATE, IN_TIME, False)])
def test_the_committers_date_counts_not_the_authors(
    project: Project, author: str, committer: str, expected: bool
) -> None:
    write(project)
    project.git("init", "-q", "-b", "main")
    project.git("add", "-A")
    project.git("commit", "-q", "-m", "Bài mới", f"--date={author}", date=committer)
    assert is_late(project) is expected


def test_a_post_of_the_current_month_is_never_late(project: Project) -> None:
    write(project)
    project.commit(TOO_LATE)
    assert is_late(project, dt.date(2026, 5, 31)) is False


def test_a_commit_that_only_inherits_the_post_in_time_proves_it_was_there(project: Project) -> None:
    write(project)
    project.commit("2026-07-15T08:00:00+07:00")  # a machine whose clock was ahead
    project.write("docs/anh.png", b"\x89PNG")
    project.commit(IN_TIME)
    assert is_late(project) is False


# ----------------------------------------------------------------------- status


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_a_draft_in_time_that_is_published_afterwards_is_late(project: Project, status: str) -> None:
    write(project, status=status)
    project.commit(IN_TIME)
    write(project)
    project.commit(TOO_LATE)
    assert is_late(project) is True


def test_a_post_withdrawn_and_published_again_is_not_late(project: Project) -> None:
    write(project)
    project.commit(IN_TIME)
    write(project, status="withdrawn")
    project.commit("2026-05-25T08:00:00+07:00")
    write(project)
    project.commit(TOO_LATE)
    assert is_late(project) is False


def test_a_correction_after_the_month_does_not_make_a_post_late(project: Project) -> None:
    write(project)
    project.commit(IN_TIME)
    write(project, body=LONG + "Đính chính.\n", title="Tiêu đề mới")
    project.commit(TOO_LATE)
    assert is_late(project) is False


@pytest.mark.parametrize(
    "first",
    [
        post_text(LONG, month="5"),
        post_text(LONG, title="Một cửa: liên thông"),
        post_text(LONG).replace("---", "", 1),
        post_text(LONG).encode("utf-16"),
        post_text(LONG).replace("\n", "\r\n").encode("utf-8-sig"),
        post_text(LONG, status='" Published "'),
    ],
)
def test_a_mistake_mended_after_the_month_does_not_make_a_post_late(project: Project, first: str | bytes) -> None:
    project.write("posts/2026/05/a.md", first)
    project.commit(IN_TIME)
    write(project)
    project.commit(TOO_LATE)
    assert is_late(project) is False


# ------------------------------------------------------------------ not yet in git


def test_a_post_that_is_not_committed_is_of_today(project: Project) -> None:
    project.commit(IN_TIME)
    write(project)
    assert is_late(project) is True
    assert is_late(project, dt.date(2026, 5, 31)) is False


def test_a_committed_post_with_changes_on_disk_is_not_late(project: Project) -> None:
    write(project)
    project.commit(IN_TIME)
    write(project, body="Viết lại cả bài.\n")
    assert is_late(project) is False


def test_a_draft_published_on_disk_only_is_of_today(project: Project) -> None:
    write(project, status="draft")
    project.commit(IN_TIME)
    write(project)
    assert is_late(project) is True


def test_a_repository_without_a_commit_knows_everything_is_of_today(project: Project) -> None:
    write(project)
    project.git("init", "-q", "-b", "main")
    assert project.site().history.state == "full"
    assert is_late(project) is True


# --------------------------------------------------------------------- branches


def branch(project: Project) -> None:
    """Start main on 1 May, and leave a branch `bai` checked out."""
    project.commit("2026-05-01T08:00:00+07:00")
    project.git("checkout", "-q", "-b", "bai")


def test_a_branch_merged_after_the_month_keeps_the_day_of_its_commit(project: Project) -> None:
    branch(project)
    write(project)
    project.commit(IN_TIME)
    project.git("checkout", "-q", "main")
    project.git("merge", "-q", "--no-ff", "-m", "Duyệt bài", "bai", date=TOO_LATE)
    assert is_late(project) is False


def test_a_plain_pull_that_swaps_the_parents_makes_no_one_late(project: Project) -> None:
    branch(project)
    project.write("docs/khac.md", "Trang khác.\n")
    project.commit("2026-05-18T08:00:00+07:00")
    project.git("checkout", "-q", "main")
    write(project)
    project.commit(IN_TIME)
    project.git("checkout", "-q", "bai")
    project.git("merge", "-q", "--no-ff", "-m", "Merge branch 'main' of …", "main", date=TOO_LATE)
    project.git("branch", "-q", "-f", "main", "bai")
    project.git("checkout", "-q", "main")
    assert project.git("log", "--first-parent", "--format=%s", "--", "posts").count("\n") == 1  # the merge alone
    assert is_late(project) is False


def test_a_branch_whose_text_main_got_by_another_way_still_proves_the_day(project: Project) -> None:
    branch(project)
    write(project)
    project.commit(IN_TIME)
    project.git("checkout", "-q", "main")
    write(project)
    project.commit(TOO_LATE)  # pasted again, so that both sides of the merge are the same
    project.git("merge", "-q", "--no-ff", "-m", "Gộp nhánh", "bai", date="2026-06-05T08:00:00+07:00")
    assert is_late(project) is False


def test_a_branch_that_is_not_part_of_head_proves_nothing(project: Project) -> None:
    branch(project)
    write(project)
    project.commit(IN_TIME)
    project.git("checkout", "-q", "main")
    write(project)
    project.commit(TOO_LATE)
    assert is_late(project) is True


@pytest.mark.parametrize(("merged", "expected"), [(IN_TIME, False), (TOO_LATE, True)])
def test_a_post_published_by_the_merge_itself_is_of_the_day_of_the_merge(
    project: Project, merged: str, expected: bool
) -> None:
    write(project, status="draft")
    project.commit("2026-05-01T08:00:00+07:00")
    project.git("checkout", "-q", "-b", "bai")
    write(project, body=LONG + "Một.\n", status="draft")
    project.commit("2026-05-02T08:00:00+07:00")
    project.git("checkout", "-q", "main")
    project.write("docs/khac.md", "Trang khác.\n")
    project.commit("2026-05-03T08:00:00+07:00")
    project.git("merge", "-q", "--no-ff", "--no-commit", "bai", date=merged)
    write(project, body=LONG + "Một.\n")
    project.commit(merged, "Gộp và đăng")
    write(project, body=LONG + "Một. Hai.\n")
    project.commit("2026-06-20T08:00:00+07:00")
    assert is_late(project) is expected


# ---------------------------------------------------------------------- renames


def test_a_renamed_file_keeps_its_day(project: Project) -> None:
    write(project)
    project.commit(IN_TIME)
    project.git("mv", "posts/2026/05/a.md", "posts/2026/05/b.md")
    project.commit(TOO_LATE)
    (project.root / "posts/2026/bai").mkdir()
    project.git("mv", "posts/2026/05/b.md", "posts/2026/bai/c.md")
    project.commit("2026-07-03T08:00:00+07:00")
    assert is_late(project) is False


def test_a_file_renamed_and_corrected_at_once_keeps_its_day(project: Project) -> None:
    write(project)
    project.commit(IN_TIME)
    project.git("mv", "posts/2026/05/a.md", "posts/2026/05/b.md")
    write(project, "2026/05/b", LONG + "Đính chính.\n")
    project.commit(TOO_LATE)
    assert is_late(project) is False


def test_a_draft_renamed_when_it_is_published_is_of_that_day(project: Project) -> None:
    write(project, status="draft")
    project.commit(IN_TIME)
    project.git("mv", "posts/2026/05/a.md", "posts/2026/05/b.md")
    write(project, "2026/05/b")
    project.commit(TOO_LATE)
    assert is_late(project) is True


def test_a_file_renamed_and_rewritten_keeps_its_day_by_its_id(project: Project) -> None:
    write(project, id='"2026/05/mot-cua"')
    project.commit(IN_TIME)
    (project.root / "posts/2026/05/a.md").unlink()
    write(project, "2026/05/b", "Khác hẳn.\n", id='"2026/05/mot-cua"', title="Tên mới")
    project.commit(TOO_LATE)
    assert is_late(project) is False


def test_a_post_moved_out_of_a_file_that_now_holds_another_keeps_its_day_by_its_id(project: Project) -> None:
    write(project, id='"2026/05/mot-cua"', title="Bài cũ")
    project.commit(IN_TIME)
    write(project, body="Bài khác hẳn.\n", id='"2026/06/so-hoa"', title="Bài mới", date="2026-06-02", month='"2026-06"')
    write(project, "2026/05/b", "Bài cũ, viết lại.\n", id='"2026/05/mot-cua"', title="Bài cũ")
    project.commit(TOO_LATE)
    assert late(project.site()) == {"Bài cũ": False, "Bài mới": False}


def test_a_post_whose_id_was_changed_is_found_by_the_one_it_moved_from(project: Project) -> None:
    write(project, id='"2026/05/mot-cua"')
    project.commit(IN_TIME)
    (project.root / "posts/2026/05/a.md").unlink()
    write(project, "2026/05/b", "Khác hẳn.\n", id='"2026/05/hai-cua"', moved_from='["2026/05/mot-cua"]')
    project.commit(TOO_LATE)
    assert is_late(project) is False


def test_a_draft_of_the_same_id_proves_nothing(project: Project) -> None:
    write(project, id='"2026/05/mot-cua"', status="draft")
    project.commit(IN_TIME)
    (project.root / "posts/2026/05/a.md").unlink()
    write(project, "2026/05/b", "Khác hẳn.\n", id='"2026/05/mot-cua"')
    project.commit(TOO_LATE)
    assert is_late(project) is True


def test_posts_keep_their_days_when_their_folder_is_renamed(project: Project) -> None:
    project.write("tin/2026/05/a.md", post_text(LONG))
    project.commit(IN_TIME)
    (project.root / "posts").rmdir()
    project.git("mv", "tin", "posts")
    project.commit(TOO_LATE)
    assert is_late(project) is False


def test_posts_keep_their_days_when_the_whole_project_moves_into_a_folder(project: Project) -> None:
    write(project)
    project.commit(IN_TIME)
    (project.root / "chuyên mục").mkdir()
    project.git("mv", "posts", "docs", "mkdocs.yml", "chuyên mục")
    project.commit(TOO_LATE)
    inner = Project(project.root / "chuyên mục")
    assert inner.site().history.state == "full"
    assert is_late(inner) is False


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_file_names_with_diacritics_and_spaces_are_recognised(project: Project, form: Literal["NFC", "NFD"]) -> None:
    name = unicodedata.normalize(form, "2026/05/Tin cải cách «một cửa»\ttháng 5")
    written = write(project, name)
    project.commit(IN_TIME)
    assert is_late(project) is False
    written.rename(project.root / "posts/2026/05/Đổi tên.MD")
    project.commit(TOO_LATE)
    assert is_late(project) is False
