"""Days and months of the registry: taken as they are, never widened, never narrowed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tracker.ingest.documents import Refused
from pipeline_tracker.ingest.registry import dates
from pipeline_tracker.vocabulary.windows import Window


def test_a_month_stays_a_month():
    assert dates.window("2024-02", "/x") == Window(dt.date(2024, 2, 1), dt.date(2024, 2, 29), "month", "2024-02")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_a_day_stays_a_day(day):
    assert dates.window(day.isoformat(), "/x") == Window(day, day, "day", day.isoformat())


@pytest.mark.parametrize(
    "text",
    [
        "2021-02-30",
        "20199-05",
        "20199-05-01",
        "2021-13",
        "2021-00",
        "2021",
        "",
        "2021-5",
        "2021-05-1",
        "2021-05-01T00:00",
        "May 2021",
        "2021/05/01",
        " 2021-05",
        "2021-05 ",
        "+021-05",
        "٢٠٢١-٠٥",
        "0219-05",
        "2209-05-01",
        "2021-05-01-01",
        "-",
        "x" * 1_000_000,
    ],
)
def test_what_is_no_date_is_refused_with_its_field(text):
    with pytest.raises(Refused) as caught:
        dates.window(text, "/protocolSection/statusModule/startDateStruct/date")
    assert caught.value.code == "bad-date"
    assert str(caught.value).startswith("/protocolSection/statusModule/startDateStruct/date: ")
    assert len(str(caught.value)) < 200


def test_a_field_that_gives_days_refuses_a_month():
    with pytest.raises(Refused, match="/x: '2021-05' is a month"):
        dates.day("2021-05", "/x")
