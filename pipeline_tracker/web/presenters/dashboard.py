"""What the front page draws beside plain rows: how guidance moved, and how many programs stand at each phase."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline_tracker.models import Claim
from pipeline_tracker.vocabulary.phases import PHASE_ORDER
from pipeline_tracker.vocabulary.windows import Window
from pipeline_tracker.web.labels import PHASE_LABELS

BAR = 240  # the longest bar, in the units of its SVG


@dataclass(frozen=True)
class Move:
    """A claim that gave its milestone another window than the claim before."""

    claim: Claim
    before: Window
    now: Window

    @property
    def later(self) -> bool:
        return self.now.latest > self.before.latest


@dataclass(frozen=True)
class PhaseBar:
    code: str
    name: str
    count: int
    bar: int


def moves(claims: Iterable[Claim]) -> list[Move]:
    """Claims come with the window before in ``before_earliest``, ``before_latest`` and ``before_precision``."""
    found = []
    for claim in claims:
        before = Window(claim.before_earliest, claim.before_latest, claim.before_precision)  # type: ignore[attr-defined]
        if claim.window:
            found.append(Move(claim, before, claim.window))
    return found


def phase_bars(counts: Iterable[tuple[str, int]]) -> list[PhaseBar]:
    """In the order of development."""
    counts = list(counts)
    largest = max((count for _code, count in counts), default=1)
    return [
        PhaseBar(code, PHASE_LABELS[code], count, round(BAR * count / largest))
        for code, count in sorted(counts, key=lambda pair: PHASE_ORDER[pair[0]])
    ]
