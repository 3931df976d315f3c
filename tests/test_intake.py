"""`cchc intake`: a folder of attachments becomes drafts; what is missing, left and passed over is said."""

import io
import json
import os
import signal
import stat
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from cchc.cli import main
from cchc.intake import titles, topics, zips
from cchc.intake.work import Intake
from cchc.locale import translator
from cchc.schema import PluginConfig
from cchc.text import slug
from tests.attachments import BODY, archive, document, lay, mail, photo, saved, word
from tests.building import tree
from tests.conftest import Project
from tests.photos import SECRET, encoded, phone, scene

OTHER = ("Chiều cùng ngày, xã tổ chức đối thoại với các hộ kinh doanh ở chợ về thủ tục đăng ký.",)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """What a clerk saved of the mails: nothing yet."""
    folder = tmp_path / "thư đến"
    folder.mkdir()
    return folder


def call(project: Project, folder: Path, *flags: str) -> Result:
    """Call `cchc intake`."""
    command = ["intake", str(folder), "-f", str(project.root / "mkdocs.yml"), *flags]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def taken(project: Project, folder: Path, *flags: str, code: int | None = None) -> dict[str, Any]:
    """Take a folder in, and return what a program is told of it."""
    result = call(project, folder, "--format", "json", *flags)
    said: dict[str, Any] = json.loads(result.stdout)
    assert result.exit_code == (code if code is not None else int(bool(said["left"]))), result.output
    return said


def left(said: dict[str, Any], key: str = "left") -> dict[str, str]:
    """Return why files were left, by their names."""
    return {item["source"]: item["reason"] for item in said[key]}


def drafts(project: Project) -> dict[str, bytes]:
    """Return everything below posts/."""
    return tree(project.root / "posts")


# ------------------------------------------------------------------- a folder as it comes


def test_articles_come_in_with_the_pictures_beside_them(project: Project, post: Path) -> None:
    lay(
        post,
        {
            "VP HĐND&UBND/bai 1.docx": word("Tập huấn chữ ký số"),
            "VP HĐND&UBND/bai 1 - anh 1.jpg": photo(1),
            "VP HĐND&UBND/Bài 2.docx": word("Đối thoại với hộ kinh doanh", OTHER),
            "VP HĐND&UBND/bai2_cho.jpg": photo(2),
            "Phong van hoa xa hoi/bài.docx": word("Ngày hội sách", ["Học sinh cả xã cùng đọc sách trong sân trường."]),
            "Phong van hoa xa hoi/anh/IMG_1.jpg": photo(3),
            "Phong van hoa xa hoi/anh.zip": archive({"x/IMG_2.jpg": photo(4), "__MACOSX/x/._IMG_2.jpg": b""}),
            "Thumbs.db": b"",
            "VP HĐND&UBND/~$i 1.docx": b"",
            ".DS_Store": b"",
        },
    )
    said = taken(project, post, code=0)
    units = {item["title"]: (item["unit"], len(item["pictures"])) for item in said["made"]}
    assert units == {
        "Tập huấn chữ ký số": ("van-phong", 1),
        "Đối thoại với hộ kinh doanh": ("van-phong", 1),
        "Ngày hội sách": ("van-hoa", 2),
    }
    assert {path for item in said["made"] for path in (item["path"], *item["pictures"])} == {
        f"posts/{name}" for name in drafts(project)
    }
    assert len(said["passed_over"]) == 4
    text = (project.root / "posts/2026/11/tap-huan-chu-ky-so.md").read_text("utf-8")
    assert "status: draft" in text
    assert "![](tap-huan-chu-ky-so-anh-1.jpg)<!--" in text


