"""How many milestones have which window, counted ahead for the calendars of large databases."""

from django.db import connection, transaction
from django.db.models import Count

from pipeline_tracker.models import Milestone, WindowCount

from .connections import count_alone

MANY = 200_000  # milestones up to which calendars that count for each visitor take no longer; counting ahead takes 0.2 s of every run

_COLUMNS = ("kind", "earliest", "latest", "precision")


def many_milestones() -> bool:
    return Milestone.objects.order_by()[MANY - 1 : MANY].exists()


@transaction.atomic
def count_windows() -> None:
    """Counts anew. Call it when milestones may have come, gone or changed."""
    count_alone(WindowCount)
    drop_windows()
    if not many_milestones():
        return
    # In the order of days, so that those of one span stand together.
    counted = Milestone.objects.filter(latest__isnull=False).order_by("latest").values_list(*_COLUMNS).annotate(Count("pk"))
    sql, parameters = counted.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{WindowCount._meta.db_table}" ({", ".join(_COLUMNS)}, number) {sql}', parameters)


def drop_windows() -> None:
    """After single changes: until the next run calendars are counted for each visitor."""
    WindowCount.objects.all().delete()
