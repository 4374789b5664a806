"""Conditions on related rows that a page asks of some dozen rows of a long list."""

from django.db.models import Q, QuerySet, Subquery
from django.db.models.lookups import IsNull


def has(rows: QuerySet) -> Q:
    """Whether there is such a row, by a look into an index for each row that is asked about.

    As ``Exists``, which PostgreSQL plans as though every row of the list were asked: where that is one part of an OR, it would read all
    of the other table first.
    """
    return Q(IsNull(Subquery(rows.order_by().values("pk")[:1]), False))
