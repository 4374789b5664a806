"""The promises of one company: what it said when an event would be, and what became of it (vocabulary.track_record)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from pipeline_tracker.models import Claim, Company, Milestone, Trial, TrialMention
from pipeline_tracker.vocabulary.guidance import Stated
from pipeline_tracker.vocabulary.track_record import NO_PROMISE, PARTIES, Judged, Promise, promise
from pipeline_tracker.vocabulary.windows import Window

from .claims import COUNTED
from .guidance import answer_to, ladder_of_kind, statement
from .milestones import programs

LOOKED_AT = 5_000  # milestones with a promise, those told of last; the largest sponsors have more trials than a page can judge

# Of thousands of milestones and claims only what a promise is judged by is read, as plain values; the rest is read of what a page shows.
_OF_MILESTONE = ("pk", "slug", "kind", "phase", "detail", "answered_by", "trial")
_OF_CLAIM = (
    *("pk", "milestone", "asserted_on", "created_at", "uid", "status", "earliest", "latest", "precision", "window_words", "start", "flags"),
    *("document__kind", "document__sha256"),
)
_OF_ANSWER = ("pk", "earliest", "latest", "precision", "window_words")


class Said(NamedTuple):
    """What a ladder reads of a claim, in the order of _OF_CLAIM; what staff said has no source."""

    pk: int
    milestone: int | None
    asserted_on: dt.date
    created_at: dt.datetime
    uid: str
    status: str
    earliest: dt.date | None
    latest: dt.date | None
    precision: str
    window_words: str
    start: int | None
    flags: list[str]
    source: str | None
    sha256: str | None

    @property
    def window(self) -> Window | None:
        return Window(self.earliest, self.latest, self.precision, self.window_words) if self.latest else None

    @property
    def stated(self) -> Stated["Said"]:
        return statement(self, self.source or "", self.sha256 or "")


@dataclass(frozen=True)
class Kept:
    """A promise about one milestone, of which only what names it is read; ``pk`` is its key."""

    company: Company
    pk: int
    slug: str
    kind: str
    phase: str
    detail: str
    promise: Promise[Said]

    def judged(self, by: str) -> Judged[Said]:
        """By its "first" or its "last" window."""
        return self.promise.first if by == "first" else self.promise.last

    @property
    def milestone(self) -> Milestone:
        """With no more than its address and what it is."""
        return Milestone(pk=self.pk, company=self.company, slug=self.slug, kind=self.kind, phase=self.phase, detail=self.detail)


@dataclass(frozen=True)
class Found:
    """Promises, those told of last first. ``all`` is false where older ones were not looked at."""

    kept: list[Kept]
    all: bool


def promises(company: Company, party: str, today: dt.date) -> Found:
    """The company's own promises or its estimates in registries (``party``, one of PARTIES). Five queries at most, however many there are.

    Only what the party said counts as promised; what anybody tells as past or dropped ends a promise.
    """
    promised = list(_promised(company, party).order_by("-asserted_on", "-pk").values_list(*_OF_MILESTONE)[: LOOKED_AT + 1])
    rows = promised[:LOOKED_AT]
    keys = [key for key, *_ in rows]
    said = _said(keys, party)
    answers = _answers({answer for *_, answer, _trial in rows if answer})
    trials = {key: trial for key, *_, trial in rows if trial}
    known = _known_of_trials(company, trials) if party == "registry" else _known_of_programs(company, keys, party)
    found = []
    for key, slug, kind, phase, detail, answered_by, _trial in rows:
        told = said.get(key, [])
        newest = known.get(key) or max(claim.asserted_on for claim in told)
        answer = answer_to(kind, *answers[answered_by]) if answered_by in answers else None
        kept = promise(ladder_of_kind(kind, (claim.stated for claim in told), today, answer), today, newest)
        if kept:
            found.append(Kept(company, key, slug, kind, phase, detail, kept))
    return Found(found, len(promised) <= LOOKED_AT)


def _answers(milestones: Collection[int]) -> dict[int, tuple[Stated[Said], Window | None]]:
    """By milestone what the claim that decides it says, and its window."""
    if not milestones:
        return {}
    rows = Milestone.objects.filter(pk__in=milestones, decided_by__isnull=False).order_by()
    of_claims = (f"decided_by__{name}" for name in _OF_CLAIM)
    return {
        key: (Said(*decides).stated, Window(earliest, latest, precision, words) if latest else None)
        for key, earliest, latest, precision, words, *decides in rows.values_list(*_OF_ANSWER, *of_claims)
    }


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


def _known_of_trials(company: Company, trials: Mapping[int, int]) -> dict[int, dt.date]:
    """By milestone the last day on which the record of its trial is known to have been in force as it is stored; ``trials`` are the
    trials' keys by milestone."""
    told = TrialMention.objects.filter(company=company, document__kind="registry_record").order_by()
    known = dict(told.values_list("identifier").annotate(known=Max(Coalesce("document__seen", "document__published"))))
    # Asked for by themselves: joined with them, milestones of an earlier day take twenty times as long (models.as_of).
    of_trial = dict(Trial.objects.filter(pk__in=set(trials.values())).order_by().values_list("pk", "identifier"))
    identifiers = {key: of_trial.get(trial, "") for key, trial in trials.items()}
    return {key: known[identifier] for key, identifier in identifiers.items() if identifier in known}


