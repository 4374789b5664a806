"""Cells of lists: drawn where the column is shown, under the column's own name."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from pipeline_tracker.models import Standing
from pipeline_tracker.vocabulary.regulators import UNSTATED

register = template.Library()


@register.simple_block_tag(takes_context=True)
def cell(context: Context, content: SafeString, name: str) -> SafeString | str:
    """A cell of the column ``name`` of the ``table`` in the context, "" where that column is not shown.

    Raises KeyError for a column that the table does not have, so that no cell goes missing unseen.
    """
    opening, closing = context["table"].frames[name]
    return opening + content + closing if opening else ""


@register.filter
def territories(standings: list[Standing]) -> list[str]:
    """The names of the territories that standings are told for, each once, in alphabetical order."""
    return sorted({str(standing.get_territory_display()) for standing in standings if standing.territory != UNSTATED})
