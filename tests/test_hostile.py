"""Whatever a file of the project holds, the check says one thing about it, quickly, and nothing else suffers."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc import rules, weight
from cchc.bodies import held
from cchc.cache import Cache
from cchc.locale import translator
from cchc.publish.markdown import convert
from tests.conftest import ROOT, Project, post_text

if os.name == "nt":
    pytest.skip("pipes, devices and limits of memory are those of Unix", allow_module_level=True)

from tests.hostile import KINDS, MEGABYTES, SECONDS, SECRET, Here, Kind, outside_of, project_at

GOOD = "posts/2026/06/tot.md"


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "plugins")))}
    return subprocess.run(
        [sys.executable, *command],
        env=env | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What a check of each kind said, and what it took, each in a process of its own with little memory."""
    folder = tmp_path_factory.mktemp("do")
    done = run("-m", "tests.hostile", str(folder), SOURCE_DATE_EPOCH="1795237200")
    assert done.returncode == 0, done.stderr
    return {result["name"]: result for result in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_hostile_source_is_a_finding_or_harmless_and_costs_little(
    measured: dict[str, dict[str, Any]], kind: Kind
) -> None:
    result = measured[kind.name]
    assert result.get("error") == "", result
    assert result["exit_code"] in (0, 1)
    assert (result["seconds"] < SECONDS, result["megabytes"] < MEGABYTES) == (True, True), result
    assert result["outside"], "something beside the project changed"
    assert SECRET not in result["output"]
    assert_of(kind, json.loads(result["output"])["findings"])


def assert_of(kind: Kind, findings: list[dict[str, Any]]) -> None:
    """The finding that was promised is there, and the good post has none that is an error."""
    own = [finding for finding in findings if kind.owns(finding["path"])]
    if kind.code:
        assert kind.code in {finding["code"] for finding in own}, own
    else:
        assert [finding for finding in own if finding["severity"] == "error"] == []
    assert [item for item in findings if item["path"] == GOOD and item["severity"] == "error"] == []
    for finding in findings:
        text = f"{finding['path']}{finding['message']}{finding['hint']}".replace("\n", " ")
        assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in text), text
        assert finding["line"] >= 1


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with every kind at once."""
    project = project_at(tmp_path_factory.mktemp("tat-ca") / "xa")
    for kind in KINDS.values():
        kind.make(Here(project, kind.name))
    return project


def test_all_kinds_at_once_leave_the_check_whole(crowd: Project) -> None:
    before = outside_of(crowd)
    command = ("-m", "cchc", "check", "-f", str(crowd.root / "mkdocs.yml"), "--today", "2026-11-21")
    done = run(*command, "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    findings = json.loads(done.stdout)["findings"]
    for kind in KINDS.values():
        if kind.code and kind.code != "CCHC401":  # whose twin another kind may be
            assert kind.code in {item["code"] for item in findings if kind.owns(item["path"])}, kind.name
    for form in ("text", "github"):
        done = run(*command, "--format", form)
        assert (done.returncode, done.stderr) == (1, "")
        assert not any(char in done.stdout for char in "\x1b\x07\x9b")
        assert SECRET not in done.stdout
        lines = done.stdout.rstrip("\n").split("\n") if form == "github" else []
        assert [
            line
            for line in lines
            if not line.startswith(("::error file=", "::warning file=", "::notice title=cchc check::"))
        ] == []
    assert outside_of(crowd) == before


def test_all_kinds_at_once_keep_no_good_post_from_being_published(crowd: Project) -> None:
    before = outside_of(crowd)
    site = crowd.root / "site"
    done = run(
        *("-m", "mkdocs", "build", "-f", str(crowd.root / "mkdocs.yml"), "-d", str(site)),
        SOURCE_DATE_EPOCH="1795237200",
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr
    assert SECRET not in done.stdout + done.stderr
    assert "Bài tốt" in (site / "tin-bai/2026/06/tot/index.html").read_text("utf-8")
    assert "đăng ký khai sinh" in (site / "thu-tuc/1.001193/index.html").read_text("utf-8")
    for path in site.rglob("*"):
        assert not path.is_symlink(), path
        assert path.resolve().is_relative_to(site), path
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path
        assert path.suffix not in (".md", ".svgz"), path
    assert outside_of(crowd) == before


@pytest.mark.parametrize(
    "piece",
    ["- " * 9 + "a\n\n", "> - 1. " * 6 + "a\n\n", "*a" * 450 + "\n\n", "` " * 450 + "\n\n", "a|b|c\n-|-|-\n1|2|3\n\n"],
    ids=["lists", "lists in quotes", "stars", "backticks", "tables"],
)
def test_a_body_as_heavy_as_may_be_is_converted_in_seconds(piece: str) -> None:
    """The scales and the converter must agree: what passes them may not take minutes."""
    lines = 19_000 // piece.count("\n")
    body = piece * min(lines, 190_000 // len(piece))
    assert not any(weight.too_heavy(body))
    begun = time.process_time()
    convert(held(body), Cache(None))
    assert time.process_time() - begun < 6


OPENERS = ["[c ", "![c ", "[a](b ", "[a](<b ", "[a](b'c) ", "[a\\] ", "[a`]` ", "<a ", "<a@", "<http://a", '<a b=">" ']


@pytest.mark.parametrize("opener", OPENERS)
def test_marks_that_wait_for_their_end_over_a_long_text_are_refused(opener: str) -> None:
    """Of each the rest is read: a hundred million steps, and no count of marks would show it."""
    assert any(weight.too_heavy("[a]: b\n\n" + opener * 240 + "x " * 95_000))


@pytest.mark.parametrize("mark", ["*", "_"])
def test_long_runs_of_one_mark_are_refused_and_a_line_to_fill_in_is_not(mark: str) -> None:
    """Each run is read again from each of its marks."""
    assert any(weight.too_heavy(("a _b c" + mark * 4_000 + "\n\n") * 10))
    assert not any(weight.too_heavy(f"Họ và tên: {mark * 80}\n\n" * 20))


@pytest.mark.parametrize("opener", ["[c ", "<a "])
def test_as_many_of_them_as_may_be_are_converted_in_seconds(opener: str) -> None:
    body = "[a]: b\n\n" + opener * 15 + "x " * 95_000
    assert not any(weight.too_heavy(body))
    begun = time.process_time()
    convert(held(body), Cache(None))
    assert time.process_time() - begun < 4


@pytest.mark.parametrize(
    "piece",
    [
        "- [Quyết định số 163/QĐ-BTP (bản [có dấu])](https://vbpl.example/van-ban_(2026)?id=163 'Bản \"gốc\"')\n",
        "| Dự án < 5 tỷ đồng, > 3 năm | <br> <a href='https://a.example/x'>xem</a> | [1] |\n",
        "Điều 5 [khoản 2][1] và <https://a.example/> ![ảnh](a.jpg). ",
    ],
    ids=["links", "table", "sentences"],
)
def test_marks_that_are_closed_weigh_nothing_however_many(piece: str) -> None:
    block = piece * 120 + "\n\n"
    assert not any(weight.too_heavy(block * 10))


# ------------------------------------------------------------------ mutations

SAMPLES = {path.relative_to(ROOT / "posts").as_posix(): path for path in sorted((ROOT / "posts").rglob("*.md"))}
FRONTS = {name: yaml.load(path.read_text("utf-8").split("---")[1], yaml.BaseLoader) for name, path in SAMPLES.items()}
ODD: list[Any] = [
    *(
        "",
        " ",
        "~",
        "no",
        "0",
        "-1",
        "1e9",
        "0x1F",
        ".nan",
        "2026-13-45",
        "31/04/2026",
        "9999-12-31",
        "../..",
        "\\\\a\\b",
    ),
    *(
        "\x00\x1b[31m\x07",
        "\u202ex\u2066",
        "\ud7ff\ue000\ufffe",
        "<script>",
        "{{ 7*7 }}",
        "%s",
        "a: b",
        "'\"",
        "a" * 5_000,
    ),
    *([], {}, [[]], [{}], {"a": {"b": []}}, ["a"] * 300, {"": ""}, [None], {f"k{n}": n for n in range(50)}),
    *(
        None,
        True,
        False,
        0,
        -1,
        10**30,
        1.5,
        float("inf"),
        "javascript:alert(1)",
        "e\u0301" * 50,
        "\U0001f468\u200d\U0001f469",
    ),
]
values = st.sampled_from(ODD) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample agency's configuration and procedures, and room for one post."""
    project = Project(tmp_path_factory.mktemp("mau") / "xa")
    project.write("mkdocs.yml", (ROOT / "mkdocs.yml").read_bytes())
    for path in (ROOT / "docs/thu-tuc").glob("*.md"):
        project.write(f"docs/thu-tuc/{path.name}", path.read_bytes())
    return project


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_sample_post_with_any_field_spoiled_is_a_finding_or_a_post(sample: Project, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SAMPLES)))
    front = dict(FRONTS[name])
    key = data.draw(st.sampled_from(sorted({*front, "id", "image", "co_units", "procedures", "attachments", "ignore"})))
    how = data.draw(st.sampled_from(["delete", "replace", "wrap", "swap", "nest"]))
    if how == "delete":
        front.pop(key, None)
    elif how == "swap":
        front[key] = front[data.draw(st.sampled_from(sorted(front)))]
    elif how == "wrap":
        front[key] = [front.get(key)]
    elif how == "nest":
        front[key] = {key: front.get(key)}
    else:
        front[key] = data.draw(values)
    written = yaml.dump(front, allow_unicode=data.draw(st.booleans()), width=10_000, Dumper=_Plain)
    body = SAMPLES[name].read_text("utf-8").split("---\n", 2)[2]
    path = PurePosixPath("posts") / name
    target = sample.write(str(path), f"---\n{written}---\n{body}".encode("utf-8", "replace"))
    try:
        site = sample.site()
        for language in ("vi", "en"):
            findings = rules.check(site, translator(language))
            assert all(item.message and item.place.line >= 1 for item in findings)
        kept, left_out = {post.path for post in site.posts}, {item.path for item in site.rejected}
        assert (path in kept) != (path in left_out)
        assert path in kept or path in {item.place.path for item in findings}
    finally:
        target.unlink()


