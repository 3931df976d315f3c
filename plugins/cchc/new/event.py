"""A new event: what is asked, and the file that comes of it."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from cchc.dates import Moment
from cchc.front_matter import quoted
from cchc.labels import EVENT_KIND
from cchc.locale import Translator, say
from cchc.model import SetupError, Site
from cchc.new.files import Draft, commented
from cchc.new.questions import Question, Values, of_choices, of_kind, of_names
from cchc.schema import EVENT, Line, Summary, Title, Url, Vocabulary
from cchc.schema.fields import MomentField
from cchc.text import slug

_DAY_FIRST = re.compile(r"(?:(\d{1,2})[:h](\d{2})?,? )?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: (\d{1,2})[:h](\d{2})?)?")


def questions(site: Site, translate: Translator) -> Sequence[Question]:
    """Return what a new event needs to know."""
    kinds = [(kind.value, label.render(translate)) for kind, label in EVENT_KIND.items()]
    units = [(unit.id, unit.name) for unit in site.config.plugin.units]
    title, start = translate("Tên sự kiện"), translate("Bắt đầu, ví dụ 2026-12-10 08:00 (không ghi giờ là cả ngày)")
    end, place = translate("Kết thúc (Enter để bỏ qua)"), translate("Địa điểm")
    online, audience = translate("Địa chỉ dự trực tuyến (Enter để bỏ qua)"), translate("Ai nên đến (Enter để bỏ qua)")
    summary = translate("Tóm tắt (Enter để bỏ qua)")
    return (
        Question(key="title", label=title, check=of_kind(Title, title, translate)),
        Question(key="kind", label=translate("Loại sự kiện"), check=of_choices(kinds, translate), choices=kinds),
        Question(key="start", label=start, check=_moment(start, translate)),
        Question(key="end", label=end, check=_moment(end, translate), may_be_empty=True, is_wanted=False),
        Question(
            key="unit",
            label=translate("Đơn vị chủ trì"),
            check=of_names(Vocabulary(site.config.plugin).units, translate),
            choices=units,
        ),
        Question(key="place", label=place, check=of_kind(Line, place, translate), may_be_empty=True),
        Question(key="online", label=online, check=of_kind(Url, online, translate), may_be_empty=True, is_wanted=False),
        Question(
            key="audience", label=audience, check=of_kind(Line, audience, translate), may_be_empty=True, is_wanted=False
        ),
        Question(
            key="summary", label=summary, check=of_kind(Summary, summary, translate), may_be_empty=True, is_wanted=False
        ),
    )


def _moment(label: str, translate: Translator) -> Callable[[str], str]:
    """Return the check of a moment; people may write it day first, as in 10/12/2026 8h30."""
    of_schema = of_kind(MomentField, label, translate)

    def check(text: str) -> str:
        match = _DAY_FIRST.fullmatch(text)
        if not match:
            return of_schema(text) and text
        hour, minute = match[1] or match[6], match[2] or match[7] or "00"
        written = f"{match[5]}-{int(match[4]):02d}-{int(match[3]):02d}" + (f" {int(hour):02d}:{minute}" if hour else "")
        return of_schema(written) and written

    return check


def draft(site: Site, values: Values, today: dt.date, translate: Translator) -> Draft:
    """Return the file; raises SetupError for an end that comes before the start."""
    one = {key: found[0] if found else "" for key, found in values.items()}
    start = Moment.parse(one["start"])
    end = Moment.parse(one["end"]) if one["end"] else start
    if end.has_time != start.has_time or end.at < start.at:
        text = say("Kết thúc {end} không hợp với bắt đầu {start}.", end=one["end"], start=one["start"])
        raise SetupError(text.render(translate))
    lines = [
        (translate("Tên sự kiện."), f"title: {quoted(one['title'])}"),
        (
            translate("Loại: conference, training, dialogue, reception (tiếp công dân), contest, other."),
            f"kind: {one['kind']}",
        ),
        (translate("Bắt đầu, kết thúc, giờ Hà Nội; không ghi giờ là cả ngày."), f"start: {one['start']}"),
        ("", f"end: {one['end']}"),
        (translate("Đơn vị chủ trì."), f"unit: {one['unit']}"),
        (translate("Nơi tổ chức; địa chỉ dự trực tuyến."), f"place: {quoted(one['place']) if one['place'] else ''}"),
        ("", f"online: {one['online']}"),
        (translate("Ai nên đến."), f"audience: {quoted(one['audience']) if one['audience'] else ''}"),
        (translate("Nơi hỏi thêm; không ghi số điện thoại riêng."), "contact:"),
        (translate("Một, hai câu nói sự kiện có gì."), f"summary: {quoted(one['summary']) if one['summary'] else ''}"),
        (translate("Tình trạng: scheduled, postponed (hoãn), cancelled (hủy)."), "status: scheduled"),
        (translate("Xong thì ghi địa chỉ bài đưa tin, ví dụ 2026/12/ten-bai."), "post:"),
        (translate("Ngày sửa gần nhất; đổi giờ, nơi, tình trạng thì đổi cả ngày này."), f"updated: {today}"),
    ]
    folder = site.config.docs_dir / EVENT.folder
    name = f"{start.day}-{slug(one['title'], 60) or EVENT.folder}"
    taken = {item.id for item in site.events}
    names = (name, *(f"{name}-{more}" for more in range(2, 100)))
    free = next(
        found for found in names if found not in taken and not (site.config.root / folder / f"{found}.md").exists()
    )
    return Draft(folder / f"{free}.md", commented([(comment, line.rstrip()) for comment, line in lines]))
