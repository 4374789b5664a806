"""How a company's page is asked for: defaults, choices as addresses, and days before a day."""

import datetime as dt

import pytest
from django.http import QueryDict

from pipeline_tracker.web.asked import asked

AS_OF = dt.date(2024, 5, 31)


def test_without_a_wish_the_pipeline_stands_by_area_and_moved_within_three_months():
    found = asked(QueryDict(""), AS_OF)
    assert (found.group, found.discontinued, found.since, found.errors, found.kept) == ("area", False, dt.date(2024, 2, 29), {}, ())
    assert [(choice.address, choice.chosen) for choice in found.spans] == [
        ("?since=2024-02-29", True),
        ("?since=2023-11-30", False),
        ("?since=2023-05-31", False),
        ("?since=2022-05-31", False),
    ]


def test_each_choice_keeps_the_others_and_drops_what_is_not_known():
    found = asked(QueryDict("group=modality&discontinued=1&since=2020-01-01&page=7&x=<script>"), AS_OF)
    assert found.kept == (("group", "modality"), ("discontinued", "1"))
    assert found.other_size == "?group=modality&discontinued=1&since=2020-01-01&whole=1"
    assert [choice.address for choice in found.groups] == [
        f"?group={code}&discontinued=1&since=2020-01-01" for code in ("area", "modality", "none")
    ]
    assert found.other_left == "?group=modality&since=2020-01-01"


@pytest.mark.parametrize("query", ["since=31.5.2024", "since=2024-05-32", "since=%00", "group=x", "discontinued=0", "whole=2"])
def test_what_means_nothing_is_an_error_and_as_if_it_were_left_out(query):
    found = asked(QueryDict(query), AS_OF)
    assert list(found.errors) == [query.split("=")[0]]
    assert (found.group, found.discontinued, found.since) == ("area", False, dt.date(2024, 2, 29))
