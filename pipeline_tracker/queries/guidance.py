"""The guidance of milestones: every statement that counts, oldest first, and the step that it is from the one before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from pipeline_tracker.models import Claim, Milestone
from pipeline_tracker.vocabulary.guidance import WITHDRAWN, Stated, Step, ladder
from pipeline_tracker.vocabulary.terms import SOURCE_RANK
from pipeline_tracker.vocabulary.windows import Window

from . import claims

S = TypeVar("S")
Ladder = tuple[Step[Claim], ...]

# Of these the answer is the awaited event itself. Other answers only show that it has happened by then (architecture, rule 3).
_ANSWERED_BY_ITS_OUTCOME = frozenset({"decision_due"})


def ladders(milestones: Iterable[Milestone], today: date, until: date | None = None) -> dict[int, Ladder]:
    """The ladder of each milestone by its key, in two queries however many there are; ``until`` leaves out what was said later."""
    milestones = list(milestones)
    told = said_of((milestone.pk for milestone in milestones), until)
    answers = Milestone.objects.select_related("decided_by__document", "decided_by__author").defer(
        "decided_by__document__text", "decided_by__document__ledger"
    )
    by_key = answers.in_bulk({milestone.answered_by_id for milestone in milestones if milestone.answered_by_id})
    return {
        milestone.pk: ladder_of(milestone, told.get(milestone.pk, ()), today, by_key.get(milestone.answered_by_id or 0))
        for milestone in milestones
    }


def said_of(milestones: Iterable[int], until: date | None = None) -> dict[int, list[Claim]]:
    """The counted claims of milestones by the milestones' keys, with their documents but not their texts."""
    said = claims.counted().filter(milestone__in=list(milestones))
    told: dict[int, list[Claim]] = defaultdict(list)
    for claim in said.filter(asserted_on__lte=until) if until else said:
        told[claim.milestone_id or 0].append(claim)  # none is without one here
    return dict(told)


def ladder_of(milestone: Milestone, said: Iterable[Claim], today: date, answered_by: Milestone | None = None) -> Ladder:
    """The ladder of one milestone from its counted claims with their documents, and from the milestone that answers it, which
    comes with the claim that decides it."""
    decides = answered_by.decided_by if answered_by else None
    answer = answer_to(milestone.kind, stated(decides), answered_by.window) if answered_by and decides else None
    return ladder_of_kind(milestone.kind, map(stated, said), today, answer)


def ladder_of_kind(kind: str, statements: Iterable[Stated[S]], today: date, answer: Stated[S] | None = None) -> tuple[Step[S], ...]:
    """The ladder of a milestone of this kind. The days of talks pass unconfirmed (architecture, rule 3)."""
    return ladder(statements, today, answer=answer, due=kind != "presentation")


class Spoken(Protocol):
    """What a statement is made of: a claim, or as much of one."""

    @property
    def asserted_on(self) -> date: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def uid(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def window(self) -> Window | None: ...
    @property
    def start(self) -> int | None: ...
    @property
    def flags(self) -> Any: ...


C = TypeVar("C", bound=Spoken)


def stated(claim: Claim) -> Stated[Claim]:
    """A claim as a statement."""
    return statement(claim, claim.document.kind, claim.document.sha256) if claim.document else statement(claim)


def statement(said: C, source: str = "", sha256: str = "") -> Stated[C]:
    """What was said in a document of this kind, "" for what staff said; equally precise ones of one day are sorted as the rules of merging
    sort them."""
    if not source:
        return Stated(said, said.asserted_on, said.status, said.window, staff=True, order=(said.created_at, said.uid))
    order = (SOURCE_RANK[source], sha256, said.start, said.uid)
    return Stated(said, said.asserted_on, said.status, said.window, order=order, withdrawn=WITHDRAWN in said.flags)


def answer_to(kind: str, decides: Stated[S], window: Window | None) -> Stated[S]:
    """What answers a milestone of this kind: another one with this window, of which ``decides`` tells."""
    if window and kind not in _ANSWERED_BY_ITS_OUTCOME:
        window = Window(None, window.latest, "reported")
    return replace(decides, status="occurred", window=window)
