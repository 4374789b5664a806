"""Some rows of many, and how many there are: a page of a large sponsor shows no more than people read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Count, Model, QuerySet, Window

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Some(Generic[Row]):
    """The rows that are shown, and the number of all."""

    rows: list[Row]
    count: int

    @property
    def cut(self) -> bool:
        return len(self.rows) < self.count


def some(rows: "QuerySet[Row]", limit: int | None, read: "Callable[[QuerySet[Row]], QuerySet[Row]] | None" = None) -> "Some[Row]":
    """The first rows, all of them where ``limit`` is None, counted in the same statement. The order ends with the key.

    ``read`` adds to rows what is shown of them, in a second statement: much is joined then, and for none of the rows that are left out.
    """
    counted = rows.annotate(number_of_all=Window(Count("pk")))
    if read is None:
        found = list(counted[:limit])
        return Some(found, found[0].number_of_all if found else 0)  # type: ignore[attr-defined]
    places = list(counted.values_list("pk", "number_of_all")[:limit])
    whole = {row.pk: row for row in read(rows.model._default_manager.filter(pk__in=[key for key, _ in places]))}
    return Some([whole[key] for key, _ in places], places[0][1] if places else 0)
