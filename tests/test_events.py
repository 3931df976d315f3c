"""Events: pages for readers, and calendars that calendar programs read."""

import datetime as dt
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from cchc import publish, quota
from cchc.cli import main
from cchc.dates import HANOI
from cchc.publish.events import linked_data, upcoming
from cchc.publish.outputs import Asset, Page
from tests.building import DRAWN
from tests.conftest import TODAY, Project
from tests.test_new import Session

KEYS = {
    "title": "Đối thoại với hộ kinh doanh",
    "kind": "dialogue",
    "start": "2026-12-10 08:00",
    "end": "2026-12-10 11:00",
    "unit": "van-phong",
    "place": "Hội trường UBND xã",
    "updated": "2026-11-20",
}


def event(project: Project, name: str = "doi-thoai", body: str = "", **changes: str) -> None:
    """Write an event; a key changed to nothing is left out."""
    lines = [f"{key}: {value}" for key, value in (KEYS | changes).items() if value]
    project.write(f"docs/su-kien/{name}.md", "\n".join(["---", *lines, "---", body]))


def made(project: Project, today: dt.date = TODAY) -> tuple[dict[str, Page], dict[str, bytes]]:
    """Return the pages and the files of a project by their addresses."""
    found = publish.outputs(project.site(today), DRAWN, preview=False)
    pages = {item.url: item for item in found if isinstance(item, Page)}
    return pages, {item.url: item.content for item in found if isinstance(item, Asset)}


