"""Finds every Vietnamese sentence that people read; `python -m tests.messages` renews the catalogue."""

import ast
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import babel_extract

from cchc.locale import catalog
from cchc.rules import rules
from tests.conftest import ROOT

PACKAGE = ROOT / "plugins" / "cchc"


def messages() -> dict[str, str]:
    """Return each sentence with the place it stands in."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for message in _of_code(ast.parse(path.read_text("utf-8"))):
            found.setdefault(message, path.relative_to(PACKAGE).as_posix())
    for path in sorted((PACKAGE / "theme").rglob("*.html")):
        for message in _of_template(path):
            found.setdefault(message, path.relative_to(PACKAGE).as_posix())
    for rule in rules().values():
        for message in (rule.message, rule.hint, rule.help):
            found.setdefault(message, f"rules {rule.code}")
    return found


def _of_code(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function = node.func
        called = isinstance(function, ast.Call) and _name(function.func) == "translator"
        first = node.args[0]
        is_text = isinstance(first, ast.Constant) and isinstance(first.value, str)
        if is_text and (called or _name(function) in ("say", "translate")):
            yield inspect.cleandoc(first.value)  # type: ignore[attr-defined]


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _of_template(path: Path) -> Iterator[str]:
    Environment(autoescape=True).parse(path.read_text("utf-8"))  # a template that does not parse fails here
    with path.open("rb") as file:
        for _, _, message, _ in babel_extract(file, ["_"], (), {"encoding": "utf-8"}):
            yield message[0] if isinstance(message, tuple) else message  # a tuple where there are parameters


def placeholders(message: str) -> set[str]:
    """Return the names in a sentence's braces."""
    return set(re.findall(r"(?<!\{)\{([a-z_]+)\}(?!\})", message))


def write_catalog(path: Path = PACKAGE / "locale" / "en.po") -> None:
    """Bring the translations in line with the code: new sentences come in empty, unused ones go."""
    header = path.read_text("utf-8").split("\n\n", 1)[0]
    known = catalog("en")
    entries = [
        f"#: {place}\nmsgid {_po(message)}\nmsgstr {_po(known.get(message, ''))}"
        for message, place in sorted(messages().items(), key=lambda item: item[::-1])
    ]
    path.write_text("\n\n".join([header, *entries]) + "\n", "utf-8")


def _po(text: str) -> str:
    lines = [json.dumps(line, ensure_ascii=False) for line in text.splitlines(keepends=True)] or ['""']
    return lines[0] if len(lines) == 1 else "\n".join(['""', *lines])


if __name__ == "__main__":
    write_catalog()
