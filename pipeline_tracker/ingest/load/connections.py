"""The database at work on several connections at once: while it sorts the rows of one table it can sort those of another."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from pipeline_tracker.ingest import workers

Step = Callable[[], object]


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
