"""What rows know about themselves."""

import datetime as dt

import pytest

from pipeline_tracker.models import Claim, Company, Milestone, Regulator, RegulatorName, Trial
from pipeline_tracker.models.windowed import window_fields
from pipeline_tracker.vocabulary.windows import parse_label, reported

from .rows import by_staff, saved, valid

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 7, 1)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(1997, 6, 1), None),
        (dt.date(2001, 6, 1), "State Drug Administration (SDA)"),
        (dt.date(2012, 6, 1), "State Food and Drug Administration (SFDA)"),
        (dt.date(2013, 1, 1), "China Food and Drug Administration (CFDA)"),
        (dt.date(2018, 12, 31), "National Medical Products Administration (NMPA)"),
        (dt.date(2026, 6, 1), "National Medical Products Administration (NMPA)"),
    ],
)
def test_a_regulator_bears_the_name_of_the_day_and_in_a_year_of_change_the_newer(day, name):
    found = Regulator.objects.prefetch_related("names").get(code="NMPA").name_on(day)
    assert (str(found) if found else None) == name


def test_reading_a_regulators_name_from_prefetched_names_asks_the_database_nothing(django_assert_num_queries):
    regulator = Regulator.objects.prefetch_related("names").get(code="FDA")
    with django_assert_num_queries(0):
        assert str(regulator.name_on(TODAY)) == "Food and Drug Administration (FDA)"


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [(2013, 2018, "2013 to 2018"), (None, 2009, "until 2009"), (2018, None, "since 2018"), (None, None, "")],
)
def test_the_years_of_a_name_are_told_in_words(since, until, words):
    assert valid(RegulatorName, since=since, until=until).years == words


def test_a_name_like_its_short_form_is_told_once():
    assert str(valid(RegulatorName, name="Health Canada", short="Health Canada")) == "Health Canada"


@pytest.mark.parametrize("label", ["2024-05-09", "2024-05", "2024-Q2", "2024-H1", "2024", "mid-2024", "by:2024-12-31"])
def test_a_window_is_stored_and_read_back_unchanged(label):
    window = parse_label(label)
    row = saved(Milestone, **window_fields(window))
    row.refresh_from_db()
    assert row.window == window


def test_a_row_without_a_date_has_no_window():
    assert valid(Milestone).window is None
    assert window_fields(None) == {"earliest": None, "latest": None, "precision": "", "window_words": ""}


def milestones(**of: str | None) -> None:
    for slug, label in of.items():
        window = reported(dt.date(2024, 6, 30)) if label == "reported" else parse_label(label) if label else None
        saved(Milestone, slug=slug, **window_fields(window))


def slugs(rows) -> set[str]:
    return {row.slug for row in rows}


def test_a_window_overlaps_a_span_when_they_share_a_day():
    milestones(before="2024-03", touching="2024-Q2", inside="2024-07-15", around="2024", after="2025-01", by="by:2024-12-31", undated=None)
    june_to_august = Milestone.objects.overlapping(dt.date(2024, 6, 30), dt.date(2024, 8, 31))
    assert slugs(june_to_august) == {"touching", "inside", "around", "by"}
    assert slugs(Milestone.objects.overlapping(dt.date(2024, 7, 1), None)) == {"inside", "around", "after", "by"}
    assert slugs(Milestone.objects.overlapping(None, dt.date(2024, 3, 31))) == {"before", "around", "by"}


def test_overdue_is_what_was_expected_and_whose_last_day_has_passed():
    for slug, status, kind, label in [
        ("passed", "expected", "approved", "2024-06"),
        ("due today", "expected", "approved", "2024-07-01"),
        ("ahead", "expected", "approved", "2024-Q3"),
        ("happened", "occurred", "approved", "2024-06"),
        ("given up", "dropped", "approved", "2024-06"),
        ("talk", "expected", "presentation", "2024-06"),
    ]:
        saved(Milestone, slug=slug, status=status, kind=kind, **window_fields(parse_label(label)))
    saved(Milestone, slug="undated")
    answer = saved(Milestone, slug="answer", status="occurred")
    saved(Milestone, slug="answered", answered_by=answer, **window_fields(parse_label("2024-06")))
    assert slugs(Milestone.objects.overdue(TODAY)) == {"passed"}
    assert slugs(Milestone.objects.upcoming(TODAY)) == {"due today", "ahead"}


@pytest.mark.parametrize(
    ("exchange", "ticker", "listing"),
    [("NASDAQ", "EXMP", "NASDAQ: EXMP"), ("", "EXMP", "EXMP"), ("", "", "")],
)
def test_a_listing_is_exchange_and_ticker(exchange, ticker, listing):
    assert Company(exchange=exchange, ticker=ticker).listing == listing


def test_a_trial_of_the_registry_links_to_it_and_one_that_its_sponsor_names_does_not():
    assert valid(Trial, identifier="NCT00000001").registry_url == "https://clinicaltrials.gov/study/NCT00000001"
    assert valid(Trial, registry="sponsor", identifier="REACH-1").registry_url == ""


def test_a_claim_tells_its_source():
    of_staff = valid(Claim, **by_staff())
    assert of_staff.source_label == f"staff ({of_staff.author})"
    assert valid(Claim).source_label == "A title"
