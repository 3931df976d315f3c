"""One source file, read: front matter, body and links; what was clean is not read again.

Reading is most of what a check costs. A file's bytes decide what it says, so what was read of a
clean file is kept by the hash of its bytes, all files of a project in one entry of the cache.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cchc import front_matter, weight
from cchc.cache import Cache, tools
from cchc.front_matter import FrontMatter
from cchc.locale import Text
from cchc.model import Link
from cchc.scan import links
from cchc.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a file says, before anyone judged it."""

    front: FrontMatter
    body: str
    """Without blank lines around it."""
    body_line: int
    """The line of the file on which `body` begins."""
    body_mark: str
    """The hash of the folded body; empty for an empty one."""
    links: tuple[Link, ...]
    heavy: tuple[tuple[int, Text], ...]
    """The lines of the file that would take long to convert, and why."""


class Sources:
    """Reads texts of files; remembers the clean ones from one run to the next."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        stored = cache.read("sources", tools())
        self._known: dict[str, list[Any]] = json.loads(stored) if stored else {}
        self._used: dict[str, list[Any]] = {}

    def read(self, text: str) -> Source:
        """Return what a normalised text says."""
        key = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        record = self._known.get(key)
        if record is None:
            source = _read(text)
            if source.front.faults or source.front.numbers or source.heavy:
                return source  # what is said of it names lines and values: it is read again each time
            self._used[key] = _record(text, source)
            return source
        self._used[key] = record
        return _source(text, record)

    def save(self) -> None:
        """Keep what was read in this run for the next, where it differs from what is kept."""
        if self._used.keys() != self._known.keys():
            self._cache.write("sources", tools(), json.dumps(self._used, ensure_ascii=False).encode())


def _read(text: str) -> Source:
    front = front_matter.read(text)
    body = front.body.strip("\n")
    folded = fold(body)
    return Source(
        front=front,
        body=body,
        body_line=front.body_line + len(front.body) - len(front.body.lstrip("\n")),
        body_mark=sha256(folded.encode("utf-8", "surrogatepass")).hexdigest() if folded else "",
        links=tuple(links(body)),
        heavy=tuple((front.body_line + line, found) for line, found in weight.too_heavy(front.body)),
    )


def _record(text: str, source: Source) -> list[Any]:
    """Return a clean source as JSON holds it; the body is only where it stands in the text."""
    front = source.front
    lines = [[list(place), line] for place, line in front.lines.items()]
    return [
        front.values,
        lines,
        len(text) - len(front.body),
        front.body_line,
        source.body_line,
        source.body_mark,
        [[link.target, link.line, link.is_image, link.text] for link in source.links],
    ]


def _source(text: str, record: list[Any]) -> Source:
    values, lines, start, front_line, body_line, body_mark, found = record
    front = FrontMatter(
        values=values,
        lines={tuple(place): line for place, line in lines},
        body=text[start:],
        body_line=front_line,
    )
    return Source(
        front=front,
        body=front.body.strip("\n"),
        body_line=body_line,
        body_mark=body_mark,
        links=tuple(Link(*item) for item in found),
        heavy=(),
    )
