"""What the databases keep for search besides the tables of the models: indexes of words, and of parts of names.

The databases keep all of it up to date themselves, whoever writes: loaders, curation, staff.

PostgreSQL  a generated column of words, weighted by place (documents); indexes of words over an expression (titles of trials, details of
            milestones), of beginnings (numbers) and, with the extension pg_trgm, of parts (keys of names)
SQLite      FTS5 tables without content of their own, kept by triggers (documents, trials)

`install` compares what is there with what is described here and makes what is missing. It runs after every `manage.py migrate`: on SQLite
Django remakes a table to change it, and the triggers of the old one go with it.
"""

import hashlib
import sqlite3
from contextlib import closing
from functools import cache
from typing import Any

from django.apps import AppConfig
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from .companies import Company, CompanyAlias
from .documents import Document
from .indications import Indication, IndicationAlias
from .milestones import Milestone
from .programs import PastProgram, Program, ProgramAlias
from .trials import Trial, TrialIdentifier

# Tables of names with a key, all searched for parts of it.
NAMED = (Company, CompanyAlias, Program, ProgramAlias, Indication, IndicationAlias)

# A vector holds one megabyte at most. So many characters never fill it, whatever they are; what comes behind them is not found.
LONGEST = 200_000

_DOCUMENT, _TRIAL, _MILESTONE = (model._meta.db_table for model in (Document, Trial, Milestone))

# Trade marks would become letters ("TM") with accents put aside.
MARKS = "®™℠©"

# Accents aside and signs as spaces, so that "AST-1" is the words "AST" and "1" and never a negative number; each character of Chinese and
# Japanese is a word, so that a part of a name is found as a phrase.
_SIGNS = r"'[!-/:-@\[-`{-~]+', ' ', 'g'"  # of ASCII; others part words by themselves
_WORDS = rf"""
CREATE OR REPLACE FUNCTION search_words(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(value) = char_length(value) THEN regexp_replace(value, {_SIGNS})
    ELSE regexp_replace(regexp_replace(regexp_replace(normalize(regexp_replace(value, '[{MARKS}]', ' ', 'g'), NFKD),
        '[\u0300-\u036f]', '', 'g'), {_SIGNS}), '([\u2e80-\u9fff])', ' \1 ', 'g') END
$$
"""

_ENGLISH = "to_tsvector('pg_catalog.english'::regconfig, {})"
WORDS_OF = _ENGLISH.format("search_words({})")
_TRIAL_WORDS, _DETAIL_WORDS = WORDS_OF.format("title || ' ' || acronym"), WORDS_OF.format("detail")

# Of a registry record nothing is kept: it is found through its trial. Of a table's row only its name.
_VECTOR = f"""
ALTER TABLE "{_DOCUMENT}" ADD COLUMN search tsvector GENERATED ALWAYS AS (
    CASE WHEN kind = 'registry_record' THEN NULL ELSE
        setweight({WORDS_OF.format("title")}, 'A') || setweight({WORDS_OF.format("address")}, 'B')
        || CASE WHEN kind = 'table' THEN ''::tsvector
           ELSE setweight({_ENGLISH.format(f"left(search_words(left(text, {LONGEST})), {LONGEST})")}, 'D') END
    END) STORED
"""

_INDEXES = {
    "search_document": f'"{_DOCUMENT}" USING gin (search) WHERE search IS NOT NULL',
    "search_newest": f'"{_DOCUMENT}" (published, id) WHERE search IS NOT NULL',
    "search_trial": f'"{_TRIAL}" USING gin ({_TRIAL_WORDS})',
    "search_milestone": f"\"{_MILESTONE}\" USING gin ({_DETAIL_WORDS}) WHERE detail <> ''",
    "search_trial_number": f'"{_TRIAL}" (upper(identifier) text_pattern_ops)',
    "search_other_number": f'"{TrialIdentifier._meta.db_table}" (upper(value) text_pattern_ops)',
    "search_acronym": f"\"{_TRIAL}\" (upper(acronym)) WHERE acronym <> ''",
    "search_ticker": f"\"{Company._meta.db_table}\" (upper(ticker)) WHERE ticker <> ''",
    "search_program_key": f'"{Program._meta.db_table}" (key text_pattern_ops)',
}
# Over an expression, which no join is about: PostgreSQL would look up single keys in the index of a plain column, slowly.
_PARTS = {
    f"search_part_{model._meta.model_name}": f'"{model._meta.db_table}" USING gin (upper(key) gin_trgm_ops)'
    for model in (*NAMED, PastProgram)
}

_VERSION = hashlib.sha256("\n".join([_WORDS, _VECTOR, *_INDEXES.values(), *_PARTS.values()]).encode()).hexdigest()[:12]


def install_after_migrate(sender: AppConfig, using: str, **_: Any) -> None:
    connection = connections[using]
    if _DOCUMENT in connection.introspection.table_names():  # not so where all migrations were undone
        install(connection)


def install(connection: BaseDatabaseWrapper) -> None:
    """Makes what is missing or described otherwise; writes nothing where all is there."""
    if connection.vendor == "postgresql":
        _install_on_postgresql(connection)
    elif has_fts5():
        for table in FTS:
            table.install(connection)


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


