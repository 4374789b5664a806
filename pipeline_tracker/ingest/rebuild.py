"""What is computed, computed again: milestones from claims, and where asked, claims from documents."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.db import transaction

from pipeline_tracker.models import Company

from . import load
from .stored import RULES, read_again


def rebuild(*, check: bool = False, read: bool = False, progress: Callable[[Iterable[Company]], Iterable[Company]] = iter) -> load.Changes:
    """Refreshes every company, one transaction each; with ``read`` its documents are read again first; with ``check``
    each is rolled back. Returns all that changed."""
    total = load.Changes()
    for company in progress(Company.objects.order_by("pk").iterator(chunk_size=500)):
        with transaction.atomic():
            locked = Company.objects.select_for_update().get(pk=company.pk)
            total += read_again(locked) if read else load.refresh(locked)
            if check:
                transaction.set_rollback(True)
    if not check:
        run = load.start_run("rebuild", {"read": read}, RULES)
        counts = Counter({f"milestones_{what}": total.count(what, "milestone") for what in ("created", "changed", "removed")})
        load.finish_run(run, "done", counts)
    return total
