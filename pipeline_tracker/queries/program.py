"""One program with everything that its page shows, capped where a program of a large sponsor has hundreds of rows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Q, QuerySet

from pipeline_tracker.models import AttributeClaim, Claim, Document, Milestone, Program, ProgramMention, Standing, Trial

from . import claims, trials
from .capped import Some, some
from .milestones import for_rows, regulator_names, with_state
from .one_by_one import has
from .programs import standings
from .staleness import last_stated

# How many rows are shown unless all are asked for.
STANDINGS, MILESTONES, TRIALS, DOCUMENTS = 10, 20, 10, 10
RELATED = 8
ALIKE = 20  # standings by which programs for the same indication at the same phase are looked for


@dataclass(frozen=True)
class ProgramPage:
    """One program: standings furthest first and which of them are shown, milestones with their claims in ``spoken``, its trials, sources
    newest first, attribute claims, and other programs that are like it, with standings in ``stands``."""

    program: Program
    standings: list[Standing]
    furthest: Some[Standing]
    milestones: Some[Milestone]
    trials: Some[Trial]
    documents: Some[Document]
    attributes: list[AttributeClaim]
    related: list[Program]


def program_page(company: str, slug: str, today: dt.date, *, everything: bool = False) -> ProgramPage:
    """Raises Program.DoesNotExist. ``everything`` leaves nothing out, however long the page gets.

    Of many milestones those come first of which more than a registry's record tells, then what was stated last.
    """
    program = (
        Program.objects.select_related("company")
        .annotate(last_stated=last_stated())
        .prefetch_related("aliases", "indications")
        .get(company__slug=company, slug=slug)
    )
    stands = list(standings().filter(program=program))
    for stand in stands:
        stand.program = program  # with the day on which it was last heard of
    told = Claim.objects.filter(claims.COUNTED, milestone=OuterRef("pk")).exclude(document__kind="registry_record")
    milestones = program.milestones.alias(told=has(told)).order_by("-told", "-asserted_on", "pk")
    return ProgramPage(
        program=program,
        standings=stands,
        furthest=Some(stands if everything else stands[:STANDINGS], len(stands)),
        milestones=some(milestones, None if everything else MILESTONES, lambda rows: _rows(with_state(rows, today))),
        trials=some(
            Trial.objects.filter(pk__in=list(_testing(program))).defer(*trials.BIG).order_by("-identifier", "pk"),
            None if everything else TRIALS,
        ),
        documents=some(_sources(program), None if everything else DOCUMENTS),
        attributes=list(
            program.attribute_claims.filter(retracted_at=None)
            .select_related("document", "author")
            .defer("document__text", "document__ledger")
        ),
        related=_related(program, stands),
    )


def _rows(milestones: QuerySet[Milestone]) -> QuerySet[Milestone]:
    """As rows of lists, without the programs (the page is about one), with what answers an expectation."""
    return (
        for_rows(milestones)
        .prefetch_related(None)
        .prefetch_related(regulator_names("regulator__names"), claims.spoken())
        .select_related("answered_by__company", "answered_by__decided_by__document", "answered_by__decided_by__author")
        .defer("answered_by__decided_by__document__text", "answered_by__decided_by__document__ledger")
    )


def _sources(program: Program) -> QuerySet[Document]:
    """Documents of its company that state something of it or name it, the newest first."""
    keys = [program.key, *(alias.key for alias in program.aliases.all() if not alias.refused)]
    stating = Claim.objects.filter(milestone__programs=program).order_by().values("document")
    naming = ProgramMention.objects.filter(company=program.company, key__in=keys).order_by().values("document")
    documents = Document.objects.filter(company=program.company).filter(Q(pk__in=stating) | Q(pk__in=naming))
    return documents.defer("text", "ledger").order_by("-published", "-pk")


def _testing(program: Program) -> QuerySet:
    """Keys of the trials that are linked to it and of those of its milestones."""
    told = Milestone.objects.filter(programs=program, trial__isnull=False)
    linked = Trial.objects.filter(programs=program).order_by()
    return linked.values_list("pk", flat=True).union(told.order_by().values_list("trial", flat=True))


def _related(program: Program, stands: Sequence[Standing]) -> list[Program]:
    """Programs with the same target, or for the same indication at the same phase; a few, by name."""
    pairs = dict.fromkeys((stand.indication_id, stand.phase) for stand in stands if stand.indication_id)
    stood = Standing.objects.order_by().values("program")
    alike: list[QuerySet] = [stood.filter(indication=indication, phase=phase) for indication, phase in list(pairs)[:ALIKE]]
    if program.target:
        alike.append(Program.objects.filter(target=program.target).order_by().values("pk"))
    if not alike:
        return []
    # Found by their keys: of hundreds that are like it, all that is shown would be looked up before they are put in order.
    first = Program.objects.filter(pk__in=alike[0].union(*alike[1:])).exclude(pk=program.pk).order_by("name", "pk").values("pk")[:RELATED]
    found = Program.objects.filter(pk__in=first).select_related("company").annotate(last_stated=last_stated()).order_by("name", "pk")
    return list(found.prefetch_related(Prefetch("standings", queryset=standings(), to_attr="stands")))
