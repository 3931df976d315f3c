"""A draft of each article: its front matter as far as it can be known, its pictures made small, and what it lacks."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from cchc import front_matter, personal, prose, shrink
from cchc.formats.safe import plain
from cchc.front_matter import quoted
from cchc.intake import topics
from cchc.intake.bundles import Bundle
from cchc.intake.reading import Reading
from cchc.intake.result import Left, Made, Missing
from cchc.locale import Text, Translator, say
from cchc.model import SetupError, Site
from cchc.new import post
from cchc.new.files import Draft
from cchc.new.questions import Values, of_kind
from cchc.personal import Allowed, masked
from cchc.personal.patterns import Kind as PersonalKind
from cchc.schema import Line, Summary, Title
from cchc.word import Article
from cchc.word.blocks import Block, Paragraph, Picture, Table

LONGEST = 2_000
"""Pixels of the longer side of a picture that is kept; pages show at most 1,200."""
MAX_PICTURES = 60
_OLDEST = 400
"""Days; a mail said to be older tells no date."""
_IMAGE = re.compile(r"!\[\]\(([^)\n]+)\)")
_PERSONAL = {
    PersonalKind.NATIONAL_ID: say("Có vẻ là số căn cước"),
    PersonalKind.PHONE: say("Có vẻ là số điện thoại riêng"),
    PersonalKind.EMAIL: say("Có vẻ là hộp thư riêng"),
}
_Noted = TypeVar("_Noted", Block, Paragraph)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a draft is made of."""

    bundle: Bundle
    reading: Reading
    unit: str
    unit_by: Text | None
    nearest: str | None
    """The unit that was perhaps meant, where none was told."""
    pictures: tuple[tuple[bytes, str], ...]
    """The loose ones, ready to be kept, with the endings of their names."""


def pictures(found: Iterable[tuple[str, Path]], left: Callable[[Left], None]) -> Iterator[tuple[bytes, str]]:
    """Yield pictures as they are kept, each once; what is none, or too large, is left."""
    seen: set[bytes] = set()
    for name, file in found:
        if len(seen) >= MAX_PICTURES:
            left(Left(name, say("quá nhiều ảnh trong một bài (tối đa {max})", max=str(MAX_PICTURES))))
            continue
        kept = shrink.fitted(file, LONGEST)
        if kept is None:
            reason = say("không mở được như một ảnh, bị cụt, hoặc quá lớn (tối đa 20 MB, 40 triệu điểm ảnh)")
            left(Left(name, reason))
        elif kept[0] not in seen:
            seen.add(kept[0])
            yield kept


def make(
    site: Site, material: Material, taken: Iterable[str], translate: Translator, scratch: Path
) -> tuple[Draft, Made]:
    """Return the files of an article, and what is to be said of them; raises SetupError for a title of no use."""
    reading, bundle = material.reading, material.bundle
    source = plain(str(bundle.text.shown))
    article, broken = _kept(reading.article, scratch)
    captions = _renumbered(reading.captions, reading.article, broken)
    article = _with(article, material.pictures)
    notes = [*reading.article.lost(translate), *(note.render(translate) for note in reading.notes)]
    if broken:
        text = say("Ảnh hỏng hoặc quá lớn trong tệp Word đã bỏ ({n} ảnh): xin lại tệp ảnh.", n=f"{len(broken):02d}")
        notes.append(text.render(translate))
    named = not article.title
    title = article.title or " ".join(bundle.text.shown.stem.replace("_", " ").split())[:120]
    author = _fit(Line, reading.author, translate)
    day = _day(bundle, site.today)
    values: Values = {
        "title": (of_kind(Title, translate("Tiêu đề"), translate)(title),),
        "date": (str(day),),
        "kind": ("bai",),
        "unit": (material.unit,) if material.unit else (),
        "topic": (),
        "summary": _fit(Summary, reading.summary, translate),
        "author": author,
    }
    topic = topics.suggested(title, site.config.plugin)
    from_ = say(
        "Nhận từ {source} (sha256:{mark}); giữ dòng này để không nhận trùng.",
        source=source[-150:],
        mark=bundle.text.mark,
    )
    hints = {"title": from_.render(translate)}
    if topic:
        hints["topic"] = say("Gợi ý theo tiêu đề: {fix}", fix=f"topic: {topic}").render(translate)
    draft = post.draft(site, values, translate, article, taken=set(taken), hints=hints)
    if draft.path.parts[: len(site.config.posts_dir.parts)] != site.config.posts_dir.parts:
        raise SetupError(str(draft.path))
    missing = [*_missing(draft, material.nearest, topic, captions, has_author=bool(author), is_named=named)]
    made = Made(
        path=draft.path,
        source=source,
        title=values["title"][0],
        date=str(day),
        unit=material.unit,
        unit_by=material.unit_by,
        pictures=tuple(path for path, _ in draft.pictures),
        missing=tuple(sorted(missing, key=lambda item: item.line)),
        notes=tuple(notes),
        personal=tuple(_personal(draft.text, site)),
    )
    return draft, made


def is_legacy(text: str) -> bool:
    """Whether a text is one of the old encodings (TCVN3, VNI), whatever its font is called."""
    return any(note.code == "CCHC514" for note in prose.read("", text, 1).notes)


def _fit(kind: object, text: str, translate: Translator) -> tuple[str, ...]:
    """Return a value that front matter takes; none where it would not."""
    try:
        return (of_kind(kind, "", translate)(text),) if text else ()
    except SetupError:
        return ()


