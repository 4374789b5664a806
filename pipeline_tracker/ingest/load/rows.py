"""Many rows of one table written at once: COPY on PostgreSQL, prepared statements on SQLite.

Keys are drawn before anything is written, so that new rows can point to each other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

import msgspec
from django.db import connection, models, transaction
from django.db.models.base import ModelState

_MOST_KEYS = 4096  # drawn at once
_AT_ONCE = 5000  # rows of one update
_json = msgspec.json.Encoder().encode
_EMPTY: dict[type, str] = {list: "[]", dict: "{}"}
_TIMES = (models.DateField, models.TimeField)  # SQLite has no type for them; a DateTimeField is a DateField, too


R = TypeVar("R", bound=models.Model)


def new(model: type[R], **values: Any) -> R:
    """An unsaved row; ``values`` by column (``attname``), the others at their defaults.

    Much quicker than the model's constructor, which looks at every field in turn and sends signals that nothing here listens to.
    """
    columns, made = _defaults(model)
    row = model.__new__(model)
    row.__dict__ = own = {**columns, **values}  # attributes of models are slow
    if len(own) != len(columns):
        raise TypeError(f"{model.__name__} has no column among {sorted(values.keys() - columns.keys())}")
    own["_state"] = ModelState()
    for name, default in made:
        if name not in values:
            own[name] = default()
    return row


@cache
def _defaults(model: type[models.Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """Defaults of all columns, and how those are made that each row has one of its own of."""
    fields = model._meta.concrete_fields
    made = [(field.attname, field.default) for field in fields if callable(field.default) and field.default is not models.NOT_PROVIDED]
    return {field.attname: field.get_default() for field in fields}, made


def new_keys(model: type[models.Model]) -> Iterator[int]:
    """Primary keys for new rows of one table, drawn in growing portions. Those not used stay unused."""
    portion = 64
    while True:
        yield from _draw(model, portion)
        portion = min(portion * 8, _MOST_KEYS)


def _draw(model: type[models.Model], count: int) -> Iterable[int]:
    table = model._meta.db_table
    # On SQLite the table's first keys take two statements, between which no other process may draw.
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Materialized, or the sequence would be looked up for every key.
            cursor.execute(
                "WITH sequence AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name) "
                "SELECT array_agg(nextval(name)) FROM sequence, generate_series(1, %s)",
                [f'"{table}"', count],
            )
            return cursor.fetchone()[0]
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [count, table])
        found = cursor.fetchone()
        if found is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
        last = found[0] if found else count
        return range(last - count + 1, last + 1)


def insert_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Inserts unsaved rows that have their keys; all columns are written but those that the database computes."""
    columns = [field.attname for field in model._meta.concrete_fields if not field.generated]
    insert(model, columns, map(itemgetter(*columns), map(attrgetter("__dict__"), rows)))
    alias = connection.alias
    for row in rows:
        state = row.__dict__["_state"]
        state.adding = False
        state.db = alias


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple]) -> None:
    """Inserts values of the named columns (``attname``); a key that is not among them is given by the database."""
    fields = [_column(model, name) for name in columns]
    names = ", ".join(f'"{field.column}"' for field in fields)
    if connection.vendor == "postgresql":
        from .binary import copy_rows

        copy_rows(model._meta.db_table, names, [_type_of(field) for field in fields], rows)
        return
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        sql = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})'  # noqa: S608
        cursor.executemany(sql, list(_stored(model, columns, rows)))


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple]) -> None:
    """Sets the named columns (``attname``); each row is its key and the values of the columns."""
    table, fields = model._meta.db_table, [_column(model, name) for name in columns]
    found = list(_stored(model, ["pk", *columns], rows))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            given = ", ".join(["%s::bigint[]", *(f"%s::{_type_of(field)}[]" for field in fields)])
            new = ", ".join(f'"{field.column}" = new."{field.column}"' for field in fields)
            names = ", ".join(["id", *(f'"{field.column}"' for field in fields)])
            sql = f'UPDATE "{table}" SET {new} FROM unnest({given}) AS new ({names}) WHERE "{table}".id = new.id'  # noqa: S608
            for start in range(0, len(found), _AT_ONCE):
                cursor.execute(sql, [list(column) for column in zip(*found[start : start + _AT_ONCE], strict=True)])
        elif found:
            new = ", ".join(f'"{field.column}" = %s' for field in fields)
            cursor.executemany(f'UPDATE "{table}" SET {new} WHERE id = %s', [(*values, key) for key, *values in found])  # noqa: S608


def _column(model: type[models.Model], name: str) -> models.Field:
    return next(field for field in model._meta.concrete_fields if field.attname == name)


def _type_of(field: models.Field) -> str:
    """Of the column, as PostgreSQL calls it. A cast to a length would cut texts off instead of refusing them."""
    return "text" if isinstance(field, models.CharField | models.TextField) else str(field.rel_db_type(connection))


def _stored(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple]) -> Iterable[Sequence]:
    """The values as the driver takes them."""
    changes = [(place, change) for place, name in enumerate(columns) if name != "pk" and (change := _change(_column(model, name)))]
    return _changed(rows, changes) if changes else rows


def _changed(rows: Iterable[tuple], changes: list[tuple[int, Callable[[Any], Any]]]) -> Iterator[list]:
    for values in rows:
        row = list(values)
        for place, change in changes:
            row[place] = change(row[place])
        yield row


def _change(field: models.Field) -> Callable[[Any], Any] | None:
    if isinstance(field, models.JSONField):
        return lambda value: _json(value).decode() if value else _EMPTY[type(value)]
    if connection.vendor == "sqlite" and isinstance(field, _TIMES):
        if type(field) is models.DateField:
            return lambda day: day and day.isoformat()
        return lru_cache(maxsize=1000)(lambda value: field.get_db_prep_value(value, connection))
    return None
