"""Milestones as iCalendar, read back with a parser."""

import datetime as dt

import icalendar
import pytest

from pipeline_tracker.models import Claim, Milestone
from pipeline_tracker.queries import calendar as query
from tests import world as w


def read(client, address="/calendar.ics"):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return icalendar.Calendar.from_ical(response.content)


def events(client, address="/calendar.ics"):
    return {
        str(event["summary"]): (
            str(event.decoded("dtstart")),
            str(event.decoded("dtend")),
            str(event["status"]),
            int(event["sequence"]),
        )
        for event in read(client, address).walk("VEVENT")
    }


def test_each_window_is_an_all_day_event_with_an_exclusive_end(client, world):
    assert events(client) == {
        "AST-1: Presentation · 125 (expected, 7 Dec 2026)": ("2026-12-07", "2026-12-08", "TENTATIVE", 0),
        "AST-1: Marketing application submitted (expected, 2026)": ("2026-01-01", "2027-01-01", "TENTATIVE", 1),
        "AST-1: Presentation · Joint Congress; P12 (expected, 8 Nov 2024)": ("2024-11-08", "2024-11-09", "TENTATIVE", 0),
        "AST-1: Decision due (expected, 1 Mar 2024)": ("2024-03-01", "2024-03-02", "TENTATIVE", 0),
        "AST-1, AST-2: Data readout · Phase 2 (expected, Q1 2024)": ("2024-01-01", "2024-04-01", "TENTATIVE", 0),
        "AST-1: Approved (occurred, 1 Feb 2024)": ("2024-02-01", "2024-02-02", "CONFIRMED", 0),
        "AST-1: Trial initiated · Phase 2 (occurred, Oct 2023)": ("2023-10-01", "2023-11-01", "CONFIRMED", 2),
        "AST-1: IND or CTA accepted · Phase 2 (occurred, reported by 20 Mar 2017)": ("2017-03-20", "2017-03-21", "CONFIRMED", 0),
        "BIR-9: Clinical hold (occurred, reported by 3 Sep 2024)": ("2024-09-03", "2024-09-04", "CONFIRMED", 0),
        "BIR-9: First patient dosed · Phase 1 (occurred, May 2024)": ("2024-05-01", "2024-06-01", "CONFIRMED", 0),
        "BIR-9: IND or CTA accepted · Phase 1 (occurred, reported by 3 Sep 2024)": ("2024-09-03", "2024-09-04", "CONFIRMED", 0),
    }


def test_an_event_tells_who_said_so_and_what_was_said_before(client, world):
    event = next(e for e in read(client).walk("VEVENT") if "Trial initiated" in e["summary"])
    claim = Claim.objects.get(milestone=world.milestones["started"], status="occurred")
    assert str(event["description"]) == (
        "Aster Bio, Inc., knee osteoarthritis (KOA), China\n\n"
        '“AST-1 ("Kneera") entered Phase II in October 2023.”\n\n'
        "Source: Aster starts Phase II & more, 6 Nov 2023\n"
        f"http://testserver{claim.get_absolute_url()}\n\n"
        "What was said, oldest first:\n"
        "9 Aug 2022: first stated, H1 2023\n"
        "9 May 2023: moved later, H2 2023, 1 to 364 days later\n"
        "6 Nov 2023: met, Oct 2023"
    )
    assert str(event["url"]) == f"http://testserver{world.milestones['started'].get_absolute_url()}"
    assert str(event["transp"]) == "TRANSPARENT"
    assert event.decoded("dtstamp") == event.decoded("last-modified") == w.NOON
    assert [str(c) for c in event["categories"].cats] == ["Trial initiated", "Aster Bio, Inc."]


def test_the_calendar_has_a_name_and_says_how_often_to_ask(client, world):
    calendar = read(client, "/calendar.ics?company=aster-bio")
    assert (str(calendar["x-wr-calname"]), calendar.decoded("refresh-interval")) == (
        "Pipeline Tracker: milestones, Aster Bio, Inc.",
        dt.timedelta(days=1),
    )
    of_program = read(client, "/calendar.ics?company=aster-bio&program=ast-1")
    assert str(of_program["x-wr-calname"]) == "Pipeline Tracker: milestones, AST-1, Aster Bio, Inc."
    assert str(calendar["url"]) == "http://testserver/calendar/?company=aster-bio"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("company=birch-therapeutics", 3),
        ("kind=approved", 1),
        ("since=2026-01-01", 2),
        ("since=2023-01-01&until=2023-12-31", 3),
        ("state=overdue", 1),
        ("company=nobody", 0),
        ("company=aster-bio&program=ast-1", 8),
        ("company=aster-bio&program=ast-2", 1),
        ("company=birch-therapeutics&program=ast-1", 0),
        ("program=nothing", 0),
    ],
)
def test_the_feed_takes_the_filters_of_the_page(client, world, question, found):
    assert len(events(client, f"/calendar.ics?{question}")) == found


@pytest.mark.parametrize("question", ["since=yesterday", "until=2024-13-01", "since=2024-01-01&until=%00"])
def test_a_day_that_is_none_is_refused(client, world, question):
    response = client.get(f"/calendar.ics?{question}")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")


