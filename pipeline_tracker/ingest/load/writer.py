"""Work on companies that are all new, written while other processes write such work, too."""

from typing import Any

from django.db import connection, transaction

from pipeline_tracker.ingest import workers

from .diseases import settle_indications
from .work import Work


def parallel() -> bool:
    """Whether other processes can see and write what this one does: not inside a transaction, such as that of a dry run."""
    backend: Any = connection
    return workers.possible() and not backend.in_atomic_block and not (backend.vendor == "sqlite" and backend.is_in_memory_db())


def let_go() -> None:
    """Closes what connects this process with the database, until it is needed again. Call it before other processes are made of it."""
    backend: Any = connection
    backend.close()
    if backend.vendor == "postgresql":
        backend.close_pool()


def write_beside(work: Work) -> None:
    """Writes work of which nothing but its indications concerns the companies of other work. A run that is killed between the two
    transactions leaves indications behind that the next one takes."""
    with transaction.atomic():
        settle_indications(work)
    with transaction.atomic():
        work.write()
