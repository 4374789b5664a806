"""What the frame around every page needs: its texts for other sites, its language and those it can be had in."""

import html

from django import template
from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import get_language, to_locale

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


@register.simple_tag
def page_language() -> str:
    """The language of the interface as HTML writes it: "en-GB", "zh-Hans"."""
    return tag(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag
def other_languages() -> list[tuple[str, str, str]]:
    """(code, code as HTML writes it, name in the language itself) of each language but the present one."""
    return [(code, tag(code), str(name)) for code, name in settings.LANGUAGES if code != get_language()]


def tag(code: str) -> str:
    """BCP 47: "zh-hans" is "zh-Hans"."""
    return to_locale(code).replace("_", "-")