def test_a_draft_is_a_post_once_what_is_missing_is_pasted(project: Project, post: Path) -> None:
    lay(post, {"VP HĐND&UBND/bài.docx": word(lines=[*BODY, *OTHER] * 2, **{"Người dân nộp hồ sơ": photo()})})
    (made,) = taken(project, post)["made"]
    lines = (project.root / made["path"]).read_text("utf-8").split("\n")
    for lack in sorted(made["missing"], key=lambda lack: -lack["line"]):
        here = lack["line"] - 1
        paste = lack["paste"].replace("topic: …", "topic: the-che").replace("…", "Nguyễn Văn An")
        paste = paste.replace("Một, hai câu nói người đọc sẽ biết được gì", "Người dân được giúp nộp hồ sơ tại thôn.")
        if lack["key"] == "alt":
            lines[here] = paste
        elif lack["key"] == "author":
            lines.insert(here, paste)
        else:
            lines[here] = paste
    project.write(made["path"], "\n".join(line for line in lines if line != "status: draft"))
    assert {lack["key"] for lack in made["missing"]} == {"topic", "summary", "author", "alt"}
    assert project.findings(advice=True) == []
    (done,) = project.site().posts
    assert (done.meta.author, done.links[0].text) == ("Nguyễn Văn An", "Người dân nộp hồ sơ")


def test_running_it_twice_makes_nothing_twice_whatever_was_edited_since(project: Project, post: Path) -> None:
    lay(
        post,
        {
            "Văn phòng/bài.docx": word(),
            "Văn phòng/anh.jpg": photo(),
            "thu.eml": mail({"b.docx": word("Đối thoại", OTHER)}),
        },
    )
    first = taken(project, post, code=0)
    before = drafts(project)
    again = taken(project, post, code=0)
    assert (again["made"], drafts(project)) == ([], before)
    assert left(again, "passed_over")["Văn phòng/bài.docx"].endswith(first["made"][0]["path"])
    path = project.root / first["made"][0]["path"]
    path.write_text(path.read_text("utf-8").replace("Hướng dẫn", "Đã sửa").replace("Sáng", "Trưa"), "utf-8")
    assert taken(project, post, code=0)["made"] == []
    lines = path.read_text("utf-8").split("\n")
    path.write_text("\n".join(line for line in lines if "sha256" not in line), "utf-8")  # as forms in browsers do
    said = taken(project, post, code=1)
    assert "cùng tiêu đề với" in left(said)["Văn phòng/bài.docx"]
    assert said["made"] == []


def test_an_article_that_the_site_has_already_is_not_made_again(project: Project, post: Path) -> None:
    project.post("2026/10/cu", title="HƯỚNG  DẪN nộp hồ sơ tại thôn", date="2026-10-02", month='"2026-10"')
    project.post(
        "2026/10/khac", title="Tên khác hẳn", date="2026-10-03", month='"2026-10"', body="\n\n".join(OTHER * 2)
    )
    lay(post, {"1.docx": word(), "2.docx": word("Đối thoại", OTHER * 2), "3.docx": word("Khác", [BODY[1]] * 3)})
    lay(post, {"sao/4.docx": word("Khác", [BODY[1]] * 3), "1 (1).docx": (post / "1.docx").read_bytes()})
    said = taken(project, post, "--unit", "van-phong", code=1)
    assert [item["title"] for item in said["made"]] == ["Khác"]
    assert "posts/2026/10/cu.md" in left(said)["1.docx"]
    passed = left(said, "passed_over")
    assert passed["1 (1).docx"] == "giống hệt 1.docx"
    assert passed["2.docx"] == "đã có ở posts/2026/10/khac.md"
    assert passed["sao/4.docx"] == "đã có ở posts/2026/11/khac.md"


def test_a_dry_run_says_the_same_and_writes_nothing(project: Project, post: Path) -> None:
    lay(post, {"a/bài.docx": word(), "a/anh.jpg": photo(), "b/bài.docx": word(), "b/anh.jpg": photo()})
    tried = taken(project, post, "--dry-run", code=0)
    assert drafts(project) == {}
    done = taken(project, post, code=0)
    assert {**tried, "dry_run": False} == done
    assert len(done["made"]) == 1


