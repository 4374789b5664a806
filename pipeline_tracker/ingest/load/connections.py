"""Several connections at once: while the database sorts the rows of one table it can sort those of another."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection
from django.db.models import Model

from pipeline_tracker.ingest import workers

Step = Callable[[], object]


def shared() -> bool:
    """Whether other connections see what this one does: not what it does inside a transaction, such as that of a dry run."""
    backend: Any = connection
    return not backend.in_atomic_block and not (backend.vendor == "sqlite" and backend.is_in_memory_db())


def locks_rows() -> bool:
    """Whether several connections can write at a time, each in a transaction that also reads what it changes."""
    return connection.vendor == "postgresql"


def let_go() -> None:
    """Closes what connects this process with the database, until it is needed again. Call it before other processes are made of it."""
    backend: Any = connection
    backend.close()
    if backend.vendor == "postgresql":
        backend.close_pool()


def count_alone(into: type[Model]) -> None:
    """Before a table is counted anew in the present transaction: one run does so at a time, and pages read on."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL work_mem = '64MB'; SET LOCAL jit = off")  # rows are sorted in memory
            cursor.execute(f'LOCK TABLE "{into._meta.db_table}" IN EXCLUSIVE MODE')


def on_several_connections(chains: Iterable[Sequence[Step]]) -> None:
    """Takes the steps of each chain one after the other, and chains side by side; the longest should come first. What is done inside a
    transaction, or on SQLite, is done on its one connection. Raises what a step raised, once the other chains have ended."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        for chain in chains:
            _take(chain)
        return
    with ThreadPoolExecutor(workers.count(), thread_name_prefix="connection") as threads:
        for ended in [threads.submit(_take_and_close, chain) for chain in chains]:
            ended.result()


def _take(chain: Sequence[Step]) -> None:
    for step in chain:
        step()


def _take_and_close(chain: Sequence[Step]) -> None:
    try:
        _take(chain)
    finally:
        connection.close()  # this thread's
