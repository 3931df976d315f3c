"""Findings that an editor lets stand: only with a reason, and only for as long as there is something to let stand."""

from collections.abc import Iterator

from cchc.locale import Params
from cchc.model import Place, Severity, Site
from cchc.rules import rule, rules


@rule(
    "CCHC107",
    Severity.ERROR,
    message="Bỏ qua {code} mà không nêu lý do, nên chưa có hiệu lực.",
    hint="ignore: {{{code}: lý do giữ nguyên}}",
)
def ignored_without_reason(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mỗi mã trong `ignore` có một lý do.

    Vì sao: người duyệt và người kế nhiệm cần biết vì sao một cảnh báo được bỏ qua.

    Sai: `ignore: {CCHC602: }`
    Đúng: `ignore: {CCHC602: Ảnh trang trí, không mang thông tin}`
    """
    for item in site.records:
        for code, reason in item.meta.ignore.items():
            if not reason:
                yield Place(item.path, item.lines.get("ignore", 1)), {"code": code}


@rule(
    "CCHC108",
    Severity.WARNING,
    message="Bỏ qua {code} nhưng tệp này không có gì thuộc mã ấy.",
    hint="Xóa {code} khỏi dòng ignore.",
)
def nothing_to_ignore(site: Site) -> Iterator[tuple[Place, Params]]:
    """`ignore` chỉ nêu những mã đang có trong tệp.

    Vì sao: dòng bỏ qua còn sót sẽ che một sai sót mới mà không ai thấy.

    Sai: ảnh đã có mô tả mà vẫn còn `ignore: {CCHC602: …}`
    Đúng: xóa dòng `ignore` khi đã sửa xong
    """
    asked = {(item.path, code): item for item in site.records for code in item.meta.ignore}
    known = rules()
    codes = {code for _, code in asked if code in known and code != "CCHC108"}
    found = {(place.path, code) for code in codes for place, _ in known[code].check(site)}
    for (path, code), item in asked.items():
        if (path, code) not in found:
            yield Place(path, item.lines.get("ignore", 1)), {"code": code}
