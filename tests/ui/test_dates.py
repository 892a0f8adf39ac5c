"""Dates as people say them, working days, and the two nights on which the clock changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wijknet.ui import dates

TUESDAY = date(2026, 11, 24)


def test_a_day_and_a_moment_read_as_agreed() -> None:
    at = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
    assert dates.day(TUESDAY) == "di 24 november 2026"
    assert dates.short_day(TUESDAY) == "di 24 november"
    assert dates.month(TUESDAY) == "november 2026"
    assert dates.moment(at) == "di 24 november 2026, 14:30"


def test_english_readers_get_english_names() -> None:
    with translation.override("en"):
        assert dates.day(TUESDAY) == "Tue 24 November 2026"


def test_a_moment_late_in_the_evening_utc_is_the_next_day_here() -> None:
    assert dates.day(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "do 2 juli 2026"


@pytest.mark.parametrize(
    ("utc", "shown"),
    [
        # Spring: the clock goes from 02:00 to 03:00, so 02:30 does not exist.
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "zo 29 maart 2026, 01:59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "zo 29 maart 2026, 03:00"),
        # Autumn: 02:30 comes twice, an hour apart.
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "zo 25 oktober 2026, 02:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "zo 25 oktober 2026, 02:30"),
    ],
)
def test_both_clock_changes(utc: datetime, shown: str) -> None:
    assert dates.moment(utc) == shown


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-28T22:59:00+00:00", date(2026, 3, 28)),
        ("2026-03-28T23:00:00+00:00", date(2026, 3, 29)),
        ("2026-03-29T21:59:00+00:00", date(2026, 3, 29)),
        ("2026-03-29T22:00:00+00:00", date(2026, 3, 30)),
        ("2026-10-24T22:00:00+00:00", date(2026, 10, 25)),
        ("2026-10-25T22:59:00+00:00", date(2026, 10, 25)),
        ("2026-10-25T23:00:00+00:00", date(2026, 10, 26)),
    ],
)
def test_today_turns_at_midnight_in_amsterdam(now: str, expected: date) -> None:
    with time_machine.travel(datetime.fromisoformat(now), tick=False):
        assert dates.today() == expected


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "vandaag"),
        (1, "gisteren"),
        (-1, "morgen"),
        (13, "13 dagen geleden"),
        (35, "5 weken geleden"),
        (90, "3 maanden geleden"),
        (800, "2 jaar geleden"),
        (-3, "over 3 dagen"),
    ],
)
def test_ago_uses_the_unit_people_use(days: int, words: str) -> None:
    assert dates.ago(TUESDAY - timedelta(days=days), now=TUESDAY) == words


@pytest.mark.parametrize(
    ("year", "easter"),
    [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))],
)
def test_holidays_that_move(year: int, easter: date) -> None:
    assert {easter + timedelta(days=days) for days in (0, 1, 39, 49, 50)} <= dates.holidays(year)


def test_kings_day_is_not_on_a_sunday() -> None:
    assert date(2025, 4, 26) in dates.holidays(2025)
    assert date(2025, 4, 27) not in dates.holidays(2025)
    assert date(2026, 4, 27) in dates.holidays(2026)


def test_working_days_skip_weekend_and_holidays() -> None:
    before_christmas = date(2026, 12, 24)
    assert dates.add_working_days(before_christmas, 1) == date(2026, 12, 28)
    assert dates.working_days_between(before_christmas, date(2026, 12, 28)) == 1
    assert dates.add_working_days(date(2026, 12, 28), -1) == before_christmas


def test_due_words() -> None:
    assert dates.due_words(TUESDAY, now=TUESDAY) == "vandaag"
    assert dates.due_words(date(2026, 11, 26), now=TUESDAY) == "2 werkdagen"
    assert dates.due_words(date(2026, 11, 23), now=TUESDAY) == "1 werkdag te laat"
    assert dates.due_words(date(2026, 11, 21), now=date(2026, 11, 22)) == "net te laat"


DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(start=DAYS, count=st.integers(1, 60))
def test_adding_and_counting_working_days_agree(start: date, count: int) -> None:
    end = dates.add_working_days(start, count)
    assert dates.is_working_day(end)
    assert dates.working_days_between(start, end) == count


@given(one=DAYS, other=DAYS)
def test_counting_backwards_is_the_opposite(one: date, other: date) -> None:
    assert dates.working_days_between(one, other) == -dates.working_days_between(other, one)
