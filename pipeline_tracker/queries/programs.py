"""Programs in a list, and how far they are."""

import datetime as dt

from django.db.models import Max, OuterRef, Prefetch, QuerySet

from pipeline_tracker.models import Milestone, Program, Standing
from pipeline_tracker.models.ordering import ranked
from pipeline_tracker.vocabulary.phases import PHASE_ORDER

from .one_by_one import by_value, first_of_each
from .staleness import last_stated


def program_list() -> QuerySet[Program]:
    """Every program; what filters narrow."""
    return Program.objects.all()


def for_rows_of_programs(programs: QuerySet[Program], today: dt.date) -> QuerySet[Program]:
    """With company, standings, indications, the next milestone as the first of ``coming``, and the day of the newest source."""
    coming = Milestone.objects.upcoming(today).order_by(by_value("latest"), "pk")
    next_ones = first_of_each(programs, "programs", coming).select_related("company").order_by("latest", "pk")
    return (
        programs.select_related("company")
        .annotate(last_stated=last_stated())
        .prefetch_related(
            Prefetch("standings", queryset=standings(), to_attr="stands"),
            "indications",
            Prefetch("milestones", queryset=next_ones, to_attr="coming"),
        )
    )


def standings() -> QuerySet[Standing]:
    """Standings with what a line about one shows, furthest phase first."""
    return (
        Standing.objects.select_related("indication", "milestone__company")
        .annotate(phase_rank=ranked("phase", PHASE_ORDER))
        .order_by("-phase_rank", "indication__name", "territory", "pk")
    )


def _furthest(of: str) -> QuerySet:
    """The rank of the furthest phase among the standings of an outer program ("program") or company ("program__company")."""
    return (
        Standing.objects.filter(**{of: OuterRef("pk")})
        .order_by()
        .values(of)
        .annotate(furthest=Max(ranked("phase", PHASE_ORDER)))
        .values("furthest")
    )


def furthest_of_company() -> QuerySet:
    return _furthest("program__company")
