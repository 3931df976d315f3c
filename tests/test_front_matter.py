"""Front matter as clerks type it: values keep their letters, and every mistake has its line and its cure."""

import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc import front_matter
from cchc.front_matter import MAX_LENGTH, Fault, FrontMatter, read, written
from cchc.text import normalize

quick = settings(deadline=None, max_examples=150)


def front(*lines: str, body: str = "Nội dung.\n") -> FrontMatter:
    """Read a file whose front matter is these lines; the first of them is line 2."""
    return read(normalize("\n".join(["---", *lines, "---", body])))


def fault(*lines: str) -> Fault:
    """Return the only fault of a front matter."""
    (only,) = front(*lines).faults
    return only


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("010", "010"),
        ("0", 0),
        ("2", 2),
        ("1.000", "1.000"),
        ("1.004190", "1.004190"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2026-05-14", "2026-05-14"),
        ("2026-13-45", "2026-13-45"),
        ("31/04/2026", "31/04/2026"),
        ("2026-05-14T08:30:00+07:00", "2026-05-14T08:30:00+07:00"),
        ('"2026"', "2026"),
        ("'true'", "true"),
        ("１２", "１２"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("Hội nghị  # ghi chú", "Hội nghị"),
        ("“Một cửa” ở xã", "“Một cửa” ở xã"),
        ("VP HĐND&UBND", "VP HĐND&UBND"),
        ("Thu & chi, 100%!", "Thu & chi, 100%!"),
        ("[một cửa, 010, true]", ["một cửa", "010", True]),
        ("{name: Báo, url: https://bao.example/}", {"name": "Báo", "url": "https://bao.example/"}),
        ("=", "="),
        (".inf", ".inf"),
    ],
)
def test_a_value_is_what_its_author_typed(typed: str, value: object) -> None:
    read_ = front(f"key: {typed}")
    assert read_.faults == []
    assert read_.values == {"key": value}


def test_numbers_that_other_readers_would_spoil_are_remembered() -> None:
    read_ = front("code: 1.004190", "procedures: [1.004190, '1.001193', 1.001193.000]", "title: 010")
    assert read_.numbers == {("code",): "1.004190", ("procedures", 0): "1.004190"}


def test_text_over_several_lines_is_text() -> None:
    read_ = front("summary: >-", "  Một câu", "  viết trên hai dòng.", "title: |", "  A", "  B")
    assert read_.values == {"summary": "Một câu viết trên hai dòng.", "title": "A\nB\n"}


def test_an_escape_cannot_smuggle_in_what_no_page_can_hold() -> None:
    read_ = front(r'title: "Chuông\a và NUL\0, BOM\ufeff, ngắt dòng\L, e\u0301"', r'"k\0ey": 1')
    assert read_.values == {"title": "Chuông và NUL, BOM, ngắt dòng , é", "key": 1}


def test_every_key_and_list_item_knows_its_line() -> None:
    lines = [
        "title: A",
        "# ghi chú",
        "tags:",
        "  - một cửa",
        "",
        "  - hai cửa",
        "image:",
        "  src: a.png",
        "  alt: >-",
        "    Ảnh",
        "attachments: [{file: a.pdf, title: A},",
        "  {file: b.pdf, title: B}]",
        "unit: x",
    ]
    expected: dict[tuple[str | int, ...], int] = {
        ("title",): 2,
        ("tags",): 4,
        ("tags", 0): 5,
        ("tags", 1): 7,
        ("image",): 8,
        ("image", "src"): 9,
        ("image", "alt"): 10,
        ("attachments",): 12,
        ("attachments", 0): 12,
        ("attachments", 0, "file"): 12,
        ("attachments", 0, "title"): 12,
        ("attachments", 1): 13,
        ("attachments", 1, "file"): 13,
        ("attachments", 1, "title"): 13,
        ("unit",): 14,
    }
    for end in ("\n", "\r\n", "\r"):
        text = end.join(["---", *lines, "---", "", "Nội dung", ""])
        read_ = read(normalize(text))
        assert read_.lines == expected
        assert read_.body_line == 16
        assert read_.body == "\nNội dung\n"


def test_what_is_not_written_is_placed_at_what_holds_it() -> None:
    read_ = front("title: A", "image:", "  src: a.png")
    assert read_.line_of(("image", "alt")) == 3
    assert read_.line_of(("tags", 2)) == 1
    assert read_.line_of(()) == 1


@pytest.mark.parametrize("blank", ["", "\n", "\n\n \n"])
def test_blank_lines_around_the_marks_move_no_line(blank: str) -> None:
    read_ = read(f"---\n{blank}title: A\nunit: B\n---\n{blank}Nội dung")
    above = blank.count("\n")
    assert read_.lines == {("title",): 2 + above, ("unit",): 3 + above}
    assert read_.body_line + read_.body.split("Nội dung")[0].count("\n") == 5 + 2 * above


