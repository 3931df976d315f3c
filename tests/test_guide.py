"""The examples of the guide are posts that work."""

import re
from pathlib import Path

from tests.building import copy_sample
from tests.conftest import ADVICE, ROOT, TODAY, Project

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
