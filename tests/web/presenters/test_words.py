"""The words of pages: what a milestone is, who a regulator was, how a phase is known, figures and periods."""

import datetime as dt

import pytest

from pipeline_tracker.models import Claim, Company, Milestone, Presentation, Regulator, Standing
from pipeline_tracker.models.windowed import window_fields
from pipeline_tracker.vocabulary.windows import label, parse_label
from pipeline_tracker.web.presenters import words
from pipeline_tracker.web.presenters.guidance import guidance
from pipeline_tracker.web.presenters.pipeline import COLUMNS


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "trial_initiated", "phase": "phase_2"}, "Trial initiated · Phase 2"),
        ({"kind": "designation", "detail": "orphan"}, "Designation · Orphan Drug"),
        ({"kind": "designation", "detail": "other"}, "Designation · other"),
        ({"kind": "data_readout", "phase": "phase_3", "detail": "topline"}, "Data readout · Phase 3 · topline"),
    ],
)
def test_what_a_milestone_is(fields, said):
    assert words.what(Milestone(**fields)) == said


@pytest.mark.parametrize(
    ("phase", "basis", "said", "runs"),
    [
        ("phase_2", "started", "trial started", True),
        ("phase_2", "accepted", "application accepted, trial not started", False),
        ("phase_2", "cleared", "cleared to start, trial not started", False),
        ("ind_enabling", "accepted", "application accepted, not cleared", False),
        ("ind_cleared", "cleared", "cleared", True),
        ("filed", "accepted", "application filed", True),
        ("approved", "cleared", "approved", True),
        ("marketed", "started", "launched", True),
        ("preclinical", "stated", "as stated", True),
    ],
)
def test_an_application_never_reads_as_a_running_trial(phase, basis, said, runs):
    standing = Standing(phase=phase, basis=basis)
    assert (words.basis_words(standing), words.is_running(standing)) == (said, runs)


@pytest.mark.parametrize(
    ("date", "name"),
    [
        ("1999-01-01", "SDA (now NMPA)"),
        ("2010-06-01", "SFDA (now NMPA)"),
        ("2017-03-20", "CFDA (now NMPA)"),
        ("2019-11-06", "NMPA"),
        ("1990-01-01", "NMPA"),
    ],
)
def test_a_regulator_has_the_name_of_the_day_with_the_present_one_beside_it(db, date, name):
    assert words.name_then_and_now(Regulator.objects.get(code="NMPA"), dt.date.fromisoformat(date)) == name


@pytest.mark.parametrize(
    ("talk", "said"),
    [
        ({"day": dt.date(2019, 11, 8), "starts": dt.time(7), "ends": dt.time(8), "zone_words": "ET"}, "8 Nov 2019, 07:00 to 08:00 ET"),
        ({"day": dt.date(2019, 11, 8), "starts": dt.time(7, 45)}, "8 Nov 2019, 07:45"),
        ({"day": dt.date(2019, 11, 8)}, "8 Nov 2019"),
        ({}, ""),
    ],
)
def test_a_talk_has_the_time_of_its_venue(talk, said):
    assert words.talk_time(Presentation(**talk)) == said


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2019-Q3", "Q3 2019"),
        ("2019-9M", "first 9 months of 2019"),
        ("2019-H1", "H1 2019"),
        ("2019", "2019"),
        ("2022-06-30", "30 Jun 2022"),
        ("2022-13-01", "2022-13-01"),
        ("soon", "soon"),
    ],
)
def test_periods_in_words(period, said):
    assert words.period_label(period) == said


def test_periods_sort_by_their_end_and_the_shorter_first():
    assert sorted(["2020", "2019-9M", "2019-Q3", "2019-06-30", "2019-H1", "odd"], key=words.period_end) == [
        "odd",
        "2019-06-30",
        "2019-H1",
        "2019-Q3",
        "2019-9M",
        "2020",
    ]


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (15_900_000, "15.9 million USD"),
        (1_234_000_000, "1.234 billion USD"),
        (12_345_678, "12,345,678 USD"),
        (-2_500_000, "-2.5 million USD"),
        (250_000_000, "250 million USD"),
        (100_000_000_000, "100 billion USD"),
        (0, "0 USD"),
        (999, "999 USD"),
    ],
)
def test_money_is_never_rounded(amount, said):
    assert words.money(amount, "USD") == said


def test_unknown_flags_still_read_as_words():
    assert words.flag_words("odd_case") == "odd case"


def said(status, when):
    return Claim(status=status, **window_fields(parse_label(when) if when else None))


def told(status, when, *claims):
    found = guidance(Milestone(company=Company(), status=status, **window_fields(parse_label(when) if when else None)), claims)
    return (label(found.latest) if found.latest else None, [label(window) for window in found.earlier])


@pytest.mark.parametrize(
    ("milestone", "claims", "expected", "earlier"),
    [
        (("expected", "2024"), [("expected", "2024")], "2024", []),
        (("expected", "2024-Q3"), [("expected", "2023-H1"), ("expected", "2023-H1"), ("expected", "2024-Q3")], "Q3 2024", ["H1 2023"]),
        (("expected", "2024-Q3"), [("expected", "2023-H1"), ("expected", None), ("expected", "2024-Q3")], "Q3 2024", ["H1 2023"]),
        (("occurred", "2024-05"), [("expected", "2023"), ("expected", "2024-H1"), ("occurred", "2024-05")], "H1 2024", ["2023"]),
        (("occurred", "2024-05"), [("occurred", "2024-05")], None, []),
        (("dropped", None), [("expected", "2023"), ("dropped", None)], "2023", []),
        # Staff outrank a newer document: the milestone's own window is what is expected.
        (("expected", "2026"), [("expected", "2025"), ("expected", "2026"), ("expected", "2024")], "2026", ["2025", "2024"]),
        # Guidance that went and came back is told once.
        (("expected", "2025"), [("expected", "2025"), ("expected", "2026"), ("expected", "2025")], "2025", ["2026"]),
    ],
)
def test_guidance_is_the_newest_expectation_and_what_it_replaced(milestone, claims, expected, earlier):
    assert told(*milestone, *(said(*claim) for claim in claims)) == (expected, earlier)


def test_the_chart_has_a_column_for_every_phase():
    assert COLUMNS == ("Preclinical", "IND", "Phase 1", "Phase 1/2", "Phase 2", "Phase 2/3", "Phase 3", "Filed", "Approved")
