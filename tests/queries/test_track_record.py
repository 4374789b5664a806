"""Which promises a company's claims make, and until when it would have told."""

import datetime as dt

import pytest

from pipeline_tracker.queries.track_record import oldest_open, promises
from pipeline_tracker.vocabulary.windows import parse_label

from ..world import TODAY, claim, make_document, make_milestone, make_program, make_trial_mention


@pytest.fixture
def say(world):
    """Says, on a day and in a kind of document, something of a milestone of a program of Cedar; gives the claim."""

    def said(day, kind, status, when, source="press_release", **fields):
        document = make_document(
            world.run, world.cedar, f"{kind} {day}", dt.date.fromisoformat(day), f"{kind} {status}", kind=source, **fields
        )
        return claim(document, document.text, kind=kind, status=status, window=parse_label(when) if when else None)

    return said


def verdicts(company, party="company"):
    return {kept.milestone.slug: (kept.promise.first.verdict, kept.promise.last.verdict) for kept in promises(company, party, TODAY).kept}


def test_only_the_companys_own_news_of_the_program_shows_that_a_promise_was_missed(world, say):
    one, other = make_program(world.cedar, "CED-1"), make_program(world.cedar, "CED-2")
    make_milestone(world.cedar, [say("2024-01-10", "data_readout", "expected", "2024-Q2")], kind="data_readout", programs=[one], name="due")
    assert verdicts(world.cedar) == {"due": ("silent", "silent")}
    make_milestone(world.cedar, [say("2025-01-10", "facility", "occurred", "2025-01-09")], kind="facility", programs=[other], name="news")
    registered = say("2025-02-10", "trial_completed", "expected", "2027-01", "registry_record")
    make_milestone(world.cedar, [registered], kind="trial_completed", programs=[one], name="record")
    assert verdicts(world.cedar) == {"due": ("silent", "silent")}
    make_milestone(
        world.cedar, [say("2025-03-10", "designation", "occurred", "2025-03-09")], kind="designation", programs=[one], name="more"
    )
    assert verdicts(world.cedar) == {"due": ("missed", "missed")}
    (kept,) = promises(world.cedar, "company", TODAY).kept
    assert kept.promise.last.past.least == (dt.date(2025, 3, 10) - dt.date(2024, 6, 30)).days


def test_an_estimate_of_a_registry_is_missed_once_its_record_was_seen_unchanged_after_the_day(world, say):
    trial = world.trial
    told = say("2024-01-10", "trial_completed", "expected", "2024-06", "registry_record", seen=dt.date(2024, 5, 1))
    make_milestone(world.cedar, [told], kind="trial_completed", programs=[], trial=trial, name="end")
    make_trial_mention(told.document, world.cedar, trial.identifier, "trial")
    assert verdicts(world.cedar, "registry") == {"end": ("silent", "silent")}
    again = make_document(
        world.run, world.cedar, "Again", dt.date(2024, 2, 1), "trial again", kind="registry_record", seen=dt.date(2025, 1, 1)
    )
    make_trial_mention(again, world.cedar, trial.identifier, "trial")
    assert verdicts(world.cedar, "registry") == {"end": ("missed", "missed")}
    assert verdicts(world.cedar) == {}


def test_what_answers_a_promise_decides_it(world, say):
    program = make_program(world.cedar, "CED-1")
    paper = make_milestone(
        world.cedar, [say("2024-08-01", "publication", "occurred", "2024-07-30")], kind="publication", programs=[program], name="paper"
    )
    make_milestone(
        world.cedar,
        [say("2024-01-10", "data_readout", "expected", "2024-Q2"), say("2024-07-15", "data_readout", "expected", "2024-Q2")],
        kind="data_readout",
        programs=[program],
        name="readout",
        answered_by=paper,
    )
    assert verdicts(world.cedar) == {"readout": ("met_late", "met_late")}


def test_the_oldest_open_promise_is_the_one_first_stated(world, say):
    program = make_program(world.cedar, "CED-1")
    for name, days in (("young", ["2026-01-10"]), ("old", ["2024-01-10", "2026-05-10"])):
        told = [say(day, "approved", "expected", "2027") for day in days]
        make_milestone(world.cedar, told, kind="approved", programs=[program], name=name)
    assert oldest_open(promises(world.cedar, "company", TODAY).kept).milestone.slug == "old"
    assert oldest_open([]) is None


def test_what_is_told_as_past_on_the_day_of_its_first_mention_was_not_promised_and_what_is_dropped_then_was(world, say):
    program = make_program(world.cedar, "CED-1")
    for name, said in {
        "told-at-once": [("2024-01-10", "expected", "2024-Q2"), ("2024-01-10", "occurred", "2024-01-09")],
        "told-later": [("2024-01-10", "expected", "2024-Q2"), ("2024-05-10", "occurred", "2024-05-09")],
        "dropped-at-once": [("2024-01-10", "expected", "2024-Q2"), ("2024-01-10", "dropped", "")],
    }.items():
        told = [say(day, "approved", status, when) for day, status, when in said]
        make_milestone(world.cedar, told, kind="approved", programs=[program], name=name)
    assert verdicts(world.cedar) == {"told-later": ("met", "met"), "dropped-at-once": ("taken_back", "taken_back")}
