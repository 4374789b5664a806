"""Changes as Atom and JSON Feed."""

import json

import feedparser
import pytest

from pipeline_tracker.models import Claim
from pipeline_tracker.web.feeds import entries
from tests import world as w
from tests.web.html import get, parse

ALL = "since=2000-01-01&until=2026-12-31"


def test_both_feeds_tell_the_changes_of_the_page_newest_first(client, world):
    page = [item["title"] for item in json.loads(client.get(f"/changes.json?{ALL}").content)["items"]]
    atom = feedparser.parse(client.get(f"/changes.atom?{ALL}").content)
    rows = get(client, f"/changes/?{ALL}").xpath("//main//tbody/tr")
    assert [entry.title for entry in atom.entries] == page
    assert len(rows) == len(page) > 10
    assert page[0] == "AST-1: Moved later: Marketing application submitted, knee osteoarthritis (KOA), United States"


def test_an_entry_of_the_json_feed_has_words_for_people_and_codes_for_machines(client, world):
    feed = json.loads(client.get("/changes.json?since=2023-05-09&until=2023-05-09&severity=critical").content)
    claim = Claim.objects.get(milestone=world.milestones["started"], asserted_on="2023-05-09")
    assert {key: feed[key] for key in ("version", "title", "home_page_url", "feed_url", "language")} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Pipeline Tracker: changes",
        "home_page_url": "http://testserver/changes/?since=2023-05-09&until=2023-05-09&severity=critical",
        "feed_url": "http://testserver/changes.json?since=2023-05-09&until=2023-05-09&severity=critical",
        "language": "en-GB",
    }
    (item,) = feed["items"]
    assert (item["title"], item["date_published"], item["tags"], item["authors"]) == (
        "AST-1: Moved later: Trial initiated · Phase 2, knee osteoarthritis (KOA), China",
        "2023-05-09T00:00:00+00:00",
        ["critical", "moved_later", "aster-bio"],
        [{"name": "Aster Bio, Inc."}],
    )
    assert item["content_text"] == (
        "H1 2023 → H2 2023, 1 to 364 days later\n\n“AST-1 now enters Phase II in the second half of 2023.”\n\n"
        f"Source: Aster reports its quarter, 9 May 2023\n\nhttp://testserver{claim.get_absolute_url()}"
    )
    assert item["_pipeline_tracker"]["step"]["slip_days"] == [1, 364]


@pytest.mark.parametrize(
    "question",
    [
        "since=may",
        "until=2024-02-30",
        "since=2024-02-01&until=2024-01-01",
        "company=nobody",
        "severity=huge",
        "company=%00",
        "program=ast-1",
    ],
)
@pytest.mark.parametrize("name", ["changes.atom", "changes.json"])
def test_a_question_that_means_nothing_is_refused(client, world, name, question):
    response = client.get(f"/{name}?{question}")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")


def test_one_company_and_one_program_have_feeds_of_their_own(client, world):
    def titles(question):
        return {item["_pipeline_tracker"]["company"] for item in json.loads(client.get(f"/changes.json?{ALL}&{question}").content)["items"]}

    assert titles("company=Birch+Therapeutics+plc") == {"birch-therapeutics"}
    assert titles("company=astr") == {"aster-bio"}
    feed = json.loads(client.get(f"/changes.json?{ALL}&company=aster-bio&program=ast-2").content)
    assert {tuple(item["_pipeline_tracker"]["programs"]) for item in feed["items"]} == {("ast-1", "ast-2"), ("ast-2",)}
    assert feed["title"] == "Pipeline Tracker: changes, AST-2"


def test_what_documents_say_is_no_markup_in_a_reader(client, world):
    evil = "<script>alert(1)</script> & <b>bold</b> AST-1 is due in 2027."
    document = w.make_document(world.run, world.aster, "<i>Title</i>", w.TODAY, evil)
    w.make_milestone(
        world.aster,
        [w.claim(document, evil, kind="launched", status="expected", window=w.parse_label("2027"), programs=["AST-1"])],
        kind="launched",
        programs=[world.ast1],
    )
    raw = client.get("/changes.atom").content.decode()
    assert "<script" not in raw and "&lt;script" not in raw and "&amp;lt;script" in raw
    summary = feedparser.parse(raw.encode(), sanitize_html=False).entries[0].summary
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in summary and "<script" not in summary


def test_a_feed_is_capped_and_says_so(client, world, monkeypatch):
    monkeypatch.setattr(entries, "ENTRIES", 2)
    monkeypatch.setattr("pipeline_tracker.web.views.feeds.ENTRIES", 2)
    feed = json.loads(client.get(f"/changes.json?{ALL}").content)
    assert (len(feed["items"]), feed["description"]) == (
        2,
        "What sources said that was new, from 1 Jan 2000 to 31 Dec 2026. Only the newest 2 entries are here.",
    )


def test_a_feed_takes_the_same_queries_for_few_and_for_many(client, world, django_assert_max_num_queries):
    for count in (3, 9):
        world.grow(count)
        with django_assert_max_num_queries(8):
            client.get(f"/changes.json?{ALL}")


@pytest.mark.parametrize(
    ("page", "kinds"),
    [("/changes/", ["application/atom+xml", "application/feed+json"]), ("/calendar/", ["text/calendar"])],
)
def test_a_page_names_its_feeds_with_its_own_question(client, world, page, kinds):
    found = parse(client.get(f"{page}?company=aster-bio")).xpath("//link[@rel='alternate']")
    assert [link.get("type") for link in found] == kinds
    for link in found:
        assert link.get("href").endswith("?company=aster-bio")
        assert client.get(link.get("href")).status_code == 200


@pytest.mark.parametrize("address", ["/changes/?since=may", "/calendar/?since=may"])
def test_a_page_whose_question_means_nothing_offers_no_feed_of_it(client, world, address):
    assert get(client, address).xpath("//link[@rel='alternate'] | //p[@class='subscribe']") == []
