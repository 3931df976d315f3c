"""Posts and procedures lead to each other, and a post says so when what it leads to is no more."""

from typing import Any

import pytest

from cchc import mentions
from cchc.fix.files import plans, write
from tests.changes.records import DECISION, record, written
from tests.conftest import Project

OLD, NEW, OTHER = "1.001193", "2.000635", "1.000656"
ABOLISHED = {"number": "9/QĐ-UBND", "date": "2026-06-01", "action": "abolished"}


def put(project: Project, code: str, name: str | None = None, **changes: Any) -> None:
    project.write(f"docs/thu-tuc/{name or code}.md", written(record(code, **changes)))


@pytest.fixture
def section(project: Project) -> Project:
    """A procedure that is no more, the one that came instead, and another."""
    put(project, OLD, announcing_decisions=[DECISION, ABOLISHED], replaced_by=f"{NEW}.000.00.00.H37")
    put(project, f"{NEW}.000.00.00.H37", NEW)
    put(project, OTHER)
    return project


def hints(project: Project, code: str) -> list[tuple[int, str]]:
    return [(finding.place.line, finding.hint) for finding in project.findings() if finding.code == code]


def test_a_post_speaks_of_procedures_by_key_link_and_code(section: Project) -> None:
    section.post("2026/05/khoa", procedures=f'["{NEW}"]')
    section.post(
        "2026/05/lien-ket", body=f"[x](../../../docs/thu-tuc/{OTHER}.md), [y](https://xa.example/cchc/thu-tuc/{NEW}/)\n"
    )
    section.post("2026/05/ma", body=f"Mã thủ tục {OTHER}.000.00.00.H37; giá 1.001193,5 đồng; mã 1.999999.\n")
    section.post("2026/05/khong", body="Thông báo. `1.000656` <!-- 1.000656 -->\n")
    site = section.site()
    said = {post.path.stem: [item.key for item in mentions.named(site, post)] for post in site.posts}
    assert said == {"khoa": [NEW], "lien-ket": [OTHER, NEW], "ma": [OTHER], "khong": []}
    found = mentions.by_procedure(site, site.public_posts)
    assert {key: {post.path.stem for post in posts} for key, posts in found.items()} == {
        NEW: {"khoa", "lien-ket"},
        OTHER: {"lien-ket", "ma"},
    }


def test_the_line_to_paste_names_what_came_instead(section: Project) -> None:
    section.post(
        "2026/05/a", procedures=f'["{OTHER}", "{OLD}"]', body=f"[Khai sinh](../../../docs/thu-tuc/{OLD}.md) {OLD}\n"
    )
    (key, link, text) = hints(section, "CCHC806")
    assert key[1] == f'procedures: ["{OTHER}", "{NEW}.000.00.00.H37"]'
    assert link[1] == f"[Khai sinh](../../../docs/thu-tuc/{NEW}.md)"
    assert text[1].startswith(f"Nay là thủ tục {NEW}.000.00.00.H37: ")


def test_a_procedure_that_came_and_went_is_passed_over_and_a_circle_ends(section: Project) -> None:
    put(section, OTHER, announcing_decisions=[DECISION, ABOLISHED], replaced_by=OLD)
    site = section.site()
    first = site.procedure(OTHER)
    assert first
    found = mentions.successor(site, first)
    assert found
    assert found.key == NEW
    put(section, f"{NEW}.000.00.00.H37", NEW, announcing_decisions=[DECISION, ABOLISHED], replaced_by=OTHER)
    site = section.site()
    assert mentions.successors(site) == {}
    section.post("2026/05/a", procedures=f'["{OLD}"]')
    ((_, hint),) = hints(section, "CCHC806")
    assert "Chưa có thủ tục thay thế" in hint


def test_an_abolition_still_to_come_is_no_finding(section: Project) -> None:
    put(section, OLD, announcing_decisions=[DECISION, {**ABOLISHED, "effective": "2027-01-01"}], replaced_by=NEW)
    section.post("2026/05/a", procedures=f'["{OLD}"]')
    assert hints(section, "CCHC806") == []


def test_a_file_of_another_name_is_found_by_its_code(section: Project) -> None:
    (section.root / f"docs/thu-tuc/{OTHER}.md").unlink()
    put(section, OTHER, "ho-tich/khai-tu")
    section.post("2026/05/a", body=f"[Khai tử](../../../docs/thu-tuc/{OTHER}.md) [b](/thu-tuc/{OTHER}/)\n")
    assert hints(section, "CCHC701") == [
        (9, "[Khai tử](../../../docs/thu-tuc/ho-tich/khai-tu.md)"),
        (9, "[b](../../../docs/thu-tuc/ho-tich/khai-tu.md)"),
    ]


def test_a_code_that_was_changed_in_its_file_is_found_by_the_files_name(project: Project) -> None:
    put(project, OTHER, OLD)
    project.post("2026/05/a", procedures=f'["{OLD}"]')
    ((_, hint),) = hints(project, "CCHC801")
    assert f'procedures: ["{OTHER}"]' in hint
    put(project, NEW)
    project.post("2026/05/a", procedures='["1.999999"]')
    assert "Sửa mã cho đúng" in hints(project, "CCHC801")[0][1]


def test_what_is_certain_is_put_right_and_nothing_else(section: Project) -> None:
    put(section, "1.000001", announcing_decisions=[DECISION, ABOLISHED])
    section.article("2026/05/a", procedures=f"['{OLD}', \"{OTHER}\"]  # hai thủ tục", body=f"Mã {OTHER}. ")
    section.article("2026/05/b", title="Hai", procedures=f'["{OLD}", "{NEW}"]')
    section.article("2026/05/c", title="Ba", procedures='["1.000001"]')
    section.article("2026/05/d", title="Bốn", procedures=f'["{OLD}"]', ignore="{CCHC806: Thuật lại việc cũ}")

    def left() -> dict[str, bool]:
        found = (finding for finding in section.findings() if finding.code == "CCHC806")
        return {finding.place.path.stem: finding.fixable for finding in found}

    assert left() == {"a": True, "b": False, "c": False}
    found = list(plans(section.site()))
    assert [str(plan.path) for plan in found] == ["posts/2026/05/a.md"]
    assert all(map(write, found))
    text = (section.root / "posts/2026/05/a.md").read_text("utf-8")
    assert f'procedures: ["{NEW}.000.00.00.H37", "{OTHER}"]  # hai thủ tục' in text
    assert left() == {"b": False, "c": False}
