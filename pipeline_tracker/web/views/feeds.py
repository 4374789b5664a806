"""Addresses that other programs poll. Each takes the query string of its page and answers a conditional request with 304."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import calendar
from pipeline_tracker.queries import changes as query
from pipeline_tracker.queries.milestones import milestone_list
from pipeline_tracker.web import as_of, dates
from pipeline_tracker.web.feeds.atom import CONTENT_TYPE as ATOM
from pipeline_tracker.web.feeds.atom import atom
from pipeline_tracker.web.feeds.entries import ENTRIES, Channel, Entry, entries, updated
from pipeline_tracker.web.feeds.ical import CONTENT_TYPE as ICAL
from pipeline_tracker.web.feeds.ical import ical
from pipeline_tracker.web.feeds.ical import updated as ical_updated
from pipeline_tracker.web.feeds.json_feed import CONTENT_TYPE as JSON
from pipeline_tracker.web.feeds.json_feed import json_feed
from pipeline_tracker.web.filters import MilestoneFilters
from pipeline_tracker.web.language import page_language

from .changes import Asked, asked


@require_safe
def changes_atom(request: HttpRequest) -> HttpResponseBase:
    return _changes(request, "changes_atom", ATOM, atom)


@require_safe
def changes_json(request: HttpRequest) -> HttpResponseBase:
    return _changes(request, "changes_json", JSON, json_feed)


def _changes(request: HttpRequest, name: str, content_type: str, write: Callable[[Channel, Sequence[Entry]], bytes]) -> HttpResponseBase:
    wanted = asked(request.GET)
    if wanted.form.errors:
        return bad_request(wanted.form.errors.as_text())
    found = query.changes(wanted.since, wanted.until, wanted.scope, least=wanted.least)
    told = entries(found.changes, request.build_absolute_uri)
    title = _("Pipeline Tracker: changes")
    narrowed = wanted.scope.program or wanted.scope.company
    channel = Channel(
        title=f"{title}, {narrowed.name}" if narrowed else title,
        description=_description(wanted, found),
        url=address(request, "changes"),
        feed_url=address(request, name),
        language=page_language(),
    )
    return polled(request, write(channel, told), content_type, updated(told))


def _description(wanted: Asked, found: query.Found) -> str:
    text = _("What sources said that was new, from %(since)s to %(until)s.") % {
        "since": dates.day(wanted.since),
        "until": dates.day(wanted.until),
    }
    if len(found.changes) > ENTRIES:
        text += " " + ngettext("Only the newest entry is here.", "Only the newest %(number)s entries are here.", ENTRIES) % {
            "number": ENTRIES
        }
    if found.back_to:
        text += " " + _("There is more than is looked at: this goes back to %(day)s.") % {"day": dates.day(found.back_to)}
    return text


def address(request: HttpRequest, name: str) -> str:
    """The absolute address of a page or feed with the query string of this request."""
    query = request.META.get("QUERY_STRING", "")
    return request.build_absolute_uri(reverse(name)) + (f"?{query}" if query else "")


def bad_request(text: str) -> HttpResponse:
    return HttpResponseBadRequest(text, content_type="text/plain; charset=utf-8")


def polled(request: HttpRequest, body: bytes, content_type: str, changed: dt.datetime) -> HttpResponseBase:
    """The feed with its ETag, the hash of what it says, and when it last changed; 304 for whoever has it already."""
    response = HttpResponse(body, content_type=content_type)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    moment = int(changed.timestamp())
    response["ETag"], response["Last-Modified"] = etag, http_date(moment)
    response["Cache-Control"] = "no-cache"  # a cache asks again each time, and mostly hears 304
    return get_conditional_response(request, etag, moment, response) or response


@require_safe
def calendar_ics(request: HttpRequest) -> HttpResponseBase:
    """The milestones that the filters of the calendar leave; of any day where no span is named, or a date that moves would fall out."""
    today = as_of.today()
    filters = MilestoneFilters(request.GET, queryset=milestone_list(today))
    if filters.errors:
        return bad_request(filters.errors.as_text())
    found = calendar.events(filters.qs, today)
    of_program = filters.form.cleaned_data["program"]
    programs = {program.name for dated in found.dated for program in dated.milestone.programs.all() if program.slug == of_program}
    companies = {dated.milestone.company.name for dated in found.dated} if filters.chosen.get("company") else set()
    title = ", ".join((_("Pipeline Tracker: milestones"), *sorted(programs), *sorted(companies)))
    description = _("Expected and reported milestones of biotech pipelines, each as precise as its source.")
    if found.of:
        description += " " + _("These are %(number)s of %(total)s, the next ones first: filter by company or kind to have all.") % {
            "number": len(found.dated),
            "total": found.of,
        }
    body = ical(title, description, address(request, "calendar"), found.dated, request.build_absolute_uri)
    return polled(request, body, ICAL, ical_updated(found.dated))
