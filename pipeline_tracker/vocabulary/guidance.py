"""Guidance: how the promised date of one milestone moved, statement by statement. Pure.

Two dates of one event are windows, so how far apart they lie is an interval, too: from the least to the most number of days
that they allow, never a number from the middle of either. A window without a first day starts at the earliest on the day on
which the event was last said to lie ahead: what is expected on a day has not happened before it, nor on it where the window
that was promised begins later.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Generic, TypeVar

from .windows import Window, coarseness

S = TypeVar("S")

# What a statement does to what was said before it. "occurred" is an outcome of which cannot be told whether it came in time,
# "conflict" moves nothing, "corrected" is staff setting right what documents told as past, "missed" is no statement at all.
# "withdrawn" takes a promised date back while the event is still planned, "dropped" ends the plan.
VERDICTS = (
    "first_stated",
    "reaffirmed",
    "moved_later",
    "moved_earlier",
    "more_precise",
    "vaguer",
    "withdrawn",
    "dropped",
    "planned_again",
    "corrected",
    "met",
    "met_early",
    "met_late",
    "occurred",
    "answered",
    "missed",
    "conflict",
)
MOVES = frozenset({"moved_later", "moved_earlier", "more_precise", "vaguer"})
OUTCOMES = frozenset({"met", "met_early", "met_late", "occurred", "answered"})
_SILENT = frozenset({"reaffirmed", "conflict", "missed", "answered"})
_PLACE = {"expected": 0, "dropped": 1, "occurred": 2}  # of what is said on one day, the last decides
WITHDRAWN = "guidance_withdrawn"  # the flag of a claim that takes back a date, not the event
REVISED = "plan_revised"  # the flag of a claim that a plan was revised: dropped is what was planned in another setting of the disease


@dataclass(frozen=True)
class Days:
    """A number of days known to lie between ``least`` and ``most``; negative where the later window lies earlier."""

    least: int
    most: int


@dataclass(frozen=True)
class Stated(Generic[S]):
    """One statement about the milestone. ``said`` is handed back in its step; ``order`` sorts statements of one day that are
    equally precise, the most believed first. One that is ``withdrawn`` takes ``window`` back, or whatever date was promised."""

    said: S
    day: dt.date
    status: str
    window: Window | None = None
    staff: bool = False
    order: tuple = ()
    withdrawn: bool = False


@dataclass(frozen=True)
class Step(Generic[S]):
    """What a statement says, compared with what was in force before it (``before``, None where nothing dated was).

    ``slip``: how much later the event comes than was promised before, as the days that both windows allow.
    ``shift``: how far the window itself moved: the least and the most that its first and last day did.
    ``lapsed``: the window before was over when this was said, though the event was not told as past.
    ``stated`` is None where a window passed in silence (``missed``); its ``slip`` is then for how long the event is overdue.
    """

    verdict: str
    day: dt.date
    stated: Stated[S] | None
    before: Window | None = None
    slip: Days | None = None
    shift: Days | None = None
    lapsed: bool = False

    @property
    def window(self) -> Window | None:
        return self.stated.window if self.stated and not self.stated.withdrawn else None

    @property
    def counts(self) -> bool:
        """Whether it changed what is so, rather than repeat or contradict it."""
        return self.verdict not in _SILENT


@dataclass(frozen=True)
class _Force:
    """What is in force: the ``window`` as stated last on ``dated``; ``heard`` is when the event was last said to lie ahead.
    Of what occurred, ``promise`` is what was in force before, and ``verdict`` how it was judged by it."""

    status: str = ""
    window: Window | None = None
    dated: dt.date = dt.date.min
    heard: dt.date = dt.date.min
    staff: bool = False
    promise: "_Force | None" = None
    verdict: str = ""


def ladder(statements: Iterable[Stated[S]], today: dt.date, *, answer: Stated[S] | None = None, due: bool = True) -> tuple[Step[S], ...]:
    """A step for each statement that counts, oldest first, and one more where the last promise passed without news.

    Of one day the most precise window decides. Staff outrank documents from the day on which they speak. ``answer`` is another
    event that met the expectation; ``due`` is False for events that are not missed when their day passes (talks).
    """
    steps: list[Step[S]] = []
    force = _Force()
    for _, told in groupby(sorted(statements, key=_chronological), key=lambda s: s.day):
        promise = force
        for s in told:
            step, force = _taken(s, force, promise)
            steps.append(step)
    if force.status == "expected" and answer:
        judged, slip = _outcome(force, answer.window)
        verdict = "answered" if judged == "occurred" else judged
        steps.append(Step(verdict, answer.day, answer, force.window, slip))
    elif force.status == "expected" and due and force.window and force.window.latest < today:
        age = _apart(force.window, force.heard, Window(today, today, "day"), today)
        steps.append(Step("missed", force.window.latest + dt.timedelta(days=1), None, force.window, age))
    return tuple(steps)


def since_first(steps: Iterable[Step[S]]) -> Days | None:
    """How much later the event comes, or came, than was promised first; None while no second date is told."""
    steps = tuple(steps)
    first = next((s for s in steps if s.counts and s.window and s.verdict not in OUTCOMES), None)
    last = next((s for s in reversed(steps) if s.counts and s.window), None)
    if first is None or last is None or first is last or not first.window or not last.window:
        return None
    heard = max(s.day for s in steps if s.verdict not in OUTCOMES and s.day <= last.day)
    return _apart(first.window, first.day, last.window, heard)


def revisions(steps: Iterable[Step[S]]) -> int:
    """How often what was first said of the milestone was changed."""
    return max(sum(step.counts or step.verdict == "answered" for step in steps) - 1, 0)


def _chronological(s: Stated[S]) -> tuple:
    if s.staff:
        return (s.day, True, 0, 0, s.order)
    place = -1 if s.withdrawn else _PLACE[s.status]  # a date that is taken back makes room for the one given instead
    return (s.day, False, place, coarseness(s.window), s.order)


def _taken(s: Stated[S], force: _Force, promise: _Force) -> tuple[Step[S], _Force]:
    """The step that a statement is, and what is in force after it. ``promise`` was in force before its day."""
    if force.staff and not s.staff:
        return Step("reaffirmed" if _agrees(s, force) else "conflict", s.day, s, force.window), force
    if s.withdrawn:
        return _withdrawn(s, force)
    match s.status:
        case "expected":
            return _expected(s, force)
        case "dropped":
            return _dropped(s, force)
        case "occurred":
            return _occurred(s, force, promise)
    raise ValueError(f"unknown status {s.status!r}")


def _expected(s: Stated[S], force: _Force) -> tuple[Step[S], _Force]:
    after = _Force("expected", s.window, s.day, s.day, s.staff)
    if force.status == "occurred":
        return _against_the_past(s, force, after)
    if force.status in ("", "dropped"):
        return Step("planned_again" if force.status else "first_stated", s.day, s, force.window), after
    lapsed = _lapsed(force, s.day)
    if s.window is None:
        return Step("reaffirmed", s.day, s, force.window, lapsed=lapsed), replace(force, heard=s.day, staff=s.staff)
    if force.window is None:
        return Step("more_precise", s.day, s), after
    if s.window.covers_the_days_of(force.window) or _same_days_ahead(s.window, force.window, s.day):
        return Step("reaffirmed", s.day, s, force.window, lapsed=lapsed), replace(after, window=force.window)
    if force.dated == s.day and not s.staff:
        return Step("reaffirmed" if s.window.overlaps(force.window) else "conflict", s.day, s, force.window), force
    verdict = _moved(force.window, s.window)
    if verdict in ("more_precise", "vaguer"):
        return Step(verdict, s.day, s, force.window, lapsed=lapsed), after
    slip = _apart(force.window, force.heard, s.window, s.day)
    return Step(verdict, s.day, s, force.window, slip, _shift(force.window, s.window), lapsed), after


def _withdrawn(s: Stated[S], force: _Force) -> tuple[Step[S], _Force]:
    """No date stands any more. What was not promised in a stored document is known from the withdrawal itself."""
    after = _Force("expected", None, s.day, s.day, s.staff)
    if force.status == "occurred":
        return _against_the_past(s, force, after)
    if force.status == "dropped":
        return Step("reaffirmed", s.day, s), force
    return Step("withdrawn", s.day, s, force.window or s.window, lapsed=_lapsed(force, s.day)), after


def _dropped(s: Stated[S], force: _Force) -> tuple[Step[S], _Force]:
    after = _Force("dropped", s.window, s.day, force.heard, s.staff)
    if force.status == "occurred":
        return _against_the_past(s, force, after)
    return Step("reaffirmed" if force.status == "dropped" else "dropped", s.day, s, force.window, lapsed=_lapsed(force, s.day)), after


def _against_the_past(s: Stated[S], force: _Force, after: _Force) -> tuple[Step[S], _Force]:
    """What occurred is called open again: by staff a correction, by a document a contradiction."""
    if s.staff:
        return Step("corrected", s.day, s, force.window), after
    return Step("conflict", s.day, s, force.window), force


def _occurred(s: Stated[S], force: _Force, promise: _Force) -> tuple[Step[S], _Force]:
    if force.status == "occurred":
        return _occurred_again(s, force)
    if promise.status != "expected":
        promise = _Force()
    verdict, slip = _outcome(promise, s.window)
    after = _Force("occurred", s.window, s.day, promise.heard, s.staff, promise, verdict)
    return Step(verdict, s.day, s, promise.window, slip), after


def _occurred_again(s: Stated[S], force: _Force) -> tuple[Step[S], _Force]:
    after = replace(force, staff=s.staff)
    if s.window is None or force.window is None or s.window.covers_the_days_of(force.window):
        return Step("reaffirmed", s.day, s, force.window), replace(after, window=force.window or s.window)
    if not s.window.overlaps(force.window):
        if s.staff:
            return Step("corrected", s.day, s, force.window), replace(after, window=s.window)
        return Step("conflict", s.day, s, force.window), force
    if not _inside(s.window, force.window):
        return Step("reaffirmed", s.day, s, force.window), after
    verdict, slip = _outcome(force.promise or _Force(), s.window)
    after = replace(after, window=s.window, verdict=verdict)
    if verdict == force.verdict:
        return Step("more_precise", s.day, s, force.window), after
    promised = force.promise.window if force.promise else None
    return Step(verdict, s.day, s, promised, slip), after  # only now can be told whether it came in time


def _agrees(s: Stated[S], force: _Force) -> bool:
    if s.withdrawn:
        return force.status == "expected" and force.window is None
    return s.status == force.status and (s.window is None or force.window is None or s.window.overlaps(force.window))


def _same_days_ahead(one: Window, other: Window, day: dt.date) -> bool:
    """Whether a deadline only says of what is still ahead what a window with a first day says: "2024", in March "by year-end"."""
    if (one.earliest is None) == (other.earliest is None) or one.latest != other.latest:
        return False
    begins = one.earliest or other.earliest
    return begins is not None and begins <= day <= one.latest


def _moved(before: Window, after: Window) -> str:
    """How one of two different windows follows the other. Where neither contains the other, both ends lie on one side."""
    if before.earliest is not None or after.earliest is not None:
        if _inside(after, before):
            return "more_precise"
        if _inside(before, after):
            return "vaguer"
    return "moved_later" if after.latest > before.latest else "moved_earlier"


def _inside(one: Window, other: Window) -> bool:
    """Whether every day of the one is a day of the other."""
    starts = other.earliest is None or (one.earliest is not None and one.earliest >= other.earliest)
    return starts and one.latest <= other.latest


def _outcome(promise: _Force, happened: Window | None) -> tuple[str, Days | None]:
    """Whether an event came as promised, where its window tells, and how much later or earlier."""
    if promise.window is None or happened is None:
        return "occurred", None
    begun = promise.window.earliest is None or promise.window.earliest <= promise.heard
    heard = promise.heard if begun else promise.heard + dt.timedelta(days=1)
    first = _first(happened, heard)
    if _inside(Window(first, happened.latest, "range"), promise.window):
        return "met", None
    slip = _apart(promise.window, promise.heard, happened, heard)
    if first > promise.window.latest:
        return "met_late", slip
    if promise.window.earliest and happened.latest < promise.window.earliest:
        return "met_early", slip
    return "occurred", slip


def _apart(before: Window, promised: dt.date, after: Window, heard: dt.date) -> Days:
    """Windows without a first day begin on the days given."""
    return Days((_first(after, heard) - before.latest).days, (after.latest - _first(before, promised)).days)


def _first(window: Window, heard: dt.date) -> dt.date:
    return window.earliest or min(heard, window.latest)


def _shift(before: Window, after: Window) -> Days:
    ends = [(after.latest - before.latest).days]
    if before.earliest and after.earliest:
        ends.append((after.earliest - before.earliest).days)
    return Days(min(ends), max(ends))


def _lapsed(force: _Force, day: dt.date) -> bool:
    return force.status == "expected" and force.window is not None and force.window.latest < day
