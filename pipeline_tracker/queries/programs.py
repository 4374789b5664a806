"""Programs in a list, and one program with everything that its page shows."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from pipeline_tracker.models import AttributeClaim, Document, Milestone, Program, Standing, Trial
from pipeline_tracker.vocabulary.phases import PHASE_ORDER

from . import claims, trials
from .milestones import for_rows, ranked, with_state


def program_list() -> QuerySet[Program]:
    """Every program; what filters narrow."""
    return Program.objects.all()


def for_rows_of_programs(programs: QuerySet[Program], today: dt.date) -> QuerySet[Program]:
    """With company, standings, indications and the coming milestones, soonest first; annotated for sorting."""
    coming = Milestone.objects.upcoming(today)
    return (
        programs.select_related("company")
        .annotate(
            sort_name=Lower("name"),
            phase_rank=Subquery(_furthest("program")),
            next_latest=Subquery(coming.filter(programs=OuterRef("pk")).order_by("latest").values("latest")[:1]),
            last_stated=Subquery(Milestone.objects.filter(programs=OuterRef("pk")).order_by("-asserted_on").values("asserted_on")[:1]),
        )
        .prefetch_related(
            Prefetch("standings", queryset=standings(), to_attr="stands"),
            "indications",
            Prefetch("milestones", queryset=coming.select_related("company").order_by("latest", "pk"), to_attr="coming"),
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


@dataclass(frozen=True)
class ProgramPage:
    """One program: standings furthest first, milestones with their claims in ``spoken``, its trials, sources and attribute claims."""

    program: Program
    standings: list[Standing]
    milestones: list[Milestone]
    trials: list[Trial]
    documents: list[Document]
    attributes: list[AttributeClaim]


def program_page(company: str, slug: str, today: dt.date) -> ProgramPage:
    """Raises Program.DoesNotExist."""
    program = Program.objects.select_related("company").prefetch_related("aliases", "indications").get(company__slug=company, slug=slug)
    keys = [program.key, *(alias.key for alias in program.aliases.all() if not alias.refused)]
    documents = (
        Document.objects.filter(company=program.company)
        .filter(Q(pk__in=_stating(program)) | Q(mentions__key__in=keys))
        .defer("text", "ledger")
        .distinct()
    )
    return ProgramPage(
        program=program,
        standings=list(standings().filter(program=program)),
        milestones=list(for_rows(with_state(program.milestones.all(), today), claims.spoken())),
        trials=list(Trial.objects.filter(pk__in=_testing(program)).defer(*trials.BIG)),
        documents=list(documents),
        attributes=list(
            program.attribute_claims.filter(retracted_at=None)
            .select_related("document", "author")
            .defer("document__text", "document__ledger")
        ),
    )


def _testing(program: Program) -> QuerySet:
    """Keys of the trials that are linked to it and of those of its milestones."""
    told = Milestone.objects.filter(programs=program, trial__isnull=False)
    return Trial.objects.filter(programs=program).order_by().values("pk").union(told.order_by().values("trial"))


def _stating(program: Program) -> QuerySet:
    return Document.objects.filter(claims__milestone__programs=program).values("pk")
