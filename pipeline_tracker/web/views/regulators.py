import datetime as dt

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import regulators as query
from pipeline_tracker.web import as_of
from pipeline_tracker.web.addresses import addressed
from pipeline_tracker.web.filters import RegulatorFilters
from pipeline_tracker.web.presenters import milestones as present
from pipeline_tracker.web.presenters import regulators as actions
from pipeline_tracker.web.tables import RegulatorTable

from .lists import ListPage


class RegulatorList(ListPage):
    name = "regulators"
    filters = RegulatorFilters
    table = RegulatorTable
    template = "regulators/list.html"

    def rows(self, today: dt.date) -> QuerySet:
        return query.regulator_list()

    def shown(self, rows: QuerySet, today: dt.date) -> QuerySet:
        return query.for_rows_of_regulators(rows)


@require_safe
@addressed
def regulator(request: HttpRequest, code: str) -> HttpResponse:
    """One regulator: its names and when they were in force, what it did and how long that took, and what is before it."""
    today = as_of.today()
    page = query.regulator_page(code, today)
    names = list(page.regulator.names.all())
    context = {
        "page": page,
        "names": names[::-1],
        "present": names[-1] if names else None,
        "lines": present.lines(page.milestones),
        "total": sum(tally.count for tally in page.tallies),
        "years": actions.years(page.tallies),
        "kinds": actions.kinds(page.tallies),
        "durations": actions.durations(page.days),
        "pairs_found": sum(map(len, page.days.values())),
        "enough": actions.ENOUGH,
        "today": today,
    }
    return render(request, "regulators/regulator.html", context)
