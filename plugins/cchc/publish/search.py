"""The search index: small static files, of which a browser fetches the few that hold the words of a query.

The format, which `assets/cchc/search.js` reads (version 1). A **word** is a run of letters, digits and `_`, in lower
case, with its marks behind its letters (`_mark`): «khoẻ» and «khỏe» are both `khoe?`, «đất» is `da^t-'`. Folded, it
is its letters alone: `khoe`, `dat`. A **term** is a word, or two words that follow each other, with a space between;
words that say little (`STOP`) are passed over. `tim-kiem/chi-muc/` holds

- `index.json`: `shards`, the number of shards; `stop`, the words passed over; `synonyms`, groups of words that stand
  for each other; `facets`, by name the identifiers and labels that documents can be filtered by; `blocks`, oldest
  documents first. A block is `[count, columns, months]`: each column is a text with a character for every document,
  48 + its place in the facet's list (0 is none); the last column is the number of words of its title; months are
  `[month, documents]` in order, `""` for those without a date.
- `NNN.txt`, a **shard**: lines of a term, a tab and its postings; a line of digits alone begins a block. A term lies
  in the shard `fnv1a(key) % shards`, where the key of two words is the first, a space and the head of the second
  (one letter, two where the first is c, n or t, or four digits), and that of one word its first three letters, or
  four digits; all folded. So all that begins with «khai s» lies in one shard. A posting is one character: 33 + 3 × the
  documents passed over + its level (0 in the title or a name, 1 in the summary or often, 2 once or twice in the text);
  94 and more stand from 161 on.
- `B-D.json`: what is shown of document D of block B: `url`, `title`, `date`, `note`, `text`,
  and `lang` where it is not in the language of the site.

Documents are numbered from the oldest, in blocks that end where the hash of an address says so: whatever is added or
removed, only the block that it lies in is numbered anew. A block's lines are kept by the marks of its documents, so
an unchanged document costs nothing, and a shard is written anew only where one of its own words changed.
"""

import datetime as dt
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import blake2b
from operator import add
from zlib import crc32

from cchc.cache import Cache, tools
from cchc.publish.outputs import Put, hash_of

FOLDER = "tim-kiem/chi-muc/"
LEVELS = 3
STOP = "và của các những là được với để khi tại này đó từ có thì mà hoặc như đã sẽ"
"""Words that nearly every text has; no letters of theirs with other marks are passed over."""
FACETS = ("type", "unit", "topic", "field")
_OFTEN = 3
_SHOWN = 2000
"""Characters of a text that excerpts are taken from."""
_SMALLEST, _LARGEST, _PERIOD = 64, 512, 128
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
    text = unicodedata.normalize("NFC", text).lower()
    if _UNUSUAL.search(text):
        text = unicodedata.normalize("NFC", text)
        text = "".join(char for char in text if unicodedata.category(char)[0] != "M")
    return _WORD.findall(_SO.sub("", text))


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
_Term = int
"""The number of a word; of two words, that of the first, shifted, and that of the second."""
_SHIFT = 24


class _Lexicon(dict[str, int]):
    """The number of each word by its spelling; 0 for those that are passed over."""

    def __init__(self) -> None:
        self.words = [""]
        self.folded = [""]
        self.heads = [""]
        self._shifted = [0]
        self._numbers = dict.fromkeys(_PASSED, 0)

    def __missing__(self, spelling: str) -> int:
        word = marked(spelling)
        if word not in self._numbers:
            self._numbers[word] = len(self.words)
            self._shifted.append(len(self.words) << _SHIFT)
            self.words.append(word)
            self.folded.append(fold(word))
            self.heads.append(_head(fold(word), 1))
        self[spelling] = self._numbers[word]
        return self[spelling]

    def terms(self, text: str) -> list[_Term]:
        """Return the words of a text and its pairs of neighbours."""
        said = list(filter(None, map(self.__getitem__, _spelled(text))))
        return said + list(map(add, map(self._shifted.__getitem__, said), said[1:]))


