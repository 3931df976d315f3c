"""The manager's desk: what is on it and what is not, in words and as data, and never in a public build."""

import calendar
import datetime as dt
import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from cchc import publish, rules
from cchc.cli import main
from cchc.desk import Item, Kind, Urgency, desk
from cchc.locale import translator
from cchc.publish.outputs import Asset, Page
from cchc.reports import status
from tests.building import DRAWN, build, page, text, tree
from tests.conftest import DOCUMENT, LONG, MKDOCS, PROCEDURE, ROOT, TODAY, Project
from tests.reports.recount import CONTENTS, UNITS, Years, drawn
from tests.terminal import screen
from tests.test_plans import plan

VI = translator("vi")
FEEDBACK = """\
---
title: Hỏi về khai sinh
kind: question
question: Một công dân hỏi về khai sinh.
channel: portal
received: {received}
{more}unit: van-hoa
---
{body}
"""
INDEX = """\
---
name: Chỉ số hài lòng
index: sipas
level: xa
assessed: UBND xã Mẫu
years:
  - year: 2025
    score: 87.45
    max: 100
    source: Báo cáo kết quả
    lost:
      - criterion: Trả kết quả đúng hẹn
        points: 0.5
        measures:
          - what: Nhắc hạn hồ sơ hằng tuần
            unit: van-hoa
            due: {due}
            state: {state}
---
"""


def found(project: Project, kind: Kind, today: dt.date = TODAY) -> list[tuple[Any, ...]]:
    """Return the matters of a kind: whose they are, how pressing, the last day, how many days that is away."""
    items = [item for item in desk(project.site(today)).items if item.kind is kind]
    return [
        (",".join(unit.id for unit in item.units), item.urgency(today).value, str(item.due), item.days_left(today))
        for item in items
    ]


def only(project: Project, kind: Kind, today: dt.date = TODAY) -> Item:
    """Return the only matter of a kind."""
    (item,) = (item for item in desk(project.site(today)).items if item.kind is kind)
    return item


def said(item: Item) -> str:
    """Return what a matter says."""
    return status.what(item, VI)


def run(project: Project, *args: str) -> Result:
    """Call `cchc status` on a project."""
    return CliRunner().invoke(main, ["status", *args, "-f", str(project.root / "mkdocs.yml")])


def monthly(project: Project, *months: str, each: int = 2, **changes: str | None) -> None:
    """Write some posts in each month, no two alike."""
    for month in months:
        for number in range(each):
            name = f"{month.replace('-', '/')}/tin-{number}-{changes.get('topic', 'x')}"
            title = f"Tin {name}"
            project.post(
                name, f"Nội dung {name}.\n", **{**changes, "title": title, "date": f"{month}-05", "month": f'"{month}"'}
            )


# ------------------------------------------------------------------- of posts


def test_a_closed_month_is_owed_until_it_is_filled_or_excused(project: Project) -> None:
    monthly(project, "2026-05", "2026-06", "2026-08", "2026-09", "2026-10", "2026-11")
    assert found(project, Kind.MONTH) == [("van-phong", "overdue", "2026-07-31", -113)]
    item = only(project, Kind.MONTH)
    assert said(item) == "Tháng 7/2026 có 0/02 tin, bài, thiếu 02"
    waiver = '        waivers: [{month: "2026-07", reason: Bão, approved_by: Chủ tịch, date: 2026-08-03}]\n'
    project.configure("        page: public\n", "        page: public\n" + waiver)
    assert found(project, Kind.MONTH) == []


