"""The plan of a year: when tasks fall due, what counts towards targets, what pages and reports say of it."""

import datetime as dt
import json
import random
import re
from itertools import pairwise
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cchc import config, dues, evidence, fix, plan_words, plans, publish, quota
from cchc.cache import Cache
from cchc.cli import main
from cchc.locale import Text, translator
from cchc.periods import Every, Period, periods
from cchc.plans import State
from cchc.publish.kept_back import kept_back
from cchc.publish.outputs import Asset, Folder
from cchc.reports.content import Part, Window
from cchc.reports.parts.plan import part
from cchc.schema import Evidence
from cchc.schema.due import Due
from cchc.targets import PeriodStatus
from tests.building import DRAWN
from tests.conftest import DOCUMENT, TODAY, Project

VI = translator("vi")
TASK = {"id": "hoi-nghi", "name": "Tổ chức hội nghị", "lead_units": "[van-phong]", "due": "ongoing"}
TARGET = {"name": "Tờ gấp", "measure": "posts", "at_least": "1"}
EVENT = "---\ntitle: Tập huấn\nkind: training\nstart: 2026-06-10\nunit: van-phong\naudience: Hộ kinh doanh\n---\n"


def listed(key: str, items: list[dict[str, str]]) -> list[str]:
    """Return items of a list as YAML."""
    lines = [f"{key}:"] if items else []
    for item in items:
        lines += [f"  {' ' if place else '-'} {name}: {value}" for place, (name, value) in enumerate(item.items())]
    return lines


def plan(
    project: Project,
    *tasks: dict[str, str],
    targets: tuple[dict[str, str], ...] = (),
    year: int = 2026,
    body: str = "",
    **keys: str,
) -> None:
    """Write the plan of a year; tasks and targets say what differs from the usual ones."""
    head = ["---", "title: Kế hoạch tuyên truyền", f"year: {year}", *(f"{key}: {value}" for key, value in keys.items())]
    rows = [*listed("tasks", [TASK | task for task in tasks]), *listed("targets", [TARGET | item for item in targets])]
    project.write(f"docs/ke-hoach/{year}.md", "\n".join([*head, *rows, "---", body, ""]))


def state(project: Project, today: dt.date = TODAY) -> plans.TaskState:
    """Return how the only task stands."""
    (item,) = plans.tasks(project.site(today))
    return item


def target(project: Project, today: dt.date = TODAY) -> plans.TargetState:
    """Return how the only target stands."""
    (item,) = plans.targets(project.site(today))
    return item


def figures(project: Project, today: dt.date = TODAY) -> list[tuple[str, int, int, str]]:
    """Return the periods of the only target that are judged: what was owed, what there is."""
    rows = target(project, today).periods
    return [(row.period.id, row.counted, row.target, row.status.value) for row in rows if row.target]


# ------------------------------------------------------------------ when it is due


@pytest.mark.parametrize(
    ("text", "first", "last", "shown"),
    [
        ("2026-12-10", "2026-12-10", "2026-12-10", "10/12/2026"),
        ("2026-04", "2026-04-01", "2026-04-30", "Tháng 4/2026"),
        ("2026-02", "2026-02-01", "2026-02-28", "Tháng 02/2026"),
        ("2026-Q2", "2026-04-01", "2026-06-30", "Quý II/2026"),
        ("2026-H1", "2026-01-01", "2026-06-30", "6 tháng đầu năm 2026"),
        ("2026", "2026-01-01", "2026-12-31", "Năm 2026"),
        ("2026-Q2..2026-Q3", "2026-04-01", "2026-09-30", "Quý II–III/2026"),
        ("2026-04..2026-06", "2026-04-01", "2026-06-30", "Tháng 4–6/2026"),
        ("2025-Q4..2026-Q1", "2025-10-01", "2026-03-31", "Quý IV/2025 - Quý I/2026"),
        ("2026-04-01..2026-04-15", "2026-04-01", "2026-04-15", "01/4/2026 - 15/4/2026"),
        ("2026..2027", "2026-01-01", "2027-12-31", "Năm 2026–2027"),
    ],
)
def test_a_period_is_read_and_said_as_a_plan_says_it(text: str, first: str, last: str, shown: str) -> None:
    found = Due.parse(text)
    assert found.period is not None
    assert (str(found.period.first), str(found.period.last)) == (first, last)
    assert found.deadlines(2026) == (dt.date.fromisoformat(last),)
    assert plan_words.due(found, "vi").render(VI) == shown


