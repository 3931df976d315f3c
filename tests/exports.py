"""Exports such as the portal and ministries hand out, with the defects that real ones have; made up for tests."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

HEADER = ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")
BANNER = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc\n\nDANH SÁCH THỦ TỤC HÀNH CHÍNH\n"
ROWS = (
    ("1.900001", " Cấp giấy xác nhận mẫu\n", "Bộ Mẫu", "Ủy ban nhân dân cấp xã", "Hộ tịch"),
    ("1.900002", "\tCấp lại giấy xác nhận mẫu ", "Bộ Mẫu", "Chủ tịch UBND cấp tỉnh\nSở Mẫu", "Hộ tịch"),
    ("1.900003.000.00.00.H37", "Cấp lại giấy xác nhận mẫu", "Bộ Mẫu", "", "Chứng thực"),
)
METHODS = "Hình thức nộpThời gianPhí, lệ phíMô tả"
PAPERS = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
BUTTONS = (
    "Từ khóaKhông có thông tinMô tảKhông có thông tinChọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành"
    "-- Chọn Bộ ngành --Đơn vị-- Chọn Cơ sở --Nộp hồ sơ"
)


def portal(code: str = "1.900001", **changes: str) -> dict[str, str]:
    """Return one object as the portal's pages give it."""
    return {
        "ma_thu_tuc": code,
        "detail_url": f"https://dichvucong.gov.vn/thu-tuc-hanh-chinh/{code}",
        "formality_id": "",
        "ten_thu_tuc": "Cấp giấy xác nhận mẫu",
        "so_quyet_dinh": "123/QĐ-BTP",
        "cap_thuc_hien": "Cấp tỉnh, Cấp xã",
        "loai_thu_tuc": "Loại khác",
        "linh_vuc": "Hộ tịch",
        "doi_tuong_thuc_hien": "Tổ chức (không bao gồm doanh nghiệp, HTX), Cán bộ, công chức, viên chức",
        "co_quan_co_tham_quyen": "",
        "dia_chi_tiep_nhan": "",
        "co_quan_duoc_uy_quyen": "",
        "co_quan_phoi_hop": "",
        "thu_tuc_lien_quan": "Không có thông tin",
        "trinh_tu_thuc_hien": "a) Nộp hồ sơ:\n- Tại xã.\nb) Nhận kết quả.",
        "cach_thuc_thuc_hien": METHODS + "Trực tuyến5 Ngày làm việcMiễn phí(Do HĐND tỉnh quy định.)Trực tiếp5 Ngày làm"
        " việcMiễn phí(Do HĐND tỉnh quy định.)",
        "thanh_phan_ho_so": f"--{PAPERS}Tờ khai theo mẫu;Mẫu số 01.docx1 bản chính"
        "- Bản sao giấy tờ0 bản chính,1 bản sao",
        "can_cu_phap_ly": "Tên văn bản pháp lýMã văn bảnLuật Mẫu số 27/2023/QH1527/2023/QH15"
        "Quy định chi tiết9/2024/NĐ-CP",
        "co_quan_thuc_hien": "Ủy ban nhân dân cấp xã",
        "yeu_cau_dieu_kien": "Không có",
        "ket_qua_xu_ly": f"Giấy xác nhậnMã: KQ.G15.000031{BUTTONS}",
        "ministry": "bo-mau",
        **changes,
    }


def xlsx(path: Path, rows: Sequence[Sequence[object]] = (HEADER, *ROWS), *, banner: bool = True) -> Path:
    """Write a spreadsheet as the portal's: a merged banner, then the headings."""
    book = xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet = book.add_worksheet("Danh sách TTHC")
    if banner:
        sheet.merge_range(0, 0, 0, 4, BANNER)
    for place, row in enumerate(rows, int(banner)):
        for column, value in enumerate(row):
            if value != "":
                sheet.write(place, column, value)
    book.close()
    return path


def xls(path: Path, rows: Sequence[Sequence[str]] = (HEADER, *ROWS)) -> Path:
    """Write the same as an old spreadsheet."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("DS")
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(place, column, value)
    book.save(str(path))
    return path


def ods(path: Path, rows: Sequence[Sequence[str]] = (HEADER, *ROWS)) -> Path:
    """Write the same as LibreOffice does, filled with empty rows to the end of the sheet."""
    names = {"office": "office", "table": "table", "text": "text"}
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"' for name, part in names.items()
    )
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    written = "".join(
        f"<table:table-row>{''.join(cell.format(escape(value)) for value in row)}</table:table-row>" for row in rows
    )
    fill = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="DS">{written}{fill}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return path


def table(path: Path, rows: Sequence[Sequence[str]] = (HEADER, *ROWS), *, mark: str = ",") -> Path:
    """Write the same as CSV, as Excel saves it."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=mark, lineterminator="\r\n").writerows(rows)
    path.write_bytes(buffer.getvalue().encode("utf-8-sig"))
    return path


def lines(path: Path, items: Sequence[Mapping[str, object]]) -> Path:
    """Write objects, one a line; compressed where the name says so."""
    data = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items).encode()
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    return path
