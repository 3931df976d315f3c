"""What was done to make the reform known: counted once, proved, shown, in the calendar and in open data."""

import datetime as dt
import json
import subprocess

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from jsonschema import Draft202012Validator

from cchc import evidence, json_schema, publish, quota
from cchc.activities import activities, groups, planned, twins
from cchc.locale import translator
from cchc.model import Site
from cchc.publish.outputs import Asset, Page
from cchc.schema import ActivityKind, EventKind, Evidence
from cchc.schema.words.activities import KIND, MEASURE
from tests.building import DRAWN
from tests.conftest import DOCUMENT, TODAY, Project
from tests.test_events import event
from tests.test_new import Session

KEYS = {
    "title": "Tuyên truyền tại họp thôn",
    "kind": "village_meeting",
    "date": "2026-09-10",
    "unit": "van-phong",
    "participants": "45",
    "evidence": '[{url: "https://bao.example/a", title: Bài trên báo}]',
}


def activity(project: Project, name: str = "hop-thon", body: str = "", **changes: str) -> None:
    """Write an activity; a key changed to nothing is left out."""
    lines = [f"{key}: {value}" for key, value in (KEYS | changes).items() if value]
    project.write(f"docs/hoat-dong/{name}.md", "\n".join(["---", *lines, "---", body]))


def made(project: Project, today: dt.date = TODAY) -> tuple[dict[str, Page], dict[str, bytes]]:
    """Return the pages and the files of a project by their addresses."""
    found = publish.outputs(project.site(today), DRAWN, preview=False)
    pages = {item.url: item for item in found if isinstance(item, Page)}
    return pages, {item.url: item.content for item in found if isinstance(item, Asset)}


def counted(site: Site) -> list[tuple[str, str, int | None]]:
    """Return what counts, in few words."""
    return [(item.url, item.kind.value, item.participants) for item in activities(site)]


# ------------------------------------------------------------------ what counts


def test_an_event_that_took_place_counts_as_an_activity_of_its_kind(project: Project) -> None:
    past = {"start": "2026-10-08 08:00", "end": "2026-10-08 11:00"}
    event(project, "da-qua", **past, participants="60", audience="Hộ kinh doanh, hợp tác xã; Người dân")
    event(project, "hoan", **past, title="Hoãn", status="postponed")
    event(project, "huy", **past, title="Hủy", status="cancelled")
    event(project, "hom-nay", title="Hôm nay", start="2026-11-21 08:00", end="")
    event(project, "sap-toi", title="Sắp tới")
    (one,) = activities(project.site())
    assert (one.url, one.kind, one.participants, one.quantity) == ("su-kien/da-qua/", ActivityKind.DIALOGUE, 60, 1)
    assert one.audience == ("Hộ kinh doanh", "hợp tác xã", "Người dân")
    assert {kind.value for kind in EventKind} <= {kind.value for kind in ActivityKind}


def test_what_an_event_and_an_activity_tell_is_counted_once_with_what_both_say(project: Project) -> None:
    project.post("2026/10/doi-thoai", date="2026-10-09", month='"2026-10"')
    event(
        project, "e", start="2026-10-08", end="", post="2026/10/doi-thoai", co_units="[van-hoa]", audience="Người dân"
    )
    activity(project, "a", title="Kết quả đối thoại", kind="dialogue", date="2026-10-08", event="e", participants="")
    site = project.site()
    (one,) = activities(site)
    assert (one.url, one.event, one.co_units, one.audience) == ("hoat-dong/a/", "e", ("van-hoa",), ("Người dân",))
    assert [evidence.resolve(site, item).text for item in one.evidence] == ["Bài trên báo", "Một cửa liên thông"]
    event(project, "e", start="2026-10-08", end="", participants="70")
    assert counted(project.site()) == [("hoat-dong/a/", "dialogue", 70)]


