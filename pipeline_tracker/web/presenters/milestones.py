"""A milestone as a line of a table or timeline. Rows come with their claims in ``spoken`` and ``state`` annotated."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pipeline_tracker.models import Claim, Milestone, Standing
from pipeline_tracker.queries.milestones import STATE_LABELS
from pipeline_tracker.vocabulary.phases import CLINICAL_PHASES, PHASE_LABELS, PHASE_ORDER
from pipeline_tracker.vocabulary.windows import Window, label

from . import words
from .guidance import guidance
from .timeline import Entry, Phase


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


def entry(row: Line) -> Entry:
    """As the timeline draws it."""
    window = row.milestone.window
    drawn = row.expected if row.dropped and window is None else window
    earlier = row.earlier
    if row.happened and row.expected:
        earlier = (*earlier, row.expected)
    state = STATE_LABELS[row.state]
    if drawn is None:
        beside = str(state)
    elif row.state in ("occurred", "upcoming"):
        beside = label(drawn)
    else:
        beside = f"{label(drawn)} · {str(state).lower()}"
    name = (
        row.what
        if not row.milestone.territory or not words.territory(row.milestone.territory)
        else f"{row.what} · {row.milestone.territory}"
    )
    return Entry(
        name=name,
        href=f"#m-{row.milestone.slug}",
        description=_description(row),
        state=row.state,
        window=drawn,
        earlier=earlier,
        words=beside,
    )


def _description(row: Line) -> str:
    parts = [", ".join(part for part in (row.what, row.where) if part), str(STATE_LABELS[row.state]).lower()]
    text = ": ".join(parts)
    if row.occurred:
        text += f" {label(row.occurred)}"
    elif row.expected:
        text += f", {label(row.expected)}"
    before = [*row.earlier, *([row.expected] if row.happened and row.expected else [])]
    if before:
        text += " (" + _("was %(windows)s") % {"windows": ", ".join(label(window) for window in before)} + ")"
    return text


# Events after which a program is in the phase that they tell. A cleared or accepted application is not among them.
_STARTS = frozenset(
    {"trial_initiated", "first_patient_dosed", "enrollment_completed", "primary_completion", "trial_completed", "data_readout"}
)
_REACHES = {
    "preclinical": "preclinical",
    "marketing_submitted": "filed",
    "marketing_accepted": "filed",
    "approved": "approved",
    "launched": "marketed",
}


def phases(rows: Iterable[Line]) -> list[Phase]:
    """The furthest phase over time, each from the last day of the window of the first event that shows it."""
    reached: list[tuple[dt.date, str]] = []
    for row in rows:
        milestone, window = row.milestone, row.occurred
        code = milestone.phase if milestone.kind in _STARTS and milestone.phase in CLINICAL_PHASES else _REACHES.get(milestone.kind, "")
        if window and code:
            reached.append((window.latest, code))
    bands: list[tuple[dt.date, str]] = []
    for since, code in sorted(reached, key=lambda r: (r[0], PHASE_ORDER[r[1]])):
        if bands and PHASE_ORDER[code] <= PHASE_ORDER[bands[-1][1]]:
            continue
        if bands and bands[-1][0] == since:
            bands.pop()
        bands.append((since, code))
    return [Phase(PHASE_LABELS[code], since) for since, code in bands]


def furthest(stands: Sequence[Standing]) -> Standing | None:
    """The standing that says most of a program: standings come furthest phase first; of equals one that runs."""
    top = [stand for stand in stands if stand.phase == stands[0].phase]
    return next((stand for stand in top if words.is_running(stand)), top[0] if top else None)
