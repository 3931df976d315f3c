"""Reading a Word file into a post: its title, its text as Markdown, its pictures, and what was lost."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cchc import weight
from cchc.locale import Translator, say
from cchc.model import SetupError
from cchc.word.blocks import Block, Inline, Paragraph, Span
from cchc.word.lost import sentences
from cchc.word.markdown import Writer
from cchc.word.package import BROKEN, RefusedError, open_document
from cchc.word.reader import Reader

MAX_TITLE = 120
_FIRST = 8
"""How many paragraphs at the beginning may hold the title, when no style names it."""

_TAG = re.compile(r"<(?=[A-Za-z/!])")  # a title has no markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A Word file, ready to be written as a post."""

    title: str
    """At most 120 characters; empty for a file without words."""
    blocks: tuple[Block, ...]
    notes: tuple[tuple[Paragraph, ...], ...]
    pictures: tuple[tuple[bytes, str], ...]
    """The bytes of each, and the ending of its name."""
    counts: Counter[str]

    def markdown(self, pictures: Sequence[str], translate: Translator) -> str:
        """Return the text, with its pictures under the names they are given."""
        return self._writer(pictures, translate)[0]

    def lost(self, translate: Translator) -> tuple[str, ...]:
        """Return a sentence for each kind of thing that did not come along."""
        _, writer = self._writer([""] * len(self.pictures), translate)
        return tuple(text.render(translate) for text in sentences(self.counts + writer.lost))

    def _writer(self, pictures: Sequence[str], translate: Translator) -> tuple[str, Writer]:
        writer = Writer(pictures, translate("thêm lời mô tả ảnh vào giữa hai dấu ngoặc vuông"))
        return writer.write(self.blocks, self.notes), writer


def read(file: Path, translate: Translator) -> Article:
    """Return what a Word file says.

    Raises SetupError, one sentence, for a file that is no .docx, may do harm, is written in an old encoding or is
    too long for a post; OSError for one that cannot be opened.
    """
    try:
        return article(file, translate)
    except RefusedError as error:
        sentence = say("Tệp {file} {reason}.", file=file.name, reason=error.reason)
        raise SetupError(sentence.render(translate)) from None


def article(
    file: Path,
    translate: Translator,
    prepare: Callable[[tuple[Block, ...]], tuple[Block, ...]] = lambda blocks: blocks,
) -> Article:
    """Return what a Word file says, where `prepare` sees its text before the title is sought.

    Raises RefusedError where `read` raises SetupError.
    """
    reader = Reader(open_document(file))
    try:
        blocks = prepare(reader.read())
    except BROKEN:
        raise RefusedError(say("có chỗ hỏng: mở bằng Word, lưu lại, rồi thử lại")) from None
    _check_encoding(reader)
    title, rest, is_cut = _title(blocks)
    made = Article(
        title=title,
        blocks=rest,
        notes=tuple(reader.notes),
        pictures=tuple(reader.pictures),
        counts=reader.lost + Counter(title=int(is_cut)),
    )
    for _, found in weight.too_heavy(made.markdown([f"{'x' * 80}.png"] * len(made.pictures), translate)):
        raise RefusedError(say("dài hoặc nặng quá mức của một bài ({found}): chia thành nhiều bài", found=found))
    return made


def _check_encoding(reader: Reader) -> None:
    """Raise RefusedError for a text that only its old fonts make readable; one in Unicode may name them too."""
    font, letters = max(reader.fonts.items(), key=lambda item: item[1], default=("", 0))
    if letters and not reader.is_unicode:
        name = "VNI" if font.upper().startswith("VNI") else "TCVN3"
        raise RefusedError(
            say(
                "dùng phông {font}, bảng mã {name} cũ, không đọc được trên trang: "
                "chuyển sang Unicode (UniKey: Ctrl+Shift+F6) và phông Times New Roman, rồi thử lại",
                font=font,
                name=name,
            )
        )


def _title(blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...], bool]:
    """Return the title, the blocks without it, and whether it was cut: then its whole stays among them."""
    tops = [(place, block) for place, block in enumerate(blocks) if isinstance(block, Paragraph) and block.text]
    found = next((item for item in tops if item[1].is_title), None)
    for place, block in tops[:_FIRST] if found is None else ():
        if block.heading or block.is_bold or block.is_centred or block.text.isupper():
            found = place, block
            break
    if not tops:
        return "", blocks, False
    place, block = found or tops[0]
    title = _TAG.sub("< ", block.text)
    if len(title) > MAX_TITLE:
        return title[: MAX_TITLE - 1].rsplit(" ", 1)[0][: MAX_TITLE - 1] + "…", blocks, True
    kept: tuple[Inline, ...] = tuple(item for item in block.inlines if not isinstance(item, Span))
    left = (replace(block, inlines=kept, heading=0, label=""),) if kept else ()
    return title, (*blocks[:place], *left, *blocks[place + 1 :]), False
