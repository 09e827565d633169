"""Days as offices write them, out and in."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core import calendars
from vaocuoc.core.errors import Refused
from vaocuoc.ui import dates

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("text", ["31/12/2025", "31-12-2025", "31.12.2025", "2025-12-31", " 31 / 12 / 2025 "])
def test_it_reads_every_way_of_writing_a_day(text: str) -> None:
    assert dates.parse_day(text) == date(2025, 12, 31)


@pytest.mark.parametrize(
    "text", ["", "31/02/2025", "31/12", "12/31/2025", "hôm nay", "31/12/25", "31/12/9999", "31/12/0206"]
)
def test_it_refuses_what_is_no_day(text: str) -> None:
    with pytest.raises(Refused) as refused:
        dates.parse_day(text)
    assert refused.value.code == "ui.not_a_day"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_it_reads_what_it_wrote(day: date) -> None:
    assert dates.parse_day(dates.format_day(day)) == day


def test_it_leaves_out_the_year_within_the_year() -> None:
    assert dates.format_day_short(date(2026, 11, 3), TODAY) == "03/11"
    assert dates.format_day_short(date(2027, 1, 31), TODAY) == "31/01/2027"


def test_it_tells_moments_in_the_time_of_vietnam() -> None:
    assert dates.format_moment(datetime(2026, 11, 3, 20, 30, tzinfo=UTC), TODAY) == "04/11, 03:30"


@pytest.mark.parametrize(
    ("due", "words"),
    [(date(2026, 10, 30), "quá hạn 21 ngày"), (TODAY, "còn hôm nay"), (date(2026, 11, 23), "còn 3 ngày")],
)
def test_it_counts_days_and_never_says_some(due: date, words: str) -> None:
    assert dates.format_age(due, TODAY) == words


@pytest.mark.parametrize(
    ("period", "name", "days"),
    [
        (calendars.month(2026, 11), "tháng 11/2026", "01/11 - 30/11"),
        (calendars.month(2026, 11, "state_report"), "tháng 11/2026", "15/10 - 14/11"),
        (calendars.month(2026, 1, "state_report"), "tháng 1/2026", "15/12/2025 - 14/01/2026"),
        (calendars.quarter(2026, 3), "quý III/2026", "01/07 - 30/09"),
        (calendars.half_year(2026, 1), "6 tháng đầu năm 2026", "01/01 - 30/06"),
        (calendars.nine_months(2026), "9 tháng năm 2026", "01/01 - 30/09"),
        (calendars.year(2026), "năm 2026", "01/01 - 31/12"),
        (calendars.on_date(TODAY), "20/11/2026", "20/11/2026"),
    ],
)
def test_it_names_periods_and_their_days(period: calendars.Period, name: str, days: str) -> None:
    assert dates.period_name(period) == name
    assert dates.period_days(period) == days


@pytest.mark.parametrize(
    ("period", "stem"),
    [
        (calendars.month(2026, 10), "thang-10-2026"),
        (calendars.month(2026, 2), "thang-02-2026"),
        (calendars.quarter(2026, 4), "quy-4-2026"),
        (calendars.year(2026), "nam-2026"),
        (calendars.period_containing(date(2026, 8, 1), "half_year"), "6-thang-cuoi-nam-2026"),
    ],
)
def test_a_file_names_its_period_in_plain_words(period: calendars.Period, stem: str) -> None:
    assert dates.period_stem(period) == stem
