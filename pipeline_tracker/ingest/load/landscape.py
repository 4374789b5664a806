"""The landscape's numbers, counted ahead for large databases."""

from django.db import connection, transaction

from pipeline_tracker.models import PhaseCount, Standing
from pipeline_tracker.queries.landscape import AHEAD, OF_PROGRAMS, signatures
from pipeline_tracker.vocabulary.phases import ACTIVITIES

MANY = 20_000  # standings from which on counting for each visitor takes longer than the rest of the page

_ROW = ("family", "part", *OF_PROGRAMS)
_PLACES = [code for code, _label in ACTIVITIES]
_INSERT = f'INSERT INTO "{PhaseCount._meta.db_table}" (view, {", ".join((*_ROW, *_PLACES))}, number)'
_SIGNATURE = ", ".join((*(f"row_{name}" for name in _ROW), *_PLACES))


@transaction.atomic
def count_landscape() -> None:
    """Counts anew. Call it when programs, standings or indications may have changed."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # one at a time; pages read on
            cursor.execute(f'LOCK TABLE "{PhaseCount._meta.db_table}" IN EXCLUSIVE MODE')
        PhaseCount.objects.all().delete()
        if len(Standing.objects.order_by()[:MANY].values_list("pk")) < MANY:
            return
        for view in AHEAD:
            sql, parameters = signatures(view).query.sql_with_params()
            chosen = f"SELECT %s, {_SIGNATURE}, COUNT(*) FROM ({sql}) AS programs GROUP BY {_SIGNATURE}"  # noqa: S608 (sql is the ORM's own)
            cursor.execute(f"{_INSERT} {chosen}", (view, *parameters))


def count_landscape_afterwards() -> None:
    """The same once the transaction ends well, however often it is asked for."""
    if all(waiting[1] != count_landscape for waiting in connection.run_on_commit):
        transaction.on_commit(count_landscape)
