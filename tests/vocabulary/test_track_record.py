"""What became of promises: judged by the first window stated and by the last that stood, in intervals of days past the window."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tracker.vocabulary.guidance import Stated, ladder
from pipeline_tracker.vocabulary.track_record import ENOUGH, Judged, Past, Share, median_past, promise, record
from pipeline_tracker.vocabulary.windows import parse_label

TODAY = dt.date(2026, 11, 22)


def said(day, what, *, staff=False):
    if what == "withdrawn":
        return Stated(what, dt.date.fromisoformat(day), "expected", withdrawn=True)
    status, _, when = what.partition(" ") if what.split()[0] in ("expected", "dropped", "occurred") else ("expected", "", what)
    return Stated(what, dt.date.fromisoformat(day), status, parse_label(when) if when else None, staff)


def told(judged):
    """The window, the verdict, and the days past it: "2024-Q3 met_late 33..33", "2026-Q3 missed 53.."."""
    past = f" {judged.past.least}..{'' if judged.past.most is None else judged.past.most}" if judged.past else ""
    return f"{judged.stated.said.removeprefix('expected ')} {judged.verdict}{past}"


def found(*texts, answer=None, known=TODAY):
    statements = [said(*text.split(" ", 1)) for text in texts]
    kept = promise(ladder(statements, TODAY, answer=said(*answer.split(" ", 1)) if answer else None), TODAY, known)
    return kept and (told(kept.first), told(kept.last))


@pytest.mark.parametrize(
    ("statements", "first", "last"),
    [
        # Met, early, late: days past the window, which are 0 inside it.
        (["2024-01-01 2024-Q3", "2024-09-03 occurred 2024-09-03"], "2024-Q3 met 0..0", None),
        (["2024-01-01 2024-Q3", "2024-11-03 occurred 2024-11-02"], "2024-Q3 met_late 33..33", None),
        (["2024-01-01 2024-Q3", "2024-12-01 occurred 2024-11"], "2024-Q3 met_late 32..61", None),
        (["2024-01-01 2024-Q3", "2024-05-03 occurred 2024-05-02"], "2024-Q3 met_early -60..-60", None),
        (["2024-01-01 by:2024-09-30", "2024-05-03 occurred 2024-05-02"], "by:2024-09-30 met 0..0", None),
        # An event told without its day lies between what was last said of it and the report.
        (["2024-01-01 2024-Q3", "2024-09-03 occurred reported:2024-09-03"], "2024-Q3 undecided -181..0", None),
        (["2024-01-01 2024-Q3", "2024-08-06 2024-Q3", "2024-09-03 occurred reported:2024-09-03"], "2024-Q3 met 0..0", None),
        (["2024-01-01 2024-Q3", "2024-08-06 2024-Q3", "2024-11-03 occurred reported:2024-11-03"], "2024-Q3 undecided 0..34", None),
        # Judged by the first promise and by the last that stood: a date that moved is kept by the one and not by the other.
        (
            ["2022-08-09 2023-H1", "2023-05-09 2023-H2", "2023-11-06 occurred 2023-10"],
            "2023-H1 met_late 93..123",
            "2023-H2 met 0..0",
        ),
        (["2024-01-01 2025", "2024-06-01 2025-Q1", "2025-05-01 occurred 2025-04-30"], "2025 met 0..0", "2025-Q1 met_late 30..30"),
        (["2024-01-01 expected", "2024-06-01 2025-Q1", "2025-03-01 occurred 2025-02-28"], "2025-Q1 met 0..0", None),
        # Open until the window is over; then missed, by at least so many days.
        (["2026-01-01 2027"], "2027 open", None),
        (["2026-01-01 2026-09"], "2026-09 missed 53..", None),
        (["2025-01-01 2026-09", "2026-08-01 2027-H1"], "2026-09 missed 53..", "2027-H1 open"),
        (["2025-01-01 2027", "2026-01-01 2026-Q1"], "2027 open", "2026-Q1 missed 236.."),
        (["2026-11-01 2026-11-22"], "2026-11-22 open", None),
        (["2026-11-01 2026-11-21"], "2026-11-21 missed 1..", None),
        # Taken back before the window was over is neither met nor missed; after it, it was missed.
        (["2024-01-01 2027-Q3", "2024-05-01 dropped"], "2027-Q3 taken_back", None),
        (["2024-01-01 2024-Q1", "2024-05-01 dropped"], "2024-Q1 missed 31..", None),
        (["2024-01-01 2024-Q1", "2024-03-01 dropped", "2024-06-01 2025-H1"], "2024-Q1 missed 966..", "2025-H1 missed 510.."),
        (["2024-01-01 2024-Q1", "2024-03-01 dropped", "2024-06-01 expected"], "2024-Q1 taken_back", None),
        (["2024-01-01 2024-Q3", "2024-03-01 dropped", "2024-08-20 occurred 2024-08-19"], "2024-Q3 met 0..0", "2024-Q3 taken_back"),
        # A date that is taken back while the event stays planned stands no more.
        (["2024-01-01 2027-Q3", "2024-05-01 withdrawn"], "2027-Q3 taken_back", None),
        (["2024-01-01 2024-Q1", "2024-05-01 withdrawn"], "2024-Q1 missed 31..", None),
        (["2024-01-01 2024-Q3", "2024-03-01 withdrawn", "2024-08-20 occurred 2024-08-19"], "2024-Q3 met 0..0", "2024-Q3 taken_back"),
        (["2024-01-01 2024-Q3", "2024-03-01 withdrawn", "2024-06-01 2027"], "2024-Q3 missed 783..", "2027 open"),
        # What was said again of the past: a closer date decides, a contradiction does not.
        (["2024-01-05 2024-Q1", "2024-04-10 occurred reported:2024-04-10", "2024-06-01 occurred 2024-03-28"], "2024-Q1 met 0..0", None),
        (["2024-01-05 2024-Q1", "2024-04-10 occurred 2024-04", "2024-06-01 occurred 2024-04-09"], "2024-Q1 met_late 9..9", None),
        (["2024-01-05 2024-Q1", "2024-03-10 occurred 2024-03-09", "2024-06-01 occurred 2024-05-01"], "2024-Q1 met 0..0", None),
        (["2024-01-05 2024-Q1", "2024-03-10 occurred 2024-03-09", "2024-06-01 2024-Q4"], "2024-Q1 met 0..0", None),
    ],
)
def test_a_promise_is_judged_by_its_first_and_by_its_last_window(statements, first, last):
    assert found(*statements) == (first, last or first)


@pytest.mark.parametrize(
    "statements",
    [
        [],
        ["2024-01-01 expected"],
        ["2024-05-03 occurred 2024-05"],
        ["2024-01-01 expected", "2024-05-03 occurred 2024-05-02"],
        ["2024-05-03 2024-Q2", "2024-05-03 occurred 2024-05-03"],  # both are told on one day
        ["2024-01-01 dropped"],
    ],
)
def test_without_a_dated_window_stated_before_there_is_no_promise(statements):
    assert found(*statements) is None


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("2024-08-01 occurred 2024-02-01", "2024-H1 met 0..0"),
        ("2024-08-01 occurred reported:2024-08-01", "2024-H1 undecided -46..32"),
        ("2024-09-01 occurred 2024-08-30", "2024-H1 met_late 61..61"),
    ],
)
def test_what_another_event_answers_is_judged_by_that_event(answer, kept):
    assert found("2023-11-15 2024-H1", answer=answer) == (kept, kept)


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ("2026-05-06", "2026-09 silent"),
        ("2026-09-30", "2026-09 silent"),
        ("2026-10-01", "2026-09 missed 1.."),
        ("2026-11-22", "2026-09 missed 53.."),
        ("2027-03-01", "2026-09 missed 53.."),  # a source dated later than today tells nothing of what comes
    ],
)
def test_only_a_source_that_is_newer_than_the_window_shows_that_it_was_missed(known, verdict):
    assert found("2026-01-01 2026-09", known=dt.date.fromisoformat(known)) == (verdict, verdict)
    assert found("2026-01-01 2027", known=dt.date.fromisoformat(known)) == ("2027 open", "2027 open")


def test_a_window_that_the_company_itself_put_off_is_missed_once_it_is_over():
    known = dt.date(2026, 5, 6)
    assert found("2025-01-01 2026-H1", "2026-05-06 2026-H2", known=known) == ("2026-H1 missed 1..", "2026-H2 open")
    assert found("2025-01-01 2026-H1", "2026-05-06 by:2026-12-31", known=known) == ("2026-H1 silent", "by:2026-12-31 open")
    assert found("2025-01-01 2026", "2026-05-06 2027", known=known) == ("2026 open", "2027 open")


def test_staff_who_set_right_what_was_told_as_past_open_the_promise_again():
    statements = [said("2026-01-01", "2027"), said("2026-03-01", "occurred 2026-02-27"), said("2026-04-01", "expected", staff=True)]
    kept = promise(ladder(statements, TODAY), TODAY, TODAY)
    assert (told(kept.last), kept.outcome, kept.happened) == ("2027 open", None, None)


def test_a_promise_knows_what_ended_it_and_who_said_so():
    statements = [said("2022-08-09", "2023-H1"), said("2023-11-06", "occurred 2023-10"), said("2024-01-10", "occurred 2023-10-04")]
    kept = promise(ladder(statements, TODAY), TODAY, TODAY)
    assert (kept.first.stated.said, kept.outcome.stated.said, kept.happened) == ("2023-H1", "occurred 2023-10", parse_label("2023-10-04"))


def judged(verdict, past=None):
    window = parse_label("2024")
    return Judged(Stated(verdict, TODAY, "expected", window), window, verdict, past)


@pytest.mark.parametrize(
    ("promises", "share", "past"),
    [
        ([], None, None),
        ([judged("met", Past(0, 0))] * 4 + [judged("open"), judged("taken_back")], None, None),
        ([judged("met", Past(0, 0))] * 5, Share(1, 1), Past(0, 0)),
        ([judged("met", Past(0, 0))] * 4 + [judged("undecided", Past(-5, 20))], Share(0.8, 1), Past(0, 0)),
        ([judged("missed", Past(3, None))] * 3 + [judged("met", Past(0, 0))] * 2, Share(0.4, 0.4), Past(3, None)),
        # Of six the lower and the higher middle one: nothing between them is cut off.
        (
            [judged("met_late", Past(n, n + 10)) for n in (10, 20, 30)] + [judged("met_early", Past(-n, -n)) for n in (1, 2, 3)],
            Share(0.5, 0.5),
            Past(-1, 20),
        ),
    ],
)
def test_a_record_gives_no_figure_of_fewer_than_five(promises, share, past):
    assert (record(promises).share, record(promises).past) == (share, past)


def test_what_is_open_taken_back_or_not_heard_of_since_counts_as_neither_met_nor_missed():
    found = record([judged("open"), judged("silent"), judged("taken_back"), *[judged("met", Past(0, 0))] * 5])
    assert (dict(found.counts), found.judged, found.total) == ({"open": 1, "silent": 1, "taken_back": 1, "met": 5}, 5, 8)


# --- what holds for any statements ---------------------------------------------------------------------------------------

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
WINDOWS = st.sampled_from([*map(parse_label, ("2024-Q3", "2024-H2", "2025", "by:2025-06-30", "2025-03", "2025-02-11", "mid-2025"))])
HAPPENED = st.sampled_from([*map(parse_label, ("2025-01-15", "2025-02", "2025-H1", "reported:2025-03-04", "2024-12-31"))])


@given(st.lists(st.tuples(DAYS, WINDOWS), min_size=1, max_size=6, unique_by=lambda told: told[0]), HAPPENED)
def test_the_last_window_is_judged_as_the_ladder_judges_it(expected, happened):
    """A table for ``_past`` and the ladder's own rule are two ways to the same verdict."""
    statements = [Stated("", day, "expected", window) for day, window in expected]
    steps = ladder([*statements, Stated("", dt.date(2025, 3, 10), "occurred", happened)], TODAY)
    kept = promise(steps, TODAY, TODAY)
    outcome = steps[-1]
    assert {"occurred": "undecided"}.get(outcome.verdict, outcome.verdict) == kept.last.verdict
    assert outcome.before.covers_the_days_of(kept.last.window)
    assert kept.last.past.least <= kept.last.past.most
    if outcome.slip:  # what lies past the window is never more than the slip
        assert kept.last.past.most <= max(outcome.slip.most, 0)


@given(st.lists(st.tuples(st.integers(-500, 500), st.none() | st.integers(0, 300)), min_size=ENOUGH, max_size=30), st.data())
def test_the_median_of_any_days_that_the_intervals_allow_lies_in_the_interval_of_medians(ends, data):
    found = [Past(least, None if width is None else least + width) for least, width in ends]
    days = sorted(data.draw(st.integers(past.least, 900 if past.most is None else past.most)) for past in found)
    middle = median_past(found)
    assert middle.least <= days[(len(days) - 1) // 2] and (middle.most is None or days[len(days) // 2] <= middle.most)
