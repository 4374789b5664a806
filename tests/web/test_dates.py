"""Dates in the reader's language: the same windows, never more precise."""

import datetime as dt

import pytest
from django.utils import translation

from pipeline_tracker.vocabulary.windows import Window, label, parse_label
from pipeline_tracker.web import dates

CASES = {
    "2019-11-08": "2019年11月8日",
    "2019-11": "2019年11月",
    "2026-Q4": "2026年第四季度",
    "2027-Q1": "2027年第一季度",
    "2020-H1": "2020年上半年",
    "2020-H2": "2020年下半年",
    "2029": "2029年",
    "mid-2026": "2026年5月至8月",
    "early-2026-Q1": "2026年1月",
    "2026-11-01/2027-02-28": "2026年11月至2027年2月",
    "2026-11-05/2026-12-08": "2026年11月5日至2026年12月8日",
    "by:2024-12-31": "不晚于2024年12月31日",
    "reported:2019-11-06": "据2019年11月6日报道",
}


@pytest.mark.parametrize("text", CASES)
def test_in_english_a_window_reads_as_its_label(text):
    assert dates.label(parse_label(text)) == label(parse_label(text))


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_in_chinese_it_says_the_same(text, expected):
    with translation.override("zh-hans"):
        assert dates.label(parse_label(text)) == expected


def test_a_talks_minute_is_shown_by_its_day():
    day = dt.date(2026, 12, 13)
    assert dates.label(Window(day, day, "minute")) == "13 Dec 2026"
