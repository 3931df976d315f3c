from tests.conftest import Project


def test_two_posts_fill_a_month(project: Project) -> None:
    project.post("2026/05/a", title="Bài một", body="Một.")
    assert project.codes() == []
