"""The register of documents: which one a number names, what each did to others, and what is in force on a day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from cchc.model import Site
from cchc.records import Document
from cchc.schema.documents import number_key


class Effect(StrEnum):
    """Whether a document is in force; derived, never written."""

    PENDING = "pending"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    """Neither its date nor the day it takes effect is known."""


class Register:
    """Knows every document of a site by its number, and how they relate."""

    def __init__(self, site: Site) -> None:
        self._today = site.today
        self._by_id = {document.id: document for document in site.documents}
        self._by_number: dict[str, list[Document]] = defaultdict(list)
        for document in site.documents:
            if document.meta.number:
                self._by_number[number_key(document.meta.number)].append(document)
        self._replacing = self._related(site.documents, "replaces")
        self._amending = self._related(site.documents, "amends")

    def find(self, number: str, day: dt.date | None = None) -> Document | None:
        """Return the document that a number names, or an address's last part; None where that is not certain.

        Agencies count anew each year: two documents of one number are told apart by their day, where it is known.
        """
        if not self._by_id:
            return None
        named = self._by_number.get(number_key(number)) or ()
        found = [item for item in named if not (day and item.meta.date) or item.meta.date == day]
        if len(found) == 1:
            return found[0]
        return None if named else self._by_id.get(number)

    def replacing(self, document: Document) -> Sequence[Document]:
        """Return the documents that say they replace this one."""
        return self._replacing.get(document.id, ())

    def amending(self, document: Document) -> Sequence[Document]:
        """Return the documents that say they amend this one."""
        return self._amending.get(document.id, ())

    def ended(self, document: Document) -> dt.date | None:
        """Return the first day on which a document is no longer in force: its own word, else what replaced it."""
        days = (item.since for item in self.replacing(document))
        return document.meta.expires or min((day for day in days if day), default=None)

    def effect(self, document: Document) -> Effect:
        """Return whether a document is in force today."""
        ended = self.ended(document)
        if ended and ended <= self._today:
            return Effect.EXPIRED
        if document.since is None:
            return Effect.UNKNOWN
        return Effect.PENDING if document.since > self._today else Effect.IN_FORCE

    def _related(self, documents: Sequence[Document], relation: str) -> Mapping[str, list[Document]]:
        found: dict[str, list[Document]] = defaultdict(list)
        for document in documents:
            for number in getattr(document.meta, relation):
                other = self.find(number)
                if other and other is not document:
                    found[other.id].append(document)
        return found


@lru_cache(maxsize=1)
def register(site: Site) -> Register:
    """Return the register of a site, which rules and pages share."""
    return Register(site)
