"""What people read about indices."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from cchc.locale import Text, say
from cchc.schema.indicators import (
    IndexComponent,
    IndexLoss,
    IndexMeasure,
    IndexName,
    IndicatorMeta,
    IndicatorYear,
    MeasuredLevel,
    MeasureState,
)
from cchc.schema.words.meaning import Meaning

_YEAR = "{year: 2025, score: 87.45, max: 100, rank: 12, of: 65, source: Quyết định công bố kết quả năm 2025}"
_COMPONENT = "{name: Chất lượng phục vụ, score: 18.25, max: 20}"
_LOST = "{criterion: Trả kết quả đúng hẹn, points: 0.5, cause: Hồ sơ đất đai quá hạn}"
_MEASURE = "{what: Nhắc hạn hồ sơ hằng tuần, unit: van-phong, due: 2026-06-30}"

MEANINGS: Mapping[type[BaseModel], Mapping[str, Meaning]] = {
    IndicatorMeta: {
        "name": Meaning(
            say("Tên chỉ số, như bảng công bố gọi."), "Chỉ số hài lòng về sự phục vụ hành chính (SIPAS) của xã"
        ),
        "index": Meaning(say("Chỉ số nào; chỉ số không có trong danh sách thì chọn `other`."), "sipas"),
        "level": Meaning(say("Chỉ số của cấp nào: của tỉnh, của sở, ngành hay của xã."), "xa"),
        "assessed": Meaning(say("Cơ quan, địa phương được đo lường, đánh giá."), "UBND xã Mẫu"),
        "unit": Meaning(say("Đơn vị theo dõi chỉ số, cập nhật kết quả hằng năm.")),
        "summary": Meaning(
            say("Một, hai câu nói chỉ số đo lường điều gì."), "Mức độ hài lòng của người dân đối với sự phục vụ của xã."
        ),
        "years": Meaning(say("Kết quả từng năm; mỗi năm một mục, thứ tự nào cũng được."), f"[{_YEAR}]"),
        "id": Meaning(say("Phần cuối địa chỉ của trang; không khai thì theo tên tệp."), "sipas-xa"),
        "updated": Meaning(say("Ngày sửa nội dung gần nhất."), "2026-05-20"),
        "ignore": Meaning(
            say("Các mã lỗi được bỏ qua ở chỉ số này, mỗi mã kèm một lý do."),
            "{CCHC896: Năm 2026 không tổ chức đánh giá}",
        ),
    },
    IndicatorYear: {
        "year": Meaning(say("Năm được đánh giá, không phải năm công bố."), "2025"),
        "score": Meaning(say("Điểm đạt được; phần thập phân sau dấu chấm, giữ đúng chữ số đã công bố."), "87.45"),
        "max": Meaning(say("Điểm tối đa của thang điểm; chỉ số tính bằng phần trăm thì ghi 100."), "100"),
        "rank": Meaning(say("Thứ hạng; hạng 1 là cao nhất."), "12"),
        "of": Meaning(say("Số cơ quan, địa phương được xếp hạng."), "65"),
        "group": Meaning(say("Nhóm xếp loại, như bảng công bố ghi."), "Nhóm tốt"),
        "published": Meaning(say("Ngày công bố kết quả; báo cáo của kỳ nào tính theo ngày này."), "2026-05-10"),
        "document": Meaning(say("Số, ký hiệu văn bản công bố kết quả."), "152/QĐ-UBND"),
        "url": Meaning(say("Địa chỉ trang công bố kết quả."), "https://cchc.example/ket-qua-2025"),
        "source": Meaning(
            say("Nguồn của kết quả, bằng lời; được bỏ khi đã có `document` hoặc `url`."),
            "Báo cáo kết quả của Sở Nội vụ",
        ),
        "components": Meaning(say("Các chỉ số, lĩnh vực thành phần và điểm của từng thành phần."), f"[{_COMPONENT}]"),
        "lost": Meaning(say("Các tiêu chí bị trừ điểm, nguyên nhân và giải pháp khắc phục."), f"[{_LOST}]"),
    },
    IndexComponent: {
        "name": Meaning(say("Tên thành phần."), "Chất lượng phục vụ"),
        "score": Meaning(say("Điểm của thành phần."), "18.25"),
        "max": Meaning(say("Điểm tối đa của thành phần."), "20"),
    },
    IndexLoss: {
        "criterion": Meaning(say("Tiêu chí bị trừ điểm."), "Trả kết quả đúng hẹn"),
        "points": Meaning(say("Số điểm bị trừ."), "0.5"),
        "cause": Meaning(say("Nguyên nhân bị trừ điểm."), "Hồ sơ đất đai quá hạn"),
        "measures": Meaning(say("Các giải pháp khắc phục."), f"[{_MEASURE}]"),
    },
    IndexMeasure: {
        "what": Meaning(say("Giải pháp, nói bằng một câu."), "Nhắc hạn hồ sơ hằng tuần"),
        "unit": Meaning(say("Đơn vị thực hiện.")),
        "due": Meaning(say("Hạn hoàn thành; quá ngày này mà chưa xong thì đơn vị được nhắc."), "2026-06-30"),
        "state": Meaning(say("Tình trạng thực hiện; không khai là chưa thực hiện."), "done"),
        "evidence": Meaning(
            say("Tài liệu kiểm chứng: bài, văn bản, sự kiện, hoạt động của trang này, hoặc một địa chỉ."),
            '[{post: "2026/06/ten-bai"}]',
        ),
    },
}
LABELS: Mapping[type[BaseModel], Mapping[str, Text]] = {
    IndicatorMeta: {
        "name": say("Tên chỉ số"),
        "index": say("Chỉ số"),
        "level": say("Cấp"),
        "assessed": say("Cơ quan, địa phương được đánh giá"),
        "unit": say("Đơn vị theo dõi"),
        "summary": say("Tóm tắt"),
        "years": say("Kết quả từng năm"),
        "id": say("Địa chỉ của trang"),
        "updated": say("Ngày sửa nội dung"),
        "ignore": say("Cảnh báo được bỏ qua"),
    },
    IndicatorYear: {
        "year": say("Năm"),
        "score": say("Điểm"),
        "max": say("Điểm tối đa"),
        "rank": say("Xếp hạng"),
        "of": say("Tổng số được xếp hạng"),
        "group": say("Nhóm xếp loại"),
        "published": say("Ngày công bố"),
        "document": say("Văn bản công bố"),
        "url": say("Trang công bố"),
        "source": say("Nguồn"),
        "components": say("Điểm thành phần"),
        "lost": say("Tiêu chí bị trừ điểm"),
    },
    IndexComponent: {"name": say("Thành phần"), "score": say("Điểm"), "max": say("Điểm tối đa")},
    IndexLoss: {
        "criterion": say("Tiêu chí"),
        "points": say("Điểm bị trừ"),
        "cause": say("Nguyên nhân"),
        "measures": say("Giải pháp khắc phục"),
    },
    IndexMeasure: {
        "what": say("Giải pháp"),
        "unit": say("Đơn vị thực hiện"),
        "due": say("Hạn hoàn thành"),
        "state": say("Tình trạng"),
        "evidence": say("Tài liệu kiểm chứng"),
    },
}
STATES: Mapping[MeasureState, Text] = {
    MeasureState.NOT_STARTED: say("Chưa thực hiện"),
    MeasureState.IN_PROGRESS: say("Đang thực hiện"),
    MeasureState.DONE: say("Đã hoàn thành"),
}
LEVELS: Mapping[MeasuredLevel, Text] = {
    MeasuredLevel.TINH: say("Chỉ số của tỉnh"),
    MeasuredLevel.SO: say("Chỉ số của sở, ngành"),
    MeasuredLevel.XA: say("Chỉ số của xã"),
}
INDICES: Mapping[IndexName, Text] = {
    IndexName.PAR_INDEX: say("Chỉ số cải cách hành chính (PAR Index)"),
    IndexName.SIPAS: say("Chỉ số hài lòng về sự phục vụ hành chính (SIPAS)"),
    IndexName.PAPI: say("Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh (PAPI)"),
    IndexName.PCI: say("Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)"),
    IndexName.DDCI: say("Chỉ số năng lực cạnh tranh cấp sở, ngành và địa phương (DDCI)"),
    IndexName.DTI: say("Chỉ số chuyển đổi số (DTI)"),
    IndexName.POPI: say("Chỉ số công khai ngân sách tỉnh (POPI)"),
    IndexName.OTHER: say("Chỉ số khác"),
}
VALUES: Mapping[type[StrEnum], Mapping[Any, Text]] = {
    IndexName: INDICES,
    MeasuredLevel: LEVELS,
    MeasureState: STATES,
}
