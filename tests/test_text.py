"""Vietnamese text: what people type in many ways is found, compared, sorted and addressed as one."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.text import fold, fold_ascii, fold_name, nearest, normalize, slug, sort_key

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
VIETNAMESE = st.text(LETTERS + LETTERS.upper() + " -–&,.;/'\"0123456789")
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=6), min_size=1, max_size=5).map(" ".join)
TEXTS = st.one_of(st.text(), VIETNAMESE)
quick = settings(deadline=None, max_examples=150)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (nfd("Hòa Thám"), "Hòa Thám"),
        ("một\r\nhai\rba\nbốn", "một\nhai\nba\nbốn"),
        ("chuông\x07 và NUL\x00", "chuông và NUL"),
        ("ngắt dòng\x0bcủa Word", "ngắt dòng của Word"),
        ("phân đoạn\u2029và phân dòng\u2028và NEL\x85.", "phân đoạn và phân dòng và NEL ."),
        ("\ufeffBOM ở đầu và ở \ufeffgiữa", "BOM ở đầu và ở giữa"),
        ("mã \x93điều khiển\x94 C1", "mã điều khiển C1"),
        ("thụt\tbằng Tab 😀 và ký tự hiếm 𡨸", "thụt\tbằng Tab 😀 và ký tự hiếm 𡨸"),
    ],
)
def test_pasted_text_keeps_its_words_and_loses_what_no_page_can_hold(typed: str, kept: str) -> None:
    assert normalize(typed) == kept


@quick
@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]", once)


@quick
@given(st.lists(st.text(LETTERS + " \x0b\x0c\x07\u2028\x85"), min_size=1))
def test_normalising_never_moves_a_line(lines: list[str]) -> None:
    """A finding's line number is the one that the clerk's editor shows."""
    for end in ("\n", "\r\n", "\r"):
        assert normalize(end.join(lines)).count("\n") == len(lines) - 1


@quick
@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    for folding in (fold, fold_ascii):
        once = folding(text)
        assert folding(once) == once


@quick
@given(VIETNAMESE)
def test_folding_a_name_twice_changes_nothing(text: str) -> None:
    once = fold_name(text)
    assert fold_name(once) == once


@quick
@given(TEXTS)
def test_decomposed_text_from_a_mac_is_the_same_text(text: str) -> None:
    for folding in (fold, fold_name, fold_ascii, slug, sort_key):
        assert folding(nfd(text)) == folding(nfc(text))


@quick
@given(VIETNAMESE)
def test_case_and_white_space_never_tell_two_texts_apart(text: str) -> None:
    for folding in (fold, fold_name, fold_ascii):
        assert folding(text.upper()) == folding(text.lower())
        assert folding(f" \t{text.replace(' ', '  ')}\u00a0\n") == folding(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("hóa", "hoá"),
        ("HOẠ", "họa"),
        ("khỏe", "khoẻ"),
        ("ủy", "uỷ"),
        ("Ủy ban", "UỶ BAN"),
        ("thúy", "thuý"),
        ("Phòng Văn hóa – Xã hội", "Phòng Văn hoá-Xã hội "),
        ("Phòng Văn hóa — Xã hội", "phòng văn hóa - xã hội"),
        ("VP HĐND&UBND", "VP HĐND & UBND"),
        (nfd("Uỷ ban MTTQ"), "Ủy ban MTTQ"),
    ],
)
def test_a_name_is_known_however_it_is_typed(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(("one", "other"), [("hòa", "hỏa"), ("ban", "bàn"), ("đa", "da"), ("tổ 1", "tổ 2")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


def test_folding_keeps_tones_that_tell_titles_apart() -> None:
    assert fold("Bán nhà") != fold("Bàn nhà")
    assert fold(" Một  CỬA ") == "một cửa"


@quick
@given(VIETNAMESE)
def test_folding_to_plain_letters_leaves_plain_letters(text: str) -> None:
    assert fold_ascii(text).replace("–", "-").isascii()


def test_d_with_stroke_is_d() -> None:
    assert fold_ascii("Đất đai") == "dat dai"
    assert fold_ascii("Ðất ðai") == "dat dai"  # the Icelandic letters of old fonts


@quick
@given(TEXTS, st.integers(min_value=5, max_value=80))
def test_a_slug_is_plain_and_stays_what_it_is(text: str, longest: int) -> None:
    made = slug(text, longest)
    assert made == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made, re.ASCII)
    assert len(made) <= longest
    assert slug(made, longest) == made


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Đất đai", "dat-dai"),
        ("ĐƯỜNG ĐI CỦA HỒ SƠ", "duong-di-cua-ho-so"),
        (nfd("Ủy ban nhân dân xã Hòa Thám"), "uy-ban-nhan-dan-xa-hoa-tham"),
        ("Nghị định số 118/2025/NĐ-CP", "nghi-dinh-so-118-2025-nd-cp"),
        ("  “Một cửa” -- liên thông!  ", "mot-cua-lien-thong"),
        ("!!!", ""),
    ],
)
def test_a_title_becomes_a_readable_address(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_a_long_slug_ends_at_a_word() -> None:
    assert slug("Cải cách thủ tục hành chính", 20) == "cai-cach-thu-tuc"


@pytest.mark.parametrize(
    "ordered",
    [
        ["an", "ăn", "ân", "ba", "ca", "da", "đa", "ea", "êm", "ga", "oa", "ôm", "ơi", "ta", "ua", "ưa", "va"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["ban", "bàn", "bạn", "bang", "bảng", "banh"],
        ["Phòng A", "Phòng Á", "Phòng An", "Phòng Đất", "Phòng Kinh tế", "Phòng Văn hóa", "Phòng Văn thư"],
        ["Hòa", "Hòa Thám", "Hoàng"],
        ["Tổ 1", "Tổ 2", "Tổ a"],
    ],
    ids=["letters", "tones", "tones last", "word by word", "short first", "digits first"],
)
def test_names_sort_by_the_vietnamese_alphabet(ordered: list[str]) -> None:
    assert all(sort_key(before) < sort_key(after) for before, after in pairwise(ordered))


@quick
@given(WORDS, WORDS)
def test_sorting_ignores_case_and_never_confuses_two_spellings(one: str, other: str) -> None:
    assert sort_key(one.upper()) == sort_key(one)
    assert (sort_key(one) == sort_key(other)) == (one == other)


@quick
@given(st.text(), st.text())
def test_any_two_names_can_be_put_in_order(one: str, other: str) -> None:
    low, high = sorted((sort_key(one), sort_key(other)))
    assert low == high or low < high


def test_a_typing_mistake_finds_the_word_that_was_meant() -> None:
    assert nearest("sumary", ["title", "summary", "source"]) == "summary"
    assert nearest("Thủ tục hành chánh", ["the-che", "Thủ tục hành chính"]) == "Thủ tục hành chính"
    assert nearest("đơn vị", ["title", "summary"]) is None
    assert nearest("", []) is None
