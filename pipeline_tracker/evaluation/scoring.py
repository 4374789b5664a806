"""One reading against its labels: which claims are right, which are inventions, what was missed.

An event is right when program, kind and status agree with a label; a record is right when phase and date agree, too.
Labels marked optional are neither required nor punished.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from pipeline_tracker.ingest.documents import Claim, Program, Reading
from pipeline_tracker.ingest.documents import Figure as ReadFigure
from pipeline_tracker.vocabulary.names import name_key
from pipeline_tracker.vocabulary.phases import PHASE_NUMBERS
from pipeline_tracker.vocabulary.windows import Window

from .labels import Event, Figure, Labelled

# Kinds that analysts confuse with reason; the lenient figure counts them as agreeing.
FAMILIES = (
    frozenset({"ind_submitted", "ind_accepted", "ind_cleared"}),
    frozenset({"trial_initiated", "first_patient_dosed"}),
    frozenset({"enrollment_completed", "trial_completed"}),
    frozenset({"trial_stopped", "clinical_hold", "discontinued"}),
    frozenset({"data_readout", "presentation", "publication"}),
    frozenset({"marketing_submitted", "marketing_accepted", "decision_due"}),
    frozenset({"partnership", "acquisition"}),
    frozenset({"preclinical", "data_readout"}),
    frozenset({"approved", "launched"}),
)
# How far a window may lie off and still mean the labelled date.
_END_GRACE_DAYS, _START_GRACE_DAYS = 16, 46
_AMOUNT_GRACE = 0.006


@dataclass(frozen=True)
class Matched:
    """A claim and the label it meets."""

    event: Event
    claim: Claim
    same_phase: bool
    same_date: bool
    same_indication: bool
    same_regulator: bool


@dataclass(frozen=True)
class Judgement:
    """What became of one document. Optional labels appear in ``verdicts`` only, where a claim that meets one is right."""

    matched: tuple[Matched, ...]
    missed: tuple[Event, ...]
    invented: tuple[Claim, ...]
    family_right: int
    family_missed: int
    family_invented: int
    flipped: int  # expected events told as occurred
    company_right: bool
    quotes_right: int
    programs_right: int
    programs_missed: tuple[str, ...]
    programs_invented: tuple[str, ...]
    figures_right: int
    figures_missed: tuple[Figure, ...]
    figures_invented: tuple[ReadFigure, ...]
    required: int = 0
    claims: int = 0
    verdicts: tuple[tuple[Claim, bool], ...] = ()  # claims that meet a label, optional ones included, and inventions


def judge(labels: Labelled, text: str, reading: Reading) -> Judgement:
    """Compares a reading of ``text`` with its labels."""
    pairs = _pairs(labels, reading.claims, strict=True)
    used_events, used_claims = {g for g, _ in pairs}, {c for _, c in pairs}
    matched = tuple(_matched(labels, labels.events[g], reading.claims[c]) for g, c in sorted(pairs) if not labels.events[g].optional)
    missed = tuple(e for g, e in enumerate(labels.events) if g not in used_events and not e.optional)
    invented = tuple(c for n, c in enumerate(reading.claims) if n not in used_claims and not _excused(labels, c))
    lenient = _pairs(labels, reading.claims, strict=False)
    found_events, found_claims = {g for g, _ in lenient}, {c for _, c in lenient}
    programs = _judge_programs(labels, reading.programs)
    figures = _judge_figures(labels.figures, reading.figures)
    inventions = {id(c) for c in invented}
    return Judgement(
        matched=matched,
        missed=missed,
        invented=invented,
        family_right=sum(not labels.events[g].optional for g, _ in lenient),
        family_missed=sum(g not in found_events and not e.optional for g, e in enumerate(labels.events)),
        family_invented=sum(n not in found_claims and not _excused(labels, c) for n, c in enumerate(reading.claims)),
        flipped=sum(e.status == "expected" and any(_told_as_occurred(labels, e, c) for c in invented) for e in missed),
        company_right=_same_company(labels.company, reading),
        quotes_right=sum(0 <= c.span.start < c.span.end <= len(text) for c in reading.claims),
        programs_right=programs[0],
        programs_missed=programs[1],
        programs_invented=programs[2],
        figures_right=figures[0],
        figures_missed=figures[1],
        figures_invented=figures[2],
        required=sum(not e.optional for e in labels.events),
        claims=len(reading.claims),
        verdicts=tuple((c, n in used_claims) for n, c in enumerate(reading.claims) if n in used_claims or id(c) in inventions),
    )


def _pairs(labels: Labelled, claims: tuple[Claim, ...], *, strict: bool) -> list[tuple[int, int]]:
    """(label, claim) pairs, closest first, each used once; required labels before optional ones."""
    scored = []
    for g, event in enumerate(labels.events):
        for c, claim in enumerate(claims):
            agrees = claim.kind == event.kind if strict else _related(claim.kind, event.kind)
            if agrees and claim.status == event.status and _same_program(labels, event.program, claim):
                scored.append((-_closeness(labels, event, claim), g, c))
    pairs: list[tuple[int, int]] = []
    events: set[int] = set()
    used: set[int] = set()
    for _, g, c in sorted(scored):
        if g not in events and c not in used:
            events.add(g)
            used.add(c)
            pairs.append((g, c))
    return pairs


def _closeness(labels: Labelled, event: Event, claim: Claim) -> int:
    found = _matched(labels, event, claim)
    score = 4 * found.same_date + 2 * found.same_phase + 2 * found.same_indication + found.same_regulator
    return score + (claim.kind == event.kind) - 3 * event.optional


def _matched(labels: Labelled, event: Event, claim: Claim) -> Matched:
    return Matched(
        event=event,
        claim=claim,
        same_phase=event.phase == (PHASE_NUMBERS[claim.phase] if claim.phase else None),
        same_date=any(_same_window(window, claim.window, labels.published) for window in event.windows),
        same_indication=_same_text(event.indication, claim.indication or None),
        same_regulator=event.regulator == (claim.regulator or None),
    )


def _same_window(wanted: Window | None, got: Window | None, published: date) -> bool:
    """Much the same interval; no date at all agrees with none, or with the day of publication."""
    if wanted is None:
        return got is None or got.latest == published
    if got is None or abs((got.latest - wanted.latest).days) > _END_GRACE_DAYS:
        return False
    return wanted.earliest is None or got.earliest is None or abs((got.earliest - wanted.earliest).days) <= _START_GRACE_DAYS


def _same_program(labels: Labelled, name: str | None, claim: Claim) -> bool:
    got = claim.programs[0] if claim.programs else None
    if name is None or got is None:
        return name is got
    return _is_named(got, labels.programs.get(name, ()))


def _is_named(got: str, names: Iterable[str]) -> bool:
    key = name_key(got)
    keys = {name_key(name) for name in names} - {""}
    return any(key == k or (min(len(key), len(k)) >= 5 and (k in key or key in k)) for k in keys)


def _same_text(wanted: str | None, got: str | None) -> bool:
    """One contains the other, or is the abbreviation in parentheses of the other."""
    if wanted is None or got is None:
        return wanted is got
    plain: Callable[[str], str] = lambda text: name_key(re.sub(r"\([^)]{0,200}\)", "", text))  # noqa: E731
    short = {name_key(inner) for inner in re.findall(r"\(([^)]{0,200})\)", wanted)}
    return plain(wanted) in plain(got) or plain(got) in plain(wanted) or plain(got) in short


def _related(one: str, other: str) -> bool:
    return one == other or any(one in family and other in family for family in FAMILIES)


def _excused(labels: Labelled, claim: Claim) -> bool:
    """A further claim of an event that is labelled once as optional is not punished either."""
    return any(e.optional and _related(claim.kind, e.kind) and _same_program(labels, e.program, claim) for e in labels.events)


def _told_as_occurred(labels: Labelled, event: Event, claim: Claim) -> bool:
    return claim.kind == event.kind and claim.status == "occurred" and _same_program(labels, event.program, claim)


def _same_company(wanted: str, reading: Reading) -> bool:
    got = name_key(reading.company.name) if reading.company else ""
    return bool(got) and (got in name_key(wanted) or name_key(wanted) in got)


def _judge_programs(labels: Labelled, read: tuple[Program, ...]) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    unused, right, missed = list(read), 0, []
    for name, names in labels.programs.items():
        hit = next((p for p in unused if any(_is_named(n, names) for n in (p.name, *p.aliases))), None)
        if hit:
            unused.remove(hit)
            right += 1
        else:
            missed.append(name)
    return right, tuple(missed), tuple(p.name for p in unused)


def _judge_figures(wanted: tuple[Figure, ...], read: tuple[ReadFigure, ...]) -> tuple[int, tuple[Figure, ...], tuple[ReadFigure, ...]]:
    def agrees(label: Figure, figure: ReadFigure) -> bool:
        close = any(abs(figure.amount - amount) <= _AMOUNT_GRACE * abs(amount) for amount in label.amounts)
        return (label.metric, label.period) == (figure.metric, figure.period) and close

    missed = tuple(label for label in wanted if not any(agrees(label, figure) for figure in read))
    invented = tuple(figure for figure in read if not any(agrees(label, figure) for label in wanted))
    return len(wanted) - len(missed), missed, invented