@pytest.mark.parametrize(
    ("word", "owed", "shown"),
    [
        ("ongoing", 0, "Thường xuyên"),
        ("on_request", 0, "Khi có yêu cầu"),
        ("monthly", 12, "Hằng tháng"),
        ("quarterly", 4, "Hằng quý"),
        ("half_yearly", 2, "6 tháng một lần"),
        ("yearly", 1, "Ít nhất 01 lần/năm"),
    ],
)
def test_a_word_falls_due_as_often_as_it_says(word: str, owed: int, shown: str) -> None:
    found = Due.parse(word)
    assert len(found.deadlines(2026)) == owed
    assert found.is_standing is (owed == 0)
    assert plan_words.due(found, "vi").render(VI) == shown


@pytest.mark.parametrize(
    "text",
    ["2026-13", "2026-Q5", "2026-04-31", "2026-Q3..2026-Q2", "2026-04..2026-Q2", "1999-04", "", "mai", "2026-Q2.."],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.compile("")):
        Due.parse(text)


@given(st.integers(2000, 2100), st.sampled_from(list(Every)))
def test_the_periods_of_a_year_are_all_its_days_once(year: int, every: Every) -> None:
    found = periods(every, year)
    assert (found[0].first, found[-1].last) == (dt.date(year, 1, 1), dt.date(year, 12, 31))
    for one, other in pairwise(found):
        assert other.first - one.last == dt.timedelta(days=1)
    assert [Period.parse(item.id) for item in found] == list(found)


MEANT = [
    ("Tháng 4/2026", "2026-04", True),
    ("tháng 04 năm 2026", "2026-04", True),
    ("Tháng 12", "2026-12", True),
    ("4/2026", "2026-04", True),
    ("Quý II–III", "2026-Q2..2026-Q3", True),
    ("Quý II-III/2026", "2026-Q2..2026-Q3", True),
    ("Quý 2, quý 3 năm 2026", "2026-Q2..2026-Q3", True),
    ("Quý IV/2025 - Quý I/2026", "2025-Q4..2026-Q1", True),
    ("Quý I", "2026-Q1", True),
    ("Từ tháng 4 đến tháng 6/2026", "2026-04..2026-06", True),
    ("10/12/2026", "2026-12-10", True),
    ("Trước ngày 30/6/2026", "2026-06-30", False),
    ("2026-q2", "2026-Q2", True),
    ("Cả năm", "2026", True),
    ("Năm 2026", "2026", True),
    ("6 tháng đầu năm", "2026-H1", True),
    ("Thường xuyên", "ongoing", True),
    ("“Thường  xuyên”.", "ongoing", True),
    ("Thường xuyên, theo chỉ đạo của tỉnh", "ongoing", False),
    ("Khi có công văn yêu cầu", "on_request", True),
    ("Theo yêu cầu", "on_request", True),
    ("Theo quý hoặc theo yêu cầu", "quarterly", False),
    ("Hằng quý", "quarterly", True),
    ("Hàng tháng", "monthly", True),
    ("6 tháng một lần", "half_yearly", False),
    ("Ít nhất 1 lần/năm", "yearly", True),
    ("Ít nhất 02 lần/năm", "yearly", False),
]


@pytest.mark.parametrize(("written", "right", "certain"), MEANT)
def test_what_clerks_write_gives_the_line_to_paste_and_is_repaired_where_it_is_certain(
    project: Project, written: str, right: str, certain: bool
) -> None:
    assert dues.meant(written, 2026) == (right, certain)
    plan(project, {"due": f'"{written}"' if "“" not in written else written})
    (finding,) = [item for item in project.findings() if item.code == "CCHC870"]
    pasted = finding.hint.removeprefix("due: ").strip('"')
    assert (finding.place.line, pasted, finding.fixable) == (8, right, certain)
    file = project.root / "docs/ke-hoach/2026.md"
    site = project.site()
    done = fix.repair(site.rejected[0].path, file.read_bytes(), site.config)
    file.write_bytes(done.data)
    assert (project.codes() == [] or project.codes() == ["CCHC871"]) is certain


@pytest.mark.parametrize("text", ["sớm", "Quý V", "Tháng 13/2026", "32/5/2026", "khi rảnh", ""])
def test_what_nobody_can_tell_is_left_to_a_person(text: str) -> None:
    assert dues.meant(text, 2026) is None


def test_without_a_year_a_quarter_is_no_date() -> None:
    assert dues.meant("Quý II", None) is None
    assert dues.meant("Quý II", "2026") is None


@given(st.text(max_size=40), st.one_of(st.none(), st.integers(2000, 2100), st.text(max_size=4)))
def test_no_text_is_too_strange_and_what_is_meant_can_be_read(text: str, year: object) -> None:
    found = dues.meant(text, year)
    assert found is None or Due.parse(found.text)


