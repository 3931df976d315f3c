"""The commands, as people and CI call them."""

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cchc.cli import main
from cchc.rules import rules
from tests.building import tree
from tests.conftest import PROCEDURE, Project


def run(project: Project, *args: str, stdin: str = "") -> Result:
    """Call cchc on a project."""
    return CliRunner().invoke(main, [*args, "-f", str(project.root / "mkdocs.yml")], input=stdin)


@pytest.fixture
def section(project: Project) -> Project:
    """One good post, one with two mistakes, one procedure."""
    project.article("2026/05/tot", title="Bài tốt")
    project.post("2026/05/hong", title="Bài hỏng", unit="Văn phòng UBND", date="05/06/2026", month="5")
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    return project


def test_check_names_file_line_code_value_and_the_line_to_paste(section: Project) -> None:
    result = run(section, "check")
    assert result.exit_code == 1
    assert "posts/2026/05/hong.md" in result.output
    assert "dòng 3: lỗi CCHC201: `date` đang là «05/06/2026»" in result.output
    assert "→ date: 2026-06-05" in result.output
    assert '→ month: "2026-06"' in result.output
    assert "→ unit: van-phong" in result.output
    assert "Đã kiểm tra 3 tệp: 3 lỗi, 0 cảnh báo." in result.output


def test_check_json_keeps_its_contract(section: Project) -> None:
    result = run(section, "check", "--format", "json")
    data = json.loads(result.output)
    assert set(data) == {"schema_version", "findings", "checked"}
    assert (data["schema_version"], data["checked"]) == (1, 3)
    assert [item["code"] for item in data["findings"]] == ["CCHC201", "CCHC202", "CCHC301"]
    for item in data["findings"]:
        assert set(item) == {*("code", "severity", "path", "line", "column"), *("message", "hint", "url", "fixable")}
        assert item["url"] == f"https://xa.example/cchc/huong-dan/ma-loi/#{item['code'].lower()}"
    keys = [(item["path"], item["line"], item["code"]) for item in data["findings"]]
    assert keys == sorted(keys)


def test_check_github_puts_findings_on_their_lines_and_all_in_the_summary(
    section: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    section.post("2026/05/la", title='"100%: a, b"', topic='"x\\n::error::giả"')
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    lines = run(section, "check", "--format", "github").output.splitlines()
    assert len(lines) == 4
    assert all(line.startswith("::error file=posts/2026/05/") for line in lines)
    assert "::error file=posts/2026/05/hong.md,line=3,title=CCHC201::" in lines[0]
    assert (tmp_path / "summary.md").read_text("utf-8").count("| CCHC") == 4


def test_check_of_some_paths_reports_those_only(section: Project) -> None:
    assert run(section, "check", str(section.root / "posts/2026/05/tot.md")).exit_code == 0
    assert run(section, "check", str(section.root / "posts")).exit_code == 1
    assert run(section, "check", str(section.root / "docs")).exit_code == 0
    missing = run(section, "check", str(section.root / "posts/khong-co.md"))
    assert missing.exit_code == 2
    assert "khong-co.md" in missing.output


def test_check_of_a_path_takes_any_spelling_and_no_wrong_one(project: Project) -> None:
    project.write("posts/2026/05/hòa giải.md", "hỏng")
    nfd = project.root / "posts/2026/05" / unicodedata.normalize("NFD", "hòa giải.md")
    for path in (project.root / "posts/2026/05/hòa giải.md", project.root / "posts/2026", nfd):
        if path.exists():
            assert run(project, "check", str(path)).exit_code == 1
    project.write(f"posts/2026/06/{unicodedata.normalize('NFD', 'hòa.md')}", "hỏng")
    assert (
        run(project, "check", str(project.root / "posts/2026/06" / unicodedata.normalize("NFD", "hòa.md"))).exit_code
        == 1
    )
    for path in (project.root / "posts/2026/05/hoa giai.md", project.root / "mkdocs.yml", project.root.parent):
        wrong = run(project, "check", str(path))
        assert (wrong.exit_code, "Không có bài hay thủ tục nào ở" in wrong.output) == (2, True)


def test_a_warning_fails_only_a_strict_check(project: Project) -> None:
    project.write("posts/2026/05/anh.svg", "<svg/>")
    project.article("2026/05/a", body="Xem ảnh: ![](anh.svg)\n\n")
    assert run(project, "check").exit_code == 0
    assert run(project, "check", "--strict").exit_code == 1


def test_a_finding_ignored_with_a_reason_is_gone(project: Project) -> None:
    project.write("posts/2026/05/anh.svg", "<svg/>")
    project.article("2026/05/a", body="Xem ảnh: ![](anh.svg)\n\n", ignore="{CCHC602: ảnh trang trí}")
    assert run(project, "check", "--strict").exit_code == 0


def test_check_speaks_english(section: Project) -> None:
    assert "line 3: error CCHC201" in run(section, "check", "--lang", "en").output


def test_a_broken_setup_is_one_sentence_and_exit_code_2(project: Project, tmp_path: Path) -> None:
    missing = CliRunner().invoke(main, ["check", "-f", str(tmp_path / "khong-co.yml")])
    assert (missing.exit_code, missing.output.count("\n")) == (2, 1)
    project.configure('start: "2026-05"', "start: 5/2026")
    wrong = run(project, "check")
    assert wrong.exit_code == 2
    assert "plugins.cchc.quota.start" in wrong.output
    assert "5/2026" in wrong.output
    assert run(project, "check", "--today", "hôm nay").exit_code == 2
    assert run(project, "check", "--khong-co").exit_code == 2


def test_a_place_that_cannot_be_written_is_one_sentence(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags = ["--title", "Bài", "--unit", "van-phong", "--topic", "the-che"]
    project.write("posts/2026", "một tệp đứng ở chỗ của thư mục")
    result = run(project, "new", "post", *flags)
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "khong-co" / "summary.md"))
    assert run(project, "check", "--format", "github").exit_code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "abc")
    result = run(project, "quota")
    assert (result.exit_code, "SOURCE_DATE_EPOCH=abc" in result.output) == (2, True)


