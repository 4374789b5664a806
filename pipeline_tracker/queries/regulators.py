"""Regulators with the names they had, and one regulator with what it decided or has to decide."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from pipeline_tracker.models import Milestone, Program, Regulator

from . import claims
from .milestones import for_rows, regulator_names, with_state

SHOWN = 50  # milestones on a regulator's page; the milestone list has them all


def regulator_list() -> QuerySet[Regulator]:
    """Every regulator; what filters narrow."""
    return Regulator.objects.all()


def for_rows_of_regulators(regulators: QuerySet[Regulator]) -> QuerySet[Regulator]:
    return regulators.annotate(
        milestone_count=Count("milestones", distinct=True), program_count=Count("milestones__programs", distinct=True)
    ).prefetch_related(regulator_names("names"))


@dataclass(frozen=True)
class RegulatorPage:
    """One regulator: its newest milestones (at most SHOWN of ``total``) and the programs before it."""

    regulator: Regulator
    milestones: list[Milestone]
    total: int
    programs: list[Program]


def regulator_page(code: str, today: dt.date) -> RegulatorPage:
    """Raises Regulator.DoesNotExist."""
    regulator = Regulator.objects.prefetch_related(regulator_names("names")).get(code=code)
    milestones = with_state(regulator.milestones.all(), today)
    return RegulatorPage(
        regulator=regulator,
        milestones=list(for_rows(milestones, claims.spoken()).order_by("-asserted_on", "pk")[:SHOWN]),
        total=milestones.count(),
        programs=list(Program.objects.filter(milestones__regulator=regulator).select_related("company").distinct().order_by("name", "pk")),
    )
