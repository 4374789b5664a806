"""Codes with labels, as fields take them."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


def translated(labels: Iterable[tuple[str, str]]) -> list[tuple[str, Promise]]:
    """The same choices, shown in the language of whoever looks at them."""
    return [(code, gettext_lazy(label)) for code, label in labels]
