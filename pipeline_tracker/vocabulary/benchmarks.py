"""How long programs stay in a phase and how many go on to the next, from what is told of each program in each indication. Pure.

A trial of two phases counts at the later one: phase 1/2 as phase 2, phase 2/3 as phase 3. When a phase began is an interval of days,
and so is when it ended; a stay lies between the shortest and the longest time that both allow. docs/track_record.md has the rules.
"""

import datetime as dt
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .survival import Curve, kaplan_meier, wilson

STAGES = ("phase_1", "phase_2", "phase_3", "filed", "approved")
STAGE_OF_PHASE = {
    "early_phase_1": "phase_1",
    "phase_1": "phase_1",
    "phase_1_2": "phase_2",
    "phase_2": "phase_2",
    "phase_2_3": "phase_3",
    "phase_3": "phase_3",
}

# Events that begin a stage, and those that only show that it had begun by then. Of trials the phase tells which stage.
BEGINS = {"trial_initiated": "", "first_patient_dosed": "", "marketing_submitted": "filed", "approved": "approved"}
SHOWS = {"enrollment_completed": "", "data_readout": "", "marketing_accepted": "filed", "launched": "approved"}

ENOUGH = 5  # observations from which on a figure is told
STEP = 91  # days between the points of a curve that is drawn, about a quarter of a year
STEPS = 60
YEAR = 365.25

GROUPINGS = ("area", "modality", "period")  # besides all programs together


@dataclass(frozen=True)
class Reached:
    """Between which days a stage was reached; ``earliest`` is None where only the last possible day is known."""

    earliest: dt.date | None
    latest: dt.date


@dataclass(frozen=True)
class Stay:
    """A program's time in a stage for one indication: "advanced" to a later one, "stopped", or "open" when last heard of. ``days`` are
    the shortest and the longest that it can have been, None where the first possible day of its start is not known."""

    stage: str
    start: Reached
    outcome: str
    days: tuple[int, int] | None


def stage_of(kind: str, phase: str) -> str | None:
    """The stage that an event of this kind shows, None where it shows none."""
    stage = (BEGINS | SHOWS).get(kind)
    return STAGE_OF_PHASE.get(phase) if stage == "" else stage


def reached(began: tuple[dt.date | None, dt.date] | None, shown: dt.date | None) -> Reached:
    """When a stage was reached: from the first possible and the last day of the events that begin it, and the last day of the first
    event that shows it. What was shown before the earliest dated beginning leaves the beginning unknown."""
    earliest = began[0] if began else None
    latest = min(day for day in (began and began[1], shown) if day)
    return Reached(earliest if earliest and earliest <= latest else None, latest)


def stays(stages: Mapping[str, Reached], stopped: Reached | None, heard: dt.date) -> Iterator[Stay]:
    """The stays of one program in one indication, ``heard`` of last on that day. A stage that began after a later one is none."""
    for number, stage in enumerate(STAGES[:-1]):
        if stage not in stages:
            continue
        start = stages[stage]
        later = [stages[other] for other in STAGES[number + 1 :] if other in stages]
        if later:
            last = min(other.latest for other in later)
            # A later stage of which only the last possible day is known is taken to have begun in its turn.
            first = min((other.earliest for other in later if other.earliest and other.earliest <= last), default=None)
            end = Reached(first, last)
            if start.earliest is None or end.latest >= start.earliest:
                yield Stay(stage, start, "advanced", _between(start, end))
        elif stopped and (start.earliest is None or stopped.latest >= start.earliest):
            yield Stay(stage, start, "stopped", _between(start, stopped))
        else:
            yield Stay(stage, start, "open", _between(start, Reached(heard, heard)))


def _between(start: Reached, end: Reached) -> tuple[int, int] | None:
    if start.earliest is None:
        return None
    least = ((end.earliest or start.earliest) - start.latest).days
    return max(least, 0), max((end.latest - start.earliest).days, 0)


def period(start: Reached) -> str:
    """The five years in which a stay began, by the first of them ("2015"); "" where it may have been in others."""
    first, last = ((day.year // 5 * 5) if day else None for day in (start.earliest, start.latest))
    return str(first) if first == last else ""


@dataclass
class Tally:
    """Stays counted: by outcome, and by days and whether they ended, once with the shortest and once with the longest possible time."""

    outcomes: Counter[str] = field(default_factory=Counter)
    shortest: Counter[tuple[int, bool]] = field(default_factory=Counter)
    longest: Counter[tuple[int, bool]] = field(default_factory=Counter)

    def add(self, stay: Stay) -> None:
        self.outcomes[stay.outcome] += 1
        if stay.days:
            self.shortest[stay.days[0], stay.outcome != "open"] += 1
            self.longest[stay.days[1], stay.outcome != "open"] += 1


@dataclass(frozen=True)
class Estimate:
    """One curve in short. ``median`` in days with its limits, None where the curve does not fall so far. ``points`` are, at each STEP,
    (share still in the stage, its limits, how many are still observed), as long as those are ENOUGH."""

    median: tuple[int | None, int | None, int | None]
    points: tuple[tuple[float, float, float, int], ...]


@dataclass(frozen=True)
class Figures:
    """What is told of a stage: how many began, went on, stopped and are open; of the ``timed`` ones, whose start is known, the curves of
    the shortest and of the longest possible times. None of either where there are not ENOUGH."""

    began: int
    advanced: int
    stopped: int
    open: int
    timed: int
    shortest: Estimate | None
    longest: Estimate | None


def figures(tally: Tally) -> Figures:
    timed = tally.shortest.total()
    curves = (_estimate(tally.shortest), _estimate(tally.longest)) if timed >= ENOUGH else (None, None)
    counts = tally.outcomes
    return Figures(counts.total(), counts["advanced"], counts["stopped"], counts["open"], timed, *curves)


def _estimate(counted: Counter[tuple[int, bool]]) -> Estimate:
    curve = kaplan_meier((days, ended, number) for (days, ended), number in counted.items())
    return Estimate(curve.median, tuple(_points(curve, counted)))


def _points(curve: Curve, counted: Counter[tuple[int, bool]]) -> Iterator[tuple[float, float, float, int]]:
    times, events = deque(sorted(counted.items())), deque(curve.points)
    observed, still = curve.count, None
    for day in range(0, STEPS * STEP + 1, STEP):
        while times and times[0][0][0] < day:
            observed -= times.popleft()[1]
        while events and events[0].time <= day:
            point = events.popleft()
            still = (point.survival, point.low, point.high)
        if observed < ENOUGH:
            return
        # Of what has not ended anywhere there is no variance: the limit is that of a share, all of those still observed.
        yield (*(still or (1.0, wilson(observed, observed)[0], 1.0)), observed)


def written(found: Figures) -> dict:
    """As JSON keeps it; ``read`` reads it back."""

    def one(estimate: Estimate | None) -> list | None:
        rounded = [[*(round(share, 4) for share in point[:3]), point[3]] for point in estimate.points] if estimate else []
        return [list(estimate.median), rounded] if estimate else None

    return {
        "counts": [found.began, found.advanced, found.stopped, found.open, found.timed],
        "shortest": one(found.shortest),
        "longest": one(found.longest),
    }


def read(kept: Mapping) -> Figures:
    def one(estimate: list | None) -> Estimate | None:
        return Estimate(tuple(estimate[0]), tuple(tuple(point) for point in estimate[1])) if estimate else None

    began, advanced, stopped, still_open, timed = kept["counts"]
    return Figures(began, advanced, stopped, still_open, timed, one(kept["shortest"]), one(kept["longest"]))
