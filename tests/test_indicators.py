"""Indices: what clerks type, what readers see of it, and what a report says."""

import datetime as dt
import json
import re
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cchc import front_matter, publish
from cchc.cli import main
from cchc.indicators import decimal, owed_year
from cchc.locale import Text, translator
from cchc.publish.outputs import Asset, Folder, Page
from cchc.publish.trend import trend
from cchc.reports.content import Linked, Part, Window
from cchc.reports.parts.indicators import part
from cchc.schema import IndicatorYear
from cchc.schema.indicators import decimal_meant
from tests.building import DRAWN
from tests.conftest import TODAY, Project

VI = translator("vi")
YEAR = Window(id="2026", name="năm 2026", first=dt.date(2025, 12, 15), last=dt.date(2026, 12, 14))
RESULT = "{year: 2025, score: 87.40, max: 100, rank: 9, of: 65, published: 2026-05-10, source: Báo cáo}"


def index(project: Project, *years: str, name: str = "sipas", body: str = "", **changes: str) -> None:
    """Write an index with the results of some years."""
    keys = {"name": "Chỉ số hài lòng (SIPAS)", "index": "sipas", "level": "xa", "assessed": "UBND xã Mẫu"} | changes
    lines = [f"{key}: {value}" for key, value in keys.items() if value]
    project.write(
        f"docs/chi-so/{name}.md",
        "\n".join(["---", *lines, "years:", *(f"  - {year}" for year in years), "---", body]),
    )


def made(project: Project, today: dt.date = TODAY) -> tuple[dict[str, Page], dict[str, bytes]]:
    """Return the pages and the files of a project by their addresses."""
    found = publish.outputs(project.site(today), DRAWN, preview=False)
    pages = {item.url: item for item in found if isinstance(item, Page)}
    return pages, {item.url: item.content for item in found if isinstance(item, Asset)}


def shown(project: Project) -> dict[str, Any]:
    """Return what the page of the index shows."""
    return dict(made(project)[0]["chi-so/sipas/"].context)


# ------------------------------------------------------------------ what is typed


@pytest.mark.parametrize(
    ("typed", "pasted"),
    [
        ("87,45", "score: 87.45"),
        ("87,40", 'score: "87.40"'),
        ('"87,45"', "score: 87.45"),
        ("87.45%", "score: 87.45"),
        ("87,45 điểm", "score: 87.45"),
        ("87,45/100", "score: 87.45"),
        ("1.234,5", "score: 1234.5"),
        ("“87.45”", "score: 87.45"),
        ("087.45", "score: 87.45"),
        (".5", "score: 0.5"),
        ("-1", "Sửa giá trị của `years, mục 1, khóa score` cho đúng."),
        ("tốt", "Sửa giá trị của `years, mục 1, khóa score` cho đúng."),
        ("8.7e1", "Sửa giá trị của `years, mục 1, khóa score` cho đúng."),
    ],
)
def test_a_score_comes_back_as_the_line_to_paste(project: Project, typed: str, pasted: str) -> None:
    index(project, f"year: 2025\n    score: {typed}\n    source: Báo cáo")
    _, (finding,) = project.rejected()
    assert (finding.code, finding.place.line, finding.hint) == ("CCHC103", 8, pasted)


def test_a_decimal_comma_between_braces_is_not_a_key(project: Project) -> None:
    index(project, "{year: 2025, score: 87,45, max: 100, source: Báo cáo}")
    _, (finding,) = project.rejected()
    assert (finding.code, finding.place.line) == ("CCHC103", 7)
    assert finding.hint == '{year: 2025, score: 87.45, max: 100, source: "Báo cáo"}'.replace('"', "")
    index(project, finding.hint)
    assert project.codes() == []


