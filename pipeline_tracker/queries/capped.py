"""Some rows of many, and how many there are: a page of a large sponsor shows no more than people read."""

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


def some(rows: "QuerySet[Row]", limit: int | None) -> "Some[Row]":
    """The first rows, all of them where ``limit`` is None, counted in the same statement. The order ends with the key."""
    found = list(rows.annotate(number_of_all=Window(Count("pk")))[:limit])
    return Some(found, found[0].number_of_all if found else 0)  # type: ignore[attr-defined]
