"""The search index: small static files, of which a browser fetches the few that hold the words of a query.

The format, which `assets/cchc/search.js` reads (version 3). A **word** is a run of letters, digits and `_`, in lower
case, with its marks behind its letters: «khoẻ» and «khỏe» are both `khoe?`, «đất» is `da^t-'`. Folded, it is its
letters alone: `khoe`, `dat` (`cchc.publish.search_words`). A **term** is a word, or two words that follow each other,
with a space between; words that say little (`STOP`) are passed over.
`tim-kiem/chi-muc/` holds

- `index.json`: `shards`, the number of shards; `synonyms`, groups of words that stand for each other; `facets`, by
  name the identifiers and labels that documents can be filtered by; `blocks`, oldest documents first. A block is
  `[lengths, months]`: a text with a character for every document, 48 + the number of words of its title; months are
  `[month, documents]` in order, `""` for those without a date.
- `columns.json`, which is needed only to filter: for each block a text for every facet, with a character for every
  document, 48 + its place in the facet's list (0 is none).
- `NNN.txt`, a **shard**: lines of a term, a tab and its postings; a line of digits alone begins a block. A term lies
  in the shard `fnv1a(key) % shards`, where the key of two words is the first, a space and the head of the second
  (one letter, two where the first is c, n or t, or four digits), and that of one word its first three letters, or
  four digits; all folded. So all that begins with «khai s» lies in one shard. A posting is one character: 33 + 3 × the
  documents passed over + its level (0 in the title or a name, 1 in the summary or often, 2 once or twice in the text);
  94 and more stand from 161 on. A line of `=D`, a tab, a title, a tab and an address names document D of the block, so
  that it can be shown before anything else of it is loaded: of those that have a pair of the shard in their title or a
  name, those with the shortest titles, and of each single word the shortest title. In the address, `*` stands for the
  folded words of the title with `-` between.
- `B-D.json`: what is shown of document D of block B: `url`, `title`, `date`, `note`, `text`, its `type`, `unit` and
  `field` by their identifiers, and `lang` where it is not in the language of the site.

Every page says how many shards there were when it was made (`data-shards`), so that a browser asks for those of the
words together with `index.json`: one round trip to the first names. It is a guess; `index.json` has the last word.

Documents are numbered from the oldest, in blocks that end where the hash of an address says so: whatever is added or
removed, only the block that it lies in is numbered anew. A block's lines are kept by the marks of its documents, so
an unchanged document costs nothing, and a shard is written anew only where one of its own words changed.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from hashlib import blake2b
from itertools import accumulate
from struct import Struct
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING
from zlib import adler32, crc32

from pydantic_core import to_json

from cchc.cache import Cache, tools
from cchc.publish.outputs import Put, hash_of

if TYPE_CHECKING:
    from cchc.publish.search_lines import Block

FOLDER = "tim-kiem/chi-muc/"
FACETS = ("type", "unit", "topic", "field")
_FACTS = ("type", "unit", "field", "lang")
"""What a result says of itself where there is anything to say."""
_SHOWN = 800
"""Characters of a text that excerpts are taken from."""
GROUPS = 8
"""Into how many parts the shards are divided, of which one at a time is in memory."""
_MARK = Struct("<II")
_HELD = 2**20
"""Bytes of lines that wait in memory; more of them wait in a file."""
_SMALLEST, LARGEST, _PERIOD = 96, 256, 128
"""Documents of a block; one in so many ends it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """Something that can be found."""

    url: str
    """Below the site's root."""
    mark: str
    """The same for as long as nothing that is found or shown of it changes."""
    type: str
    title: str
    names: tuple[str, ...] = ()
    """What else it is called: codes, numbers."""
    summary: str = ""
    about: tuple[str, ...] = ()
    """What it names besides its summary: codes, numbers, key words."""
    text: Callable[[], str] = str
    """Makes its plain text, when it is asked for."""
    unit: str = ""
    topic: str = ""
    field: str = ""
    day: dt.date | None = None
    date: str = ""
    """The day, for readers."""
    note: str = ""
    """What is shown beside its title."""
    lang: str = ""
    """The language of its words, where it is not that of the site."""

    def text_of(self) -> str:
        """Return its plain text."""
        return self.text()


Labels = Mapping[str, str]
"""Names by identifier."""


def _blocks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    block: list[Entry] = []
    for entry in sorted(entries, key=lambda item: (item.day or dt.date.min, item.url)):
        block.append(entry)
        ends = len(block) >= _SMALLEST and crc32(entry.url.encode()) % _PERIOD == 0
        if ends or len(block) == LARGEST:
            yield block
            block = []
    if block:
        yield block


def shards_for(documents: int) -> int:
    """Return a power of two that grows with the number of documents, so that a shard stays small."""
    return 1 << max(4, min(12, documents.bit_length()))


# --------------------------------------------------------------------- files


def fill(
    entries: Iterable[Entry],
    shards: int,
    labels: Mapping[str, Labels],
    synonyms: Sequence[Sequence[str]],
    cache: Cache,
    put: Put,
) -> None:
    """Write the index of some documents; `labels` name what they can be filtered by, in order."""
    blocks = list(_blocks(entries))
    with SpooledTemporaryFile(_HELD) as file:
        lines = _Lines(shards, file, cache)
        for number, block in enumerate(blocks):
            text_of = lru_cache(maxsize=1)(Entry.text_of)
            is_known = lines.know(block)
            for place, entry in enumerate(block):
                if not is_known:
                    lines.index.add(entry, text_of(entry))
                put(f"{number}-{place}.json", _mark(entry), partial(_shown, entry, text_of))
            if not is_known:
                lines.take(number)
        for shard in range(shards):
            put(f"{shard}.txt", lines.mark(shard), partial(lines.of, shard))
    for name, content in _manifest(blocks, shards, labels, synonyms).items():
        put(name, blake2b(content, digest_size=16).hexdigest(), partial(bytes, content))


