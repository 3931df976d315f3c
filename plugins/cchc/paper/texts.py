"""Texts of records as they can be set in type: in lines and sentences, with letters that the font has."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from cchc.text import normalize

Paragraphs = list[list[str]]
"""Sentences, paragraph by paragraph; what does not fit a leaflet ends with a whole sentence."""

_LETTERS = str.maketrans(
    {
        "\t": " ",
        "\u00ad": None,
        "\u2010": "-",  # the font has no hyphens of their own
        "\u2011": "-",
        # What Word's lists leave behind: letters of its symbol fonts, which no other font has.
        **dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0a8\uf076\uf02a\uf077", "•"),
        **dict.fromkeys("\uf02d\uf0be", "-"),
        **dict.fromkeys("\uf0fc\uf0fe\uf052", "✓"),
        "\uf0e0": "→",
        "\uf0f0": "→",
    }
)
_SENTENCE = re.compile(r"(?<=[.;:!?…])\s+(?=\S)")
_LONGEST = 240
"""Characters of what is cut off as one."""
_RUN = re.compile(r"\S{25,}")
_BREAKS = re.compile(r"([/._&?=,;:@#-])(?=\w)")
_PIECE = 20
_MARKED = re.compile(r"(?:(?:bước|bươc)\s+\d+|[a-zđ]\)|\d+(?:\.\d+)*[.)]|[-+*•–])(?:\s|:|\.|$)", re.IGNORECASE)
UNKNOWN = "■"
"""Stands for a letter that no font here has."""


def clean(text: str) -> str:
    """Return one line of a text in NFC, without what cannot be seen, and with places to break long words at."""
    text = normalize(text).translate(_LETTERS)
    seen = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cc", "Co", "Cn") or char == "\n")
    return _RUN.sub(_breakable, " ".join(seen.split()))


def _breakable(match: re.Match[str]) -> str:
    """Return a long word, such as an address, that may go on in the next line: nothing is to leave the page."""
    return "\u200b".join(
        piece for part in _BREAKS.sub("\\1\u200b", match.group()).split("\u200b") for piece in _pieces(part)
    )


def _pieces(word: str) -> list[str]:
    found, start = [], 0
    for end in range(_PIECE, len(word)):
        if end - start >= _PIECE and not unicodedata.combining(word[end]):
            found.append(word[start:end])
            start = end
    return [*found, word[start:]]


def paragraphs(text: str) -> Paragraphs:
    """Return the lines of a text, each as its sentences."""
    lines = (clean(line) for line in normalize(text).split("\n"))
    return [_sentences(line) for line in lines if line]


def _sentences(line: str) -> list[str]:
    found: list[str] = []
    for sentence in _SENTENCE.split(line):
        words = sentence.split(" ")
        start, length = 0, 0
        for end, word in enumerate(words):
            if length + len(word) > _LONGEST and end > start:
                found.append(" ".join(words[start:end]))
                start, length = end, 0
            length += len(word) + 1
        found.append(" ".join(words[start:]))
    return found


def are_marked(items: Sequence[str]) -> bool:
    """Whether items bring numbers or dashes of their own («Bước 1», «a)», «-»), or there is only one."""
    return len(items) < 2 or any(_MARKED.match(item.strip()) for item in items)


def shortened(text: str, limit: int) -> str:
    """Return a text of so many characters at most, which ends with a whole word."""
    text = clean(text)
    if len(text) <= limit:
        return text
    return text[:limit].rpartition(" ")[0].rstrip(" ,;:.-") + "…"


def printable(text: str) -> str:
    """Return a text of which every letter is in our own font; another becomes a mark."""
    return "".join(char if ord(char) in _font() or char in "\n\u200b" else UNKNOWN for char in text)


@cache
def _font() -> frozenset[int]:
    import io

    from fontTools.ttLib import TTFont  # slow to import, and hardly ever asked

    from cchc.paper.typeset import FACES
    from cchc.publish.fonts import source

    fonts = [TTFont(io.BytesIO(source(face)), lazy=True) for face in FACES]
    return frozenset.intersection(*(frozenset(font.getBestCmap()) for font in fonts))
