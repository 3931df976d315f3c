"""The words that people read for the values of the model, in their language."""

import datetime as dt

from babel.dates import format_date
from babel.numbers import format_decimal

from cchc import dates
from cchc.dates import Month
from cchc.locale import Text, Translator, say
from cchc.model import Config, Post
from cchc.quota import MonthStatus, MonthTally, Reason
from cchc.records import Document
from cchc.register import Effect
from cchc.schema import (
    Action,
    DocumentType,
    EventKind,
    EventStatus,
    Format,
    Kind,
    Level,
    OnlineLevel,
    Status,
    SubmissionChannel,
)
from cchc.schema.words import activities

STATUS = {
    MonthStatus.MET: say("Đạt"),
    MonthStatus.SHORT: say("Chưa đạt"),
    MonthStatus.IN_PROGRESS: say("Đang thực hiện"),
    MonthStatus.EXCUSED: say("Đã giải trình"),
    MonthStatus.UPCOMING: say("Chưa đến kỳ"),
    MonthStatus.NOT_APPLICABLE: say("Không áp dụng"),
    MonthStatus.UNDETERMINED: say("Chưa xác định"),
}
REASON = {
    Reason.DRAFT: say("bản nháp"),
    Reason.IN_REVIEW: say("chờ thẩm định"),
    Reason.WITHDRAWN: say("đã gỡ"),
    Reason.FUTURE: say("chưa đến ngày đăng"),
    Reason.EXCLUDED: say("không tính theo đề nghị của đơn vị"),
    Reason.TRANSLATION: say("bản dịch"),
    Reason.REPOST: say("bài đăng lại"),
    Reason.DUPLICATE: say("trùng bài đã có"),
    Reason.LATE: say("đăng bù"),
}
POST_STATUS = {
    Status.PUBLISHED: say("Đã đăng"),
    Status.IN_REVIEW: say("Chờ duyệt"),
    Status.DRAFT: say("Bản nháp"),
    Status.WITHDRAWN: say("Đã gỡ"),
}
KIND = {Kind.TIN: say("Tin"), Kind.BAI: say("Bài viết")}
FORMAT = {
    Format.TEXT: say("Văn bản"),
    Format.VIDEO: say("Video"),
    Format.INFOGRAPHIC: say("Infographic"),
    Format.PODCAST: say("Podcast"),
    Format.LEAFLET: say("Tờ gấp"),
}
LEVEL = {
    Level.BO: say("Cấp bộ"),
    Level.TINH: say("Cấp tỉnh"),
    Level.XA: say("Cấp xã"),
    Level.KHAC: say("Cơ quan khác"),
}
CHANNEL = {
    SubmissionChannel.IN_PERSON: say("Trực tiếp"),
    SubmissionChannel.ONLINE: say("Trực tuyến"),
    SubmissionChannel.POST: say("Dịch vụ bưu chính"),
    SubmissionChannel.OTHER: say("Cách khác (xem ghi chú)"),
}
ONLINE = {
    OnlineLevel.UNKNOWN: say("Chưa xác định, xem Cổng DVCQG"),
    OnlineLevel.FULL: say("Toàn trình (làm trọn trên mạng)"),
    OnlineLevel.PARTIAL: say("Một phần"),
    OnlineLevel.INFORMATION: say("Cung cấp thông tin"),
}
ACTION: dict[Action | None, Text] = {
    None: say("Đang áp dụng"),
    Action.NEW: say("Mới ban hành"),
    Action.AMENDED: say("Sửa đổi, bổ sung"),
    Action.REPLACED: say("Thay thế"),
    Action.ABOLISHED: say("Bãi bỏ"),
}
DOCUMENT_TYPE = {
    DocumentType.LUAT: say("Luật"),
    DocumentType.PHAP_LENH: say("Pháp lệnh"),
    DocumentType.NGHI_QUYET: say("Nghị quyết"),
    DocumentType.NGHI_DINH: say("Nghị định"),
    DocumentType.THONG_TU: say("Thông tư"),
    DocumentType.QUYET_DINH: say("Quyết định"),
    DocumentType.CHI_THI: say("Chỉ thị"),
    DocumentType.KET_LUAN: say("Kết luận"),
    DocumentType.KE_HOACH: say("Kế hoạch"),
    DocumentType.CHUONG_TRINH: say("Chương trình"),
    DocumentType.DE_AN: say("Đề án"),
    DocumentType.HUONG_DAN: say("Hướng dẫn"),
    DocumentType.THONG_BAO: say("Thông báo"),
    DocumentType.BAO_CAO: say("Báo cáo"),
    DocumentType.CONG_VAN: say("Công văn"),
    DocumentType.KHAC: say("Văn bản khác"),
}
EVENT_KIND = {
    EventKind.CONFERENCE: say("Hội nghị"),
    EventKind.TRAINING: say("Tập huấn"),
    EventKind.DIALOGUE: say("Đối thoại"),
    EventKind.RECEPTION: say("Tiếp công dân"),
    EventKind.CONTEST: say("Cuộc thi"),
    EventKind.OTHER: say("Hoạt động khác"),
}
EVENT_STATUS = {
    EventStatus.SCHEDULED: say("Theo lịch"),
    EventStatus.POSTPONED: say("Hoãn"),
    EventStatus.CANCELLED: say("Hủy"),
}
ACTIVITY_KIND = activities.KIND
ACTIVITY_MEASURE = activities.MEASURE
EFFECT = {
    Effect.PENDING: say("Chưa có hiệu lực"),
    Effect.IN_FORCE: say("Còn hiệu lực"),
    Effect.EXPIRED: say("Hết hiệu lực"),
    Effect.UNKNOWN: say("Chưa xác định"),
}


