"""Where git lives, and git that cannot know: a shallow clone, a damaged or foreign repository."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cchc import config, load, quota
from cchc.cache import Cache
from cchc.model import Site
from tests.conftest import MKDOCS, TODAY, Project, post_text
from tests.lateness import IN_TIME, LONG, TOO_LATE, is_late, late, write

pytestmark = pytest.mark.usefixtures("settings_of_nobody")


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
