"""A milestone as a line of a table. Rows come with their claims in ``spoken`` and ``state`` annotated."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline_tracker.models import Claim, Milestone, Standing
from pipeline_tracker.vocabulary.guidance import Days
from pipeline_tracker.vocabulary.windows import Window

from . import words
from .guidance import guidance, overdue_words


@dataclass(frozen=True)
class Line:
    """One milestone in words: what it is, when it was or is expected, what was said before, and who said so.

    ``sources`` are its claims by kind of source: that of the claim that decides first, each from what tells most to the oldest.
    """

    milestone: Milestone
    what: str
    where: str
    regulator: str
    state: str
    expected: Window | None
    earlier: tuple[Window, ...]
    occurred: Window | None
    sources: tuple[tuple[Claim, ...], ...]

    @property
    def happened(self) -> bool:
        return self.milestone.status == "occurred"

    @property
    def dropped(self) -> bool:
        return self.milestone.status == "dropped"


def line(milestone: Milestone) -> Line:
    said: list[Claim] = milestone.spoken  # type: ignore[attr-defined]
    told = guidance(milestone, said)
    regulator = milestone.regulator
    return Line(
        milestone=milestone,
        what=words.what(milestone),
        where=words.where(milestone),
        regulator=words.name_then_and_now(regulator, words.said_on(milestone)) if regulator else "",
        state=milestone.state,  # type: ignore[attr-defined]
        expected=told.latest,
        earlier=told.earlier,
        occurred=milestone.window if milestone.status == "occurred" else None,
        sources=_by_source(milestone, said),
    )


def lines(milestones: Iterable[Milestone]) -> list[Line]:
    return [line(milestone) for milestone in milestones]


def _by_source(milestone: Milestone, said: Sequence[Claim]) -> tuple[tuple[Claim, ...], ...]:
    """What releases, registries, tables and staff say, side by side; ``said`` is oldest first. The claim that decides comes first
    of all, the others from the newest to the oldest."""
    newest_first = list(said)[::-1]
    newest_first.sort(key=lambda claim: claim.pk != milestone.decided_by_id)
    sources: dict[str, list[Claim]] = {}
    for claim in newest_first:
        sources.setdefault(claim.document.kind if claim.document else "staff", []).append(claim)
    return tuple(map(tuple, sources.values()))


def by_time(rows: Iterable[Line]) -> list[Line]:
    """In the order of their dates, the undated last."""
    return sorted(rows, key=_when)


def _when(row: Line) -> tuple[bool, dt.date, dt.date, int]:
    window = row.milestone.window or row.expected
    if window is None:
        return (True, row.milestone.asserted_on, row.milestone.asserted_on, row.milestone.pk)
    return (False, window.latest, window.earliest or window.latest, row.milestone.pk)


def age(milestone: Milestone, today: dt.date) -> str:
    """For how long a milestone is overdue, by what its window and the day of its last statement allow; "" where it has no window."""
    window = milestone.window
    if window is None:
        return ""
    first = window.earliest or min(milestone.asserted_on, window.latest)
    return overdue_words(Days((today - window.latest).days, (today - first).days))


def furthest(stands: Sequence[Standing]) -> Standing | None:
    """The standing that says most of a program: standings come furthest phase first; of equals one that runs."""
    top = [stand for stand in stands if stand.phase == stands[0].phase]
    return next((stand for stand in top if words.is_running(stand)), top[0] if top else None)
