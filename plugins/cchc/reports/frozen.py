"""The figures of a signed report, kept in a file under git: what changes later is shown, never silently."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc.locale import Translator, say, translator
from cchc.model import Config, Post, SetupError
from cchc.reports.content import Window

Figures = Mapping[str, tuple[str, int]]
"""Labels and values by key."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A post that a signed report named."""

    id: str
    title: str
    date: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What a signed report said."""

    id: str
    on: dt.date
    number: str
    parts: frozenset[str]
    figures: Figures
    posts: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is no longer what was signed."""

    key: str
    label: str
    then: int
    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that became of a signed report's figures since."""

    window: Window
    frozen: Frozen
    figures: tuple[Difference, ...]
    came: tuple[Kept, ...]
    went: tuple[Kept, ...]

    def __bool__(self) -> bool:
        return bool(self.figures or self.came or self.went)


def kept(posts: Sequence[Post]) -> tuple[Kept, ...]:
    """Return what is kept of posts."""
    return tuple(Kept(post.id, post.title, str(post.meta.date.day), post.unit.name) for post in posts)


def changes(window: Window, frozen: Frozen, now: Figures, posts: Sequence[Post]) -> Changes:
    """Return what is no longer as it was signed; a part that was not reported then is not compared."""
    keys = [*now, *(key for key in frozen.figures if key not in now)]
    found = []
    for key in keys:
        if key.partition(".")[0] not in frozen.parts:
            continue
        label, value = now.get(key) or (frozen.figures[key][0], 0)
        then = frozen.figures.get(key, ("", 0))[1]
        if then != value:
            found.append(Difference(key, label, then, value))
    named = {id_ for post in posts for id_ in (post.id, *post.meta.moved_from)}
    signed = {item.id for item in frozen.posts}
    new = [post for post in posts if not signed & {post.id, *post.meta.moved_from}]
    return Changes(
        window=window,
        frozen=frozen,
        figures=tuple(found),
        came=kept(new),
        went=tuple(item for item in frozen.posts if item.id not in named),
    )


def file_of(config: Config, window: Window) -> Path:
    """Return where the figures of a report are kept."""
    return config.root / config.docs_dir / config.plugin.reports.folder / f"{window.id.replace('..', '_')}.json"


def read(config: Config, window: Window, translate: Translator) -> Frozen | None:
    """Return what was signed; None where nothing was. Raises SetupError for a file that cannot be read."""
    file = file_of(config, window)
    if not file.is_file():
        return None
    try:
        values = json.loads(file.read_text("utf-8"))
        return Frozen(
            id=str(values["period"]["id"]),
            on=dt.date.fromisoformat(values["frozen_on"]),
            number=str(values.get("number") or ""),
            parts=frozenset(map(str, values["parts"])),
            figures={str(key): (str(item["label"]), _whole(item["value"])) for key, item in values["figures"].items()},
            posts=tuple(Kept(*(str(item[key]) for key in ("id", "title", "date", "unit"))) for item in values["posts"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        text = say(
            "{file}: không đọc được số liệu đã chốt; lấy lại bản cũ bằng git, hoặc xóa tệp rồi chốt lại.",
            file=file.relative_to(config.root).as_posix(),
        )
        raise SetupError(text.render(translate)) from None


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def as_json(
    window: Window, today: dt.date, number: str, parts: Sequence[str], figures: Figures, posts: Sequence[Post]
) -> str:
    """Return the file that keeps a signed report, one line for each figure and each post."""
    head = {
        "schema_version": 1,
        "period": {"id": window.id, "first": str(window.first), "last": str(window.last)},
        "frozen_on": str(today),
        "number": number,
        "parts": list(parts),
    }
    lines = [f"  {_json(key)}: {_json(value)}" for key, value in head.items()]
    rows = [f"    {_json(key)}: {_json({'label': label, 'value': value})}" for key, (label, value) in figures.items()]
    named = [
        f"    {_json({'id': item.id, 'title': item.title, 'date': item.date, 'unit': item.unit})}"
        for item in kept(posts)
    ]
    lines.append('  "figures": {\n' + ",\n".join(rows) + "\n  }")
    lines.append('  "posts": [\n' + ",\n".join(named) + "\n  ]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def plain(figures: Sequence[tuple[str, Any, int]]) -> Figures:
    """Return figures with labels as they are kept: in Vietnamese, whoever reads the report."""
    vietnamese = translator("vi")
    return {
        key: (label if isinstance(label, str) else label.render(vietnamese), value) for key, label, value in figures
    }
