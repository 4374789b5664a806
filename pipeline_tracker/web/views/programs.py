import datetime as dt

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import programs as query
from pipeline_tracker.web.addresses import addressed
from pipeline_tracker.web.filters import ProgramFilters
from pipeline_tracker.web.presenters import milestones as present
from pipeline_tracker.web.presenters.program import phases, sections
from pipeline_tracker.web.presenters.timeline import timeline
from pipeline_tracker.web.tables import ProgramTable

from .lists import ListPage


class ProgramList(ListPage):
    filters = ProgramFilters
    table = ProgramTable
    template = "programs/list.html"

    def rows(self, today: dt.date) -> QuerySet:
        return query.program_list()

    def shown(self, rows: QuerySet, today: dt.date) -> QuerySet:
        return query.for_rows_of_programs(rows, today)


@require_safe
@addressed
def program(request: HttpRequest, company: str, program: str) -> HttpResponse:
    """One program: its timeline, where it stands, what is expected and what occurred, each with its sentence."""
    today = timezone.localdate()
    page = query.program_page(company, program, today)
    lines = present.by_time(present.lines(page.milestones))
    as_of = max((document.published for document in page.documents), default=today)
    drawn = timeline(sections(lines), phases=phases(lines), as_of=as_of, today=today)
    return render(request, "programs/program.html", {"page": page, "lines": lines, "timeline": drawn, "as_of": as_of, "today": today})
