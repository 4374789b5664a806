"""The guidance of milestones: every statement that counts, oldest first, and the step that it is from the one before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pipeline_tracker.models import Claim, Milestone
from pipeline_tracker.vocabulary.guidance import WITHDRAWN, Stated, Step, ladder
from pipeline_tracker.vocabulary.terms import SOURCE_RANK
from pipeline_tracker.vocabulary.windows import Window

from . import claims

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
    answer = _answer(milestone, answered_by) if answered_by else None
    return ladder(map(stated, said), today, answer=answer, due=milestone.kind != "presentation")


def stated(claim: Claim) -> Stated[Claim]:
    """A claim as a statement; equally precise ones of one day are sorted as the rules of merging sort them."""
    document = claim.document
    if document is None:
        return Stated(claim, claim.asserted_on, claim.status, claim.window, staff=True, order=(claim.created_at, claim.uid))
    order = (SOURCE_RANK[document.kind], document.sha256, claim.start, claim.uid)
    return Stated(claim, claim.asserted_on, claim.status, claim.window, order=order, withdrawn=WITHDRAWN in claim.flags)


def _answer(milestone: Milestone, answered_by: Milestone) -> Stated[Claim] | None:
    decides, window = answered_by.decided_by, answered_by.window
    if decides is None:
        return None
    if window and milestone.kind not in _ANSWERED_BY_ITS_OUTCOME:
        window = Window(None, window.latest, "reported")
    return replace(stated(decides), status="occurred", window=window)
