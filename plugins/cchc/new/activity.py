"""A new activity: what is asked, and the file that comes of it."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from itertools import islice
from textwrap import fill

from cchc.activities import took_place
from cchc.front_matter import quoted, written
from cchc.labels import ACTIVITY_KIND
from cchc.locale import Translator, say
from cchc.model import SetupError, Site
from cchc.new.files import Draft, commented
from cchc.new.questions import Question, Values, bare, of_choices, of_day, of_kind, of_names
from cchc.records import Event
from cchc.schema import ACTIVITY, Line, Summary, Title, Vocabulary
from cchc.text import slug

_NUMBER = re.compile(r"[0-9]{1,3}(?:[. ]?[0-9]{3})*", re.ASCII)
_EVENTS = 9
"""Events to choose from: the latest."""


def questions(site: Site, translate: Translator) -> Sequence[Question]:
    """Return what a new activity needs to know."""
    kinds = [(kind.value, label.render(translate)) for kind, label in ACTIVITY_KIND.items()]
    units = [(unit.id, unit.name) for unit in site.config.plugin.units]
    events = [(event.id, event.title) for event in _events(site)]
    title, date = translate("Tên hoạt động"), translate("Ngày thực hiện, hoặc ngày bắt đầu")
    end, place = translate("Ngày cuối (Enter nếu chỉ một ngày)"), translate("Địa điểm (Enter để bỏ qua)")
    quantity = translate("Số lượng: cuộc họp, lượt phát, tờ đã phát (Enter nếu là 01)")
    participants = translate("Số người tham dự (Enter để bỏ qua)")
    audience = translate("Nhóm đối tượng, ví dụ Người dân (Enter để bỏ qua)")
    event = translate("Sự kiện đã công bố mà hoạt động này là kết quả (Enter nếu không)")
    summary = translate("Tóm tắt (Enter để bỏ qua)")
    return (
        Question(key="title", label=title, check=of_kind(Title, title, translate)),
        Question(key="kind", label=translate("Hình thức"), check=of_choices(kinds, translate), choices=kinds),
        Question(key="date", label=date, check=of_day(date, translate), default=str(site.today)),
        Question(key="end", label=end, check=of_day(end, translate), may_be_empty=True, is_wanted=False),
        Question(
            key="unit",
            label=translate("Đơn vị chủ trì"),
            check=of_names(Vocabulary(site.config.plugin).units, translate),
            choices=units,
        ),
        Question(key="place", label=place, check=of_kind(Line, place, translate), may_be_empty=True, is_wanted=False),
        Question(
            key="quantity", label=quantity, check=_number(quantity, 1, translate), may_be_empty=True, is_wanted=False
        ),
        Question(
            key="participants",
            label=participants,
            check=_number(participants, 0, translate),
            may_be_empty=True,
            is_wanted=False,
        ),
        Question(
            key="audience",
            label=audience,
            check=of_kind(Line, audience, translate),
            may_be_empty=True,
            is_wanted=False,
            several=True,
        ),
        Question(
            key="event",
            label=event,
            check=_event(site, translate),
            choices=events,
            may_be_empty=True,
            is_wanted=False,
        ),
        Question(
            key="summary", label=summary, check=of_kind(Summary, summary, translate), may_be_empty=True, is_wanted=False
        ),
    )


def _events(site: Site) -> list[Event]:
    """Return the latest events that no activity tells of yet."""
    told = {item.meta.event for item in site.activities}
    over = (event for event in reversed(site.events) if took_place(event, site.today) and event.id not in told)
    return list(islice(over, _EVENTS))


def _event(site: Site, translate: Translator) -> Callable[[str], str]:
    known = [(event.id, event.title) for event in site.events]
    refuse = of_choices(known, translate)

    def check(text: str) -> str:
        return text if any(text == id_ for id_, _ in known) else refuse(text)

    return check


def _number(label: str, least: int, translate: Translator) -> Callable[[str], str]:
    """Return the check of a whole number; people may write 1.250."""

    def check(text: str) -> str:
        number = int(re.sub(r"\D", "", text)) if _NUMBER.fullmatch(text) else -1
        if number < least:
            allowed = say("số nguyên từ {least} trở lên", least=str(least))
            sentence = say(
                "{name}: «{found}» không dùng được; cần {allowed}.", name=bare(label), found=text, allowed=allowed
            )
            raise SetupError(sentence.render(translate))
        return str(number)

    return check


def draft(site: Site, values: Values, today: dt.date, translate: Translator) -> Draft:
    """Return the file; raises SetupError for an end that comes before the first day."""
    one = {key: found[0] if found else "" for key, found in values.items()}
    if one["end"] and one["end"] < one["date"]:
        text = say("Kết thúc {end} không hợp với bắt đầu {start}.", end=one["end"], start=one["date"])
        raise SetupError(text.render(translate))
    kinds = "; ".join(f"{kind.value} ({label.render(translate)})" for kind, label in ACTIVITY_KIND.items())
    lines = [
        (translate("Tên hoạt động."), f"title: {quoted(one['title'])}"),
        (fill(say("Hình thức: {kinds}.", kinds=kinds).render(translate), 110), f"kind: {one['kind']}"),
        (translate("Ngày thực hiện; kéo dài nhiều ngày thì ghi cả ngày cuối ở end."), f"date: {one['date']}"),
        ("", f"end: {one['end']}"),
        (translate("Đơn vị chủ trì; các đơn vị phối hợp, ví dụ [van-phong]."), f"unit: {one['unit']}"),
        ("", "co_units:"),
        (translate("Nội dung CCHC, như ở bài viết."), "topic:"),
        (translate("Nơi tổ chức, nơi phát, nơi treo."), f"place: {quoted(one['place']) if one['place'] else ''}"),
        (
            translate("Số lượng theo hình thức: cuộc họp, lượt phát, tờ đã phát; không ghi là 01."),
            f"quantity: {one['quantity']}",
        ),
        (translate("Số người tham dự, ghi khi đã diễn ra."), f"participants: {one['participants']}"),
        (
            translate("Ngôn ngữ ngoài tiếng Việt: tyz (Tày), nut (Nùng), ium (Dao), hmn (Mông)… Ví dụ: [tyz, nut]"),
            "languages:",
        ),
        (
            translate("Nhóm đối tượng được tuyên truyền. Ví dụ: [Người dân, Hộ kinh doanh]"),
            f"audience: {written(list(values['audience'])) if values['audience'] else ''}",
        ),
        (translate("Một, hai câu nói đã làm gì."), f"summary: {quoted(one['summary']) if one['summary'] else ''}"),
        (translate("Sự kiện đã công bố mà hoạt động này là kết quả: phần cuối địa chỉ."), f"event: {one['event']}"),
        (
            translate("Tài liệu kiểm chứng: post (bài), document (văn bản), event hoặc url kèm title. Ví dụ:")
            + '\n[{post: 2026/09/ten-bai}, {url: "https://…", title: Tên trang}]',
            "evidence:",
        ),
        (translate("Ngày sửa tệp này."), f"updated: {today}"),
    ]
    folder = site.config.docs_dir / ACTIVITY.folder
    name = f"{one['date']}-{slug(one['title'], 60) or ACTIVITY.folder}"
    taken = {item.id for item in site.activities}
    names = (name, *(f"{name}-{more}" for more in range(2, 100)))
    free = next(
        found for found in names if found not in taken and not (site.config.root / folder / f"{found}.md").exists()
    )
    return Draft(folder / f"{free}.md", commented([(comment, line.rstrip()) for comment, line in lines]))