@pytest.mark.parametrize(
    ("year", "code", "said"),
    [
        ("{year: 2025, rank: 3}", "CCHC101", "years, mục 1, khóa source"),
        ("{year: 2025, source: Báo cáo}", "CCHC103", "score (điểm)"),
        ('{year: 2025, rank: "12/65", source: Báo cáo}', "CCHC103", "rank: 12"),
        ('{year: "2025", rank: 1, source: Báo cáo}', "CCHC103", "year: 2025"),
        ("{year: 2025, score: 1, max: 0, source: Báo cáo}", "CCHC103", "lớn hơn 0"),
        ("{year: 2025, score: 1.12345, source: Báo cáo}", "CCHC103", "4 chữ số"),
        ("{year: 2025, diem: 1, rank: 1, source: Báo cáo}", "CCHC102", "diem"),
    ],
)
def test_what_is_refused_says_what_is_needed(project: Project, year: str, code: str, said: str) -> None:
    index(project, year)
    _, (finding,) = project.rejected()
    assert finding.code == code
    assert said in f"{finding.message} {finding.hint}"


@pytest.mark.parametrize("source", ["document: 152/QĐ-UBND", "url: https://cchc.example/", "source: Báo cáo"])
def test_a_source_is_words_a_document_or_an_address(project: Project, source: str) -> None:
    index(project, f"{{year: 2025, rank: 1, {source}}}")
    assert project.codes() == []
    assert shown(project)["years"][0]["sources"][0]["name"] in ("152/QĐ-UBND", "Trang công bố", "Báo cáo")


@given(st.decimals(min_value=0, max_value=9999, places=4), st.integers(0, 4))
def test_no_digit_is_lost_between_the_file_and_the_page(value: Decimal, places: int) -> None:
    value = value.quantize(Decimal(1).scaleb(-places))
    if value > 9999:
        return
    for typed in (str(value), str(value).replace(".", ",")):
        meant = decimal_meant(typed)
        assert meant is not None
        read = front_matter.read(f"---\nyear: 2025\nscore: {front_matter.written(meant)}\nsource: A\n---\n").values
        score = IndicatorYear.model_validate(read).score
        assert score is not None
        assert (str(score), decimal(score, "en").replace(",", "")) == (str(value), str(value))
        assert decimal(score, "vi").replace(".", "").replace(",", ".") == str(value)


@given(st.text(max_size=30))
def test_anything_typed_is_points_or_nothing(text: str) -> None:
    meant = decimal_meant(text)
    assert meant is None or Decimal(meant) >= 0


# ------------------------------------------------------------------ pages


def test_points_keep_the_digits_that_were_announced(project: Project) -> None:
    index(project, RESULT, "{year: 2024, score: 86.15, max: 100, rank: 12, of: 65, source: Báo cáo}")
    page = shown(project)
    assert page["latest"]["score"] == "87,40/100"
    assert page["latest"]["change"] == "tăng 1,25 điểm, tăng 03 bậc so với năm 2024"
    (row,) = made(project)[0]["chi-so/"].context["groups"][0]["rows"]
    assert (row["latest"]["year"], row["before"]["year"], row["before"]["score"]) == ("2025", "2024", "86,15/100")


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (
            "{year: 2024, score: 90, max: 100, rank: 9, of: 65, source: A}",
            "giảm 2,60 điểm, giữ nguyên thứ hạng so với năm 2024",
        ),
        (
            "{year: 2022, score: 87.4, max: 100, rank: 1, of: 65, source: A}",
            "giữ nguyên số điểm, giảm 08 bậc so với năm 2022",
        ),
        ("{year: 2024, score: 80, max: 120, source: A}", "không so sánh với năm 2024: điểm tối đa khác nhau"),
        ("{year: 2024, score: 80, max: 120, rank: 10, of: 65, source: A}", "tăng 01 bậc so với năm 2024"),
        ("{year: 2024, rank: 10, of: 63, source: A}", ""),
    ],
)
def test_what_cannot_be_compared_is_not(project: Project, before: str, said: str) -> None:
    index(project, RESULT, before)
    assert shown(project)["latest"]["change"] == said


