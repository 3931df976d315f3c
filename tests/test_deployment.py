"""What runs when nobody looks: the scripts of deploy/, the CI files, the Makefile's promises."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import yaml

from tests import warm
from tests.building import copy_sample, tree
from tests.conftest import ROOT, Project

CI_FILES = sorted([*(ROOT / ".github/workflows").glob("*.yml"), ROOT / ".gitlab-ci.yml"])


@pytest.mark.parametrize("path", CI_FILES, ids=lambda path: path.name)
def test_ci_files_fetch_the_whole_history_and_parse(path: Path) -> None:
    text = path.read_text("utf-8")
    assert yaml.safe_load(text)
    if path.name == ".gitlab-ci.yml":
        assert yaml.safe_load(text)["variables"]["GIT_DEPTH"] == "0"
    else:
        assert text.count("fetch-depth: 0") == text.count("actions/checkout@") > 0


def test_ci_publishes_after_midnight_in_hanoi_and_never_asks_the_quota_first() -> None:
    publish = (ROOT / ".github/workflows/publish.yml").read_text("utf-8")
    assert 'cron: "15 17 * * *"' in publish  # 17:15 UTC is 00:15 in Hanoi
    assert "quota" not in yaml.safe_dump(yaml.safe_load(publish)["jobs"])
    quota = yaml.safe_load((ROOT / ".github/workflows/quota.yml").read_text("utf-8"))
    assert any("cchc quota --format github" in step.get("run", "") for step in quota["jobs"]["quota"]["steps"])
    timer = (ROOT / "deploy/cchc-publish.timer").read_text("utf-8")
    assert "OnCalendar=*-*-* 00:15:00 Asia/Ho_Chi_Minh" in timer


def test_locks_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert len(re.findall(r"^[a-z0-9-]+==", text, re.MULTILINE)) > 30
        for block in re.split(r"\n(?=[a-z0-9])", text.strip()):
            assert "--hash=sha256:" in block, block
    runtime = re.findall(r"^([a-z0-9-]+==\S+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    everything = (ROOT / "requirements-dev.lock").read_text("utf-8")
    assert [pin for pin in runtime if pin not in everything] == []


@pytest.fixture
def office(tmp_path: Path) -> Project:
    """An office's clone of a repository that lies on a shared disk, with cchc installed."""
    project = Project(copy_sample(tmp_path / "kho"))
    shutil.copytree(ROOT / "deploy", project.root / "deploy")
    project.write("Makefile", "venv:\n\t@true\n")
    project.write(".gitignore", ".cache/\n.venv/\n")
    project.commit("2026-11-20T09:00:00+07:00")
    clone = Project(tmp_path / "may-tram")
    project.git("clone", "-q", str(project.root), str(clone.root))
    install(clone)
    return clone


def install(clone: Project) -> None:
    """Put the commands where `make venv` would."""
    for name, run in (("cchc", f'"{warm.python()}" -m cchc'), ("python", f'"{warm.python()}"')):
        command = clone.root / ".venv" / "bin" / name
        command.parent.mkdir(parents=True, exist_ok=True)
        command.write_text(f'#!/bin/sh\nexec {run} "$@"\n', "utf-8")
        command.chmod(0o755)


