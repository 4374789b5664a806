"""What the frame around every page needs: its texts for other sites, its language and those it can be had in."""

import html
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template import Context
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language

from pipeline_tracker.web import as_of
from pipeline_tracker.web.language import page_language, tag

register = template.Library()

DESCRIPTION_LETTERS = 200


@register.simple_block_tag
def plain(content: str) -> str:
    """What a block draws as one line of plain text, to be written more than once: a block has one place only, a page's title has two."""
    return " ".join(html.unescape(content).split())


@register.filter
def shortened(text: str) -> str:
    """As much of a description as other sites show."""
    return Truncator(text).chars(DESCRIPTION_LETTERS)


register.simple_tag(page_language)


@register.simple_tag
def other_languages() -> list[tuple[str, str, str]]:
    """(code, code as HTML writes it, name in the language itself) of each language but the present one."""
    return [(code, tag(code), str(name)) for code, name in settings.LANGUAGES if code != get_language()]


# --- the day as of which pages are shown -----------------------------------------------------------------------------

_OF_ANOTHER_LIST = frozenset({as_of.NAME, "page"})  # the place in a list is not the same on another day


@register.simple_tag(takes_context=True)
def kept_by_day(context: Context) -> list[tuple[str, str]]:
    """What the address asks for beside the day, for a form that asks for another one."""
    return [(name, value) for name, values in context["request"].GET.lists() if name not in _OF_ANOTHER_LIST for value in values]


@register.simple_tag(takes_context=True)
def without_day(context: Context) -> str:
    """The query string that shows the same today. It says so, or it would be kept on the day of the page like all others."""
    return urlencode([*kept_by_day(context), (as_of.NAME, "")])


@register.simple_tag
def present_day() -> str:
    return timezone.localdate().isoformat()
