"""The columns of a table on paper: words stay whole, rows stay low."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.reports.letter.widths import PADDING, fitted, lines, measured

PAGE = 165.0
HEAD = ("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Ngày hoàn thành", "Tình trạng")
LONG = "Hướng dẫn các đơn vị cập nhật, công khai đầy đủ, đúng quy định các thủ tục hành chính; niêm yết công khai"
ROWS = [["01", LONG, "Văn phòng HĐND và UBND", "06/5/2026", "Thực hiện thường xuyên"]] * 3


def test_no_word_of_a_table_is_parted() -> None:
    widths = fitted(HEAD, ROWS, PAGE)
    for at, width in enumerate(widths):
        words = [*HEAD[at].split(), *(word for row in ROWS for word in row[at].split())]
        assert max(map(measured, words)) + PADDING <= width


def test_the_column_that_says_most_gets_most() -> None:
    widths = fitted(HEAD, ROWS, PAGE)
    assert max(widths) == widths[1] > PAGE / 3
    assert lines(HEAD, ROWS, widths) < lines(HEAD, ROWS, [PAGE / 5] * 5)


@given(
    st.integers(1, 9).flatmap(lambda n: st.lists(st.lists(st.text(max_size=60), min_size=n, max_size=n), min_size=1))
)
def test_columns_always_fill_the_page(table: list[list[str]]) -> None:
    widths = fitted(table[0], table[1:], PAGE)
    assert sum(widths) == pytest.approx(PAGE)
    assert min(widths) > 0
