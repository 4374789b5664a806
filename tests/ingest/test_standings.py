"""What milestones prove of a program's phase."""

import pytest

from pipeline_tracker.ingest.merge import merge
from pipeline_tracker.ingest.standings import standings

from .test_merge import said


def stands(*statements):
    return [(s.program, s.indication, s.territory, s.phase, s.basis, s.activity) for s in standings(merge(statements))]


def test_a_started_trial_is_a_phase_reached():
    assert stands(said("2019-11-06", "occurred", "2019-Q3", phase="phase_2", indication="koa", territory="CN")) == [
        ("ex-1", "koa", "CN", "phase_2", "started", "active")
    ]


def test_an_accepted_application_is_never_a_running_trial():
    accepted = said("2019-11-06", "occurred", "reported", kind="ind_accepted", phase="phase_2", indication="koa", territory="CN")
    assert stands(accepted) == [("ex-1", "koa", "CN", "phase_2", "accepted", "active")]


def test_a_start_outweighs_the_acceptance_before_it():
    accepted = said("2019-01-06", "occurred", "reported", kind="ind_accepted", phase="phase_2")
    started = said("2019-11-06", "occurred", "reported", phase="phase_2")
    assert stands(accepted, started) == [("ex-1", "", "unstated", "phase_2", "started", "active")]


@pytest.mark.parametrize("status", ["expected", "dropped"])
def test_what_did_not_occur_proves_nothing(status):
    assert stands(said("2019-11-06", status, "2020", phase="phase_2")) == []


def test_a_phase_4_trial_does_not_approve_its_drug():
    assert stands(said("2019-11-06", "occurred", "reported", phase="phase_4")) == []


@pytest.mark.parametrize(
    ("kind", "phase", "shown"),
    [
        ("preclinical", "", ("preclinical", "stated")),
        ("ind_submitted", "", ("ind_enabling", "stated")),
        ("ind_accepted", "", ("ind_enabling", "accepted")),
        ("ind_cleared", "", ("ind_cleared", "cleared")),
        ("ind_cleared", "phase_1", ("phase_1", "cleared")),
        ("data_readout", "phase_3", ("phase_3", "started")),
        ("data_readout", "preclinical", ("preclinical", "stated")),
        ("marketing_submitted", "", ("filed", "stated")),
        ("approved", "", ("approved", "cleared")),
        ("launched", "", ("marketed", "started")),
    ],
)
def test_what_each_kind_proves(kind, phase, shown):
    assert [row[3:5] for row in stands(said("2019-11-06", "occurred", "reported", kind=kind, phase=phase))] == [shown]


@pytest.mark.parametrize("kind", ["designation", "partnership", "regulatory_meeting", "data_readout", "facility"])
def test_kinds_that_prove_no_phase(kind):
    assert stands(said("2019-11-06", "occurred", "reported", kind=kind)) == []


def test_a_hold_is_lifted_by_the_lifting_that_follows_it():
    start = said("2019-01-06", "occurred", "reported", phase="phase_1")
    hold = said("2020-01-06", "occurred", "reported", kind="clinical_hold")
    lifted = said("2020-09-06", "occurred", "reported", kind="hold_lifted")
    assert [row[5] for row in stands(start, hold)] == ["on_hold"]
    assert [row[5] for row in stands(start, hold, lifted)] == ["active"]


def test_a_hold_of_another_indication_does_not_touch_this_one():
    start = said("2019-01-06", "occurred", "reported", phase="phase_1", indication="asthma")
    hold = said("2020-01-06", "occurred", "reported", kind="clinical_hold", indication="koa")
    assert [row[5] for row in stands(start, hold)] == ["active"]


def test_a_vague_standing_that_says_no_more_is_left_out():
    precise = said("2019-11-06", "occurred", "reported", phase="phase_2", indication="koa", territory="CN")
    vague = said("2019-11-06", "occurred", "reported", kind="data_readout", phase="phase_1")
    assert [row[:4] for row in stands(precise, vague)] == [("ex-1", "koa", "CN", "phase_2")]


def test_a_vague_standing_that_says_more_is_kept():
    precise = said("2019-11-06", "occurred", "reported", phase="phase_1", indication="koa", territory="CN")
    vague = said("2019-11-06", "occurred", "reported", kind="data_readout", phase="phase_3")
    assert [row[:4] for row in stands(precise, vague)] == [("ex-1", "", "unstated", "phase_3"), ("ex-1", "koa", "CN", "phase_1")]


def test_what_was_given_up_and_moved_on_since_is_active():
    given_up = said("2018-03-16", "occurred", "reported", kind="discontinued", indication="koa")
    start = said("2019-09-06", "occurred", "reported", phase="phase_2", indication="koa")
    assert [row[5] for row in stands(given_up, start)] == ["active"]
    assert [row[5] for row in stands(said("2017-09-06", "occurred", "reported", phase="phase_2", indication="koa"), given_up)] == [
        "discontinued"
    ]


def test_a_start_during_a_hold_does_not_lift_it():
    hold = said("2018-03-16", "occurred", "reported", kind="clinical_hold")
    start = said("2019-09-06", "occurred", "reported", phase="phase_2")
    assert [row[5] for row in stands(hold, start)] == ["on_hold"]
