"""Whether probabilities keep what they promise: expected against observed shares, Brier score, calibration error."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

BINS = 10

Forecast = tuple[float, bool]  # the probability given, and whether the claim was right


@dataclass(frozen=True)
class Bin:
    """Forecasts between ``low`` and ``high``: how many, the mean probability given and the share that was right."""

    low: float
    high: float
    claims: int
    expected: float
    observed: float

    def __str__(self) -> str:
        return f"{self.low:.1f} to {self.high:.1f}: expected {self.expected:.2f}, observed {self.observed:.2f} ({self.claims} claims)"


def bins(forecasts: Iterable[Forecast]) -> list[Bin]:
    """Forecasts by tenths of probability, the lowest first, without empty tenths; 1 belongs to the last."""
    cells: list[list[Forecast]] = [[] for _ in range(BINS)]
    for probability, right in forecasts:
        cells[min(int(probability * BINS), BINS - 1)].append((probability, right))
    return [
        Bin(number / BINS, (number + 1) / BINS, len(cell), sum(p for p, _ in cell) / len(cell), sum(right for _, right in cell) / len(cell))
        for number, cell in enumerate(cells)
        if cell
    ]


def brier(forecasts: Sequence[Forecast]) -> float:
    """The mean squared distance of probability and outcome: 0 is perfect, 0.25 what tossing a coin would give (Brier 1950)."""
    return sum((probability - right) ** 2 for probability, right in forecasts) / len(forecasts)


def calibration_error(forecasts: Sequence[Forecast]) -> float:
    """The expected calibration error: how far expected and observed shares of a bin lie apart, on average over claims."""
    return sum(abs(cell.expected - cell.observed) * cell.claims for cell in bins(forecasts)) / len(forecasts)


def lines(forecasts: Sequence[Forecast]) -> Iterator[str]:
    """The reliability in words, one bin a line, then the scores; nothing without forecasts."""
    for cell in bins(forecasts):
        yield f"confidence {cell}"
    if forecasts:
        yield f"confidence: Brier score {brier(forecasts):.3f}, expected calibration error {calibration_error(forecasts):.3f}"
