"""How guidance moves: stated windows and the step that each of them is. Slips are intervals, never taken from a midpoint."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tracker.ingest import merge
from pipeline_tracker.vocabulary import guidance
from pipeline_tracker.vocabulary.guidance import Stated
from pipeline_tracker.vocabulary.windows import Window, as_label, label, parse_label

TODAY = dt.date(2026, 11, 22)


def said(day, what, *, staff=False, order=()):
    """ "2024-03-01", "2024-Q2" (expected), "expected", "dropped", "occurred" or "occurred 2024-05-02", "withdrawn 2024-Q2"."""
    if what.startswith("withdrawn"):
        _, _, when = what.partition(" ")
        return Stated(what, dt.date.fromisoformat(day), "dropped", parse_label(when) if when else None, staff, order, withdrawn=True)
    status, _, when = what.partition(" ") if what.split()[0] in ("expected", "dropped", "occurred") else ("expected", "", what)
    return Stated(what, dt.date.fromisoformat(day), status, parse_label(when) if when else None, staff, order)


def told(steps):
    """The verdicts with their slips in days: "moved_later 1..364"."""
    return [f"{s.verdict} {s.slip.least}..{s.slip.most}" if s.slip else s.verdict for s in steps]


@pytest.mark.parametrize(
    ("statements", "steps"),
    [
        ([], []),
        (["2026-01-10 expected"], ["first_stated"]),
        (["2026-01-10 2027-Q1"], ["first_stated"]),
        (["2026-01-10 2027-Q1", "2026-03-10 2027-Q1", "2026-05-10 expected"], ["first_stated", "reaffirmed", "reaffirmed"]),
        (["2026-01-10 expected", "2026-03-10 2027-H1"], ["first_stated", "more_precise"]),
        # A slip is what both windows allow: 1 July after 30 June at the least, 31 December after 1 January at the most.
        (["2022-08-09 2027-H1", "2023-05-09 2027-H2"], ["first_stated", "moved_later 1..364"]),
        (["2025-01-01 2026-12-01", "2026-03-02 2027-12-01"], ["first_stated", "moved_later 365..365"]),
        (["2025-07-10 2026-12", "2026-02-09 2027-07"], ["first_stated", "moved_later 182..242"]),
        (["2025-07-10 2027-07", "2026-02-09 2026-12"], ["first_stated", "moved_earlier -242..-182"]),
        # Overlapping windows may even mean an earlier day, and the interval says so.
        (["2025-01-01 2027-05-01/2027-08-31", "2025-06-01 2027-Q3"], ["first_stated", "moved_later -61..152"]),
        (["2025-01-01 2027", "2025-06-01 2027-Q4", "2025-09-01 2027"], ["first_stated", "more_precise", "vaguer"]),
        # A deadline has no first day: it lies at the earliest where it was last said to lie ahead.
        (["2026-01-01 by:2026-12-31", "2026-10-01 by:2027-03-31"], ["first_stated", "moved_later -91..454"]),
        (["2026-01-01 by:2027-12-31", "2026-10-01 by:2027-06-30"], ["first_stated", "moved_earlier -456..545"]),
        (["2026-01-01 by:2026-12-31", "2026-03-01 2026-Q4"], ["first_stated", "more_precise"]),
        (["2026-01-01 2026-Q4", "2026-03-01 by:2026-12-31"], ["first_stated", "vaguer"]),
        (["2026-01-01 by:2026-12-31", "2026-10-01 2027-Q1"], ["first_stated", "moved_later 1..454"]),
        # Outcomes are judged by the promise that stood before their day, as far as both windows tell.
        (["2024-01-01 2024-Q3", "2024-09-03 occurred 2024-09-03"], ["first_stated", "met"]),
        (["2024-01-01 2024-Q3", "2024-08-06 2024-Q3", "2024-09-03 occurred reported:2024-09-03"], ["first_stated", "reaffirmed", "met"]),
        (["2024-01-01 2024-Q3", "2024-09-03 occurred reported:2024-09-03"], ["first_stated", "occurred -272..64"]),
        # Told on the day before as due on the next, told on the next as past: it cannot have been any other day.
        (["2024-09-02 2024-09-03", "2024-09-03 occurred reported:2024-09-03"], ["first_stated", "met"]),
        (["2024-01-01 2024-Q3", "2024-11-03 occurred 2024-11-02"], ["first_stated", "met_late 33..124"]),
        (["2024-01-01 2024-Q3", "2024-05-03 occurred reported:2024-05-03"], ["first_stated", "met_early -272..-59"]),
        (["2024-01-01 by:2024-09-30", "2024-05-03 occurred 2024-05-02"], ["first_stated", "met"]),
        (["2024-01-01 expected", "2024-05-03 occurred 2024-05-02"], ["first_stated", "occurred"]),
        (["2024-05-03 occurred 2024-05"], ["occurred"]),
        (["2024-05-03 2024-Q2", "2024-05-03 occurred 2024-05-03"], ["first_stated", "occurred"]),  # no promise before its day
        # What is told of the past again: narrower, the same, wider, elsewhere, or even to come.
        (["2024-05-03 occurred reported:2024-05-03", "2024-06-01 occurred 2024-04"], ["occurred", "more_precise"]),
        (["2024-05-03 occurred 2024-04", "2024-06-01 occurred reported:2024-06-01"], ["occurred", "reaffirmed"]),
        (["2024-05-03 occurred 2024-04-02", "2024-06-01 occurred 2024-03-28"], ["occurred", "conflict"]),
        (["2024-05-03 occurred 2024-04-02", "2024-06-01 2024-Q4", "2024-07-01 dropped"], ["occurred", "conflict", "conflict"]),
        # Only the more precise date tells whether it came in time.
        (
            ["2024-01-05 2024-Q1", "2024-04-10 occurred reported:2024-04-10", "2024-06-01 occurred 2024-03-28"],
            ["first_stated", "occurred -86..100", "met"],
        ),
        (["2024-01-01 2027-Q3", "2024-05-01 dropped", "2024-06-01 dropped"], ["first_stated", "dropped", "reaffirmed"]),
        (["2024-01-01 2027-Q3", "2024-05-01 dropped", "2024-06-01 2027-Q4"], ["first_stated", "dropped", "planned_again"]),
        (["2024-05-01 dropped"], ["dropped"]),
        # A date is taken back, the event is not: nothing is overdue, and the next date is judged by itself.
        (["2024-01-01 2024-H1", "2024-05-01 withdrawn 2024-H1"], ["first_stated", "withdrawn"]),
        (["2024-05-01 withdrawn 2024-H1", "2024-06-01 expected", "2024-07-01 withdrawn"], ["withdrawn", "reaffirmed", "withdrawn"]),
        (["2024-01-01 2024-H1", "2024-05-01 withdrawn", "2024-09-01 2027-Q1"], ["first_stated", "withdrawn", "more_precise"]),
        (
            ["2024-01-01 2024-H1", "2024-05-01 2025", "2024-05-01 withdrawn 2024-H1", "2024-06-01 2027"],
            ["first_stated", "withdrawn", "more_precise", "moved_later 366..1094"],
        ),
        (["2024-01-01 2024-H1", "2024-05-01 withdrawn", "2024-09-01 occurred 2024-08-30"], ["first_stated", "withdrawn", "occurred"]),
        (["2024-01-01 2024-H1", "2024-05-01 dropped", "2024-06-01 withdrawn"], ["first_stated", "dropped", "reaffirmed"]),
        (["2024-01-01 occurred 2024-01", "2024-05-01 withdrawn"], ["occurred", "conflict"]),
        # Of what lies ahead a deadline says no less than a window that has begun.
        (
            ["2023-12-18 2024", "2024-02-20 by:2024-12-31", "2024-03-01 2024"],
            ["first_stated", "reaffirmed", "reaffirmed", "missed 691..1056"],
        ),
        (["2024-02-20 by:2024-12-31", "2024-03-01 2024"], ["first_stated", "reaffirmed", "missed 691..996"]),
        # The window is over and nothing was reported: overdue by what the window allows.
        (["2026-01-01 2026-09"], ["first_stated", "missed 53..82"]),
        (["2026-01-01 by:2026-09-30"], ["first_stated", "missed 53..325"]),
        (["2026-01-01 2026"], ["first_stated"]),
        # On one day the most precise decides; what contradicts it is shown and moves nothing.
        (["2026-01-01 2027", "2026-01-01 2027-Q2", "2026-02-01 2027-Q2"], ["first_stated", "reaffirmed", "reaffirmed"]),
        (["2026-01-01 2027-Q2", "2026-02-01 2027", "2026-02-01 2027-Q2"], ["first_stated", "reaffirmed", "reaffirmed"]),
        (["2026-01-01 2027-Q2", "2026-01-01 2028"], ["first_stated", "conflict"]),
        (["2026-01-01 expected", "2026-01-01 2028"], ["first_stated", "reaffirmed"]),
        (["2026-01-01 dropped", "2026-01-01 2028"], ["first_stated", "dropped"]),
    ],
)
def test_each_statement_is_one_step(statements, steps):
    assert told(guidance.ladder([said(*text.split(" ", 1)) for text in statements], TODAY)) == steps


def staff(day, what, number=0):
    return said(day, what, staff=True, order=(number,))


@pytest.mark.parametrize(
    ("statements", "steps"),
    [
        ([said("2026-01-01", "2027-Q1"), staff("2026-02-01", "2027-Q3")], ["first_stated", "moved_later 92..272"]),
        (
            [said("2026-01-01", "2027-Q1"), staff("2026-02-01", "2027-Q3"), said("2026-03-01", "2027-Q3"), said("2026-04-01", "2027-Q2")],
            ["first_stated", "moved_later 92..272", "reaffirmed", "conflict"],
        ),
        ([said("2026-02-01", "2027"), staff("2026-02-01", "2028")], ["first_stated", "moved_later 1..730"]),
        ([staff("2026-02-01", "2028", 1), staff("2026-02-01", "2027-Q1", 2)], ["first_stated", "moved_earlier -730..-276"]),
        ([said("2026-02-01", "occurred 2026-01-05"), staff("2026-02-02", "2027")], ["occurred", "corrected"]),
        ([said("2026-02-01", "occurred 2026-01-05"), staff("2026-02-02", "occurred 2026-01-08")], ["occurred", "corrected"]),
        ([said("2026-02-01", "occurred 2026-01-05"), staff("2026-02-02", "dropped"), said("2026-03-01", "2027")], None),
    ],
)
def test_staff_outrank_documents_from_the_day_on_which_they_speak(statements, steps):
    assert told(guidance.ladder(statements, TODAY)) == (steps or ["occurred", "corrected", "conflict"])


@pytest.mark.parametrize(
    ("promise", "answer", "step"),
    [
        ("2024-03-01", "occurred 2024-02-01", "met_early -29..-29"),
        ("2024-03-01", "occurred 2024-03-01", "met"),
        ("2024-03-01", "occurred 2024-05-01", "met_late 61..61"),
        ("2024-H1", "occurred reported:2024-08-01", "answered -227..213"),
        ("expected", "occurred 2024-05-01", "answered"),
    ],
)
def test_what_another_event_answers_is_judged_by_that_event_and_never_missed(promise, answer, step):
    asked = [said("2023-11-15", promise)]
    assert told(guidance.ladder(asked, TODAY, answer=said("2024-08-01", answer))) == ["first_stated", step]


def test_a_talk_is_not_missed_when_its_day_passes():
    assert told(guidance.ladder([said("2024-01-01", "2024-05-01")], TODAY, due=False)) == ["first_stated"]


def test_a_step_knows_what_it_is_compared_with_how_far_the_window_itself_moved_and_whether_it_was_over():
    first, second, third = guidance.ladder(
        [said("2022-08-09", "2023-H1"), said("2023-08-09", "2024-Q1"), said("2023-09-01", "by:2024-06-30")], TODAY
    )[:3]
    assert (first.before, first.shift, first.lapsed) == (None, None, False)
    assert (label(second.before), second.shift, second.lapsed) == ("H1 2023", guidance.Days(275, 365), True)
    assert (label(third.before), third.verdict, third.shift, third.lapsed) == ("Q1 2024", "vaguer", None, False)


@pytest.mark.parametrize(
    ("statements", "days", "changes"),
    [
        (["2024-01-01 2024-Q3"], None, 0),
        (["2024-01-01 2024-Q3", "2024-02-01 2024-Q3"], None, 0),
        (["2024-01-01 2024-Q1", "2024-02-01 2024-Q3", "2024-08-01 2025-Q1"], (276, 455), 2),
        (["2024-01-01 2024-Q1", "2024-02-01 2024-Q3", "2024-10-01 occurred reported:2024-10-01"], (-59, 274), 2),
        (["2024-01-01 expected", "2024-02-01 2024-Q3", "2024-10-01 dropped"], None, 2),
        (["2024-10-01 occurred 2024-10-01"], None, 0),
    ],
)
def test_the_whole_way_from_the_first_promise(statements, days, changes):
    steps = guidance.ladder([said(*text.split(" ", 1)) for text in statements], dt.date(2024, 1, 1))
    found = guidance.since_first(steps)
    assert (found and (found.least, found.most), guidance.revisions(steps)) == (days, changes)


# --- what holds for any statements ---------------------------------------------------------------------------------------

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
WINDOWS = st.sampled_from(
    [None, *map(parse_label, ("2024-Q3", "2024-H2", "2025", "by:2025-06-30", "2025-03", "2025-02-11", "mid-2025", "2024-11-01/2025-02-15"))]
)
STATEMENTS = st.lists(st.tuples(DAYS, st.sampled_from(["expected", "expected", "expected", "dropped"]), WINDOWS), min_size=1, max_size=8)


@given(STATEMENTS)
def test_the_last_step_that_counts_agrees_with_the_rules_by_which_milestones_are_computed(statements):
    ladder = guidance.ladder(
        [Stated(n, day, status, window, order=(f"{n:02}",)) for n, (day, status, window) in enumerate(statements)], TODAY
    )
    present = merge.present(
        sorted(
            (
                merge.Statement(uid=f"{n:02}", kind="approved", status=status, asserted_on=day, window=window, source="document")
                for n, (day, status, window) in enumerate(statements)
            ),
            key=lambda s: (s.asserted_on, s.uid),
        )
    )
    last = [s for s in ladder if s.counts][-1]
    assert (last.verdict == "dropped") == (present.status == "dropped")
    if present.status == "expected":
        assert (last.window and as_label(last.window)) == (present.window and as_label(present.window))


@given(STATEMENTS, st.randoms())
def test_the_order_of_arrival_plays_no_part(statements, random):
    stated = [Stated(n, day, status, window, order=(n,)) for n, (day, status, window) in enumerate(statements)]
    shuffled = stated[:]
    random.shuffle(shuffled)
    assert guidance.ladder(shuffled, TODAY) == guidance.ladder(stated, TODAY)


@given(
    st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31)),
    st.integers(0, 400),
    st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31)),
    st.integers(0, 400),
    st.data(),
)
def test_a_slip_allows_whatever_days_the_windows_allow(first, length, second, breadth, data):
    one = Window(first, first + dt.timedelta(days=length), "range")
    other = Window(second, second + dt.timedelta(days=breadth), "range")
    step = guidance.ladder(
        [Stated(1, dt.date(2023, 1, 1), "expected", one), Stated(2, dt.date(2023, 2, 1), "expected", other)], dt.date(2023, 3, 1)
    )[1]
    if step.slip:
        before = data.draw(st.dates(one.earliest, one.latest))
        after = data.draw(st.dates(other.earliest, other.latest))
        assert step.slip.least <= (after - before).days <= step.slip.most
        assert step.slip.least == (other.earliest - one.latest).days and step.slip.most == (other.latest - one.earliest).days
