"""Answers that pages rely on: the state of a milestone on a day, facet counts, moved guidance, a fixed reading of claims."""

import datetime as dt
from collections import Counter

import pytest
from django.utils.datastructures import MultiValueDict

from pipeline_tracker.ingest.load import facets as load
from pipeline_tracker.models import Claim, FacetCount, Milestone, Program
from pipeline_tracker.queries import claims, dashboard, facets, matching
from pipeline_tracker.queries.milestones import STATES, milestone_list, with_state
from pipeline_tracker.vocabulary.windows import label
from pipeline_tracker.web.filters import Facet, Filters, MilestoneFilters
from tests.world import TODAY


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
    every = Program.objects.all()
    questions = [
        facets.Question("modality", every, every, "modality"),
        facets.Question("company", every, every, "company__slug", "company__name"),
        facets.Question("phase", every, every, "standings__phase"),
        facets.Question("none", every, Program.objects.none(), "modality"),
    ]
    with django_assert_num_queries(2):  # whether they are counted ahead, and what there is
        found = facets.count(every, questions, narrowed=False)
    assert (str(found.total), {name: told(answers) for name, answers in found.answers.items()}) == (
        "3",
        {
            "modality": [("cell_therapy", "", "1"), ("none", "", "1"), ("small_molecule", "", "1")],
            "company": [("aster-bio", "Aster Bio, Inc.", "2"), ("birch-therapeutics", "Birch Therapeutics plc", "1")],
            "phase": [("approved", "", "1"), ("none", "", "1"), ("phase_1", "", "1")],
            "none": [],
        },
    )


def told(answers):
    return sorted((answer.code, answer.label, answer.words) for answer in answers.values)


@pytest.fixture
def long(world, monkeypatch):
    """The world as though three rows were many: its lists are counted ahead, and filtered ones up to two rows, by the values of one."""
    monkeypatch.setattr(load, "LONG", 3)
    monkeypatch.setattr(facets, "BOUND", 2)
    monkeypatch.setattr(facets, "FEW", 1)
    load.count_facets()
    return world


def asked(**chosen):
    """The facets of the milestones, with the total of the list."""
    values = {name: [value] if isinstance(value, str) else value for name, value in chosen.items()}
    filters = MilestoneFilters(MultiValueDict(values), queryset=milestone_list(TODAY))
    return filters, filters.counted


def test_a_long_list_is_counted_ahead_and_what_depends_on_today_up_to_the_bound(long, today):
    _, found = asked()
    assert (str(found.total), found.answers["kind"].cut) == (str(Milestone.objects.count()), False)
    kinds = Counter(Milestone.objects.values_list("kind", flat=True))
    assert {answer.code: answer.words for answer in found.answers["kind"].values} == {kind: str(number) for kind, number in kinds.items()}
    now = Counter(states(today).values())
    assert {answer.code: answer.words for answer in found.answers["state"].values} == {
        state: "2+" if number > 2 else str(number) for state, number in now.items()
    }


def test_the_facet_that_alone_is_chosen_keeps_its_numbers_and_the_others_say_at_least(long, today):
    _, found = asked(company="aster-bio")
    assert {answer.code: answer.words for answer in found.answers["company"].values} == {
        slug: str(number) for slug, number in Counter(Milestone.objects.values_list("company__slug", flat=True)).items()
    }
    assert str(found.total) == str(long.aster.milestones.count()), "how many that value leaves was counted ahead"
    assert found.answers["kind"].cut
    assert [answer.words for answer in found.answers["kind"].values] == ["1+"], "of more rows than are counted, few are read"
    both = asked(company=["aster-bio", "birch-therapeutics"])[1]
    assert (str(both.total), both.answers["kind"].cut) == ("2+", True), "several values may leave the same rows"
    whole = asked(kind="marketing_submitted")[1]
    assert (str(whole.total), whole.answers["phase"].cut) == ("1", False), "few rows are left, and all of them were read"


