"""Personal data in a text is found however it is written; what an office writes every day is not taken for it."""

import re
import string
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cchc.personal import Allowed, Kind, bare, find, find_names, in_markup, masked, without
from tests.conftest import ROOT

OWN = Allowed.saying(
    ["(giữ chỗ) 0205 000 0000", "ubnd@xa.example", "Số 12 đường Hùng Vương, xã Mẫu", "https://zalo.me/0205000000"]
)
GAPS = st.sampled_from(["", " ", ".", "-", " - ", "\u2013", "\u00a0", "\u200b", "\u202f", "·"])
DIGITS = (
    string.digits,
    "".join(map(chr, range(0xFF10, 0xFF1A))),
    "".join(map(chr, range(0x1D7CE, 0x1D7D8))),
    "".join(map(chr, range(0x660, 0x66A))),
)


def kinds(text: str) -> list[str]:
    """Return what is found in a text."""
    return [item.kind.value for item in find(text, OWN)]


@st.composite
def typed(draw: st.DrawFn, numbers: st.SearchStrategy[str]) -> str:
    """A number as somebody types it: in any digits, in groups, in any normal form."""
    number = draw(numbers)
    digits = draw(st.sampled_from(DIGITS))
    gap = draw(GAPS)
    cuts = draw(st.sets(st.integers(4, max(2, len(number) - 2)), max_size=4))
    parts = [
        (gap if at in cuts else "") + (digits[int(char)] if char in string.digits else char)
        for at, char in enumerate(number)
    ]
    return "".join(parts)


MOBILES = st.from_regex(r"(?:0|\+84|84|0084)[35789][0-9]{8}", fullmatch=True)
LANDLINES = st.from_regex(r"(?:0|\+84)2[0-9]{9}", fullmatch=True).filter(lambda number: "0205000000" not in number)
CITIZENS = st.from_regex(r"0[0-8][1-9][0-3][0-9]{8}", fullmatch=True)
AROUND = st.sampled_from(
    ["{}", "Gọi {} nhé.", "SĐT: {}", "SĐT{}", "({})", "tôi,{}.", "**{}**", "nhà máy {}\nngày 02/9/2026"]
)


@given(typed(MOBILES | LANDLINES), AROUND, st.sampled_from(["NFC", "NFD"]))
def test_a_telephone_number_is_found_however_it_is_written(number: str, around: str, form: str) -> None:
    assert kinds(unicodedata.normalize(form, around.format(number)))


@given(typed(CITIZENS), AROUND, st.sampled_from(["NFC", "NFD"]))
def test_a_national_id_is_found_however_it_is_written(number: str, around: str, form: str) -> None:
    assert kinds(unicodedata.normalize(form, around.format(number)))


@given(
    typed(st.from_regex(r"[0-9]{9}", fullmatch=True)),
    st.sampled_from(["CMND {}", "chứng minh nhân dân số: {}", "so cmnd {}", "CMT: {}"]),
)
def test_an_old_identity_card_is_found_by_the_words_before_it(number: str, around: str) -> None:
    assert kinds(around.format(number))


