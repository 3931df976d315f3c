"""`cchc report`: the windows, what it says, and what was signed."""

import datetime as dt
import json
import time
import zipfile
from pathlib import Path

import docx
import pytest
import yaml
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from cchc import config
from cchc.cli import main
from cchc.locale import Text, translator
from cchc.model import Config, SetupError
from cchc.reports import windows
from cchc.reports.assembly import Report, report
from cchc.reports.letter.signing import Signing, annexed_to, day_in_words, head, number, place, recipients, symbol
from cchc.reports.wording import changed, figure, percent
from cchc.schema import Agency
from cchc.schema.reports import Reports
from tests.building import build, tree
from tests.conftest import MKDOCS, Project

VI = translator("vi")
TODAY = "2026-11-21"


def run(project: Project, *options: str, today: str = TODAY) -> Result:
    """Run the command; nothing else may be raised."""
    done = CliRunner().invoke(main, ["report", *options, "-f", str(project.root / "mkdocs.yml"), "--today", today])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def made(project: Project, period: str, today: str = TODAY) -> Report:
    """Return a report of the project."""
    site = project.site(dt.date.fromisoformat(today))
    window = windows.find(site.config, period)
    assert window is not None
    return report(site, window)


def said(found: Report) -> str:
    """Return everything a report says in sentences."""
    parts = [*(item for section in found.sections for item in (*section.sentences, *section.items))]
    return "\n".join(item.render(VI) if isinstance(item, Text) else item for item in parts)


def settings(*lines: str) -> Config:
    """Return a configuration with these settings of reports."""
    values = yaml.safe_load("\n".join(lines)) if lines else {}
    options = {"units": [{"id": "van-phong", "name": "Văn phòng"}], "reports": values or {}}
    written = {"site_name": "X", "site_url": "", "docs_dir": "docs", "language": "vi", "edit_uri": ""}
    return config.build(Path("/x/mkdocs.yml"), written, options)


# ------------------------------------------------------------------- windows


@pytest.mark.parametrize(
    ("asked", "first", "last", "name"),
    [
        ("2026-Q1", "2025-12-15", "2026-03-14", "quý I năm 2026"),
        ("2026-h1", "2025-12-15", "2026-06-14", "6 tháng đầu năm 2026"),
        ("2026-Q3", "2026-06-15", "2026-09-14", "quý III năm 2026"),
        ("2026", "2025-12-15", "2026-12-14", "năm 2026"),
        ("2026-01-01..2026-02-28", "2026-01-01", "2026-02-28", "thời gian từ 01/01/2026 đến 28/02/2026"),
    ],
)
def test_the_four_reports_close_on_the_14th(asked: str, first: str, last: str, name: str) -> None:
    window = windows.find(settings(), asked)
    assert window is not None
    assert (str(window.first), str(window.last)) == (first, last)
    assert isinstance(window.name, Text)
    assert window.name.render(VI) == name


@pytest.mark.parametrize(
    "asked", ["2026-Q2", "1999", "2026-13", "x", "", "2026-02-30..2026-03-01", "2026-03-02..2026-03-01"]
)
def test_a_period_that_nobody_declared_is_none(asked: str) -> None:
    assert windows.find(settings(), asked) is None


def test_a_machine_asks_for_what_closed_last_and_what_closes_next() -> None:
    made_ = settings()
    for day, last, following in ((14, "2026-H1", "2026-Q3"), (15, "2026-Q3", "2026")):
        found = [windows.find(made_, asked, dt.date(2026, 9, day)) for asked in ("last", "next")]
        assert [window and window.id for window in found] == [last, following]
    assert windows.find(made_, "last") is None


@pytest.mark.parametrize(
    ("asked", "id_"),
    [
        ("quý 1 2026", "2026-Q1"),
        ("Quý III/2026", "2026-Q3"),
        ("q1/2026", "2026-Q1"),
        ("6 tháng 2026", "2026-H1"),
        ("6 tháng đầu năm 2026", "2026-H1"),
        ("Báo cáo năm 2026", "2026"),
    ],
)
def test_a_period_may_be_asked_for_as_people_call_it(asked: str, id_: str) -> None:
    found = windows.find(settings(), asked)
    assert found is not None
    assert found.id == id_


