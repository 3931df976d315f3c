"""`cchc procedures import`: no row is lost, nothing that editors wrote is, and no file of strangers does harm."""

import datetime as dt
import json
import unicodedata
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from cchc.procedures import sheets
from tests import exports
from tests.conftest import Project
from tests.exports import portal
from tests.test_cli import Result, run


def take(project: Project, *args: object) -> Result:
    """Import; the files that are there stay unless `--yes` is among the arguments."""
    return run(project, "procedures", "import", *map(str, args))


def files(project: Project) -> dict[str, bytes]:
    """Return every file of the procedures."""
    found = (project.root / "docs/thu-tuc").rglob("*")
    return {path.name: path.read_bytes() for path in found if path.is_file()}


@pytest.mark.parametrize("make", [exports.xlsx, exports.xls, exports.ods, exports.table])
def test_every_kind_of_table_gives_the_same_procedures(project: Project, tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    file = make(tmp_path / f"danh-sach.{'csv' if make is exports.table else make.__name__}")
    result = take(project, file)
    assert result.exit_code == 0, result.output
    assert "Đọc 3 dòng: 3 thủ tục mới" in result.output
    assert "Cơ quan ban hành → Cơ quan ban hành" in result.output
    site = project.site()
    assert not site.rejected
    by_key = {item.key: item.meta for item in site.procedures}
    assert by_key["1.900001"].name == "Cấp giấy xác nhận mẫu"
    assert by_key["1.900002"].executing_agencies == ("Chủ tịch UBND cấp tỉnh", "Sở Mẫu")
    assert by_key["1.900003"].code == "1.900003.000.00.00.H37"
    assert {str(meta.synced_at) for meta in by_key.values()} == {"2026-11-21"}


def test_a_procedure_of_the_portal_is_parted_where_that_is_certain(project: Project, tmp_path: Path) -> None:
    result = take(project, exports.lines(tmp_path / "cong.jsonl.gz", [portal()]))
    assert result.exit_code == 0, result.output
    assert "Thành phần hồ sơ: 1/1 (100,0%)" in result.output
    meta = project.site().procedures[0].meta
    assert [level.value for level in meta.levels] == ["tinh", "xa"]
    assert meta.subjects == ("Tổ chức (không bao gồm doanh nghiệp, HTX)", "Cán bộ, công chức, viên chức")
    assert [(item.channel.value, item.time_limit, item.fee) for item in meta.methods] == [
        ("online", "5 ngày làm việc", "Miễn phí"),
        ("in_person", "5 ngày làm việc", "Miễn phí"),
    ]
    assert meta.fee_note == "Do HĐND tỉnh quy định."
    assert [(item.name, item.originals, item.copies) for item in meta.dossier] == [
        ("Tờ khai theo mẫu;", 1, 0),
        ("Bản sao giấy tờ", 0, 1),
    ]
    assert meta.dossier[0].form
    assert meta.dossier[0].form.name == "Mẫu số 01.docx"
    assert meta.steps == ("Nộp hồ sơ:\n- Tại xã.", "Nhận kết quả.")
    assert meta.results == ("Giấy xác nhận",)
    assert meta.legal_basis == ("Luật Mẫu số 27/2023/QH15", "Quy định chi tiết (9/2024/NĐ-CP)")
    assert meta.conditions == ()
    assert project.codes() == []


def test_a_second_import_changes_no_byte_on_another_day_either(project: Project, tmp_path: Path) -> None:
    sources = [exports.lines(tmp_path / "a.jsonl", [portal(), portal("2.900002")]), exports.xlsx(tmp_path / "b.xlsx")]
    take(project, *sources)
    before = files(project)
    assert len(before) == 4
    for day in ("2026-11-21", "2027-03-01"):
        result = take(project, *sources, "--yes", "--today", day)
        assert "0 thủ tục mới, 0 thay đổi, 4 không đổi" in result.output
        assert files(project) == before
    take(project, *sources, "--yes", "--synced-at", "2026-11-20")
    assert {str(item.meta.synced_at) for item in project.site().procedures} == {"2026-11-20"}


HAND = """\
---
# Do Văn phòng theo dõi.
code: "1.900001"
name: Cấp giấy xác nhận mẫu   # tên đúng
owner_unit: van-phong
field: Hộ tịch
levels: [xa]

# Cán bộ một cửa viết lại cho dễ hiểu:
steps:
  - Đến xã nộp hồ sơ.
keep: [steps]
executing_agencies: [Ủy ban nhân dân cấp xã]
subjects: [Công dân Việt Nam]
methods: [{channel: in_person}]
time_limit: 10 ngày
dossier: [{name: Tờ khai, originals: 1}]
announcing_decisions: [{number: 99/QĐ-BTP, date: 2025-01-02, action: new}]
notes: Chờ tỉnh công bố.
---

## Lưu ý

Mang theo căn cước.
"""


def test_what_editors_wrote_outlives_an_import(project: Project, tmp_path: Path) -> None:
    project.write("docs/thu-tuc/ho-tich/mau.md", HAND.replace("\n", "\r\n"))
    source = exports.lines(tmp_path / "a.json", [portal()])
    result = take(project, source)
    assert result.exit_code == 1
    assert "thêm --yes để ghi" in result.output
    assert files(project) == {"mau.md": HAND.replace("\n", "\r\n").encode()}
    result = take(project, source, "--yes")
    assert result.exit_code == 0
    assert "1.900001: thêm quyết định 123/QĐ-BTP" in result.output
    text = files(project)["mau.md"].decode()
    assert "\r\n" in text
    assert "\n" not in text.replace("\r\n", "")
    kept = ["# Do Văn phòng theo dõi.", "name: Cấp giấy xác nhận mẫu   # tên đúng", "owner_unit: van-phong"]
    kept += ["# Cán bộ một cửa viết lại cho dễ hiểu:", "  - Đến xã nộp hồ sơ.", "notes: Chờ tỉnh công bố."]
    assert [line for line in kept if line not in text] == []
    assert text.endswith("## Lưu ý\r\n\r\nMang theo căn cước.\r\n")
    meta = project.site().procedures[0].meta
    assert meta.time_limit == "5 ngày làm việc"
    assert meta.steps == ("Đến xã nộp hồ sơ.",)
    assert [item.number for item in meta.announcing_decisions] == ["99/QĐ-BTP", "123/QĐ-BTP"]
    assert meta.announcing_decisions[1].action == "amended"
    again = files(project)
    assert take(project, source, "--yes").exit_code == 0
    assert files(project) == again


def test_a_dry_run_and_filters_write_only_what_they_say(project: Project, tmp_path: Path) -> None:
    many = [portal(), portal("1.900002", cap_thuc_hien="Cấp bộ"), portal("1.900003", linh_vuc="Chứng thực")]
    source = exports.lines(tmp_path / "a.jsonl", many)
    assert take(project, source, "--dry-run").exit_code == 0
    assert not (project.root / "docs/thu-tuc").exists()
    take(project, source, "--level", "xã", "--field", "ho tich", "--agency", "uy ban nhan dan")
    assert list(files(project)) == ["1.900001.md"]
    take(project, source, "--code", "1.900003")
    assert sorted(files(project)) == ["1.900001.md", "1.900003.md"]
    assert take(project, source, "--level", "huyện").exit_code == 2


def test_every_row_that_is_not_taken_is_named_with_its_reason(project: Project, tmp_path: Path) -> None:
    rows = [
        ("STT", "MÃ SỐ TTHC", "Tên  thủ tục hành chính", "Lĩnh Vực", "Ghi chú"),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        ("I", "", "LĨNH VỰC HỘ TỊCH", "", ""),
        (1, 1.90001, "Mất số không ở cuối", "", ""),
        (2, "1.900002", "", "Hộ tịch", ""),
        (3, "không rõ", "Không có mã", "Hộ tịch", ""),
        (4, "1.900004", "Một tên", "Hộ tịch", ""),
        (5, "1.900004", "Tên khác", "Hộ tịch", ""),
        (6, "1.900004", "Một tên", "Hộ tịch", ""),
        (7, "Tên ở cột mã", "1.900007", "Hộ tịch", ""),
        (8, "1.900008", "<b>Tên</b> có thẻ&nbsp;HTML\u200b, Q<Qmax" + unicodedata.normalize("NFD", " ở xã"), "x", ""),
    ]
    result = take(project, exports.xlsx(tmp_path / "bo.xlsx", rows))
    assert result.exit_code == 1
    for said in (
        "dòng 6: 1.900002: thiếu tên",
        "dòng 7: mã thủ tục «không rõ» sai dạng",
        "dòng 9: mã 1.900004 đã có ở dòng 8",
        "1 dòng lặp y nguyên",
        "mã 1.900010: đã thêm lại số 0",
        "cột mã và cột tên đổi chỗ",
        "Ghi chú → không dùng",
    ):
        assert said in result.output, said
    found = {item.key: item.meta for item in project.site().procedures}
    assert sorted(found) == ["1.900004", "1.900007", "1.900008", "1.900010"]
    assert found["1.900010"].field == "HỘ TỊCH"
    assert found["1.900007"].name == "Tên ở cột mã"
    assert found["1.900008"].name == "Tên có thẻ HTML, Q< Qmax ở xã"


def test_a_code_with_zeros_put_back_never_takes_another_procedures_file(project: Project, tmp_path: Path) -> None:
    take(project, exports.lines(tmp_path / "a.json", [portal("1.900100")]))
    before = files(project)
    result = take(project, exports.table(tmp_path / "b.csv", [("Mã", "Tên"), ("1.9001", "Tên khác hẳn")]), "--yes")
    assert "không khớp thủ tục đã có mã này" in result.output
    assert files(project) == before


def test_a_broken_file_of_the_same_code_is_left_alone(project: Project, tmp_path: Path) -> None:
    project.write("docs/thu-tuc/cu.md", '---\ncode: "1.900001"\nname: [hỏng\n---\n')
    result = take(project, exports.lines(tmp_path / "a.json", [portal()]), "--yes")
    assert "docs/thu-tuc/cu.md đang có lỗi" in result.output
    assert list(files(project)) == ["cu.md"]


def test_what_left_the_portal_is_named_and_stays(project: Project, tmp_path: Path) -> None:
    take(project, exports.lines(tmp_path / "a.jsonl", [portal(), portal("1.900002")]))
    result = take(project, exports.lines(tmp_path / "b.jsonl", [portal()]))
    assert "1 không còn trong tệp" in result.output
    assert "docs/thu-tuc/1.900002.md" in result.output
    assert len(files(project)) == 2


def test_very_long_cells_are_kept_as_text(project: Project, tmp_path: Path) -> None:
    papers = exports.PAPERS + "".join(f"Giấy tờ thứ {n} của hồ sơ mẫu;{n % 3} bản chính" for n in range(900))
    long = portal(trinh_tu_thuc_hien="- " + "Một bước dài. " * 2300, thanh_phan_ho_so=f"Nhóm:{papers}")
    assert take(project, exports.lines(tmp_path / "a.json", [long])).exit_code == 0
    site = project.site()
    assert not site.rejected
    (paper,) = site.procedures[0].meta.dossier
    assert "Giấy tờ thứ 899 của hồ sơ mẫu; (2 bản chính)" in paper.name
    before = files(project)
    take(project, tmp_path / "a.json", "--yes")
    assert files(project) == before


def test_objects_in_an_answer_of_a_service_are_found_and_broken_lines_named(project: Project, tmp_path: Path) -> None:
    wrapped = tmp_path / "a.json"
    wrapped.write_text(json.dumps({"status": 200, "data": {"items": [portal(), 5]}}), "utf-8")
    result = take(project, wrapped)
    assert "2 thủ tục" not in result.output
    broken = tmp_path / "b.jsonl"
    broken.write_text(json.dumps(portal("1.900002")) + "\n{hỏng\n", "utf-8")
    result = take(project, broken)
    assert "b.jsonl, dòng 2: dòng không phải một đối tượng JSON" in result.output
    assert sorted(files(project)) == ["1.900001.md", "1.900002.md"]


def _blank_rows(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã số", "Tên"])
        sheet.write_row(1, 0, ["1.900001", "A"])
        style = book.add_format({"bold": True})
        for row in range(2, 1_010):
            sheet.write_blank(row, 0, None, style)


def _far_cell(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã số", "Tên"])
        sheet.write_string(1_048_575, 16_383, "x")


def _wide(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, ["Mã số", "Tên", *["x"] * 300])


def _bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(exports.xlsx(path.with_name("that.xlsx"))) as real,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for item in real.infolist():
            made.writestr(item.filename, real.read(item))
        with made.open("xl/media/a.bin", "w", force_zip64=True) as stream:
            stream.write(b"\0" * 4 * 1024 * 1024)


def _entities(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>')


def _merged(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã số", "Tên"])
        sheet.merge_range(1, 0, 3, 0, "1.900001")
        sheet.write_column(1, 1, ["A", "B", "C"])


HOSTILE = {
    "trong.xlsx": (lambda path: path.write_bytes(b""), "tệp trống"),
    "dai.xlsx": (_blank_rows, "kéo dài tới dòng"),
    "xa.xlsx": (_far_cell, "kéo dài tới dòng 1048576"),
    "rong.xlsx": (_wide, "302 cột"),
    "bom.xlsx": (_bomb, "giải nén ra quá lớn"),
    "thuc-the.xlsx": (_entities, "thực thể XML"),
    "gop.xlsx": (_merged, "ô gộp ở cột mã hoặc tên, dòng 2 đến 4"),
    "cut.xlsx": (lambda path: path.write_bytes(exports.xlsx(path).read_bytes()[:1500]), "bị hỏng"),
    "khoa.xlsx": (
        lambda path: path.write_bytes(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 99
        ),
        "có mật khẩu",
    ),
    "rac.xls": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 20), "bị hỏng"),
    "web.xls": (lambda path: path.write_text("<html><table><tr><td>Mã số</table>", "utf-8"), "trang web"),
    "anh.xlsx": (lambda path: path.write_bytes(b"\x89PNG\r\n"), "không phải bảng tính"),
    "cot.csv": (lambda path: path.write_text("a,b\n1,2\n", "utf-8"), "không thấy cột mã"),
    "ma.csv": (lambda path: path.write_bytes("Mã số,Tên\n1.900001,Hồ sơ".encode("utf-16-le")), "UTF-8"),
    "sau.json": (lambda path: path.write_text("[" * 100_000, "utf-8"), "lồng nhau quá sâu"),
    "khac.json": (lambda path: path.write_text('[{"a": 1}]', "utf-8"), "không thấy mã và tên"),
    "hong.jsonl.gz": (lambda path: path.write_bytes(b"\x1f\x8b\x08\0\0\0"), "tệp nén bị hỏng"),
    "khong-co.xlsx": (lambda path: path.with_name("x"), "không có tệp này"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_trusted_is_refused_in_one_sentence(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 1_000)  # the same, sooner
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 3 * 1024 * 1024)
    make, reason = HOSTILE[name]
    make(tmp_path / name)
    good = exports.xlsx(tmp_path / "tot.xlsx")
    result = take(project, good, tmp_path / name)
    assert result.exit_code == 2, result.output
    assert reason in result.output
    assert name in result.output
    assert "Chưa ghi gì." in result.output
    assert not (project.root / "docs/thu-tuc").exists()


def test_a_reader_that_dies_is_a_refusal(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Calamine aborts its process when a sheet asks for too much; nothing is measured here to see it die."""
    monkeypatch.setattr(sheets, "_judge_zip", lambda _: None)
    _far_cell(tmp_path / "xa.xlsx")
    result = take(project, tmp_path / "xa.xlsx")
    assert result.exit_code == 2, result.output
    assert "đòi quá nhiều bộ nhớ" in result.output


def test_dates_in_place_of_codes_are_rejected_row_by_row(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "ngay.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã số", "Tên"])
        sheet.write_datetime(1, 0, dt.date(2020, 1, 2), book.add_format({"num_format": "d/m/yyyy"}))
        sheet.write_row(2, 0, ["1.900001", "B"])
        sheet.write(1, 1, "A")
    result = take(project, path)
    assert "dòng 2: ô mã hoặc ô tên là ngày tháng" in result.output
    assert list(files(project)) == ["1.900001.md"]
