"""What in a text tells who somebody is: found, shown without its middle, and taken out.

In feedback it is refused (`cchc.load`), for a reply that waits costs less than a number that leaked; in posts
it is a warning (`cchc.rules.personal`). Nothing here reads a site.
"""

import html
import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from cchc.locale import Text, say
from cchc.personal.allowed import Allowed
from cchc.personal.letters import clean, plain
from cchc.personal.naming import named, people
from cchc.personal.patterns import Kind, Span, values

__all__ = ["LABELS", "Allowed", "Found", "Kind", "bare", "find", "find_names", "in_markup", "masked", "without"]

LABELS: dict[Kind, Text] = {
    Kind.NATIONAL_ID: say("số căn cước hoặc giấy tờ tùy thân"),
    Kind.PHONE: say("số điện thoại"),
    Kind.EMAIL: say("địa chỉ thư điện tử"),
    Kind.ADDRESS: say("địa chỉ nhà"),
    Kind.ACCOUNT: say("số tài khoản"),
    Kind.PLATE: say("biển số xe"),
    Kind.BIRTH: say("ngày sinh"),
    Kind.PERSON: say("họ tên kèm nơi ở của một người"),
}
# What stands in the place of what is taken out belongs to the text, whose language is that of the site's authors.
_INSTEAD = {
    Kind.NATIONAL_ID: "(đã bỏ số giấy tờ)",
    Kind.PHONE: "(đã bỏ số điện thoại)",
    Kind.EMAIL: "(đã bỏ địa chỉ thư)",
    Kind.ADDRESS: "(đã bỏ địa chỉ)",
    Kind.ACCOUNT: "(đã bỏ số tài khoản)",
    Kind.PLATE: "(đã bỏ biển số)",
    Kind.BIRTH: "(đã bỏ ngày sinh)",
    Kind.PERSON: "một công dân",
}
_TAG = re.compile(r"<[^<>\n]{0,200}>")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_MARK = re.compile(r"(?<=\w)[*_~`\\]{1,3}(?=\w)")


@dataclass(frozen=True, slots=True)
class Found:
    """One piece of personal data in a text."""

    kind: Kind
    line: int
    """In the text; 0 is the first."""
    text: str
    """As it is written: for `masked` and for tests, never for a message."""


def find(text: str, allowed: Allowed) -> list[Found]:
    """Return the personal data of a text, in the order in which it stands there."""
    readable = clean(text)
    found, line, at = [], 0, 0
    for kind, start, end in _spans(readable, allowed):
        line, at = line + readable.count("\n", at, start), start
        found.append(Found(kind, line, readable[start:end]))
    return found


def find_names(text: str) -> list[Found]:
    """Return the people whom a text names in full, without an office."""
    readable = clean(text)
    return [Found(Kind.PERSON, readable.count("\n", 0, start), readable[start:end]) for start, end in named(readable)]


def without(text: str, allowed: Allowed) -> str:
    """Return a text in which words stand in the place of personal data; every line stays where it is."""
    readable = clean(text)
    parts, kept = [], 0
    for kind, start, end in _spans(readable, allowed):
        lines = readable.count("\n", start, end)
        parts += [readable[kept:start], _INSTEAD[kind], "\n" * lines]
        kept = end
    return "".join((*parts, readable[kept:]))


def in_markup(text: str) -> str:
    """Return the words that a Markdown text may show where its marks, tags and references hide them from a search."""
    return _MARK.sub("", _ESCAPE.sub("", html.unescape(_TAG.sub("", _uncommented(text)))))


def _uncommented(text: str) -> str:
    """Return a text without its comments; one that never ends is none (a pattern would look for each end anew)."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts.append(text[at:start])
        at = end + 3
    return "".join((*parts, text[at:]))


def masked(text: str) -> str:
    """Return a piece of personal data as a message may show it: of a number the ends, of words the first letters."""
    words = " ".join(text.split())
    if "@" in words or sum(char.isdigit() for char in words) * 2 >= len(words):
        return f"{words[:3]}…{words[-2:]}" if len(words) > 7 else f"{words[:1]}…"
    return " ".join(word if len(word) < 2 else f"{word[0]}…" for word in words.split()[:8])


def _spans(readable: str, allowed: Allowed) -> Sequence[Span]:
    """Return where personal data stands, none within another: the longest of those that overlap."""
    folded = allowed.hide(plain(readable))
    found = sorted((*values(readable, folded), *people(readable)), key=lambda span: (span[1] - span[2], span[1]))
    kept: list[Span] = []  # by where they begin, and so by where they end
    for span in found:
        place = bisect(kept, span[1], key=lambda other: other[1])
        is_free = place == 0 or kept[place - 1][2] <= span[1]
        if is_free and (place == len(kept) or span[2] <= kept[place][1]):
            kept.insert(place, span)
    return kept


def bare(text: str) -> str:
    """Return the letters and digits of a text alone: equal where one thing is written in two ways."""
    return "".join(char for char in plain(clean(text)) if char.isalnum())
