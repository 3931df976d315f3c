"""Every file of the posts folder is a post or a finding: nothing crashes, nothing vanishes, no post harms another."""

import unicodedata
from pathlib import Path, PurePosixPath
from typing import IO, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc import quota, rules
from cchc.dates import Month
from cchc.disk import MAX_FILE
from cchc.locale import translator
from cchc.model import Site
from cchc.weight import MAX_BODY
from tests.conftest import ADVICE, PROCEDURE, TODAY, Project, post_text

A = "2026/05/a"
GOOD = post_text(title="Bài khác", body="Nội dung của bài khác.\n")


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + post_text().encode(),
        post_text().replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + post_text().replace("\n", "\r\n").encode(),
        post_text().replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", post_text()).encode(),
        b"\xef\xbb\xbf\xef\xbb\xbf" + post_text().encode(),
        post_text(title="Một\x0bcửa\x07 liên\x85thông").encode(),
        post_text().rstrip("\n").encode(),
        post_text().replace("---\n\n", "---   \n\n\n").encode(),
    ],
    ids=["BOM", "CRLF", "BOM and CRLF", "CR", "NFD", "two BOMs", "control characters", "no last line end", "spaces"],
)
def test_what_notepad_word_and_macs_do_to_a_file_costs_no_post(project: Project, content: bytes) -> None:
    project.write(f"posts/{A}.md", content)
    (post,) = project.site().posts
    assert set(project.codes()) <= {"CCHC008"}  # how it is stored is worth a warning, at most
    assert (post.title, post.body.strip()) == ("Một cửa liên thông", "Nội dung bài.")
    assert post.unit.id == "van-phong"
    assert post.line_of("unit") == 5


@pytest.mark.parametrize(
    "unit",
    [
        "van-phong",
        "Văn phòng HĐND và UBND",
        "văn phòng hđnd và ubnd   ",
        "Văn phòng",
        '"VP HĐND&UBND"',
        "VP HĐND & UBND",
        unicodedata.normalize("NFD", "Văn phòng HĐND và UBND"),
        "Văn\u00a0phòng HĐND và UBND",
    ],
)
def test_a_unit_is_known_by_any_of_its_names(project: Project, unit: str) -> None:
    project.post(A, unit=unit)
    (post,) = project.site().posts
    assert post.unit.id == "van-phong"


@pytest.mark.parametrize("unit", ["Phòng Văn hóa – Xã hội", "Phòng Văn hoá-Xã hội", "PHÒNG VĂN HÓA — XÃ HỘI"])
def test_the_wrong_dash_and_the_other_tone_placement_name_the_same_unit(project: Project, unit: str) -> None:
    project.post(A, unit=unit, co_units='["Uỷ ban MTTQ"]')
    (post,) = project.site().posts
    assert (post.unit.id, post.meta.co_units) == ("van-hoa", ("mttq",))


def test_a_title_on_two_lines_is_one_line(project: Project) -> None:
    project.post(A, title="|\n  Một cửa\n  liên\tthông\n")
    assert [post.title for post in project.site().posts] == ["Một cửa liên thông"]


def test_a_time_with_an_offset_counts_for_its_month_in_hanoi(project: Project) -> None:
    project.post(A, date="2026-05-31T18:30:00Z", month='"2026-06"')
    (post,) = project.site().posts
    assert post.month == Month(2026, 6)
    assert post.published_at.isoformat() == "2026-06-01T01:30:00+07:00"


@pytest.mark.parametrize(
    ("content", "said", "line"),
    [
        (post_text().encode("utf-16"), "UTF-16", 1),
        (b"\xfe\xff" + post_text().encode("utf-16-be"), "UTF-16", 1),
        (post_text().encode("utf-16-le"), "NUL", 1),
        (
            post_text(title="Gia \u0111\xecnh c\xf3 con m\u1edbi sinh"[:13]).encode("cp1258", "replace"),
            "Windows-1258",
            2,
        ),
        (b"---\ntitle: C\xb6i c\xb8ch h\xb5nh ch\xddnh\n---\n", "TCVN3", 2),
        (GOOD.encode() + b"\x00", "NUL", 1),
        (GOOD.encode() + b"a" * MAX_FILE, str(MAX_FILE), 1),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "NUL", 1),
        (GOOD.encode() + b"\xff", "UTF-8", 10),
    ],
    ids=["UTF-16", "UTF-16 BE", "UTF-16 without BOM", "cp1258", "TCVN3", "NUL", "1 MB", "a picture", "half a letter"],
)
def test_a_file_in_another_encoding_is_a_finding_that_says_so(
    project: Project, content: bytes, said: str, line: int
) -> None:
    project.write(f"posts/{A}.md", content)
    item, (finding,) = project.rejected()
    assert (item.path, item.is_post, item.month) == (PurePosixPath(f"posts/{A}.md"), True, Month(2026, 5))
    assert (finding.code, finding.place.line) == ("CCHC001", line)
    assert said in finding.message
    assert ("UTF-8" in finding.hint) is (said != str(MAX_FILE))


