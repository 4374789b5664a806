"""Milestones with their state on a day, and one milestone with all that was said of it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, CharField, F, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from pipeline_tracker.models import Claim, Milestone, Program, RegulatorName
from pipeline_tracker.vocabulary.milestones import KIND_ORDER

from . import claims

# The status of a milestone as seen on a day. "passed" is for talks: a scheduled talk whose day has passed is
# unconfirmed, not overdue. "answered" is for an expectation that another event met.
STATES = (
    ("overdue", _("Overdue")),
    ("upcoming", _("Expected")),
    ("undated", _("Expected, no date given")),
    ("passed", _("Date passed, unconfirmed")),
    ("occurred", _("Occurred")),
    ("answered", _("Answered by another event")),
    ("dropped", _("Dropped")),
)
STATE_LABELS = dict(STATES)
_STATE_ORDER = {code: number for number, (code, _label) in enumerate(STATES)}


def with_state(milestones: QuerySet[Milestone], today: dt.date) -> QuerySet[Milestone]:
    """Annotates ``state``, one of STATES."""
    return milestones.annotate(
        state=Case(
            When(status__in=("occurred", "dropped"), then=F("status")),
            When(answered_by__isnull=False, then=Value("answered")),
            When(latest=None, then=Value("undated")),
            When(Q(latest__lt=today, kind="presentation"), then=Value("passed")),
            When(latest__lt=today, then=Value("overdue")),
            default=Value("upcoming"),
            output_field=CharField(),
        )
    )


def ranked(field: str, order: dict[str, int]) -> Case:
    """A number that sorts codes in the vocabulary's order; codes outside it come last."""
    return Case(*[When(**{field: code}, then=Value(rank)) for code, rank in order.items()], output_field=IntegerField())


def milestone_list(today: dt.date) -> QuerySet[Milestone]:
    """Every milestone with its state on the day; what filters narrow."""
    return with_state(Milestone.objects.all(), today)


def for_rows(milestones: QuerySet[Milestone], said: Prefetch | None = None) -> QuerySet[Milestone]:
    """With all that a row about a milestone shows: four queries however many rows."""
    return (
        milestones.select_related(
            "company",
            "indication",
            "regulator",
            "trial",
            "decided_by__document",
            "decided_by__author",
            "answered_by__company",
        )
        .defer(
            "decided_by__document__text",
            "decided_by__document__ledger",
            "trial__collaborators",
            "trial__interventions",
            "trial__countries",
        )
        .prefetch_related(programs("programs"), regulator_names("regulator__names"), said or claims.expectations())
    )


def programs(path: str) -> Prefetch:
    """Prefetches programs with their company, which their addresses need."""
    return Prefetch(path, queryset=Program.objects.select_related("company"))


def regulator_names(path: str) -> Prefetch:
    """Prefetches all names of regulators, oldest first, for ``Regulator.name_on``."""
    return Prefetch(path, queryset=RegulatorName.objects.order_by(F("until").asc(nulls_last=True), "pk"))


def sortable(milestones: QuerySet[Milestone]) -> QuerySet[Milestone]:
    """Names what the list sorts by beyond plain columns."""
    return milestones.alias(kind_rank=ranked("kind", KIND_ORDER), state_rank=ranked("state", _STATE_ORDER))


@dataclass(frozen=True)
class MilestonePage:
    """One milestone: every claim about it oldest first, retracted ones included, and the expectations that it answers."""

    milestone: Milestone
    claims: list[Claim]
    answers: list[Milestone]


def milestone_page(company: str, slug: str, today: dt.date) -> MilestonePage:
    """Raises Milestone.DoesNotExist."""
    milestone = for_rows(with_state(Milestone.objects.all(), today), claims.spoken()).get(company__slug=company, slug=slug)
    said = (
        Claim.objects.filter(milestone=milestone)
        .exclude(review="withheld")
        .select_related("document", "author", "retracted_by", "presentation", "regulator", "run")
        .defer("document__text", "document__ledger")
        .prefetch_related("evidence", regulator_names("regulator__names"))
        .order_by("asserted_on", "created_at", "pk")
    )
    return MilestonePage(milestone, list(said), list(milestone.answers.select_related("company")))
