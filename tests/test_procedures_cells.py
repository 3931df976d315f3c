"""Reading the texts of strangers: nothing of them is lost or does harm, and what is certain is parted."""

import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc import front_matter
from cchc.procedures import cells, flat, flat_lists, front, headers
from cchc.schema import PROCEDURE_CODE, Level
from cchc.text import fold_ascii
from tests.exports import BUTTONS, METHODS, PAPERS

TEXTS = st.text(max_size=300)
WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyAĐ ,.;:-()'\"#[]{}&*!|>%@`0123456789\n", min_size=1, max_size=120)


@given(TEXTS)
def test_a_cell_is_clean_whatever_it_holds(value: str) -> None:
    text = cells.text(value)
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search("[\u200b\u00a0\r\t\x00]|<[a-zA-Z/!]|^\\s|\\s$", text)
    assert cells.text(text) == text
    assert "\n" not in cells.line(value)


def test_markup_goes_and_its_words_stay() -> None:
    assert cells.text("<p>Nộp <b>hồ sơ</b></p><div>Hai &amp; ba</div>") == "Nộp hồ sơ\n\nHai & ba"
    assert cells.text("a <script>alert(1)</script><br/>b, Q<Qmax") == "a\nb, Q< Qmax"
    assert cells.text("Một_x000D_\nhai") == "Một\nhai"
    assert cells.text(5.0) == "5"
    assert cells.text(True) == "true"


@given(st.from_regex(PROCEDURE_CODE, fullmatch=True))
def test_every_code_is_read_as_it_is_written(code: str) -> None:
    assert cells.code(f" '{code}.\u200b") == (code, False)
    assert cells.code(code.replace(".", ",", 1)) == (code, False)


@given(st.integers(1, 9), st.integers(1000, 999_999))
def test_a_code_that_became_a_number_gets_its_zeros_back(first: int, rest: int) -> None:
    code = f"{first}.{rest:06d}"
    assert cells.code(float(code))[0] in (code, "")
    if len(code.rstrip("0")) > 4:
        assert cells.code(float(code))[0] == code


@pytest.mark.parametrize("value", [5, 1.1, True, None, "", "1.1", "STT", "01/02/2026", "1.12.345", "0.123456", "Tên"])
def test_what_is_no_code_is_none(value: object) -> None:
    assert cells.code(value) == ("", False)


def test_levels_and_lists_are_read_as_people_write_them() -> None:
    assert cells.levels("Cấp tỉnh, Cấp xã") == (Level.TINH, Level.XA)
    assert cells.levels("bộ; TINH và xã") == (Level.BO, Level.TINH, Level.XA)
    assert cells.levels("cấp làng") is None
    assert cells.names("A (gồm B, C), D, e; F") == ("A (gồm B, C), D, e", "F")
    assert cells.names("Sở A, Cục B, C và d") == ("Sở A", "Cục B", "C và d")


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Mã số", "code"),
        ("  MÃ  TTHC ", "code"),
        ("ma_thu_tuc", "code"),
        ("Tên thủ tục hành chính (TTHC)", "name"),
        ("Tên thủ tục hành chánh", "name"),
        (unicodedata.normalize("NFD", "Lĩnh vực"), "field"),
        ("Phí, lệ phí (nếu có)", "fee"),
        ("Cơ quan\nthực hiện:", "executing_agencies"),
        ("STT", ""),
        ("Ghi chú", ""),
        ("", ""),
    ],
)
def test_headings_are_matched_as_people_vary_them(heading: str, key: str) -> None:
    assert headers.meant(heading) == key


@given(st.lists(st.text(max_size=40), max_size=30))
def test_headings_never_name_one_key_twice(row: list[str]) -> None:
    match = headers.match(row, 1)
    assert len(set(match.columns.values())) == len(match.columns)


PARTERS = (flat.methods, flat.dossier, flat_lists.legal_basis, flat_lists.results, flat_lists.steps)
PIECES = (
    METHODS,
    PAPERS,
    BUTTONS,
    *(
        "Trực tiếp",
        "Trực tuyến5 NgàyMiễn phí(",
        ")",
        "1 bản chính",
        "0 bản chính,1 bản sao",
        "Mẫu.docx",
        "120 VNĐ",
        "--",
    ),
    *("Tên văn bản pháp lýMã văn bản", "Luật 2024", "12/2024/QH15", "9/2024/NĐ-CP", "\n", "a) ", "Bước 1: ", "- "),
    *("Mã: KQ.1", "Từ khóa", "Mô tả", "Không có thông tin", "giấy tờ "),
)
GLUED = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@pytest.mark.parametrize("part", PARTERS)
@given(text=st.one_of(TEXTS, GLUED))
def test_whatever_is_glued_together_nothing_crashes_and_lists_hold_texts(part: Any, text: str) -> None:
    found, certain = part(cells.text(text))
    assert isinstance(certain, bool)
    for item in found:
        assert item
        assert item["channel"] if part is flat.methods else item["name"] if part is flat.dossier else item.strip()


