"""The front matter of a document (văn bản): a decree, a decision, a plan that posts and procedures refer to."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from cchc.citing import NUMBER
from cchc.schema.fields import DayField, Id, Ignored, Line, Model, Text, Url, text_of
from cchc.schema.names import TopicRef
from cchc.schema.posts import Attachment
from cchc.text import fold_ascii, fold_name, normalize

DOCUMENT_NUMBER = re.compile(NUMBER)
_AROUND = re.compile(r"^[^0-9]{1,60}(?=[0-9])|[.\s]+$")
"""The words that come before it, as in «Nghị định số 118/2025/NĐ-CP», and a full stop."""
_PLAIN = {"nd": "NĐ", "qd": "QĐ", "hdnd": "HĐND", "ttg": "TTg"}
"""Symbols that people type without the bar of Đ."""


class DocumentType(StrEnum):
    """The kinds of documents (NĐ 30/2020/NĐ-CP, Điều 7, and those of the National Assembly and the Party)."""

    LUAT = "luat"
    PHAP_LENH = "phap-lenh"
    NGHI_QUYET = "nghi-quyet"
    NGHI_DINH = "nghi-dinh"
    THONG_TU = "thong-tu"
    QUYET_DINH = "quyet-dinh"
    CHI_THI = "chi-thi"
    KET_LUAN = "ket-luan"
    KE_HOACH = "ke-hoach"
    CHUONG_TRINH = "chuong-trinh"
    DE_AN = "de-an"
    HUONG_DAN = "huong-dan"
    THONG_BAO = "thong-bao"
    BAO_CAO = "bao-cao"
    CONG_VAN = "cong-van"
    KHAC = "khac"


def _trimmed(value: object) -> object:
    return " ".join(normalize(value).split()) if isinstance(value, str) else value


def _number(value: str) -> str:
    if not DOCUMENT_NUMBER.fullmatch(value):
        raise PydanticCustomError("document_number", "document_number")
    return value


Number = Annotated[str, BeforeValidator(_trimmed), AfterValidator(_number), text_of("document_number")]
Numbers = Annotated[tuple[Number, ...], Field(strict=False)]


class DocumentMeta(Model):
    """The front matter of a document."""

    number: Number | None = None
    type: DocumentType = Field(strict=False)
    abstract: Text
    issuer: Line
    date: DayField | None = None
    effective: DayField | None = None
    expires: DayField | None = None
    signer: Line | None = None
    topic: TopicRef | None = None
    files: Annotated[tuple[Attachment, ...], Field(strict=False)] = ()
    url: Url | None = None
    replaces: Numbers = ()
    amends: Numbers = ()
    id: Id | None = None
    updated: DayField | None = None
    ignore: Ignored = Field(default_factory=dict)

    @property
    def year(self) -> int | None:
        """The year it was issued in, by its date or its number; None when neither says."""
        if self.date:
            return self.date.year
        match = re.search(r"/((?:19|20)[0-9]{2})/", self.number or "")
        return int(match[1]) if match else None


@lru_cache(maxsize=4096)
def number_key(number: str) -> str:
    """Return what two spellings of one number share: case, dashes, spaces and zeros in front do not matter."""
    return re.sub(r"^0+(?=[0-9])", "", re.sub(r"\s", "", fold_name(number)))


def number_meant(text: str) -> str | None:
    """Return the number that was meant, where it is certain; None for anything else."""
    number = re.sub("[\u2010-\u2015\u2212]", "-", _AROUND.sub("", normalize(text).strip(" \"'“”‘’")))
    number = re.sub(r"\s*([-/&])\s*", r"\1", number)
    number = re.sub(r"(?<=[0-9])\.(?=[/-])", "", number)
    parts = re.split("([-/&])", number)
    number = "".join(_PLAIN.get(fold_ascii(part), part) if part.isascii() else part for part in parts)
    return number if DOCUMENT_NUMBER.fullmatch(number) else None
