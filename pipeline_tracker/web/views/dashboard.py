from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import dashboard as query
from pipeline_tracker.web import as_of
from pipeline_tracker.web.presenters import dashboard as present


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """What comes next, what is overdue, what moved, and what the tracker holds."""
    today = as_of.today()
    found = query.dashboard(today)
    context = {"found": found, "today": today, "moves": present.moves(found.moved), "phases": present.phase_bars(found.phases)}
    return render(request, "dashboard.html", context)