@given(st.lists(WORDS.map(cells.line).filter(lambda text: text[:1].isalpha()), min_size=1, max_size=5))
def test_no_word_of_steps_or_papers_is_lost(parts: list[str]) -> None:
    def letters(text: str) -> str:
        return "".join(char for char in text if char.isalpha())

    steps = "\n".join(f"- {part}" for part in parts)
    assert letters("".join(flat_lists.steps(cells.text(steps))[0])) == letters(steps)
    papers = f"Nhóm:{PAPERS}" + "".join(f"{part} giấy;1 bản chính" for part in parts)
    found = "".join(item["name"] for item in flat.dossier(cells.text(papers))[0])
    assert letters(found) == letters("".join(f"{part} giấy;" for part in parts))


def test_methods_with_notes_fees_and_days() -> None:
    text = (
        METHODS + "Trực tuyến5 Ngày làm việc800,000 Việt Nam Đồng((áp dụng 50%) đến 31/12)Trong thời hạn 5 ngày"
        "Trực tiếp1Miễn phíTrực tiếpKhông có thông tinKhông có thông tinNộp Trực tiếp tại xã"
    )
    found, certain = flat.methods(text)
    assert certain
    assert found == [
        {
            "channel": "online",
            "time_limit": "5 ngày làm việc",
            "fee": "800.000 đồng",
            "fee_note": "(áp dụng 50%) đến 31/12",
            "note": "Trong thời hạn 5 ngày",
        },
        {"channel": "in_person", "time_limit": "1 (Cổng không ghi đơn vị thời gian)", "fee": "Miễn phí"},
        {"channel": "in_person", "note": "Nộp Trực tiếp tại xã"},
    ]


def test_a_time_limit_and_a_fee_in_one_number_stay_as_written() -> None:
    found, certain = flat.methods(f"{METHODS}Trực tiếp1200 VNĐ(mỗi trang)")
    assert not certain
    assert found == [{"channel": "in_person", "note": "1200 VNĐ(mỗi trang)"}]
    assert flat.methods("Nộp ở đâu cũng được") == ([{"channel": "other", "note": "Nộp ở đâu cũng được"}], False)


def test_a_fee_below_any_fee_is_marked() -> None:
    assert flat.fee("800 Việt Nam Đồng") == "800 đồng (số tiền như ghi trên Cổng, cần kiểm tra)"
    assert flat.fee("8,000 VNĐ") == "8.000 đồng"


def test_numbers_of_documents_are_told_from_titles() -> None:
    text = (
        "Tên văn bản pháp lýMã văn bảnLuật Công chứng năm 202446/2024/QH15Thông tư số 3/2023/TT-BTP ngày 2/8/2023"
        "3/2023/TT-BTPsửa đổi một số điều12/2025/NĐ-CPTHÔNG TƯ VỀ MẪU5/2017/TT-BGTVTTHÔNG TƯ KHÁC6/2013/TT-BGTVT"
    )
    assert flat_lists.legal_basis(text) == (
        [
            "Luật Công chứng năm 2024 (46/2024/QH15)",
            "Thông tư số 3/2023/TT-BTP ngày 2/8/2023",
            "sửa đổi một số điều (12/2025/NĐ-CP)",
            "THÔNG TƯ VỀ MẪU (5/2017/TT-BGTVT)",
            "THÔNG TƯ KHÁC (6/2013/TT-BGTVT)",
        ],
        True,
    )


VALUES = st.recursive(
    WORDS.map(cells.text).filter(bool),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4),
        st.dictionaries(st.sampled_from(["name", "group", "note"]), inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


@given(VALUES, VALUES)
def test_front_matter_is_read_back_as_it_was_written(steps: Any, notes: Any) -> None:
    text = front.new({"code": "1.900001", "steps": steps, "notes": notes})
    read = front_matter.read(text)
    assert not read.faults, text
    assert read.values == {"code": "1.900001", "steps": steps, "notes": notes}
    again = front.changed(text, {"steps": notes, "results": ["x"]})
    assert front_matter.read(again).values == {"code": "1.900001", "steps": notes, "results": ["x"], "notes": notes}


def test_folding_of_headings_is_ascii() -> None:
    assert all(name == fold_ascii(name) for names in headers.NAMES.values() for name in names)
