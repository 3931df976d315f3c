"""What a post says and shows: its text, pictures and links."""

import re
from collections.abc import Iterator

from cchc.links import Kind, line_of, resolver
from cchc.locale import Params, Text, say
from cchc.mentions import link_meant
from cchc.model import Place, Post, Severity, Site
from cchc.rules import reported, rule
from cchc.schema import Format, Status

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)  # `cchc new` leaves one where the text belongs

_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+(?:vn|com|net|org|gov|edu|info)(?:/\S*)?", re.IGNORECASE)


@rule(
    "CCHC501",
    Severity.ERROR,
    message="Bài chưa có nội dung.",
    hint="Viết nội dung bên dưới dòng --- thứ hai; chưa viết xong thì thêm `status: draft`.",
)
def empty_body(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài đã đăng phải có nội dung.

    Vì sao: một trang chỉ có tiêu đề không cho người dân biết gì. Video, infographic, podcast, tờ gấp có thể
    chỉ có tóm tắt.

    Sai: sau dòng `---` thứ hai không có gì
    Đúng: ít nhất một đoạn văn
    """
    for post in site.posts:
        wanted = post.meta.format is Format.TEXT and post.meta.status is Status.PUBLISHED
        if wanted and not post.words and not _COMMENT.sub("", post.body).strip():
            yield Place(post.path, post.body_line), {}


@rule(
    "CCHC502",
    Severity.ERROR,
    message="Nội dung quá nặng để đăng: {found}.",
    hint="Chia bài thành nhiều bài, hoặc xóa phần dán nhầm từ Word hay từ trang khác.",
)
def body_too_heavy(site: Site) -> Iterator[tuple[Place, Params]]:
    """Nội dung không quá 200 KB và không có đoạn chứa hàng trăm ký hiệu lặp lại.

    Vì sao: những đoạn như thế làm việc dựng trang chậm hàng phút; thường do dán nhầm.

    Sai: dán cả một bảng tính hoặc một ảnh đã mã hóa vào bài
    Đúng: đính kèm tệp và tóm tắt trong bài
    """
    return reported("CCHC502", site)


@rule(
    "CCHC601",
    Severity.ERROR,
    message="Không tìm thấy ảnh «{target}».",
    hint="Chép ảnh vào cùng thư mục với bài và viết đúng tên tệp, kể cả chữ hoa, chữ thường.",
)
def missing_picture(site: Site) -> Iterator[tuple[Place, Params]]:
    """Ảnh trong bài là một tệp có thật.

    Vì sao: thiếu tệp thì người đọc chỉ thấy ô trống.

    Sai: `![Sơ đồ](so-do.png)` khi thư mục chỉ có `so-do.jpg`
    Đúng: `![Sơ đồ](so-do.jpg)`
    """
    resolve = resolver(site).resolve
    for source in site.records:
        for link, target in resolver(site).links(source):
            bad = target.kind in (Kind.MISSING, Kind.UNPUBLISHED, Kind.PAGE)
            if link.is_image and (bad or not link.target):
                yield Place(source.path, line_of(source, link)), {"target": link.target[:300]}
    for post in site.posts:
        image = post.meta.image
        if image and resolve(post.path, image.src).kind is not Kind.FILE:
            yield Place(post.path, post.line_of("image")), {"target": image.src}


@rule(
    "CCHC602",
    Severity.WARNING,
    message="Ảnh «{target}» chưa có lời mô tả.",
    hint="![{example}]({target})",
)
def picture_without_words(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mỗi ảnh có lời mô tả trong dấu ngoặc vuông.

    Vì sao: người khiếm thị nghe lời mô tả thay cho ảnh; mạng yếu không tải được ảnh cũng đọc được.

    Sai: `![](so-do.png)`
    Đúng: `![Sơ đồ tiếp nhận hồ sơ tại bộ phận một cửa](so-do.png)`
    """
    for source in site.records:
        for link, _ in resolver(site).links(source):
            if link.is_image and not link.text.strip():
                example = say("Mô tả điều nhìn thấy trong ảnh")
                place = Place(source.path, line_of(source, link))
                yield place, {"target": link.target[:300], "example": example}


@rule(
    "CCHC603",
    Severity.ERROR,
    message="Không tìm thấy tệp đính kèm «{target}».",
    hint="Chép tệp vào cùng thư mục với bài và viết đúng tên tệp.",
)
def missing_attachment(site: Site) -> Iterator[tuple[Place, Params]]:
    """Tệp đính kèm là một tệp có thật, thuộc loại được đăng (PDF, Word, Excel, ảnh…).

    Vì sao: người đọc bấm vào mà không tải được.

    Sai: `attachments: [{file: ke-hoach.pdf, title: Kế hoạch}]` khi chưa chép tệp
    Đúng: chép `ke-hoach.pdf` vào cùng thư mục với bài
    """
    for post in site.posts:
        for attachment in post.meta.attachments:
            if resolver(site).resolve(post.path, attachment.file).kind is not Kind.FILE:
                yield (
                    Place(post.path, post.line_of("attachments")),
                    {"target": attachment.file},
                )


@rule(
    "CCHC701",
    Severity.ERROR,
    message="Liên kết «{target}» không dẫn tới đâu.",
    hint="{fix}",
)
def broken_link(site: Site) -> Iterator[tuple[Place, Params]]:
    """Liên kết trong bài dẫn tới một tệp có thật của dự án, hoặc một địa chỉ đầy đủ.

    Vì sao: liên kết hỏng làm người đọc mất lòng tin. Đường dẫn tương đối dùng được cả trên trang lẫn trên máy chủ git.

    Sai: `[Đăng ký khai sinh](/thu-tuc/1.001193/)`
    Đúng: `[Đăng ký khai sinh](../../../docs/thu-tuc/1.001193.md)`
    """
    for source in site.records:
        for link, target in resolver(site).links(source):
            if link.is_image or target.kind is not Kind.MISSING:
                continue
            fix: str | Text = f"https://{link.target}"
            if meant := link_meant(site, source, link.target):
                fix = f"[{link.text}]({meant})"
            elif not _DOMAIN.fullmatch(link.target):
                fix = say(
                    "Viết đường dẫn tính từ tệp này tới tệp kia, ví dụ ../06/ten-bai.md, "
                    "hoặc địa chỉ đầy đủ bắt đầu bằng https://."
                )
            yield Place(source.path, line_of(source, link)), {"target": link.target[:120], "fix": fix}


@rule(
    "CCHC702",
    Severity.ERROR,
    message="Liên kết «{target}» không được phép.",
    hint="Chỉ dùng https://, mailto:, tel: hoặc đường dẫn tới tệp của dự án (bài viết, ảnh, PDF, Word, Excel).",
)
def forbidden_link(site: Site) -> Iterator[tuple[Place, Params]]:
    """Liên kết không chạy mã và không chứa dữ liệu.

    Vì sao: liên kết kiểu `javascript:` hay `data:` có thể đánh cắp thông tin của người đọc.

    Sai: `[Bấm vào đây](javascript:alert(1))`
    Đúng: `[Cổng Dịch vụ công quốc gia](https://dichvucong.gov.vn/)`
    """
    for source in site.records:
        for link, target in resolver(site).links(source):
            if target.kind is Kind.FORBIDDEN:
                yield Place(source.path, line_of(source, link)), {"target": link.target[:120]}


@rule(
    "CCHC703",
    Severity.WARNING,
    message="Liên kết «{target}» dẫn tới một bài chưa đăng hoặc chưa đọc được.",
    hint="Đăng bài kia trước, hoặc bỏ liên kết: trên trang, chữ vẫn hiện nhưng chưa bấm được.",
)
def link_to_unpublished(site: Site) -> Iterator[tuple[Place, Params]]:
    """Liên kết dẫn tới bài đã đăng.

    Vì sao: bản nháp, bài hẹn ngày hay bài đang có lỗi chưa có trang, nên người đọc không bấm được vào liên kết.

    Sai: `[bài sau](ban-nhap.md)` khi bài đó còn `status: draft`
    Đúng: đăng bài đó trước, rồi mới dẫn liên kết
    """
    public = {post.path for post in site.public_posts}
    for source in site.records:
        if isinstance(source, Post) and source.path not in public:
            continue  # a draft may well lead to another one
        for link, target in resolver(site).links(source):
            if not link.is_image and target.kind is Kind.UNPUBLISHED:
                yield Place(source.path, line_of(source, link)), {"target": link.target[:120]}
