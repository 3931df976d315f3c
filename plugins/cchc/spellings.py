"""A name in every way it may be typed, as a pattern for tools that cannot fold text themselves."""

import re
import unicodedata
from itertools import pairwise

from cchc.text import fold_name

_DASHES = "[-\u2010\u2011\u2012\u2013\u2014\u2015\u2212]"
_CLOSE = "&,.;"
"""Around these, and around dashes, white space means nothing."""
_SPECIAL = re.compile(r"[\\^$.*+?()\[\]{}|/]")


def pattern(name: str) -> str:
    r"""Return a regular expression for every text that `fold_name` takes for the same name.

    It is read alike by Python and by JavaScript (with the `u` flag, which allows no needless `\`).
    """
    folded = fold_name(name)
    parts: list[str] = []
    skip = False
    for first, second in pairwise(f"{folded}\0"):
        if skip:
            skip = False
            continue
        variant = _other_placement(first, second)
        if variant:
            parts.append(f"({_letter(first)}{_letter(second)}|{_letter(variant[0])}{_letter(variant[1])})")
            skip = True
        elif first == "-":
            parts.append(rf"\s*{_DASHES}\s*")
        elif first in _CLOSE:
            parts.append(rf"\s*{_escaped(first)}\s*")
        else:
            parts.append(r"\s+" if first == " " else _letter(first))
    return "".join(parts)


def _other_placement(first: str, second: str) -> str:
    """Return two letters with the tone mark of the first on the second, where both are one spelling."""
    base, *marks = list(unicodedata.normalize("NFD", first))
    if not marks:
        return ""
    variant = unicodedata.normalize("NFC", base + second + "".join(marks))
    return variant if len(variant) == 2 and fold_name(variant) == first + second else ""


def _letter(char: str) -> str:
    upper = char.upper()
    return f"[{char}{upper}]" if len(upper) == 1 and upper != char else _escaped(char)


def _escaped(char: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", char)
