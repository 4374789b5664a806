"""Judgements added up: precision, recall and F1 of events, records, programs and figures, in all and by kind."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline_tracker.vocabulary.milestones import KIND_ORDER

from . import reliability
from .scoring import Judgement

SLOTS = ("phase", "date", "indication", "regulator")


@dataclass
class Tally:
    right: int = 0
    invented: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.invented) if self.right + self.invented else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.right else 0.0

    def __str__(self) -> str:
        counts = f"right {self.right}, invented {self.invented}, missed {self.missed}"
        return f"precision {self.precision:.3f} recall {self.recall:.3f} F1 {self.f1:.3f} ({counts})"


@dataclass
class Figures:
    """The figures of a folder; ``shares`` are (right, of) of single values."""

    documents: int = 0
    event: Tally = field(default_factory=Tally)
    record: Tally = field(default_factory=Tally)
    family: Tally = field(default_factory=Tally)
    program: Tally = field(default_factory=Tally)
    figure: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=dict)
    shares: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in (*SLOTS, "company", "quote")})
    flipped: int = 0
    quiet: int = 0  # documents without a required event
    noisy: int = 0  # of these, documents that were given one
    forecasts: list[reliability.Forecast] = field(default_factory=list)


def add_up(judgements: Iterable[Judgement]) -> Figures:
    total = Figures()
    for judgement in judgements:
        _add(total, judgement)
    return total


def _add(total: Figures, one: Judgement) -> None:
    total.documents += 1
    wrong = sum(not (m.same_phase and m.same_date) for m in one.matched)
    _tally(total.event, len(one.matched), len(one.invented), len(one.missed))
    _tally(total.record, len(one.matched) - wrong, len(one.invented) + wrong, len(one.missed) + wrong)
    _tally(total.family, one.family_right, one.family_invented, one.family_missed)
    _tally(total.program, one.programs_right, len(one.programs_invented), len(one.programs_missed))
    _tally(total.figure, one.figures_right, len(one.figures_invented), len(one.figures_missed))
    counts = (
        Counter(m.event.kind for m in one.matched),
        Counter(c.kind for c in one.invented),
        Counter(e.kind for e in one.missed),
    )
    for kind in set().union(*counts):
        _tally(total.kinds.setdefault(kind, Tally()), *(count[kind] for count in counts))
    for match in one.matched:
        for slot in SLOTS:
            _share(total, slot, getattr(match, f"same_{slot}"), 1)
    _share(total, "company", one.company_right, 1)
    _share(total, "quote", one.quotes_right, one.claims)
    total.flipped += one.flipped
    total.quiet += not one.required
    total.noisy += not one.required and bool(one.invented)
    total.forecasts += [(claim.confidence, right) for claim, right in one.verdicts]


def _tally(tally: Tally, right: int, invented: int, missed: int) -> None:
    tally.right += right
    tally.invented += invented
    tally.missed += missed


def _share(total: Figures, name: str, right: int, of: int) -> None:
    total.shares[name][0] += right
    total.shares[name][1] += of


def lines(total: Figures) -> Iterator[str]:
    """The figures in words, one a line; the kinds in the order of development."""
    yield f"documents: {total.documents}"
    yield f"event: {total.event}"
    yield f"record: {total.record}"
    yield f"event, kind's family: {total.family}"
    yield f"program: {total.program}"
    yield f"financial figure: {total.figure}"
    for name, (right, of) in total.shares.items():
        yield f"{name} right: {right} of {of} ({right / of if of else 1.0:.3f})"
    yield f"expected events told as occurred: {total.flipped}"
    yield f"documents without an event that were given one: {total.noisy} of {total.quiet}"
    for kind in sorted(total.kinds, key=KIND_ORDER.__getitem__):
        yield f"{kind}: {total.kinds[kind]}"
    yield from reliability.lines(total.forecasts)


def errors(name: str, one: Judgement) -> Iterator[str]:
    """What was wrong in one document, one line each."""
    for match in one.matched:
        if not (match.same_phase and match.same_date):
            wanted, got = match.event, match.claim
            values = f"phase {wanted.phase}/{got.phase or None} when {wanted.windows[0]}/{got.window}"
            yield f"{name}: WRONG {wanted.kind} {wanted.program} {values}"
    for event in one.missed:
        yield f"{name}: MISSED {event.kind} {event.program} {event.status} {event.windows[0]} | {event.quote[:110]!r}"
    for claim in one.invented:
        yield f"{name}: INVENTED {claim.kind} {', '.join(claim.programs) or None} {claim.status} {claim.window}"
    for program in one.programs_missed:
        yield f"{name}: MISSED program {program}"
    for program in one.programs_invented:
        yield f"{name}: INVENTED program {program}"
    for figure in one.figures_missed:
        yield f"{name}: MISSED figure {figure.metric} {figure.period} {figure.amounts[0]}"
    for read in one.figures_invented:
        yield f"{name}: INVENTED figure {read.metric} {read.period} {read.amount}"
