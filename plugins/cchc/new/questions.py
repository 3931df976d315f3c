"""What is asked before something is made, and which answers will do."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cchc.locale import Translator, say
from cchc.model import SetupError
from cchc.problems import describe
from cchc.schema import DayField, Names
from cchc.text import fold_ascii, normalize

Values = Mapping[str, tuple[str, ...]]
"""The answers by key: one value, several, or none."""
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that has to be known."""

    key: str
    label: str
    check: Callable[[str], str]
    """Returns the value to write; raises SetupError that says what is allowed."""
    default: str = ""
    choices: Sequence[tuple[str, str]] = ()
    """Values, each with the name that people know it by."""
    may_be_empty: bool = False
    is_wanted: bool = True
    """Whether a person is asked when no flag says it; else it is asked along with others."""
    several: bool = False

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return bare(self.label)

    @property
    def flag(self) -> str:
        """The option of the command line that answers it."""
        return f"--{self.key.replace('_', '-')}"

    def read(self, written: str) -> str:
        """Return the value that an answer stands for: the number of a choice, its name, or the value itself.

        Raises SetupError for an answer that will not do.
        """
        text = " ".join(normalize(written).split())
        if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= len(self.choices):
            return self.choices[int(text) - 1][0]
        for value, name in self.choices:
            if fold_ascii(text) in (fold_ascii(name), value):
                return value
        meant = [value for value, name in self.choices if _is_part(text, name)]
        return meant[0] if len(meant) == 1 else self.check(text)

    def read_all(self, written: Sequence[str]) -> tuple[str, ...]:
        """Return the values of several answers."""
        return tuple(dict.fromkeys(self.read(item) for item in written))


def settle(questions: Sequence[Question], given: Mapping[str, Sequence[str]], translate: Translator) -> Values:
    """Return the answers of a command that asks nobody: from flags, else by default.

    Raises SetupError that names the flag of what is missing.
    """
    answers = {item.key: given.get(item.key) or ([item.default] if item.default else []) for item in questions}
    missing = [item for item in questions if not answers[item.key] and not item.may_be_empty]
    if missing:
        flags = ", ".join(f"{item.flag} ({item.name})" for item in missing)
        raise SetupError(say("Thiếu {flag}.", flag=flags).render(translate))
    return {item.key: item.read_all(answers[item.key]) for item in questions}


def _is_part(text: str, name: str) -> bool:
    """Whether a text is one of the things a choice names: «Điện thoại» of «Điện thoại, đường dây nóng»."""
    return fold_ascii(text) in {fold_ascii(part) for part in re.split(r"[,;()]", name) if part.strip()}


def bare(label: str) -> str:
    """Return a label without what it says of how to answer: «Địa điểm» of «Địa điểm (Enter để bỏ qua)»."""
    return re.sub(r"\s*\([^()]*\)$", "", label)


def of_kind(kind: Any, label: str, translate: Translator) -> Callable[[str], str]:
    """Return the check that front matter itself makes of a value."""

    def check(text: str) -> str:
        try:
            return str(TypeAdapter(kind).validate_python(text))
        except ValidationError as error:
            allowed = describe(error.errors(include_url=False)[0])
            sentence = say(
                "{name}: «{found}» không dùng được; cần {allowed}.", name=bare(label), found=text, allowed=allowed
            )
            raise SetupError(sentence.render(translate)) from None

    return check


def of_names(names: Names, translate: Translator) -> Callable[[str], str]:
    """Return the check of the name of a unit or topic."""

    def check(text: str) -> str:
        found = names.id_of(text)
        if found is None:
            allowed = ", ".join(f"{id_} ({item.name})" for id_, item in names.items.items())
            raise SetupError(
                say("Không có «{found}»; chọn một trong: {allowed}.", found=text, allowed=allowed).render(translate)
            )
        return found

    return check


def of_choices(choices: Sequence[tuple[str, str]], translate: Translator) -> Callable[[str], str]:
    """Return the check of an answer that has to be one of the choices."""

    def check(text: str) -> str:
        allowed = ", ".join(f"{value} ({name})" for value, name in choices)
        raise SetupError(
            say("Không có «{found}»; chọn một trong: {allowed}.", found=text, allowed=allowed).render(translate)
        )

    return check


def of_day(label: str, translate: Translator) -> Callable[[str], str]:
    """Return the check of a day; people may write it day first, as in 14/5/2026."""
    as_written = of_kind(DayField, label, translate)

    def check(text: str) -> str:
        match = _DAY_FIRST.fullmatch(text)
        try:
            return as_written(str(dt.date(int(match[3]), int(match[2]), int(match[1]))) if match else text)
        except (ValueError, SetupError):  # the 31st of April
            sentence = say(
                "{name}: «{found}» không phải là một ngày từ năm 2000 trở đi; viết như 14/5/2026 hoặc 2026-05-14.",
                name=bare(label),
                found=text,
            )
            raise SetupError(sentence.render(translate)) from None

    return check
