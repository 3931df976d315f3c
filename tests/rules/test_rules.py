"""Every rule, on folders that carry their own expectation: `# expect CODE` on the line where it must point.

CODE/bad and CODE/good are laid over an empty project. `bad` must give what it expects and nothing
else; `good`, the same content put right, must give nothing. Where a comment would change the
meaning, `expect.txt` holds `path:line: CODE`; `commit.txt` holds the moment at which everything is
committed; `before/`, a fixture of its own, comes first. A file that is no text ends in `.bin`, which is
taken off.
"""

import ast
import inspect
import re
import shutil
from pathlib import Path, PurePosixPath

import pytest

from cchc import config, load, rules
from cchc.cache import Cache
from cchc.locale import LANGUAGES, translator
from cchc.model import Finding
from cchc.rules import (
    Rule,
    activities,
    body,
    counting,
    documents,
    events,
    feedback,
    files,
    indicators,
    media,
    names,
    personal,
    pictures,
    plans,
    procedures,
    suppression,
    translations,
    values,
    writing,
)
from tests.conftest import ADVICE, DOCUMENT, PROCEDURE, TODAY, Project

HERE = Path(__file__).parent
RULES = rules.rules()
FAMILIES = (
    activities,
    body,
    counting,
    documents,
    events,
    feedback,
    files,
    indicators,
    media,
    names,
    personal,
    pictures,
    plans,
    procedures,
    suppression,
    translations,
    values,
    writing,
)
EXPECTED = re.compile(r"(?:#|<!--) expect (CCHC\d{3})")
ASIDE = {"expect.txt", "commit.txt"}


def lay(project: Project, folder: Path) -> list[tuple[str, int, str]]:
    """Lay a fixture over a project; return the findings it expects, in order."""
    expected = []
    if (folder / "before").is_dir():
        lay(project, folder / "before")
    for source in sorted(folder.rglob("*")):
        name = source.relative_to(folder).as_posix().removesuffix(".bin")
        if source.is_dir() or name in ASIDE or name.startswith("before/"):
            continue
        target = project.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        lines = source.read_bytes().decode("utf-8", "ignore").split("\n")
        expected += [(name, number, code) for number, line in enumerate(lines, 1) for code in EXPECTED.findall(line)]
    if (folder / "expect.txt").exists():
        for line in (folder / "expect.txt").read_text("utf-8").splitlines():
            name, number, code = line.rsplit(":", 2)
            expected.append((name, int(number), code.strip()))
    if (folder / "commit.txt").exists():
        project.commit((folder / "commit.txt").read_text("utf-8").strip())
    return sorted(expected)


def places(findings: list[Finding]) -> list[tuple[str, int, str]]:
    """Return where findings point, as fixtures write it."""
    return sorted((str(finding.place.path), finding.place.line, finding.code) for finding in findings)


def lay_plan(project: Project, key: str, value: str) -> None:
    """Lay a plan over a project, with one task and one target, of which a key has a value."""
    event = "title: Đối thoại\nkind: dialogue\nstart: 2026-06-10\nunit: van-phong\naudience: Hộ kinh doanh"
    project.write("docs/su-kien/a.md", f"---\n{event}\n---\n")
    project.post("2026/05/hai-tin-bai-moi-thang")
    task = {"id": "hoi-nghi", "name": "Hội nghị", "lead_units": "[van-phong]", "due": "2026-12"}
    target = {"name": "Đối thoại", "measure": "events", "at_least": "1"}
    changed = target if key in ("task", "audience") else task
    changed[key] = value
    lines = ["---", "title: Kế hoạch", "year: 2026"]
    for name, item in (("tasks", task), ("targets", target)):
        lines += [f"{name}:", *(f"  {' ' if place else '-'} {k}: {v}" for place, (k, v) in enumerate(item.items()))]
    project.write("docs/ke-hoach/2026.md", "\n".join([*lines, "---", ""]))


def test_every_fixture_belongs_to_a_rule() -> None:
    assert sorted(path.name for path in HERE.iterdir() if path.name.startswith("CCHC")) == list(RULES)


@pytest.mark.parametrize("code", RULES)
def test_a_mistake_is_found_on_its_line_and_nowhere_else(project: Project, code: str) -> None:
    expected = lay(project, HERE / code / "bad")
    assert code in {expectation[2] for expectation in expected}, f"{code}/bad expects no {code}"
    assert places(project.findings(advice=code in ADVICE)) == expected


