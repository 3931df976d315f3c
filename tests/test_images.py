"""Pictures of posts: small, upright, without what a telephone noted; and no file that stops a build."""

import io
import logging
import multiprocessing
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build as build_here
from mkdocs.config import load_config
from PIL import Image

from cchc import publish
from cchc.cache import Cache
from cchc.drawings import size_of_drawing
from cchc.metadata import bare
from cchc.publish.outputs import SHARE, Kept
from cchc.release.keep import Previous
from cchc.release.manifest import Manifest, hash_of
from cchc.shrink import Shrunk, shrink, upright
from tests import photos
from tests.building import build, page, tree
from tests.conftest import LONG, MKDOCS, PROCEDURE, Project
from tests.photos import SECRET

BODY = f"""\
{LONG}
![Người dân nộp hồ sơ](doc.jpg)

Ảnh có [liên kết tới cỡ lớn](lon.jpg), ![Con dấu](dau.png) và ![Màn hình](man-hinh.png).

![Động](dong.gif) ![Sơ đồ](so-do.svg) ![Hỏng](hong.jpg) [![Ảnh nhỏ](doc.jpg)](doc.jpg)
"""
WORDS = ["Người dân nộp hồ sơ", "Con dấu", "Màn hình", "Động", "Sơ đồ", "Ảnh nhỏ"]


