"""Ladders of stored milestones: which claims count, what answers them, how many queries they take."""

import datetime as dt

from pipeline_tracker.models import Claim, Milestone
from pipeline_tracker.queries.guidance import ladders
from pipeline_tracker.vocabulary.windows import label, parse_label
from tests import world as w


def told(milestone, today=w.TODAY, until=None):
    steps = ladders([milestone], today, until)[milestone.pk]
    return [
        (
            str(step.day),
            step.verdict,
            label(step.window) if step.window else "",
            (step.slip.least, step.slip.most) if step.slip else None,
            step.stated.said.quote or step.stated.said.reason if step.stated else "",
        )
        for step in steps
    ]


def test_a_ladder_shows_every_stated_window_with_its_sentence_and_the_slip_as_an_interval(world):
    assert told(world.milestones["started"]) == [
        ("2022-08-09", "first_stated", "H1 2023", None, "AST-1 enters Phase II in the first half of 2023."),
        ("2023-05-09", "moved_later", "H2 2023", (1, 364), "AST-1 now enters Phase II in the second half of 2023."),
        ("2023-11-06", "met", "Oct 2023", None, 'AST-1 ("Kneera") entered Phase II in October 2023.'),
    ]


def test_what_staff_took_back_or_refused_and_what_is_withheld_does_not_count(world):
    filed = [
        ("2023-05-09", "first_stated", "by 31 Dec 2025", None, "A BLA goes in by the end of 2025."),
        ("2025-06-02", "moved_later", "2026", (1, 1332), "Said at the annual meeting."),
    ]
    assert told(world.milestones["filing"]) == filed  # a retracted claim of staff lies between the two
    started = world.milestones["started"]
    plan = Claim.objects.filter(milestone=started, window_words="", status="expected", asserted_on="2023-05-09").get()
    for values in ({"review": "rejected"}, {"review": "withheld", "milestone": None}):
        Claim.objects.filter(pk=plan.pk).update(**values)
        assert [row[1] for row in told(started)] == ["first_stated", "met_late"]


def test_an_expectation_that_another_event_answers_is_judged_by_it(world):
    assert [row[:4] for row in told(world.milestones["decision"])] == [
        ("2023-11-06", "first_stated", "1 Mar 2024", None),
        ("2024-02-01", "met_early", "1 Feb 2024", (-29, -29)),
    ]


def test_versions_of_a_registry_record_are_steps_too_and_a_contradiction_is_none(registered):
    assert [row[:4] for row in told(registered.milestones["registered start"])] == [
        ("2025-01-10", "occurred", "reported by 10 Jan 2025", None),
        ("2025-02-03", "conflict", "Mar 2025", None),
        ("2025-06-02", "conflict", "11 Mar 2025", None),
    ]


def test_a_ladder_may_stop_at_a_day(world):
    assert [row[1] for row in told(world.milestones["started"], until=dt.date(2023, 5, 9))] == ["first_stated", "moved_later", "missed"]
    assert [row[1] for row in told(world.milestones["started"], dt.date(2023, 5, 9), dt.date(2023, 5, 9))] == [
        "first_stated",
        "moved_later",
    ]


def test_on_one_day_the_source_that_is_believed_more_decides(registered):
    milestone, record = registered.milestones["registered end"], registered.documents["record"]
    release = w.make_document(registered.run, registered.aster, "Aster updates KNEES", record.published, "KNEES ends in January 2028.")
    said = w.claim(
        release, release.text, kind="trial_completed", status="expected", window=parse_label("2028-01"), programs=["AST-1 depot"]
    )
    said.milestone = milestone
    said.save()
    assert [(row[1], row[2]) for row in told(milestone)] == [("first_stated", "Jan 2028"), ("conflict", "Dec 2027")]


def test_all_ladders_take_two_queries_and_those_of_documents_read_no_text(world, django_assert_num_queries):
    world.grow(3)
    for count in (3, 12):
        milestones = list(Milestone.objects.all())
        with django_assert_num_queries(2) as queries:
            found = ladders(milestones, w.TODAY)
            assert sum(len(str(step.stated.said.document)) for steps in found.values() for step in steps if step.stated) > 0
        assert not any('"pipeline_tracker_document"."text"' in query["sql"] for query in queries.captured_queries)
        world.grow(count)