def two(number: int) -> str:
    """Return a count as offices write it: 02, 12; nothing is 0."""
    return f"{number:02d}" if number else "0"


def day(value: dt.date, language: str) -> str:
    """Return a date for readers: 14/5/2026, or 14 May 2026."""
    return dates.day_label(value) if language == "vi" else format_date(value, "d MMMM y", language)


def days(first: dt.date, last: dt.date, language: str) -> str:
    """Return a day, or from which to which: 10/9/2026 - 25/9/2026."""
    return day(first, language) if first == last else f"{day(first, language)} - {day(last, language)}"


def document(item: Document, translate: Translator) -> str:
    """Return what a document is called in a sentence: Nghị định số 118/2025/NĐ-CP."""
    if item.meta.number is None:
        return " ".join(item.meta.abstract.split())
    kind = DOCUMENT_TYPE[item.meta.type]
    return say("{kind} số {number}", kind=kind, number=item.meta.number).render(translate)


def amount(number: int, language: str) -> str:
    """Return a count as offices write it: 02, 15, 1.250."""
    return two(number) if number < 10 else format_decimal(number, locale=language)


def month(value: Month, language: str) -> str:
    """Return a month for readers: Tháng 5/2026, or May 2026."""
    if language == "vi":
        return f"Tháng {dates.month_label(value)}"
    return format_date(dt.date(value.year, value.number, 1), "MMMM y", language)


def standing(post: Post, today: dt.date, language: str) -> Text:
    """Return where a post stands on its way to the public."""
    if post.meta.status is Status.PUBLISHED and not post.is_public(today):
        return say("Sẽ đăng ngày {day}", day=day(post.meta.date.day, language))
    return POST_STATUS[post.meta.status]


def status(row: MonthTally, today: dt.date, translate: Translator) -> str:
    """Return how a month stands, with what it lacks."""
    word = STATUS[row.status].render(translate)
    if row.status is MonthStatus.SHORT:
        text = say("{status} (thiếu {missing} tin, bài)", status=word, missing=two(row.missing))
    elif row.status is MonthStatus.IN_PROGRESS:
        text = say(
            "{status} (còn thiếu {missing}; {left})",
            status=word,
            missing=two(row.missing),
            left=time_left(row.month, today),
        )
    elif row.status is MonthStatus.UNDETERMINED:
        text = say("{status} (có {n} bài chưa đọc được)", status=word, n=two(row.unreadable))
    elif row.status is MonthStatus.NOT_APPLICABLE and row.begun:
        text = say("Không ấn định chỉ tiêu")
    else:
        return word
    return text.render(translate)


def time_left(value: Month, today: dt.date) -> Text:
    """Return how long a month still runs: the days that come after today, or that this is its last."""
    days = max(0, (value.last_day - today).days)
    return say("còn {days} ngày", days=str(days)) if days else say("hôm nay là ngày cuối")


_COLOURS = 13


def colours(config: Config) -> dict[str, int]:
    """Return the number of each topic's colour (`assets/tokens.css`), in the order of mkdocs.yml."""
    return {topic.id: place % _COLOURS + 1 for place, topic in enumerate(config.plugin.topic_list)}