def _day(bundle: Bundle, today: dt.date) -> dt.date:
    """Return the day of the mail, where that can be true."""
    day = bundle.mail.day if bundle.mail else None
    return day if day and today - dt.timedelta(_OLDEST) <= day <= today else today


# ------------------------------------------------------------------- pictures


def _kept(article: Article, scratch: Path) -> tuple[Article, set[int]]:
    """Return an article with its pictures as they are kept, and the numbers of those that could not be."""
    kept: dict[int, tuple[bytes, str]] = {}
    for number, (content, ending) in enumerate(article.pictures[:MAX_PICTURES]):
        file = scratch / f"word{ending}"
        file.write_bytes(content)
        fitted = shrink.fitted(file, LONGEST)
        file.unlink()
        if fitted:
            kept[number] = fitted
    broken = set(range(len(article.pictures))) - set(kept)
    places = {number: place for place, number in enumerate(kept)}
    blocks = tuple(_mapped(block, places) for block in article.blocks)
    notes = tuple(tuple(_mapped(paragraph, places) for paragraph in note) for note in article.notes)
    return replace(article, blocks=blocks, notes=notes, pictures=tuple(kept.values())), broken


def _mapped(block: _Noted, places: Mapping[int, int]) -> _Noted:
    """Return a block whose pictures have other numbers; those without one are gone."""
    if isinstance(block, Table):
        rows = tuple(tuple(tuple(_mapped(part, places) for part in cell) for cell in row) for row in block.rows)
        return Table(rows)
    inlines = tuple(
        replace(item, number=places[item.number]) if isinstance(item, Picture) else item
        for item in block.inlines
        if not isinstance(item, Picture) or item.number in places
    )
    return replace(block, inlines=inlines)


def _renumbered(captions: Mapping[int, str], article: Article, broken: set[int]) -> dict[int, str]:
    kept = [number for number in range(len(article.pictures)) if number not in broken]
    return {place: captions[number] for place, number in enumerate(kept) if number in captions}


def _with(article: Article, loose: tuple[tuple[bytes, str], ...]) -> Article:
    """Return an article with more pictures at its end; those that it has already are no more."""
    more = [picture for picture in loose if picture not in article.pictures]
    first = len(article.pictures)
    shown = tuple(Paragraph(inlines=(Picture(first + place, ""),)) for place in range(len(more)))
    return replace(article, blocks=(*article.blocks, *shown), pictures=(*article.pictures, *more))


# ------------------------------------------------------------------- what is to be said


def _missing(
    draft: Draft,
    nearest: str | None,
    topic: str | None,
    captions: Mapping[int, str],
    *,
    has_author: bool,
    is_named: bool,
) -> Iterator[Missing]:
    """Yield what a person has to add, with the line to paste."""
    lines = draft.text.split("\n")
    at = {line.partition(":")[0]: number for number, line in reversed([*enumerate(lines, 1)]) if line[:1].isalpha()}
    values = front_matter.read(draft.text).values
    if is_named:
        what = say("tệp Word không có dòng chữ nào làm tiêu đề; đang lấy tên tệp")
        yield Missing(key="title", line=at["title"], what=what, paste='title: "Tên bài viết"', is_required=False)
    if not values.get("unit"):
        what = say("không rõ đơn vị: chọn một mã trong danh sách ở trên dòng này")
        yield Missing(key="unit", line=at["unit"], what=what, paste=f"unit: {nearest or '…'}")
    what = say("nội dung CCHC: chọn một mã trong danh sách ở trên dòng này")
    if topic:
        what = say("nội dung CCHC: theo tiêu đề thì có thể là")
    yield Missing(key="topic", line=at["topic"], what=what, paste=f"topic: {topic or '…'}")
    if not values.get("summary"):
        example = "Một, hai câu nói người đọc sẽ biết được gì"
        paste = f"summary: {quoted(example)}"
        yield Missing(key="summary", line=at["summary"], what=say("tóm tắt"), paste=paste, is_required=False)
    if not has_author:
        what = say("tên người viết, nếu ghi: thêm dòng này phía trên")
        yield Missing(key="author", line=at["status"], what=what, paste='author: "…"', is_required=False)
    numbers = {path.name: number for number, (path, _) in enumerate(draft.pictures)}
    for number, line in enumerate(lines, 1):
        for match in _IMAGE.finditer(line):
            words = captions.get(numbers.get(match[1], -1), "")
            what = say("lời mô tả ảnh, cho người không nhìn thấy ảnh")
            if words:
                what = say("lời mô tả ảnh, cho người không nhìn thấy ảnh; dưới ảnh có ghi")
            alt = re.sub(r"[\[\]\\]", "", words) or "mô tả điều nhìn thấy trong ảnh"
            yield Missing(key="alt", line=number, what=what, paste=f"![{alt}]({match[1]})")


def _personal(written: str, site: Site) -> Iterator[tuple[int, Text]]:
    """Yield the lines that seem to hold what identifies a citizen; none of it is said in full."""
    for item in personal.find(written, Allowed.of(site.config.plugin)):
        if item.kind in _PERSONAL:
            what, found = _PERSONAL[item.kind], masked(item.text)
            text = say("{what}: {found}. Xóa, hoặc thay bằng số, hộp thư của cơ quan.", what=what, found=found)
            yield item.line + 1, text
