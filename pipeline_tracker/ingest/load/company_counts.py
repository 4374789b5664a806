"""How many programs and overdue milestones companies have, counted ahead for the lists of large databases."""

from django.db import connection, transaction
from django.db.models import DateField, Value
from django.utils import timezone

from pipeline_tracker.models import Company, CompanyCount
from pipeline_tracker.queries.companies import with_numbers

from .connections import count_alone
from .windows import many_milestones


@transaction.atomic
def count_companies() -> None:
    """Counts anew. Call it when programs or milestones may have come, gone or changed."""
    count_alone(CompanyCount)
    drop_company_counts()
    if not many_milestones():
        return
    today = timezone.localdate()
    counted = with_numbers(Company.objects.order_by(), today).values_list("pk", "program_count", "overdue_count", Value(today, DateField()))
    sql, parameters = counted.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{CompanyCount._meta.db_table}" (company_id, programs, overdue, day) {sql}', parameters)


def drop_company_counts() -> None:
    """After single changes: until the next run they are counted for each visitor who sorts by them."""
    CompanyCount.objects.all().delete()