def test_a_file_of_exactly_one_megabyte_is_read(project: Project) -> None:
    head = GOOD.encode()
    project.write(f"posts/{A}.md", head + b" " * (MAX_FILE - len(head)))
    assert project.codes() == ["CCHC502"]


def test_an_empty_file_is_a_finding(project: Project) -> None:
    project.write(f"posts/{A}.md", "")
    item, (finding,) = project.rejected()
    assert (item.title, finding.code, finding.place.line) == (None, "CCHC002", 1)


def test_a_file_that_cannot_be_opened_is_a_finding(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.post(A)
    real = Path.open

    def locked(path: Path, mode: str, **kept: Any) -> IO[Any]:
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied")
        return real(path, mode, **kept)

    monkeypatch.setattr(Path, "open", locked)
    _, (finding,) = project.rejected()
    assert finding.code == "CCHC001"
    assert "Permission denied" in finding.message


def test_an_id_outlives_the_name_and_folder_of_its_file(project: Project) -> None:
    project.post("2027/01/doi-ten", id="2026/05/ten-cu")
    assert [post.url for post in project.site().posts] == ["tin-bai/2026/05/ten-cu/"]


def test_of_two_posts_with_one_address_one_is_kept_and_the_other_names_it(project: Project) -> None:
    project.post("2026/05/dat-dai", title="Một", body="Một")
    project.write("posts/2026/05/đất-đai.md", post_text(title="Hai", body="Hai"))
    site = project.site()
    assert [post.title for post in site.posts] == ["Một"]
    item, (finding, other) = project.rejected()
    assert (item.title, item.month, item.is_post) == ("Hai", Month(2026, 5), True)
    assert (finding.code, other.code) == ("CCHC401", "CCHC404")
    assert "/tin-bai/2026/05/dat-dai/" in finding.message
    assert "posts/2026/05/dat-dai.md" in finding.message


def test_a_written_id_wins_over_a_file_name(project: Project) -> None:
    """A published address stays with the post that says it is its own."""
    project.post("2026/05/a", title="Mới", body="Một")
    project.post("2026/05/z", title="Cũ", body="Hai", id="2026/05/a")
    assert [post.title for post in project.site().posts] == ["Cũ"]
    item, _ = project.rejected()
    assert item.title == "Mới"


@pytest.mark.parametrize(
    "unseen", [{"status": "draft"}, {"status": "in_review"}, {"date": "2026-12-05", "month": '"2026-12"'}]
)
def test_a_post_that_nobody_sees_yet_displaces_none_that_is_public(project: Project, unseen: dict[str, str]) -> None:
    project.post("2026/05/a", title="Đã đăng", body="Một", id="2026/05/x")
    project.post("2026/05/0", title="Chưa đăng", body="Hai", id="2026/05/x", **unseen)
    site = project.site()
    assert [post.title for post in site.public_posts] == ["Đã đăng"]
    assert site.rejected == ()
    assert [(item.code, item.place.path.name) for item in project.findings() if item.code == "CCHC401"] == [
        ("CCHC401", "0.md")
    ]


def test_two_posts_with_one_id_point_at_the_line_of_the_id(project: Project) -> None:
    project.post("2026/05/a", title="Một", body="Một", id="2026/05/x")
    project.post("2026/05/b", title="Hai", body="Hai", id="2026/05/x")
    _, (finding,) = project.rejected()
    assert (finding.place.path.name, finding.place.line) == ("b.md", 7)


def test_of_two_procedures_with_one_code_one_is_kept(project: Project) -> None:
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    project.write("docs/thu-tuc/khai-sinh.md", PROCEDURE.replace('"1.001193"', '"1.001193.000.00.00.H37"'))
    site = project.site()
    assert [item.path.name for item in site.procedures] == ["1.001193.md"]
    item, (finding,) = project.rejected()
    assert (item.is_post, item.month, item.title) == (False, None, "Thủ tục đăng ký khai sinh")
    assert (finding.code, finding.place.line) == ("CCHC804", 2)
    assert "docs/thu-tuc/1.001193.md" in finding.message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (post_text(title="Hội nghị: kết quả"), [("CCHC003", 2)]),
        (post_text(title='"chưa đóng'), [("CCHC003", 2)]),
        (post_text(title="!!python/object:os.system"), [("CCHC005", 2)]),
        (post_text(date="31/04/2026"), [("CCHC201", 3)]),
        (post_text(date="2026-13-45"), [("CCHC201", 3)]),
        (post_text(date="1999-05-14", month='"1999-05"'), [("CCHC201", 3)]),
        (post_text(month="5"), [("CCHC202", 4)]),
        (post_text(month='"2026-06"'), [("CCHC203", 4)]),
        (post_text(unit="Phòng không có"), [("CCHC301", 5)]),
        (post_text(topic="chuyện vui"), [("CCHC302", 6)]),
        (post_text(title="2026"), [("CCHC103", 2)]),
        (post_text(title="x" * 121), [("CCHC103", 2)]),
        (post_text(title="<b>Tin</b>"), [("CCHC103", 2)]),
        (post_text(title=""), [("CCHC103", 2)]),
        (post_text(title="[a]"), [("CCHC103", 2)]),
        (post_text(counts="không"), [("CCHC103", 7)]),
        (post_text(tags="{a: b}"), [("CCHC103", 7)]),
        (post_text(image="a.png"), [("CCHC103", 7)]),
        (post_text(image="\n  src: a.png"), [("CCHC101", 7)]),
        (post_text(tac_gia="A"), [("CCHC102", 7)]),
        (post_text(id="2026/05/Đất"), [("CCHC103", 7)]),
        (post_text(id="2026/05/" + "a" * 300), [("CCHC103", 7)]),
        (post_text(id="２０２６/05/a"), [("CCHC103", 7)]),
        (post_text(source="{name: Báo, url: 'https://bao.example/a b'}"), [("CCHC103", 7)]),
        (post_text(ignore="{cchc601: lý do}"), [("CCHC103", 7)]),
        (post_text(unit=None, topic=None), [("CCHC101", 1), ("CCHC101", 1)]),
        (post_text(format="video", counts="false"), [("CCHC104", 7), ("CCHC104", 8)]),
        ("---\n{}\n---\n", [("CCHC002", 1)]),
        ("---\n---\n", [("CCHC002", 1)]),
    ],
)
def test_every_broken_post_is_left_out_loudly(project: Project, text: str, found: list[tuple[str, int]]) -> None:
    project.write("posts/2026/06/khac.md", GOOD.replace("2026-05", "2026-06"))
    project.write(f"posts/{A}.md", text)
    assert [post.title for post in project.site().posts] == ["Bài khác"]
    item, findings = project.rejected()
    assert [(finding.code, finding.place.line) for finding in findings] == found
    two_months = "CCHC203" in {problem.code for problem in item.problems}  # then neither is taken
    assert (item.month is None) is two_months


