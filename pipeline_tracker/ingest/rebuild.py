"""What is computed, computed again: milestones from claims, and where asked, claims from documents."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from django.db import transaction

from pipeline_tracker.models import Company

from . import load
from .stored import RULES, in_batches, read_again
from .unsigned import attribute

Done = tuple[Company, load.Changes]


def rebuild(*, check: bool = False, read: bool = False, progress: Callable[[Iterable[Done]], Iterable[Done]] = iter) -> load.Changes:
    """Refreshes every company, some in each transaction; with ``read`` its documents are read again first; with ``check``
    each is rolled back. Returns all that changed."""
    total = load.Changes()
    for _, changes in progress(_each(check=check, read=read)):
        total += changes
    if read and not check:
        for _, changes in attribute():
            total += changes
    if not check:
        run = load.start_run("rebuild", {"read": read}, RULES)
        counts = Counter({f"milestones_{what}": total.count(what, "milestone") for what in ("created", "changed", "removed")})
        load.finish_run(run, "done", counts)
    return total


def _each(*, check: bool, read: bool) -> Iterator[Done]:
    for keys in in_batches(Company.objects.all()):
        with transaction.atomic():
            companies = list(Company.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
            changes = list(map(read_again, companies)) if read else load.refresh_all(companies)
            if check:
                transaction.set_rollback(True)
        yield from zip(companies, changes, strict=True)
