"""What the results of an index say: which is the latest, how it differs from the one before, what points were lost."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.locale import Text, say
from cchc.model import Site
from cchc.records import Indicator
from cchc.schema import IndexLoss, IndexMeasure, IndicatorYear, MeasureState
from cchc.schema.indicators import MeasuredLevel
from cchc.text import sort_key

_LEVELS = tuple(MeasuredLevel)


def decimal(value: Decimal, language: str) -> str:
    """Return points for readers, every digit as it was announced: 87,40, or 87.40 in English."""
    text = f"{value:,f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def ordered(site: Site) -> list[Indicator]:
    """Return the indices as people list them: by whose they are, then by name."""
    return sorted(site.indicators, key=lambda item: (_LEVELS.index(item.meta.level), sort_key(item.meta.name), item.id))


def results(indicator: Indicator) -> tuple[IndicatorYear, ...]:
    """Return the result of each year, oldest first; of a year that is there twice, the first written."""
    by_year: dict[int, IndicatorYear] = {}
    for result in indicator.meta.years:
        by_year.setdefault(result.year, result)
    return tuple(by_year[year] for year in sorted(by_year))


@dataclass(frozen=True, slots=True)
class Change:
    """How a result differs from the one before it, as far as the two can be compared."""

    since: int
    """The year of the one before."""
    points: Decimal | None
    """What was won or lost; None where a score is missing or the two have different maxima."""
    ranks: int | None
    """How many places better; None where a rank is missing or they are ranks among different numbers."""
    other_scale: bool = False
    """Whether there are two scores that cannot be compared."""

    def words(self, language: str) -> tuple[Text, ...]:
        """Return the change as officials say it: «tăng 1,25 điểm», «giảm 03 bậc»; nothing where none is known."""
        said = []
        if self.points is not None:
            points = decimal(abs(self.points), language)
            if self.points:
                up, down = say("tăng {points} điểm", points=points), say("giảm {points} điểm", points=points)
                said.append(up if self.points > 0 else down)
            else:
                said.append(say("giữ nguyên số điểm"))
        if self.ranks is not None:
            places = f"{abs(self.ranks):02d}"
            if self.ranks:
                up, down = say("tăng {places} bậc", places=places), say("giảm {places} bậc", places=places)
                said.append(up if self.ranks > 0 else down)
            else:
                said.append(say("giữ nguyên thứ hạng"))
        return tuple(said)

    def said(self, language: str) -> Text | None:
        """Return the change with the year it is measured from; None where none is known."""
        words, year = self.words(language), str(self.since)
        if not words:
            return None
        if len(words) == 1:
            return say("{change} so với năm {year}", change=words[0], year=year)
        return say("{points}, {ranks} so với năm {year}", points=words[0], ranks=words[1], year=year)


def change(indicator: Indicator, result: IndicatorYear) -> Change | None:
    """Return how a result differs from the latest one before it; None where there is none."""
    before = next((item for item in reversed(results(indicator)) if item.year < result.year), None)
    if before is None:
        return None
    points = ranks = None
    if result.score is not None and before.score is not None:
        points = result.score - before.score
    if result.rank is not None and before.rank is not None and result.of == before.of:
        ranks = before.rank - result.rank
    same = result.max == before.max
    return Change(before.year, points if same else None, ranks, other_scale=points is not None and not same)


def measures(result: IndicatorYear) -> Iterator[tuple[IndexLoss, IndexMeasure]]:
    """Yield each measure with the loss that it is to mend."""
    for lost in result.lost:
        for measure in lost.measures:
            yield lost, measure


def is_overdue(measure: IndexMeasure, day: dt.date) -> bool:
    """Whether a measure should have been done before a day."""
    return measure.state is not MeasureState.DONE and measure.due is not None and measure.due < day


def total(values: Sequence[Decimal]) -> Decimal:
    """Return a sum, with as many decimal places as the longest."""
    return sum(values, start=Decimal(0))


def owed_year(today: dt.date) -> int:
    """Return the year whose result is to be recorded by now: last year's from July on, else the year before it."""
    return today.year - 1 if (today.month, today.day) > (6, 30) else today.year - 2
