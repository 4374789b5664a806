import datetime as dt

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import runs as query
from pipeline_tracker.web.addresses import addressed
from pipeline_tracker.web.filters import RunFilters
from pipeline_tracker.web.tables import RunTable

from .lists import ListPage


class RunList(ListPage):
    name = "runs"
    filters = RunFilters
    table = RunTable
    template = "runs/list.html"

    def rows(self, today: dt.date) -> QuerySet:
        return query.run_list()


@require_safe
@addressed
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: what it read, what became of it, and everything that it had to say."""
    page = query.run_page(pk)
    given = [(name, value) for name, value in page.run.arguments.items() if value]
    return render(request, "runs/run.html", {"page": page, "arguments": given})
