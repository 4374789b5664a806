"""When the numbers that are counted ahead are counted anew."""

from collections import Counter

import pytest

from pipeline_tracker.ingest import load
from pipeline_tracker.ingest.load import ahead, facets
from pipeline_tracker.models import Document, FacetCount, Milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def large(world, monkeypatch):
    """The world as though three rows were many, and nothing counted yet."""
    monkeypatch.setattr(facets, "LONG", 3)
    monkeypatch.setattr(ahead, "FEW", 0)
    return world


def finish(command: str = "ingest", **counts: int) -> None:
    load.finish_run(load.start_run(command, {}, "rules 1"), "done", Counter(counts))


def told() -> dict[str, tuple[int, bool]]:
    """What the lists of documents and milestones are said to hold, and whether it is said for sure."""
    rows = FacetCount.objects.filter(column="", table__in=("document", "milestone"))
    return {row.table: (row.number, row.exact) for row in rows}


def copies(number: int) -> None:
    """So many more documents."""
    document = Document.objects.order_by("pk")[0]
    for copy in range(Document.objects.count(), Document.objects.count() + number):
        document.pk, document.sha256, document.public_id = None, f"{copy:064x}", f"2020-01-01-{copy:010x}"
        document._state.adding = True
        document.save()


def test_what_a_killed_run_did_not_come_to_count_is_counted_by_the_next_though_it_changes_nothing(large):
    finish(unchanged=5)
    now = {"document": (Document.objects.count(), True), "milestone": (Milestone.objects.count(), True)}
    assert told() == now
    FacetCount.objects.filter(column="").update(number=1)  # as much as there was before the killed run
    finish(unchanged=5)
    assert told() == now


def test_a_small_change_of_a_large_database_is_told_as_about_until_there_are_more(large, django_assert_num_queries):
    copies(200)
    finish(created=200)
    documents, milestones = Document.objects.count(), Milestone.objects.count()
    counted = {"document": (documents, True), "milestone": (milestones, True)}
    doubted = {"document": (documents, False), "milestone": (milestones, False)}
    assert told() == counted
    copies(1)
    finish(unchanged=5)  # as after a run that was killed
    assert told() == doubted
    with django_assert_num_queries(6):  # its own row, and whether there is anything to count
        finish(unchanged=5)
    finish(created=1)
    assert told() == doubted
    copies(5)
    finish(created=5)
    assert told() == {"document": (documents + 6, True), "milestone": (milestones, True)}


def test_small_databases_and_rebuilt_ones_are_always_counted(large, monkeypatch):
    copies(200)
    finish(created=200)
    for command, few in (("ingest", 1000), ("rebuild", 0)):
        monkeypatch.setattr(ahead, "FEW", few)
        copies(1)
        finish(command, created=1)
        assert told()["document"] == (Document.objects.count(), True)