def test_leaflets_handed_out_at_a_conference_are_one_thing_and_the_conference_another(project: Project) -> None:
    event(project, "e", kind="conference", start="2026-10-08", end="")
    activity(project, "a", title="Phát tờ gấp", kind="leaflet", date="2026-10-08", event="e", quantity="80")
    assert [item[:2] for item in counted(project.site())] == [("hoat-dong/a/", "leaflet"), ("su-kien/e/", "conference")]
    assert twins(project.site()) == ()


def test_a_thing_written_down_twice_counts_once_and_is_found(project: Project) -> None:
    activity(project, "a")
    activity(project, "b", title="TUYÊN TRUYỀN  tại họp thôn", participants="99")
    event(project, "e", title=KEYS["title"], start="2026-09-10", end="")
    event(project, "f", title=KEYS["title"], start="2026-09-10", end="")
    assert counted(project.site()) == [("hoat-dong/a/", "village_meeting", 45)]
    assert project.codes() == ["CCHC868"] * 3
    activity(project, "b", ignore="{CCHC868: Buổi chiều họp thêm}")
    assert len(counted(project.site())) == 2


def test_two_places_are_two_meetings_and_two_days_are_two_meetings(project: Project) -> None:
    activity(project, "a", place="Thôn A")
    activity(project, "b", place="Thôn B")
    activity(project, "c", date="2026-09-11")
    assert len(activities(project.site())) == 3
    assert twins(project.site()) == ()


def test_a_second_record_of_one_event_never_counts_its_people_again(project: Project) -> None:
    event(project, "e", start="2026-10-08", end="", participants="70")
    activity(project, "a", title="Một", kind="dialogue", date="2026-10-08", event="e", participants="")
    activity(project, "b", title="Hai", kind="dialogue", date="2026-10-09", event="e", participants="")
    assert counted(project.site()) == [("hoat-dong/a/", "dialogue", 70)]
    assert "CCHC868" in project.codes()
    activity(
        project,
        "b",
        title="Hai",
        kind="dialogue",
        date="2026-10-09",
        event="e",
        participants="",
        ignore="{CCHC868: Buổi hai}",
    )
    assert counted(project.site()) == [("hoat-dong/a/", "dialogue", 70), ("hoat-dong/b/", "dialogue", None)]


def test_what_lasts_counts_on_its_last_day_and_not_before(project: Project) -> None:
    activity(project, kind="radio", date="2026-07-01", end="2026-11-21", quantity="20")
    assert counted(project.site(dt.date(2026, 11, 20))) == []
    assert [item.id for item in planned(project.site(dt.date(2026, 11, 20)))] == ["hop-thon"]
    (one,) = activities(project.site())
    assert (one.first, one.day, one.quantity) == (dt.date(2026, 7, 1), dt.date(2026, 11, 21), 20)


def test_one_audience_group_is_one_however_it_was_typed(project: Project) -> None:
    activity(project, "a", audience="[Người dân, Hộ kinh doanh]")
    activity(project, "b", date="2026-09-11", audience="[người  dân, Người dân]")
    assert groups(activities(project.site())) == {"Người dân": 2, "Hộ kinh doanh": 1}


def test_activities_never_count_in_the_quota(project: Project) -> None:
    activity(project)
    assert {row.counted for row in quota.tally(project.site()).months} == {0}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.booleans()), max_size=9))
def test_any_mix_of_records_counts_each_thing_once(project: Project, records: list[tuple[int, int, bool]]) -> None:
    """A name and a day make a thing, whichever records tell of it."""
    for folder in ("hoat-dong", "su-kien"):
        for file in (project.root / "docs" / folder).glob("*.md"):
            file.unlink()
    for number, (name, day, is_event) in enumerate(records):
        title, date = f"Việc {name}", f"2026-09-1{day}"
        if is_event:
            event(project, f"e{number}", title=title, start=date, end="", place="")
        else:
            activity(project, f"a{number}", title=title, date=date)
    things = {(name, day) for name, day, _ in records}
    found = activities(project.site())
    assert {(item.title, item.day.day) for item in found} == {(f"Việc {name}", 10 + day) for name, day in things}
    assert len(found) == len(things)
    assert len(twins(project.site())) == len(records) - len(things)


# ------------------------------------------------------------------ evidence


