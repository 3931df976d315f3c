"""One list of findings in every format, beside what each must look like in `tests/formats/`.

After a change that is meant: `CCHC_UPDATE=1 python -m pytest tests/test_formats.py`, then read the diff.
"""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from cchc import __version__, formats
from cchc.cli import main
from cchc.formats.safe import LONGEST, plain
from cchc.formats.units import owners
from cchc.formats.wording import fingerprints
from cchc.locale import translator
from cchc.model import Finding, Place, Severity, Site
from tests.conftest import MKDOCS, PROCEDURE, ROOT, Project

VI = translator("vi")
SNAPSHOTS = ROOT / "tests/formats"
HOSTILE = (
    "dòng một\r\n::error file=x::giả\n##[error]giả ]]></failure> \x1b[31mđỏ\x1b]8;;https://xau.example\x07 \x9b2J "
    "\u202eiàbgnảb\u2066 \x00\x08\ud800\ufffe\u2028 %0A <script>alert(1)</script> "
    "[bấm](https://xau.example) |cột| `mã` **đậm** {0} [[ATTACHMENT|/etc/passwd]]"
)
ODD = "posts/2026/06/bài 5%, [mục] 1:2.md"


def finding(
    path: str, line: int, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR
) -> Finding:
    """Return an error, unless told otherwise."""
    return Finding(place=Place(PurePosixPath(path), line), code=code, severity=severity, message=message, hint=hint)


def warning(path: str, line: int, code: str, message: str, hint: str = "") -> Finding:
    """Return a warning."""
    return finding(path, line, code, message, hint, severity=Severity.WARNING)


_NO_ALT = ("CCHC602", "Ảnh «a.png» chưa có lời mô tả.", "![Điều thấy trong ảnh](a.png)")
_NO_UNIT = ("CCHC301", "Không có đơn vị «phòng lạ»; cần van-phong, van-hoa.", "unit: van-phong")
_FAR = ("CCHC204", "`date: 2028-01-01` còn cách hôm nay 406 ngày; có thể gõ nhầm năm.")
FINDINGS = [
    finding("docs/thu-tuc/1.001193.md", 2, "CCHC803", "Mã thủ tục 1.001193 chưa đặt trong dấu nháy kép.", '"1.001193"'),
    finding("posts/2026/05/hong.md", 3, "CCHC201", "`date` đang là «05/06/2026»; cần ngày.", "date: 2026-06-05"),
    finding("posts/2026/05/hong.md", 5, *_NO_UNIT),
    warning("posts/2026/05/tot.md", 9, *_NO_ALT),
    finding("posts/2026/05/tot.md", 10, "CCHC601", "Không tìm thấy ảnh «b.png».", "Chép ảnh vào cạnh bài."),
    warning("posts/2026/05/tot.md", 12, *_NO_ALT),
    warning("posts/2026/05/van-hoa.md", 3, *_FAR),
    warning(ODD, 4, "CCHC703", f"Liên kết «{HOSTILE}» dẫn tới một bài chưa đăng.", HOSTILE),
]


@pytest.fixture
def site(project: Project) -> Site:
    """Posts of two units, one that cannot be read, and a procedure: where the findings are."""
    project.post("2026/05/tot", title="Bài tốt", unit="van-phong")
    project.post("2026/05/van-hoa", title="Bài văn hóa", unit="van-hoa")
    project.post("2026/05/hong", title="Bài hỏng", unit="phòng lạ", date="05/06/2026")
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    return project.site()


def as_text(site: Site | None, findings: Sequence[Finding] = FINDINGS, **console: Any) -> str:
    """Return what a screen shows."""
    file = io.StringIO()
    screen = Console(file=file, **{"width": 80, "highlight": False, "markup": False, "emoji": False, **console})
    known = {"config": site.config, "owners": owners(site)} if site else {}
    formats.as_text(findings, 4, VI, screen, **known)
    return file.getvalue()


