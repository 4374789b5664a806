from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import landscape as query
from pipeline_tracker.queries.facets import NONE
from pipeline_tracker.queries.landscape import Scope
from pipeline_tracker.vocabulary.phases import ACTIVITIES, TRIAL_ONLY_PHASES
from pipeline_tracker.web.filters import ProgramFilters
from pipeline_tracker.web.landscape import VALUES, address
from pipeline_tracker.web.presenters import landscape as present
from pipeline_tracker.web.presenters import narrowing

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
    """What the address asks for. ``programs`` holds the parameters that narrow programs, ``rest`` all but the page's own."""

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
    filters = ProgramFilters(request.GET)
    narrowed = ProgramFilters(asked.programs)
    programs = narrowed.qs
    told = {name: values for name, values in narrowed.form.cleaned_data.items() if values}
    if told.keys() <= set(query.OF_PROGRAMS):  # which may be counted ahead
        counted = asked.by, replace(asked.scope, **{name: tuple(values) for name, values in told.items()}), None
    else:
        counted = asked.by, asked.scope, programs
    found = query.landscape(*counted, asked.page, asked.find)

    others = _with(asked.programs, at=None)
    lists = f"{reverse('programs')}?{others}{'&' if others else ''}"

    def listed(scope: Scope, phases: Iterable[str]) -> str:
        return f"{lists}{urlencode({'at': address(scope, phases)})}"

    def turned(page: int) -> str:
        return f"?{_with(asked.rest, by=asked.by, find=asked.find, page=str(page))}"

    def without(name: str, value: str) -> str:
        return f"?{_with(asked.rest, by=asked.by, **{name: [other for other in asked.rest.getlist(name) if other != value]})}"

    boxes = narrowing.boxes(filters, NO_STANDING)
    blocks, shades = present.shaded(
        present.blocks(found, asked.by, asked.scope, listed, lambda area: f"?{_with(asked.rest, by='indication', area=area)}")
    )
    rows = sum(found.count.values())
    last = rows if found.areas else found.first + len(found.rows) - 1
    context = {
        "asked": asked,
        "groupings": [(title, f"?{_with(asked.rest, by=name)}", name == asked.by) for name, title in GROUPINGS.items()],
        "grouping": GROUPINGS[asked.by],
        "columns": present.COLUMNS,
        "whole": present.line(_("All programs"), found.whole, asked.scope, listed),
        "programs_counted": found.whole.total,
        "blocks": blocks,
        "shades": shades,
        "rows": rows,
        "first": found.first,
        "last": last,
        "previous": turned(asked.page - 1) if asked.page > 1 and found.rows else "",
        "next": turned(asked.page + 1) if last < rows and found.rows else "",
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
