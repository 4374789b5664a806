"""Days some months apart."""

import datetime as dt

import pytest

from pipeline_tracker.vocabulary.days import QUARTER, YEAR, months_before


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2024-05-31", QUARTER, "2024-02-29"),
        ("2024-01-15", QUARTER, "2023-10-15"),
        ("2023-12-31", YEAR, "2022-12-31"),
        ("2024-02-29", 2 * YEAR, "2022-02-28"),
        ("2024-02-29", 4 * YEAR, "2020-02-29"),
        ("0001-01-31", QUARTER, "0001-01-01"),
        ("0001-06-01", 3 * YEAR, "0001-01-01"),
    ],
)
def test_months_before_a_day_end_with_the_month_and_never_before_the_calendar(day, months, before):
    assert months_before(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(before)