def test_a_page_changes_with_its_record_and_not_with_the_clock(project: Project) -> None:
    measure = "{what: Nhắc hạn, unit: van-phong, due: 2026-12-01}"
    index(project, RESULT.replace("source", f"lost: [{{criterion: A, points: 1, measures: [{measure}]}}], source"))
    before = made(project)[0]["chi-so/sipas/"].key("")
    assert made(project, dt.date(2026, 12, 31))[0]["chi-so/sipas/"].key("") == before


def test_an_index_is_found_by_its_abbreviation_and_its_body(project: Project) -> None:
    index(project, RESULT.replace("source", "components: [{name: Tiếp cận dịch vụ, score: 87.40}], source"), name="a")
    put: dict[str, bytes] = {}
    (folder,) = (item for item in publish.outputs(project.site(), DRAWN, preview=False) if isinstance(item, Folder))
    folder.fill(lambda name, _mark, make: put.__setitem__(name, make()))
    words = b"".join(put.values()).decode()
    assert "chi-so/a/" in words
    assert "sipas" in words
    assert "Tiếp cận dịch vụ" in words


# ------------------------------------------------------------------ the drawing


def drawn(*scores: tuple[int, str | None, str | None]) -> dict[str, Any]:
    """Return the drawing of years with their scores and maxima."""
    years = [
        IndicatorYear(year=year, score=score, max=most, rank=None if score else 1, source="A")  # type: ignore[arg-type]
        for year, score, most in scores
    ]
    found = trend(years, "vi", VI)
    assert found is not None
    return found


def test_a_missing_year_is_a_gap_and_not_a_line_to_zero() -> None:
    shown = drawn((2020, "80", "100"), (2021, "82", "100"), (2023, "79.5", "100"), (2025, "85", "100"))
    assert len(shown["lines"]) == 1
    assert shown["lines"][0].count(",") == 2
    assert len(shown["points"]) == 4
    assert "2022: không có" in shown["text"]


@pytest.mark.parametrize("count", [1, 2, 3, 10, 14])
def test_any_number_of_years_stays_inside_the_drawing(count: int) -> None:
    shown = drawn(*((2010 + year, f"{70 + year}.5", "100") for year in range(count)))
    points = shown["points"]
    assert len(points) == min(count, 10)
    assert all(46 <= point["x"] <= 340 and 20 <= point["y"] <= 174 for point in points)
    assert 1 <= len([year for year in shown["years"] if year["text"]]) <= 6
    assert shown["years"][-1]["text"] == str(2009 + count)
    assert points[-1]["text"] == f"{69 + count},5"
    marked = [point["x"] for point in points if point["text"]]
    assert all(right - left > 30 for left, right in pairwise(marked))


@pytest.mark.parametrize("scores", [("0", "0"), ("100", "100"), ("0.7512", "0.7498"), ("12", "99.99"), ("1000", "1")])
def test_a_better_year_never_stands_lower(scores: tuple[str, str]) -> None:
    shown = drawn(*((2024 + place, score, None) for place, score in enumerate(scores)))
    first, second = (point["y"] for point in shown["points"])
    assert (first > second) == (Decimal(scores[0]) < Decimal(scores[1]))
    assert [line["y"] for line in shown["grid"]] == sorted((line["y"] for line in shown["grid"]), reverse=True)


def test_different_maxima_are_drawn_as_parts_of_a_hundred_and_said() -> None:
    shown = drawn((2023, "40", "80"), (2024, "60", "100"), (2025, "61", None))
    assert [point["text"] for point in shown["points"]] == ["50,00%", "60,00%"]
    assert "Điểm tối đa các năm khác nhau" in shown["notes"][0]
    assert "2025" in shown["notes"][1]


