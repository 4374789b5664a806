"""What a page asks about the rows that are related to some dozen rows of a long list."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull


def has(rows: QuerySet) -> Q:
    """Whether there is such a row, by a look into an index for each row that is asked about.

    As ``Exists``, which PostgreSQL plans as though every row of the list were asked: where that is one part of an OR, it would read all
    of the other table first.
    """
    return Q(IsNull(Subquery(rows.order_by().values("pk")[:1]), False))


def by_value(column: str) -> Coalesce:
    """The column, to sort the few rows that belong to one other by it, and take the first.

    No index has this expression. Along one that has the column PostgreSQL would look for them among all rows, because it takes them to be
    many, and the first of them to come soon.
    """
    return Coalesce(column, column)


def first_of_each(rows: QuerySet, owner: str, related: QuerySet) -> QuerySet:
    """Of each of the few rows the first of the ``related`` ones that belong to it by ``owner``, in no order.

    By their keys alone: the condition that all of them meet, said again, would send the database through all rows that meet it. Distinct
    keys, which are found once: PostgreSQL would look for each of them three times, wherever it compares it.
    """
    first = Subquery(related.filter(**{owner: OuterRef("pk")}).values("pk")[:1])
    return related.model._default_manager.filter(pk__in=rows.order_by().values(first=first).distinct())
