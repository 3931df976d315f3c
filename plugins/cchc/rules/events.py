"""Events, and the posts that report on them."""

from collections.abc import Iterator

from cchc.locale import Params
from cchc.model import Place, Severity, Site
from cchc.rules import rule


@rule(
    "CCHC861",
    Severity.ERROR,
    message="`post: {found}` không phải địa chỉ của bài nào.",
    hint="Ghi địa chỉ của bài đưa tin, dạng năm/tháng/tên; chưa có bài thì xóa dòng này.",
)
def unknown_report(site: Site) -> Iterator[tuple[Place, Params]]:
    """`post` của sự kiện là địa chỉ của một bài có thật.

    Vì sao: trang sự kiện dẫn người đọc sang bài đưa tin; địa chỉ lạ thì không dẫn được.

    Sai: `post: 2026/12/bai-khong-co`
    Đúng: `post: 2026/12/doi-thoai-ho-kinh-doanh` khi đã có bài ấy
    """
    known = {post.id for post in site.posts}
    for event in site.events:
        if event.meta.post and event.meta.post not in known:
            yield Place(event.path, event.line_of("post")), {"found": event.meta.post}


@rule(
    "CCHC862",
    Severity.WARNING,
    message="`start: {found}` còn cách hôm nay {days} ngày; có thể gõ nhầm năm.",
    hint="Kiểm tra lại năm; sự kiện ở đầu danh sách sắp diễn ra cho tới ngày đó.",
)
def far_event(site: Site) -> Iterator[tuple[Place, Params]]:
    """Sự kiện bắt đầu không quá hai năm sau hôm nay.

    Vì sao: ngày quá xa thường là gõ nhầm năm; người dân ghi sai vào lịch.

    Sai: `start: 2062-12-10 08:00`
    Đúng: `start: 2026-12-10 08:00`
    """
    for event in site.events:
        days = (event.meta.start.day - site.today).days
        if days > 731:
            told = {"found": str(event.meta.start), "days": str(days)}
            yield Place(event.path, event.line_of("start")), told


@rule(
    "CCHC863",
    Severity.WARNING,
    message="Sự kiện chưa có nơi tổ chức và cũng chưa có địa chỉ dự trực tuyến.",
    hint="place: Hội trường UBND xã",
)
def nowhere(site: Site) -> Iterator[tuple[Place, Params]]:
    """Sự kiện sắp diễn ra có `place` hoặc `online`.

    Vì sao: người được mời không biết đến đâu thì không đến.

    Sai: chỉ có tên và giờ
    Đúng: thêm `place: Hội trường UBND xã`
    """
    for event in site.events:
        if not (event.is_over(site.today) or event.meta.place or event.meta.online):
            yield Place(event.path, event.line_of("start")), {}