@pytest.mark.parametrize("code", RULES)
def test_what_was_put_right_has_no_finding(project: Project, code: str) -> None:
    assert lay(project, HERE / code / "good") == []
    assert project.site().records
    assert places(project.findings(advice=code in ADVICE)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", RULES)
def test_what_is_said_leaves_no_blank_unfilled(project: Project, code: str, language: str) -> None:
    lay(project, HERE / code / "bad")
    for finding in rules.check(project.site(), translator(language)):
        for said in (finding.message, finding.hint):
            assert said
            assert said == said.strip()
            assert "\n" not in said
            assert not re.search(r"\{\w*\}|\{\{|\}\}|None|PurePosixPath|Month\(", said), said


def test_no_rule_is_hidden_by_another_of_its_code() -> None:
    written = [item for family in FAMILIES for item in vars(family).values()]
    assert len([item for item in written if isinstance(item, Rule)]) == len(RULES)
    assert list(RULES) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_has_a_help_page(rule: Rule) -> None:
    lines = rule.help.split("\n")
    assert rule.title == lines[0]
    assert re.fullmatch(r"\S.{9,118}\.", rule.title)
    assert lines[1] == ""
    heads = [line.split(":")[0] for line in lines if re.match(r"(Vì sao|Sai|Đúng): \S", line)]
    assert heads == ["Vì sao", "Sai", "Đúng"]
    assert re.fullmatch(r"CCHC\d{3}", rule.code)
    assert rule.message.endswith((".", "»"))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_only_reads_the_site(rule: Rule) -> None:
    """A rule is a pure function: no clock, no disk, no environment."""
    tree = ast.parse(inspect.getsource(inspect.getmodule(rule.check) or rules))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not names & {"open", "os", "Path", "datetime", "time", "subprocess"}


EXAMPLES = [
    (code, right, match[1], match[2])
    for code, rule in RULES.items()
    for line in rule.help.split("\n")
    for right in (False, True)
    if (match := re.fullmatch(f"{'Đúng' if right else 'Sai'}: `([a-z_]+): ([^`]*)`", line))
]


@pytest.mark.parametrize(("code", "right", "key", "value"), [item for item in EXAMPLES if item[0] not in ("CCHC204",)])
def test_the_examples_of_a_help_page_are_true(project: Project, code: str, right: bool, key: str, value: str) -> None:
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    if key == "code":
        project.write("docs/thu-tuc/mau.md", PROCEDURE.replace('code: "1.001193"', f"code: {value}"))
    elif code == "CCHC812":
        project.write("docs/thu-tuc/1.001193.md", PROCEDURE.replace("updated:", f"{key}: {value}\nupdated:"))
    elif "CCHC864" <= code <= "CCHC869":
        project.post("2026/09/truyen-thanh-co-so-va-cchc", date="2026-09-11", month='"2026-09"')
        activity = {"title": "Phát thanh", "kind": "radio", "date": "2026-11-10", "unit": "van-phong", key: value}
        project.write("docs/hoat-dong/a.md", "\n".join(["---", *(f"{k}: {v}" for k, v in activity.items()), "---", ""]))
    elif code.startswith("CCHC88"):
        record = {"title": "Khai sinh", "kind": "question", "question": "Hỏi về khai sinh.", "channel": "portal"}
        record |= {"received": "2026-11-02", "forwarded": "2026-11-03", "unit": "van-phong", key: value}
        project.write("docs/hoi-dap/a.md", "\n".join(["---", *(f"{k}: {v}" for k, v in record.items()), "---", "Có."]))
    elif code.startswith("CCHC86"):
        event = {"title": "Đối thoại", "kind": "dialogue", "start": "2026-12-10", "unit": "van-phong", "place": "Xã"}
        changed = {**event, key: value}
        project.post("2026/12/doi-thoai-ho-kinh-doanh", date="2026-12-11", month='"2026-12"')
        project.write("docs/su-kien/a.md", "\n".join(["---", *(f"{k}: {v}" for k, v in changed.items()), "---", ""]))
    elif code.startswith("CCHC89"):
        front = "---\nname: SIPAS\nindex: sipas\nlevel: xa\nassessed: UBND xã\nyears:\n  - {source: Báo cáo, rank: 1, "
        project.write("docs/chi-so/a.md", f"{front}{key}: {value}}}\n---\n")
    elif code.startswith("CCHC87"):
        lay_plan(project, key, value)
    elif code.startswith("CCHC85") and key != "documents":
        kept = [line for line in DOCUMENT.splitlines() if not line.startswith(f"{key}:")]
        project.write("docs/van-ban/mau.md", "\n".join([kept[0], f"{key}: {value}", *kept[1:], ""]))
    else:
        changes: dict[str, str | None] = {key: value}
        project.post("2026/05/a", "A", **changes)
    assert (code in project.codes()) is not right


def test_most_help_pages_are_checked_this_way() -> None:
    assert {item[0] for item in EXAMPLES} >= {
        "CCHC003",
        "CCHC005",
        "CCHC102",
        "CCHC103",
        "CCHC201",
        "CCHC202",
        "CCHC301",
    }


def test_a_finding_is_suppressed_with_a_reason_for_that_file_alone(project: Project) -> None:
    project.post("2026/05/a", "![](a.svg)", title="A", ignore="{CCHC602: Ảnh trang trí}")
    project.post("2026/05/b", "![](a.svg) b", title="B")
    project.write("posts/2026/05/a.svg", "<svg/>")
    assert places(project.findings()) == [("posts/2026/05/b.md", 9, "CCHC602")]


def test_a_mistake_that_keeps_a_file_from_being_read_cannot_be_suppressed(project: Project) -> None:
    project.post("2026/05/a", unit="lạ", ignore="{CCHC301: Lý do}")
    assert project.codes() == ["CCHC301"]


def hint(project: Project, code: str) -> str:
    """Return the hint of the only finding."""
    (finding,) = project.findings()
    assert finding.code == code
    return finding.hint


@pytest.mark.parametrize(
    ("key", "typed", "code", "pasted"),
    [
        ("date", "05/06/2026", "CCHC201", "date: 2026-06-05"),
        ("date", "5/6/2026", "CCHC201", "date: 2026-06-05"),
        ("date", "14-05-2026", "CCHC201", "date: 2026-05-14"),
        ("date", "14.5.2026", "CCHC201", "date: 2026-05-14"),
        ("date", "2026/05/14", "CCHC201", "date: 2026-05-14"),
        ("date", "2026-5-14", "CCHC201", "date: 2026-05-14"),
        ("date", "20260514", "CCHC201", "date: 2026-05-14"),
        ("date", "“2026-05-14”", "CCHC201", "date: 2026-05-14"),
        ("date", "ngày 14 tháng 5 năm 2026", "CCHC201", "date: 2026-05-14"),
        ("updated", "14/5/2026", "CCHC201", "updated: 2026-05-14"),
        ("month", "5", "CCHC202", 'month: "2026-05"'),
        ("month", "05/2026", "CCHC202", 'month: "2026-05"'),
        ("month", "Tháng 5", "CCHC202", 'month: "2026-05"'),
        ("month", "“2026-05”", "CCHC202", 'month: "2026-05"'),
        ("month", "", "CCHC202", 'month: "2026-05"'),
        ("month", None, "CCHC101", 'month: "2026-05"'),
        ("month", '"2026-06"', "CCHC203", 'month: "2026-05"'),
        ("unit", "Văn phòng HDND", "CCHC301", "unit: van-phong"),
        ("unit", "Van phong HDND va UBND", "CCHC301", "unit: van-phong"),
        ("unit", "“van-phong”", "CCHC301", "unit: van-phong"),
        ("unit", "P. Văn hóa - Xã hội", "CCHC301", "unit: van-hoa"),
        ("unit", "[van-phong]", "CCHC103", "unit: van-phong"),
        ("topic", "một cửa", "CCHC302", "topic: thu-tuc-hanh-chinh"),
        ("topic", "Thủ tục hành chính", "CCHC302", "topic: thu-tuc-hanh-chinh"),
        ("topic", "Cải cách TTHC", "CCHC302", "topic: thu-tuc-hanh-chinh"),
        ("topic", "Chính quyền số", "CCHC302", "topic: chinh-quyen-so"),
        ("title", "Hội nghị: kết quả bước đầu", "CCHC003", 'title: "Hội nghị: kết quả bước đầu"'),
        ("title", '"Một cửa" ở xã', "CCHC003", "title: '\"Một cửa\" ở xã'"),
        ("title", "[Tin] Một cửa", "CCHC003", 'title: "[Tin] Một cửa"'),
        ("title", "&tin Một cửa", "CCHC005", 'title: "&tin Một cửa"'),
        ("title", "2026", "CCHC103", 'title: "2026"'),
        ("title", "true", "CCHC103", 'title: "true"'),
        ("tags", "một cửa", "CCHC103", "tags: [một cửa]"),
        ("tags", "[2026]", "CCHC103", '"2026"'),
        ("status", "Published", "CCHC103", "status: published"),
        ("counts", "no", "CCHC103", "counts: false"),
        ("counts", "có", "CCHC103", "counts: true"),
        ("sumary", '"Tóm tắt: ngắn"', "CCHC102", 'summary: "Tóm tắt: ngắn"'),
        ("tag", "[một cửa, 010]", "CCHC102", 'tags: [một cửa, "010"]'),
        ("image", "{src: a.png}", "CCHC101", "alt: Mô tả điều nhìn thấy trong ảnh"),
        ("format", "video", "CCHC104", "summary: Một, hai câu nói người đọc sẽ biết được gì"),
        ("procedures", '["1,004194"]', "CCHC802", '"1.004194"'),
        ("procedures", "[“1.004194”]", "CCHC802", '"1.004194"'),
        ("procedures", "1,004194", "CCHC103", 'procedures: ["1.004194"]'),
        ("id", "“2026/05/a”", "CCHC103", 'id: "2026/05/a"'),
    ],
)
def test_what_clerks_get_wrong_comes_back_as_the_line_to_paste(
    project: Project, key: str, typed: str | None, code: str, pasted: str
) -> None:
    changes: dict[str, str | None] = {key: typed}
    project.post("2026/05/a", "Nội dung.\n", **changes)
    assert hint(project, code) == pasted


@pytest.mark.parametrize(
    ("typed", "code", "pasted"),
    [
        ("1,004194", "CCHC802", 'code: "1.004194"'),
        ("1.004190", "CCHC803", 'Viết "1.004190"'),
        ("abc", "CCHC802", "Chép mã từ Cổng Dịch vụ công quốc gia."),
    ],
)
def test_a_procedure_code_comes_back_in_quotes(project: Project, typed: str, code: str, pasted: str) -> None:
    project.write("docs/thu-tuc/mau.md", PROCEDURE.replace('"1.001193"', typed))
    assert hint(project, code) == pasted


def test_a_missing_description_comes_back_with_the_picture(project: Project) -> None:
    project.post("2026/05/a", "![](so-do.svg)\n")
    project.write("posts/2026/05/so-do.svg", "<svg/>")
    assert hint(project, "CCHC602") == "![Mô tả điều nhìn thấy trong ảnh](so-do.svg)"


def test_a_pasted_value_is_cut_before_it_fills_the_screen(project: Project) -> None:
    project.post("2026/05/a", "Nội dung.\n", sumary="Tóm tắt " * 100)
    assert len(hint(project, "CCHC102")) < 120


def test_body_text_above_the_second_mark_is_told_from_a_broken_entry(project: Project) -> None:
    project.write("posts/2026/05/a.md", "---\ntitle: A\nunit: B\n\nĐoạn đầu của bài.\n\nĐoạn hai.\n\n---\n\nNguồn\n")
    (finding,) = project.findings()
    assert (finding.code, finding.place.line) == ("CCHC003", 5)
    assert "---" in finding.hint


def test_findings_come_by_path_line_and_code(project: Project) -> None:
    project.post("2026/05/b", title="2026", date="31/04/2026")
    project.post("2026/05/a", "[x](y.md)\n\n![](z.png)\n")
    found = project.findings()
    assert [(finding.place.path.name, finding.place.line, finding.code) for finding in found] == [
        ("a.md", 9, "CCHC701"),
        ("a.md", 11, "CCHC601"),
        ("a.md", 11, "CCHC602"),
        ("b.md", 2, "CCHC103"),
        ("b.md", 3, "CCHC201"),
    ]
    assert found[0].place.path == PurePosixPath("posts/2026/05/a.md")


@pytest.mark.parametrize("code", RULES)
def test_what_an_earlier_run_kept_changes_no_finding(project: Project, tmp_path: Path, code: str) -> None:
    lay(project, HERE / code / "bad")
    settings = config.read(project.root / "mkdocs.yml")
    fresh, first, second = (
        rules.check(load.load(settings, TODAY, Cache(folder)), translator("vi"))
        for folder in (None, tmp_path / "cache", tmp_path / "cache")
    )
    assert fresh == first == second
