"""What was so before: beside each table of computed rows another one that keeps their earlier states.

A state of a row is what follows from all that had been said up to a day. It holds from ``known_from``, the day on which the last of this
was said, to the day before ``known_until``, when something said changed it. The row itself is its present state and has no end. Both are
computed from the same claims by the same rules (ingest.history), whenever any of them changes; `as_of` shows the tables as they stood.
"""

from django.db import models
from django.db.models import F, Q


class State(models.Model):
    """``known_from`` is empty for what no source tells of: staff made it, and it is shown on any day."""

    known_from = models.DateField(null=True, editable=False)

    class Meta:
        abstract = True


class Past(models.Model):
    """An earlier state of the row whose key is ``stands_for``. A negative number stands for a row that there is no more."""

    stands_for = models.BigIntegerField()
    known_until = models.DateField()

    class Meta:
        abstract = True
        default_permissions = ()  # no table of staff's
        indexes = [models.Index(fields=["stands_for"], name="%(class)s_stands_for")]
        constraints = [
            models.CheckConstraint(condition=Q(known_from__isnull=False, known_until__gt=F("known_from")), name="%(class)s_days_in_order")
        ]


class PastLink(models.Model):
    """Which row another one was linked to in an earlier state."""

    known_from = models.DateField()
    known_until = models.DateField()

    class Meta:
        abstract = True
        default_permissions = ()  # no table of staff's
        constraints = [models.CheckConstraint(condition=Q(known_until__gt=F("known_from")), name="%(class)s_days_in_order")]
