"""What people read about plans, tasks and targets."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from cchc.locale import Text, say
from cchc.periods import Every
from cchc.schema.plans import Amount, Measure, PlanMeta, PlanTarget, Share, TargetWaiver, Task, TaskStatus
from cchc.schema.words.meaning import Meaning

_TASK = "{id: hoi-nghi, name: Tổ chức hội nghị tuyên truyền CCHC, lead_units: [van-phong], due: yearly}"
_TARGET = "{name: Hội nghị tuyên truyền CCHC, task: hoi-nghi, measure: activities, kind: conference, at_least: 1}"
_WAIVER = '{period: "2026-Q3", reason: Mưa lũ, approved_by: Chủ tịch UBND xã, date: 2026-10-02}'
MEANINGS: Mapping[type[BaseModel], Mapping[str, Meaning]] = {
    PlanMeta: {
        "title": Meaning(say("Tên kế hoạch."), "Kế hoạch tuyên truyền cải cách hành chính năm 2026"),
        "year": Meaning(say("Năm của kế hoạch; mỗi năm một tệp."), "2026"),
        "number": Meaning(say("Số, ký hiệu của kế hoạch; chưa có số thì bỏ khóa này."), "45/KH-UBND"),
        "date": Meaning(say("Ngày ký kế hoạch."), "2026-04-28"),
        "start": Meaning(
            say("Tháng bắt đầu tính nhiệm vụ định kỳ và chỉ tiêu; không khai thì theo ngày ký."), '"2026-05"'
        ),
        "theme": Meaning(say("Chủ đề năm."), "Chuyển đổi số trong giải quyết thủ tục hành chính"),
        "audiences": Meaning(say("Các nhóm đối tượng mà kế hoạch hướng tới."), "[Người dân, Hộ kinh doanh]"),
        "tasks": Meaning(say("Biểu nhiệm vụ, mỗi mục một nhiệm vụ."), f"[{_TASK}]"),
        "targets": Meaning(say("Các chỉ tiêu, mỗi mục một con số phải đạt."), f"[{_TARGET}]"),
        "updated": Meaning(say("Ngày sửa tệp này gần nhất."), "2026-11-20"),
        "ignore": Meaning(
            say("Các mã lỗi được bỏ qua ở kế hoạch này, mỗi mã kèm một lý do."),
            "{CCHC873: Tài liệu kiểm chứng lưu bản giấy}",
        ),
    },
    Task: {
        "id": Meaning(say("Tên ngắn của nhiệm vụ, không dấu; đặt rồi thì không đổi."), "hoi-nghi"),
        "name": Meaning(say("Nội dung nhiệm vụ."), "Tổ chức hội nghị tuyên truyền CCHC"),
        "lead_units": Meaning(say("Các đơn vị chủ trì.")),
        "supporting_units": Meaning(say("Các đơn vị phối hợp thuộc cơ quan.")),
        "others": Meaning(say("Nơi phối hợp ngoài cơ quan, ghi bằng chữ."), "[Sở Nội vụ]"),
        "due": Meaning(
            say(
                "Thời gian thực hiện: ngày, tháng, quý, năm, một khoảng; hoặc `ongoing` (thường xuyên), "
                "`on_request` (khi có yêu cầu), `monthly`, `quarterly`, `half_yearly`, `yearly`."
            ),
            "2026-Q2..2026-Q3",
        ),
        "due_text": Meaning(
            say("Thời gian đúng như kế hoạch ghi, để hiện thay lời của trang; hạn vẫn tính theo `due`."),
            "Theo quý hoặc theo yêu cầu",
        ),
        "product": Meaning(say("Sản phẩm, kết quả phải có."), "Hội nghị, tài liệu tập huấn"),
        "status": Meaning(say("Tình trạng do đơn vị báo; quá hạn thì trang tự tính."), "in_progress"),
        "done_on": Meaning(say("Ngày hoàn thành; bắt buộc khi `status: done`."), "2026-06-12"),
        "evidence": Meaning(
            say("Tài liệu kiểm chứng: bài, văn bản, sự kiện, hoạt động của trang, hoặc một trang ở nơi khác."),
            "[{post: 2026/05/hai-tin-bai-moi-thang}]",
        ),
    },
    PlanTarget: {
        "name": Meaning(say("Tên chỉ tiêu."), "Hội nghị tuyên truyền CCHC"),
        "task": Meaning(say("`id` của nhiệm vụ mà chỉ tiêu thuộc về."), "hoi-nghi"),
        "unit": Meaning(say("Đơn vị chịu trách nhiệm về chỉ tiêu.")),
        "measure": Meaning(say("Đếm gì; không cần khi ghi sẵn `numerator` và `denominator`."), "activities"),
        "kind": Meaning(say("Chỉ đếm một loại, như khóa `kind` (văn bản: `type`) của bản ghi được đếm."), "conference"),
        "format": Meaning(say("Chỉ đếm bài có hình thức này, ví dụ tờ gấp."), "leaflet"),
        "lang": Meaning(say("Chỉ đếm bài viết bằng ngôn ngữ này, kể cả bản dịch."), "tyz"),
        "topic": Meaning(say("Chỉ đếm nội dung CCHC này.")),
        "of_unit": Meaning(say("Chỉ đếm kết quả của đơn vị này.")),
        "audience": Meaning(say("Chỉ đếm hoạt động, sự kiện cho nhóm đối tượng này."), "Hộ kinh doanh"),
        "issuer": Meaning(say("Chỉ đếm văn bản của cơ quan này."), "UBND xã"),
        "field": Meaning(say("Chỉ đếm thủ tục của lĩnh vực này."), "Hộ tịch"),
        "online_level": Meaning(say("Chỉ đếm thủ tục có mức độ trực tuyến này."), "full"),
        "amount": Meaning(say("Đếm số bản ghi hoạt động, hay cộng khóa `quantity` của chúng."), "quantity"),
        "at_least": Meaning(say("Số lượng ít nhất phải đạt trong mỗi kỳ."), "2"),
        "percent": Meaning(say("Tỷ lệ phần trăm phải đạt."), "100"),
        "share": Meaning(say("Tỷ lệ của cái gì; không khai thì theo `measure`."), "online_full"),
        "every": Meaning(say("Kỳ tính; không khai là cả năm."), "quarter"),
        "within": Meaning(say("Khoảng thời gian phải đạt, thay cho `every`."), "2026-Q2..2026-Q3"),
        "start": Meaning(say("Tháng bắt đầu tính chỉ tiêu này; không khai thì theo kế hoạch."), '"2026-05"'),
        "numerator": Meaning(say("Tử số, khi số liệu lấy từ nơi khác."), "182"),
        "denominator": Meaning(say("Mẫu số, khi số liệu lấy từ nơi khác."), "190"),
        "as_of": Meaning(say("Ngày chốt của số liệu lấy từ nơi khác."), "2026-11-14"),
        "source": Meaning(say("Nơi lấy số liệu."), "Hệ thống thông tin giải quyết thủ tục hành chính của tỉnh"),
        "waivers": Meaning(say("Giải trình cho những kỳ đã qua mà chưa đạt."), f"[{_WAIVER}]"),
    },
    TargetWaiver: {
        "period": Meaning(say("Kỳ được giải trình."), '"2026-Q3"'),
        "reason": Meaning(say("Lý do chưa đạt."), "Mưa lũ, chưa tổ chức được"),
        "approved_by": Meaning(say("Người chấp nhận giải trình."), "Chủ tịch UBND xã"),
        "document": Meaning(say("Văn bản giải trình."), "12/BC-VP"),
        "date": Meaning(say("Ngày chấp nhận giải trình."), "2026-10-02"),
    },
}
LABELS: Mapping[type[BaseModel], Mapping[str, Text]] = {
    PlanMeta: {
        "title": say("Tên kế hoạch"),
        "year": say("Năm"),
        "number": say("Số, ký hiệu"),
        "date": say("Ngày ký"),
        "start": say("Tính từ tháng"),
        "theme": say("Chủ đề năm"),
        "audiences": say("Nhóm đối tượng"),
        "tasks": say("Nhiệm vụ"),
        "targets": say("Chỉ tiêu"),
        "updated": say("Ngày sửa nội dung"),
        "ignore": say("Cảnh báo được bỏ qua"),
    },
    Task: {
        "id": say("Tên ngắn"),
        "name": say("Nội dung nhiệm vụ"),
        "lead_units": say("Đơn vị chủ trì"),
        "supporting_units": say("Đơn vị phối hợp"),
        "others": say("Nơi phối hợp khác"),
        "due": say("Thời gian thực hiện"),
        "due_text": say("Thời gian như kế hoạch ghi"),
        "product": say("Sản phẩm/Kết quả"),
        "status": say("Tình trạng"),
        "done_on": say("Ngày hoàn thành"),
        "evidence": say("Tài liệu kiểm chứng"),
    },
    PlanTarget: {
        "name": say("Tên chỉ tiêu"),
        "task": say("Thuộc nhiệm vụ"),
        "unit": say("Đơn vị chịu trách nhiệm"),
        "measure": say("Đếm gì"),
        "kind": say("Loại"),
        "format": say("Hình thức"),
        "lang": say("Ngôn ngữ"),
        "topic": say("Nội dung CCHC"),
        "of_unit": say("Kết quả của đơn vị"),
        "audience": say("Nhóm đối tượng"),
        "issuer": say("Cơ quan ban hành"),
        "field": say("Lĩnh vực"),
        "online_level": say("Mức độ dịch vụ công trực tuyến"),
        "amount": say("Cách cộng"),
        "at_least": say("Số lượng ít nhất"),
        "percent": say("Tỷ lệ phải đạt (%)"),
        "share": say("Tỷ lệ của"),
        "every": say("Kỳ tính"),
        "within": say("Khoảng thời gian"),
        "start": say("Tính từ tháng"),
        "numerator": say("Tử số"),
        "denominator": say("Mẫu số"),
        "as_of": say("Ngày chốt số liệu"),
        "source": say("Nơi lấy số liệu"),
        "waivers": say("Giải trình"),
    },
    TargetWaiver: {
        "period": say("Kỳ"),
        "reason": say("Lý do"),
        "approved_by": say("Người chấp nhận"),
        "document": say("Văn bản giải trình"),
        "date": say("Ngày"),
    },
}
VALUES: Mapping[type[StrEnum], Mapping[Any, Text]] = {
    TaskStatus: {
        TaskStatus.NOT_STARTED: say("Chưa thực hiện"),
        TaskStatus.IN_PROGRESS: say("Đang thực hiện"),
        TaskStatus.DONE: say("Đã hoàn thành"),
        TaskStatus.CANCELLED: say("Không thực hiện"),
    },
    Measure: {
        Measure.POSTS: say("Tin, bài"),
        Measure.ACTIVITIES: say("Hoạt động tuyên truyền"),
        Measure.EVENTS: say("Sự kiện đã diễn ra"),
        Measure.DOCUMENTS: say("Văn bản"),
        Measure.PROCEDURES: say("Thủ tục đang áp dụng"),
        Measure.FEEDBACK: say("Phản ánh, kiến nghị"),
    },
    Share: {
        Share.ONLINE_FULL: say("Thủ tục toàn trình trên số đủ điều kiện"),
        Share.REVIEWED: say("Thủ tục đã rà soát đúng hạn"),
        Share.IN_TIME: say("Phản ánh, kiến nghị trả lời đúng hạn"),
        Share.ANSWERED: say("Phản ánh, kiến nghị đã trả lời"),
    },
    Amount: {Amount.RECORDS: say("Số bản ghi"), Amount.QUANTITY: say("Tổng số lượng")},
    Every: {
        Every.MONTH: say("Mỗi tháng"),
        Every.QUARTER: say("Mỗi quý"),
        Every.HALF: say("Mỗi 6 tháng"),
        Every.YEAR: say("Cả năm"),
    },
}
