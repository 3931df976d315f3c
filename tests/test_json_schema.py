"""Editors and other tools are told the same of front matter as `cchc check` says."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator
from pydantic import BaseModel, ValidationError

from cchc import config, front_matter, json_schema, spellings
from cchc.cli import main
from cchc.json_schema import MODELS, build, rows, value_of
from cchc.locale import translator
from cchc.schema import RECORDS, PluginConfig, PostMeta, Vocabulary, keys
from cchc.schema.meaning import MEANINGS
from cchc.text import fold_name
from tests.conftest import PROCEDURE, ROOT, Project, post_text

SAMPLE = config.read(ROOT / "mkdocs.yml").plugin
VI = translator("vi")
SCHEMAS = {kind: build(kind, SAMPLE, VI) for kind in MODELS}
POST: dict[str, Any] = {
    "title": "Một cửa",
    "date": "2026-05-14",
    "month": "2026-05",
    "unit": "van-phong",
    "topic": "the-che",
}
FILES = [
    *((file, "post") for file in sorted((ROOT / "posts").rglob("*.md"))),
    *(
        (file, kind.name)
        for kind in RECORDS
        for file in sorted((ROOT / "docs" / kind.folder).glob("*.md"))
        if file.name != "index.md"
    ),
]


def accepted(kind: str, values: dict[str, Any]) -> bool:
    """Whether two independent drafts of the validator accept front matter; they never differ."""
    newer = Draft202012Validator(SCHEMAS[kind]).is_valid(values)
    assert Draft7Validator(SCHEMAS[kind]).is_valid(values) is newer
    return newer


@pytest.mark.parametrize("kind", MODELS)
def test_both_drafts_know_every_keyword(kind: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[kind])
    Draft7Validator.check_schema(SCHEMAS[kind])


@pytest.mark.parametrize(("file", "kind"), FILES, ids=[file.stem for file, _ in FILES])
def test_every_file_of_the_sample_passes(file: Path, kind: str) -> None:
    values = front_matter.read(file.read_text("utf-8")).values
    assert list(Draft202012Validator(SCHEMAS[kind]).iter_errors(values)) == []
    assert accepted(kind, values)


@pytest.mark.parametrize(
    "change",
    [
        {"titel": "Một cửa"},
        {"title": ""},
        {"title": "  "},
        {"title": 2026},
        {"title": None},
        {"title": "a" * 121},
        {"title": "Một <b>cửa</b>"},
        {"date": "14/5/2026"},
        {"date": "2026-13-01"},
        {"date": "2026-05-32"},
        {"date": "1999-05-14"},
        {"date": 20260514},
        {"month": "2026-5"},
        {"month": "05/2026"},
        {"month": "2026-13"},
        {"month": 5},
        {"unit": "phong-la"},
        {"unit": "van phong"},
        {"topic": "Cải cách"},
        {"status": "xong"},
        {"kind": "phong-su"},
        {"lang": "Tiếng Việt"},
        {"tags": "một cửa"},
        {"tags": [""]},
        {"co_units": ["phong-la"]},
        {"procedures": ["1004190"]},
        {"procedures": ["1,004190"]},
        {"image": "anh.jpg"},
        {"image": {"src": "anh.jpg"}},
        {"image": {"src": "anh.jpg", "alt": "Ảnh", "width": 10}},
        {"channels": [{"name": "Zalo", "url": "javascript:alert(1)"}]},
        {"id": "2026/5/Ten"},
        {"moved_from": ["cu"]},
        {"counts": "no"},
        {"counts": False},
        {"format": "video"},
        {"format": "video", "summary": None},
        {"origin": "repost"},
        {"origin": "translation", "source": {"name": "Báo"}},
        {"ignore": {"E501": "dài"}},
    ],
    ids=json.dumps,
)
def test_what_the_model_refuses_is_refused(change: dict[str, Any]) -> None:
    assert accepted("post", POST)
    assert not accepted("post", POST | change)
    assert not model_accepts(POST | change)


@pytest.mark.parametrize("key", ["title", "date", "month", "unit", "topic"])
def test_what_must_be_there_is_asked_for(key: str) -> None:
    assert not accepted("post", {name: value for name, value in POST.items() if name != key})


@pytest.mark.parametrize(
    "change",
    [
        {"unit": "VP HĐND&UBND"},
        {"unit": "  văn phòng hđnd và ubnd "},
        {"unit": "VP HĐND & UBND"},
        {"unit": "Phòng Văn hoá – Xã hội"},
        {"unit": "Uỷ ban MTTQ Việt Nam xã"},
        {"topic": "cải cách thể chế"},
        {"topic": "Kết quả;tồn tại , hạn chế"},
        {"date": "2026-05-14 8:30"},
        {"date": "2026-05-14T08:30:00+07:00"},
        {"format": "video", "summary": "Xem hướng dẫn."},
        {"origin": "repost", "source": {"name": "Báo"}},
        {"counts": False, "counts_reason": "Nội bộ"},
        {"tags": None, "status": None, "image": None, "summary": None},
        {"moved_from": ["posts/2026/05/cu.md", "2026/05/cu-hon"]},
        {"procedures": ["1.004190.000.00.00.H37", "1.004190"]},
    ],
    ids=json.dumps,
)
def test_what_the_model_takes_is_taken(change: dict[str, Any]) -> None:
    assert model_accepts(POST | change)
    assert accepted("post", POST | change)


def model_accepts(values: dict[str, Any]) -> bool:
    """Whether front matter passes as `load.py` passes it on: an optional key left empty is not there."""
    written = {key: value for key, value in values.items() if value is not None or key in POST}
    try:
        PostMeta.model_validate(written, context=Vocabulary(SAMPLE))
    except ValidationError:
        return False
    return True


_NAMES = sorted({name for item in (*SAMPLE.units, *SAMPLE.topic_list) for name in item.names})


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_name_matches_however_it_is_typed_and_no_other_name_does(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(_NAMES))
    other = data.draw(st.sampled_from(_NAMES))
    typed = "".join(
        data.draw(st.sampled_from((char, char.upper(), char.lower(), f"{char} " if char in "-&,.; " else char)))
        for char in data.draw(st.sampled_from((name, name.replace("-", "–"), name.replace("oa", "òa"), other)))
    )
    matches = Draft7Validator({"pattern": f"^({spellings.pattern(name)})$"}).is_valid(typed)
    assert matches is (fold_name(typed) == fold_name(name))


def test_every_key_has_its_sentence_and_no_sentence_lacks_its_key() -> None:
    for model, meanings in MEANINGS.items():
        assert tuple(meanings) == keys(model)
        for meaning in meanings.values():
            assert meaning.what.message.endswith(".")
    for model in MODELS.values():
        assert {inner.__name__ for inner in _inside(model)} <= {known.__name__ for known in MEANINGS}


def _inside(model: type[BaseModel]) -> set[type[BaseModel]]:
    found = {model}
    for field in model.model_fields.values():
        parts = [field.annotation]
        for part in parts:
            parts.extend(getattr(part, "__args__", ()))
            if isinstance(part, type) and issubclass(part, BaseModel):
                found |= _inside(part)
    return found


@pytest.mark.parametrize("kind", MODELS)
def test_a_table_shows_every_key_once_with_an_example_that_is_accepted(kind: str) -> None:
    shown = list(rows(MODELS[kind], SAMPLE, VI))
    assert [row.key for row in shown if "." not in row.key] == list(keys(MODELS[kind]))
    assert len({row.key for row in shown}) == len(shown)
    for row in shown:
        assert row.example, row.key
        node = SCHEMAS[kind]
        for part in row.key.replace("[]", "").split("."):
            node = node.get("items", node)["properties"][part]
        assert Draft7Validator(node).is_valid(value_of(row.example)), row.key
        assert all((row.required, row.what, row.allowed)), row.key


def test_an_agency_without_units_still_gets_a_schema() -> None:
    schema = build("post", PluginConfig(), VI)
    Draft7Validator.check_schema(schema)
    assert not Draft7Validator(schema).is_valid(POST)
    unit = next(row for row in rows(PostMeta, PluginConfig(), VI) if row.key == "unit")
    assert (unit.values, unit.example) == ((), "")


def test_the_schema_is_said_in_english_too() -> None:
    english = json_schema.build("post", SAMPLE, translator("en"))
    assert english["properties"]["unit"]["description"] != SCHEMAS["post"]["properties"]["unit"]["description"]
    assert english["required"] == SCHEMAS["post"]["required"]


def run(project: Project, *arguments: str) -> int:
    """Run a command of this package on a project; returns its exit code."""
    with pytest.raises(SystemExit) as end:
        main([*arguments, "-f", str(project.root / "mkdocs.yml")])
    return int(end.value.code or 0)


def test_the_command_prints_one_schema_or_writes_all(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "schema", "post") == 0
    printed = capsys.readouterr().out
    values = front_matter.read(post_text()).values
    assert Draft202012Validator(json.loads(printed)).is_valid(values)
    assert run(project, "schema", "procedure") == 0
    schema = json.loads(capsys.readouterr().out)
    assert Draft202012Validator(schema).is_valid(front_matter.read(PROCEDURE).values)
    assert run(project, "schema", "-o", str(tmp_path / "out")) == 0
    assert (tmp_path / "out/post.schema.json").read_text("utf-8") == printed
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        *(f"{kind}.schema.json" for kind in MODELS),
        "cchc.code-snippets",
    }
    assert run(project, "schema", "procedure", "-o", str(tmp_path / "one")) == 0
    assert [file.name for file in (tmp_path / "one").iterdir()] == ["procedure.schema.json"]
    capsys.readouterr()
    assert run(project, "schema") == 2
    assert "Nêu một trong post, procedure, document" in capsys.readouterr().err
