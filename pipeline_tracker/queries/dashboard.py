"""The front page: what comes next, what is overdue, what moved, and what the tracker holds."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery

from pipeline_tracker.models import Claim, Company, Document, Milestone, Program, Run
from pipeline_tracker.vocabulary.phases import ACTIVITIES

from . import claims
from .counts import NOTHING, Total, totals
from .documents import for_rows_of_documents
from .facets import LONG, counted_ahead, listed
from .landscape import Scope, phases
from .milestones import programs, with_state

SHOWN = 8
PURSUED = tuple(code for code, _label in ACTIVITIES if code not in ("discontinued", "withdrawn"))  # activities that the phases count
TOLD_AGAIN = 1000  # milestones among which is looked for guidance that moved, those told of again last (milestone_told_again)


@dataclass(frozen=True)
class Holdings:
    """How much the tracker holds."""

    companies: Total = NOTHING
    programs: Total = NOTHING
    milestones: Total = NOTHING
    documents: Total = NOTHING


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
        coming=_rows(Milestone.objects.upcoming(today).order_by("latest", "pk"), today),
        overdue=_rows(Milestone.objects.overdue(today).order_by("-latest", "pk"), today),
        moved=list(moved()[:SHOWN]),
        documents=list(for_rows_of_documents(Document.objects.order_by("-published", "-pk"))[:SHOWN]),
        phases=list(phases(Scope(activity=PURSUED)).items()),
        holdings=_holdings(),
        last_run=Run.objects.order_by("-started_at", "-pk").first(),
    )


def _rows(milestones: QuerySet[Milestone], today: dt.date) -> list[Milestone]:
    """The first of them. Their keys are looked up before the rows: an index has those, and passes over what became known later."""
    keys = list(milestones.values_list("pk", flat=True)[:SHOWN])
    rows = (
        with_state(Milestone.objects.order_by(), today)
        .select_related("company", "indication", "decided_by__document")
        .defer("decided_by__document__text", "decided_by__document__ledger")
        .prefetch_related(programs("programs"))
        .in_bulk(keys)
    )
    return [rows[key] for key in keys if key in rows]


def moved() -> QuerySet[Claim]:
    """Claims that gave an expected milestone another window than the claim before, newest first, as far as the milestones that were
    told of again last have some.

    The window before is annotated as ``before_earliest``, ``before_latest`` and ``before_precision``.
    """
    dated = Claim.objects.filter(claims.COUNTED, status="expected", latest__isnull=False)
    again = Milestone.objects.filter(asserted_on__gt=F("first_asserted_on")).order_by("-asserted_on", "-pk")
    before = dated.filter(milestone=OuterRef("milestone"), asserted_on__lt=OuterRef("asserted_on")).order_by("-asserted_on", "-pk")
    return (
        dated.filter(milestone__in=list(again.values_list("pk", flat=True)[:TOLD_AGAIN]))
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
    """Of long lists as they were counted ahead, the others row by row: two statements."""
    models = {"companies": Company, "programs": Program, "milestones": Milestone, "documents": Document}
    known = counted_ahead()
    now = totals([listed(model) for model in models.values() if model not in known], LONG)
    return Holdings(**{name: known[model] if model in known else now.pop(0) for name, model in models.items()})
