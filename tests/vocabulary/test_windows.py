"""Date windows: labels in, labels and EDTF out, and nothing more precise than the source."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tracker.vocabulary import windows
from pipeline_tracker.vocabulary.windows import Window, as_label, edtf, label, parse_label

D = dt.date

LABELS = [
    # label, earliest, latest, precision, what people read, EDTF
    ("2024-05-09", D(2024, 5, 9), D(2024, 5, 9), "day", "9 May 2024", "2024-05-09"),
    ("2024-02", D(2024, 2, 1), D(2024, 2, 29), "month", "Feb 2024", "2024-02"),
    ("2024-Q1", D(2024, 1, 1), D(2024, 3, 31), "quarter", "Q1 2024", "2024-33"),
    ("2019-Q3", D(2019, 7, 1), D(2019, 9, 30), "quarter", "Q3 2019", "2019-35"),
    ("2019-Q4", D(2019, 10, 1), D(2019, 12, 31), "quarter", "Q4 2019", "2019-36"),
    ("2020-H1", D(2020, 1, 1), D(2020, 6, 30), "half", "H1 2020", "2020-40"),
    ("2020-H2", D(2020, 7, 1), D(2020, 12, 31), "half", "H2 2020", "2020-41"),
    ("2024", D(2024, 1, 1), D(2024, 12, 31), "year", "2024", "2024"),
    ("early-2024", D(2024, 1, 1), D(2024, 4, 30), "part", "Jan–Apr 2024", "2024-01/2024-04"),
    ("mid-2024", D(2024, 5, 1), D(2024, 8, 31), "part", "May–Aug 2024", "2024-05/2024-08"),
    ("late-2024", D(2024, 9, 1), D(2024, 12, 31), "part", "Sep–Dec 2024", "2024-09/2024-12"),
    ("early-2024-Q4", D(2024, 10, 1), D(2024, 10, 31), "part", "Oct 2024", "2024-10"),
    ("late-2024-H1", D(2024, 5, 1), D(2024, 6, 30), "part", "May–Jun 2024", "2024-05/2024-06"),
    ("by:2024-12-31", None, D(2024, 12, 31), "by", "by 31 Dec 2024", "../2024-12-31"),
    ("by:2024", None, D(2024, 12, 31), "by", "by 31 Dec 2024", "../2024-12-31"),
    ("by:2024-Q2", None, D(2024, 6, 30), "by", "by 30 Jun 2024", "../2024-06-30"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision", "read", "extended"), LABELS)
def test_a_label_is_an_interval_with_a_precision(text, earliest, latest, precision, read, extended):
    window = parse_label(text)
    assert (window.earliest, window.latest, window.precision) == (earliest, latest, precision)
    assert (label(window), edtf(window)) == (read, extended)


@pytest.mark.parametrize(
    "text", ["", "2024-13", "2024-02-30", "2024-Q5", "2024-H3", "Q4 2019", "2H 2020", "early-2024-05", "24-05-09", "٢٠٢٤"]
)
def test_what_is_no_label_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_label(text)


def test_a_range_reads_as_its_days_or_whole_months():
    assert label(Window(D(2024, 3, 2), D(2024, 3, 5), "range")) == "2 Mar 2024 – 5 Mar 2024"
    assert label(Window(D(2024, 11, 1), D(2025, 1, 31), "range")) == "Nov 2024–Jan 2025"
    assert edtf(Window(D(2024, 3, 2), D(2024, 3, 5), "range")) == "2024-03-02/2024-03-05"


def test_an_event_reported_without_a_date_has_no_first_day():
    window = windows.reported(D(2019, 11, 6))
    assert (label(window), window.days, edtf(window)) == ("reported by 6 Nov 2019", None, "../2019-11-06")


@pytest.mark.parametrize(
    "parts",
    [
        (D(2024, 1, 2), D(2024, 1, 1), "range"),
        (None, D(2024, 1, 1), "day"),
        (D(2024, 1, 1), D(2024, 1, 1), "by"),
        (D(2024, 1, 1), D(2024, 1, 1), "soon"),
    ],
)
def test_a_window_that_contradicts_itself_cannot_exist(parts):
    with pytest.raises(ValueError, match=r"."):
        Window(*parts)


days = st.dates(D(2000, 1, 1), D(2040, 12, 31))
closed = st.tuples(days, days).map(lambda pair: Window(min(pair), max(pair), "range"))
any_window = closed | days.map(windows.by)


@given(any_window, any_window)
def test_overlap_is_symmetric_and_means_a_common_day(one, other):
    start = max(w.earliest or D.min for w in (one, other))
    assert one.overlaps(other) == other.overlaps(one) == (start <= min(one.latest, other.latest))


@given(st.integers(2000, 2040), st.sampled_from(["", "early-", "mid-", "late-", "by:"]), st.sampled_from(["", "-Q1", "-Q4", "-H1", "-H2"]))
def test_every_label_covers_what_it_names_and_no_more(year, part, period):
    window = parse_label(f"{part}{year}{period}")
    whole = parse_label(f"{year}{period}")
    assert whole.overlaps(window)
    assert window.latest <= whole.latest
    assert window.earliest is None or window.earliest >= whole.earliest


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-09",
        "2024-05",
        "2024-Q2",
        "2024-H1",
        "2024",
        "early-2024",
        "mid-2024-Q2",
        "late-2024-H2",
        "by:2024-12-31",
        "reported:2024-05-09",
        "2024-05-09/2024-06-30",
    ],
)
def test_a_label_is_written_as_it_was_read(text):
    assert as_label(parse_label(text)) == text


@pytest.mark.parametrize("text", ["2024-06-30/2024-05-09", "reported:2024-02-30", "2024-05/2024-06", "reported:2024"])
def test_a_range_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_label(text)
