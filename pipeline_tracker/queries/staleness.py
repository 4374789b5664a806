"""Programs of which no development is reported (vocabulary.staleness), and when programs were heard of last."""

import datetime as dt
from collections import defaultdict

from django.db.models import Exists, Max, OuterRef, Q, Subquery

from pipeline_tracker.models import Milestone, Standing
from pipeline_tracker.vocabulary.days import YEAR, months_before
from pipeline_tracker.vocabulary.staleness import YEARS


def last_stated() -> Subquery:
    """Of an outer program the day on which a source last stated anything of it."""
    stated = Milestone.objects.filter(programs=OuterRef("pk")).order_by().values("programs")
    return Subquery(stated.annotate(newest=Max("asserted_on")).values("newest"))


def quiet(today: dt.date) -> Q:
    """True of programs with a standing of which no development is reported on the day, unless one is approved or marketed."""
    phases: dict[int, list[str]] = defaultdict(list)
    for phase, years in YEARS.items():
        phases[years].append(phase)
    found = Q(pk__in=())
    for years, some in phases.items():
        stands = Standing.objects.filter(program=OuterRef("pk"), activity="active", phase__in=some)
        heard = Milestone.programs.through.objects.filter(
            program=OuterRef("pk"), milestone__asserted_on__gte=months_before(today, years * YEAR)
        )
        found |= Q(Exists(stands)) & ~Q(Exists(heard))
    done = Standing.objects.filter(program=OuterRef("pk"), activity="active").exclude(phase__in=YEARS)
    return found & ~Q(Exists(done))
