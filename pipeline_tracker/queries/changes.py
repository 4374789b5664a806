"""What changed between two days: which claims asserted then did more than repeat what was said before.

A change belongs to the day on which it was asserted: a document's date, the day of entry for what staff say. The past is read
with what is known today: which claims speak of one milestone, what staff refused and what programs are called are those of now,
and only what was asserted later than ``until`` is left out. So a document that arrives late adds a change to its own day.

A phase counts as reached when the first document tells an event that proves it (vocabulary.phases). It is an advance where no
event told before proves as much for the program in this indication, in one that is wider or narrower, or in none that is named.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pipeline_tracker.models import Claim, Company, Milestone, Program
from pipeline_tracker.vocabulary.guidance import OUTCOMES, Step
from pipeline_tracker.vocabulary.milestones import KINDS
from pipeline_tracker.vocabulary.names import company_key
from pipeline_tracker.vocabulary.phases import CLINICAL_PHASES, PHASE_ORDER, PHASES, is_reached, phase_shown

from .claims import COUNTED, counted
from .guidance import ladder_of, said_of
from .milestones import programs

KINDS_OF_CHANGE = (
    ("discontinued", _("Discontinued")),
    ("on_hold", _("Put on hold")),
    ("resumed", _("Hold lifted")),
    ("phase_advanced", _("Phase advanced")),
    ("new_program", _("New program")),
    ("occurred", _("Occurred")),
    ("moved_later", _("Moved later")),
    ("moved_earlier", _("Moved earlier")),
    ("withdrawn", _("Guidance withdrawn")),
    ("dropped", _("No longer planned")),
    ("planned_again", _("Planned again")),
    ("corrected", _("Corrected by staff")),
    ("conflict", _("Sources disagree")),
    ("new_milestone", _("New milestone")),
    ("more_precise", _("Date more precise")),
    ("vaguer", _("Date less precise")),
)
SEVERITIES = (("critical", _("Critical")), ("notable", _("Notable")), ("minor", _("Minor")))
SEVERITY_ORDER = {code: number for number, (code, _label) in enumerate(SEVERITIES)}
LOOKED_AT = 200  # claims that a page or a feed looks at, the newest

_KIND_ORDER = {code: number for number, (code, _label) in enumerate(KINDS_OF_CHANGE)}
_OF_VERDICT = {"first_stated": "new_milestone"} | {code: code for code, _label in KINDS_OF_CHANGE}
_OF_EVENT = {"discontinued": "discontinued", "marketing_withdrawn": "discontinued", "clinical_hold": "on_hold", "hold_lifted": "resumed"}
_SHOWING = [kind.code for kind in KINDS if phase_shown(kind.code, "phase_1")]

# Rules of severity: docs/time.md tells them in words.
_LONG = 180  # days by which a window moves as a whole, or after which news is told late
_SHORT = 30
_DECISIVE = frozenset({"data_readout", "marketing_submitted", "decision_due", "trial_initiated", "first_patient_dosed"})
_GRAVE = frozenset({"approved", "complete_response", "trial_stopped"})
_TELLING = _DECISIVE | {"ind_cleared", "designation", "marketing_accepted", "advisory_committee", "launched", "partnership", "acquisition"}
_DISTANT = ("registry_record", "table")  # kinds of documents that tell what somebody else decided
_LATE_PHASES = frozenset({"phase_2_3", "phase_3", "filed", "approved", "marketed"})


@dataclass(frozen=True)
class Change:
    """One change, with the claim that makes it (its quote, its document) and the milestone that it is about.

    ``step`` compares the claim with what was said before it. ``program`` is set where the change is one program's: a phase
    advanced ``before`` -> ``after`` (codes, "" where no phase was told before), or a program that no earlier source told of.
    ``uid`` stays the same however often the change is looked at.
    """

    kind: str
    severity: str
    day: dt.date
    claim: Claim
    milestone: Milestone
    step: Step[Claim]
    program: Program | None = None
    before: str = ""
    after: str = ""

    @property
    def uid(self) -> str:
        about = f":{self.program.company.slug}/{self.program.slug}" if self.program else ""
        return f"{self.claim.uid}:{self.kind}{about}"


@dataclass(frozen=True)
class Found:
    """Changes newest first, of a day the gravest first. Where there was too much to look at, ``back_to`` is the oldest day looked
    at, and of that day not everything; None where nothing is left out."""

    changes: tuple[Change, ...]
    back_to: dt.date | None = None


def newest_day() -> dt.date | None:
    """The last day on which anything that counts was asserted; None while nothing was."""
    return (
        Claim.objects.filter(COUNTED, milestone__isnull=False).order_by("-asserted_on", "-pk").values_list("asserted_on", flat=True).first()
    )


def company_called(text: str) -> Company | None:
    """The one company of this name in addresses, name or ticker; None where none is, or several are."""
    for wanted in ({"slug": text}, {"key": company_key(text)}, {"ticker__iexact": text}):
        found = list(Company.objects.filter(**wanted)[:2])
        if len(found) == 1:
            return found[0]
    return None


@dataclass(frozen=True)
class Scope:
    """Whose changes are wanted: one company's, one program's, those of a selection of milestones; everything where none is given."""

    company: Company | None = None
    program: Program | None = None
    milestones: QuerySet[Milestone] | None = None

    def narrow(self, said: QuerySet[Claim]) -> QuerySet[Claim]:
        if self.company:
            said = said.filter(company=self.company)
        if self.program:
            said = said.filter(milestone__in=self.program.milestones.order_by().values("pk"))
        if self.milestones is not None:
            said = said.filter(milestone__in=self.milestones.order_by().values("pk"))
        return said

    def has(self, program: Program) -> bool:
        return self.program is None or self.program.pk == program.pk


EVERYTHING = Scope()


_NEWEST_FIRST = ("-asserted_on", "-pk")


def changes(since: dt.date, until: dt.date, scope: Scope = EVERYTHING, *, least: str = "minor", limit: int | None = LOOKED_AT) -> Found:
    """What changed on ``since``, on ``until`` or between them. ``least`` is the lowest severity wanted, ``limit`` how many claims
    are looked at, the newest (None: all).

    Seven queries at most, however many changes there are.
    """
    told = asserted(since, until, scope, least)
    if limit is not None:  # by their keys: joined with all that is shown of them, those of an earlier day take long to find
        told = counted().filter(pk__in=list(told.values_list("pk", flat=True)[: limit + 1]), milestone__isnull=False)
    said = list(_with_milestones(told))
    back_to = None
    if limit is not None and len(said) > limit:
        said.pop()
        back_to = said[-1].asserted_on
    keys = {claim.pk for claim in said}
    about: dict[int, Milestone] = {claim.milestone_id: claim.milestone for claim in said if claim.milestone_id and claim.milestone}
    history = said_of(about, until)
    told_steps = [
        Told(milestone, step, step.stated.said)
        for key, milestone in about.items()
        for step in ladder_of(milestone, history.get(key, ()), until)
        if step.stated and step.stated.said.pk in keys
    ]
    named = {program.pk for milestone in about.values() for program in milestone.programs.all()}
    found = [
        *_of_guidance(told_steps),
        *(change for change in _of_phases(told_steps, until) if change.program and scope.has(change.program)),
        *(change for change in _of_programs(told_steps, _first_days(named)) if change.program and scope.has(change.program)),
    ]
    wanted = (change for change in found if SEVERITY_ORDER[change.severity] <= SEVERITY_ORDER[least])
    return Found(tuple(sorted(wanted, key=_order)), back_to)


def asserted(since: dt.date, until: dt.date, scope: Scope, least: str) -> QuerySet[Claim]:
    """The claims that are looked at, newest first."""
    rows = scope.narrow(counted().filter(milestone__isnull=False, asserted_on__gte=since, asserted_on__lte=until))
    if least != "minor":
        # Most of what registries tell is minor by its kind alone: it is left out here, so that the newest claims are those that count.
        weighty = Q(kind__in=_GRAVE | _DECISIVE | _OF_EVENT.keys())
        weighty |= Q(status="occurred", kind__in=_SHOWING, milestone__phase__in=_LATE_PHASES)
        first = Q(status="expected", milestone__first_asserted_on=F("asserted_on"))
        near = Q(document=None) | ~Q(document__kind__in=_DISTANT)
        rows = rows.filter((near if least == "notable" else near & ~first) | (weighty & ~first))
    return rows.order_by(*_NEWEST_FIRST)


def _with_milestones(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    related = rows.select_related("milestone__company", "milestone__indication")
    return related.prefetch_related(programs("milestone__programs")).order_by(*_NEWEST_FIRST)


def _order(change: Change) -> tuple:
    return (-change.day.toordinal(), SEVERITY_ORDER[change.severity], _KIND_ORDER[change.kind], change.milestone.slug, change.uid)


# --- what each step changes -----------------------------------------------------------------------------------------------


class Told(NamedTuple):
    """A step of a milestone's ladder and the claim that it is."""

    milestone: Milestone
    step: Step[Claim]
    claim: Claim

    def change(self, kind: str, program: Program | None = None, *, before: str = "", after: str = "") -> Change:
        grade = severity(kind, self.milestone.kind, self.step, before, after)
        return Change(kind, grade, self.step.day, self.claim, self.milestone, self.step, program, before, after)


