"""What is said of one key of front matter."""

from dataclasses import dataclass

from cchc.locale import Text


@dataclass(frozen=True, slots=True)
class Meaning:
    """One key: what it is for, and a value as it is typed after the colon."""

    what: Text
    example: str = ""
    """YAML on one line; empty where the agency's own configuration gives one."""
