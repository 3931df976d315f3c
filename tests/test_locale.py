"""Both languages say everything."""

import unicodedata

import pytest

from cchc.locale import catalog, say, translator
from tests.messages import messages, placeholders

MESSAGES = messages()


def test_the_search_for_sentences_finds_them() -> None:
    for known in (
        "Đạt",
        "Tin, bài mới nhất",
        "Thiếu khóa bắt buộc `{key}`.",
        "Chưa dựng được trang; trang cũ còn nguyên.",
    ):
        assert known in MESSAGES
    assert len(MESSAGES) > 200


def test_every_sentence_has_an_english_one_and_none_is_left_over() -> None:
    english = catalog("en")
    assert {message: MESSAGES[message] for message in MESSAGES if message not in english} == {}
    assert sorted(set(english) - set(MESSAGES)) == []


@pytest.mark.parametrize("message", sorted(MESSAGES))
def test_a_translation_fills_the_same_blanks(message: str) -> None:
    assert placeholders(catalog("en").get(message, message)) == placeholders(message)
    assert unicodedata.is_normalized("NFC", message)


def test_a_value_with_braces_is_shown_as_it_is() -> None:
    text = say(
        "`{key}` đang là «{found}»; cần {allowed}.", key="a", found="{0.__class__}", allowed=say("một số nguyên")
    )
    assert text.render(translator("vi")) == "`a` đang là «{0.__class__}»; cần một số nguyên."
    assert "{0.__class__}" in text.render(translator("en"))


def test_an_unknown_language_reads_vietnamese() -> None:
    assert translator("fr")("Đạt") == "Đạt"
    assert translator("en")("Đạt") != "Đạt"
