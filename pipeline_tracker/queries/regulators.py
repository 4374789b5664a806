"""Regulators with the names they had, and one regulator with what it decided, how long that took, and what is before it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, Max, QuerySet, Value, When
from django.db.models.functions import ExtractYear

from pipeline_tracker.models import Milestone, Program, Regulator

from . import claims
from .milestones import for_rows, programs, regulator_names, with_state

SHOWN = 20  # milestones on a regulator's page; the milestone list has them all
PROGRAMS = 60  # programs on it
RECENT = 1_000  # milestones, the newest, whose programs are looked for
PAIRS = 50  # decisions with their submissions
FILINGS = 5_000  # submissions and decisions, the newest, among which pairs are looked for

# What a regulator does, in the order of development; what else comes before it is done by companies.
ACTIONS = (
    "ind_accepted",
    "ind_cleared",
    "clinical_hold",
    "hold_lifted",
    "designation",
    "marketing_accepted",
    "advisory_committee",
    "approved",
    "complete_response",
)

# What is submitted, and what decides on it. In China acceptance is not yet permission, so it decides nothing.
DECIDED_BY = {"ind_submitted": ("ind_cleared",), "marketing_submitted": ("approved", "complete_response")}
SUBMISSION_OF = {decision: submission for submission, decisions in DECIDED_BY.items() for decision in decisions}


def regulator_list() -> QuerySet[Regulator]:
    """Every regulator; what filters narrow."""
    return Regulator.objects.all()


def for_rows_of_regulators(regulators: QuerySet[Regulator]) -> QuerySet[Regulator]:
    return regulators.annotate(
        milestone_count=Count("milestones", distinct=True), program_count=Count("milestones__programs", distinct=True)
    ).prefetch_related(regulator_names("names"))


@dataclass(frozen=True)
class Tally:
    """How many milestones of a kind and status lie in one span: from ``first`` to ``last`` year. ``first`` is None where only the last
    possible day is known, both where nothing is. ``detail`` is told of designations, "" of other kinds."""

    kind: str
    status: str
    detail: str
    first: int | None
    last: int | None
    count: int


@dataclass(frozen=True)
class Filing:
    """A submission or decision. ``day`` is None where it is not known to the day; then it lies between ``earliest``, None where that
    is open, and ``latest``. Filings of one ``subject`` are about the same programs of one company for the same indication."""

    key: int
    kind: str
    subject: tuple[int, frozenset[int], int | None]
    earliest: dt.date | None
    latest: dt.date
    day: dt.date | None


@dataclass(frozen=True)
class Pair:
    """A decision on a submission, both known to the day. ``days`` lie between them."""

    submission: Milestone
    decision: Milestone
    days: int


@dataclass(frozen=True)
class RegulatorPage:
    """One regulator: tallies of all that came before it, its newest milestones (at most SHOWN), the programs of its newest ones, the
    newest first (at most PROGRAMS), and decisions with their submissions, the newest first (at most PAIRS), with the days of all of
    them by the kind of submission.

    ``all_programs`` is false where there may be more of them, ``all_filings`` where there are more than FILINGS, the oldest of which
    were not looked at.
    """

    regulator: Regulator
    tallies: list[Tally]
    milestones: list[Milestone]
    programs: list[Program]
    all_programs: bool
    pairs: list[Pair]
    days: dict[str, list[int]]
    all_filings: bool


def regulator_page(code: str, today: dt.date) -> RegulatorPage:
    """Raises Regulator.DoesNotExist."""
    regulator = Regulator.objects.prefetch_related(regulator_names("names")).get(code=code)
    milestones = with_state(regulator.milestones.all(), today)
    filings, all_filings = _filings(regulator)
    paired = pairs(filings)
    tallies = _tallies(regulator)
    newest = list(regulator.milestones.order_by("-asserted_on", "-pk").values_list("pk", flat=True)[:RECENT])
    before = Program.objects.filter(milestones__in=newest).annotate(newest=Max("milestones__asserted_on"))
    found: list[Program] = list(before.select_related("company").order_by("-newest", "name", "pk")[: PROGRAMS + 1])
    return RegulatorPage(
        regulator=regulator,
        tallies=tallies,
        milestones=list(for_rows(milestones, claims.spoken()).order_by("-asserted_on", "pk")[:SHOWN]),
        programs=found[:PROGRAMS],
        all_programs=len(found) <= PROGRAMS and sum(tally.count for tally in tallies) <= RECENT,
        pairs=_pairs(paired[:PAIRS]),
        days={kind: [(said.latest - filed.latest).days for filed, said in paired if filed.kind == kind] for kind in DECIDED_BY},
        all_filings=all_filings,
    )


def _tallies(regulator: Regulator) -> list[Tally]:
    detail = Case(When(kind="designation", then=F("detail")), default=Value(""), output_field=CharField())
    counted = (
        regulator.milestones.order_by()
        .annotate(what=detail, first=ExtractYear("earliest"), last=ExtractYear("latest"))
        .values_list("kind", "status", "what", "first", "last")
        .annotate(number=Count("pk"))
    )
    return [Tally(*row) for row in counted.order_by("last", "first", "kind", "status", "what")]


def _filings(regulator: Regulator) -> tuple[list[Filing], bool]:
    """Those that occurred, and whether they are all."""
    kinds = [*DECIDED_BY, *SUBMISSION_OF]
    newest = regulator.milestones.filter(status="occurred", kind__in=kinds, latest__isnull=False).order_by("-latest", "-pk")
    rows = (
        Milestone.objects.filter(pk__in=list(newest.values_list("pk", flat=True)[: FILINGS + 1]))
        .order_by("pk")
        .values_list("pk", "kind", "company", "indication", "earliest", "latest", "precision", "programs")
    )
    found: dict[int, tuple] = {}
    about: dict[int, set[int]] = defaultdict(set)
    for key, *rest, program in rows:
        found[key] = tuple(rest)
        if program:
            about[key].add(program)
    filings = [
        Filing(
            key, kind, (company, frozenset(about[key]), indication), earliest, latest, latest if precision in ("day", "minute") else None
        )
        for key, (kind, company, indication, earliest, latest, precision) in found.items()
    ]
    return filings, len(filings) <= FILINGS


def pairs(filings: Iterable[Filing]) -> list[tuple[Filing, Filing]]:
    """(submission, decision), the newest decision first, where no doubt is left: both are known to the day, are about the same named
    programs for the same indication, and no other filing about them can lie between them."""
    groups: dict[tuple, list[Filing]] = defaultdict(list)
    for filing in filings:
        if filing.subject[1]:
            groups[filing.subject, SUBMISSION_OF.get(filing.kind, filing.kind)].append(filing)
    found = [pair for group in groups.values() for pair in _next_to_each_other(group)]
    return sorted(found, key=lambda pair: (pair[1].latest, pair[1].key), reverse=True)


def _next_to_each_other(group: list[Filing]) -> Iterator[tuple[Filing, Filing]]:
    """The submissions of one group that a decision follows, with nothing that may lie between: what ends later may begin before it."""
    ordered = sorted(group, key=lambda filing: (filing.latest, filing.kind in SUBMISSION_OF, filing.key))
    begins = dt.date.max  # the first possible day of all that come after the pair
    for number in range(len(ordered) - 2, -1, -1):
        first, second = ordered[number : number + 2]
        alone = number == 0 or ordered[number - 1].latest < first.latest
        if SUBMISSION_OF.get(second.kind) == first.kind and first.day and second.day and second.day < begins and alone:
            yield first, second
        begins = min(begins, second.earliest or dt.date.min)


def _pairs(found: list[tuple[Filing, Filing]]) -> list[Pair]:
    keys = {filing.key for pair in found for filing in pair}
    rows = Milestone.objects.select_related("company").prefetch_related(programs("programs")).in_bulk(list(keys)) if keys else {}
    return [Pair(rows[submission.key], rows[decision.key], (decision.latest - submission.latest).days) for submission, decision in found]
