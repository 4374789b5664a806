"""Track record: what became of the windows that were promised for events. Pure; docs/track_record.md defines it in words.

A promise is an event of which a dated window was stated before the event was told. It is judged twice: by the first window that was
stated, and by the last one that stood on the day before the event was told. How late it came is the number of days past the promised
window, as an interval: 0 where it came inside, negative before the first day. Where nothing was reported the interval has no upper
end, and a median is the interval of the medians of lower and of upper ends.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_high, median_low
from typing import Generic, TypeVar

from .guidance import OUTCOMES, Stated, Step
from .marking import gettext_noop as _
from .windows import Window

S = TypeVar("S")

# What became of a promise. "undecided": the event was told, and its date does not tell whether it lay in the window. "silent": the
# window is over, and no source is held that is newer, so nobody here can know.
VERDICTS = (
    ("met", _("Met")),
    ("met_early", _("Met early")),
    ("met_late", _("Met late")),
    ("missed", _("Missed")),
    ("undecided", _("Cannot be told")),
    ("taken_back", _("Taken back")),
    ("silent", _("No newer source")),
    ("open", _("Open")),
)
IN_TIME = frozenset({"met", "met_early"})
JUDGED = frozenset({"met", "met_early", "met_late", "missed", "undecided"})

ENOUGH = 5  # promises from which on a share or a median says something

# Whose promise it is: the company's own words in releases and filings, or the estimates in its records of a registry.
PARTIES: Mapping[str, frozenset[str]] = {
    "company": frozenset({"press_release", "filing"}),
    "registry": frozenset({"registry_record"}),
}

# Dates that are nobody's promise: of talks, which pass unconfirmed, of what a regulator sets itself, and of setbacks.
NO_PROMISE = frozenset(
    {"presentation", "decision_due", "advisory_committee"}
    | {"clinical_hold", "trial_stopped", "complete_response", "marketing_withdrawn", "discontinued"}
)


@dataclass(frozen=True)
class Past:
    """Days past a promised window, between ``least`` and ``most``; negative before it, None where there is no upper end."""

    least: int
    most: int | None


@dataclass(frozen=True)
class Judged(Generic[S]):
    """A promised window, who said it when, and what became of it. ``past`` is None where nothing tells (open, silent, taken back)."""

    stated: Stated[S]
    window: Window
    verdict: str
    past: Past | None


@dataclass(frozen=True)
class Promise(Generic[S]):
    """``first`` and ``last`` are the windows that it is judged by, the same where it never moved. ``outcome`` is the step that ended
    it, None where none did; ``happened`` the window in which the event is told to lie."""

    first: Judged[S]
    last: Judged[S]
    outcome: Step[S] | None
    happened: Window | None


@dataclass(frozen=True)
class Share:
    """A share between ``least`` and ``most`` of what was judged: promises of which cannot be told whether they were met may all have
    been, or none."""

    least: float
    most: float


@dataclass(frozen=True)
class Record:
    """How many promises came to each verdict. ``share`` of those judged came in time, ``past`` is the median of their days past the
    window; both None where fewer than ENOUGH were judged."""

    counts: Mapping[str, int]
    share: Share | None
    past: Past | None

    @property
    def judged(self) -> int:
        return sum(self.counts.get(verdict, 0) for verdict in JUDGED)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def promise(steps: Iterable[Step[S]], today: dt.date, known: dt.date) -> Promise[S] | None:
    """The promise that a ladder tells of, None where no dated window was stated on a day before the event was told.

    ``known`` is the day of the newest source that would tell: what was not told by then is missed where its window was over before.
    """
    windows: list[tuple[Stated[S], Window]] = []  # as they were in force, oldest first
    taken_back: Step[S] | None = None
    outcome: Step[S] | None = None
    happened: Window | None = None
    heard = dt.date.min
    for step in steps:
        said = step.stated
        if said is None or step.verdict == "conflict":
            continue
        if step.verdict in OUTCOMES or (outcome and said.status == "occurred"):
            if step.verdict != "reaffirmed":
                outcome, happened = outcome if outcome and step.verdict == "more_precise" else step, step.window
        elif step.verdict in ("dropped", "withdrawn") or (step.verdict == "corrected" and said.status == "dropped"):
            taken_back, outcome, happened = step, None, None
        elif said.status == "expected":
            if step.verdict == "corrected":
                outcome = happened = None
            heard = step.day
            if step.window and step.verdict not in ("reaffirmed", "corrected"):
                windows.append((said, step.window))
                taken_back = None
    ended = outcome.day if outcome else dt.date.max
    stood = [(said, window) for said, window in windows if said.day < ended]
    if not stood:
        return None

    def judge(said: Stated[S], window: Window, gone: Step[S] | None) -> Judged[S]:
        if gone is not None:
            return _untold(said, window, gone.day, "taken_back")
        if outcome is None:
            left_behind = stood[-1][1].earliest  # what is promised now may lie wholly behind the window
            if window.latest < today and left_behind and left_behind > window.latest:
                return Judged(said, window, "missed", Past(max((min(known, today) - window.latest).days, 1), None))
            return _untold(said, window, min(known, today), "open" if window.latest >= today else "silent")
        past = _past(window, heard, happened) if happened else None
        return Judged(said, window, _verdict(past), past)

    first = judge(*stood[0], taken_back if outcome is None else None)
    last = judge(*stood[-1], taken_back)
    return Promise(first, last, outcome or taken_back, happened)


def _untold(said: Stated[S], window: Window, day: dt.date, otherwise: str) -> Judged[S]:
    """Of an event that was not told by the day: missed where the window was over before."""
    if window.latest < day:
        return Judged(said, window, "missed", Past((day - window.latest).days, None))
    return Judged(said, window, otherwise, None)


def _past(promised: Window, heard: dt.date, happened: Window) -> Past:
    """``heard`` is when the event was last said to lie ahead: it has not happened before, nor on that day where the window begins later."""
    if promised.earliest and promised.earliest > heard:
        heard += dt.timedelta(days=1)
    first = happened.earliest or min(heard, happened.latest)
    return Past(_beyond(promised, first), _beyond(promised, happened.latest))


def _beyond(window: Window, day: dt.date) -> int:
    if day > window.latest:
        return (day - window.latest).days
    return min((day - window.earliest).days, 0) if window.earliest else 0


def _verdict(past: Past | None) -> str:
    if past is None or past.most is None:
        return "undecided"
    if past.least == past.most == 0:
        return "met"
    return "met_late" if past.least > 0 else "met_early" if past.most < 0 else "undecided"


def record(judged: Sequence[Judged[S]]) -> Record:
    """What some promises come to, each judged by one of its windows."""
    counts = Counter(one.verdict for one in judged)
    of = [one for one in judged if one.verdict in JUDGED]
    if len(of) < ENOUGH:
        return Record(counts, None, None)
    in_time = sum(counts[verdict] for verdict in IN_TIME)
    share = Share(in_time / len(of), (in_time + counts["undecided"]) / len(of))
    return Record(counts, share, median_past([one.past for one in of if one.past]))


def median_past(found: Sequence[Past]) -> Past | None:
    """The medians of the lower and of the upper ends. Of an even number the lower and the higher middle one, so that nothing is cut off."""
    if len(found) < ENOUGH:
        return None
    most = median_high(float("inf") if past.most is None else past.most for past in found)
    return Past(median_low(past.least for past in found), None if most == float("inf") else int(most))