def test_people_read_what_was_made_and_what_to_do(project: Project, post: Path) -> None:
    lay(post, {"bài.docx": word("Chị B, 0912 345 678, được hướng dẫn"), "x.msg": b"", "Thumbs.db": b""})
    shown = call(project, post).output
    for words in (
        "posts/2026/11/chi-b-0912-345-678-duoc-huong-dan.md ← bài.docx",
        "Đơn vị: chưa rõ",
        "! Dòng 4: Có vẻ là số điện thoại riêng: 091…78",
        "→ unit: …",
        "Chưa nhận, cần xem (01):\n  x.msg: thư của Outlook",
        "Bỏ qua (01):\n  Thumbs.db",
        "Đã tạo 01 bài nháp, 0 ảnh; chưa nhận 01 tệp, bỏ qua 01 tệp.",
    ):
        assert words in shown
    assert "0912 345 678" not in shown.replace("Chị B, 0912 345 678", "")
    english = call(project, post, "--lang", "en").output
    assert "Đã tạo" not in english


@pytest.mark.parametrize("given", ["posts", ".", "khong-co", "mkdocs.yml"])
def test_a_folder_that_is_none_of_mails_is_refused(project: Project, given: str) -> None:
    project.article("2026/05/a")
    before = drafts(project)
    assert (call(project, project.root / given).exit_code, drafts(project)) == (2, before)
    assert call(project, project.root / "docs", "--unit", "Phòng lạ").exit_code == 2


# ------------------------------------------------------------------- what the text says of itself


def letter() -> bytes:
    """Return an article as an office writes it: letterhead, capitals, bold lead, captions, signature."""
    made = docx.Document()
    head = made.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "UBND XÃ MẪU\nVĂN PHÒNG HĐND VÀ UBND"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    made.add_paragraph("Xã Mẫu, ngày 18 tháng 11 năm 2026").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text in ("TIN BÀI TUYÊN TRUYỀN", "XÃ MẪU RÀ SOÁT THỦ TỤC HÀNH CHÍNH"):
        paragraph = made.add_paragraph()
        paragraph.add_run(text).bold = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    lead = "Từ nay đến cuối năm, cán bộ xã rà soát lại toàn bộ quy trình tiếp nhận tại bộ phận một cửa."
    made.add_paragraph().add_run(lead).bold = True
    made.add_paragraph("Theo kế hoạch, xã Mẫu rà soát thủ tục hành chính theo ba nhóm.")
    made.add_picture(io.BytesIO(photo(7)))
    made.add_paragraph().add_run("Ảnh: Cán bộ [một cửa] nhận hồ sơ").italic = True
    made.add_paragraph("Trần Thị Hạnh").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return saved(made)


def test_a_letter_becomes_an_article(project: Project, post: Path) -> None:
    lay(post, {"bai.docx": letter()})
    (made,) = taken(project, post)["made"]
    text = (project.root / made["path"]).read_text("utf-8")
    assert (made["title"], made["unit"]) == ("Xã Mẫu rà soát thủ tục hành chính", "van-phong")
    assert 'author: "Trần Thị Hạnh"' in text
    assert 'summary: "Từ nay đến cuối năm' in text
    assert text.split("\n---\n")[1] == (
        "\nTheo kế hoạch, xã Mẫu rà soát thủ tục hành chính theo ba nhóm.\n\n"
        "![](xa-mau-ra-soat-thu-tuc-hanh-chinh-anh-1.jpg)"
        "<!-- thêm lời mô tả ảnh vào giữa hai dấu ngoặc vuông -->\n\n*Ảnh: Cán bộ \\[một cửa\\] nhận hồ sơ*\n"
    )
    pasted = {lack["key"]: lack["paste"] for lack in made["missing"]}
    assert pasted["topic"] == "topic: thu-tuc-hanh-chinh"
    assert pasted["alt"].startswith("![Cán bộ một cửa nhận hồ sơ](")
    assert any("Đã bỏ phần đầu văn bản" in note for note in made["notes"])


