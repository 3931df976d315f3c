"""Vietnamese text: one spelling for what people type in many ways."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from slugify import slugify

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""In the order of dictionaries: huyền, hỏi, ngã, sắc, nặng."""
# Two placements of one tone mark (hòa/hoà, khỏe/khoẻ, ủy/uỷ); NFC leaves both as they are.
_TONE_VARIANTS = {
    unicodedata.normalize("NFC", first + second + mark): unicodedata.normalize("NFC", first + mark + second)
    for first, second in ("oa", "oe", "uy")
    for mark in _TONES
}
_TONE_VARIANT = re.compile("|".join(_TONE_VARIANTS))
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_D = str.maketrans("đð", "dd")  # Icelandic Ð looks like Đ, and old fonts left it in many texts
# Word's line break and other separators: a space keeps the lines of a file what its editor shows.
_SEPARATORS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# Characters that XML 1.0 or YAML cannot hold; Word leaves a few of them in pasted text.
_NOT_XML = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


# Beyond what any language writes on one letter (Unicode's Stream-Safe Text Format allows 30).
_MANY_MARKS = re.compile("[^\\w\\s\x00-\u02ff]{31,}")


def _fewer_marks(match: re.Match[str]) -> str:
    kept, marks = [], 0
    for char in match[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= 30:
            kept.append(char)
    return "".join(kept)


def normalize(text: str) -> str:
    """Return the text in NFC, with line feeds for line ends, and without characters no page can hold."""
    if _ODD.search(text):
        text = _SEPARATORS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = _NOT_XML.sub("", text)
    text = _MANY_MARKS.sub(_fewer_marks, text)  # putting them in order takes the square of their number
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return what two texts share when a reader would call them the same (NFC, case, white space)."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@lru_cache(maxsize=1024)
def fold_name(text: str) -> str:
    """Fold a name further: any dash is a hyphen, and either tone-mark placement is one spelling."""
    folded = _DASHES.sub("-", fold(text))
    folded = re.sub(r"\s*([-&,.;])\s*", r"\1", folded)
    return _TONE_VARIANT.sub(lambda match: _TONE_VARIANTS[match.group()], folded)


def fold_ascii(text: str) -> str:
    """Fold a text to plain letters, as it is typed without diacritics (đ is d)."""
    parts = unicodedata.normalize("NFD", fold(text).translate(_D))
    return fold("".join(char for char in parts if not unicodedata.combining(char)))


def slug(text: str, max_length: int = 80) -> str:
    """Return the ASCII name for a file or an address; may be empty when nothing is left."""
    return slugify(fold_ascii(text), max_length=max_length, word_boundary=True, save_order=True)


_WordKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]


def sort_key(text: str) -> tuple[_WordKey, ...]:
    """Order names by the Vietnamese alphabet (a ă â b … d đ e ê …), word by word; in a word, tones come last."""
    return tuple(_word_key(word) for word in unicodedata.normalize("NFC", text).casefold().split())


def _word_key(word: str) -> _WordKey:
    letters = []
    tones = []
    for char in word:
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        place = _ALPHABET.find(base) if base else -1
        letters.append((1, place) if place >= 0 else (0, ord(char)))
        tones.append(max(_TONES.find(part) for part in parts) + 1)
    return tuple(letters), tuple(tones)


def nearest(found: str, allowed: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the allowed word that the found one was most likely meant to be."""
    folded = {fold_ascii(word): word for word in allowed}
    close = difflib.get_close_matches(fold_ascii(found), folded, n=1, cutoff=cutoff)
    return folded[close[0]] if close else None
