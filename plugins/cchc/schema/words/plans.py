"""What people read about plans, tasks and targets."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from cchc.locale import Text, say
from cchc.schema.plans import PlanMeta, Task, TaskStatus
from cchc.schema.words.meaning import Meaning

MEANINGS: Mapping[type[BaseModel], Mapping[str, Meaning]] = {
    PlanMeta: {
        "title": Meaning(say("?")),
        "year": Meaning(say("?")),
        "number": Meaning(say("?")),
        "date": Meaning(say("?")),
        "theme": Meaning(say("?")),
        "audiences": Meaning(say("?")),
        "tasks": Meaning(say("?")),
        "updated": Meaning(say("?")),
        "ignore": Meaning(say("?")),
    },
    Task: {
        "id": Meaning(say("?")),
        "name": Meaning(say("?")),
        "lead_units": Meaning(say("?")),
        "supporting_units": Meaning(say("?")),
        "due": Meaning(say("?")),
        "product": Meaning(say("?")),
        "status": Meaning(say("?")),
        "done_on": Meaning(say("?")),
        "evidence": Meaning(say("?")),
    },
}
LABELS: Mapping[type[BaseModel], Mapping[str, Text]] = {
    PlanMeta: {
        "title": say("?"),
        "year": say("?"),
        "number": say("?"),
        "date": say("?"),
        "theme": say("?"),
        "audiences": say("?"),
        "tasks": say("?"),
        "updated": say("?"),
        "ignore": say("?"),
    },
    Task: {
        "id": say("?"),
        "name": say("?"),
        "lead_units": say("?"),
        "supporting_units": say("?"),
        "due": say("?"),
        "product": say("?"),
        "status": say("?"),
        "done_on": say("?"),
        "evidence": say("?"),
    },
}
VALUES: Mapping[type[StrEnum], Mapping[Any, Text]] = {
    TaskStatus: {
        TaskStatus.NOT_STARTED: say("?"),
        TaskStatus.IN_PROGRESS: say("?"),
        TaskStatus.DONE: say("?"),
        TaskStatus.CANCELLED: say("?"),
    },
}
