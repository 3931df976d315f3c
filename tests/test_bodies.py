"""Files that stand as they stood are not opened again; what is edited during a run stops it."""

import os
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from cchc import config, disk, load, publish
from cchc.bodies import ChangedError
from cchc.cache import Cache
from cchc.cli import main
from cchc.model import Problem, Site
from tests.building import tree
from tests.conftest import PROCEDURE, TODAY, Project

A = "posts/2026/05/a.md"


@pytest.fixture
def read_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project that was read once, its files older than the tick of a disk's clock."""
    project.post("2026/05/a", "Một đoạn.\n\n[Khai sinh](../../../docs/thu-tuc/1.md)\n")
    project.post("2026/05/b", "Xem mã 1.001193 và 118/2025/NĐ-CP.\n", summary="Tóm tắt")
    project.post("2026/05/c", unit="khong-co")
    project.write("posts/2026/05/d.md", b"\xef\xbb\xbf" + (project.root / A).read_bytes().replace(b"05-14", b"05-15"))
    project.write("docs/thu-tuc/1.md", PROCEDURE + "\nGhi chú.\n")
    monkeypatch.setattr(disk, "_TICK", 0)
    time.sleep(0.02)
    again(project)
    return project


def again(project: Project) -> Site:
    """Read the project as the next run does, with what the run before kept."""
    return load.load(config.read(project.root / "mkdocs.yml"), TODAY, Cache(project.root / ".cache"))


def opened(project: Project, monkeypatch: pytest.MonkeyPatch) -> tuple[Site, set[str]]:
    """Return what the next run reads, and the names of the files that it opens for it."""
    names: set[str] = set()
    real = disk.decode

    def watched(path: PurePosixPath, source: Path, root: Path) -> str | Problem:
        names.add(path.name)
        return real(path, source, root)

    with monkeypatch.context() as patch:
        patch.setattr(load, "decode", watched)
        return again(project), names


def assert_as_new(site: Site, project: Project) -> None:
    """Assert that a site is what a run without any cache reads, bodies included."""
    new = project.site()
    assert (site.posts, site.procedures) == (new.posts, new.procedures)
    assert (site.rejected, site.problems) == (new.rejected, new.problems)
    assert [item.body for item in site.records] == [item.body for item in new.records]


def test_only_files_with_something_to_say_about_them_are_opened_again(
    read_once: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, names = opened(read_once, monkeypatch)
    assert names == {"c.md", "d.md"}  # one has a mistake, one begins with a mark that Notepad left
    assert_as_new(site, read_once)


def _same_size_and_date(project: Project) -> None:
    file = project.root / A
    before = file.stat()
    file.write_bytes(file.read_bytes().replace(b"Khai sinh", b"Khai binh"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Project], object]] = {
    "edited": lambda project: project.post("2026/05/a", "Hai đoạn.\n"),
    "same size and date": _same_size_and_date,
    "swapped": lambda project: (project.root / "posts/2026/05/b.md").replace(project.root / A),
    "refused now": lambda project: project.configure("- {id: van-phong,", "- {id: van-phong-moi,"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_read_again(read_once: Project, name: str) -> None:
    if name == "refused now":
        read_once.configure("responsible_unit: van-phong", "responsible_unit: van-hoa")
    CHANGES[name](read_once)
    for _ in range(2):
        assert_as_new(again(read_once), read_once)


@pytest.mark.parametrize(
    "spoil", [lambda file: file.write_text("x"), Path.unlink, lambda file: file.write_bytes(b"\xff")]
)
def test_a_body_that_is_no_longer_there_is_no_other_body(read_once: Project, spoil: Callable[[Path], object]) -> None:
    for site in (read_once.site(), again(read_once)):
        post = next(post for post in site.posts if post.path.name == "a.md")
        kept = (read_once.root / A).read_bytes()
        assert post.body.startswith("Một đoạn.")
        spoil(read_once.root / A)
        with pytest.raises(ChangedError, match=r"a\.md"):
            post.text.read()
        (read_once.root / A).write_bytes(kept)


@pytest.mark.parametrize("step", ["before", "after"])
def test_a_build_whose_files_are_edited_meanwhile_stops_and_publishes_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, step: str
) -> None:
    """Before bodies are converted, or after it, when feeds are written and there is no cache to take them from."""
    project.post("2026/05/a")
    published = tmp_path / "site"
    monkeypatch.chdir(project.root)
    done = CliRunner().invoke(main, ["publish", str(published)])
    assert done.exit_code == 0, done.output
    before = tree(published)
    project.post("2026/05/a", "Bản hai.\n")
    real = publish.outputs

    def edited(*args: object, **options: object) -> object:
        made = real(*args, **options) if step == "after" else None  # type: ignore[arg-type]
        project.post("2026/05/a", "Bản ba, lưu trong lúc dựng.\n")
        return made or real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(publish, "outputs", edited)
    monkeypatch.setattr(Cache, "of", lambda root: Cache(None if step == "after" else root / ".cache/cchc"))
    with pytest.raises(Abort):
        build(load_config(config_file=str(project.root / "mkdocs.yml"), site_dir=str(tmp_path / "other")))
    assert "a.md vừa được sửa" in caplog.text
    assert tree(published) == before
    monkeypatch.undo()
    monkeypatch.chdir(project.root)
    done = CliRunner().invoke(main, ["publish", str(published)])
    assert done.exit_code == 0, done.output
    assert "Bản ba" in (published / "tin-bai/2026/05/a/index.html").read_text("utf-8")