class _Plain(yaml.SafeDumper):
    """Writes what is there twice twice: an alias is a mistake of its own."""

    def ignore_aliases(self, data: object) -> bool:
        return True


# ------------------------------------------------------------------ what once was wrong


def test_a_thousand_folders_in_one_another_crash_nothing(project: Project) -> None:
    project.post("2026/05/a")
    folder = os.open(project.root / "posts", os.O_RDONLY)
    for _ in range(1_000):
        os.mkdir("d", dir_fd=folder)
        folder, above = os.open("d", os.O_RDONLY, dir_fd=folder), folder
        os.close(above)
    os.close(folder)
    try:
        assert [post.title for post in project.site().posts] == ["Một cửa liên thông"]
    finally:  # Python's own way to remove a folder calls itself, too
        subprocess.run(["rm", "-rf", str(project.root / "posts/d")], check=True)


def test_a_page_that_is_a_link_out_of_the_project_is_not_published(tmp_path: Path) -> None:
    project = project_at(tmp_path / "xa")
    (project.root / "docs/mat.md").symlink_to(tmp_path / "ngoai/mat.md")
    done = run("-m", "mkdocs", "build", "-f", str(project.root / "mkdocs.yml"), "-d", str(project.root / "site"))
    assert done.returncode == 0
    assert not any(SECRET.encode() in path.read_bytes() for path in (project.root / "site").rglob("*.html"))


def test_letters_with_endless_marks_take_no_time(project: Project) -> None:
    project.write("posts/2026/05/a.md", post_text("a" + "\u0301\u0323" * 60_000))
    limited = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_CPU, (4, 4)); "
        "runpy.run_module('cchc', run_name='__main__')"
    )
    done = run("-c", limited, "check", "-f", str(project.root / "mkdocs.yml"))
    assert done.returncode in (0, 1)
