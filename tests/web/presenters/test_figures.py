"""Figures drawn: one scale for a metric, periods where they lie in time, amounts that are one when rounded."""

import datetime as dt

import pytest

from pipeline_tracker.models import Document, FinancialResult
from pipeline_tracker.web.presenters.figures import HEIGHT, SHOWN, metrics

M = 10**6


def told(*figures, metric="net_loss", currency="USD"):
    source = Document(published=dt.date(2024, 1, 1))
    return [
        FinancialResult(pk=n, metric=metric, currency=currency, period=p, amount=a, document=source) for n, (p, a) in enumerate(figures)
    ]


def drawn(*figures, **options):
    """For each chart its name, ends, and its bars: place of the middle in percent, height, top."""
    (metric,) = metrics(told(*figures, **options))
    return [
        (
            str(chart.name),
            chart.first,
            chart.last,
            [(round(float(bar.x) + float(bar.width) / 2), float(bar.height), float(bar.y)) for bar in chart.bars],
        )
        for chart in metric.charts
    ]


def test_one_period_is_told_but_not_drawn_for_one_bar_compares_nothing():
    (metric,) = metrics(told(("2023", 5 * M)))
    assert (metric.charts, [figure.amount for figure in metric.figures]) == ((), ["5 million USD"])
    assert metrics([]) == []


def test_lengths_of_period_are_charts_of_their_own_on_one_scale_and_a_period_that_is_not_told_leaves_a_gap():
    assert drawn(("2022-Q1", 1 * M), ("2022-Q2", 2 * M), ("2022-Q4", 4 * M), ("2022", 8 * M), ("2023", 4 * M), ("2023-9M", 3 * M)) == [
        ("quarters", "Q1 2022", "Q4 2022", [(12, 9, 63), (38, 18, 54), (88, 36, 36)]),
        ("years", "2022", "2023", [(25, 72, 0), (75, 36, 36)]),
    ]


def test_days_lie_as_far_apart_as_the_calendar_has_them():
    ((name, first, last, bars),) = drawn(("2023-12-31", 8), ("2024-03-30", 4), ("2024-09-26", 2), metric="cash")
    assert (name, first, last) == ("at a day", "31 Dec 2023", "26 Sep 2024")
    assert [place for place, _height, _top in bars] == [12, 38, 88]


def test_what_is_below_zero_hangs_from_the_line():
    ((_name, _first, _last, bars),) = drawn(("2022", 6 * M), ("2023", -3 * M), ("2024", 0), metric="net_income")
    assert [(height, top) for _place, height, top in bars] == [(48, 0), (24, 48), (0, 48)]


def test_a_period_in_no_known_notation_is_told_and_not_drawn():
    assert drawn(("2022", 1), ("2023", 2), ("FY24", 3), ("2024-02-31", 3))[0][:3] == ("years", "2022", "2023")


@pytest.mark.parametrize(
    ("amounts", "disputed", "bars"),
    [
        ((5_500_000, 5_506_941), False, 1),
        ((5_500_000, 5_449_000), False, 1),
        ((5_500_000, 5_610_000), True, 2),
        ((5_500_000, 5_400_000), True, 2),
        ((6_000_000, 5_500_000, 5_506_941), False, 1),
        ((0, 5), True, 2),
        ((26_000_000, 25_000_000), True, 2),
    ],
)
def test_an_amount_that_another_source_rounds_is_the_same_amount(amounts, disputed, bars):
    (metric,) = metrics(told(("2022", 9 * M), *(("2023", amount) for amount in amounts)))
    of_2023 = [figure for figure in metric.figures if figure.period == "2023"]
    assert ([figure.disputed for figure in of_2023], len(metric.charts[0].bars) - 1) == ([disputed] * len(amounts), bars)


def test_currencies_are_never_mixed_and_older_figures_stand_apart():
    found = metrics([*told(*((str(year), year) for year in range(2001, 2012))), *told(("2020", 1), currency="EUR")])
    assert [(metric.currency, len(metric.figures), len(metric.older)) for metric in found] == [("EUR", 1, 0), ("USD", SHOWN, 11 - SHOWN)]
    assert max(float(bar.height) for bar in found[1].charts[0].bars) == HEIGHT