def _of_guidance(steps: Iterable[Told]) -> Iterator[Change]:
    for told in steps:
        verdict = told.step.verdict
        kind = _OF_EVENT.get(told.milestone.kind, "occurred") if verdict in OUTCOMES else _OF_VERDICT.get(verdict)
        if kind:
            yield told.change(kind)


class _Proof(NamedTuple):
    """A phase of a program that is told to be reached: since when, its rank, and the indication's slug or ""."""

    day: dt.date
    rank: int
    indication: str


def _proofs(named: Iterable[int], until: dt.date) -> dict[int, list[_Proof]]:
    """What was told by then of the phases that these programs reached, for each indication and kind of event the first day."""
    keys = list(named)
    showing = Milestone.objects.filter(programs__in=keys, status="occurred", kind__in=_SHOWING).order_by().values_list("pk", flat=True)
    rows = (
        Claim.objects.filter(
            COUNTED, status="occurred", asserted_on__lte=until, milestone__in=list(showing.distinct()), milestone__programs__in=keys
        )
        .order_by()
        .values_list("milestone__programs", "milestone__kind", "milestone__phase", "milestone__indication__slug")
        .annotate(Min("asserted_on"))
    )
    proofs: dict[int, list[_Proof]] = defaultdict(list)
    for program, kind, phase, indication, day in rows:
        rank = _rank(kind, phase)
        if rank is not None:
            proofs[program].append(_Proof(day, rank, indication or ""))
    return proofs


