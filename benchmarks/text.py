"""Sentences, titles and the parts of a post: grammar enough to look like a post, meaning none."""

from collections.abc import Iterator

from benchmarks.words import Dice, Vocabulary

PROCEDURES_URL = "https://dichvucong.gov.vn/"


class Writer:
    """Writes one text. The same seed and vocabulary give the same words."""

    def __init__(self, vocabulary: Vocabulary, dice: Dice) -> None:
        self.words = vocabulary
        self.dice = dice

    def sentence(self) -> str:
        """Return a sentence of one to three clauses, with its capital and full stop."""
        parts = []
        if self.dice.chance(0.22):
            parts.append(self._opening())
        parts.append(self._clause())
        for _ in range(self.dice.below(3)):
            link = self.dice.pick(self.words.links) + " " if self.dice.chance(0.6) else ""
            parts.append(link + self._clause())
        mark = "?" if self.dice.chance(0.03) else "."
        return capital(", ".join(parts)) + mark

    def short_sentence(self, longest: int) -> str:
        """Return a sentence of at most this many characters."""
        while True:
            sentence = self.sentence()
            if len(sentence) <= longest:
                return sentence

    def title(self) -> str:
        """Return a title of 25 to 100 characters, without a full stop."""
        while True:
            text = f"{self._noun_phrase()} {self._verb_phrase()}"
            if self.dice.chance(0.3):
                text += f": {self._noun_phrase()}"
            elif self.dice.chance(0.4):
                text += f" {self._where()}"
            if 25 <= len(text) <= 100:
                return capital(text)

    def heading(self) -> str:
        """Return the words of a heading."""
        return capital(self._noun_phrase() if self.dice.chance(0.4) else self._verb_phrase())

    def phrase(self) -> str:
        """Return a few words without a verb: the cell of a table, a picture's caption."""
        return capital(self._noun_phrase())

    def paragraph(self) -> str:
        """Return two to four sentences, some with words in bold."""
        sentences = [self.sentence() for _ in range(self.dice.between(2, 4))]
        if self.dice.chance(0.2):
            sentences[0] += f" **{self.phrase()}** {self._verb_phrase()}."
        return " ".join(sentences)

    def items(self) -> str:
        """Return a list: of points or of steps."""
        count = self.dice.between(3, 5)
        numbered = self.dice.chance(0.35)
        lines = (self.short_sentence(110) for _ in range(count))
        return "\n".join(f"{f'{number}.' if numbered else '-'} {line}" for number, line in enumerate(lines, 1))

    def table(self) -> str:
        """Return a table of three columns."""
        rows = [[self.phrase(), self.phrase(), capital(self.dice.pick(self.words.classifiers))]]
        rows += [
            [self.phrase(), self.dice.pick(self.words.adjectives), self._amount()]
            for _ in range(self.dice.between(3, 6))
        ]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "|---|---|---:|", *lines[1:]])

    def body(self, pointers: list[str], picture: str) -> str:
        """Return 300 to 600 words of Markdown that hold each pointer (a link) and the picture, if any, once."""
        target = self.dice.between(290, 470)
        waiting = list(reversed(pointers))
        blocks = [self.paragraph()]
        if picture:
            blocks.append(picture)
        words = _count(blocks)
        inside = False
        while words < target or waiting:
            section = list(self._section(inside=inside))
            inside = True
            section += [self._pointing(waiting.pop()) for _ in waiting[:2]]
            words += _count(section)
            blocks += section
        return "\n\n".join(blocks) + "\n"

    def _section(self, *, inside: bool) -> Iterator[str]:
        yield f"{'###' if inside and self.dice.chance(0.15) else '##'} {self.heading()}"
        yield self.paragraph()
        if self.dice.chance(0.35):
            yield self.items()
        elif self.dice.chance(0.06):
            yield self.table()
        elif self.dice.chance(0.08):
            yield f"> {self.sentence()}"

    def _pointing(self, link: str) -> str:
        if self.dice.chance(0.5):
            return f"{self.short_sentence(120)[:-1]}: {link}."
        return (
            f"{self.phrase()} {self._verb_phrase()}, {self.dice.pick(self.words.links)} {link} {self._verb_phrase()}."
        )

    def _clause(self) -> str:
        where = f" {self._where()}" if self.dice.chance(0.45) else ""
        return f"{self._noun_phrase()} {self._verb_phrase()}{where}"

    def _noun_phrase(self) -> str:
        dice, words = self.dice, self.words
        text = dice.pick(words.abbreviations) if dice.chance(0.08) else dice.pick(words.nouns)
        if dice.chance(0.2):
            text = f"{dice.pick(words.quantifiers)} {text}"
        elif dice.chance(0.15):
            text = f"{self._amount()} {dice.pick(words.classifiers)} {text}"
        if dice.chance(0.2):
            text += f" {dice.pick(words.adjectives)}"
        if dice.chance(0.22):
            text += f" của {dice.pick(words.nouns)}"
        return text

    def _verb_phrase(self) -> str:
        dice, words = self.dice, self.words
        text = dice.pick(words.verbs)
        if dice.chance(0.4):
            text = f"{dice.pick(words.auxiliaries)} {text}"
        return f"{text} {self._noun_phrase()}" if dice.chance(0.8) else text

    def _where(self) -> str:
        dice, words = self.dice, self.words
        if dice.chance(0.2):
            return f"tại {dice.pick(words.place_kinds)} {dice.pick(words.place_names)}"
        if dice.chance(0.12):
            return f"theo Quyết định số {dice.between(1, 4200)}/{dice.pick(words.issuers)}"
        if dice.chance(0.12):
            return f"với ông {dice.pick(words.people)}" if dice.chance(0.5) else f"cùng bà {dice.pick(words.people)}"
        return f"{dice.pick(words.places)} {self._noun_phrase()}"

    def _opening(self) -> str:
        if self.dice.chance(0.5):
            return f"ngày {self.day()}"
        return f"{self.dice.pick(self.words.places)} {self._noun_phrase()}"

    def day(self) -> str:
        """Return a date as people write it: 14/5/2024, 05/02/2024."""
        day, month, year = self.dice.between(1, 28), self.dice.between(1, 12), self.dice.between(2016, 2026)
        return f"{day:02d}/{f'{month:02d}' if month < 3 else month}/{year}"

    def _amount(self) -> str:
        dice = self.dice
        if dice.chance(0.25):
            return f"{dice.between(40, 99)},{dice.between(0, 9)}%"
        if dice.chance(0.15):
            return f"{dice.between(1, 90)}.{dice.below(10)}00"
        return f"{dice.between(1, 400):02d}"


def capital(text: str) -> str:
    """Return the text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def _count(blocks: list[str]) -> int:
    return sum(len(block.split()) for block in blocks)
