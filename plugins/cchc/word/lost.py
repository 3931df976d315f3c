"""What a Word file has that Markdown cannot say, in sentences for its editor."""

from collections.abc import Iterator, Mapping

from cchc.locale import Text, say

_SENTENCES = {
    "title": say("Tiêu đề dài quá 120 ký tự nên đã cắt bớt; câu đầy đủ vẫn còn trong bài."),
    "box": say("Chữ trong hộp văn bản đã chuyển xuống dưới đoạn chứa hộp ({n} hộp): xem lại chỗ đặt."),
    "equation": say("Công thức không chuyển được ({n} chỗ, ghi là [công thức]): viết lại bằng chữ hoặc chèn ảnh."),
    "object": say("Bảng tính hoặc tệp nhúng trong bài không chuyển được ({n} chỗ): đính kèm thành tệp riêng nếu cần."),
    "drawing": say("Hình vẽ, biểu đồ, SmartArt không chuyển được ({n} hình): chụp thành ảnh PNG rồi chèn vào bài."),
    "format": say("Ảnh không phải PNG, JPG, GIF không chuyển được ({n} ảnh): lưu lại thành PNG rồi chèn vào bài."),
    "linked": say("Ảnh chỉ liên kết tới, không nằm trong tệp Word ({n} ảnh): chép tệp ảnh vào cạnh bài."),
    "crop": say("Ảnh đã cắt trong Word được chép ra nguyên vẹn, cả phần bị cắt ({n} ảnh): cắt lại trước khi đăng."),
    "merged": say("Bảng có ô gộp ({n} bảng): nội dung nằm ở ô đầu, các ô còn lại để trống; xem lại bảng."),
    "nested": say("Bảng nằm trong bảng ({n} bảng) đã viết thành chữ trong ô."),
    "heading": say("Bậc đề mục đã chỉnh lại cho liền nhau, bắt đầu từ ## ({n} đề mục)."),
    "link": say("Liên kết tới tệp trên máy hoặc địa chỉ không đăng được đã bỏ, chữ còn nguyên ({n} liên kết)."),
    "comment": say("Ghi chú bên lề của người soát không chuyển sang ({n} ghi chú)."),
    "tracked": say(
        "Tệp còn theo dõi sửa đổi (Track Changes): phần thêm vào được giữ, phần xóa đi đã bỏ; "
        "xem lại, hoặc chấp nhận mọi sửa đổi trong Word rồi chuyển lại."
    ),
    "header": say("Đầu trang, chân trang không chuyển sang."),
    "toc": say("Mục lục tự động không chuyển sang."),
    "symbol": say("Ký hiệu của phông riêng (Wingdings, Symbol) không chuyển được ({n} chỗ)."),
    "struck": say("Chữ gạch ngang đã thành chữ thường ({n} chỗ): xóa nếu không dùng nữa."),
}


def sentences(counts: Mapping[str, int]) -> Iterator[Text]:
    """Yield a sentence for each kind of loss, the weightier first."""
    for kind, sentence in _SENTENCES.items():
        if counts.get(kind, 0) > 0:
            yield Text(sentence.message, {"n": f"{counts[kind]:02d}"})