class _Index:
    """What the words of documents lead to, block by block."""

    def __init__(self, shards: int) -> None:
        self.shards = shards
        self._lexicon = _Lexicon()
        self._places: dict[str, int] = {}

    def parts(self, block: Sequence[Entry], text_of: Callable[[Entry], str]) -> list[bytes]:
        """Return the lines that each shard has for a block."""
        words, folded, heads = self._lexicon.words, self._lexicon.folded, self._lexicon.heads
        lines: list[list[str]] = [[] for _ in range(self.shards)]
        for term, codes in self._postings(block, text_of).items():
            said = _SYMBOLS[codes[0]] if len(codes) == 1 else _encoded(codes)
            if term >> _SHIFT:
                one, two = term >> _SHIFT, term & (1 << _SHIFT) - 1
                key, line = f"{folded[one]} {heads[two]}", f"{words[one]} {words[two]}\t{said}\n"
            else:
                key, line = _head(folded[term], 3), f"{words[term]}\t{said}\n"
            place = self._places.get(key)
            if place is None:
                place = self._places[key] = fnv1a(key) % self.shards
            lines[place].append(line)
        return ["".join(sorted(part)).encode() for part in lines]

    def _postings(self, block: Sequence[Entry], text_of: Callable[[Entry], str]) -> Mapping[_Term, list[int]]:
        terms = self._lexicon.terms
        postings: dict[_Term, list[int]] = defaultdict(list)
        for number, entry in enumerate(block):
            first = LEVELS * number
            counted = Counter(terms(text_of(entry)))
            for row in map(postings.__getitem__, counted):
                row.append(first + 2)
            levels = {term: first + 1 for term, count in counted.items() if count >= _OFTEN}
            levels |= {term: first + 1 for said in (entry.summary, *entry.about) for term in terms(said)}
            levels |= {term: first for name in (entry.title, *entry.names) for term in terms(name)}
            for term, code in levels.items():
                if term in counted:
                    postings[term][-1] = code
                else:
                    postings[term].append(code)
        return postings


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


def _shards(documents: int) -> int:
    """Return a power of two that grows with the number of documents, so that a shard stays small."""
    return 1 << max(4, min(12, (documents // 2).bit_length()))


# --------------------------------------------------------------------- files


def fill(
    entries: Iterable[Entry], labels: Mapping[str, Labels], synonyms: Sequence[Sequence[str]], cache: Cache, put: Put
) -> None:
    """Write the index of some documents; `labels` name what they can be filtered by, in order."""
    blocks = list(_blocks(entries))
    index = _Index(_shards(sum(map(len, blocks))))
    files: list[list[bytes]] = [[] for _ in range(index.shards)]
    text_of = lru_cache(maxsize=_LARGEST)(Entry.text_of)
    for number, block in enumerate(blocks):
        head = b"%d\n" % number
        for file, part in zip(files, _kept_parts(block, index, text_of, cache), strict=True):
            if part:
                file.extend((head, part))
        for place, entry in enumerate(block):
            put(f"{number}-{place}.json", f"{tools()} {entry.url} {entry.mark}", partial(_shown, entry, text_of))
    made = {f"{number}.txt": b"".join(file) for number, file in enumerate(files)}
    made["index.json"] = _manifest(blocks, index.shards, labels, synonyms)
    for name, content in made.items():
        put(name, blake2b(content, digest_size=16).hexdigest(), partial(bytes, content))


def _kept_parts(block: Sequence[Entry], index: _Index, text_of: Callable[[Entry], str], cache: Cache) -> list[bytes]:
    key = hash_of([tools(), index.shards, [[entry.url, entry.mark] for entry in block]])
    kept = cache.read("search", key)
    if kept is not None:
        return kept.split(b"\0")
    parts = index.parts(block, text_of)
    cache.write("search", key, b"\0".join(parts))
    return parts


def _shown(entry: Entry, text_of: Callable[[Entry], str]) -> bytes:
    text = f"{entry.summary}\n{text_of(entry)}".strip()[:_SHOWN]
    shown = {"url": entry.url, "title": entry.title, "date": entry.date, "note": entry.note, "text": text}
    shown |= {"lang": entry.lang} if entry.lang else {}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()


def _manifest(
    blocks: Sequence[Sequence[Entry]], shards: int, labels: Mapping[str, Labels], synonyms: Sequence[Sequence[str]]
) -> bytes:
    used = {facet: {getattr(entry, facet) for block in blocks for entry in block} for facet in FACETS}
    facets = {facet: [item for item in labels[facet].items() if item[0] in used[facet]] for facet in FACETS}
    places = {facet: {id_: place for place, (id_, _) in enumerate(facets[facet], 1)} for facet in FACETS}
    content = {
        "version": 1,
        "shards": shards,
        "stop": STOP,
        "synonyms": synonyms,
        "facets": facets,
        "blocks": [[len(block), _columns(block, places), _months(block)] for block in blocks],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _columns(block: Sequence[Entry], places: Mapping[str, Mapping[str, int]]) -> list[str]:
    columns = ["".join(chr(48 + places[facet].get(getattr(entry, facet), 0)) for entry in block) for facet in FACETS]
    return [*columns, "".join(chr(48 + min(40, len(entry.title.split()))) for entry in block)]


def _months(block: Sequence[Entry]) -> list[tuple[str, int]]:
    months = Counter(f"{entry.day:%Y-%m}" if entry.day else "" for entry in block)
    return list(months.items())
