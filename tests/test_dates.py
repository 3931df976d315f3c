"""Months and moments: a post belongs to its Hanoi month, whatever clock or time zone a machine has."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.dates import HANOI, Moment, Month, day_label, epoch, month_label, today

MONTHS = st.builds(Month, st.integers(1, 9999), st.integers(1, 12))
NEAR_MONTHS = st.builds(Month, st.integers(2000, 2040), st.integers(1, 12))
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2200, 12, 31))
ZONES = ("UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Kiritimati")
quick = settings(deadline=None, max_examples=150)


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The machine stands in some time zone."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system sets no time zone of a process")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def refuses(read: Callable[[Any], object], text: str | None) -> bool:
    """Whether a text is a ValueError, and no other exception."""
    try:
        read(text)
    except ValueError:
        return True
    return False


@quick
@given(MONTHS)
def test_a_month_reads_back_as_it_is_written(month: Month) -> None:
    assert Month.parse(str(month)) == month


@quick
@given(st.text(st.characters() | st.sampled_from("0123456789-/"), max_size=8))
def test_anything_else_is_no_month(text: str) -> None:
    try:
        month = Month.parse(text)
    except ValueError:
        return
    assert str(month) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "2026",
        "2026-5",
        "05/2026",
        "2026-00",
        "2026-13",
        "0000-05",
        "2026-05-01",
        " 2026-05",
        "2026-05\n",
        "２０２６-05",
    ],
)
def test_a_month_in_another_form_is_refused(text: str) -> None:
    assert refuses(Month.parse, text)


@quick
@given(NEAR_MONTHS)
def test_the_next_month_begins_the_day_after(month: Month) -> None:
    assert Month.of(month.last_day) == month
    assert Month.of(month.last_day + dt.timedelta(days=1)) == month.next
    assert month < month.next


def test_the_last_day_knows_leap_years() -> None:
    assert Month(2028, 2).last_day == dt.date(2028, 2, 29)
    assert Month(2026, 2).last_day == dt.date(2026, 2, 28)
    assert Month(2026, 12).last_day == dt.date(2026, 12, 31)
    assert Month(9999, 12).last_day == dt.date.max


@quick
@given(NEAR_MONTHS, NEAR_MONTHS)
def test_a_range_of_months_misses_none(first: Month, last: Month) -> None:
    months = first.until(last)
    assert len(months) == max(0, (last.year - first.year) * 12 + last.number - first.number + 1)
    assert list(months) == sorted(set(months))
    if months:
        assert (months[0], months[-1]) == (first, last)
    assert all(before.next == after for before, after in pairwise(months))


def test_months_sort_by_time() -> None:
    assert Month(2025, 12) < Month(2026, 1) < Month(2026, 10)


@pytest.mark.parametrize(
    ("written", "hanoi"),
    [
        ("2026-05-14", "2026-05-14T00:00:00+07:00"),
        ("2026-05-14T08:30", "2026-05-14T08:30:00+07:00"),
        ("2026-05-14 08:30:15", "2026-05-14T08:30:15+07:00"),
        ("2026-05-14T08:30:00+07:00", "2026-05-14T08:30:00+07:00"),
        ("2026-05-31T17:00:00Z", "2026-06-01T00:00:00+07:00"),
        ("2026-06-01T00:30:00+09:00", "2026-05-31T22:30:00+07:00"),
        ("2026-05-31 23:59 -0500", "2026-06-01T11:59:00+07:00"),
        (" 2026-05-14 ", "2026-05-14T00:00:00+07:00"),
    ],
)
def test_an_offset_is_turned_into_hanoi_time_before_the_month_is_taken(written: str, hanoi: str) -> None:
    moment = Moment.parse(written)
    assert moment.at.isoformat() == hanoi
    assert moment.day.isoformat() == hanoi[:10]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "05/06/2026",
        "31/04/2026",
        "2026-04-31",
        "2026-02-29",
        "2026-13-45",
        "2026-5-14",
        "20260514",
        "2026-05-14T25:00",
        "2026-05-14T08:60",
        "2026-05-14T08",
        "2026-05-14T08:30+99:99",
        "0000-01-01",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-12:00",
        "２０２６-05-14",
        "2026-05-14\x00",
        "hôm nay",
    ],
)
def test_a_day_that_does_not_exist_is_a_value_error_and_nothing_else(text: str) -> None:
    assert refuses(Moment.parse, text)


@quick
@given(st.dates(dt.date(1, 1, 2)))
def test_a_day_reads_back_as_it_is_written(day: dt.date) -> None:
    moment = Moment.parse(day.isoformat())
    assert (moment.day, moment.has_time, str(moment)) == (day, False, day.isoformat())


@quick
@given(
    st.datetimes(dt.datetime(2000, 1, 2), dt.datetime(2200, 1, 1)),
    st.integers(-14 * 60, 14 * 60),
)
def test_a_moment_is_the_same_moment_in_hanoi(local: dt.datetime, minutes: int) -> None:
    written = local.replace(microsecond=0, tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))
    moment = Moment.parse(written.isoformat())
    assert moment.at == written
    assert moment.at.utcoffset() == dt.timedelta(hours=7)
    assert Moment.parse(str(moment)) == moment


@quick
@given(st.text(st.characters() | st.sampled_from("0123456789-:TZ+ "), max_size=25))
def test_any_text_is_a_moment_or_a_value_error(text: str) -> None:
    try:
        moment = Moment.parse(text)
    except ValueError:
        return
    assert moment.at.tzinfo is HANOI


@pytest.mark.parametrize(
    ("seconds", "day"),
    [
        ("1795237200", dt.date(2026, 11, 21)),
        ("1796057999", dt.date(2026, 11, 30)),  # 2026-11-30T23:59:59+07:00
        ("1796058000", dt.date(2026, 12, 1)),
        ("0", dt.date(1970, 1, 1)),
    ],
)
def test_today_is_the_day_in_hanoi_on_every_machine(
    zone: str, monkeypatch: pytest.MonkeyPatch, seconds: str, day: dt.date
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    assert today() == day


def test_a_given_day_outweighs_every_clock() -> None:
    assert today("2026-05-14") == dt.date(2026, 5, 14)


@pytest.mark.parametrize(
    "text", ["14/5/2026", "20260514", "2026-W20-4", "2026-05-32", "2026-5-14", "mai", "２０２６-05-14"]
)
def test_today_in_another_form_is_refused(text: str) -> None:
    assert refuses(today, text)


@pytest.mark.parametrize("seconds", ["abc", "1e9", "99999999999999999999", "-99999999999999"])
def test_an_epoch_that_is_no_date_is_refused(monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    assert refuses(today, None)


@pytest.mark.parametrize("day", [dt.date(2026, 5, 14), dt.date(2000, 1, 1), dt.date(2026, 12, 31)])
def test_the_epoch_of_a_day_is_that_day_again(zone: str, monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch(day)))
    assert today() == day


@quick
@given(DAYS)
def test_an_epoch_is_the_same_day_in_every_zone_nearby(day: dt.date) -> None:
    for hours in range(-5, 15):  # from New York to the Line Islands
        assert dt.datetime.fromtimestamp(epoch(day), dt.timezone(dt.timedelta(hours=hours))).date() == day


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (dt.date(2026, 5, 14), "14/5/2026"),
        (dt.date(2026, 2, 5), "05/02/2026"),
        (dt.date(2026, 1, 31), "31/01/2026"),
        (dt.date(2026, 3, 9), "09/3/2026"),
        (dt.date(2026, 12, 10), "10/12/2026"),
    ],
)
def test_days_are_written_as_decree_30_of_2020_writes_them(day: dt.date, label: str) -> None:
    assert day_label(day) == label


def test_months_are_written_the_same_way() -> None:
    assert [month_label(Month(2026, number)) for number in (1, 2, 3, 10)] == ["01/2026", "02/2026", "3/2026", "10/2026"]


@quick
@given(DAYS)
def test_a_label_names_one_day(day: dt.date) -> None:
    assert tuple(int(part) for part in day_label(day).split("/")) == (day.day, day.month, day.year)
