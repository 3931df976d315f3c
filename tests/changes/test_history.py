"""What git tells of the procedures: the changelog readers see must be complete, dated right, and stay as it was."""

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from cchc.cache import Cache
from cchc.changelog import Changelog
from cchc.changes.history import changelog
from tests.changes.records import DECISION, record, written, written_otherwise
from tests.conftest import TODAY, Project

pytestmark = pytest.mark.usefixtures("settings_of_nobody")
ONE, TWO, THREE = "1.000001", "1.000002", "1.000003"
MAY, JUNE, JULY = (f"2026-0{month}-10T08:00:00+07:00" for month in (5, 6, 7))


def put(project: Project, code: str, name: str | None = None, **changes: Any) -> None:
    project.write(f"docs/thu-tuc/{name or code}.md", written(record(code, **changes)))


def log(project: Project, cache: Path | None = None, today: dt.date = TODAY) -> Changelog:
    return changelog(project.root, PurePosixPath("docs/thu-tuc"), today, Cache(cache))


def told(found: Changelog) -> list[tuple[str, str, str]]:
    return [(str(item.day), item.change.kind.value, item.change.code) for item in found.entries]


def test_each_commit_tells_what_it_did(project: Project) -> None:
    put(project, ONE)
    put(project, TWO)
    project.commit(MAY)
    put(project, ONE, fee="Miễn phí")
    project.commit(JUNE)
    decision = {"number": "9/QĐ-X", "date": "2026-07-01", "action": "abolished"}
    put(project, TWO, announcing_decisions=[DECISION, decision])
    project.post("2026/07/bai")
    project.commit(JULY)
    found = log(project)
    assert found.state == "full"
    assert told(found) == [
        ("2026-05-10", "added", ONE),
        ("2026-05-10", "added", TWO),
        ("2026-06-10", "amended", ONE),
        ("2026-07-10", "abolished", TWO),
    ]
    (fee,) = found.entries[2].change.differences
    assert (fee.key, fee.before, fee.after) == ("fee", "8.000 đồng", "Miễn phí")


def test_nothing_of_the_people_who_committed_is_told(project: Project, tmp_path: Path) -> None:
    put(project, ONE)
    project.commit(MAY, "Bí mật")
    told_ = repr(log(project, tmp_path / "kho"))
    kept = b"".join(path.read_bytes() for path in (tmp_path / "kho").rglob("*") if path.is_file())
    for name in ("Biên tập", "bientap", "Bí mật"):
        assert name not in told_
        assert name.encode() not in kept


def test_a_moved_or_rewritten_file_is_no_change(project: Project) -> None:
    put(project, ONE)
    project.commit(MAY)
    (project.root / f"docs/thu-tuc/{ONE}.md").unlink()
    project.write("docs/thu-tuc/ho-tich/ten-khac.md", written_otherwise(record(ONE)))
    project.commit(JUNE)
    assert told(log(project)) == [("2026-05-10", "added", ONE)]


def test_a_version_that_cannot_be_read_is_passed_over(project: Project) -> None:
    put(project, ONE)
    project.commit(MAY)
    project.write(f"docs/thu-tuc/{ONE}.md", "---\ncode: [\n")
    project.commit(JUNE)
    project.write(f"docs/thu-tuc/{ONE}.md", b"\0")
    project.commit(JUNE)
    put(project, ONE, fee="Miễn phí")
    project.commit(JULY)
    assert told(log(project)) == [("2026-05-10", "added", ONE), ("2026-07-10", "amended", ONE)]


def test_work_on_branches_is_told_once_whoever_merged_it(project: Project) -> None:
    put(project, ONE)
    put(project, TWO)
    project.commit(MAY)
    project.git("switch", "-q", "-c", "phu")
    put(project, ONE, fee="Miễn phí")
    project.commit(JUNE)
    project.git("switch", "-q", "main")
    put(project, TWO, fee="Miễn phí")
    project.commit("2026-06-11T08:00:00+07:00")
    for name, date in (("phu", JULY), ("main", JULY)):
        project.git("branch", "-q", "-f", "ket-qua", "main")
        project.git("switch", "-q", name)
        project.git("merge", "-q", "--no-ff", "-m", "Gộp", "phu" if name == "main" else "ket-qua", date=date)
        assert told(log(project))[2:] == [("2026-06-10", "amended", ONE), ("2026-06-11", "amended", TWO)]
        project.git("switch", "-q", "--detach", "HEAD")
        project.git("branch", "-q", "-f", "phu", "phu~1")


def test_the_same_change_on_two_branches_is_one(project: Project) -> None:
    put(project, ONE)
    project.commit(MAY)
    project.git("switch", "-q", "-c", "phu")
    put(project, ONE, fee="Miễn phí")
    project.commit(JUNE)
    project.git("switch", "-q", "main")
    project.git("commit", "-q", "--allow-empty", "-m", "Việc khác", date=JUNE)
    project.git("cherry-pick", "phu", date=JULY)
    project.git("merge", "-q", "-m", "Gộp", "phu", date=JULY)
    assert told(log(project)) == [("2026-05-10", "added", ONE), ("2026-06-10", "amended", ONE)]


def test_a_conflict_is_told_as_it_was_settled(project: Project) -> None:
    put(project, ONE)
    project.commit(MAY)
    project.git("switch", "-q", "-c", "phu")
    put(project, ONE, fee="1 đồng")
    project.commit(JUNE)
    project.git("switch", "-q", "main")
    put(project, ONE, fee="2 đồng")
    project.commit("2026-06-11T08:00:00+07:00")
    project.git("merge", "-q", "-s", "ours", "--no-commit", "phu", date=JULY)
    put(project, ONE, fee="3 đồng")
    project.commit(JULY)
    assert [(item.day.month, item.change.differences[0].after) for item in log(project).entries[1:]] == [
        (6, "1 đồng"),
        (6, "2 đồng"),
        (7, "3 đồng"),
    ]


