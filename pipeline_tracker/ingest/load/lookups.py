"""Rows by many values at once: one parameter, a list, goes to the database, so that neither Django nor the driver handles each value."""

import json
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignObject, Lookup
from django.db.models.sql.compiler import SQLCompiler


@Field.register_lookup
@ForeignObject.register_lookup
class AnyOf(Lookup):
    """``pk__anyof=keys``: as ``pk__in``, for any number of values of the column's own type (keys for related rows)."""

    lookup_name = "anyof"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        values = list(self.rhs)
        if not values:
            raise EmptyResultSet
        column, parameters = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", [*parameters, _array(values)]
        return f"{column} IN (SELECT value FROM json_each(%s))", [*parameters, json.dumps(values)]  # noqa: S608


def _array(values: list[int | str | None]) -> str:
    """The values as PostgreSQL writes an array; the driver would look at each of them to find out what it is."""
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value: int | str | None) -> str:
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return "NULL" if value is None else str(int(value))