def _rank(kind: str, phase: str) -> int | None:
    shown = phase_shown(kind, phase)
    return PHASE_ORDER[shown[0]] if shown and is_reached(*shown) else None


def _of_phases(steps: Iterable[Told], until: dt.date) -> Iterator[Change]:
    outcomes = [told for told in steps if told.step.verdict in OUTCOMES and told.milestone.status == "occurred"]
    ranked = [(told, rank) for told in outcomes if (rank := _rank(told.milestone.kind, told.milestone.phase)) is not None]
    proofs = _proofs({program.pk for told, _ in ranked for program in told.milestone.programs.all()}, until)
    shown: dict[int, list[_Proof]] = defaultdict(list)  # those of which a change tells, so that one day tells one advance
    for told, rank in sorted(ranked, key=lambda row: (row[0].step.day, -row[1], row[0].milestone.slug)):
        indication = told.milestone.indication
        reached = _Proof(told.step.day, rank, indication.slug if indication else "")
        for program in told.milestone.programs.all():
            before = max((p.rank for p in proofs[program.pk] if p.day < reached.day and _one_disease(p, reached)), default=-1)
            if rank > max([before, *(p.rank for p in shown[program.pk] if _one_disease(p, reached))]):
                shown[program.pk].append(reached)
                yield told.change("phase_advanced", program, before=PHASES[before][0] if before >= 0 else "", after=PHASES[rank][0])


def _one_disease(one: _Proof, other: _Proof) -> bool:
    """Whether two indications may be one: one of them is not named, or only narrows the other."""
    words, others = set(one.indication.split("-")), set(other.indication.split("-"))
    return not one.indication or not other.indication or words <= others or others <= words


def _first_days(named: Iterable[int]) -> dict[int, dt.date]:
    """The day of the first claim about each program."""
    rows = Program.objects.filter(pk__in=list(named)).order_by().values_list("pk").annotate(first=Min("milestones__first_asserted_on"))
    return dict(rows)


def _of_programs(steps: Iterable[Told], first_days: dict[int, dt.date]) -> Iterator[Change]:
    done: set[int] = set()
    for told in sorted(steps, key=lambda told: (told.step.day, told.milestone.slug)):
        for program in told.milestone.programs.all():
            if first_days.get(program.pk) == told.step.day and program.pk not in done:
                done.add(program.pk)
                yield told.change("new_program", program)


# --- how much it matters --------------------------------------------------------------------------------------------------


def severity(kind: str, event: str, step: Step[Claim], before: str = "", after: str = "") -> str:
    """One of SEVERITIES for a kind of change and the kind of its milestone; ``before`` and ``after`` are the phases of an advance.

    Each of these takes one step off: only a registry or a table tells it; it had happened long before it was told; it is a phase
    with none told before it.
    """
    claim = step.stated.said if step.stated else None
    registered = bool(claim and claim.document and claim.document.kind in _DISTANT)
    told_late = bool(step.verdict in OUTCOMES and step.window and (step.day - step.window.latest).days > _LONG)
    first = kind == "phase_advanced" and not before
    return SEVERITIES[min(_grade(kind, event, step, after) + registered + told_late + first, len(SEVERITIES) - 1)][0]


def _grade(kind: str, event: str, step: Step[Claim], after: str) -> int:
    match kind:
        case "discontinued" | "on_hold":
            return 0
        case "phase_advanced":
            return 0 if after in _LATE_PHASES else 1 if after in CLINICAL_PHASES else 2
        case "occurred":
            return 0 if event in _GRAVE else 1 if event in _TELLING else 2
        case "moved_later":
            moved = step.shift.least if step.shift else 0
            return 0 if moved >= _LONG and event in _DECISIVE else 1 if moved >= _SHORT else 2
        case "moved_earlier":
            return 1 if step.shift and step.shift.most <= -_SHORT else 2
        case "dropped":
            return 0 if event in _DECISIVE else 1
        case "withdrawn" | "resumed" | "new_program" | "planned_again" | "corrected" | "conflict":
            return 1
    return 2  # new milestones, and dates that became more or less precise
