"""What the lists can be sorted by. Each reads along an index named beside it, or over a table that is small anywhere."""

import datetime as dt

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Lower

from pipeline_tracker.models import Document, Milestone, Program, Standing
from pipeline_tracker.models.ordering import ranked
from pipeline_tracker.vocabulary.phases import PHASE_ORDER

from .sorting import By, Via

_LINKS = Milestone.programs.through.objects.all()
_RANKED = Standing.objects.annotate(rank=ranked("phase", PHASE_ORDER))

# Programs: program_by_name, program_by_modality
PROGRAM_NAME = By((Lower("name"),))
PROGRAM_MODALITY = By(("modality", "origin"), stated=~Q(modality=""), unstated=Q(modality=""))

# Companies: company_by_name; few are listed on an exchange
COMPANY_NAME = By((Lower("name"),))
COMPANY_LISTING = By(("exchange", "ticker"), stated=~Q(exchange=""), unstated=Q(exchange=""))

# Milestones: milestone_by_kind, milestone_by_date, milestone_by_source; few are before a regulator
MILESTONE_KIND = By(("kind", "phase"))
MILESTONE_COMPANY = By((Lower("company__name"),))
MILESTONE_REGULATOR = By(("regulator__code",), stated=Q(regulator__code__isnull=False), unstated=Q(regulator=None))
MILESTONE_DATE = By(("latest", Coalesce("earliest", "latest")), stated=Q(latest__isnull=False), unstated=Q(latest=None))
MILESTONE_SOURCE = By(("asserted_on",))

# Trials: trial_by_identifier, trial_by_phase, trial_by_status. The codes of a trial's phases sort as the phases do.
TRIAL_IDENTIFIER = By(("identifier",))
TRIAL_SPONSOR = By((Lower("company__name"),), stated=Q(company__name__isnull=False), unstated=Q(company=None))
TRIAL_PHASE = By(("phase",), stated=~Q(phase=""), unstated=Q(phase=""))
TRIAL_STATUS = By(("status",), stated=~Q(status=""), unstated=Q(status=""))

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
    return _furthest("program")


def company_phase(today: dt.date) -> Via:
    return _furthest("program__company")


def _furthest(owner: str) -> Via:
    same = _RANKED.filter(**{owner: OuterRef(owner)})
    above = same.filter(Q(rank__gt=OuterRef("rank")) | Q(rank=OuterRef("rank"), pk__lt=OuterRef("pk")))
    return Via(_RANKED.filter(~Exists(above)), owner, ("rank",), Exists(Standing.objects.filter(**{owner: OuterRef("pk")})))


def program_next(today: dt.date) -> Via:
    """By the last possible day of the first of its milestones to come (milestone_awaited)."""
    coming = _LINKS.filter(milestone__in=Milestone.objects.upcoming(today))
    return _first(coming, "program", "milestone__latest", "milestone")


def company_next(today: dt.date) -> Via:
    return _first(Milestone.objects.upcoming(today), "company", "latest", "pk")


def program_source(today: dt.date) -> Via:
    """By the day of the newest source about one of its milestones (milestone_by_source)."""
    return _last(_LINKS, "program", "milestone__asserted_on", "milestone")


def company_source(today: dt.date) -> Via:
    """By the day of its newest document (document_by_date, document_of_company)."""
    return _last(Document.objects.all(), "company", "published", "pk")


def _first(rows: QuerySet, owner: str, value: str, key: str) -> Via:
    same = rows.filter(**{owner: OuterRef(owner)})
    earlier = same.filter(Q(**{f"{value}__lt": OuterRef(value)}) | Q(**{value: OuterRef(value), f"{key}__lt": OuterRef(key)}))
    return Via(rows.filter(~Exists(earlier)), owner, (value,), Exists(rows.filter(**{owner: OuterRef("pk")})))


def _last(rows: QuerySet, owner: str, value: str, key: str) -> Via:
    same = rows.filter(**{owner: OuterRef(owner)})
    later = same.filter(Q(**{f"{value}__gt": OuterRef(value)}) | Q(**{value: OuterRef(value), f"{key}__gt": OuterRef(key)}))
    return Via(rows.filter(~Exists(later)), owner, (value,), Exists(rows.filter(**{owner: OuterRef("pk")})))


def company_programs(today: dt.date) -> Via:
    return _number(Program.objects.all())


def company_overdue(today: dt.date) -> Via:
    """By the number of its milestones that are overdue (milestone_awaited)."""
    return _number(Milestone.objects.overdue(today))


def _number(rows: QuerySet) -> Via:
    counted = rows.order_by().values("company").annotate(number=Count("pk"))
    return Via(counted, "company", (F("number"),), Exists(rows.filter(company=OuterRef("pk"))), zero=True)
