"""What templates do to a value."""

import re

from markupsafe import Markup, escape

_NUMBER = re.compile(r"\+?\d[\d .()-]{5,}\d|\b1\d{3,4}\b")


def phone(text: str) -> Markup:
    """Return the words, with each telephone number in them a link that dials it; short ones such as 1022 too."""

    def link(match: re.Match[str]) -> str:
        digits = re.sub(r"[^+\d]", "", match[0])
        return f'<a href="tel:{digits}">{match[0]}</a>'

    return Markup(_NUMBER.sub(link, str(escape(text))))  # noqa: S704 (escaped first; what is matched needs none)
