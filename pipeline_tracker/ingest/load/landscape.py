"""The landscape's numbers, counted ahead for large databases."""

# ruff: noqa: S608  # statements are made of the names of tables and columns, or are the ORM's own

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db import connection, transaction

from pipeline_tracker.models import Indication, PastPhaseCount, PastProgram, PastStanding, PhaseCount, Program, Standing
from pipeline_tracker.queries.facets import NONE
from pipeline_tracker.queries.landscape import AHEAD, OF_PROGRAMS, signatures
from pipeline_tracker.vocabulary.phases import ACTIVITIES

from . import rows
from .connections import count_alone

MANY = 20_000  # standings from which on counting for each visitor takes longer than the rest of the page

_ROW = ("family", "part", *OF_PROGRAMS)
_PLACES = [code for code, _label in ACTIVITIES]
_INSERT = f'INSERT INTO "{PhaseCount._meta.db_table}" (view, {", ".join((*_ROW, *_PLACES))}, number)'
_SIGNATURE = ", ".join((*(f"row_{name}" for name in _ROW), *_PLACES))


@transaction.atomic
def count_landscape() -> None:
    """Counts anew, of today and of all earlier days. Call it when programs, standings or indications may have changed."""
    _count_today()
    if PhaseCount.objects.exists():
        rows.insert(PastPhaseCount, _PAST_COLUMNS, _past_counts())


def count_landscape_afterwards() -> None:
    """Counts that of today anew once the transaction ends well, however often it is asked for. Those of earlier days are counted for each
    visitor until the next run."""
    if all(waiting[1] != _count_today for waiting in connection.run_on_commit):
        transaction.on_commit(_count_today)


@transaction.atomic
def _count_today() -> None:
    count_alone(PhaseCount)
    PhaseCount.objects.all().delete()
    PastPhaseCount.objects.all().delete()
    if len(Standing.objects.order_by()[:MANY].values_list("pk")) < MANY:
        return
    with connection.cursor() as cursor:
        for view in AHEAD:
            sql, parameters = signatures(view).query.sql_with_params()
            chosen = f"SELECT %s, {_SIGNATURE}, COUNT(*) FROM ({sql}) AS programs GROUP BY {_SIGNATURE}"
            cursor.execute(f"{_INSERT} {chosen}", (view, *parameters))


# --- earlier days -----------------------------------------------------------------------------------------------------

# Of each program the periods in which nothing changed, its places in them as ``signatures`` tells them, and what came and went from one to
# the next. Rows by target tell of all programs, too (models.as_of). Rows by indication would be as many as standings, and are as soon
# counted from those.
_FIRST = dt.date.min.isoformat()  # where it is not known since when
_KEY = ("view", "part", *OF_PROGRAMS, *_PLACES)
_PAST_COLUMNS = (*_KEY, "family", "known_from", "known_until", "number")
_HOLDS = "{0}.known_from <= periods.known_from AND ({0}.known_until IS NULL OR {0}.known_until > periods.known_from)"
_BITS = ", ".join(f"COALESCE(SUM(DISTINCT bit) FILTER (WHERE activity = '{code}'), 0) AS {code}" for code in _PLACES)
_COLUMNS = ", ".join((*OF_PROGRAMS, "target"))
_STATED = ", ".join(f"COALESCE(NULLIF({name}, ''), '{NONE}') AS {name}" for name in (*OF_PROGRAMS, "target"))
_DESCRIBED = " OR ".join(f"{name} <> ''" for name in (*OF_PROGRAMS, "target"))
_PERIOD = f"program_id, known_from, known_until, {', '.join(OF_PROGRAMS)}"
_CHANGES = f"""
WITH stands AS (
    SELECT program_id, indication_id, activity, 1 << place AS bit, COALESCE(known_from, '{_FIRST}') AS known_from, NULL AS known_until
    FROM {Standing._meta.db_table}
    UNION ALL
    SELECT program_id, indication_id, activity, 1 << place, known_from, known_until FROM {PastStanding._meta.db_table}
), described AS (
    SELECT id AS program_id, {_COLUMNS}, COALESCE(known_from, '{_FIRST}') AS known_from, NULL AS known_until
    FROM {Program._meta.db_table} WHERE {_DESCRIBED}
    UNION ALL
    SELECT stands_for, {_COLUMNS}, known_from, known_until FROM {PastProgram._meta.db_table} WHERE {_DESCRIBED}
), periods AS (
    SELECT program_id, day AS known_from, LEAD(day) OVER (PARTITION BY program_id ORDER BY day) AS known_until
    FROM (
        SELECT program_id, known_from AS day FROM stands
        UNION SELECT program_id, known_until FROM stands WHERE known_until IS NOT NULL
        UNION SELECT program_id, known_from FROM described
        UNION SELECT program_id, known_until FROM described WHERE known_until IS NOT NULL
    ) AS days
), placed AS MATERIALIZED (
    SELECT periods.*, activity, bit, COALESCE(NULLIF(area, ''), '{NONE}') AS area, {_STATED}
    FROM periods
    JOIN stands ON stands.program_id = periods.program_id AND {_HOLDS.format("stands")}
    LEFT JOIN described ON described.program_id = periods.program_id AND {_HOLDS.format("described")}
    LEFT JOIN {Indication._meta.db_table} AS indication ON indication.id = indication_id
), signatures AS (
    SELECT 'target' AS view, target AS part, {_PERIOD}, {_BITS} FROM placed GROUP BY {_PERIOD}, target
    UNION ALL
    SELECT 'area', area, {_PERIOD}, {_BITS} FROM placed GROUP BY {_PERIOD}, area
), changes AS (
    SELECT {", ".join(_KEY)}, known_from AS day, 1 AS number FROM signatures
    UNION ALL
    SELECT {", ".join(_KEY)}, known_until, -1 FROM signatures WHERE known_until IS NOT NULL
)
SELECT {", ".join(_KEY)}, day, SUM(number) FROM changes GROUP BY {", ".join(_KEY)}, day HAVING SUM(number) <> 0"""


def _past_counts() -> Iterator[tuple]:
    """Rows of _PAST_COLUMNS."""
    changes: dict[tuple, list[tuple[dt.date, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES)
        for *key, day, number in cursor.fetchall():
            changes[tuple(key)].append((_day(day), number))
    return ((*key, "", *held) for key, days in changes.items() for held in in_years(sorted(days)))


def _day(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)  # SQLite computes texts


def in_years(changes: Iterable[tuple[dt.date, int]]) -> Iterator[tuple[dt.date, dt.date, int]]:
    """What adds up to a number on each day, from the days in order on which it changes: (since, until, by how much), without the last day.

    A change counts until its year ends; what the number is then counts until the end of the next year that has changes. So few rows hold
    on one day, and they are few in all.
    """
    number, since = 0, dt.date.min
    for year, days in groupby(changes, key=lambda change: change[0].year):
        until = dt.date(year + 1, 1, 1)
        if number:
            yield since, until, number
        for day, change in days:
            yield day, until, change
            number += change
        since = until
    if number:
        yield since, dt.date.max, number