def test_a_year_needs_no_quotes(project: Project) -> None:
    plan(project, {"due": "2026"})
    assert state(project).deadline == dt.date(2026, 12, 31)


# ------------------------------------------------------------------ tasks


@pytest.mark.parametrize(
    ("task", "today", "expected", "late"),
    [
        ({"due": "2026-11"}, "2026-11-01", State.NOT_STARTED, 0),
        ({"due": "2026-11"}, "2026-11-16", State.DUE_SOON, 0),
        ({"due": "2026-11"}, "2026-11-30", State.DUE_SOON, 0),
        ({"due": "2026-11"}, "2026-12-01", State.OVERDUE, 1),
        ({"due": "2026-12", "status": "in_progress"}, "2026-11-21", State.IN_PROGRESS, 0),
        ({"due": "2026-04", "status": "cancelled"}, "2026-11-21", State.CANCELLED, 0),
        ({"due": "2026-04", "status": "done", "done_on": "2026-05-20"}, "2026-11-21", State.DONE, 0),
        ({"due": "2026-04", "status": "done", "done_on": "2026-05-20"}, "2026-05-10", State.OVERDUE, 10),
        ({"due": "ongoing"}, "2030-01-01", State.STANDING, 0),
        ({"due": "on_request", "status": "in_progress"}, "2030-01-01", State.STANDING, 0),
        ({"due": "quarterly"}, "2026-11-21", State.OVERDUE, 235),
        ({"due": "yearly"}, "2026-11-21", State.NOT_STARTED, 0),
        ({"due": "yearly"}, "2027-01-02", State.OVERDUE, 2),
    ],
)
def test_a_task_is_judged_on_the_day_that_is_asked_for(
    project: Project, task: dict[str, str], today: str, expected: State, late: int
) -> None:
    plan(project, task)
    found = state(project, dt.date.fromisoformat(today))
    assert (found.state, found.days_late) == (expected, late)


def test_a_quarterly_task_owes_evidence_in_each_quarter_from_the_plans_day_on(project: Project) -> None:
    project.post("2026/05/a", date="2026-05-14")
    project.write("docs/su-kien/b.md", EVENT.replace("2026-06-10", "2026-09-30"))
    proofs = "[{post: 2026/05/a}, {event: b}]"
    plan(project, {"due": "quarterly", "evidence": proofs}, date="2026-04-28")
    assert state(project).state is State.NOT_STARTED
    assert state(project).deadline == dt.date(2026, 12, 31)
    plan(project, {"due": "quarterly", "evidence": "[{event: b}]"}, date="2026-04-28")
    assert (state(project).state, state(project).deadline) == (State.OVERDUE, dt.date(2026, 6, 30))
    plan(project, {"due": "quarterly", "evidence": proofs}, start='"2026-07"')
    assert state(project, dt.date(2026, 12, 1)).deadline == dt.date(2026, 12, 31)
    page = "{url: https://bao.example/1, title: Báo, date: 2026-12-05}"
    plan(project, {"due": "quarterly", "evidence": f"[{{event: b}}, {page}]"}, start='"2026-07"')
    assert state(project, dt.date(2027, 1, 1)).state is State.DONE


def test_a_target_of_the_same_period_is_evidence_of_its_task(project: Project) -> None:
    for month in ("09", "10"):
        project.post(f"2026/{month}/a", month, date=f"2026-{month}-02", month=f'"2026-{month}"', title=f"Bài {month}")
    target_ = {"task": "hoi-nghi", "every": "month"}
    plan(project, {"due": "monthly"}, targets=(target_,), start='"2026-09"')
    assert (state(project).state, state(project).deadline) == (State.DUE_SOON, dt.date(2026, 11, 30))
    plan(project, {"due": "monthly"}, targets=({**target_, "every": "quarter"},), start='"2026-09"')
    assert state(project).state is State.OVERDUE


def test_completion_is_of_what_was_due_on_days_that_are_over(project: Project) -> None:
    plan(
        project,
        {"due": "2026-04", "status": "done", "done_on": "2026-05-20"},
        {"id": "b", "due": "2026-06"},
        {"id": "c", "due": "2026-06", "status": "cancelled"},
        {"id": "d", "due": "ongoing"},
        {"id": "e", "due": "2026-11-21"},
        {"id": "f", "due": "2026-12", "status": "done", "done_on": "2026-06-01"},
    )
    site = project.site()
    (made,) = site.plans
    days = {"2026-04-29": (0, 0, 0), "2026-04-30": (0, 1, 1), "2026-05-20": (1, 1, 0), "2026-06-30": (1, 2, 1)}
    for day, expected in days.items():
        assert plans.completion(made, site, dt.date.fromisoformat(day)) == expected, day
    assert plans.completion(made, site, TODAY) == plans.completion(made, site, dt.date(2030, 1, 1)) == (1, 2, 1)
    later = project.site(dt.date(2027, 1, 1))
    assert plans.completion(later.plans[0], later, dt.date(2026, 12, 31)) == (2, 4, 2)


