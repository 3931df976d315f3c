"""Picture files: that they are pictures, and not too large."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from cchc.links import Kind, resolver
from cchc.locale import Params, say
from cchc.model import Place, Post, Severity, Site
from cchc.pictures import MAX_WHOLE, RASTER
from cchc.rules import rule


def _named(site: Site) -> Iterator[tuple[PurePosixPath, bool]]:
    """Yield each picture that posts and procedures show or offer, once, and whether any shows it."""
    found: dict[PurePosixPath, bool] = {}
    for item in site.records:
        named = [(target, link.is_image) for link, target in resolver(site).links(item)]
        if isinstance(item, Post):
            offered = [(attachment.file, False) for attachment in item.meta.attachments]
            shown = [(item.meta.image.src, True)] if item.meta.image else []
            named += [(resolver(site).resolve(item.path, src), is_shown) for src, is_shown in (*offered, *shown)]
        for target, is_shown in named:
            if target.kind is Kind.FILE and target.path and target.path.suffix.lower() in RASTER:
                found[target.path] = is_shown or found.get(target.path, False)
    yield from sorted(found.items())


@rule(
    "CCHC604",
    Severity.ERROR,
    message="Ảnh không dùng được: {found}.",
    hint="{fix}",
)
def picture_too_large(site: Site) -> Iterator[tuple[Place, Params]]:
    """Ảnh mở được, không quá 20 MB và 40 triệu điểm ảnh (WebP, AVIF: 16 triệu).

    Vì sao: ảnh lớn hơn thế không phải ảnh chụp thường; nó làm kho bài phình ra mãi, vì git giữ mọi phiên bản. Ảnh chụp
    bằng điện thoại thì được: trang tự thu nhỏ và xóa vị trí chụp. Ảnh không dùng được thì trang chỉ hiện lời mô tả.

    Sai: bản quét A0 600 dpi, 90 MB
    Đúng: ảnh rộng 2000 px
    """
    for path, is_shown in _named(site):
        size, cut = site.pictures.measured(path, site.files[path])
        if not size.width:
            fix = say("Mở ảnh bằng một phần mềm xem ảnh rồi lưu lại thành .jpg hoặc .png.")
            yield Place(path), {"found": say("không mở được như một ảnh"), "fix": fix}
        elif not is_shown and size.bytes > MAX_WHOLE:
            found = say("{mb} MB (ảnh đính kèm tối đa 128 MB)", mb=str(-(-size.bytes // 1024**2)))
            yield Place(path), {"found": found, "fix": say("Thu nhỏ ảnh, hoặc đưa lên nơi khác rồi dẫn liên kết tới.")}
        elif cut:
            fix = say("Chép lại ảnh từ máy hoặc điện thoại, rồi mở xem có đủ không trước khi gửi.")
            yield Place(path), {"found": say("tệp bị cụt, thiếu phần cuối"), "fix": fix}
        elif is_shown and size.is_too_large:
            found = say(
                "{mb} MB, {width} × {height} điểm ảnh (tối đa 20 MB, {most} triệu điểm ảnh)",
                mb=str(-(-size.bytes // 1024**2)),
                width=str(size.width),
                height=str(size.height),
                most=str(size.most // 1_000_000),
            )
            fix = say("Thu nhỏ ảnh rồi chép đè, ví dụ bằng Paint: Resize còn 2000 px.")
            yield Place(path), {"found": found, "fix": fix}