def test_evidence_leads_to_what_readers_may_see_and_says_what_it_is_where_they_may_not(project: Project) -> None:
    project.write("docs/van-ban/a.md", DOCUMENT)
    project.post("2026/05/a", title="Bài A")
    project.post("2026/05/b", title="Bài nháp", status="draft")
    event(project, "e", title="Đối thoại")
    activity(project, "x", title="Họp thôn")
    site = project.site()

    def shown(**named: str) -> tuple[str, str]:
        found = evidence.resolve(site, Evidence(**named))
        return found.text, found.url

    assert shown(post="2026/05/a") == ("Bài A", "tin-bai/2026/05/a/")
    assert shown(post="2026/05/b")[1] == ""
    assert shown(post="2026/05/c") == ("2026/05/c", "")
    name, url = shown(document="118/2025/NĐ-CP")
    assert (name.partition(":")[0], url) == ("Nghị định số 118/2025/NĐ-CP", "van-ban/118-2025-nd-cp/")
    assert shown(document="9/KH-UBND") == ("9/KH-UBND", "")
    assert shown(event="e") == ("Đối thoại", "su-kien/e/")
    assert shown(activity="x") == ("Họp thôn", "hoat-dong/x/")
    assert shown(url="https://bao.example/a", title="Báo") == ("Báo", "https://bao.example/a")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[{post: 2026/09/hop-thon-quy-4}]", "post: 2026/09/hop-thon-quy-3"),
        ("[{document: 118/2025/NĐ-CQ}]", "document: 118/2025/NĐ-CP"),
        ("[{activity: hop-thom}]", "activity: hop-thon"),
        ("[{event: mot-su-kien-nao-do}]", "Ghi đúng tên"),
    ],
)
def test_evidence_that_is_not_there_is_an_error_that_says_what_was_meant(
    project: Project, written: str, said: str
) -> None:
    project.write("docs/van-ban/a.md", DOCUMENT)
    project.article("2026/09/hop-thon-quy-3", date="2026-09-20", month='"2026-09"')
    activity(project, evidence=written)
    (finding,) = project.findings()
    assert (finding.code, finding.severity, finding.place.line) == ("CCHC867", "error", 7)
    assert said in finding.hint


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("change", "line", "hint"),
    [
        ({"kind": "Họp thôn"}, 3, "kind: village_meeting"),
        ({"kind": "giao ban"}, 3, "kind: briefing"),
        ({"end": "2026-09-09"}, 8, ""),
        ({"date": "10/9/2026"}, 4, "date: 2026-09-10"),
        ({"participants": "-1"}, 6, ""),
        ({"quantity": "0"}, 8, ""),
        ({"languages": "[Tày]"}, 8, ""),
        ({"nguoi_du": "45"}, 8, ""),
        ({"unit": "VP HDND"}, 5, "unit: van-phong"),
    ],
)
def test_what_is_refused_is_named_with_its_line_and_what_to_paste(
    project: Project, change: dict[str, str], line: int, hint: str
) -> None:
    activity(project, **change)
    _, (finding,) = project.rejected()
    assert finding.place.line == line
    assert hint in finding.hint


def test_every_kind_has_its_name_and_its_unit_of_count() -> None:
    assert set(KIND) == set(MEASURE) == set(ActivityKind)
    schema = json_schema.build("activity", json_schema.PluginConfig(), translator("vi"))
    assert set(schema["properties"]["kind"]["enum"]) == {kind.value for kind in ActivityKind}


# ------------------------------------------------------------------ pages


