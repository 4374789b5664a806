import datetime as dt

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import companies as query
from pipeline_tracker.web.addresses import addressed
from pipeline_tracker.web.filters import CompanyFilters
from pipeline_tracker.web.presenters import milestones as present
from pipeline_tracker.web.presenters.figures import metrics
from pipeline_tracker.web.presenters.pipeline import COLUMNS, pipeline
from pipeline_tracker.web.tables import CompanyTable

from .lists import ListPage

SHOWN = 20  # occurred milestones on a company's page; the list has them all


class CompanyList(ListPage):
    filters = CompanyFilters
    table = CompanyTable
    template = "companies/list.html"

    def rows(self, today: dt.date) -> QuerySet:
        return query.company_list()

    def shown(self, rows: QuerySet, today: dt.date) -> QuerySet:
        return query.for_rows_of_companies(rows, today)


@require_safe
@addressed
def company(request: HttpRequest, slug: str) -> HttpResponse:
    """One company: its pipeline chart, milestones by what became of them, figures and documents."""
    today = timezone.localdate()
    page = query.company_page(slug, today)
    lines = present.by_time(present.lines(page.milestones))
    newest_first = lines[::-1]
    context = {
        "page": page,
        "columns": COLUMNS,
        "pipeline": pipeline(page.programs),
        "expected": [line for line in lines if line.state in ("upcoming", "undated")],
        "overdue": [line for line in newest_first if line.state in ("overdue", "passed")],
        "occurred": [line for line in newest_first if line.state == "occurred"][:SHOWN],
        "closed": [line for line in newest_first if line.state in ("answered", "dropped")],
        "metrics": metrics(page.figures),
        "as_of": page.documents[0].published if page.documents else today,
        "today": today,
    }
    return render(request, "companies/company.html", context)
