"""What a program's page makes of its rows: the sections of its timeline, phases, promises, and what others share."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pipeline_tracker.models import AttributeClaim, Program, Standing, Trial
from pipeline_tracker.queries.guidance import ladder_of
from pipeline_tracker.queries.milestones import STATE_LABELS
from pipeline_tracker.vocabulary.guidance import MOVES, since_first
from pipeline_tracker.vocabulary.phases import CLINICAL_PHASES, PHASE_ORDER
from pipeline_tracker.web.dates import label
from pipeline_tracker.web.labels import PHASE_LABELS

from . import trials, words
from .guidance import Rung, days_words, rungs
from .milestones import Line
from .timeline import Entry, Phase, Section

TOGETHER = 12  # so many lines are read at a glance; more are put under headings

# Beside a mark, where the shape says most and there is little room.
_SHORT = {
    "overdue": _lazy("overdue"),
    "passed": _lazy("unconfirmed"),
    "answered": _lazy("answered"),
    "dropped": _lazy("dropped"),
}


def sections(rows: Sequence[Line]) -> list[Section]:
    """Lines come in the order of their dates. A few stay together; more stand by trial, or by indication where no trial is told.

    Of a trial, what only its registry record tells is folded into one line: a record brings five dates with it.
    """
    if len(rows) <= TOGETHER:
        return [Section("", "", tuple(map(entry, rows)))] if rows else []
    by_trial: dict[Trial, list[Line]] = {}
    by_indication: dict[int | None, list[Line]] = {}
    for row in rows:
        milestone = row.milestone
        if milestone.trial:
            by_trial.setdefault(milestone.trial, []).append(row)
        else:
            by_indication.setdefault(milestone.indication_id, []).append(row)
    alone = {key for key, told in by_indication.items() if key is None or len(told) == 1}
    others = [row for row in rows if not row.milestone.trial_id and row.milestone.indication_id in alone]
    found = [_of_indication(told) for key, told in by_indication.items() if key not in alone]
    if others:
        found.append(Section(_("Others") if found else "", "", tuple(map(entry, others))))
    return [*found, *(_of_trial(trial, told) for trial, told in by_trial.items())]


def _of_indication(rows: Sequence[Line]) -> Section:
    entries = tuple(replace(entry(row), where=words.territory(row.milestone.territory)) for row in rows)
    return Section(str(rows[0].milestone.indication), "", entries)


def _of_trial(trial: Trial, rows: Sequence[Line]) -> Section:
    folded = [row for row in rows if _only_registered(row)]
    if len(folded) < 2:
        folded = []
    about = (trial.acronym, PHASE_LABELS.get(trial.phase, ""), trials.word(trials.STATUSES, trial.status))
    return Section(
        name=trial.identifier,
        detail=" · ".join(part for part in about if part) or _("trial"),
        entries=tuple(entry(row) for row in rows if row not in folded),
        folded=tuple(map(entry, folded)),
    )


def _only_registered(row: Line) -> bool:
    """Whether nothing but versions of a registry's record tells of it."""
    return [said[0].document.kind if said[0].document else "staff" for said in row.sources] == ["registry_record"]


def entry(row: Line) -> Entry:
    """As the timeline draws it."""
    window = row.milestone.window
    drawn = row.expected if row.dropped and window is None else window
    earlier = row.earlier
    if row.happened and row.expected:
        earlier = (*earlier, row.expected)
    if drawn is None:
        beside = str(STATE_LABELS[row.state])
    else:
        beside = " · ".join(str(part) for part in (label(drawn), _SHORT.get(row.state, "")) if part)
    return Entry(
        name=row.what,
        where=row.where,
        href=f"#m-{row.milestone.slug}",
        description=_description(row),
        state=row.state,
        window=drawn,
        earlier=earlier,
        words=beside,
    )


def _description(row: Line) -> str:
    """What the marks of a line show: "occurred Oct 2023 (was H1 2023, H2 2023)"."""
    text = str(STATE_LABELS[row.state]).lower()
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


def attributes(said: Iterable[AttributeClaim]) -> list[list[AttributeClaim]]:
    """Claims of one value together, the newest first; values in the order of their fields, the last said first."""
    told: dict[tuple[str, str], list[AttributeClaim]] = {}
    for claim in sorted(said, key=lambda claim: (claim.asserted_on, claim.pk), reverse=True):
        told.setdefault((claim.field, claim.value), []).append(claim)
    return sorted(told.values(), key=lambda claims: claims[0].field)


@dataclass(frozen=True)
class Related:
    """Another program and what it has in common with the one whose page this is, in words."""

    program: Program
    shared: tuple[str, ...]


def related(program: Program, stands: Iterable[Standing], others: Iterable[Program]) -> list[Related]:
    """``others`` come with their standings in ``stands``."""
    here = {(stand.indication_id, stand.phase) for stand in stands if stand.indication_id}
    found = []
    for other in others:
        shared = [_("target %(name)s") % {"name": program.target}] if program.target and other.target == program.target else []
        stood: list[Standing] = other.stands  # type: ignore[attr-defined]
        alike = [stand for stand in stood if (stand.indication_id, stand.phase) in here]
        shared += dict.fromkeys(f"{stand.indication}, {stand.get_phase_display()}" for stand in alike)
        found.append(Related(other, tuple(shared)))
    return found


# What makes the way of a promised date worth telling: it moved, or it can be said how the promise was kept.
_TELLING = MOVES | {"withdrawn", "dropped", "planned_again", "met", "met_early", "met_late", "missed"}


@dataclass(frozen=True)
class Promise:
    """``stated`` are the steps of a milestone that gave its window anew, oldest first, ``last`` what became of it, ``whole`` how
    much later it comes than was promised first, in words, "" where no second date is told."""

    line: Line
    stated: tuple[Rung, ...]
    last: Rung
    whole: str


def promises(lines: Iterable[Line], today: dt.date) -> list[Promise]:
    """Of milestones with their claims in ``spoken`` and what answers them: those whose date moved or whose promise was put to the test."""
    found = []
    for line in lines:
        milestone = line.milestone
        ladder = ladder_of(milestone, milestone.spoken, today, milestone.answered_by)  # type: ignore[attr-defined]
        if any(step.verdict in _TELLING for step in ladder):
            way = since_first(ladder)
            steps = [rung for rung in rungs(ladder) if rung.step.verdict not in ("conflict", "reaffirmed")]
            stated = tuple(rung for rung in steps if rung.claim)
            found.append(Promise(line, stated, steps[-1], days_words(way) if way else ""))
    return found
