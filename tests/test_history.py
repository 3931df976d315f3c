"""What git proves about a post's month, on real repositories: nobody is called late without proof."""

import datetime as dt
import os
import shutil
import subprocess
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from cchc import config, load, quota
from cchc.cache import Cache
from cchc.dates import Month
from cchc.model import Site
from tests.conftest import MKDOCS, TODAY, Project, post_text

IN_TIME = "2026-05-20T08:00:00+07:00"
TOO_LATE = "2026-06-03T08:00:00+07:00"
LONG = "".join(f"Câu thứ {number} của bài viết về một cửa.\n" for number in range(30))


@pytest.fixture(autouse=True)
def _settings_of_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The machine's own git settings (its safe.directory, too) and repositories play no part."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


def late(site: Site) -> dict[str, bool | None]:
    """Return whether each post is late, by its title."""
    return {
        count.post.title: count.late for row in quota.tally(site, first=Month(2026, 1)).months for count in row.counts
    }


def is_late(project: Project, today: dt.date = TODAY) -> bool | None:
    """Return whether the only post is late."""
    (answer,) = late(project.site(today)).values()
    return answer


def write(project: Project, name: str = "2026/05/a", body: str = LONG, **keys: str | None) -> Path:
    """Write the post of May that every test is about."""
    return project.post(name, body, **keys)


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


# ------------------------------------------------------------- where git lives


def test_a_project_in_a_subfolder_of_the_repository_is_judged_by_its_own_posts(tmp_path: Path) -> None:
    whole = Project(tmp_path / "tỉnh")
    for name in ("xa-mot", "xa-hai"):
        whole.write(f"{name}/mkdocs.yml", MKDOCS)
        whole.write(f"{name}/docs/index.md", "Lời giới thiệu.\n")
    whole.write("xa-mot/posts/2026/05/a.md", post_text(LONG))
    whole.commit(IN_TIME)
    whole.write("xa-hai/posts/2026/05/a.md", post_text("Bài của xã hai.\n"))
    whole.commit(TOO_LATE)
    assert is_late(Project(whole.root / "xa-mot")) is False
    assert is_late(Project(whole.root / "xa-hai")) is True


def test_a_project_that_is_a_submodule_is_judged_by_its_own_history(project: Project, tmp_path: Path) -> None:
    write(project)
    project.commit(IN_TIME)
    outer = Project(tmp_path / "tinh")
    outer.write("README.md", "Cổng của tỉnh.\n")
    outer.commit("2026-07-01T08:00:00+07:00")
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(project.root), "xa")
    outer.commit("2026-07-02T08:00:00+07:00")
    assert is_late(Project(outer.root / "xa")) is False


def test_a_worktree_is_judged_like_the_repository(project: Project, tmp_path: Path) -> None:
    write(project)
    project.commit(IN_TIME)
    project.git("worktree", "add", "-q", "--detach", str(tmp_path / "nhap"))
    assert is_late(Project(tmp_path / "nhap")) is False


def test_a_hook_of_another_repository_does_not_lead_us_there(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project)
    project.commit(IN_TIME)
    other = Project(tmp_path / "khac")
    other.write("x.txt", "x")
    other.commit(TOO_LATE)
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    assert is_late(project) is False


def test_an_editors_own_git_settings_change_no_verdict(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {
        "log.showRoot": "false",
        "log.follow": "true",
        "log.showSignature": "true",
        "diff.renames": "false",
        "diff.relative": "true",
        "color.ui": "always",
        "core.quotePath": "true",
        "diff.external": "false",
        "format.pretty": "full",
        "diff.renameLimit": "1",
    }
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(settings)))
    for number, (key, value) in enumerate(settings.items()):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", key)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", value)
    project.write("xa/mkdocs.yml", MKDOCS)
    project.write("xa/docs/index.md", "Lời giới thiệu.\n")
    project.write("xa/posts/2026/05/một.md", post_text(LONG, title="Một"))
    project.write("xa/posts/2026/05/hai.md", post_text("Bài hai.\n" + LONG[:300], title="Hai"))
    project.commit(IN_TIME)
    project.git("mv", "xa/posts/2026/05/một.md", "xa/posts/2026/05/ba.md")
    project.git("mv", "xa/posts/2026/05/hai.md", "xa/posts/2026/05/bốn.md")
    project.commit(TOO_LATE)
    assert late(Project(project.root / "xa").site()) == {"Một": False, "Hai": False}


# ---------------------------------------------------------- git that cannot know


def unknown(site: Site, state: str) -> bool:
    """Whether git's silence is passed on as such: nothing late, nothing on time."""
    return site.history.state == state and set(late(site).values()) == {None}


