"""An ingest that is killed and run again ends in the same content as one that was not, and so does one without further processes."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from benchmarks.studies import write_studies

ROOT = Path(__file__).parents[2]
VENDOR = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]  # sqlite3 or postgresql
# In batches small enough for many moments between them. ``who`` is killed before the n-th statement, never where n is 0: the run itself;
# one of the processes that it makes ("worker"); or the run by one of them, in the middle of its work. "alone" it makes none.
INGEST = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db.backends.signals import connection_created
from pipeline_tracker.ingest import bulk, stored, workers
from pipeline_tracker.ingest.load import upkeep
bulk.MUCH, bulk.BATCH, bulk.GROUP, bulk.STORED, stored.BATCH, upkeep.MANY = 1, 40, 20, 20, 30, 40
left, who, itself = int(sys.argv[1]), sys.argv[2], os.getpid()
if who == "alone":
    workers.possible = lambda: False
def count(execute, sql, parameters, many, context):
    global left
    if (os.getpid() == itself) == (who == "itself"):
        left -= 1
        if left == 0:
            os.kill(itself if who == "by worker" else os.getpid(), signal.SIGKILL)
    return execute(sql, parameters, many, context)
connection_created.connect(lambda connection, **_: connection.execute_wrappers.append(count), weak=False)
call_command(*sys.argv[3:], verbosity=0)
"""
# Lingers between the statements of a draw, for another process to come between.
DRAW = """
import time
import django
django.setup()
from itertools import islice
from django.apps import apps
from django.db.backends.signals import connection_created
from pipeline_tracker.ingest import load, workers
from pipeline_tracker.ingest.load.rows import new_keys
def linger(execute, *arguments):
    found = execute(*arguments)
    time.sleep(0.01)
    return found
connection_created.connect(lambda connection, **_: connection.execute_wrappers.append(linger), weak=False)
models = [model for model in apps.get_app_config("pipeline_tracker").get_models() if model._meta.pk.column == "id"]
load.let_go()
with workers.Workers(draw=lambda model: list(islice(new_keys(model), 100))) as processes:
    pieces = [model for model in models for _ in range(4)]
    drawn = [(model, key) for model, keys in processes.map("draw", pieces) for key in keys]
assert len(set(drawn)) == len(drawn) == 100 * len(pieces)
"""
P = "pipeline_tracker_"
CONTENT = {
    "documents": f"SELECT d.sha256, d.extractor, c.key, c.name, c.stale, v.sha256 FROM {P}document d "
    f"JOIN {P}company c ON c.id = d.company_id LEFT JOIN {P}document v ON v.id = d.version_of_id",
    "claims": f"SELECT k.uid, k.retracted_at IS NULL, c.key, m.slug FROM {P}claim k JOIN {P}company c ON c.id = k.company_id "
    f"LEFT JOIN {P}milestone m ON m.id = k.milestone_id",
    "attributes": f"SELECT a.uid, a.field, a.value, t.slug, p.key FROM {P}attributeclaim a LEFT JOIN {P}trial t ON t.id = a.trial_id "
    f"LEFT JOIN {P}program p ON p.id = a.program_id",
    "programs": f"SELECT c.key, p.key, p.name, p.slug, p.source, p.doubt, a.key, a.source FROM {P}program p "
    f"JOIN {P}company c ON c.id = p.company_id LEFT JOIN {P}programalias a ON a.program_id = p.id",
    "uses": f"SELECT p.slug, i.key FROM {P}program_indications l JOIN {P}program p ON p.id = l.program_id "
    f"JOIN {P}indication i ON i.id = l.indication_id",
    "indications": f"SELECT key, name, slug, abbreviation, normal, area FROM {P}indication",
    "trials": f"SELECT c.key, t.slug, t.title, t.phase, t.status, t.enrollment, t.interventions, t.countries, n.value "
    f"FROM {P}trial t JOIN {P}company c ON c.id = t.company_id LEFT JOIN {P}trialidentifier n ON n.trial_id = t.id",
    "milestones": f"SELECT c.key, m.slug, m.status, m.earliest, m.latest, m.conflict, k.uid, a.slug, p.slug FROM {P}milestone m "
    f"JOIN {P}company c ON c.id = m.company_id LEFT JOIN {P}claim k ON k.id = m.decided_by_id "
    f"LEFT JOIN {P}milestone a ON a.id = m.answered_by_id LEFT JOIN {P}milestone_programs l ON l.milestone_id = m.id "
    f"LEFT JOIN {P}program p ON p.id = l.program_id",
    "standings": f"SELECT p.slug, i.key, s.territory, s.phase, s.basis, m.slug FROM {P}standing s JOIN {P}program p ON p.id = s.program_id "
    f"LEFT JOIN {P}indication i ON i.id = s.indication_id JOIN {P}milestone m ON m.id = s.milestone_id",
}


