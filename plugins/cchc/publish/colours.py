"""The site's colours, for what is drawn: those that its styles name."""

import re
from dataclasses import dataclass
from pathlib import Path

from cchc.model import Config

Colour = tuple[int, int, int]
_TOKENS = Path(__file__).parent.parent / "assets" / "tokens.css"
_OWN = "assets/extra.css"
"""Where an agency sets its own colours, below its theme folder."""
_NAMED = re.compile(
    r"(?:\.cchc-t(\d+)\s*\{\s*)?--(cchc-primary|cchc-accent|topic)\s*:\s*#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b"
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of an agency on a light ground."""

    primary: Colour
    accent: Colour
    topics: tuple[Colour, ...]
    """By the number of a topic's colour, less one."""

    def topic(self, number: int) -> Colour:
        """Return the colour of a topic by its number."""
        return self.topics[(number - 1) % len(self.topics)]


def colours(config: Config) -> Colours:
    """Return the colours of the site's styles, with those that the agency set for itself."""
    found = _named(_TOKENS.read_text("utf-8"))
    own = config.overrides / _OWN if config.overrides else None
    if own and own.is_file():
        found |= _named(own.read_text("utf-8", "replace"))
    numbers = sorted(int(name) for name in found if name.isdigit())
    return Colours(found["cchc-primary"], found["cchc-accent"], tuple(found[str(number)] for number in numbers))


def _named(css: str) -> dict[str, Colour]:
    """Return the first colour of each name: light comes before dark."""
    found: dict[str, Colour] = {}
    for match in _NAMED.finditer(_COMMENT.sub("", css)):
        number, name, digits = match.groups()
        found.setdefault(number or name, _colour(digits))
    return found


def _colour(digits: str) -> Colour:
    whole = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    return int(whole[:2], 16), int(whole[2:4], 16), int(whole[4:], 16)


def mix(colour: Colour, ground: Colour, share: float) -> Colour:
    """Return a colour laid over a ground, of which it hides a share."""
    red, green, blue = (round(one * share + other * (1 - share)) for one, other in zip(colour, ground, strict=True))
    return red, green, blue


def hexadecimal(colour: Colour) -> str:
    """Return a colour as CSS writes it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