def fill(project: Project) -> Project:
    """Write a post with pictures of every kind, and a procedure with one."""
    for name, content in {
        "dai-dien.jpg": photos.phone(),
        "doc.jpg": photos.phone(3000, 2000, orientation=6),
        "lon.jpg": photos.phone(1600, 1000, orientation=8),
        "dinh-kem.jpg": photos.phone(1500, 1000),
        "dau.png": photos.seal(),
        "man-hinh.png": photos.screenshot(),
        "dong.gif": photos.moving(),
        "hong.jpg": photos.phone()[:30_000],
        "so-do.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"/>',
    }.items():
        project.write(f"posts/2026/05/{name}", content)
    project.post(
        "2026/05/a",
        BODY,
        image="{src: dai-dien.jpg, alt: Bộ phận một cửa, caption: Ngày đầu tháng}",
        attachments="[{file: dinh-kem.jpg, title: Ảnh gốc}, {file: hong.jpg, title: Hỏng}]",
        summary="Tóm tắt.",
    )
    project.write("docs/thu-tuc/1.md", f"{PROCEDURE}\n![Phiếu hẹn](phieu.webp)\n")
    project.write("docs/thu-tuc/phieu.webp", photos.phone(900, 600, kind="WEBP"))
    project.write("docs/tru-so.jpg", photos.phone(700, 500))
    project.write("docs/index.md", "![Trụ sở](tru-so.jpg)\n")
    return project


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of that project, with its site in `site`."""
    folder = tmp_path_factory.mktemp("anh")
    project = Project(folder / "xa")
    project.write("mkdocs.yml", MKDOCS)
    fill(project)
    build(project.root, folder / "site", "--strict", environment={"SOURCE_DATE_EPOCH": "1795237200"})
    return folder


@pytest.fixture(scope="module")
def site(made: Path) -> Path:
    return made / "site"


POST = "tin-bai/2026/05/a/"


def file_of(site: Path, url: str, address: str | None) -> Path:
    """Return the file that an address on a page names."""
    found = re.sub(r"^https://x/", "", urljoin(f"https://x/{url}", address or ""))
    assert (site / found).is_file(), found
    return site / found


def rows(srcset: str | None) -> list[tuple[str, int]]:
    return [(part.split()[0], int(part.split()[1][:-1])) for part in (srcset or "").split(",")]


# -------------------------------------------------------------------- privacy


def test_nothing_that_a_telephone_noted_is_published(site: Path) -> None:
    seen = 0
    for name, content in tree(site).items():
        assert SECRET not in content, name
        if name.endswith((".jpg", ".png", ".webp", ".gif")) and not name.startswith("assets/"):
            with Image.open(io.BytesIO(content)) as picture:
                assert not picture.getexif(), name
                assert not {"xmp", "comment", "Author", "XML:com.adobe.xmp"} & picture.info.keys(), name
                picture.load()
            assert b"Exif" not in content, name
            seen += 1
    assert seen > 20


def test_the_original_of_a_photograph_stays_at_home(site: Path) -> None:
    there = {path.name for path in (site / "tin-bai/2026/05").iterdir() if path.is_file()}
    # What readers may load as a whole: attachments, what a link leads to, what moves or is drawn.
    assert there == {"doc.jpg", "lon.jpg", "dinh-kem.jpg", "dong.gif", "so-do.svg"}
    assert max(path.stat().st_size for path in (site / "anh").rglob("*")) < 300_000


def test_an_attachment_keeps_every_pixel(made: Path) -> None:
    with Image.open(made / "site/tin-bai/2026/05/dinh-kem.jpg") as after:
        with Image.open(made / "xa/posts/2026/05/dinh-kem.jpg") as before:
            assert after.tobytes() == before.tobytes()
        assert "icc_profile" in after.info
    with Image.open(made / "site/tin-bai/2026/05/lon.jpg") as turned:
        assert turned.size == (1000, 1600)


@pytest.mark.parametrize("content", [photos.moving(), photos.screenshot(), photos.phone(60, 40, kind="WEBP")])
def test_metadata_is_cut_out_without_touching_the_picture(content: bytes) -> None:
    left = bare(content)
    assert left is not None
    assert SECRET in content
    assert SECRET not in left
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(left)) as after:
        assert getattr(before, "n_frames", 1) == getattr(after, "n_frames", 1)
        for frame in range(getattr(before, "n_frames", 1)):
            before.seek(frame)
            after.seek(frame)
            assert before.convert("RGBA").tobytes() == after.convert("RGBA").tobytes()
    assert bare(left) == left


# ----------------------------------------------------------------------- pages


def test_a_page_offers_each_picture_in_widths_of_its_own(site: Path) -> None:
    html = page(site, POST)
    assert [image.attributes["alt"] for image in html.css(".cchc-body img")] == WORDS
    for image in html.css(".cchc-figure img, .cchc-body img"):
        file = file_of(site, POST, image.attributes["src"])
        shape = int(str(image.attributes["width"])), int(str(image.attributes["height"]))
        if file.suffix != ".svg":
            with Image.open(file) as picture:
                assert picture.size == shape
        assert image.attributes["decoding"] == "async"
        assert ("loading" in image.attributes) is (image.attributes.get("fetchpriority") != "high")
        sources = image.parent.css("source") if image.parent and image.parent.tag == "picture" else []
        for node in [*sources, *([image] if "srcset" in image.attributes else [])]:
            offered = rows(node.attributes["srcset"])
            assert [width for _, width in offered] == sorted({width for _, width in offered})
            assert offered[-1][1] == shape[0]
            for address, width in offered:
                with Image.open(file_of(site, POST, address)) as picture:
                    assert picture.width == width
                    assert picture.format == ("WEBP" if node.tag == "source" else picture.format)
                    assert abs(picture.height - shape[1] * width / shape[0]) <= 1
            assert node.attributes["sizes"]


def test_the_lead_picture_comes_first_and_has_a_fallback_for_old_browsers(site: Path) -> None:
    (image,) = page(site, POST).css(".cchc-figure img")
    assert image.attributes["fetchpriority"] == "high"
    assert [width for _, width in rows(image.attributes["srcset"])] == [400, 800, 1200]
    assert str(image.attributes["src"]).endswith("-1200.jpg")
    (source,) = page(site, POST).css(".cchc-figure source")
    assert source.attributes["type"] == "image/webp"
    assert "Ảnh" not in str(image.attributes["src"])
    total = {
        kind: sum(path.stat().st_size for path in site.glob(f"anh/**/dai-dien-*.{kind}")) for kind in ("webp", "jpg")
    }
    assert 0 < total["webp"] < total["jpg"]


def test_a_photograph_that_was_held_upright_stands_upright(site: Path) -> None:
    (image, *_) = page(site, POST).css('.cchc-body img[alt="Người dân nộp hồ sơ"]')
    assert (image.attributes["width"], image.attributes["height"]) == ("1200", "1800")
    with Image.open(file_of(site, POST, image.attributes["src"])) as picture:
        corners = [picture.getpixel(place) for place in ((0, 0), (1199, 0), (0, 1799), (1199, 1799))]
    names = ["red" if r > g + b else "green" if g > r + b else "blue" if b > r + g else "white" for r, g, b in corners]
    assert names == ["red", "green", "blue", "white"]


def test_a_picture_that_cannot_be_shown_gives_way_to_its_words(site: Path) -> None:
    html = page(site, POST)
    assert "[Hỏng]" in html.text()
    assert "hong.jpg" not in str(html.html)
    assert "Ảnh gốc" in html.text()
    assert not list(site.rglob("hong*"))


def test_lists_show_a_small_picture_with_its_size(site: Path) -> None:
    (image,) = page(site, "tin-bai/").css(".cchc-card__picture img")
    assert image.attributes["alt"] == ""
    assert image.attributes["loading"] == "lazy"
    assert (image.attributes["width"], image.attributes["height"]) == ("1200", "900")
    assert file_of(site, "tin-bai/", rows(image.attributes["srcset"])[0][0]).name.endswith("-400.jpg")


def test_feeds_and_data_name_one_picture_by_its_full_address(site: Path) -> None:
    feed = (site / "rss.xml").read_text("utf-8")
    shown = re.findall(r"&lt;img .*?&gt;|<img .*?>", feed)
    assert len(shown) == 7
    for tag in shown:
        assert "srcset" not in tag
        address = re.search(r'src="https://xa.example/cchc/([^"]*)"', tag)
        assert address, tag
        assert (site / address[1]).is_file()
    assert "-800.jpg" in shown[0]
    assert "picture" not in feed
    for name in ("feed.json", "data/posts.json"):
        found = re.search(
            r'"image":"https://xa.example/cchc/(anh/2026/05/dai-dien-[0-9a-f]{12}-1200.jpg)"',
            (site / name).read_text("utf-8"),
        )
        assert found, name
        assert (site / found[1]).is_file()


def test_a_drawing_has_the_size_that_a_browser_gives_it(tmp_path: Path) -> None:
    sizes = {
        'viewBox="0 0 640 360"': (640, 360),
        'width="100" viewBox="0 0 640 320"': (100, 50),
        'height="10mm" viewBox="0,0,20,10"': (76, 38),
        'width="100%" height="100%" viewBox="-5 -5 40 20"': (40, 20),
        'width="200px" height="50"': (200, 50),
        "": (300, 150),
        'viewBox="0 0 0 0"': (300, 150),
        'viewBox="0 0 nan inf" width="1e999"': (300, 150),
        'viewBox="0 0 1e9 1e9"': (10_000, 10_000),
    }
    for attributes, size in sizes.items():
        (tmp_path / "a.svg").write_text(f'<?xml version="1.0"?><!-- a --><svg {attributes}><g></svg>')
        assert size_of_drawing(tmp_path / "a.svg") == size, attributes
    (tmp_path / "a.svg").write_text("nothing")
    assert size_of_drawing(tmp_path / "a.svg") == (300, 150)


# ----------------------------------------------------------------------- kinds


def of(tmp_path: Path, content: bytes, name: str = "a.png") -> Shrunk | None:
    (tmp_path / name).write_bytes(content)
    return shrink(tmp_path / name)


def kinds(shrunk: Shrunk | None) -> set[str]:
    assert shrunk is not None
    return {ending for ending, _, _ in shrunk.files}


def test_each_kind_of_picture_gets_the_fallback_that_suits_it(tmp_path: Path) -> None:
    scene = photos.scene(900, 600)
    assert kinds(of(tmp_path, photos.encoded(scene, "PNG"))) == {"jpg", "webp"}, "a photograph saved as PNG"
    assert kinds(of(tmp_path, photos.screenshot())) >= {"png"}, "lines stay sharp"
    assert kinds(of(tmp_path, photos.seal())) == {"png", "webp"}, "what shines through still does"
    assert kinds(of(tmp_path, photos.encoded(scene, "WEBP"))) == {"jpg", "webp"}
    assert kinds(of(tmp_path, photos.encoded(scene, "AVIF"))) == {"jpg", "webp"}
    assert kinds(of(tmp_path, photos.encoded(scene.convert("CMYK"), "JPEG"))) == {"jpg", "webp"}
    assert kinds(of(tmp_path, photos.encoded(scene.convert("L"), "JPEG"))) == {"jpg", "webp"}
    assert of(tmp_path, photos.moving()) == Shrunk(300, 200)


def test_colours_come_out_as_they_went_in(tmp_path: Path) -> None:
    palette = Image.new("RGB", (500, 300), (12, 200, 90)).quantize(4)
    clear = Image.new("P", (500, 300), 1)
    clear.putpalette([255, 0, 0, 0, 0, 255])
    clear.paste(0, (0, 0, 250, 300))
    deep = Image.new("I;16", (800, 400), 0x8000)
    cases = {
        "CMYK": (photos.encoded(Image.new("CMYK", (500, 300), (0, 255, 255, 0)), "JPEG"), (255, 0, 0)),
        "16-bit": (photos.encoded(deep, "PNG"), (128, 128, 128)),
        "grey": (photos.encoded(Image.new("L", (500, 300), 77), "PNG"), (77, 77, 77)),
        "bits": (photos.encoded(Image.new("1", (500, 300), 1), "PNG"), (255, 255, 255)),
        "palette": (photos.encoded(palette, "PNG"), (12, 200, 90)),
        "clear": (photos.encoded(clear, "PNG", transparency=0), (0, 0, 255)),
    }
    for name, (content, expected) in cases.items():
        shrunk = of(tmp_path, content)
        assert shrunk is not None, name
        for ending, _, data in shrunk.files:
            with Image.open(io.BytesIO(data)) as picture:
                found = picture.convert("RGB").getpixel((picture.width // 2, picture.height - 1))
                away = max(abs(a - b) for a, b in zip(found, expected, strict=True))  # type: ignore[arg-type]
                assert away <= 12, (name, ending, found)
    shrunk = of(tmp_path, cases["clear"][0])
    assert shrunk is not None
    with Image.open(io.BytesIO(shrunk.files[-1][2])) as picture:
        assert picture.convert("RGBA").getpixel((10, 10))[3] == 0  # type: ignore[index]


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    content = photos.phone(1300, 900)
    assert of(tmp_path, content) == of(tmp_path, content)


# --------------------------------------------------------------------- hostile

HOSTILE = {
    "bomb": photos.png(60_000, 60_000),
    "40-megapixels-and-more": photos.png(8_001, 5_000),
    "rows-missing": photos.png(2_000, 2_000),
    "one-column": photos.png(1, 30_000_000),
    "empty": b"",
    "words": b"not a picture",
    "cut": photos.phone(600, 400)[:4_000],
    "head-only": photos.phone(600, 400)[:3],
    "many-scans": photos.many_scans(),
    "bmp": photos.encoded(photos.scene(50, 40), "BMP"),
    "tiff": photos.encoded(photos.scene(50, 40), "TIFF"),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "webp-cut": photos.phone(600, 400, kind="WEBP")[:2_000],
    "gif-cut": photos.moving()[:60],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_no_picture_and_no_traceback(name: str, tmp_path: Path) -> None:
    started = time.process_time()
    assert of(tmp_path, HOSTILE[name]) is None
    assert upright(tmp_path / "a.png") is None
    assert time.process_time() - started < 2


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux tells it")
def test_the_largest_picture_allowed_fits_into_little_memory(tmp_path: Path) -> None:
    shades = Image.linear_gradient("L").resize((8000, 5000))
    cases = {
        "palette.png": photos.encoded(shades.convert("P"), "PNG", compress_level=1),
        "clear.png": photos.encoded(Image.new("RGBA", (8000, 5000), (9, 9, 9, 9)), "PNG", compress_level=1),
        "deep.png": photos.encoded(Image.new("I;16", (8000, 5000), 30_000), "PNG", compress_level=1),
        "progressive.jpg": photos.encoded(photos.scene(8000, 5000), "JPEG", progressive=True, subsampling=0),
        "flat.webp": photos.encoded(Image.new("RGB", (4000, 4000)), "WEBP", lossless=True, method=0),
    }
    program = (
        "import sys, time, pathlib; from cchc.shrink import shrink\n"
        "assert shrink(pathlib.Path(sys.argv[1]))\n"
        "told = pathlib.Path('/proc/self/status').read_text()\n"
        "print(told.split('VmHWM:')[1].split()[0], time.process_time())\n"
    )
    for name, content in cases.items():
        (tmp_path / name).write_bytes(content)
        command = [sys.executable, "-c", program, str(tmp_path / name)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        kilobytes, seconds = done.stdout.split()
        assert int(kilobytes) < 300 * 1024, (name, done.stdout)
        assert float(seconds) < 4, (name, done.stdout)


SMALL = [
    photos.phone(40, 30)[:-200_000],
    photos.phone(40, 30, kind="WEBP"),
    photos.encoded(photos.scene(30, 20), "PNG", exif=photos.exif(6)),
    photos.moving(),
]


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(SMALL), st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=6)), max_size=5))
def test_no_damage_to_a_file_stops_a_build(tmp_path: Path, content: bytes, damage: list[tuple[int, bytes]]) -> None:
    for at, new in damage:
        place = at % len(content)
        content = content[:place] + new + content[place + len(new) // 2 :]
    of(tmp_path, content)
    upright(tmp_path / "a.png")
    left = bare(content)
    assert left is None or bare(left) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_out_of_the_project_shows_nothing(project: Project, tmp_path: Path) -> None:
    (tmp_path / "mat.jpg").write_bytes(photos.phone(500, 400))
    project.post("2026/05/a", "![Mật](mat.jpg) ![Trong](trong.jpg)\n")
    project.write("docs/that.jpg", photos.phone(500, 400))
    (project.root / "posts/2026/05/mat.jpg").symlink_to(tmp_path / "mat.jpg")
    (project.root / "posts/2026/05/trong.jpg").symlink_to(project.root / "docs/that.jpg")
    made = publish.outputs(project.site(), Cache(None), preview=False)
    files = [output for output in made if isinstance(output, Kept) and not output.url.endswith(SHARE)]
    assert {output.url.split("-")[0] for output in files} == {
        "anh/2026/05/trong",
        "that.jpg",
    }
    assert all(SECRET not in output.make() for output in files)


# ----------------------------------------------------------------- incremental


def built(project: Project, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    monkeypatch.setenv("CCHC_CACHE", str(cache))
    logging.disable(logging.ERROR)
    try:
        build_here(load_config(config_file=str(project.root / "mkdocs.yml"), site_dir=str(folder)))
    finally:
        logging.disable(logging.NOTSET)
    return tree(folder)


def test_a_changed_picture_changes_its_pages_and_nothing_else_is_written_again(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("posts/2026/05/mot.jpg", photos.phone(900, 600, film=False))
    project.write("posts/2026/05/hai.jpg", photos.phone(900, 700, film=False))
    project.post("2026/05/a", "![Một](mot.jpg)\n", image="{src: hai.jpg, alt: Hai}")
    project.post("2026/05/b", "![Hai](hai.jpg)\n", title="Bài khác", attachments="[{file: mot.jpg, title: Một}]")
    site, cache = tmp_path / "site", tmp_path / "cache"
    before = built(project, site, cache, monkeypatch)
    stood = {name: (site / name).stat().st_ino for name in before if name.startswith("anh/")}
    assert len(stood) == 8
    with monkeypatch.context() as context:
        context.setattr("cchc.publish.images.shrink", lambda _: pytest.fail("made again"))
        context.setattr(Path, "read_bytes", _refuse_pictures(Path.read_bytes))
        assert built(project, site, cache, monkeypatch) == before
    assert {name: (site / name).stat().st_ino for name in stood} == stood
    project.write("posts/2026/05/mot.jpg", photos.phone(800, 600))
    after = built(project, site, cache, monkeypatch)
    assert after == built(project, tmp_path / "new", tmp_path / "empty", monkeypatch)
    assert after["tin-bai/2026/05/a/index.html"] != before["tin-bai/2026/05/a/index.html"]
    assert after["tin-bai/2026/05/mot.jpg"] != before["tin-bai/2026/05/mot.jpg"]
    kept = [name for name in stood if "hai-" in name]
    assert [(site / name).stat().st_ino for name in kept] == [stood[name] for name in kept]
    for path in (cache / "pictures").rglob("*"):
        if path.is_file():
            path.write_bytes(b"broken")  # what a cache lost is made again
    assert built(project, tmp_path / "again", cache, monkeypatch) == after


def _refuse_pictures(read: object) -> object:
    def refusing(path: Path) -> bytes:
        assert "posts" not in path.parts or path.suffix == ".md", path
        return bytes(read(path))  # type: ignore[operator]

    return refusing


def test_many_new_pictures_are_made_by_several_processes_as_by_one(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"anh-{number}" for number in range(5)]
    for number, name in enumerate(names):
        project.write(f"posts/2026/05/{name}.jpg", photos.phone(500 + number, 300))
    project.post("2026/05/a", "".join(f"![Ảnh]({name}.jpg)\n\n" for name in names))

    def files() -> dict[str, bytes]:
        made = publish.outputs(project.site(), Cache(project.root / ".cache"), preview=False)
        return {
            output.url: output.make() for output in made if isinstance(output, Kept) and not output.url.endswith(SHARE)
        }

    monkeypatch.setattr("cchc.publish.images._MUCH", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    several = files()
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert files() == several
    assert len(several) == 5 * 4


def _dies_elsewhere(file: Path) -> Shrunk | None:
    if multiprocessing.parent_process() is not None:
        os._exit(9)
    return shrink(file)


def test_where_processes_die_pictures_are_made_in_this_one(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("posts/2026/05/anh.jpg", photos.phone(500, 300))
    project.post("2026/05/a", "![Ảnh](anh.jpg)\n")
    monkeypatch.setattr("cchc.publish.images._MUCH", 1)
    monkeypatch.setattr("cchc.publish.images.shrink", _dies_elsewhere)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    made = publish.outputs(project.site(), Cache(None), preview=False)
    assert [output.url for output in made if isinstance(output, Kept) and output.url.startswith("anh/")]


def test_a_page_that_stays_published_keeps_its_pictures_of_every_width(site: Path, tmp_path: Path) -> None:
    """A post that can no longer be read keeps its last page (`cchc publish`)."""
    files = {path.relative_to(site).as_posix(): hash_of(path) for path in site.rglob("*") if path.is_file()}
    Manifest(files, {"posts/2026/05/a.md": POST}, "https://xa.example/cchc/").write(site)
    assert Previous(site).keep_pages(tmp_path, ["posts/2026/05/a.md"]) == {"posts/2026/05/a.md": POST}
    assert {name for name in files if name.startswith("anh/2026")} == {
        name for name in tree(tmp_path) if name.startswith("anh/2026")
    }
    Previous(site).offer(tmp_path / "new")
    assert {name for name in files if name.startswith("anh/")} <= tree(tmp_path / "new").keys()
