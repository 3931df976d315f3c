"""What an article says of itself besides its text: its author, its lead, who sent it, the words below its pictures."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile, zip_longest
from pathlib import Path

from cchc import word
from cchc.intake.titles import as_sentence
from cchc.locale import Text, Translator, say
from cchc.schema import PluginConfig
from cchc.text import slug
from cchc.word import Article
from cchc.word.blocks import Block, Paragraph, Picture, Span, Table, paragraphs

MAX_SUMMARY = 300
_LEAD = 60
"""Letters of the shortest paragraph that is a lead."""
_STATE = "cong-hoa-xa-hoi-chu-nghia-viet-nam"
_HEADS = frozenset(
    {
        *(_STATE, "doc-lap-tu-do-hanh-phuc", "tin", "bai", "tin-bai", "bai-viet"),
        *(
            "tin-tuc",
            "tin-cchc",
            "bai-cchc",
            "tin-bai-cchc",
            "bai-viet-cchc",
            "bai-tuyen-truyen",
            "tin-bai-tuyen-truyen",
        ),
        *("tin-bai-tuyen-truyen-cchc", "bai-tuyen-truyen-cchc", "bai-du-thi", "dang-cong-san-viet-nam"),
        *("tin-bai-cai-cach-hanh-chinh", "bai-tuyen-truyen-cai-cach-hanh-chinh", "tieu-de"),
    }
)
_FORM = re.compile(r"(?:số|kính gửi)\s*[:：].*|.{0,60}ngày\s+\S{1,4}\s+tháng\s+\S{1,4}\s+năm\s+\S{1,5}", re.IGNORECASE)
_TOP = 10
"""Blocks at the beginning that may be a letterhead."""
_AUTHOR = re.compile(
    r"\(?\s*(?:tác giả|người viết|người thực hiện|thực hiện|bài(?: viết)?(?:,? (?:và )?ảnh)?|tin(?:,? (?:bài|ảnh))*)\s*"
    r"[:：]\s*(?P<name>[^()]{2,80}?)\s*\)?\s*\.?",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:[^\W\d_]\S{0,12})(?:\s+[^\W\d_]\S{0,12}){1,5}")
_CAPTION = re.compile(
    r"\(?\s*(?:ảnh|hình|h\.)(?:\s*\d{1,2})?(?:\s+minh họa)?\s*[:：.\-–]\s*(?P<words>.+?)\s*\)?", re.IGNORECASE
)
_MAX_CAPTION = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article, and what was told from its text."""

    article: Article
    """Without the lines that became something else."""
    summary: str
    author: str
    lines: tuple[str, ...]
    """First and last ones, where units write their name."""
    captions: Mapping[int, str]
    """What stands below a picture, by its number."""
    notes: tuple[Text, ...]