def test_on_earlier_days_the_values_of_fewer_rows_are_told_and_as_many_are_counted(long, monkeypatch):
    monkeypatch.setattr(facets, "BOUND_THEN", 1)
    monkeypatch.setattr(facets, "FEW_THEN", 1)
    rows = Milestone.objects.filter(pk__in=Milestone.objects.order_by("pk").values("pk")[:2])
    question = facets.Question("kind", Milestone.objects.all(), rows, "kind", whole=False)
    found = {then: facets.count(rows, [question], narrowed=True, then=then) for then in (False, True)}
    assert {then: (str(counted.total), counted.answers["kind"].cut) for then, counted in found.items()} == {
        False: ("2", False),
        True: ("2", True),
    }


def test_rows_of_a_text_that_very_many_have_are_counted_as_at_least_so_many(world, monkeypatch, today):
    for bound in ("MANY", "SOME", "LONG"):
        monkeypatch.setattr(matching, bound, 1)
    filters, found = asked(q="aster")
    assert (str(found.total), filters.qs.count()) == ("2+", 8)
    assert all(answers.cut for answers in found.answers.values() if answers.values)
    _, whole = asked(q="birch hold")
    assert (str(whole.total), any(answers.cut for answers in whole.answers.values())) == ("0", False)


def test_of_a_text_that_most_rows_have_as_many_are_told_as_were_counted_to_know_that(long, monkeypatch, today):
    monkeypatch.setattr(facets, "BOUND", 5)
    for bound, number in (("SAMPLE", 2), ("PROVEN", 3), ("LONG", 2)):
        monkeypatch.setattr(matching, bound, number)
    _, found = asked(q="aster")
    assert (str(found.total), {answer.words for answer in found.answers["kind"].values}) == ("3+", {"1+"})
    _, narrowed = asked(q="aster", kind="marketing_submitted")
    assert (narrowed.total.number, narrowed.total.more) == (long.aster.milestones.filter(kind="marketing_submitted").count(), True)


def test_of_values_that_few_rows_tell_fewer_are_offered(long, monkeypatch, today):
    monkeypatch.setattr(facets, "FEW", 8)
    assert len(asked(company="aster-bio")[1].answers["kind"].values) > 2
    monkeypatch.setattr(facets, "OFFERED_OF_FEW", 2)
    assert len(asked(company="aster-bio")[1].answers["kind"].values) == 2


def test_what_staff_do_makes_numbers_about_right_until_the_next_run(long, today):
    load.doubt_facets()
    _, found = asked()
    assert str(found.total) == f"~{Milestone.objects.count()}"
    assert {answer.words[0] for answer in found.answers["kind"].values} == {"~"}
    load.count_facets()
    assert str(asked()[1].total) == str(Milestone.objects.count())


def test_a_list_that_is_no_longer_long_is_counted_row_by_row(long, today, monkeypatch):
    monkeypatch.setattr(load, "LONG", 1000)
    load.count_facets()
    assert (FacetCount.objects.count(), str(asked()[1].total)) == (0, str(Milestone.objects.count()))


def test_every_facet_of_a_long_list_is_counted_ahead_or_has_conditions():
    missing = {
        (page.__name__, name)
        for page in Filters.__subclasses__()
        for name, facet in page.base_filters.items()
        if isinstance(facet, Facet) and page._meta.model in facets.AHEAD
        if not facet.conditions and (facet.field_name, facet.label_field) not in facets.AHEAD[page._meta.model]
    }
    assert missing == set()


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


@pytest.mark.parametrize(
    ("values", "counts"),
    [({"review": "rejected"}, False), ({"review": "withheld", "milestone": None}, False), ({"review": "withheld"}, True)],
)
def test_claims_that_do_not_count_are_left_out_but_for_doubtful_ones_that_repeat_others(world, values, counts):
    before = claims.counted().count()
    world.milestones["approved"].claims.update(**values)
    assert claims.counted().count() == before - (not counts)


def test_retracted_claims_do_not_count(world):
    assert not claims.counted().filter(retracted_at__isnull=False).exists()
    assert Claim.objects.filter(retracted_at__isnull=False).count() == 1


def test_an_empty_tracker_has_a_front_page(db, today):
    found = dashboard.dashboard(today)
    assert (found.holdings, found.coming, found.moved, found.last_run) == (dashboard.Holdings(), [], [], None)
