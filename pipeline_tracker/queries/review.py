"""How sure a milestone or program is: what staff confirmed, what waits for them, and where sources disagree."""

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from pipeline_tracker.models import Claim, Milestone, Program

# Of a milestone, by the claim that decides.
REVIEWS = (("confirmed", _("Confirmed by staff")), ("unconfirmed", _("Unconfirmed")), ("auto", _("Read automatically")))
SOURCES = (("disagree", _("Sources disagree")), ("agree", _("No conflict")))
# Of a program, as one product under its right name.
PRODUCTS = (("confirmed", _("Confirmed by staff")), ("doubt", _("In doubt")), ("auto", _("Read automatically")))


_BY_STAFF = Q(decided_by__review="accepted") | Q(decided_by__isnull=False, decided_by__document=None)
# The claims of staff and those they accepted are few, so that these milestones are found from them.
_CONFIRMED = Q(pk__in=Claim.objects.filter(Q(review="accepted") | Q(author__isnull=False)).order_by().values("milestone")) & _BY_STAFF
REVIEW_CONDITIONS = {
    "confirmed": Q(unconfirmed=False) & _CONFIRMED,
    "unconfirmed": Q(unconfirmed=True),
    "auto": Q(unconfirmed=False) & ~_BY_STAFF,
}
SOURCE_CONDITIONS = {"disagree": ~Q(conflict=""), "agree": Q(conflict="")}

PRODUCT_CONDITIONS = {
    "confirmed": Q(confirmed=True),
    "doubt": Q(confirmed=False) & ~Q(doubt=""),
    "auto": Q(confirmed=False, doubt=""),
}


def with_review(milestones: QuerySet[Milestone]) -> QuerySet[Milestone]:
    """Names ``review``, one of REVIEWS, and ``sources``, one of SOURCES, for filters and counts."""
    return milestones.alias(
        review=_first(("unconfirmed", Q(unconfirmed=True)), ("confirmed", _BY_STAFF), default="auto"),
        sources=_first(("agree", Q(conflict="")), default="disagree"),
    )


def with_product_review(programs: QuerySet[Program]) -> QuerySet[Program]:
    """Names ``review``, one of PRODUCTS."""
    return programs.alias(review=_first(("confirmed", Q(confirmed=True)), ("doubt", ~Q(doubt="")), default="auto"))


def _first(*cases: tuple[str, Q], default: str) -> Case:
    """The word of the first condition that holds."""
    return Case(*(When(condition, then=Value(word)) for word, condition in cases), default=Value(default), output_field=CharField())