def test_the_list_goes_by_year_with_totals_by_kind_that_add_up(project: Project) -> None:
    activity(project, "a", quantity="6")
    activity(project, "b", date="2026-03-10", quantity="2", participants="")
    activity(project, "c", title="Phát thanh", kind="radio", date="2026-05-01", quantity="1250", participants="")
    activity(project, "d", date="2025-05-01", participants="10")
    activity(project, "e", date="2026-12-01", participants="", evidence="")
    event(project, "f", title="Đối thoại", start="2026-10-08", end="", participants="5")
    shown = made(project)[0]["hoat-dong/"].context
    assert [item["title"] for item in shown["planned"]] == [KEYS["title"]]
    assert [(group["year"], len(group["rows"])) for group in shown["years"]] == [("2026", 4), ("2025", 1)]
    totals = shown["years"][0]["totals"]
    assert [(row["count"], row["quantity"], row["people"]) for row in totals["rows"]] == [
        ("01", "01 cuộc đối thoại", "05"),
        ("02", "08 cuộc họp thôn", "45"),
        ("01", "1.250 lượt phát thanh", "–"),
    ]
    assert (totals["sum"]["count"], totals["sum"]["people"]) == ("04", "50")


def test_a_page_says_who_where_how_many_and_what_proves_it(project: Project) -> None:
    event(project, "e", start="2026-09-10", end="")
    activity(
        project,
        kind="dialogue",
        event="e",
        end="2026-09-12",
        quantity="2",
        co_units="[van-hoa]",
        topic="the-che",
        languages="[tyz]",
        audience="[Người dân]",
        place="Nhà văn hóa",
    )
    pages = made(project)[0]
    shown = pages["hoat-dong/hop-thon/"].context
    assert (shown["when"], shown["amount"], shown["participants"]) == (
        "10/9/2026 - 12/9/2026",
        "02 cuộc đối thoại",
        "45",
    )
    assert (shown["co_units"], shown["languages"]) == (["Phòng Văn hóa - Xã hội"], ["Tiếng Tày"])
    assert (shown["event"]["url"], shown["standing"]) == ("su-kien/e/", "done")
    assert shown["proofs"] == [{"text": "Bài trên báo", "url": "https://bao.example/a"}]
    assert pages["su-kien/e/"].context["activity"]["url"] == "hoat-dong/hop-thon/"


def test_a_page_changes_with_its_record_and_stays_when_a_day_goes_by(project: Project) -> None:
    activity(project)
    url = "hoat-dong/hop-thon/"
    before = made(project)[0][url].key("")
    assert made(project, dt.date(2028, 1, 1))[0][url].key("") == before
    activity(project, participants="46")
    assert made(project)[0][url].key("") != before


def test_an_event_page_says_how_many_came_and_what_proves_it(project: Project) -> None:
    project.write("docs/van-ban/a.md", DOCUMENT)
    event(project, start="2026-10-08", end="", participants="1250", evidence="[{document: 118/2025/NĐ-CP}]")
    shown = made(project)[0]["su-kien/doi-thoai/"].context
    assert shown["participants"] == "1.250"
    assert [item["url"] for item in shown["proofs"]] == ["van-ban/118-2025-nd-cp/"]


def test_what_is_planned_is_in_the_calendar_and_broadcasts_of_the_past_are_not(project: Project) -> None:
    event(project)
    activity(project, "truyen-thanh", title="Phát thanh", kind="radio", quantity="4")
    activity(project, "sap-toi", title="Hội thi", kind="contest", date="2026-12-05", end="2026-12-06")
    activity(project, "ket-qua", title="Kết quả", kind="dialogue", event="doi-thoai")
    files = made(project)[1]
    feed = [str(item["summary"]) for item in Calendar.from_ical(files["su-kien/lich.ics"]).walk("VEVENT")]
    assert feed == ["Hội thi", "Đối thoại với hộ kinh doanh"]
    (one,) = Calendar.from_ical(files["hoat-dong/sap-toi/sap-toi.ics"]).walk("VEVENT")
    assert (one.start, one.end) == (dt.date(2026, 12, 5), dt.date(2026, 12, 7))


