"""Which pictures belong to which text: those in its folder, its subfolders or an archive beside it, or of its name."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cchc.intake.mails import Mail
from cchc.intake.result import Left, Result
from cchc.intake.tree import PDF, Folder, Item
from cchc.locale import Text, say
from cchc.text import slug

_NUMBER = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")


@dataclass(slots=True)
class Bundle:
    """A text and the pictures sent with it."""

    text: Item
    folders: tuple[str, ...]
    """The names of the folders it lies in, the outermost first."""
    mail: Mail | None
    pictures: list[Item] = field(default_factory=list)


_NO_TEXT = say("ảnh không có bài đi kèm: để ảnh cùng thư mục với tệp Word của bài")
_WHOSE = say("không rõ ảnh của bài nào trong thư mục: đặt tên ảnh theo tên bài, ví dụ «{name} - ảnh 1.jpg»")


def sort(top: Folder, is_unit: Callable[[str], bool], result: Result) -> list[Bundle]:
    """Return the texts of a tree with their pictures; the others are left, in the result."""
    made, loose = _sorted(top, (), top.mail, is_unit, result)
    result.left += [Left(str(picture.shown), _NO_TEXT) for picture in loose]
    return made


def _sorted(
    folder: Folder, names: tuple[str, ...], mail: Mail | None, is_unit: Callable[[str], bool], result: Result
) -> tuple[list[Bundle], list[Item]]:
    """Return the texts in and below a folder, and the pictures that may belong to a text beside it."""
    texts = _once(folder.texts, result)
    if any(item.shown.suffix.lower() != PDF for item in texts):  # a PDF beside a text is no text of its own
        own = [item for item in texts if item.shown.suffix.lower() != PDF]
    else:
        own = texts
    bundles = [Bundle(item, names, mail) for item in own]
    alone = [Bundle(item, names, mail) for item in texts if item not in own]
    below: list[Bundle] = []
    loose = list(folder.pictures)
    for inner in folder.folders:
        name = inner.shown.name
        found, left = _sorted(inner, (*names, name), inner.mail or mail, is_unit, result)
        below += found
        if found or inner.mail or is_unit(name):
            result.left += [Left(str(item.shown), _NO_TEXT) for item in left]
        else:
            loose += left
    if not own:
        return [*alone, *below], loose
    for picture in loose:
        owner = bundles[0] if len(bundles) == 1 else _owner(bundles, picture, folder.shown)
        if owner:
            owner.pictures.append(picture)
        else:
            result.left.append(Left(str(picture.shown), Text(_WHOSE.message, {"name": own[0].shown.stem})))
    return [*bundles, *alone, *below], []


def _once(texts: list[Item], result: Result) -> list[Item]:
    """Return the texts of a folder without copies of each other: mail programs number what is saved twice."""
    kept: dict[str, Item] = {}
    for item in sorted(texts, key=lambda item: (len(item.name), item.name)):
        try:
            first = kept.setdefault(item.mark, item)
        except OSError as error:
            result.left.append(Left(str(item.shown), say("không mở được tệp ({reason})", reason=error.strerror or "")))
            continue
        if first is not item:
            result.passed.append(Left(str(item.shown), say("giống hệt {other}", other=str(first.shown))))
    return [item for item in texts if item in kept.values()]


def _owner(bundles: list[Bundle], picture: Item, folder: PurePosixPath) -> Bundle | None:
    """Return the text whose name stands in a picture's, or in its folder's; None for none, or several."""
    words = _words(" ".join(picture.shown.relative_to(folder).with_suffix("").parts))
    found: dict[int, list[Bundle]] = {}
    for bundle in bundles:
        name = _words(bundle.text.shown.stem)
        if len(name) > 2 and name in words:
            found.setdefault(len(name), []).append(bundle)
    longest = found[max(found)] if found else []
    return longest[0] if len(longest) == 1 else None


def _words(name: str) -> str:
    """Return the words of a name between hyphens; «bai2» is «bai 2»."""
    return f"-{_NUMBER.sub('-', slug(name, 0))}-"
