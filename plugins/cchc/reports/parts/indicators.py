"""What a report says of indices: results announced in its window, points lost, and what is done about them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc import labels
from cchc.evidence import resolve
from cchc.indicators import change, decimal, is_overdue, ordered, owed_year, results, total
from cchc.locale import Text, say
from cchc.model import Site
from cchc.records import Indicator
from cchc.reports.content import Cell, Linked, Part, Table, Window
from cchc.schema import IndexLoss, IndexMeasure, IndicatorYear, MeasureState
from cchc.schema.words.indicators import STATES

_COLUMNS = (
    *(say("STT"), say("Chỉ số"), say("Cơ quan, địa phương được đánh giá"), say("Năm"), say("Điểm")),
    *(say("Xếp hạng"), say("Nhóm xếp loại"), say("Thay đổi"), say("Ngày công bố"), say("Nguồn")),
)
_LOSSES = (
    *(say("STT"), say("Chỉ số"), say("Tiêu chí"), say("Điểm bị trừ"), say("Nguyên nhân")),
    *(say("Giải pháp khắc phục"), say("Đơn vị thực hiện"), say("Hạn hoàn thành"), say("Tình trạng")),
    say("Tài liệu kiểm chứng"),
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A criterion that lost points, with one of its measures; None where it has none."""

    indicator: Indicator
    result: IndicatorYear
    lost: IndexLoss
    measure: IndexMeasure | None


def part(site: Site, window: Window) -> Part:
    """Return what was announced in a window, how it differs from the year before, and what is done about losses.

    A result belongs to the window of the day it was published; a measure to that window, and to the one in which
    it is due.
    """
    language = site.config.language
    announced = [
        (indicator, result)
        for indicator in ordered(site)
        for result in results(indicator)
        if window.holds(result.published)
    ]
    rows = list(_rows(site, window, announced))
    measures = [row.measure for row in rows if row.measure]
    lost = [item for _, result in announced for item in result.lost]
    day = min(site.today, window.last)
    done = [item for item in measures if item.state is MeasureState.DONE]
    overdue = [item for item in measures if is_overdue(item, day)]
    return Part(
        key="indicators",
        heading=say("Kết quả các chỉ số cải cách hành chính"),
        sentences=[
            *_announced(announced, language),
            *_losses(lost, language),
            *_measures(measures, done, overdue),
        ],
        figures=(
            ("indicators_announced", say("Số kết quả chỉ số được công bố trong kỳ"), len(announced)),
            ("criteria_lost", say("Số tiêu chí bị trừ điểm"), len(lost)),
            ("measures", say("Số giải pháp khắc phục"), len(measures)),
            ("measures_done", say("Số giải pháp đã hoàn thành"), len(done)),
            ("measures_overdue", say("Số giải pháp quá hạn"), len(overdue)),
        ),
        tables=[*_result_table(site, announced), *_measure_table(site, rows)],
        missing=[*_missing(site, window, rows, day)],
    )


def _rows(site: Site, window: Window, announced: Sequence[tuple[Indicator, IndicatorYear]]) -> Iterator[_Row]:
    """Yield the losses of what was announced with their measures, and measures of earlier losses due in the window."""
    now = {(indicator.id, result.year) for indicator, result in announced}
    for indicator in ordered(site):
        for result in results(indicator):
            is_new = (indicator.id, result.year) in now
            for lost in result.lost:
                chosen = [item for item in lost.measures if is_new or window.holds(item.due)]
                yield from (_Row(indicator, result, lost, item) for item in chosen)
                if is_new and not lost.measures:
                    yield _Row(indicator, result, lost, None)


def _announced(announced: Sequence[tuple[Indicator, IndicatorYear]], language: str) -> Iterator[Text]:
    if not announced:
        yield say("Trong kỳ chưa ghi nhận kết quả chỉ số nào được công bố.")
        return
    yield say("Trong kỳ, có {n} kết quả chỉ số được công bố.", n=labels.two(len(announced)))
    for indicator, result in announced:
        assert result.published is not None
        yield say(
            "{name} năm {year} của {body} (công bố ngày {day}): {result}.",
            name=indicator.meta.name,
            year=str(result.year),
            body=indicator.meta.assessed,
            day=labels.day(result.published, language),
            result=_joined(_result(indicator, result, language)),
        )


def _result(indicator: Indicator, result: IndicatorYear, language: str) -> Iterator[Text | str]:
    """Yield what is known of a result, each a part of a sentence."""
    if result.score is not None and result.max is not None:
        score, most = decimal(result.score, language), decimal(result.max, language)
        yield say("đạt {score}/{max} điểm", score=score, max=most)
    elif result.score is not None:
        yield say("đạt {score} điểm", score=decimal(result.score, language))
    if result.rank and result.of:
        yield say("xếp thứ {rank}/{of}", rank=labels.two(result.rank), of=labels.two(result.of))
    elif result.rank:
        yield say("xếp thứ {rank}", rank=labels.two(result.rank))
    if result.group:
        yield say("xếp loại: {group}", group=result.group)
    since = change(indicator, result)
    said = since.said(language) if since else None
    if said:
        yield said


