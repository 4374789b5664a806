"""One company with everything that its page shows, capped where a large sponsor has hundreds of rows."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Value, When, prefetch_related_objects
from django.db.models.functions import Coalesce, Lower

from pipeline_tracker.models import Company, Document, FinancialResult, Milestone, Program
from pipeline_tracker.models.ordering import ranked
from pipeline_tracker.vocabulary.phases import ACTIVITIES, CHART_COLUMNS

from . import claims
from .capped import Some, some
from .milestones import for_rows, states, with_state
from .programs import standings
from .staleness import last_stated

# How many of each are shown; the lists have them all.
PROGRAMS, MILESTONES, DOCUMENTS = 20, 8, 10
WHOLE = 200  # programs of a pipeline that is asked for as a whole

LEFT = frozenset({"discontinued", "withdrawn", "out_licensed"})  # activities that take a program out of the pipeline
_STAYS = [activity for activity, _label in ACTIVITIES if activity not in LEFT]
COLUMN_OF = {phase: number for number, (_name, phases) in enumerate(CHART_COLUMNS) for phase in phases}


@dataclass(frozen=True)
class CompanyPage:
    """One company; programs carry their standings in ``stands`` and ``partnered``, milestones their claims in ``spoken``.

    ``programs`` are at most ``most`` of those in the pipeline, and as many of the ``left`` that were taken out of it, the furthest of
    both; ``program_count`` are all.
    ``milestones`` are at most MILESTONES of those that are late, of those to come, of what occurred, and of what else became of
    expectations; ``documents`` the newest.
    """

    company: Company
    programs: list[Program]
    most: int
    program_count: int
    left: int
    milestones: list[Milestone]
    figures: list[FinancialResult]
    documents: Some[Document]


def company_page(slug: str, today: dt.date, *, whole: bool = False) -> CompanyPage:
    """Raises Company.DoesNotExist."""
    company = Company.objects.prefetch_related("aliases").get(slug=slug)
    deals = Milestone.objects.filter(programs=OuterRef("pk"), kind="partnership", status="occurred")
    inside, left = _furthest_first(company)
    most = WHOLE if whole else PROGRAMS
    programs = (
        Program.objects.filter(pk__in=[*inside[:most], *left[:most]])
        .annotate(partnered=Case(When(~Q(partners=""), then=Value(True)), default=Exists(deals)), last_stated=last_stated())
        .prefetch_related(Prefetch("standings", queryset=standings(), to_attr="stands"))
        .order_by(Lower("name"), "pk")
    )
    prefetch_related_objects([program for program in programs if not _stands_somewhere(program)], "indications")
    return CompanyPage(
        company=company,
        programs=[_of(company, program) for program in programs],
        most=most,
        program_count=len(inside) + len(left),
        left=len(left),
        milestones=list(for_rows(with_state(Milestone.objects.filter(pk__in=list(_nearest(company, today))), today), claims.spoken())),
        figures=list(company.financial_results.select_related("document").defer("document__text", "document__ledger")),
        documents=some(company.documents.defer("text", "ledger").order_by("-published", "-pk"), DOCUMENTS),
    )


def _furthest_first(company: Company) -> tuple[list[int], list[int]]:
    """The keys of all its programs, those in the pipeline and those that left it, each by how far they are or were, then by name."""
    column = ranked("standings__phase", COLUMN_OF)
    found = (
        company.programs.annotate(ever=Max(column), now=Max(column, filter=Q(standings__activity__in=_STAYS)))
        .order_by(Coalesce("now", "ever", Value(-1)).desc(), Lower("name"), "pk")
        .values_list("pk", "ever", "now")
    )
    left = [key for key, ever, now in found if ever is not None and now is None]
    return [key for key, ever, now in found if ever is None or now is not None], left


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
