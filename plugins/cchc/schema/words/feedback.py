"""What people read about feedback."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from cchc.locale import Text, say
from cchc.schema.feedback import FeedbackChannel, FeedbackKind, FeedbackMeta
from cchc.schema.words.meaning import Meaning

MEANINGS: Mapping[type[BaseModel], Mapping[str, Meaning]] = {
    FeedbackMeta: {
        "title": Meaning(
            say("Điều được hỏi, được phản ánh, nói gọn trong một câu; không nêu tên ai."),
            "Đăng ký khai sinh cho con cần giấy tờ gì?",
        ),
        "kind": Meaning(say("Loại: câu hỏi, phản ánh, hay kiến nghị."), "question"),
        "question": Meaning(
            say("Nội dung đã bỏ mọi thông tin riêng: họ tên, nơi ở, số điện thoại, số căn cước của người gửi."),
            "Một công dân hỏi hồ sơ đăng ký khai sinh gồm những giấy tờ gì.",
        ),
        "channel": Meaning(say("Phản ánh, kiến nghị đến bằng đường nào."), "portal"),
        "received": Meaning(say("Ngày tiếp nhận."), "2026-11-02"),
        "forwarded": Meaning(
            say("Ngày chuyển đến đơn vị xử lý, trong 05 ngày làm việc; tự xử lý thì ghi ngày giao việc."), "2026-11-03"
        ),
        "due": Meaning(
            say("Hạn trả lời; không ghi thì tính theo `feedback.answer_days` trong mkdocs.yml."), "2026-11-23"
        ),
        "answered": Meaning(
            say("Ngày gửi trả lời; từ ngày này nội dung trả lời, viết dưới phần khai báo, được đăng."), "2026-11-10"
        ),
        "unit": Meaning(say("Đơn vị phải trả lời.")),
        "topic": Meaning(say("Nội dung cải cách hành chính có liên quan.")),
        "procedures": Meaning(
            say("Mã các thủ tục được hỏi tới; trang trả lời dẫn liên kết tới thủ tục."), '["1.001193"]'
        ),
        "public": Meaning(
            say("Ghi `false` thì không đăng lên trang, ví dụ việc riêng của một người; báo cáo vẫn tính."), "false"
        ),
        "id": Meaning(say("Phần cuối địa chỉ của trang; không khai thì lấy theo tên tệp."), "khai-sinh-can-giay-to-gi"),
        "updated": Meaning(say("Ngày sửa nội dung gần nhất."), "2026-11-12"),
        "ignore": Meaning(
            say("Các mã lỗi được bỏ qua ở phản ánh, kiến nghị này, mỗi mã kèm một lý do."),
            "{CCHC887: Hai người cùng hỏi một điều}",
        ),
    },
}
LABELS: Mapping[type[BaseModel], Mapping[str, Text]] = {
    FeedbackMeta: {
        "title": say("Điều được hỏi, được phản ánh"),
        "kind": say("Loại phản ánh, kiến nghị"),
        "question": say("Nội dung (không ghi họ tên, nơi ở, số điện thoại, số căn cước)"),
        "channel": say("Gửi đến bằng đường nào"),
        "received": say("Ngày tiếp nhận"),
        "forwarded": say("Ngày chuyển đơn vị xử lý"),
        "due": say("Hạn trả lời"),
        "answered": say("Ngày trả lời"),
        "unit": say("Đơn vị trả lời"),
        "topic": say("Nội dung CCHC"),
        "procedures": say("Thủ tục được hỏi tới"),
        "public": say("Đăng lên trang"),
        "id": say("Địa chỉ của trang"),
        "updated": say("Ngày sửa nội dung"),
        "ignore": say("Cảnh báo được bỏ qua"),
    },
}
VALUES: Mapping[type[StrEnum], Mapping[Any, Text]] = {
    FeedbackKind: {
        FeedbackKind.QUESTION: say("Câu hỏi"),
        FeedbackKind.REPORT: say("Phản ánh"),
        FeedbackKind.SUGGESTION: say("Kiến nghị, góp ý"),
    },
    FeedbackChannel: {
        FeedbackChannel.PORTAL: say("Cổng Dịch vụ công, cổng thông tin"),
        FeedbackChannel.PHONE: say("Điện thoại, đường dây nóng"),
        FeedbackChannel.ZALO: say("Zalo"),
        FeedbackChannel.EMAIL: say("Thư điện tử"),
        FeedbackChannel.POST: say("Đơn, thư gửi bưu điện"),
        FeedbackChannel.IN_PERSON: say("Đến trực tiếp"),
        FeedbackChannel.DIALOGUE: say("Đối thoại, tiếp xúc"),
    },
}