# ------------------------------------------------------------------ evidence


def test_evidence_leads_to_what_readers_see(project: Project) -> None:
    project.post("2026/05/a", title="Một cửa")
    project.post("2026/05/nhap", title="Bản nháp", status="draft")
    project.write("docs/van-ban/118.md", DOCUMENT)
    project.write("docs/su-kien/b.md", EVENT)
    site = project.site()
    found = [
        evidence.resolve(site, Evidence(**item))
        for item in (
            {"post": "2026/05/a"},
            {"post": "2026/05/nhap"},
            {"post": "2026/05/khong-co"},
            {"document": "118/2025/NĐ-CP"},
            {"event": "b"},
            {"url": "https://bao.example/1", "title": "Báo đưa tin"},
        )
    ]
    assert [(item.text, item.url) for item in found] == [
        ("Một cửa", "tin-bai/2026/05/a/"),
        ("2026/05/nhap", ""),
        ("2026/05/khong-co", ""),
        ("Nghị định số 118/2025/NĐ-CP: Cơ chế một cửa, một cửa liên thông", "van-ban/118-2025-nd-cp/"),
        ("Tập huấn", "su-kien/b/"),
        ("Báo đưa tin", "https://bao.example/1"),
    ]


def test_evidence_that_does_not_exist_is_named_with_what_was_meant(project: Project) -> None:
    project.post("2026/05/hai-tin-bai-moi-thang")
    project.write("docs/van-ban/118.md", DOCUMENT)
    plan(project, {"evidence": "[{post: 2026/05/hai-tin-bai-moi-than}, {document: 118/2025/ND-CP}]"})
    hints = {item.hint for item in project.findings() if item.code == "CCHC872"}
    assert hints == {'post: "2026/05/hai-tin-bai-moi-thang"', "document: 118/2025/NĐ-CP"} or hints == {
        'post: "2026/05/hai-tin-bai-moi-thang"',
        'document: "118/2025/NĐ-CP"',
    }


@pytest.mark.parametrize("item", ["{post: 2026/05/a, event: b}", "{title: Báo}", "{url: https://bao.example/1}"])
def test_evidence_names_one_thing(project: Project, item: str) -> None:
    plan(project, {"evidence": f"[{item}]"})
    _, findings = project.rejected()
    assert [finding.code for finding in findings] == ["CCHC103"]
    assert "title" in findings[0].message


# ------------------------------------------------------------------ targets


def test_the_quota_and_a_target_of_the_same_words_agree_on_every_day(project: Project) -> None:
    for day in ("2026-05-14", "2026-05-20", "2026-07-01", "2026-09-03", "2026-09-04"):
        project.post(f"{day[:7].replace('-', '/')}/d{day[8:]}", day, date=day, month=f'"{day[:7]}"', title=f"Bài {day}")
    project.post("2026/06/trung", date="2026-06-02", month='"2026-06"', title="Bài 2026-05-14")
    project.post("2026/06/nhap", date="2026-06-03", month='"2026-06"', title="Nháp", status="draft")
    waiver = "reason: Mưa lũ, approved_by: Chủ tịch, date: 2026-08-03"
    project.configure("page: public", f'page: public\n        waivers: [{{month: "2026-07", {waiver}}}]')
    waived = f'[{{period: "2026-07", {waiver}}}]'
    plan(project, targets=({"at_least": "2", "every": "month", "start": '"2026-05"', "waivers": waived},))
    for today in (dt.date(2026, 5, 1), dt.date(2026, 8, 31), TODAY, dt.date(2026, 12, 31)):
        site = project.site(today)
        counted = {str(row.month): (row.counted, row.target, row.status) for row in quota.tally(site).months}
        (state_,) = plans.targets(site)
        rows = {row.period.id: (row.counted, row.target, row.status) for row in state_.periods}
        assert {month: rows[month] for month in counted} == counted
    project.write("posts/2026/06/hong.md", "---\ntitle: Hỏng\n---\n")
    assert target(project).periods[5].status is quota.tally(project.site()).months[1].status


