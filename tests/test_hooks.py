"""The hook checks what git is about to commit: in real repositories, with real commits."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from cchc.cli import main
from tests.conftest import ROOT, Project

pytestmark = pytest.mark.usefixtures("settings_of_nobody")


class Repository:
    """A project with git, and the hook where a test put it."""

    def __init__(self, project: Project, top: Path) -> None:
        self.project = project
        self.top = top

    def git(
        self, *args: str, folder: Path | None = None, path: str | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run git as a person does; hooks run, too."""
        names = {"GIT_AUTHOR_NAME": "Biên tập", "GIT_COMMITTER_NAME": "Biên tập"}
        mails = {"GIT_AUTHOR_EMAIL": "bientap@xa.example", "GIT_COMMITTER_EMAIL": "bientap@xa.example"}
        env = os.environ | names | mails | ({"PATH": path} if path is not None else {})
        command = ["git", "-C", str(folder or self.top), *args]
        return subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)

    def commit(self, *args: str, folder: Path | None = None) -> str:
        """Commit; returns what was said, "" when it went through in silence."""
        done = self.git("commit", "-q", "-m", "Cập nhật", *args, folder=folder)
        assert (done.returncode != 0) is ("Chưa ghi vào kho" in done.stderr), done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr


def cchc(project: Project, *args: str) -> int:
    """Run a command of this package; returns its exit code."""
    with pytest.raises(SystemExit) as end:
        main([*args, "-f", str(project.root / "mkdocs.yml")])
    return int(end.value.code or 0)


@pytest.fixture
def repository(project: Project) -> Repository:
    """A repository whose top is the project's folder, with the hook."""
    made = Repository(project, project.root)
    assert made.git("init", "-q", "-b", "main").returncode == 0
    project.write(".gitignore", ".cache/\n")
    made.git("add", "-A")
    assert made.commit() == ""
    assert cchc(project, "hooks", "install") == 0
    return made


def test_a_wrong_post_is_not_committed_until_it_is_right(repository: Repository) -> None:
    project = repository.project
    project.post("2026/11/bai", unit="phong-la", date="2026-11-14", month='"2026-11"')
    repository.git("add", "-A")
    said = repository.commit()
    assert "posts/2026/11/bai.md" in said
    assert "Không có đơn vị «phong-la»" in said
    project.post("2026/11/bai", date="2026-11-14", month='"2026-11"')
    repository.git("add", "-A")
    assert "lỗi CCHC" not in repository.commit()
    assert repository.git("status", "--porcelain").stdout == ""


def test_only_what_is_staged_counts(repository: Repository) -> None:
    project = repository.project
    project.post("2026/11/khac", unit="phong-la", date="2026-11-14", month='"2026-11"')
    project.post("2026/11/bai", unit="phong-la", date="2026-11-14", month='"2026-11"')
    repository.git("add", "posts/2026/11/bai.md")
    project.post("2026/11/bai", date="2026-11-14", month='"2026-11"')  # right in the folder, wrong as it was staged
    said = repository.commit()
    assert "dòng 5: lỗi CCHC301" in said
    assert "khac.md" not in said
    repository.git("add", "posts/2026/11/bai.md")
    project.post("2026/11/bai", unit="phong-moi-sai", date="2026-11-14", month='"2026-11"')  # the other way round
    assert "lỗi CCHC" not in repository.commit()


def test_what_is_staged_and_gone_from_the_folder_is_checked(repository: Repository) -> None:
    file = repository.project.post("2026/11/bai", unit="phong-la", date="2026-11-14", month='"2026-11"')
    repository.git("add", "-A")
    file.unlink()
    assert "CCHC301" in repository.commit()


def test_a_commit_of_all_that_is_known_reads_the_index_git_made_for_it(repository: Repository) -> None:
    project = repository.project
    project.post("2026/11/bai", date="2026-11-14", month='"2026-11"')
    repository.git("add", "-A")
    repository.commit()
    project.post("2026/11/bai", topic="la", date="2026-11-14", month='"2026-11"')
    assert "CCHC302" in repository.commit("-a")
    assert "CCHC302" in repository.commit("posts/2026/11/bai.md")
    assert "CCHC302" in repository.commit("-a", folder=project.root / "posts/2026")
    said = repository.git("--literal-pathspecs", "commit", "-q", "-a", "-m", "x").stderr
    assert "CCHC302" in said


def test_a_procedure_is_checked_and_a_deleted_post_is_not(repository: Repository) -> None:
    project = repository.project
    project.write("docs/thu-tuc/1.001193.md", '---\ncode: "1.001193"\n---\n')
    repository.git("add", "-A")
    assert "docs/thu-tuc/1.001193.md" in repository.commit()
    repository.git("rm", "-qf", "docs/thu-tuc/1.001193.md")
    file = project.post("2026/11/bai", unit="phong-la", date="2026-11-14", month='"2026-11"')
    repository.git("add", "-A")
    repository.git("commit", "-q", "--no-verify", "-m", "Bỏ qua")
    file.unlink()
    repository.git("add", "-A")
    assert repository.commit() == ""


def test_a_commit_without_posts_asks_nothing_of_cchc(repository: Repository) -> None:
    project = repository.project
    project.write("mkdocs.yml", "site_name: [\n")  # nothing could be read
    repository.git("add", "-A")
    assert repository.commit() == ""


