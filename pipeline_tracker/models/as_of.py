"""The tables as they stood on an earlier day, under their own names: what is read inside `as_of` was known by then.

For every table whose rows depend on the day there is a view that holds what was known on it: present states that began by then, and
earlier ones that held then (`states`), and what documents and staff had said. Names are those of now. Inside `as_of` the views stand
before the tables, so that every page, export and feed asks what it always asks, and gets the answer of that day.

PostgreSQL  a schema of views, made by `migrate`, that goes before the others on the search path of the transaction
SQLite      temporary views, which SQLite takes before tables of the same name
"""

# ruff: noqa: S608  # statements are made of the names of models and columns, and of a day that is one

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import AppConfig
from django.apps import apps as present_apps
from django.apps.registry import Apps
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

SCHEMA = "tracker_as_of"

_DAY = "tracker.as_of"  # the setting that the views of PostgreSQL read
# What is taken together has no statistics: a few rows look like all of them, and worth reading from end to end, or by several processes.
_PLANNED = {"enable_seqscan": "off", "max_parallel_workers_per_gather": "0", "random_page_cost": "1.1", "work_mem": "64MB"}
# True of all rows; of those of now, whose known_until is a constant, it says what indexes for earlier days alone say of their rows.
_OF_INDEXES = "AND (id > 0 OR known_until IS NOT NULL)"
_STATES = ("Milestone", "Standing", "Program", "Trial")
_LINKS = {("Milestone", "programs"): "PastMilestoneProgram", ("Program", "indications"): "PastProgramIndication"} | {
    ("Trial", "programs"): "PastTrialProgram",
    ("Trial", "indications"): "PastTrialIndication",
}
_DATED = {"Document": "published", "AttributeClaim": "asserted_on"}
_OF_DOCUMENTS = ("FinancialResult", "ProgramMention", "TrialMention")
_OF_NOW = ("BenchmarkFigures", "CompanyCount")
_COUNTED_AHEAD = ("PhaseCount", "FacetCount", *_OF_NOW)  # as a whole, not state by state


@contextmanager
def as_of(day: dt.date | None, using: str = "default") -> Iterator[None]:
    """Shows the tables as they stood at the end of the day, to this connection and until the block ends; None shows them as they are.

    Nothing may be written inside.
    """
    if day is None:
        yield
        return
    connection = connections[using]
    shown = _shown_by_postgresql if connection.vendor == "postgresql" else _shown_by_sqlite
    with shown(connection, day):
        yield


@contextmanager
def _shown_by_postgresql(connection: BaseDatabaseWrapper, day: dt.date) -> Iterator[None]:
    # A view has no primary key, on which the other columns of a group would depend.
    grouped, connection.features.allows_group_by_selected_pks = connection.features.allows_group_by_selected_pks, False
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            # Their parts are computed in their order: the path is read before it is set.
            planned = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in _PLANNED.items())
            cursor.execute(
                f"SELECT current_setting('search_path'), set_config('search_path', %s || current_setting('search_path'), true), "
                f"set_config(%s, %s, true), {planned}",
                [f"{SCHEMA}, ", _DAY, str(day)],
            )
            path = cursor.fetchone()[0]
            yield
            if cursor.connection.info.transaction_status.name == "INERROR":  # the page answered for it
                transaction.set_rollback(True, using=connection.alias)
            else:
                cursor.execute("SELECT set_config('search_path', %s, true)", [path])
    finally:
        connection.features.allows_group_by_selected_pks = grouped


@contextmanager
def _shown_by_sqlite(connection: BaseDatabaseWrapper, day: dt.date) -> Iterator[None]:
    made = definitions(present_apps, f"'{day.isoformat()}'", "main.")
    with connection.cursor() as cursor:
        try:
            for table, definition in made.items():
                cursor.execute(f'CREATE TEMP VIEW "{table}" AS {definition}')
            yield
        finally:
            for table in made:
                cursor.execute(f'DROP VIEW IF EXISTS temp."{table}"')


def unlike(day: dt.date, using: str = "default") -> dict[str, int]:
    """How many rows of which tables are not as they are shown as of the day: none where it is that of the newest source, or later."""
    connection = connections[using]
    found = {}
    with as_of(day, using), connection.cursor() as cursor:
        then, now = "temp", "main"
        if connection.vendor == "postgresql":
            cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'django_migrations'")
            then, now = SCHEMA, cursor.fetchone()[0]
        models = present_apps.get_app_config("pipeline_tracker").get_models(include_auto_created=True)
        tables = {model._meta.db_table: model for model in models if model.__name__ not in _COUNTED_AHEAD}
        for table in tables.keys() & definitions(present_apps, "''", ""):
            columns = _list(str(field.column) for field in tables[table]._meta.concrete_fields)
            one, other = (f'SELECT {columns} FROM {schema}."{table}"' for schema in (then, now))
            cursor.execute(
                f"SELECT COUNT(*) FROM (SELECT * FROM ({one} EXCEPT {other}) AS more "
                f"UNION ALL SELECT * FROM ({other} EXCEPT {one}) AS fewer) AS unlike"
            )
            if number := cursor.fetchone()[0]:
                found[table] = number
    return found


# --- what `migrate` makes on PostgreSQL ------------------------------------------------------------------------------


