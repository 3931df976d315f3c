"""What changes a count: duplicates, and posts that came after their month."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain

from cchc.locale import Params
from cchc.model import Place, Post, Severity, Site
from cchc.prose import hashes
from cchc.quota import Reason, counts_by_month
from cchc.rules import rule
from cchc.schema import Origin, Status

_NEARLY = 2 / 3
"""This part of its sentences in another post, and a post is nearly the same."""
_LATEST = 20
"""Of the posts that share a phrase, how many are compared: a formula that all of them use tells nothing."""


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


@rule(
    "CCHC903",
    Severity.WARNING,
    message="Bài được chuyển từ tháng {before} sang tháng {month} sau khi tháng {before} đã hết.",
    hint="Tháng {before} bớt một tin, bài so với số đã báo cáo; nếu không cố ý, trả lại `date` cũ.",
)
def left_its_month(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài đã đăng không chuyển sang tháng khác sau khi tháng cũ đã hết.

    Vì sao: số liệu của tháng đã hết có thể đã vào báo cáo.

    Sai: sang tháng 9 mới sửa `date` của một bài tháng 7 thành tháng 8
    Đúng: giữ `date`; ghi ngày sửa vào `updated`
    """
    for post in site.posts:
        before = site.history.left.get(post.path)
        if before is not None and before != post.month:
            yield Place(post.path, post.line_of("date")), {"before": str(before), "month": str(post.month)}


@rule(
    "CCHC904",
    Severity.WARNING,
    message="Nội dung gần giống {other}.",
    hint="Nếu là một việc, gộp vào bài đã có và ghi `updated`; nếu là hai việc, viết rõ chỗ khác nhau.",
)
def nearly_the_same(site: Site) -> Iterator[tuple[Place, Params]]:
    """Hai bài nói hai việc khác nhau.

    Vì sao: chép bài cũ rồi sửa vài chữ không thành một tin mới; bài giống hệt thì không được tính.

    Sai: bài hội nghị tháng 6 chép lại bài hội nghị tháng 5, chỉ đổi ngày
    Đúng: nêu kết quả riêng của từng hội nghị
    """
    compared = {
        post.id: hashes(post.sketch)
        for post in site.posts
        if post.meta.status is Status.PUBLISHED and post.meta.origin is not Origin.TRANSLATION
    }
    often = {phrase for phrase, count in Counter(chain.from_iterable(compared.values())).items() if count > 1}
    known: dict[str, list[Post]] = defaultdict(list)
    for post in site.posts:
        phrases = compared.get(post.id, [])
        repeated = often.intersection(phrases)
        shared = Counter(other.id for phrase in repeated for other in known[phrase][-_LATEST:])
        near, count = shared.most_common(1)[0] if shared else ("", 0)
        if count and count >= _NEARLY * len(phrases):
            other = next(item for phrase in repeated for item in known[phrase] if item.id == near)
            if other.body_mark != post.body_mark and other.meta.lang == post.meta.lang:
                yield Place(post.path, post.line_of("title")), {"other": str(other.path)}
        for phrase in repeated:
            known[phrase].append(post)


@rule(
    "CCHC905",
    Severity.WARNING,
    message="Bài này từng là «{before}»: một bài đã đăng được viết đè thành bài khác.",
    hint="Trả lại bài cũ (git), rồi viết bài mới vào một tệp mới: cchc new post",
)
def written_over(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài mới là một tệp mới.

    Vì sao: mở bài cũ ra sửa thành bài mới thì bài cũ biến mất khỏi trang và khỏi số liệu của tháng ấy.

    Sai: mở tệp tháng trước, thay tiêu đề và nội dung
    Đúng: `cchc new post`, hoặc tạo tệp mới trong thư mục của tháng này
    """
    for post in site.posts:
        before = site.history.written_over.get(post.path)
        if before is not None:
            yield Place(post.path, post.line_of("title")), {"before": before}
