"""Stays in a stage from interval dates, and the figures that they come to."""

import datetime as dt
import json

import pytest

from pipeline_tracker.vocabulary.benchmarks import (
    ENOUGH,
    STEP,
    Reached,
    Stay,
    Tally,
    figures,
    period,
    reached,
    read,
    stage_of,
    stays,
    written,
)

D = dt.date.fromisoformat


def when(text):
    """ "2020-01-01", "2020-01-01/2020-03-31", "/2020-03-31" (only the last day is known)."""
    first, slash, last = text.partition("/")
    return Reached(D(first) if first else None, D(last if slash else first))


def told(stages, stopped=None, heard="2024-01-01"):
    found = stays({name: when(text) for name, text in stages.items()}, when(stopped) if stopped else None, D(heard))
    return [(stay.stage, stay.outcome, stay.days) for stay in found]


@pytest.mark.parametrize(
    ("stages", "stopped", "found"),
    [
        ({}, None, []),
        ({"phase_1": "2020-01-01"}, None, [("phase_1", "open", (1461, 1461))]),
        ({"phase_1": "2020-01-01/2020-03-31"}, None, [("phase_1", "open", (1371, 1461))]),
        ({"phase_1": "/2020-03-31"}, None, [("phase_1", "open", None)]),
        (
            {"phase_1": "2020-01-01", "phase_2": "2022-01-01"},
            None,
            [("phase_1", "advanced", (731, 731)), ("phase_2", "open", (730, 730))],
        ),
        # Both dates are intervals: the shortest time is from the last day of the one to the first of the other.
        ({"phase_1": "2020-01-01/2020-12-31", "phase_3": "2022-01-01/2022-06-30"}, "2023-01-01", [
            ("phase_1", "advanced", (366, 911)),
            ("phase_3", "stopped", (185, 365)),
        ]),
        ({"phase_2": "2020-01-01/2020-12-31", "phase_3": "2020-07-01/2021-06-30"}, None, [
            ("phase_2", "advanced", (0, 546)),
            ("phase_3", "open", (915, 1279)),
        ]),
        # Only "by then" is known of the later stage: it may have begun on any day after the earlier one.
        ({"phase_2": "2020-01-01", "phase_3": "/2021-01-01"}, None, [("phase_2", "advanced", (0, 366)), ("phase_3", "open", None)]),
        # The nearest of several later stages ends a stay.
        ({"phase_2": "2020-01-01", "phase_3": "2022-01-01", "approved": "2021-01-01"}, None, [("phase_2", "advanced", (366, 366))]),
        (
            {"phase_1": "2020-01-01", "phase_2": "2022-01-01", "phase_3": "/2023-01-01"},
            None,
            [("phase_1", "advanced", (731, 731)), ("phase_2", "advanced", (0, 365)), ("phase_3", "open", None)],
        ),
        # A stage that began after a later one is no stay on the way.
        ({"phase_1": "2022-01-01", "phase_2": "2020-01-01"}, None, [("phase_2", "open", (1461, 1461))]),
        # What was given up before it began again is not stopped; what went on after it was given up has advanced.
        ({"phase_2": "2020-01-01"}, "2019-06-01", [("phase_2", "open", (1461, 1461))]),
        ({"phase_2": "2020-01-01", "phase_3": "2023-01-01"}, "2021-06-01", [
            ("phase_2", "advanced", (1096, 1096)),
            ("phase_3", "open", (365, 365)),
        ]),
        ({"approved": "2020-01-01"}, None, []),
    ],
)  # fmt: skip
def test_a_stay_lies_between_the_shortest_and_the_longest_time_that_the_dates_allow(stages, stopped, found):
    assert told(stages, stopped) == found


@pytest.mark.parametrize(
    ("began", "shown", "found"),
    [
        ((D("2020-01-01"), D("2020-03-31")), None, "2020-01-01/2020-03-31"),
        ((None, D("2020-03-31")), None, "/2020-03-31"),
        (None, D("2020-03-31"), "/2020-03-31"),
        ((D("2020-01-01"), D("2020-12-31")), D("2020-06-30"), "2020-01-01/2020-06-30"),
        ((D("2020-01-01"), D("2020-01-01")), D("2019-06-30"), "/2019-06-30"),  # something before the earliest dated start
    ],
)
def test_what_only_shows_a_stage_bounds_when_it_began(began, shown, found):
    assert reached(began, shown) == when(found)


@pytest.mark.parametrize(
    ("kind", "phase", "stage"),
    [
        ("trial_initiated", "early_phase_1", "phase_1"),
        ("first_patient_dosed", "phase_1_2", "phase_2"),
        ("data_readout", "phase_2_3", "phase_3"),
        ("trial_initiated", "phase_4", None),
        ("trial_initiated", "", None),
        ("marketing_accepted", "phase_3", "filed"),
        ("launched", "", "approved"),
        ("ind_cleared", "phase_1", None),  # a cleared application starts no trial
    ],
)
def test_which_stage_an_event_shows(kind, phase, stage):
    assert stage_of(kind, phase) == stage


@pytest.mark.parametrize(
    ("start", "five"),
    [("2019-12-31", "2015"), ("2015-01-01/2019-12-31", "2015"), ("2019-12-01/2020-01-31", ""), ("/2019-01-01", "")],
)
def test_a_start_that_may_lie_in_two_periods_belongs_to_none(start, five):
    assert period(when(start)) == five


def tally(*stays_told):
    found = Tally()
    for outcome, days in stays_told:
        found.add(Stay("phase_2", when("2020-01-01"), outcome, days))
    return found


def test_figures_count_everything_and_time_only_what_is_dated():
    found = figures(tally(*[("advanced", (100, 200))] * 3, ("stopped", (50, 400)), ("open", (300, 300)), ("open", None)))
    assert (found.began, found.advanced, found.stopped, found.open, found.timed) == (6, 3, 1, 2, 5)
    assert (found.shortest.median[0], found.longest.median[0]) == (100, 200)
    assert [(round(share, 2), seen) for share, _low, _high, seen in found.shortest.points] == [(1.0, 5)]  # then fewer than five


def test_of_fewer_than_enough_no_time_is_told():
    found = figures(tally(*[("advanced", (100, 100))] * (ENOUGH - 1), ("advanced", None)))
    assert (found.timed, found.shortest, found.longest) == (ENOUGH - 1, None, None)


def test_where_nothing_ended_the_limit_is_that_of_a_share():
    found = figures(tally(*[("open", (2 * STEP, 2 * STEP))] * 20))
    assert [(share, round(low, 3), high, seen) for share, low, high, seen in found.longest.points] == [(1.0, 0.839, 1.0, 20)] * 3
    assert found.longest.median == (None, None, None)


def test_what_is_written_is_read_back():
    for found in (figures(tally(*[("advanced", (100, 200))] * 9, *[("open", (1000, 1100))] * 9)), figures(Tally())):
        again = read(json.loads(json.dumps(written(found))))
        assert again == read(written(again))
        assert (again.began, again.timed, again.shortest and again.shortest.median) == (
            found.began,
            found.timed,
            found.shortest and found.shortest.median,
        )
