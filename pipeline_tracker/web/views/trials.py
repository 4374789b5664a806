import datetime as dt

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import trials as query
from pipeline_tracker.web import as_of
from pipeline_tracker.web.addresses import addressed
from pipeline_tracker.web.filters import TrialFilters
from pipeline_tracker.web.presenters import milestones as present
from pipeline_tracker.web.presenters import trials
from pipeline_tracker.web.tables import TrialTable

from .lists import ListPage


class TrialList(ListPage):
    name = "trials"
    filters = TrialFilters
    table = TrialTable
    template = "trials/list.html"

    def rows(self, today: dt.date) -> QuerySet:
        return query.trial_list()

    def shown(self, rows: QuerySet, today: dt.date) -> QuerySet:
        return query.for_rows_of_trials(rows)


@require_safe
@addressed
def trial(request: HttpRequest, slug: str) -> HttpResponse:
    """One trial: what registries, tables and releases say of it, its milestones and the versions of its record."""
    today = as_of.today()
    page = query.trial_page(slug, today)
    context = {
        "page": page,
        "lines": present.by_time(present.lines(page.milestones)),
        "phase": trials.phase_of(page.trial, page.attributes),
        "enrolment": trials.enrolment(page.trial, page.attributes),
        "numbers": trials.numbers(page.trial),
        "collaborators": trials.collaborators(page.trial),
        "interventions": trials.interventions(page.trial),
        "today": today,
    }
    return render(request, "trials/trial.html", context)
