"""What people read about feedback."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from cchc.locale import Text, say
from cchc.schema.feedback import FeedbackChannel, FeedbackKind, FeedbackMeta
from cchc.schema.words.meaning import Meaning

MEANINGS: Mapping[type[BaseModel], Mapping[str, Meaning]] = {
    FeedbackMeta: {
        "title": Meaning(say("?")),
        "kind": Meaning(say("?")),
        "question": Meaning(say("?")),
        "channel": Meaning(say("?")),
        "received": Meaning(say("?")),
        "forwarded": Meaning(say("?")),
        "due": Meaning(say("?")),
        "answered": Meaning(say("?")),
        "unit": Meaning(say("?")),
        "topic": Meaning(say("?")),
        "procedures": Meaning(say("?")),
        "id": Meaning(say("?")),
        "updated": Meaning(say("?")),
        "ignore": Meaning(say("?")),
    },
}
LABELS: Mapping[type[BaseModel], Mapping[str, Text]] = {
    FeedbackMeta: {
        "title": say("?"),
        "kind": say("?"),
        "question": say("?"),
        "channel": say("?"),
        "received": say("?"),
        "forwarded": say("?"),
        "due": say("?"),
        "answered": say("?"),
        "unit": say("?"),
        "topic": say("?"),
        "procedures": say("?"),
        "id": say("?"),
        "updated": say("?"),
        "ignore": say("?"),
    },
}
VALUES: Mapping[type[StrEnum], Mapping[Any, Text]] = {
    FeedbackKind: {
        FeedbackKind.QUESTION: say("?"),
        FeedbackKind.REPORT: say("?"),
        FeedbackKind.SUGGESTION: say("?"),
    },
    FeedbackChannel: {
        FeedbackChannel.PORTAL: say("?"),
        FeedbackChannel.PHONE: say("?"),
        FeedbackChannel.ZALO: say("?"),
        FeedbackChannel.EMAIL: say("?"),
        FeedbackChannel.POST: say("?"),
        FeedbackChannel.IN_PERSON: say("?"),
        FeedbackChannel.DIALOGUE: say("?"),
    },
}
