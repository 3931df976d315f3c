"""The trend of an index as a drawing: where every line, point and word of it stands."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from cchc.indicators import decimal
from cchc.locale import Text, Translator, say
from cchc.schema import IndicatorYear

YEARS = 10
"""The latest years that are drawn; the table has them all."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 340, 22, 172
_LABELS = 6
"""As many years have room for their numbers."""
_STEPS = tuple(Decimal(text) for text in ("1", "2", "2.5", "5", "10"))


def trend(results: Sequence[IndicatorYear], language: str, translate: Translator) -> dict[str, Any] | None:
    """Return the drawing of results, oldest first; None where no year has a score.

    A year without a result is a gap. Years with different maxima are drawn as parts of a hundred.
    """
    last = max((item.year for item in results), default=0)
    drawn = [item for item in results if item.score is not None and item.year > last - YEARS]
    as_percent = len({item.max for item in drawn}) > 1
    left_out = [item.year for item in drawn if as_percent and item.max is None]
    drawn = [item for item in drawn if item.year not in left_out]
    if not drawn:
        return None
    values = {item.year: _value(item, as_percent=as_percent) for item in drawn}
    scale = _Scale(list(values.values()), Decimal(100) if as_percent else drawn[-1].max)
    first, last = drawn[0].year, drawn[-1].year
    width = Decimal(_RIGHT - _LEFT)
    step = width / max(1, last - first)
    across = {
        year: round(_LEFT + 16 + (step * (width - 32) / width) * (year - first) if last > first else _LEFT + width / 2)
        for year in range(first, last + 1)
    }
    points = [(year, across[year], scale.down(value)) for year, value in values.items()]
    numbered = _numbered(values)
    every = -(-len(across) // _LABELS)  # rounded up
    ranks = {item.year: _rank(item) for item in results}

    def said(value: Decimal) -> str:
        return decimal(value, language) + ("%" if as_percent else "")

    notes = _notes(said(scale.ticks[0]) if scale.low else "", as_percent=as_percent, left_out=left_out)
    return {
        "lines": [" ".join(f"{x},{y}" for _, x, y in run) for run in _runs(points) if len(run) > 1],
        "points": [
            {
                "x": x,
                "y": y,
                "text": said(values[year]) if year in numbered else "",
                "text_y": y + 18 if _is_below(values, year) else y - 9,
            }
            for year, x, y in points
        ],
        "years": [
            {
                "x": x,
                "text": str(year) if (last - year) % every == 0 else "",
                "rank": ranks.get(year, "") if (last - year) % every == 0 else "",
            }
            for year, x in across.items()
        ],
        "has_ranks": any(ranks.values()),
        "grid": [{"y": scale.down(value), "text": said(value)} for value in scale.ticks],
        "notes": [note.render(translate) for note in notes],
        "text": "; ".join(
            say("{year}: {score}", year=str(year), score=said(value)).render(translate)
            if value is not None
            else say("{year}: không có", year=str(year)).render(translate)
            for year, value in ((year, values.get(year)) for year in across)
        ),
    }


def _value(result: IndicatorYear, *, as_percent: bool) -> Decimal:
    assert result.score is not None
    if not as_percent:
        return result.score
    assert result.max is not None
    return (result.score * 100 / result.max).quantize(Decimal("0.01"))


class _Scale:
    """The upright axis: round numbers around the values, so that a change of a point can be seen."""

    def __init__(self, values: Sequence[Decimal], most: Decimal | None) -> None:
        low, high = min(values), max(values)
        spread = max(high - low, (most or high) / 20, Decimal("0.01"))
        size = Decimal(1).scaleb(spread.adjusted() - 1)
        step = next(item * size for item in (*_STEPS, *(10 * item for item in _STEPS)) if item * size * 4 >= spread)
        self.low = max((low / step).to_integral_value(ROUND_FLOOR) * step - step, Decimal(0))
        self.high = (high / step).to_integral_value(ROUND_CEILING) * step
        if most is not None and high <= most < self.high:
            self.high = most
        if self.high == self.low:
            self.high += step
        count = int((self.high - self.low) / step)
        ticks = [self.low + step * index for index in range(count + 1)]
        self.ticks = [self._plain(tick) for tick in ticks if self.high - tick >= step / 2] + [self._plain(self.high)]

    @staticmethod
    def _plain(value: Decimal) -> Decimal:
        """Return a number without zeros at its end."""
        return Decimal(f"{value.normalize():f}")

    def down(self, value: Decimal) -> int:
        """Return how far from the top of the drawing a value stands."""
        return round(_BOTTOM - (_BOTTOM - _TOP) * (value - self.low) / (self.high - self.low))


def _runs(points: Sequence[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Return the points of years that follow one another, together."""
    runs: list[list[tuple[int, int, int]]] = []
    for point in points:
        if runs and runs[-1][-1][0] == point[0] - 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _numbered(values: dict[int, Decimal]) -> set[int]:
    """Return the years whose values are written: all, or where there are many the ends, the best and the worst."""
    if len(values) <= _LABELS and max(values) - min(values) < _LABELS:
        return set(values)
    best, worst = max(values, key=values.__getitem__), min(values, key=values.__getitem__)
    chosen = {min(values), max(values)}
    for year in (best, worst):  # two numbers side by side would run into each other
        if all(abs(year - other) > 1 for other in chosen):
            chosen.add(year)
    return chosen


def _is_below(values: dict[int, Decimal], year: int) -> bool:
    """Whether a point is a valley, below which its number crosses no line."""
    around = [values[other] for other in (year - 1, year + 1) if other in values]
    return bool(around) and all(values[year] < value for value in around)


def _rank(result: IndicatorYear) -> str:
    if result.rank is None:
        return ""
    return f"{result.rank}/{result.of}" if result.of else str(result.rank)


def _notes(low: str, *, as_percent: bool, left_out: Sequence[int]) -> list[Text]:
    """Return what must be said of a drawing; `low` is where its axis begins, empty where that is 0."""
    notes = []
    if as_percent:
        notes.append(say("Điểm tối đa các năm khác nhau nên hình vẽ theo tỷ lệ % so với điểm tối đa của từng năm."))
    if left_out:
        years = ", ".join(map(str, left_out))
        notes.append(say("Không vẽ năm {years}: chưa ghi điểm tối đa.", years=years))
    if low:
        notes.append(say("Trục đứng bắt đầu từ {low}, không phải từ 0.", low=low))
    return notes
