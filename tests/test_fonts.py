"""The typeface of the site: every letter that Vietnam writes, in few bytes, under a name that is ours."""

import io
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser

from cchc.publish import cutting, fonts
from cchc.publish.lettering import Style
from cchc.publish.png import COLOURS
from cchc.publish.typesetting import Letters, words_of
from tests.browsing import serve

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = [
    cased
    for letter in (*(vowel + tone for vowel in "aăâeêioôơuưy" for tone in TONES), "đ")
    if not letter.isascii() or len(letter) > 1
    for cased in (unicodedata.normalize("NFC", letter), unicodedata.normalize("NFC", letter.upper()))
]
OTHER_LANGUAGES = {
    "Hmông": "Kev kho kom zoo txog kev tswj hwm, cov ntaub ntawv hauv lub xeev.",
    "Tày": "Pây xa\u0331 cằm slưởng, hất rườn, lỉn slon.",
    "Êđê": "Klei dôk mnuih ƀuôn sang, hră mơar Ƀuôn Ama Thuôt, ŏ ĭ ñ č \u01b0\u0306.",
    "Gia Rai": "Bơwih brơ̆ng, ŭ ĕ ư̆, Čư̆ Prông.",
    "Cơ Ho": "K’ho: Ñ ñ, b\u0331, đ, ơ\u0306.",
}


@pytest.fixture(scope="module")
def made() -> fonts.Typeface:
    return fonts.typeface()


@pytest.fixture(scope="module")
def opened(made: fonts.Typeface) -> dict[str, TTFont]:
    return {
        asset.url.rsplit("-", 1)[1].split(".")[0]: TTFont(io.BytesIO(asset.content))
        for asset in made.files
        if asset.url.endswith(".woff2")
    }


def test_there_are_134_letters_with_marks() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 134


@pytest.mark.parametrize("face", ["regular", "semibold", "italic"])
def test_every_vietnamese_letter_is_there(opened: dict[str, TTFont], face: str) -> None:
    known = opened[face].getBestCmap()
    assert [letter for letter in (*LETTERS, *"“”‘’–—…•₫«»→↑−×‐‑") if ord(letter) not in known] == []
    glyphs = opened[face]["glyf"]
    assert [letter for letter in LETTERS if glyphs[known[ord(letter)]].numberOfContours == 0] == []


def test_nothing_is_drawn_that_is_not_there(opened: dict[str, TTFont]) -> None:
    for face in ("regular", "semibold"):
        assert sorted(fonts.LETTERS - opened[face].getBestCmap().keys()) == []


@pytest.mark.parametrize("text", OTHER_LANGUAGES.values(), ids=OTHER_LANGUAGES)
def test_other_languages_of_vietnam_are_covered(opened: dict[str, TTFont], text: str) -> None:
    for face in ("regular", "semibold"):
        known = opened[face].getBestCmap()
        # What no letter is ready-made for, browsers and `words_of` put together of its parts.
        parts = [unicodedata.normalize("NFD", char) for char in unicodedata.normalize("NFC", text)]
        assert [
            char for char in parts if ord(char[0]) not in known or any(ord(mark) not in known for mark in char)
        ] == []
    assert len("".join(words_of(text))) >= len("".join(text.split()))


def test_every_letter_is_drawn_and_none_like_another() -> None:
    style = Style(Letters(fonts.BOLD), 60, range(8))
    drawn = {letter: style.word(letter, 0) for letter in LETTERS}
    assert all(max(word.picture.tobytes()) == 0x77 for word in drawn.values())
    looks = {(word.picture.size, word.top, word.picture.tobytes()) for word in drawn.values()}
    assert len(looks) == len(LETTERS)


