"""The quota in every form it leaves in: each must open in the program it is made for."""

import csv
import datetime as dt
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from rich.console import Console

from cchc import quota
from cchc.dates import Month
from cchc.locale import LANGUAGES, translator
from cchc.model import Site
from cchc.publish.data import QUOTA_SCHEMA
from cchc.reports import quota as report
from cchc.reports import quota_formats
from tests.conftest import TODAY, Project

VI = translator("vi")
WAIVER = '{month: "2026-06", reason: Bão số 3, approved_by: Chủ tịch, document: 12/CV-UBND, date: 2026-07-03}'
HOSTILE = r'"A|B: 100%, \n::error::C"'
"""A unit's name that means something to Markdown and to GitHub."""


@pytest.fixture
def agency(project: Project) -> Project:
    """An agency with a month of every kind, from met to a running month; November has one post."""
    project.configure("page: public", f"page: public\n        waivers: [{WAIVER}]")
    months = {"2026-05": 2, "2026-06": 1, "2026-07": 0, "2026-08": 3, "2026-09": 2, "2026-10": 1, "2026-11": 1}
    for month, number in months.items():
        for index in range(number):
            project.post(
                f"{month.replace('-', '/')}/tin-{index}",
                f"Nội dung {month} {index}.\n",
                title=f"Tin {month} {index}",
                date=f"{month}-0{index + 1}",
                month=f'"{month}"',
            )
    project.post("2026/05/nhap", "Nháp.\n", title="Bản nháp", status="draft")
    project.post("2026/05/trung", "Khác.\n", title="Tin 2026-05 0", date="2026-05-30")
    return project


