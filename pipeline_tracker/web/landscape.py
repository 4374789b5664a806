"""A cell of the landscape in the address of the program list: "at" holds which standings count and the phases of the cell.

Its value is a query string of its own ("furthest=phase_2&area=Neoplasms"), so that the list counts by exactly what the cell did.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pipeline_tracker.queries.facets import NONE
from pipeline_tracker.queries.landscape import FIELDS, Scope, programs_at
from pipeline_tracker.vocabulary.phases import PHASE_ORDER
from pipeline_tracker.web.labels import ACTIVITY_LABELS, AREA_LABELS, MODALITY_LABELS, PHASE_LABELS, TERRITORY_LABELS

VALUES = 50  # of one parameter that are read at most
LENGTH = 8000  # of an address of a cell at most; servers take no longer ones

LABELS: dict[str, Mapping[str, str]] = {
    "activity": ACTIVITY_LABELS,
    "area": AREA_LABELS,
    "territory": TERRITORY_LABELS,
    "phase": PHASE_LABELS,
    "modality": MODALITY_LABELS,
}


@dataclass(frozen=True)
class At:
    """Programs whose furthest standing in the scope is at one of the phases; in words where it is written out."""

    scope: Scope
    furthest: tuple[str, ...]

    def __str__(self) -> str:
        parts = [PHASE_LABELS[code] for code in self.furthest] if len(self.furthest) < len(PHASE_ORDER) else [_("any phase")]
        for name in FIELDS:
            parts += [str(label(name, code)) for code in getattr(self.scope, name)]
        return ", ".join(parts)


def label(name: str, code: str) -> str | Promise:
    """A value of a scope's field in words, as far as codes have them."""
    return _("not stated") if code == NONE else LABELS.get(name, {}).get(code, code)


def told(scope: Scope) -> str:
    """The end of the value of "at": which standings count."""
    return urlencode([(name, value) for name in FIELDS for value in getattr(scope, name)])


def told_phases(furthest: Iterable[str]) -> str:
    """Its beginning: the phases of a cell; without phases, all of them."""
    return "".join(f"furthest={code}&" for code in furthest)


def read(text: str) -> At:
    """What the value of "at" says. Raises ValidationError."""
    try:
        told = parse_qs(text, max_num_fields=LENGTH // 8) if len(text) <= LENGTH else {}
    except ValueError:
        told = {}
    furthest = tuple(told.pop("furthest", PHASE_ORDER))
    known = bool(told) and set(told) <= set(FIELDS) and set(furthest) <= set(PHASE_ORDER)
    if not known or any("\0" in value for values in told.values() for value in values):
        raise ValidationError(_("No cell of the landscape is at this address."))
    return At(Scope(**{name: tuple(dict.fromkeys(values)) for name, values in told.items()}), furthest)


class AtField(forms.Field):
    widget = forms.HiddenInput

    def clean(self, value: Any) -> At | None:
        return read(value) if value else None


class AtFilter(django_filters.Filter):
    """The programs that a cell of the landscape counts."""

    field_class = AtField

    def __init__(self) -> None:
        super().__init__(label=_lazy("In the landscape"), required=False)

    def filter(self, rows: QuerySet, value: At | None) -> QuerySet:
        return rows.filter(pk__in=programs_at(value.scope, value.furthest)) if value else rows
