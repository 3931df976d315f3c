"""A build of what has not changed leaves the site as it stands; whatever changes is seen."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.building import build, tree
from tests.conftest import MKDOCS, Project

DAY = {"SOURCE_DATE_EPOCH": "1779350400"}  # 2026-05-21T15:00:00+07:00
SPARED = "Không có gì thay đổi từ lần dựng trước"


@pytest.fixture
def built(project: Project, tmp_path: Path) -> Path:
    """The folder of a site that was built from a post, a guide and a file that cannot be published."""
    project.post("2026/05/a", title="Bài một")
    project.post("2026/05/hong", unit="khong-co")
    project.write("docs/gioi-thieu.md", "# Giới thiệu\n")
    time.sleep(0.1)  # a file of this very moment may change once more within the tick of a disk's clock
    assert SPARED not in made(project, tmp_path / "site")
    return tmp_path / "site"


def made(project: Project, site: Path, *options: str, **environment: str) -> str:
    return build(project.root, site, *options, environment=DAY | environment)


def dates(site: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in site.rglob("*")}


def test_nothing_is_written_where_nothing_changed(project: Project, built: Path) -> None:
    before = dates(built)
    said = made(project, built)
    assert SPARED in said
    assert "posts/2026/05/hong.md" in said  # what was wrong still is
    assert dates(built) == before


def write_over(path: Path) -> None:
    """Change a byte of a file and set its date back."""
    state = path.stat()
    path.write_bytes(path.read_bytes().replace(b"e", b"E", 1))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


CHANGES: dict[str, Callable[[Project, Path], object]] = {
    "a post": lambda project, _: project.post("2026/05/a", title="Bài hai"),
    "a post of the same size and date": lambda project, _: write_over(project.root / "posts/2026/05/a.md"),
    "a new post": lambda project, _: project.post("2026/05/b"),
    "a post that went": lambda project, _: (project.root / "posts/2026/05/a.md").unlink(),
    "a page": lambda project, _: project.write("docs/gioi-thieu.md", "# Về cơ quan\n"),
    "a hidden file": lambda project, _: project.write("docs/.an.txt", "x"),
    "the settings": lambda project, _: project.write("mkdocs.yml", MKDOCS.replace("UBND xã Mẫu", "UBND xã Khác")),
    "a page of the site": lambda _, site: (site / "tin-bai/2026/05/a/index.html").write_text("x"),
    "a file that went": lambda _, site: (site / "rss.xml").unlink(),
    "a file that came": lambda _, site: (site / "la.txt").write_text("x"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_changes_is_built(
    project: Project, built: Path, tmp_path: Path, change: Callable[[Project, Path], object]
) -> None:
    change(project, built)
    time.sleep(0.1)
    assert SPARED not in made(project, built)
    made(project, tmp_path / "fresh", CCHC_CACHE=str(tmp_path / "no-cache"))
    assert tree(built) == tree(tmp_path / "fresh")


def test_another_day_another_folder_and_other_wishes_are_built(project: Project, built: Path, tmp_path: Path) -> None:
    assert SPARED not in made(project, built, SOURCE_DATE_EPOCH="1779436800")
    assert SPARED not in made(project, tmp_path / "other")
    (project.root / "posts/2026/05/hong.md").unlink()
    time.sleep(0.1)
    made(project, built)
    assert SPARED not in made(project, built, "--strict")
    assert SPARED not in made(project, built, CCHC_REPORT=str(tmp_path / "report.json"))
    assert (tmp_path / "report.json").exists()
