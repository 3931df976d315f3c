"""What a text shows by itself: noticed once, when a file is read for the first time, and kept with what was read.

Nothing here knows the site. Each note becomes a problem of the rule of its code, which may still find
that there is nothing wrong with it.
"""

import html
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from cchc.scan import line_counter
from cchc.text import fold, fold_name

SKETCH = 16
"""How many hashes stand for a text at most."""
_SHOWN = 10
"""Of one kind of note: a list pasted from a spreadsheet is one mistake."""
_ENOUGH_TO_COMPARE = 3
_EXAMPLES = frozenset(
    {
        "tên bài viết",
        "mô tả điều nhìn thấy trong ảnh",
        "một, hai câu nói người đọc sẽ biết được gì",
    }
)
"""What our own templates and hints put where an editor's words belong; folded."""

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.!?…:;\n]{40,}")
"""One that is hardly written twice by chance."""
_CUT = re.compile(r"(title|summary|name|author|fee)[ \t]*:[ \t]+(?![\"'\[{|>])[^#\n]*?[ \t](#\S[^\n]*)")
_CURLY = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]+([“”„‟][^“”\n]*[“”])[ \t]*")
_OF_FRONT = re.compile("[#“”„‟]")
"""One of these is in every line that either finds."""
# Only syllables that can be written both ways: open ones (hòa, hoà), for hoàn has one spelling.
_TWO_WAYS = re.compile(r"[oòỏõóọuùủũúụ](?:(?<=o)[àảãáạèẻẽéẹ]|(?<=[òỏõóọ])[ae]|(?<=u)[ỳỷỹýỵ]|(?<=[ùủũúụ])y)(?![^\W\d_])")
_LONGEST = 7
"""Letters of the longest Vietnamese syllable."""
_ODD = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+\S", re.MULTILINE)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*(?::[A-Za-z]+)?)(?=[\s/>])([^<>]*)>?")
_ACTIVE = frozenset({"script", "iframe", "object", "embed", "form", "input", "button", "meta", "base", "link", "svg"})
_ON = re.compile(r"\bon[a-z]+\s*=|javascript:|vbscript:", re.IGNORECASE)
_HARMLESS = frozenset(
    {
        *("a", "abbr", "b", "br", "cite", "del", "details", "em", "figcaption", "figure", "i", "img", "ins"),
        *("kbd", "mark", "q", "s", "small", "strong", "sub", "summary", "sup", "u"),
    }
)

_DIGITS = re.compile(r"\d[\d .-]{8,}")
_NATIONAL_ID = re.compile(r"(?<![\d.,/-])0(?:[ .]?\d){11}(?![\d/-]|[.,]\d)")
_PHONE = re.compile(r"(?<![\d/.-])(?:\+84|84|0)(?:[ .-]?)(?:[35789])(?:[ .-]?\d){8}(?![\d/-]|\.\d)")
_EMAIL = re.compile(
    r"[\w.+-]{1,64}@(?:gmail|yahoo|hotmail|outlook|icloud|live|ymail|zoho|proton|protonmail)\.[a-z.]{2,7}\b",
    re.IGNORECASE,
)

# In TCVN3 and VNI the letters of Vietnamese stand where Latin-1 has marks and letters of other languages.
_FOREIGN = "¡¢£¤¥¦§¨©ª«¬­®¯°±²³´µ¶·¸¹º»¼½¾ÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþÿ"
_LEGACY = re.compile(rf"[A-Za-z][{_FOREIGN}]|[{_FOREIGN}][a-z]")
_VNI = re.compile(r"[aeiouyAEIOUY][äåáàâãèéêëìíîïñòóôõöøùúûü]")
_ENOUGH = 6
"""Words that no Vietnamese or English text has, before a text is taken for one in an old encoding."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something noticed in a text."""

    code: str
    line: int
    """In the file."""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """What is known of a text besides what it says."""

    words: int = 0
    """Of the body, without comments and code."""
    sketch: str = ""
    """Two texts that share most of it say nearly the same; hashes of eight digits, none for a short text."""
    notes: tuple[Note, ...] = ()


def read(front: str, seen: str, body_line: int) -> Prose:
    """Return what a text shows: its front matter as written, and the visible part of its body."""
    words = _WORD.findall(seen)
    notes = [*_of_front(front), *_of_both(front, 1), *_of_both(seen, body_line), *_of_body(seen, body_line)]
    notes += _two_spellings(seen, body_line)
    legacy = list(_legacy(front + "\n" * (body_line - 1 - front.count("\n")) + seen))
    if legacy:  # what it is made of are no characters of its own
        notes = [note for note in notes if note.code != "CCHC512"]
    return Prose(len(words), _sketch(seen), (*notes, *legacy))


