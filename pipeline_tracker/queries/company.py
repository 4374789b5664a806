"""One company with everything that its page shows, capped where a large sponsor has hundreds of rows."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When, Window
from django.db.models.functions import Lower, RowNumber

from pipeline_tracker.models import Company, Document, FinancialResult, Milestone, Program

from . import claims
from .capped import Some, some
from .milestones import for_rows, with_state
from .programs import standings

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
        company.programs.annotate(partnered=Case(When(~Q(partners=""), then=Value(True)), default=Exists(deals)))
        .prefetch_related(Prefetch("standings", queryset=standings(), to_attr="stands"), "indications")
        .order_by(Lower("name"), "pk")
    )
    return CompanyPage(
        company=company,
        programs=[_of(company, program) for program in programs],
        milestones=list(for_rows(with_state(company.milestones.filter(pk__in=_nearest(company, today)), today), claims.spoken())),
        figures=list(company.financial_results.select_related("document").defer("document__text", "document__ledger")),
        documents=some(company.documents.defer("text", "ledger").order_by("-published", "-pk"), DOCUMENTS),
    )


def _of(company: Company, program: Program) -> Program:
    program.company = company  # its address needs it
    return program


def _nearest(company: Company, today: dt.date) -> QuerySet:
    """Keys of the milestones of each sort: those to come soonest first, the others latest first."""
    ahead = Q(state__in=("upcoming", "undated"))
    sort = Case(
        When(ahead, then=Value("coming")),
        When(state__in=("overdue", "passed"), then=Value("late")),
        When(state="occurred", then=Value("past")),
        default=Value("closed"),
        output_field=CharField(),
    )
    order = [
        Case(When(ahead, then=F("latest"))).asc(nulls_last=True),
        Case(When(ahead, then=None), default=F("latest")).desc(nulls_last=True),
        F("pk").asc(),
    ]
    placed = with_state(company.milestones.order_by(), today).annotate(sort=sort)
    return placed.annotate(place=Window(RowNumber(), partition_by="sort", order_by=order)).filter(place__lte=MILESTONES).values("pk")
