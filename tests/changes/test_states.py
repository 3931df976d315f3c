"""Whole states compared, on a real disk and in real repositories, the hostile ones among them."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc import config
from cchc.changelog import ChangeKind
from cchc.changes import sides, states
from cchc.changes.states import Comparison
from cchc.cli import main
from cchc.locale import translator
from cchc.model import SetupError
from tests.changes.records import DECISION, record, written, written_otherwise
from tests.conftest import Project

pytestmark = pytest.mark.usefixtures("settings_of_nobody")
DAY = "2026-05-14T08:00:00+07:00"
CODES = [f"1.00{number:04d}" for number in range(1, 9)]


def put(project: Project, code: str, name: str | None = None, **changes: Any) -> None:
    project.write(f"docs/thu-tuc/{name or code}.md", written(record(code, **changes)))


def compared(project: Project, old: str | None = "HEAD", new: str | None = None) -> Comparison:
    read = config.read(project.root / "mkdocs.yml")
    translate = translator("vi")
    return states.between(sides.side(read, old, translate), sides.side(read, new, translate))


def kinds(found: Comparison) -> dict[str, str]:
    return {change.code: change.kind.value for change in found.changes}


def run(project: Project, *args: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["procedures", "diff", "-f", str(project.root / "mkdocs.yml"), *args])
    return done.exit_code, done.output


@pytest.fixture
def three(project: Project) -> Project:
    """Three procedures, committed."""
    for code in CODES[:3]:
        put(project, code)
    project.commit(DAY)
    return project


def test_the_working_folder_is_compared_with_the_last_commit(three: Project) -> None:
    put(three, CODES[0], fee="Miễn phí")
    put(three, CODES[3])
    (three.root / f"docs/thu-tuc/{CODES[1]}.md").unlink()
    found = compared(three)
    assert kinds(found) == {CODES[0]: "amended", CODES[3]: "added", CODES[1]: "removed"}
    assert found.unchanged == 1


def test_a_file_of_another_name_place_or_form_is_no_change(three: Project) -> None:
    for code in CODES[:3]:
        (three.root / f"docs/thu-tuc/{code}.md").unlink()
    put(three, CODES[0], "ho-tich/khai-sinh")
    three.write("docs/thu-tuc/khac.md", written_otherwise(record(CODES[1])))
    put(three, CODES[2], f"Thủ tục {CODES[2]}")
    assert compared(three).changes == ()


def test_folders_files_revisions_and_paths_of_revisions_are_all_states(three: Project, tmp_path: Path) -> None:
    put(three, CODES[0], fee="Miễn phí")
    three.commit(DAY)
    copy = tmp_path / "ban-sao"
    shutil.copytree(three.root / "docs/thu-tuc", copy)
    file = str(copy / f"{CODES[0]}.md")
    for old, new in (
        ("HEAD~1", "HEAD"),
        ("HEAD~1", str(copy)),
        ("HEAD~1:docs/thu-tuc", "main"),
        ("HEAD~1:", str(three.root)),
    ):
        assert kinds(compared(three, old, new)) == {CODES[0]: "amended"}
    assert kinds(compared(three, f"HEAD~1:docs/thu-tuc/{CODES[0]}.md", file)) == {CODES[0]: "amended"}
    assert compared(three, "HEAD", str(copy)).changes == ()


def test_a_project_below_the_top_of_its_repository_is_compared_with_itself(tmp_path: Path, project: Project) -> None:
    whole = Project(tmp_path / "tinh")
    for name in ("xa-mot", "xa-hai"):
        shutil.copytree(project.root, whole.root / name)
        put(Project(whole.root / name), CODES[0])
    whole.commit(DAY)
    own = Project(whole.root / "xa-mot")
    put(own, CODES[0], fee="Miễn phí")
    assert kinds(compared(own)) == {CODES[0]: "amended"}
    assert compared(Project(whole.root / "xa-hai")).changes == ()


def test_before_there_was_any_procedure_all_are_new(project: Project) -> None:
    project.commit(DAY)
    put(project, CODES[0])
    assert kinds(compared(project)) == {CODES[0]: "added"}


@pytest.mark.parametrize("name", ["khong-co", "HEAD:khong-co", "HEAD~99", "--upload-pack=x", "-x", ":", "HEAD\nx", ""])
def test_what_is_not_there_is_said(three: Project, name: str) -> None:
    with pytest.raises(SetupError, match="phiên bản git"):
        compared(three, name)


def test_without_git_two_folders_can_be_compared_and_a_revision_is_refused(project: Project, tmp_path: Path) -> None:
    put(project, CODES[0])
    shutil.copytree(project.root / "docs/thu-tuc", tmp_path / "cu")
    put(project, CODES[0], fee="Miễn phí")
    assert kinds(compared(project, str(tmp_path / "cu"))) == {CODES[0]: "amended"}
    code, output = run(project)
    assert code == 2
    assert "HEAD" in output


def test_what_cannot_be_read_is_said_and_is_not_taken_for_removed(three: Project) -> None:
    three.write(f"docs/thu-tuc/{CODES[0]}.md", "---\ncode: [\n---\n")
    three.write("docs/thu-tuc/nhi-phan.md", b"\0\1")
    three.write("docs/thu-tuc/khong-ma.md", "---\nname: Không mã\n---\n")
    three.write("docs/thu-tuc/to.md", "x" * 2_000_000)
    put(three, CODES[1], "hai-lan")
    found = compared(three)
    assert found.changes == ()
    assert {item.path for item in found.unread} == {
        f"{CODES[0]}.md",
        "nhi-phan.md",
        "khong-ma.md",
        "to.md",
        "hai-lan.md",
    }
    code, output = run(three)
    assert code == 1
    assert "Không đọc được (5)" in output


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_a_hostile_repository_is_read_to_its_end(three: Project) -> None:
    three.write("docs/thu-tuc/a\nb\x1b[31m.md", written(record(CODES[3])))
    (three.root / "docs/thu-tuc/lien-ket.md").symlink_to("/etc/passwd")
    (three.root / "docs/thu-tuc/vong.md").symlink_to("vong.md")
    three.write("docs/thu-tuc/to.md", "---\n" + "x" * 3_000_000)
    three.commit(DAY)
    put(three, CODES[0], name="a", fee="\x1b[31mđỏ")
    found = compared(three, "HEAD~1", "HEAD")
    assert kinds(found) == {CODES[3]: "added"}
    assert {item.path for item in found.unread} == {"lien-ket.md", "vong.md", "to.md"}
    for format_ in ("text", "markdown"):
        code, output = run(three, "--format", format_)
        assert code == 1
        assert "\x1b" not in output


def test_a_link_out_of_the_project_is_not_followed(three: Project, tmp_path: Path) -> None:
    secret = tmp_path / "ngoai.md"
    secret.write_text(written(record(CODES[5])), "utf-8")
    (three.root / "docs/thu-tuc/lien-ket.md").symlink_to(secret)
    found = compared(three)
    assert found.changes == ()
    assert [item.path for item in found.unread] == ["lien-ket.md"]


def test_contents_are_read_in_bulk(three: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for code in CODES:
        put(three, code, fee="Miễn phí")
    three.commit(DAY)
    ran: list[str] = []
    real = subprocess.run

    def counted(args: list[str], **options: Any) -> Any:
        ran.append(args[4])
        return real(args, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    compared(three, "HEAD~1", "HEAD")
    assert ran.count("cat-file") <= 6
    assert len(ran) <= 14


def test_the_command_answers_by_its_exit_code(three: Project) -> None:
    assert run(three) == (0, run(three)[1])
    assert run(three, "--exit-code")[0] == 0
    put(three, CODES[0], fee="Miễn phí")
    assert run(three)[0] == 0
    assert run(three, "--exit-code")[0] == 1
    assert run(three, "khong-co")[0] == 2


def test_programs_are_told_everything_with_the_values_as_written(three: Project) -> None:
    decision = {"number": "9/QĐ-UBND", "date": "2026-12-01", "action": "abolished", "issuer": "UBND tỉnh"}
    put(three, CODES[0], announcing_decisions=[DECISION, decision], replaced_by=CODES[1], fee="Không thu")
    code, output = run(three, "--format", "json")
    told = json.loads(output)
    assert code == 0
    assert told["counts"] == {kind.value: int(kind is ChangeKind.ABOLISHED) for kind in ChangeKind}
    (change,) = told["changes"]
    assert (change["change"], change["code"], change["replaced_by"]) == ("abolished", CODES[0], CODES[1])
    assert change["decision"]["number"] == "9/QĐ-UBND"
    assert {"fee": ("8.000 đồng", "Không thu")}.items() <= {
        item["key"]: (item["before"], item["after"]) for item in change["differences"]
    }.items()


def test_people_read_what_changed_in_words(three: Project) -> None:
    steps = record(CODES[0])["steps"]
    put(three, CODES[0], fee="Miễn phí", steps=[*steps, "Ký sổ"], levels=["xa"])
    output = run(three)[1]
    for line in (
        "Phí, lệ phí: «8.000 đồng» → «Miễn phí»",
        "Trình tự thực hiện, mục 4: thêm «Ký sổ»",
        "Cấp thực hiện, mục 2: bỏ «Cấp tỉnh»",
        "Không thay đổi: 2 thủ tục.",
    ):
        assert line in output


_EDIT = st.sampled_from(["same", "rewrite", "rename", "amend", "abolish", "replace", "remove", "review"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(_EDIT, min_size=6, max_size=6), added=st.integers(0, 2))
def test_random_edits_of_a_folder_are_listed_exactly(
    tmp_path: Path, project: Project, edits: list[str], added: int
) -> None:
    old, new = tmp_path / "cu", tmp_path / "moi"
    for folder in (old, new):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    expected: dict[str, str] = {}
    for code, edit in zip(CODES, edits, strict=False):
        values = record(code)
        (old / f"{code}.md").write_text(written(values), "utf-8")
        name, text = f"{code}.md", written(values)
        if edit == "rewrite":
            text = written_otherwise(values)
        elif edit == "rename":
            name = f"ten-{code}.md"
        elif edit == "amend":
            text, expected[code] = written(values | {"fee": "1 đồng"}), "amended"
        elif edit == "review":
            text, expected[code] = written(values | {"synced_at": "2026-11-20"}), "reviewed"
        elif edit in ("abolish", "replace"):
            action = {"abolish": "abolished", "replace": "replaced"}[edit]
            decisions = [DECISION, {"number": "9/QĐ-X", "date": "2026-10-01", "action": action}]
            text, expected[code] = written(values | {"announcing_decisions": decisions}), action
        if edit == "remove":
            expected[code] = "removed"
        else:
            (new / name).write_text(text, "utf-8", newline="")
    for code in CODES[6 : 6 + added]:
        (new / f"{code}.md").write_text(written(record(code)), "utf-8")
        expected[code] = "added"
    assert kinds(compared(project, str(old), str(new))) == expected


def test_managers_are_told_what_to_go_over_and_what_to_explain(three: Project) -> None:
    put(three, CODES[0], synced_at="2026-11-01", owner_unit="van-hoa")
    put(three, CODES[1], updated="2026-05-01", owner_unit="van-phong")
    put(three, CODES[3], announcing_decisions=[{**DECISION, "action": "abolished"}])
    three.post("2026/05/a", body=f"Mã {CODES[0]}.\n")
    three.post("2026/05/b", procedures=f'["{CODES[1]}"]', status="draft")
    arguments = ["procedures", "review", "-f", str(three.root / "mkdocs.yml")]
    done = CliRunner().invoke(main, [*arguments, "--format", "json"])
    told = json.loads(done.output)
    assert done.exit_code == 0
    assert [item["code"] for item in told["overdue"]] == [CODES[2], CODES[1]]
    assert [item["code"] for item in told["unexplained"]] == [CODES[1], CODES[2]]
    text = CliRunner().invoke(main, [*arguments, "--days", "7"]).output
    assert "Quá 7 ngày chưa rà soát: 3 thủ tục" in text
    assert text.index("Văn phòng HĐND và UBND") < text.index("Phòng Văn hóa - Xã hội") < text.index("Chưa giao đơn vị")
