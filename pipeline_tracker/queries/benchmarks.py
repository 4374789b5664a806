"""Time in phase and transitions over all programs (vocabulary.benchmarks): counted for each visitor in small databases, ahead in large."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.cache import cache
from django.db.models import Max, Min, Q, Subquery

from pipeline_tracker.models import BenchmarkFigures, FacetCount, Indication, Milestone, Program, Run
from pipeline_tracker.vocabulary.benchmarks import (
    BEGINS,
    GROUPINGS,
    SHOWS,
    STAGE_OF_PHASE,
    Figures,
    Reached,
    Tally,
    figures,
    period,
    reached,
    read,
    stage_of,
    stays,
)

ALL = ""  # the grouping of everything, of which there is one part
AT_ONCE = 2_000  # rows that are held at a time
REMEMBERED = 3600  # seconds

Key = tuple[str, str]  # (part, stage)
Benchmarks = Mapping[Key, Figures]


def benchmarks(groupings: Sequence[str], past: dt.date | None = None) -> dict[str, Benchmarks]:
    """For each grouping ("" for everything) the figures of each part at each stage. One query where they were counted ahead, else five.

    Large databases count those of a ``past`` day when somebody first asks for it, which takes seconds, and remember them for an hour or
    until the next run.
    """
    if past and (newest := _newest_run_of_many()):
        name = f"benchmarks-{past}-{newest}"
        if (counted := cache.get(name)) is None:
            cache.set(name, counted := count(EVERY), REMEMBERED)
        return {grouping: counted[grouping] for grouping in groupings}
    found: dict[str, dict[Key, Figures]] = {}
    for row in BenchmarkFigures.objects.filter(grouping__in=groupings).order_by("grouping", "part", "stage", "pk"):
        found.setdefault(row.grouping, {})[row.part, row.stage] = read(row.figures)
    return {grouping: found.get(grouping, {}) for grouping in groupings} if found else dict(count(groupings))


def _newest_run_of_many() -> int | None:
    """The key of the newest run, where there is so much to count that it was counted ahead, for today."""
    newest = Subquery(Run.objects.order_by("-pk").values("pk")[:1])
    return FacetCount.objects.filter(table=Milestone._meta.model_name, column="").values_list(newest, flat=True).first()


def count(groupings: Iterable[str]) -> dict[str, dict[Key, Figures]]:
    """The same of several groupings from the milestones themselves, in four queries. Rows are read some at a time; what is kept in
    memory are a day for each program, and for each part the number of stays by their length in days."""
    wanted = list(groupings)
    tallies: dict[str, dict[Key, Tally]] = {grouping: defaultdict(Tally) for grouping in wanted}
    areas = dict(Indication.objects.order_by().values_list("pk", "area"))
    stopped = _stopped()
    programs = {
        key: (modality, heard)
        for key, modality, heard in Program.objects.order_by().values_list("pk", "modality").annotate(heard=Max("milestones__asserted_on"))
    }
    for (program, indication), rows in groupby(_told(), key=itemgetter(0, 1)):
        modality, heard = programs.get(program, ("", None))
        ended = stopped.get((program, indication)) or stopped.get((program, None))
        if heard is None:
            continue
        for stay in stays(_stages(rows), ended, heard):
            parts = {ALL: "", "area": areas.get(indication, ""), "modality": modality, "period": period(stay.start)}
            for grouping in wanted:
                tallies[grouping][parts[grouping], stay.stage].add(stay)
    return {grouping: {key: figures(tally) for key, tally in found.items()} for grouping, found in tallies.items()}


EVERY = (ALL, *GROUPINGS)


def _told() -> Iterator[tuple[Any, ...]]:
    """Program, indication, kind, phase, first possible day of the first such event, and its last: of what occurred, in the order of
    programs and indications."""
    of_trials = [kind for kind, stage in (BEGINS | SHOWS).items() if not stage]
    of_others = [kind for kind, stage in (BEGINS | SHOWS).items() if stage]
    shown = Q(milestone__kind__in=of_trials, milestone__phase__in=STAGE_OF_PHASE) | Q(milestone__kind__in=of_others)
    links = Milestone.programs.through.objects.filter(shown, milestone__status="occurred", milestone__latest__isnull=False)
    columns = ("program", "milestone__indication", "milestone__kind", "milestone__phase")
    grouped = links.values_list(*columns).annotate(first=Min("milestone__earliest"), last=Min("milestone__latest"))
    return grouped.order_by("program", "milestone__indication").iterator(chunk_size=AT_ONCE)


def _stages(rows: Iterable[tuple[Any, ...]]) -> dict[str, Reached]:
    """The stages that one program reached in one indication."""
    began: dict[str, tuple[dt.date | None, dt.date]] = {}
    shown: dict[str, dt.date] = {}
    for _program, _indication, kind, phase, first, last in rows:
        stage = stage_of(kind, phase)
        if stage is None:
            continue
        if kind in SHOWS:
            shown[stage] = min(last, shown.get(stage, last))
        else:
            before = began.get(stage, (None, last))
            firsts = [day for day in (first, before[0]) if day]
            began[stage] = (min(firsts, default=None), min(last, before[1]))
    return {stage: reached(began.get(stage), shown.get(stage)) for stage in began.keys() | shown.keys()}


def _stopped() -> dict[tuple[int, int | None], Reached]:
    """When programs were discontinued, by program and indication, None for all indications."""
    links = Milestone.programs.through.objects.filter(
        milestone__kind="discontinued", milestone__status="occurred", milestone__latest__isnull=False
    )
    grouped = links.order_by().values_list("program", "milestone__indication")
    rows = grouped.annotate(first=Min("milestone__earliest"), last=Min("milestone__latest"))
    return {(program, indication): Reached(first if first and first <= last else None, last) for program, indication, first, last in rows}
