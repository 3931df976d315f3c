"""The words of a text as the search writes them; `assets/search.js` has the same in the browser.

`cchc.publish.search` tells the format that they are part of.
"""

import re
import unicodedata
from functools import lru_cache

STOP = "và của các những là được với để khi tại này đó từ có thì mà hoặc như đã sẽ"
"""Words that nearly every text has; no letters of theirs with other marks are passed over."""
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
FNV_PRIME = 0x01000193
_UNUSUAL = re.compile("[^\x00-\u02ff\u1e00-\u1eff\u2000-\u206f\u20ab\u2190-\u22ff]")


def words(text: str) -> list[str]:
    """Return the words of a text, in order, with their marks behind them."""
    return [marked(word) for word in spelled(text)]


def spelled(text: str) -> list[str]:
    """Return the words of a text, in order, as they are typed in lower case."""
    return _WORD.findall(_SO.sub("", _plain(text)))


def folded(text: str) -> list[str]:
    """Return the letters of all words of a text, as its address has them."""
    return [_letters(word) for word in _WORD.findall(_plain(text))]


@lru_cache(maxsize=4096)
def _letters(word: str) -> str:
    return fold(marked(word))


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


def head(word: str, letters: int) -> str:
    """Return how the letters of a word begin, as far as its shard depends on them."""
    if word[:1].isdigit():
        return word[:4]
    return word[: letters + (letters == 1 and word[0] in _CROWDED)]


def fnv1a(key: str) -> int:
    """Return the 32 bits of FNV-1a of a text's UTF-16."""
    found = 0x811C9DC5
    for unit in memoryview(key.encode("utf-16-le")).cast("H"):
        found = (found ^ unit) * FNV_PRIME & 0xFFFFFFFF
    return found
