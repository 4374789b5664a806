"""The page of changes, and the ladder on the page of a milestone."""

import pytest

from pipeline_tracker.models import Claim
from tests.web.html import get, section, table, words
from tests.world import TODAY


def test_each_change_is_a_row_with_its_sentence(client, world):
    page = get(client, "/changes/?since=2023-05-01&until=2023-11-06&company=aster-bio&severity=notable")
    assert words(page.get_element_by_id("found")) == "2 changes, Aster Bio, Inc."
    assert table(page) == [
        {
            "Day": "6 Nov 2023",
            "Severity": "Notable",
            "Change": "Occurred Oct 2023, expected H2 2023, met",
            "Milestone": "Trial initiated · Phase 2, knee osteoarthritis (KOA), China AST-1 · Aster Bio, Inc.",
            "Evidence": 'Press release AST-1 ("Kneera") entered Phase II in October 2023. 6 Nov 2023',
        },
        {
            "Day": "9 May 2023",
            "Severity": "Critical",
            "Change": "Moved later H1 2023 → H2 2023, 1 to 364 days later",
            "Milestone": "Trial initiated · Phase 2, knee osteoarthritis (KOA), China AST-1 · Aster Bio, Inc.",
            "Evidence": "Press release AST-1 now enters Phase II in the second half of 2023. 9 May 2023",
        },
    ]
    claim = Claim.objects.get(milestone=world.milestones["started"], asserted_on="2023-05-09")
    assert claim.get_absolute_url() in page.xpath("//main//a/@href")


def test_without_a_question_it_is_the_last_quarter_of_the_data(client, world):
    page = get(client, "/changes/")
    assert (page.get_element_by_id("id_since").get("value"), page.get_element_by_id("id_until").get("value")) == (
        "2025-03-02",
        "2025-06-02",
    )
    assert [row["Day"] for row in table(page)] == ["2 Jun 2025"]


def test_what_cannot_be_understood_is_told_at_its_field(client, world):
    page = get(client, "/changes/?since=may&company=Nobody&severity=huge")
    assert [words(error) for error in page.xpath("//p[@class='error']")] == [
        "“may” is no day. Write it like 2024-05-09.",
        "No company is called that here.",
        "Select a valid choice. huge is not one of the available choices.",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "since=0001-01-01",
        "until=0001-01-01",
        "since=9999-12-31",
        "until=9999-12-31&since=0001-01-01",
        "since=%00",
        "company=%00",
        "company=" + "x" * 5000,
        "program=x",
        "severity=minor",
        "page=2&x=1",
    ],
)
def test_whatever_is_asked_for_is_answered(client, world, question):
    get(client, f"/changes/?{question}")


def test_the_spans_beside_keep_the_question(client, world):
    page = get(client, "/changes/?since=2023-05-01&until=2023-05-31&company=aster-bio&severity=notable")
    assert page.xpath("//nav[@class='spans']/a/@href") == [
        "?since=2023-03-31&until=2023-04-30&company=aster-bio&severity=notable",
        "?since=2023-06-01&until=2023-07-01&company=aster-bio&severity=notable",
        "/changes/",
    ]


@pytest.mark.django_db
def test_while_nothing_is_held_the_page_names_the_next_command(client):
    assert "python manage.py ingest PATH" in words(get(client, "/changes/"))


@pytest.mark.slow
def test_the_page_takes_nine_queries_at_most_however_much_it_holds(client, world, django_assert_max_num_queries):
    for count in (3, 27):
        world.grow(count)
        with django_assert_max_num_queries(9):
            client.get(f"/changes/?since=2000-01-01&until={TODAY}&company=aster-bio")


# --- the ladder of a milestone --------------------------------------------------------------------------------------------


def test_a_milestone_shows_every_stated_window_with_its_step_and_slip(client, world):
    page = get(client, world.milestones["started"].get_absolute_url())
    assert table(section(page, "ladder"), ".//table") == [
        {
            "Said on": "9 Aug 2022",
            "Window": "H1 2023",
            "Step": "First stated",
            "Slip": "–",
            "Evidence": "Press release AST-1 enters Phase II in the first half of 2023. 9 Aug 2022",
        },
        {
            "Said on": "9 May 2023",
            "Window": "H2 2023",
            "Step": "Moved later",
            "Slip": "1 to 364 days later its window 181 to 184 days later",
            "Evidence": "Press release AST-1 now enters Phase II in the second half of 2023. 9 May 2023",
        },
        {
            "Said on": "6 Nov 2023",
            "Window": "occurred Oct 2023",
            "Step": "Met",
            "Slip": "–",
            "Evidence": 'Press release AST-1 ("Kneera") entered Phase II in October 2023. 6 Nov 2023',
        },
    ]
    assert "From the first promise: 93 to 303 days later." in words(section(page, "ladder"))


def test_a_window_that_passed_in_silence_is_a_step_of_its_own(client, world):
    rows = table(section(get(client, world.milestones["readout"].get_absolute_url()), "ladder"), ".//table")
    assert [(row["Said on"], row["Step"], row["Slip"]) for row in rows] == [
        ("9 Aug 2022", "First stated", "–"),
        ("1 Apr 2024", "Missed", "overdue for 966 to 1056 days"),
    ]


def test_what_was_said_once_needs_no_ladder(client, world):
    page = get(client, world.milestones["approved"].get_absolute_url())
    assert page.xpath("//section[@aria-labelledby='ladder']") == []


def test_what_staff_say_is_a_step_with_their_reason(client, world):
    rows = table(section(get(client, world.milestones["filing"].get_absolute_url()), "ladder"), ".//table")
    assert [(row["Window"], row["Step"], row["Evidence"]) for row in rows] == [
        ("by 31 Dec 2025", "First stated", "Press release A BLA goes in by the end of 2025. 9 May 2023"),
        ("2026", "Moved later", "Staff curator, 2 Jun 2025: Said at the annual meeting."),
    ]
