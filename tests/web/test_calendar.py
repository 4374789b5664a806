"""The calendar as a page: no day is invented, nothing is smeared over months, whatever anybody asks for."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pipeline_tracker import curation
from pipeline_tracker.ingest import load
from pipeline_tracker.ingest.load import ahead
from pipeline_tracker.models import Milestone, WindowCount
from pipeline_tracker.queries import calendar as query
from tests.web.html import get, section, words


def agenda(page):
    """Headings and entries of the agenda in the order of the page."""
    lines = []
    for element in page.xpath(
        "//section[@class='year']//*[self::h2 or self::h3 or self::h4 or @class='part' or @class='part exact' or self::li]"
    ):
        text = words(element)
        lines.append(f"{element.tag} {text}" if element.tag.startswith("h") else f"- {text}" if element.tag == "li" else f"({text})")
    return lines


def strip(page):
    """Of each row of the strip: its header, and the cells with a count."""
    return [
        (words(row.find("th")), [words(cell) for cell in row.findall("td") if cell.find("a") is not None])
        for row in page.xpath("//table[@class='strip']//tr")
    ]


def test_what_comes_stands_under_its_year_quarter_and_month_exact_days_apart(client, world):
    page = get(client, "/calendar/")
    assert words(page.get_element_by_id("results")) == "2 milestones, 22 Nov 2026 – 21 Nov 2027"
    assert agenda(page) == [
        "h2 2026",
        "h3 Sometime in 2026",
        "- 2026 Marketing application submitted AST-1 Aster Bio, Inc. knee osteoarthritis (KOA), United States was by 31 Dec 2025 Expected "
        "Sources disagree said 2 Jun 2025",
        "h3 Q4 2026",
        "h4 Dec 2026",
        "(On a day)",
        "- 7 Dec 2026 Presentation · 125 AST-1 Aster Bio, Inc. Expected Unconfirmed said 6 Nov 2023",
    ]


def test_the_strip_counts_each_window_once_as_wide_as_it_is(client, world):
    assert strip(get(client, "/calendar/")) == [
        ("2026 month or day", ["Dec 1"]),
        ("year", ["2026 1"]),
        ("2027 month or day", []),
    ]
    widths = [cell.get("colspan", "1") for cell in get(client, "/calendar/").xpath("//table[@class='strip']//tr[2]/td")]
    assert widths == ["12"]


def test_a_year_in_the_past_shows_what_occurred_and_a_report_stands_at_its_day(client, world):
    page = get(client, "/calendar/?since=2024-01-01&until=2024-12-31")
    assert [line for line in agenda(page) if line.startswith(("h", "("))] == [
        "h2 2024",
        "h3 Q1 2024",
        "(Sometime in Q1 2024)",
        "h4 Feb 2024",
        "(On a day)",
        "h4 Mar 2024",
        "(On a day)",
        "h3 Q2 2024",
        "h4 May 2024",
        "(Some day in May 2024)",
        "h3 Q3 2024",
        "h4 Sep 2024",
        "(By a day in Sep 2024, or earlier)",
        "h3 Q4 2024",
        "h4 Nov 2024",
        "(On a day)",
    ]
    assert ("by a day", ["Sep 2"]) in [(header.removeprefix("2024 "), cells) for header, cells in strip(page)]
    assert not any("reported by" in line for line in agenda(get(client, "/calendar/?since=2023-01-01&until=2023-12-31")))


def test_what_is_overdue_stands_with_its_age_as_an_interval(client, world):
    page = get(client, "/calendar/")
    late = section(page, "overdue")
    assert [words(item) for item in late.xpath(".//li")] == [
        "Q1 2024 Data readout · Phase 2 AST-1, AST-2 Aster Bio, Inc. knee osteoarthritis (KOA) Overdue for 966 to 1056 days"
    ]
    assert late.xpath(".//a[contains(@href, 'state=overdue')]/@href") == ["/milestones/?state=overdue"]
    assert get(client, "/calendar/?company=birch-therapeutics").xpath("//section[@aria-labelledby='overdue']") == []


def test_a_large_group_says_how_many_more_there_are_and_where(client, world, monkeypatch):
    world.grow(5)
    monkeypatch.setattr(query, "MOST", 2)
    monkeypatch.setattr(query, "FEWEST", 1)
    page = get(client, "/calendar/?kind=data_readout&since=2027-01-01&until=2027-12-31")
    (more,) = page.xpath("//p[@class='more'][contains(., 'List all')]")
    assert (words(more), more.find("a").get("href")) == (
        "3 more. List all for 2027",
        "/milestones/?kind=data_readout&since=2027-01-01&until=2027-12-31",
    )
    assert client.get(more.find("a").get("href")).status_code == 200


def test_earlier_and_later_keep_the_filters_and_the_length(client, world):
    page = get(client, "/calendar/?since=2024-02-01&until=2024-02-29&kind=approved")
    assert page.xpath("//nav[@class='spans']/a/@href") == [
        "?since=2024-01-03&until=2024-01-31&kind=approved",
        "?since=2024-03-01&until=2024-03-29&kind=approved",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "since=x&until=y",
        "since=%00",
        "since=0001-01-01",
        "until=9999-12-31",
        "since=9999-12-31",
        "until=0001-01-01",
        "since=2027-01-01&until=2026-01-01",
        "since=1000-01-01&until=9000-01-01",
        "state=none&kind=%00&company=" + "a" * 5000,
        "q=" + "%25" * 50,
    ],
)
def test_whatever_is_asked_for_is_answered(client, world, question):
    get(client, f"/calendar/?{question}")


def test_a_page_shows_five_years_at_most_and_says_so(client, world):
    page = get(client, "/calendar/?since=2020-01-01&until=2030-01-01")
    assert words(page.find_class("note")[0]) == "A page shows five years at most, here up to 4 Jan 2025."


def test_an_empty_calendar_names_the_next_command(client, world):
    assert "No milestone may happen in this span." in words(get(client, "/calendar/?since=2050-01-01"))
    Milestone.objects.all().delete()
    assert "python manage.py ingest PATH" in words(get(client, "/calendar/"))


def test_the_page_takes_ten_queries_at_most_however_much_it_holds(client, world, django_assert_max_num_queries):
    for count in (3, 27):
        world.grow(count)
        with django_assert_max_num_queries(10):
            client.get("/calendar/?since=2026-01-01&until=2027-12-31")


FULL = "since=2020-01-01&until=2029-12-31"
BY_DAYS = (
    "",
    "since=2024-01-01&until=2024-12-31",
    "since=x&until=%00",
    FULL,
    *(f"{FULL}&kind={kind}" for kind in ("data_readout&kind=approved", "%00")),
)
NOTHING = ("since=2027-01-01&until=2026-01-01", f"{FULL}&kind=x", f"{FULL}&kind=none")
BY_MORE = ("company=aster-bio", f"{FULL}&q=AST", f"{FULL}&kind=approved&state=occurred", "program=ast-1")


def asked(client, question):
    """What the calendar shows, and whether it counted its milestones one by one."""
    with CaptureQueriesContext(connection) as taken:
        page = get(client, f"/calendar/?{question}")
    counted = any('COUNT("pipeline_tracker_milestone"."id") AS "days_count"' in statement["sql"] for statement in taken)
    return (words(page.get_element_by_id("results")), agenda(page), strip(page)), counted


@pytest.mark.slow
def test_a_calendar_by_days_and_kinds_is_read_from_what_was_counted_ahead_and_shows_the_same(client, registered, monkeypatch):
    registered.grow(4)
    now = {question: asked(client, question) for question in (*BY_DAYS, *NOTHING, *BY_MORE)}
    monkeypatch.setattr("pipeline_tracker.ingest.load.windows.MANY", 1)
    ahead.count_ahead(changed=True)
    then = {question: asked(client, question) for question in now}
    assert {question: shown for question, (shown, _) in then.items()} == {question: shown for question, (shown, _) in now.items()}
    assert {question for question, (shown, _) in now.items() if not shown[1]} == set(NOTHING)
    assert all(counted for question, (_, counted) in now.items())
    assert {question for question, (_, counted) in then.items() if not counted} == set(BY_DAYS)
    assert asked(client, f"{FULL}&as_of=2024-06-30")[1], "what was counted is of now"


def test_windows_are_counted_by_runs_that_change_something_and_not_after_an_act_of_curation_until_the_next(registered, monkeypatch):
    monkeypatch.setattr("pipeline_tracker.ingest.load.windows.MANY", 1)
    monkeypatch.setattr(ahead, "FEW", 0)  # as in a large database

    def counted_after(**counts):
        load.finish_run(load.start_run("ingest", {}, "rules 1"), "done", Counter(counts))
        return WindowCount.objects.exists()

    assert not counted_after(unchanged=5)
    assert counted_after(created=1)
    curation.refresh(registered.cedar)
    assert not WindowCount.objects.exists()
    assert counted_after(created=1)
