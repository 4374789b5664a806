"""Trials in a list, and one trial."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet

from pipeline_tracker.models import AttributeClaim, Claim, Document, Milestone, Program, Trial, TrialMention

from . import claims
from .milestones import for_rows, programs, with_state

# What only a trial's own page shows: lists leave these out, or would read pages of JSON.
BIG = ("collaborators", "interventions", "countries")


def trial_list() -> QuerySet[Trial]:
    """Every trial; what filters narrow."""
    return Trial.objects.all()


def for_rows_of_trials(trials: QuerySet[Trial]) -> QuerySet[Trial]:
    """With company, conditions and programs; those of its milestones, too, in ``told``."""
    told = Milestone.objects.order_by().only("trial").prefetch_related(programs("programs"))
    return (
        trials.select_related("company")
        .defer(*BIG)
        .prefetch_related("indications", programs("programs"), Prefetch("milestones", queryset=told, to_attr="told"))
    )


@dataclass(frozen=True)
class TrialPage:
    """One trial; its programs are those that it is linked to and those of its milestones. ``records`` are the versions of its
    registry record, ``documents`` the other sources that speak of it; both the newest first."""

    trial: Trial
    programs: list[Program]
    milestones: list[Milestone]
    attributes: list[AttributeClaim]
    records: list[Document]
    documents: list[Document]


def trial_page(slug: str, today: dt.date) -> TrialPage:
    """Raises Trial.DoesNotExist."""
    trial = Trial.objects.select_related("company").prefetch_related("indications", "identifiers").get(slug=slug)
    sources = list(
        Document.objects.filter(pk__in=list(_speaking_of(trial)))
        .select_related("company")
        .defer("text", "ledger")
        .order_by("-published", F("seen").desc(nulls_last=True), "-pk")
    )
    return TrialPage(
        trial=trial,
        programs=list(Program.objects.filter(pk__in=list(_tested_in(trial))).select_related("company")),
        milestones=list(for_rows(with_state(trial.milestones.all(), today), claims.spoken())),
        attributes=list(
            trial.attribute_claims.filter(retracted_at=None)
            .select_related("document", "author")
            .defer("document__text", "document__ledger")
        ),
        records=[document for document in sources if document.kind == "registry_record"],
        documents=[document for document in sources if document.kind != "registry_record"],
    )


def _tested_in(trial: Trial) -> QuerySet:
    """Keys of the programs that it is linked to and of those of its milestones."""
    told = trial.milestones.filter(programs__isnull=False).order_by().values_list("programs", flat=True)
    return trial.programs.order_by().values_list("pk", flat=True).union(told)


def _speaking_of(trial: Trial) -> QuerySet:
    """Keys of the documents that name it or say something of it. A name that a sponsor gives is its own company's only."""
    naming = TrialMention.objects.filter(registry=trial.registry, identifier=trial.identifier)
    if trial.registry == "sponsor":
        naming = naming.filter(company=trial.company_id)
    claiming = Claim.objects.filter(claims.COUNTED, milestone__trial=trial, document__isnull=False)
    stating = trial.attribute_claims.filter(retracted_at=None, document__isnull=False)
    first, *others = (rows.order_by().values_list("document", flat=True) for rows in (naming, claiming, stating))
    return first.union(*others)
