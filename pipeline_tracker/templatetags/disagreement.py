"""Statements that contradict each other, for any page about a milestone."""

from typing import Any

from django import template

from pipeline_tracker.models import Milestone
from pipeline_tracker.web.presenters import disagreement as present

register = template.Library()


@register.inclusion_tag("documents/_disagreement.html")
def disagreement(milestone: Milestone) -> dict[str, Any]:
    """All sides, with their sentences, dates and sources; nothing where sources agree. The milestone has its claims in ``spoken``."""
    return {"told": present.disagreement(milestone, milestone.spoken)}  # type: ignore[attr-defined]
