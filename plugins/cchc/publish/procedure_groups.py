"""Where each procedure is listed: by field, agency, letter and online level. Pure; no page is made here."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from cchc import labels
from cchc.locale import Translator
from cchc.records import Procedure
from cchc.schema import OnlineLevel
from cchc.text import fold_name, slug, sort_key

_PREFIX = re.compile(r"thủ tục(?: hành chính)?[\s:,.–-]+", re.IGNORECASE)
_TELEX = {"Ă": "aw", "Â": "aa", "Đ": "dd", "Ê": "ee", "Ô": "oo", "Ơ": "ow", "Ư": "uw"}
"""Letters of their own, by how they are typed: the part of an address that is theirs."""
OTHER = "#"
"""What stands for names that begin with no letter of the alphabet."""
LEVELS = {
    OnlineLevel.FULL: "toan-trinh",
    OnlineLevel.PARTIAL: "mot-phan",
    OnlineLevel.INFORMATION: "cung-cap-thong-tin",
    OnlineLevel.UNKNOWN: "chua-ro",
}
ALPHABET = "AĂÂBCDĐEÊFGHIJKLMNOÔƠPQRSTUƯVWXYZ"
"""In its order; F, J, W and Z begin foreign words."""


_NAMED = 80
"""Letters of the name of a field or an agency in a row."""


@dataclass(frozen=True, slots=True)
class Group:
    """Procedures that are listed together."""

    slug: str
    """The last part of its address."""
    name: str
    procedures: Sequence[Procedure]


def by_field(procedures: Iterable[Procedure]) -> list[Group]:
    """Return the fields in the order of the alphabet; spellings that readers take for one are one."""
    return _named((item.meta.field, item) for item in procedures)


def by_agency(procedures: Iterable[Procedure]) -> list[Group]:
    """Return the agencies that carry procedures out; a procedure of several is in each."""
    return _named((name, item) for item in procedures for name in item.meta.executing_agencies)


def by_letter(procedures: Iterable[Procedure]) -> list[Group]:
    """Return the letters of the Vietnamese alphabet that names begin with, without the word that most begin with."""
    found: dict[str, list[Procedure]] = defaultdict(list)
    for item in sorted(procedures, key=lambda item: (sort_key(bare(item.meta.name)), item.key)):
        found[letter(item.meta.name)].append(item)
    order = {char: place for place, char in enumerate(ALPHABET)}
    return [
        Group(_TELEX.get(char, char.lower() if char != OTHER else "khac"), char, found[char])
        for char in sorted(found, key=lambda char: order.get(char, len(order)))
    ]


def by_online_level(procedures: Iterable[Procedure], translate: Translator) -> list[Group]:
    """Return the online levels, all four."""
    found: dict[OnlineLevel, list[Procedure]] = defaultdict(list)
    for item in procedures:
        found[item.meta.online_level].append(item)
    return [Group(part, labels.ONLINE[level].render(translate), found[level]) for level, part in LEVELS.items()]


def bare(name: str) -> str:
    """Return the name of a procedure without «Thủ tục», with which nearly all begin."""
    words = _PREFIX.sub("", name, count=1) if _PREFIX.match(name) else name
    return words or name


def letter(name: str) -> str:
    """Return the letter that a name stands under: Đ is not D, nor Ấ an A; # for what begins with none."""
    for char in unicodedata.normalize("NFC", bare(name)).upper():
        if char.isalnum():
            parts = unicodedata.normalize("NFD", char)
            kept = "".join(part for part in parts if part not in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", kept)
            return base if base in ALPHABET else OTHER
    return OTHER


def called(name: str) -> str:
    """Return the name of a field or an agency as rows have room for it."""
    return shorten(name, _NAMED, placeholder="…")


def folded(name: str) -> str:
    """Return what two spellings of a field or an agency share."""
    return fold_name(name)


def _named(pairs: Iterable[tuple[str, Procedure]]) -> list[Group]:
    found: dict[str, dict[str, Procedure]] = defaultdict(dict)
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for name, item in pairs:
        key = folded(name)
        found[key].setdefault(item.key, item)
        spelled[key][name] += 1
    names = {key: min(counts, key=lambda name: (-counts[name], name)) for key, counts in spelled.items()}
    order = sorted(found, key=lambda key: (sort_key(names[key]), key))
    parts = dict(zip(order, _apart(names[key] for key in order), strict=True))
    return [Group(parts[key], names[key], list(found[key].values())) for key in order]


def _apart(names: Iterable[str]) -> Iterator[str]:
    """Yield a part of an address for each name, no two alike: «Thuê» and «Thuế» look the same there."""
    taken: set[str] = set()
    for name in names:
        plain = slug(name) or "khac"
        part, number = plain, 1
        while part in taken or part == "trang":
            number += 1
            part = f"{plain}-{number}"
        taken.add(part)
        yield part


class Directory:
    """Every way in which the procedures of a site that are in use are grouped."""

    def __init__(self, procedures: Sequence[Procedure], translate: Translator) -> None:
        self.procedures = procedures
        self.fields = by_field(procedures)
        self.agencies = by_agency(procedures)
        self.letters = by_letter(procedures)
        self.levels = by_online_level(procedures, translate)
        self.rows: dict[str, dict[str, Any]] = {}
        """What lists show of a procedure, by its key, made once: each is in half a dozen lists."""
        self._fields = {folded(group.name): number for number, group in enumerate(self.fields)}
        self._agencies = {folded(group.name): number for number, group in enumerate(self.agencies)}

    def field(self, name: str) -> int | None:
        """Return the place of a field among the fields; None where only abolished procedures have it."""
        return self._fields.get(folded(name))

    def agency(self, name: str) -> int | None:
        """Return the place of an agency among the agencies; None where only abolished procedures are its."""
        return self._agencies.get(folded(name))
