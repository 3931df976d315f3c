"""The examples of the guide are posts that work."""

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from rich.text import Text

from cchc import rules
from cchc.formats.terminal import as_text
from cchc.locale import translator
from tests.building import copy_sample
from tests.conftest import ADVICE, ROOT, TODAY, Project
from tests.terminal import assert_picture, command, screen
from tests.test_new import Session

EXAMPLES = re.findall(
    r"^```markdown\n(---\n.*?)^```$", (ROOT / "docs/huong-dan/vi-du.md").read_text("utf-8"), re.M | re.S
)


def test_there_is_an_example_of_each_kind() -> None:
    said = "\n".join(EXAMPLES)
    assert len(EXAMPLES) == 5
    assert all(
        word in said for word in ("kind: tin", "image:", "origin: repost", "format: video", "origin: translation")
    )


def test_every_example_passes_the_check(tmp_path: Path) -> None:
    project = Project(copy_sample(tmp_path / "project"))
    project.write(
        "posts/2026/12/nop-ho-so.jpg", (ROOT / "tests/rules/CCHC604/good/posts/2026/05/nho.png.bin").read_bytes()
    )
    names = []
    for example in EXAMPLES:
        (name,) = re.findall(r"^id: (.*)$", example, re.M)
        project.write(f"posts/{name}.md", example)
        names.append(f"posts/{name}.md")
    findings = [item for item in project.findings(TODAY) if str(item.place.path) in names]
    assert [(str(item.place.path), item.code, item.message) for item in findings if item.code not in ADVICE] == []
    assert {str(post.path) for post in project.site(TODAY).posts} >= set(names)


@pytest.fixture
def sample(tmp_path: Path) -> Project:
    """The sample in December 2026, with a post such as a clerk writes it on her first day."""
    project = Project(copy_sample(tmp_path / "project"))
    project.write(
        "posts/2026/12/duong-day-nong-moi.md",
        "---\ntitle: Đường dây nóng mới của xã\ndate: 03/12/2026\nmonth: 12/2026\nunit: VP HĐND&UBND\n"
        "topic: phản ánh kiến nghị\n---\n\n![](so-do.svg)\n",
    )
    return project


def test_the_picture_of_a_check_shows_what_a_check_prints(sample: Project) -> None:
    path = "posts/2026/12/duong-day-nong-moi.md"
    console = screen()
    command(console, f".venv\\Scripts\\cchc check {path.replace('/', chr(92))}")
    site = sample.site(dt.date(2026, 12, 3))
    found = [item for item in rules.check(site, translator("vi")) if str(item.place.path) == path]
    wide = screen(1000)
    as_text(found, 1, translator("vi"), wide, config=site.config)
    console.print(Text.from_ansi(wide.export_text(styles=True)))
    assert {item.code for item in found} >= {"CCHC201", "CCHC202", "CCHC302"}
    assert_picture(console, "kiem-tra.svg", "PowerShell")


@pytest.mark.skipif(os.name == "nt", reason="a terminal of Unix")
def test_the_picture_of_a_new_post_shows_the_dialogue(sample: Project) -> None:
    session = Session(sample, "post", "--today", "2026-12-03")
    session.answers(
        ("Tiêu đề", "Bộ phận Một cửa làm việc sáng thứ Bảy"),
        ("Đơn vị: ", "1"),
        ("Nội dung CCHC: ", "3"),
        ("Ngày đăng", ""),
        ("Thể loại", "1"),
        ("Tóm tắt", "Trong tháng 12, nộp và nhận hồ sơ được cả sáng thứ Bảy."),
        ("Ghi tệp này?", ""),
    )
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", session.end()).replace("\r", "")
    console = screen()
    command(console, ".venv\\Scripts\\cchc new post")
    console.print(Text(shown.replace(str(sample.root), "").rstrip()), soft_wrap=False)
    assert_picture(console, "bai-moi.svg", "PowerShell")