@pytest.mark.parametrize("name", ["README.md", "docs/huong-dan.md", "docs/thu-tuc/index.md"])
def test_other_markdown_is_passed_over(repository: Repository, name: str) -> None:
    repository.project.write(name, "Không phải bài viết.\n")
    repository.git("add", "-A")
    assert repository.commit() == ""


def test_names_of_every_kind_are_found(repository: Repository) -> None:
    repository.project.post('2026/11/bài "một" $x\'y', unit="phong-la", date="2026-11-14", month='"2026-11"')
    repository.git("add", "-A")
    assert "CCHC301" in repository.commit()


def test_a_project_below_the_top_of_its_repository(project: Project) -> None:
    project = Project(shutil.copytree(project.root, project.root.parent / "kho/trang cchc"))
    repository = Repository(project, project.root.parent)
    repository.git("init", "-q", "-b", "main")
    assert cchc(project, "hooks", "install") == 0
    project.write("../ghi-chu.md", "Ghi chú\n")
    project.post("2026/11/bai", unit="phong-la", date="2026-11-14", month='"2026-11"')
    repository.git("add", "-A")
    said = repository.commit()
    assert "posts/2026/11/bai.md" in said
    assert "CCHC301" in said
    project.post("2026/11/bai", date="2026-11-14", month='"2026-11"')
    assert "CCHC301" in repository.commit(folder=project.root)


def test_a_linked_work_tree_has_the_hook_too(repository: Repository, tmp_path: Path) -> None:
    assert repository.git("worktree", "add", "-q", "-b", "khac", str(tmp_path / "khac")).returncode == 0
    other = Project(tmp_path / "khac")
    other.post("2026/11/bai", unit="phong-la", date="2026-11-14", month='"2026-11"')
    repository.git("add", "-A", folder=other.root)
    other.post("2026/11/bai", date="2026-11-14", month='"2026-11"')
    assert "CCHC301" in repository.commit(folder=other.root)


def test_installing_twice_renews_and_a_foreign_hook_stays(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = repository.top / ".git/hooks/pre-commit"
    first = hook.read_bytes()
    hook.write_bytes(first + b"# cu\n")
    assert cchc(repository.project, "hooks", "install") == 0
    assert hook.read_bytes() == first
    hook.write_bytes(b"#!/bin/sh\necho cua toi\n")
    capsys.readouterr()
    assert cchc(repository.project, "hooks", "install") == 2
    assert "không phải của cchc" in capsys.readouterr().err
    assert hook.read_bytes() == b"#!/bin/sh\necho cua toi\n"
    hook.unlink()
    hook.symlink_to(repository.top / "nowhere")
    assert cchc(repository.project, "hooks", "install") == 2
    assert hook.is_symlink()


def test_the_folder_that_git_is_told_to_look_in(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.git("config", "core.hooksPath", ".githooks")
    assert cchc(repository.project, "hooks", "install") == 0
    assert (repository.top / ".githooks/pre-commit").is_file()
    repository.git("config", "core.hooksPath", str(tmp_path / "may"))
    capsys.readouterr()
    assert cchc(repository.project, "hooks", "install") == 2
    assert "core.hooksPath" in capsys.readouterr().err
    assert not (tmp_path / "may").exists()


def test_without_a_repository_it_is_said_in_a_sentence(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("install", "run"):
        assert cchc(project, "hooks", command) == 2
        assert capsys.readouterr().err.startswith("Git không trả lời được: ")


def test_where_cchc_is_missing_the_commit_goes_through_and_says_so(repository: Repository) -> None:
    hook = repository.top / ".git/hooks/pre-commit"
    text = hook.read_text("utf-8")
    here = str(Path(sys.executable).with_name("cchc"))
    assert here in text
    hook.write_text(text.replace(here, "/khong/co/cchc"), "utf-8")
    repository.project.post("2026/11/bai", unit="phong-la", date="2026-11-14", month='"2026-11"')
    repository.git("add", "-A")
    git = shutil.which("git")
    assert git is not None
    done = repository.git("commit", "-q", "-m", "x", path=f"{Path(git).parent}:/bin")
    assert done.returncode == 0
    assert "chưa kiểm tra bài" in done.stderr


def test_pre_commit_passes_names_of_any_markdown(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (declared,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (declared["id"], declared["language"], declared["types"]) == ("cchc-check", "python", ["markdown"])
    project.post("2026/11/sai", unit="phong-la", date="2026-11-14", month='"2026-11"')
    project.post("2026/11/khac", unit="phong-la", date="2026-11-14", month='"2026-11"')
    project.write("README.md", "Đọc tôi\n")
    monkeypatch.chdir(project.root)
    name, *args = str(declared["entry"]).split()
    assert name == "cchc"
    with pytest.raises(SystemExit) as end:
        main([*args, "README.md", "posts/2026/11/sai.md", "docs/index.md"])
    assert end.value.code == 1
    said = capsys.readouterr().err
    assert "sai.md" in said
    assert "khac.md" not in said
    with pytest.raises(SystemExit) as end:
        main([*args, "README.md"])
    assert end.value.code == 0