def test_two_leaflets_within_two_quarters(project: Project) -> None:
    window = {"format": "leaflet", "at_least": "2", "within": "2026-Q2..2026-Q3"}
    plan(project, targets=(window,))
    project.post("2026/05/a", "Một", format="leaflet", title="Tờ một")
    assert figures(project, dt.date(2026, 3, 1)) == [("2026-Q2..2026-Q3", 0, 2, "upcoming")]
    assert figures(project, dt.date(2026, 9, 30)) == [("2026-Q2..2026-Q3", 1, 2, "in_progress")]
    assert figures(project) == [("2026-Q2..2026-Q3", 1, 2, "short")]
    assert "CCHC879" in project.codes()
    project.post("2026/10/b", "Hai", format="leaflet", title="Tờ hai", date="2026-10-01", month='"2026-10"')
    assert figures(project) == [("2026-Q2..2026-Q3", 1, 2, "short")]
    project.post("2026/09/c", "Ba", format="leaflet", title="Tờ ba", date="2026-09-30", month='"2026-09"')
    assert figures(project) == [("2026-Q2..2026-Q3", 2, 2, "met")]


def test_one_training_a_year_is_held_when_it_is_over(project: Project) -> None:
    project.write("docs/su-kien/b.md", EVENT)
    project.write("docs/su-kien/c.md", EVENT.replace("training", "conference"))
    project.write("docs/su-kien/d.md", EVENT.replace("unit:", "status: cancelled\nunit:"))
    plan(project, targets=({"measure": "events", "kind": "training", "audience": "hộ kinh doanh"},))
    assert figures(project, dt.date(2026, 6, 10)) == [("2026", 0, 1, "in_progress")]
    assert figures(project, dt.date(2026, 6, 11)) == [("2026", 1, 1, "met")]
    plan(project, targets=({"measure": "events", "of_unit": "van-hoa"},))
    assert figures(project) == [("2026", 0, 1, "in_progress")]


def test_a_bulletin_in_another_language_counts_where_that_language_is_asked_for(project: Project) -> None:
    project.post("2026/05/a")
    project.post("2026/05/b", title="Cửa đeo", lang="tyz", translation_of='"2026/05/a"')
    plan(project, targets=({"lang": "tyz"},))
    assert target(project).current.counted == 1
    plan(project, targets=({},))
    assert target(project).current.counted == 1


def test_a_percentage_of_the_procedures_says_how_many_are_not_known(project: Project) -> None:
    text = (
        '---\ncode: "{code}"\nname: Thủ tục {code}\nfield: Hộ tịch\nsynced_at: 2026-11-01\nonline_level: {level}\n---\n'
    )
    levels = ("full", "full", "partial\nonline_reason: Bản chính", "information", "unknown")
    for number, level in enumerate(levels):
        code = f"1.00000{number}"
        project.write(f"docs/thu-tuc/{code}.md", text.format(code=code, level=level))
    share = {"measure": "procedures", "at_least": "", "percent": "50"}
    plan(project, targets=(share,))
    row = target(project).current
    assert (row.counted, row.total, row.unknown, row.status) == (2, 4, 1, PeriodStatus.MET)
    assert plan_words.reached(row).render(VI) == "02/04 (50%)"
    plan(project, targets=(share | {"percent": "100"},))
    assert target(project).current.status is PeriodStatus.IN_PROGRESS
    assert target(project, dt.date(2027, 1, 1)).current.status is PeriodStatus.SHORT  # 3 of 4 at most
    plan(project, targets=(share | {"percent": "75"},))
    assert target(project, dt.date(2027, 1, 1)).current.status is PeriodStatus.UNDETERMINED


def test_a_percentage_by_hand_says_whence_it_comes(project: Project) -> None:
    by_hand = {"measure": "", "at_least": "", "percent": "100", "numerator": "182", "denominator": "190"}
    told = {"as_of": "2026-11-14", "source": "Hệ thống của tỉnh"}
    plan(project, targets=(by_hand | told,))
    row = target(project).current
    assert (row.counted, row.target, row.total, row.missing) == (182, 190, 190, 8)
    assert plan_words.reached(row).render(VI) == "182/190 (95,8%)"
    plan(project, targets=(by_hand,))
    _, (finding,) = project.rejected()
    assert "as_of" in finding.message


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"percent": "100"}, "at_least"),
        ({"at_least": ""}, "at_least"),
        ({"every": "month", "within": "2026-Q2"}, "within"),
        ({"measure": ""}, "measure"),
        ({"measure": "procedures", "every": "month"}, "every: year"),
        ({"at_least": "", "percent": "90"}, "procedures"),
        ({"issuer": "UBND"}, "documents"),
        ({"kind": "hội nghị"}, "tin, bai"),
        ({"within": "ongoing"}, "2026-Q2"),
        ({"at_least": "0"}, "1"),
    ],
)
def test_a_target_that_cannot_be_counted_says_what_is_missing(
    project: Project, wrong: dict[str, str], said: str
) -> None:
    plan(project, targets=(wrong,))
    _, (finding,) = project.rejected()
    assert finding.code in ("CCHC103", "CCHC870")
    assert said in finding.message