def test_a_shallow_clone_never_guesses(project: Project, tmp_path: Path) -> None:
    write(project)
    project.commit(IN_TIME)
    project.write("docs/index.md", "Mới.\n")
    project.commit(TOO_LATE)
    project.git("clone", "-q", "--depth", "1", project.root.as_uri(), str(tmp_path / "nong"))
    assert unknown(Project(tmp_path / "nong").site(), "shallow")


def test_a_folder_without_git_never_guesses(project: Project) -> None:
    write(project)
    assert unknown(project.site(), "none")


def test_a_machine_without_git_never_guesses(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project)
    project.commit(IN_TIME)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert unknown(project.site(), "none")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_repository_that_git_refuses_never_guesses(project: Project) -> None:
    write(project)
    project.commit(TOO_LATE)
    for path in (project.root, project.root / ".git"):
        os.chown(path, 12345, 12345)
    try:
        assert unknown(project.site(), "none")
    finally:
        for path in (project.root, project.root / ".git"):
            os.chown(path, 0, 0)


def test_a_clone_that_left_its_files_behind_never_guesses(project: Project, tmp_path: Path) -> None:
    write(project)
    project.commit(IN_TIME)
    write(project, body="Viết lại.\n")
    project.commit(TOO_LATE)
    project.git("config", "uploadpack.allowFilter", "true")
    project.git("clone", "-q", "--filter=blob:none", project.root.as_uri(), str(tmp_path / "thieu"))
    shutil.move(project.root, tmp_path / "xa-cu")
    assert unknown(Project(tmp_path / "thieu").site(), "none")


def test_a_damaged_repository_is_no_crash(project: Project) -> None:
    write(project)
    project.commit(IN_TIME)
    shutil.rmtree(project.root / ".git/objects")
    (project.root / ".git/objects").mkdir()
    assert unknown(project.site(), "none")


# ------------------------------------------------------------------ who is asked


def test_an_imported_archive_is_not_all_late(project: Project) -> None:
    project.configure("page: public", 'page: public\n        late_from: "2026-06"')
    write(project, title="Tháng Năm")
    project.post("2026/06/b", "Bài hai.\n", title="Tháng Sáu", date="2026-06-10", month='"2026-06"')
    project.commit("2026-08-01T08:00:00+07:00")
    assert late(project.site()) == {"Tháng Năm": False, "Tháng Sáu": True}


def test_posts_from_before_the_start_are_not_judged(project: Project) -> None:
    project.post("2026/04/a", date="2026-04-10", month='"2026-04"')
    project.commit("2026-08-01T08:00:00+07:00")
    assert is_late(project) is False


def test_late_from_may_reach_back_before_the_start(project: Project) -> None:
    project.configure("page: public", 'page: public\n        late_from: "2026-04"')
    project.post("2026/04/a", date="2026-04-10", month='"2026-04"')
    project.commit("2026-08-01T08:00:00+07:00")
    assert is_late(project) is True


def test_a_late_post_fills_its_month_but_not_under_strict(project: Project) -> None:
    write(project, title="Một")
    project.commit(IN_TIME)
    project.post("2026/05/b", "Bài hai.\n", title="Hai")
    project.commit(TOO_LATE)
    site = project.site()
    rows = [quota.tally(site, strict=strict).months[0] for strict in (False, True)]
    assert [(row.counted, row.late, row.status.value) for row in rows] == [(2, 1, "met"), (1, 1, "short")]


def test_git_is_asked_a_few_times_however_many_posts_there_are(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        write(project, f"2026/05/bai-{number}", f"Bài {number}.\n", title=f"Bài {number}", id=f'"2026/05/so-{number}"')
    project.commit(TOO_LATE)
    calls: list[object] = []
    run = subprocess.run

    def counted(*args: object, **options: object) -> object:
        calls.append(args)
        return run(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", counted)
    assert set(late(project.site()).values()) == {True}
    assert len(calls) <= 5


def test_history_changes_no_address_and_no_date(project: Project) -> None:
    write(project)
    project.commit(TOO_LATE)
    (with_git,) = project.site().posts
    shutil.rmtree(project.root / ".git")
    (without,) = project.site().posts
    assert (with_git, with_git.url, with_git.published_at) == (without, without.url, without.published_at)


def test_the_same_commit_gives_the_same_verdict_in_every_clone(project: Project, tmp_path: Path) -> None:
    write(project)
    project.commit(IN_TIME)
    project.post("2026/05/b", "Bài hai.\n", title="Hai")
    project.commit(TOO_LATE)
    project.git("clone", "-q", str(project.root), str(tmp_path / "ban-sao"))
    clone = load.load(config.read(tmp_path / "ban-sao/mkdocs.yml"), TODAY, Cache(None))
    assert late(clone) == late(project.site()) == {"Một cửa liên thông": False, "Hai": True}
