"""Since when nothing is reported of a program, and for how long a milestone is overdue."""

import datetime as dt

from django import template
from django.template import Context

from pipeline_tracker.models import Milestone, Standing
from pipeline_tracker.vocabulary.staleness import is_quiet
from pipeline_tracker.web.presenters import milestones as lines

register = template.Library()


@register.simple_tag(takes_context=True)
def quiet_since(context: Context, stand: Standing) -> dt.date | None:
    """The day on which a source last stated anything of a standing of which no development is reported; None for others.

    ``today`` is in the context; the standing's program comes with ``last_stated`` (queries.staleness), or nothing is told of it.
    """
    heard: dt.date | None = getattr(stand.program, "last_stated", None)
    return heard if is_quiet(stand.phase, stand.activity, heard, context["today"]) else None


@register.simple_tag(takes_context=True)
def overdue_for(context: Context, milestone: Milestone) -> str:
    """For how long an overdue milestone is overdue on the page's day: "for 53 to 82 days"."""
    return lines.age(milestone, context["today"])