def as_text(site: Site, language: str = "vi", width: int = 80) -> str:
    """Return the table as a terminal of that width prints it."""
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False, emoji=False)
    quota_formats.as_text(site, quota.tally(site), translator(language), console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def data(site: Site, *, internal: bool = True) -> dict[str, Any]:
    """Return the quota as a program reads it: through JSON."""
    made: dict[str, Any] = json.loads(json.dumps(report.data(site, quota.tally(site), internal=internal)))
    return made


def responsible_cells(site: Site) -> list[str]:
    """Return the responsible unit's cell of each CSV row."""
    table = list(csv.reader(io.StringIO(report.as_csv(site, quota.tally(site), VI).decode("utf-8-sig"))))
    return [line[-1] for line in table[1:]]


# ------------------------------------------------------------------------- JSON


@pytest.mark.parametrize("internal", [True, False])
def test_a_portal_that_reads_by_the_schema_can_read_the_file(agency: Project, internal: bool) -> None:
    jsonschema.Draft202012Validator.check_schema(QUOTA_SCHEMA)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.validate(
        data(agency.site(), internal=internal), QUOTA_SCHEMA, jsonschema.Draft202012Validator, format_checker=checker
    )


def test_scripts_written_for_version_1_find_every_key(agency: Project) -> None:
    found = data(agency.site())
    assert {"schema_version", "agency", "today", "target", "history", "months", "units"} <= set(found)
    assert (found["schema_version"], found["agency"]) == (1, "UBND xã Mẫu")
    assert (found["today"], found["target"], found["history"]) == ("2026-11-21", 2, "none")
    assert [month["month"] for month in found["months"]] == [f"2026-{number:02d}" for number in range(5, 12)]
    for month in found["months"]:
        assert set(month) == {"month", "target", "counted", "missing", "status", "late", "waiver", "posts"}
    assert set(found["units"][0]) >= {"unit", "months", "last_post"}


def test_each_month_and_post_say_what_they_are(agency: Project) -> None:
    may, june = data(agency.site())["months"][:2]
    assert {key: may[key] for key in ("target", "counted", "missing", "status", "late", "waiver")} == {
        "target": 2,
        "counted": 2,
        "missing": 0,
        "status": "met",
        "late": 0,
        "waiver": None,
    }
    assert may["posts"][0] == {
        "path": "posts/2026/05/tin-0.md",
        "title": "Tin 2026-05 0",
        "unit": "van-phong",
        "topic": "thu-tuc-hanh-chinh",
        "date": "2026-05-01",
        "counted": True,
        "reason": None,
        "late": None,
    }
    assert {post["path"][-9:]: post["reason"] for post in may["posts"] if not post["counted"]} == {
        "5/nhap.md": "draft",
        "/trung.md": "duplicate",
    }
    assert june["waiver"] == {
        "reason": "Bão số 3",
        "approved_by": "Chủ tịch",
        "document": "12/CV-UBND",
        "date": "2026-07-03",
    }


def test_units_are_told_what_they_wrote_and_when_last(agency: Project) -> None:
    office, culture, _ = data(agency.site())["units"]
    assert office["unit"] == "van-phong"
    assert office["months"] == {"2026-05": 2, "2026-06": 1, "2026-08": 3, "2026-09": 2, "2026-10": 1, "2026-11": 1}
    assert office["last_post"] == "2026-11-01"
    assert (culture["months"], culture["last_post"]) == ({}, None)


def test_the_target_is_that_of_the_current_month(agency: Project) -> None:
    agency.configure(
        "posts_per_month: 2",
        'targets: [{from: "2026-05", posts_per_month: 2}, {from: "2026-11", posts_per_month: 3}]',
    )
    found = data(agency.site())
    assert (found["target"], found["months"][0]["target"], found["months"][-1]["target"]) == (3, 2, 3)


def test_readers_are_not_told_of_drafts_or_of_broken_files(agency: Project) -> None:
    agency.write("posts/2026/11/hỏng.md", "hỏng")
    shown = json.dumps(data(agency.site(), internal=False), ensure_ascii=False)
    assert "nhap.md" not in shown
    assert "Bản nháp" not in shown
    assert "hỏng" not in shown
    assert data(agency.site())["unreadable"] == ["posts/2026/11/hỏng.md"]


def test_the_same_day_gives_the_same_bytes(agency: Project) -> None:
    first, second = agency.site(), agency.site()
    assert data(first) == data(second)
    assert report.as_csv(first, quota.tally(first), VI) == report.as_csv(second, quota.tally(second), VI)


# -------------------------------------------------------------------------- CSV


def test_excel_opens_the_table_with_its_diacritics_and_lines(agency: Project) -> None:
    site = agency.site()
    made = report.as_csv(site, quota.tally(site), VI)
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.count(b"\n") == made.count(b"\r\n") == 8
    table = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))
    assert table[0] == ["Tháng", "Chỉ tiêu", "Đã đăng", "Còn thiếu", "Kết quả", "Đơn vị chịu trách nhiệm"]
    office = "Văn phòng HĐND và UBND"
    assert table[1:] == [
        ["Tháng 5/2026", "02", "02", "0", "Đạt", office],
        ["Tháng 6/2026", "02", "01", "01", "Đã giải trình", office],
        ["Tháng 7/2026", "02", "0", "02", "Chưa đạt (thiếu 02 tin, bài)", office],
        ["Tháng 8/2026", "02", "03", "0", "Đạt", office],
        ["Tháng 9/2026", "02", "02", "0", "Đạt", office],
        ["Tháng 10/2026", "02", "01", "01", "Chưa đạt (thiếu 01 tin, bài)", office],
        ["Tháng 11/2026", "02", "01", "01", "Đang thực hiện (còn thiếu 01; còn 9 ngày)", office],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_name_that_looks_like_a_formula_is_not_run(agency: Project, start: str) -> None:
    agency.configure("name: Văn phòng HĐND và UBND", f"name: \"{start}HYPERLINK('https://xau.example')\"")
    assert {cell[:2] for cell in responsible_cells(agency.site())} == {f"'{start}"}


def test_a_name_with_quotes_commas_and_line_ends_stays_one_cell(agency: Project) -> None:
    agency.configure("name: Văn phòng HĐND và UBND", r'name: "Phòng \"A\", tầng 2\nnhà B"')
    assert set(responsible_cells(agency.site())) == {'Phòng "A", tầng 2 nhà B'}


# --------------------------------------------------------------------- Markdown


def test_the_markdown_table_has_a_row_for_each_month(agency: Project) -> None:
    site = agency.site()
    lines = quota_formats.as_markdown(site, quota.tally(site), VI).splitlines()
    assert lines[0] == "## Theo dõi chỉ tiêu tin, bài CCHC"
    table = [line for line in lines if line.startswith("|")]
    assert len(table) == 2 + 7
    assert table[2] == "| Tháng 5/2026 | 02 | 02 | 0 | Đạt | Văn phòng HĐND và UBND |"


def test_a_units_name_cannot_break_the_markdown_table(agency: Project) -> None:
    agency.configure("name: Văn phòng HĐND và UBND", f"name: {HOSTILE}")
    site = agency.site()
    lines = quota_formats.as_markdown(site, quota.tally(site), VI).splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert len(table) == 2 + 7
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {7}


def test_notes_follow_the_table_where_something_is_not_known(agency: Project) -> None:
    agency.write("posts/2026/07/hong.md", "hỏng")
    site = agency.site()
    text = quota_formats.as_markdown(site, quota.tally(site), VI)
    assert "không xác định được" in text
    assert "Có 01 bài chưa đọc được nên chưa tính: posts/2026/07/hong.md." in text


# ----------------------------------------------------------------------- GitHub


def test_github_shows_short_months_as_errors_and_the_running_one_as_a_warning(agency: Project) -> None:
    site = agency.site()
    office = "Văn phòng HĐND và UBND"
    assert quota_formats.as_github(site, quota.tally(site), VI).splitlines() == [
        f"::error file=mkdocs.yml,line=1,title=Tháng 7/2026::Tháng 7/2026: Chưa đạt (thiếu 02 tin, bài). {office}",
        f"::error file=mkdocs.yml,line=1,title=Tháng 10/2026::Tháng 10/2026: Chưa đạt (thiếu 01 tin, bài). {office}",
        (
            "::warning file=mkdocs.yml,line=1,title=Tháng 11/2026::"
            f"Tháng 11/2026: Đang thực hiện (còn thiếu 01; còn 9 ngày). {office}"
        ),
    ]


def test_github_is_not_warned_of_a_running_month_before_day_20(agency: Project) -> None:
    site = agency.site(dt.date(2026, 11, 19))
    assert "::warning" not in quota_formats.as_github(site, quota.tally(site), VI)


def test_a_units_name_cannot_smuggle_in_a_workflow_command(agency: Project) -> None:
    agency.configure("name: Văn phòng HĐND và UBND", f"name: {HOSTILE}")
    site = agency.site()
    lines = quota_formats.as_github(site, quota.tally(site), VI).splitlines()
    assert len(lines) == 3
    assert all(line.startswith(("::error file=", "::warning file=")) and "A|B: 100%25," in line for line in lines)


def test_a_file_name_with_colons_and_commas_still_points_at_its_file(agency: Project) -> None:
    agency.write("posts/2026/07/bài 5%, mục 1:2.md", "hỏng")
    site = agency.site()
    (line,) = (line for line in quota_formats.as_github(site, quota.tally(site), VI).splitlines() if "CCHC" in line)
    assert line.startswith("::error file=posts/2026/07/bài 5%25%2C mục 1%3A2.md,line=1,title=CCHC002::")


def test_a_month_that_a_broken_post_might_fill_is_a_warning_not_a_shortfall(agency: Project) -> None:
    agency.write("posts/2026/10/hong.md", "hỏng")
    site = agency.site()
    lines = quota_formats.as_github(site, quota.tally(site), VI).splitlines()
    assert [line.split("::")[1].split(" ")[0] for line in lines] == ["error", "warning", "warning", "error"]
    assert "Chưa xác định (có 01 bài chưa đọc được)" in lines[1]


# ------------------------------------------------------------------------ JUnit


def junit(site: Site) -> ElementTree.Element:
    """Return the suite as a CI system reads it."""
    return ElementTree.fromstring(quota_formats.as_junit(site, quota.tally(site), VI))


def test_a_ci_system_draws_a_test_for_each_month(agency: Project) -> None:
    suite = junit(agency.site())
    cases = suite.findall("testcase")
    assert (suite.get("tests"), suite.get("failures")) == ("7", "2")
    assert [case.get("name") for case in cases if case.find("failure") is not None] == ["2026-07", "2026-10"]
    assert [case.get("name") for case in cases if case.find("skipped") is not None] == ["2026-11"]
    failure = cases[2].find("failure")
    assert failure is not None
    assert failure.get("message") == "Tháng 7/2026: Chưa đạt (thiếu 02 tin, bài). Văn phòng HĐND và UBND"


def test_a_units_name_cannot_break_the_junit_file(agency: Project) -> None:
    agency.configure("name: Văn phòng HĐND và UBND", r"""name: '<"A" & B>'""")
    failure = junit(agency.site()).find("testcase/failure")
    assert failure is not None
    assert (failure.get("message") or "").endswith('<"A" & B>')


# ------------------------------------------------------------------------- text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_terminal_of_80_columns_shows_every_month_whole(agency: Project, language: str) -> None:
    text = as_text(agency.site(), language)
    assert max(len(line) for line in text.splitlines()) <= 80
    names = {"vi": "Tháng {n}/2026", "en": "{name} 2026"}[language]
    for number, name in enumerate(("May", "June", "July", "August", "September", "October", "November"), 5):
        assert re.search(rf"│ {names.format(n=number, name=name)} +│", text)


def test_the_table_is_plain_text_where_the_output_is_no_terminal(agency: Project) -> None:
    assert "\x1b" not in as_text(agency.site())


def test_a_units_name_in_brackets_is_not_swallowed_as_a_colour(agency: Project) -> None:
    agency.configure("name: Văn phòng HĐND và UBND", 'name: "[red]Văn phòng"')
    assert "[red]" in as_text(agency.site(), width=200)


def test_a_late_post_is_marked_in_its_month(agency: Project) -> None:
    agency.commit("2026-06-10T08:00:00+07:00")
    assert "Đạt; đăng bù 03" in as_text(agency.site(), width=200)


def test_whoever_reads_the_table_hears_that_lateness_is_not_known(agency: Project) -> None:
    assert "Bài đăng bù: không xác định được" in as_text(agency.site())
    agency.commit("2026-05-10T08:00:00+07:00")
    assert "không xác định được" not in as_text(agency.site())


# --------------------------------------------------------------------- reminder


def remind(project: Project, today: dt.date = TODAY, language: str = "vi") -> list[str]:
    """Return the lines of the note."""
    site = project.site(today)
    return report.reminder(site, quota.tally(site), translator(language)).splitlines()


def from_november(project: Project) -> None:
    """Let the quota begin in November, so that nothing is overdue, with one post of the office."""
    project.configure('start: "2026-05"', 'start: "2026-11"')
    project.post("2026/11/a", date="2026-11-05", month='"2026-11"')


def test_the_note_can_be_sent_as_it_is(project: Project) -> None:
    from_november(project)
    assert remind(project) == [
        (
            "Tháng 11/2026 mới có 01/02 tin, bài; còn 9 ngày. Đề nghị Phòng Văn hóa - Xã hội gửi bài. "
            "Mời Ủy ban MTTQ tham gia."
        )
    ]


def test_an_external_body_is_invited_never_told_to_send(project: Project) -> None:
    from_november(project)
    project.post(
        "2026/11/b", "Hai.\n", title="Hai", unit="van-hoa", date="2026-11-20", status="draft", month='"2026-11"'
    )
    (line,) = remind(project)
    asked = re.search(r"Đề nghị (.*?) gửi bài\.", line)
    assert asked is not None
    assert "MTTQ" not in asked.group(1)
    project.post("2026/11/c", "Ba.\n", title="Ba", unit="mttq", date="2026-11-20", month='"2026-11"')
    project.configure("posts_per_month: 2", "posts_per_month: 3")
    (line,) = remind(project)
    assert "Mời" not in line


def test_when_every_unit_has_written_the_responsible_one_is_asked(project: Project) -> None:
    from_november(project)
    project.configure("posts_per_month: 2", "posts_per_month: 3")
    project.post("2026/11/b", "Hai.\n", title="Hai", unit="van-hoa", date="2026-11-20", month='"2026-11"')
    assert remind(project) == [
        (
            "Tháng 11/2026 mới có 02/03 tin, bài; còn 9 ngày. Đề nghị Văn phòng HĐND và UBND gửi bài. "
            "Mời Ủy ban MTTQ tham gia."
        )
    ]


@pytest.mark.parametrize(
    "active", ['active_to: "2026-10"', 'active_from: "2026-12"', 'active_from: "2026-12", active_to: "2027-12"']
)
def test_a_unit_that_does_not_exist_this_month_is_not_asked(project: Project, active: str) -> None:
    from_november(project)
    project.configure("name: Phòng Văn hóa - Xã hội}", f"name: Phòng Văn hóa - Xã hội, {active}}}")
    (line,) = remind(project)
    assert "Văn hóa" not in line


@pytest.mark.parametrize("active", ['active_to: "2026-11"', 'active_from: "2026-11"'])
def test_a_unit_is_asked_in_its_first_and_last_month(project: Project, active: str) -> None:
    from_november(project)
    project.configure("name: Phòng Văn hóa - Xã hội}", f"name: Phòng Văn hóa - Xã hội, {active}}}")
    (line,) = remind(project)
    assert "Đề nghị Phòng Văn hóa - Xã hội gửi bài." in line


def test_a_month_that_is_met_asks_for_nothing(project: Project) -> None:
    from_november(project)
    project.post("2026/11/b", "Hai.\n", title="Hai", date="2026-11-20", month='"2026-11"')
    assert remind(project) == ["Tháng 11/2026 đã có 02/02 tin, bài: đạt chỉ tiêu."]


def test_each_overdue_month_has_a_line_of_its_own(project: Project) -> None:
    project.configure('start: "2026-05"', 'start: "2026-09"')
    for name in ("a", "b"):
        project.post(f"2026/11/{name}", f"{name}.\n", title=name, date="2026-11-05", month='"2026-11"')
    project.post("2026/10/c", "Ba.\n", title="Ba", date="2026-10-05", month='"2026-10"')
    overdue = "đề nghị Văn phòng HĐND và UBND bổ sung giải trình."
    assert remind(project) == [
        "Tháng 11/2026 đã có 02/02 tin, bài: đạt chỉ tiêu.",
        f"Tháng 9/2026 đã khép lại với 0/02 tin, bài (thiếu 02); {overdue}",
        f"Tháng 10/2026 đã khép lại với 01/02 tin, bài (thiếu 01); {overdue}",
    ]


def test_months_of_january_and_february_are_written_as_the_decree_has_it(project: Project) -> None:
    project.configure('start: "2026-05"', 'start: "2027-02"')
    assert remind(project, dt.date(2027, 2, 19))[0].startswith("Tháng 02/2027 mới có 0/02 tin, bài; còn 9 ngày.")


@pytest.mark.parametrize("start", ["2026-12", "2027-05"])
def test_before_the_quota_begins_nobody_is_asked(project: Project, start: str) -> None:
    project.configure('start: "2026-05"', f'start: "{start}"')
    assert remind(project) == ["Tháng này không ấn định chỉ tiêu tin, bài."]


def test_the_note_says_which_posts_could_not_be_counted(project: Project) -> None:
    from_november(project)
    project.write("posts/2026/11/hong.md", "hỏng")
    assert "posts/2026/11/hong.md" in remind(project)[-1]


# ---------------------------------------------------------------------- English


def test_an_english_reader_gets_every_form(agency: Project) -> None:
    agency.write("posts/2026/10/hong.md", "hỏng")
    site = agency.site()
    table, english = quota.tally(site), translator("en")
    text = as_text(site, "en", width=200)
    assert "November 2026" in text
    assert "Tháng" not in text
    for made in (
        report.as_csv(site, table, english).decode("utf-8-sig"),
        quota_formats.as_markdown(site, table, english),
        quota_formats.as_github(site, table, english),
        quota_formats.as_junit(site, table, english).decode(),
        report.reminder(site, table, english),
    ):
        assert "July 2026" in made or "2026-07" in made
        assert "Tháng" not in made
        assert "{" not in made


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", ["2026-04", "2026-12"])
def test_months_outside_the_quota_can_be_shown_in_every_form(agency: Project, month: str, language: str) -> None:
    site, translate = agency.site(), translator(language)
    chosen = Month.parse(month)
    table = quota.tally(site, first=chosen, last=chosen)
    expected = {"2026-04": ["–", "0", "–"], "2026-12": ["02", "0", "02"]}[month]
    assert report.cells(site, table.months[0], translate)[1:4] == expected
    for make in (
        report.as_csv,
        quota_formats.as_markdown,
        quota_formats.as_github,
        quota_formats.as_junit,
        report.reminder,
    ):
        make(site, table, translate)