def test_capitals_stay_where_the_text_does_not_show_how_a_name_is_written(project: Project, post: Path) -> None:
    lay(post, {"bai.docx": word("TRIỂN KHAI CHIẾN DỊCH Ở BẢN PÁ")})
    (made,) = taken(project, post)["made"]
    assert made["title"] == "TRIỂN KHAI CHIẾN DỊCH Ở BẢN PÁ"
    assert any("Triển khai chiến dịch ở bản pá" in note for note in made["notes"])


def test_a_word_is_written_as_beside_its_neighbour() -> None:
    text = ["Năm nay UBND xã Hoa Thám trồng hoa. Ở xã Hoa Thám, CCHC là việc chung.", "Trồng hoa Thám là sai."]
    assert titles.as_sentence("CCHC Ở XÃ HOA THÁM", text) == ("CCHC ở xã hoa Thám", False)
    assert titles.as_sentence("UBND XÃ HOA THÁM TRỒNG HOA", text[:1]) == ("UBND xã Hoa Thám trồng hoa", True)


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Rà soát thủ tục hành chính ở xã", "thu-tuc-hanh-chinh"),
        ("Đối thoại ở chợ", "phan-anh-kien-nghi"),
        ("Chính quyền số và tài chính công", None),
        ("Sắp xếp tổ chức bộ máy cấp xã", "to-chuc-bo-may"),
        ("Ngày hội", None),
    ],
)
def test_a_topic_is_suggested_only_where_one_alone_is_named(title: str, topic: str | None) -> None:
    found = topics.suggested(title, PluginConfig())
    assert found == topic


@pytest.mark.parametrize(
    ("last", "author", "unit"),
    [
        ("Tác giả: Nguyễn Văn An - Phòng Văn hóa – Xã hội", "Nguyễn Văn An", "van-hoa"),
        ("(Người viết: Lê Thị Bình)", "Lê Thị Bình", None),
        ("Tin, ảnh: Hoàng Nam.", "Hoàng Nam", None),
        ("Đơn vị: Ủy ban MTTQ", None, "mttq"),
        ("Phòng Văn hoá - Xã hội", None, "van-hoa"),
        ("Bài học: làm từ việc nhỏ", None, None),
    ],
)
def test_the_end_of_a_text_tells_author_and_unit(
    project: Project, post: Path, last: str, author: str | None, unit: str | None
) -> None:
    lay(post, {"x.docx": word(lines=[*BODY, last])})
    (made,) = taken(project, post)["made"]
    text = (project.root / made["path"]).read_text("utf-8")
    assert made["unit"] == unit
    assert (f'author: "{author}"' in text) is (author is not None)
    assert (last in text) is (author is None)


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        ("01. Van phong/bai.docx", "van-phong"),
        ("VPHDND&UBND/bai.docx", "van-phong"),
        ("vp hđnd & ubnd - tháng 11/đợt 2/bai.docx", "van-phong"),
        ("linh tinh/Phòng Văn hóa - Xã hội gửi bài.docx", "van-hoa"),
        ("mttq/văn phòng/bai.docx", "van-phong"),
        ("linh tinh/đời sống văn hóa.docx", None),
        ("Ủy ban MTTQ và Văn phòng/bai.docx", "mttq"),
    ],
)
def test_a_unit_is_known_by_its_folder_however_it_is_typed(
    project: Project, post: Path, path: str, unit: str | None
) -> None:
    lay(post, {unicodedata.normalize("NFD", path): word()})
    (made,) = taken(project, post)["made"]
    assert made["unit"] == unit


def test_the_option_names_the_unit_of_what_names_none(project: Project, post: Path) -> None:
    lay(post, {"a.docx": word(), "mttq/b.docx": word("Giám sát", OTHER)})
    said = taken(project, post, "--unit", "Phòng Văn hóa – Xã hội", code=0)
    assert {item["title"]: item["unit"] for item in said["made"]} == {
        "Giám sát": "mttq",
        "Hướng dẫn nộp hồ sơ tại thôn": "van-hoa",
    }


