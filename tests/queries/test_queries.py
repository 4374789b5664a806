"""Answers that pages rely on: the state of a milestone on a day, facet counts, moved guidance, a fixed reading of claims."""

import datetime as dt

import pytest

from pipeline_tracker.models import Claim, Milestone, Program
from pipeline_tracker.queries import claims, dashboard, facets
from pipeline_tracker.queries.milestones import STATES, with_state
from pipeline_tracker.vocabulary.windows import label


def states(today):
    return dict(with_state(Milestone.objects.all(), today).values_list("slug", "state"))


def test_every_state_is_told_on_the_day_that_is_asked_about(world, today):
    assert states(today) == {
        "ast-1-ind-accepted": "occurred",
        "ast-1-trial-initiated": "occurred",
        "ast-1-data-readout": "overdue",
        "ast-1-marketing-submitted": "upcoming",
        "ast-1-approved": "occurred",
        "ast-1-decision-due": "answered",
        "ast-1-poster": "passed",
        "ast-1-talk": "upcoming",
        "bir-9-clinical-hold": "occurred",
        "bir-9-first-patient-dosed": "occurred",
        "bir-9-ind-accepted": "occurred",
        "bir-9-phase-3": "dropped",
    }


def test_an_expectation_without_a_date_is_never_overdue(world, today):
    Milestone.objects.filter(slug="ast-1-data-readout").update(earliest=None, latest=None, precision="")
    assert states(today)["ast-1-data-readout"] == "undated"


@pytest.mark.parametrize(("day", "state"), [(dt.date(2024, 3, 31), "upcoming"), (dt.date(2024, 4, 1), "overdue")])
def test_a_window_is_overdue_from_the_day_after_its_last(world, day, state):
    assert states(day)["ast-1-data-readout"] == state


def test_states_agree_with_the_model_on_what_is_upcoming_and_overdue(world, today):
    found = states(today)
    assert {slug for slug, state in found.items() if state == "overdue"} == set(
        Milestone.objects.overdue(today).values_list("slug", flat=True)
    )
    assert {slug for slug, state in found.items() if state == "upcoming"} == set(
        Milestone.objects.upcoming(today).values_list("slug", flat=True)
    )
    assert set(found.values()) <= {code for code, _ in STATES}


def test_facets_count_rows_once_and_join_what_is_not_stated(world, django_assert_num_queries):
    world.ast1.standings.filter(territory="CN").update(phase="approved")
    questions = [
        facets.Question("modality", Program.objects.all(), "modality"),
        facets.Question("company", Program.objects.all(), "company__slug", "company__name"),
        facets.Question("phase", Program.objects.all(), "standings__phase"),
        facets.Question("none", Program.objects.none(), "modality"),
    ]
    with django_assert_num_queries(1):
        found = facets.count(questions)
    assert {name: sorted((answer.code, answer.label, answer.count) for answer in answers) for name, answers in found.items()} == {
        "modality": [("cell_therapy", "cell_therapy", 1), ("none", "", 1), ("small_molecule", "small_molecule", 1)],
        "company": [("aster-bio", "Aster Bio, Inc.", 2), ("birch-therapeutics", "Birch Therapeutics plc", 1)],
        "phase": [("approved", "approved", 1), ("none", "", 1), ("phase_1", "phase_1", 1)],
    }


def test_no_question_is_no_statement(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert facets.count([]) == {}


def test_guidance_moved_where_the_window_before_was_another(world):
    moved = [(claim.milestone.slug, label(claim.window), str(claim.before_latest)) for claim in dashboard.moved()]
    assert moved == [
        ("ast-1-marketing-submitted", "2026", "2025-12-31"),
        ("ast-1-trial-initiated", "H2 2023", "2023-06-30"),
    ]


def test_guidance_that_is_only_repeated_has_not_moved(world):
    Claim.objects.filter(document=world.documents["slip"], kind="trial_initiated").update(
        earliest=dt.date(2023, 1, 1), latest=dt.date(2023, 6, 30)
    )
    assert [claim.milestone.slug for claim in dashboard.moved()] == ["ast-1-marketing-submitted"]


@pytest.mark.parametrize("review", ["rejected", "withheld"])
def test_claims_that_do_not_count_are_left_out(world, review):
    before = claims.counted().count()
    world.milestones["approved"].claims.update(review=review)
    assert claims.counted().count() == before - 1


def test_retracted_claims_do_not_count(world):
    assert not claims.counted().filter(retracted_at__isnull=False).exists()
    assert Claim.objects.filter(retracted_at__isnull=False).count() == 1


def test_an_empty_tracker_has_a_front_page(db, today):
    found = dashboard.dashboard(today)
    assert (found.holdings, found.coming, found.moved, found.last_run) == (dashboard.Holdings(), [], [], None)