def test_the_kind_that_was_meant_is_offered(project: Project) -> None:
    plan(project, targets=({"measure": "events", "kind": "Tập huấn"},))
    _, (finding,) = project.rejected()
    assert finding.hint == "kind: training"


def test_a_target_begins_with_the_plan(project: Project) -> None:
    plan(project, targets=({"every": "quarter"},), date="2026-05-04")
    assert [row[0] for row in figures(project)] == ["2026-Q2", "2026-Q3", "2026-Q4"]
    plan(project, targets=({"every": "quarter", "start": '"2026-07"'},), date="2026-05-04")
    assert [row[0] for row in figures(project)] == ["2026-Q3", "2026-Q4"]


# ------------------------------------------------------------------ pages and data


def outputs(project: Project, *, preview: bool, today: dt.date = TODAY) -> dict[str, Any]:
    """Return everything that a build makes, by its address."""
    return {item.url: item for item in publish.outputs(project.site(today), DRAWN, preview=preview)}


@pytest.mark.parametrize(
    ("setting", "readers", "preview"), [("public", True, True), ("internal", False, True), ("off", False, False)]
)
def test_the_plan_is_seen_by_whom_the_agency_says(project: Project, setting: str, readers: bool, preview: bool) -> None:
    project.configure("agency:", f"plan_page: {setting}\n      agency:")
    plan(project, {})
    project.post("2026/05/a", "Xem [kế hoạch](../../../docs/ke-hoach/2026.md).\n")
    for is_preview, shown in ((False, readers), (True, preview)):
        made = outputs(project, preview=is_preview)
        assert ("ke-hoach/" in made, "ke-hoach/2026/" in made) == (shown, shown)
        assert ("data/plan.json" in made) is (setting == "public")
    found = [item.message for item in project.findings() if "docs/ke-hoach/2026.md" in item.message]
    assert (found == []) is readers  # a link that readers cannot follow is a finding
    written: dict[str, bytes] = {}
    (index,) = (item for item in outputs(project, preview=False).values() if isinstance(item, Folder))
    index.fill(lambda name, _, make: written.update({name: make()}))
    assert any(b"ke-hoach/2026/" in content for content in written.values()) is readers


def test_without_a_word_of_the_agency_the_plan_is_not_public(project: Project) -> None:
    plan(project, {})
    assert "ke-hoach/2026/" not in outputs(project, preview=False)
    assert "ke-hoach/2026/" in outputs(project, preview=True)


def test_a_file_beside_an_internal_plan_is_seen_only_where_the_plan_or_a_post_leads_to_it(project: Project) -> None:
    plan(project, {})
    for name in ("du-thao.pdf", "to-gap.pdf"):
        project.write(f"docs/ke-hoach/{name}", b"%PDF-1.4")
    project.post("2026/05/a", "Xem [tờ gấp](../../../docs/ke-hoach/to-gap.pdf).\n")
    site = project.site(TODAY)
    assert {path.name for path in kept_back(site, preview=False)} == {"du-thao.pdf"}
    assert not kept_back(site, preview=True)


def test_the_page_has_the_six_columns_the_state_and_the_evidence(project: Project) -> None:
    project.post("2026/05/a", title="Một cửa")
    plan(
        project,
        {
            "supporting_units": "[van-hoa]",
            "others": "[Sở Nội vụ]",
            "due": "2026-Q2..2026-Q3",
            "product": "Tờ gấp",
            "evidence": "[{post: 2026/05/a}]",
        },
        theme="Chuyển đổi số",
    )
    shown = outputs(project, preview=True)["ke-hoach/2026/"].context
    assert shown["columns"] == [
        "STT",
        "Nội dung nhiệm vụ",
        "Đơn vị chủ trì",
        "Đơn vị phối hợp",
        "Thời gian thực hiện",
        "Sản phẩm/Kết quả",
    ]
    (row,) = shown["tasks"]
    assert (row["leads"], row["supporting"]) == ("Văn phòng HĐND và UBND", "Phòng Văn hóa - Xã hội; Sở Nội vụ")
    assert (row["due"], row["product"], row["state_name"]) == ("Quý II–III/2026", "Tờ gấp", "Quá hạn")
    assert row["evidence"] == [{"title": "Một cửa", "url": "tin-bai/2026/05/a/", "date": "14/5/2026"}]
    assert (shown["done"], shown["due"], shown["overdue"]) == ("0", "01", "01")