def read(file: Path, config: PluginConfig, is_unit: Callable[[str], bool], translate: Translator) -> Reading:
    """Return what a Word file says; raises RefusedError and OSError as `word.article` does."""
    removed: list[str] = []
    lines: list[str] = []
    heads = {slug(text, 0) for text in _offices(config)}

    def prepare(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        said = [line for paragraph in paragraphs(blocks) for line in _lines(paragraph)]
        lines.extend((*said[:6], *said[-5:]))
        head = tuple(takewhile(lambda block: _is_head(block, heads, is_unit), blocks[:_TOP]))
        removed.extend(paragraph.text for paragraph in paragraphs(head))
        return blocks[len(head) :]

    article = word.article(file, translate, prepare)
    notes = (
        [say("Đã bỏ phần đầu văn bản, không phải nội dung bài: {found}.", found=_short(removed))]
        if any(removed)
        else []
    )
    captions = dict(_captions(article.blocks))
    blocks, author = _without_author(article.blocks, is_unit)
    blocks, summary = _without_lead(blocks)
    title = article.title
    if title.isupper() and len(title) > 12:
        title, is_sure = as_sentence(title, [paragraph.text for paragraph in paragraphs(article.blocks)])
        if is_sure:
            notes.append(
                say("Tiêu đề viết hoa toàn bộ đã đổi thành chữ thường theo cách viết trong bài: xem lại tên riêng.")
            )
        else:
            notes.append(
                say("Tiêu đề viết hoa toàn bộ, để nguyên; nên sửa thành chữ thường, ví dụ: {title}", title=title)
            )
            title = article.title
    return Reading(
        article=replace(article, title=title, blocks=blocks),
        summary=summary,
        author=author,
        lines=tuple(lines),
        captions=captions,
        notes=tuple(notes),
    )


def _offices(config: PluginConfig) -> Iterator[str]:
    """Yield how letterheads name the agency, and the one above it."""
    agency = config.agency
    for name in (agency.name, agency.short_name, agency.parent) if agency else ():
        if name:
            yield name
            yield re.sub(r"\bUBND\b", "Ủy ban nhân dân", name)
            yield re.sub(r"\bUBND\b", "Ủy ban nhân dân", name.partition(", ")[0])


def _is_head(block: Block, heads: set[str], is_unit: Callable[[str], bool]) -> bool:
    """Whether a block at the beginning says who writes to whom, and not what."""
    if isinstance(block, Table):
        return any(line == _STATE for part in paragraphs((block,)) for line in map(_slug, _lines(part)))
    if any(isinstance(item, Picture) for item in block.inlines):
        return False
    return all(
        not _slug(line) or _slug(line) in _HEADS | heads or _FORM.fullmatch(line) or is_unit(line)
        for line in _lines(block)
    )


def _lines(paragraph: Paragraph) -> list[str]:
    """Return the lines of a paragraph, each on its own: letterheads break them."""
    said = "".join(item.text for item in paragraph.inlines if isinstance(item, Span))
    return [" ".join(line.split()) for line in said.split("\n") if line.strip()]


def _slug(line: str) -> str:
    return slug(line, 0)


def _short(lines: list[str]) -> str:
    shown = "; ".join(f"«{line}»" for line in dict.fromkeys(lines) if line)
    return shown if len(shown) <= 200 else shown[:199] + "…"


def _captions(blocks: tuple[Block, ...]) -> Iterator[tuple[int, str]]:
    """Yield the number of each picture below which a line tells what it shows, and its words."""
    for block, below in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _captions(cell)
            continue
        found = [item.number for item in block.inlines if isinstance(item, Picture)]
        beside = below if not block.text and isinstance(below, Paragraph) else block
        match = _CAPTION.fullmatch(beside.text[:_MAX_CAPTION]) if len(beside.text) <= _MAX_CAPTION else None
        words = match["words"] if match else ""
        if not words and beside is not block and (beside.is_italic or beside.is_centred) and not beside.heading:
            words = beside.text if len(beside.text) <= _MAX_CAPTION else ""
        if words:
            yield from ((number, words) for number in found)


def _without_author(blocks: tuple[Block, ...], is_unit: Callable[[str], bool]) -> tuple[tuple[Block, ...], str]:
    """Return the blocks without the line at their end that names the author, and the name."""
    said = [place for place, block in enumerate(blocks) if isinstance(block, Paragraph) and block.text][-4:]
    for place in reversed(said):
        block = blocks[place]
        assert isinstance(block, Paragraph)
        if any(not hasattr(item, "text") for item in block.inlines):
            continue
        match = _AUTHOR.fullmatch(block.text)
        name = match["name"] if match else block.text if _is_signature(block) else ""
        if not name or is_unit(name):
            continue
        person, _, unit = name.partition(" - ") if " - " in name else name.partition(" – ")
        if unit and not is_unit(unit):
            person = name
        return (*blocks[:place], *blocks[place + 1 :]), person.strip(" .,;")
    return blocks, ""


def _is_signature(block: Paragraph) -> bool:
    """Whether a line at the right margin is a person's name: two to six words, each with a capital."""
    words = block.text.split()
    return block.is_right and bool(_PERSON.fullmatch(block.text)) and all(part[:1].isupper() for part in words)


def _without_lead(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], str]:
    """Return the blocks without the bold paragraph before the others that sums them up, and its words."""
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph) and not block.text and not block.inlines:
            continue
        below = blocks[place + 1] if place + 1 < len(blocks) else None
        if (
            isinstance(block, Paragraph)
            and block.is_bold
            and not (block.heading or block.label)
            and all(hasattr(item, "text") for item in block.inlines)
            and _LEAD <= len(block.text) <= MAX_SUMMARY
            and "<" not in block.text
            and isinstance(below, Paragraph)
            and below.text
            and not below.is_bold
        ):
            return (*blocks[:place], *blocks[place + 1 :]), block.text
        break
    return blocks, ""
