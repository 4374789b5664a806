"""The keys in the addresses of all pages of a kind."""

from django.db.models import QuerySet

from pipeline_tracker.models import Company, Document, Program, Regulator, Trial


def keys() -> dict[str, QuerySet]:
    """For each view the arguments of its addresses, ordered by row, so that any slice is read along the primary key."""
    return {
        "company": Company.objects.order_by("pk").values_list("slug"),
        "program": Program.objects.order_by("pk").values_list("company__slug", "slug"),
        "trial": Trial.objects.order_by("pk").values_list("slug"),
        "document": Document.objects.order_by("pk").values_list("public_id"),
        "regulator": Regulator.objects.order_by("pk").values_list("code"),
    }
