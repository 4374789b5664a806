"""A company's headline figures: one table for each metric and currency, with bars to compare periods by."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline_tracker.models import FinancialResult
from pipeline_tracker.web.labels import METRIC_LABELS

from . import words

BAR = 160  # the longest bar, in the units of its SVG


@dataclass(frozen=True)
class Figure:
    """A figure for one period and every source that states it so; ``disputed`` where sources give different amounts."""

    period: str
    amount: str
    bar: int
    sources: tuple[FinancialResult, ...]
    disputed: bool


@dataclass(frozen=True)
class Metric:
    name: str
    currency: str
    figures: tuple[Figure, ...]


def metrics(results: Iterable[FinancialResult]) -> list[Metric]:
    """In the vocabulary's order; periods newest first."""
    groups: dict[tuple[str, str], dict[str, dict[int, list[FinancialResult]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for result in results:
        groups[result.metric, result.currency][result.period][result.amount].append(result)
    found = []
    for code, name in METRIC_LABELS.items():
        for (metric, currency), periods in sorted(groups.items()):
            if metric == code:
                found.append(Metric(name, currency, tuple(_figures(periods, currency))))
    return found


def _figures(periods: dict[str, dict[int, list[FinancialResult]]], currency: str) -> Iterable[Figure]:
    largest = max(abs(amount) for amounts in periods.values() for amount in amounts) or 1
    for period in sorted(periods, key=words.period_end, reverse=True):
        for amount, sources in sorted(periods[period].items()):
            yield Figure(
                period=words.period_label(period),
                amount=words.money(amount, currency),
                bar=max(1, round(BAR * abs(amount) / largest)) if amount else 0,
                sources=tuple(sorted(sources, key=lambda s: (s.document.published, s.pk))),
                disputed=len(periods[period]) > 1,
            )
