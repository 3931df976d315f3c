"""Numbers of documents (118/2025/NĐ-CP) in the HTML of a body, marked when it is converted.

Which documents are registered is not known to a converted text, which is kept from one build to the next. So each
number is marked in it, as a link to an address that no author can write; `publish.citations` makes of the marks what
a page shows.
"""

import datetime as dt
import re

MARK = "van-ban:"
"""The scheme of a mark; no address with it outlives the sanitiser."""
_SIGN = "[A-ZĐƯ][A-Za-zÀ-ỹ0-9]*"
_OF_STATE = rf"[0-9]{{1,5}}(?:\.[0-9]{{1,2}})?[a-zđ]?/(?:(?:19|20)[0-9]{{2}}/)?{_SIGN}(?:[-&]{_SIGN})*"
_OF_PARTY = rf"[0-9]{{1,5}}[a-zđ]?-{_SIGN}/{_SIGN}(?:-{_SIGN})*"
NUMBER = f"(?:{_OF_STATE}|{_OF_PARTY})"
"""A document's number and symbol: the state's `118/2025/NĐ-CP`, an agency's `163/QĐ-BTP`, the Party's `57-NQ/TW`."""
_TOKEN = re.compile(r'<(/?)([a-z0-9]+)(?:[^>"]|"[^"]*")*>|[^<]+')
CITED = re.compile(
    rf"(?<![\w/.&;-])(?P<number>{NUMBER})(?![\w/&]|-\w)"
    r"(?=(?P<date>,? ngày (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d))?)"
)
"""A number in a text, with the day that follows it; what `day_of` reads."""
_CLOSED = frozenset({"a", "code", "pre", "kbd", "h2", "h3", "h4", "h5", "h6"})
"""No link is put into these."""


def marked(clean: str) -> str:
    """Return sanitised HTML in which the first mention of each document's number is marked."""
    seen: set[str] = set()
    depth = 0
    made: list[str] = []
    for token in _TOKEN.finditer(clean):
        text = token[0]
        if token[2] in _CLOSED:
            depth += -1 if token[1] else 1
        elif "/" in text and not token[2] and not depth:  # each number has one; few texts do
            text = CITED.sub(lambda match: _mark(match, seen), text)
        made.append(text)
    return "".join(made)


def _mark(match: re.Match[str], seen: set[str]) -> str:
    day = day_of(match)
    target = f"{MARK}{match['number']}{f'@{day}' if day else ''}"
    if target in seen:
        return match[0]
    seen.add(target)
    return f'<a href="{target}">{match[0]}</a>'


def day_of(match: re.Match[str]) -> dt.date | None:
    """Return the day that is named with a number; None where none is, or none that there is."""
    if match["date"] is None:
        return None
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
