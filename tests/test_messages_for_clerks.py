"""What a message tells somebody who has never seen the program to type."""

import pytest

from cchc.front_matter import MAX_DEPTH, MAX_LENGTH, MAX_VALUES
from tests.conftest import Project


def told(project: Project, file: str) -> str:
    """Return all that is said of one file."""
    return "\n".join(f"{item.message}\n{item.hint}" for item in project.findings() if str(item.place.path) == file)


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
    said = [item.hint for item in project.findings() if item.code == "CCHC401"]
    assert len(said) == 1
    assert "gộp hai tệp làm một" in said[0]


@pytest.mark.parametrize(
    ("front", "reason", "cure"),
    [
        ("# ghi chú\n" * (MAX_LENGTH // 10 + 1), f"ký tự, tối đa {MAX_LENGTH}", "chỉ để các khóa của tệp này"),
        ("tags: [" + "a, " * MAX_VALUES + "a]", f"hơn {MAX_VALUES} khóa và giá trị", "Xóa phần dán nhầm"),
        ("tags: " + "[" * 2 * MAX_DEPTH, f"lồng trong nhau quá {MAX_DEPTH} lớp", "danh sách một lớp"),
        ("title: &tin A", "cách viết không được phép: «title: &tin A»", 'title: "&tin A"'),
        ("tags: [*a]", "cách viết không được phép: «tags: [*a]»", "không dùng &, *, <<, !!."),
    ],
    ids=["long", "full", "deep", "anchor", "alias"],
)
def test_front_matter_that_is_not_read_says_which_of_the_reasons_it_is(
    project: Project, front: str, reason: str, cure: str
) -> None:
    project.write("posts/2026/05/a.md", f"---\n{front}\n---\nNội dung.\n")
    said = told(project, "posts/2026/05/a.md")
    assert reason in said
    assert cure in said
    assert said.count("\n") == 1
    assert len(said) < 300


def test_items_of_a_list_are_counted_from_one_in_words(project: Project) -> None:
    channels = "[{name: Zalo, url: https://zalo.example/a, date: 2026-05-14}, {name: Đài, date: 31/04/2026}]"
    project.post("2026/05/a", channels=channels, tags="[một, 2026]")
    said = told(project, "posts/2026/05/a.md")
    assert "`channels, mục 2, khóa date` đang là «31/04/2026»" in said
    assert "`tags, mục 2` đang là «2026»" in said
    assert "mẫu năm-tháng-ngày: `date: 2026-05-14`" in said
