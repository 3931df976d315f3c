"""Vietnamese text: one spelling for what people type in many ways."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

from slugify import slugify

# Two placements of one tone mark (hòa/hoà, khỏe/khoẻ, ủy/uỷ); NFC leaves both as they are.
_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_TONE_VARIANTS = {
    unicodedata.normalize("NFC", first + second + mark): unicodedata.normalize("NFC", first + mark + second)
    for first, second in ("oa", "oe", "uy")
    for mark in _TONE_MARKS
}
_TONE_VARIANT = re.compile("|".join(_TONE_VARIANTS))
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SPACES = re.compile(r"\s+")
# Characters that XML 1.0 cannot hold; Word leaves a few of them in pasted text.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def normalize(text: str) -> str:
    """Return the text in NFC, with line feeds for line ends, and without characters no page can hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    return unicodedata.normalize("NFC", _NOT_XML.sub("", text))


def fold(text: str) -> str:
    """Return what two texts share when a reader would call them the same (NFC, case, white space)."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).casefold()).strip()


def fold_name(text: str) -> str:
    """Fold a name further: any dash is a hyphen, and either tone-mark placement is one spelling."""
    folded = _DASHES.sub("-", fold(text))
    folded = re.sub(r"\s*([-&,.;])\s*", r"\1", folded)
    return _TONE_VARIANT.sub(lambda match: _TONE_VARIANTS[match.group()], folded)


def fold_ascii(text: str) -> str:
    """Fold a text to plain letters, as it is typed without diacritics (đ is d)."""
    folded = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "".join(char for char in folded if not unicodedata.combining(char))


def slug(text: str, max_length: int = 80) -> str:
    """Return the ASCII name for a file or an address; may be empty when nothing is left."""
    return slugify(fold_ascii(text), max_length=max_length, word_boundary=True, save_order=True)


def sort_key(text: str) -> tuple[tuple[int, int, int], ...]:
    """Order names by the Vietnamese alphabet (a ă â b … d đ e ê …), tone marks last."""
    key = []
    for char in unicodedata.normalize("NFC", text).casefold():
        tone = 0
        base = ""
        for part in unicodedata.normalize("NFD", char):
            if part in _TONE_MARKS:
                tone = 1 + _TONE_MARKS.index(part)
            else:
                base += part
        letter = unicodedata.normalize("NFC", base)
        place = _ALPHABET.find(letter) if letter else -1
        key.append((1, place, tone) if place >= 0 else (0, ord(char), 0))
    return tuple(key)


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"


def nearest(found: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed word that the found one was most likely meant to be."""
    folded = {fold_ascii(word): word for word in allowed}
    close = difflib.get_close_matches(fold_ascii(found), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None