@pytest.mark.parametrize("asked", ["9 tháng 2026", "2026-06", "quý 1", "quý 1 2025 2026", "tháng 6/2026"])
def test_a_period_that_could_be_another_is_not_guessed(asked: str) -> None:
    assert windows.find(settings(), asked) is None


def test_windows_and_due_days_are_the_agencys_own() -> None:
    made_ = settings(
        "windows:",
        '- {id: Q4, name: "quý IV", first: "10-01", last: "12-31", due: "01-05"}',
        '- {id: 9M, name: "9 tháng đầu năm {year}", first: "12-15", last: "09-14", due: "+6"}',
        '- {id: T2, name: "tháng 2", first: "02-01", last: "02-29"}',
    )
    q4, nine, february = windows.of_year(made_, 2026)
    assert (q4.id, q4.name, q4.due) == ("2026-Q4", Text("quý IV năm {year}", {"year": "2026"}), dt.date(2027, 1, 5))
    assert (nine.first, nine.due) == (dt.date(2025, 12, 15), dt.date(2026, 9, 20))
    assert february.last == dt.date(2026, 2, 28)


def test_a_window_is_compared_with_as_long_a_time() -> None:
    made_ = settings()
    pairs = {
        "2026-Q1": ("2025-09-15", "2025-12-14"),
        "2026-H1": ("2025-06-15", "2025-12-14"),
        "2026": ("2024-12-15", "2025-12-14"),
    }
    for asked, (first, last) in pairs.items():
        window = windows.find(made_, asked)
        assert window
        other = windows.before(window)
        assert (str(other.first), str(other.last)) == (first, last)
    days = windows.find(made_, "2026-03-03..2026-03-12")
    assert days
    assert windows.before(days).first == dt.date(2026, 2, 21)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("windows: [{id: q1, name: a, first: '12-15', last: '03-14'}]", "windows, mục 1, khóa id"),
        (
            "windows: [{id: Q1, name: a, first: 15/12, last: '03-14'}]",
            "windows, mục 1, khóa first: giá trị «15/12»",
        ),
        (
            "windows: [{id: Q1, name: a, first: '12-15', last: '02-30'}]",
            "windows, mục 1, khóa last: giá trị «02-30»",
        ),
        (
            "windows: [{id: Q1, name: a, first: '12-15', last: '03-14', due: mai}]",
            "windows, mục 1, khóa due: giá trị «mai»",
        ),
        ("windows: [{id: Q1, name: '{nam}', first: '12-15', last: '03-14'}]", "có {year} ở chỗ ghi năm"),
        ("windows: []", "reports.windows"),
        (
            (
                "windows: [{id: Q1, name: a, first: '12-15', last: '03-14'}, "
                "{id: Q1, name: b, first: '01-01', last: '03-31'}]"
            ),
            "Q1 có hai lần",
        ),
        ("responsible_unit: kinh-te", "plugins.cchc.reports.responsible_unit: giá trị «kinh-te»"),
        ("contents: [khac]", "plugins.cchc.reports.contents: giá trị «khac» không dùng được; cần một trong: chi-dao"),
        ("folder: ../ngoai", "reports.folder: giá trị «../ngoai»"),
        ("nguoi_ky: A", "viết đúng tên một trong các khóa: windows, responsible_unit"),
    ],
)
def test_a_wrong_setting_names_the_key_the_value_and_what_is_allowed(line: str, says: str) -> None:
    with pytest.raises(SetupError) as caught:
        settings(line)
    assert says in str(caught.value)


# ------------------------------------------------------------------ sentences


def test_numbers_are_written_as_official_papers_have_them() -> None:
    assert [figure(n) for n in (0, 2, 12, 1234)] == ["0", "02", "12", "1.234"]
    assert [percent(1, 3), percent(1, 2), percent(-5, 4), percent(2, 3)] == ["33,3%", "50%", "125%", "66,7%"]
    assert [changed(*pair).render(VI) for pair in ((3, 2), (2, 3), (2, 2), (2, 0))] == [
        "tăng 01 (50%)",
        "giảm 01 (33,3%)",
        "không thay đổi",
        "tăng 02",
    ]


