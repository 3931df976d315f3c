"""`cchc quota`, as a manager and a CI job call it: what it prints, and by which code it exits."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from cchc.cli import main
from tests.conftest import Project

FORMATS = ("text", "json", "csv", "github", "junit", "markdown")
OFFICE = "Văn phòng HĐND và UBND"
MONTHS = [f"2026-{number:02d}" for number in range(5, 12)]


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 80 columns, and no CI around the tests."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def run(project: Project, *args: str) -> Result:
    """Call `cchc quota` on a project."""
    return CliRunner().invoke(main, ["quota", "-f", str(project.root / "mkdocs.yml"), *args])


def fill(project: Project, *months: str) -> None:
    """Write the two posts that each month owes."""
    for month in months:
        for name in ("a", "b"):
            project.post(
                f"{month.replace('-', '/')}/{name}",
                f"Nội dung {month} {name}.\n",
                title=f"Tin {month} {name}",
                date=f"{month}-02",
                month=f'"{month}"',
            )


@pytest.fixture
def met(project: Project) -> Project:
    """An agency that has met every month up to the current one."""
    fill(project, *MONTHS)
    return project


@pytest.fixture
def short(met: Project) -> Project:
    """The same, but for one post of July."""
    (met.root / "posts/2026/07/b.md").unlink()
    return met


# ------------------------------------------------------------------- exit codes


def test_a_full_year_passes(met: Project) -> None:
    result = run(met)
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_short_month_fails_and_says_which_what_is_missing_and_who_answers(short: Project) -> None:
    result = run(short)
    assert result.exit_code == 1
    assert result.stderr == f"Tháng 7/2026: Chưa đạt (thiếu 01 tin, bài). {OFFICE}\n"


def test_a_running_month_never_fails_but_is_warned_about_from_day_20(project: Project) -> None:
    fill(project, *MONTHS[:-1])
    early = run(project, "--today", "2026-11-19")
    assert (early.exit_code, early.stderr) == (0, "")
    late = run(project, "--today", "2026-11-20")
    assert late.exit_code == 0
    assert late.stderr.startswith("Tháng 11/2026 mới có 0/02 tin, bài; còn 10 ngày. Đề nghị ")
    over = run(project, "--today", "2026-12-01")
    assert (over.exit_code, "Tháng 11/2026: Chưa đạt (thiếu 02 tin, bài)" in over.stderr) == (1, True)


def test_a_waiver_lets_the_job_pass_but_shows_in_the_table(short: Project) -> None:
    short.configure(
        "page: public",
        'page: public\n        waivers: [{month: "2026-07", reason: Bão, approved_by: Chủ tịch, date: 2026-08-01}]',
    )
    result = run(short, "--format", "markdown")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "| Tháng 7/2026 | 02 | 01 | 01 | Đã giải trình |" in result.stdout


@pytest.mark.parametrize("format_", FORMATS)
def test_the_exit_code_is_the_same_in_every_form(short: Project, format_: str) -> None:
    assert run(short, "--format", format_).exit_code == 1
    fill(short, "2026-07")
    assert run(short, "--format", format_).exit_code == 0
    short.write("posts/2026/07/hong.md", "hỏng")
    assert run(short, "--format", format_).exit_code == 2


def test_a_broken_post_is_listed_with_its_mistakes_and_is_no_shortfall(short: Project) -> None:
    short.post("2026/07/b", date="02/7/2026", month="7")
    short.post("2026/08/c", unit="Ban Tuyên giáo", title="Tin khác", date="2026-08-09", month='"2026-08"')
    result = run(short)
    assert result.exit_code == 2
    assert "Có 02 bài chưa đọc được" in result.stderr
    for expected in ("posts/2026/07/b.md", "CCHC201", "→ date: 2026-07-02", "posts/2026/08/c.md", "CCHC301"):
        assert expected in result.stderr
    assert "Chưa đạt" not in result.output
    assert "Traceback" not in result.output


def test_a_broken_post_stops_the_count_even_where_another_month_is_short(short: Project) -> None:
    short.write("posts/2026/05/hong.md", "hỏng")
    assert run(short).exit_code == 2


def test_mistakes_that_change_no_count_change_no_exit_code(met: Project) -> None:
    met.post("2026/05/c", "![](mat.jpg) [xem](khong-co.md)\n", title="Liên kết hỏng", image="{src: mat.jpg, alt: Ảnh}")
    met.write("docs/thu-tuc/hong.md", "hỏng")
    assert met.codes() != []
    assert run(met).exit_code == 0


def test_a_short_month_fails_whatever_a_build_is_told_to_do_about_it(short: Project) -> None:
    short.configure("page: public", "page: off\n        enforce: off")
    assert run(short).exit_code == 1


@pytest.mark.parametrize(
    "args",
    [
        ("--month", "2026-13"),
        ("--month", "5/2026"),
        ("--month", "2026-05", "--from", "2026-05"),
        ("--month", "2026-05", "--to", "2026-06"),
        ("--from", "tháng 5"),
        ("--format", "pdf"),
        ("--today", "21/11/2026"),
        ("--today", "2026-02-30"),
        ("--lang", "fr"),
        ("--khong-co",),
        ("posts",),
    ],
)
def test_bad_usage_exits_2_without_a_traceback(met: Project, args: tuple[str, ...]) -> None:
    result = run(met, *args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr != ""
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("posts_per_month: 2", "posts_per_month: hai", "plugins.cchc.quota.posts_per_month"),
        ("posts_per_month: 2", "posts_per_month: -1", "plugins.cchc.quota.posts_per_month"),
        ('start: "2026-05"', 'start: "2026-13"', "plugins.cchc.quota.start"),
        ("page: public", "page: public\n        waiver: []", "plugins.cchc.quota.waiver"),
        ("responsible_unit: van-phong", "responsible_unit: van-thu", "plugins.cchc.quota.responsible_unit"),
        ("plugins:", "plugins: [", "mkdocs.yml"),
    ],
)
def test_a_broken_setup_exits_2_and_names_the_key(met: Project, old: str, new: str, named: str) -> None:
    met.configure(old, new)
    result = run(met)
    assert (result.exit_code, result.stdout) == (2, "")
    assert named in result.stderr
    assert "Traceback" not in result.stderr


def test_a_missing_configuration_exits_2_and_names_the_file(tmp_path: Path) -> None:
    result = run(Project(tmp_path))
    assert result.exit_code == 2
    assert "mkdocs.yml" in result.stderr


def test_a_bare_project_without_units_or_posts_can_be_asked(tmp_path: Path) -> None:
    bare = Project(tmp_path)
    bare.write("mkdocs.yml", "site_name: Trang mới\nplugins: [cchc]\n")
    bare.write("docs/index.md", "Lời giới thiệu.\n")
    bare.write("posts/.gitkeep", "")
    result = run(bare)
    assert (result.exit_code, "Tháng 11/2026" in result.stdout) == (0, True)


# ---------------------------------------------------------------- which months


def shown(result: Result) -> list[str]:
    """Return the months of a JSON table."""
    return [row["month"] for row in json.loads(result.stdout)["months"]]


def test_the_table_runs_from_the_start_to_the_current_month(met: Project) -> None:
    assert shown(run(met, "--format", "json")) == MONTHS


def test_today_comes_from_the_option_before_the_environment(met: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert json.loads(run(met, "--format", "json").stdout)["today"] == "2026-11-21"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782838800")  # 2026-07-01 in Hanoi, 2026-06-30 in UTC
    assert shown(run(met, "--format", "json"))[-1] == "2026-07"
    assert shown(run(met, "--format", "json", "--today", "2026-06-30"))[-1] == "2026-06"


def test_one_month_is_judged_alone(short: Project) -> None:
    assert shown(run(short, "--month", "2026-07", "--format", "json")) == ["2026-07"]
    assert run(short, "--month", "2026-07").exit_code == 1
    assert run(short, "--month", "2026-06").exit_code == 0


def test_a_span_of_months_is_judged_alone(short: Project) -> None:
    span = run(short, "--from", "2026-08", "--to", "2026-10", "--format", "json")
    assert (span.exit_code, shown(span)) == (0, ["2026-08", "2026-09", "2026-10"])
    assert run(short, "--from", "2026-06", "--to", "2026-07").exit_code == 1
    assert run(short, "--from", "2026-08").exit_code == 0
    assert run(short, "--to", "2026-06").exit_code == 0


def test_the_year_end_report_can_ask_for_months_to_come_and_long_past(met: Project) -> None:
    result = run(met, "--from", "2026-04", "--to", "2026-12", "--format", "json")
    rows = json.loads(result.stdout)["months"]
    assert result.exit_code == 0
    assert [rows[0]["status"], rows[-1]["status"]] == ["not_applicable", "upcoming"]


def test_a_duplicate_is_known_even_when_its_original_is_not_in_the_chosen_month(met: Project) -> None:
    met.post("2026/06/b", "Khác.\n", title="Tin 2026-05 a", date="2026-06-20", month='"2026-06"')
    result = run(met, "--month", "2026-06", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)["months"][0]["counted"]) == (1, 1)


def test_strict_leaves_out_what_came_late(met: Project) -> None:
    met.commit("2026-11-20T08:00:00+07:00")
    assert run(met).exit_code == 0
    result = run(met, "--strict", "--format", "json")
    rows = json.loads(result.stdout)["months"]
    assert result.exit_code == 1
    assert [(row["counted"], row["late"]) for row in rows] == [(0, 2)] * 6 + [(2, 0)]
    assert {post["reason"] for post in rows[0]["posts"]} == {"late"}


# ------------------------------------------------------------------------ forms


def test_the_table_on_a_terminal_has_every_month(short: Project) -> None:
    lines = run(short).stdout.splitlines()
    assert "Theo dõi chỉ tiêu tin, bài CCHC" in lines[0]
    assert max(len(line) for line in lines) <= 80
    for number in range(5, 12):
        assert any(line.startswith(f"│ Tháng {number}/2026 ") for line in lines)


def test_json_is_one_document_and_nothing_else(short: Project) -> None:
    found = json.loads(run(short, "--format", "json").stdout)
    july = found["months"][2]
    assert (july["status"], july["missing"], found["target"], found["history"]) == ("short", 1, 2, "none")


def test_csv_reaches_the_spreadsheet_byte_for_byte(short: Project) -> None:
    made = run(short, "--format", "csv").stdout_bytes
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.count(b"\n") == made.count(b"\r\n") == 8
    table = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))
    assert table[3] == ["Tháng 7/2026", "02", "01", "01", "Chưa đạt (thiếu 01 tin, bài)", OFFICE]


def test_junit_is_one_document_and_nothing_else(short: Project) -> None:
    suite = ElementTree.fromstring(run(short, "--format", "junit").stdout_bytes)
    assert (suite.get("tests"), suite.get("failures")) == ("7", "1")


def test_markdown_can_be_pasted_into_an_issue(short: Project) -> None:
    text = run(short, "--format", "markdown").stdout
    assert text.startswith("## Theo dõi chỉ tiêu tin, bài CCHC\n\n| Tháng |")
    assert f"| Tháng 7/2026 | 02 | 01 | 01 | Chưa đạt (thiếu 01 tin, bài) | {OFFICE} |" in text


def test_github_gets_an_annotation_and_the_whole_table_in_the_summary(
    short: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# Trước đó\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    result = run(short, "--format", "github")
    assert result.stdout == (
        f"::error file=mkdocs.yml,line=1,title=Tháng 7/2026::Tháng 7/2026: Chưa đạt (thiếu 01 tin, bài). {OFFICE}\n"
    )
    text = summary.read_text("utf-8")
    assert text.startswith("# Trước đó\n## Theo dõi")
    assert text.count("| Tháng ") == 8
    assert text == "# Trước đó\n" + run(short, "--format", "markdown").stdout


def test_github_needs_no_summary_file(short: Project) -> None:
    assert run(short, "--format", "github").exit_code == 1


def test_only_github_writes_a_summary(short: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    for format_ in FORMATS:
        if format_ != "github":
            run(short, "--format", format_)
    assert not (tmp_path / "summary.md").exists()


@pytest.mark.parametrize("format_", FORMATS)
def test_an_english_manager_gets_every_form(short: Project, format_: str) -> None:
    result = run(short, "--format", format_, "--lang", "en")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "July 2026" in result.stderr
    assert "Tháng" not in result.output


def test_the_reminder_is_a_command_of_its_own(project: Project) -> None:
    project.configure('start: "2026-05"', 'start: "2026-11"')
    project.post("2026/11/a", date="2026-11-05", month='"2026-11"')
    result = CliRunner().invoke(main, ["remind", "-f", str(project.root / "mkdocs.yml")])
    assert (result.exit_code, result.stdout) == (
        0,
        (
            "Tháng 11/2026 mới có 01/02 tin, bài; còn 9 ngày. "
            "Đề nghị Phòng Văn hóa - Xã hội gửi bài. Mời Ủy ban MTTQ tham gia.\n"
        ),
    )