def as_junit(findings: Sequence[Finding] = FINDINGS, *, strict: bool = False) -> bytes:
    """Return the report over those files and two more, of which nothing is said."""
    checked = [PurePosixPath("posts/2026/05/a.md"), PurePosixPath("posts/2026/05/b.md")]
    return formats.as_junit(findings, [*checked, *(item.place.path for item in findings)], VI, strict=strict)


WRITERS: dict[str, Callable[[Site], str]] = {
    "text.txt": as_text,
    "check.json": lambda site: formats.as_json(site.config, FINDINGS, 4) + "\n",
    "github.txt": lambda _: formats.as_github(FINDINGS, VI),
    "github-summary.md": lambda _: formats.as_markdown(FINDINGS, 4, VI),
    "gitlab.json": lambda _: formats.as_gitlab(FINDINGS) + "\n",
    "sarif.json": lambda site: formats.as_sarif(site.config, FINDINGS, VI) + "\n",
    "junit.xml": lambda _: as_junit().decode(),
    "junit-strict.xml": lambda _: as_junit(strict=True).decode(),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_format_looks_as_it_did(site: Site, name: str) -> None:
    written = WRITERS[name](site).replace(f'"version": "{__version__}"', '"version": "X"')
    if os.environ.get("CCHC_UPDATE"):
        (SNAPSHOTS / name).write_bytes(written.encode())
    assert written.splitlines() == (SNAPSHOTS / name).read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", WRITERS)
def test_no_format_lets_a_post_command_a_terminal(site: Site, name: str) -> None:
    written = WRITERS[name](site)
    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", written) == []


# ------------------------------------------------------------------------- text


def test_a_log_of_github_takes_no_command_from_the_screen_format(site: Site) -> None:
    assert "##[" not in as_text(site)
    assert not any(line.strip().startswith("::") for line in as_text(site).splitlines())


def test_the_counts_of_each_unit_stand_in_the_order_of_mkdocs_yml(site: Site) -> None:
    text = as_text(site)
    after = text[text.index("Đã kiểm tra 4 tệp: 4 lỗi, 4 cảnh báo.") :].splitlines()
    assert after[1:4] == [
        "  Văn phòng HĐND và UBND: 1 lỗi, 2 cảnh báo",
        "  Phòng Văn hóa - Xã hội: 0 lỗi, 1 cảnh báo",
        "  Không thuộc hoặc chưa rõ đơn vị: 3 lỗi, 1 cảnh báo",
    ]


def test_a_post_that_cannot_be_read_is_on_the_list_of_the_unit_it_names(project: Project) -> None:
    project.post("2026/05/a", unit="VP HĐND&UBND", date="31/04/2026")
    project.post("2026/05/b", unit="phòng lạ")
    site = project.site()
    assert {str(path): unit for path, unit in owners(site).items()} == {
        "posts/2026/05/a.md": "van-phong",
        "posts/2026/05/b.md": None,
    }
    assert "  Văn phòng HĐND và UBND: 1 lỗi, " in as_text(site, project.findings())


def test_the_help_of_each_code_is_named_once(site: Site) -> None:
    text = as_text(site)
    assert text.count("cchc explain MÃ") == 1
    assert text.count("https://xa.example/cchc/huong-dan/ma-loi/#cchc602") == 1
    assert "CCHC602: https://xa.example/cchc/huong-dan/ma-loi/#cchc602" in text


def test_nothing_found_is_one_line(site: Site) -> None:
    assert as_text(site, []) == "Đã kiểm tra 4 tệp: 0 lỗi, 0 cảnh báo.\n"


def test_without_an_address_or_a_site_the_command_helps(site: Site) -> None:
    nowhere = replace(site, config=replace(site.config, site_url=""))
    for text in (as_text(nowhere), as_text(None)):
        assert text.endswith("Xem cách sửa: cchc explain MÃ.\n")


@pytest.mark.parametrize("width", [1, 20, 40, 80, 200])
def test_a_line_to_paste_is_one_piece_on_any_screen(site: Site, width: int) -> None:
    assert as_text(site, width=width) == as_text(site)


def test_colours_are_for_terminals_that_want_them(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = as_text(site, force_terminal=True, color_system="standard")
    assert "\x1b[31m" in coloured
    assert "\x1b[33m" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert re.findall(r"\x1b\[[0-9;]*3[0-9]m", as_text(site, force_terminal=True)) == []


def test_a_terminal_gets_colours_of_ours_alone(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = as_text(site, force_terminal=True, color_system="standard")
    assert re.sub(r"\x1b\[(?:0|1|31|32|33|1;31|1;32)m", "", coloured) == as_text(site)


@pytest.mark.parametrize("no_color", ["", "1"])
def test_check_in_a_narrow_terminal(project: Project, no_color: str) -> None:
    pty = pytest.importorskip("pty")
    project.post("2026/05/hong", title="Bài hỏng có tên dài " * 5, unit="Văn phòng UBND", date="05/06/2026")
    leader, follower = pty.openpty()
    env = os.environ | {"COLUMNS": "24", "TERM": "xterm", "NO_COLOR": no_color}
    command = [sys.executable, "-m", "cchc", "check", "-f", str(project.root / "mkdocs.yml")]
    with subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=env) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                chunk = os.read(leader, 4096)
            except OSError:  # Linux reports the end of a terminal as an input error
                break
            if not chunk:
                break
            shown += chunk
    os.close(leader)
    assert process.returncode == 1
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).splitlines()
    assert any("→ date: 2026-06-05" in line for line in lines)
    assert any(line.endswith("https://xa.example/cchc/huong-dan/ma-loi/#cchc201") for line in lines)
    assert (b"\x1b[31m" in shown) is not bool(no_color)


# ------------------------------------------------------------------------- JSON


def test_json_gives_programs_every_character(site: Site) -> None:
    rows = json.loads(formats.as_json(site.config, FINDINGS, 4))["findings"]
    assert [row["message"] for row in rows] == [item.message for item in FINDINGS]
    assert [row["hint"] for row in rows] == [item.hint for item in FINDINGS]


@given(st.text(st.characters(exclude_categories=())))
def test_json_is_the_same_value_however_it_is_written(text: str) -> None:
    assert json.loads(formats.json_text({"a": text})) == {"a": text}


# ----------------------------------------------------------------------- GitHub


def command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as GitHub's runner does."""
    match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert match, line
    properties = {}
    for part in match[2].split(","):
        name, _, value = part.partition("=")
        for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            value = value.replace(code, char)
        properties[name] = value
    return match[1], properties, match[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_github_reads_one_command_of_each_finding(site: Site) -> None:
    commands = [command(line) for line in re.split(r"[\r\n]+", formats.as_github(FINDINGS, VI).strip())]
    assert [level for level, *_ in commands] == ["error"] * 4 + ["warning"] * 4
    level, properties, message = commands[-1]
    assert (properties, level) == ({"file": ODD, "line": "4", "title": "CCHC703"}, "warning")
    assert message.startswith(r"Liên kết «dòng một\r\n::error file=x::giả\n##[error]")
    assert commands[1][2] == "`date` đang là «05/06/2026»; cần ngày.\n→ date: 2026-06-05"


def test_github_is_given_what_it_shows_and_told_of_the_rest() -> None:
    many = [finding("posts/a.md", line, "CCHC601", f"Ảnh {line}.") for line in range(1, 13)]
    many += [warning("posts/a.md", line, "CCHC602", f"Ảnh {line}.") for line in range(1, 31)]
    many.insert(0, warning("posts/0.md", 1, "CCHC602", "Ảnh."))
    commands = [command(line) for line in formats.as_github(many, VI).splitlines()]
    assert [level for level, *_ in commands] == ["error"] * 10 + ["warning"] * 10 + ["notice"]
    assert commands[-1][2].startswith("Còn 23 lỗi, cảnh báo nữa")
    assert formats.as_github(many[1:11], VI).count("::notice") == 0


def test_an_annotation_is_within_what_github_keeps() -> None:
    long = finding("posts/a.md", 1, "CCHC601", "\u202e" * 100_000, "x" * 100_000)
    _, _, message = command(formats.as_github([long], VI).rstrip("\n"))
    assert len(message) <= 4096


def test_the_summary_has_one_row_for_each_finding(site: Site) -> None:
    rows = [line for line in formats.as_markdown(FINDINGS, 4, VI).splitlines() if line.startswith("|")]
    assert len(rows) == 2 + len(FINDINGS)
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}
    assert "<script" not in "".join(rows)
    assert not re.search(r"(?<!\\)\]\(https", "".join(rows))


def test_a_summary_too_large_for_github_is_cut_with_a_sentence() -> None:
    many = [warning(f"posts/{index}.md", 1, "CCHC602", "Ảnh chưa có lời mô tả. " * 4) for index in range(20_000)]
    many.append(finding("posts/z.md", 1, "CCHC601", "Không tìm thấy ảnh."))
    text = formats.as_markdown(many, 20_000, VI)
    assert 900_000 < len(text.encode()) < 1024 * 1024
    rows = [line for line in text.splitlines() if "| CCHC" in line]
    assert "CCHC601" in rows[0]
    last = text.splitlines()[-1]
    left = re.search(r"Còn (\d+) lỗi, cảnh báo nữa", last)
    assert left
    assert len(rows) + int(left[1]) == len(many)


# ----------------------------------------------------------------------- GitLab


def test_gitlab_finds_every_field_it_asks_for(site: Site) -> None:
    report = json.loads(formats.as_gitlab(FINDINGS))
    assert len(report) == len(FINDINGS)
    for row, item in zip(report, FINDINGS, strict=True):
        assert set(row) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert row["severity"] == ("major" if item.severity is Severity.ERROR else "minor")
        assert row["location"] == {"path": str(item.place.path), "lines": {"begin": item.place.line}}
        assert "\n" not in row["description"]
    assert formats.as_gitlab([]) == "[]"


def test_a_mistake_is_known_again_where_its_line_and_the_day_have_moved() -> None:
    moved = [
        replace(
            item,
            place=replace(item.place, line=item.place.line + 7),
            message=item.message.replace("406 ngày", "405 ngày"),
        )
        for item in FINDINGS
    ]
    assert fingerprints(moved) == fingerprints(FINDINGS)


def test_no_two_mistakes_are_taken_for_one() -> None:
    twice = [FINDINGS[3], FINDINGS[3], *FINDINGS, replace(FINDINGS[1], place=Place(PurePosixPath("posts/khac.md"), 3))]
    assert len(set(fingerprints(twice))) == len(twice)
    assert fingerprints(twice)[0] == fingerprints(FINDINGS)[3]


# ------------------------------------------------------------------------ SARIF


def _object(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


_TEXT = {"type": "string", "minLength": 1}
_MESSAGE = _object("text", text=_TEXT)
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_RULE = _object(
    "id shortDescription help defaultConfiguration",
    id=_TEXT,
    shortDescription=_MESSAGE,
    help=_MESSAGE,
    helpUri={"type": "string", "pattern": "^https?://[^ ]+$"},
    defaultConfiguration=_object("level", level=_LEVEL),
)
_PLACE = _object(
    "artifactLocation region",
    artifactLocation=_object(
        "uri uriBaseId",
        uri={"type": "string", "pattern": "^(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*$"},
        uriBaseId={"const": "%SRCROOT%"},
    ),
    region=_object(
        "startLine", startLine={"type": "integer", "minimum": 1}, startColumn={"type": "integer", "minimum": 1}
    ),
)
_LOCATION = _object("physicalLocation", physicalLocation=_PLACE)
_RESULT = _object(
    "ruleId ruleIndex level message locations partialFingerprints",
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=_LEVEL,
    message=_MESSAGE,
    locations={"type": "array", "minItems": 1, "maxItems": 1, "items": _LOCATION},
    partialFingerprints={"type": "object", "additionalProperties": _TEXT, "minProperties": 1},
)
_DRIVER = _object(
    "name version rules",
    name=_TEXT,
    version=_TEXT,
    language={"pattern": "^[a-z]{2}$"},
    rules={"type": "array", "uniqueItems": True, "items": _RULE},
)
_RUN = _object(
    "tool results columnKind",
    tool=_object("driver", driver=_DRIVER),
    originalUriBaseIds=_object("%SRCROOT%", **{"%SRCROOT%": _object("description", description=_MESSAGE)}),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results={"type": "array", "items": _RESULT},
)
SARIF = _object(
    "$schema version runs",
    **{"$schema": {"type": "string"}, "version": {"const": "2.1.0"}},
    runs={"type": "array", "minItems": 1, "items": _RUN},
)
"""The part of SARIF 2.1.0 that is written here: what the standard asks of each object, and no other key."""


@pytest.mark.parametrize("findings", [FINDINGS, []], ids=["some", "none"])
def test_code_scanning_can_read_the_log(site: Site, findings: list[Finding]) -> None:
    log = json.loads(formats.as_sarif(site.config, findings, VI))
    jsonschema.validate(log, SARIF, jsonschema.Draft202012Validator)
    (run,) = log["runs"]
    known = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in known] == sorted({item.code for item in findings})
    for result, item in zip(run["results"], findings, strict=True):
        assert known[result["ruleIndex"]]["id"] == result["ruleId"] == item.code
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == str(item.place.path)
        assert place["region"] == {"startLine": item.place.line}
    marks = [result["partialFingerprints"]["cchc/v1"] for result in run["results"]]
    assert marks == fingerprints(findings)


def test_a_link_in_a_post_is_no_link_in_the_log(site: Site) -> None:
    log = json.loads(formats.as_sarif(site.config, FINDINGS, VI))
    text = log["runs"][0]["results"][-1]["message"]["text"]
    assert r"\[bấm\](https://xau.example)" in text
    assert not re.search(r"(?<!\\)\]\(", text)


def test_a_site_without_an_address_has_no_address_of_help(site: Site) -> None:
    log = json.loads(formats.as_sarif(replace(site.config, site_url=""), FINDINGS, VI))
    jsonschema.validate(log, SARIF, jsonschema.Draft202012Validator)
    assert "helpUri" not in json.dumps(log)


def test_the_log_speaks_english(site: Site) -> None:
    driver = json.loads(formats.as_sarif(site.config, FINDINGS, translator("en")))["runs"][0]["tool"]["driver"]
    assert driver["language"] == "en"
    assert "Why:" in driver["rules"][0]["help"]["text"]


# ------------------------------------------------------------------------ JUnit


def test_a_file_is_a_test_that_fails_on_errors() -> None:
    suite = ElementTree.fromstring(as_junit())
    cases = {case.get("name"): case for case in suite}
    assert (suite.get("tests"), suite.get("failures")) == ("7", "3")
    assert len(cases) == 7
    assert list(cases["posts/2026/05/a.md"]) == []
    failure = cases["posts/2026/05/tot.md"].find("failure")
    assert failure is not None
    assert failure.get("message") == "1 lỗi, 0 cảnh báo"
    assert failure.text == "dòng 10: lỗi CCHC601: Không tìm thấy ảnh «b.png». → Chép ảnh vào cạnh bài."
    passing = cases["posts/2026/05/tot.md"].findtext("system-out") or ""
    assert [line.split(":")[0] for line in passing.splitlines()] == ["dòng 9", "dòng 12"]
    assert cases["posts/2026/05/van-hoa.md"].find("failure") is None


def test_a_strict_report_fails_on_warnings_too() -> None:
    suite = ElementTree.fromstring(as_junit(strict=True))
    assert suite.get("failures") == "5"
    assert suite.find(".//system-out") is None
    (odd,) = (case for case in suite if case.get("name") == ODD)
    text = odd.findtext("failure") or ""
    assert "]]></failure>" in text
    assert "[[ATTACHMENT|" not in text
    assert len(text.splitlines()) == 1


# --------------------------------------------------------------- any text at all


@given(
    message=st.text(st.characters(exclude_categories=()), max_size=200),
    hint=st.text(st.characters(exclude_categories=()), max_size=200),
)
def test_any_text_is_data_in_every_format(message: str, hint: str) -> None:
    item = finding("posts/a.md", 1, "CCHC601", message, hint)
    (case,) = ElementTree.fromstring(formats.as_junit([item], [], VI, strict=False))
    assert (case.findtext("failure") or "").startswith("dòng 1: lỗi CCHC601: ")
    commands = re.split(r"\r\n|\r|\n", formats.as_github([item], VI).rstrip("\n"))
    assert [command(line)[0] for line in commands] == ["error"]
    (row,) = json.loads(formats.as_gitlab([item]))
    assert row["description"].encode()
    assert len(formats.as_markdown([item], 1, VI).splitlines()) == 5
    assert len(as_text(None, [item]).splitlines()) == (6 if hint else 5)


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_shown_is_one_line_of_text(text: str) -> None:
    shown = plain(text)
    assert len(shown.encode()) >= len(text[:LONGEST])
    assert len(shown.splitlines()) <= 1
    if text.isprintable() and len(text) <= LONGEST:
        assert shown == text


def test_a_text_without_end_is_cut() -> None:
    assert len(plain("\x1b" * 10_000_000)) == LONGEST
    assert plain("a\xa0b") == "a\xa0b"


# ------------------------------------------------------------------ the command


@pytest.mark.parametrize("format_", formats.FORMATS)
def test_a_format_changes_nothing_in_the_exit_code(project: Project, format_: str) -> None:
    def run(*args: str) -> int:
        file = str(project.root / "mkdocs.yml")
        result = CliRunner().invoke(main, ["check", "--format", format_, *args, "-f", file])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert result.output
        return result.exit_code

    project.post("2026/06/bai-cua-thang-nam")
    assert run() == 0
    assert run("--strict") == 1
    project.post("2026/05/b", unit="phòng lạ")
    assert run() == 1
    project.write("mkdocs.yml", MKDOCS.replace("van-phong", "Văn phòng"))
    assert run() == 2


@pytest.mark.parametrize("format_", ["json", "gitlab", "sarif", "junit"])
def test_a_report_written_to_a_file_is_utf_8_and_opens(project: Project, tmp_path: Path, format_: str) -> None:
    project.post("2026/05/b", title='"a\\e[31m\\u202e"', unit='"phòng\\u202e lạ"')
    target = tmp_path / "report"
    env = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    args = [sys.executable, "-m", "cchc", "check", "--format", format_, "-f", str(project.root / "mkdocs.yml")]
    with target.open("wb") as file:
        assert subprocess.run(args, stdout=file, env=env, check=False).returncode == 1
    data = target.read_bytes()
    assert "phòng" in data.decode()
    if format_ == "junit":
        ElementTree.fromstring(data)
    else:
        json.loads(data)


def test_gitlab_takes_the_report_that_its_job_writes() -> None:
    job = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))["check"]
    name = job["artifacts"]["reports"]["codequality"]
    assert job["artifacts"]["when"] == "always"  # findings are wanted when the job fails
    assert any(line.startswith(f".venv/bin/cchc check --format gitlab > {name} ||") for line in job["script"])
    assert job["script"][-1] == ".venv/bin/cchc check"
