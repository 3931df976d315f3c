"""What a message tells somebody who has never seen the program to type."""

from tests.conftest import Project


def told(project: Project, file: str) -> str:
    """Return all that is said of one file."""
    return "\n".join(f"{item.message}\n{item.hint}" for item in project.findings() if str(item.path) == file)


def test_an_empty_topic_lists_what_may_be_written(project: Project) -> None:
    project.post("2026/05/hai-tin-bai-moi-thang", topic="")
    said = told(project, "posts/2026/05/hai-tin-bai-moi-thang.md")
    assert "dòng này đang để trống" in said
    assert "Điền sau `topic:` một trong các mã:" in said


def test_evidence_in_words_is_answered_with_a_line_that_can_be_pasted(project: Project) -> None:
    lines = [
        "title: Họp thôn",
        "kind: village_meeting",
        "date: 2026-05-10",
        "unit: van-phong",
        "evidence: ảnh họp thôn",
    ]
    project.write("docs/hoat-dong/a.md", "\n".join(["---", *lines, "---", ""]))
    said = told(project, "docs/hoat-dong/a.md")
    assert '[{post: "2026/09/ten-bai"}]' in said
    assert "[ảnh họp thôn]" not in said


def test_a_second_plan_of_a_year_is_to_be_made_one_with_the_first(project: Project) -> None:
    for name in ("2026", "2026-b"):
        project.write(f"docs/ke-hoach/{name}.md", "---\ntitle: Kế hoạch\nyear: 2026\ntasks: []\n---\n")
    assert "gộp hai tệp làm một" in told(project, "docs/ke-hoach/2026-b.md")
