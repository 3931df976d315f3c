"""The search index: small static files, of which a browser fetches the few that hold the words of a query.

The format, which `assets/cchc/search.js` reads (version 3). A **word** is a run of letters, digits and `_`, in lower
case, with its marks behind its letters (`_mark`): «khoẻ» and «khỏe» are both `khoe?`, «đất» is `da^t-'`. Folded, it
is its letters alone: `khoe`, `dat`. A **term** is a word, or two words that follow each other, with a space between;
words that say little (`STOP`) are passed over. `tim-kiem/chi-muc/` holds

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
import heapq
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import accumulate, compress
from operator import add
from struct import Struct
from tempfile import SpooledTemporaryFile
from typing import IO
from zlib import adler32, crc32

from pydantic_core import to_json

from cchc.cache import Cache, tools
from cchc.publish.outputs import Put, hash_of

FOLDER = "tim-kiem/chi-muc/"
LEVELS = 3
STOP = "và của các những là được với để khi tại này đó từ có thì mà hoặc như đã sẽ"
"""Words that nearly every text has; no letters of theirs with other marks are passed over."""
FACETS = ("type", "unit", "topic", "field")
_FACTS = ("type", "unit", "field", "lang")
"""What a result says of itself where there is anything to say."""
_OFTEN = 3
_SHOWN = 800
"""Characters of a text that excerpts are taken from."""
_NAMED = 4096
"""Documents of a block whose names all shards have room for, where pairs are spread evenly."""
_NAMED_ALONE = 2
"""Documents of a block that a shard names for its single words."""
_GROUPS = 8
"""Into how many parts the shards are divided, of which one at a time is in memory."""
_MARK = Struct("<II")
_HELD = 2**20
"""Bytes of lines that wait in memory; more of them wait in a file."""
_SMALLEST, _LARGEST, _PERIOD = 96, 256, 128
"""Documents of a block; one in so many ends it."""

_MARKS = str.maketrans(
    {
        "\u0302": "^",
        "\u0306": "(",
        "\u031b": "*",
        "\u0300": "`",
        "\u0301": "'",
        "\u0303": "~",
        "\u0309": "?",
        "\u0323": ".",
    }
)
_SIGNS = re.compile(r"[^\w ]+")
_WORD = re.compile(r"\w+")
_CROWDED = "cnt"
"""Letters that half of all words begin with."""
_SO = re.compile(r"số (?=[0-9])")
"""«Nghị định số 118» and «nghị định 118» are one."""
_CONTROL = re.compile(r"[\x00-\x1f]")
_UNUSUAL = re.compile("[^\x00-\u02ff\u1e00-\u1eff\u2000-\u206f\u20ab\u2190-\u22ff]")


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


# --------------------------------------------------------------------- words


def words(text: str) -> list[str]:
    """Return the words of a text, in order, with their marks behind them."""
    return [marked(word) for word in _spelled(text)]


def _spelled(text: str) -> list[str]:
    return _WORD.findall(_SO.sub("", _plain(text)))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text).lower()
    if _UNUSUAL.search(text):
        text = unicodedata.normalize("NFC", text)
        text = "".join(char for char in text if unicodedata.category(char)[0] != "M")
    return text


def marked(word: str) -> str:
    """Return a word with its marks behind it."""
    parts = unicodedata.normalize("NFD", word).replace("đ", "d-").translate(_MARKS)
    letters = "".join(char for char in parts if unicodedata.category(char)[0] != "M")
    return fold(letters) + "".join(sorted("".join(_SIGNS.findall(letters))))


def fold(word: str) -> str:
    """Return the letters of a word alone."""
    return _SIGNS.sub("", word)


def _head(word: str, letters: int) -> str:
    if word[:1].isdigit():
        return word[:4]
    return word[: letters + (letters == 1 and word[0] in _CROWDED)]


def fnv1a(key: str) -> int:
    """Return the 32 bits of FNV-1a of a text's UTF-16."""
    found = 0x811C9DC5
    for unit in memoryview(key.encode("utf-16-le")).cast("H"):
        found = (found ^ unit) * 0x01000193 & 0xFFFFFFFF
    return found


# --------------------------------------------------------------------- index

_PASSED = frozenset(words(STOP))
_SYMBOLS = [chr(33 + code if code < 94 else 67 + code) for code in range(LEVELS * (_LARGEST + 1))]
_IS_OFTEN = bytes(count >= _OFTEN for count in range(256))
_Term = int
"""The number of a word; of two words, that of the first, shifted, and that of the second."""
_SHIFT = 24
_MASK = (1 << _SHIFT) - 1


