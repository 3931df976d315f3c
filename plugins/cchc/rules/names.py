"""File and folder names that every system, and every address, can hold."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from cchc.locale import Params
from cchc.model import Place, Severity, Site
from cchc.rules import rule
from cchc.schema import RECORDS
from cchc.text import slug

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_REFUSED = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')


@lru_cache(maxsize=1)
def _own(site: Site) -> tuple[PurePosixPath, ...]:
    """Return the files that editors name: posts, records, what lies beside them."""
    folders = f"{site.config.posts_dir}/", *(f"{site.config.docs_dir}/{kind.folder}/" for kind in RECORDS)
    return tuple(path for path in site.files if str(path).startswith(folders))


@rule(
    "CCHC404",
    Severity.WARNING,
    message="Tên «{found}» có dấu, khoảng trắng hoặc ký hiệu.",
    hint="Đổi tên thành {name}; địa chỉ của bài không đổi theo tên tệp nếu bài có id.",
)
def plain_name(site: Site) -> Iterator[tuple[Place, Params]]:
    """Tên tệp, tên thư mục viết thường, không dấu, nối bằng gạch ngang.

    Vì sao: tên có dấu hiện thành mã %E1%BB… trong địa chỉ, và lưu khác nhau giữa Windows và macOS.

    Sai: `posts/2026/05/Hội nghị CCHC.md`
    Đúng: `posts/2026/05/hoi-nghi-cchc.md`
    """
    for path in _own(site):
        name = path.name
        if not name.isascii() or " " in name:
            stem = slug(path.stem) or "ten-tep"
            yield Place(path), {"found": name, "name": stem + path.suffix.lower()}


@rule(
    "CCHC405",
    Severity.ERROR,
    message="Windows không tạo được tên «{found}», nên người dùng Windows không tải được cả kho bài.",
    hint="Đổi tên tệp hoặc thư mục này, ví dụ {name}.",
)
def reserved_name(site: Site) -> Iterator[tuple[Place, Params]]:
    """Tên tệp dùng được trên Windows.

    Vì sao: một tên như `con.md`, `aux.md` hoặc có dấu hai chấm làm lệnh tải kho bài về máy Windows thất bại.

    Sai: `posts/2026/05/con.md`
    Đúng: `posts/2026/05/con-dau.md`
    """
    sound: set[str] = set()
    told: set[tuple[str, ...]] = set()
    for path in _own(site):
        for depth, part in enumerate(path.parts, 1):
            if part in sound:
                continue
            if not (_RESERVED.fullmatch(part) or _REFUSED.search(part)):
                sound.add(part)
            elif (named := path.parts[:depth]) not in told:  # a folder once, at the first of its files
                told.add(named)
                stem, dot, ending = part.rstrip(". ").partition(".")
                yield Place(path), {"found": part, "name": f"{slug(stem) or 'ten'}-1{dot}{ending}"}


@rule(
    "CCHC406",
    Severity.ERROR,
    message="Tên chỉ khác {other} ở chữ hoa, chữ thường.",
    hint="Đổi tên một trong hai: trên Windows và macOS, tệp này đè tệp kia.",
)
def case_collision(site: Site) -> Iterator[tuple[Place, Params]]:
    """Hai tệp trong một thư mục không trùng tên khi bỏ qua chữ hoa.

    Vì sao: Windows và macOS coi `Bai.md` và `bai.md` là một; tải về thì mất một bài.

    Sai: `Hoi-nghi.md` cạnh `hoi-nghi.md`
    Đúng: `hoi-nghi-lan-1.md` cạnh `hoi-nghi-lan-2.md`
    """
    first: dict[str, PurePosixPath] = {}
    for path in _own(site):
        other = first.setdefault(str(path).casefold(), path)
        if other != path:
            yield Place(path), {"other": str(other)}