# Some runs one after the other: killed while foreign keys are dropped or built, while records are looked up, and while rows are read and
# written. What the runs before have stored, the next ones pass over.
KILLED = {
    "sqlite3": (("worker", 2), ("by worker", 70), ("worker", 150), ("itself", 5), ("worker", 40), ("itself", 9)),
    "postgresql": (("itself", 60), ("worker", 2), ("itself", 190), ("by worker", 24), ("worker", 70), ("itself", 20)),
}
CODES = {"itself": -signal.SIGKILL, "by worker": -signal.SIGKILL, "worker": 1}


@pytest.fixture
def databases(tmp_path) -> Iterator[Callable[[str], str]]:
    """Makes empty databases of the kind that the tests use: name -> address for DATABASE_URL."""
    if VENDOR == "sqlite3":
        yield lambda name: f"sqlite:///{tmp_path / name}.sqlite3"
        return
    server = settings.DATABASES["default"]
    login = f"{server['USER']}:{server['PASSWORD']}" if server["PASSWORD"] else server["USER"]
    place = f"postgres://{login}@{server['HOST']}:{server['PORT'] or 5432}"
    made = []
    with psycopg.connect(f"{place}/postgres", autocommit=True) as connection:

        def make(name: str) -> str:
            made.append(f"interrupted_{name}_{os.getpid()}")
            connection.execute(f'CREATE DATABASE "{made[-1]}"')
            return f"{place}/{made[-1]}"

        yield make
        for name in made:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(address: str, *arguments: str, who: str = "", at: int = 0, program: str = INGEST) -> int:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": address}
    return subprocess.run([sys.executable, "-c", program, str(at), who, *arguments], cwd=ROOT, env=environment, check=False).returncode


def content(address: str) -> dict[str, list[tuple]]:
    queries = CONTENT
    if VENDOR == "sqlite3":
        opened = closing(sqlite3.connect(address.removeprefix("sqlite:///")))
    else:
        opened = closing(psycopg.connect(address))
        # Also what a killed run may have left out.
        queries = CONTENT | {
            "rules": "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint UNION SELECT '', indexdef FROM pg_indexes"
        }
    with opened as connection:
        return {name: sorted(connection.execute(sql).fetchall(), key=repr) for name, sql in queries.items()}


@pytest.fixture
def records(tmp_path):
    """Two releases of a registry, the second with other dates in some records, and a third with other dates in many."""
    first, second, third = (tmp_path / f"{name}.ndjson" for name in ("first", "second", "third"))
    write_studies(first, range(90))
    write_studies(second, range(120), revised=0.2)
    write_studies(third, range(140), revised=0.6)
    return [str(first), str(second), str(third)]


@pytest.mark.slow
def test_a_run_that_is_killed_and_run_again_or_runs_alone_ends_in_the_same_content(databases, records):
    whole, broken, alone = (databases(name) for name in ("whole", "broken", "alone"))
    for address in (whole, broken, alone):
        assert run(address, "migrate") == 0
    *records, later = records
    for files in (records, [later]):
        assert run(whole, "ingest", *files) == 0
        assert run(alone, "ingest", *files, who="alone") == 0
        assert content(alone) == content(whole)
    assert {name for name, rows in content(whole).items() if not rows} == set()
    killed = [run(broken, "ingest", *records, who=who, at=at) for who, at in KILLED[VENDOR]]
    assert killed == [CODES[who] for who, _ in KILLED[VENDOR]], "each of them ended before its time"
    for files in (records, [later]):
        assert run(broken, "ingest", *files) == 0
    assert content(broken) == content(whole)


@pytest.mark.slow
def test_processes_that_draw_keys_at_the_same_time_never_draw_the_same(databases):
    address = databases("drawn")
    assert run(address, "migrate") == 0
    assert run(address, program=DRAW) == 0
