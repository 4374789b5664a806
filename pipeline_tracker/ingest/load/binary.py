"""Rows to PostgreSQL in binary, which takes client and server a third less time than text. Imported where there is a PostgreSQL."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from django.db import connection
from psycopg import postgres
from psycopg.adapt import Dumper
from psycopg.pq import Format

_json = msgspec.json.Encoder().encode
_EMPTY = {kind: b"\x01" + _json(kind()) for kind in (list, dict)}  # as most values are


class _JsonDumper(Dumper):
    """Values of jsonb columns: a version number and the text."""

    oid = postgres.types["jsonb"].oid
    format = Format.BINARY

    def dump(self, obj: Any) -> bytes:
        return b"\x01" + _json(obj) if obj else _EMPTY[type(obj)]


def copy_rows(table: str, names: str, types: Sequence[str], rows: Iterable[Sequence]) -> None:
    """``names`` are the columns as they stand in a statement, ``types`` PostgreSQL's for them."""
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.adapters.register_dumper(None, _JsonDumper)
        with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN WITH (FORMAT BINARY)') as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)
