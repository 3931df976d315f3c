"""`cchc check --fix`: what is certain is put right, everything else stays as its author wrote it."""

import json
import os
import pty
import stat
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc import config, fix, front_matter
from cchc.cli import main
from cchc.fix.files import plans, write
from cchc.fix.readable import split
from cchc.model import Config, Finding
from cchc.text import normalize
from tests.conftest import DOCUMENT, MKDOCS, PROCEDURE, ROOT, Project, post_text

JUNE = PurePosixPath("posts/2026/06/bai.md")
MAY = PurePosixPath("posts/2026/05/bai.md")
NOTHING = PurePosixPath("posts/bai.md")
CODE = PurePosixPath("docs/thu-tuc/1.001193.md")


@pytest.fixture(scope="module")
def settings_(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The agency of the tests."""
    made = Project(tmp_path_factory.mktemp("xa"))
    made.write("mkdocs.yml", MKDOCS)
    made.write("docs/index.md", "Lời giới thiệu.\n")
    (made.root / "posts").mkdir()
    return config.read(made.root / "mkdocs.yml")


def repaired(config_: Config, text: str | bytes, path: PurePosixPath = MAY) -> bytes:
    """Return a file after its repair, which has nothing more to repair."""
    data = text if isinstance(text, bytes) else text.encode()
    result = fix.repair(path, data, config_)
    assert bool(result.done) == (result.data != data)
    assert fix.repair(path, result.data, config_).done == ()
    return result.data


CERTAIN = [
    ("date: 14/5/2026", "date: 2026-05-14"),
    ("date: ngày 14 tháng 5 năm 2026", "date: 2026-05-14"),
    ("date: 2026/05/14  # ngày đăng", "date: 2026-05-14  # ngày đăng"),
    ('date: "14.5.2026"', 'date: "2026-05-14"'),
    ("date: “2026-05-14”", "date: 2026-05-14"),
    ("month: 5", 'month: "2026-05"'),
    ("month: Tháng 5/2026", 'month: "2026-05"'),
    ("month: 05/2026 # tháng", 'month: "2026-05" # tháng'),
    ("month: '5-2026'", 'month: "2026-05"'),
    ("month:   # chưa rõ", 'month: "2026-05"   # chưa rõ'),
    ("month: “2026-05”", 'month: "2026-05"'),
    ("unit: VP HĐND&UBND # kiêm nhiệm", "unit: van-phong # kiêm nhiệm"),
    ("unit: 'văn  phòng HĐND VÀ UBND'", "unit: 'van-phong'"),
    ("unit: Phòng Văn hóa – Xã hội", "unit: van-hoa"),
    ("unit: Phòng Văn hóa xã hội", "unit: van-hoa"),
    ("unit: phong van hoa xa hoi", "unit: van-hoa"),
    ("unit: Van_Phong", "unit: van-phong"),
    ("unit: “Văn phòng”", "unit: van-phong"),
    ("topic: Cải cách thể chế", "topic: the-che"),
    ("topic: Thể chế", "topic: the-che"),
    ("title: “'Một cửa' là gì?”", "title: \"'Một cửa' là gì?\""),
    ('topic: "chi dao, dieu hanh"', 'topic: "chi-dao-dieu-hanh"'),
    ("co_units: [Phòng Văn hoá - Xã hội, mttq]", "co_units: [van-hoa, mttq]"),
    ("title: Hội nghị: kết quả bước đầu", 'title: "Hội nghị: kết quả bước đầu"'),
    ('title: Hội nghị: bàn về "một cửa"', "title: 'Hội nghị: bàn về \"một cửa\"'"),
    ("title: “Hội nghị: kết quả”", 'title: "Hội nghị: kết quả"'),
    ('title: "Hội nghị: kết quả”', 'title: "Hội nghị: kết quả"'),
    ("title: @baoxa đưa tin", 'title: "@baoxa đưa tin"'),
    ("title: *Một cửa* tại xã", 'title: "*Một cửa* tại xã"'),
    ("title: &moi Một cửa", 'title: "&moi Một cửa"'),
    ("title: [Tin nóng] Hội nghị", 'title: "[Tin nóng] Hội nghị"'),
    ('title: "Một cửa" tại xã', "title: '\"Một cửa\" tại xã'"),
    ("title: “Một cửa”", 'title: "Một cửa"'),
    ("title: Bản tin #5 năm 2026", 'title: "Bản tin #5 năm 2026"'),
    ("title: Một cửa   ", "title: Một cửa"),
    ("title: Một cửa\u00a0", "title: Một cửa"),
    ("status: “published”", 'status: "published"'),
    ('status: "published "', 'status: "published"'),
    ("procedures: [1.004190, '1.001193', 1.001193] # mã", 'procedures: ["1.004190", \'1.001193\', "1.001193"] # mã'),
    ("procedures: [1.004190, 1.004190]", 'procedures: ["1.004190", "1.004190"]'),
    ("procedures:\n  - 1.004190  # mã\n  - 1.001193", 'procedures:\n  - "1.004190"  # mã\n  - "1.001193"'),
    ('procedures: ["1,004190"]', 'procedures: ["1.004190"]'),
    ("image:\n\tsrc: a.jpg\n\talt: Ảnh: một cửa", 'image:\n  src: a.jpg\n  alt: "Ảnh: một cửa"'),
    ("updated: 20/5/2026", "updated: 2026-05-20"),
    ("documents: [Nghị định số 118/2025/NĐ-CP, 57-NQ/TW]", 'documents: ["118/2025/NĐ-CP", 57-NQ/TW]'),
    ("documents:\n  - '12 / QD – TTg'  # số\n  - de-cuong", "documents:\n  - '12/QĐ-TTg'  # số\n  - de-cuong"),
]


@pytest.mark.parametrize(("wrong", "right"), CERTAIN)
def test_what_is_certain_is_put_right_and_nothing_else_changes(settings_: Config, wrong: str, right: str) -> None:
    key = right.partition(":")[0]
    before, after = (_with(key, entry) for entry in (wrong, right))
    assert repaired(settings_, before).decode() == after


def _with(key: str, entry: str) -> str:
    """Return a post with one entry as given, and all that a repair must leave alone."""
    keys = {"title": "Một cửa", "date": "2026-05-14", "month": '"2026-05"', "unit": "van-phong", "topic": "the-che"}
    lines = [entry if name == key else f"{name}: {value}" for name, value in keys.items()]
    rest = [] if key in keys else [entry]
    kept = ["# chú thích của người viết   ", "author:   'Nguyễn Văn An'  # bút danh", "tags: [a,b,   'c']"]
    return "\n".join(["---", *kept, *lines, *rest, "---  ", "", "Nội dung   ", "\tdate: 05/06/2026", "unit:  VP", ""])


UNCERTAIN = [
    post_text(month="“2026-06”x"),
    post_text(date="2026-06-03"),
    post_text(date="2026-06-03", month="5"),
    post_text(date="2026-06-03", month="tháng năm"),
    post_text(date="05/06/2026"),
    post_text(date="05/06/2026", month="5"),
    post_text(date="05/06/2026", month=None),
    post_text(date="05/14/2026"),
    post_text(date="31/04/2026", month=None),
    post_text(unit="Văn phòng UBND"),
    post_text(unit="Phòng Văn hóa"),
    post_text(unit='"?"'),
    post_text(topic="một cửa"),
    post_text(status="da dang"),
    post_text(title="Bản tin #5 # đã duyệt"),
    post_text(title='"Một cửa" và "một cửa liên thông"'),
    post_text(title='"Hội nghị "một cửa" tại xã"'),
    post_text(title='"Hội nghị một cửa'),
    post_text(title="Hội nghị: kết quả # đã duyệt"),
    post_text(title="> Hội nghị: kết quả"),
    post_text(title="!!python/object:os.system"),
    post_text(title="&a Một cửa", author="*a"),
    post_text(title="“Một cửa”", ignore="{CCHC109: Tên một vở kịch}"),
    post_text(tags="[một cửa, hộ tịch: khai sinh"),
    post_text(title="Phòng “Một cửa” của xã"),
    post_text(summary="|\n  Bước 1: nộp hồ sơ   \n  Bước 2: nhận kết quả"),
    post_text(image="\n\tsrc: a.jpg\n alt: Ảnh"),
    post_text(image="\n\tsrc: a.jpg\n\talt: |\n\t\tẢnh"),
    post_text(unit="VP HĐND&UBND", topic="the-che\nunit: van-phong"),
    "Không có phần khai báo.\r\n",
    "---\ntitle: Một cửa\r\nmonth: 5\r\n",
    "---\r\n---\r\n",
    "",
]


@pytest.mark.parametrize("text", UNCERTAIN)
def test_what_is_a_question_for_a_person_stays_byte_for_byte(settings_: Config, text: str) -> None:
    assert repaired(settings_, text).decode() == text


def test_day_and_month_come_back_from_one_date(settings_: Config) -> None:
    missing = post_text(date="05/06/2026", month=None)
    for path in (JUNE, NOTHING):
        text = repaired(settings_, missing, path).decode()
        assert text == missing.replace("05/06/2026", '2026-06-05\nmonth: "2026-06"')


def test_a_month_and_a_date_that_disagree_are_not_settled_by_a_machine(settings_: Config) -> None:
    text = post_text(date="05/06/2026", month='"2026-05"')
    assert repaired(settings_, text, JUNE).decode() == text


def test_a_procedure_is_repaired_too(settings_: Config) -> None:
    wrong = PROCEDURE.replace('"1.001193"', "1.001193").replace("2026-05-20", "20/5/2026")
    wrong = wrong.replace("[Nộp hồ sơ, Nhận kết quả]", "\n  - Bước 1: nộp hồ sơ # một\n  - Nhận kết quả")
    steps = "\n  - Bước 1: nộp hồ sơ # một\n  - Nhận kết quả"
    assert steps in repaired(settings_, wrong, CODE).decode()  # whether «# một» is a comment, nobody knows
    text = repaired(settings_, wrong.replace(" # một", ""), CODE).decode()
    assert text == PROCEDURE.replace("[Nộp hồ sơ, Nhận kết quả]", '\n  - "Bước 1: nộp hồ sơ"\n  - Nhận kết quả')


GOOD = post_text(body="Xã tổ chức “ngày không hẹn” và trả kết quả cho người dân.\n", title="Giải quyết hồ sơ một cửa")


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", GOOD).encode(),
        GOOD.encode("utf-16"),
        b"\xfe\xff" + GOOD.replace("\n", "\r\n").encode("utf-16-be"),
    ],
    ids=["BOM", "CRLF", "CR", "NFD", "UTF-16LE", "UTF-16BE"],
)
def test_a_file_is_stored_as_everybody_stores_it(settings_: Config, data: bytes) -> None:
    assert repaired(settings_, data).decode() == GOOD


def windows_1258(text: str) -> bytes:
    """Return a text as Windows-1258 writes it: each tone mark after its vowel."""
    parts = []
    for char in text:
        tones = [mark for mark in unicodedata.normalize("NFD", char) if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = "".join(mark for mark in unicodedata.normalize("NFD", char) if mark not in tones)
        parts.append(unicodedata.normalize("NFC", base) + "".join(tones))
    return "".join(parts).encode("cp1258")


VOWELS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
TCVN3 = (
    "b5 b6 b7 b8 b9 a8 bb bc bd be c6 a9 c7 c8 c9 ca cb cc ce cf d0 d1 aa d2 d3 d4 d5 d6 d7 d8 dc dd de df e1 e2 e3 e4 "
    "ab e5 e6 e7 e8 e9 ac ea eb ec ed ee ef f1 f2 f3 f4 ad f5 f6 f7 f8 f9 fa fb fc fd fe ae"
)


def tcvn3(text: str) -> bytes:
    """Return a text as the fonts .VnTime wrote it."""
    letters = dict(zip(VOWELS, bytes.fromhex(TCVN3), strict=True))
    return bytes(letters.get(char.lower(), ord(char) if char.isascii() else ord("-")) for char in text)


def test_windows_1258_is_read_where_every_word_is_vietnamese(settings_: Config) -> None:
    assert repaired(settings_, windows_1258(GOOD)).decode() == GOOD


@pytest.mark.parametrize(
    "data",
    [
        tcvn3(GOOD),
        GOOD.encode("cp1252", "replace"),
        GOOD.encode("utf-8")[:-1] + b"\xe1\n",
        windows_1258(GOOD) + "Université de Montréal, façade".encode("cp1252"),
        windows_1258(post_text(title="Một cửa", body="")),
        windows_1258(GOOD) + b"\0",
        b"\xff\xfe" + GOOD.encode("utf-32-le"),
        GOOD.encode("utf-16")[:-1],
        GOOD.encode("utf-16-le"),
    ],
    ids=["TCVN3", "lossy", "broken", "French", "too short", "NUL", "UTF-32", "half", "no mark"],
)
def test_bytes_that_nobody_can_be_sure_of_stay(settings_: Config, data: bytes) -> None:
    assert repaired(settings_, data) == data


def test_no_text_of_ours_in_tcvn3_is_taken_for_windows_1258(settings_: Config) -> None:
    read = 0
    for path in sorted((ROOT / "posts").rglob("*.md")):
        text = normalize(path.read_text("utf-8"))
        data = tcvn3(text)
        assert fix.repair(MAY, data, settings_).data == data
        try:
            stored = windows_1258(text)
        except UnicodeEncodeError:
            continue  # an arrow, say
        if stored != text.encode():
            read += fix.repair(MAY, stored, settings_).data.decode(errors="replace") == text
    assert read > 5


def test_characters_that_the_reader_passes_over_move_nothing(settings_: Config) -> None:
    text = post_text(title="Một\u000b cửa", month="5", body="Nội\u2028 dung\x07\r\n")
    assert repaired(settings_, text).decode() == text.replace("\r\n", "\n")


def test_a_front_matter_with_hundreds_of_faults_is_left_to_a_person(settings_: Config) -> None:
    text = post_text(co_units="[" + ", ".join(["Văn phòng"] * 400) + "]")
    assert repaired(settings_, text).decode() == text


pieces = st.fixed_dictionaries(
    {
        "title": st.sampled_from(
            [
                "Một cửa",
                "Tin: một",
                "“Một cửa”",
                "Tin #5",
                "Tin  ",
                "'a' b",
                '"a: b”',
                "*a",
                "@a",
                "[a] b",
                "| a",
                "Một",
            ]
        ),
        "date": st.sampled_from(
            ["2026-05-14", "14/5/2026", "05/06/2026", "“05/05/2026”", "'5.5.2026' ", "1/1/1900", "x", "20260514", ""]
        ),
        "month": st.sampled_from(['"2026-05"', "5", "06/2026", "“2026-05”", "", None, "Tháng 5", "2026-13", "[5]"]),
        "unit": st.sampled_from(["van-phong", "VP HĐND&UBND  # a", "“Văn phòng”", "Phòng VH", "'mttq '", "{a: b}"]),
        "topic": st.sampled_from(["the-che", "Cải cách thể chế\t", "the che", "gì đó", "'THE-CHE'", "the-che #x"]),
        "status": st.sampled_from([None, "published ", "“draft”", "'draft '", "xong"]),
        "procedures": st.sampled_from([None, "[1.004190]", "[1,004190]", "\n- 1.004190 \n- '1.1'", "1.004190"]),
        "image": st.sampled_from([None, "\n\tsrc: a.jpg\n\talt: b", "\n  src: a: b\n  alt: c"]),
        "ignore": st.sampled_from([None, "{CCHC109: tên vở kịch}", "\n  CCHC803:", "[a]"]),
    }
)
ends = st.sampled_from(["\n", "\r\n", "\r"])
form = st.sampled_from(["NFC", "NFD"])
bodies = st.text(st.sampled_from("aế: #-\n\t “”\x07\u2028\ufeff"), max_size=40)
quick = settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(keys=pieces, end=ends, body=bodies, form=form, bom=st.booleans(), path=st.sampled_from([MAY, JUNE, NOTHING]))
def test_fixing_twice_is_fixing_once_and_only_what_was_told_changes(
    settings_: Config, keys: dict[str, str | None], end: str, body: str, form: str, bom: bool, path: PurePosixPath
) -> None:
    text = unicodedata.normalize(form, post_text(body, **keys))
    data = ("\ufeff" * bom + text.replace("\n", end)).encode()
    result = fix.repair(path, data, settings_)
    assert fix.repair(path, result.data, settings_).data == result.data
    if not result.done:
        assert result.data == data
        return
    after = result.data.decode()
    assert front_matter.read(normalize(after)).faults == []
    plain = unicodedata.normalize("NFC", text.replace(end, "\n").replace("\r\n", "\n").replace("\r", "\n"))
    assert split(after)[1] == split(plain)[1]  # the body
    told = {str(what.params.get("key", "")).partition(".")[0] for _, what in result.done}
    old, new = front_matter.read(plain), front_matter.read(normalize(after))
    if not old.faults and "\x07" not in split(plain)[0]:
        assert {key for key in new.values if new.values[key] != old.values.get(key)} <= told


@quick
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: f"---\n{text}\n---\n".encode()))
def test_no_bytes_are_too_strange(settings_: Config, data: bytes) -> None:
    result = fix.repair(MAY, data, settings_)
    assert fix.repair(MAY, result.data, settings_).data == result.data


def run(project: Project, *args: str) -> Result:
    """Call cchc on a project."""
    return CliRunner().invoke(main, [*args, "-f", str(project.root / "mkdocs.yml")])


@pytest.fixture
def section(project: Project) -> Project:
    """A good post, one with three certain mistakes and one uncertain, a procedure."""
    project.post("2026/05/tot", title="Bài tốt")
    project.post("2026/06/hong", title="Tin: hỏng", unit="Văn phòng UBND", date="05/06/2026", month="6")
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    return project


def test_fix_shows_what_it_did_and_the_check_says_what_is_left(section: Project) -> None:
    target = section.root / "posts/2026/06/hong.md"
    target.chmod(0o640)
    result = run(section, "check", "--fix", "--yes")
    assert result.exit_code == 1
    for shown in (
        "--- a/posts/2026/06/hong.md",
        "+++ b/posts/2026/06/hong.md",
        "-date: 05/06/2026",
        "+date: 2026-06-05",
        '+month: "2026-06"',
        '+title: "Tin: hỏng"',
        "dòng 3: date: 05/06/2026 → 2026-06-05",
        "Đã sửa 3 chỗ trong 1 tệp.",
        "lỗi CCHC301",
        "Đã kiểm tra 3 tệp: 1 lỗi",
    ):
        assert shown in result.output
    assert target.read_text("utf-8") == post_text(
        title='"Tin: hỏng"', unit="Văn phòng UBND", date="2026-06-05", month='"2026-06"'
    )
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [path.name for path in target.parent.iterdir()] == ["hong.md"]
    assert "Không có gì chắc chắn để tự sửa." in run(section, "check", "--fix", "--yes").output


def test_without_a_terminal_nobody_agreed(section: Project) -> None:
    before = (section.root / "posts/2026/06/hong.md").read_bytes()
    result = run(section, "check", "--fix")
    assert "+date: 2026-06-05" in result.output
    assert "Chưa ghi gì: có 3 chỗ trong 1 tệp sửa được; thêm --yes để ghi." in result.output
    assert result.exit_code == 1
    assert (section.root / "posts/2026/06/hong.md").read_bytes() == before


def test_yes_alone_is_bad_usage(section: Project) -> None:
    result = run(section, "check", "--yes")
    assert (result.exit_code, result.output) == (2, "--yes chỉ dùng cùng với --fix.\n")


def test_fix_of_some_paths_writes_those_only(section: Project) -> None:
    section.post("2026/05/hai", month="5")
    run(section, "check", "--fix", "--yes", str(section.root / "posts/2026/05"))
    assert b'month: "2026-05"' in (section.root / "posts/2026/05/hai.md").read_bytes()
    assert b"month: 6" in (section.root / "posts/2026/06/hong.md").read_bytes()


def test_a_program_that_reads_json_gets_nothing_else(section: Project) -> None:
    result = run(section, "check", "--fix", "--yes", "--format", "json")
    assert {item["code"] for item in json.loads(result.stdout)["findings"] if item["severity"] == "error"} == {
        "CCHC301"
    }
    assert "Đã sửa 3 chỗ" in result.stderr


def test_the_screen_obeys_nothing_that_stands_in_a_post(section: Project) -> None:
    section.post(
        "2026/05/ansi",
        title='"\\e[2J\\u202E" # \u202e',
        unit="VP HĐND&UBND",
        topic="Cải cách thể chế\nauthor: A\n  ::error::giả",
    )
    output = run(section, "check", "--fix").output
    assert "+unit: van-phong" in output
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert "\\x3a:error::giả" in output


def test_a_link_that_leads_out_is_never_written_through(section: Project, tmp_path: Path) -> None:
    outside = tmp_path / "ngoai.md"
    outside.write_text(post_text(month="5"), "utf-8")
    (section.root / "posts/2026/05/ngoai.md").symlink_to(outside)
    inside = section.write("chung/bai.md", post_text(month="5"))
    (section.root / "posts/2026/05/chung.md").symlink_to(inside)
    run(section, "check", "--fix", "--yes")
    assert outside.read_text("utf-8") == post_text(month="5")
    assert inside.read_text("utf-8") == post_text()
    assert (section.root / "posts/2026/05/chung.md").is_symlink()


def test_a_file_that_changed_meanwhile_is_left_alone(section: Project) -> None:
    (plan,) = plans(section.site())
    plan.target.write_text("mới hơn", "utf-8")
    assert write(plan) is False
    assert plan.target.read_text("utf-8") == "mới hơn"


def test_a_full_disk_leaves_the_old_file_whole(section: Project) -> None:
    target = section.root / "posts/2026/06/hong.md"
    before = target.read_bytes()
    command = f'ulimit -f 0; exec "{sys.executable}" -m cchc check --fix --yes -f "{section.root / "mkdocs.yml"}" | cat'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Không ghi được posts/2026/06/hong.md" in done.stderr
    assert "Traceback" not in done.stderr
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["hong.md"]


@pytest.mark.parametrize(
    ("answer", "is_written"), [("c\n", True), ("có\n", True), ("k\n", False), ("\n", False), ("\x04", False)]
)
def test_a_person_at_a_terminal_is_asked(section: Project, answer: str, is_written: bool) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "cchc", "check", "--fix", "-f", str(section.root / "mkdocs.yml")]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        os.write(ours, answer.encode())
        output = process.communicate(timeout=60)[0].decode()
    os.close(theirs)
    os.close(ours)
    assert "Ghi 3 chỗ sửa vào 1 tệp? (c = có, k = không)" in output
    assert "Traceback" not in output
    text = (section.root / "posts/2026/06/hong.md").read_text("utf-8")
    assert ("date: 2026-06-05" in text) is is_written


def _kinds(findings: list[Finding]) -> Counter[tuple[str, str, str]]:
    return Counter((str(item.place.path), item.code, item.message) for item in findings)


def test_fixable_is_what_fix_repairs_and_nothing_else(project: Project) -> None:
    for number, (wrong, right) in enumerate(CERTAIN):
        project.write(f"posts/2026/05/dung-{number}.md", _with(right.partition(":")[0], wrong))
    for number, text in enumerate(UNCERTAIN):
        project.write(f"posts/2026/05/sai-{number}.md", text)
    project.write("posts/2026/05/1258.md", windows_1258(GOOD))
    project.write("posts/2026/05/tcvn3.md", tcvn3(GOOD))
    project.write("posts/2026/05/nfd.md", unicodedata.normalize("NFD", GOOD))
    project.post("2026/06/thieu", date="05/06/2026", month=None)
    project.post("2026/05/hai", procedures='[1.004190, "1.0x"]', co_units="[Phòng Văn hóa, “Văn phòng”, Xã]")
    project.write(f"{CODE}", PROCEDURE.replace('"1.001193"', "1.001193"))
    project.write("docs/van-ban/a.md", DOCUMENT.replace("118/2025/NĐ-CP", "Số 118/2025/ND-CP  # số"))
    project.write("docs/van-ban/b.md", DOCUMENT.replace("118/2025/NĐ-CP", "118"))
    task = "{id: a, name: Hội nghị, lead_units: [van-phong], due: Tháng 12/2026}"
    project.write("docs/ke-hoach/2026.md", f"---\ntitle: Kế hoạch\nyear: 2026\ntasks: [{task}]\n---\n")
    before = project.findings()
    assert run(project, "check", "--fix", "--yes").exit_code == 1
    left = _kinds(project.findings())
    ours = [item for item in before if item.code in fix.CODES]
    assert _kinds([item for item in ours if not item.fixable]) == _kinds(ours) & left
    assert {item.code for item in before if item.fixable} == fix.CODES
    assert sum(item.fixable for item in before) > 25