def test_what_word_has_and_a_post_cannot_have_is_said(project: Project, post: Path) -> None:
    made = document()
    made.element.body.insert(
        -1,
        parse_xml(
            f'<w:p {nsdecls("w")}><w:ins w:id="1"><w:r><w:t>Thêm vào.</w:t></w:r></w:ins>'
            '<w:del w:id="2"><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>'
        ),
    )
    made.add_table(rows=2, cols=2).cell(0, 0).merge(made.tables[0].cell(0, 1))
    made.tables[0].cell(0, 0).text = "Gộp"
    lay(post, {"a.docx": saved(made)})
    (item,) = taken(project, post)["made"]
    assert any("Track Changes" in note for note in item["notes"])
    assert any("ô gộp" in note for note in item["notes"])


def test_old_encodings_are_left_with_what_to_do(project: Project, post: Path) -> None:
    made = document("Bài cũ", [])
    made.add_paragraph().add_run("C¸n bé x· tiÕp nhËn hå s¬ vµ tr¶ kÕt qu¶ ®óng hÑn").font.name = ".VnTime"
    plain = "C¸n bé x· tiÕp nhËn hå s¬ cña ng­êi d©n, gi¶i quyÕt ®óng hÑn vµ tr¶ kÕt qu¶ t¹i bé phËn mét cöa."
    lay(post, {"a.docx": saved(made), "b.docx": word("Bµi cò", [plain] * 3)})
    windows = unicodedata.normalize("NFD", "Sáng nay cả xã ra quân làm đường").replace("\u031b", "\u031b")
    lay(post, {"c.docx": word("Ra quân", [windows])})
    said = taken(project, post, code=1)
    assert all("UniKey" in reason for reason in left(said).values())
    assert set(left(said)) == {"a.docx", "b.docx"}
    assert "Sáng nay cả xã ra quân làm đường" in (project.root / said["made"][0]["path"]).read_text("utf-8")


# ------------------------------------------------------------------- pictures


def test_photographs_are_made_small_and_tell_nothing_of_who_took_them(project: Project, post: Path) -> None:
    lay(
        post,
        {
            "Văn phòng/bài.docx": word(**{"Sân xã": photo(5, 2400, 1800)}),
            "Văn phòng/IMG_1.jpg": phone(4000, 3000, 6),
            "Văn phòng/IMG_2.JPG": phone(1000, 800),
            "Văn phòng/so-do.png": phone(900, 600, kind="PNG"),
            "Văn phòng/IMG_1 (1).jpg": phone(4000, 3000, 6),
        },
    )
    (made,) = taken(project, post, code=0)["made"]
    sizes = []
    for path in made["pictures"]:
        content = (project.root / path).read_bytes()
        assert SECRET not in content
        assert b"Exif" not in content
        with Image.open(io.BytesIO(content)) as picture:
            sizes.append(picture.size)
    assert sorted(sizes) == [(900, 600), (1000, 800), (1500, 2000), (2000, 1500)]


def test_pictures_that_are_none_are_left_and_the_article_comes(project: Project, post: Path) -> None:
    lay(
        post,
        {
            "bài.docx": word(),
            "hỏng.jpg": b"\xff\xd8\xff\xe0 JFIF",
            "cụt.jpg": photo()[:4000],
            "bom.png": encoded(Image.new("1", (9000, 9000)), "PNG"),
            "trang.jpg": b"<html>",
            "a.heic": b"",
            "b.tif": b"",
        },
    )
    said = taken(project, post, code=1)
    assert len(said["made"][0]["pictures"]) == 0
    assert set(left(said)) == {"hỏng.jpg", "cụt.jpg", "bom.png", "trang.jpg", "a.heic", "b.tif"}


def test_pictures_of_nobody_are_left(project: Project, post: Path) -> None:
    lay(post, {"mttq/anh.jpg": photo(), "a/1.docx": word(), "a/2.docx": word("Đối thoại", OTHER), "a/x.jpg": photo(2)})
    said = taken(project, post, code=1)
    assert "không có bài đi kèm" in left(said)["mttq/anh.jpg"]
    assert "«1 - ảnh 1.jpg»" in left(said)["a/x.jpg"]
    assert len(said["made"]) == 2


