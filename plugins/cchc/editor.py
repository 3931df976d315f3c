"""What an editor (VS Code) is told of front matter: the JSON Schemas, and snippets that need no extension.

A snippet offers a key with its sentence, and the agency's own units and topics as a list to choose from.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from cchc import json_schema
from cchc.formats import json_text
from cchc.json_schema import Row
from cchc.locale import Translator, say
from cchc.schema import PluginConfig

SNIPPETS = "cchc.code-snippets"
_POST = ("title", "date", "month", "unit", "topic", "kind", "summary")
_TODAY = "$CURRENT_YEAR-$CURRENT_MONTH"


def files(config: PluginConfig, translate: Translator) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file that depends on the configuration."""
    for kind in json_schema.MODELS:
        yield f"{kind}.schema.json", schema_text(kind, config, translate)
    yield SNIPPETS, json_text(_snippets(config, translate)) + "\n"


def schema_text(kind: str, config: PluginConfig, translate: Translator) -> str:
    """Return the JSON Schema of a kind of front matter as a file."""
    return json_text(json_schema.build(kind, config, translate)) + "\n"


def _snippets(config: PluginConfig, translate: Translator) -> dict[str, Any]:
    """Return a snippet for a whole post, and one for each key of a post or a record."""
    made: dict[str, Any] = {
        say("Bài mới").render(translate): {
            "scope": "markdown",
            "prefix": ["bai", "cchc"],
            "description": say("Bài mới, với phần khai báo để điền").render(translate),
            "body": _post(config, translate),
        }
    }
    for kind, model in json_schema.MODELS.items():
        for row in json_schema.rows(model, config, translate):
            if "." in row.key:
                continue
            name = f"{row.key} ({json_schema.KINDS[kind].noun.render(translate)})"
            made[name] = {
                "scope": "markdown",
                "prefix": row.key,
                "description": row.what.replace("`", ""),
                "body": f"{row.key}: {_value(row, 1)}",
            }
    return made


def _post(config: PluginConfig, translate: Translator) -> list[str]:
    rows = {row.key: row for row in json_schema.rows(json_schema.MODELS["post"], config, translate)}
    lines = [f"{key}: {_value(rows[key], place)}" for place, key in enumerate(_POST, 1)]
    return ["---", *lines, "status: draft", "---", "", "$0"]


def _value(row: Row, place: int) -> str:
    """Return what stands after a key: a choice, or an example to type over."""
    if row.key == "date":
        return f"{_TODAY}-$CURRENT_DATE"
    if row.key == "month":
        return f'"{_TODAY}"'
    if row.values:
        choice = f"${{{place}|{','.join(_choices(value for value, _ in row.values))}|}}"
        return f"[{choice}]" if row.example.startswith("[") else choice
    if row.allowed.startswith("`true`"):
        return f"${{{place}|true,false|}}"
    return f"${{{place}:{_escaped(row.example)}}}"


def _choices(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        yield re.sub(r"([\\,|])", r"\\\1", value)


def _escaped(text: str) -> str:
    return re.sub(r"([\\$}])", r"\\\1", text)