def test_an_empty_period_says_so_and_shows_no_empty_table(project: Project) -> None:
    found = made(project, "2026-Q1")
    assert "UBND xã Mẫu chưa đăng tin, bài nào về cải cách hành chính." in said(found)
    assert "(số liệu từ 15/12/2025 đến 14/3/2026)" in said(found)
    assert all(table.rows for section in found.sections for table in section.tables)
    assert "chưa có số liệu để so sánh" in said(found)


def test_a_single_post_is_told_without_boast(project: Project) -> None:
    project.post("2026/05/a", kind="tin")
    text = said(made(project, "2026-H1"))
    assert "Trong 6 tháng đầu năm 2026 (số liệu từ 15/12/2025 đến 14/6/2026), UBND xã Mẫu đã đăng 01 tin, bài" in text
    assert "Có 01/02 đơn vị có tin, bài." in text  # MTTQ is only asked
    assert "Đơn vị chưa có tin, bài: Phòng Văn hóa - Xã hội." in text  # and not MTTQ, which is only asked
    assert "Tháng 5/2026: thiếu 01 tin, bài so với chỉ tiêu 02, chưa có giải trình." in text
    assert "tốt" not in text


def test_a_period_that_runs_is_provisional(project: Project) -> None:
    project.post("2026/11/a", date="2026-11-03", month='"2026-11"')
    found = made(project, "2026")
    assert "(số liệu tạm tính đến ngày 21/11/2026)" in said(found)
    assert not any(key == "posts.month.2026-12" for key, *_ in found.figures)
    done = run(project, "2026")
    assert done.exit_code == 0
    assert "Kỳ chưa kết thúc" in done.stderr


def test_a_post_that_came_after_the_cutoff_goes_to_the_next_report(project: Project) -> None:
    project.configure('        start: "2026-05"', '        start: "2026-01"')
    project.post("2026/06/som", date="2026-06-10", month='"2026-06"', title="Đưa lên kịp")
    project.commit("2026-06-12T08:00:00+07:00")
    project.post("2026/06/muon", date="2026-06-11", month='"2026-06"', title="Đưa lên muộn", body="Khác.\n")
    project.commit("2026-06-20T08:00:00+07:00")
    half, third, year = (made(project, asked) for asked in ("2026-H1", "2026-Q3", "2026"))
    assert [post.title for post in half.posts] == ["Đưa lên kịp"]
    assert "chuyển sang báo cáo kỳ sau" in said(half)
    assert [post.title for post in third.posts] == ["Đưa lên muộn"]
    assert "Ngoài tổng số, bổ sung kỳ trước 01 tin, bài" in said(third)
    assert {key: value for key, _, value in third.figures}["posts.total"] == 0
    captions = [
        table.caption.render(VI)
        for section in third.sections
        for table in section.tables
        if isinstance(table.caption, Text)
    ]
    assert "Tin, bài bổ sung kỳ trước" in captions
    assert third.annex_note is not None
    assert third.annex_note.render(VI) == "Từ số thứ tự 1: tin, bài bổ sung kỳ trước."
    assert [post.title for post in year.posts] == ["Đưa lên kịp", "Đưa lên muộn"]


def test_where_git_cannot_tell_nothing_is_guessed(project: Project) -> None:
    project.post("2026/05/a")
    assert "Không xác định được 01 tin, bài có được đưa lên trước ngày chốt" in said(made(project, "2026-H1"))


# -------------------------------------------------------------------- signing


def test_the_head_of_a_committee_and_of_a_department() -> None:
    committee = Agency(id="x", name="UBND xã Hoa Thám", short_name="xã Hoa Thám", parent="UBND tỉnh Lạng Sơn")
    assert head(committee, Reports()) == ("", "ỦY BAN NHÂN DÂN\nXÃ HOA THÁM")
    assert (place(committee, Reports()), symbol(committee, Reports())) == ("Hoa Thám", "BC-UBND")
    department = Agency(id="y", name="Sở Xây dựng", parent="UBND tỉnh Lai Châu")
    assert head(department, Reports()) == ("UBND TỈNH LAI CHÂU", "SỞ XÂY DỰNG")
    assert place(department, Reports(place="Lai Châu")) == "Lai Châu"
    assert symbol(department, Reports(number_symbol="BC-SXD")) == "BC-SXD"


