"""Picture files: that they are pictures, and not too large."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from cchc.links import Kind, resolver
from cchc.locale import Params, say
from cchc.model import Place, Severity, Site
from cchc.pictures import RASTER, size_of
from cchc.rules import rule

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000


def _shown(site: Site) -> Iterator[PurePosixPath]:
    """Yield each picture that posts and procedures show, once."""
    found = {
        target.path
        for item in site.records
        for link, target in resolver(site).links(item)
        if target.kind is Kind.FILE and link.is_image
    }
    for post in site.posts:
        if post.meta.image:
            found.add(resolver(site).resolve(post.path, post.meta.image.src).path)
    yield from sorted(path for path in found if path is not None)


@rule(
    "CCHC604",
    Severity.ERROR,
    message="Ảnh không dùng được: {found}.",
    hint="{fix}",
)
def picture_too_large(site: Site) -> Iterator[tuple[Place, Params]]:
    """Ảnh không quá 20 MB và 40 triệu điểm ảnh.

    Vì sao: ảnh lớn hơn thế không phải ảnh chụp thường; nó làm kho bài phình ra mãi, vì git giữ mọi phiên bản. Ảnh chụp
    bằng điện thoại thì được: trang tự thu nhỏ.

    Sai: bản quét A0 600 dpi, 90 MB
    Đúng: ảnh rộng 2000 px
    """
    for path in _shown(site):
        if path.suffix.lower() not in RASTER:
            continue
        size = size_of(site.files[path])
        if not size.width:
            fix = say("Mở ảnh bằng một phần mềm xem ảnh rồi lưu lại thành .jpg hoặc .png.")
            yield Place(path), {"found": say("không mở được như một ảnh"), "fix": fix}
        elif size.bytes > MAX_BYTES or size.width * size.height > MAX_PIXELS:
            found = say(
                "{mb} MB, {width} × {height} điểm ảnh (tối đa 20 MB, 40 triệu điểm ảnh)",
                mb=str(-(-size.bytes // 1024**2)),
                width=str(size.width),
                height=str(size.height),
            )
            fix = say("Thu nhỏ ảnh rồi chép đè, ví dụ bằng Paint: Resize còn 2000 px.")
            yield Place(path), {"found": found, "fix": fix}
