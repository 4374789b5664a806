"""How long something lasts that has not ended everywhere yet: Kaplan and Meier's estimate, and shares with Wilson's interval. Pure.

E. L. Kaplan, P. Meier, Nonparametric estimation from incomplete observations, J. Am. Stat. Assoc. 53 (1958) 457-481. Limits by
Greenwood's variance on the scale of log(-log S), so that they stay between 0 and 1; those of the median are where the limits of the
curve cross one half (R. Brookmeyer, J. Crowley, Biometrics 38 (1982) 29-41). E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from math import exp, log, sqrt
from operator import itemgetter

Z = 1.959963984540054  # the normal distribution's 97.5 % point: all intervals are of 95 %


@dataclass(frozen=True)
class Point:
    """From ``time`` on the share ``survival`` has not ended, with its limits. ``at_risk`` were under observation right before."""

    time: int
    at_risk: int
    ended: int
    survival: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """A point for each time at which something ended. ``count`` observations, of which the last was made at ``until``: what comes
    after that is not known."""

    points: tuple[Point, ...]
    count: int
    until: int

    def at(self, time: int) -> Point | None:
        """What holds at a time; None before anything ended, where all go on."""
        return next((point for point in reversed(self.points) if point.time <= time), None)

    @property
    def median(self) -> tuple[int | None, int | None, int | None]:
        """The time by which half have ended and its limits, None where the curve does not go down so far."""
        return self._crossed("survival"), self._crossed("low"), self._crossed("high")

    def _crossed(self, name: str) -> int | None:
        return next((point.time for point in self.points if getattr(point, name) <= 0.5), None)


def kaplan_meier(observed: Iterable[tuple[int, bool, int]]) -> Curve:
    """The curve of (time, whether it ended then or was only seen so long, how many of these). Times are whole numbers from 0 on."""
    told = sorted((time, ended, number) for time, ended, number in observed if number)
    at_risk = count = sum(number for _, _, number in told)
    survival, spread, points = 1.0, 0.0, []
    for time, group in groupby(told, key=itemgetter(0)):
        numbers = [0, 0]
        for _, over, number in group:
            numbers[over] += number
        ended = numbers[True]
        if ended:
            left = at_risk - ended
            survival *= left / at_risk
            spread += ended / (at_risk * left) if left else 0.0
            points.append(Point(time, at_risk, ended, survival, *_limits(survival, spread)))
        at_risk -= sum(numbers)
    return Curve(tuple(points), count, told[-1][0] if told else 0)


def _limits(survival: float, spread: float) -> tuple[float, float]:
    """Where all have ended, Greenwood's variance is none, and there are no limits to tell apart from the estimate."""
    if not 0 < survival < 1:
        return survival, survival
    width = Z * sqrt(spread) / log(survival)
    return survival ** exp(-width), survival ** exp(width)


def wilson(number: int, of: int) -> tuple[float, float]:
    """The limits of the share ``number`` / ``of``. Raises ValueError where that is none."""
    if not 0 <= number <= of or not of:
        raise ValueError(f"{number} of {of} is no share")
    share, weight = number / of, Z * Z / of
    middle = (share + weight / 2) / (1 + weight)
    reach = Z * sqrt(share * (1 - share) / of + weight / (4 * of)) / (1 + weight)
    return middle - reach if number else 0.0, middle + reach if number < of else 1.0  # exact where arithmetic is not
