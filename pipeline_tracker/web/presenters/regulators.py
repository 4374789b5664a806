"""What a regulator did, year by year and kind by kind, and how long its decisions took."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from pipeline_tracker.queries.regulators import ACTIONS, Tally
from pipeline_tracker.web.labels import DESIGNATION_LABELS, KIND_LABELS

BAR = 200  # the longest bar, in units of its drawing
ENOUGH = 5  # observations from which on a median says something


@dataclass(frozen=True)
class Year:
    """Actions told with dates within the year, and those known only to lie in it or before: ``dated`` and ``reported`` are numbers,
    the bars their lengths. ``year`` is None for what may lie in one of several years."""

    year: int | None
    dated: int
    reported: int
    dated_bar: int
    reported_bar: int


@dataclass(frozen=True)
class Kind:
    """How often something occurred. ``bar`` is its share of the largest; ``details`` are what designations were given."""

    code: str
    label: str
    count: int
    bar: int
    details: tuple["Kind", ...] = ()


@dataclass(frozen=True)
class Duration:
    """Days from submissions to decisions. ``median`` is None where there are too few to tell one."""

    label: str
    count: int
    median: float | None
    shortest: int
    longest: int


def years(tallies: Iterable[Tally]) -> list[Year]:
    """The regulator's actions by year, the newest first, years without any included; last what cannot be put into one year."""
    dated: Counter[int | None] = Counter()
    reported: Counter[int | None] = Counter()
    for tally in tallies:
        if tally.status != "occurred" or tally.kind not in ACTIONS:
            continue
        if tally.first is None:
            reported[tally.last] += tally.count
        else:
            dated[tally.last if tally.first == tally.last else None] += tally.count
    known = [year for year in {*dated, *reported} if year is not None]
    shown: list[int | None] = list(range(max(known), min(known) - 1, -1)) if known else []
    if dated[None] or reported[None]:
        shown.append(None)
    largest = max((dated[year] + reported[year] for year in shown), default=1)
    return [Year(year, dated[year], reported[year], _bar(dated[year], largest), _bar(reported[year], largest)) for year in shown]


def kinds(tallies: Iterable[Tally]) -> list[Kind]:
    """What occurred, by kind in the order of development, designations by what was designated."""
    counts: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for tally in tallies:
        if tally.status == "occurred":
            counts[tally.kind] += tally.count
            if tally.kind == "designation":
                given[tally.detail] += tally.count
    largest = max((counts[code] for code in ACTIONS), default=0) or 1
    details = tuple(
        Kind(code, DESIGNATION_LABELS.get(code, code), count, _bar(count, largest))
        for code, count in sorted(given.items(), key=lambda item: (-item[1], item[0]))
    )
    return [
        Kind(code, KIND_LABELS[code], counts[code], _bar(counts[code], largest), details if code == "designation" else ())
        for code in ACTIONS
        if counts[code]
    ]


def durations(days: dict[str, list[int]]) -> list[Duration]:
    """By kind of submission, those with at least one decision."""
    return [
        Duration(KIND_LABELS[kind], len(found), median(found) if len(found) >= ENOUGH else None, min(found), max(found))
        for kind, found in days.items()
        if found
    ]


def _bar(count: int, largest: int) -> int:
    return max(round(BAR * count / largest), 1) if count else 0