def test_a_line_separator_of_word_moves_no_line() -> None:
    read_ = front("title: Một\x0bcửa\u2028liên\x85thông", "unit: A", "unit: B")
    assert read_.values["title"] == "Một cửa liên thông"
    assert [fault.line for fault in read_.faults] == [4]


def test_a_missing_first_mark_is_the_first_line() -> None:
    for text in ("Nội dung", "title: A\n---\nNội dung", "", "\n---\ntitle: A\n---\n", " ---\ntitle: A\n---\n"):
        read_ = read(text)
        assert [(fault.code, fault.line) for fault in read_.faults] == [("CCHC002", 1)]
        assert (read_.values, read_.body) == ({}, text)


def test_a_missing_second_mark_is_said_so() -> None:
    (only,) = read("---\ntitle: A\n\nNội dung\n").faults
    assert (only.code, only.line, only.params) == ("CCHC002", 1, {"missing": "closing"})


def test_nothing_between_the_marks_is_no_front_matter() -> None:
    for text in ("---\n---\nNội dung", "---\n\n\n---\n", "---\n# ghi chú\n---\n"):
        assert [fault.code for fault in read(text).faults] == ["CCHC002"]


@pytest.mark.parametrize("lines", [("Tin bài",), ("- a", "- b"), ("một", "hai"), ("[a, b]",), ('"a"',)])
def test_front_matter_without_keys_shows_its_first_line(lines: tuple[str, ...]) -> None:
    only = fault("", *lines)
    assert (only.code, only.line, only.params["found"]) == ("CCHC003", 3, lines[0])


def test_a_rule_in_the_body_is_no_mark() -> None:
    read_ = front("title: A", body="Một\n\n---\n\nHai")
    assert (read_.values, read_.body) == ({"title": "A"}, "\nMột\n\n---\n\nHai")


@pytest.mark.parametrize(
    ("typed", "pasted"),
    [
        ("title: Hội nghị: kết quả bước đầu", 'title: "Hội nghị: kết quả bước đầu"'),
        ("title: Kết quả:", 'title: "Kết quả:"'),
        ("title: Hội nghị: kết quả  # ghi chú", 'title: "Hội nghị: kết quả"'),
        ('title: "Một cửa" ở xã', "title: '\"Một cửa\" ở xã'"),
        ('title: "Hội nghị', 'title: "Hội nghị"'),
        ("title: 'Hội nghị", 'title: "Hội nghị"'),
        ('title: "Hội nghị "một cửa" ở xã"', "title: 'Hội nghị \"một cửa\" ở xã'"),
        ("title: 'Tin' mới", "title: \"'Tin' mới\""),
        (r'title: "C:\Tin"', r"title: 'C:\Tin'"),
        ("title: [Tin] Một cửa", 'title: "[Tin] Một cửa"'),
        ("title: {Tin", 'title: "{Tin"'),
        ("title: @xa", 'title: "@xa"'),
        ("title: %50 hồ sơ", 'title: "%50 hồ sơ"'),
        ("title: `tin`", 'title: "`tin`"'),
        ("title: *Nổi bật* một cửa", 'title: "*Nổi bật* một cửa"'),
        ("title: > 50 hồ sơ", 'title: "> 50 hồ sơ"'),
        ("title: | một", 'title: "| một"'),
        ("title: - một", 'title: "- một"'),
        ("title: ? một", 'title: "? một"'),
        ("title:Một cửa", "title: Một cửa"),
    ],
)
def test_a_value_that_needs_quotes_comes_back_as_the_line_to_paste(typed: str, pasted: str) -> None:
    only = fault("date: 2026-05-14", typed, 'month: "2026-05"', "unit: van-phong", "tags: ['a']")
    assert (only.code, only.line, only.params["fix"]) == ("CCHC003", 3, pasted)
    assert front(pasted).faults == []


def test_an_entry_of_a_list_is_mended_too() -> None:
    only = fault("attachments:", "  - file: a.pdf", "    title: Kế hoạch: năm 2026", "unit: x")
    assert (only.line, only.params["fix"]) == (4, '    title: "Kế hoạch: năm 2026"')


def test_a_tab_is_shown_where_it_stands() -> None:
    for lines in (("date: 2026-05-14", "\ttitle: A"), ("image:", "\tsrc: a.png", "\talt: b")):
        only = fault(*lines)
        assert (only.code, only.line, only.params["fix"]) == ("CCHC003", 3, "")


