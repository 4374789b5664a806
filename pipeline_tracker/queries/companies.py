"""Companies in a list, and one company with its pipeline, milestones and figures."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower

from pipeline_tracker.models import Company, Document, FinancialResult, Milestone, Program

from . import claims
from .milestones import for_rows, with_state
from .programs import furthest_of_company, standings


def company_list() -> QuerySet[Company]:
    """Every company; what filters narrow."""
    return Company.objects.all()


def for_rows_of_companies(companies: QuerySet[Company], today: dt.date) -> QuerySet[Company]:
    """With counts, the furthest phase and the coming milestones, soonest first."""
    coming = Milestone.objects.upcoming(today)
    return companies.annotate(
        sort_name=Lower("name"),
        program_count=_count(Program.objects.all()),
        overdue_count=_count(Milestone.objects.overdue(today)),
        phase_rank=Subquery(furthest_of_company()),
        next_latest=Subquery(coming.filter(company=OuterRef("pk")).order_by("latest").values("latest")[:1]),
        last_source=Subquery(Document.objects.filter(company=OuterRef("pk")).order_by("-published").values("published")[:1]),
    ).prefetch_related(Prefetch("milestones", queryset=coming.select_related("company").order_by("latest", "pk"), to_attr="coming"))


def _count(rows: QuerySet) -> Coalesce:
    """How many of the rows belong to the outer company."""
    counted = rows.filter(company=OuterRef("pk")).order_by().values("company").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@dataclass(frozen=True)
class CompanyPage:
    """One company; programs carry their standings in ``stands``, milestones their claims in ``spoken``."""

    company: Company
    programs: list[Program]
    milestones: list[Milestone]
    figures: list[FinancialResult]
    documents: list[Document]


def company_page(slug: str, today: dt.date) -> CompanyPage:
    """Raises Company.DoesNotExist."""
    company = Company.objects.prefetch_related("aliases").get(slug=slug)
    return CompanyPage(
        company=company,
        programs=list(
            company.programs.select_related("company")
            .prefetch_related(Prefetch("standings", queryset=standings(), to_attr="stands"), "indications")
            .order_by(Lower("name"), "pk")
        ),
        milestones=list(for_rows(with_state(company.milestones.all(), today), claims.spoken())),
        figures=list(company.financial_results.select_related("document").defer("document__text", "document__ledger")),
        documents=list(company.documents.defer("text", "ledger")),
    )
