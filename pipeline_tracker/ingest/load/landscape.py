"""The landscape's numbers, counted ahead for large databases."""

from django.db import connection, transaction

from pipeline_tracker.models import PhaseCount, Standing
from pipeline_tracker.queries.landscape import AHEAD, DEFAULT, standings, statement

MANY = 20_000  # standings from which on counting for each visitor takes longer than the rest of the page

_INSERT = (
    f'INSERT INTO "{PhaseCount._meta.db_table}" (view, family, part, place, parts, furthest, number) '
    "SELECT view, family, part, place, parts, furthest, number"
)


@transaction.atomic
def count_landscape() -> None:
    """Counts anew what the landscape shows first. Call it when programs, standings or indications may have changed."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # one at a time; pages read on
            cursor.execute(f'LOCK TABLE "{PhaseCount._meta.db_table}" IN EXCLUSIVE MODE')
        PhaseCount.objects.all().delete()
        if len(Standing.objects.order_by()[:MANY].values_list("pk")) < MANY:
            return
        sql, parameters = statement(standings(DEFAULT), AHEAD)
        cursor.execute(f"{_INSERT} FROM ({sql}) AS counted", parameters)


def count_landscape_afterwards() -> None:
    """The same once the transaction ends well, however often it is asked for."""
    if all(waiting[1] != count_landscape for waiting in connection.run_on_commit):
        transaction.on_commit(count_landscape)