@given(st.from_regex(r"[1-9][0-9]{8}", fullmatch=True))
def test_nine_digits_in_a_row_are_taken_for_an_identity_card(number: str) -> None:
    assert kinds(f"số {number} nhé") == [Kind.NATIONAL_ID]
    assert kinds(f"hết {number} đồng") == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ông Nguyễn Văn A ở thôn X, SĐT 09…", Kind.PERSON),
        ("ÔNG NGUYỄN VĂN A Ở THÔN X", Kind.PERSON),
        ("ông nguyễn văn a ở thôn x", Kind.PERSON),
        ("ong Nguyen Van A o thon X", Kind.PERSON),
        ("Bà Nông Thị Hoa trú tại thôn Nà Lùng", Kind.PERSON),
        ("bà Lý Thị B, tổ 3", Kind.PERSON),
        ("anh Hùng ở thôn Nà Lùng", Kind.PERSON),
        ("thôn Nà Lùng: ông Nguyễn Văn Hùng", Kind.PERSON),
        ("Nguyễn Văn Hùng, thôn Nà Lùng", Kind.PERSON),
        ("Họ tên: Lê Văn C. Địa chỉ: thôn Khuổi", Kind.PERSON),
        ("tôi tên là Vi Văn K, trú tại xã Hoa Thám", Kind.PERSON),
        ("Nguyễn Văn A sinh năm 1980", Kind.PERSON),
        ("số căn cước 020201012345", Kind.NATIONAL_ID),
        ("số định danh: 0202 0101 2345", Kind.NATIONAL_ID),
        ("hộ chiếu B1234567", Kind.NATIONAL_ID),
        ("thẻ BHYT GD4 7912 3456789", Kind.NATIONAL_ID),
        ("O912 345 678", Kind.PHONE),
        ("0912\n  345678", Kind.PHONE),
        ("0912/345/678", Kind.PHONE),
        ("zalo 91234567", Kind.PHONE),
        ("https://zalo.me/0912345678", Kind.PHONE),
        ("a.b@gmail.com", Kind.EMAIL),
        ("a.b @ gmail . com", Kind.EMAIL),
        ("a.b＠gmail．com", Kind.EMAIL),
        ("a.b(at)gmail.com", Kind.EMAIL),
        ("STK 1234 5678 90 Agribank", Kind.ACCOUNT),
        ("biển số 12A-123.45", Kind.PLATE),
        ("xe 12-B1 234.56", Kind.PLATE),
        ("xe 29H112345", Kind.PLATE),
        ("con sinh ngày 12/3/1980", Kind.BIRTH),
        ("Ngày sinh: 12 tháng 3 năm 2001", Kind.BIRTH),
        ("nhà số 12 ngõ 5", Kind.ADDRESS),
        ("nhà tôi số 15 đường Trần Phú", Kind.ADDRESS),
        ("UBND xã ơi, nhà tôi số 15 đường Trần Phú", Kind.ADDRESS),
        ("12/3 ngõ 5 phố Tân Mai", Kind.ADDRESS),
    ],
)
def test_what_tells_who_somebody_is_is_found_by_its_words(text: str, kind: Kind, form: str) -> None:
    assert kind in kinds(unicodedata.normalize(form, text))


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 118/2025/NĐ-CP ngày 09/6/2025, Nghị quyết số 60/2014/QH13, 57-NQ/TW, 163/QĐ-BTP",
        "mã 1.001193, 2.000635.000.00.00.H37 và 1.004190; hồ sơ 000.00.16.H34-251121-0001",
        "phí 8.000 đồng, tối đa 200.000 đồng/bản; tổng mức 123.456.789 đồng, hay 1234567890 đồng",
        "gọi 1022, 1900 1234, 19001234, 1800 6601 hoặc 115",
        "điện thoại 0205 000 0000, +84 205 000 0000, (0205)0000000 trước 17 giờ; thư ubnd@xa.example.",
        "đến trụ sở số 12 đường Hùng Vương, xã Mẫu",
        "từ 03/10/2026 đến 05.11.2026; 2026-11-02 08:00 - 2026-11-03",
        "từ 7 giờ 30 đến 11 giờ 30 và 13h30-17h00, 05 ngày làm việc, 02 bộ, 03 bản",
        "đăng ký khai sinh ngày 12/3/2026; trẻ sinh từ ngày 01/7/2026; người sinh năm 1960 trở về trước",
        "không gửi số căn cước; Luật Căn cước số 26/2023/QH15; tài khoản định danh điện tử mức độ 2",
        "MST 0312345678; tài khoản 3511.0.1234567.00000 của Kho bạc Nhà nước",
        "Chủ tịch UBND xã; ông Nguyễn Văn B, Chủ tịch UBND xã Hoa Thám; Trưởng thôn Nà Lùng, ông Hoàng Văn D",
        "đường vào thôn Nà Lùng hỏng; đường Nguyễn Văn Cừ ở thôn Nà Lùng; Bà con thôn Nà Lùng; ông A ở thôn X",
        "có 12 đường liên thôn bị hỏng ở Quốc lộ 1A; trường THCS Hoàng Văn Thụ, thôn 3",
        "Kính gửi UBND xã Hoa Thám,\n\nTôi muốn hỏi về khai sinh.\n\nTrân trọng,\nNguyễn Văn A",
        "1. Việc khai sinh 05 ngày\n2. Thông tin 03 ngày\n3. Công dân Việt Nam",
    ],
)
def test_what_an_office_writes_every_day_is_no_personal_data(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert find(unicodedata.normalize(form, text), OWN) == []
        assert find_names(unicodedata.normalize(form, text)) == []


def test_the_whole_sample_holds_no_personal_data() -> None:
    own = Allowed.saying(["0205 000 0000", "ubnd@hoatham.example", "nva@coquan.example"])
    for folder in ("docs", "posts"):
        for file in sorted((ROOT / folder).rglob("*.md")):
            if file.name != "phan-anh.md":  # shows what not to write
                assert [(file.name, masked(item.text)) for item in find(file.read_text("utf-8"), own)] == []


@given(
    st.text(max_size=200)
    | st.text("0123456789 .-/+()@\n", max_size=120)
    | st.text("Ông Nguyễn ở thôn số 09@gmail.com \n", max_size=120)
)
@example("ông Nguyễn Văn İ ở thôn X 0912345678")
def test_what_was_taken_out_is_not_found_again_and_every_line_stays(text: str) -> None:
    rid = without(text, OWN)
    assert find(rid, OWN) == [] or len(find(rid, OWN)) < len(find(text, OWN))
    assert rid.count("\n") == without(rid, OWN).count("\n")
    for item in find(text, OWN):
        assert bare(item.text) not in bare(masked(item.text)) or len(bare(item.text)) < 2


@given(typed(MOBILES))
def test_a_message_never_shows_a_number(number: str) -> None:
    (item,) = find(f"gọi {number} nhé", OWN) or [None]
    if item:
        assert len(re.sub(r"\D", "", bare(masked(item.text)))) <= 5


def test_marks_tags_and_references_hide_nothing() -> None:
    for body in ("09**12**345678", "09<!-- x -->12345678", "09&#49;2345678", "0912<b>345</b>678"):
        assert [item.kind for item in find(in_markup(body), OWN)] == [Kind.PHONE], body


def test_long_texts_are_read_in_time_that_grows_with_them() -> None:
    for part in ("0 ", "1.", "Nguyễn Văn ", "số 1 ", "a@", "ông ", "sinh ", "(+84) ", "căn cước "):
        assert find(part * 5_000, OWN) is not None


@pytest.mark.parametrize("piece", ["<!--", "0912345678\n\n", "<!-- -->", "\\", "&", "<"])
def test_a_long_text_takes_no_longer_than_it_is_long(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    before = time.process_time()
    find(in_markup(text), OWN)
    assert time.process_time() - before < 8


def test_overlapping_finds_are_told_once_in_the_order_of_the_text() -> None:
    text = "Gọi 0912345678.\nCCCD 001099012345, số tài khoản 0912 345 678 99.\nThư a.b@gmail.com, 0987654321"
    found = find(text, OWN)
    places = [text.index(item.text) for item in found]
    assert places == sorted(places)
    assert [item.line for item in found] == [text.count("\n", 0, place) for place in places]
    assert find(in_markup("a <!-- 0912345678 --> b <!-- c"), OWN) == []