def remove_before_migrate(sender: AppConfig, using: str, **_: Any) -> None:
    """Columns that a view shows could not be altered."""
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def install_after_migrate(sender: AppConfig, using: str, apps: Apps | None = None, **_: Any) -> None:
    connection = connections[using]
    if connection.vendor != "postgresql" or apps is None:  # a flush says that it migrated, too
        return
    try:
        made = definitions(apps, f"(SELECT current_setting('{_DAY}')::date)", "")  # SELECT: read once, not for each row
    except LookupError:
        return  # undone to a time before there were earlier states
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        # From version 15 on who may read the tables may read the views; before, the owner alone until others are granted it.
        by_rights = cursor.connection.info.server_version >= 150000
        for table, definition in made.items():
            cursor.execute(f'CREATE OR REPLACE VIEW {SCHEMA}."{table}" {"WITH (security_invoker)" if by_rights else ""} AS {definition}')
        if by_rights:
            cursor.execute(f"GRANT USAGE ON SCHEMA {SCHEMA} TO PUBLIC; GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO PUBLIC")


# --- what the views show ---------------------------------------------------------------------------------------------


def definitions(apps: Apps, day: str, schema: str) -> dict[str, str]:
    """For each table the statement that reads it as of a day, which is given in SQL. ``schema`` goes before the tables' names.

    Conditions stand outside of what is taken together, and each part is a plain table where it can be: so both databases look into
    the tables themselves, by their indexes and in their order.
    """

    def model(name: str) -> Any:
        return apps.get_model("pipeline_tracker", name)

    def table(of: Any) -> str:
        return f'{schema}"{of._meta.db_table}"'

    known = f"(known_from IS NULL OR known_from <= {day}) AND (known_until IS NULL OR known_until > {day})"
    found: dict[str, str] = {}
    for name in _STATES:
        now, past = model(name), model(f"Past{name}")
        names = [field.column for field in now._meta.concrete_fields]
        found[now._meta.db_table] = (
            f"SELECT {_list(names)} FROM (SELECT {_list(names)}, NULL AS known_until FROM {table(now)} "
            f"UNION ALL SELECT {_list(names, id='stands_for')}, known_until FROM {table(past)}) AS state WHERE {known} {_OF_INDEXES}"
        )
    for (name, field), past_name in _LINKS.items():
        owner, links, past = model(name), model(name)._meta.get_field(field).remote_field.through, model(past_name)
        names = [field.column for field in links._meta.concrete_fields]
        of = f"{owner._meta.model_name}_id"
        found[links._meta.db_table] = (
            f"SELECT {_list(names)} FROM (SELECT {_list(names)}, NULL AS known_from, NULL AS known_until FROM {table(links)} "
            f"UNION ALL SELECT {_list(names, id='-id')}, known_from, known_until FROM {table(past)}) AS link WHERE {known} "
            # As a value, not EXISTS: for that PostgreSQL would first gather all owners.
            f"AND (id < 0 OR (SELECT owner.id FROM {table(owner)} AS owner WHERE owner.id = link.{of} "
            f"AND (owner.known_from IS NULL OR owner.known_from <= {day})) IS NOT NULL)"
        )
    claim, assignment = model("Claim"), model("PastAssignment")
    names = [field.column for field in claim._meta.concrete_fields]
    moved = _list(names, of="claim", milestone_id="past.milestone_id")
    found[claim._meta.db_table] = (
        f"SELECT {_list(names)} FROM (SELECT {_list(names)}, assigned_from AS known_from, NULL AS known_until FROM {table(claim)} "
        f"UNION ALL SELECT {moved}, past.known_from, past.known_until FROM {table(assignment)} AS past "
        f"JOIN {table(claim)} AS claim ON claim.id = past.claim_id) AS said WHERE asserted_on <= {day} AND {known}"
    )
    company, document = model("Company"), model("Document")
    names = [field.column for field in company._meta.concrete_fields]
    # Only of companies that have a newer source is that of the day looked up, and not by MAX(), which takes PostgreSQL half as long again.
    of_company = f"FROM {table(document)} AS document WHERE company_id = company.id AND published <= {day}"
    looked_up = f"(SELECT published {of_company} ORDER BY published DESC LIMIT 1)"
    newest = f"CASE WHEN last_source <= {day} THEN last_source ELSE {looked_up} END"
    found[company._meta.db_table] = (
        f"SELECT {_list(names, last_source=newest)} FROM {table(company)} AS company WHERE known_from IS NULL OR known_from <= {day}"
    )
    for name, column in _DATED.items():
        found[model(name)._meta.db_table] = f"SELECT * FROM {table(model(name))} WHERE {column} <= {day}"
    for name in _OF_DOCUMENTS:
        found[model(name)._meta.db_table] = (
            f"SELECT * FROM {table(model(name))} AS told WHERE EXISTS (SELECT 1 FROM {table(model('Document'))} AS document "
            f"WHERE document.id = told.document_id AND document.published <= {day})"
        )
    counts, past = model("PhaseCount"), model("PastPhaseCount")
    names = [field.column for field in counts._meta.concrete_fields]
    held = f"FROM {table(past)} WHERE known_from <= {day} AND known_until > {day}"
    of_all = _list(names, view="'all'", part="''")  # each program has one target, or none
    found[counts._meta.db_table] = f"SELECT {_list(names)} {held} UNION ALL SELECT {of_all} {held} AND view = 'target'"
    for name in _OF_NOW:  # for another day is counted
        found[model(name)._meta.db_table] = f"SELECT * FROM {table(model(name))} WHERE 1 = 0"
    # Of long lists only that they are long: what is left of them is counted up to a bound, as where filters narrow them.
    facets = model("FacetCount")
    names = [field.column for field in facets._meta.concrete_fields]
    found[facets._meta.db_table] = f"""SELECT {_list(names, number="0")} FROM {table(facets)} WHERE "column" = '' """
    return found


def _list(columns: Iterable[str], of: str = "", **instead: str) -> str:
    """Columns for a SELECT, of the named table, some of them taken from elsewhere."""
    before = f"{of}." if of else ""
    return ", ".join(f'{instead[name]} AS "{name}"' if name in instead else f'{before}"{name}"' for name in columns)
