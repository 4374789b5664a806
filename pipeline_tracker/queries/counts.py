"""How many rows there are, as far as it is worth counting: exactly up to a bound, and beyond it "more than that"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


@dataclass(frozen=True)
class Total:
    """``number`` rows; where ``more`` is true at least so many, where ``about`` is true one or two more or less."""

    number: int
    more: bool = False
    about: bool = False

    def __str__(self) -> str:
        return f"{'~' if self.about else ''}{self.number:,}{'+' if self.more else ''}"

    def __bool__(self) -> bool:
        return self.number > 0


NOTHING = Total(0)


def total(rows: QuerySet, bound: int) -> Total:
    """One statement that reads no more than the bound and one."""
    found = rows.order_by().values("pk")[: bound + 1].count()
    return Total(min(found, bound), found > bound)


def totals(several: Sequence[QuerySet], bound: int) -> list[Total]:
    """The same of each in its order, all in one statement; none where there is nothing to count."""
    statements: list[str] = []
    parameters: list[Any] = []
    known: dict[int, int] = {}
    for number, rows in enumerate(several):
        try:
            sql, values = rows.order_by().values("pk")[: bound + 1].query.sql_with_params()
        except EmptyResultSet:  # a condition that no row can meet
            known[number] = 0
            continue
        statements.append(f"SELECT {number} AS number, COUNT(*) FROM ({sql}) AS counted_{number}")  # noqa: S608 (sql is the ORM's own)
        parameters += values
    if statements:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(statements), parameters)
            known.update(cursor.fetchall())
    return [Total(min(known[number], bound), known[number] > bound) for number in range(len(several))]