def test_the_bar_is_whole_whatever_the_states(project: Project) -> None:
    plan(project, *({"id": f"t{n}", "due": "2026-04" if n % 3 else "ongoing"} for n in range(7)))
    bar = outputs(project, preview=True)["ke-hoach/2026/"].context["bar"]
    assert sum(part["width"] for part in bar) == 1000
    assert [part["x"] for part in bar][1:] == [part["x"] + part["width"] for part in bar][:-1]


def test_the_page_is_made_anew_when_the_day_changes_it(project: Project) -> None:
    plan(project, {"due": "2026-12"})
    keys = [outputs(project, preview=True, today=day)["ke-hoach/2026/"].key("") for day in (TODAY, dt.date(2027, 1, 1))]
    assert keys[0] != keys[1]


def test_open_data_of_the_plan_keeps_its_schema(project: Project) -> None:
    project.configure("agency:", "plan_page: public\n      agency:")
    project.post("2026/05/a")
    plan(project, {"evidence": "[{post: 2026/05/a}]", "due": "2026-04"}, targets=({"every": "half"},))
    made = outputs(project, preview=False)
    assert isinstance(made["data/plan.json"], Asset)
    data = json.loads(made["data/plan.json"].content)
    Draft202012Validator(json.loads(made["data/plan.schema.json"].content)).validate(data)
    (row,) = data["plans"][0]["tasks"]
    assert (row["state"], row["deadline"]) == ("overdue", "2026-04-30")
    assert row["evidence"][0]["url"] == "https://xa.example/cchc/tin-bai/2026/05/a/"


def test_a_year_has_one_plan(project: Project) -> None:
    plan(project, {})
    project.write("docs/ke-hoach/khac.md", "---\ntitle: Kế hoạch khác\nyear: 2026\n---\n")
    rejected, (finding,) = project.rejected()
    assert (str(rejected.path), finding.code) == ("docs/ke-hoach/khac.md", "CCHC401")


def test_a_mistake_inside_a_task_is_named_by_its_line_on_a_second_run_too(project: Project) -> None:
    from cchc import load

    plan(project, {"due": "2026-12"}, {"id": "b", "due": "2026-04"})
    cache = Cache(project.root / "cache")
    for _ in range(2):
        site = load.load(config.read(project.root / "mkdocs.yml"), TODAY, cache)
        assert site.plans[0].lines["tasks.1.due"] == 12


# ------------------------------------------------------------------ a new plan


def test_a_new_plan_is_one_that_the_check_accepts(project: Project) -> None:
    settings = ["-f", str(project.root / "mkdocs.yml"), "--today", str(TODAY)]
    done = CliRunner().invoke(main, ["new", "plan", "--number", "45/KH-UBND", "--date", "04/5/2026", *settings])
    assert done.exit_code == 0, done.output
    site = project.site()
    assert [(item.meta.year, item.meta.number) for item in site.plans] == [(2026, "45/KH-UBND")]
    assert [task.due.text for task in site.plans[0].meta.tasks] == [
        *("ongoing", "ongoing", "yearly", "ongoing", "quarterly")
    ]
    assert set(project.codes()) <= {"CCHC871"}
    again = CliRunner().invoke(main, ["new", "plan", "--year", "2026", *settings])
    assert again.exit_code == 2
    assert "docs/ke-hoach/2026.md" in again.output


# ------------------------------------------------------------------ the report's part


def window(first: str, last: str) -> Window:
    """Return a window of a report."""
    return Window(id=f"{first}..{last}", name="", first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last))


def said(made: Part) -> str:
    """Return every sentence of a part."""
    parts = [*made.sentences, *made.missing]
    return "\n".join(item.render(VI) if isinstance(item, Text) else item for item in parts)


def test_a_report_tells_the_plan_as_it_stood_on_its_last_day(project: Project) -> None:
    project.post("2026/05/a")
    project.post("2026/06/b", title="Sau ngày chốt", date="2026-06-20", month='"2026-06"')
    done = {"status": "done", "done_on": "2026-05-20", "evidence": "[{post: 2026/05/a}]"}
    plan(
        project,
        {"due": "2026-05", **done},
        {"id": "b", "name": "Đăng tin", "due": "2026-04"},
        {"id": "c", "due": "2026-12"},
        targets=({"at_least": "2", "every": "month"},),
        start='"2026-05"',
    )
    half = part(project.site(), window("2025-12-15", "2026-06-14"))
    counts = {key: number for key, _, number in half.figures}
    assert counts == {
        "tasks": 3,
        "tasks_due": 2,
        "tasks_done": 1,
        "tasks_overdue": 1,
        "tasks_done_in_window": 1,
        "targets": 2,
        "targets_met": 0,
        "targets_short": 1,
    }
    text = said(half)
    assert "Tính đến ngày 14/6/2026, đã thực hiện 01/02 nhiệm vụ đến hạn; còn 01 nhiệm vụ quá hạn." in text
    assert "«Đăng tin» (Văn phòng HĐND và UBND) quá hạn từ ngày 30/4/2026" in text
    assert "01 chưa đạt, 01 đang thực hiện" in text
    june = half.tables[1].rows[-1]
    assert isinstance(june[4], Text)
    assert june[4].render(VI) == "0/02"  # what came on 20/6 is the next report's


