"""What people read about evidence."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from cchc.locale import Text, say
from cchc.schema.evidence import Evidence
from cchc.schema.words.meaning import Meaning

MEANINGS: Mapping[type[BaseModel], Mapping[str, Meaning]] = {
    Evidence: {
        "post": Meaning(say("Địa chỉ một bài của trang, dạng năm/tháng/tên."), "2026/05/hai-tin-bai-moi-thang"),
        "document": Meaning(
            say("Số, ký hiệu một văn bản trong danh mục; hai văn bản trùng số thì ghi `id` của văn bản."), "152/KH-UBND"
        ),
        "event": Meaning(say("Phần cuối địa chỉ một sự kiện của trang."), "2026-12-10-doi-thoai-ho-kinh-doanh"),
        "activity": Meaning(say("Phần cuối địa chỉ một hoạt động tuyên truyền của trang."), "hop-thon-thang-5"),
        "url": Meaning(say("Địa chỉ một trang ở nơi khác; có `url` thì phải có `title`."), "https://bao.example/bai"),
        "title": Meaning(say("Tên của tài liệu kiểm chứng ở nơi khác."), "Báo tỉnh đưa tin về hội nghị"),
        "date": Meaning(say("Ngày của tài liệu kiểm chứng ở nơi khác."), "2026-06-12"),
    },
}
LABELS: Mapping[type[BaseModel], Mapping[str, Text]] = {
    Evidence: {
        "post": say("Bài viết"),
        "document": say("Văn bản"),
        "event": say("Sự kiện"),
        "activity": say("Hoạt động"),
        "url": say("Địa chỉ ở nơi khác"),
        "title": say("Tên tài liệu"),
        "date": say("Ngày của tài liệu"),
    },
}
VALUES: Mapping[type[StrEnum], Mapping[Any, Text]] = {}
