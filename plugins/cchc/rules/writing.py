"""How a post is written: its length, headings, marks and characters; most is noticed when the file is read."""

from collections.abc import Iterator

from cchc.locale import Params
from cchc.model import Place, Post, Severity, Site
from cchc.rules import reported, rule
from cchc.schema import Format, Origin, Status

SHORT = 50
"""Words below which a text says too little for a page of its own."""


def _written(site: Site) -> Iterator[Post]:
    """Yield the posts that are to be read as texts."""
    for post in site.posts:
        if post.meta.format is Format.TEXT and post.meta.status is Status.PUBLISHED and post.body_mark:
            yield post


@rule(
    "CCHC503",
    Severity.WARNING,
    message="Nội dung chỉ có {words} từ.",
    hint="Viết thêm cho đủ ý (từ {least} từ), hoặc ghi đúng hình thức, ví dụ format: infographic.",
)
def too_short(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài viết có ít nhất 50 từ.

    Vì sao: một hai câu không cho người dân biết phải làm gì; báo cáo kèm những bài như thế khó thuyết phục.

    Sai: «Sáng nay, xã tổ chức hội nghị cải cách hành chính.»
    Đúng: nói rõ nội dung, kết quả, ai cần làm gì, từ ngày nào
    """
    for post in _written(site):
        if post.words < SHORT and not _only_files(post):
            yield Place(post.path, post.body_line), {"words": str(post.words), "least": str(SHORT)}


@rule(
    "CCHC508",
    Severity.WARNING,
    message="Bài chỉ có tệp hoặc ảnh, hầu như không có chữ.",
    hint="Tóm tắt tệp thành vài đoạn văn: trình đọc màn hình, máy tìm kiếm và điện thoại không đọc được bản chụp.",
)
def only_a_file(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài không chỉ là một bản chụp.

    Vì sao: bản chụp văn bản không tìm kiếm được, không đọc được bằng trình đọc màn hình, khó xem trên điện thoại.

    Sai: nội dung bài chỉ là `[Xem văn bản](ke-hoach.pdf)`
    Đúng: nêu những điểm chính của văn bản, rồi đính kèm tệp
    """
    for post in _written(site):
        if post.words < SHORT and _only_files(post):
            yield Place(post.path, post.body_line), {}


def _only_files(post: Post) -> bool:
    files = (link.is_image or link.target.lower().endswith((".pdf", ".doc", ".docx")) for link in post.links)
    return bool(post.meta.attachments) or any(files)


@rule(
    "CCHC504",
    Severity.WARNING,
    message="Đề mục «{found}» không đúng bậc.",
    hint="Trong bài, đề mục lớn bắt đầu bằng ##, đề mục nhỏ bên trong bắt đầu bằng ###; không bỏ bậc.",
)
def heading_level(site: Site) -> Iterator[tuple[Place, Params]]:
    """Đề mục đi từng bậc, bắt đầu từ `##`.

    Vì sao: tiêu đề bài là bậc một; người dùng trình đọc màn hình nghe các đề mục như một mục lục.

    Sai: `# Kết quả`, hoặc `####` ngay dưới `##`
    Đúng: `## Kết quả`, bên trong là `### Một cửa`
    """
    return reported("CCHC504", site)


@rule(
    "CCHC505",
    Severity.WARNING,
    message="Nội dung có thẻ HTML: {found}; phần lớn sẽ bị bỏ.",
    hint="Viết bằng Markdown; đoạn dán từ Word hay từ trang khác thì dán dạng chữ thuần (Ctrl+Shift+V).",
)
def raw_html(site: Site) -> Iterator[tuple[Place, Params]]:
    """Nội dung viết bằng Markdown, không bằng HTML.

    Vì sao: trang chỉ giữ những thẻ an toàn; kiểu chữ, màu, khung dán từ nơi khác không hiện, chữ có thể dồn vào nhau.

    Sai: `<div style="color:red">Thông báo</div>`
    Đúng: `**Thông báo**`
    """
    return reported("CCHC505", site)


@rule(
    "CCHC506",
    Severity.ERROR,
    message="Nội dung có mã nhúng {found}; trang không chạy mã của bài.",
    hint="Xóa đoạn này; video thì dẫn liên kết tới nơi đăng.",
)
def active_content(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài không nhúng mã, khung, biểu mẫu.

    Vì sao: mã lạ có thể lấy thông tin của người đọc. Mã như thế không bao giờ lên trang, nên bài sẽ thiếu phần ấy.

    Sai: `<iframe src="https://…"></iframe>`
    Đúng: `[Xem video](https://…)`
    """
    return reported("CCHC506", site)


@rule(
    "CCHC507",
    Severity.WARNING,
    message="Bài chưa có tóm tắt.",
    hint="Thêm dòng: summary: Một, hai câu nói người đọc sẽ biết được gì",
)
def no_summary(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài có `summary`, không quá 300 ký tự.

    Vì sao: tóm tắt hiện trong danh sách, nguồn tin và kết quả tìm kiếm; không có thì trang lấy mấy câu đầu bài.

    Sai: không có dòng `summary:`
    Đúng: `summary: Từ 01/7, người dân nộp hồ sơ đất đai tại xã.`
    """
    for post in site.posts:
        if post.meta.summary is None and post.meta.status is Status.PUBLISHED and post.meta.origin is not Origin.REPOST:
            yield Place(post.path, post.line_of("title")), {}


@rule(
    "CCHC509",
    Severity.ERROR,
    message="Còn nguyên chữ mẫu «{found}».",
    hint="Thay bằng nội dung thật của bài.",
)
def example_left(site: Site) -> Iterator[tuple[Place, Params]]:
    """Chữ của mẫu được thay bằng chữ của bài.

    Vì sao: chép mẫu mà quên sửa thì chữ mẫu lên trang của cơ quan.

    Sai: `title: Tên bài viết`
    Đúng: `title: Rút ngắn thời gian cấp giấy khai sinh`
    """
    return reported("CCHC509", site)


@rule(
    "CCHC511",
    Severity.WARNING,
    message="Một từ viết hai kiểu bỏ dấu: «{one}» và «{other}».",
    hint="Dùng một kiểu trong cả bài: «{one}» hoặc «{other}».",
)
def tone_mark_placement(site: Site) -> Iterator[tuple[Place, Params]]:
    """Trong một bài, dấu thanh đặt theo một kiểu.

    Vì sao: cả hai kiểu (hòa, hoà) đều được chấp nhận, tìm kiếm hiểu cả hai; lẫn lộn trong một văn bản thì không đẹp.

    Sai: «hòa giải» ở đầu bài, «hoà giải» ở cuối bài
    Đúng: «hòa giải» ở cả hai chỗ
    """
    return _pairs("CCHC511", site, "one", "other")


@rule(
    "CCHC512",
    Severity.WARNING,
    message="Có ký tự không nhìn thấy ({found}), thường do chép từ trang khác.",
    hint="Gõ lại dòng này bằng tay.",
)
def invisible_character(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài không có ký tự ẩn.

    Vì sao: ký tự ẩn làm tìm kiếm không ra chữ, so sánh hai tên giống nhau lại thành khác.

    Sai: «thủ tục» có một khoảng trắng độ rộng bằng 0 ở giữa
    Đúng: «thủ tục» gõ bằng bàn phím
    """
    return reported("CCHC512", site)


@rule(
    "CCHC513",
    Severity.ERROR,
    message="Có ký tự đảo chiều chữ ({found}).",
    hint="Xóa ký tự ấy: gõ lại dòng này bằng tay.",
)
def text_direction(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài không có ký tự đổi chiều chữ.

    Vì sao: chúng làm chữ hiện khác với chữ có trong tệp, người duyệt không thấy được điều sẽ đăng.

    Sai: một liên kết hiện là `gov.vn` mà dẫn đi nơi khác
    Đúng: chữ thường, gõ từ trái sang phải
    """
    return reported("CCHC513", site)


@rule(
    "CCHC514",
    Severity.ERROR,
    message="Chữ viết bằng bảng mã {encoding} cũ, ví dụ «{found}»; trên trang không ai đọc được.",
    hint="Chuyển sang Unicode (Unikey: Ctrl+Shift+F6), rồi dán lại.",
)
def legacy_encoding(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài gõ bằng Unicode.

    Vì sao: phông .VnTime, VNI-Times dùng bảng mã riêng; không có phông ấy thì chữ thành «Céng hoµ».

    Sai: «Céng hoµ x· héi chñ nghÜa ViÖt Nam»
    Đúng: «Cộng hòa xã hội chủ nghĩa Việt Nam»
    """
    return _pairs("CCHC514", site, "encoding", "found")


def _pairs(code: str, site: Site, first: str, second: str) -> Iterator[tuple[Place, Params]]:
    for place, params in reported(code, site):
        one, _, other = str(params["found"]).partition("\n")
        yield place, {first: one, second: other}