class _Lines:
    """The lines that shards have of each block; read only for a shard that is another than it was."""

    def __init__(self, shards: int, file: IO[bytes], cache: Cache) -> None:
        self._shards, self._file, self._cache = shards, file, cache
        self._blocks: list[Sequence[Entry]] = []
        self._marks: list[bytes] = []
        """For each block, eight bytes for each shard: what stands for its lines there."""
        self._places: dict[int, list[int]] = {}
        """Where a block's groups of shards begin and end in the file, for those that are in it."""
        self._end = 0
        self._opened = -1
        self._group: list[list[bytes]] = []
        """The lines of one group of shards, by block."""

    @cached_property
    def index(self) -> "Block":
        """Where the documents of a block are taken in."""
        from cchc.publish.search_lines import Block  # and NumPy, which a build without new documents does not need

        return Block(self._shards)

    def know(self, block: Sequence[Entry]) -> bool:
        """Whether an earlier build made the lines of the next block, so that they need not be made for it."""
        key = _key(self._shards, block)
        marks = self._cache.read("search", f"{key}-marks")
        self._cache.use(key)  # it is read only where a shard changed
        self._blocks.append(block)
        self._marks.append(marks or b"")
        return marks is not None

    def take(self, number: int) -> None:
        """Take in the lines that the index has made of a block."""
        key, groups = _key(self._shards, self._blocks[number]), self.index.parts()
        marks = b"".join(_MARK.pack(crc32(part), adler32(part)) for group in groups for part in group.split(b"\0")[:-1])
        self._cache.write("search", key, b"\1".join(groups))
        self._cache.write("search", f"{key}-marks", marks)
        self._marks[number] = marks
        self._put(number, groups)

    def _put(self, number: int, groups: list[bytes]) -> None:
        self._file.seek(self._end)
        self._places[number] = list(accumulate(map(self._file.write, groups), initial=self._end))
        self._end = self._places[number][-1]

    def mark(self, shard: int) -> str:
        """Return what is another when the shard is."""
        start, end = shard * _MARK.size, (shard + 1) * _MARK.size
        return blake2b(b"".join([marks[start:end] for marks in self._marks]), digest_size=16).hexdigest()

    def of(self, shard: int) -> bytes:
        """Return what stands in the shard."""
        group, place = divmod(shard, self._shards // GROUPS)
        if group != self._opened:
            self._opened, self._group = group, [self._read(number, group) for number in range(len(self._blocks))]
        parts = (lines[place] for lines in self._group)
        return b"".join([b"%d\n%b" % item for item in enumerate(parts) if item[1]])

    def _read(self, number: int, group: int) -> list[bytes]:
        if number not in self._places:
            kept = self._cache.read("search", _key(self._shards, self._blocks[number]))
            if kept is None:  # the cache lost it
                for entry in self._blocks[number]:
                    self.index.add(entry, entry.text_of())
                self.take(number)
            else:
                self._put(number, kept.split(b"\1"))
        start, end = self._places[number][group : group + 2]
        self._file.seek(start)
        return self._file.read(end - start).split(b"\0")


def _key(shards: int, block: Sequence[Entry]) -> str:
    return hash_of([tools(), shards, [[entry.url, entry.mark] for entry in block]])


def _mark(entry: Entry) -> str:
    """Return what stands for all that is shown of something; short, as it is held for thousands."""
    facts = " ".join(getattr(entry, name) for name in _FACTS)
    return blake2b(f"{entry.url} {entry.mark} {facts}".encode(), digest_size=16).hexdigest()


def _shown(entry: Entry, text_of: Callable[[Entry], str]) -> bytes:
    text = f"{entry.summary}\n{text_of(entry)}".strip()[:_SHOWN]
    shown = {"url": entry.url, "title": entry.title, "date": entry.date, "note": entry.note, "text": text}
    shown |= {name: value for name in _FACTS if (value := getattr(entry, name))}
    return to_json(shown)


def _manifest(
    blocks: Sequence[Sequence[Entry]], shards: int, labels: Mapping[str, Labels], synonyms: Sequence[Sequence[str]]
) -> dict[str, bytes]:
    """Return what stands beside the shards, by the names of the files."""
    used = {facet: {getattr(entry, facet) for block in blocks for entry in block} for facet in FACETS}
    facets = {facet: [item for item in labels[facet].items() if item[0] in used[facet]] for facet in FACETS}
    places = {facet: {id_: place for place, (id_, _) in enumerate(facets[facet], 1)} for facet in FACETS}
    content = {
        "version": 3,
        "shards": shards,
        "synonyms": synonyms,
        "facets": facets,
        "blocks": [[_column(min(40, len(entry.title.split())) for entry in block), _months(block)] for block in blocks],
    }
    columns = [
        [_column(places[facet].get(getattr(entry, facet), 0) for entry in block) for facet in FACETS]
        for block in blocks
    ]
    return {"index.json": to_json(content), "columns.json": to_json(columns)}


def _column(numbers: Iterable[int]) -> str:
    return "".join(chr(48 + number) for number in numbers)


def _months(block: Sequence[Entry]) -> list[tuple[str, int]]:
    months = Counter(f"{entry.day:%Y-%m}" if entry.day else "" for entry in block)
    return list(months.items())