def test_where_no_year_has_a_score_nothing_is_drawn() -> None:
    assert trend([IndicatorYear(year=2025, rank=3, source="A")], "vi", VI) is None


# ------------------------------------------------------------------ open data


def test_the_open_data_keeps_every_digit_and_fits_its_schema(project: Project) -> None:
    measure = "{what: Nhắc hạn, unit: van-phong, due: 2026-12-01}"
    lost = f"lost: [{{criterion: A, points: 2.50, cause: B, measures: [{measure}]}}]"
    index(project, RESULT.replace("source", f"{lost}, components: [{{name: C, score: 87.40, max: 100}}], source"))
    files = made(project)[1]
    data = json.loads(files["data/indicators.json"])
    schema = json.loads(files["data/indicators.schema.json"])
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    (item,) = data["indicators"]
    assert (item["years"][0]["score"], item["years"][0]["lost"][0]["points"]) == ("87.40", "2.50")


# ------------------------------------------------------------------ the report


def said(found: Part) -> list[str]:
    """Return the sentences of a part."""
    return [item.render(VI) if isinstance(item, Text) else item for item in (*found.sentences, *found.missing)]


def test_a_report_says_what_was_announced_as_an_official_writes_it(project: Project) -> None:
    before = "{year: 2024, score: 86.15, max: 100, rank: 12, of: 65, published: 2025-05-12, source: Báo cáo}"
    index(project, RESULT.replace("rank", "group: Nhóm tốt, rank"), before)
    found = part(project.site(), YEAR)
    assert said(found) == [
        "Trong kỳ, có 01 kết quả chỉ số được công bố.",
        (
            "Chỉ số hài lòng (SIPAS) năm 2025 của UBND xã Mẫu (công bố ngày 10/5/2026): đạt 87,40/100 điểm; xếp thứ "
            "09/65; xếp loại: Nhóm tốt; tăng 1,25 điểm, tăng 03 bậc so với năm 2024."
        ),
    ]
    ((table),) = found.tables
    assert len(table.rows) == 1
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert table.rows[0][1] == Linked("Chỉ số hài lòng (SIPAS)", "chi-so/sipas/")


def test_losses_and_measures_are_counted_and_what_is_owed_is_named(project: Project) -> None:
    lost = [
        (
            "{criterion: A, points: 1.5, measures: [{what: Xong, unit: van-phong, due: 2026-06-30, state: done},"
            " {what: Chậm, unit: van-hoa, due: 2026-06-30, state: in_progress}]}"
        ),
        "{criterion: B, points: 1.0}",
    ]
    index(project, RESULT.replace("source", f"lost: [{', '.join(lost)}], source"))
    found = part(project.site(), YEAR)
    assert {key: number for key, _, number in found.figures} == {
        "indicators_announced": 1,
        "criteria_lost": 2,
        "measures": 2,
        "measures_done": 1,
        "measures_overdue": 1,
    }
    assert said(found)[2:] == [
        "Các chỉ số được công bố có 02 tiêu chí bị trừ điểm, tổng cộng 2,5 điểm.",
        "Có 02 giải pháp khắc phục: đã hoàn thành 01, đang thực hiện 01, chưa thực hiện 0.",
        "Trong đó, 01 giải pháp đã quá hạn.",
        "Phòng Văn hóa - Xã hội chưa hoàn thành giải pháp «Chậm», hạn 30/6/2026.",
        "Chỉ số hài lòng (SIPAS) năm 2025: tiêu chí «B» bị trừ 1,0 điểm, chưa có giải pháp khắc phục.",
    ]
    results, losses = found.tables
    assert len(results.rows) == 1
    assert len(losses.rows) == 3
    assert all(len(row) == len(losses.columns) for row in losses.rows)