def test_what_is_filed_comes_last_among_the_recipients() -> None:
    given = Reports(addressee="Sở Nội vụ", recipients=("- Lưu: VT, VHXH.", "Thường trực Đảng ủy xã (b/c);"))
    assert recipients(given) == ["Như trên", "Thường trực Đảng ủy xã (b/c)", "Lưu: VT, VHXH"]
    assert recipients(Reports()) == ["Lưu: VT"]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (dt.date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (dt.date(2026, 3, 16), "ngày 16 tháng 3 năm 2026"),
        (None, "ngày …… tháng …… năm 2026"),
    ],
)
def test_days_have_two_digits_where_the_decree_asks_for_them(project: Project, day: dt.date | None, text: str) -> None:
    found = made(project, "2026-Q1")
    assert day_in_words(found, Signing("7", day)).render(VI) == text
    assert number(found, Signing("7", day), "…") == "07/BC-UBND"
    assert text in annexed_to(found, Signing("7", day)).render(VI)


# --------------------------------------------------------------------- freeze


def test_signed_figures_are_kept_and_a_later_change_is_shown(project: Project) -> None:
    project.configure('        start: "2026-05"', '        start: "2026-01"\n        late_from: "2027-01"')
    project.post("2026/05/a", title="Bài thứ nhất")
    gone = project.post("2026/06/b", date="2026-06-02", month='"2026-06"', title="Bài thứ hai", body="Hai.\n")
    first = run(project, "2026-H1", "--freeze", "--number", "12")
    assert first.exit_code == 0, first.output
    kept = project.root / "docs/bao-cao-da-ky/2026-H1.json"
    values = json.loads(kept.read_text("utf-8"))
    assert values["figures"]["posts.total"] == {"label": "Tin, bài đã đăng trong kỳ", "value": 2}
    assert (values["number"], values["frozen_on"]) == ("12", TODAY)
    again = run(project, "2026-H1", "--freeze")
    assert again.exit_code == 2
    assert "--yes" in again.stderr
    assert "không thay đổi" in run(project, "2026-H1").stderr
    gone.write_text(gone.read_text("utf-8").replace("unit:", "status: withdrawn\nunit:"), "utf-8")
    project.post("2026/06/c", date="2026-06-03", month='"2026-06"', title="Bài thứ ba", body="Ba.\n", unit="van-hoa")
    project.post("2026/06/d", date="2026-06-04", month='"2026-06"', title="Bài thứ tư", body="Bốn.\n", unit="van-hoa")
    now = run(project, "2026-H1")
    assert "Tin, bài đã đăng trong kỳ: 2 → 3" in now.stderr
    assert "thêm: Bài thứ ba" in now.stderr
    assert "không còn: Bài thứ hai" in now.stderr
    following = run(project, "2026-Q3")
    assert "Thay đổi so với số liệu đã báo cáo của 6 tháng đầu năm 2026" in following.stdout
    assert "Báo cáo số 12, chốt ngày 21/11/2026" in following.stdout
    assert "| Tin, bài đã đăng trong kỳ | 02 | 03 |" in following.stdout
    assert "Không còn: «Bài thứ hai» (02/6/2026, Văn phòng HĐND và UBND)" in following.stdout
    assert (
        kept.read_text("utf-8") == json.dumps(values, ensure_ascii=False)
        or json.loads(kept.read_text("utf-8")) == values
    )
    assert run(project, "2026-H1", "--freeze", "--yes").exit_code == 0
    assert "không thay đổi" in run(project, "2026-H1").stderr


