"""What one cell says: text without the marks of browsers and editors, codes, levels, lists of names."""

import html
import re
from collections.abc import Iterator

import nh3

from cchc.schema import PROCEDURE_CODE, Level
from cchc.text import fold_ascii, normalize

MOST = 200_000
"""Characters of one cell; a spreadsheet holds 32,767 in one, the portal's longest page has 51,526."""
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb]")
# Excel writes what XML cannot hold as _x000D_.
_EXCEL = re.compile(r"_x([0-9A-Fa-f]{4})_")
_KNOWN = (
    "(?:a|b|big|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|s|script|small|span|strong|style|sub|sup|table|tbody|td|th|thead"
    r"|tr|u|ul|o:p)\b"
)
_TAG = re.compile(rf"</?{_KNOWN}[^<>]{{0,2000}}>", re.IGNORECASE)
_NO_TAG = re.compile(rf"<(?!/?{_KNOWN})", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|nbsp|amp|lt|gt|quot|apos|ndash|mdash|ldquo|rdquo|hellip);")
_BREAK = re.compile(r"<(?:br|/?(?:p|div|li|tr|h[1-6]))\b[^<>]{0,2000}>", re.IGNORECASE)
_LIKE_MARKUP = re.compile(r"<(?=[a-zA-Z/!])")
_BLANKS = re.compile(r"[^\S\n]+")
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_NOTHING = frozenset({"", "-", "--", "---", "----", "khong co thong tin", "chua co thong tin", "n/a", "null", "none"})
_NONE_NEEDED = frozenset({"khong", "khong co", "khong yeu cau", "khong quy dinh"})
_LEVELS = (
    (Level.BO, ("bo", "trung uong", "co quan trung uong")),
    (Level.TINH, ("tinh", "thanh pho truc thuoc trung uong")),
    (Level.XA, ("xa", "phuong", "dac khu", "thi tran")),
    (Level.KHAC, ("khac", "co quan khac", "huyen", "quan")),
)
_FEWEST = 3
"""Digits after the point that make a number a code."""
_CODE_LIKE = re.compile(r"([1-9])\s*[.,]\s*(\d{1,6})((?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2,3}|\.H\d{2})?(?:\.\d{2})?)")


def text(value: object) -> str:
    """Return a cell as text: NFC, without markup and invisible marks, blanks as single spaces, lines kept."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        value = int(value)
    written = str(value)[:MOST]
    written = _EXCEL.sub(lambda match: chr(int(match[1], 16)), written)
    if _TAG.search(written) or _ENTITY.search(written):
        written = _without_markup(written)
    written = _INVISIBLE.sub("", _SPACES.sub(" ", normalize(written)))
    lines = (_BLANKS.sub(" ", line).strip() for line in written.split("\n"))
    return _LIKE_MARKUP.sub("< ", re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())


def _without_markup(written: str) -> str:
    if not _TAG.search(written):
        return html.unescape(written)
    # A bare < would take everything after it along.
    tags = _NO_TAG.sub("&lt;", _BREAK.sub("\n", written))
    return html.unescape(nh3.clean(tags, tags=set()))


def line(value: object) -> str:
    """Return a cell on one line."""
    return " ".join(text(value).split())


def said(value: str) -> str:
    """Return a text; nothing where it only says that there is nothing."""
    return "" if fold_ascii(value).strip(" .:;") in _NOTHING else value


def needed(value: str) -> str:
    """Return a text; nothing where it says that nothing is asked for."""
    return "" if fold_ascii(value).strip(" .:;()") in _NOTHING | _NONE_NEEDED else value


def code(value: object) -> tuple[str, bool]:
    """Return a procedure's code, and whether the zeros that a spreadsheet drops had to be put back.

    Empty where it is no code. A number has lost its last zeros for certain; so has a text of a digit, a point and
    fewer than six digits, as a spreadsheet saved as CSV leaves it.
    """
    if isinstance(value, bool):
        return "", False
    if isinstance(value, int):
        return "", False
    if isinstance(value, float):
        written = f"{value:.9f}".rstrip("0")
    else:
        written = "".join(text(value).split()).strip("'\"`.,;:").upper()
    match = _CODE_LIKE.fullmatch(written)
    if match is None:
        return "", False
    short = len(match[2]) < 6
    if short and (match[3] or len(match[2]) < _FEWEST):  # 1.1 is the number of a heading
        return "", False
    found = f"{match[1]}.{match[2]:0<6}{match[3]}"
    return (found, short) if PROCEDURE_CODE.fullmatch(found) else ("", False)


def levels(value: str) -> tuple[Level, ...] | None:
    """Return the levels that a cell names, in their order; None where a word of it is no level."""
    found: set[Level] = set()
    for part in re.split(r"[,;\n/+&]|\bvà\b", value):
        word = re.sub(r"^cap\s+", "", fold_ascii(part).strip(" .-"))
        if not word:
            continue
        level = next((level for level, words in _LEVELS if word in words), None)
        if level is None:
            return None
        found.add(level)
    return tuple(level for level in Level if level in found)


def names(value: str) -> tuple[str, ...]:
    """Return the names of a list as people separate them.

    Where lines or semicolons part them, nothing else does. A comma does only outside brackets and before a capital
    letter: «Cán bộ, công chức, viên chức» is one.
    """
    parted = re.search(r"[\n;]", value)
    parts = re.split(r"[\n;]", value) if parted else _at_commas(value)
    found = (line(part).strip(" ;,.") for part in parts)
    kept = (re.sub(r"^[-+*•]\s*", "", part) for part in found)
    return tuple(dict.fromkeys(part for part in kept if said(part)))


def _at_commas(row: str) -> Iterator[str]:
    depth = start = 0
    for place, char in enumerate(row):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char == "," and depth == 0 and row[place + 1 :].lstrip()[:1].isupper():
            yield row[start:place]
            start = place + 1
    yield row[start:]
