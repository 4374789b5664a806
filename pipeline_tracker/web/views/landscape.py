from collections.abc import Collection
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import landscape as query
from pipeline_tracker.queries.facets import NONE
from pipeline_tracker.queries.landscape import Landscape, Scope
from pipeline_tracker.vocabulary.phases import ACTIVITIES, TRIAL_ONLY_PHASES
from pipeline_tracker.web.exports import landscape as export
from pipeline_tracker.web.exports.cells import moment
from pipeline_tracker.web.exports.links import FORM_LABELS, Download, Downloads
from pipeline_tracker.web.filters import ProgramFilters
from pipeline_tracker.web.landscape import VALUES
from pipeline_tracker.web.presenters import landscape as present
from pipeline_tracker.web.presenters import narrowing
from pipeline_tracker.web.presenters.landscape_rows import Drawing

from .exports import as_file

GROUPINGS = {
    "indication": _("Indication"),
    "area": _("Therapeutic area"),
    "modality": _("Modality"),
    "target": _("Target"),
}
STANDING = ("activity", "territory", "phase", "indication", "area")  # parameters that tell which standings count
OWN = ("by", "find", "page")
NO_STANDING = {"activity": {NONE}, "phase": {NONE, *(code for code, _label in TRIAL_ONLY_PHASES)}, "territory": {NONE}}  # what none has
ACTIVE = ("active",)  # the activity that counts while none is chosen
LAST = 10_000  # page at most: no grouping has as many rows


@dataclass(frozen=True)
class Asked:
    """What the address asks for; without a page, for all of them. ``programs`` holds the parameters that narrow programs, ``rest`` all but
    the page's own."""

    by: str
    unknown: str
    find: str
    page: int
    scope: Scope
    programs: QueryDict
    rest: QueryDict


@require_safe
def landscape(request: HttpRequest) -> HttpResponse:
    """How many programs have come how far, by indication, area, modality or target. Every number leads to the programs it counts."""
    asked = _asked(request.GET)
    found = _found(asked, asked.page)
    filters = ProgramFilters(request.GET)

    def turned(page: int) -> str:
        return f"?{_with(asked.rest, by=asked.by, find=asked.find, page=str(page))}"

    def without(name: str, value: str) -> str:
        return f"?{_with(asked.rest, by=asked.by, **{name: [other for other in asked.rest.getlist(name) if other != value]})}"

    boxes = narrowing.boxes(filters, NO_STANDING)
    blocks = list(present.blocks(found, asked.by, asked.scope))
    limits = present.limits(blocks)
    drawing = Drawing(_lists(asked), lambda area: f"?{_with(asked.rest, by='indication', area=area)}", limits)
    rows = sum(found.count.values())
    last = rows if found.areas else found.first + len(found.rows) - 1
    whole = f"?{_with(asked.rest, by=asked.by, find=asked.find)}"
    context = {
        "asked": asked,
        "groupings": [(title, f"?{_with(asked.rest, by=name)}", name == asked.by) for name, title in GROUPINGS.items()],
        "grouping": GROUPINGS[asked.by],
        "columns": present.COLUMNS,
        "whole": drawing.row(present.whole(found, asked.scope)),
        "programs_counted": found.whole.total,
        "blocks": [drawing.block(block) for block in blocks],
        "shades": present.shades(limits),
        "rows": rows,
        "first": found.first,
        "last": last,
        "previous": turned(asked.page - 1) if asked.page > 1 and found.rows else "",
        "next": turned(asked.page + 1) if last < rows and found.rows else "",
        "downloads": Downloads(
            tuple(Download(label, reverse("landscape_file", args=[form]) + whole) for form, label in FORM_LABELS.items()), tables=()
        ),
        "searchable": asked.by in query.NAMED,
        "only_active": asked.scope.activity == ACTIVE,
        "any_activity": set(asked.scope.activity) == {code for code, _label in ACTIVITIES},
        "active_href": f"?{_with(asked.rest, by=asked.by, activity=None)}",
        "any_href": f"?{_with(asked.rest, by=asked.by, activity=[code for code, _label in ACTIVITIES])}",
        "without_phase": f"{reverse('programs')}?{_with(asked.programs, phase='none')}",
        "boxes": boxes,
        "chips": narrowing.chips(filters, request.GET, query.names(filters.chosen), without),
        "filters": filters,
        "carried": _pairs(asked.rest, [("by", asked.by)]),
        "kept": _pairs(asked.rest, [("by", asked.by)], {"q", *(group.name for group in boxes)}),
    }
    return render(request, "landscape/landscape.html", context)


@require_safe
def landscape_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """All rows of the page with the same query string, on all of its pages and of all areas, as csv, xlsx or json."""
    asked = _asked(request.GET)
    if asked.unknown:
        return HttpResponseBadRequest(f"by: {', '.join(GROUPINGS)}.", content_type="text/plain; charset=utf-8")
    found = _found(asked, None)
    site = request.build_absolute_uri("/").rstrip("/")
    blocks = present.blocks(found, asked.by, asked.scope)
    rows = export.values(present.whole(found, asked.scope), blocks, site + _lists(asked)) if found.rows else ()
    head = {"list": "landscape", "query": dict(request.GET.lists()), "generated": moment(timezone.now())}
    return as_file("landscape", form, export.HEADER, rows, method=request.method, head=head)


def _found(asked: Asked, page: int | None) -> Landscape:
    narrowed = ProgramFilters(asked.programs)
    programs = narrowed.qs
    told = {name: values for name, values in narrowed.form.cleaned_data.items() if values}
    if told.keys() <= set(query.OF_PROGRAMS):  # which may be counted ahead
        scope = replace(asked.scope, **{name: tuple(values) for name, values in told.items()})
        return query.landscape(asked.by, scope, None, page, asked.find)
    return query.landscape(asked.by, asked.scope, programs, page, asked.find)


def _lists(asked: Asked) -> str:
    """The beginning of the addresses of lists of programs, up to the cell that they are of."""
    others = _with(asked.programs, at=None)
    return f"{reverse('programs')}?{others}{'&' if others else ''}"


def _asked(parameters: QueryDict) -> Asked:
    by, page = parameters.get("by", ""), parameters.get("page", "")
    programs, rest = parameters.copy(), parameters.copy()
    for name in (*STANDING, *OWN):
        programs.pop(name, None)
    for name in OWN:
        rest.pop(name, None)
    values = {
        name: tuple(dict.fromkeys(value for value in parameters.getlist(name)[:VALUES] if value and "\0" not in value)) for name in STANDING
    }
    return Asked(
        by=by if by in GROUPINGS else next(iter(GROUPINGS)),
        unknown=by if by not in GROUPINGS else "",
        find=parameters.get("find", "").replace("\0", "").strip()[:200],
        page=min(int(page), LAST) if page.isascii() and page.isdigit() and page.strip("0") else 1,
        scope=Scope(**values | {"activity": values["activity"] or ACTIVE}),
        programs=programs,
        rest=rest,
    )


def _pairs(query: QueryDict, more: list[tuple[str, str]], besides: Collection[str] = ()) -> list[tuple[str, str]]:
    """What a form of the page carries along."""
    return [(name, value) for name, values in query.lists() if name not in besides for value in values] + more


def _with(query: QueryDict, **values: str | list[str] | None) -> str:
    """The query string with these parameters instead; those without a value are left out."""
    changed = query.copy()
    for name, value in values.items():
        changed.setlist(name, [value] if isinstance(value, str) else value or [])
        if not changed.get(name):
            changed.pop(name, None)
    return changed.urlencode()
