"""Time in phase and transitions, counted ahead for large databases."""

from django.db import transaction

from pipeline_tracker.models import BenchmarkFigures, Milestone
from pipeline_tracker.queries.benchmarks import EVERY, count
from pipeline_tracker.vocabulary.benchmarks import written

from .connections import count_alone

MANY = 20_000  # milestones from which on counting for each visitor takes longer than the rest of the page


@transaction.atomic
def count_benchmarks() -> None:
    """Counts anew. Call it when milestones, programs or indications may have changed."""
    count_alone(BenchmarkFigures)
    BenchmarkFigures.objects.all().delete()
    if len(Milestone.objects.order_by()[:MANY].values_list("pk")) < MANY:
        return
    BenchmarkFigures.objects.bulk_create(
        BenchmarkFigures(grouping=grouping, part=part, stage=stage, figures=written(found))
        for grouping, parts in count(EVERY).items()
        for (part, stage), found in parts.items()
    )
