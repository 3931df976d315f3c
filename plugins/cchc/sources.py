"""One source file, read: front matter, body and links; what was clean is not read again.

Reading is most of what a check costs. A file's bytes decide what it says, so what was read of a
clean file is kept by the hash of its bytes, all files of a project in one entry of the cache. A file that
stands as it stood then, by its stamp, is not even opened.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from cchc import front_matter, prose, weight
from cchc.bodies import BodyText, Held, Left, held, mark_of
from cchc.cache import Cache
from cchc.disk import Stamp
from cchc.front_matter import FrontMatter
from cchc.locale import Text
from cchc.prose import Note, Prose
from cchc.records import Citation, Link
from cchc.scan import citations, codes, links, visible

OPENING = 200
"""Characters that stand for a summary."""
_FILE = "file "
_SPACES = re.compile("[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
"""All but those of ASCII, which bytes lose faster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a file says, before anyone judged it."""

    mark: str
    """The hash of the file's text."""
    front: FrontMatter
    body: BodyText
    start: int
    """Where the text behind the front matter begins."""
    body_line: int
    """The line of the file on which `body` begins."""
    body_mark: str
    """The hash of the folded body; empty for an empty one."""
    links: tuple[Link, ...]
    cited: tuple[Citation, ...]
    codes: tuple[tuple[str, int], ...]
    """What looks like a procedure's code in the body, each with its line; 0 is the first of the body."""
    prose: Prose
    opening: str
    """The first words of the body, where its author wrote no summary."""
    heavy: tuple[tuple[int, Text], ...] = ()
    """The lines of the file that would take long to convert, and why."""
    is_kept: bool = False
    """Whether it comes from an earlier run, which kept the lines of top-level keys only."""


class Sources:
    """Reads texts of files; remembers from one run to the next those that were fine."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._index = cache.index("sources")

    def read(self, text: str) -> Source:
        """Return what a normalised text says, as an earlier run read it where it did."""
        mark = mark_of(text)
        record = self._index.get(mark)
        return fresh(text, mark) if record is None else _source(text, mark, record)

    def standing(self, path: PurePosixPath, file: Path, stamp: Stamp | None) -> Source | None:
        """Return what a file says that an earlier run read, if it stands as it stood then; its body is left there."""
        known = self._index.get(f"{_FILE}{path}") if stamp else None
        if not known or tuple(known[1:]) != stamp:
            return None
        record = self._index.get(known[0])
        return None if record is None else _source(Left(file, known[0], record[2], record[5]), known[0], record)

    def keep(self, source: Source, path: PurePosixPath, stamp: Stamp | None) -> None:
        """Remember a text in which nothing is wrong, so that no finding will name a line inside it.

        With a stamp, its file needs not be opened either while it stands as it does: it is written as everybody
        writes.
        """
        if source.front.faults or source.front.numbers or source.heavy:
            return
        if not source.is_kept:
            self._index.put(source.mark, _record(source))
        if stamp:
            self._index.put(f"{_FILE}{path}", [source.mark, *stamp])

    def close(self) -> None:
        """Store what was remembered."""
        self._cache.close("sources")


def fresh(text: str, mark: str) -> Source:
    """Read a normalised text, whose hash is `mark`."""
    front = front_matter.read(text)
    body = front.body.strip("\n")
    seen = visible(body)
    body_line = front.body_line + len(front.body) - len(front.body.lstrip("\n"))
    return Source(
        mark=mark,
        front=front,
        body=held(body),
        start=len(text) - len(front.body),
        body_line=body_line,
        body_mark=_body_mark(body),
        links=tuple(links(seen)),
        cited=tuple(citations(seen)),
        codes=tuple(codes(seen)),
        prose=prose.read(text[: len(text) - len(front.body)], seen, body_line) if front.values else Prose(),
        opening="" if front.values.get("summary") else prose.opening(body, OPENING),
        heavy=tuple((front.body_line + line, found) for line, found in weight.too_heavy(front.body)),
    )


def _body_mark(body: str) -> str:
    """Return what is equal where two bodies differ in case and white space only; empty where there is no other."""
    letters = _SPACES.sub("", body.casefold()).encode("utf-8", "surrogatepass").translate(None, b" \t\n\r\x0b\x0c")
    return sha256(letters).hexdigest() if letters else ""


def _record(source: Source) -> list[Any]:
    """Return a clean source as JSON holds it; the body is only where it stands in the text."""
    front = source.front
    lines = {place[0]: line for place, line in front.lines.items() if len(place) == 1}
    return [
        front.values,
        lines,
        source.start,
        front.body_line,
        source.body_line,
        source.body.digest,
        source.body_mark,
        [[link.target, link.line, link.is_image, link.text] for link in source.links],
        [list(item) for item in source.cited],
        source.codes,
        source.prose.words,
        source.prose.sketch,
        source.opening,
        [[note.code, note.line, note.found] for note in source.prose.notes],
    ]


def _source(body: BodyText | str, mark: str, record: list[Any]) -> Source:
    """Return what a record says; with it the body, or the whole text."""
    values, lines, start, front_line, body_line, digest, body_mark, *rest = record
    found, cited, coded, words, sketch, opening, notes = rest
    front = FrontMatter(values=values, lines={(key,): line for key, line in lines.items()}, body_line=front_line)
    return Source(
        mark=mark,
        front=front,
        body=Held(body[start:].strip("\n"), digest) if isinstance(body, str) else body,
        start=start,
        body_line=body_line,
        body_mark=body_mark,
        links=tuple(Link(*item) for item in found),
        cited=tuple(Citation(*item) for item in cited),
        codes=tuple((code, line) for code, line in coded),
        prose=Prose(words, sketch, tuple(Note(*note) for note in notes)),
        opening=opening,
        is_kept=True,
    )
