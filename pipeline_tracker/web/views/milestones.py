import datetime as dt

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import milestones as query
from pipeline_tracker.queries.guidance import ladders
from pipeline_tracker.vocabulary.guidance import since_first
from pipeline_tracker.web import as_of
from pipeline_tracker.web.addresses import addressed
from pipeline_tracker.web.filters import MilestoneFilters
from pipeline_tracker.web.presenters import guidance
from pipeline_tracker.web.presenters import milestones as present
from pipeline_tracker.web.tables import MilestoneTable

from .lists import ListPage


class MilestoneList(ListPage):
    name = "milestones"
    filters = MilestoneFilters
    table = MilestoneTable
    template = "milestones/list.html"

    def rows(self, today: dt.date) -> QuerySet:
        return query.milestone_list(today)

    def shown(self, rows: QuerySet, today: dt.date) -> QuerySet:
        return query.for_rows(rows)


@require_safe
@addressed
def milestone(request: HttpRequest, company: str, milestone: str) -> HttpResponse:
    """One milestone: what is so, how its date moved, and every claim about it, oldest first."""
    today = as_of.today()
    page = query.milestone_page(company, milestone, today)
    ladder = ladders([page.milestone], today)[page.milestone.pk]
    moved = any(step.slip and step.counts for step in ladder)
    way = since_first(ladder) if moved else None
    context = {
        "page": page,
        "line": present.line(page.milestone),
        "rungs": guidance.rungs(ladder),
        "whole": guidance.days_words(way) if way else "",
        "today": today,
    }
    return render(request, "milestones/milestone.html", context)