@pytest.mark.parametrize("date", ["1970-01-02T00:00:00+0000", "2099-01-01T00:00:00+0700"])
def test_a_clock_that_is_wrong_dates_nothing_out_of_sight(project: Project, date: str) -> None:
    put(project, ONE)
    project.commit(MAY)
    put(project, ONE, fee="Miễn phí")
    project.commit(date)
    days = {item.change.kind.value: item.day for item in log(project).entries}
    assert dt.date(2000, 1, 1) <= days["amended"] <= TODAY
    assert days["added"] == dt.date(2026, 5, 10)


def test_a_build_that_takes_over_tells_what_one_from_nothing_tells(project: Project, tmp_path: Path) -> None:
    cache = tmp_path / "kho"
    for number, date in enumerate((MAY, JUNE, JULY)):
        put(project, ONE, fee=f"{number + 1} đồng")
        put(project, f"1.00001{number}")
        project.commit(date)
        assert log(project, cache) == log(project, cache) == log(project)
    project.git("reset", "-q", "--hard", "HEAD~1")
    put(project, TWO)
    project.commit("2026-08-10T08:00:00+07:00")
    assert log(project, cache) == log(project)
    assert told(log(project, cache))[-1] == ("2026-08-10", "added", TWO)


def test_a_build_after_no_commit_reads_no_content(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        put(project, ONE, fee=f"{number + 1} đồng")
        project.commit(MAY)
    first = log(project, tmp_path / "kho")
    ran: list[str] = []
    real = subprocess.run

    def counted(args: list[str], **options: Any) -> Any:
        ran.append(next(arg for arg in args[4:] if not arg.startswith("-") and "=" not in arg))
        return real(args, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    assert log(project, tmp_path / "kho") == first
    assert ran == ["rev-parse"]
    monkeypatch.undo()
    put(project, ONE, fee="9 đồng")
    monkeypatch.setattr(subprocess, "run", counted)
    project.commit(JUNE)
    ran.clear()
    assert len(log(project, tmp_path / "kho").entries) == 6
    assert ran.count("log") == 1
    assert len(ran) <= 8


def test_git_that_cannot_know_tells_nothing(project: Project, tmp_path: Path) -> None:
    assert log(project).state == "none"
    project.git("init", "-q", "-b", "main")
    assert log(project) == Changelog(state="none")
    put(project, ONE)
    project.commit(MAY)
    put(project, ONE, fee="Miễn phí")
    project.commit(JUNE)
    project.git("clone", "-q", "--depth", "1", f"file://{project.root}", str(tmp_path / "nong"))
    assert log(Project(tmp_path / "nong")) == Changelog(state="shallow")


def test_a_clone_without_contents_or_a_damaged_one_tells_nothing_and_asks_nobody(
    project: Project, tmp_path: Path
) -> None:
    put(project, ONE)
    project.commit(MAY)
    put(project, ONE, fee="Miễn phí")
    project.commit(JUNE)
    blob = project.git("rev-parse", f"HEAD~1:docs/thu-tuc/{ONE}.md").strip()
    lost = project.root / ".git/objects" / blob[:2] / blob[2:]
    lost.chmod(0o600)
    lost.unlink()
    assert log(project).state == "shallow"
    shutil.rmtree(project.root / ".git/objects")
    assert log(project).state == "none"


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_names_that_are_traps_and_files_that_are_none_do_no_harm(project: Project) -> None:
    project.write("docs/thu-tuc/a\nb:\x01 c.md", written(record(ONE)))
    (project.root / "docs/thu-tuc/lien-ket.md").symlink_to("/etc/passwd")
    project.write("docs/thu-tuc/to.md", "---\n" + "x" * 3_000_000)
    project.write("docs/thu-tuc/index.md", written(record(TWO)))
    project.write("docs/thu-tuc/.an.md", written(record(THREE)))
    project.commit(MAY)
    project.write(f"docs/thu-tuc/{THREE}.md", written(record(THREE)))
    (project.root / "docs/thu-tuc/lien-ket.md").unlink()
    project.commit(JUNE)
    assert told(log(project)) == [("2026-05-10", "added", ONE), ("2026-06-10", "added", THREE)]


def test_a_project_below_the_top_of_a_repository_is_told_its_own(project: Project, tmp_path: Path) -> None:
    whole = Project(tmp_path / "tỉnh")
    for name, code in (("xa-mot", ONE), ("xa [hai]", TWO)):
        shutil.copytree(project.root, whole.root / name)
        put(Project(whole.root / name), code)
    whole.commit(MAY)
    assert told(log(Project(whole.root / "xa-mot"))) == [("2026-05-10", "added", ONE)]
    assert told(log(Project(whole.root / "xa [hai]"))) == [("2026-05-10", "added", TWO)]


def test_long_values_are_kept_short(project: Project, tmp_path: Path) -> None:
    long = "Bước đầu tiên của một thủ tục rất dài dòng. " * 400
    put(project, ONE, steps=[long])
    project.commit(MAY)
    put(project, ONE, steps=[long + "Nộp lệ phí."])
    project.commit(JUNE)
    (item,) = log(project, tmp_path / "kho").entries[-1].change.differences
    assert len(item.before) < 400
    assert item.after.endswith("Nộp lệ phí.")
