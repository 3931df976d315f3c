"""What people read about evidence."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from cchc.locale import Text, say
from cchc.schema.evidence import Evidence
from cchc.schema.words.meaning import Meaning

MEANINGS: Mapping[type[BaseModel], Mapping[str, Meaning]] = {
    Evidence: {
        "post": Meaning(say("?")),
        "document": Meaning(say("?")),
        "event": Meaning(say("?")),
        "activity": Meaning(say("?")),
        "url": Meaning(say("?")),
        "title": Meaning(say("?")),
    },
}
LABELS: Mapping[type[BaseModel], Mapping[str, Text]] = {
    Evidence: {
        "post": say("?"),
        "document": say("?"),
        "event": say("?"),
        "activity": say("?"),
        "url": say("?"),
        "title": say("?"),
    },
}
VALUES: Mapping[type[StrEnum], Mapping[Any, Text]] = {}
