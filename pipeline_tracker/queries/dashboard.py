"""The front page: what comes next, what is overdue, what moved, and what the tracker holds."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value

from pipeline_tracker.models import Claim, Company, Document, Milestone, Program, Run, Standing

from . import claims
from .companies import HAS_PIPELINE
from .milestones import programs, with_state

SHOWN = 8


@dataclass(frozen=True)
class Holdings:
    """How much the tracker holds."""

    companies: int = 0
    programs: int = 0
    milestones: int = 0
    documents: int = 0


@dataclass(frozen=True)
class Dashboard:
    coming: list[Milestone]
    overdue: list[Milestone]
    moved: list[Claim]
    documents: list[Document]
    phases: list[tuple[str, int]]
    holdings: Holdings
    last_run: Run | None


def dashboard(today: dt.date) -> Dashboard:
    return Dashboard(
        coming=list(_rows(with_state(Milestone.objects.upcoming(today), today).order_by("latest", "pk"))),
        overdue=list(_rows(with_state(Milestone.objects.overdue(today), today).order_by("-latest", "pk"))),
        moved=list(moved()[:SHOWN]),
        documents=list(
            Document.objects.select_related("company")
            .defer("text", "ledger")
            .annotate(claim_count=Count("claims", filter=Q(claims__retracted_at=None)))
            .order_by("-published", "-pk")[:SHOWN]
        ),
        phases=list(
            Standing.objects.exclude(activity__in=("discontinued", "withdrawn"))
            .order_by()
            .values_list("phase")
            .annotate(Count("program", distinct=True))
        ),
        holdings=_holdings(),
        last_run=Run.objects.order_by("-started_at", "-pk").first(),
    )


def _rows(milestones: QuerySet[Milestone]) -> QuerySet[Milestone]:
    return (
        milestones.select_related("company", "indication", "decided_by__document")
        .defer("decided_by__document__text", "decided_by__document__ledger")
        .prefetch_related(programs("programs"))[:SHOWN]
    )


def moved() -> QuerySet[Claim]:
    """Claims that gave an expected milestone another window than the claim before, newest first.

    The window before is annotated as ``before_earliest``, ``before_latest`` and ``before_precision``.
    """
    dated = Claim.objects.filter(claims.COUNTED, status="expected", latest__isnull=False)
    before = dated.filter(milestone=OuterRef("milestone"), asserted_on__lt=OuterRef("asserted_on")).order_by("-asserted_on", "-pk")
    return (
        dated.filter(milestone__isnull=False)
        .annotate(
            before_latest=Subquery(before.values("latest")[:1]),
            before_earliest=Subquery(before.values("earliest")[:1]),
            before_precision=Subquery(before.values("precision")[:1]),
        )
        .filter(before_latest__isnull=False)
        .exclude(before_latest=F("latest"))
        .select_related("milestone__company", "milestone__indication", "document", "author")
        .defer("document__text", "document__ledger")
        .prefetch_related(programs("milestone__programs"))
        .order_by("-asserted_on", "-pk")
    )


def _holdings() -> Holdings:
    """All counts in one statement."""
    counts = [
        _count("companies", Company.objects.filter(HAS_PIPELINE)),
        *(_count(f"{model.__name__.lower()}s", model._default_manager.all()) for model in (Program, Milestone, Document)),
    ]
    return Holdings(**dict(counts[0].union(*counts[1:], all=True)))


def _count(name: str, rows: QuerySet) -> QuerySet:
    return rows.order_by().annotate(what=Value(name, output_field=CharField())).values_list("what").annotate(number=Count("pk"))