def _joined(parts: Iterator[Text | str]) -> Text | str:
    """Return parts of a sentence as one."""
    first, *rest = parts
    for item in rest:
        first = say("{before}; {after}", before=first, after=item)
    return first


def _losses(lost: Sequence[IndexLoss], language: str) -> Iterator[Text]:
    if lost:
        points = decimal(total([item.points for item in lost]), language)
        yield say(
            "Các chỉ số được công bố có {n} tiêu chí bị trừ điểm, tổng cộng {points} điểm.",
            n=labels.two(len(lost)),
            points=points,
        )


def _measures(
    measures: Sequence[IndexMeasure], done: Sequence[IndexMeasure], overdue: Sequence[IndexMeasure]
) -> Iterator[Text]:
    if not measures:
        return
    running = sum(item.state is MeasureState.IN_PROGRESS for item in measures)
    yield say(
        "Có {n} giải pháp khắc phục: đã hoàn thành {done}, đang thực hiện {running}, chưa thực hiện {planned}.",
        n=labels.two(len(measures)),
        done=labels.two(len(done)),
        running=labels.two(running),
        planned=labels.two(len(measures) - len(done) - running),
    )
    if overdue:
        yield say("Trong đó, {n} giải pháp đã quá hạn.", n=labels.two(len(overdue)))


def _result_table(site: Site, announced: Sequence[tuple[Indicator, IndicatorYear]]) -> Iterator[Table]:
    language = site.config.language
    if announced:
        yield Table(
            caption=say("Kết quả các chỉ số được công bố trong kỳ"),
            columns=_COLUMNS,
            rows=[
                [
                    number,
                    Linked(indicator.meta.name, indicator.url),
                    indicator.meta.assessed,
                    str(result.year),
                    _of(result.score, result.max, language),
                    _rank(result),
                    result.group,
                    since.said(language) if (since := change(indicator, result)) else None,
                    result.published,
                    _source(result),
                ]
                for number, (indicator, result) in enumerate(announced, 1)
            ],
        )


def _of(score: Decimal | None, most: Decimal | None, language: str) -> str | None:
    """Return points as text, since a number would lose its last zeros."""
    if score is None:
        return None
    return f"{decimal(score, language)}/{decimal(most, language)}" if most is not None else decimal(score, language)


def _rank(result: IndicatorYear) -> str | None:
    if result.rank is None:
        return None
    return f"{result.rank}/{result.of}" if result.of else str(result.rank)


def _source(result: IndicatorYear) -> Cell:
    words = "; ".join(filter(None, (result.source, result.document)))
    return Linked(words or result.url, result.url) if result.url else words


def _measure_table(site: Site, rows: Sequence[_Row]) -> Iterator[Table]:
    language = site.config.language
    if rows:
        yield Table(
            caption=say("Tiêu chí bị trừ điểm và giải pháp khắc phục"),
            columns=_LOSSES,
            rows=[
                [
                    number,
                    say("{name} năm {year}", name=row.indicator.meta.name, year=str(row.result.year)),
                    row.lost.criterion,
                    decimal(row.lost.points, language),
                    row.lost.cause,
                    *_measure(site, row.measure),
                ]
                for number, row in enumerate(rows, 1)
            ],
        )


def _measure(site: Site, measure: IndexMeasure | None) -> Sequence[Cell]:
    if measure is None:
        return (say("Chưa có"), None, None, None, None)
    shown = (resolve(site, item) for item in measure.evidence)
    evidence = next((link for link in shown if link.url), None)
    return (
        measure.what,
        site.config.unit(measure.unit).name,
        measure.due,
        STATES[measure.state],
        evidence,
    )


def _missing(site: Site, window: Window, rows: Sequence[_Row], day: dt.date) -> Iterator[Text]:
    """Yield what is owed: results, measures, days of publication."""
    language = site.config.language
    for row in rows:
        if row.measure is None:
            yield say(
                "{name} năm {year}: tiêu chí «{criterion}» bị trừ {points} điểm, chưa có giải pháp khắc phục.",
                name=row.indicator.meta.name,
                year=str(row.result.year),
                criterion=row.lost.criterion,
                points=decimal(row.lost.points, language),
            )
        elif row.measure.due and is_overdue(row.measure, day):
            yield say(
                "{unit} chưa hoàn thành giải pháp «{what}», hạn {day}.",
                unit=site.config.unit(row.measure.unit).name,
                what=row.measure.what,
                day=labels.day(row.measure.due, language),
            )
    for indicator in ordered(site):
        found = results(indicator)
        owed = owed_year(day)
        if found[-1].year < owed:
            yield say("{name}: chưa có kết quả năm {year}.", name=indicator.meta.name, year=str(owed))
        for result in found:
            if result.published is None and result.year == window.last.year - 1:
                name, year = indicator.meta.name, str(result.year)
                yield say("{name} năm {year}: chưa ghi ngày công bố nên chưa tính vào kỳ.", name=name, year=year)
