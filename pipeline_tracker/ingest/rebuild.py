"""Everything computed, computed again from the claims."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.db import transaction

from pipeline_tracker.models import Company

from . import load
from .extract import VERSION


def rebuild(*, check: bool = False, progress: Callable[[Iterable[Company]], Iterable[Company]] = iter) -> load.Changes:
    """Refreshes every company, one transaction each; with ``check`` each is rolled back. Returns all that changed."""
    total = load.Changes()
    for company in progress(Company.objects.order_by("pk").iterator(chunk_size=500)):
        with transaction.atomic():
            total += load.refresh(Company.objects.select_for_update().get(pk=company.pk))
            if check:
                transaction.set_rollback(True)
    if not check:
        run = load.start_run("rebuild", {}, f"rules {VERSION}")
        counts = Counter({f"milestones_{what}": total.count(what, "milestone") for what in ("created", "changed", "removed")})
        load.finish_run(run, "done", counts)
    return total
