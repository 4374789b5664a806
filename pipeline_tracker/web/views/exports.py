"""Lists as files: what the page of the same query string shows, all of its pages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from pipeline_tracker.models import Indication
from pipeline_tracker.web import as_of
from pipeline_tracker.web.exports import as_csv, as_json, as_xlsx
from pipeline_tracker.web.exports.cells import Value, moment
from pipeline_tracker.web.exports.fields import fields, values
from pipeline_tracker.web.exports.tables import TABLES, lines

from .companies import CompanyList
from .documents import DocumentList
from .lists import ListPage
from .milestones import MilestoneList
from .programs import ProgramList
from .regulators import RegulatorList
from .runs import RunList
from .trials import TrialList

LISTS: dict[str, type[ListPage]] = {
    "programs": ProgramList,
    "companies": CompanyList,
    "milestones": MilestoneList,
    "trials": TrialList,
    "regulators": RegulatorList,
    "documents": DocumentList,
    "runs": RunList,
}
FORMS = {"csv": as_csv.TYPE, "xlsx": as_xlsx.TYPE, "json": as_json.TYPE}
TABLE_FORMS = ("csv", "xlsx")  # the table reader takes no JSON
_AT_ONCE = 200  # rows that are held at a time, with what belongs to them


@require_safe
def export(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """The list ``name`` as ``form``, csv, xlsx or json."""
    found = LISTS[name]().found(request)
    columns = fields(name, found.table, request.build_absolute_uri("/").rstrip("/"))
    header = [field.name for field in columns]
    rows = values(columns, found.all(_AT_ONCE))
    head = {"list": name, "query": dict(request.GET.lists()), "generated": moment(timezone.now())}
    return as_file(name, form, header, rows, method=request.method, head=head)


@require_safe
def table(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """The table ``name`` for ``manage.py ingest`` as ``form``, csv or xlsx, narrowed by the filters of its list."""
    of = TABLES[name].of
    found = LISTS[of]().found(request).filters.qs if of else Indication.objects.all()
    return as_file(name, form, TABLES[name].header, lines(name, found), method=request.method)


def as_file(
    name: str,
    form: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    method: str | None,
    head: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """The rows as a file to be saved. Files begin with the list's or table's name, by which ``ingest`` knows it."""
    file_name = f"{name}-{as_of.today().isoformat()}.{form}"
    if method == "HEAD":
        return _named(HttpResponse(content_type=FORMS[form]), file_name)
    if form == "xlsx":
        return FileResponse(as_xlsx.file(name, header, rows), as_attachment=True, filename=file_name, content_type=as_xlsx.TYPE)
    written = as_csv.parts(header, rows) if form == "csv" else as_json.parts(head or {}, header, rows)
    return _named(StreamingHttpResponse(written, content_type=FORMS[form]), file_name)


def _named(response: HttpResponseBase, file_name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response
