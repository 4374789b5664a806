"""Foreign keys and indexes of nearly empty tables wait until many rows are in (PostgreSQL): checking and sorting all rows once takes
a fraction of what it takes row by row.

What waits is written down in a table of its own, in the transaction that drops it, and struck out in those that build it anew. So
a run that is killed between leaves behind what is missing, and the next one begins by building it (``restore``). One session
does this at a time; it holds a lock that ends with it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.apps import apps
from django.db import DatabaseError, ProgrammingError, connection, transaction

from .connections import on_several_connections

logger = logging.getLogger(__name__)

_LOCK = 7_101_986_034  # any number that no other program takes
_NOTES = "pipeline_tracker_postponed"
MANY = 5000  # documents from which on it pays
_USED = ["document_by_address", "trial_mention_by_identifier"]  # loading itself looks rows up by these
# Checking all rows against a foreign key is a turn of its own: two keys that are made at once could block each other.
_WAITING = """
CREATE TABLE pipeline_tracker_postponed AS
WITH keys AS (
    SELECT conrelid::regclass::text AS owner, conname AS name, pg_get_constraintdef(oid) AS rule
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%(tables)s::regclass[])
)
SELECT 1 AS turn, indrelid::regclass::text AS owner, indexrelid::regclass::text AS name,
    'DROP INDEX ' || indexrelid::regclass AS drop, pg_get_indexdef(indexrelid) AS build
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indrelid = ANY(%(tables)s::regclass[]) AND NOT indisunique AND relname <> ALL(%(used)s)
UNION ALL
SELECT 2, owner, name, format('ALTER TABLE %%s DROP CONSTRAINT %%I', owner, name),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s NOT VALID', owner, name, rule) FROM keys
UNION ALL
SELECT 3, owner, name, NULL, format('ALTER TABLE %%s VALIDATE CONSTRAINT %%I', owner, name) FROM keys
"""
_CHAINS = """
SELECT array_agg(name ORDER BY name) FROM pipeline_tracker_postponed WHERE turn = %s
GROUP BY CASE turn WHEN 1 THEN name WHEN 2 THEN '' ELSE owner END
ORDER BY max(pg_relation_size(owner::regclass)) DESC
"""


@contextmanager
def postponed(documents: int) -> Iterator[None]:
    """Inside, foreign keys and indexes wait if so many ``documents`` are to come that it pays; afterwards they are there again."""
    if not _pays(documents) or not _locked():
        yield
        return
    try:
        _drop()
        yield
    finally:
        _build()
        _ask("SELECT pg_advisory_unlock(%s)", [_LOCK])


def restore() -> None:
    """Builds what a run that was killed has left missing, unless one is under way."""
    if connection.vendor == "postgresql" and _ask("SELECT to_regclass(%s)", [_NOTES]) and _locked():
        logger.warning("Foreign keys and indexes that an earlier run left out are built.")
        _build()
        _ask("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _pays(documents: int) -> bool:
    if connection.vendor != "postgresql" or connection.in_atomic_block or documents < MANY:
        return False
    few = _ask("SELECT count(*) FROM (SELECT 1 FROM pipeline_tracker_document LIMIT %s) AS documents", [documents // 10 + 1])
    return few <= documents // 10


def _locked() -> bool:
    return _ask("SELECT pg_try_advisory_lock(%s)", [_LOCK])


def _ask(sql: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def _drop() -> None:
    models = apps.get_app_config("pipeline_tracker").get_models(include_auto_created=True)
    tables = [f'"{model._meta.db_table}"' for model in models]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_WAITING, {"tables": tables, "used": _USED})
            cursor.execute("SELECT drop FROM pipeline_tracker_postponed WHERE drop IS NOT NULL ORDER BY turn DESC, name")
            for (statement,) in cursor.fetchall():
                cursor.execute(statement)
    except ProgrammingError as error:  # the tables belong to another user of the database
        logger.info("Foreign keys and indexes are kept while loading: %s", error)


def _build() -> None:
    """Builds what was written down. A failure leaves what is missing written down for the next run."""
    if not _ask("SELECT to_regclass(%s)", [_NOTES]):
        return
    try:
        for turn in (1, 2, 3):
            with connection.cursor() as cursor:
                cursor.execute(_CHAINS, [turn])
                on_several_connections([partial(_build_one, turn, name) for name in names] for (names,) in cursor.fetchall())
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE pipeline_tracker_postponed")
    except DatabaseError:
        logger.exception("Foreign keys and indexes are missing; the next run of ingest builds them.")


@transaction.atomic
def _build_one(turn: int, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM pipeline_tracker_postponed WHERE turn = %s AND name = %s RETURNING build", [turn, name])
        cursor.execute(cursor.fetchone()[0])
