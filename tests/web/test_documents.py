"""The page of a document: its versions and what they changed, its ledger, and what other sources say against it."""

import datetime as dt
from types import SimpleNamespace

import pytest

from pipeline_tracker.models import Claim, Document
from pipeline_tracker.vocabulary.windows import parse_label, reported
from pipeline_tracker.web.presenters.disagreement import disagreement
from pipeline_tracker.web.presenters.records import Change, changes
from tests.web.html import get, section, table, words
from tests.world import make_document

# --- versions ---------------------------------------------------------------------------------------------------------------


def test_a_version_leads_to_its_neighbours_and_tells_what_it_changed(client, registered):
    old, new = registered.documents["record"], registered.documents["newer record"]
    page = section(get(client, new.get_absolute_url()), "versions")
    assert [words(step) for step in page.xpath(".//ul[@class='steps']/li")] == ["Before: 3 Feb 2025"]
    assert table(page, ".//table") == [
        {"Field": "Status", "Before": "Not yet recruiting", "Now": "Recruiting"},
        {"Field": "Start", "Before": "Mar 2025 (estimated)", "Now": "11 Mar 2025 (actual)"},
    ]
    page = section(get(client, old.get_absolute_url()), "versions")
    assert [words(step) for step in page.xpath(".//ul[@class='steps']/li")] == ["Next: 2 Jun 2025, in force on 9 Jun 2025"]
    assert not page.xpath(".//table")


def test_all_versions_are_listed_where_there_are_more_than_neighbours(client, world):
    first = world.documents["plan"]
    for number in range(1, 5):
        make_document(world.run, world.aster, "Later", dt.date(2023, number, 1), f"Text {number}", version_of=first)
    second = Document.objects.get(published=dt.date(2023, 1, 1))
    page = section(get(client, second.get_absolute_url()), "versions")
    assert [words(step) for step in page.xpath(".//ul[@class='steps']/li")] == [
        "Next: 1 Feb 2023",
        "Before: 9 Aug 2022",
        "Newest: 1 Apr 2023",
    ]
    assert [words(one) for one in page.xpath(".//ol/li")] == ["1 Apr 2023", "1 Mar 2023", "1 Feb 2023", "1 Jan 2023", "9 Aug 2022"]


BEFORE = """NCT01 A title
/protocolSection/statusModule {"overallStatus":"RECRUITING"}
/protocolSection/conditionsModule/conditions/0 "Asthma"
/protocolSection/conditionsModule/conditions/1 "Cough"
/protocolSection/designModule/enrollmentInfo {"count":10,"type":"ESTIMATED"}
/protocolSection/x/new {"a":1}"""
AFTER = """NCT01 A better title
/protocolSection/statusModule {"overallStatus":"RECRUITING"}
/protocolSection/conditionsModule/conditions/0 "Hay fever"
/protocolSection/conditionsModule/conditions/1 "Asthma"
/protocolSection/conditionsModule/conditions/2 "Cough"
/protocolSection/statusModule/startDateStruct {"date":"2025-03"}
/protocolSection/x/new {"a":2}"""


def test_members_of_a_list_that_only_move_have_not_changed():
    assert changes("registry_record", BEFORE, AFTER) == [
        Change("Number and title", ("NCT01 A title",), ("NCT01 A better title",)),
        Change("Condition", (), ("Hay fever",)),
        Change("Start", (), ("Mar 2025",)),
        Change("new", ('{"a":1}',), ('{"a":2}',)),
        Change("Enrolment", ("10 (estimated)",), ()),
    ]
    assert changes("registry_record", BEFORE, BEFORE) == []
    assert changes("press_release", "One.", "Two.") == []


# --- the ledger -------------------------------------------------------------------------------------------------------------


def ledger(page):
    """(outcome, why nothing was taken, numbers of facts, sentence) of each sentence."""
    return [
        (
            words(one.find_class("tag")[0]),
            " ".join(words(why) for why in one.find_class("was")),
            [ref.text for ref in one.find_class("ref")],
            one.find_class("text")[0].text_content(),
        )
        for one in page.xpath("//ol[@class='sentences']/li")
    ]


