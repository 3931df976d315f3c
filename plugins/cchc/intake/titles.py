"""A title in capitals, written as a sentence, where the text itself shows how each of its words is written."""

import re
from collections import defaultdict
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+")
_BEGIN = re.compile(r"(?:^|[.!?:…]\s+|[\"“«(]\s*|^[-+*•]\s*)\W*$")


def as_sentence(title: str, paragraphs: Iterable[str]) -> tuple[str, bool]:
    """Return a title with the capitals that its text has, and whether every word of it is sure.

    A word beside the word that stands beside it in the title tells more than the word alone: «Hoa» of «Hoa
    Thám» is no flower.
    """
    seen: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for paragraph in paragraphs:
        if paragraph.isupper():
            continue
        words = [
            (match[0], bool(_BEGIN.search(paragraph[max(0, match.start() - 4) : match.start()])))
            for match in _WORD.finditer(paragraph)
        ]
        for place, (word, begins) in enumerate(words):
            if begins and not (len(word) > 1 and word.isupper()):
                continue
            low = word.lower()
            seen[(low,)].add(word)
            if place:
                seen[(words[place - 1][0].lower(), "<", low)].add(word)
            if place + 1 < len(words):
                seen[(low, ">", words[place + 1][0].lower())].add(word)
    matches = list(_WORD.finditer(title))
    title_words = [match[0].lower() for match in matches]
    parts: list[str] = []
    done, is_sure = 0, True
    for place, match in enumerate(matches):
        found = (seen.get((title_words[place - 1], "<", title_words[place]), set()) if place else set()) | (
            seen.get((title_words[place], ">", title_words[place + 1]), set())
            if place + 1 < len(title_words)
            else set()
        ) or seen.get((title_words[place],), set())
        word = next(iter(found)) if len(found) == 1 else title_words[place]
        is_sure = is_sure and (len(found) == 1 or (place == 0 and not found))
        if place == 0:
            word = word[:1].upper() + word[1:]
        parts += [title[done : match.start()], word]
        done = match.end()
    return "".join((*parts, title[done:])), is_sure
