"""Milestones with their state on a day, and one milestone with all that was said of it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, CharField, F, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from pipeline_tracker.models import Claim, Milestone, PastMilestone, Program, RegulatorName

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


def states(today: dt.date) -> dict[str, Q]:
    """Which milestones are in each of STATES; every milestone is in exactly one."""
    expected = Q(status="expected", answered_by=None)
    return {
        "overdue": expected & Q(latest__lt=today) & ~Q(kind="presentation"),
        "upcoming": expected & Q(latest__gte=today),
        "undated": expected & Q(latest=None),
        "passed": expected & Q(latest__lt=today, kind="presentation"),
        "occurred": Q(status="occurred"),
        "answered": Q(status="expected", answered_by__isnull=False),
        "dropped": Q(status="dropped"),
    }


def with_state(milestones: QuerySet[Milestone], today: dt.date) -> QuerySet[Milestone]:
    """Annotates ``state``, one of STATES."""
    cases = [When(condition, then=Value(state)) for state, condition in states(today).items()]
    return milestones.annotate(state=Case(*cases, output_field=CharField()))


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
            "answered_by__company__last_source",  # on earlier days looked up, of all companies before they are joined
        )
        .prefetch_related(programs("programs"), regulator_names("regulator__names"), said or claims.expectations())
    )


def programs(path: str) -> Prefetch:
    """Prefetches programs with their company, which their addresses need."""
    return Prefetch(path, queryset=Program.objects.select_related("company"))


def regulator_names(path: str) -> Prefetch:
    """Prefetches all names of regulators, oldest first, for ``Regulator.name_on``."""
    return Prefetch(path, queryset=RegulatorName.objects.order_by(F("until").asc(nulls_last=True), "pk"))


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
        .select_related("document", "author", "retracted_by", "presentation", "regulator", "run")
        .defer("document__text", "document__ledger")
        .prefetch_related("evidence", regulator_names("regulator__names"))
        .order_by("asserted_on", "created_at", "pk")
    )
    return MilestonePage(milestone, list(said), list(milestone.answers.select_related("company")))


def slug_on(day: dt.date, company: str, milestone: str) -> str | None:
    """What a milestone of now, or one that was none of its own any more later, was called on a day. Ask for it outside of `as_of`."""
    now = Milestone.objects.filter(company__slug=company, slug=milestone).values("pk")
    named = PastMilestone.objects.filter(company__slug=company, slug=milestone).values("stands_for")
    then = PastMilestone.objects.filter(known_from__lte=day, known_until__gt=day).filter(Q(stands_for__in=now) | Q(stands_for__in=named))
    present = Milestone.objects.filter(pk__in=named, known_from__lte=day)
    found = then.order_by("pk").values_list("slug", flat=True).first() or present.values_list("slug", flat=True).first()
    return found if found != milestone else None