def test_body_text_inside_the_marks_is_shown_where_it_begins() -> None:
    only = fault("title: A", "unit: B", "Nội dung bài viết quên dòng đóng.", "", "Đoạn hai")
    assert (only.code, only.params["found"]) == ("CCHC003", "Nội dung bài viết quên dòng đóng.")
    assert only.line == 4


def test_a_second_document_is_a_fault() -> None:
    assert fault("title: A", "...", "unit: B").code == "CCHC003"
    assert fault("title: A", "--- B").code == "CCHC003"


def test_a_broken_line_is_cut_to_what_a_screen_holds() -> None:
    only = fault("title: " + "a: " * 5_000)
    assert len(str(only.params["found"])) <= 200
    assert only.params["fix"] == ""


def test_a_key_written_twice_names_both_lines() -> None:
    read_ = front("title: A", "unit: B", "title: C", "image:", "  src: a", "  src: b", "title: D")
    assert [(fault.code, fault.line, fault.params) for fault in read_.faults] == [
        ("CCHC004", 4, {"key": "title", "first": "2"}),
        ("CCHC004", 7, {"key": "src", "first": "6"}),
        ("CCHC004", 8, {"key": "title", "first": "2"}),
    ]
    assert read_.values == {"title": "A", "unit": "B", "image": {"src": "a"}}


def test_one_key_in_two_spellings_of_unicode_is_one_key() -> None:
    assert [item.code for item in read("---\nđơn: 1\nđơn: 2\n---\n").faults] == ["CCHC004"]


def test_a_key_that_is_no_word_is_an_unknown_key() -> None:
    assert set(front("? [a, b]", ": 1").values) == {"?"}


@pytest.mark.parametrize(
    ("line", "pasted"),
    [
        ("title: !!python/object:os.system", 'title: "!!python/object:os.system"'),
        ("title: !!python/object/apply:os.system [ls]", 'title: "!!python/object/apply:os.system [ls]"'),
        ("title: !tin Một cửa", 'title: "!tin Một cửa"'),
        ("title: !!binary aGVsbG8=", 'title: "!!binary aGVsbG8="'),
        ("title: &tin Một cửa", 'title: "&tin Một cửa"'),
    ],
)
def test_a_tag_or_anchor_builds_nothing_and_swallows_no_word(line: str, pasted: str) -> None:
    read_ = front("unit: x", line)
    (only,) = read_.faults
    assert (only.code, only.line, only.params["found"], only.params["fix"]) == ("CCHC005", 3, line, pasted)
    assert read_.values == {}
    assert front(pasted).faults == []


def test_an_alias_is_refused_on_the_line_that_uses_it() -> None:
    read_ = front("base: &base {name: A}", "unit: x", "source: *base", "tags: [a, *base]", "<<: *base")
    assert [(fault.code, fault.line) for fault in read_.faults] == [("CCHC005", line) for line in (2, 4, 5, 6)]


def test_a_bomb_of_aliases_does_not_go_off() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    assert {fault.code for fault in front(*lines).faults} == {"CCHC005"}


def test_a_list_that_holds_itself_is_refused() -> None:
    assert fault("a: &a [*a]").code == "CCHC005"


@pytest.mark.parametrize(
    "opening", ["[", "{", "- ", "? ", "[a, ", "{a: ", "[? ", "- ? ", "{? "], ids=lambda opening: str(opening).strip()
)
@pytest.mark.parametrize("times", [90, 400, 20_000])
def test_nesting_without_end_is_refused_and_crashes_nothing(opening: str, times: int) -> None:
    """Composing such a text ends the whole process, without a message."""
    read_ = front(f"\n  {opening * times}"[: MAX_LENGTH - 10])
    assert {fault.code for fault in read_.faults} <= {"CCHC003", "CCHC005"}
    assert read_.faults or read_.values == {"?": None}
    assert all(fault.line >= 2 for fault in read_.faults)


def test_nesting_hidden_in_an_open_quote_crashes_nothing() -> None:
    assert fault('a: "', "b: " + "[" * 50_000).code == "CCHC003"
    assert fault('a: "', "b: '' " + "[" * 50_000, "c: {" + "{" * 300).code == "CCHC003"


def test_ordinary_nesting_is_read() -> None:
    read_ = front("a: [{b: [{c: {d: [e]}}]}]")
    assert read_.faults == []
    assert read_.values == {"a": [{"b": [{"c": {"d": ["e"]}}]}]}


