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
_ANY_CASE = {
    change(first): change(second)
    for first, second in _TONE_VARIANTS.items()
    for change in (str.lower, str.capitalize, str.upper)
}
_TONE_IN_ANY_CASE = re.compile("|".join(_ANY_CASE))
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_D = str.maketrans("đð", "dd")  # Icelandic Ð looks like Đ, and old fonts left it in many texts
# Word's line break and other separators: a space keeps the lines of a file what its editor shows.
_SEPARATORS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# Characters that XML 1.0 or YAML cannot hold; Word leaves a few of them in pasted text.
_NOT_XML = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
# Marks that stand apart from their letter, of Vietnamese and of the scripts that pile them up.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0730-\u074a\u07eb-\u07f3"
    "\u0816-\u082d\u0859-\u085b\u0898-\u08ff\u0e38-\u0e4b\u0eb8-\u0ecb\u0f71-\u0f87\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ua8e0-\ua8f1\ufe20-\ufe2f\U0001e000-\U0001e02a"
)
_MANY_MARKS = re.compile(f"([{_MARKS}]{{30}})[{_MARKS}]+")
"""More than any language writes on one letter (Unicode's Stream-Safe Text Format allows 30)."""
_ODD = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff{_MARKS}]")


def normalize(text: str) -> str:
    """Return the text in NFC, with line feeds for line ends, and without characters no page can hold."""
    if _ODD.search(text):
        text = _SEPARATORS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = _NOT_XML.sub("", text)
        text = _MANY_MARKS.sub(r"\1", text)  # putting marks in order takes the square of their number
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


def spelled(text: str) -> str:
    """Return what two texts share when they say the same, typed by two people: white space, dashes, hòa or hoà."""
    plain = _DASHES.sub("-", " ".join(unicodedata.normalize("NFC", text).split()))
    return _TONE_IN_ANY_CASE.sub(lambda match: _ANY_CASE[match.group()], plain)


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