def deploy(office: Project, task: str, site: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as a timer does."""
    env = os.environ | {
        "CCHC_SITE": str(site),
        "CCHC_DIR": str(office.root),
        "CCHC_BACKUP": str(site.with_name("sao-luu")),
        "SOURCE_DATE_EPOCH": "1795237200",
    }
    command = [str(office.root / "deploy/cchc.sh"), task]
    return subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="the script is for a Linux server")
def test_an_office_without_a_git_host_publishes_what_was_committed(office: Project, tmp_path: Path) -> None:
    site = tmp_path / "www"
    assert deploy(office, "publish", site).returncode == 0
    kho = Project(tmp_path / "kho")
    kho.post("2026/11/moi", title="Bài mới đưa lên", date="2026-11-20", month='"2026-11"', unit="van-phong")
    kho.post("2026/11/hong", title="Bài hỏng", unit="phòng lạ")
    kho.commit("2026-11-20T10:00:00+07:00")
    again = deploy(office, "publish", site)
    assert again.returncode == 0, again.stderr
    assert (site / "tin-bai/2026/11/moi/index.html").exists()
    assert "CCHC301" in again.stdout + again.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the script is for a Linux server")
def test_an_office_is_told_of_a_short_month(office: Project, tmp_path: Path) -> None:
    fine = deploy(office, "quota", tmp_path / "www")
    assert fine.returncode == 0
    assert "Tháng 11/2026 đã có 04/02 tin, bài: đạt chỉ tiêu." in fine.stdout
    for path in sorted((office.root / "posts/2026/09").glob("*.md"))[1:]:
        path.unlink()
    short = deploy(office, "quota", tmp_path / "www")
    assert short.returncode == 1
    assert "Tháng 9/2026: Chưa đạt (thiếu 01 tin, bài). Văn phòng HĐND và UBND" in short.stderr
    assert deploy(office, "khac", tmp_path / "www").returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="the script is for a Linux server")
def test_an_office_that_lost_everything_but_a_backup_publishes_the_same_site(office: Project, tmp_path: Path) -> None:
    site = tmp_path / "www"
    office.git("-C", str(tmp_path / "kho"), "switch", "-q", "-c", "bai/cho-duyet")  # nothing is left behind
    assert deploy(office, "drill", site).returncode == 1
    assert deploy(office, "publish", site).returncode == 0
    done = deploy(office, "backup", site)
    assert done.returncode == 0, done.stderr
    bundle = Path(done.stdout.strip())
    tried = deploy(office, "drill", site)
    assert tried.returncode == 0, tried.stdout + tried.stderr
    before = tree(site)
    for lost in (office.root, tmp_path / "kho", site):
        shutil.rmtree(lost)
    again = Project(tmp_path / "may-moi")
    Project(tmp_path).git("clone", "-q", str(bundle), str(again.root))
    again.git("remote", "remove", "origin")
    install(again)
    assert deploy(again, "publish", site).returncode == 0
    assert tree(site) == before
    (site / "index.html").write_text("khác", "utf-8")
    differs = deploy(again, "drill", site)
    assert differs.returncode == 1
    assert "index.html" in differs.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="the script is for a Linux server")
def test_a_backup_that_is_older_than_the_site_is_said_to_be(office: Project, tmp_path: Path) -> None:
    site = tmp_path / "www"
    assert deploy(office, "backup", site).returncode == 0
    kho = Project(tmp_path / "kho")
    kho.post("2026/11/moi", title="Bài mới đưa lên", date="2026-11-20", month='"2026-11"', unit="van-phong")
    kho.commit("2026-11-20T10:00:00+07:00")
    assert deploy(office, "publish", site).returncode == 0
    late = deploy(office, "drill", site)
    assert late.returncode == 1
    assert "older than what is published" in late.stderr


def test_the_manual_for_the_server_names_files_and_settings_that_are_there() -> None:
    manual = (ROOT / "deploy/VAN-HANH.md").read_text("utf-8")
    for name in set(re.findall(r"\bdeploy/[\w@./-]+[a-z]\b", manual)):
        assert (ROOT / name).exists(), name
    for path in (ROOT / "deploy").rglob("*"):
        assert path.is_dir() or path.suffix == ".md" or path.name in manual, path.name
    script = (ROOT / "deploy/cchc.sh").read_text("utf-8")
    for variable in set(re.findall(r"\bCCHC_[A-Z_]+", script)):
        assert variable in manual, variable
    for header in re.findall(
        r"^add_header (\S+)", (ROOT / "deploy/nginx/headers.conf").read_text("utf-8"), re.MULTILINE
    ):
        assert header in manual, header


@pytest.mark.parametrize("watch", ["events", "poll"])
def test_serve_shows_a_new_a_changed_and_a_deleted_post(project: Project, watch: str) -> None:
    project.post("2026/05/a", title="Bài một")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "-f",
        str(project.root / "mkdocs.yml"),
        "-a",
        f"127.0.0.1:{port}",
    ]
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "CCHC_WATCH": watch}
    base = f"http://127.0.0.1:{port}/cchc/tin-bai/2026/05/"
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            assert wait_for(f"{base}a/", "Bài một")
            with urllib.request.urlopen(f"{base}a/", timeout=5) as answer:
                # The server's own script, which shows changes, stands in the page.
                assert b"Content-Security-Policy" not in answer.read()
            project.post("2026/05/a", title="Bài một đã sửa")
            assert wait_for(f"{base}a/", "Bài một đã sửa")
            project.post("2026/05/b", title="Bài thêm")
            assert wait_for(f"{base}b/", "Bài thêm")
            (project.root / "posts/2026/05/a.md").unlink()
            assert wait_for(f"{base}a/", "Không tìm thấy trang")
            assert wait_for(f"{base}b/", "Bài thêm")
        finally:
            server.terminate()


def wait_for(url: str, words: str) -> bool:
    """Ask for a page until it holds some words; a minute is far more than any rebuild takes."""
    for _ in range(240):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                found = answer.read().decode()
        except urllib.error.HTTPError as answer:  # a missing page has words too
            found = answer.read().decode()
        except OSError:
            found = ""
        if words in found:
            return True
        time.sleep(0.25)
    return False


def test_the_locks_hold_every_dependency_that_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for name, declared in (
        ("requirements.lock", project["dependencies"] + project["optional-dependencies"]["build"]),
        ("requirements-dev.lock", project["optional-dependencies"]["dev"]),
    ):
        text = (ROOT / name).read_text("utf-8")
        wanted = [re.split(r"[<>=!\[ ]", entry)[0].lower() for entry in declared]
        assert [entry for entry in wanted if not re.search(rf"^{re.escape(entry)}==", text, re.MULTILINE)] == []
