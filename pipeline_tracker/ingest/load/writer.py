"""Writes what is computed on a connection of its own, while what comes next is computed: client and server work at the same time."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import connection, transaction

from pipeline_tracker.models import Indication

from .rows import new
from .work import Work


class Writer:
    """Takes one piece of work after the other, in order, each a transaction. While one is under way the next may be computed, if it reads
    nothing of it: see ``clashes`` and ``indications``."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._under_way: Future[None] | None = None
        self._addresses: frozenset[str] = frozenset()
        self.indications: Mapping[str, Indication] = {}  # by key, those about to be written: copies that may be changed

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.wait()
        finally:
            self._thread.submit(lambda: connection.close()).result()  # noqa: PLW0108  # that of the thread
            self._thread.shutdown()

    def clashes(self, addresses: frozenset[str]) -> bool:
        """Whether documents of these addresses are about to be written."""
        return not self._addresses.isdisjoint(addresses)

    def write(self, work: Work, addresses: frozenset[str]) -> None:
        """Hands over work on documents of these addresses, once what was handed over before is written."""
        self.wait()
        self._addresses = addresses
        self.indications = {
            row.key: new(Indication, **{field.attname: getattr(row, field.attname) for field in Indication._meta.concrete_fields})
            for row in work.added(Indication)
        }
        self._under_way = self._thread.submit(_write, work)

    def wait(self) -> None:
        """Returns when all is written. Raises what writing raised."""
        under_way, self._under_way = self._under_way, None
        self._addresses, self.indications = frozenset(), {}
        if under_way:
            under_way.result()


def parallel() -> bool:
    """Whether a second connection can write meanwhile: not on SQLite, nor inside a transaction, such as that of a dry run."""
    pool = connection.settings_dict["OPTIONS"].get("pool")
    return connection.vendor == "postgresql" and not connection.in_atomic_block and (not isinstance(pool, dict) or pool["max_size"] > 1)


def _write(work: Work) -> None:
    with transaction.atomic():
        work.write()
