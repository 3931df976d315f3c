"""Feedback (phản ánh, kiến nghị): no personal data, nothing overdue, replies that say what they should."""

import datetime as dt
from collections.abc import Iterator

from cchc import personal
from cchc.feedback import State, owed
from cchc.labels import day
from cchc.locale import Params, say
from cchc.model import Place, Severity, Site
from cchc.personal import masked
from cchc.records import Feedback
from cchc.rules import reported, rule
from cchc.text import fold_ascii


@rule(
    "CCHC880",
    Severity.ERROR,
    message="Mục {key} có {what}: {found}. Tệp này không được đăng.",
    hint="{fix}",
)
def personal_data(site: Site) -> Iterator[tuple[Place, Params]]:
    """Phản ánh, kiến nghị không chứa dữ liệu cá nhân của ai.

    Vì sao: họ tên kèm nơi ở, số điện thoại, số căn cước là dữ liệu cá nhân được pháp luật bảo vệ; số đã lên mạng thì
    không lấy lại được. Tệp như vậy không được đăng, và không bỏ qua được bằng `ignore`. Liên hệ của cơ quan ghi trong
    mkdocs.yml thì được; của cơ quan khác thì ghi ở `feedback.public_contacts`.

    Sai: `question: Tôi là Nguyễn Văn A ở thôn X, hỏi về khai sinh`
    Đúng: `question: Công dân hỏi về khai sinh`
    """
    return reported("CCHC880", site)


@rule(
    "CCHC881",
    Severity.ERROR,
    message="Ghi đã trả lời ngày {day} nhưng tệp chưa có nội dung trả lời.",
    hint="Viết nội dung trả lời xuống dưới phần khai báo; chưa trả lời thì xóa dòng `answered`.",
)
def no_reply(site: Site) -> Iterator[tuple[Place, Params]]:
    """Phản ánh, kiến nghị đã trả lời thì có nội dung trả lời.

    Vì sao: báo cáo tính là đã trả lời, mà người dân và người kiểm tra không đọc được câu trả lời nào.

    Sai: có `answered` nhưng dưới phần khai báo không có gì
    Đúng: dưới phần khai báo là nội dung trả lời
    """
    for item in site.feedback:
        if item.meta.answered and not item.has_reply:
            yield Place(item.path, item.line_of("answered")), {"day": _shown(site, item.meta.answered)}


@rule(
    "CCHC882",
    Severity.WARNING,
    message="Tệp đã có nội dung trả lời nhưng chưa ghi ngày trả lời, nên chưa được đăng.",
    hint="Đã gửi trả lời thì ghi ngày gửi: answered: {today}",
)
def reply_without_day(site: Site) -> Iterator[tuple[Place, Params]]:
    """Nội dung trả lời đi cùng ngày trả lời.

    Vì sao: chưa có `answered` thì câu trả lời chưa được đăng, và báo cáo vẫn tính là chưa trả lời.

    Sai: đã viết nội dung trả lời mà không có `answered`
    Đúng: `answered: 2026-11-20`
    """
    for item in site.feedback:
        if item.has_reply and item.meta.answered is None:
            yield Place(item.path, item.body_line), {"today": str(site.today)}


@rule(
    "CCHC883",
    Severity.ERROR,
    message="`{key}: {found}` {what}.",
    hint="Kiểm tra lại ngày: tiếp nhận trước, rồi chuyển đơn vị xử lý, rồi trả lời; không ghi ngày chưa tới.",
)
def days_out_of_order(site: Site) -> Iterator[tuple[Place, Params]]:
    """Ngày tiếp nhận, chuyển, trả lời đứng theo thứ tự và đã qua.

    Vì sao: số liệu đúng hạn, quá hạn trong báo cáo tính từ các ngày này.

    Sai: `answered: 2062-11-20`
    Đúng: `answered: 2026-11-20`
    """
    for item in site.feedback:
        for key, found, other in _days(item):
            if found is None:
                continue
            told = {"key": key, "found": str(found)}
            if key != "due" and found > site.today:
                yield Place(item.path, item.line_of(key)), {**told, "what": say("còn sau hôm nay")}
            elif other is not None and found < other[1]:
                what = say("lại trước `{key}: {day}`", key=other[0], day=str(other[1]))
                yield Place(item.path, item.line_of(key)), {**told, "what": what}


def _days(item: Feedback) -> Iterator[tuple[str, dt.date | None, tuple[str, dt.date] | None]]:
    """Yield each day of a record with the one that it must not come before."""
    meta = item.meta
    came = ("received", meta.received)
    yield "received", meta.received, None
    yield "forwarded", meta.forwarded, came
    yield "due", meta.due, came
    yield "answered", meta.answered, ("forwarded", meta.forwarded) if meta.forwarded else came


