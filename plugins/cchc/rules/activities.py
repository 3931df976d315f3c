"""Activities, and events once they are over: what a report says was done, and what proves it."""

from collections.abc import Iterator

from cchc import evidence
from cchc.activities import activities, twins
from cchc.dates import day_label
from cchc.locale import Params, Text, say
from cchc.model import Place, Severity, Site
from cchc.records import Activity, Event
from cchc.rules import rule
from cchc.schema import ActivityKind
from cchc.schema.activities import GATHERINGS, MEASURED
from cchc.schema.words.activities import KIND, MEASURE
from cchc.text import nearest

_MOST_DAYS = 731


def _all(site: Site) -> tuple[Activity | Event, ...]:
    return (*site.events, *site.activities)


def _first_key(record: Activity | Event) -> str:
    return "date" if isinstance(record, Activity) else "start"


def _place(record: Activity | Event, key: str) -> Place:
    """Return where a key stands; the day of the record where it is not written."""
    return Place(record.path, record.line_of(key if key in record.lines else _first_key(record)))


def _is_judged(site: Site, year: int) -> bool:
    """Whether what was done in a year still belongs into a report."""
    return year >= site.today.year - 1


@rule(
    "CCHC864",
    Severity.WARNING,
    message="Chưa tới ngày thực hiện ({day}) mà đã ghi `{key}`.",
    hint="Kiểm tra lại ngày; hoạt động chưa diễn ra thì xóa dòng này, xong rồi hãy ghi.",
)
def told_too_early(site: Site) -> Iterator[tuple[Place, Params]]:
    """Số người tham dự và tài liệu kiểm chứng được ghi khi hoạt động, sự kiện đã diễn ra.

    Vì sao: ghi trước thì báo cáo nói điều chưa có; thường là gõ nhầm ngày.

    Sai: `date: 2026-12-30` và `participants: 45` khi hôm nay là 21/11/2026
    Đúng: bỏ `participants`, hoặc sửa `date` cho đúng ngày đã diễn ra
    """
    for record in _all(site):
        day = record.meta.date if isinstance(record, Activity) else record.meta.start.day
        if day <= site.today:
            continue
        for key in ("participants", "evidence"):
            if getattr(record.meta, key) not in (None, ()):
                yield _place(record, key), {"day": str(day), "key": key}


@rule(
    "CCHC865",
    Severity.WARNING,
    message="Đã diễn ra ngày {day} nhưng chưa có tài liệu kiểm chứng.",
    hint='evidence: [{{post: 2026/09/ten-bai}}, {{document: 12/BC-UBND}}, {{url: "https://…", title: Tên tài liệu}}]',
)
def unproved(site: Site) -> Iterator[tuple[Place, Params]]:
    """Hoạt động, sự kiện đã diễn ra có tài liệu kiểm chứng.

    Vì sao: báo cáo CCHC được chấm theo tài liệu kiểm chứng; hoạt động không có tài liệu thì dễ không được công nhận.
    Chỉ nhắc những gì diễn ra năm nay và năm trước.

    Sai: hội nghị ngày 08/10/2026 không có `evidence`, cũng không có `post`
    Đúng: `evidence: [{post: 2026/10/hoi-nghi-tuyen-truyen}]`
    """
    records = {record.path: record for record in _all(site)}
    for item in activities(site):
        if item.day < site.today and _is_judged(site, item.day.year) and not item.evidence:
            yield _place(records[item.path], "evidence"), {"day": day_label(item.day)}


@rule(
    "CCHC866",
    Severity.WARNING,
    message="Đã diễn ra ngày {day} nhưng chưa ghi `{key}`: {what}.",
    hint="{key}: 45",
)
def uncounted(site: Site) -> Iterator[tuple[Place, Params]]:
    """Cuộc họp, hội nghị, lớp tập huấn đã diễn ra có số người dự; truyền thanh, màn hình, pano, tờ rơi có số lượng.

    Vì sao: báo cáo nêu số người được tuyên truyền, số lượt phát, số tờ đã phát; không ghi thì không ai đoán được.
    Chỉ nhắc những gì diễn ra năm nay và năm trước.

    Sai: `kind: leaflet` mà không ghi `quantity`
    Đúng: `quantity: 500`
    """
    records = {record.path: record for record in _all(site)}
    for item in activities(site):
        if item.day >= site.today or not _is_judged(site, item.day.year):
            continue
        record = records[item.path]
        key = "quantity" if item.kind in MEASURED else "participants"
        is_lacking = "quantity" not in record.meta.model_fields_set if key == "quantity" else item.participants is None
        if is_lacking and item.kind in GATHERINGS | MEASURED:
            yield _place(record, key), {"day": day_label(item.day), "key": key, "what": _counted_in(item.kind, key)}


