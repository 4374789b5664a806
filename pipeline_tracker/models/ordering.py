"""What lists sort by where no column holds it: the same expressions in indexes and in queries, or the indexes serve nothing."""

from collections.abc import Mapping

from django.db.models import Case, IntegerField, Value, When


def ranked(field: str, order: Mapping[str, int]) -> Case:
    """A number that sorts codes in the vocabulary's order; NULL for codes outside it."""
    return Case(*[When(**{field: code}, then=Value(rank)) for code, rank in order.items()], output_field=IntegerField())
