"""What people read about indices."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from cchc.locale import Text, say
from cchc.schema.indicators import IndexName, IndicatorMeta, IndicatorYear
from cchc.schema.words.meaning import Meaning

MEANINGS: Mapping[type[BaseModel], Mapping[str, Meaning]] = {
    IndicatorMeta: {
        "name": Meaning(say("?")),
        "index": Meaning(say("?")),
        "years": Meaning(say("?")),
        "id": Meaning(say("?")),
        "updated": Meaning(say("?")),
        "ignore": Meaning(say("?")),
    },
    IndicatorYear: {
        "year": Meaning(say("?")),
        "score": Meaning(say("?")),
        "rank": Meaning(say("?")),
        "source": Meaning(say("?")),
        "url": Meaning(say("?")),
    },
}
LABELS: Mapping[type[BaseModel], Mapping[str, Text]] = {
    IndicatorMeta: {
        "name": say("?"),
        "index": say("?"),
        "years": say("?"),
        "id": say("?"),
        "updated": say("?"),
        "ignore": say("?"),
    },
    IndicatorYear: {
        "year": say("?"),
        "score": say("?"),
        "rank": say("?"),
        "source": say("?"),
        "url": say("?"),
    },
}
VALUES: Mapping[type[StrEnum], Mapping[Any, Text]] = {
    IndexName: {
        IndexName.PAR_INDEX: say("?"),
        IndexName.SIPAS: say("?"),
        IndexName.PAPI: say("?"),
        IndexName.PCI: say("?"),
        IndexName.DDCI: say("?"),
        IndexName.DTI: say("?"),
        IndexName.POPI: say("?"),
        IndexName.OTHER: say("?"),
    },
}
