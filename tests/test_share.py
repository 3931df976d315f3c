"""What stands for a page elsewhere: the picture beside its link, the icon of its tab and on home screens."""

import io
import json
import struct
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from cchc import publish
from cchc.cache import Cache
from cchc.publish import fonts, identity, identity_drawing, png, share, share_drawing
from cchc.publish.emblem import emblem
from cchc.publish.outputs import SHARE, Kept, Page
from cchc.publish.typesetting import SPACE, Letters, words_of
from tests.building import build
from tests.conftest import Project

LONG = (
    "Ủy ban nhân dân xã công khai danh mục thủ tục hành chính, thành phần hồ sơ, phí, lệ phí "
    "tại Bộ phận Một cửa từ quý III."
)
TITLES = {
    "one word": "Niêm yết",
    "usual": "Thủ tục đăng ký khai sinh: trả kết quả ngay trong ngày làm việc",
    "120 letters": LONG,
    "120 capitals": LONG.upper(),
    "no syllables": "W" * 60,
    "one endless word": "đăng-ký-" * 15,
    "Hmong": "Kev kho kom zoo txog kev tswj hwm: qhia cov pej xeem ua ntaub ntawv hauv online",
    "marks apart": "Pây xa\u0331 cằm slưởng, ơ\u0306 ƀuôn \u0331",
    "letters nobody has": "🎉 文件 Nghị quyết 57\u2011NQ/TW ꪀ",
    "nothing that can be drawn": "🎉🎉",
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    return Cache(tmp_path_factory.mktemp("cache"))


def drawn(project: Project, title: str, note: str = "14/5/2026 · Văn phòng") -> bytes:
    pictures = share.Pictures(project.site(), Cache(None))
    return pictures.picture("x", title, "Cải cách thủ tục hành chính", note, 3).make()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def ink(picture: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """Return where something stands on white, inside a box of a sheet that is 1,200 units wide."""
    left, top, right, bottom = (edge * picture.width // 1200 for edge in box)
    return picture.crop((left, top, right, bottom)).convert("L").point(lambda value: 255 - value).getbbox()


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_title_stays_inside_its_picture(project: Project, title: str) -> None:
    content = drawn(project, title)
    picture = opened(content)
    assert (picture.format, picture.size, picture.mode) == ("PNG", (800, 420), "P")
    assert len(picture.getcolors()) <= 16
    assert len(content) <= 30_000
    assert ink(picture, (0, 14, 78, 500)) is None
    assert ink(picture, (1122, 14, 1200, 500)) is None
    assert ink(picture, (0, 104, 1200, 124)) is None  # between the topic and the title
    assert ink(picture, (0, 436, 1200, 446)) is None  # between the title and the note
    assert (ink(picture, (0, 124, 1200, 436)) is None) == (title == TITLES["nothing that can be drawn"])


def test_no_word_of_a_title_is_lost(project: Project) -> None:
    studio = share.Pictures(project.site(), Cache(None))._studio
    for title in (LONG, LONG.upper(), TITLES["usual"]):
        _, lines = studio._fitted(words_of(title))
        assert " ".join(word for line in lines for word in line) == title


def test_a_name_without_end_is_cut_where_its_picture_ends(project: Project) -> None:
    for name in ("Thủ tục " * 200, "W" * 20_000):
        assert ink(opened(drawn(project, name)), (0, 436, 1200, 446)) is None


def test_a_note_that_is_too_long_is_cut(project: Project) -> None:
    picture = opened(drawn(project, "Ngắn", f"14/5/2026 · {LONG}"))
    assert ink(picture, (1122, 14, 1200, 500)) is None


def test_the_same_is_drawn_the_same_whatever_was_drawn_before(project: Project) -> None:
    pictures = share.Pictures(project.site(), Cache(None))
    notes = ("14/5/2026 · Văn phòng", "5/1/2026 · Ban Văn hoá")

    def all_drawn(titles: Iterable[str]) -> dict[tuple[str, str], bytes]:
        return {
            (title, note): pictures.picture("x", title, "Một", note, 1).make() for title in titles for note in notes
        }

    first = all_drawn(TITLES.values())
    assert all_drawn(reversed(TITLES.values())) == first
    assert drawn(project, LONG) == drawn(project, LONG)


def test_a_date_is_drawn_in_one_piece(project: Project) -> None:
    def day(text: str) -> Image.Image:
        return opened(drawn(project, "Một", text)).convert("L").crop((0, 300, 800, 336))

    box = ImageOps.invert(day("21/11/2026")).getbbox()
    assert box
    columns = [day("21/11/2026").crop((x, 0, x + 1, 36)).getextrema()[0] for x in range(box[0], box[2])]
    gaps = [len(list(group)) for blank, group in groupby(columns, lambda darkest: darkest == 255) if blank]
    assert max(gaps) <= 4


def test_another_decoder_reads_the_same(project: Project) -> None:
    """What the format says (RFC 2083), not what one library puts up with: every checksum, every line, no bit more."""
    content = drawn(project, LONG)
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, place = [], 8
    while place < len(content):
        length, kind = struct.unpack_from(">I4s", content, place)
        body = content[place + 8 : place + 8 + length]
        assert struct.unpack_from(">I", content, place + 8 + length)[0] == zlib.crc32(kind + body)
        chunks.append((kind, body))
        place += 12 + length
    assert [kind for kind, _ in chunks] == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    width, height, depth, mode, *rest = struct.unpack(">IIBBBBB", chunks[0][1])
    assert (width, height, depth, mode, rest) == (800, 420, 4, 3, [0, 0, 0])
    unpacker = zlib.decompressobj()
    lines = unpacker.decompress(chunks[2][1])
    assert unpacker.eof
    assert unpacker.unused_data == b""
    assert len(lines) == height * (1 + width // 2)
    assert {lines[place] for place in range(0, len(lines), 1 + width // 2)} == {0}
    pixels = [value for y in range(height) for pair in lines[y * 401 + 1 : (y + 1) * 401] for value in divmod(pair, 16)]
    assert bytes(pixels) == opened(content).tobytes()


def test_letters_that_come_in_parts_are_put_together(project: Project) -> None:
    assert drawn(project, unicodedata.normalize("NFD", LONG)) == drawn(project, LONG)


def test_letters_that_nobody_can_draw_do_no_harm(project: Project) -> None:
    assert drawn(project, "\u202bNghị\u00ad quyết مرحبا \u200b57\u2011NQ/TW שלום 🎉") == drawn(
        project, "Nghị quyết 57-NQ/TW"
    )
    assert drawn(project, "\u0331\u0301 Nghị quyết") != drawn(project, "quyết")


@pytest.mark.parametrize("title", [f"{LONG} " * 3, "đăng-ký-" * 60, ("W" * 90 + " ") * 4])
def test_what_there_is_no_room_for_ends_in_dots(project: Project, title: str) -> None:
    style, lines = share.Pictures(project.site(), Cache(None))._studio._fitted(words_of(title))
    assert lines[-1][-1].endswith("…")
    assert len(lines) == 5
    assert "".join(word for line in lines for word in line)[:-1] in "".join(title.split())
    assert all(style.width(line) <= share_drawing._RIGHT - share_drawing._LEFT for line in lines)


def test_the_key_is_of_what_is_shown(project: Project) -> None:
    def key(title: str = "Một", note: str = "Hai") -> str:
        return share.Pictures(project.site(), Cache(None)).picture("x", title, "Nội dung", note, 1).key

    first = key()
    assert key() == first
    assert len({first, key(title="Một."), key(note="Ba"), key(title="Một\nNội dung")}) == 4
    project.configure("UBND xã Mẫu", "UBND xã Khác")
    other = key()
    assert other != first
    project.configure("theme: {name: material,", "theme: {name: material, custom_dir: overrides,")
    project.write("overrides/assets/extra.css", ":root { --cchc-primary: #7a1020; }")
    coloured = key()
    assert coloured != other
    project.write("overrides/assets/emblem.png", icon_of(90))
    assert key() != coloured


def test_an_agency_has_its_own_colours_and_emblem(project: Project) -> None:
    project.configure("theme: {name: material,", "theme: {name: material, custom_dir: overrides,")
    project.write("overrides/assets/extra.css", "/* --cchc-primary: #000000 */ :root { --cchc-primary: #7A1020 }")
    project.write("overrides/assets/emblem.png", icon_of(90))
    picture = opened(drawn(project, "Một")).convert("RGB")
    assert picture.getpixel((790, 410)) == (0x7A, 0x10, 0x20)
    assert picture.getpixel((79, 381)) == (250, 200, 0)


EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">{}</svg>'


def with_drawing(project: Project, content: str) -> bytes | None:
    if "custom_dir" not in (project.root / "mkdocs.yml").read_text("utf-8"):
        project.configure("theme: {name: material,", "theme: {name: material, custom_dir: overrides,")
    project.write("overrides/assets/emblem.svg", content)
    return emblem(replace(project.site().config, logo="assets/emblem.svg"), Cache(project.root / ".cache"))


def test_the_emblem_that_pages_show_is_drawn(project: Project) -> None:
    made = with_drawing(project, EMBLEM.format('<rect x="10" width="20" height="40" fill="#fac800"/>'))
    assert made
    picture = opened(made)
    assert picture.size == (256, 512)
    assert picture.getpixel((128, 256)) == (250, 200, 0, 255)
    assert with_drawing(project, EMBLEM.format('<text y="30" font-family="Arial">Xã</text>'))


@pytest.mark.parametrize(
    "shown",
    [
        '<image href="{}" width="40" height="40"/>',
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href=" {}" width="40" height="40"/>',
        '<filter id="f"><feImage href="{}"/></filter><rect width="40" height="40" filter="url(#f)"/>',
        '<image href="file://{}" width="40" height="40"/>',
        "<script/>",
        "<g>",
        "",
    ],
)
def test_a_drawing_reads_no_file_and_stops_no_build(project: Project, shown: str) -> None:
    other = project.root / "secret.png"
    other.write_bytes(icon_of(40))
    assert with_drawing(project, EMBLEM.format(shown.format(other))) is None


def test_a_drawing_without_end_is_no_larger_than_others(project: Project) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="100000"><rect width="1" height="100000"/></svg>'
    made = with_drawing(project, svg)
    assert made is None or max(opened(made).size) <= 512


def icon_of(side: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (side, side), (250, 200, 0)).save(made, "PNG")
    return made.getvalue()


def test_a_second_build_draws_nothing(project: Project, tmp_path: Path) -> None:
    project.article("2026/05/mot", title="Bài một")
    project.article("2026/05/hai", title="Bài hai")
    site, report = tmp_path / "site", tmp_path / "report.json"

    def drawn_by_build(folder: Path = site) -> int:
        build(project.root, folder, environment={"CCHC_REPORT": str(report)})
        return int(json.loads(report.read_bytes())["work"]["drawn"])

    assert drawn_by_build() == 3
    pictures = [site / f"tin-bai/2026/05/{name}/{SHARE}" for name in ("mot", "hai")]
    before = [path.stat().st_mtime_ns for path in pictures]
    looks = [path.read_bytes() for path in pictures]
    assert drawn_by_build() == 0
    assert [path.stat().st_mtime_ns for path in pictures] == before
    project.article("2026/05/hai", title="Bài hai, đã sửa")
    assert drawn_by_build() == 1
    assert pictures[0].stat().st_mtime_ns == before[0]
    assert pictures[1].read_bytes() != looks[1]
    assert drawn_by_build(tmp_path / "elsewhere") == 0
    assert [(tmp_path / "elsewhere" / path.relative_to(site)).read_bytes() for path in pictures] == [
        path.read_bytes() for path in pictures
    ]
    html = (site / "tin-bai/2026/05/mot/index.html").read_text("utf-8")
    assert '<link rel="manifest" href="../../../../site.webmanifest">' in html
    (font,) = (site / fonts.FOLDER).glob("cchc-sans-regular.*.woff2")
    assert f'<link rel="preload" href="../../../../{fonts.FOLDER}{font.name}" as="font"' in html


def test_each_page_names_a_picture_that_is_there(project: Project, cache: Cache) -> None:
    project.article("2026/05/mot")
    project.article("2026/05/hen", date="2026-12-30", month='"2026-12"')
    for preview in (False, True):
        made = publish.outputs(project.site(), cache, preview=preview)
        there = {output.url for output in made if not isinstance(output, Page)}
        assert {output.share for output in made if isinstance(output, Page)} <= there
        assert len([output for output in made if isinstance(output, Kept)]) == 2 + preview


def test_a_picture_of_that_name_beside_a_post_stops_no_build(project: Project, cache: Cache) -> None:
    project.article("2026/05/mot", body=f"![Ảnh](mot/{SHARE})\n\n")
    project.write(f"posts/2026/05/mot/{SHARE}", icon_of(90))
    site = project.site()
    made = publish.outputs(site, cache, preview=False)
    assert list(publish.clashes(site, made)) == []
    assert [output.url for output in made].count(f"tin-bai/2026/05/mot/{SHARE}") == 1


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("xã Hoa Thám", "HT"),
        ("UBND phường Tân Sơn Nhì", "TSN"),
        ("Sở Nội vụ", "SNV"),
        ("UBND xã", "UX"),
        ("Ủy ban nhân dân xã Đăk Ơ", "ĐƠ"),
        ("🎉", "CC"),
    ],
)
def test_initials_leave_out_what_all_agencies_share(name: str, letters: str) -> None:
    assert identity.initials(name) == letters


def test_the_manifest_names_icons_that_are_there(project: Project, cache: Cache) -> None:
    made = {asset.url: asset.content for asset in identity.identity(project.site(), cache)}
    manifest = json.loads(made["site.webmanifest"])
    assert (manifest["name"], manifest["lang"]) == ("Chuyên mục CCHC", "vi")
    assert (manifest["start_url"], manifest["scope"]) == ("./", "./")  # a site may lie below a sub-path
    assert manifest["theme_color"].startswith("#")
    for icon in manifest["icons"]:
        picture = opened(made[icon["src"]])
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
        assert picture.format == "PNG"
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} >= {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    assert opened(made["apple-touch-icon.png"]).size == (180, 180)
    assert opened(made["favicon.ico"]).info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    mask = next(icon["src"] for icon in manifest["icons"] if icon["purpose"] == "maskable")
    corners = [opened(made[mask]).convert("RGBA").getpixel(at)[3] for at in ((0, 0), (511, 511))]
    assert corners == [255, 255]


def test_an_agencys_own_icon_is_left_alone(project: Project, cache: Cache) -> None:
    project.write("docs/favicon.ico", icon_of(16))
    site = project.site()
    assert list(publish.clashes(site, publish.outputs(site, cache, preview=False))) == []


@pytest.mark.parametrize("broken", [b"\x89PNG\r\n\x1a\n", b"", icon_of(90)[:60], b"<svg/>"])
def test_an_emblem_that_cannot_be_opened_stops_no_build(project: Project, cache: Cache, broken: bytes) -> None:
    plain = contents(project, cache)
    project.configure("theme: {name: material,", "theme: {name: material, custom_dir: overrides,")
    project.write("overrides/assets/emblem.png", broken)
    assert contents(project, cache) == plain


def contents(project: Project, cache: Cache) -> dict[str, bytes]:
    """Return the icons and the manifest by their addresses."""
    return {item.url: item.content for item in identity.identity(project.site(), cache)}


def test_icons_are_drawn_once(project: Project, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    first = contents(project, cache)
    monkeypatch.setattr(identity_drawing, "drawn", None)
    assert contents(project, Cache(cache.folder)) == first


_BOLD = Letters(fonts.BOLD)


@given(
    st.lists(st.text("aăâđêWi., ", min_size=1, max_size=70).map(lambda text: text.replace(" ", "") or "a"), max_size=25)
)
def test_lines_hold_every_word_in_order(words: list[str]) -> None:
    lines = _BOLD.measured(words, 15_000).lines(15_000)
    assert "".join(word for line in lines for word in line) == "".join(words)
    assert all(_BOLD.width(line) <= 15_000 for line in lines)
    assert all(line for line in lines)


def test_lines_are_about_as_long_as_each_other() -> None:
    for title in (LONG, TITLES["usual"], TITLES["Hmong"]):
        for width in (12_000, 15_000, 20_000):
            lines = [_BOLD.width(line) for line in _BOLD.measured(words_of(title), width).lines(width)]
            longest_word = max(map(_BOLD.length, words_of(title)))
            assert max(lines) - sum(lines) / len(lines) <= longest_word + SPACE


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.binary(min_size=1, max_size=40))
def test_bands_make_the_picture_they_were_cut_from(heights: list[int], seed: bytes) -> None:
    width, height = 10, sum(heights)
    pixels = bytes(seed[place % len(seed)] % 16 for place in range(width * height))
    bands, top = [], 0
    for part in heights:
        sheet = png.Sheet(width, part)
        lines = Image.frombytes("P", (width, part), pixels[top * width : (top + part) * width])
        sheet.put(png.pairs(lines), (0, 0))
        bands.append(sheet.band())
        top += part
    made = opened(png.encode(bands, bytes(part for place in range(16) for part in (place, 0, 0))))
    assert made.size == (width, height)
    assert made.convert("RGB").tobytes()[::3] == pixels
