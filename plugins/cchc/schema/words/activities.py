"""What people read about activities."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from cchc.locale import Text, say
from cchc.schema.activities import ActivityKind, ActivityMeta
from cchc.schema.words.meaning import Meaning

MEANINGS: Mapping[type[BaseModel], Mapping[str, Meaning]] = {
    ActivityMeta: {
        "title": Meaning(say("Tên hoạt động."), "Tuyên truyền dịch vụ công trực tuyến tại các cuộc họp thôn quý III"),
        "kind": Meaning(say("Hình thức của hoạt động."), "village_meeting"),
        "date": Meaning(say("Ngày thực hiện, hoặc ngày bắt đầu; ngày chưa tới là hoạt động dự kiến."), "2026-09-10"),
        "end": Meaning(say("Ngày cuối, khi hoạt động kéo dài nhiều ngày."), "2026-09-25"),
        "unit": Meaning(say("Đơn vị chủ trì.")),
        "co_units": Meaning(say("Các đơn vị phối hợp.")),
        "topic": Meaning(say("Nội dung cải cách hành chính được nói tới.")),
        "place": Meaning(say("Nơi tổ chức, nơi phát, nơi treo."), "Nhà văn hóa các thôn"),
        "participants": Meaning(say("Số người đã tham dự; chỉ ghi khi đã diễn ra."), "180"),
        "quantity": Meaning(
            say(
                "Số lượng, tính theo hình thức: cuộc họp thôn, lượt phát thanh, tờ rơi đã phát; không ghi là 01. "
                "Truyền thanh, màn hình, pano, tờ rơi thì phải ghi."
            ),
            "6",
        ),
        "languages": Meaning(
            say("Ngôn ngữ đã dùng ngoài tiếng Việt, theo mã: tyz (Tày), nut (Nùng), ium (Dao), hmn (Mông)."),
            "[tyz, nut]",
        ),
        "audience": Meaning(
            say("Các nhóm đối tượng được tuyên truyền; cùng một nhóm thì lần nào cũng ghi giống nhau."),
            "[Người dân, Hộ kinh doanh]",
        ),
        "summary": Meaning(
            say("Một, hai câu nói đã làm gì, nội dung gì."), "Hướng dẫn người dân nộp hồ sơ trên Cổng Dịch vụ công."
        ),
        "event": Meaning(
            say("Sự kiện mà hoạt động này ghi lại kết quả, theo phần cuối địa chỉ; hai tệp chỉ được đếm một lần."),
            "2026-10-08-hoi-nghi-tuyen-truyen-cchc",
        ),
        "evidence": Meaning(
            say("Tài liệu kiểm chứng: tin, bài, văn bản, trang ở nơi khác."), "[{post: 2026/09/hop-thon-quy-3}]"
        ),
        "id": Meaning(say("Phần cuối địa chỉ của trang; không khai thì theo tên tệp."), "hop-thon-quy-3"),
        "updated": Meaning(say("Ngày sửa tệp này gần nhất."), "2026-09-26"),
        "ignore": Meaning(
            say("Các mã lỗi được bỏ qua ở hoạt động này, mỗi mã kèm một lý do."),
            "{CCHC868: Hai buổi khác nhau trong một ngày}",
        ),
    },
}
LABELS: Mapping[type[BaseModel], Mapping[str, Text]] = {
    ActivityMeta: {
        "title": say("Tên hoạt động"),
        "kind": say("Hình thức"),
        "date": say("Ngày thực hiện"),
        "end": say("Đến ngày"),
        "unit": say("Đơn vị chủ trì"),
        "co_units": say("Đơn vị phối hợp"),
        "topic": say("Nội dung CCHC"),
        "place": say("Địa điểm"),
        "participants": say("Số người tham dự"),
        "quantity": say("Số lượng"),
        "languages": say("Ngôn ngữ ngoài tiếng Việt"),
        "audience": say("Nhóm đối tượng"),
        "summary": say("Tóm tắt"),
        "event": say("Sự kiện đã công bố"),
        "evidence": say("Tài liệu kiểm chứng"),
        "id": say("Địa chỉ của trang"),
        "updated": say("Ngày sửa nội dung"),
        "ignore": say("Cảnh báo được bỏ qua"),
    },
}
KIND: Mapping[ActivityKind, Text] = {
    ActivityKind.CONFERENCE: say("Hội nghị"),
    ActivityKind.TRAINING: say("Tập huấn"),
    ActivityKind.DIALOGUE: say("Đối thoại"),
    ActivityKind.RECEPTION: say("Tiếp công dân"),
    ActivityKind.BRIEFING: say("Lồng ghép tại giao ban, họp cơ quan"),
    ActivityKind.PARTY_CELL: say("Sinh hoạt chi bộ, đoàn thể"),
    ActivityKind.VILLAGE_MEETING: say("Họp thôn"),
    ActivityKind.OUTREACH: say("Hướng dẫn tại chỗ, Tổ công nghệ số cộng đồng"),
    ActivityKind.CONTEST: say("Hội thi, cuộc thi tìm hiểu"),
    ActivityKind.DRAMA: say("Sân khấu hóa"),
    ActivityKind.RADIO: say("Truyền thanh cơ sở"),
    ActivityKind.SCREEN: say("Màn hình điện tử"),
    ActivityKind.PANEL: say("Pano, áp phích, khẩu hiệu"),
    ActivityKind.LEAFLET: say("Tờ rơi, tờ gấp"),
    ActivityKind.BULLETIN: say("Bản tin"),
    ActivityKind.PRESS: say("Báo chí"),
    ActivityKind.SOCIAL: say("Mạng xã hội"),
    ActivityKind.INTERNAL: say("Kênh nội bộ (Zalo nhóm, phần mềm văn bản)"),
    ActivityKind.OTHER: say("Hoạt động khác"),
}
MEASURE: Mapping[ActivityKind, Text] = {
    ActivityKind.CONFERENCE: say("hội nghị"),
    ActivityKind.TRAINING: say("lớp tập huấn"),
    ActivityKind.DIALOGUE: say("cuộc đối thoại"),
    ActivityKind.RECEPTION: say("buổi tiếp công dân"),
    ActivityKind.BRIEFING: say("cuộc họp cơ quan lồng ghép CCHC"),
    ActivityKind.PARTY_CELL: say("buổi sinh hoạt chi bộ, đoàn thể"),
    ActivityKind.VILLAGE_MEETING: say("cuộc họp thôn"),
    ActivityKind.OUTREACH: say("buổi hướng dẫn tại chỗ"),
    ActivityKind.CONTEST: say("hội thi, cuộc thi"),
    ActivityKind.DRAMA: say("buổi diễn sân khấu hóa"),
    ActivityKind.RADIO: say("lượt phát thanh"),
    ActivityKind.SCREEN: say("lượt chiếu trên màn hình điện tử"),
    ActivityKind.PANEL: say("pano, áp phích"),
    ActivityKind.LEAFLET: say("tờ rơi, tờ gấp"),
    ActivityKind.BULLETIN: say("số bản tin"),
    ActivityKind.PRESS: say("tin, bài trên báo chí"),
    ActivityKind.SOCIAL: say("bài trên mạng xã hội"),
    ActivityKind.INTERNAL: say("lần gửi qua kênh nội bộ"),
    ActivityKind.OTHER: say("hoạt động khác"),
}
"""What `quantity` is a number of."""
VALUES: Mapping[type[StrEnum], Mapping[Any, Text]] = {ActivityKind: KIND}
