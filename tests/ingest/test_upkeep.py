"""Foreign keys and indexes wait while a nearly empty PostgreSQL database is filled, and are there again whatever happens."""

import pytest
from django.db import connection, transaction

from pipeline_tracker.ingest import load
from pipeline_tracker.ingest.load import upkeep

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite's are not dropped"),
    pytest.mark.slow,
]


def definitions() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint UNION ALL SELECT indexdef FROM pg_indexes")
        return {definition for (definition,) in cursor.fetchall()}


def waiting(whole: set[str]) -> set[str]:
    return whole - definitions()


def test_they_wait_inside_and_are_there_again_after_an_error():
    whole = definitions()
    with pytest.raises(RuntimeError), load.postponed(upkeep.MANY):
        missing = waiting(whole)
        raise RuntimeError
    assert any("FOREIGN KEY" in definition for definition in missing)
    assert any("milestone_by_status_date" in definition for definition in missing)
    assert not any("UNIQUE" in definition or "CHECK" in definition for definition in missing), "each row is still checked by itself"
    assert waiting(whole) == definitions() - whole == set()


def test_what_a_killed_run_left_missing_is_built_by_the_next():
    whole = definitions()
    upkeep._drop()
    assert waiting(whole)
    load.restore()
    assert waiting(whole) == definitions() - whole == set()
    load.restore()


def test_they_do_not_wait_for_few_documents_nor_inside_a_transaction():
    whole = definitions()
    with load.postponed(upkeep.MANY - 1):
        assert not waiting(whole)
    with transaction.atomic(), load.postponed(upkeep.MANY):
        assert not waiting(whole)
