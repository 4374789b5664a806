"""How fast records of ClinicalTrials.gov are loaded, against a floor measured in the same run. Prints figures; fails nothing.

    python -m benchmarks.registry [--studies 50000] [--rounds 5]

Measured in turn, on a database made for it beside the one that DATABASE_URL names and dropped again:

floor       typed decoding, projection to rows, and as many rows of the same content as the product writes put into plain tables
            without indexes or constraints (PostgreSQL: COPY, SQLite: executemany)
first load  manage.py ingest into an empty database
unchanged   the same file again
changed     a later release of the registry: 1 in 100 records changed, the day of the release in all of them
"""

import argparse
import datetime as dt
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from threading import Event, Thread
from typing import Any, NamedTuple

import django
import msgspec

ROOT = Path(__file__).parents[1]
AT_ONCE = 2000  # records or rows
SHARED = ("regulator", "regulatorname", "historicalregulator", "historicalregulatorname")  # there before anything is loaded


class Figures(NamedTuple):
    seconds: float
    cpu: float  # of the client and the processes that it makes; a database server's own is not in it
    peak: int  # MB of memory of all of them, what they share counted once; 0 where it was not measured


class Measured(NamedTuple):
    name: str
    figures: list[Figures]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--studies", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pipeline_tracker.settings")
    os.environ.setdefault("SECRET_KEY", "benchmarks-only-" + "k" * 50)
    django.setup()
    with tempfile.TemporaryDirectory() as folder, scratch_database(Path(folder)) as address:
        measure(Path(folder), address, asked.studies, asked.rounds)


def measure(folder: Path, database: str, studies: int, rounds: int) -> None:
    from benchmarks.studies import TODAY, write_studies

    file, later = folder / "studies.ndjson", folder / "later.ndjson"
    size = write_studies(file, range(studies))
    write_studies(later, range(studies), revised=0.01, released=TODAY + dt.timedelta(days=1))
    print(f"{studies} records, {size / 1e6:.0f} MB; {machine()}")
    measured = [Measured(name, []) for name in ("floor", "first load", "unchanged", "1 % changed")]
    floor, *loads = measured
    for number in range(rounds):
        empty_tables()
        for load, path in zip(loads, (file, file, later), strict=True):
            load.figures.append(ingest(path, database, watched=number == 0))
            if load.name == "first load":
                if number == 0:
                    counts = {table: count(table) for table in tables()}
                    print(f"rows written: {sum(counts.values())}, {sum(counts.values()) / studies:.1f} a record")
                floor.figures.append(floor_of(file))
        print(f"round {number + 1}: " + ", ".join(f"{one.name} {one.figures[-1].seconds:.1f} s" for one in measured), flush=True)
    report(measured, studies)


def report(measured: list[Measured], studies: int) -> None:
    floor = measured[0].figures
    print(f"{'':14}{'seconds':>9}{'CPU s':>8}{'records/s':>11}{'peak MB':>9}   ratio to the floor: minimum, median, maximum")
    for name, figures in measured:
        seconds = statistics.median(one.seconds for one in figures)
        ratios = [one.seconds / base.seconds for one, base in zip(figures, floor, strict=True)]
        peak = max(one.peak for one in figures)
        print(
            f"{name:14}{seconds:9.1f}{statistics.median(one.cpu for one in figures):8.1f}{studies / seconds:11.0f}{peak or '':>9}"
            f"   {min(ratios):.2f}  {statistics.median(ratios):.2f}  {max(ratios):.2f}"
        )


def machine() -> str:
    from django.db import connection

    version = ".".join(map(str, connection.get_database_version()))
    return f"{dt.date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}, {connection.vendor} {version}"