class _Lexicon(dict[str, int]):
    """The number of each word by its spelling; 0 for those that are passed over."""

    def __init__(self) -> None:
        self.words = [""]
        self.folded = [0]
        """The number of the letters of each word, shifted."""
        self.heads = [0]
        """The number of its head."""
        self.letters = [""]
        """Letters, by their number."""
        self._shifted = [0]
        self._numbers = dict.fromkeys(_PASSED, 0)
        self._spelled: dict[str, int] = {"": 0}

    def __missing__(self, spelling: str) -> int:
        word = marked(spelling)
        if word not in self._numbers:
            self._numbers[word] = len(self.words)
            self._shifted.append(len(self.words) << _SHIFT)
            self.words.append(word)
            self.folded.append(self._number(fold(word)) << _SHIFT)
            self.heads.append(self._number(_head(fold(word), 1)))
        self[spelling] = self._numbers[word]
        return self[spelling]

    def _number(self, letters: str) -> int:
        if letters not in self._spelled:
            self._spelled[letters] = len(self.letters)
            self.letters.append(letters)
        return self._spelled[letters]

    def terms(self, text: str) -> list[_Term]:
        """Return the words of a text and its pairs of neighbours."""
        said = list(filter(None, map(self.__getitem__, _spelled(text))))
        return said + list(map(add, map(self._shifted.__getitem__, said), said[1:]))


class _Places(dict[int, int]):
    """The shard of each key: the number of a word's letters, shifted, and that of the head of the next; 0 for none."""

    def __init__(self, shards: int, letters: Sequence[str]) -> None:
        self._shards, self._letters = shards, letters

    def __missing__(self, pair: int) -> int:
        one, two = self._letters[pair >> _SHIFT], self._letters[pair & _MASK]
        self[pair] = fnv1a(f"{one} {two}" if two else _head(one, 3)) % self._shards
        return self[pair]


