"""Milestones as lines: which phase a program was in over time, and which standing says most."""

import datetime as dt

import pytest

from pipeline_tracker.models import Company, Milestone, Standing
from pipeline_tracker.models.windowed import window_fields
from pipeline_tracker.vocabulary.windows import parse_label
from pipeline_tracker.web.presenters import milestones as present


def line(kind, when, phase="", status="occurred"):
    milestone = Milestone(
        company=Company(), kind=kind, phase=phase, status=status, territory="unstated", **window_fields(parse_label(when))
    )
    milestone.spoken, milestone.state = [], status
    return present.line(milestone)


def bands(*lines):
    return [(band.name, band.since.isoformat()) for band in present.phases(lines)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([], []),
        # Known only to the quarter: the program is in the phase from the quarter's last day on, never earlier.
        ([line("trial_initiated", "2023-Q2", "phase_1")], [("Phase 1", "2023-06-30")]),
        ([line("ind_cleared", "2023-05", "phase_2"), line("ind_accepted", "2023-04", "phase_2")], []),
        ([line("trial_initiated", "2024", "phase_2", status="expected")], []),
        (
            [line("trial_initiated", "2020", "phase_2"), line("first_patient_dosed", "2019-05", "phase_1"), line("approved", "2024-02-01")],
            [("Phase 1", "2019-05-31"), ("Phase 2", "2020-12-31"), ("Approved", "2024-02-01")],
        ),
        # A phase 1 trial in another territory later on does not take the program back.
        ([line("trial_initiated", "2020", "phase_2"), line("trial_initiated", "2022", "phase_1")], [("Phase 2", "2020-12-31")]),
        ([line("trial_initiated", "2020", "phase_1"), line("trial_initiated", "2020", "phase_2")], [("Phase 2", "2020-12-31")]),
    ],
)
def test_a_phase_begins_with_an_event_that_shows_it_and_never_with_an_application(lines, found):
    assert bands(*lines) == found


@pytest.mark.parametrize(
    ("stands", "chosen"),
    [
        ([], None),
        ([("phase_2", "accepted"), ("phase_2", "started")], ("phase_2", "started")),
        ([("phase_3", "cleared"), ("phase_2", "started")], ("phase_3", "cleared")),
    ],
)
def test_of_equal_standings_the_one_that_runs_says_most(stands, chosen):
    found = present.furthest([Standing(phase=phase, basis=basis) for phase, basis in stands])
    assert (found and (found.phase, found.basis)) == chosen


def test_lines_are_in_the_order_of_their_dates_the_undated_last():
    undated = line("approved", "2024", status="dropped")
    undated.milestone.latest = undated.milestone.earliest = None
    undated.milestone.asserted_on = dt.date(2020, 1, 1)
    late, early = line("approved", "2024-Q2"), line("approved", "2024-05-09")
    assert present.by_time([undated, late, early]) == [early, late, undated]
