"""The quota page names the posts of a year; what is older is in the lists of its months."""

from cchc.cache import Cache
from cchc.publish import outputs
from cchc.publish.outputs import Page
from tests.conftest import Project


def test_the_quota_page_names_the_posts_of_twelve_months_and_leads_to_the_lists_of_the_others(project: Project) -> None:
    project.configure('start: "2026-05"', 'start: "2025-09"')
    for year, number in [*((2025, month) for month in (9, 10, 11, 12)), *((2026, month) for month in range(1, 12))]:
        name = f"{year}-{number:02d}"
        project.article(
            f"{year}/{number:02d}/bai", title=f"Tin {name}", date=f"{name}-14", month=f'"{name}"', summary="Một việc."
        )
    project.article("2025/10/gui", title="Chưa đăng", date="2025-10-20", month='"2025-10"', status="draft")
    made = {page.url: page for page in outputs(project.site(), Cache(None), preview=False) if isinstance(page, Page)}
    shown = made["tien-do/"].context
    assert [row["cells"][0] for row in shown["rows"]] == [
        *(f"Tháng {month}/2026" for month in range(11, 2, -1)),
        *("Tháng 02/2026", "Tháng 01/2026"),
        *("Tháng 12/2025", "Tháng 11/2025", "Tháng 10/2025", "Tháng 9/2025"),
    ]
    assert [[post["title"] for post in month["posts"]] for month in shown["months"]] == [
        *([f"Tin 2026-{month:02d}"] for month in range(11, 0, -1)),
        ["Tin 2025-12"],
    ]
    assert [month["name"] for month in shown["earlier"]] == ["Tháng 11/2025", "Tháng 10/2025", "Tháng 9/2025"]
    assert all(made[month["url"]].context["posts"] for month in shown["earlier"])
