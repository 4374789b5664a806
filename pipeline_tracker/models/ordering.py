"""What lists sort by where no column holds it: the same expressions in indexes and in queries, or the indexes serve nothing."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, DateField, Func, IntegerField, Value, When


def ranked(field: str, order: Mapping[str, int]) -> Case:
    """A number that sorts codes in the vocabulary's order; NULL for codes outside it."""
    return Case(*[When(**{field: code}, then=Value(rank)) for code, rank in order.items()], output_field=IntegerField())


def first_day(earliest: Any = "earliest") -> Func:
    """The first possible day of a window; 1 January of the year 1 where it is open towards the past, as of "by the end of 2025"."""
    return Func(earliest, template="COALESCE(%(expressions)s, '0001-01-01')", output_field=DateField())
