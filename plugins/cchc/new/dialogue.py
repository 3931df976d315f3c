"""Asking a person at a terminal, with a way back and a look at the file before it is written."""

import sys
from collections.abc import Callable, Mapping, Sequence

import click

from cchc.locale import Translator, say
from cchc.model import SetupError
from cchc.new.questions import Question, Values
from cchc.text import fold_ascii

_BACK = frozenset({"quay lai", "back"})
_YES = frozenset({"", "c", "co", "y", "yes"})
_NO = frozenset({"k", "khong", "n", "no"})
_SHOWN = 40
"""Lines of the file; the rest is counted."""


def is_there() -> bool:
    """Whether a person is at the terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(
    questions: Sequence[Question],
    given: Mapping[str, Sequence[str]],
    preview: Callable[[Values], str],
    translate: Translator,
) -> Values | None:
    """Return the answers, once the person agrees to the file they make; None when there is to be none.

    What flags answered is not asked. Raises SetupError for a flag that will not do, click.Abort for Ctrl-C.
    """
    values = {item.key: item.read_all(given[item.key]) for item in questions if given.get(item.key)}
    asked = [item for item in questions if item.key not in values]
    click.echo(
        translate("Enter lấy giá trị trong ngoặc vuông; gõ «quay lại» để sửa câu trước; Ctrl-C để thôi, không ghi gì.")
    )
    place = 0
    while True:
        while place < len(asked):
            answer = _answer(asked[place], values.get(asked[place].key), translate)
            if answer is None:
                place = max(place - 1, 0)
                continue
            values[asked[place].key] = answer
            place += 1
        _show(preview(values), translate)
        said = fold_ascii(
            click.prompt(translate("Ghi tệp này? [C/k], hoặc «quay lại» để sửa"), default="", show_default=False)
        )
        if said in _BACK:
            changed = _which(questions, values, translate)
            answer = _answer(changed, values[changed.key], translate)
            values[changed.key] = values[changed.key] if answer is None else answer
        elif said in _NO:
            return None
        elif said in _YES:
            return values


def _answer(question: Question, before: Sequence[str] | None, translate: Translator) -> tuple[str, ...] | None:
    """Return what a person answers, asked until it will do; None for the way back."""
    for number, (_, name) in enumerate(question.choices, 1):
        click.echo(f"  {number}. {name}")
    default = before[0] if before and not question.several else question.default
    while True:
        written = _lines(question, default, translate)
        if any(fold_ascii(line) in _BACK for line in written):
            return None
        try:
            values = question.read_all(written)
        except SetupError as error:
            click.echo(f"  {error}")
            continue
        if values or question.may_be_empty:
            return values
        click.echo("  " + say("{name}: không để trống.", name=question.name).render(translate))


def _lines(question: Question, default: str, translate: Translator) -> list[str]:
    label = question.label
    if question.choices and question.several:
        label = say("{label} (các số, cách nhau dấu phẩy)", label=label).render(translate)
        written = str(click.prompt(label, default=default, show_default=bool(default)))
        return [part for part in written.split(",") if part.strip()]
    if question.several:
        label = say("{label} (mỗi dòng một mục, dòng trống là hết)", label=label).render(translate)
    shown = next((f"{n}. {name}" for n, (value, name) in enumerate(question.choices, 1) if value == default), default)
    lines: list[str] = []
    while True:
        text = f"{label} [{shown}]" if shown and not lines else label
        line = str(click.prompt(text, default="", show_default=False))
        if not line.strip():
            return lines or ([default] if default else [])
        lines.append(line)
        if not question.several or fold_ascii(line) in _BACK:
            return lines
        label = " " * 2


def _which(questions: Sequence[Question], values: Values, translate: Translator) -> Question:
    for number, question in enumerate(questions, 1):
        click.echo(f"  {number}. {question.label}: {'; '.join(values[question.key])}")
    place = click.prompt(translate("Sửa mục số"), type=click.IntRange(1, len(questions)))
    return questions[place - 1]


def _show(text: str, translate: Translator) -> None:
    lines = text.rstrip("\n").split("\n")
    click.echo()
    for line in lines[:_SHOWN]:
        click.echo(f"  │ {line}")
    if len(lines) > _SHOWN:
        click.echo("  │ " + say("… (còn {n} dòng)", n=str(len(lines) - _SHOWN)).render(translate))
    click.echo()
