"""The promises of one company: what it said when an event would be, and what became of it (vocabulary.track_record)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from pipeline_tracker.models import Claim, Company, Milestone, TrialMention
from pipeline_tracker.vocabulary.track_record import NO_PROMISE, PARTIES, Judged, Promise, promise

from .claims import COUNTED
from .guidance import ladder_of
from .milestones import programs

LOOKED_AT = 5_000  # milestones with a promise, those told of last; the largest sponsors have more trials than a page can judge

# What a ladder reads of a claim. Quotes and the rest are read for the promises that a page shows.
_READ = (
    "milestone",
    "asserted_on",
    "created_at",
    "uid",
    "status",
    "earliest",
    "latest",
    "precision",
    "window_words",
    "start",
    "flags",
    "author",
    "document__kind",
    "document__sha256",
)


@dataclass(frozen=True)
class Kept:
    """A promise about one milestone, of which only what names it is read."""

    milestone: Milestone
    promise: Promise[Claim]

    def judged(self, by: str) -> Judged[Claim]:
        """By its "first" or its "last" window."""
        return self.promise.first if by == "first" else self.promise.last


@dataclass(frozen=True)
class Found:
    """Promises, those told of last first. ``all`` is false where older ones were not looked at."""

    kept: list[Kept]
    all: bool


def promises(company: Company, party: str, today: dt.date) -> Found:
    """The company's own promises or its estimates in registries (``party``, one of PARTIES). Five queries at most, however many there are.

    Only what the party said counts as promised; what anybody tells as past or dropped ends a promise.
    """
    promised = list(_promised(company, party).order_by("-asserted_on", "-pk").values_list("pk", flat=True)[: LOOKED_AT + 1])
    keys = promised[:LOOKED_AT]
    of_key = (
        Milestone.objects.order_by()
        .select_related("trial", "answered_by__decided_by__document")
        .only("slug", "kind", "phase", "detail", "trial__identifier", "answered_by__kind", *_of_answer())
        .in_bulk(keys)
    )
    rows = [of_key[key] for key in keys if key in of_key]
    said = _said(keys, party)
    known = _known_of_trials(company, rows) if party == "registry" else _known_of_programs(company, keys, party)
    found = []
    for row in rows:
        row.company = company  # its address needs it
        told = said.get(row.pk, [])
        newest = known.get(row.pk) or max(claim.asserted_on for claim in told)
        kept = promise(ladder_of(row, told, today, row.answered_by), today, newest)
        if kept:
            found.append(Kept(row, kept))
    return Found(found, len(promised) <= LOOKED_AT)


def _known_of_programs(company: Company, milestones: list[int], party: str) -> dict[int, dt.date]:
    """By milestone the day on which the party last stated anything of one of its programs, or of the company where it has none: until
    then it would have told the event."""
    said = Claim.objects.filter(COUNTED, company=company, milestone__isnull=False, document__kind__in=PARTIES[party]).order_by()
    newest = dict(said.values_list("milestone__programs").annotate(newest=Max("asserted_on")))
    known: dict[int, dt.date] = {}
    of_programs = Milestone.objects.filter(pk__in=milestones).order_by().values_list("pk", "programs")
    for milestone, program in of_programs:
        if program in newest:
            known[milestone] = max(newest[program], known.get(milestone, dt.date.min))
    return known


def _known_of_trials(company: Company, rows: Iterable[Milestone]) -> dict[int, dt.date]:
    """By milestone the last day on which the record of its trial is known to have been in force as it is stored."""
    told = TrialMention.objects.filter(company=company, document__kind="registry_record").order_by()
    known = dict(told.values_list("identifier").annotate(known=Max(Coalesce("document__seen", "document__published"))))
    return {row.pk: known[row.trial.identifier] for row in rows if row.trial and row.trial.identifier in known}


def _of_answer() -> Iterable[str]:
    yield from (f"answered_by__{name}" for name in ("earliest", "latest", "precision", "window_words"))
    yield from (f"answered_by__decided_by__{name}" for name in _READ)


def _promised(company: Company, party: str) -> QuerySet[Milestone]:
    stated = Claim.objects.filter(
        COUNTED, milestone=OuterRef("pk"), status="expected", latest__isnull=False, document__kind__in=PARTIES[party]
    )
    return Milestone.objects.filter(Exists(stated), company=company).exclude(kind__in=NO_PROMISE)


def _said(milestones: list[int], party: str) -> dict[int, list[Claim]]:
    """What was said of the milestones, without what others than the party expect. Staff who set right what was told as past are
    heard; a date that they expect is no promise of the company."""
    rows = (
        Claim.objects.filter(COUNTED, milestone__in=milestones)
        .filter(~Q(status="expected") | Q(document__kind__in=PARTIES[party]) | Q(document=None))
        .select_related("document")
        .only(*_READ)
        .order_by("asserted_on", "created_at", "pk")
    )
    told: dict[int, list[Claim]] = defaultdict(list)
    past: set[int | None] = set()
    for claim in rows:
        if claim.status == "occurred":
            past.add(claim.milestone_id)
        if claim.document_id or claim.status != "expected" or claim.milestone_id in past:
            told[claim.milestone_id or 0].append(claim)  # none is without one here
    return told


def oldest_open(kept: Iterable[Kept]) -> Kept | None:
    """Of the promises that are open, the one that was first stated longest ago."""
    still = [one for one in kept if one.promise.last.verdict == "open"]
    return min(still, key=lambda one: (one.promise.first.stated.day, one.milestone.pk), default=None)


def milestones_of(kept: Iterable[Kept]) -> dict[int, Milestone]:
    """The milestones of promises by their keys, with all that names them. Two queries."""
    rows = Milestone.objects.select_related("company", "indication", "trial").defer(
        "trial__collaborators", "trial__interventions", "trial__countries"
    )
    return rows.prefetch_related(programs("programs")).in_bulk([one.milestone.pk for one in kept])


def claims_of(kept: Iterable[Kept]) -> dict[int, Claim]:
    """The claims that state the windows and tell the outcomes of promises, by their keys, with their documents. One query."""
    keys = set()
    for one in kept:
        steps = (one.promise.first.stated, one.promise.last.stated, one.promise.outcome.stated if one.promise.outcome else None)
        keys |= {stated.said.pk for stated in steps if stated}
    rows = Claim.objects.select_related("document", "author", "milestone__company").defer("document__text", "document__ledger")
    return rows.in_bulk(list(keys))
