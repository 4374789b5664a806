from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline_tracker.queries.milestones import STATES
from pipeline_tracker.vocabulary.milestones import KINDS
from pipeline_tracker.vocabulary.phases import PHASES

# What each precision means, by example; the codes are those of vocabulary.windows.
PRECISIONS = (
    ("8 Nov 2019", "2019-11-08"),
    ("Oct 2019", "2019-10"),
    ("Q3 2019", "2019-35"),
    ("H1 2020", "2020-40"),
    ("2020", "2020"),
    ("May–Aug 2026", "2026-05/2026-08"),
    ("by 31 Dec 2024", "../2024-12-31"),
    ("reported by 6 Nov 2019", "../2019-11-06"),
)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What is tracked, in which words, and where the limits are."""
    return render(request, "about.html", {"states": STATES, "kinds": KINDS, "phases": PHASES, "precisions": PRECISIONS})
