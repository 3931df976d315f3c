"""What changes a count: duplicates, and posts that came after their month."""

from collections.abc import Iterator

from cchc.locale import Params
from cchc.model import Place, Severity, Site
from cchc.quota import Reason, counts_by_month
from cchc.rules import rule


@rule(
    "CCHC901",
    Severity.WARNING,
    message="Bài trùng với {original} nên không được tính vào chỉ tiêu.",
    hint="Nếu là hai bài khác nhau, sửa tiêu đề và nội dung cho khác; nếu là một, xóa bài này.",
)
def duplicate_post(site: Site) -> Iterator[tuple[Place, Params]]:
    """Một bài chỉ được tính một lần.

    Vì sao: hai bài cùng tiêu đề, cùng nguồn hoặc cùng nội dung là một bài; bài đăng trước được tính.

    Sai: đăng lại nguyên văn bài tháng trước với ngày mới
    Đúng: viết bài mới, dẫn liên kết tới bài cũ
    """
    for row in counts_by_month(site).values():
        for count in row:
            if count.reason is Reason.DUPLICATE and count.original is not None:
                place = Place(count.post.path, count.post.line_of("title"))
                yield place, {"original": str(count.original.path)}


@rule(
    "CCHC902",
    Severity.WARNING,
    message="Bài ghi tháng {month} nhưng được đưa lên sau khi tháng đó đã hết (đăng bù).",
    hint="Bài vẫn được tính và được ghi «Đăng bù». Nếu gõ nhầm ngày, sửa `date` và `month`.",
)
def late_post(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài được đưa lên trong tháng của nó.

    Vì sao: lịch sử git cho thấy bài xuất hiện sau khi tháng đã khép lại; người chấm điểm có thể hỏi.

    Sai: ngày 5/9 mới đưa lên bài ghi `date: 2026-08-30`
    Đúng: đưa bài lên trong tháng 8
    """
    for row in counts_by_month(site).values():
        for count in row:
            if count.late:
                place = Place(count.post.path, count.post.line_of("date"))
                yield place, {"month": str(count.post.month)}
