"""Codes with labels, as fields take them."""

from collections.abc import Iterable
from functools import partialmethod
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


def translated(labels: Iterable[tuple[str, str]]) -> list[tuple[str, Promise]]:
    """The same choices, shown in the language of whoever looks at them."""
    return [(code, gettext_lazy(label)) for code, label in labels]


def show_by_table(models: Iterable[type[Model]]) -> None:
    """Gives ``get_…_display`` of these models a table that is made once. Django's own makes one for each value that it shows, and
    translates every label for that: a page of fifty rows showed some thousands."""
    for model in models:
        for column in model._meta.concrete_fields:
            if column.choices:
                labels: dict[Any, Any] = dict(column.flatchoices)
                setattr(model, f"get_{column.name}_display", partialmethod(_shown, column=column.attname, labels=labels))


def _shown(row: Model, *, column: str, labels: dict[Any, Any]) -> str:
    code = getattr(row, column)
    return str(labels.get(code, code))