# ------------------------------------------------------------------- mails and archives


def test_a_mail_brings_its_attachments_its_day_and_its_sender(project: Project, post: Path) -> None:
    inner = archive({"ảnh/1.jpg": photo(1)})
    logo = encoded(scene(180, 60), "PNG")
    lay(
        post,
        {
            "thu 1.eml": mail(
                {"Bài viết số 1.docx": word(), "ảnh.zip": inner, "image001.png": logo},
                sender='"Phòng Văn hóa - Xã hội" <vhxh@x.example>',
            ),
            "thu 2.eml": mail({"b.docx": word("Đối thoại", OTHER)}, sender="A <uybanmttq.xamau@x.example>"),
            "thu 3.eml": mail({"c.docx": word("Ra quân", [BODY[1]])}, text="Kính gửi\n\nTrân trọng,\nVăn phòng"),
            "thu 4.eml": mail({}),
        },
    )
    said = taken(project, post, code=1)
    made = {item["title"]: item for item in said["made"]}
    assert {title: item["unit"] for title, item in made.items()} == {
        "Hướng dẫn nộp hồ sơ tại thôn": "van-hoa",
        "Đối thoại": "mttq",
        "Ra quân": "van-phong",
    }
    first = made["Hướng dẫn nộp hồ sơ tại thôn"]
    assert (first["date"], len(first["pictures"])) == ("2026-11-20", 1)
    assert "không kèm tệp Word" in left(said)["thu 4.eml"]
    assert "chữ ký thư" in left(said, "passed_over")["thu 1.eml/image001.png"]
    assert not any(b"x.example" in content for content in drafts(project).values())


def test_a_forwarded_mail_is_opened_too(project: Project, post: Path) -> None:
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    outer = EmailMessage()
    outer["From"], outer["Subject"] = "B <b@x.example>", "Fwd"
    outer.set_content("chuyển tiếp")
    outer.add_attachment(message_from_bytes(mail({"bài.docx": word()}), policy=policy.default))
    lay(post, {"fwd.eml": outer.as_bytes()})
    assert len(taken(project, post, code=0)["made"]) == 1


def test_mails_that_mean_harm_are_left_soon(project: Project, post: Path) -> None:
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(2000))
    lay(
        post,
        {
            "sau.eml": b"From: a@b\n" + deep,
            "thu.eml": b"From: a@b\nContent-Type: message/rfc822\n\n" * 2000,
            "dai.eml": b"From: a@b\nContent-Type: text/plain; " + b'a="b;";' * 100_000,
            "gap.eml": b"From: a@b\nContent-Type: text/plain;\n" + b" x=y;\n" * 100_000,
            "dong.eml": b"From: a@b\n\n" + b"\n" * 1_300_000,
            "phan.eml": b"From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 2000,
            "ngay.eml": b"From: =?x?q?=\nDate: Fri, 31 Dec 9999 23:59:59 -2359\n\nx",
            "rong.eml": b"",
        },
    )
    began = time.process_time()
    said = taken(project, post, code=1)
    assert (len(left(said)), said["made"]) == (8, [])
    assert time.process_time() - began < 20  # Python's own readers take minutes


def test_names_that_windows_packed_are_read(project: Project, post: Path) -> None:
    raw = "Văn pho\u0300ng/bài.docx".encode("cp1258")
    data = archive({"x" * len(raw): word()}).replace(b"x" * len(raw), raw)
    lay(post, {"goi.zip": data})
    assert [item["unit"] for item in taken(project, post, code=0)["made"]] == ["van-phong"]


