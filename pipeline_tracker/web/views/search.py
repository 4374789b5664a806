from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import search as query

LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box over every name and alias. A registry number leads straight to its trial."""
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    trial = query.trial_of_number(text)
    if trial:
        return redirect(trial)
    return render(request, "search.html", {"text": text, "groups": query.search(text)})