def _counted_in(kind: ActivityKind, key: str) -> Text:
    if key == "participants":
        return say("{kind} có bao nhiêu người dự", kind=KIND[kind])
    return say("bao nhiêu {measure}", measure=MEASURE[kind])


@rule(
    "CCHC867",
    Severity.ERROR,
    message="`{key}: {found}` không có trên trang này.",
    hint="{fix}",
)
def unknown_evidence(site: Site) -> Iterator[tuple[Place, Params]]:
    """Tài liệu kiểm chứng, và sự kiện mà hoạt động ghi lại, là bài, văn bản, sự kiện, hoạt động có thật.

    Vì sao: người chấm điểm bấm vào mà không thấy gì thì coi như không có tài liệu.

    Sai: `evidence: [{post: 2026/09/bai-khong-co}]`
    Đúng: `evidence: [{post: 2026/09/truyen-thanh-co-so-va-cchc}]`
    """
    events = {item.id for item in site.events}
    for record in _all(site):
        for item in record.meta.evidence:
            if evidence.is_missing(site, item):
                yield _place(record, "evidence"), _told(*evidence.written(item), evidence.suggestion(site, item))
        if isinstance(record, Activity) and record.meta.event and record.meta.event not in events:
            yield _place(record, "event"), _told("event", record.meta.event, _event_meant(site, record))


def _event_meant(site: Site, activity: Activity) -> str | None:
    """Return the event that an activity most likely means: the only one of its day, else one of a name like it."""
    of_day = [item.id for item in site.events if item.meta.start.day == activity.meta.date]
    return of_day[0] if len(of_day) == 1 else nearest(activity.meta.event or "", (item.id for item in site.events))


def _told(key: str, name: str, meant: str | None) -> Params:
    advice = say("Ghi đúng tên của bài, văn bản, sự kiện hoặc hoạt động đã có; chưa có thì xóa dòng này.")
    if key == "document":
        advice = say("Khai văn bản ở docs/van-ban trước (cchc new document), rồi ghi đúng số, ký hiệu.")
    return {"key": key, "found": name, "fix": f"{key}: {meant}" if meant else advice}


@rule(
    "CCHC868",
    Severity.WARNING,
    message="Cùng một việc với {other}; báo cáo chỉ đếm một lần.",
    hint="{fix}",
)
def told_twice(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mỗi hoạt động được ghi một lần.

    Vì sao: ghi hai lần thì báo cáo nêu gấp đôi. Hai tệp cùng tên, cùng ngày được coi là một việc, trừ khi ghi hai nơi
    khác nhau ở `place`; hoạt động là kết quả của một sự kiện đã công bố thì nêu sự kiện ấy ở `event`.

    Sai: `docs/su-kien` và `docs/hoat-dong` cùng có «Hội nghị tuyên truyền CCHC», ngày 08/10/2026
    Đúng: tệp ở `docs/hoat-dong` ghi `event: 2026-10-08-hoi-nghi-tuyen-truyen-cchc`
    """
    for twin in twins(site):
        other = twin.other
        fix: str | Text = say("Xóa một trong hai tệp; nếu là hai việc khác nhau thì ghi ignore kèm lý do.")
        if isinstance(twin.record, Activity) and isinstance(other, Event):
            fix = f"event: {other.id}"
        yield Place(twin.record.path, twin.record.line_of("title")), {"other": str(other.path), "fix": fix}


@rule(
    "CCHC869",
    Severity.WARNING,
    message="`date: {found}` còn cách hôm nay {days} ngày; có thể gõ nhầm năm.",
    hint="Kiểm tra lại năm.",
)
def far_activity(site: Site) -> Iterator[tuple[Place, Params]]:
    """Hoạt động dự kiến không quá hai năm sau hôm nay.

    Vì sao: ngày quá xa thường là gõ nhầm năm; hoạt động đã làm mà ghi nhầm năm thì không vào báo cáo.

    Sai: `date: 2062-09-10`
    Đúng: `date: 2026-09-10`
    """
    for item in site.activities:
        days = (item.meta.date - site.today).days
        if days > _MOST_DAYS:
            yield Place(item.path, item.line_of("date")), {"found": str(item.meta.date), "days": str(days)}
