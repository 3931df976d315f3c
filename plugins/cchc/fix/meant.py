"""What a value was meant to be, where nobody could mean anything else by it."""

import datetime as dt
import re
from collections.abc import Callable

from cchc import problems
from cchc.dates import Moment, Month
from cchc.schema import Names
from cchc.text import fold_ascii, fold_name, slug

QUOTES = " \"'“”„‟‘’"
_DAY_FIRST = re.compile(r"\D*(\d{1,2})\D+(\d{1,2})\D+(\d{4})\D*", re.ASCII)


def day(written: object, month: object, folder: Month | None) -> dt.date | None:
    """Return the day that a date names as Vietnamese people write it, day first.

    None where the month that was written, or the folder of the post, speaks for the other order:
    05/06/2026 in a post of May may be the work of a program that writes the month first.
    """
    text = str(written).strip(QUOTES)
    found = problems.day_meant(text)
    if found is None:
        return None
    match = _DAY_FIRST.fullmatch(fold_ascii(text))
    if match and int(match[1]) <= 12:
        other = Month(int(match[3]), int(match[1]))
        if _speaks_for(other, month, folder) and not _speaks_for(Month.of(found), month, folder):
            return None
    return found


def _speaks_for(meant: Month, month: object, folder: Month | None) -> bool:
    return folder == meant or (month is not None and names(month, meant))


def month_of(date: object, month: object, folder: Month | None) -> Month | None:
    """Return the month of a post's date; None where the month that was written may name another one."""
    text = str(date).strip(QUOTES)
    try:
        found = Month.of(day(date, month, folder) or Moment.parse(text).day)
    except ValueError:
        return None
    return found if month in (None, "") or names(month, found) else None


def names(written: object, month: Month) -> bool:
    """Whether a month, however it was typed, can be this one: every number in it says so, and one is the month."""
    text = fold_ascii(str(written).strip(QUOTES))
    whole = problems.day_meant(text)
    if whole is not None:
        return Month.of(whole) == month
    two = f"{month.number:02d}"
    own = {str(month.number), two, f"{month.year}{two}", f"{two}{month.year}"}
    numbers = re.findall(r"\d+", text)
    return set(numbers) <= {*own, str(month.year)} and not own.isdisjoint(numbers)


def name(vocabulary: Names, written: str) -> str | None:
    """Return the slug that a name stands for: as the schema reads it, or as the only name of the same words.

    Words are the same whatever stands between them; without any marks they are the same as with all of them,
    and a slug may be typed with its marks.
    """
    text = written.strip(QUOTES)
    plain = slug(text, 0)
    return (
        vocabulary.id_of(text)
        or _only(vocabulary, text, _words)
        or (
            _only(vocabulary, text, lambda item: slug(item, 0)) if text.isascii() or plain in vocabulary.items else None
        )
    )


def _only(vocabulary: Names, text: str, folded: Callable[[str], str]) -> str | None:
    wanted = folded(text)
    found = {
        item.id for item in vocabulary.items.values() if any(folded(spelling) == wanted for spelling in item.names)
    }
    return found.pop() if wanted and len(found) == 1 else None


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold_name(text).replace("_", " ")))


def code(written: str) -> str | None:
    """Return the code of a procedure, which some people type with a comma."""
    return problems.code_meant(written.strip(QUOTES))
