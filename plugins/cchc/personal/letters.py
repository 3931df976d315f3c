"""A text in plain letters and digits, in which everything stands where it stands in the text."""

import unicodedata

from cchc.text import normalize

GAP = r"(?:[ .\-_*~`()]{0,3}|[ .\-]{0,2}\n[ \t>]{0,8})"
"""What people write between the digits of one number; a text that is folded into lines may break it once."""


class _Letters(dict[int, int | None]):
    """The plain letter of each character, worked out once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = found = ord(_plain(chr(code)))
        return found


class _Unseen(dict[int, int | None]):
    """None for each character that nobody sees: joiners, soft hyphens, marks that stand apart from their letter."""

    def __missing__(self, code: int) -> int | None:
        self[code] = found = None if unicodedata.category(chr(code)) in ("Cf", "Mn", "Me") else code
        return found


def _plain(char: str) -> str:
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    if char in "đĐðÐ":
        return "d"
    if char == "\n":
        return char
    category = unicodedata.category(char)
    if char.isspace() or category == "Zs":
        return " "
    if category == "Pd" or char == "\u2212":
        return "-"
    if char in "·•∙・":
        return "."
    parts = unicodedata.normalize("NFKD", char.lower())
    first = parts[:1]
    return char if len(parts) > 1 and first.isdigit() else first or char


_LETTERS, _UNSEEN = _Letters(), _Unseen()


def clean(text: str) -> str:
    """Return a text in NFC, without what nobody sees; every line stays where it is."""
    return normalize(text).translate(_UNSEEN)


def plain(readable: str) -> str:
    """Return a clean text in small letters without diacritics, its digits in ASCII; each character keeps its place."""
    return readable.translate(_LETTERS)
