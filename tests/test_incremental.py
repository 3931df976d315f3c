"""A build that takes over from the one before is, byte for byte, the build that starts from nothing."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.building import tree
from tests.conftest import MKDOCS, PROCEDURE, Project
from tests.test_plans import plan

NAMES = [f"2026/0{month}/bai-{letter}" for month in (5, 6, 9) for letter in "abc"]
BODIES = [
    "Một đoạn.",
    "## Mục\n\nXem [bài kia](../05/bai-a.md).",
    "![Ảnh](anh.svg)",
    "[thủ tục](../../../docs/thu-tuc/1.md)",
]


def _post(project: Project, name: str, turn: int, **changes: str | None) -> None:
    month = name[:7].replace("/", "-")
    values = {"title": f"Bài {name[-1]} lần {turn}", "date": f"{month}-1{turn % 10}", "month": f'"{month}"'}
    project.post(name, **{"body": f"{BODIES[turn % 4]}\n\nLần {turn}.\n", **values, **changes})


def _rename(project: Project, name: str, turn: int) -> None:
    source, target = project.root / f"posts/{name}.md", project.root / f"posts/{name}-moi-{turn}.md"
    if source.exists():
        source.rename(target)


def _delete(project: Project, name: str, turn: int) -> None:
    (project.root / f"posts/{name}.md").unlink(missing_ok=True)


CHANGES: list[Callable[[Project, str, int], object]] = [
    _post,
    _rename,
    _delete,
    lambda project, name, turn: _post(project, name, turn, status="draft"),
    lambda project, name, turn: _post(project, name, turn, status="withdrawn"),
    lambda project, name, turn: _post(project, name, turn, unit="không có"),
    lambda project, name, turn: _post(project, name, turn, topic="the-che", unit="van-hoa", co_units="[mttq]"),
    lambda project, name, turn: _post(project, name, turn, procedures='["1.001193"]', image="{src: anh.svg, alt: Ảnh}"),
    lambda project, name, turn: _post(project, name, turn, id=f"{name[:7]}/ten-khac", moved_from=f"[{name}]"),
    lambda project, name, turn: project.write(f"posts/{name[:7]}/anh.svg", f"<svg>{turn}</svg>"),
    lambda project, name, turn: project.write("docs/thu-tuc/1.md", PROCEDURE + f"\nLần {turn}.\n"),
    lambda project, name, turn: project.write("docs/gioi-thieu.md", f"# Giới thiệu {turn}\n"),
    lambda project, name, turn: project.write("mkdocs.yml", MKDOCS.replace("UBND xã Mẫu", f"UBND xã Mẫu {turn}")),
]


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def built(project: Project, site: Path, cache: Path) -> dict[str, bytes]:
    """Build in this process, with a cache of its own; returns the site."""
    os.environ["CCHC_CACHE"] = str(cache)
    try:
        build(load_config(config_file=str(project.root / "mkdocs.yml"), site_dir=str(site)))
    finally:
        del os.environ["CCHC_CACHE"]
    return tree(site)


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(CHANGES), st.sampled_from(NAMES)), min_size=4, max_size=8))
def test_whatever_is_edited_added_renamed_or_deleted(
    project: Project, tmp_path: Path, steps: list[tuple[Callable[[Project, str, int], object], str]]
) -> None:
    for folder in (tmp_path / "giu", project.root / "posts", project.root / "docs/thu-tuc"):
        shutil.rmtree(folder, ignore_errors=True)
    project.write("mkdocs.yml", MKDOCS)
    project.write("posts/2026/05/anh.svg", "<svg/>")
    for turn, name in enumerate(NAMES[::2]):
        _post(project, name, turn)
    built(project, tmp_path / "mot", tmp_path / "giu")
    for turn, (change, name) in enumerate(steps, 20):
        change(project, name, turn)
        after = built(project, tmp_path / "mot", tmp_path / "giu")
        shutil.rmtree(tmp_path / "moi", ignore_errors=True)
        assert after == built(project, tmp_path / "hai", tmp_path / "moi")


def test_the_first_plan_is_named_on_every_page(project: Project, tmp_path: Path) -> None:
    project.configure("agency: {id: xa-mau", "plan_page: public\n      agency: {id: xa-mau")
    _post(project, NAMES[0], 1)
    before = built(project, tmp_path / "mot", tmp_path / "giu")
    plan(project, {})
    after = built(project, tmp_path / "mot", tmp_path / "giu")
    page = f"tin-bai/{NAMES[0]}/index.html"
    assert b"ke-hoach/" not in before[page].partition(b"<footer")[2]
    assert b"ke-hoach/" in after[page].partition(b"<footer")[2]
    assert after == built(project, tmp_path / "hai", tmp_path / "moi")
