"""Feedback: nobody's data leaks, nobody's question is forgotten, and the figures are those of the records."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import PurePosixPath

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cchc import config, workdays
from cchc.bodies import held
from cchc.cli import main
from cchc.feedback import State, count, due, forward_by, owed, replies, state
from cchc.locale import translator
from cchc.model import Config, SetupError, Site
from cchc.publish.feedback import kept_back, linked_data
from cchc.publish.forms import Forms
from cchc.records import Feedback
from cchc.reports.content import Part, Window
from cchc.reports.parts.feedback import part
from cchc.schema import FEEDBACK, FeedbackMeta
from tests.conftest import MKDOCS, PROCEDURE, Project
from tests.test_events import made
from tests.test_new import Session

KEYS = {
    "title": "Đăng ký khai sinh cần giấy tờ gì?",
    "kind": "question",
    "question": "Một công dân hỏi hồ sơ khai sinh.",
    "channel": "portal",
    "received": "2026-11-02",
    "forwarded": "2026-11-03",
    "answered": "2026-11-10",
    "unit": "van-phong",
}
VI = translator("vi")
SETTINGS = "agency: {id: xa-mau, name: UBND xã Mẫu}"


def asked(project: Project, name: str = "khai-sinh", body: str = "Nộp tờ khai.", **changes: str) -> None:
    """Write a record; a key changed to nothing is left out."""
    lines = [f"{key}: {value}" for key, value in (KEYS | changes).items() if value]
    project.write(f"docs/hoi-dap/{name}.md", "\n".join(["---", *lines, "---", "", body, ""]))


def record(**changes: object) -> Feedback:
    """Return a record that no file holds."""
    values = {key: value for key, value in (KEYS | changes).items() if value}
    values = {key: str(value) for key, value in values.items()}
    return Feedback(
        path=PurePosixPath("docs/hoi-dap/a.md"),
        mark="",
        meta=FeedbackMeta.model_validate(values),
        text=held("Có."),
        body_line=1,
        links=(),
        lines={},
    )


@pytest.fixture(scope="module")
def settings_of_an_agency(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """A configuration with one holiday of its own."""
    folder = tmp_path_factory.mktemp("xa")
    (folder / "mkdocs.yml").write_text(MKDOCS.replace(SETTINGS, f'{SETTINGS}\n      holidays: ["2026-11-05"]'), "utf-8")
    (folder / "docs").mkdir()
    (folder / "posts").mkdir()
    return config.read(folder / "mkdocs.yml")


# ------------------------------------------------------------------ personal data


LEAK = "Tôi là Nguyễn Văn A ở thôn X, gọi 0912 345 678"


@pytest.mark.parametrize(
    ("changes", "body", "key", "line"),
    [
        ({"title": "Gọi lại 0912 345 678"}, "Có.", "`title`", 2),
        ({"question": "Tôi ở nhà số 12 ngõ 5"}, "Có.", "`question`", 4),
        ({"channel": "0912345678"}, "Có.", "`channel`", 5),
        ({"unit": "ông Nguyễn Văn A ở thôn X"}, "Có.", "`unit`", 9),
        ({"id": "goi-0912345678"}, "Có.", "`id`", 10),
        ({}, "Chào ông.\n\nGọi 020201012345.", "nội dung trả lời", 14),
        ({}, "<!-- 0912345678 -->", "nội dung trả lời", 12),
        ({"question": '"Gọi 09\\x312345678"'}, "Có.", "`question`", 4),
        ({}, "Gọi 09**12**345678", "nội dung trả lời", 12),
        ({"ignore": "{CCHC887: Hỏi ở 0912345678}"}, "Có.", "`ignore`", 10),
    ],
)
def test_a_file_with_personal_data_is_refused_by_field_and_line(
    project: Project, changes: dict[str, str], body: str, key: str, line: int
) -> None:
    asked(project, body=body, **changes)
    rejected, findings = project.rejected()
    (finding,) = [item for item in findings if item.code == "CCHC880"]
    assert (finding.message.startswith(f"Mục {key} có "), finding.place.line) == (True, line), finding
    assert rejected.is_withheld
    assert rejected.title is None
    assert project.site().feedback == ()


def test_nothing_of_a_refused_file_is_in_a_message_or_in_the_site(project: Project) -> None:
    asked(project, question=LEAK, channel="0987 654 321", body=f"{LEAK}\n\nThư a.b@gmail.com")
    asked(project, "khac", title="Khác", question="Hỏi về khai tử.")
    said = "".join(f"{item.message} {item.hint}" for item in project.findings())
    pages, files = made(project)
    everything = said + json.dumps([dict(page.context) for page in pages.values()], default=str)
    everything += "".join(content.decode("utf-8", "ignore") for content in files.values())
    for secret in ("345 678", "345678", "654 321", "Nguyễn Văn A", "a.b@gmail"):
        assert secret not in everything
    assert "hoi-dap/khai-sinh/" not in pages
    assert "hoi-dap/khac/" in pages


def test_a_number_that_stands_where_a_key_should_is_in_no_message(project: Project) -> None:
    for number, key in enumerate(('"0912345678"', r'"09\u003123 45678"')):
        asked(project, f"khoa-{number}", **{key: "x"})
    found = [item for item in project.findings() if item.code == "CCHC880"]
    assert {item.place.path.name for item in found} == {"khoa-0.md", "khoa-1.md"}
    said = "".join(f"{item.message} {item.hint}" for item in project.findings())
    assert not any(secret in said for secret in ("345678", "45678", "003123"))


def test_a_number_whose_marks_are_escaped_is_found(project: Project) -> None:
    asked(project, body=r"Gọi 0912\-345\-678.")
    assert {item.code for item in project.rejected()[1]} == {"CCHC880"}


def test_the_line_to_paste_says_the_same_without_the_person(project: Project) -> None:
    asked(project, question=LEAK)
    _, (first, second) = project.rejected()
    assert first.hint == second.hint
    fixed = first.hint.split("dòng 4: ")[1]
    assert fixed == "question: một công dân, gọi (đã bỏ số điện thoại)"
    asked(project, question=fixed.removeprefix("question: "))
    assert project.codes() == []


def test_the_name_of_a_file_is_part_of_its_address(project: Project) -> None:
    asked(project, "2026-11-02-ong-an-0912345678")
    _, (finding,) = project.rejected()
    assert (finding.code, finding.message.startswith("Mục tên tệp có số điện thoại")) == ("CCHC880", True)
    asked(project, "2026-11-02-khai-sinh-1-001193")
    assert [item.id for item in project.site().feedback] == ["2026-11-02-khai-sinh-1-001193"]


def test_no_reason_makes_personal_data_public(project: Project) -> None:
    asked(project, question=LEAK, ignore="{CCHC880: Người hỏi đồng ý}")
    assert {item.code for item in project.rejected()[1]} == {"CCHC880"}


def test_the_agency_s_own_contacts_and_those_it_lists_may_stand_in_a_reply(project: Project) -> None:
    reply = "Gọi (0205) 381-2345 hoặc +84 205 3812 345, thư motcua@xa.example, đến số 12 đường Hùng Vương, xã Mẫu."
    asked(project, body=reply)
    assert {item.code for item in project.rejected()[1]} == {"CCHC880"}
    contacts = "phone: 0205 381 2345, email: motcua@xa.example, address: 'Số 12 đường Hùng Vương, xã Mẫu'"
    project.configure(SETTINGS, f"agency: {{id: xa-mau, name: UBND xã Mẫu, {contacts}}}")
    assert project.codes() == []
    asked(project, body=f"{reply} Thuế: 0205 3999 999.")
    assert {item.code for item in project.rejected()[1]} == {"CCHC880"}
    project.configure("      units:", "      feedback: {public_contacts: [Thuế cơ sở 0205.3999.999]}\n      units:")
    assert project.codes() == []


def test_a_post_may_still_name_what_feedback_may_not(project: Project) -> None:
    project.article("2026/05/a", "Gọi 0912 345 678.\n\n")
    assert project.codes() == ["CCHC552"]


def test_a_scan_beside_feedback_is_published_only_with_the_reply_that_shows_it(project: Project) -> None:
    for name in ("don.pdf", "so-do.png", "nhap.pdf"):
        project.write(f"docs/hoi-dap/{name}", b"%PDF-1.4")
    asked(project, body="Xem [sơ đồ](so-do.png).")
    asked(project, "cho", title="Chờ", question="Hỏi về khai tử.", body="Xem [nháp](nhap.pdf).", answered="")
    assert {path.name for path in kept_back(project.site())} == {"don.pdf", "nhap.pdf"}


def test_a_reply_that_was_published_goes_when_personal_data_gets_into_it(project: Project) -> None:
    asked(project)
    project.post("2026/05/a")
    target = project.root.parent / "site"
    publishing = ["publish", str(target), "-f", str(project.root / "mkdocs.yml")]
    assert CliRunner().invoke(main, publishing).exit_code == 0
    page = target / "hoi-dap/khai-sinh/index.html"
    assert "Nộp tờ khai." in page.read_text("utf-8")
    asked(project, question=LEAK)
    assert CliRunner().invoke(main, publishing).exit_code == 0
    assert not page.exists()
    for file in target.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert b"345 678" not in content, file
            assert b"hoi-dap/khai-sinh/" not in content, file


# ------------------------------------------------------------------ states


@pytest.mark.parametrize(
    ("changes", "today", "expected"),
    [
        ({"forwarded": "", "answered": ""}, "2026-11-02", State.RECEIVED),
        ({"forwarded": "", "answered": ""}, "2026-11-10", State.RECEIVED),  # 5/11 is a holiday here
        ({"forwarded": "", "answered": ""}, "2026-11-11", State.OVERDUE_TO_FORWARD),
        ({"answered": ""}, "2026-11-11", State.FORWARDED),
        ({"answered": ""}, "2026-11-24", State.FORWARDED),
        ({"answered": ""}, "2026-11-25", State.OVERDUE_TO_ANSWER),
        ({"forwarded": "", "answered": ""}, "2026-11-25", State.OVERDUE_TO_ANSWER),
        ({"answered": "", "due": "2026-11-12"}, "2026-11-13", State.OVERDUE_TO_ANSWER),
        ({"answered": "", "due": "2026-12-31"}, "2026-12-31", State.FORWARDED),
        ({"answered": "2026-11-24"}, "2026-12-31", State.ANSWERED),
        ({"answered": "2026-11-25"}, "2026-12-31", State.ANSWERED_LATE),
        ({"answered": "2026-11-25"}, "2026-11-24", State.FORWARDED),  # a day to come has not come
        ({"answered": "2026-11-12", "due": "2026-11-11"}, "2026-12-31", State.ANSWERED_LATE),
    ],
)
def test_each_piece_stands_where_its_days_say(
    settings_of_an_agency: Config, changes: dict[str, str], today: str, expected: State
) -> None:
    assert state(record(**changes), dt.date.fromisoformat(today), settings_of_an_agency) is expected


DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))


@given(DAYS, st.integers(0, 60), st.sets(DAYS, max_size=5))
def test_the_last_day_is_a_working_day_with_as_many_before_it_as_were_given(
    first: dt.date, given_: int, holidays: set[dt.date]
) -> None:
    last = workdays.after(first, given_, holidays)
    between = [first + dt.timedelta(days=number + 1) for number in range((last - first).days)]
    assert sum(workdays.is_working(day, holidays) for day in between) == given_
    assert last == first or workdays.is_working(last, holidays)


@pytest.mark.parametrize("day", ["2027-01-01", "2026-04-30", "2026-05-01", "2026-09-02", "2026-11-21", "2026-11-22"])
def test_weekends_and_fixed_holidays_are_no_working_days(day: str) -> None:
    assert not workdays.is_working(dt.date.fromisoformat(day))


def test_the_manager_learns_who_owes_what_since_when(project: Project) -> None:
    project.configure("      units:", "      feedback: {receiving_unit: van-hoa, answer_days: 10}\n      units:")
    asked(project, "a", forwarded="", answered="", body="", received="2026-11-12")
    asked(project, "b", answered="", body="", title="B", question="B hỏi gì?", received="2026-11-03")
    asked(project, "c", answered="", body="", title="C", question="C hỏi gì?", received="2026-11-19")
    debts = [(debt.item.id, debt.unit, str(debt.since), debt.state) for debt in owed(project.site())]
    assert debts == [
        ("b", "Văn phòng HĐND và UBND", "2026-11-17", State.OVERDUE_TO_ANSWER),
        ("a", "Phòng Văn hóa - Xã hội", "2026-11-19", State.OVERDUE_TO_FORWARD),
    ]
    said = {item.place.path.name: item.message for item in project.findings()}
    assert "17/11/2026" in said["b.md"]
    assert "Phòng Văn hóa - Xã hội phải chuyển" in said["a.md"]


@pytest.mark.parametrize("option", ["receiving_unit: la", "answer_days: 0", "public_contacts: 5"])
def test_wrong_settings_are_named(project: Project, option: str) -> None:
    project.configure("      units:", f"      feedback: {{{option}}}\n      units:")
    with pytest.raises(SetupError, match=option.split(":", maxsplit=1)[0]):
        project.site()


# ------------------------------------------------------------------ figures


@st.composite
def histories(draw: st.DrawFn) -> list[Feedback]:
    """Feedback of two years, each piece with its days in order."""
    made_ = []
    for number in range(draw(st.integers(0, 12))):
        received = draw(DAYS)
        forwarded = draw(st.none() | st.integers(0, 12).map(lambda days, of=received: of + dt.timedelta(days=days)))
        first = forwarded or received
        answered = draw(st.none() | st.integers(0, 60).map(lambda days, of=first: of + dt.timedelta(days=days)))
        last = draw(st.none() | st.integers(0, 40).map(lambda days, of=received: of + dt.timedelta(days=days)))
        kind = draw(st.sampled_from(["question", "report", "suggestion"]))
        item = record(kind=kind, id=f"n{number}", received=received, forwarded=forwarded, answered=answered, due=last)
        made_.append(item)
    return made_


@given(histories(), DAYS, DAYS, DAYS)
def test_every_figure_equals_a_recount(
    settings_of_an_agency: Config, items: Sequence[Feedback], one: dt.date, other: dt.date, today: dt.date
) -> None:
    first, last = min(one, other), max(one, other)
    found = count(items, first, last, today, settings_of_an_agency)
    end = min(last, today)
    again = dict.fromkeys(
        ("carried", "received", "answered", "in_time", "pending", "overdue", "forwarded_in_time", "forwarded_late"), 0
    )
    for item in items:
        meta = item.meta
        if meta.received > end:
            continue
        answered = meta.answered if meta.answered and meta.answered <= end else None
        again["received"] += first <= meta.received
        again["carried"] += meta.received < first and not (answered and answered < first)
        if answered and answered >= first:
            again["answered"] += 1
            again["in_time"] += answered <= due(item, settings_of_an_agency)
        if not answered:
            again["pending"] += 1
            again["overdue"] += due(item, settings_of_an_agency) < end
        if first <= meta.received:
            moved = min(day for day in (meta.forwarded, meta.answered, dt.date.max) if day)
            limit = forward_by(item, settings_of_an_agency)
            again["forwarded_in_time"] += moved <= min(limit, end)
            again["forwarded_late"] += moved > limit and limit < end
    assert {key: getattr(found, key) for key in again} == again
    if end >= first:
        assert found.carried + found.received == found.answered + found.pending
    assert found.in_time + found.late == found.answered


def window(first: str, last: str) -> Window:
    """Return a window of a report."""
    return Window(id="x", name="kỳ", first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last))


def told(found: Part) -> list[str]:
    """Return the sentences of a part, in Vietnamese."""
    return [item if isinstance(item, str) else item.render(VI) for item in found.sentences]


def test_the_report_says_what_the_records_say(project: Project) -> None:
    asked(project, "a", received="2026-10-01", forwarded="2026-10-02", answered="2026-11-10")
    asked(project, "b", title="B", question="B?", kind="report", public="false")
    asked(project, "c", title="C", question="C?", answered="", body="", received="2026-11-18", forwarded="2026-11-19")
    asked(project, "d", title="D", question="D?", answered="", body="", received="2026-11-09", forwarded="")
    asked(project, "e", title="E", question=LEAK)
    found = part(project.site(), window("2026-11-01", "2026-11-30"))
    assert {key: value for key, _, value in found.figures} == {
        "carried": 1,
        "received": 3,
        "forwarded_in_time": 2,
        "forwarded_late": 1,
        "answered": 2,
        "in_time": 1,
        "late": 1,
        "pending": 2,
        "overdue": 0,
    }
    assert told(found) == [
        "Tổng số phản ánh, kiến nghị phải xử lý trong kỳ là 04: kỳ trước chuyển sang 01, tiếp nhận trong kỳ 03.",
        "Đã chuyển đơn vị xử lý đúng thời hạn 05 ngày làm việc: 02/03 phản ánh, kiến nghị.",
        "Đã trả lời 02 phản ánh, kiến nghị, trong đó đúng hạn 01, quá hạn 01.",
        "Còn 02 phản ánh, kiến nghị đang xử lý, đều còn trong hạn.",
    ]
    missing = [item.render(VI) for item in found.missing if not isinstance(item, str)]
    assert missing == [
        "Văn phòng HĐND và UBND chưa chuyển «D» đến đơn vị xử lý (tiếp nhận ngày 09/11/2026, hạn 16/11/2026).",
        "Có 01 tệp phản ánh, kiến nghị chưa đọc được hoặc còn thông tin riêng nên chưa tính vào số liệu.",
    ]
    for table in found.tables:
        for column in range(1, len(table.columns)):
            assert sum(int(str(row[column])) for row in table.rows) == table.total[column]


def test_a_period_without_feedback_says_so_and_no_more(project: Project) -> None:
    found = part(project.site(), window("2026-11-01", "2026-11-30"))
    assert told(found) == ["Trong kỳ không tiếp nhận phản ánh, kiến nghị nào."]
    assert (found.tables, found.missing) == ((), ())


# ------------------------------------------------------------------ pages


def test_readers_see_what_was_answered_and_nothing_else(project: Project) -> None:
    asked(project, "tra-loi")
    asked(project, "cho", title="Chờ", question="Chờ gì?", answered="", body="")
    asked(project, "nhap", title="Nháp", question="Nháp gì?", answered="")
    asked(project, "mai", title="Mai", question="Mai?", answered="2026-11-22")
    asked(project, "rieng", title="Riêng", question="Riêng?", public="false")
    pages, files = made(project)
    own = {url for url in pages if url.startswith("hoi-dap/")}
    lists = {"hoi-dap/", "hoi-dap/loai/question/", "hoi-dap/don-vi/van-phong/"}
    assert own == {*lists, "hoi-dap/tra-loi/"}
    assert [item["id"] for item in json.loads(files["data/feedback.json"])["feedback"]] == ["tra-loi"]
    assert b"hoi-dap/tra-loi/" in files["hoi-dap/rss.xml"]
    for hidden in ("cho/", "nhap/", "mai/", "rieng/"):
        assert f"hoi-dap/{hidden}".encode() not in b"".join(files.values())
    assert "hoi-dap/mai/" in made(project, dt.date(2026, 11, 22))[0]


def test_a_link_to_feedback_that_waits_is_a_finding(project: Project) -> None:
    asked(project, "cho", answered="", body="")
    project.article("2026/05/a", "[Hỏi đáp](../../../docs/hoi-dap/cho.md)\n\n")
    assert project.codes() == ["CCHC703"]
    asked(project, "cho")
    assert project.codes() == []


def test_the_newest_answers_come_first_and_old_pages_stay(project: Project) -> None:
    project.configure("      units:", "      page_size: 2\n      units:")
    for number in range(1, 8):
        asked(project, f"h{number}", title=f"H{number}", question=f"{number}?", answered=f"2026-11-{number + 3:02d}")
    pages, _ = made(project)
    lists = ("hoi-dap/", "hoi-dap/trang/1/", "hoi-dap/trang/2/")
    titles = {url: [row["title"] for row in page.context["rows"]] for url, page in pages.items() if url in lists}
    assert titles["hoi-dap/"] == ["H7", "H6", "H5"]
    assert titles["hoi-dap/trang/2/"] == ["H4", "H3"]
    assert titles["hoi-dap/trang/1/"] == ["H2", "H1"]
    before = pages["hoi-dap/trang/1/"].key("")
    asked(project, "h8", title="H8", question="8?", answered="2026-11-20")
    assert made(project)[0]["hoi-dap/trang/1/"].key("") == before


def test_every_way_of_choosing_has_a_list_without_a_script(project: Project) -> None:
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    asked(project, topic="thu-tuc-hanh-chinh", procedures='["1.001193"]')
    pages, _ = made(project)
    filters = {
        group["name"]: [(row["url"], row["count"]) for row in group["rows"]]
        for group in pages["hoi-dap/"].context["filters"]
    }
    assert filters == {
        "Theo loại": [("hoi-dap/loai/question/", 1)],
        "Theo lĩnh vực thủ tục": [("hoi-dap/linh-vuc/ho-tich/", 1)],
        "Theo nội dung": [("hoi-dap/noi-dung/thu-tuc-hanh-chinh/", 1)],
        "Theo đơn vị trả lời": [("hoi-dap/don-vi/van-phong/", 1)],
    }
    assert all(url in pages for rows in filters.values() for url, _ in rows)
    shown = pages["hoi-dap/khai-sinh/"].context
    assert shown["procedures"] == [
        {"url": "thu-tuc/1.001193/", "name": "Thủ tục đăng ký khai sinh", "code": "1.001193"}
    ]


def test_the_figures_of_the_page_are_those_of_the_report(project: Project) -> None:
    asked(project, "a")
    asked(project, "b", title="B", question="B?", received="2025-12-20", forwarded="2025-12-22", answered="2026-03-02")
    shown = made(project)[0]["hoi-dap/"].context["figures"]
    assert shown["text"] == "Năm 2026, UBND xã Mẫu tiếp nhận 01 phản ánh, kiến nghị; trả lời 02, trong đó 01 đúng hạn."
    assert [(row["name"], row["cells"]) for row in shown["years"]] == [
        ("Năm 2026", [1, 2, 1, 1, 0]),
        ("Năm 2025", [1, 0, 0, 0, 1]),
    ]
    assert [(row["name"], row["cells"]) for row in shown["months"]] == [
        ("Tháng 11/2026", [1, 1, 1, 0, 0]),
        ("Tháng 3/2026", [0, 1, 0, 1, 0]),
    ]


def test_a_page_of_a_reply_does_not_change_with_the_clock(project: Project) -> None:
    asked(project)
    before = made(project)[0]["hoi-dap/khai-sinh/"].key("")
    assert made(project, dt.date(2028, 1, 1))[0]["hoi-dap/khai-sinh/"].key("") == before


def test_a_question_word_for_word_keeps_its_lines(project: Project) -> None:
    asked(project, question='"Kính gửi UBND xã,\\n\\nTôi hỏi <b>khai sinh</b>.\\nTrân trọng,\\nNgười dân"')
    assert project.codes() == []
    shown = made(project)[0]["hoi-dap/khai-sinh/"].context["paragraphs"]
    assert shown == [["Kính gửi UBND xã,"], ["Tôi hỏi <b>khai sinh</b>.", "Trân trọng,", "Người dân"]]


def test_search_engines_are_told_of_questions_only(project: Project) -> None:
    asked(project)
    site: Site = project.site()
    found = linked_data(site, site.feedback[0])
    question = found["mainEntity"]
    assert (found["@type"], question["answerCount"]) == ("QAPage", 1)
    assert question["acceptedAnswer"]["text"] == "Nộp tờ khai."
    asked(project, kind="report")
    site = project.site()
    assert linked_data(site, replies(site)[0]) == {}


def test_the_data_keep_to_their_schema(project: Project) -> None:
    asked(project, topic="thu-tuc-hanh-chinh", procedures='["1.001193"]')
    files = made(project)[1]
    schema = json.loads(files["data/feedback.schema.json"])
    Draft202012Validator.check_schema(schema)
    data = json.loads(files["data/feedback.json"])
    Draft202012Validator(schema).validate(data)
    assert data["feedback"][0]["in_time"] is True


def test_nobody_keeps_a_reply_back_by_leaving_a_switch_alone(project: Project) -> None:
    (field,) = [item for item in Forms(project.site(), VI).of_records(FEEDBACK) if item["name"] == "public"]
    assert (field["widget"], [item["value"] for item in field["options"]]) == ("select", [False])


# ------------------------------------------------------------------ cchc new feedback

FLAGS = ["--title", "Khai sinh: cần gì?", "--kind", "Câu hỏi", "--channel", "Zalo", "--unit", "Văn phòng"]


def run(project: Project, *args: str) -> Result:
    """Call `cchc new feedback` where nobody can be asked."""
    return CliRunner().invoke(main, ["new", "feedback", *args, "-f", str(project.root / "mkdocs.yml")])


def test_flags_make_a_record_that_the_check_accepts(project: Project) -> None:
    result = run(project, *FLAGS, "--question", "Hồ sơ gồm gì?", "--received", "20/11/2026")
    assert result.exit_code == 0, result.output
    assert project.codes() == []
    (item,) = project.site().feedback
    assert (item.id, str(item.meta.received), item.meta.channel.value) == ("khai-sinh-can-gi", "2026-11-20", "zalo")
    assert not item.has_reply  # the words that tell where to write the reply are none


def test_personal_data_is_refused_before_it_is_written_in_the_words_of_the_check(project: Project) -> None:
    result = run(project, *FLAGS, "--question", LEAK)
    assert result.exit_code == 2
    assert not (project.root / "docs/hoi-dap").exists()
    asked(project, question=LEAK)
    finding = project.rejected()[1][0]
    assert finding.message in result.output
    assert "345" not in result.output


def test_a_clerk_is_asked_again_when_an_answer_names_somebody(project: Project) -> None:
    session = Session(project, "feedback", "--received", "2026-11-20")
    session.answers(
        ("Điều được hỏi", "Khai sinh"),
        ("Loại phản ánh", "1"),
        ("Nội dung", "Gọi 0912345678"),
        ("Nội dung", "Cần giấy tờ gì?"),
        ("Gửi đến bằng", "2"),
        ("Đơn vị trả lời", "1"),
        ("Nội dung CCHC", ""),
        ("Mã thủ tục", "1.001193"),
        (": ", ""),
        ("Ghi tệp này?", ""),
    )
    shown = session.end()
    assert session.process.returncode == 0, shown
    assert project.codes() == ["CCHC886"]  # no such procedure here
