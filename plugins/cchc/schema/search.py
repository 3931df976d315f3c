"""How readers find things: the `search` entry of the plugin's settings."""

from typing import Annotated

from pydantic import Field

from cchc.schema.fields import Line, Model

SYNONYMS = (
    ("CCHC", "cải cách hành chính"),
    ("TTHC", "thủ tục hành chính"),
    ("DVC", "dịch vụ công"),
    ("DVCTT", "dịch vụ công trực tuyến"),
    ("một cửa", "phục vụ hành chính công"),
    ("HCC", "hành chính công"),
    ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"),
    ("CNTT", "công nghệ thông tin"),
    ("CĐS", "chuyển đổi số"),
    ("CBCC", "cán bộ, công chức"),
    ("khai sinh", "đăng ký khai sinh"),
    ("khai tử", "báo tử"),
    ("kết hôn", "đăng ký kết hôn"),
    ("độc thân", "tình trạng hôn nhân"),
    ("sổ đỏ", "giấy chứng nhận quyền sử dụng đất"),
    ("công chứng", "chứng thực"),
    ("sao y", "chứng thực bản sao từ bản chính"),
    ("căn cước", "CCCD"),
    ("góp ý", "phản ánh, kiến nghị"),
    ("xin phép xây nhà", "cấp giấy phép xây dựng"),
)
"""What people type, and what texts say, in the field."""


class Search(Model):
    """How readers find things."""

    synonyms: tuple[Annotated[tuple[Line, ...], Field(strict=False, min_length=2)], ...] = Field(
        default=(), strict=False
    )
    """Words that stand for each other, besides those that are known (`SYNONYMS`)."""

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Every group of synonyms, the agency's own first."""
        return (*self.synonyms, *SYNONYMS)
