"""Claims as pages show them: without what staff rejected and what waits below the confidence threshold.

Of what waits, only what repeats others (and so was given their milestone) counts.
"""

from django.db.models import Prefetch, Q, QuerySet

from pipeline_tracker.models import Claim

COUNTED = Q(retracted_at=None) & ~Q(review="rejected") & ~Q(review="withheld", milestone=None)


def counted(claims: QuerySet[Claim] | None = None) -> QuerySet[Claim]:
    """Claims that take part in what is so, oldest first, with their document but not its text."""
    return (
        (Claim.objects.all() if claims is None else claims)
        .filter(COUNTED)
        .select_related("document", "author", "presentation")
        .defer("document__text", "document__ledger")
        .order_by("asserted_on", "created_at", "pk")
    )


def spoken() -> Prefetch:
    """Prefetches a milestone's counted claims as ``milestone.spoken``."""
    return Prefetch("claims", queryset=counted(), to_attr="spoken")


def expectations() -> Prefetch:
    """As ``spoken``, for lists that only tell how guidance moved: expectations with a date."""
    return Prefetch("claims", queryset=counted().filter(status="expected", latest__isnull=False).defer("quote"), to_attr="spoken")
