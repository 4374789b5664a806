import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pipeline_tracker.models import Milestone, WindowCount
from pipeline_tracker.models.windowed import overlapping
from pipeline_tracker.queries import calendar as query
from pipeline_tracker.queries.milestones import milestone_list, with_state
from pipeline_tracker.web import as_of
from pipeline_tracker.web.facets import panel
from pipeline_tracker.web.filters import DayField, MilestoneFilters
from pipeline_tracker.web.presenters import calendar as present
from pipeline_tracker.web.query import beside

Rows = TypeVar("Rows", bound=QuerySet)
LONGEST = dt.timedelta(days=5 * 366)  # a page shows no more days


@dataclass(frozen=True)
class Span:
    """The days that a page shows, both included; ``shortened`` where more were asked for. A year from today where none is named."""

    since: dt.date
    until: dt.date
    shortened: bool = False


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """What may happen between two days, and what should have happened already."""
    today = as_of.today()
    span = asked(request.GET, today)
    inside = MilestoneFilters(request.GET, queryset=with_state(_within(Milestone.objects.all(), span), today))
    agenda = query.agenda(inside.qs, whatever(request.GET, today).qs, today, _ahead(inside, span))
    context = {
        "span": span,
        "today": today,
        "agenda": agenda,
        "years": present.years(agenda, partial(_of_days, _list(request.GET))),
        "strips": present.strips(agenda, span.since, span.until),
        "late": present.late(agenda, today),
        "all_overdue": _list(request.GET, state="overdue"),
        "all_undated": _list(request.GET, state="undated"),
        "filters": inside,
        "panel": panel(inside, request.GET),
        "earlier": beside(request.GET, span.since, span.until, -1),
        "later": beside(request.GET, span.since, span.until, 1),
    }
    return render(request, "calendar/calendar.html", context)


def _within(rows: Rows, span: Span) -> Rows:
    """What may happen in the span. Of an event that was reported without its date the day of the report counts: it would stand in
    every year before."""
    return overlapping(rows, span.since, span.until).exclude(precision="reported", latest__gt=span.until)


def _ahead(inside: MilestoneFilters, span: Span) -> QuerySet[WindowCount] | None:
    """The windows that the filters leave, as counted ahead. None where they ask for more than days and kinds, which is all that is known of
    these, and on earlier days: they are of now."""
    inside.form.is_valid()
    asked = {name for name, value in inside.form.cleaned_data.items() if value}
    if as_of.is_past() or not asked <= {"since", "until", "kind"}:
        return None
    return MilestoneFilters(inside.data, queryset=_within(WindowCount.objects.all(), span)).qs


def whatever(parameters: QueryDict, today: dt.date) -> MilestoneFilters:
    """The filters without their span."""
    rest = parameters.copy()
    for name in ("since", "until"):
        rest.pop(name, None)
    return MilestoneFilters(rest, queryset=milestone_list(today))


def asked(parameters: QueryDict, today: dt.date) -> Span:
    since, until = _day(parameters.get("since")), _day(parameters.get("until"))
    since = since or (min(today, until) if until else today)
    until = until or _a_year_on(since)
    if until - since > LONGEST:
        return Span(since, since + LONGEST, shortened=True)
    return Span(since, until)


def _day(text: str | None) -> dt.date | None:
    """What is no day is told at its field of the filters, and is as if it were left out here."""
    try:
        return DayField(required=False).clean(text)
    except ValidationError:
        return None


def _a_year_on(day: dt.date) -> dt.date:
    return min(day, dt.date.max - dt.timedelta(days=365)) + dt.timedelta(days=364)


def _list(parameters: QueryDict, **changed: str) -> str:
    """The list of milestones under the same filters, but for what is changed; its span is left out."""
    query = parameters.copy()
    for name in ("since", "until", *changed):
        query.pop(name, None)
    query.update(changed)
    return f"{reverse('milestones')}?{query.urlencode()}"


def _of_days(address: str, first: dt.date, last: dt.date) -> str:
    return f"{address}{'' if address.endswith('?') else '&'}since={first}&until={last}"
