"""Companies in a list, and which of them have a pipeline."""

import datetime as dt

from django.db.models import Case, CharField, Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from pipeline_tracker.models import Company, Milestone, Program

from .one_by_one import first_of_each, has
from .programs import furthest_of_company

# What an organisation is here for. Registries name thousands of universities, agencies and networks that sponsor trials:
# they are no companies with a pipeline, unless a program of theirs is told.
KINDS = (("pipeline", _("Companies and other organisations with programs")), ("sponsor", _("Sponsors outside industry")))


HAS_PIPELINE = Q(sponsor_class__in=("", "INDUSTRY")) | has(Program.objects.filter(company=OuterRef("pk")))

KIND_CONDITIONS = {"pipeline": HAS_PIPELINE, "sponsor": ~HAS_PIPELINE}


def company_list() -> QuerySet[Company]:
    """Every organisation with its ``kind``, one of KINDS; what filters narrow."""
    return Company.objects.annotate(
        kind=Case(When(HAS_PIPELINE, then=Value("pipeline")), default=Value("sponsor"), output_field=CharField())
    )


def for_rows_of_companies(companies: QuerySet[Company], today: dt.date) -> QuerySet[Company]:
    """With counts, the furthest phase and the next milestone as the one of ``coming``."""
    coming = Milestone.objects.upcoming(today).order_by("latest", "pk")
    next_ones = first_of_each(companies, "company", coming).select_related("company")
    return (
        with_numbers(companies, today)
        .annotate(phase_rank=Subquery(furthest_of_company()))
        .prefetch_related(Prefetch("milestones", queryset=next_ones, to_attr="coming"))
    )


def with_numbers(companies: QuerySet[Company], today: dt.date) -> QuerySet[Company]:
    """With ``program_count`` and ``overdue_count``."""
    return companies.annotate(program_count=_count(Program.objects.all()), overdue_count=_count(Milestone.objects.overdue(today)))


def _count(rows: QuerySet) -> Coalesce:
    """How many of the rows belong to the outer company."""
    counted = rows.filter(company=OuterRef("pk")).order_by().values("company").annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