def hostile() -> Iterator[tuple[str, bytes]]:
    """Yield archives that mean harm."""
    for name in (
        "../../ngoai.docx",
        "/etc/ngoai.docx",
        "C:\\ngoai.docx",
        "a/../../ngoai.docx",
        "a\\..\\..\\ngoai.docx",
    ):
        yield name, archive({name: word(), "bai.docx": word("Đối thoại", OTHER)})
    yield "bom", archive({"bom.docx": b"\0" * 30_000_000})
    linked = zipfile.ZipInfo("lien-ket.docx")
    linked.external_attr = (stat.S_IFLNK | 0o777) << 16
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr(linked, "/etc/passwd")
    yield "link", written.getvalue()
    locked = bytearray(archive({"khoa.docx": word()}))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        locked[locked.index(mark) + at] |= 1
    yield "locked", bytes(locked)
    yield "cut", archive({"a.docx": word()})[:-30]
    yield "many", archive({f"{number}.docx": b"" for number in range(zips.MAX_PARTS + 1)})
    yield "none", b"PK\3\4"


def test_archives_that_mean_harm_are_left_whole(project: Project, post: Path) -> None:
    names = {f"{number} {slug(kind)}.zip": data for number, (kind, data) in enumerate(hostile())}
    lay(post, names)
    before = tree(post.parent)
    said = taken(project, post, code=1)
    assert (set(left(said)), said["made"], drafts(project)) == (set(names), [], {})
    assert tree(post.parent) == before


def test_an_archive_that_says_too_little_of_its_size_unpacks_no_further(project: Project, post: Path) -> None:
    data = bytearray(archive({"a.docx": b"\0" * 400_000}))
    for mark, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        start = data.index(mark) + at
        data[start : start + 4] = (1000).to_bytes(4, "little")
    lay(post, {"goi.zip": bytes(data)})
    assert taken(project, post, code=1)["made"] == []


def test_archives_within_archives_end(project: Project, post: Path) -> None:
    data = word()
    for _ in range(20):
        data = archive({"trong.zip" if data[:2] == b"PK" and b"word/" not in data else "bai.docx": data})
    lay(post, {"goi.zip": data})
    assert "quá sâu" in " ".join(left(taken(project, post, code=1)).values())


def test_files_that_are_none_are_not_waited_for(project: Project, post: Path) -> None:
    outside = lay(post.parent / "ngoài", {"bí mật.docx": word("Bí mật"), "x/y.docx": word("Bí mật hai", OTHER)})
    (post / "liên kết.docx").symlink_to(outside / "bí mật.docx")
    (post / "thư mục").symlink_to(outside)
    os.mkfifo(post / "ống.docx")
    lay(post, {"a" * 120 + "\x1b[31m\u202e.docx": word("Tên lạ", OTHER)})
    deep = post
    for _ in range(20):
        deep = deep / "s"
    lay(deep, {"sâu.docx": word("Sâu")})
    result = call(project, post)
    assert result.exit_code == 1
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    assert {name for name in drafts(project) if name.endswith(".md")} == {"2026/11/ten-la.md"}
    assert all(char.isprintable() or char == "\n" for content in drafts(project).values() for char in content.decode())


