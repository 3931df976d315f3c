"""What an agency publishes about itself: its own numbers, mailboxes and addresses are no personal data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from cchc.personal.letters import GAP, clean, plain
from cchc.schema import PluginConfig

HIDDEN = "\x01"
"""Stands for each character of what is not looked at."""
_NUMBER = re.compile(rf"(?:\+|\b)\d(?:{GAP}\d){{5,14}}")
_ENOUGH = 8
"""Digits that only one number has; fewer stand in many numbers."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """Numbers and texts that anybody may write."""

    numbers: frozenset[str] = frozenset()
    """Digits alone, with the 0 of calls within the country."""
    texts: tuple[str, ...] = ()
    """In plain letters, the longest first."""

    @classmethod
    def of(cls, config: PluginConfig) -> Self:
        """Return what mkdocs.yml says of the agency, of where it receives people, and of other public bodies."""
        agency = config.agency
        told: list[str | None] = [*config.feedback.public_contacts]
        if agency:
            told += [agency.phone, agency.hotline, agency.email, agency.address]
            told += [agency.portal_url, agency.feedback_url, agency.zalo_url]
            for place in agency.receptions:
                told += [place.address, place.phone, place.map_url]
        return cls.saying(filter(None, told))

    @classmethod
    def saying(cls, told: Iterable[str]) -> Self:
        """Return what allows some texts, and the numbers in them however they are written."""
        texts = [plain(clean(text)).strip() for text in told]
        numbers = {at_home(match[0]) for text in texts for match in _NUMBER.finditer(text)}
        return cls(
            frozenset(number for number in numbers if len(number) >= _ENOUGH),
            tuple(sorted({text for text in texts if len(text) > 3}, key=lambda text: (-len(text), text))),
        )

    def hide(self, folded: str) -> str:
        """Return a plain text in which nobody finds what is allowed."""
        for pattern in _patterns(self):
            folded = pattern.sub(lambda match: HIDDEN * len(match[0]), folded)
        return folded


def at_home(number: str) -> str:
    """Return the digits of a telephone number as they are dialled within the country."""
    digits = re.sub(r"\D", "", number)
    return re.sub(r"^(?:00)?84(?=\d{9,10}$)0?", "0", digits)


@lru_cache(maxsize=8)
def _patterns(allowed: Allowed) -> tuple[re.Pattern[str], ...]:
    made = []
    if allowed.texts:
        words = "|".join(map(re.escape, allowed.texts))
        made.append(re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9]|[.\-]?\d)"))
    for number in sorted(allowed.numbers):
        abroad = rf"(?:0|\(?(?:\+|00)?84\)?{GAP})" if number.startswith("0") else number[0]
        digits = GAP.join(("", *number[1:]))
        made.append(re.compile(rf"(?<![\d+]){abroad}{digits}(?!\d)"))
    return tuple(made)