def test_the_current_month_says_what_is_left_of_it(project: Project) -> None:
    monthly(project, "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
    monthly(project, "2026-11", each=1)
    assert found(project, Kind.MONTH) == [("van-phong", "later", "2026-11-30", 9)]
    assert found(project, Kind.MONTH, dt.date(2026, 11, 23)) == [("van-phong", "soon", "2026-11-30", 7)]
    assert found(project, Kind.MONTH, dt.date(2026, 11, 30)) == [("van-phong", "soon", "2026-11-30", 0)]
    assert found(project, Kind.MONTH, dt.date(2026, 12, 1))[0] == ("van-phong", "overdue", "2026-11-30", -1)
    assert "còn thiếu 01" in said(only(project, Kind.MONTH))


def test_a_month_that_a_broken_post_may_fill_is_named_with_the_post(project: Project) -> None:
    monthly(project, "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-11")
    monthly(project, "2026-10", each=1)
    project.post("2026/10/hong", topic="khong-co", date="2026-10-09", month='"2026-10"', author="Lê Thị Mẫu")
    assert "01 bài chưa đọc được" in said(only(project, Kind.MONTH))
    item = only(project, Kind.REJECTED)
    assert (str(item.path), item.line, item.author) == ("posts/2026/10/hong.md", 6, "Lê Thị Mẫu")
    assert [unit.id for unit in item.units] == ["van-phong"]
    assert "Không có nội dung CCHC «khong-co»" in said(item)
    assert said(item).endswith("; tác giả: Lê Thị Mẫu")
    assert "cchc check posts/2026/10/hong.md" in status.todo(item, VI)
    project.post("2026/10/hong", title="Tin đã sửa", date="2026-10-09", month='"2026-10"')
    assert found(project, Kind.REJECTED) == []


def test_a_rejected_record_says_nothing_that_must_not_be_said(project: Project) -> None:
    project.write("docs/hoi-dap/a.md", FEEDBACK.format(received="2026-11-20", more="", body="Gọi 0912 345 678."))
    item = only(project, Kind.REJECTED)
    assert "CCHC880" in {problem.code for it in project.site().rejected for problem in it.problems}
    assert "0912" not in said(item) + status.todo(item, VI)


def test_a_unit_is_asked_for_its_own_number(project: Project) -> None:
    project.configure("{id: van-hoa,", "{id: van-hoa, target: 1,")
    monthly(project, "2026-11")
    assert found(project, Kind.UNIT_TARGET) == [("van-hoa", "later", "2026-11-30", 9)]
    monthly(project, "2026-11", each=1, unit="van-hoa", topic="the-che")
    assert found(project, Kind.UNIT_TARGET) == []


def test_a_post_waits_for_review_since_the_commit_that_asked_for_it(project: Project) -> None:
    project.post("2026/11/cho", date="2026-11-10", month='"2026-11"', status="draft")
    project.commit("2026-11-02T09:00:00+07:00")
    project.post("2026/11/cho", date="2026-11-10", month='"2026-11"', status="in_review", author="Lê Thị Mẫu")
    assert only(project, Kind.IN_REVIEW).since == TODAY  # not committed
    project.commit("2026-11-12T09:00:00+07:00")
    project.post("2026/11/cho", "Sửa lại.\n", date="2026-11-10", month='"2026-11"', status="in_review")
    project.commit("2026-11-15T09:00:00+07:00")
    item = only(project, Kind.IN_REVIEW)
    assert (item.since, [unit.id for unit in item.units]) == (dt.date(2026, 11, 12), ["van-phong"])
    assert "Văn phòng HĐND và UBND chờ duyệt" in said(item)
    assert status.when(desk(project.site()), item, VI) == "từ ngày 12/11/2026 (9 ngày)"
    project.post("2026/11/cho", date="2026-11-10", month='"2026-11"')
    assert found(project, Kind.IN_REVIEW) == []


def test_without_git_a_post_waits_since_its_own_date(project: Project, settings_of_nobody: None) -> None:
    project.post("2026/11/cho", date="2026-11-10", month='"2026-11"', status="in_review")
    project.post("2026/12/cho-nua", date="2026-12-10", month='"2026-12"', status="in_review")
    items = [item for item in desk(project.site()).items if item.kind is Kind.IN_REVIEW]
    assert [item.since for item in items] == [dt.date(2026, 11, 10), None]


def test_a_unit_is_silent_after_two_months_and_one_that_owes_nothing_is_invited(project: Project) -> None:
    monthly(project, "2026-05", "2026-11")
    assert found(project, Kind.SILENT) == [
        ("van-hoa", "undated", "None", None),
        ("mttq", "invited", "None", None),
    ]
    project.post("2026/09/vh", title="Tin", date="2026-09-21", month='"2026-09"', unit="mttq", co_units="[van-hoa]")
    assert found(project, Kind.SILENT) == []
    assert len(found(project, Kind.SILENT, dt.date(2026, 11, 22))) == 2
    project.configure("{id: van-hoa,", '{id: van-hoa, active_to: "2026-10",')
    assert [row[0] for row in found(project, Kind.SILENT, dt.date(2026, 11, 22))] == ["mttq"]


def test_a_unit_that_came_lately_and_a_new_site_are_not_silent(project: Project) -> None:
    assert found(project, Kind.SILENT, dt.date(2026, 6, 30)) == []
    monthly(project, "2026-05", "2026-11")
    project.configure("{id: van-hoa,", '{id: van-hoa, active_from: "2026-10",')
    project.configure("{id: mttq,", '{id: mttq, active_from: "2026-10",')
    assert found(project, Kind.SILENT) == []


def test_reform_contents_are_those_of_the_quarter_and_of_the_settings(project: Project) -> None:
    monthly(project, "2026-10", each=1, topic="the-che")
    item = only(project, Kind.CONTENT)
    assert (item.due, len(item.names)) == (dt.date(2026, 12, 31), 5)
    assert "Cải cách thể chế" not in item.names
    assert said(item).startswith("Quý IV/2026 chưa có tin, bài về 05 nội dung cải cách hành chính: «Cải cách thủ tục")
    assert len(only(project, Kind.CONTENT, dt.date(2027, 1, 2)).names) == 6  # a new quarter
    project.configure("      quota:", "      reports: {contents: [the-che]}\n      quota:")
    assert found(project, Kind.CONTENT) == []


# ------------------------------------------------------ of the plan and others


def test_tasks_are_named_when_overdue_and_when_soon_due_with_all_that_lead(project: Project) -> None:
    plan(
        project,
        {"id": "a", "due": "2026-10-31", "lead_units": "[van-phong, van-hoa]", "product": "Hội nghị"},
        {"id": "b", "due": "2026-12-05"},
        {"id": "c", "due": "2026-12-06"},
        {"id": "d", "due": "2026-10-31", "status": "done", "done_on": "2026-10-30"},
        {"id": "e", "due": "ongoing"},
    )
    assert found(project, Kind.TASK) == [
        ("van-phong,van-hoa", "overdue", "2026-10-31", -21),
        ("van-phong", "later", "2026-12-05", 14),
    ]
    made = desk(project.site())
    first = next(item for item in made.items if item.kind is Kind.TASK)
    assert said(first) == "Nhiệm vụ «Tổ chức hội nghị» (31/10/2026); sản phẩm: Hội nghị"
    assert (str(first.path), first.line) == ("docs/ke-hoach/2026.md", 8)
    held = {unit.id if unit else "" for unit, items in made.by_unit if first in items}
    assert held == {"van-phong", "van-hoa"}
    assert made.count(Urgency.OVERDUE) == 1 + 6  # the task once, and six months


def test_a_target_is_named_when_short_and_when_it_falls_behind(project: Project) -> None:
    leaflets = {"name": "Tờ gấp", "measure": "activities", "kind": "leaflet", "unit": "van-hoa"}
    plan(project, targets=({**leaflets, "at_least": "1", "within": "2026-Q2..2026-Q3"},))
    assert found(project, Kind.TARGET) == [("van-hoa", "overdue", "2026-09-30", -52)]
    plan(project, targets=({**leaflets, "at_least": "2"},))
    assert found(project, Kind.TARGET, dt.date(2026, 6, 1)) == []
    assert found(project, Kind.TARGET, dt.date(2026, 7, 10)) == [
        ("van-hoa", "later", "2026-12-31", 174)
    ]  # half the year
    plan(project, targets=({**leaflets, "at_least": "1"},))
    assert found(project, Kind.TARGET, dt.date(2026, 8, 20)) == []
    assert found(project, Kind.TARGET, dt.date(2026, 9, 1)) == [("van-hoa", "later", "2026-12-31", 121)]  # a third left
    assert "mới đạt 0/01, còn thiếu 01" in said(only(project, Kind.TARGET))
    plan(project, targets=({"name": "Toàn trình", "measure": "procedures", "percent": "100", "at_least": ""},))
    text = (project.root / "docs/ke-hoach/2026.md").read_text("utf-8").replace("    at_least: \n", "")
    project.write("docs/ke-hoach/2026.md", text)
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    for day, days in ((TODAY, 40), (dt.date(2027, 1, 5), -5)):
        assert [row[3] for row in found(project, Kind.TARGET, day)] == [days]
        assert "ghi nhận 0/01 (0%), 01 mục chưa rõ" in said(only(project, Kind.TARGET, day))
    awaited = "targets: [{name: Hài lòng, percent: 90, source: Sở Nội vụ}]"
    project.write("docs/ke-hoach/2026.md", f"---\ntitle: Kế hoạch\nyear: 2026\n{awaited}\n---\n")
    assert found(project, Kind.TARGET, dt.date(2026, 8, 20)) == []
    assert said(only(project, Kind.TARGET)) == "Chỉ tiêu «Hài lòng», Năm 2026: chưa có số liệu"


def test_what_the_quota_says_is_not_said_again_by_the_plan(project: Project) -> None:
    plan(
        project,
        {"id": "tin-bai", "due": "monthly"},
        targets=({"name": "02 tin, bài", "at_least": "2", "every": "month", "task": "tin-bai"},),
        start='"2026-05"',
    )
    monthly(project, "2026-05", "2026-06", "2026-08", "2026-09", "2026-10", "2026-11")
    made = desk(project.site())
    assert [item.kind for item in made.items if item.urgency(TODAY) is Urgency.OVERDUE] == [Kind.MONTH]
    project.configure("posts_per_month: 2", "posts_per_month: 0")  # now only the plan asks for them
    project.configure('        start: "2026-05"\n', "")
    assert found(project, Kind.TASK) == [("van-phong", "overdue", "2026-07-31", -113)]
    assert found(project, Kind.TARGET) == []  # the task says it


def test_feedback_is_owed_by_who_received_it_and_then_by_who_has_to_answer(project: Project) -> None:
    def write(received: str, more: str = "", body: str = "") -> None:
        project.write("docs/hoi-dap/a.md", FEEDBACK.format(received=received, more=more, body=body))

    write("2026-11-13")  # Friday
    assert found(project, Kind.FEEDBACK, dt.date(2026, 11, 20)) == [("van-phong", "soon", "2026-11-20", 0)]
    assert found(project, Kind.FEEDBACK) == [("van-phong", "overdue", "2026-11-20", -1)]
    write("2026-11-13", "forwarded: 2026-11-16\ndue: 2026-11-19\n")
    assert found(project, Kind.FEEDBACK) == [("van-hoa", "overdue", "2026-11-19", -2)]
    write("2026-11-13", "forwarded: 2026-11-16\ndue: 2026-12-05\n")
    assert found(project, Kind.FEEDBACK) == [("van-hoa", "later", "2026-12-05", 14)]
    write("2026-11-13", "forwarded: 2026-11-16\ndue: 2026-12-06\n")
    assert found(project, Kind.FEEDBACK) == []  # there is time
    write("2026-11-13", "forwarded: 2026-11-16\nanswered: 2026-11-18\n", "Gồm tờ khai.")
    assert found(project, Kind.FEEDBACK) == []


def test_a_measure_about_lost_points_is_owed_until_it_is_done(project: Project) -> None:
    for due, state, expected in (
        ("2026-11-20", "in_progress", [("van-hoa", "overdue", "2026-11-20", -1)]),
        ("2026-11-28", "not_started", [("van-hoa", "soon", "2026-11-28", 7)]),
        ("2026-12-06", "not_started", []),
        ("2026-11-20", "done", []),
    ):
        project.write("docs/chi-so/sipas.md", INDEX.format(due=due, state=state))
        assert found(project, Kind.MEASURE) == expected


# ----------------------------------------------------------- what grows old


def test_procedures_are_one_matter_for_each_unit_that_follows_them(project: Project) -> None:
    for number, (unit, day) in enumerate(
        (("van-hoa", "2026-08-22"), ("van-hoa", "2026-05-01"), ("", "2026-05-01"), ("van-hoa", "2026-08-23"))
    ):
        text = PROCEDURE.replace("1.001193", f"1.00119{number}").replace("updated: 2026-05-20", f"updated: {day}")
        owner = f"owner_unit: {unit}\n---\n" if unit else "---\n"
        project.write(f"docs/thu-tuc/1.00119{number}.md", text.replace("\n---\n", f"\n{owner}"))
    assert found(project, Kind.PROCEDURES) == [
        ("van-hoa", "overdue", "2026-07-30", -114),
        ("", "overdue", "2026-07-30", -114),
    ]
    first = next(item for item in desk(project.site()).items if item.kind is Kind.PROCEDURES)
    assert said(first) == "02 thủ tục quá 90 ngày chưa rà soát: 1.001191, 1.001190"


@pytest.mark.parametrize(("code", "kind"), [("CCHC857", Kind.CITATION), ("CCHC806", Kind.MENTION)])
def test_posts_that_name_what_is_over_are_those_of_the_rule(project: Project, code: str, kind: Kind) -> None:
    shutil.copytree(ROOT / "tests/rules" / code / "bad", project.root, dirs_exist_ok=True)
    site = project.site()
    expected = {(str(it.place.path), it.place.line) for it in rules.check(site, VI) if it.code == code}
    items = [item for item in desk(site).items if item.kind is kind]
    assert {(str(item.path), item.line) for item in items} == expected != set()
    assert {item.urgency(TODAY) for item in items} == {Urgency.UNDATED}
    for path in {str(item.path) for item in items}:
        source = project.root / path
        source.write_text(
            source.read_text("utf-8").replace("---\n", f"---\nignore: {{{code}: Thuật lại}}\n", 1), "utf-8"
        )
    assert found(project, kind) == []


# ---------------------------------------------------------------- what lies ahead


WINDOWS = """\
      reports:
        responsible_unit: van-hoa
        windows: [{id: Q3, name: quý III, first: "06-15", last: "09-14", due: "+5"}, \
{id: Y, name: "năm {year}", first: "12-15", last: "12-14", due: "+5"}]
      quota:"""


def test_the_next_report_its_days_and_whether_the_last_is_kept_as_signed(project: Project) -> None:
    project.configure("      quota:", WINDOWS)
    monthly(project, "2026-05")
    assert found(project, Kind.REPORT) == [("van-hoa", "later", "2026-12-19", 28)]
    assert found(project, Kind.NOT_FROZEN) == [("van-hoa", "undated", "None", None)]
    between = dt.date(2026, 12, 16)  # the figures of the year have closed, the report is not due yet
    assert found(project, Kind.REPORT, between) == [
        ("van-hoa", "soon", "2026-12-19", 3),
        ("van-hoa", "later", "2027-09-19", 277),
    ]
    told = status.overview(desk(project.site()), VI)
    assert told[0] == (
        "Báo cáo kế tiếp: năm 2026, số liệu từ 15/12/2025 đến 14/12/2026 (còn 23 ngày), gửi trước hết ngày "
        "19/12/2026 (còn 28 ngày); Phòng Văn hóa - Xã hội tổng hợp."
    )
    assert told[1] == "Báo cáo trước: quý III năm 2026, số liệu đến 14/9/2026 chưa chốt (cchc report --freeze)."
    freeze = ["report", "2026-Q3", "--freeze", "-f", str(project.root / "mkdocs.yml")]
    assert CliRunner().invoke(main, freeze).exit_code == 0
    assert found(project, Kind.NOT_FROZEN) == []
    assert "14/9/2026 đã chốt" in status.overview(desk(project.site()), VI)[1]


def test_nobody_is_asked_for_a_report_of_the_time_before_the_section_was_there(project: Project) -> None:
    project.configure('start: "2026-05"', 'start: "2026-10"')
    assert found(project, Kind.NOT_FROZEN) == []
    assert [row[1] for row in found(project, Kind.REPORT)] == ["later"]


def test_a_post_carries_the_theme_by_a_tag_or_by_its_words(project: Project) -> None:
    assert desk(project.site()).theme is None
    plan(project, theme="Chuyển đổi số toàn diện")
    project.post("2026/05/a", title="Tin một", tags="[CHUYỂN ĐỔI SỐ TOÀN DIỆN]", body="Một.\n")
    project.post("2026/05/b", title="Tin hai", body="Xã làm **chuyển đổi số\ntoàn diện** từ năm nay.\n")
    project.post("2026/05/c", title="Tin ba", body="Xã chuyển đổi số từng phần.\n")
    project.post("2026/05/d", title="Chuyển đổi số toàn diện", body="Nháp.\n", status="draft")
    project.post("2025/12/e", title="Chuyển đổi số toàn diện", body="Cũ.\n", date="2025-12-05", month='"2025-12"')
    theme = desk(project.site()).theme
    assert theme is not None
    assert (theme.year, theme.carried, theme.posts) == (2026, 2, 3)
    assert "02/03 tin, bài (có nhãn trùng chủ đề" in status.overview(desk(project.site()), VI)[2]


def activity(project: Project, name: str, date: str, audience: str, **more: str) -> None:
    """Write an activity."""
    lines = [f"title: {name}", "kind: village_meeting", f"date: {date}", "unit: van-hoa", f"audience: {audience}"]
    keys = [f"{key}: {value}" for key, value in more.items()]
    project.write(f"docs/hoat-dong/{date}-{len(name)}.md", "\n".join(["---", *lines, *keys, "---", ""]))


def test_groups_of_the_plan_are_reached_by_what_was_done_this_year(project: Project) -> None:
    plan(project, audiences='["Cán bộ, công chức", Người dân, "Doanh nghiệp, hợp tác xã"]')
    activity(project, "Họp thôn", "2026-09-10", "[Người dân thôn Nà Mẫu, Cán bộ thôn]")
    activity(project, "Họp xã", "2026-09-11", "[người dân]")
    activity(project, "Họp cũ", "2025-09-11", "[Doanh nghiệp]")
    activity(project, "Họp sau", "2026-12-11", "[Doanh nghiệp]")
    activity(project, "Học sinh", "2026-10-11", "[Học sinh]")
    rows = [(row.name, row.times, row.is_planned) for row in desk(project.site()).reach]
    assert rows == [
        ("Cán bộ, công chức", 1, True),
        ("Người dân", 2, True),
        ("Doanh nghiệp, hợp tác xã", 0, True),
        ("Học sinh", 1, False),
    ]


def test_events_and_activities_of_the_next_fourteen_days(project: Project) -> None:
    for day, more in (
        ("2026-11-20", ""),
        ("2026-11-21", ""),
        ("2026-12-05", "status: postponed\n"),
        ("2026-12-06", ""),
    ):
        project.write(
            f"docs/su-kien/{day}.md",
            f"---\ntitle: Tập huấn {day}\nkind: training\nstart: {day} 08:00\nunit: van-hoa\n{more}---\n",
        )
    activity(project, "Họp thôn", "2026-11-30", "[Người dân]")
    activity(project, "Của sự kiện", "2026-12-05", "[Người dân]", event="2026-12-05")
    rows = [(row.title, str(row.first), row.status and row.status.render(VI)) for row in desk(project.site()).ahead]
    assert rows == [
        ("Tập huấn 2026-11-21", "2026-11-21", None),
        ("Họp thôn", "2026-11-30", None),
        ("Tập huấn 2026-12-05", "2026-12-05", "Hoãn"),
    ]


# -------------------------------------------------------------- counted again


@pytest.mark.parametrize("seed", range(40))
def test_months_contents_and_silent_units_are_what_a_second_count_finds(seed: int) -> None:
    years = drawn(seed)
    made, today = desk(years.site()), years.today

    def of(kind: Kind) -> list[Item]:
        return [item for item in made.items if item.kind is kind]

    assert sorted(f"{item.due:%Y-%m}" for item in of(Kind.MONTH)) == months_owed(years)
    silent = {(unit.id, item.is_invited) for item in of(Kind.SILENT) for unit in item.units}
    assert silent == silent_units(years)
    quarter = (today.month - 1) // 3
    written = {
        item.topic
        for item, reason in years.verdicts()
        if reason is None and (item.day.year, (item.day.month - 1) // 3) == (today.year, quarter)
    }
    bare = [f"Nội dung {topic}" for topic in CONTENTS if topic not in written]
    assert [name for item in of(Kind.CONTENT) for name in item.names] == (bare if began(years) else [])


def began(years: Years) -> dt.date | None:
    """Return the first day of the section."""
    first = years.start or min(years.targets, default=None)
    days = [dt.date.fromisoformat(f"{first}-01")] if first else []
    days += [item.day for item in years.public()[:1]]
    return min((day for day in days if day <= years.today), default=None)


def months_owed(years: Years) -> list[str]:
    """Return the months that lack posts: closed without a waiver, and the current one."""
    counted = [item.month for item, reason in years.verdicts() if reason is None]
    month, found = years.start or min(years.targets, default="9999-01"), []
    while month <= f"{years.today:%Y-%m}":
        in_force = [number for since, number in sorted(years.targets.items()) if since <= month]
        is_closed = month < f"{years.today:%Y-%m}"
        if in_force and counted.count(month) < in_force[-1] and not (is_closed and month in years.waived):
            found.append(month)
        year, number = map(int, month.split("-"))
        month = f"{year + number // 12}-{number % 12 + 1:02d}"
    return found


def silent_units(years: Years) -> set[tuple[str, bool]]:
    """Return the units without a public post since this day two months ago, each with whether it owes nothing."""
    year, month = (years.today.year, years.today.month - 2)
    if month < 1:
        year, month = year - 1, month + 12
    since = dt.date(year, month, min(years.today.day, calendar.monthrange(year, month)[1]))
    start = began(years)
    if start is None or start > since:
        return set()
    wrote = {id_ for item in years.public() if item.day >= since for id_ in (item.unit, *item.co_units)}
    return {
        (id_, external)
        for id_, (_, _, first, gone, external) in UNITS.items()
        if id_ not in wrote and all((first or "") <= f"{day:%Y-%m}" <= (gone or "9") for day in (since, years.today))
    }


# ------------------------------------------------------------- what is printed


@pytest.fixture
def busy(project: Project) -> Project:
    """A section with something overdue, due soon, waiting, and asked of a guest."""
    monthly(project, "2026-05", "2026-06", "2026-07", "2026-08", "2026-09")
    monthly(project, "2026-11", each=2, topic="the-che")
    project.write("docs/hoi-dap/a.md", FEEDBACK.format(received="2026-11-19", more="", body=""))
    plan(project, {"name": '"Tổ chức [hội](x) | **nghị** & < 2 ngày"', "due": "2026-11-10", "lead_units": "[van-hoa]"})
    return project


def test_the_first_line_sums_up_and_the_most_pressing_unit_comes_first(busy: Project) -> None:
    done = run(busy)
    lines = done.output.splitlines()
    assert done.exit_code == 0
    assert lines[0] == (
        "Có 02 việc quá hạn, 01 việc đến hạn trong 07 ngày. Ngoài ra: 02 việc cần xử lý, không ghi hạn; "
        "02 việc chưa đến hạn; 01 việc mời tham gia."
    )
    heads = [line for line in lines if line and not line.startswith(" ")]
    assert heads[1:4] == ["Văn phòng HĐND và UBND", "Phòng Văn hóa - Xã hội", "UBND xã Mẫu (chưa giao đơn vị)"]
    assert "  quá hạn 21 ngày (31/10/2026): Tháng 10/2026 có 0/02 tin, bài, thiếu 02" in lines
    assert "      docs/ke-hoach/2026.md:8" in lines


def test_a_terminal_gets_tables_and_loses_no_word(busy: Project) -> None:
    console = screen()
    status.as_text(desk(busy.site()), VI, console)
    shown = console.export_text()
    assert "┃" in shown
    words = " ".join(shown.replace("│", " ").split())
    assert "quá hạn 11 ngày" in words
    assert "Ủy ban MTTQ" in words


def test_the_note_to_a_unit_is_polite_and_names_its_own_matters_only(busy: Project) -> None:
    done = run(busy, "--unit", "phòng VHXH")
    assert done.exit_code == 2
    done = run(busy, "--unit", "van hoa xa hoi")
    lines = done.output.splitlines()
    assert lines[0] == "Kính gửi: Phòng Văn hóa - Xã hội"
    assert lines[2].startswith("Số liệu đến ngày 21/11/2026. Có 01 việc quá hạn; không có việc đến hạn trong 07 ngày.")
    assert lines[4].startswith("1. Nhiệm vụ «Tổ chức")
    assert "quá hạn 11 ngày (10/11/2026). Đề nghị đơn vị hoàn thành" in lines[4]
    assert "Tháng 10/2026" not in done.output
    assert "Mời đơn vị tham gia viết tin, bài." in run(busy, "--unit", "mttq").output
    monthly(busy, "2026-11", each=1, unit="mttq", topic="chi-so")
    assert "không có việc nào" in run(busy, "--unit", "mttq").output


def test_markdown_escapes_what_authors_wrote(busy: Project) -> None:
    made = run(busy, "--format", "markdown").output
    assert made.startswith("## Việc cần theo dõi đến ngày 21/11/2026\n\n**Có 02 việc quá hạn")
    assert r"Tổ chức \[hội\](x) \| \*\*nghị\*\* &amp; &lt; 2 ngày" in made
    rows = [line for line in made.splitlines() if line.startswith("|")]
    assert {line.replace(r"\|", "").count("|") for line in rows} == {5}
    assert r"\[hội\](x)" in run(busy, "--format", "markdown", "--unit", "van-hoa").output


def test_json_has_a_version_and_every_matter(busy: Project) -> None:
    made = json.loads(run(busy, "--format", "json").output)
    assert (made["schema_version"], made["today"], made["agency"]) == (1, "2026-11-21", "UBND xã Mẫu")
    assert made["summary"] == {"overdue": 2, "soon": 1, "undated": 2, "later": 2, "invited": 1}
    assert len(made["items"]) == 8
    assert made["items"][0] == {
        "kind": "month",
        "urgency": "overdue",
        "units": ["van-phong"],
        "what": "Tháng 10/2026 có 0/02 tin, bài, thiếu 02",
        "todo": "bổ sung giải trình (quota.waivers của mkdocs.yml)",
        "path": "mkdocs.yml",
        "line": 1,
        "due": "2026-10-31",
        "days_left": -21,
        "since": None,
        "names": [],
        "author": None,
    }
    assert made["report"]["id"] == "2026"
    assert made["report"]["days_to_last"] == 23
    own = json.loads(run(busy, "--format", "json", "--unit", "mttq").output)
    assert [item["kind"] for item in own["items"]] == ["silent"]


def test_both_languages_and_another_day(busy: Project) -> None:
    assert run(busy, "--lang", "en").output.startswith("There are 02 matters overdue")
    later = json.loads(run(busy, "--format", "json", "--today", "2026-12-01").output)
    assert later["items"][0]["days_left"] == -31


def test_no_text_of_an_author_reaches_the_terminal_as_a_command(project: Project) -> None:
    project.post(
        "2026/11/a", title='"##[error]Mở \\e[31m cửa"', date="2026-11-02", month='"2026-11"', status="in_review"
    )
    output = run(project).output
    assert "\x1b" not in output
    assert "##[" not in output


def test_a_site_with_nothing_configured_is_told_how_to_begin(tmp_path: Path) -> None:
    project = Project(tmp_path / "moi")
    project.write("mkdocs.yml", "site_name: Chuyên mục\nplugins: [cchc]\n")
    project.write("docs/index.md", "Chào.\n")
    (project.root / "posts").mkdir()
    done = run(project)
    assert done.exit_code == 0
    assert done.output.startswith("Trang chưa khai báo đơn vị, chỉ tiêu, kế hoạch nên chưa có việc nào để theo dõi.")
    assert "cchc new plan" in done.output
    assert "Trang chưa khai báo" in run(project, "--format", "markdown").output
    assert json.loads(run(project, "--format", "json").output)["items"] == []
    project.write("mkdocs.yml", "site_name: Chuyên mục\nplugins: [cchc: {units: 3}]\n")
    assert run(project).exit_code == 2


def test_a_section_that_owes_nothing_is_told_so(project: Project) -> None:
    monthly(project, "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11", unit="van-hoa")
    assert run(project).output.startswith("Không có việc quá hạn, việc đến hạn trong 07 ngày.")


@pytest.mark.parametrize("asked", [(), ("--unit", "VHXH")])
def test_the_guide_shows_what_the_sample_prints(asked: tuple[str, ...]) -> None:
    guide = (ROOT / "docs/huong-dan/dieu-hanh.md").read_text("utf-8")
    printed = run(Project(ROOT), *asked, "--today", "2026-11-21").output
    assert printed in guide


# -------------------------------------------------------------------- the page


def pages(project: Project, *, preview: bool, today: dt.date = TODAY) -> Sequence[Page]:
    """Return the pages of a build."""
    made = publish.outputs(project.site(today), DRAWN, preview=preview)
    return [output for output in made if isinstance(output, Page)]


def desk_page(project: Project, today: dt.date = TODAY) -> Page:
    """Return the page of the desk."""
    return next(item for item in pages(project, preview=True, today=today) if item.url == "noi-bo/")


def test_nothing_of_the_desk_is_in_a_public_build(busy: Project, tmp_path: Path) -> None:
    busy.configure("plugins:\n", "plugins:\n  - search\n")
    build(busy.root, tmp_path / "site")
    files = tree(tmp_path / "site")
    everything = "\n".join(files).encode() + b"\n".join(files.values())
    for trace in ("noi-bo", "Nội bộ", "Việc cần theo dõi", "việc quá hạn", "noi bo", "Tổ chức [hội]"):
        assert trace.encode() not in everything, trace
    assert not any("status.html" in str(getattr(item, "template", "")) for item in pages(busy, preview=False))
    made = publish.outputs(busy.site(), DRAWN, preview=True)
    assert [item.url for item in made if "noi-bo" in item.url] == ["noi-bo/"]  # in a preview the page, and no data
    assert not any(b"noi-bo" in item.content for item in made if isinstance(item, Asset))


def test_a_preview_has_the_page_marked_unlisted_and_led_to(busy: Project, tmp_path: Path) -> None:
    build(busy.root, tmp_path / "site", environment={"CCHC_PREVIEW": "1"})
    made = page(tmp_path / "site", "noi-bo")
    robots = made.css_first("meta[name=robots]")
    assert robots is not None
    assert robots.attributes["content"] == "noindex"
    words = text(tmp_path / "site", "noi-bo")
    for part in ("Nội bộ", "Số liệu đến ngày 21/11/2026.", "Có 02 việc quá hạn, 01 việc đến hạn", "quá hạn 11 ngày"):
        assert part in words
    assert "noi-bo" not in (tmp_path / "site/sitemap.xml").read_text("utf-8")
    assert page(tmp_path / "site", "").css_first('footer a[href$="noi-bo/"]') is not None
    for link in made.css("main a"):
        target = (tmp_path / "site/noi-bo" / (link.attributes["href"] or "").partition("#")[0]).resolve()
        assert target.exists(), link.attributes["href"]
    assert accessible(made)


def accessible(made: HTMLParser) -> bool:
    """Whether each table has a caption, scopes, and labels for phones."""
    tables = made.css("main table")
    assert tables
    for table in tables:
        caption = table.css_first("caption")
        assert caption is not None
        assert caption.text(strip=True)
        assert all(cell.attributes.get("scope") in ("col", "row") for cell in table.css("th"))
        assert all(cell.attributes.get("data-label") for cell in table.css("td"))
    return True


def test_the_page_is_made_anew_when_the_day_changes_it(busy: Project) -> None:
    keys = {desk_page(busy, day).key("") for day in (TODAY, TODAY, TODAY + dt.timedelta(days=1))}
    assert len(keys) == 2


def test_a_thousand_posts_cost_no_more_than_a_glance(tmp_path: Path) -> None:
    project = Project(tmp_path / "lon")
    project.write("mkdocs.yml", MKDOCS)
    project.write("docs/van-ban/a.md", DOCUMENT)
    project.write("docs/thu-tuc/a.md", PROCEDURE)
    plan(project, {"due": "monthly"}, theme="Chuyển đổi số toàn diện", audiences="[Người dân]")
    for number in range(1000):
        month = 5 + number % 7
        name = f"2026/{month:02d}/bai-{number}"
        body = f"Bài {number} nêu 118/2025/NĐ-CP.\n\n{LONG * 5}"
        project.post(name, body, title=f"Bài {number}", date=f"2026-{month:02d}-03", month=f'"2026-{month:02d}"')
    began_at = time.process_time()
    site = project.site()
    loaded = time.process_time()
    made = desk(site)
    status.as_markdown(made, VI)
    took = time.process_time() - loaded
    assert made.theme is not None
    assert made.theme.posts == 1000
    assert took < 1, f"{took:.2f} s after {loaded - began_at:.2f} s of reading"