def test_every_mistake_of_a_post_is_said_in_one_run(project: Project) -> None:
    project.post(
        A,
        title="2026",
        date="31/04/2026",
        month="5",
        unit="Phòng không có",
        topic="chuyện vui",
        status="xong",
        format="video",
        origin="repost",
        counts="false",
        tags="[1, 2]",
        images="a.png",
    )
    assert [(finding.place.line, finding.code) for finding in project.findings()] == [
        *((2, "CCHC103"), (3, "CCHC201"), (4, "CCHC202"), (5, "CCHC301"), (6, "CCHC302"), (7, "CCHC103")),
        *((8, "CCHC104"), (9, "CCHC104"), (10, "CCHC104"), (11, "CCHC103"), (11, "CCHC103"), (12, "CCHC102")),
    ]


def test_a_key_written_twice_does_not_hide_other_mistakes(project: Project) -> None:
    project.post(A, unit="van-phong\nunit: mttq", topic="chuyện vui")
    assert project.codes() == ["CCHC004", "CCHC302"]


@pytest.mark.parametrize(
    ("changes", "path", "month"),
    [
        ({"title": "[a"}, "2026/07/a", Month(2026, 7)),
        ({"date": "14/06/2026", "month": "6"}, "2026/05/a", Month(2026, 6)),
        ({"date": "31/04/2026"}, "2026/05/a", Month(2026, 5)),
        ({"date": "hôm qua", "month": "tháng 8 năm 2026"}, "2026/05/a", Month(2026, 8)),
        ({"date": "hôm qua", "month": "8"}, "linh-tinh/a", None),
    ],
)
def test_a_post_that_cannot_be_read_is_held_for_its_likely_month(
    project: Project, changes: dict[str, str | None], path: str, month: Month | None
) -> None:
    project.write(f"posts/{path}.md", post_text("Nội dung.\n", **changes))
    (item,) = project.site().rejected
    assert item.month == month


