"""What a Word file says, without how Word says it."""

from collections.abc import Iterator
from dataclasses import dataclass

BULLET = "-"


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one look."""

    text: str
    """A line feed is a line break."""
    bold: bool = False
    italic: bool = False
    raised: str = ""
    """`sup`, `sub` or nothing."""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the text."""

    number: int
    """Its place among the pictures of the file, from 0; one used twice has one number."""
    alt: str


@dataclass(frozen=True, slots=True)
class Note:
    """A mark that leads to a footnote."""

    number: int


Inline = Span | Picture | Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph, heading or list item."""

    inlines: tuple[Inline, ...]
    heading: int = 0
    """1 to 9; 0 for what is no heading."""
    label: str = ""
    """What Word shows before it by itself: a bullet, «1.», «a)», «Điều 2.»."""
    level: int = 0
    """How deep in its list, from 0."""
    is_title: bool = False
    is_centred: bool = False
    is_right: bool = False
    """Whether it stands at the right margin, as signatures do."""

    @property
    def text(self) -> str:
        """The words on one line."""
        return " ".join("".join(item.text for item in self.inlines if isinstance(item, Span)).split())

    @property
    def is_bold(self) -> bool:
        """Whether every word is bold."""
        words = [item for item in self.inlines if isinstance(item, Span) and item.text.strip()]
        return bool(words) and all(item.bold for item in words)

    @property
    def is_italic(self) -> bool:
        """Whether every word is italic."""
        words = [item for item in self.inlines if isinstance(item, Span) and item.text.strip()]
        return bool(words) and all(item.italic for item in words)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells."""

    rows: tuple[tuple[tuple["Block", ...], ...], ...]


Block = Paragraph | Table


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Yield every paragraph, those in tables too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs(cell)
