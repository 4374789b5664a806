"""Trials in a list, and one trial."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from pipeline_tracker.models import AttributeClaim, Milestone, Program, Trial
from pipeline_tracker.vocabulary.phases import CLAIM_PHASES

from . import claims
from .milestones import for_rows, programs, ranked, with_state

_PHASE_ORDER = {code: number for number, (code, _) in enumerate(CLAIM_PHASES)}


def trial_list() -> QuerySet[Trial]:
    """Every trial; what filters narrow."""
    return Trial.objects.all()


def for_rows_of_trials(trials: QuerySet[Trial]) -> QuerySet[Trial]:
    """With company, programs (those of its milestones, too) and the number of milestones."""
    return (
        trials.select_related("company")
        .annotate(phase_rank=ranked("phase", _PHASE_ORDER), milestone_count=Count("milestones", distinct=True))
        .prefetch_related(programs("programs"), Prefetch("milestones", queryset=Milestone.objects.prefetch_related(programs("programs"))))
    )


@dataclass(frozen=True)
class TrialPage:
    """One trial; its programs are those that it is linked to and those of its milestones."""

    trial: Trial
    programs: list[Program]
    milestones: list[Milestone]
    attributes: list[AttributeClaim]


def trial_page(slug: str, today: dt.date) -> TrialPage:
    """Raises Trial.DoesNotExist."""
    trial = Trial.objects.select_related("company").prefetch_related("indications", "identifiers").get(slug=slug)
    return TrialPage(
        trial=trial,
        programs=list(Program.objects.filter(Q(trials=trial) | Q(milestones__trial=trial)).select_related("company").distinct()),
        milestones=list(for_rows(with_state(trial.milestones.all(), today), claims.spoken())),
        attributes=list(
            trial.attribute_claims.filter(retracted_at=None)
            .select_related("document", "author")
            .defer("document__text", "document__ledger")
        ),
    )
