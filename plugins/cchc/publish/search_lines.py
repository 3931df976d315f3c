"""What words lead to: the lines that shards have, made for one block of documents at a time.

Only who has documents to take in imports this: to load NumPy takes as long as some hundred of them.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import nsmallest

import numpy as np

from cchc.publish import search_words
from cchc.publish.search import GROUPS, LARGEST, Entry

LEVELS = 3
_NAMED, _TOLD, _SAID = range(LEVELS)
"""Where a word stands: in the title or a name, in what is told of a document, in its text. Also its level."""
_OFTEN = 3
"""From how many times on a word of a text has the level of those told of it."""
_ROOM = 4096
"""Documents of a block whose names all shards have room for, where pairs are spread evenly."""
_ROOM_ALONE = 2
"""Documents of a block that a shard names for its single words."""
_SOME = 2048
"""Terms whose lines are made at once."""
_CONTROL = re.compile(r"[\x00-\x1f]")

# A term is the number of a word; one of two words that of the first, shifted, and that of the second.
# An occurrence is a term, the place of its document in the block, and where it stands there: 24 + 24 + 8 + 2 bits.
_WORD_BITS, _PLACE_BITS, _KIND_BITS = 24, (LARGEST - 1).bit_length(), 2
_WORD, _PLACE, _KIND = ((1 << bits) - 1 for bits in (_WORD_BITS, _PLACE_BITS, _KIND_BITS))
_WHERE_BITS = _PLACE_BITS + _KIND_BITS
_HEAD = 8
"""Halves of characters of the longest head: four digits, each of which may take two."""
_Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
_Small = np.ndarray[tuple[int], np.dtype[np.int16]]
_Hashes = np.ndarray[tuple[int], np.dtype[np.uint32]]


class _Lexicon(dict[str, int]):
    """The number of each word by its spelling, 0 for those that are passed over; and what is known of each word."""

    def __init__(self) -> None:
        self.first, self.last = [""], [""]
        """As a line has it, where another word follows and where none does."""
        self.alone, self.opened = array("I", [0]), array("I", [0])
        """The hash of its key by itself, and that of its letters and a space, with which keys of two words begin."""
        self.heads = bytearray(2 * _HEAD)
        """The head with which those keys end, as UTF-16."""
        self._numbers = dict.fromkeys(search_words.words(search_words.STOP), 0)

    def __missing__(self, spelling: str) -> int:
        word = search_words.marked(spelling)
        if word not in self._numbers:
            letters = search_words.fold(word)
            self._numbers[word] = len(self.first)
            self.first.append(f"{word} ")
            self.last.append(f"{word}\t")
            self.alone.append(search_words.fnv1a(search_words.head(letters, 3)))
            self.opened.append(search_words.fnv1a(f"{letters} "))
            self.heads += search_words.head(letters, 1).encode("utf-16-le").ljust(2 * _HEAD, b"\0")
        self[spelling] = self._numbers[word]
        return self[spelling]

    def hashes(self, ones: _Numbers, twos: _Numbers) -> _Hashes:
        """Return the hash of the key of each two words, where there are two, and else of the second by itself."""
        found = np.frombuffer(self.opened, np.uint32)[ones]
        for units in np.frombuffer(self.heads, "<u2").reshape(-1, _HEAD)[twos].T.astype(np.uint32):
            found = np.where(units > 0, (found ^ units) * np.uint32(search_words.FNV_PRIME), found)
        return np.where(ones > 0, found, np.frombuffer(self.alone, np.uint32)[twos])


class Block:
    """The words of the documents of one block after the other."""

    def __init__(self, shards: int) -> None:
        self._number = shards
        self._lexicon = _Lexicon()
        self._words, self._lengths = array("q"), array("q")
        """The number of each word that was taken in, 0 behind each text; and how many lie in each place in turn."""
        self._titles: list[str] = []
        """What is shown of each document before it is loaded."""

    def add(self, entry: Entry, text: str) -> None:
        """Take in the words of the next document."""
        for texts in ((entry.title, *entry.names), (entry.summary, *entry.about), (text,)):  # as _NAMED, _TOLD, _SAID
            before = len(self._words)
            for said in texts:
                self._words.extend(filter(None, map(self._lexicon.__getitem__, search_words.spelled(said))))
                self._words.append(0)
            self._lengths.append(len(self._words) - before)
        self._titles.append(_named(entry))

    def parts(self) -> list[bytes]:
        """Return the lines that shards have for the block, a NUL behind those of each; the next block begins empty."""
        lines: list[list[str]] = [[] for _ in range(self._number)]
        terms, postings, named = self._found()
        ones, twos = terms >> _WORD_BITS, terms & _WORD
        shards = self._lexicon.hashes(ones, twos) % np.uint32(self._number)
        first, last = self._lexicon.first, self._lexicon.last
        for begin in range(0, len(terms), _SOME):  # a whole block as numbers of Python's would take megabytes
            some = slice(begin, begin + _SOME)
            known = shards[some].tolist(), ones[some].tolist(), twos[some].tolist()
            for shard, one, two, posting in zip(*known, postings[some], strict=True):
                lines[shard].append(f"{first[one]}{last[two]}{posting}")
        for part in lines:
            part.sort()  # they come in the order in which words were taken in, of earlier blocks too
        shown = zip(shards[named[0]].tolist(), terms[named[0]].tolist(), named[1].tolist(), strict=True)
        for shard, numbers in self._named_first(shown).items():
            lines[shard] += (f"={number}\t{self._titles[number]}\n" for number in sorted(numbers))
        self._words, self._lengths, self._titles = array("q"), array("q"), []
        size = self._number // GROUPS
        groups = (lines[first : first + size] for first in range(0, self._number, size))
        return ["".join(["".join(part) + "\0" for part in group]).encode() for group in groups]

    def _found(self) -> tuple[_Numbers, list[str], tuple[_Numbers, _Small]]:
        """Return the terms; the postings of each, with the end of its line; and what stands in titles and names.

        Of the latter each has its place among the terms, and the document that it stands in.
        """
        found = self._occurrences()
        begin = np.flatnonzero(np.diff(found >> _KIND_BITS, prepend=-1))  # of a term in one document
        often = np.add.reduceat(found & _KIND == _SAID, begin, dtype=np.uint32) >= _OFTEN
        found = found[begin]
        kinds = (found & _KIND).astype(np.int16)
        documents = (found >> _KIND_BITS & _PLACE).astype(np.int16)
        found >>= _WHERE_BITS
        is_first = np.diff(found, prepend=-1) != 0  # document of a term
        passed = np.where(is_first, 0, np.roll(documents, 1) + 1)
        codes = LEVELS * (documents - passed) + np.where(often, np.minimum(kinds, _TOLD), kinds)
        starts = np.flatnonzero(is_first)
        ends = np.append(starts, len(codes))[1:]
        symbols = np.insert(np.where(codes < 94, 33 + codes, 67 + codes), ends, ord("\n"))
        postings = symbols.astype("<u2").tobytes().decode("utf-16-le").splitlines(keepends=True)
        is_named = kinds == _NAMED
        return found[starts], postings, (np.cumsum(is_first)[is_named] - 1, documents[is_named])

    def _occurrences(self) -> _Numbers:
        """Return each word and each pair of neighbours, in order."""
        words, lengths = np.frombuffer(self._words, np.int64), np.frombuffer(self._lengths, np.int64)
        places = np.arange(len(lengths), dtype=np.int16)  # three of each document
        where = np.repeat(places // LEVELS << _KIND_BITS | places % LEVELS, lengths)
        is_word = words > 0
        is_pair = is_word[:-1] & is_word[1:]
        found = np.concatenate((words[is_word], words[:-1][is_pair] << _WORD_BITS | words[1:][is_pair]))
        found <<= _WHERE_BITS
        found |= np.concatenate((where[is_word], where[:-1][is_pair]))
        found.sort()
        return found

    def _named_first(self, named: Iterable[tuple[int, int, int]]) -> Mapping[int, set[int]]:
        """Return for each shard the documents that are found first: of those named by its terms, the shortest names."""
        lengths = [title.count(" ") for title in self._titles]
        order = [(length, -number) for number, length in enumerate(lengths)].__getitem__
        paired: dict[int, set[int]] = defaultdict(set)
        alone: dict[tuple[int, int], int] = {}
        for shard, term, number in named:
            if term >> _WORD_BITS:
                paired[shard].add(number)
            else:
                alone[shard, term] = min(number, alone.get((shard, term), number), key=order)
        shortest: dict[int, set[int]] = defaultdict(set)
        for (shard, _), number in alone.items():
            shortest[shard].add(number)
        first = {shard: set(nsmallest(_ROOM_ALONE, numbers, order)) for shard, numbers in shortest.items()}
        room = max(1, _ROOM // self._number)
        for shard, numbers in paired.items():
            first.setdefault(shard, set()).update(nsmallest(room, numbers, order))
        return first


def _named(entry: Entry) -> str:
    """Return a title and an address, in which `*` stands for the words of the title."""
    title = " ".join(_CONTROL.sub(" ", entry.title).split())
    said = "-".join(search_words.folded(title))
    return f"{title}\t{entry.url.replace(said, '*', 1) if said else entry.url}"