def test_a_period_that_runs_cannot_be_kept(project: Project) -> None:
    done = run(project, "2026", "--freeze")
    assert done.exit_code == 2
    assert "14/12/2026" in done.stderr


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"period": 1}', '{"figures": "x"', '{"frozen_on": "hôm qua"}'])
def test_a_spoilt_file_of_signed_figures_is_named(project: Project, text: str) -> None:
    project.write("docs/bao-cao-da-ky/2026-H1.json", text)
    done = run(project, "2026-H1")
    assert done.exit_code == 2
    assert "docs/bao-cao-da-ky/2026-H1.json" in done.stderr


def test_nothing_of_reports_is_ever_published(project: Project, tmp_path: Path) -> None:
    project.write("mkdocs.yml", MKDOCS + "exclude_docs: '!bao-cao-da-ky/*'\n")
    project.post("2026/05/a")
    assert run(project, "2026-H1", "--freeze").exit_code == 0
    project.write("docs/bao-cao-da-ky/ghi-chu.md", "# Nội bộ\n")
    build(project.root, tmp_path / "site")
    names = "\n".join(tree(tmp_path / "site"))
    assert "bao-cao" not in names
    assert "2026-H1" not in names


# ------------------------------------------------------------------- command


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("2026-Q9",), "chọn một trong: 2026-Q1 (quý I năm 2026), 2026-H1"),
        (("2028",), "chưa đến kỳ"),
        (("2026-H1", "-o", "bao-cao.pdf"), ".docx"),
        (("2026-H1", "--kind", "standalone", "-o", "bao-cao.md"), "standalone"),
    ],
)
def test_what_cannot_be_drawn_up_is_one_sentence(project: Project, options: tuple[str, ...], says: str) -> None:
    done = run(project, *options)
    assert done.exit_code == 2
    assert says in done.output


def test_every_figure_is_in_the_json_by_its_key(project: Project, tmp_path: Path) -> None:
    project.post("2026/05/a", title='"<b>Một</b> | `cửa`"'.replace("<b>", "").replace("</b>", ""), author="A")
    target = tmp_path / "bao-cao.json"
    done = run(project, "2026-H1", "-o", str(target))
    assert done.exit_code == 0
    assert "Đã lập" in done.stderr
    values = json.loads(target.read_text("utf-8"))
    assert values["schema_version"] == 1
    assert values["period"] == {
        "id": "2026-H1",
        "name": "6 tháng đầu năm 2026",
        "first": "2025-12-15",
        "last": "2026-06-14",
        "due": None,
        "closed": True,
    }
    found = made(project, "2026-H1")
    assert {key: item["value"] for key, item in values["figures"].items()} == {k: n for k, _, n in found.figures}
    assert values["evidence"][0]["url"] == "https://xa.example/cchc/tin-bai/2026/05/a/"
    markdown = run(project, "2026-H1").stdout
    assert "Một \\| \\`cửa\\`" in markdown


def test_spreadsheets_have_the_figures_and_the_annex(project: Project, tmp_path: Path) -> None:
    project.post("2026/05/a", title="'=1+1'")
    book = tmp_path / "bao-cao.xlsx"
    assert run(project, "2026-H1", "-o", str(book)).exit_code == 0
    content = book.read_bytes()
    read = CalamineWorkbook.from_path(book)
    assert read.sheet_names[0] == "Số liệu"
    rows = read.get_sheet_by_name("Số liệu").to_python(skip_empty_area=False)[3:]
    assert {row[1]: row[3] for row in rows} == {key: value for key, _, value in made(project, "2026-H1").figures}
    (post,) = read.get_sheet_by_name("Phụ lục").to_python(skip_empty_area=False)[3:]
    assert post[2] == "=1+1"
    assert post[5] == "https://xa.example/cchc/tin-bai/2026/05/a/"
    with zipfile.ZipFile(book) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist())  # nothing runs as a formula
    assert run(project, "2026-H1", "-o", str(book)).exit_code == 0
    assert book.read_bytes() == content
    lines = tmp_path / "bao-cao.csv"
    assert run(project, "2026-H1", "-o", str(lines)).exit_code == 0
    assert "posts.total" in lines.read_text("utf-8-sig")


def test_the_report_speaks_english_too(project: Project) -> None:
    project.post("2026/05/a")
    done = run(project, "2026-H1", "--lang", "en")
    assert (
        "In the first half of 2026 (figures from 15/12/2025 to 14/6/2026), UBND xã Mẫu published 01 posts"
        in done.stdout
    )