def test_a_report_without_a_plan_says_that_there_is_none(project: Project) -> None:
    made = part(project.site(), window("2025-12-15", "2026-12-14"))
    assert (len(made.sentences), made.figures, made.tables) == (1, (), ())  # no heading stands above nothing
    assert "Chưa có kế hoạch năm 2026" in said(made)


def test_evidence_that_is_yet_to_come_is_in_no_report(project: Project) -> None:
    links = [
        {"url": f"https://bao.example/{day}", "title": f"Bài {day}", "date": day}
        for day in ("2026-06-10", "2026-06-20")
    ]
    plan(project, {"due": "2026-12", "status": "in_progress", "evidence": links})
    made = part(project.site(dt.date(2026, 7, 1)), window("2025-12-15", "2026-06-14"))
    proofs = next(table for table in made.tables if "kiểm chứng" in str(table.caption))
    assert [row[2] for row in proofs.rows] == [dt.date(2026, 6, 10)]


def test_what_the_old_year_left_undone_is_in_the_next_report(project: Project) -> None:
    plan(project, {"due": "2026-12", "name": "Kiểm tra"})
    plan(project, {"due": "2027-12", "name": "Việc mới"}, year=2027)
    made = part(project.site(dt.date(2027, 3, 20)), window("2026-12-15", "2027-03-14"))
    assert "«Kiểm tra» (Văn phòng HĐND và UBND) quá hạn từ ngày 31/12/2026" in said(made)


# ------------------------------------------------------------------ a second count


def test_every_figure_of_a_generated_year_equals_a_second_count(project: Project) -> None:
    chance = random.Random(20261121)
    kinds, units = ("training", "conference", "dialogue"), ("van-phong", "van-hoa")
    rows = []
    for number in range(60):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(365))
        row = (day, chance.choice(kinds), chance.choice(units), chance.random() < 0.15)
        rows.append(row)
        status = "status: cancelled\n" if row[3] else ""
        text = f"---\ntitle: Sự kiện {number}\nkind: {row[1]}\nstart: {day}\nunit: {row[2]}\n{status}---\n"
        project.write(f"docs/su-kien/e{number}.md", text)
    wanted = [(kind, unit, every) for kind in kinds for unit in units for every in ("month", "quarter", "half", "year")]
    asked = tuple(
        {"measure": "events", "kind": kind, "of_unit": unit, "every": every, "at_least": "2"}
        for kind, unit, every in wanted
    )
    tasks = []
    for _ in range(40):
        month = chance.randrange(1, 13)
        done = dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(320))
        tasks.append((month, done if chance.random() < 0.5 else None))
    written = [
        {"id": f"t{number}", "due": f"2026-{month:02d}"} | ({"status": "done", "done_on": str(day)} if day else {})
        for number, (month, day) in enumerate(tasks)
    ]
    plan(project, *written, targets=asked)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}
    for today in (dt.date(2026, 5, 17), TODAY, dt.date(2027, 2, 1)):
        site = project.site(today)
        for (kind, unit, every), item in zip(wanted, plans.targets(site), strict=True):
            counts = [0] * (12 // months[every])
            for day, of, whose, is_off in rows:
                if (of, whose) == (kind, unit) and not is_off and day <= today:
                    counts[(day.month - 1) // months[every]] += 1
            assert [row.counted for row in item.periods] == counts
            assert all((row.status is PeriodStatus.MET) is (row.counted >= 2) for row in item.periods)
        for on in (dt.date(2026, 3, 14), dt.date(2026, 6, 14), dt.date(2026, 12, 14), dt.date(2027, 1, 31)):
            last = min(on, today - dt.timedelta(days=1))
            due = [day for month, day in tasks if month_end(month) <= last]
            done = sum(day is not None and day <= last for day in due)
            assert plans.completion(site.plans[0], site, on) == (done, len(due), len(due) - done)


def month_end(month: int) -> dt.date:
    """Return the last day of a month of 2026."""
    return dt.date(2026 + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