@rule(
    "CCHC884",
    Severity.WARNING,
    message="Hạn chuyển là ngày {since}, đã qua: tiếp nhận ngày {received}, chưa ghi ngày chuyển. {unit} phải chuyển.",
    hint="Chuyển đơn vị xử lý rồi ghi ngày chuyển: forwarded: {today}",
)
def overdue_to_forward(site: Site) -> Iterator[tuple[Place, Params]]:
    """Phản ánh, kiến nghị được chuyển đến đơn vị xử lý trong 05 ngày làm việc.

    Vì sao: Nghị định số 20/2008/NĐ-CP cho cơ quan tiếp nhận 05 ngày làm việc, không tính ngày tiếp nhận. Đơn vị tiếp
    nhận tự xử lý thì ghi ngày giao việc.

    Sai: tiếp nhận đã 06 ngày làm việc mà không có `forwarded`
    Đúng: `forwarded: 2026-11-20`
    """
    return _overdue(site, State.OVERDUE_TO_FORWARD)


@rule(
    "CCHC885",
    Severity.WARNING,
    message="Hạn trả lời là ngày {since}, đã qua: tiếp nhận ngày {received}. {unit} phải trả lời.",
    hint="Trả lời rồi ghi ngày trả lời: answered: {today}; được gia hạn thì ghi hạn mới ở `due`.",
)
def overdue_to_answer(site: Site) -> Iterator[tuple[Place, Params]]:
    """Phản ánh, kiến nghị được trả lời trong hạn.

    Vì sao: người gửi đang chờ. Hạn là ngày ghi ở `due`; không ghi thì tính theo `feedback.answer_days` của
    mkdocs.yml.

    Sai: quá hạn mà không có `answered`
    Đúng: `answered: 2026-11-20`, dưới phần khai báo là nội dung trả lời
    """
    return _overdue(site, State.OVERDUE_TO_ANSWER)


def _overdue(site: Site, state: State) -> Iterator[tuple[Place, Params]]:
    for debt in owed(site):
        if debt.state is state:
            told = {"since": _shown(site, debt.since), "unit": debt.unit, "today": str(site.today)}
            received = _shown(site, debt.item.meta.received)
            yield Place(debt.item.path, debt.item.line_of("received")), {**told, "received": received}


@rule(
    "CCHC886",
    Severity.WARNING,
    message="Thủ tục {found} không có trong danh mục, nên câu trả lời không dẫn tới được.",
    hint="Kiểm tra lại mã; thủ tục có thật thì tạo tệp cho nó: cchc new procedure",
)
def unknown_procedure(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mã ở `procedures` của phản ánh, kiến nghị là của thủ tục có trong danh mục.

    Vì sao: trang trả lời dẫn người đọc tới thủ tục; mã gõ sai thì không dẫn được.

    Sai: `procedures: ["1.999999"]`
    Đúng: `procedures: ["1.001193"]`
    """
    for item in site.feedback:
        for code in item.meta.procedures:
            if site.procedure(code) is None:
                yield Place(item.path, item.line_of("procedures")), {"found": code}


@rule(
    "CCHC887",
    Severity.WARNING,
    message="Nội dung phản ánh, kiến nghị này giống hệt ở {other}.",
    hint="Ghi hai lần thì xóa một tệp; hai người cùng hỏi một điều thì ghi ignore kèm lý do.",
)
def same_question(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mỗi phản ánh, kiến nghị chỉ có một tệp.

    Vì sao: ghi hai lần thì báo cáo tính thành hai, và người đọc gặp hai câu trả lời.

    Sai: hai tệp cùng một câu hỏi
    Đúng: một tệp
    """
    first: dict[str, Feedback] = {}
    for item in site.feedback:
        other = first.setdefault(fold_ascii(item.meta.question), item)
        if other is not item:
            yield Place(item.path, item.line_of("question")), {"other": str(other.path)}


@rule(
    "CCHC888",
    Severity.WARNING,
    message="Có vẻ nêu họ tên một người dân: {found}.",
    hint="Viết «một công dân», «một hộ kinh doanh». Tên cán bộ thì ghi kèm chức vụ: «ông …, Chủ tịch UBND xã».",
)
def named_person(site: Site) -> Iterator[tuple[Place, Params]]:
    """Câu hỏi và câu trả lời không cần họ tên người dân.

    Vì sao: họ tên là dữ liệu cá nhân, và người đọc chỉ cần biết điều được hỏi, được trả lời.

    Sai: `question: Ông Hoàng Văn B hỏi về khai sinh`
    Đúng: `question: Một công dân hỏi về khai sinh`
    """
    for item in site.feedback:
        for text, line in ((item.meta.title, item.line_of("title")), (item.meta.question, item.line_of("question"))):
            for found in personal.find_names(text)[:1]:
                yield Place(item.path, line), {"found": masked(found.text)}
        for found in personal.find_names(item.body)[:1]:
            yield Place(item.path, item.body_line + found.line), {"found": masked(found.text)}


def _shown(site: Site, value: dt.date) -> str:
    return day(value, site.config.language)