def _of_front(front: str) -> Iterator[Note]:
    folded = fold(front)
    if not (_OF_FRONT.search(folded) or any(example in folded for example in _EXAMPLES)):
        return
    for number, line in enumerate(front.split("\n"), 1):
        cut = _CUT.match(line)
        if cut:
            yield Note("CCHC007", number, f"{cut[1]}\n{cut[2]}")
        curly = _CURLY.fullmatch(line)
        if curly:
            yield Note("CCHC109", number, f"{curly[1]}\n{curly[2]}")
        value = line.partition(":")[2].strip(" \"'")
        if fold(value) in _EXAMPLES:
            yield Note("CCHC509", number, value)


def _of_both(text: str, first: int) -> Iterator[Note]:
    line_at = line_counter(text)
    odd: set[str] = set()
    for match in _ODD.finditer(text):
        code = "CCHC513" if _BIDI.match(match[0]) else "CCHC512"
        if code not in odd:
            odd.add(code)
            yield Note(code, first + line_at(match.start()), f"U+{ord(match[0]):04X}")
    yield from islice(_numbers(text, first), _SHOWN)
    if "@" in text:
        for line, match in islice(_lines(_EMAIL, text, first), _SHOWN):
            yield Note("CCHC553", line, match[0])


def _numbers(text: str, first: int) -> Iterator[Note]:
    line_at = line_counter(text)
    for run in _DIGITS.finditer(text):
        for code, pattern in (("CCHC551", _NATIONAL_ID), ("CCHC552", _PHONE)):
            for match in pattern.finditer(text, max(run.start() - 1, 0), run.end() + 2):
                yield Note(code, first + line_at(match.start()), match[0].strip())


def _lines(pattern: re.Pattern[str], text: str, first: int) -> Iterator[tuple[int, re.Match[str]]]:
    line_at = line_counter(text)
    for match in pattern.finditer(text):
        yield first + line_at(match.start()), match


def _two_spellings(text: str, first: int) -> Iterator[Note]:
    """Yield the first word that stands there with its tone mark on either vowel (hòa, hoà)."""
    spellings: dict[str, str] = {}
    for line, match in _lines(_TWO_WAYS, text, first):
        start = match.start()
        while start and text[start - 1].isalpha() and match.end() - start < _LONGEST:
            start -= 1
        said = text[start : match.end()].casefold()
        other = spellings.setdefault(fold_name(said), said)
        if other != said:
            yield Note("CCHC511", line, f"{other}\n{said}")
            return


def _of_body(seen: str, first: int) -> Iterator[Note]:
    level = 1
    for line, match in _lines(_HEADING, seen, first) if "#" in seen else ():
        found = len(match[1])
        if found == 1 or found > level + 1:
            yield Note("CCHC504", line, match[1])
            break
        level = found
    names: dict[str, int] = {}
    for line, match in _lines(_TAG, seen, first) if "<" in seen else ():
        name = match[1].lower()
        if name in _ACTIVE or _ON.search(match[2]):
            yield Note("CCHC506", line, f"<{name}>")
        elif name not in _HARMLESS:
            names.setdefault(name, line)
    if names:
        yield Note("CCHC505", min(names.values()), ", ".join(f"<{name}>" for name in sorted(names)))


def _legacy(text: str) -> Iterator[Note]:
    if not any(char in text for char in _FOREIGN):
        return
    words = text.split()
    odd = [word for word in words if _LEGACY.search(word)]
    if len(odd) >= _ENOUGH and 5 * len(odd) >= len(words):
        name = "VNI" if sum(bool(_VNI.search(word)) for word in odd) * 2 > len(odd) else "TCVN3"
        yield Note("CCHC514", 1 + text.count("\n", 0, text.index(odd[0])), f"{name}\n{odd[0][:40]}")


def hashes(sketch: str) -> list[str]:
    """Return the hashes of a sketch."""
    return [sketch[start : start + 8] for start in range(0, len(sketch), 8)]


def _sketch(seen: str) -> str:
    """Return the smallest hashes of the text's sentences: a sample that is the same for the same sentences."""
    sentences = {" ".join(sentence.split()) for sentence in _SENTENCE.findall(seen.casefold())}
    if len(sentences) < _ENOUGH_TO_COMPARE:
        return ""
    return "".join(f"{hash_:08x}" for hash_ in sorted(zlib.crc32(item.encode()) for item in sentences)[:SKETCH])


def opening(body: str, length: int) -> str:
    """Return the beginning of a Markdown text without its marks, cut at a word."""
    for block in re.split(r"\n\s*\n", body):
        text = block[: 20 * length].strip()
        if not text or text[0] in "#!|<`~[" or text.startswith(("---", "***")):
            continue
        text = re.sub(r"!?\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n^]*\])", r"\1", text)
        text = re.sub(r"\[\^[^\]]*\]|<[^>\n]*>|[*_`]+|^\s*(?:[-+>]|\d+\.)\s+", "", text, flags=re.MULTILINE)
        text = " ".join(html.unescape(text).split())
        if text:
            return text if len(text) <= length else text[:length].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
    return ""
