"""Messages in two languages. Vietnamese is written in the code; `en.po` translates it.

A text that is shown later, when the reader's language is known, is a `Text`: the Vietnamese
sentence and what goes into its braces. `_` marks and translates at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Translator:
    """Turns a Vietnamese sentence of the code into a language; what has no translation stays."""

    language: str

    def __call__(self, message: str) -> str:
        """Return the sentence in this language."""
        return catalog(self.language).get(message, message)


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence to be said in the reader's language."""

    message: str
    params: Mapping[str, "str | Text"] = field(default_factory=dict)

    def render(self, translate: Translator) -> str:
        """Return the sentence in the language of `translate`."""
        return fill(translate(self.message), self.params, translate)


Params = Mapping[str, str | Text]


def say(message: str, **params: str | Text) -> Text:
    """Return a sentence for later; the Vietnamese original is also the key of its translation."""
    return Text(message, params)


def fill(template: str, params: Params, translate: Translator) -> str:
    """Put the values into a translated sentence; a value is shown as it is, braces and all."""
    said = {key: value.render(translate) if isinstance(value, Text) else value for key, value in params.items()}
    return template.format_map(said) if said else template.replace("{{", "{").replace("}}", "}")


def translator(language: str) -> Translator:
    """Return the translator into a language; an unknown language reads Vietnamese."""
    return Translator(language if language in LANGUAGES else "vi")


@cache
def catalog(language: str) -> Mapping[str, str]:
    """Return the translations of a language by their Vietnamese originals; empty for Vietnamese."""
    if language == "vi":
        return {}
    from babel.messages.pofile import read_po

    with (Path(__file__).parent / f"{language}.po").open("rb") as file:
        return {
            str(message.id): str(message.string)
            for message in read_po(file, locale=language)
            if message.id and message.string
        }
