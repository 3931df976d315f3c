"""A check of what has not changed answers at once, and says the same."""

import dataclasses
import datetime as dt
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc import config, disk, load, pictures, verdict
from cchc.cache import Cache
from cchc.locale import translator
from cchc.verdict import Verdict
from tests import photos
from tests.conftest import TODAY, Project

VI = translator("vi")


@pytest.fixture
def known(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with a mistake, checked once, its files older than the tick of a disk's clock."""
    project.post("2026/05/a")
    project.post("2026/05/b", unit="khong-co")
    project.write("posts/2026/05/anh.jpg", "khong phai anh")
    project.commit("2026-05-20T09:00:00+07:00")
    monkeypatch.setattr(disk, "_TICK", 0)
    time.sleep(0.02)
    check(project)
    return project


def check(project: Project, today: dt.date = TODAY, language: str = "vi") -> Verdict:
    read = config.read(project.root / "mkdocs.yml")
    return verdict.read(read, today, Cache(project.root / ".cache"), translator(language))


def looks(monkeypatch: pytest.MonkeyPatch, act: Callable[[], Verdict]) -> tuple[Verdict, bool]:
    """Return a verdict, and whether the files were read for it."""
    read: list[Path] = []
    real = load.load

    def watched(*args: object, **options: object) -> object:
        read.append(Path())
        return real(*args, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(load, "load", watched)
        return act(), bool(read)


def test_nothing_is_read_again_where_nothing_changed(known: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = verdict.of(known.site(), VI)
    found, was_read = looks(monkeypatch, lambda: check(known))
    assert found == fresh
    assert found.findings
    assert not was_read


def _edit(project: Project) -> None:
    file = project.root / "posts/2026/05/a.md"
    file.write_text(file.read_text("utf-8").replace("Một cửa", "Hai cửa"), "utf-8")


def _swap_in_place(project: Project) -> None:
    """Change a byte and put the old time of change back: git would be told by the other time too."""
    file = project.root / "posts/2026/05/a.md"
    before = file.stat()
    file.write_bytes(file.read_bytes().replace(b"thu-tuc-hanh-chinh", b"thu-tuc-hanh-chinX"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _configure(project: Project) -> None:
    project.configure("posts_per_month: 2", "posts_per_month: 3")


def _exclude(project: Project) -> None:
    project.configure("site_url:", "exclude_docs: thu-tuc/\nsite_url:")


CHANGES: dict[str, Callable[[Project], object]] = {
    "edited": _edit,
    "edited with its old date": _swap_in_place,
    "added": lambda project: project.post("2026/05/c", unit="cung-khong-co"),
    "removed": lambda project: (project.root / "posts/2026/05/b.md").unlink(),
    "renamed": lambda project: (project.root / "posts/2026/05/a.md").rename(project.root / "posts/2026/05/d.md"),
    "picture": lambda project: project.write("posts/2026/05/anh.jpg", "van khong phai anh"),
    "configuration": _configure,
    "exclusion": _exclude,
    "commit": lambda project: project.git("commit", "--allow-empty", "-q", "-m", "thêm"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_seen(known: Project, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    CHANGES[name](known)
    found, was_read = looks(monkeypatch, lambda: check(known))
    assert was_read
    assert found == verdict.of(known.site(), VI)


def test_another_day_and_another_language_are_judged_anew(known: Project) -> None:
    assert check(known, dt.date(2026, 5, 1)) == verdict.of(known.site(dt.date(2026, 5, 1)), VI)
    english = check(known, language="en")
    assert english.findings != check(known).findings
    assert english == check(known, language="en")


def test_a_file_of_this_moment_is_not_taken_for_known(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.post("2026/05/a")
    monkeypatch.setattr(disk, "_TICK", 60_000_000_000)
    check(project)
    _, was_read = looks(monkeypatch, lambda: check(project))
    assert was_read


def test_a_verdict_that_something_else_wrote_is_worked_out_again(
    known: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (entry,) = (known.root / ".cache/verdicts").rglob("*/*")
    entry.write_bytes(entry.read_bytes()[:-9])
    found, was_read = looks(monkeypatch, lambda: check(known))
    assert was_read
    assert found == verdict.of(known.site(), VI)
    assert dataclasses.is_dataclass(found)


def test_a_picture_is_opened_again_only_where_it_changed(known: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = photos.phone(600, 400, kind="WEBP")
    cut = whole[:2_000]
    for name, content in (("du.webp", whole), ("cut.webp", cut), ("hong.webp", b"khong phai anh")):
        known.write(f"posts/2026/05/{name}", content)
    known.post("2026/05/c", "![Một](du.webp)\n\n![Hai](cut.webp)\n\n![Ba](hong.webp)\n")
    opened: list[str] = []
    real = pictures.size_of
    monkeypatch.setattr(pictures, "size_of", lambda file: opened.append(file.name) or real(file))

    def faulty() -> list[str]:
        opened.clear()
        time.sleep(0.02)
        return [finding.place.path.name for finding in check(known).findings if finding.code == "CCHC604"]

    assert faulty() == ["cut.webp", "hong.webp"]
    assert sorted(opened) == ["cut.webp", "du.webp", "hong.webp"]
    known.post("2026/05/d", "Bài khác.\n")
    assert faulty() == ["cut.webp", "hong.webp"]
    assert opened == []
    known.write("posts/2026/05/du.webp", cut)
    assert faulty() == ["cut.webp", "du.webp", "hong.webp"]
    assert opened == ["du.webp"]
