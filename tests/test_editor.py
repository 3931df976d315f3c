"""What VS Code is told in `.vscode/` is of the sample's configuration, and of the code as it stands."""

import datetime as dt
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator

from cchc import config, editor, front_matter, json_schema
from cchc.cli import main, watch
from cchc.dates import HANOI
from cchc.locale import translator
from cchc.publish import outputs
from cchc.publish.outputs import Page
from cchc.schema import RECORDS, Vocabulary
from tests.building import DRAWN
from tests.conftest import DOCUMENT, ROOT, TODAY, Project

FOLDER = ROOT / ".vscode"
SAMPLE = config.read(ROOT / "mkdocs.yml")
FILES = dict(editor.files(SAMPLE.plugin, translator("vi")))


@pytest.mark.parametrize("name", FILES)
def test_a_generated_file_is_what_the_command_writes(name: str) -> None:
    wanted = FILES[name].encode()
    assert (FOLDER / name).read_bytes() == wanted, "renew it: cchc schema -o .vscode"


def test_the_settings_point_at_the_schemas_and_at_every_file_of_their_kind() -> None:
    schemas = json.loads((FOLDER / "settings.json").read_text("utf-8"))["yaml.schemas"]
    assert {PurePosixPath(name).name for name in schemas} == {name for name in FILES if name.endswith(".json")}
    for name, pattern in schemas.items():
        assert (ROOT / name).is_file()
        assert PurePosixPath(pattern).name == "*.md"
    folders = {str(PurePosixPath(pattern).parent.parent) for pattern in schemas.values()}
    assert folders == {str(SAMPLE.posts_dir), *(str(SAMPLE.docs_dir / kind.folder) for kind in RECORDS)}


def expanded(body: str) -> str:
    """Return what a snippet types when its first choices are taken."""
    body = re.sub(r"\$\{\d+\|((?:\\.|[^,|\\])*)(?:,(?:\\.|[^|\\])*)*\|\}", lambda match: match[1], body)
    body = re.sub(r"\$\{\d+:((?:\\.|[^}\\])*)\}", lambda match: match[1], body)
    for name, value in (("$CURRENT_YEAR", "2026"), ("$CURRENT_MONTH", "05"), ("$CURRENT_DATE", "14"), ("$0", "")):
        body = body.replace(name, value)
    return re.sub(r"\\([\\$},|])", r"\1", body)


def test_each_snippet_types_front_matter_that_is_accepted() -> None:
    snippets = json.loads(FILES[editor.SNIPPETS])
    known = Vocabulary(SAMPLE.plugin)
    post = expanded("\n".join(snippets.pop("Bài mới")["body"]))
    values = front_matter.read(post).values
    assert Draft7Validator(json.loads(FILES["post.schema.json"])).is_valid(values)
    assert values["unit"] in known.units.items
    for name, snippet in snippets.items():
        (kind,) = [kind for kind, known in json_schema.KINDS.items() if name.endswith(f"({known.noun.message})")]
        schema = json.loads(FILES[f"{kind}.schema.json"])["properties"][snippet["prefix"]]
        read = front_matter.read(f"---\n{expanded(snippet['body'])}\n---\n")
        assert read.faults == []
        assert Draft7Validator(schema).is_valid(read.values[snippet["prefix"]]), name


TASKS = {task["label"]: task for task in json.loads((FOLDER / "tasks.json").read_text("utf-8"))["tasks"]}


def matched(task: dict[str, Any], lines: list[str]) -> set[tuple[str, ...]]:
    """Return what VS Code makes of the lines that a task prints."""
    pattern = task["problemMatcher"]["pattern"]
    found = [re.match(pattern["regexp"], line) for line in lines]
    assert None not in found
    return {tuple(match[pattern[name]] for name in ("severity", "file", "line", "code")) for match in found if match}


