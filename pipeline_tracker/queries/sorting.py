"""How lists are sorted, and how one page of a sorted list is found without reading what lies before it.

Rows that do not state what they are sorted by come last in both directions, by their key; so a sorted list has two parts, and each is
read along an index. The key decides between equals, in the direction of the sort, so that one index serves both directions.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection
from django.db.models import BooleanField, Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable

NEAR = 1000  # rows that are asked one after the other before another way is taken

_LARGEST = 2**63 - 1  # that a key can be


@dataclass(frozen=True)
class By:
    """Sorted by columns or expressions of the row itself. ``stated`` and ``unstated`` tell the two parts apart by the first of them;
    without them, every row states it. The others are never NULL. ``told`` is the first column where it is a day before which nobody
    knew of the row."""

    expressions: tuple[str | Combinable, ...]
    stated: Q = field(default_factory=Q)
    unstated: Q | None = None
    told: str = ""

    owner = "pk"
    least = False

    def first_part(self, rows: QuerySet) -> QuerySet:
        return rows.filter(self.stated)

    def second_part(self, rows: QuerySet) -> QuerySet | None:
        return rows.filter(self.unstated) if self.unstated is not None else None


@dataclass(frozen=True)
class Via:
    """Sorted by what another table says of a row: ``picked`` are its rows, at most one for each row listed, whose key they have in the
    column ``owner``. ``having`` is true of the rows listed that have one; where there is none, it is not stated."""

    picked: QuerySet
    owner: str
    expressions: tuple[str | Combinable, ...]
    having: Q | Exists

    least = False

    def first_part(self, rows: QuerySet) -> QuerySet:
        return self.picked.filter(**{f"{self.owner}__in": rows.order_by().values("pk")})

    def second_part(self, rows: QuerySet) -> QuerySet | None:
        return rows.filter(~self.having)


@dataclass(frozen=True)
class Numbers:
    """Sorted by how many rows of another table belong to a row, in its column ``owner``; to have none is less than any number. Where
    they were counted ahead, ``ahead`` has the owners that have any and the ``number`` of each."""

    counted: QuerySet
    owner: str
    ahead: QuerySet | None = None

    expressions = ("number",)
    least = True

    @property
    def numbers(self) -> QuerySet:
        return self.counted.order_by().values(self.owner).annotate(number=Count("*"))

    def first_part(self, rows: QuerySet) -> QuerySet:
        numbers = self.numbers if self.ahead is None else self.ahead
        return numbers.filter(**{f"{self.owner}__in": rows.order_by().values("pk")})

    def second_part(self, rows: QuerySet) -> QuerySet | None:
        owned = self.counted if self.ahead is None else self.ahead
        return rows.filter(~Exists(owned.filter(**{self.owner: OuterRef("pk")})))

    def read(self, rows: QuerySet, limit: int, offset: int, beyond: "Place | None", *, descending: bool) -> "list[Place]":
        """Places of the rows that have any. All are counted first, and only as many as a page needs are looked up in the list: the
        limit of the inner statement, which no number of rows reaches, keeps databases from asking first whose rows they are."""
        way, sign = ("DESC", "<") if descending else ("ASC", ">")
        try:
            numbers, of_numbers = self.numbers.order_by().query.sql_with_params()
            keys, of_keys = rows.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # a condition that no row can meet
            return []
        order = f"number {way}, {self.owner} {way}"
        after, of_after = (f"AND (number, {self.owner}) {sign} (%s, %s)", (*beyond.values, beyond.key)) if beyond else ("", ())
        statement = (
            f"SELECT {self.owner}, number FROM (SELECT * FROM ({numbers}) AS numbers ORDER BY {order} LIMIT {_LARGEST}) AS counted "  # noqa: S608 (the ORM's own)
            f"WHERE {self.owner} IN ({keys}) {after} ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)}"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, (*of_numbers, *of_keys, *of_after))
            return [Place((number,), key) for key, number in cursor.fetchall()]


Sort = By | Via | Numbers


@dataclass(frozen=True)
class Place:
    """Where a row stands in a sorted list: what it is sorted by, nothing where that is not stated, and its key."""

    values: tuple[Any, ...]
    key: int


@dataclass(frozen=True)
class Near:
    """Another way to the rows of a list: ``each`` is true of those among ``others`` that are in it. It finds the first of them soon where
    they are many; how many of the others come before them nobody knows."""

    others: QuerySet
    each: Q


@dataclass(frozen=True)
class Sorted:
    """The rows, one sort and its direction. Where ``near`` is given, a page is first looked for among the NEAR others that are the next
    in the order of the list; ``rows`` may be made when they are needed. ``known_by`` is the earlier day as of which the list is shown."""

    rows: QuerySet
    sort: Sort
    descending: bool = False
    near: Near | None = None
    known_by: dt.date | None = None

    def first(self, limit: int, offset: int = 0) -> list[Place]:
        """Places of the rows from the offset on. What lies before is counted, so an offset is for the start of a list."""
        found: list[Place] = []
        for stated in self._parts:
            more = self._read(stated, limit - len(found), offset=offset)
            if not more and offset:
                offset -= self._part(stated).order_by().values(self.sort.owner if stated else "pk")[:offset].count()
            found += more
            if len(found) == limit:
                break
            if more:
                offset = 0
        return found

    def after(self, place: Place, limit: int) -> list[Place]:
        return self._beyond(place, limit, self._parts, backwards=False)

    def before(self, place: Place | None, limit: int) -> list[Place]:
        """Those nearest before the place, or before the end, in the order of the list."""
        return self._beyond(place, limit, self._parts[::-1], backwards=True)[::-1]

    def _beyond(self, place: Place | None, limit: int, parts: tuple[bool, ...], *, backwards: bool) -> list[Place]:
        found: list[Place] = []
        for stated in parts if place is None else parts[parts.index(bool(place.values)) :]:
            inside = place if place is not None and bool(place.values) == stated else None
            found += self._read(stated, limit - len(found), beyond=inside, backwards=backwards)
            if len(found) == limit:
                break
        return found

    @property
    def _others(self) -> "Sorted":
        """Those among which the rows are looked for first, in the same order. Their parts and columns are those of the rows."""
        return replace(self, rows=self.near.others, near=None) if self.near else self

    @property
    def _parts(self) -> tuple[bool, ...]:
        """The parts of the list in their order, True for the rows that state what they are sorted by."""
        if self.sort.second_part(self._others.rows) is None:
            return (True,)
        return (False, True) if self.sort.least and not self.descending else (True, False)

    def _part(self, stated: bool) -> QuerySet:
        if not stated:
            return self.sort.second_part(self.rows)  # type: ignore[return-value]
        rows = self.sort.first_part(self.rows)
        if self.known_by and isinstance(self.sort, By) and self.sort.told:  # later ones are passed over at once
            return rows.filter(**{f"{self.sort.told}__lte": self.known_by})
        return rows

    def place(self, told: Sequence[str | int]) -> Place | None:
        """The place that its values and key tell, as ``Place`` has them but days as ISO 8601; None where they tell none."""
        *values, key = told or [""]
        widths = {len(self.sort.expressions) if stated else 0 for stated in self._parts}
        if len(values) not in widths or type(key) is not int or not 0 <= key <= _LARGEST:
            return None
        columns = self._others._annotated().query.annotations
        try:
            return Place(tuple(_typed(value, columns[name].output_field) for name, value in zip(self._names, values, strict=False)), key)
        except (ValueError, ValidationError):
            return None

    @property
    def _names(self) -> list[str]:
        return [f"sorted_by_{number}" for number in range(len(self.sort.expressions))]

    def _annotated(self) -> QuerySet:
        named = zip(self._names, self.sort.expressions, strict=True)
        return self._part(True).annotate(**{name: F(by) if isinstance(by, str) else by for name, by in named})

    def _read(self, stated: bool, limit: int, *, offset: int = 0, beyond: Place | None = None, backwards: bool = False) -> list[Place]:
        descending = self.descending != backwards
        if stated and isinstance(self.sort, Numbers) and self.sort.ahead is None:
            return self.sort.read(self.rows, limit, offset, beyond, descending=descending)
        if self.near and not offset and isinstance(self.sort, By):
            others = self._others._ordered(stated, beyond, descending)
            names = [*self._names, "pk"] if stated else ["pk"]
            before = Beyond(names, others[NEAR : NEAR + 1], descending=not descending)
            if len(places := _places(others.filter(before, self.near.each)[:limit])) == limit:
                return places
        return _places(self._ordered(stated, beyond, descending)[offset : offset + limit])

    def _ordered(self, stated: bool, beyond: Place | None, descending: bool) -> QuerySet:
        """What one part of the list is sorted by and the keys, in that direction, from the place on."""
        owner, names = (self.sort.owner, self._names) if stated else ("pk", [])
        rows = self._annotated() if stated else self._part(False)
        if beyond is not None and stated:
            # The first column by itself, too: where it is another table's, that is what an index is for.
            rows = rows.filter(**{f"{names[0]}__{'lte' if descending else 'gte'}": beyond.values[0]})
            rows = rows.filter(Beyond([*names, owner], [*beyond.values, beyond.key], descending=descending))
        elif beyond is not None:
            rows = rows.filter(**{"pk__lt" if descending else "pk__gt": beyond.key})
        return rows.order_by(*(f"-{name}" if descending else name for name in (*names, owner))).values_list(*names, owner)


def _places(rows: QuerySet) -> list[Place]:
    return [Place(tuple(values), key) for *values, key in rows]


def _typed(value: str | int, column: Any) -> Any:
    """Raises ValueError or ValidationError for what no such column holds."""
    if isinstance(column, IntegerField):
        if type(value) is not int or abs(value) > _LARGEST:
            raise ValueError(value)
        return value
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    value.encode()  # lone surrogates
    return column.to_python(value)


def told(place: Place) -> list[str | int]:
    """What ``Sorted.place`` reads back."""
    return [value.isoformat() if isinstance(value, dt.date) else value for value in (*place.values, place.key)]


class Beyond(Func):
    """Rows of which the columns, compared as a whole and in their order, lie beyond the values: ``(a, b, id) > (1, 2, 3)``. The values may
    be those of a query that has one row; where it has none, no row lies beyond."""

    output_field = BooleanField()

    def __init__(self, columns: Sequence[str], values: Sequence[Any] | QuerySet, *, descending: bool, **options: Any):
        told = [Subquery(values)] if isinstance(values, QuerySet) else map(Value, values)
        super().__init__(*map(F, columns), *told, **options)
        self.width, self.sign = len(columns), "<" if descending else ">"

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple]:  # type: ignore[override]
        compiled = [compiler.compile(expression) for expression in self.get_source_expressions()]
        columns, values = (", ".join(sql for sql, _ in part) for part in (compiled[: self.width], compiled[self.width :]))
        return f"({columns}) {self.sign} ({values})", tuple(value for _, parameters in compiled for value in parameters)