def test_word_files_that_mean_harm_are_left(project: Project, post: Path) -> None:
    bomb = archive({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<w>" + b" " * 20_000_000})
    entity = archive({"[Content_Types].xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "word/document.xml": b"<w/>"})
    lay(post, {"bom.docx": bomb, "thuc-the.docx": entity, "rong.docx": b"", "trang.docx": saved(docx.Document())})
    lay(
        post,
        {
            "cu.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "a.rtf": b"{\\rtf1}",
            "b.odt": b"odt",
            "c.pdf": b"%PDF",
        },
    )
    said = taken(project, post, code=1)
    assert len(left(said)) == 8
    assert drafts(project) == {}


def test_no_draft_is_written_through_a_link_below_posts(project: Project, post: Path) -> None:
    outside = post.parent / "ngoài"
    outside.mkdir()
    (project.root / "posts/2026").symlink_to(outside)
    lay(post, {"a.docx": word()})
    assert "liên kết" in left(taken(project, post, code=1))["a.docx"]
    assert tree(outside) == {}


def test_no_file_is_written_over(project: Project, post: Path) -> None:
    name = "posts/2026/11/huong-dan-nop-ho-so-tai-thon"
    project.write(f"{name}.md", "của người khác, chưa thành bài")
    project.write(f"{name}-2-anh-1.jpg", b"anh khac")
    lay(post, {"a.docx": word(), "x.jpg": photo()})
    (made,) = taken(project, post, code=0)["made"]
    assert made["path"] == f"{name}-3.md"
    assert (project.root / f"{name}.md").read_text("utf-8") == "của người khác, chưa thành bài"


def test_a_run_that_was_killed_leaves_whole_posts_and_is_taken_up(project: Project, post: Path) -> None:
    lay(post, {f"{n}/b.docx": word(f"Bài số {n}", [f"Nội dung của bài thứ {n}, " * 9]) for n in range(6)})
    lay(post, {f"{n}/x.jpg": phone(2400, 1600, comment=str(n).encode()) for n in range(6)})
    command = [sys.executable, "-m", "cchc", "intake", str(post), "-f", str(project.root / "mkdocs.yml")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    for _ in range(600):
        if list((project.root / "posts").rglob("*.md")) or process.poll() is not None:
            break
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    for path in (project.root / "posts").rglob("[!.]*"):
        if path.suffix == ".md":
            assert path.read_text("utf-8").rstrip().endswith("-->")
    taken(project, post, code=0)
    names = [name for name in drafts(project) if "/." not in name]
    assert sorted(name.rpartition("/")[2] for name in names if name.endswith(".md")) == [
        f"bai-so-{n}.md" for n in range(6)
    ]
    assert sum(name.endswith(".jpg") for name in names) == 6


# ------------------------------------------------------------------- whatever comes

NAMES = st.text(
    st.one_of(st.sampled_from("aảnhBài 12._-~$&"), st.characters(exclude_characters="/\0", exclude_categories=["Cs"])),
    min_size=1,
    max_size=12,
).filter(lambda name: name not in (".", "..") and len(name.encode()) < 80)
WORD, PHOTO = word(), photo()
CONTENTS = st.one_of(
    st.sampled_from([WORD, PHOTO, archive({"a/b.docx": WORD, "a/b.jpg": PHOTO}), mail({"b.docx": WORD}), b"", b"%PDF"]),
    st.builds(
        lambda data, at, value: data[: at % len(data)] + value + data[at % len(data) + len(value) :],
        st.sampled_from(
            [WORD, PHOTO, archive({"a.docx": WORD, "b.jpg": PHOTO}), mail({"b.docx": WORD, "c.jpg": PHOTO})]
        ),
        st.integers(0, 100_000),
        st.binary(min_size=1, max_size=8),
    ),
    st.binary(max_size=200),
)
ENDINGS = st.sampled_from([".docx", ".jpg", ".zip", ".eml", ".doc", ".pdf", ".png", "", ".txt"])
TREES = st.dictionaries(
    st.builds(lambda folders, name, end: "/".join([*folders, name + end]), st.lists(NAMES, max_size=2), NAMES, ENDINGS),
    CONTENTS,
    max_size=5,
)


@given(TREES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_tree_crashes_or_reaches_beyond_posts(
    project: Project, tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("thu")
    for name, content in files.items():
        try:
            lay(folder, {name: content})
        except OSError:  # one's folder is another's file
            continue
    before = {name: content for name, content in tree(project.root).items() if not name.startswith("posts/")}
    held = tree(folder)
    site = project.site()
    result = Intake(site, "", translator("vi"), dry_run=False).take(folder)
    after = tree(project.root)
    assert {name: content for name, content in after.items() if not name.startswith("posts/")} == before
    assert tree(folder) == held
    for made in result.made:
        assert made.path.parts[:3] == ("posts", "2026", "11")
        assert str(made.path) in after
        assert made.title
    told = {item.source.split("/")[0] for item in (*result.left, *result.passed, *result.made)}
    assert len(told) <= len(list(folder.iterdir()))
    assert not Intake(project.site(), "", translator("vi"), dry_run=False).take(folder).made
