from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline_tracker.queries.milestones import STATES
from pipeline_tracker.vocabulary.phases import PHASES
from pipeline_tracker.vocabulary.windows import parse_label
from pipeline_tracker.web.labels import KIND_LABELS, PHASE_LABELS

# What each precision means, by example.
PRECISIONS = tuple(
    parse_label(text)
    for text in ("2019-11-08", "2019-10", "2019-Q3", "2020-H1", "2020", "mid-2026", "by:2024-12-31", "reported:2019-11-06")
)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What is tracked, in which words, and where the limits are."""
    found = {
        "states": STATES,
        "kinds": KIND_LABELS.items(),
        "phases": [PHASE_LABELS[code] for code, _label in PHASES],
        "precisions": PRECISIONS,
    }
    return render(request, "about.html", found)
