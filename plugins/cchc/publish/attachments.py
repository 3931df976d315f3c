"""What readers are told of a file before they take it: its kind and its size."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal

from cchc.links import Kind, Target
from cchc.locale import Text, say, translator
from cchc.model import Site
from cchc.schema.posts import Attachment

if TYPE_CHECKING:
    from cchc.publish.posts import Cards

_PICTURE = say("Ảnh")
_KINDS: Mapping[str, str | Text] = {
    "pdf": "PDF",
    "doc": "Word",
    "docx": "Word",
    "odt": "Writer (ODT)",
    "xls": "Excel",
    "xlsx": "Excel",
    "ods": "Calc (ODS)",
    "csv": say("Bảng số liệu CSV"),
    "ppt": "PowerPoint",
    "pptx": "PowerPoint",
    "txt": say("Văn bản thuần"),
    "zip": say("Tệp nén ZIP"),
    "mp3": say("Âm thanh MP3"),
    "m4a": say("Âm thanh M4A"),
    "mp4": say("Video MP4"),
    "webm": say("Video WebM"),
    "vtt": say("Phụ đề"),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "webp", "avif", "svg"), _PICTURE),
}


def kind(name: str, language: str) -> str:
    """Return what readers call a file of this name: PDF, Word, Ảnh."""
    ending = PurePosixPath(name).suffix[1:].lower()
    known = _KINDS.get(ending, ending.upper())
    return known.render(translator(language)) if isinstance(known, Text) else known


def size(count: int, language: str) -> str:
    """Return a number of bytes for readers, as Windows counts (1 KB = 1024 bytes): 245 KB, or 1,2 MB."""
    kilobytes = -(-count // 1024)
    if kilobytes < 1000:
        return f"{kilobytes} KB"
    megabytes = count / 1024**2
    pattern = "#,##0.#" if megabytes < 10 else "#,##0"
    return f"{format_decimal(megabytes, pattern, locale=language)} MB"


def bytes_of(site: Site, target: Target) -> int:
    """Return the size of a file that a link leads to; 0 where it has gone since it was found."""
    try:
        return site.files[target.path].stat().st_size if target.path else 0
    except OSError:
        return 0


def attachments(cards: "Cards", path: PurePosixPath, items: Iterable[Attachment]) -> list[dict[str, Any]]:
    """Return those files that are there to be taken along from a post or document."""
    site = cards.site
    return [
        {
            "title": item.title,
            "url": target.url,
            "type": kind(item.file, site.config.language),
            "size": size(bytes_of(site, target), site.config.language),
        }
        for item in items
        if (target := cards.resolver.resolve(path, item.file)).kind is Kind.FILE and cards.images.whole(target)
    ]
