"""Files of feedback that hold personal data: nothing of them is published, and no message repeats what they hold."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from cchc import personal
from cchc.locale import Text, say
from cchc.model import Place, Problem, Rejected
from cchc.personal import Allowed, Found, masked
from cchc.schema import PluginConfig
from cchc.sources import Source

CODE = "CCHC880"
_OF_POSTS = frozenset({"CCHC551", "CCHC552", "CCHC553"})
"""Warnings of posts that say less of the same."""
_LONGEST = 400
_DATED = re.compile(r"^\d{4}-\d{2}-\d{2}-")
_REPLY = say("nội dung trả lời")
_FRONT = say("phần khai báo")
_NAME = say("tên tệp")
_TAKE_OUT = say("Bỏ đoạn này, viết «một công dân»; người hỏi đã được trả lời riêng thì trang không cần biết là ai.")
_RENAME = say("Đổi tên tệp theo việc được hỏi, không theo tên hay số của người hỏi.")


def leaks(path: PurePosixPath, text: str, source: Source, config: PluginConfig) -> Iterator[Problem]:
    """Yield a problem for each piece of personal data in a file: in its text, its values, its name."""
    allowed = Allowed.of(config)
    seen: set[str] = set()
    found = personal.find(text, allowed)
    pasted = personal.without(text, allowed).split("\n") if found else []
    for item in found:
        seen.add(personal.bare(item.text))
        line = pasted[item.line]
        paste = say("Dán dòng này thay dòng {line}: {fix}", line=str(item.line + 1), fix=line.strip())
        fix = paste if line.strip() and len(line) <= _LONGEST else _TAKE_OUT
        yield _problem(path, item, item.line + 1, _key_at(source, item.line + 1, allowed), fix)
    for key, value, line_ in _hidden(source, allowed):
        for item in personal.find(value, allowed):
            if not any(personal.bare(item.text) in told for told in seen):
                seen.add(personal.bare(item.text))
                yield _problem(path, item, line_, key, _TAKE_OUT)
    for item in personal.find(_DATED.sub("", path.stem).replace("-", " "), allowed):
        yield _problem(path, item, 1, _NAME, _RENAME)


def _hidden(source: Source, allowed: Allowed) -> Iterator[tuple[str | Text, str, int]]:
    """Yield texts as readers would see them, whatever escapes, references and marks their file writes them with."""
    for key, value in source.front.values.items():
        told = "\n".join((str(key), *_texts(value)))
        yield _named(str(key), allowed), told, source.front.line_of((key,))
    yield _REPLY, personal.in_markup(source.body.read()), source.body_line


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (str(key), *_texts(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)


def _named(key: str, allowed: Allowed) -> str | Text:
    """Return a key as a message may show it: somebody's number may stand where a key should."""
    return _FRONT if personal.find(key, allowed) else f"`{key}`"


def _key_at(source: Source, line: int, allowed: Allowed) -> str | Text:
    """Return the key that a line of the file belongs to."""
    if line >= source.front.body_line and source.front.values:
        return _REPLY
    above = [(at, str(place[0])) for place, at in source.front.lines.items() if len(place) == 1 and at <= line]
    return _named(max(above)[1], allowed) if above else _FRONT


def _problem(path: PurePosixPath, item: Found, line: int, key: str | Text, fix: Text) -> Problem:
    told = {"key": key, "what": personal.LABELS[item.kind], "found": masked(item.text), "fix": fix}
    return Problem(CODE, Place(path, line), told)


def refused(path: PurePosixPath, leaks: Sequence[Problem], others: Iterable[Problem], config: PluginConfig) -> Rejected:
    """Return what stands for such a file: its problems, in none of which anything can be read that must not be."""
    allowed = Allowed.of(config)
    safe = (Problem(item.code, item.place, _safe(item.params, allowed)) for item in spared(others))
    found = (*leaks, *safe)
    return Rejected(path=path, problems=found, title=None, month=None, is_post=False, is_withheld=True)


def _safe(params: Any, allowed: Allowed) -> dict[str, Any]:
    """Return what a message would show, without personal data."""
    return {
        key: personal.without(value, allowed)
        if isinstance(value, str)
        else Text(value.message, _safe(value.params, allowed))
        for key, value in params.items()
    }


def spared(noticed: Iterable[Problem]) -> list[Problem]:
    """Return problems without those that only repeat, of feedback, what is known better."""
    return [item for item in noticed if item.code not in _OF_POSTS]
