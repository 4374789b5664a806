"""Who polls a feed sees a slip as one event that changed, and hears 304 where nothing did."""

import datetime as dt
import io
import json

import feedparser
import icalendar
import pytest
from django.core.management import call_command

from tests import world as w

HEAD = "Example Bio, Inc. (NASDAQ: EXMP), a biotechnology company, today"
BODY = "ABX-101 is an oral inhibitor that Example Bio develops for asthma."
RELEASES = {
    "2024-03-04": f"Example Bio Reports Its Year\n\nBOSTON, March 4, 2024 -- {HEAD} reported its year. {BODY} "
    "Example Bio expects to report topline data from the Phase 2 trial of ABX-101 in asthma in the fourth quarter of 2024.\n",
    "2024-08-05": f"Example Bio Reports Its Quarter\n\nBOSTON, August 5, 2024 -- {HEAD} reported its quarter. {BODY} "
    "Example Bio now expects to report topline data from the Phase 2 trial of ABX-101 in asthma in the second quarter of 2025.\n",
}


@pytest.fixture
def tell(db, today, tmp_path):
    """Ingests the release of a day."""

    def told(day: str) -> None:
        path = tmp_path / f"{day}-example.txt"
        path.write_text(RELEASES[day], encoding="utf-8")
        call_command("ingest", str(path), verbosity=0, stdout=io.StringIO())

    return told


def events(response):
    assert response.status_code == 200, response.content
    calendar = icalendar.Calendar.from_ical(response.content)
    return [
        {
            "uid": str(event["uid"]),
            "sequence": int(event["sequence"]),
            "days": (event.decoded("dtstart"), event.decoded("dtend")),
            "summary": str(event["summary"]),
            "status": str(event["status"]),
            "modified": event.decoded("last-modified"),
        }
        for event in calendar.walk("VEVENT")
    ]


def test_a_slip_is_one_changed_event_and_one_new_change(client, tell):
    tell("2024-03-04")
    first, changes = client.get("/calendar.ics"), client.get("/changes.atom?since=2024-01-01")
    before = events(first)
    assert [(e["sequence"], e["days"], e["summary"], e["status"]) for e in before] == [
        (
            0,
            (dt.date(2024, 10, 1), dt.date(2025, 1, 1)),
            "ABX-101: Data readout · Phase 2 · topline (expected, Q4 2024)",
            "TENTATIVE",
        )
    ]
    assert client.get("/calendar.ics", headers={"If-None-Match": first["ETag"]}).status_code == 304

    tell("2024-08-05")
    second = client.get("/calendar.ics", headers={"If-None-Match": first["ETag"]})
    after = events(second)
    assert [(e["sequence"], e["days"], e["summary"]) for e in after] == [
        (1, (dt.date(2025, 4, 1), dt.date(2025, 7, 1)), "ABX-101: Data readout · Phase 2 · topline (expected, Q2 2025)")
    ]
    assert after[0]["uid"] == before[0]["uid"]
    assert after[0]["modified"] >= before[0]["modified"]

    old = feedparser.parse(changes.content)
    new = feedparser.parse(client.get("/changes.atom?since=2024-01-01").content)
    assert (bool(old.bozo), bool(new.bozo)) == (False, False)
    fresh = [entry for entry in new.entries if entry.id not in {entry.id for entry in old.entries}]
    assert [(e.title, e.published[:10], [tag.term for tag in e.tags]) for e in fresh] == [
        (
            "ABX-101: Moved later: Data readout · Phase 2 · topline, asthma",
            "2024-08-05",
            ["critical", "moved_later", "example-bio"],
        )
    ]
    assert "Q4 2024 → Q2 2025, 91 to 272 days later" in fresh[0].summary
    assert [entry.id for entry in new.entries][1:] == [entry.id for entry in old.entries]


@pytest.mark.parametrize("address", ["/calendar.ics", "/changes.atom", "/changes.json"])
def test_nothing_changes_while_nothing_is_told(client, world, monkeypatch, address):
    first = client.get(address)
    day, later = w.TODAY, w.TODAY + dt.timedelta(days=300)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: later)
    again = client.get(address)
    assert (again.content, again["ETag"], again["Last-Modified"]) == (first.content, first["ETag"], first["Last-Modified"]), (day, later)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.head(address).status_code == 200


@pytest.mark.parametrize("address", ["/calendar.ics", "/changes.atom", "/changes.json"])
@pytest.mark.django_db
def test_an_empty_feed_is_whole_and_never_changed(client, address):
    response = client.get(address)
    assert (response.status_code, response["Last-Modified"]) == (200, "Thu, 01 Jan 1970 00:00:00 GMT")
    if address.endswith("ics"):
        assert list(icalendar.Calendar.from_ical(response.content).walk("VEVENT")) == []
    elif address.endswith("json"):
        assert json.loads(response.content)["items"] == []
    else:
        assert (bool(feedparser.parse(response.content).bozo), feedparser.parse(response.content).entries) == (False, [])


def test_as_the_world_changes_so_does_the_feed(client, world):
    before = client.get("/calendar.ics")
    world.milestones["readout"].claims.update(review="rejected")
    after = client.get("/calendar.ics", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
