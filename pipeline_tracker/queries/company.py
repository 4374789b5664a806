"""One company with everything that its page shows, capped where a large sponsor has hundreds of rows."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When, prefetch_related_objects
from django.db.models.functions import Lower

from pipeline_tracker.models import Company, Document, FinancialResult, Milestone, Program

from . import claims
from .capped import Some, some
from .milestones import for_rows, states, with_state
from .programs import standings
from .staleness import last_stated

# How many of each are shown; the lists have them all.
MILESTONES, DOCUMENTS = 8, 10


@dataclass(frozen=True)
class CompanyPage:
    """One company; programs carry their standings in ``stands`` and ``partnered``, milestones their claims in ``spoken``.

    ``milestones`` are at most MILESTONES of those that are late, of those to come, of what occurred, and of what else became of
    expectations; ``documents`` the newest.
    """

    company: Company
    programs: list[Program]
    milestones: list[Milestone]
    figures: list[FinancialResult]
    documents: Some[Document]


def company_page(slug: str, today: dt.date) -> CompanyPage:
    """Raises Company.DoesNotExist."""
    company = Company.objects.prefetch_related("aliases").get(slug=slug)
    deals = Milestone.objects.filter(programs=OuterRef("pk"), kind="partnership", status="occurred")
    programs = (
        company.programs.annotate(partnered=Case(When(~Q(partners=""), then=Value(True)), default=Exists(deals)), last_stated=last_stated())
        .prefetch_related(Prefetch("standings", queryset=standings(), to_attr="stands"))
        .order_by(Lower("name"), "pk")
    )
    prefetch_related_objects([program for program in programs if not _stands_somewhere(program)], "indications")
    return CompanyPage(
        company=company,
        programs=[_of(company, program) for program in programs],
        milestones=list(for_rows(with_state(Milestone.objects.filter(pk__in=list(_nearest(company, today))), today), claims.spoken())),
        figures=list(company.financial_results.select_related("document").defer("document__text", "document__ledger")),
        documents=some(company.documents.defer("text", "ledger").order_by("-published", "-pk"), DOCUMENTS),
    )


def _stands_somewhere(program: Program) -> bool:
    """Whether a standing tells its indication. Of a program in registries that has dozens, the others are not read."""
    return any(stand.indication and stand.activity == "active" for stand in program.stands)  # type: ignore[attr-defined]


def _of(company: Company, program: Program) -> Program:
    program.company = company  # its address needs it
    return program


def _nearest(company: Company, today: dt.date) -> QuerySet:
    """Keys of the milestones of each sort: those to come soonest first, the others latest first."""
    rows = company.milestones.order_by()
    state, soonest, latest = states(today), F("latest").asc(nulls_last=True), F("latest").desc(nulls_last=True)
    sorts = [
        rows.filter(state["upcoming"] | state["undated"]).order_by(soonest, "pk"),
        rows.filter(state["overdue"] | state["passed"]).order_by(latest, "pk"),
        rows.filter(state["occurred"]).order_by(latest, "pk"),
        rows.filter(state["answered"] | state["dropped"]).order_by(latest, "pk"),
    ]
    first, *others = [
        Milestone.objects.order_by().filter(pk__in=sort.values("pk")[:MILESTONES]).values_list("pk", flat=True) for sort in sorts
    ]
    return first.union(*others, all=True)