def test_the_task_shows_each_finding_at_its_line(project: Project) -> None:
    project.post("2026/05/sai", unit="phong-la")
    task = TASKS["Kiểm tra tin, bài"]
    command = [sys.executable, "-m", "cchc", *task["args"]]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ("error", "posts/2026/05/sai.md", "5", "CCHC301") in matched(task, done.stdout.splitlines())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that stands for Ctrl-C in another process")
@pytest.mark.parametrize("how", ["events", "poll"])
def test_the_background_task_checks_again_as_people_type(project: Project, how: str) -> None:
    post = project.post("2026/05/sai", unit="phong-la")
    task = TASKS["Kiểm tra khi đang viết"]
    environment = os.environ | ({"CCHC_WATCH": "poll"} if how == "poll" else {})
    # A shell without job control would have its children pass over Ctrl-C.
    command = [sys.executable, "-c", LISTENING, *task["args"], "--today", "2026-11-21"]
    with subprocess.Popen(
        command, cwd=project.root, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as watching:
        assert watching.stdout is not None

        def next_check() -> set[tuple[str, ...]]:
            lines: list[str] = []
            background = task["problemMatcher"]["background"]
            for line in watching.stdout or ():
                if re.match(background["beginsPattern"], line):
                    lines = []
                elif re.match(background["endsPattern"], line):
                    return matched(task, [line.rstrip("\n") for line in lines if line.strip()])
                else:
                    lines.append(line)
            raise AssertionError("the task has ended")

        mistake = ("error", "posts/2026/05/sai.md", "5", "CCHC301")
        assert mistake in next_check()
        post.write_text(post.read_text("utf-8").replace("phong-la", "van-phong"), "utf-8")
        while mistake in next_check():
            pass
        project.configure("posts_per_month: 2", "posts_per_month: hai")
        assert next_check() == set()  # the configuration is broken; it says so, and waits
        project.configure("posts_per_month: hai", "posts_per_month: 2")
        project.post("2026/05/sai", unit="phong-la")
        while mistake not in next_check():
            pass
        watching.send_signal(signal.SIGINT)
        assert watching.wait(timeout=30) == 0


def test_a_check_that_runs_past_midnight_has_the_next_day(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("docs/van-ban/a.md", DOCUMENT.replace("2025-06-09", "2026-11-22"))
    last_minute = int(dt.datetime(2026, 11, 21, 23, 59, tzinfo=HANOI).timestamp())

    def over_midnight(_config: object, check: Callable[[], object], _translate: object) -> None:
        for moment in (last_minute, last_minute + 120):
            monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment))
            click.echo(f"== {moment}")
            check()

    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(last_minute))
    monkeypatch.setattr(watch, "again_and_again", over_midnight)
    said = CliRunner().invoke(main, ["check", "--watch", "-f", str(project.root / "mkdocs.yml")]).output
    before, after = said.split("== ")[1:]
    assert "CCHC853" in before  # signed tomorrow
    assert "CCHC853" not in after
    kept = CliRunner().invoke(main, ["check", "--watch", "--today=2026-11-20", "-f", str(project.root / "mkdocs.yml")])
    assert kept.output.count("lỗi CCHC853") == 2  # a day that was asked for stays


LISTENING = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from cchc.cli import main
main()
"""


def test_the_guide_shows_every_key_with_the_units_of_the_agency(project: Project) -> None:
    pages = [page for page in outputs(project.site(TODAY), DRAWN, preview=False) if isinstance(page, Page)]
    (page,) = [page for page in pages if page.url == "huong-dan/khai-bao/"]
    post, procedure, *others = page.context["tables"]
    unit = next(row for row in post["rows"] if row["key"] == "unit")
    assert ["van-hoa", "Phòng Văn hóa - Xã hội"] in unit["values"]
    assert [row["key"] for row in procedure["rows"]][:2] == ["code", "name"]
    ids = [row["id"] for table in (post, procedure, *others) for row in table["rows"]]
    assert all(re.fullmatch(r"[\w-]+", id_) for id_ in ids)
    month = next(row for row in post["rows"] if row["key"] == "month")
    assert month["what"].endswith("<code>date</code>.")
    assert month["example"] == 'month: "2026-05"'
