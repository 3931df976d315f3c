"""What `cchc new site` writes is a site that an agency can run: its commands, its CI, its menu."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from cchc import __version__
from cchc.cli import main
from cchc.new.site import STARTER
from cchc.schema import RECORDS
from tests import warm
from tests.building import tree
from tests.conftest import ROOT, Project

NAME = 'Sở Nội vụ "Mẫu" @NAME@: tỉnh'


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Another agency's site, with cchc installed where its Makefile wants it."""
    made = Project(tmp_path_factory.mktemp("co-quan") / "bình an")
    flags = ["--name", NAME, "--url", "https://snv.example/cchc", "--today", "2026-11-21"]
    result = CliRunner().invoke(main, ["new", "site", str(made.root), *flags])
    assert result.exit_code == 0, result.output
    tools = made.root / ".venv/bin"
    tools.mkdir(parents=True)
    for name, module in (("cchc", "cchc"), ("mkdocs", "mkdocs"), ("python", "")):
        command = f'"{warm.python()}"' + (f" -m {module}" if module else "")
        (tools / name).write_text(f'#!/bin/sh\nexec {command} "$@"\n')
        (tools / name).chmod(0o755)
    (made.root / ".venv/.site").touch()
    return made


def make(project: Project, *targets: str) -> subprocess.CompletedProcess[str]:
    """Call make in the new site."""
    env = os.environ | {"PYTHONPATH": str(ROOT / "plugins"), "NO_MKDOCS_2_WARNING": "1"}
    command = ["make", "-C", str(project.root), *targets]
    return subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="make is not there")
def test_its_commands_check_test_and_build_it(started: Project) -> None:
    done = make(started, "test", "site")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lỗi, 0 cảnh báo" in done.stdout
    assert not (started.root / ".site-test").exists()
    site = tree(started.root / "site")
    home = site["index.html"].decode()
    assert "Nội vụ &#34;Mẫu&#34; @NAME@: tỉnh" in home  # Material's own templates print it into attributes
    assert 'Nội vụ "Mẫu' not in home
    assert b"https://snv.example/cchc/" in site["rss.xml"]
    assert {"van-ban/index.html", "su-kien/index.html", "huong-dan/ma-loi/index.html"} <= set(site)
    assert not any("README" in name for name in site)
    assert b"assets/extra.css" in site["index.html"]
    assert "assets/extra.css" in site
    started.commit("2026-11-21T09:00:00+07:00")
    assert started.git("status", "--short") == ""
    assert "Hoa Thám" not in "".join(str(content, "utf-8", "replace") for content in tree(STARTER).values())
    again = CliRunner().invoke(main, ["new", "site", str(started.root), "--name", "A", "--url", "https://a.example"])
    assert again.exit_code == 2
    kept = started.git("ls-files").split()
    assert not any(name.startswith((".venv", "site/", ".cache")) for name in kept)


def test_its_menu_leads_to_pages_that_are_there_and_names_those_to_come(started: Project) -> None:
    text = (started.root / "mkdocs.yml").read_text("utf-8")
    for kind in RECORDS:
        assert re.search(rf"^  (# )?- \w[^:]*: {kind.folder}/index\.md$", text, re.MULTILINE), kind.folder
        assert (started.root / "docs" / kind.folder / "README.txt").is_file()
    nav = yaml.safe_load(text)["nav"]
    assert len(nav) >= 8
    assert "@" not in text.replace("@NAME@", "")


def test_its_ci_is_ours_and_asks_for_what_its_makefile_has(started: Project) -> None:
    names = [path.relative_to(ROOT) for path in (ROOT / ".github/workflows").iterdir()]
    names += [Path(".gitlab-ci.yml"), Path(".gitattributes"), Path(".github/PULL_REQUEST_TEMPLATE.md")]
    names += [Path(".gitlab/merge_request_templates/Default.md")]
    for name in names:
        assert (started.root / name).read_bytes() == (ROOT / name).read_bytes(), name
    wanted = {found for name in names for found in re.findall(r"\bmake ([a-z]+)", (ROOT / name).read_text("utf-8"))}
    targets = set(re.findall(r"^([a-z]+):", (started.root / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert wanted <= targets
    readme = (started.root / "README.md").read_text("utf-8")
    assert set(re.findall(r"`make ([a-z]+)`", readme)) <= targets


def test_it_asks_for_the_version_that_made_it(started: Project) -> None:
    lines = (started.root / "requirements.txt").read_text("utf-8").splitlines()
    (wanted,) = [line for line in lines if not line.startswith("#")]
    assert wanted == f"mkdocs-cchc[build]=={__version__}"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert wanted.partition("[")[0] == project["name"]
    assert "build" in project["optional-dependencies"]


@pytest.mark.skipif(sys.platform == "win32", reason="make is not there")
def test_a_lock_is_installed_where_there_is_one(started: Project, tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.txt"):
        (tmp_path / name).write_bytes((started.root / name).read_bytes())

    def shown() -> str:
        command = ["make", "-n", "-C", str(tmp_path), "site"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert '"requirements.txt" = requirements.lock' in shown()
    (tmp_path / "requirements.lock").touch()
    assert '"requirements.lock" = requirements.lock' in shown()