def test_the_ledger_tells_of_every_sentence_what_it_was_read_as_or_why_nothing_was_taken(client, world):
    document = world.documents["cedar"]
    assert ledger(get(client, f"{document.get_absolute_url()}?layer=ledger")) == [
        ("milestone", "", [], "上海办公室开业。"),
        ("nothing taken", "no words that tell a milestone", [], "Tea is served."),
    ]
    start = world.documents["start"]
    end = start.text.index("\n")
    Document.objects.filter(pk=start.pk).update(ledger=[[0, end, "claim", ""], [end, len(start.text), "odd", "a new reason"]])
    address = f"{start.get_absolute_url()}?layer=ledger"
    page = get(client, address)
    assert [line[:3] for line in ledger(page)] == [("milestone", "", ["1", "2"]), ("odd", "a new reason", ["3", "4", "5"])]
    assert [words(one) for one in page.xpath("//ul[@aria-label='Outcomes']/li")] == ["All 2", "milestone 1", "odd 1"]
    assert [line[0] for line in ledger(get(client, f"{address}&outcome=odd"))] == ["odd"]
    assert len(ledger(get(client, f"{address}&outcome=nothing"))) == 2
    for link in page.xpath("//ol[@class='sentences']//a/@href"):
        assert page.get_element_by_id(link.removeprefix("#")).get("id").startswith("fact-")
    back = page.xpath("//p[@class='places']/a/@href")[0]
    assert back == f"{start.get_absolute_url()}#c0-5"


# --- what other sources say -------------------------------------------------------------------------------------------------


def test_a_document_shows_what_others_say_against_it_side_by_side(client, registered):
    release, record = registered.documents["started"], registered.documents["newer record"]
    for document in (release, record):
        page = get(client, document.get_absolute_url())
        sides = section(page, "disagreements").find_class("side")
        assert [words(side.find("figcaption")) for side in sides] == ["Occurred 11 Mar 2025 decides", "Occurred reported by 10 Jan 2025"]
        assert any("Aster has started KNEES, its Phase III trial." in words(side) for side in sides)
        assert any('{"date":"2025-03-11","type":"ACTUAL"}' in words(side) for side in sides)
        link = page.xpath("//a[@class='disputed']/@href")[0]
        assert page.get_element_by_id(link.removeprefix("#")).tag == "h3"
    assert not get(client, registered.documents["plan"].get_absolute_url()).find_class("side")
    milestone = get(client, registered.milestones["registered start"].get_absolute_url())
    assert [words(side.find("figcaption")) for side in milestone.find_class("side")] == [words(side.find("figcaption")) for side in sides]


def said(key, status, window, day, *, staff=False):
    when = dt.date.fromisoformat(day)
    told = reported(when) if window == "reported" else parse_label(window) if window else None
    return SimpleNamespace(pk=key, status=status, window=told, asserted_on=when, document=None if staff else object())


RELEASE = said(1, "occurred", "2025-03-11", "2025-03-12")


@pytest.mark.parametrize(
    ("claims", "decides", "window", "status", "others"),
    [
        ([RELEASE, said(2, "occurred", "2025-04-02", "2025-05-01")], 1, "2025-03-11", "occurred", [2]),
        ([RELEASE, said(2, "occurred", "2025-03", "2025-05-01")], 1, "2025-03-11", "occurred", None),
        ([said(2, "occurred", "reported", "2025-03-01"), RELEASE], 1, "2025-03-11", "occurred", [2]),
        ([said(2, "expected", "2025-Q4", "2025-01-01"), RELEASE], 1, "2025-03-11", "occurred", None),
        ([RELEASE, said(2, "expected", "2025-Q4", "2025-06-01")], 1, "2025-03-11", "occurred", [2]),
        ([RELEASE, said(2, "expected", "2025-Q4", "2025-06-01", staff=True)], 2, "2025-Q4", "expected", None),
        ([said(2, "expected", "2026", "2025-01-01", staff=True), RELEASE], 2, "2026", "expected", [1]),
        ([said(n, "occurred", f"2024-0{n}-01", "2025-04-01") for n in range(2, 9)] + [RELEASE], 1, "2025-03-11", "occurred", [8, 7, 6, 5]),
        ([RELEASE], None, "2025-03-11", "occurred", None),
    ],
)
def test_sides_are_the_claims_that_contradict_what_decides_newest_first(claims, decides, window, status, others):
    milestone = SimpleNamespace(conflict="Sources disagree.", decided_by_id=decides, window=parse_label(window), status=status)
    told = disagreement(milestone, claims)
    assert (told and [claim.pk for claim in told.others]) == others
    assert told is None or told.more == max(len([c for c in claims if c.pk != decides]) - 4, 0)
    milestone.conflict = ""
    assert disagreement(milestone, claims) is None


def test_a_claim_that_does_not_count_takes_no_side(client, registered):
    Claim.objects.filter(document=registered.documents["started"]).update(review="rejected")
    assert not get(client, registered.documents["newer record"].get_absolute_url()).find_class("side")
