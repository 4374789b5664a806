"""An ingest that is killed and run again ends in the same content as one that was not."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.studies import write_studies

ROOT = Path(__file__).parents[2]
# In batches small enough for many moments between them; kills itself before its n-th statement, never where n is 0.
INGEST = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from pipeline_tracker.ingest import bulk, stored
bulk.BATCH, stored.BATCH = 40, 30
left = int(sys.argv[1])
def count(execute, sql, parameters, many, context):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, parameters, many, context)
with connection.execute_wrapper(count):
    call_command(*sys.argv[2:], verbosity=0)
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


def run(database: Path, *arguments: str) -> int:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": f"sqlite:///{database}"}
    return subprocess.run([sys.executable, "-c", INGEST, *arguments], cwd=ROOT, env=environment, check=False).returncode


def content(database: Path) -> dict[str, list[tuple]]:
    with sqlite3.connect(database) as connection:
        return {name: sorted(connection.execute(sql).fetchall(), key=repr) for name, sql in CONTENT.items()}


@pytest.fixture
def records(tmp_path):
    """Two releases of a registry, the second with other dates in some records."""
    first, second = tmp_path / "first.ndjson", tmp_path / "second.ndjson"
    write_studies(first, range(90))
    write_studies(second, range(120), revised=0.2)
    return [str(first), str(second)]


@pytest.mark.slow
def test_a_run_that_is_killed_and_run_again_ends_in_the_same_content(tmp_path, records):
    whole, broken = tmp_path / "whole.sqlite3", tmp_path / "broken.sqlite3"
    assert run(whole, "0", "migrate") == 0
    shutil.copy(whole, broken)
    assert run(whole, "0", "ingest", *records) == 0
    killed = [run(broken, str(statements), "ingest", *records) for statements in (40, 90)]
    assert set(killed) == {-signal.SIGKILL}, "each of them was killed before it came to an end"
    assert run(broken, "0", "ingest", *records) == 0
    assert content(broken) == content(whole)
    assert {name for name, rows in content(whole).items() if not rows} == set()
