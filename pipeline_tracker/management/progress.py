"""How far a long command is: bars with rate and remaining time on standard error, and nothing where that is no terminal."""

import sys
from typing import Any

from tqdm import tqdm

_UNITS: dict[str, dict[str, Any]] = {
    "reading": {"unit": "B", "unit_scale": True, "unit_divisor": 1000},
    "computing": {"unit": " companies"},
}


class Bars:
    """One bar after the other, each for one stage of the work. Called with the stage, how much of it is done, and how much there is."""

    def __init__(self, *, shown: bool):
        self._disable = None if shown else True  # None leaves it to whether there is a terminal
        self._stage = ""
        self._bar: tqdm | None = None

    def __enter__(self) -> "Bars":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage or self._bar is None:
            self.__exit__()
            self._stage = stage
            self._bar = tqdm(total=total, desc=stage, disable=self._disable, file=sys.stderr, **_UNITS[stage])
        self._bar.update(done - self._bar.n)
