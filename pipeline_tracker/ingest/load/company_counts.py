"""How many programs and overdue milestones companies have, counted ahead for the lists of large databases."""

from django.db.models import DateField, Value
from django.utils import timezone

from pipeline_tracker.models import Company, CompanyCount
from pipeline_tracker.queries.companies import with_numbers

from .windows import replace_where_many


def count_companies() -> None:
    """Counts anew. Call it when programs or milestones may have come, gone or changed."""
    today = timezone.localdate()
    counted = with_numbers(Company.objects.order_by(), today).values_list("pk", "program_count", "overdue_count", Value(today, DateField()))
    replace_where_many(CompanyCount, ("company_id", "programs", "overdue", "day"), counted)


def drop_company_counts() -> None:
    """After single changes: until the next run they are counted for each visitor who sorts by them."""
    CompanyCount.objects.all().delete()