@contextmanager
def scratch_database(folder: Path) -> Iterator[str]:
    """An empty database with the product's tables; its address for DATABASE_URL."""
    from django.db import connection

    settings = connection.settings_dict
    sqlite = connection.vendor == "sqlite"
    settings["TEST"]["NAME"] = str(folder / "benchmark.sqlite3") if sqlite else "benchmark_registry"
    if not sqlite:
        settings["OPTIONS"].pop("pool", None)  # connections that it keeps would hinder dropping
    before = settings["NAME"]
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        login = f"{settings['USER']}:{settings['PASSWORD']}" if settings["PASSWORD"] else settings["USER"]
        yield f"sqlite:///{name}" if sqlite else f"postgres://{login}@{settings['HOST']}:{settings['PORT'] or 5432}/{name}"
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def ingest(path: Path, database: str, *, watched: bool) -> Figures:
    """One run of the product, in a process of its own. Its memory is looked at where it is ``watched``, which slows it down a little."""
    start = time.perf_counter()
    command = [sys.executable, str(ROOT / "manage.py"), "ingest", "--verbosity", "0", str(path)]
    child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": database, "ENV_FILE": ""}, cwd=ROOT)
    with peak_memory(child.pid) if watched else nullcontext([0, 0]) as peak:
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")
    return Figures(seconds, used.ru_utime + used.ru_stime, max(*peak, used.ru_maxrss // 1024) if watched else 0)


@contextmanager
def peak_memory(process: int) -> Iterator[list[int]]:
    """MB that the process and its children have used at most, looked at every now and then; 0 where the system does not tell."""
    peak, ended = [0, 0], Event()

    def watch() -> None:
        while not ended.wait(0.2):
            peak[0] = max(peak[0], memory(process))

    watching = Thread(target=watch)
    watching.start()
    try:
        yield peak
    finally:
        ended.set()
        watching.join()


def memory(process: int) -> int:
    """MB that the process and its children hold, each of what they share its part."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        rollups = [Path(f"/proc/{one}/smaps_rollup").read_text() for one in (process, *children)]
    except OSError:  # it has just ended, or there is no such folder
        return 0
    return sum(int(line.split()[1]) for rollup in rollups for line in rollup.splitlines() if line.startswith("Pss:")) // 1024


def floor_of(path: Path) -> Figures:
    """What cannot be spared: decoding, projection and the rows that the product has just written, into plain tables."""
    from pipeline_tracker.ingest.registry.study import Study

    clock = Clock()
    decode = msgspec.json.Decoder(Study).decode
    with path.open("rb") as file:
        while records := list(islice(file, AT_ONCE)):
            with clock:
                for record in records:
                    project(decode(record))
    for table in tables():
        copy_plainly(table, clock)
    return Figures(clock.seconds, clock.cpu, 0)


class Clock:
    """Adds up the time spent inside of it."""

    def __init__(self) -> None:
        self.seconds = self.cpu = 0.0

    def __enter__(self) -> None:
        self._start, self._cpu = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.seconds += time.perf_counter() - self._start
        self.cpu += time.process_time() - self._cpu


def project(study: Any) -> list[tuple]:
    """The fields of a record that become columns, as plain rows."""
    protocol = study.protocol_section
    identification, status, design = protocol.identification_module, protocol.status_module, protocol.design_module
    nct = identification.nct_id
    rows: list[tuple] = [
        (nct, identification.brief_title, identification.acronym, status.overall_status, status.why_stopped, tuple(design.phases or ())),
        (nct, protocol.sponsor_collaborators_module.lead_sponsor.name),
    ]
    dates = (
        status.start_date_struct,
        status.primary_completion_date_struct,
        status.completion_date_struct,
        status.study_first_post_date_struct,
    )
    rows += [(nct, dated.date, dated.type) for dated in dates if dated]
    rows += [(nct, name) for name in protocol.conditions_module.conditions]
    rows += [(nct, given.type, given.name) for given in protocol.arms_interventions_module.interventions]
    rows += [(nct, location.country) for location in protocol.contacts_locations_module.locations]
    return rows


def tables() -> list[str]:
    from django.apps import apps

    models = apps.get_app_config("pipeline_tracker").get_models(include_auto_created=True)
    return [model._meta.db_table for model in models if model._meta.model_name not in SHARED]


def count(table: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return cursor.fetchone()[0]


def empty_tables() -> None:
    from django.core.management.color import no_style
    from django.db import connection

    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables(), reset_sequences=True, allow_cascade=False))


def copy_plainly(table: str, clock: Clock) -> None:
    """Writes the table's rows into a copy without indexes; only the writing is timed."""
    from django.db import connection, transaction

    write: Callable[[Any, list[tuple]], None] = _copy if connection.vendor == "postgresql" else _insert
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TABLE plain AS SELECT * FROM "{table}" WHERE 1 = 0')
        last = 0
        key = connection.introspection.get_primary_key_column(cursor, table)
        places = [field[0] for field in connection.introspection.get_table_description(cursor, table)].index(key)
        while True:
            cursor.execute(f'SELECT * FROM "{table}" WHERE {key} > %s ORDER BY {key} LIMIT {AT_ONCE}', [last])
            rows = [tuple(row) for row in cursor.fetchall()]
            if not rows:
                break
            last = rows[-1][places]
            with clock, transaction.atomic():
                write(cursor, rows)
        cursor.execute("DROP TABLE plain")


def _copy(cursor: Any, rows: list[tuple]) -> None:
    with cursor.copy("COPY plain FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _insert(cursor: Any, rows: list[tuple]) -> None:
    cursor.executemany(f"INSERT INTO plain VALUES ({', '.join(['%s'] * len(rows[0]))})", rows)


if __name__ == "__main__":
    main()