def test_explain_gives_every_rule_its_help(project: Project) -> None:
    for code, rule in rules().items():
        result = run(project, "explain", code.lower())
        assert result.exit_code == 0
        assert rule.title in result.output
    assert run(project, "explain", "CCHC999").exit_code == 2
    assert "CCHC101" in run(project, "explain", "CCHC999").output


# ----------------------------------------------------------------- new post


def test_a_new_post_lies_in_its_month_under_a_plain_name_and_is_accepted(project: Project) -> None:
    title = 'Đăng ký "khai sinh": 03 bước # nhanh'
    given = ["--title", title, "--unit", "VP HĐND&UBND", "--topic", "the-che", "--date", "2026-05-20"]
    result = run(project, "new", "post", *given)
    assert result.exit_code == 0, result.output
    path = project.root / "posts/2026/05/dang-ky-khai-sinh-03-buoc-nhanh.md"
    assert path.is_file()
    assert project.codes() == []
    (post,) = project.site().posts
    assert (post.title, post.unit.id, post.topic.id) == (title, "van-phong", "the-che")
    assert post.meta.status == "draft"
    assert post.id == "2026/05/dang-ky-khai-sinh-03-buoc-nhanh"


def test_a_second_post_of_one_title_touches_nothing(project: Project) -> None:
    given = ["--title", "Bài", "--unit", "van-phong", "--topic", "the-che", "--date", "2026-05-20"]
    run(project, "new", "post", *given)
    before = tree(project.root / "posts")
    assert run(project, "new", "post", *given).exit_code == 0
    after = tree(project.root / "posts")
    assert set(after) - set(before) == {"2026/05/bai-2.md"}
    assert {name: after[name] for name in before} == before
    assert project.codes() == []


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--title", "Bài", "--unit", "phòng lạ", "--topic", "the-che"], "van-phong"),
        (["--title", "Bài", "--unit", "van-phong", "--topic", "lạ"], "thu-tuc-hanh-chinh"),
        (["--title", "x" * 121, "--unit", "van-phong", "--topic", "the-che"], "120"),
        (["--title", "Bài", "--unit", "van-phong", "--topic", "the-che", "--date", "31/04/2026"], "2026-05-14"),
        (["--title", "Bài", "--unit", "van-phong", "--topic", "the-che", "--date", "1999-01-01"], "2000"),
        (["--unit", "van-phong", "--topic", "the-che"], "--title"),
        (["--title", "Bài", "--topic", "the-che"], "--unit"),
    ],
)
def test_an_answer_that_cannot_be_used_writes_nothing(project: Project, flags: list[str], said: str) -> None:
    result = run(project, "new", "post", *flags)
    assert result.exit_code == 2
    assert said in result.output
    assert tree(project.root / "posts") == {}


def test_new_post_asks_a_person_at_a_terminal(project: Project) -> None:
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "cchc",
        "new",
        "post",
        "-f",
        str(project.root / "mkdocs.yml"),
        "--date",
        "2026-05-20",
    ]
    with subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, close_fds=True) as process:
        os.close(follower)
        os.write(leader, "Hỏi đáp về một cửa\n2\n3\n\n\n\n".encode())
        shown = b""
        while True:
            try:
                chunk = os.read(leader, 4096)
            except OSError:  # Linux reports the end of a terminal as an input error
                break
            if not chunk:
                break
            shown += chunk
    os.close(leader)
    assert process.returncode == 0, shown.decode()
    assert "1. Văn phòng HĐND và UBND" in shown.decode()
    (post,) = project.site().posts
    assert (post.title, post.unit.id, post.topic.id) == ("Hỏi đáp về một cửa", "van-hoa", "thu-tuc-hanh-chinh")


# ----------------------------------------------------------------- new site


@pytest.mark.parametrize(
    "flags", [["--name", "Sở <b>", "--url", "https://a.example/"], ["--name", "Sở", "--url", "https://"]]
)
def test_a_name_or_address_that_cannot_be_used_starts_no_site(tmp_path: Path, flags: list[str]) -> None:
    result = CliRunner().invoke(main, ["new", "site", str(tmp_path / "so"), *flags])
    assert (result.exit_code, "không dùng được" in result.output) == (2, True)
    assert not (tmp_path / "so").exists()
