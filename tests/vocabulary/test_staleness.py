"""When nothing is reported of a program: two years in clinical phases, three before them, never for what is approved."""

import datetime as dt

import pytest

from pipeline_tracker.vocabulary.phases import PHASE_ORDER
from pipeline_tracker.vocabulary.staleness import YEARS, is_quiet

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("phase", "activity", "heard", "quiet"),
    [
        ("phase_2", "active", "2024-11-21", True),
        ("phase_2", "active", "2024-11-22", False),  # two years to the day are not over
        ("filed", "active", "2024-11-21", True),
        ("preclinical", "active", "2024-11-21", False),
        ("preclinical", "active", "2023-11-21", True),
        ("ind_cleared", "active", "2023-11-22", False),
        ("approved", "active", "2010-01-01", False),
        ("marketed", "active", "2010-01-01", False),
        ("phase_2", "discontinued", "2010-01-01", False),
        ("phase_2", "on_hold", "2010-01-01", False),
        ("phase_2", "active", "", False),
    ],
)
def test_nothing_is_reported_of_what_is_active_and_was_not_heard_of_for_years(phase, activity, heard, quiet):
    assert is_quiet(phase, activity, dt.date.fromisoformat(heard) if heard else None, TODAY) == quiet


def test_every_phase_has_its_years_but_those_that_need_no_news():
    assert PHASE_ORDER.keys() - YEARS.keys() == {"approved", "marketed"}
