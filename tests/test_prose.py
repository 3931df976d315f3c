"""What is noticed in a text: each thing where it is, nothing where there is nothing, and never slowly."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc import prose
from cchc.prose import Note, hashes
from cchc.scan import visible


def notes(body: str = "", front: str = "") -> list[tuple[str, int, str]]:
    """Return what is noticed in a text whose body begins on line 10."""
    return [(note.code, note.line, note.found) for note in prose.read(front, visible(body), 10).notes]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("001080012345", "CCHC551"),
        ("001 080 012 345", "CCHC551"),
        ("căn cước 001.080.012.345, cấp năm 2021", "CCHC551"),
        ("0912345678", "CCHC552"),
        ("0912 345 678", "CCHC552"),
        ("0912.345.678", "CCHC552"),
        ("+84 912 345 678", "CCHC552"),
        ("84912345678", "CCHC552"),
        ("An.Nguyen+cchc@Gmail.com", "CCHC553"),
        ("an_nguyen@yahoo.com.vn", "CCHC553"),
    ],
)
def test_personal_data_is_seen_however_it_is_typed(text: str, found: str) -> None:
    assert [(code, line) for code, line, _ in notes(f"Một dòng.\n\nGặp ông A ({text}).\n")] == [(found, 12)]


@pytest.mark.parametrize(
    "text",
    [
        "0205 3812 345",  # a landline
        "1800 1096",
        "mã hồ sơ 000.00.12.H35-260514-0001",
        "1.001193.000.00.00.H35",
        "từ 01/01/2026 đến 31/12/2026",
        "12.345.678.900 đồng",
        "0,912345678",
        "101.234.567.890.123",
        "tài khoản 0123456789012345",
        "ubnd@hoatham.gov.vn",
        "`0912345678`",
        "https://xa.example/0912345678901",
    ],
)
def test_numbers_of_another_kind_are_nobodys(text: str) -> None:
    assert notes(f"Xem {text} nhé.\n") == []


def test_only_ten_of_a_pasted_list_are_named() -> None:
    assert len(notes("\n".join(f"0912345{number:03}" for number in range(500)))) == 10


@pytest.mark.parametrize(
    ("text", "spellings"),
    [("hòa giải, hoà giải", "hòa\nhoà"), ("Thủy lợi và thuỷ sản", "thủy\nthuỷ"), ("khỏe, Khoẻ", "khỏe\nkhoẻ")],
)
def test_one_word_in_two_spellings(text: str, spellings: str) -> None:
    assert notes(text) == [("CCHC511", 10, spellings)]


@pytest.mark.parametrize("text", ["hòa và hoàn toàn", "quý, quỳ, quy định", "hoà với xòe", "của, qua, lụa"])
def test_words_with_one_spelling_each(text: str) -> None:
    assert notes(text) == []


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc", "TCVN3"),
        ("Uû ban nh©n d©n x· tæ chøc tiÕp c«ng d©n th­êng xuyªn", "TCVN3"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp töï do haïnh phuùc", "VNI"),
    ],
)
def test_old_encodings_are_recognised_and_named(text: str, encoding: str) -> None:
    ((code, _, found),) = notes(text)
    assert (code, found.partition("\n")[0]) == ("CCHC514", encoding)


@pytest.mark.parametrize(
    "text",
    [
        "Nhiệt độ 30 °C, diện tích 5 m², «một cửa», 1 ½ giờ; § 5, Điều 7; © UBND xã",
        "Ông Đặng Thị Ngạn, bà Trần Thị Thuỷ, xã Hòa Bình, tổ dân phố số 3, ngõ 12.",
        "Đại sứ Größe và bà Søren thăm xã; Curaçao; Zürich.",
    ],
)
def test_unicode_is_not_taken_for_an_old_encoding(text: str) -> None:
    assert [code for code, _, _ in notes(text) if code == "CCHC514"] == []


def test_headings_and_tags_in_code_are_nothing() -> None:
    assert notes("## Mục\n\n```\n# bình luận\n<div>\n```\n\n    <script>\n\n`<iframe>` và <!-- <form> -->\n") == []


@pytest.mark.parametrize(
    "tag",
    [
        "<script>x</script>",
        "<IFRAME src=x>",
        "<svg/onload=x>",
        "<b onclick=x>",
        "<a href='javascript:x'>",
        "<object\n>",
    ],
)
def test_code_in_a_text_is_an_error(tag: str) -> None:
    assert {code for code, _, _ in notes(tag)} == {"CCHC506"}


def test_what_stands_in_front_matter() -> None:
    front = '---\ntitle: Bản tin #5 năm\nname: “Một cửa”\nsummary: "Tin #6"\nstatus: draft #x\n---\n'
    assert notes(front=front) == [("CCHC007", 2, "title\n#5 năm"), ("CCHC109", 3, "name\n“Một cửa”")]


def test_texts_that_share_most_sentences_share_most_hashes() -> None:
    sentences = [f"Câu số {number} nói về một việc khác hẳn với các câu kia." for number in range(12)]
    one, other = (set(hashes(prose.read("", " ".join(part), 1).sketch)) for part in (sentences, sentences[1:]))
    assert len(one) == 12
    assert one > other
    assert prose.read("", "Một câu ngắn.", 1).sketch == ""


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aòà<>#@0912. \n“”:-\u200b\u202e`§µ"), max_size=400))
def test_any_text_has_its_notes_on_its_own_lines(text: str) -> None:
    found = prose.read("", visible(text), 10)
    assert all(isinstance(note, Note) and 1 <= note.line <= 10 + text.count("\n") for note in found.notes)


@pytest.mark.parametrize(
    "unit",
    [
        "0912345678 ",
        "a",
        "<a ",
        "# ",
        "òa ",
        "oà",
        "@",
        "a@",
        "09 ",
        "§a",
        "“",
        "title: a #",
        "\u200b",
        "\n",
        "x." * 30,
    ],
)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    """Twice the text may take twice as long, and some; a square would take four times."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        best = float("inf")
        for _ in range(3):
            began = time.process_time()
            prose.read(text[:60_000], visible(text), 2)
            best = min(best, time.process_time() - began)
        return best

    assert seconds(800_000) < 12 * seconds(100_000) + 0.15