def entries(content: bytes) -> list[Any]:
    """Return the events of a calendar, read by a parser."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


# ------------------------------------------------------------------ pages


def test_what_is_to_come_is_listed_first_and_the_past_by_year(project: Project) -> None:
    event(project, "sau", title="Sau", start="2026-12-20", end="")
    event(project, "truoc", title="Trước", start="2026-12-01", end="")
    event(project, "nay", title="Hôm nay", start="2026-11-21 07:00", end="2026-11-21 08:00")
    event(project, "dai", title="Đang diễn ra", start="2026-11-01", end="2026-11-30")
    event(project, "qua", title="Đã qua", start="2026-10-01", end="")
    event(project, "xua", title="Năm ngoái", start="2025-10-01", end="")
    shown = made(project)[0]["su-kien/"].context
    assert [item["title"] for item in shown["upcoming"]] == ["Đang diễn ra", "Hôm nay", "Trước", "Sau"]
    assert [(group["year"], len(group["rows"])) for group in shown["past"]] == [("2026", 1), ("2025", 1)]
    assert set(project.codes()) == {"CCHC865", "CCHC866"}  # nothing yet proves the two that are over


def test_home_is_told_of_the_next_events_that_take_place(project: Project) -> None:
    for day in range(1, 6):
        event(project, f"e{day}", title=f"Ngày {day}", start=f"2026-12-0{day}", end="", status="cancelled" * (day == 2))
    event(project, "qua", title="Đã qua", start="2026-11-20", end="")
    assert [item["title"] for item in upcoming(project.site(), 3)] == ["Ngày 1", "Ngày 3", "Ngày 4"]
    assert upcoming(project.site(dt.date(2027, 1, 1)), 3) == []


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2026-12-10 08:00", "2026-12-10 11:00", "08:00 - 11:00, 10/12/2026"),
        ("2026-12-10 08:00", "", "08:00, 10/12/2026"),
        ("2026-12-10", "", "10/12/2026"),
        ("2026-12-10", "2026-12-11", "10/12/2026 - 11/12/2026"),
        ("2026-12-10 20:00", "2026-12-11 02:00", "20:00, 10/12/2026 - 02:00, 11/12/2026"),
        ("2026-12-10T01:00:00Z", "2026-12-10T02:00:00Z", "08:00 - 09:00, 10/12/2026"),
    ],
)
def test_when_it_takes_place_is_said_in_hanoi_time(project: Project, start: str, end: str, shown: str) -> None:
    event(project, start=start, end=end)
    assert made(project)[0]["su-kien/doi-thoai/"].context["when"] == shown


@pytest.mark.parametrize("end", ["2026-12-10 07:59", "2026-12-10", "2026-12-09 12:00"])
def test_an_end_that_does_not_go_with_the_start_is_refused(project: Project, end: str) -> None:
    event(project, end=end)
    _, (finding,) = project.rejected()
    assert (finding.code, finding.place.line) == ("CCHC103", 5)
    assert "`start`" in finding.message


def test_a_page_changes_with_its_record_and_not_with_the_clock(project: Project) -> None:
    event(project)
    url = "su-kien/doi-thoai/"
    before = made(project)[0][url].key("")
    assert made(project, dt.date(2028, 1, 1))[0][url].key("") == before
    project.post("2026/12/doi-thoai-ho-kinh-doanh", date="2026-12-11", month='"2026-12"', title="Bài đưa tin")
    event(project, post="2026/12/doi-thoai-ho-kinh-doanh")
    assert made(project)[0][url].context["post"] is None  # the post is dated after today
    shown = made(project, dt.date(2026, 12, 11))[0][url].context
    assert shown["post"] == {"title": "Bài đưa tin", "url": "tin-bai/2026/12/doi-thoai-ho-kinh-doanh/"}


def test_two_events_of_one_address_are_refused_and_the_first_stays(project: Project) -> None:
    event(project, "2026/doi-thoai")
    event(project, "doi-thoai")
    rejected, (finding,) = project.rejected()
    assert (finding.code, str(rejected.path)) in {
        ("CCHC401", "docs/su-kien/2026/doi-thoai.md"),
        ("CCHC401", "docs/su-kien/doi-thoai.md"),
    }


def test_events_never_count_in_the_quota(project: Project) -> None:
    event(project, start="2026-11-02", end="")
    assert {row.counted for row in quota.tally(project.site()).months} == {0}


def test_search_engines_are_told_where_and_when(project: Project) -> None:
    event(project, online="https://hop.example/1", status="postponed")
    site = project.site()
    told = linked_data(site, site.events[0])
    assert (told["startDate"], told["endDate"]) == ("2026-12-10T08:00+07:00", "2026-12-10T11:00+07:00")
    assert told["eventStatus"] == "https://schema.org/EventPostponed"
    assert told["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in told["location"]] == ["Place", "VirtualLocation"]


# ------------------------------------------------------------------ calendars


def test_a_calendar_program_reads_each_event_and_the_feed(project: Project) -> None:
    event(project, summary="Nghe, trả lời; có ghi biên bản", contact="Văn phòng")
    event(project, "tap-huan", title="Tập huấn", start="2026-12-18", end="2026-12-19", status="cancelled", updated="")
    files = made(project)[1]
    one, all_day = entries(files["su-kien/lich.ics"])
    (alone,) = entries(files["su-kien/doi-thoai/doi-thoai.ics"])
    assert alone == one
    assert one.start == dt.datetime(2026, 12, 10, 8, tzinfo=HANOI)
    assert one.end == dt.datetime(2026, 12, 10, 11, tzinfo=HANOI)
    assert (str(one["summary"]), str(one["location"])) == (KEYS["title"], KEYS["place"])
    assert "Nghe, trả lời; có ghi biên bản" in str(one["description"])
    assert str(one["url"]) == "https://xa.example/cchc/su-kien/doi-thoai/"
    assert (all_day.start, all_day.end) == (dt.date(2026, 12, 18), dt.date(2026, 12, 20))
    assert [str(item["status"]) for item in (one, all_day)] == ["CONFIRMED", "CANCELLED"]
    assert one["uid"] != all_day["uid"]


def test_a_calendar_keeps_to_the_standard(project: Project) -> None:
    event(project, summary="Ắ" * 290)
    content = made(project)[1]["su-kien/lich.ics"]
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    text = content.replace(b"\r\n ", b"").decode()
    for line in ("VERSION:2.0", "TZID:Asia/Ho_Chi_Minh", "DTSTART;TZID=Asia/Ho_Chi_Minh:20261210T080000"):
        assert line in text
    assert "TZOFFSETTO:+0700" in text


def test_a_change_is_a_new_sequence_of_the_same_event_and_nothing_comes_from_the_clock(project: Project) -> None:
    event(project)
    first = made(project)[1]["su-kien/lich.ics"]
    assert made(project, dt.date(2030, 1, 1))[1]["su-kien/lich.ics"] == first
    event(project, start="2026-12-10 09:00", updated="2026-11-21")
    (before,), (after,) = entries(first), entries(made(project)[1]["su-kien/lich.ics"])
    assert before["uid"] == after["uid"]
    assert before["sequence"] < after["sequence"]
    assert before["dtstamp"].dt < after["dtstamp"].dt == dt.datetime(2026, 11, 21, tzinfo=dt.UTC)


def test_a_site_without_events_has_an_empty_calendar_that_is_valid(project: Project) -> None:
    content = made(project)[1]["su-kien/lich.ics"]
    assert entries(content) == []
    assert len(Calendar.from_ical(content).subcomponents) == 1  # the standard asks for one at least


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=80))
def test_any_words_come_back_from_the_calendar_as_they_were_written(project: Project, words: str) -> None:
    import json

    event(project, title=json.dumps(f"A{words}Z", ensure_ascii=False), end="", summary="")
    site = project.site()
    if site.events:  # a tag in a title is refused
        (entry,) = entries(made(project)[1]["su-kien/lich.ics"])
        assert str(entry["summary"]) == site.events[0].title


# ------------------------------------------------------------------ cchc new event

FLAGS = ["--title", "Tiếp công dân: tháng 12", "--kind", "Tiếp công dân", "--unit", "Văn phòng", "--place", "Trụ sở"]


def run(project: Project, *args: str) -> Result:
    """Call `cchc new event` where nobody can be asked."""
    return CliRunner().invoke(main, ["new", "event", *args, "-f", str(project.root / "mkdocs.yml")])


def test_flags_make_an_event_that_the_check_accepts(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    path = project.root / "docs/su-kien/2026-12-10-tiep-cong-dan-thang-12.md"
    start = ("--start", "10/12/2026 8h30")
    shown = run(project, *FLAGS, *start, "--dry-run").output
    assert not path.exists()
    result = run(project, *FLAGS, *start)
    assert result.exit_code == 0, result.output
    assert path.read_text("utf-8") == shown
    assert project.codes() == []
    (item,) = project.site().events
    assert (item.title, item.meta.kind, str(item.meta.start)) == (
        "Tiếp công dân: tháng 12",
        "reception",
        "2026-12-10T08:30:00+07:00",
    )
    assert run(project, *FLAGS, *start).exit_code == 0
    assert (path.parent / "2026-12-10-tiep-cong-dan-thang-12-2.md").is_file()
    subprocess.run(result.output.split("gõ: ")[1].strip(), shell=True, check=True)
    assert not path.exists()


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--start", "31/4/2026"], "2026-05-14"),
        (["--start", "sáng mai"], "2026-05-14"),
        (["--start", "2026-12-10 08:00", "--end", "2026-12-10 07:00"], "Kết thúc"),
        (["--start", "2026-12-10", "--online", "javascript:x"], "https://"),
        ([], "--start"),
    ],
)
def test_what_would_be_refused_is_not_written(project: Project, flags: list[str], said: str) -> None:
    result = run(project, *FLAGS, *flags)
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert said in result.output
    assert not Path(project.root / "docs/su-kien").exists()


def test_an_event_is_asked_item_by_item(project: Project) -> None:
    session = Session(project, "event", "--end", "2026-12-10 10:00", "--online", "https://hop.example/1")
    session.answers(
        ("Tên sự kiện", "Tập huấn"),
        ("Loại sự kiện", "2"),
        ("Bắt đầu", "2026-12-10 08:00"),
        ("Đơn vị chủ trì", "1"),
        ("Địa điểm", ""),
        ("Ai nên đến", ""),
        ("Tóm tắt", ""),
        ("Ghi tệp này?", ""),
    )
    shown = session.end()
    assert session.process.returncode == 0, shown
    assert project.codes() == []
    assert (project.root / "docs/su-kien/2026-12-10-tap-huan.md").is_file()
