import datetime as dt

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import program as page_query
from pipeline_tracker.queries import programs as query
from pipeline_tracker.web import as_of
from pipeline_tracker.web.addresses import addressed
from pipeline_tracker.web.filters import ProgramFilters
from pipeline_tracker.web.presenters import milestones as present
from pipeline_tracker.web.presenters import program as present_program
from pipeline_tracker.web.presenters.matrix import matrix
from pipeline_tracker.web.presenters.timeline import timeline
from pipeline_tracker.web.tables import ProgramTable

from .lists import ListPage


class ProgramList(ListPage):
    name = "programs"
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
    """One program: its timeline, where it stands, what is expected and what occurred, each with its sentence.

    ``?all=1`` shows every row of a program that has more than a page usually holds.
    """
    today = as_of.today()
    everything = request.GET.get("all", "")
    if everything not in ("", "1"):
        return HttpResponseBadRequest(_("“all” is 1 or left out."), content_type="text/plain; charset=utf-8")
    page = page_query.program_page(company, program, today, everything=bool(everything))
    lines = present.by_time(present.lines(page.milestones.rows))
    newest = max((document.published for document in page.documents.rows), default=today)
    context = {
        "page": page,
        "lines": lines,
        "timeline": timeline(
            present_program.sections(lines),
            phases=present_program.phases(lines),
            as_of=newest,
            today=today,
            past=as_of.is_past(),
        ),
        "matrix": matrix(lines),
        "promises": present_program.promises(lines, today),
        "attributes": present_program.attributes(page.attributes),
        "related": present_program.related(page.program, page.standings, page.related),
        "newest": newest,
        "today": today,
        "everything": bool(everything),
    }
    return render(request, "programs/program.html", context)
