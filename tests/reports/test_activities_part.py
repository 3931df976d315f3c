"""What a report says of activities: every figure as an independent recount finds it."""

import datetime as dt
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.locale import translator
from cchc.reports.content import Linked, Part, Window
from cchc.reports.parts.activities import part
from tests.conftest import TODAY, Project
from tests.test_activities import activity
from tests.test_events import event

YEAR = Window(id="2026", name="năm 2026", first=dt.date(2025, 12, 15), last=dt.date(2026, 12, 14))
KINDS = ("conference", "village_meeting", "radio", "leaflet")


def said(made: Part) -> list[str]:
    """Return the sentences and what is missing, in Vietnamese."""
    texts = (*made.sentences, *made.missing)
    return [text if isinstance(text, str) else text.render(translator("vi")) for text in texts]


def figures(made: Part) -> dict[str, int]:
    """Return the figures by their keys."""
    return {key: number for key, _, number in made.figures}


def test_a_report_says_what_was_done_for_whom_and_what_proves_it(project: Project) -> None:
    activity(project, "a", quantity="6", audience="[Người dân]", languages="[tyz]")
    activity(project, "b", title="Tờ gấp", kind="leaflet", quantity="1250", participants="", audience="[Hộ kinh doanh]")
    event(project, "e", start="2026-10-08", end="", unit="van-hoa")
    made = part(project.site(), YEAR)
    assert said(made) == [
        (
            "Trong kỳ đã thực hiện 03 hoạt động tuyên truyền: 01 cuộc đối thoại; 06 cuộc họp thôn (45 lượt người); "
            "1.250 tờ rơi, tờ gấp."
        ),
        "Tổng số lượt người tham dự: 45.",
        "Các nhóm đối tượng được tuyên truyền (02 nhóm): Hộ kinh doanh; Người dân.",
        "Có 01 hoạt động dùng thêm ngôn ngữ ngoài tiếng Việt (tiếng Tày).",
        "«Đối thoại với hộ kinh doanh» (ngày 08/10/2026) chưa có tài liệu kiểm chứng.",
        "«Đối thoại với hộ kinh doanh» (ngày 08/10/2026) chưa ghi số người tham dự.",
    ]
    by_kind, by_unit, listed = made.tables
    assert [row[1:3] for row in by_kind.rows] == [(1, 1), (1, 6), (1, 1250)]
    assert [row[:2] for row in by_unit.rows] == [("Văn phòng HĐND và UBND", 2), ("Phòng Văn hóa - Xã hội", 1)]
    assert [row[5] for row in listed.rows] == [45, None, None]
    assert listed.rows[0][6] == Linked("Bài trên báo", "https://bao.example/a")
    assert all(
        len(row) == len(table.columns) for table in made.tables for row in (*table.rows, table.total or ()) if row
    )


def test_a_period_without_activities_says_so_and_has_no_table(project: Project) -> None:
    activity(project, date="2025-12-14")
    made = part(project.site(), YEAR)
    assert said(made) == ["Trong kỳ chưa ghi nhận hoạt động tuyên truyền nào ngoài tin, bài."]
    assert not made.tables
    assert set(figures(made).values()) == {0}


def test_several_pieces_of_evidence_are_named_and_lead_to_the_page_that_lists_them(project: Project) -> None:
    activity(project, evidence='[{url: "https://a.example/1", title: Một}, {url: "https://a.example/2", title: Hai}]')
    listed = part(project.site(), YEAR).tables[-1]
    assert listed.rows[0][6] == Linked("Một; Hai", "hoat-dong/hop-thon/")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.dates(dt.date(2025, 11, 1), dt.date(2026, 12, 31)),
            st.integers(0, 40),  # days that it lasts
            st.integers(1, 3000),
            st.one_of(st.none(), st.integers(0, 500)),
            st.booleans(),
        ),
        max_size=10,
    )
)
def test_every_figure_equals_a_recount(
    project: Project, records: list[tuple[str, dt.date, int, int, int | None, bool]]
) -> None:
    for file in (project.root / "docs/hoat-dong").glob("*.md"):
        file.unlink()
    quantities: Counter[str] = Counter()
    total = people = proved = 0
    for number, (kind, first, length, quantity, came, is_proved) in enumerate(records):
        last = first + dt.timedelta(days=length)
        activity(
            project,
            f"a{number}",
            title=f"Việc {number}",
            kind=kind,
            date=str(first),
            end=str(last),
            quantity=str(quantity),
            participants="" if came is None else str(came),
            evidence='[{url: "https://a.example/1", title: Bài}]' if is_proved else "",
        )
        if dt.date(2025, 12, 15) <= last <= min(TODAY, dt.date(2026, 12, 14)):
            total += 1
            people += came or 0
            proved += is_proved
            quantities[kind] += quantity
    made = figures(part(project.site(), YEAR))
    assert (made["total"], made["participants"], made["proved"]) == (total, people, proved)
    assert {key.removeprefix("quantity."): n for key, n in made.items() if key.startswith("quantity.")} == quantities
    assert made.get("unit.van-phong", 0) == total
