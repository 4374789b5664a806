import re
from collections.abc import Container

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import search as query
from pipeline_tracker.web.labels import DOCUMENT_KIND_LABELS
from pipeline_tracker.web.presenters import search as present

LONGEST = 200
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
FEW = 5  # hits on the page for addresses without one
_OURS = ("programs", "companies", "trials", "milestones")  # where addresses end with names
_PAGE = re.compile(r"\d{1,4}", re.ASCII)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box over names, numbers and texts. The number of a trial leads straight to it."""
    asked = present.Asked(
        text=" ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST],
        only=_one_of(query.KINDS, request.GET.get("in", "")),
        company=request.GET.get("company", "").replace("\0", "")[:LONGEST],
        kind=_one_of(DOCUMENT_KIND_LABELS, request.GET.get("kind", "")),
        year=request.GET.get("year", "") if _YEAR.fullmatch(request.GET.get("year", "")) else "",
    )
    trial = query.straight_to(asked.text)
    if trial:
        return redirect(trial)
    narrowing = query.Narrowing(asked.company, asked.kind, int(asked.year) if asked.year else None)
    page = request.GET.get("page", "1") if asked.only == "documents" else "1"
    most = query.PAGE if asked.only == "documents" else present.FEW
    results = query.search(asked.text, narrowing, int(page) if _PAGE.fullmatch(page) else 1, most)
    return render(request, "search.html", present.page(asked, results))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page for addresses without one. Where the address looks like ours, it suggests what has the name at its end."""
    place, _rest, rest = request.path.replace("\0", "").strip("/").partition("/")
    missed = rest.rpartition("/")[2].replace("-", " ")[:LONGEST] if place in _OURS else ""
    likely = query.likely(missed, FEW) if missed else []
    return render(request, "404.html", {"missed": missed, "likely": likely, "exact": query.EXACT}, status=404)


def _one_of(codes: Container[str], value: str) -> str:
    return value if value in codes else ""
