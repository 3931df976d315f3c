"""Makes papers: each once, as many at a time as the machine can, and kept by what decides what is on them."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import local

from cchc.cache import Cache, tools
from cchc.paper.content import Data
from cchc.paper.documents import Kind, Papers
from cchc.paper.typeset import PaperError, Typesetter, engine
from cchc.publish.outputs import hash_of
from cchc.records import Procedure

KIND = "paper"
"""Of the cache's entries."""
_AT_ONCE = 200
"""Papers that wait for a thread."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that is known, whether or not it is made."""

    key: str
    """The hash of what decides every byte of it."""
    template: str
    data: Callable[[], Data]
    """Makes what it shows."""

    def content(self, cache: Cache) -> bytes:
        """Return the PDF, as it was made before or now; raises PaperError."""
        content = cache.read(KIND, self.key)
        if content is None:
            content = _setter().set(self.template, self.data())
            cache.write(KIND, self.key, content)
        return content


_threads = local()


def _setter() -> Typesetter:
    """Return the typesetter of this thread: what it has read and laid out once, it need not again."""
    if not hasattr(_threads, "setter"):
        _threads.setter = Typesetter()
    return _threads.setter  # type: ignore[no-any-return]


def paper(papers: Papers, kind: Kind, procedure: Procedure) -> Paper:
    """Return a leaflet or sheet; raises SetupError where nothing can set type."""
    key = _key(papers, kind, [_mark(papers, procedure)])
    return Paper(key, f"{kind}.typ", lambda: papers.of(kind, procedure))


def booklet(papers: Papers, name: str, procedures: Sequence[Procedure]) -> Paper:
    """Return a booklet; raises SetupError where nothing can set type."""
    key = _key(papers, Kind.BOOKLET, [name, *(_mark(papers, item) for item in procedures)])
    return Paper(key, f"{Kind.BOOKLET}.typ", lambda: papers.booklet(name, procedures))


def _key(papers: Papers, kind: Kind, marks: list[object]) -> str:
    return hash_of([tools(), engine(papers.translate.language), kind, papers.mark, marks])


def _mark(papers: Papers, procedure: Procedure) -> list[str]:
    """Return what decides what is said of a procedure: its file, and the day of the last change that has begun."""
    return [procedure.mark, procedure.url, str(procedure.changed_on(papers.site.today))]


def make(papers: Sequence[Paper], cache: Cache, done: Callable[[int], None] = lambda _: None) -> None:
    """Make all that the cache has not; `done` is told how many there are. Without a cache, none is made."""
    if cache.folder is None:
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # setting type leaves Python's lock to others
        for first in range(0, len(papers), _AT_ONCE):
            batch = papers[first : first + _AT_ONCE]
            for number, _ in enumerate(pool.map(lambda item: _ready(item, cache), batch), first + 1):
                done(number)


def _ready(item: Paper, cache: Cache) -> None:
    if not cache.holds(KIND, item.key):
        with suppress(PaperError):  # whoever wants it is told
            item.content(cache)
