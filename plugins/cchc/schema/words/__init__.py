"""What people read about the keys and values of the records of the year's duties, a module for each kind.

Of posts, procedures, documents and events `cchc.schema.meaning`, `cchc.labels` and `cchc.publish.form_labels` tell.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from cchc.locale import Text
from cchc.schema.words import activities, evidence, feedback, indicators, plans
from cchc.schema.words.meaning import Meaning

_KINDS = (evidence, activities, feedback, plans, indicators)
MEANINGS: dict[type[BaseModel], Mapping[str, Meaning]] = {k: v for kind in _KINDS for k, v in kind.MEANINGS.items()}
"""What each key is for (`cchc.schema.meaning`)."""
LABELS: dict[type[BaseModel], Mapping[str, Text]] = {k: v for kind in _KINDS for k, v in kind.LABELS.items()}
"""What the editing form calls each key (`cchc.publish.form_labels`)."""
VALUES: dict[type[StrEnum], Mapping[Any, Text]] = {k: v for kind in _KINDS for k, v in kind.VALUES.items()}
"""What each value of an enumeration is called."""
