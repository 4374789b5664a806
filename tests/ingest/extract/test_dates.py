"""The date grammar: every expression as an interval, never more precise than its words."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tracker.ingest.extract import dates
from tests.ingest.extract.releases import label

PUBLISHED = dt.date(2025, 2, 13)
TABLE = [
    line.split("\t")
    for line in (Path(__file__).with_name("dates.tsv")).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def windows(text, anchor=PUBLISHED):
    return [label(when.window) for when in dates.find(text, anchor)]


@pytest.mark.parametrize(("expression", "expected"), [pytest.param(*row, id=row[0]) for row in TABLE])
def test_an_expression_means_its_window(expression, expected):
    assert windows(f"The company expects results {expression}.") == expected.split(" ")


@pytest.mark.parametrize(
    "text",
    [
        "February 30, 2025",
        "November 31, 2025",
        "99 March 2025",
        "31 February 2025",
    ],
)
def test_impossible_days_are_no_days(text):
    assert not any(when.window.precision == "day" for when in dates.find(text, PUBLISHED))


def test_a_date_counted_from_the_sentence_before_needs_one_there():
    after = "Data on the booster follow nine months later."
    told = dates.find("Data are expected in the first quarter of 2026.", PUBLISHED)
    assert [label(when.window) for when in dates.find(after, PUBLISHED, lambda: told)] == ["2026-10-01/2026-12-31"]
    assert windows(after) == []
    cut_off = dates.find("The data cut-off was as of January 1, 2025.", PUBLISHED)
    assert dates.find(after, PUBLISHED, lambda: cut_off) == []
    assert windows("this month, and two years later", dt.date(9999, 1, 5)) == ["9999-01"]  # beyond the calendar


@pytest.mark.parametrize(
    "text",
    [
        "Phase 1/2 trial in 20 patients",
        "the trial may start",
        "we march on",
        "a response rate of 73% in 11 of 15",
        "1,234 patients",
        "the first half of the patients",
        "5 mg once daily",
        "Q8W dosing",
        "H2 receptor antagonists",
        "10.5 months",
        "a complete response was seen six months later",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert windows(text) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("as of January 31, 2025", "as_of"),
        ("a data cut-off of January 31, 2025", "as_of"),
        ("the quarter ended December 31, 2024", "as_of"),
        ("since 2019", "since"),
        ("after June 2025", "after"),
        ("cash runway into 2028", "runway"),
        ("at ASCO 2025", "bare"),
        ("the 2025 Annual Meeting", "bare"),
        ("expected in June 2025", "event"),
    ],
)
def test_dates_that_date_no_event_say_so(text, role):
    assert [when.role for when in dates.find(text, PUBLISHED)] == [role]


def test_a_period_without_a_year_is_the_next_one_ahead_and_the_last_one_behind():
    (when,) = dates.find("in December", PUBLISHED)
    assert (label(when.reading("expected")), label(when.reading("occurred"))) == ("2025-12", "2024-12")
    assert not when.firm


def test_a_stated_year_is_firm_and_has_one_reading():
    (when,) = dates.find("in December 2025", PUBLISHED)
    assert (when.firm, when.past) == (True, None)


def test_a_fiscal_period_says_so():
    assert [when.fiscal for when in dates.find("in the second quarter of fiscal 2026", PUBLISHED)] == [True]


def test_a_window_keeps_the_words():
    text = "Data are expected by the end of the third quarter of 2025."
    (when,) = dates.find(text, PUBLISHED)
    assert when.window.words == text[when.start : when.end] == "by the end of the third quarter of 2025"


@given(
    st.text(alphabet=" abJuneMay/–-,.'Qq1234567890quarterhalfyearofthe\n", max_size=300), st.dates(dt.date(1970, 1, 1), dt.date(2100, 1, 1))
)
def test_no_text_breaks_the_grammar(text, anchor):
    for when in dates.find(text, anchor):
        assert 0 <= when.start < when.end <= len(text)
        assert when.window.words in (text[when.start : when.end], "")