def test_lines_of_a_title_hardly_touch() -> None:
    for size in (29, 32, 37, 48, 61):
        style = Style(Letters(fonts.BOLD), size, range(COLOURS // 2), 1.19)
        drawn = [style.word(letter, 0) for letter in (*LETTERS, *"gjpqyQÇ,;()")]
        lowest = max(word.top + word.picture.height for word in drawn)
        assert lowest - min(word.top for word in drawn) <= style.leading + 2
        assert lowest <= style.height


def test_marks_and_distances_survive_the_cut(opened: dict[str, TTFont]) -> None:
    for font in opened.values():
        assert {"kern", "mark"} <= {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
        widths = {font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}
        assert len(widths) == 1  # columns of numbers stand below each other


def test_letters_that_belong_together_are_drawn_closer() -> None:
    letters = Letters(fonts.BOLD)
    style = Style(letters, 60, range(8))
    for pair in ("Tà", "Từ", "Yê", "Lý"):
        assert letters.length(pair) < sum(map(letters.length, pair)) - 30, pair
        apart = sum(style.word(letter, 0).picture.width for letter in pair)
        assert style.word(pair, 0).picture.width < apart, pair


def test_a_post_page_loads_few_bytes(made: fonts.Typeface) -> None:
    loaded = [len(asset.content) for asset in made.files if "regular" in asset.url or "semibold" in asset.url]
    assert len(loaded) == 2
    assert sum(loaded) <= 45_000


def test_the_reserved_name_stays_with_the_whole_font(made: fonts.Typeface, opened: dict[str, TTFont]) -> None:
    """Open Font License 1.1, 3: a modified version may not use it; 2: each copy comes with the licence."""
    for font in opened.values():
        names = {record.nameID: record.toUnicode() for record in font["name"].names}
        assert not any("source" in names.get(number, "").lower() for number in (1, 3, 4, 6, 7, 16, 18))
        assert names[1] == fonts.FAMILY
        assert "Open Font License" in names[13]
    (licence,) = (asset for asset in made.files if asset.url.endswith("OFL.txt"))
    assert b"SIL OPEN FONT LICENSE Version 1.1" in licence.content


@pytest.mark.parametrize("face", fonts.FACES, ids=lambda face: face.name)
def test_the_fonts_we_carry_are_what_our_letters_ask_for(face: fonts.Face) -> None:
    """After a change to them: `python -m cchc.publish.cutting`. Another packer may make other bytes of one font."""
    made = cutting.cut(face)
    carried = (fonts.TYPEFACE / f"{face.name}.woff2").read_bytes()
    if face in (fonts.REGULAR, fonts.BOLD):
        assert made.kerning == (fonts.TYPEFACE / f"{face.name}.json").read_bytes()
    assert _tables(made.font) == _tables(carried)


def _tables(font: bytes) -> dict[str, bytes]:
    opened = TTFont(io.BytesIO(font))
    return {name: opened.getTableData(name) for name in opened.keys() if name != "GlyphOrder"}  # noqa: SIM118


def test_a_build_needs_nothing_that_cuts_fonts() -> None:
    asked = (
        "import sys; from cchc import publish; from cchc.publish import fonts; fonts.typeface(); "
        "fonts.kerning(fonts.BOLD); print([name for name in sys.modules if name.lower().startswith('fonttools')])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_our_letters_are_as_wide_as_we_say() -> None:
    for face, width in zip((fonts.REGULAR, fonts.BOLD), fonts.OUR_WIDTHS, strict=True):
        font = TTFont(io.BytesIO(fonts.source(face)), lazy=True)
        names, widths = font.getBestCmap(), font["hmtx"]
        plain = [char for char in unicodedata.normalize("NFD", fonts.SAMPLE.replace("đ", "d")) if ord(char) < 0x80]
        mean = sum(widths[names[ord(char)]][0] for char in plain) / len(plain) / fonts.EM
        assert mean == pytest.approx(width, abs=0.00001)
        assert (font["hhea"].ascent / fonts.EM, -font["hhea"].descent / fonts.EM) == fonts.HEIGHTS


def test_what_stands_in_is_as_wide_and_as_high(made: fonts.Typeface) -> None:
    rules = re.findall(r"size-adjust:([\d.]+)%;ascent-override:([\d.]+)%;descent-override:([\d.]+)%", made.css)
    assert len(rules) == 4
    for scale, above, below in (map(float, rule) for rule in rules):
        assert 90 < scale < 110
        assert scale * above / 100 == pytest.approx(100 * 984 / 930, abs=0.1)
        assert scale * below / 100 == pytest.approx(100 * 273 / 930, abs=0.1)


@pytest.fixture(scope="module")
def served(made: fonts.Typeface, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page at a sub-path that uses all faces."""
    folder = tmp_path_factory.mktemp("www")
    for asset in made.files:
        (folder / "cchc" / asset.url).parent.mkdir(parents=True, exist_ok=True)
        (folder / "cchc" / asset.url).write_bytes(asset.content)
    (folder / "cchc/assets/cchc/fonts.css").write_text(made.css, "utf-8")
    (folder / "cchc/index.html").write_text(
        '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="assets/cchc/fonts.css">'
        f"<style>body {{ font: 16px {fonts.STACK} }}</style><p>Ngưỡng cửa <b>đăng ký</b> <i>nghiêng</i>",
        "utf-8",
    )

    with serve(folder) as host:
        yield f"{host}cchc/"


def test_a_browser_shows_them(browser: Browser, served: str) -> None:
    page = browser.new_page()
    failed: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: failed.append(message.text))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda answer: asked.append(answer.url) if answer.ok else failed.append(answer.url))
    page.goto(served)
    page.evaluate("document.fonts.ready.then(() => true)")
    for font in ('16px "CCHC Sans"', 'bold 16px "CCHC Sans"', 'italic 16px "CCHC Sans"'):
        assert page.evaluate("([font, text]) => document.fonts.check(font, text)", [font, "".join(LETTERS)])
    faces = page.evaluate("[...document.fonts].filter(f => f.family.includes('Sans')).map(f => f.status)")
    page.close()
    assert failed == []
    assert faces == ["loaded"] * 3
    assert sum(url.endswith(".woff2") for url in asked) == 3


def test_the_licence_lies_beside_the_fonts(made: fonts.Typeface) -> None:
    folders = {str(Path(asset.url).parent) for asset in made.files}
    assert folders == {"assets/cchc/fonts"}


def test_the_styles_ask_for_them() -> None:
    tokens = (Path(fonts.__file__).parent.parent / "assets/tokens.css").read_text("utf-8")
    assert f"--cchc-font: {fonts.STACK};" in tokens