def has_trigrams(connection: BaseDatabaseWrapper) -> bool:
    """Whether names are indexed by their parts. Without them names are read from end to end."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def _install_on_postgresql(connection: BaseDatabaseWrapper) -> None:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('pipeline_tracker_postponed')")
        if cursor.fetchone()[0]:
            return  # a first load was killed: the next run of ingest builds all indexes that it left out
        if _installed(cursor) != _VERSION:
            for name in (*_INDEXES, *_PARTS):
                cursor.execute(f"DROP INDEX IF EXISTS {name}")
            # With it goes the view of `as_of`, which `migrate` makes anew.
            cursor.execute(f'ALTER TABLE "{_DOCUMENT}" DROP COLUMN IF EXISTS search CASCADE')
            cursor.execute(_WORDS)
            cursor.execute(f"COMMENT ON FUNCTION search_words(text) IS '{_VERSION}'")
            cursor.execute(_VECTOR)
        for name, definition in (_INDEXES | (_PARTS if _extended(connection) else {})).items():
            cursor.execute(f"SELECT to_regclass('{name}')")
            if cursor.fetchone()[0] is None:
                cursor.execute(f"CREATE INDEX {name} ON {definition}")


def is_installed(connection: BaseDatabaseWrapper) -> bool:
    """Whether `migrate` has made what search needs on PostgreSQL."""
    with connection.cursor() as cursor:
        return bool(_installed(cursor))


def _installed(cursor: CursorWrapper) -> str | None:
    """The version of what is there."""
    cursor.execute("SELECT obj_description(to_regprocedure('search_words(text)'), 'pg_proc')")
    return cursor.fetchone()[0]


def _extended(connection: BaseDatabaseWrapper) -> bool:
    """Whether pg_trgm is there, made if this role may. Where it may not, `manage.py check` tells what an administrator can do."""
    if not has_trigrams(connection):
        try:
            with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
                cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except DatabaseError:
            return False
    return True


# --- SQLite -----------------------------------------------------------------------------------------------------------


class FtsTable:
    """An FTS5 table over columns of a model's table, and the three triggers that keep it.

    ``when`` tells which rows it holds, ``instead`` by column what it holds instead of its value; both name the row as {row}. ``by`` is
    the column that both go by.
    """

    def __init__(
        self,
        name: str,
        table: str,
        columns: tuple[str, ...],
        *,
        by: str = "",
        when: str = "1",
        instead: dict[str, str] | None = None,
    ):
        self.name, self.table, self.when = name, table, when
        self.columns = ", ".join(columns)
        self.watched = (*columns, by) if by else columns
        self.values = ", ".join((instead or {}).get(column, f"{{row}}.{column}") for column in columns)

    @property
    def statements(self) -> dict[str, str]:
        """By name, as SQLite keeps them."""
        put = f"INSERT INTO {self.name} (rowid, {self.columns}) SELECT new.id, {self.values.format(row='new')} WHERE {self.when};"
        take = (
            f"INSERT INTO {self.name} ({self.name}, rowid, {self.columns}) "
            f"SELECT 'delete', old.id, {self.values.format(row='old')} WHERE {self.when};"
        )
        put, take = put.format(row="new"), take.format(row="old")
        old, new = (", ".join(f"{row}.{column}" for column in self.watched) for row in ("old", "new"))
        changed = f'AFTER UPDATE ON "{self.table}" WHEN ({old}) IS NOT ({new})'
        table = f"""fts5({self.columns}, content="{self.table}", content_rowid="id", tokenize="porter unicode61 remove_diacritics 2")"""
        return {
            self.name: f"CREATE VIRTUAL TABLE {self.name} USING {table}",
            f"{self.name}_put": f'CREATE TRIGGER {self.name}_put AFTER INSERT ON "{self.table}" BEGIN {put} END',
            f"{self.name}_taken": f'CREATE TRIGGER {self.name}_taken AFTER DELETE ON "{self.table}" BEGIN {take} END',
            f"{self.name}_changed": f"CREATE TRIGGER {self.name}_changed {changed} BEGIN {take} {put} END",
        }

    def install(self, connection: BaseDatabaseWrapper) -> None:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE name IN ({', '.join(['%s'] * 4)})", list(self.statements))  # noqa: S608
            if dict(cursor.fetchall()) == self.statements:
                return
            for name in self.statements:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"DROP TABLE IF EXISTS {self.name}")
            for statement in self.statements.values():
                cursor.execute(statement)
            row = f'"{self.table}"'
            values, when = self.values.format(row=row), self.when.format(row=row)
            cursor.execute(f"INSERT INTO {self.name} (rowid, {self.columns}) SELECT {row}.id, {values} FROM {row} WHERE {when}")  # noqa: S608


FTS = (
    FtsTable(
        "search_document",
        _DOCUMENT,
        ("title", "address", "text"),
        by="kind",
        when="{row}.kind <> 'registry_record'",
        instead={"text": "CASE {row}.kind WHEN 'table' THEN '' ELSE {row}.text END"},
    ),
    FtsTable("search_trial", _TRIAL, ("title", "acronym", "identifier")),
)


@cache
def has_fts5() -> bool:
    """Whether this machine's SQLite was compiled with FTS5. Without it texts are read from end to end."""
    with closing(sqlite3.connect(":memory:")) as database:
        return bool(database.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0])
