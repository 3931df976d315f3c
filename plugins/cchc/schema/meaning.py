"""What each key of front matter means, in one sentence: what JSON Schema, editors and the guide's tables show.

A key without its sentence here fails the tests.
"""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel

from cchc.locale import Text, say
from cchc.schema import words
from cchc.schema.documents import DocumentMeta
from cchc.schema.events import EventMeta
from cchc.schema.posts import Attachment, Audio, Channel, Image, Origin, PostMeta, Source, Status, Video
from cchc.schema.procedures import Decision, DossierItem, Form, LocalFee, Method, ProcedureMeta
from cchc.schema.words.meaning import Meaning

_FORM = '{name: Mẫu 01, url: "https://dichvucong.gov.vn/mau-01.docx"}'
_DECISION = "{number: 163/QĐ-BTP, date: 2026-01-20, action: amended}"

_MEANINGS: dict[type[BaseModel], Mapping[str, Meaning]] = {
    PostMeta: {
        "title": Meaning(
            say("Tiêu đề của bài, đứng đầu trang, trong danh sách và trong nguồn tin RSS."),
            "Trả kết quả đăng ký khai sinh ngay trong ngày",
        ),
        "date": Meaning(
            say("Ngày đăng, có thể kèm giờ Hà Nội; bài có ngày chưa tới thì đến ngày đó mới hiện."), "2026-05-14"
        ),
        "month": Meaning(say("Tháng được tính chỉ tiêu, luôn là tháng của `date`."), '"2026-05"'),
        "unit": Meaning(say("Đơn vị chủ trì bài viết, được tính bài này vào chỉ tiêu.")),
        "topic": Meaning(say("Nội dung cải cách hành chính của bài; mỗi bài chọn đúng một nội dung.")),
        "status": Meaning(
            say("Tình trạng của bài; chỉ bài `published` hiện trên trang và được tính chỉ tiêu."), "draft"
        ),
        "kind": Meaning(say("Thể loại: tin ngắn hay bài viết."), "bai"),
        "format": Meaning(
            say("Hình thức chính; video, podcast và infographic phải có `summary` thì mới được tính."), "video"
        ),
        "origin": Meaning(
            say("Nguồn gốc: bài do cơ quan viết, bài đăng lại từ nơi khác, hay bản dịch của một bài đã có."), "repost"
        ),
        "source": Meaning(
            say("Nơi đăng lần đầu của bài đăng lại."), "{name: Báo tỉnh, url: https://bao.example/bai-viet}"
        ),
        "summary": Meaning(
            say("Một, hai câu nói người đọc sẽ biết được gì; hiện trong danh sách, RSS và kết quả tìm kiếm."),
            "Từ ngày 01/6, người dân nhận Giấy khai sinh ngay trong ngày nộp hồ sơ.",
        ),
        "author": Meaning(say("Người viết hoặc bút danh, ghi dưới tiêu đề."), "Nguyễn Văn An"),
        "reviewed_by": Meaning(say("Người thẩm định nội dung trước khi đăng."), "Trần Thị Bình"),
        "reviewed_on": Meaning(say("Ngày thẩm định nội dung."), "2026-05-13"),
        "updated": Meaning(say("Ngày sửa nội dung gần nhất sau khi đăng."), "2026-05-20"),
        "tags": Meaning(say("Từ khóa để người đọc tìm các bài cùng chủ đề."), "[hộ tịch, một cửa]"),
        "image": Meaning(
            say("Ảnh đại diện của bài, hiện ở đầu bài và trong danh sách."),
            "{src: anh-mot-cua.jpg, alt: Công chức hướng dẫn người dân nộp hồ sơ}",
        ),
        "video": Meaning(
            say("Video của bài, chỉ tải khi người đọc bấm xem; mỗi video có `url` hoặc `file`."),
            '{url: "https://www.youtube.com/watch?v=XXXXXXXXXXX", transcript: loi-video.txt, duration: "3:20"}',
        ),
        "audio": Meaning(
            say("Bản ghi âm của bài, chỉ tải khi người đọc bấm nghe."),
            '{file: ban-tin.mp3, transcript: loi-ban-tin.txt, duration: "5:00"}',
        ),
        "co_units": Meaning(say("Các đơn vị phối hợp; được nêu tên, không được tính chỉ tiêu.")),
        "procedures": Meaning(
            say("Mã các thủ tục hành chính mà bài nói tới; bài và thủ tục dẫn liên kết tới nhau."), '["1.001193"]'
        ),
        "documents": Meaning(say("Số, ký hiệu các văn bản mà bài nói tới."), '["118/2025/NĐ-CP"]'),
        "attachments": Meaning(
            say("Các tệp đính kèm để người đọc tải về."), "[{file: ke-hoach.pdf, title: Toàn văn Kế hoạch}]"
        ),
        "channels": Meaning(
            say("Những nơi khác cũng đã đăng hoặc phát bài này, làm tài liệu kiểm chứng."),
            "[{name: Đài truyền thanh xã, date: 2026-05-15}]",
        ),
        "lang": Meaning(say("Ngôn ngữ của bài, theo mã quốc tế; không khai là tiếng Việt."), "tyz"),
        "translation_of": Meaning(
            say("Bài gốc của bản dịch; bản dịch không được tính thêm một lần."), "2026/05/khai-sinh-trong-ngay"
        ),
        "id": Meaning(
            say("Địa chỉ cố định của bài, dạng năm/tháng/tên; đổi tên tệp thì địa chỉ vẫn giữ nguyên."),
            "2026/05/khai-sinh-trong-ngay",
        ),
        "moved_from": Meaning(
            say("Các địa chỉ cũ của bài; ai mở địa chỉ cũ sẽ được đưa tới bài."), "[2026/05/khai-sinh]"
        ),
        "ignore": Meaning(
            say("Các mã lỗi được bỏ qua ở bài này, mỗi mã kèm một lý do."),
            "{CCHC601: Ảnh nằm trên Cổng thông tin điện tử của tỉnh}",
        ),
        "counts": Meaning(say("Ghi `false` để bài không được tính vào chỉ tiêu."), "false"),
        "counts_reason": Meaning(say("Lý do bài không được tính vào chỉ tiêu."), "Thông báo nội bộ"),
    },
    Image: {
        "src": Meaning(say("Tên tệp ảnh, đặt cạnh tệp bài viết."), "anh-mot-cua.jpg"),
        "alt": Meaning(
            say("Lời tả điều nhìn thấy trong ảnh, cho người không nhìn thấy ảnh."),
            "Công chức hướng dẫn người dân nộp hồ sơ",
        ),
        "caption": Meaning(say("Chú thích in dưới ảnh."), "Người dân nộp hồ sơ tại bộ phận một cửa"),
    },
    Attachment: {
        "file": Meaning(say("Tên tệp đính kèm, đặt cạnh tệp khai báo."), "ke-hoach.pdf"),
        "title": Meaning(say("Tên tài liệu mà người đọc nhìn thấy."), "Toàn văn Kế hoạch"),
    },
    Video: {
        "url": Meaning(
            say("Địa chỉ trang xem video; trang nhúng được video của các máy chủ khai trong `video_hosts`."),
            "https://www.youtube.com/watch?v=XXXXXXXXXXX",
        ),
        "file": Meaning(say("Tên tệp video (.mp4, .webm), đặt cạnh tệp bài viết."), "nop-ho-so.mp4"),
        "poster": Meaning(
            say("Ảnh hiện trước khi xem, đặt cạnh tệp bài viết; không có thì hiện một ô màu."), "nop-ho-so.jpg"
        ),
        "transcript": Meaning(
            say("Lời của video bằng chữ, hoặc tên tệp .txt chứa lời ấy; không khai thì lấy từ phụ đề."),
            "loi-video.txt",
        ),
        "captions": Meaning(say("Tệp phụ đề WebVTT (.vtt), đặt cạnh tệp bài viết."), "phu-de.vtt"),
        "duration": Meaning(say("Thời lượng, phút:giây, đặt trong dấu nháy kép."), '"3:20"'),
    },
    Audio: {
        "file": Meaning(say("Tên tệp âm thanh (.mp3, .m4a), đặt cạnh tệp bài viết."), "ban-tin.mp3"),
        "transcript": Meaning(say("Lời của bản ghi âm bằng chữ, hoặc tên tệp .txt chứa lời ấy."), "loi-ban-tin.txt"),
        "duration": Meaning(say("Thời lượng, phút:giây, đặt trong dấu nháy kép."), '"5:00"'),
    },
    Channel: {
        "name": Meaning(say("Tên nơi đăng hoặc phát."), "Đài truyền thanh xã"),
        "url": Meaning(say("Địa chỉ của bài ở nơi đó."), "https://mang-xa-hoi.example/bai-viet"),
        "date": Meaning(say("Ngày đăng hoặc phát ở nơi đó."), "2026-05-15"),
    },
    Source: {
        "name": Meaning(say("Tên báo hoặc cơ quan đăng lần đầu."), "Báo tỉnh"),
        "url": Meaning(say("Địa chỉ của bài gốc."), "https://bao.example/bai-viet"),
    },
    ProcedureMeta: {
        "code": Meaning(say("Mã thủ tục trên Cổng Dịch vụ công quốc gia, luôn đặt trong dấu nháy kép."), '"1.001193"'),
        "name": Meaning(say("Tên thủ tục hành chính, đúng như quyết định công bố."), "Thủ tục đăng ký khai sinh"),
        "field": Meaning(say("Lĩnh vực của thủ tục; danh mục thủ tục xếp theo lĩnh vực."), "Hộ tịch"),
        "synced_at": Meaning(say("Ngày đối chiếu gần nhất với Cổng Dịch vụ công quốc gia."), "2026-05-20"),
        "type": Meaning(say("Loại thủ tục, như trên Cổng."), "TTHC được giao luật quy định chi tiết"),
        "levels": Meaning(say("Các cấp thực hiện thủ tục."), "[xa]"),
        "issuing_agency": Meaning(say("Cơ quan ban hành thủ tục."), "Bộ Tư pháp"),
        "executing_agencies": Meaning(say("Các cơ quan trực tiếp thực hiện thủ tục."), "[Ủy ban nhân dân cấp xã]"),
        "competent_agency": Meaning(say("Cơ quan có thẩm quyền quyết định."), "Ủy ban nhân dân cấp xã"),
        "delegated_agencies": Meaning(say("Các cơ quan được ủy quyền thực hiện."), "[Sở Tư pháp]"),
        "coordinating_agencies": Meaning(say("Các cơ quan phối hợp."), "[Công an cấp xã]"),
        "reception_address": Meaning(
            say("Địa chỉ tiếp nhận hồ sơ riêng của thủ tục; không có thì người dân nộp ở nơi tiếp nhận của cơ quan."),
            "119 Nguyễn Sơn, phường Bồ Đề, thành phố Hà Nội",
        ),
        "subjects": Meaning(say("Đối tượng thực hiện thủ tục."), "[Công dân Việt Nam]"),
        "methods": Meaning(
            say("Các cách thức nộp hồ sơ; mỗi cách có thể có thời hạn và phí, lệ phí riêng."),
            "[{channel: in_person, time_limit: 01 ngày làm việc}]",
        ),
        "time_limit": Meaning(say("Thời hạn giải quyết, bằng lời."), "03 ngày làm việc"),
        "fee": Meaning(say("Phí, lệ phí, bằng lời."), "Miễn phí"),
        "fee_note": Meaning(
            say("Điều cần nói thêm về phí, lệ phí, ví dụ mức thu do Hội đồng nhân dân tỉnh quy định."),
            "Mức thu do Hội đồng nhân dân tỉnh quy định.",
        ),
        "local_fee": Meaning(
            say("Mức thu mà Hội đồng nhân dân tỉnh đã quy định; hiện thay cho `fee`."),
            "{amount: 8.000 đồng, document: 12/2025/NQ-HĐND}",
        ),
        "dossier": Meaning(
            say("Thành phần hồ sơ, mỗi mục là một loại giấy tờ."), "[{name: Tờ khai, originals: 1, copies: 0}]"
        ),
        "dossier_sets": Meaning(say("Số lượng bộ hồ sơ phải nộp."), "1"),
        "steps": Meaning(say("Trình tự thực hiện, mỗi mục là một bước."), "[Nộp hồ sơ, Nhận kết quả]"),
        "results": Meaning(say("Kết quả mà người nộp hồ sơ nhận được."), "[Giấy khai sinh]"),
        "conditions": Meaning(
            say("Yêu cầu, điều kiện để được giải quyết; không có thì bỏ khóa này."), "[Cư trú tại xã]"
        ),
        "legal_basis": Meaning(say("Căn cứ pháp lý của thủ tục."), "[Luật Hộ tịch số 60/2014/QH13]"),
        "related": Meaning(say("Các thủ tục liên quan: mã hoặc tên."), "[Thủ tục đăng ký lại khai sinh]"),
        "online_level": Meaning(say("Mức độ cung cấp dịch vụ công trực tuyến."), "full"),
        "online_reason": Meaning(
            say("Lý do chỉ cung cấp dịch vụ công trực tuyến một phần (Nghị định số 224/2026/NĐ-CP)."),
            "Người dân phải xuất trình bản chính",
        ),
        "announcing_decisions": Meaning(
            say("Các quyết định công bố thủ tục của bộ, của tỉnh, từ cũ đến mới; quyết định cũ giữ lại làm lịch sử."),
            f"[{_DECISION}]",
        ),
        "replaced_by": Meaning(say("Mã thủ tục thay thế thủ tục này."), '"1.013225"'),
        "portal_url": Meaning(
            say("Địa chỉ của thủ tục trên Cổng Dịch vụ công quốc gia."), "https://dichvucong.gov.vn/thu-tuc"
        ),
        "owner_unit": Meaning(say("Đơn vị của cơ quan chịu trách nhiệm cập nhật thông tin về thủ tục này.")),
        "reviewed_on": Meaning(
            say("Ngày đơn vị rà soát nội dung gần nhất; quá 90 ngày thì cần rà soát lại."), "2026-05-20"
        ),
        "reviewed_by": Meaning(say("Người rà soát nội dung."), "Trần Thị Bình"),
        "notes": Meaning(
            say("Ghi chú giữa những người biên tập; không đăng lên trang."), "Chờ quyết định công bố của tỉnh"
        ),
        "keep": Meaning(say("Các khóa do cơ quan tự viết: nhập lại từ Cổng không ghi đè lên."), "[steps, dossier]"),
        "updated": Meaning(say("Ngày cập nhật nội dung trang thủ tục."), "2026-05-20"),
        "ignore": Meaning(
            say("Các mã lỗi được bỏ qua ở thủ tục này, mỗi mã kèm một lý do."),
            "{CCHC805: Quyết định công bố đang chờ ban hành}",
        ),
    },
    Method: {
        "channel": Meaning(say("Cách nộp hồ sơ."), "in_person"),
        "time_limit": Meaning(say("Thời hạn giải quyết khi nộp bằng cách này."), "01 ngày làm việc"),
        "fee": Meaning(say("Phí, lệ phí khi nộp bằng cách này."), "Miễn phí"),
        "fee_note": Meaning(
            say("Điều cần nói thêm về phí, lệ phí khi nộp bằng cách này."),
            "Mức thu do Hội đồng nhân dân tỉnh quy định.",
        ),
        "note": Meaning(say("Điều người nộp cần biết khi nộp bằng cách này."), "Tại Trung tâm Phục vụ hành chính công"),
    },
    Form: {
        "name": Meaning(say("Tên biểu mẫu."), "Mẫu 01"),
        "url": Meaning(say("Địa chỉ tải biểu mẫu."), "https://dichvucong.gov.vn/mau-01.docx"),
    },
    DossierItem: {
        "group": Meaning(
            say("Trường hợp cần giấy tờ này, hoặc cách dùng; các giấy tờ cùng nhóm hiện cạnh nhau."),
            "Giấy tờ phải xuất trình",
        ),
        "name": Meaning(say("Tên giấy tờ."), "Tờ khai đăng ký khai sinh theo mẫu"),
        "originals": Meaning(say("Số bản chính phải nộp."), "1"),
        "copies": Meaning(say("Số bản sao phải nộp."), "0"),
        "form": Meaning(say("Biểu mẫu của giấy tờ này."), _FORM),
    },
    LocalFee: {
        "amount": Meaning(say("Mức thu tại địa phương."), "8.000 đồng"),
        "document": Meaning(say("Nghị quyết quy định mức thu."), "12/2025/NQ-HĐND"),
    },
    Decision: {
        "number": Meaning(say("Số, ký hiệu quyết định công bố."), "163/QĐ-BTP"),
        "date": Meaning(say("Ngày ký quyết định."), "2026-01-20"),
        "effective": Meaning(say("Ngày quyết định có hiệu lực; không khai thì lấy ngày ký."), "2026-02-01"),
        "issuer": Meaning(say("Cơ quan ban hành quyết định."), "Bộ Tư pháp"),
        "action": Meaning(say("Quyết định làm gì với thủ tục; bãi bỏ thì thủ tục rời danh mục."), "amended"),
        "note": Meaning(say("Quyết định thay đổi điều gì, bằng lời."), "Giảm thời hạn còn 02 ngày làm việc"),
        "url": Meaning(say("Địa chỉ toàn văn quyết định."), "https://vanban.chinhphu.vn/163-qd-btp"),
    },
    DocumentMeta: {
        "number": Meaning(
            say("Số, ký hiệu đúng như ghi trên văn bản; văn bản chưa có số thì bỏ khóa này."), "118/2025/NĐ-CP"
        ),
        "type": Meaning(say("Tên loại văn bản."), "nghi-dinh"),
        "abstract": Meaning(
            say("Trích yếu nội dung văn bản."), "Về cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục"
        ),
        "issuer": Meaning(say("Cơ quan ban hành."), "Chính phủ"),
        "date": Meaning(say("Ngày ký."), "2025-06-09"),
        "effective": Meaning(say("Ngày có hiệu lực; không khai thì lấy ngày ký."), "2025-07-01"),
        "expires": Meaning(say("Ngày đầu tiên không còn hiệu lực; văn bản còn áp dụng thì bỏ khóa này."), "2026-07-01"),
        "signer": Meaning(say("Người ký, có thể kèm chức vụ."), "Nguyễn Văn An, Chủ tịch"),
        "topic": Meaning(say("Nội dung cải cách hành chính mà văn bản nói tới.")),
        "files": Meaning(
            say("Các tệp của văn bản, đặt cạnh tệp khai báo."), "[{file: 118-2025-nd-cp.pdf, title: Toàn văn}]"
        ),
        "url": Meaning(say("Địa chỉ toàn văn ở nơi công bố chính thức."), "https://vanban.chinhphu.vn/118-2025-nd-cp"),
        "replaces": Meaning(
            say("Số các văn bản mà văn bản này thay thế; chúng hết hiệu lực từ ngày văn bản này có hiệu lực."),
            "[61/2018/NĐ-CP]",
        ),
        "amends": Meaning(say("Số các văn bản mà văn bản này sửa đổi, bổ sung."), "[107/2021/NĐ-CP]"),
        "id": Meaning(say("Phần cuối địa chỉ của trang; chỉ cần khai khi hai văn bản trùng số."), "118-2025-nd-cp"),
        "updated": Meaning(say("Ngày sửa tệp khai báo này gần nhất."), "2026-05-20"),
        "ignore": Meaning(
            say("Các mã lỗi được bỏ qua ở văn bản này, mỗi mã kèm một lý do."),
            "{CCHC854: Văn bản có hiệu lực trở về trước}",
        ),
    },
    EventMeta: {
        "title": Meaning(say("Tên sự kiện."), "Đối thoại với hộ kinh doanh về thủ tục hành chính"),
        "kind": Meaning(say("Loại sự kiện."), "dialogue"),
        "start": Meaning(say("Ngày bắt đầu, có thể kèm giờ Hà Nội; không có giờ là cả ngày."), "2026-12-10 08:00"),
        "end": Meaning(say("Lúc kết thúc; có giờ nếu `start` có giờ."), "2026-12-10 11:00"),
        "unit": Meaning(say("Đơn vị chủ trì.")),
        "co_units": Meaning(say("Các đơn vị phối hợp.")),
        "topic": Meaning(say("Nội dung cải cách hành chính được nói tới.")),
        "place": Meaning(say("Nơi tổ chức."), "Hội trường UBND xã"),
        "online": Meaning(say("Địa chỉ dự trực tuyến."), "https://hop.example/phong-1"),
        "audience": Meaning(say("Ai nên đến."), "Hộ kinh doanh, hợp tác xã trên địa bàn"),
        "contact": Meaning(say("Nơi hỏi thêm; không ghi số điện thoại riêng."), "Văn phòng HĐND và UBND"),
        "summary": Meaning(say("Một, hai câu nói sự kiện có gì."), "Nghe và trả lời vướng mắc về thủ tục."),
        "status": Meaning(say("Sự kiện diễn ra theo lịch, hoãn hay hủy; hủy thì không xóa tệp."), "postponed"),
        "post": Meaning(say("Bài đưa tin về sự kiện, theo địa chỉ năm/tháng/tên."), "2026/12/doi-thoai-ho-kinh-doanh"),
        "participants": Meaning(say("Số người đã dự; chỉ ghi khi đã diễn ra."), "45"),
        "evidence": Meaning(
            say("Tài liệu kiểm chứng, ghi khi đã diễn ra; bài ở `post` đã là một tài liệu."),
            "[{document: 152/KH-UBND}]",
        ),
        "id": Meaning(say("Phần cuối địa chỉ của trang; không khai thì theo tên tệp."), "doi-thoai-quy-4"),
        "updated": Meaning(
            say("Ngày sửa gần nhất; sửa giờ, nơi, tình trạng thì sửa cả ngày này để lịch của người theo dõi đổi theo."),
            "2026-12-01",
        ),
        "ignore": Meaning(
            say("Các mã lỗi được bỏ qua ở sự kiện này, mỗi mã kèm một lý do."), "{CCHC861: Bài đăng ở trang khác}"
        ),
    },
}

MEANINGS = _MEANINGS | words.MEANINGS

STATUS: Mapping[StrEnum, Text] = {
    Status.PUBLISHED: say("đã đăng; không khai cũng là tình trạng này"),
    Status.IN_REVIEW: say("chờ thẩm định"),
    Status.DRAFT: say("bản nháp"),
    Status.WITHDRAWN: say("đã gỡ; địa chỉ của bài chỉ còn một dòng thông báo"),
}
ORIGIN: Mapping[StrEnum, Text] = {
    Origin.ORIGINAL: say("do cơ quan viết; không khai cũng là loại này"),
    Origin.REPOST: say("đăng lại, phải có `source`"),
    Origin.TRANSLATION: say("bản dịch, phải có `translation_of`"),
}
