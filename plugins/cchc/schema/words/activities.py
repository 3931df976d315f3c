"""What people read about activities."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from cchc.locale import Text, say
from cchc.schema.activities import ActivityKind, ActivityMeta
from cchc.schema.words.meaning import Meaning

MEANINGS: Mapping[type[BaseModel], Mapping[str, Meaning]] = {
    ActivityMeta: {
        "title": Meaning(say("?")),
        "kind": Meaning(say("?")),
        "date": Meaning(say("?")),
        "end": Meaning(say("?")),
        "unit": Meaning(say("?")),
        "co_units": Meaning(say("?")),
        "topic": Meaning(say("?")),
        "place": Meaning(say("?")),
        "participants": Meaning(say("?")),
        "quantity": Meaning(say("?")),
        "audience": Meaning(say("?")),
        "summary": Meaning(say("?")),
        "evidence": Meaning(say("?")),
        "id": Meaning(say("?")),
        "updated": Meaning(say("?")),
        "ignore": Meaning(say("?")),
    },
}
LABELS: Mapping[type[BaseModel], Mapping[str, Text]] = {
    ActivityMeta: {
        "title": say("?"),
        "kind": say("?"),
        "date": say("?"),
        "end": say("?"),
        "unit": say("?"),
        "co_units": say("?"),
        "topic": say("?"),
        "place": say("?"),
        "participants": say("?"),
        "quantity": say("?"),
        "audience": say("?"),
        "summary": say("?"),
        "evidence": say("?"),
        "id": say("?"),
        "updated": say("?"),
        "ignore": say("?"),
    },
}
VALUES: Mapping[type[StrEnum], Mapping[Any, Text]] = {
    ActivityKind: {
        ActivityKind.CONFERENCE: say("?"),
        ActivityKind.TRAINING: say("?"),
        ActivityKind.DIALOGUE: say("?"),
        ActivityKind.RECEPTION: say("?"),
        ActivityKind.BRIEFING: say("?"),
        ActivityKind.VILLAGE_MEETING: say("?"),
        ActivityKind.RADIO: say("?"),
        ActivityKind.PANEL: say("?"),
        ActivityKind.CONTEST: say("?"),
        ActivityKind.LEAFLET: say("?"),
        ActivityKind.PRESS: say("?"),
        ActivityKind.SOCIAL: say("?"),
        ActivityKind.INTERNAL: say("?"),
        ActivityKind.OTHER: say("?"),
    },
}