def test_front_matter_that_is_too_long_is_refused_unread() -> None:
    only = fault("title: A", *["# ghi chú"] * (MAX_LENGTH // 9))
    assert (only.code, only.line) == ("CCHC005", 1)


def test_thousands_of_keys_are_refused() -> None:
    assert {fault.code for fault in front(*(f"k{number}: 1" for number in range(6_000))).faults} == {"CCHC005"}


def test_thousands_of_comment_lines_are_not() -> None:
    assert front(*["# ghi chú"] * 5_000, "title: A").values == {"title": "A"}


@pytest.mark.parametrize("text", ["title: A\x07", "a: 1\ntitle: \x93Tin\x94", "title: \ufeffA", "title: \x1b"])
def test_control_characters_are_gone_before_yaml_sees_them(text: str) -> None:
    assert front(*text.split("\n")).faults == []
    assert {item.code for item in read(f"---\n{text}\n---\n").faults} <= {"CCHC003"}  # nor do they raise


def test_a_long_line_of_spaces_takes_no_time() -> None:
    assert fault("a: [", " " * 60_000 + "9: [").code == "CCHC003"


MARKS = st.sampled_from("\n\n\t []{},:'\"|>#=@`\\đ“😀\x85\u2028\ufeff\0\r")
WORDS = st.sampled_from(
    ["---", "\n---\n", "----", "title: A", "a: ", "- ", "? ", ": ", "&a ", "*a", "!!str ", "!x ", "<<: "]
)
TRAPS = st.sampled_from(["%YAML 1.1", "\n...\n", "1.000", "010", "2026-13-45", "no"])
YAML_LIKE = st.lists(MARKS | WORDS | TRAPS, max_size=30).map("".join)


def assert_sound(read_: FrontMatter, text: str) -> None:
    """What holds whatever a file contains."""
    last = text.count("\n") + 1
    assert read_.values or read_.faults
    for item in read_.faults:
        assert re.fullmatch(r"CCHC00[2-5]", item.code)
        assert 1 <= item.line <= last
    assert all(1 <= line <= last for line in read_.lines.values())
    assert 1 <= read_.body_line <= last
    assert text.endswith(read_.body)
    assert text.count("\n") - read_.body.count("\n") == read_.body_line - 1


@settings(deadline=None, max_examples=400)
@given(st.one_of(st.text(), YAML_LIKE, YAML_LIKE.map(lambda text: f"---\n{text}\n---\n")))
def test_nothing_is_raised_for_any_text_and_every_fault_has_a_line(text: str) -> None:
    for given_text in (text, normalize(text)):
        read_ = read(given_text)
        if given_text == normalize(text):
            assert_sound(read_, given_text)


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(0, 10**17), st.text().map(normalize))
KEYS = st.from_regex(r"[a-z_]{1,8}", fullmatch=True).filter(lambda key: key not in ("true", "false", "null"))
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=6,
)


@settings(deadline=None, max_examples=300)
@given(VALUES)
def test_a_value_written_for_pasting_reads_back_the_same(value: object) -> None:
    assert front(f"key: {written(value)}").values == {"key": value}


@quick
@given(st.text("abđ :#\"'[]{}&*!|>%@`,-?\\", max_size=30))
def test_a_pasted_line_cures_the_line_it_replaces(title: str) -> None:
    read_ = front("unit: x", f"title: {title}", "topic: y")
    for item in read_.faults:
        if item.line == 3 and item.params["fix"]:
            assert front("unit: x", str(item.params["fix"]), "topic: y").faults == []


def test_the_fast_parser_is_in_use() -> None:
    assert front_matter._Loader is getattr(yaml, "CSafeLoader", yaml.SafeLoader)


VALUES = [
    *('"abc: # x"', '""', '"a\tb"', "2026-05-14", "12", "0", "012", "1.5", "true", "Null", "yes", "abc ", "[]", "~"),
    *("Trả kết quả (mới), 50%", "a - b", '["a", "b"]', '["a","b"]', "[a]", "x: y", "x #y", "'q'", "1e+3", "a:b", "-"),
    *("|", "", "a\u0301", "12 3", "1-", "\u0661", "inf", "0x1f"),
]
ENTRY = st.builds(
    "{}:{}{}".format,
    st.sampled_from(["title", "id", "a_b", "null"]),
    st.sampled_from([" ", "  ", ""]),
    st.sampled_from(VALUES),
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.one_of(ENTRY, st.sampled_from(["", "  x: y", "# c", "..."])), max_size=5))
def test_plain_entries_are_read_as_yaml_reads_them(lines: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(front_matter, "_read_simple", lambda *_: False)
        by_yaml = front(*lines)
    assert front(*lines) == by_yaml


def test_most_front_matter_is_read_without_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "compose", None)
    assert front("title: Trả kết quả", 'tags: ["a", "b"]', "date: 2026-05-14").lines["tags", 1] == 3
