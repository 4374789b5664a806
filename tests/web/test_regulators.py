"""A regulator: what it did year by year, how long decisions took, and what is before it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pipeline_tracker.models import Regulator
from pipeline_tracker.queries.regulators import Filing, Tally, pairs
from pipeline_tracker.vocabulary.windows import parse_label, reported
from pipeline_tracker.web.presenters.regulators import Kind, Year, durations, kinds, years
from tests.web.html import get, section, table, words
from tests.world import claim, make_milestone

# --- pairs of submissions and decisions -----------------------------------------------------------------------------------

A, B = frozenset({1}), frozenset({1, 2})


def filings(*told):
    """(kind, window, programs, indication) of each, numbered from 1."""
    found = []
    for number, (kind, when, programs, indication) in enumerate(told, start=1):
        window = reported(dt.date.fromisoformat(when[9:])) if when.startswith("reported:") else parse_label(when)
        day = window.latest if window.precision == "day" else None
        found.append(Filing(number, kind, (7, programs, indication), window.earliest, window.latest, day))
    return found


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("marketing_submitted", "2019-01-10", A, 3), ("approved", "2019-11-10", A, 3)], [(1, 2)]),
        ([("marketing_submitted", "2019-01-10", A, 3), ("complete_response", "2019-11-10", A, 3)], [(1, 2)]),
        ([("ind_submitted", "2019-01-10", A, None), ("ind_cleared", "2019-02-09", A, None)], [(1, 2)]),
        pytest.param([("ind_submitted", "2019-01-10", A, 3), ("ind_accepted", "2019-02-09", A, 3)], [], id="acceptance is no permission"),
        pytest.param([("marketing_submitted", "2019-01-10", A, 3), ("ind_cleared", "2019-02-09", A, 3)], [], id="another submission"),
        pytest.param([("marketing_submitted", "2019-01", A, 3), ("approved", "2019-11-10", A, 3)], [], id="submission not to the day"),
        pytest.param([("marketing_submitted", "2019-01-10", A, 3), ("approved", "2019-Q4", A, 3)], [], id="decision not to the day"),
        pytest.param([("marketing_submitted", "2019-01-10", A, 3), ("approved", "2019-11-10", B, 3)], [], id="other programs"),
        pytest.param([("marketing_submitted", "2019-01-10", A, 3), ("approved", "2019-11-10", A, 4)], [], id="another indication"),
        pytest.param(
            [("marketing_submitted", "2019-01-10", frozenset(), 3), ("approved", "2019-11-10", frozenset(), 3)], [], id="no program"
        ),
        pytest.param([("approved", "2019-01-10", A, 3), ("marketing_submitted", "2019-11-10", A, 3)], [], id="decided before"),
        pytest.param([("marketing_submitted", "2019-01-10", A, 3), ("approved", "2019-01-10", A, 3)], [(1, 2)], id="on one day"),
        pytest.param(
            [("marketing_submitted", "2019-01-10", A, 3), ("marketing_submitted", "2019-03-10", A, 3), ("approved", "2019-11-10", A, 3)],
            [(2, 3)],
            id="the last of two submissions",
        ),
        pytest.param(
            [("marketing_submitted", "2019-03-10", A, 3), ("marketing_submitted", "2019-03-10", A, 3), ("approved", "2019-11-10", A, 3)],
            [],
            id="two submissions on one day",
        ),
        pytest.param(
            [("marketing_submitted", "2019-01-10", A, 3), ("marketing_submitted", "2019", A, 3), ("approved", "2019-11-10", A, 3)],
            [],
            id="a submission that may lie between",
        ),
        pytest.param(
            [("marketing_submitted", "2019-01-10", A, 3), ("approved", "2019-11-10", A, 3), ("approved", "reported:2020-03-01", A, 3)],
            [],
            id="a decision that may lie before",
        ),
        pytest.param(
            [
                ("marketing_submitted", "2019-01-10", A, 3),
                ("complete_response", "2019-11-10", A, 3),
                ("marketing_submitted", "2020-02-01", A, 3),
                ("approved", "2020-08-01", A, 3),
                ("marketing_submitted", "2019-05-01", B, 3),
            ],
            [(3, 4), (1, 2)],
            id="refused, submitted again, approved: newest first",
        ),
    ],
)
def test_a_decision_answers_the_submission_before_it_where_no_doubt_is_left(told, expected):
    assert [(submission.key, decision.key) for submission, decision in pairs(filings(*told))] == expected


def test_a_median_needs_five_observations():
    assert [
        (d.count, d.median, d.shortest, d.longest) for d in durations({"ind_submitted": [30, 40, 10, 20], "marketing_submitted": []})
    ] == [(4, None, 10, 40)]
    assert [(d.count, d.median) for d in durations({"marketing_submitted": [300, 310, 180, 400, 200, 305]})] == [(6, 302.5)]


# --- actions --------------------------------------------------------------------------------------------------------------


def test_actions_are_counted_in_the_year_that_holds_their_whole_window():
    told = [
        Tally("approved", "occurred", "", 2019, 2019, 3),
        Tally("clinical_hold", "occurred", "", None, 2019, 1),  # reported by a day of 2019
        Tally("designation", "occurred", "orphan", 2021, 2021, 2),
        Tally("designation", "occurred", "fast_track", 2020, 2021, 1),
        Tally("approved", "expected", "", 2018, 2018, 9),
        Tally("marketing_submitted", "occurred", "", 2017, 2017, 9),  # what companies do
    ]
    assert years(told) == [
        Year(2021, 2, 0, 100, 0),
        Year(2020, 0, 0, 0, 0),
        Year(2019, 3, 1, 150, 50),
        Year(None, 1, 0, 50, 0),
    ]
    assert kinds(told) == [
        Kind("clinical_hold", "Clinical hold", 1, 67),
        Kind("designation", "Designation", 3, 200, (Kind("orphan", "Orphan Drug", 2, 133), Kind("fast_track", "Fast Track", 1, 67))),
        Kind("approved", "Approved", 3, 200),
    ]
    assert years([]) == kinds([]) == []


def facts(page):
    return {words(pair.find("dt")): words(pair.find("dd")) for pair in page.find_class("facts")[0].findall("div")}


def test_a_regulator_shows_the_years_of_its_names_and_each_date_under_the_name_of_its_time(client, world):
    page = get(client, "/regulators/NMPA/")
    assert words(page.find(".//h1")) == "National Medical Products Administration (NMPA)"
    assert facts(page) == {
        "since 2018": "National Medical Products Administration (NMPA) present name",
        "2013 to 2018": "China Food and Drug Administration (CFDA)",
        "2003 to 2013": "State Food and Drug Administration (SFDA)",
        "1998 to 2003": "State Drug Administration (SDA)",
    }
    assert [row["Regulator"] for row in table(section(page, "milestones"), ".//table")] == ["NMPA", "CFDA (now NMPA)"]
    assert [words(item) for item in section(page, "programs").xpath(".//li")] == ["BIR-9 Birch Therapeutics plc", "AST-1 Aster Bio, Inc."]
    by_year = {row["Year"]: (row["Dated"], row["Reported"]) for row in table(section(page, "years"), ".//table") if row["Reported"] != "0"}
    assert by_year == {"2024": ("0", "1"), "2017": ("0", "1")}


def test_a_regulator_shows_the_pairs_behind_its_numbers(client, world):
    fda, document = Regulator.objects.get(code="FDA"), world.documents["approval"]
    for kind, when in (("marketing_submitted", "2023-04-03"), ("approved", "2024-02-01")):
        said = claim(document, "FDA approved AST-1 today.", kind=kind, status="occurred", window=parse_label(when), regulator="FDA")
        make_milestone(world.aster, [said], kind=kind, programs=[world.ast2], indication=world.koa, regulator=fda, name=f"ast-2-{kind}")
    found = section(get(client, "/regulators/FDA/"), "durations")
    assert "Marketing application submitted: 1 decision, too few for a median" in words(found)
    assert table(found, ".//table") == [
        {"Program": "AST-2 Aster Bio, Inc.", "Submitted": "3 Apr 2023", "Decided": "1 Feb 2024", "Decision": "Approved", "Days": "304"}
    ]
    kinds_of = section(get(client, "/regulators/FDA/"), "kinds")
    for row, link in zip(table(kinds_of, ".//table"), kinds_of.xpath(".//th/a/@href"), strict=True):
        assert words(get(client, link).get_element_by_id("results")).split()[0] == row["Number"]


def test_a_regulator_that_no_source_names_says_so(client, world):
    page = get(client, "/regulators/TGA/")
    assert "No source names this regulator yet." in words(page)
    assert [heading.get("id") for heading in page.xpath("//main//h2")] == ["milestones"]
    get(client, "/regulators/tga%00/", 404)


def test_a_regulators_page_takes_as_many_queries_with_30_rows_as_with_3(client, world):
    def taken():
        with CaptureQueriesContext(connection) as queries:
            get(client, "/regulators/FDA/")
        return len(queries)

    world.grow(3)
    few = taken()
    world.grow(27)
    assert few == taken() <= 12
