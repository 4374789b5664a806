"""Milestones as lines: their order, and which standing says most."""

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
