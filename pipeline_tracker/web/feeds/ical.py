"""Milestones as a calendar (RFC 5545): all-day events that span their windows.

A subscriber finds each milestone again by its UID, whatever becomes known of it, and sees by SEQUENCE and LAST-MODIFIED that it
changed. What has no first day ("by 31 Dec 2025") stands on its last; the summary says so. No day is invented. An event without a date any
more is cancelled where it stood, since who has it already would keep it otherwise.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from pipeline_tracker.queries.calendar import Dated
from pipeline_tracker.vocabulary.guidance import revisions
from pipeline_tracker.web import dates
from pipeline_tracker.web.labels import KIND_LABELS, STATUS_LABELS
from pipeline_tracker.web.presenters import guidance, words
from pipeline_tracker.web.presenters.changes import passage, subject

from .entries import NEVER

CONTENT_TYPE = "text/calendar; charset=utf-8"
_REFRESH = dt.timedelta(days=1)
_STATUS = {"expected": "TENTATIVE", "occurred": "CONFIRMED", "dropped": "CANCELLED"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def ical(title: str, description: str, url: str, found: Iterable[Dated], absolute: Callable[[str], str]) -> bytes:
    """``url`` is the page that shows the same; ``absolute`` makes an address of a path."""
    calendar = Calendar()
    calendar.add("prodid", "-//Pipeline Tracker//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, title)
    for name in ("description", "x-wr-caldesc"):
        calendar.add(name, description)
    calendar.add("url", url)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for dated in found:
        calendar.add_component(_event(dated, absolute))
    return calendar.to_ical()


def updated(found: Iterable[Dated]) -> dt.datetime:
    """When the calendar was last changed: when the newest claim about any of its events was recorded."""
    return max((dated.recorded for dated in found), default=NEVER)


def _event(dated: Dated, absolute: Callable[[str], str]) -> Event:
    milestone, window = dated.milestone, dated.window
    recorded = dated.recorded.replace(microsecond=0)
    event = Event()
    event.add("uid", f"{dated.key}@pipeline-tracker")
    event.add("dtstart", window.earliest or window.latest)
    event.add("dtend", min(window.latest, dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1))  # the day after the last
    event.add("transp", "TRANSPARENT")
    event.add("status", _STATUS[milestone.status] if milestone.window else "CANCELLED")
    event.add("sequence", revisions(dated.ladder))
    event.add("dtstamp", recorded)
    event.add("last-modified", recorded)
    event.add("summary", _text(_summary(dated)))
    event.add("description", _text(_description(dated, absolute)))
    event.add("url", absolute(milestone.get_absolute_url()))
    event.add("categories", [KIND_LABELS[milestone.kind], _text(milestone.company.name)])
    return event


def _summary(dated: Dated) -> str:
    """ "AST-1: Data readout · Phase 2 (expected, Q1 2024)"."""
    milestone = dated.milestone
    withdrawn = milestone.status == "expected" and not milestone.window
    status = guidance.VERDICTS["withdrawn"] if withdrawn else STATUS_LABELS[milestone.status]
    return f"{subject(milestone)}: {words.what(milestone)} ({status.lower()}, {dates.label(dated.window)})"


def _description(dated: Dated, absolute: Callable[[str], str]) -> str:
    milestone = dated.milestone
    parts = [", ".join(part for part in (milestone.company.name, words.where(milestone)) if part)]
    claim = milestone.decided_by
    if claim:
        parts.append(f"“{claim.quote}”" if claim.document else claim.reason)
        who = claim.document.title if claim.document else _("Staff")
        parts.append(f"{_('Source:')} {who}, {dates.day(claim.asserted_on)}\n{absolute(passage(claim, milestone))}")
    rungs = [rung for rung in guidance.rungs(dated.ladder) if rung.step.counts]
    if len(rungs) > 1:
        parts.append("\n".join((_("What was said, oldest first:"), *map(_rung, rungs))))
    return "\n\n".join(part for part in parts if part)


def _rung(rung: guidance.Rung) -> str:
    window = rung.step.window
    told = ", ".join(part for part in (rung.verdict.lower(), dates.label(window) if window else "", rung.slip) if part)
    return f"{dates.day(rung.step.day)}: {told}"


def _text(text: str) -> str:
    """Without the control characters that no calendar takes."""
    return _CONTROLS.sub(" ", text.replace("\r\n", "\n"))
