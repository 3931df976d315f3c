"""Text out of a post, made harmless for people's screens; a post may hold any character."""

import json
import re
import unicodedata

LONGEST = 2000
"""Characters of a message that people are shown; with its advice twice as many. GitHub cuts both at 4,096."""
# What JSON may hold as it is, but a terminal obeys (C1 controls) or an editor hides or turns round.
_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)


def plain(text: str) -> str:
    """Return one line that shows every character, cut where it has more than `LONGEST`."""
    seen = visible(text[: LONGEST + 1])  # of a text without end, no more is read
    return seen if len(seen) <= LONGEST else seen[: LONGEST - 1] + "…"


def visible(text: str) -> str:
    """Return one line that shows every character.

    A control character, one that hides, or one that turns the order of letters round (bidi) is written
    out by its code: none reaches a terminal, and all that remain are allowed in XML.
    """
    return text if text.isprintable() else "".join(_seen(char) for char in text)


def _seen(char: str) -> str:
    is_space = unicodedata.category(char) == "Zs"  # pasted from Word: a no-break space is a space
    return char if char.isprintable() or is_space else char.encode("unicode_escape").decode()


def escape_unseen(text: str) -> str:
    """Return JSON of the same value, with what could not be seen in it written out by its code."""
    return _UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], text)