def test_the_likely_month_is_found_below_a_deeper_posts_folder(project: Project) -> None:
    project.configure("  - cchc:\n", "  - cchc:\n      posts_dir: noi-dung/tin/bai\n")
    project.write("noi-dung/tin/bai/2026/07/a.md", "hỏng")
    (item,) = project.site().rejected
    assert item.month == Month(2026, 7)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('"1.001193"', "1,001193", "CCHC802", 2),
        ('"1.001193"', "1193", "CCHC103", 2),
        ("levels: [xa]", "levels: []", "CCHC101", 5),
        ("levels: [xa]", "levels: [huyen]", "CCHC103", 5),
        ("field: Hộ tịch\n", "", "CCHC101", 1),
        ("updated: 2026-05-20", "online_level: partial", "CCHC104", 14),
        ("fee: Miễn phí", "phi: Miễn phí", "CCHC102", 10),
    ],
)
def test_a_broken_procedure_is_left_out_as_loudly(project: Project, old: str, new: str, code: str, line: int) -> None:
    assert old in PROCEDURE
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE.replace(old, new))
    item, (finding,) = project.rejected()
    assert (item.is_post, finding.code, finding.place.line) == (False, code, line)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Một.\n\nHai.\n\n\n" + "[" * 501, 14),
        ("a" * (MAX_BODY + 1), 8),
        ("Một.\n\n" + "> " * 30, 11),
        ("Một.\n" + " " * 100 + "- a", 10),
        ("`" * 501, 9),
        ("a\n---\n" * 501, 8),
        ("# a\n" * 501, 8),
        ("[^1]\n\n" * 501 + "[^1]: x", 8),
        ("\n\n".join(["<a " * 499] * 2), 8),
        ("\n\n".join(["[" * 499] * 11), 8),
    ],
    ids=[
        "brackets",
        "length",
        "quotes",
        "indent",
        "backticks",
        "underlined headings",
        "headings",
        "notes",
        "open tags",
        "many brackets",
    ],
)
def test_a_body_that_would_take_minutes_to_convert_is_an_error_and_changes_no_count(
    project: Project, body: str, line: int
) -> None:
    project.post(A, body=body)
    site = project.site()
    found = [(item.code, item.place.line) for item in project.findings() if item.code != "CCHC504"]
    assert found == [("CCHC502", line)]
    assert (len(site.public_posts), site.rejected) == (1, ())
    assert quota.tally(site).months[0].counted == 1


def test_a_long_ordinary_body_is_fine(project: Project) -> None:
    project.post(A, body="**Đoạn** [văn](https://xa.example/) <b>dài</b>.\n\n" * 3000)
    assert project.codes() == []


def test_procedures_sort_by_the_vietnamese_alphabet(project: Project) -> None:
    for number, (field, name) in enumerate([("Đất đai", "B"), ("Chứng thực", "D"), ("Đất đai", "Ă"), ("Hộ tịch", "A")]):
        text = PROCEDURE.replace("1.001193", f"1.00000{number}").replace("Hộ tịch", field)
        project.write(f"docs/thu-tuc/{number}.md", text.replace("Thủ tục đăng ký khai sinh", name))
    found = [(item.meta.field, item.meta.name) for item in project.site().procedures]
    assert found == [("Chứng thực", "D"), ("Đất đai", "Ă"), ("Đất đai", "B"), ("Hộ tịch", "A")]


LINES = st.sampled_from(
    [
        *("---", "title: A", "title: B: C", "date: 2026-05-14", "date: 31/04/2026", 'month: "2026-05"', "month: 5"),
        *("unit: van-phong", "unit: lạ", "topic: the-che", "status: draft", "id: 2026/05/x", "id: x", "counts: no"),
        *("tags: [a, b]", "image: {src: a}", "x: y", "- a", "\ttab", "", "Nội dung", "[a](b.md)", "a: &a 1"),
    ]
)
ALMOST = st.lists(LINES, max_size=14).map("\n".join)
CONTENT = st.one_of(
    st.binary(max_size=200),
    st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
    ALMOST.map(str.encode),
    ALMOST.map(lambda text: post_text().replace("title: Một cửa liên thông", text).encode()),
    st.tuples(st.integers(0, 140), st.binary(max_size=8)).map(
        lambda cut: post_text().encode()[: cut[0]] + cut[1] + post_text().encode()[cut[0] :]
    ),
    ALMOST.map(lambda text: text.encode("utf-16")),
)


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CONTENT)
def test_any_bytes_are_a_post_or_a_finding_and_harm_no_other_post(project: Project, content: bytes) -> None:
    khac = PurePosixPath("posts/2026/06/khac.md")
    this = PurePosixPath(f"posts/{A}.md")
    project.write(str(khac), GOOD.replace("2026-05", "2026-06"))
    project.write(str(this), content)
    site: Site = project.site()
    assert khac in {post.path for post in site.posts}
    findings = rules.check(site, translator("vi")) + rules.check(site, translator("en"))
    assert all(finding.place.line >= 1 and finding.message for finding in findings)
    kept = {post.path for post in site.posts}
    left_out = {item.path for item in site.rejected}
    assert (this in kept) != (this in left_out)
    if this in left_out:
        assert this in {finding.place.path for finding in findings}
    assert not any(finding.place.path == khac and finding.code not in ADVICE for finding in findings)
    assert site.today == TODAY