def test_a_thousand_posts_take_less_than_five_seconds(project: Project, tmp_path: Path) -> None:
    for n in range(1000):
        day = dt.date(2025, 12, 15) + dt.timedelta(days=n // 3)
        project.post(
            f"{day:%Y/%m}/bai-{n}",
            f"Nội dung bài số {n}.\n",
            title=f"Bài số {n}",
            date=str(day),
            month=f'"{day:%Y-%m}"',
        )
    began = time.process_time()
    assert run(project, "2026", "-o", str(tmp_path / "bao-cao.docx"), today="2026-12-20").exit_code == 0
    assert time.process_time() - began < 5


# ------------------------------------------------------- what is typed wrongly
def test_a_file_without_an_ending_is_refused_with_the_name_to_type(project: Project) -> None:
    done = run(project, "2026-H1", "-o", str(project.root / "bao-cao"))
    assert done.exit_code == 2
    assert "bao-cao.docx" in done.stderr
    assert not (project.root / "bao-cao").exists()


def test_a_word_file_that_somebody_worked_on_is_not_written_over(project: Project) -> None:
    file = project.root / "bao-cao.docx"
    assert run(project, "2026-H1", "-o", str(file)).exit_code == 0
    project.post("2026/05/a")
    assert run(project, "2026-H1", "-o", str(file)).exit_code == 0  # as it was written: drawn up anew
    worked_on = docx.Document(str(file))
    worked_on.add_paragraph("Đã bàn với lãnh đạo.")
    worked_on.save(str(file))
    before = file.read_bytes()
    done = run(project, "2026-H1", "-o", str(file))
    assert (done.exit_code, file.read_bytes()) == (2, before)
    assert done.stderr.count("\n") == 1
    assert str(file) in done.stderr
    assert "--force" in done.stderr
    assert run(project, "2026-H1", "-o", str(file), "--force").exit_code == 0
    assert "Đã bàn" not in "".join(part.text for part in docx.Document(str(file)).paragraphs)


@pytest.mark.parametrize("part", ["docProps/core.xml", "word/document.xml", "word/moi.xml"])
def test_any_part_of_a_word_file_tells_that_it_was_changed(project: Project, part: str) -> None:
    file = project.root / "bao-cao.docx"
    run(project, "2026-H1", "-o", str(file))
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(file, "w") as package:
        for name, content in {**parts, part: parts.get(part, b"") + b" "}.items():
            package.writestr(name, content)
    assert run(project, "2026-H1", "-o", str(file)).exit_code == 2


def test_a_file_of_that_name_which_is_no_report_stays(project: Project) -> None:
    for content in (b"", b"PK\x03\x04", b"ghi ch\xc3\xba"):
        file = project.write("bao-cao.docx", content)
        assert (run(project, "2026-H1", "-o", str(file)).exit_code, file.read_bytes()) == (2, content)


def test_the_folders_of_the_file_are_made(project: Project) -> None:
    wanted = project.root / "out" / "2026" / "bao-cao.md"
    assert run(project, "2026-H1", "-o", str(wanted)).exit_code == 0
    assert wanted.read_text("utf-8").startswith("# ")


def test_the_year_that_was_typed_is_the_year_that_is_offered(project: Project) -> None:
    assert "2025-H1 (6 tháng đầu năm 2025)" in run(project, "2025-Q5").stderr


@pytest.mark.parametrize(
    "place", ["docs/bc.docx", "posts/2026/05/a.md", "docs/bao-cao-da-ky/2026-H1.json", "site/bc.csv"]
)
def test_a_report_is_never_written_where_it_would_be_published(project: Project, place: str) -> None:
    project.post("2026/05/a")
    (project.root / "site/assets/cchc").mkdir(parents=True)
    before = tree(project.root)
    done = run(project, "2026-H1", "-o", str(project.root / place))
    assert done.exit_code == 2
    assert "sẽ lên mạng" in done.stderr
    assert tree(project.root) == before


def test_a_report_may_lie_beside_the_signed_figures(project: Project) -> None:
    (project.root / "docs/bao-cao-da-ky").mkdir(parents=True)
    assert run(project, "2026-H1", "-o", str(project.root / "docs/bao-cao-da-ky/bc.md")).exit_code == 0


def test_signed_figures_are_written_whole_or_not_at_all(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.post("2026/05/a")
    assert run(project, "2026-H1", "--freeze").exit_code == 0
    before = tree(project.root / "docs")

    def stopped(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", stopped)
    assert run(project, "2026-H1", "--freeze", "--yes").exit_code == 2
    assert tree(project.root / "docs") == before


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
def test_a_day_without_years_around_it_is_refused(project: Project, today: str) -> None:
    done = run(project, "last", today=today)
    assert done.exit_code == 2
    assert today in done.stderr
