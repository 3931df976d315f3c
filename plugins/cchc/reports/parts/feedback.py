"""What a report says of feedback (phản ánh, kiến nghị) received and answered.

The day by which each figure falls into a window, `end` being the last day of the window or today, whichever is first:

| figure | counted by |
|---|---|
| `carried` | received before the window, not answered before it |
| `received` | the day it was received |
| `forwarded_in_time` | of `received`: forwarded (or answered at once) within 05 working days, as of `end` |
| `forwarded_late` | of `received`: forwarded later, or not by `end` though the 05 days are over |
| `answered` | the day it was answered |
| `in_time`, `late` | of `answered`: up to the day it was due, or later |
| `pending` | received by `end`, not answered by `end` |
| `overdue` | of `pending`: due before `end` |

So carried + received = answered + pending, as long as nothing is answered before it was received. Tables by kind,
channel and unit count the same of what has each value. Files that cannot be read are in no figure; `missing` says
how many there are. What is kept from readers (`public: false`) counts all the same.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from cchc import labels
from cchc.feedback import Count, answered_on, by, count, due, forward_by, forwarded_in_time, receiving_unit
from cchc.locale import Text, say
from cchc.model import Site
from cchc.records import Feedback
from cchc.reports.content import Cell, Part, Table, Window
from cchc.schema import FEEDBACK, FeedbackChannel, FeedbackKind
from cchc.schema.words import feedback as words

_FIGURES: Sequence[tuple[str, Text]] = (
    ("carried", say("Kỳ trước chuyển sang")),
    ("received", say("Tiếp nhận trong kỳ")),
    ("forwarded_in_time", say("Chuyển đơn vị xử lý đúng hạn")),
    ("forwarded_late", say("Chuyển đơn vị xử lý quá hạn")),
    ("answered", say("Đã trả lời")),
    ("in_time", say("Trả lời đúng hạn")),
    ("late", say("Trả lời quá hạn")),
    ("pending", say("Chưa trả lời")),
    ("overdue", say("Chưa trả lời, đã quá hạn")),
)
_COLUMNS = (
    *(say("Kỳ trước chuyển sang"), say("Tiếp nhận"), say("Đã trả lời"), say("Đúng hạn")),
    *(say("Quá hạn"), say("Chưa trả lời"), say("Trong đó đã quá hạn")),
)


def part(site: Site, window: Window) -> Part:
    """Return the part of a report on feedback."""
    found = count(site.feedback, window.first, window.last, site.today, site.config)
    end = min(window.last, site.today)
    return Part(
        key="feedback",
        heading=say("Tiếp nhận, xử lý phản ánh, kiến nghị"),
        sentences=tuple(_sentences(found)),
        figures=tuple((key, label, int(getattr(found, key))) for key, label in _FIGURES),
        tables=tuple(_tables(site, window)),
        missing=tuple(_missing(site, window, end)),
    )


def _sentences(found: Count) -> Iterator[Text]:
    if not (found.carried or found.received):
        yield say("Trong kỳ không tiếp nhận phản ánh, kiến nghị nào.")
        return
    two = labels.two
    if found.carried:
        total = two(found.carried + found.received)
        yield say(
            "Tổng số phản ánh, kiến nghị phải xử lý trong kỳ là {total}: kỳ trước chuyển sang {carried}, "
            "tiếp nhận trong kỳ {received}.",
            total=total,
            carried=two(found.carried),
            received=two(found.received),
        )
    else:
        yield say("Trong kỳ tiếp nhận {received} phản ánh, kiến nghị.", received=two(found.received))
    forwarded = found.forwarded_in_time + found.forwarded_late
    if forwarded:
        yield say(
            "Đã chuyển đơn vị xử lý đúng thời hạn 05 ngày làm việc: {in_time}/{all} phản ánh, kiến nghị.",
            in_time=two(found.forwarded_in_time),
            all=two(forwarded),
        )
    if not found.answered:
        yield say("Chưa trả lời phản ánh, kiến nghị nào.")
    elif found.late:
        yield say(
            "Đã trả lời {answered} phản ánh, kiến nghị, trong đó đúng hạn {in_time}, quá hạn {late}.",
            answered=two(found.answered),
            in_time=two(found.in_time),
            late=two(found.late),
        )
    else:
        yield say("Đã trả lời {answered} phản ánh, kiến nghị, tất cả đúng hạn.", answered=two(found.answered))
    if found.overdue:
        yield say(
            "Còn {pending} phản ánh, kiến nghị chưa trả lời, trong đó {overdue} đã quá hạn.",
            pending=two(found.pending),
            overdue=two(found.overdue),
        )
    elif found.pending:
        yield say(
            "Còn {pending} phản ánh, kiến nghị đang xử lý, đều còn trong hạn.",
            pending=two(found.pending),
        )


def _tables(site: Site, window: Window) -> Iterator[Table]:
    """Yield the figures by kind, channel and unit; none where there is nothing to count."""
    kinds, channels = words.VALUES[FeedbackKind], words.VALUES[FeedbackChannel]
    units = {unit.id: unit.name for unit in site.config.plugin.units}
    ways: tuple[tuple[Text, Text, Sequence[tuple[str, Text | str]], Callable[[Feedback], str]], ...] = (
        (
            say("Phản ánh, kiến nghị theo loại"),
            say("Loại"),
            [(kind.value, kinds[kind]) for kind in FeedbackKind],
            lambda item: item.meta.kind.value,
        ),
        (
            say("Phản ánh, kiến nghị theo đường gửi"),
            say("Đường gửi"),
            [(channel.value, channels[channel]) for channel in FeedbackChannel],
            lambda item: item.meta.channel.value,
        ),
        (
            say("Phản ánh, kiến nghị theo đơn vị trả lời"),
            say("Đơn vị"),
            list(units.items()),
            lambda item: item.meta.unit,
        ),
    )
    for caption, first, names, key in ways:
        groups = by(site.feedback, key)
        rows = [
            (name, *_cells(found))
            for id_, name in names
            if any(_cells(found := _count(site, window, groups.get(id_, []))))
        ]
        if rows:
            total: tuple[Cell, ...] = (say("Cộng"), *_cells(_count(site, window, site.feedback)))
            yield Table(caption=caption, columns=(first, *_COLUMNS), rows=rows, total=total)


def _count(site: Site, window: Window, items: Sequence[Feedback]) -> Count:
    return count(items, window.first, window.last, site.today, site.config)


def _cells(found: Count) -> tuple[int, ...]:
    return (
        *(found.carried, found.received, found.answered, found.in_time),
        *(found.late, found.pending, found.overdue),
    )


def _missing(site: Site, window: Window, end: dt.date) -> Iterator[Text]:
    """Yield what is owed at the end of the window, and what no figure holds."""
    config, language = site.config, site.config.language
    for item in site.feedback:
        if item.meta.received > end:
            continue
        told = {"title": item.title, "received": labels.day(item.meta.received, language)}
        if answered_on(item, end) is None and due(item, config) < end:
            yield say(
                "{unit} chưa trả lời «{title}» (tiếp nhận ngày {received}, hạn {due}).",
                unit=config.unit(item.meta.unit).name,
                due=labels.day(due(item, config), language),
                **told,
            )
        elif item.meta.received >= window.first and _is_not_forwarded(site, item, end):
            yield say(
                "{unit} chưa chuyển «{title}» đến đơn vị xử lý (tiếp nhận ngày {received}, hạn {due}).",
                unit=receiving_unit(config),
                due=labels.day(forward_by(item, config), language),
                **told,
            )
    folder = config.docs_dir / FEEDBACK.folder
    unread = sum(item.path.is_relative_to(folder) for item in site.rejected)
    if unread:
        yield say(
            "Có {n} tệp phản ánh, kiến nghị chưa đọc được hoặc còn thông tin riêng nên chưa tính vào số liệu.",
            n=labels.two(unread),
        )


def _is_not_forwarded(site: Site, item: Feedback, end: dt.date) -> bool:
    """Whether it waits to be forwarded though the time for that is over."""
    waits = item.meta.forwarded is None or item.meta.forwarded > end
    return waits and answered_on(item, end) is None and forwarded_in_time(item, end, site.config) is False
