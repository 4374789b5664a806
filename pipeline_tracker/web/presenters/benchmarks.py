"""Benchmarks in words and drawings: curves of time in phase, their tables, transitions, and the published figures beside them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pipeline_tracker.queries.benchmarks import Benchmarks
from pipeline_tracker.vocabulary.benchmarks import ENOUGH, STAGES, STEP, YEAR, Estimate, Figures
from pipeline_tracker.vocabulary.survival import wilson
from pipeline_tracker.web.labels import AREA_LABELS, MODALITY_LABELS, PHASE_LABELS

from .track_record import percent

WIDTH, HEIGHT = 320, 180  # of a chart; its units are pixels where it is as wide as that
LEFT, TOP, RIGHT, BOTTOM = 40, 10, 308, 150
YEARS = (1, 2, 3, 5, 8)  # after which the tables tell how many are still in the stage

STAGE_NAMES: Mapping[str, str | Promise] = {
    "phase_1": _lazy("Phase 1"),
    "phase_2": _lazy("Phase 2, with 1/2"),
    "phase_3": _lazy("Phase 3, with 2/3"),
    "filed": _lazy("Filed"),
}
NEXT = dict(pairwise(STAGES))


@dataclass(frozen=True)
class Published:
    """Shares of programs that went on from each stage, and from phase 1 to approval, in percent, as a source gives them."""

    source: str
    address: str
    years: str
    shares: tuple[str, ...]
    approval: str


PUBLISHED = (
    Published(
        "BIO, QLS Advisors, Informa: Clinical Development Success Rates and Contributing Factors 2011–2020 (2021)",
        "https://www.bio.org/clinical-development-success-rates-and-contributing-factors-2011-2020",
        "2011–2020",
        ("52.0%", "28.9%", "57.8%", "90.6%"),
        "7.9%",
    ),
    Published(
        "D. Chancellor, Norstella (data of Citeline): Why are clinical development success rates falling? (2024)",
        "https://www.norstella.com/why-clinical-development-success-rates-falling/",
        "2014–2023",
        ("47%", "28%", "55%", "92%"),
        "6.7%",
    ),
)


@dataclass(frozen=True)
class Chart:
    """``limits`` and ``range`` are outlines of areas, ``shortest`` and ``longest`` lines, all as SVG paths; ``years`` are (x, label),
    ``shares`` (y, label) of the grid. ``told`` says in words what is drawn."""

    stage: str
    name: str | Promise
    limits: str
    range: str
    shortest: str
    longest: str
    years: tuple[tuple[str, str], ...]
    shares: tuple[tuple[str, str], ...]
    told: str


@dataclass(frozen=True)
class Still:
    """After how many years which share is still in the stage, and how many are observed for so long; "" where those are too few."""

    year: int
    share: str
    limits: str
    observed: str


@dataclass(frozen=True)
class Stage:
    """One row of the tables. What cannot be told of fewer than ENOUGH is ""; ``reached`` says that half left within the shortest times."""

    name: str | Promise
    next: str
    began: str
    advanced: str
    stopped: str
    open: str
    timed: str
    share: str
    limits: str
    median: str
    median_limits: str
    reached: bool
    still: tuple[Still, ...]


@dataclass(frozen=True)
class Part:
    """A part of a grouping with its stages; ``href`` shows its curves."""

    name: str
    href: str
    stages: tuple[Stage | None, ...]


def stages(found: Benchmarks, part: str) -> list[Stage]:
    return [stage(code, found[part, code]) for code in STAGE_NAMES if (part, code) in found]


def stage(code: str, told: Figures) -> Stage:
    enough = told.began >= ENOUGH
    low, high = wilson(told.advanced, told.began) if enough else (0.0, 0.0)
    return Stage(
        name=STAGE_NAMES[code],
        next=PHASE_LABELS[NEXT[code]],
        began=f"{told.began:,}",
        advanced=f"{told.advanced:,}",
        stopped=f"{told.stopped:,}",
        open=f"{told.open:,}",
        timed=f"{told.timed:,}",
        share=percent(told.advanced / told.began) if enough else "",
        limits=between(percent(low), percent(high)) if enough else "",
        median=_median(told, 0, 0),
        median_limits=_median(told, 1, 2) if told.shortest and told.shortest.median[1] is not None else "",
        reached=bool(told.shortest and told.shortest.median[0] is not None),
        still=tuple(_still(told, year) for year in YEARS),
    )


def _median(told: Figures, low: int, high: int) -> str:
    """From one of the limits of the shortest times to one of those of the longest; "" where too few are timed."""
    if told.shortest is None or told.longest is None:
        return ""
    least, most = told.shortest.median[low], told.longest.median[high]
    if least is None:
        return _("not reached")
    if most is None:
        return _("%(least)s years or more") % {"least": years(least)}
    return _("%(years)s years") % {"years": between(years(least), years(most))}


def years(days: int) -> str:
    return f"{days / YEAR:.1f}"


def between(least: str, most: str) -> str:
    return least if least == most else _("%(least)s to %(most)s") % {"least": least, "most": most}


def _still(told: Figures, year: int) -> Still:
    place = round(year * YEAR / STEP)
    pair = [estimate.points for estimate in (told.shortest, told.longest) if estimate and len(estimate.points) > place]
    if len(pair) < 2:
        return Still(year, "", "", "")
    short, long = (points[place] for points in pair)
    return Still(
        year,
        between(percent(short[0]), percent(long[0])),
        between(percent(short[1]), percent(long[2])),
        between(f"{short[3]:,}", f"{long[3]:,}"),
    )


def parts(found: Benchmarks, by: str, address: Callable[[str], str]) -> list[Part]:
    """The parts of a grouping, those with most programs first (periods: the newest), what is not stated last."""
    began: dict[str, int] = {}
    for (part, _stage), told in found.items():
        began[part] = began.get(part, 0) + told.began
    order = sorted(began, key=lambda part: part, reverse=True) if by == "period" else sorted(began, key=lambda part: (-began[part], part))
    order.sort(key=lambda part: part == "")
    return [
        Part(
            part_name(by, part),
            address(part) if part else "",
            tuple(stage(code, found[part, code]) if (part, code) in found else None for code in STAGE_NAMES),
        )
        for part in order
    ]


def part_name(by: str, part: str) -> str:
    if not part:
        return _("one of several") if by == "period" else _("not stated")
    if by in ("area", "modality"):
        return (AREA_LABELS if by == "area" else MODALITY_LABELS).get(part, part)
    return f"{part}–{int(part) + 4}" if by == "period" else part


# --- curves ---------------------------------------------------------------------------------------------------------------


def charts(found: Benchmarks, part: str) -> list[Chart]:
    """A chart for each stage of which enough is timed, all with the same axes."""
    told = {code: found[part, code] for code in STAGE_NAMES if (part, code) in found}
    drawn = {code: (one.shortest, one.longest) for code, one in told.items() if one.shortest and one.longest}
    longest = max((len(estimate.points) for pair in drawn.values() for estimate in pair if estimate), default=0)
    span = max(2, -(-(longest - 1) * STEP // int(YEAR)))
    return [_chart(code, told[code], short, long, span) for code, (short, long) in drawn.items() if short and long]


def _chart(code: str, told: Figures, short: Estimate, long: Estimate, span: int) -> Chart:
    every = 1 if span <= 6 else 2 if span <= 10 else 5
    name = STAGE_NAMES[code]
    return Chart(
        stage=code,
        name=name,
        limits=_area([point[1] for point in short.points], [point[2] for point in long.points], span),
        range=_area([point[0] for point in short.points], [point[0] for point in long.points], span),
        shortest=_line([point[0] for point in short.points], span),
        longest=_line([point[0] for point in long.points], span),
        years=tuple((_n(_x(year * YEAR, span)), str(year)) for year in range(0, span + 1, every)),
        shares=tuple((_n(_y(share / 100)), f"{share}%") for share in (0, 25, 50, 75, 100)),
        told=_("%(number)s timed, median time %(median)s") % {"number": f"{told.timed:,}", "median": _median(told, 0, 0)},
    )


def _x(days: float, span: int) -> float:
    return LEFT + (RIGHT - LEFT) * min(days / (span * YEAR), 1)


def _y(share: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * share


def _steps(shares: list[float], span: int) -> str:
    """Along each share to the next point, then down to it."""
    return "".join(f"H{_n(_x(number * STEP, span))}V{_n(_y(share))}" for number, share in enumerate(shares) if number)


def _line(shares: list[float], span: int) -> str:
    return f"M{LEFT} {_n(_y(shares[0]))}{_steps(shares, span)}"


def _area(lower: list[float], upper: list[float], span: int) -> str:
    """Between two lines, as far as both go."""
    count = min(len(lower), len(upper))
    back = "".join(f"V{_n(_y(lower[number]))}H{_n(_x(number * STEP, span))}" for number in range(count - 1, -1, -1))
    return f"{_line(upper[:count], span)}{back}Z"


def _n(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")