def test_what_is_dropped_is_cancelled_where_a_window_was_promised(client, world):
    dropped = world.milestones["dropped"]
    assert dropped.window is None
    plan = w.make_document(
        world.run, world.birch, "Birch plans", dt.date(2024, 1, 8), "A Phase III trial of BIR-9 starts in the second half of 2025."
    )
    promise = w.claim(
        plan, plan.text, kind="trial_initiated", status="expected", window=w.parse_label("2025-H2"), programs=["BIR-9"], phase="phase_3"
    )
    promise.milestone = dropped
    promise.save()
    assert events(client, "/calendar.ics?state=dropped") == {
        "BIR-9: Trial initiated · Phase 3 (dropped, H2 2025)": ("2025-07-01", "2026-01-01", "CANCELLED", 1)
    }


def test_a_date_that_is_withdrawn_is_cancelled_where_it_stood_and_comes_back_with_the_next_one(client, world):
    def event():
        (found,) = [one for one in read(client).walk("VEVENT") if "Data readout" in one["summary"]]
        told = (str(found["summary"]), str(found.decoded("dtstart")), str(found["status"]), int(found["sequence"]))
        return str(found["uid"]), told

    readout = world.milestones["readout"]
    uid, before = event()
    assert before == ("AST-1, AST-2: Data readout · Phase 2 (expected, Q1 2024)", "2024-01-01", "TENTATIVE", 0)

    def say(text, day, window, **fields):
        document = w.make_document(world.run, world.aster, text, day, text)
        said = w.claim(document, text, kind="data_readout", status="expected", window=window, programs=["AST-1"], **fields)
        said.milestone = readout
        said.save()
        Milestone.objects.filter(pk=readout.pk).update(asserted_on=day, decided_by=said, **w.window_fields(window))

    say("Guidance is withdrawn.", dt.date(2024, 2, 1), None, flags=["guidance_withdrawn"])
    assert event() == (uid, ("AST-1, AST-2: Data readout · Phase 2 (guidance withdrawn, Q1 2024)", "2024-01-01", "CANCELLED", 1))
    say("Data come in 2027.", dt.date(2024, 6, 1), w.parse_label("2027"))
    assert event() == (uid, ("AST-1, AST-2: Data readout · Phase 2 (expected, 2027)", "2027-01-01", "TENTATIVE", 2))


def test_what_never_had_a_date_is_in_no_calendar(client, world):
    document = w.make_document(world.run, world.aster, "Plan", dt.date(2026, 1, 1), "AST-2 will be filed.")
    said = w.claim(document, document.text, kind="marketing_submitted", status="expected", programs=["AST-2"])
    w.make_milestone(world.aster, [said], kind="marketing_submitted", programs=[world.ast2])
    assert len(events(client, "/calendar.ics?program=ast-2")) == 1


def test_an_event_keeps_its_uid_when_an_older_document_arrives_or_its_address_changes(client, world):
    def uids():
        return sorted(str(event["uid"]) for event in read(client).walk("VEVENT"))

    before = uids()
    started = world.milestones["started"]
    early = w.make_document(world.run, world.aster, "An old plan", dt.date(2021, 1, 4), "AST-1 enters Phase II in 2022.")
    late = w.claim(early, early.text, kind="trial_initiated", status="expected", window=w.parse_label("2022"), programs=["AST-1"])
    late.milestone = started
    late.save()
    Milestone.objects.filter(pk=started.pk).update(slug="ast-1-trial-initiated-known-better")
    assert uids() == before
    assert len(set(before)) == len(before)


def test_hostile_texts_stay_text(client, world):
    evil = "Line one\r\nEND:VEVENT\nBEGIN:VALARM;x,y\\ \x07 <script>alert(1)</script>"
    document = w.make_document(world.run, world.aster, evil[:60], dt.date(2026, 1, 1), evil)
    said = w.claim(document, evil, kind="approved", status="expected", window=w.parse_label("2027"), programs=["AST-1"])
    w.make_milestone(world.aster, [said], kind="approved", programs=[], detail="a;b,c\nd")
    found = [event for event in read(client).walk("VEVENT") if "a;b,c" in event["summary"]]
    assert len(found) == 1 and "END:VEVENT\nBEGIN:VALARM;x,y\\" in str(found[0]["description"])
    assert "\x07" not in found[0]["description"]
    assert list(read(client).walk("VALARM")) == []


def test_a_file_is_capped_and_says_so_the_next_events_first(client, world, monkeypatch):
    monkeypatch.setattr(query, "EVENTS", 3)
    assert list(events(client)) == [
        "AST-1: Marketing application submitted (expected, 2026)",
        "AST-1: Presentation · 125 (expected, 7 Dec 2026)",
        "AST-1: Presentation · Joint Congress; P12 (expected, 8 Nov 2024)",
    ]
    assert "These are 3 of 12, the next ones first" in str(read(client)["x-wr-caldesc"])


def test_a_file_takes_the_same_queries_for_few_and_for_many(client, world, django_assert_max_num_queries):
    for count in (3, 9):
        world.grow(count)
        with django_assert_max_num_queries(7):
            read(client)


def test_the_last_day_of_all_is_no_error(client, world):
    Milestone.objects.filter(slug="ast-1-talk").update(earliest=dt.date.max, latest=dt.date.max)
    assert ("9999-12-31", "9999-12-31") in {row[:2] for row in events(client).values()}