def test_open_data_of_events_and_activities_keep_to_their_schemas(project: Project) -> None:
    event(project, "qua", start="2026-10-08 08:00", end="2026-10-08 11:00", participants="9", post="2026/05/a")
    event(project, "mai", start="2026-12-08", end="", title="Ngày mai")
    project.post("2026/05/a", title="Bài A")
    activity(project, "a", evidence="[{post: 2026/05/a}, {document: 9/KH-UBND}]")
    activity(project, "b", date="2026-12-01", participants="", evidence="")
    files = made(project)[1]
    found = {}
    for name in ("events", "activities"):
        found[name] = json.loads(files[f"data/{name}.json"])
        Draft202012Validator(json.loads(files[f"data/{name}.schema.json"])).validate(found[name])
    assert [(row["id"], row["status"]) for row in found["activities"]["activities"]] == [
        ("a", "done"),
        ("qua", "done"),
        ("b", "planned"),
    ]
    base = "https://xa.example/cchc/"
    assert found["activities"]["activities"][0]["evidence"] == [
        {"title": "Bài A", "url": f"{base}tin-bai/2026/05/a/"},
        {"title": "9/KH-UBND", "url": None},
    ]
    past, tomorrow = found["events"]["events"]
    assert (past["is_over"], past["participants"], past["evidence"][0]["title"]) == (True, 9, "Bài A")
    assert (tomorrow["start"], tomorrow["end"], tomorrow["is_over"]) == ("2026-12-08", None, False)


# ------------------------------------------------------------------ cchc new activity

FLAGS = ["--title", "Họp thôn: dịch vụ công", "--kind", "Họp thôn", "--unit", "Văn phòng", "--date", "10/9/2026"]


def run(project: Project, *args: str) -> Result:
    """Call `cchc new activity` where nobody can be asked."""
    from cchc.cli import main

    return CliRunner().invoke(main, ["new", "activity", *args, "-f", str(project.root / "mkdocs.yml")])


def test_flags_make_an_activity_that_the_check_reads(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    event(project, "e", start="2026-09-10", end="")
    path = project.root / "docs/hoat-dong/2026-09-10-hop-thon-dich-vu-cong.md"
    flags = [*FLAGS, "--participants", "1.250", "--audience", "Người dân", "--audience", "Hộ: kinh doanh"]
    shown = run(project, *flags, "--dry-run").output
    assert not path.exists()
    result = run(project, *flags)
    assert result.exit_code == 0, result.output
    assert path.read_text("utf-8") == shown
    (item,) = project.site().activities
    assert (item.meta.kind, item.meta.participants, item.meta.audience) == (
        ActivityKind.VILLAGE_MEETING,
        1250,
        ("Người dân", "Hộ: kinh doanh"),
    )
    assert not project.site().rejected
    assert run(project, *FLAGS).exit_code == 0
    assert (path.parent / "2026-09-10-hop-thon-dich-vu-cong-2.md").is_file()
    subprocess.run(result.output.split("gõ: ")[1].strip(), shell=True, check=True)
    assert not path.exists()


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--end", "9/9/2026"], "Kết thúc"),
        (["--date", "31/4/2026"], "2026-05-14"),
        (["--quantity", "0"], "từ 1 trở lên"),
        (["--participants", "nhiều"], "từ 0 trở lên"),
        (["--kind", "họp"], "village_meeting"),
        (["--event", "khong-co"], "khong-co"),
    ],
)
def test_what_would_be_refused_is_not_written(project: Project, flags: list[str], said: str) -> None:
    result = run(project, *FLAGS, *flags)
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert said in result.output
    assert not (project.root / "docs/hoat-dong").exists()


def test_an_activity_is_asked_item_by_item(project: Project) -> None:
    event(project, "hoi-nghi", title="Hội nghị quý IV", start="2026-10-08", end="")
    session = Session(project, "activity", "--end", "2026-10-08", "--place", "Xã")
    session.answers(
        ("Tên hoạt động", "Kết quả hội nghị"),
        ("Hình thức", "1"),
        ("Ngày thực hiện", "8/10/2026"),
        ("Đơn vị chủ trì", "1"),
        ("Số lượng", ""),
        ("Số người tham dự", "60"),
        ("Nhóm đối tượng", ""),
        ("Sự kiện đã công bố", "1"),
        ("Tóm tắt", ""),
        ("Ghi tệp này?", ""),
    )
    shown = session.end()
    assert session.process.returncode == 0, shown
    (item,) = project.site().activities
    assert (item.meta.event, item.meta.participants) == ("hoi-nghi", 60)
