"""How the expected date of a milestone moved: the windows that its claims gave, in the order in which they were given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline_tracker.models import Claim, Milestone
from pipeline_tracker.vocabulary.windows import Window


@dataclass(frozen=True)
class Guidance:
    """``latest`` is the newest expectation (None where none has a date), ``earlier`` those that it replaced, oldest first."""

    latest: Window | None
    earlier: tuple[Window, ...] = ()


def guidance(milestone: Milestone, claims: Iterable[Claim]) -> Guidance:
    """Of claims oldest first. Where the milestone is still expected, its own window is the newest expectation: staff outrank documents."""
    windows: list[Window] = []
    for claim in claims:
        window = claim.window
        if claim.status == "expected" and window and not (windows and _same(windows[-1], window)):
            windows.append(window)
    if milestone.status == "expected" and milestone.window:
        latest: Window | None = milestone.window
    else:
        latest = windows[-1] if windows else None
    while latest and windows and _same(windows[-1], latest):
        windows.pop()
    return Guidance(latest, _once(windows, latest))


def _once(windows: Sequence[Window], latest: Window | None) -> tuple[Window, ...]:
    kept: list[Window] = []
    for window in windows:
        if not any(_same(window, other) for other in kept) and not (latest and _same(window, latest)):
            kept.append(window)
    return tuple(kept)


def _same(one: Window, other: Window) -> bool:
    return (one.earliest, one.latest) == (other.earliest, other.latest)
