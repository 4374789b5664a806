"""The statistics by which the database plans its queries."""

from functools import partial

from django.db import connection

from .connections import on_several_connections

# Of all columns it would take three times as long; PostgreSQL finds out about the others by itself before long.
_INDEXED = """
SELECT format('ANALYZE %s (%s)', indrelid::regclass, string_agg(DISTINCT format('%I', attname), ', '))
FROM pg_index JOIN pg_class ON pg_class.oid = indrelid JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey)
WHERE relname LIKE 'pipeline\\_tracker\\_%'
GROUP BY indrelid ORDER BY pg_relation_size(indrelid) DESC
"""


def analyze() -> None:
    """Counts anew the columns that have indexes. Call it once many rows are in, which the database would otherwise notice later."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_INDEXED)
            on_several_connections([[partial(_execute, statement)] for (statement,) in cursor.fetchall()])
        else:
            cursor.execute("ANALYZE")


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