def _promised(company: Company, party: str) -> QuerySet[Milestone]:
    stated = Claim.objects.filter(
        COUNTED, milestone=OuterRef("pk"), status="expected", latest__isnull=False, document__kind__in=PARTIES[party]
    )
    # What is told as past from the first day on was not promised before; most of a registry's dates are, and their claims need no look.
    told_at_once = Q(status="occurred", asserted_on=F("first_asserted_on"))
    return Milestone.objects.filter(~told_at_once, Exists(stated), company=company).exclude(kind__in=NO_PROMISE)


def _said(milestones: list[int], party: str) -> dict[int, list[Said]]:
    """What was said of the milestones, without what others than the party expect. Staff who set right what was told as past are
    heard; a date that they expect is no promise of the company."""
    rows = (
        Claim.objects.filter(COUNTED, milestone__in=milestones)
        .filter(~Q(status="expected") | Q(document__kind__in=PARTIES[party]) | Q(document=None))
        .order_by("asserted_on", "created_at", "pk")
    )
    told: dict[int, list[Said]] = defaultdict(list)
    past: set[int | None] = set()
    for row in rows.values_list(*_OF_CLAIM):
        claim = Said(*row)
        if claim.status == "occurred":
            past.add(claim.milestone)
        if claim.source or claim.status != "expected" or claim.milestone in past:
            told[claim.milestone or 0].append(claim)  # none is without one here
    return told


def oldest_open(kept: Iterable[Kept]) -> Kept | None:
    """Of the promises that are open, the one that was first stated longest ago."""
    still = [one for one in kept if one.promise.last.verdict == "open"]
    return min(still, key=lambda one: (one.promise.first.stated.day, one.pk), default=None)


def milestones_of(kept: Iterable[Kept]) -> dict[int, Milestone]:
    """The milestones of promises by their keys, with all that names them. Two queries."""
    rows = Milestone.objects.select_related("company", "indication", "trial").defer(
        "trial__collaborators", "trial__interventions", "trial__countries"
    )
    return rows.prefetch_related(programs("programs")).in_bulk([one.pk for one in kept])


def claims_of(kept: Iterable[Kept]) -> dict[int, Claim]:
    """The claims that state the windows and tell the outcomes of promises, by their keys, with their documents. One query."""
    keys = set()
    for one in kept:
        steps = (one.promise.first.stated, one.promise.last.stated, one.promise.outcome.stated if one.promise.outcome else None)
        keys |= {stated.said.pk for stated in steps if stated}
    rows = Claim.objects.select_related("document", "author", "milestone__company").defer("document__text", "document__ledger")
    return rows.in_bulk(list(keys))
