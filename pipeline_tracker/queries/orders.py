"""What the lists can be sorted by. Each reads along an index named beside it, or over a table that is small anywhere."""

import datetime as dt

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from pipeline_tracker.models import CompanyCount, Milestone, Program, Standing
from pipeline_tracker.models.ordering import first_day, ranked
from pipeline_tracker.vocabulary.phases import PHASE_ORDER

from .sorting import By, Numbers, Via

_LINKS = Milestone.programs.through.objects.all()
_RANKED = Standing.objects.annotate(rank=ranked("phase", PHASE_ORDER))

# What is stated is more than "": so an index is read from there on.

# Programs: program_by_name, program_by_modality
PROGRAM_NAME = By((Lower("name"),))
PROGRAM_MODALITY = By(("modality", "origin"), stated=Q(modality__gt=""), unstated=Q(modality=""))

# Companies: company_by_name, company_by_source; few are listed on an exchange
COMPANY_NAME = By((Lower("name"),))
# That there is a source is told by the day of the first: on earlier days the newest one is looked up for each company, and only once.
COMPANY_SOURCE = By(("last_source",), stated=Q(known_from__isnull=False), unstated=Q(known_from=None))
COMPANY_LISTING = By(("exchange", "ticker"), stated=Q(exchange__gt=""), unstated=Q(exchange=""))

# Milestones: milestone_by_kind, milestone_by_date, milestone_by_source; few are before a regulator
MILESTONE_KIND = By(("kind", "phase"))
MILESTONE_COMPANY = By((Lower("company__name"),))
MILESTONE_REGULATOR = By(("regulator__code",), stated=Q(regulator__code__isnull=False), unstated=Q(regulator=None))
MILESTONE_DATE = By(("latest", first_day()), stated=Q(latest__isnull=False), unstated=Q(latest=None))
MILESTONE_SOURCE = By(("asserted_on",), told="asserted_on")

# Trials: trial_by_identifier, trial_by_phase, trial_by_status. The codes of a trial's phases sort as the phases do.
TRIAL_IDENTIFIER = By(("identifier",))
TRIAL_SPONSOR = By((Lower("company__name"),), stated=Q(company__name__isnull=False), unstated=Q(company=None))
TRIAL_PHASE = By(("phase",), stated=Q(phase__gt=""), unstated=Q(phase=""))
TRIAL_STATUS = By(("status", "phase"), stated=Q(status__gt=""), unstated=Q(status=""))

# Documents: document_by_kind, document_by_date
DOCUMENT_COMPANY = By((Lower("company__name"),), stated=Q(company__name__isnull=False), unstated=Q(company=None))
DOCUMENT_KIND = By(("kind", "published"))
DOCUMENT_DATE = By(("published",))

# Regulators are few, and runs hundreds
REGULATOR_CODE = By(("code",))
REGULATOR_TERRITORY = By(("territory",))
REGULATOR_PROGRAMS = By((Count("milestones__programs", distinct=True),))
REGULATOR_MILESTONES = By((Count("milestones", distinct=True),))
RUN = {field: By((field,)) for field in ("started_at", "command", "state", "read", "created", "unchanged", "refused", "claims_created")}


def program_phase(today: dt.date) -> Via:
    """By the furthest of its standings (standing_by_rank)."""
    return _picked(_RANKED, "program", "rank", "pk", ("rank",), descending=True)


def company_phase(today: dt.date) -> Via:
    """By the furthest of the standings of its programs (standing_by_rank)."""
    return _picked(_RANKED, "program__company", "rank", "pk", ("rank", "program"), descending=True)


def program_next(today: dt.date) -> Via:
    """By the last possible day of the first of its milestones to come (milestone_by_status_date)."""
    coming = _LINKS.filter(milestone__status="expected", milestone__latest__gte=today, milestone__answered_by=None)
    return _picked(coming, "program", "milestone__latest", "milestone", ("milestone__latest", "milestone"))


def company_next(today: dt.date) -> Via:
    """By the last possible day of the first of its milestones to come (milestone_by_status_date, milestone_awaited)."""
    return _picked(Milestone.objects.upcoming(today), "company", "latest", "pk", ("latest", "pk"))


def _picked(rows: QuerySet, owner: str, value: str, key: str, by: tuple[str, ...], *, descending: bool = False) -> Via:
    """Of each owner's rows the first by the value and the key.

    Whether a row is that one is asked of each row (CASE keeps PostgreSQL from joining all rows with all others instead), so that the
    rows are read in the order of the list, and no more of them than a page needs; ``by`` are the columns of an index in that order.
    """
    beyond = "gt" if descending else "lt"
    before = Q(**{f"{value}__{beyond}": OuterRef(value)}) | Q(**{value: OuterRef(value), f"{key}__{beyond}": OuterRef(key)})
    another = Exists(rows.filter(before, **{owner: OuterRef(owner)}))
    first = Case(When(another, then=Value(False)), default=Value(True))
    return Via(rows.alias(first=first).filter(first=True), owner, by, Exists(rows.filter(**{owner: OuterRef("pk")})))


def company_programs(today: dt.date) -> Numbers:
    """By their number (company_count_by_programs where it was counted ahead; otherwise all programs are counted)."""
    return Numbers(Program.objects.all(), "company", _ahead("programs") if _counted_on() else None)


def company_overdue(today: dt.date) -> Numbers:
    """By the number of its milestones that are overdue (company_count_by_overdue where it was counted ahead for today; otherwise all of
    those are counted, along milestone_awaited)."""
    return Numbers(Milestone.objects.overdue(today), "company", _ahead("overdue") if _counted_on() == today else None)


def _counted_on() -> dt.date | None:
    """The day for which numbers of companies were counted ahead, None where they were not."""
    return CompanyCount.objects.values_list("day", flat=True).first()


def _ahead(column: str) -> QuerySet:
    return CompanyCount.objects.annotate(number=F(column)).filter(number__gt=0)