class _Index:
    """What words lead to, of one block at a time."""

    def __init__(self, shards: int) -> None:
        self.shards = shards
        self._lexicon = _Lexicon()
        self._places = _Places(shards, self._lexicon.letters)
        self._rows: dict[_Term, list[int]] = defaultdict(list)
        """For each term its documents in order, each as LEVELS × its number in the block + its level."""
        self._titles: list[str] = []
        """What is shown of each document before it is loaded."""
        self._named: dict[_Term, list[int]] = defaultdict(list)
        """For each term the documents that have it in their title or a name."""

    def add(self, number: int, entry: Entry, text: str) -> None:
        """Take in the words of a block's next document."""
        terms, rows, first = self._lexicon.terms, self._rows, LEVELS * number
        counted = Counter(terms(text))
        code = first + 2
        for row in map(rows.__getitem__, counted):
            row.append(code)
        levels = dict.fromkeys(compress(counted, _counts(counted).translate(_IS_OFTEN)), first + 1)
        for said in (entry.summary, *entry.about):
            levels |= dict.fromkeys(terms(said), first + 1)
        named = [term for name in (entry.title, *entry.names) for term in terms(name)]
        for term, code in (levels | dict.fromkeys(named, first)).items():
            row = rows[term]
            if row and row[-1] >= first:
                row[-1] = code
            else:
                row.append(code)
        self._titles.append(_named(entry))
        for term in set(named):
            self._named[term].append(number)

    def parts(self) -> list[bytes]:
        """Return the lines that shards have for the block, a NUL behind those of each; the next block begins empty."""
        words, folded, heads, places = self._lexicon.words, self._lexicon.folded, self._lexicon.heads, self._places
        lines: list[list[str]] = [[] for _ in range(self.shards)]
        while self._rows:  # each row goes as its line comes
            term, codes = self._rows.popitem()
            said = _SYMBOLS[codes[0]] if len(codes) == 1 else _encoded(codes)
            if one := term >> _SHIFT:
                two = term & _MASK
                lines[places[folded[one] + heads[two]]].append(f"{words[one]} {words[two]}\t{said}\n")
            else:
                lines[places[folded[term]]].append(f"{words[term]}\t{said}\n")
        for place, numbers in self._named_first().items():
            lines[place] += (f"={number}\t{self._titles[number]}\n" for number in sorted(numbers))
        self._named.clear()
        self._titles.clear()
        size = self.shards // _GROUPS
        groups = (lines[first : first + size] for first in range(0, self.shards, size))
        return ["".join(["".join(part) + "\0" for part in group]).encode() for group in groups]

    def _named_first(self) -> Mapping[int, set[int]]:
        """Return for each shard the documents that are found first: of those named by its terms, the shortest names."""
        folded, heads, places = self._lexicon.folded, self._lexicon.heads, self._places
        words = [title.count(" ") for title in self._titles]
        order = [(count, -number) for number, count in enumerate(words)].__getitem__
        paired: dict[int, set[int]] = defaultdict(set)
        alone: dict[int, set[int]] = defaultdict(set)
        for term, numbers in self._named.items():
            if one := term >> _SHIFT:
                paired[places[folded[one] + heads[term & _MASK]]].update(numbers)
            else:
                alone[places[folded[term]]].add(min(numbers, key=order))
        first = {place: set(heapq.nsmallest(_NAMED_ALONE, numbers, order)) for place, numbers in alone.items()}
        room = max(1, _NAMED // self.shards)
        for place, named in paired.items():
            first.setdefault(place, set()).update(heapq.nsmallest(room, named, order))
        return first


def _named(entry: Entry) -> str:
    """Return a title and an address, in which `*` stands for the words of the title."""
    title = " ".join(_CONTROL.sub(" ", entry.title).split())
    said = "-".join(fold(marked(word)) for word in _WORD.findall(_plain(title)))
    return f"{title}\t{entry.url.replace(said, '*', 1) if said else entry.url}"


def _counts(counted: Mapping[_Term, int]) -> bytes:
    """Return how often each term occurs, a byte for each; a hundred times are as good as a thousand."""
    try:
        return bytes(counted.values())
    except ValueError:
        return bytes(min(count, 255) for count in counted.values())


def _encoded(codes: list[int]) -> str:
    symbols = []
    passed = 0
    for code in codes:
        symbols.append(_SYMBOLS[code - passed])
        passed = code - code % LEVELS + LEVELS
    return "".join(symbols)


def _blocks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    block: list[Entry] = []
    for entry in sorted(entries, key=lambda item: (item.day or dt.date.min, item.url)):
        block.append(entry)
        ends = len(block) >= _SMALLEST and crc32(entry.url.encode()) % _PERIOD == 0
        if ends or len(block) == _LARGEST:
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
    index = _Index(shards)
    with SpooledTemporaryFile(_HELD) as file:
        lines = _Lines(index, file, cache)
        for number, block in enumerate(blocks):
            text_of = lru_cache(maxsize=1)(Entry.text_of)
            is_known = lines.know(block)
            for place, entry in enumerate(block):
                if not is_known:
                    index.add(place, entry, text_of(entry))
                facts = " ".join(getattr(entry, name) for name in _FACTS)
                put(f"{number}-{place}.json", f"{entry.url} {entry.mark} {facts}", partial(_shown, entry, text_of))
            if not is_known:
                lines.take(number)
        for shard in range(index.shards):
            put(f"{shard}.txt", lines.mark(shard), partial(lines.of, shard))
    for name, content in _manifest(blocks, index.shards, labels, synonyms).items():
        put(name, blake2b(content, digest_size=16).hexdigest(), partial(bytes, content))


class _Lines:
    """The lines that shards have of each block; read only for a shard that is another than it was."""

    def __init__(self, index: _Index, file: IO[bytes], cache: Cache) -> None:
        self._index, self._file, self._cache = index, file, cache
        self._blocks: list[Sequence[Entry]] = []
        self._marks: list[bytes] = []
        """For each block, eight bytes for each shard: what stands for its lines there."""
        self._places: dict[int, list[int]] = {}
        """Where a block's groups of shards begin and end in the file, for those that are in it."""
        self._end = 0
        self._opened = -1
        self._group: list[list[bytes]] = []
        """The lines of one group of shards, by block."""

    def know(self, block: Sequence[Entry]) -> bool:
        """Whether an earlier build made the lines of the next block, so that they need not be made for it."""
        key = _key(self._index.shards, block)
        marks = self._cache.read("search", f"{key}-marks")
        self._cache.use(key)  # it is read only where a shard changed
        self._blocks.append(block)
        self._marks.append(marks or b"")
        return marks is not None

    def take(self, number: int) -> None:
        """Take in the lines that the index has made of a block."""
        key, groups = _key(self._index.shards, self._blocks[number]), self._index.parts()
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
        group, place = divmod(shard, self._index.shards // _GROUPS)
        if group != self._opened:
            self._opened, self._group = group, [self._read(number, group) for number in range(len(self._blocks))]
        parts = (lines[place] for lines in self._group)
        return b"".join([b"%d\n%b" % item for item in enumerate(parts) if item[1]])

    def _read(self, number: int, group: int) -> list[bytes]:
        if number not in self._places:
            kept = self._cache.read("search", _key(self._index.shards, self._blocks[number]))
            if kept is None:  # the cache lost it
                for place, entry in enumerate(self._blocks[number]):
                    self._index.add(place, entry, entry.text_of())
                self.take(number)
            else:
                self._put(number, kept.split(b"\1"))
        start, end = self._places[number][group : group + 2]
        self._file.seek(start)
        return self._file.read(end - start).split(b"\0")


def _key(shards: int, block: Sequence[Entry]) -> str:
    return hash_of([tools(), shards, [[entry.url, entry.mark] for entry in block]])


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
