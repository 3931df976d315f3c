"""What the editing form calls each key of front matter; what a key means is told by `schema.meaning`.

A key without its label here fails the tests.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from cchc import labels
from cchc.locale import Text, say
from cchc.schema import DocumentMeta, EventMeta, Origin, PostMeta, ProcedureMeta
from cchc.schema.posts import Attachment, Channel, Image, Source
from cchc.schema.procedures import Decision, DossierItem, Form, LocalFee, Method

LABELS: Mapping[type[BaseModel], Mapping[str, Text]] = {
    PostMeta: {
        "title": say("Tiêu đề"),
        "date": say("Ngày đăng"),
        "month": say("Tháng tính chỉ tiêu"),
        "unit": say("Đơn vị"),
        "topic": say("Nội dung CCHC"),
        "status": say("Tình trạng"),
        "kind": say("Thể loại"),
        "format": say("Hình thức"),
        "origin": say("Nguồn gốc"),
        "source": say("Nơi đăng lần đầu"),
        "summary": say("Tóm tắt"),
        "author": say("Tác giả"),
        "reviewed_by": say("Người thẩm định"),
        "reviewed_on": say("Ngày thẩm định"),
        "updated": say("Ngày sửa nội dung"),
        "tags": say("Từ khóa"),
        "image": say("Ảnh đại diện"),
        "co_units": say("Đơn vị phối hợp"),
        "procedures": say("Thủ tục có nhắc tới"),
        "documents": say("Văn bản có nhắc tới"),
        "attachments": say("Tệp đính kèm"),
        "channels": say("Nơi khác cũng đăng"),
        "lang": say("Ngôn ngữ"),
        "translation_of": say("Bản dịch của bài"),
        "id": say("Địa chỉ của bài"),
        "moved_from": say("Địa chỉ cũ"),
        "ignore": say("Cảnh báo được bỏ qua"),
        "counts": say("Tính chỉ tiêu"),
        "counts_reason": say("Lý do không tính chỉ tiêu"),
    },
    Image: {"src": say("Tệp ảnh"), "alt": say("Lời tả ảnh"), "caption": say("Chú thích ảnh")},
    Attachment: {"file": say("Tệp"), "title": say("Tên tài liệu")},
    Channel: {"name": say("Nơi đăng"), "url": say("Địa chỉ"), "date": say("Ngày")},
    Source: {"name": say("Báo, cơ quan"), "url": say("Địa chỉ bài gốc")},
    ProcedureMeta: {
        "code": say("Mã thủ tục"),
        "name": say("Tên thủ tục"),
        "field": say("Lĩnh vực"),
        "levels": say("Cấp thực hiện"),
        "executing_agencies": say("Cơ quan thực hiện"),
        "competent_agency": say("Cơ quan có thẩm quyền"),
        "coordinating_agencies": say("Cơ quan phối hợp"),
        "subjects": say("Đối tượng thực hiện"),
        "methods": say("Cách thức nộp hồ sơ"),
        "time_limit": say("Thời hạn giải quyết"),
        "fee": say("Phí, lệ phí"),
        "fee_note": say("Ghi chú về phí, lệ phí"),
        "local_fee": say("Mức thu tại địa phương"),
        "dossier": say("Thành phần hồ sơ"),
        "dossier_sets": say("Số bộ hồ sơ"),
        "steps": say("Trình tự thực hiện"),
        "results": say("Kết quả"),
        "conditions": say("Yêu cầu, điều kiện"),
        "legal_basis": say("Căn cứ pháp lý"),
        "online_level": say("Mức độ dịch vụ công trực tuyến"),
        "online_reason": say("Lý do chỉ cung cấp một phần"),
        "announcing_decisions": say("Quyết định công bố"),
        "replaced_by": say("Thủ tục thay thế"),
        "portal_url": say("Địa chỉ trên Cổng Dịch vụ công quốc gia"),
        "owner_unit": say("Đơn vị theo dõi"),
        "updated": say("Ngày cập nhật"),
        "synced_at": say("Ngày đối chiếu với Cổng"),
        "ignore": say("Cảnh báo được bỏ qua"),
    },
    Method: {
        "channel": say("Cách nộp"),
        "time_limit": say("Thời hạn giải quyết"),
        "fee": say("Phí, lệ phí"),
        "note": say("Ghi chú"),
    },
    Form: {"name": say("Tên biểu mẫu"), "url": say("Địa chỉ tải")},
    DossierItem: {
        "name": say("Tên giấy tờ"),
        "originals": say("Số bản chính"),
        "copies": say("Số bản sao"),
        "form": say("Biểu mẫu"),
    },
    LocalFee: {"amount": say("Mức thu"), "document": say("Nghị quyết")},
    Decision: {
        "number": say("Số, ký hiệu"),
        "date": say("Ngày ký"),
        "effective": say("Ngày có hiệu lực"),
        "issuer": say("Cơ quan ban hành"),
        "action": say("Nội dung quyết định"),
        "url": say("Địa chỉ toàn văn"),
    },
    DocumentMeta: {
        "number": say("Số, ký hiệu"),
        "type": say("Loại văn bản"),
        "abstract": say("Trích yếu"),
        "issuer": say("Cơ quan ban hành"),
        "date": say("Ngày ký"),
        "effective": say("Ngày có hiệu lực"),
        "expires": say("Ngày hết hiệu lực"),
        "signer": say("Người ký"),
        "topic": say("Nội dung CCHC"),
        "files": say("Tệp của văn bản"),
        "url": say("Địa chỉ toàn văn"),
        "replaces": say("Thay thế các văn bản"),
        "amends": say("Sửa đổi, bổ sung các văn bản"),
        "id": say("Địa chỉ của trang"),
        "updated": say("Ngày sửa nội dung"),
        "ignore": say("Cảnh báo được bỏ qua"),
    },
    EventMeta: {
        "title": say("Tên sự kiện"),
        "kind": say("Loại sự kiện"),
        "start": say("Bắt đầu"),
        "end": say("Kết thúc"),
        "unit": say("Đơn vị chủ trì"),
        "place": say("Địa điểm"),
        "online": say("Địa chỉ dự trực tuyến"),
        "audience": say("Thành phần tham dự"),
        "contact": say("Liên hệ"),
        "summary": say("Tóm tắt"),
        "status": say("Tình trạng"),
        "post": say("Bài đưa tin"),
        "id": say("Địa chỉ của trang"),
        "updated": say("Ngày sửa nội dung"),
        "ignore": say("Cảnh báo được bỏ qua"),
    },
}
HINTS: Mapping[type[BaseModel], Mapping[str, Text]] = {
    PostMeta: {
        "status": say("Chỉ bài «Đã đăng» hiện trên trang. Đang viết dở thì để «Bản nháp». Gỡ bài thì chọn «Đã gỡ»."),
        "counts": say("Để trống thì bài được tính vào chỉ tiêu như thường lệ."),
    },
    Image: {"src": say("Ảnh lớn được thu nhỏ khi tải lên.")},
    Attachment: {"file": say("PDF, Word, Excel hoặc loại tệp khác mà người đọc mở được.")},
    ProcedureMeta: {"code": say("Như trên Cổng Dịch vụ công quốc gia, ví dụ 1.001193.")},
}
"""Where what is told to someone who types a file would puzzle someone who fills in a form."""
CHOICES: Mapping[str, Mapping[Any, Text]] = {
    "Status": labels.POST_STATUS,
    "Kind": labels.KIND,
    "Format": labels.FORMAT,
    "Origin": {
        Origin.ORIGINAL: say("Bài của cơ quan"),
        Origin.REPOST: say("Bài đăng lại"),
        Origin.TRANSLATION: say("Bản dịch"),
    },
    "Level": labels.LEVEL,
    "SubmissionChannel": labels.CHANNEL,
    "OnlineLevel": labels.ONLINE,
    "DocumentType": labels.DOCUMENT_TYPE,
    "EventKind": labels.EVENT_KIND,
    "EventStatus": labels.EVENT_STATUS,
    "Action": {action: text for action, text in labels.ACTION.items() if action is not None},
}
"""Each value of an enumeration, by the name that the schema gives it."""