def test_a_measure_of_an_earlier_result_is_told_in_the_window_it_is_due_in(project: Project) -> None:
    lost = "lost: [{criterion: A, points: 1, measures: [{what: Sau, unit: van-phong, due: 2027-03-31}]}], source"
    index(project, RESULT.replace("source", lost))
    later = Window(id="2027", name="năm 2027", first=dt.date(2026, 12, 15), last=dt.date(2027, 12, 14))
    found = part(project.site(), later)
    assert {key: number for key, _, number in found.figures}["measures"] == 1
    assert said(found)[0] == "Trong kỳ chưa ghi nhận kết quả chỉ số nào được công bố."


def test_an_empty_site_has_a_part_that_claims_nothing(project: Project) -> None:
    found = part(project.site(), YEAR)
    assert said(found) == ["Trong kỳ chưa ghi nhận kết quả chỉ số nào được công bố."]
    assert {number for _, _, number in found.figures} == {0}
    assert found.tables == []


def test_a_result_without_its_day_of_publication_is_named(project: Project) -> None:
    index(project, "{year: 2025, rank: 3, source: Báo cáo}")
    assert "chưa ghi ngày công bố" in said(part(project.site(), YEAR))[-1]


@pytest.mark.parametrize(("today", "year"), [("2026-06-30", 2024), ("2026-07-01", 2025), ("2027-01-01", 2025)])
def test_last_years_result_is_owed_from_july_on(today: str, year: int) -> None:
    assert owed_year(dt.date.fromisoformat(today)) == year


# ------------------------------------------------------------------ cchc new indicator

FLAGS = (
    *("--index", "SIPAS", "--name", "Chỉ số hài lòng: SIPAS", "--level", "xa", "--assessed", "UBND xã Mẫu"),
    *("--year", "2025", "--score", "87,40", "--max", "100", "--rank", "9", "--of", "65"),
    *("--published", "10/5/2026", "--source", "Báo cáo"),
)


def run(project: Project, *args: str) -> Result:
    """Run the command."""
    options = ("-f", str(project.root / "mkdocs.yml"), "--today", "2026-11-21")
    return CliRunner().invoke(main, ["new", "indicator", *args, *options])


def test_flags_make_an_index_that_the_check_accepts(project: Project) -> None:
    flags = FLAGS
    result = run(project, *flags)
    assert result.exit_code == 0, result.output
    assert project.codes() == []
    (item,) = project.site().indicators
    assert item.path.name == "sipas-ubnd-xa-mau.md"
    assert (item.meta.years[0].score, str(item.meta.years[0].published)) == (Decimal("87.40"), "2026-05-10")
    assert run(project, *flags).exit_code == 0
    assert len(project.site().indicators) == 2


def test_the_lines_to_uncomment_are_front_matter_that_is_accepted(project: Project) -> None:
    assert run(project, *FLAGS).exit_code == 0
    path = project.root / "docs/chi-so/sipas-ubnd-xa-mau.md"
    path.write_text(re.sub(r"^#(?=    )", "", path.read_text("utf-8"), flags=re.M), "utf-8")
    (item,) = project.site().indicators
    assert (len(item.meta.years[0].components), len(item.meta.years[0].lost[0].measures)) == (1, 1)


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--score", "tốt"], "87.45"),
        (["--year", "2062"], "2026"),
        (["--max", "0"], "lớn hơn 0"),
        (["--level", "huyen"], "tinh"),
    ],
)
def test_what_would_be_refused_is_not_written(project: Project, flags: list[str], said: str) -> None:
    result = run(project, *FLAGS, *flags)
    assert (result.exit_code, result.output.count("\n")) == (2, 1), result.output
    assert said in result.output
    assert not (project.root / "docs/chi-so").exists()


def test_a_year_without_any_result_is_not_written(project: Project) -> None:
    result = run(
        project,
        *("--index", "pci", "--name", "PCI", "--level", "tinh", "--assessed", "Tỉnh", "--year", "2025"),
        "--source",
        "A",
    )
    assert result.exit_code == 2
    assert "ít nhất một" in result.output
