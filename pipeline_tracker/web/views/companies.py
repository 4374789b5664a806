import datetime as dt
from dataclasses import replace

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import companies as query
from pipeline_tracker.queries import company as page_query
from pipeline_tracker.queries.changes import Scope, changes
from pipeline_tracker.queries.track_record import promises
from pipeline_tracker.web import as_of
from pipeline_tracker.web.addresses import addressed
from pipeline_tracker.web.asked import asked
from pipeline_tracker.web.filters import CompanyFilters
from pipeline_tracker.web.presenters import milestones as present
from pipeline_tracker.web.presenters.figures import metrics
from pipeline_tracker.web.presenters.movement import columns, movement
from pipeline_tracker.web.presenters.pipeline import COLUMNS, pipeline
from pipeline_tracker.web.presenters.track_record import panel
from pipeline_tracker.web.tables import CompanyTable

from .lists import ListPage

LOOKED_AT = 60  # claims that a page looks at for what moved, the newest; it says so where there are more


class CompanyList(ListPage):
    name = "companies"
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
    """One company: its pipeline chart, how that moved, milestones by what became of them, figures and documents.

    What the address asks for in no known way is told on the page, which then has status 400.
    """
    today = as_of.today()
    page = page_query.company_page(slug, today, whole=request.GET.get("whole") == "1")
    newest = page.documents.rows[0].published if page.documents.rows else today
    wanted = asked(request.GET, newest)
    moved = changes(wanted.since, max(today, newest), Scope(company=page.company), limit=LOOKED_AT)
    lines = present.by_time(present.lines(page.milestones))
    newest_first = lines[::-1]
    drawn = pipeline(page.programs, group=wanted.group, with_left=wanted.discontinued, changes=moved.changes, most=page.most)
    context = {
        "page": page,
        "asked": wanted,
        "columns": COLUMNS,
        "pipeline": replace(drawn, count=page.program_count, left=page.left),
        "larger": page.program_count - (0 if wanted.discontinued else page.left) > page.most,
        "movement": columns(movement(moved.changes)),
        "back_to": moved.back_to,
        "expected": [line for line in lines if line.state in ("upcoming", "undated")],
        "overdue": [line for line in newest_first if line.state in ("overdue", "passed")],
        "occurred": [line for line in newest_first if line.state == "occurred"],
        "closed": [line for line in newest_first if line.state in ("answered", "dropped")],
        "most": page_query.MILESTONES,
        "record": panel(promises(page.company, "company", today).kept),
        "metrics": metrics(page.figures),
        "newest": newest,
        "today": today,
    }
    return render(request, "companies/company.html", context, status=400 if wanted.errors else 200)
