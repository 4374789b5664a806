"""A company's headline figures: for each metric and currency small charts, one for each length of period, over a table of them all.

Bars of one metric share one scale, so that a quarter is drawn as what it is of a year. Nothing is added up, converted or filled
in: a period of which no source tells leaves a gap.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _lazy

from pipeline_tracker.models import FinancialResult
from pipeline_tracker.web.labels import METRIC_LABELS

from . import words

HEIGHT = 72  # pixels of the tallest bar, or of the tallest and the deepest together where amounts are negative, too
PERIODS = 16  # of one length that a chart holds, the newest; the table has them all
SHOWN = 6  # rows of a table that are always open

# By how many months a period covers; 0 is a day.
LENGTHS: tuple[tuple[int, str | Promise], ...] = (
    (3, _lazy("quarters")),
    (6, _lazy("half-years")),
    (9, _lazy("nine months")),
    (12, _lazy("years")),
    (0, _lazy("at a day")),
)


@dataclass(frozen=True)
class Figure:
    """A figure for one period and every source that states it so; ``disputed`` where sources give amounts that are not one,
    rounded."""

    period: str
    amount: str
    sources: tuple[FinancialResult, ...]
    disputed: bool


@dataclass(frozen=True)
class Bar:
    """``x`` and ``width`` in percent of the chart, ``y`` and ``height`` in pixels from its top."""

    x: str
    width: str
    y: str
    height: str
    title: str


@dataclass(frozen=True)
class Chart:
    """Periods of one length in the order of time. ``base`` is where zero is, in pixels from the top."""

    name: str | Promise
    bars: tuple[Bar, ...]
    base: str
    height: int
    first: str
    last: str
    wide: bool


@dataclass(frozen=True)
class Metric:
    """``figures`` come newest first; those behind the first SHOWN are ``older``."""

    name: str
    currency: str
    charts: tuple[Chart, ...]
    figures: tuple[Figure, ...]
    older: tuple[Figure, ...]


Amounts = Mapping[str, Mapping[int, list[FinancialResult]]]  # period to amount to the sources that state it


def metrics(results: Iterable[FinancialResult]) -> list[Metric]:
    """In the vocabulary's order; a metric in two currencies is two."""
    groups: dict[tuple[str, str], dict[str, dict[int, list[FinancialResult]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for result in results:
        groups[result.metric, result.currency][result.period][result.amount].append(result)
    found = []
    for code, name in METRIC_LABELS.items():
        for (metric, currency), periods in sorted(groups.items()):
            if metric == code:
                figures = tuple(_figures(periods, currency))
                found.append(Metric(name, currency, tuple(_charts(periods, currency)), figures[:SHOWN], figures[SHOWN:]))
    return found


def _apart(amounts: Iterable[int]) -> list[int]:
    """The amounts that cannot be one: of those of which one is another, rounded, the most precise."""
    kept: list[int] = []
    for amount in sorted(amounts, key=lambda a: (_rounded_to(a), a)):
        if not any(_is_rounded(other, amount) for other in kept):
            kept.append(amount)
    return sorted(kept)


def _rounded_to(amount: int) -> int:
    """The largest power of ten that divides it: 5,500,000 may be rounded to 100,000."""
    unit = 1
    while amount and amount % (unit * 10) == 0:
        unit *= 10
    return unit


def _is_rounded(precise: int, amount: int) -> bool:
    """Whether an amount is another one rounded to its own last digit, up or down; releases do both. Nothing is no rounding."""
    return bool(amount) and abs(precise - amount) < _rounded_to(amount) and _rounded_to(precise) < _rounded_to(amount)


def _figures(periods: Amounts, currency: str) -> Iterable[Figure]:
    for period in sorted(periods, key=words.period_end, reverse=True):
        for amount, sources in sorted(periods[period].items()):
            yield Figure(
                period=words.period_label(period),
                amount=words.money(amount, currency),
                sources=tuple(sorted(sources, key=lambda s: (s.document.published, s.pk))),
                disputed=len(_apart(periods[period])) > 1,
            )


def _charts(periods: Amounts, currency: str) -> Iterable[Chart]:
    """A chart for each length of which two periods or more are told: one bar compares nothing."""
    by_length: dict[int, list[str]] = defaultdict(list)
    for period in sorted(periods, key=words.period_end):
        by_length[_length(period)].append(period)
    drawn = {length: told[-PERIODS:] for length, told in by_length.items() if len(told) > 1}
    amounts = [amount for told in drawn.values() for period in told for amount in _apart(periods[period])]
    top, bottom = max(amounts, default=0), min(amounts, default=0)
    unit = HEIGHT / ((max(top, 0) - min(bottom, 0)) or 1)
    scale = _Scale(currency, unit, max(top, 0) * unit)
    for length, name in LENGTHS:
        if told := drawn.get(length):
            yield Chart(
                name=name,
                bars=tuple(_bars(told, length, periods, scale)),
                base=_n(scale.base),
                height=HEIGHT + 2,
                first=_end(told[0], length),
                last=_end(told[-1], length),
                wide=len(told) > 3,
            )


@dataclass(frozen=True)
class _Scale:
    """Pixels for one unit of the currency, and where zero is, in pixels from the top."""

    currency: str
    unit: float
    base: float


def _bars(told: list[str], length: int, periods: Amounts, scale: _Scale) -> Iterable[Bar]:
    """Bars stand where their periods lie in time; amounts that differ for one period share its place."""
    places = _places(told, length)
    room = 100 / (places[-1] + 1)
    for period, place in zip(told, places, strict=True):
        amounts = _apart(periods[period])
        width = room * 0.72 / len(amounts)
        for number, amount in enumerate(amounts):
            height = max(abs(amount) * scale.unit, 1.0 if amount else 0.0)
            title = f"{words.period_label(period)}: {words.money(amount, scale.currency)}"
            x = room * (place + 0.14) + number * width
            yield Bar(_n(x), _n(width), _n(scale.base - height if amount > 0 else scale.base), _n(height), title)


# Months from one period to the next of its length: the first nine months come once a year, as years do.
_STEPS = {3: 3, 6: 6, 9: 12, 12: 12}


def _places(told: list[str], length: int) -> list[float]:
    """How many periods each lies after the first; days are as far apart as the calendar has them, the nearest two by one."""
    if length:
        months = [year * 12 + month for year, month, _day, _length in map(words.period_end, told)]
        return [(month - months[0]) / _STEPS[length] for month in months]
    days = [dt.date.fromisoformat(period).toordinal() for period in told]
    nearest = min(then - before for before, then in pairwise(days))
    return [(day - days[0]) / nearest for day in days]


def _end(period: str, length: int) -> str:
    """Under the chart, whose name says what months it is about: the year is enough where periods come once a year."""
    return period[:4] if length in (9, 12) else words.period_label(period)


def _length(period: str) -> int:
    """Months that a period covers, 0 for a day, -1 where it is in no notation that is known."""
    year, _month, _day, length = words.period_end(period)
    if year and not length:
        try:
            dt.date.fromisoformat(period)
        except ValueError:
            return -1
    return length if year else -1


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
