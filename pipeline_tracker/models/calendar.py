import datetime as dt

from django.db import models

from .ordering import first_day
from .windowed import overlapping


class WindowCountQuerySet(models.QuerySet["WindowCount"]):
    def overlapping(self, first: dt.date | None, last: dt.date | None) -> "WindowCountQuerySet":
        return overlapping(self, first, last)


class WindowCount(models.Model):
    """How many milestones of a kind have a window, counted ahead where there are too many to count them for each visitor.

    Computed as a whole at the end of a run; empty in small databases, and after an act of curation until the next run.
    """

    kind = models.CharField(max_length=30)
    earliest = models.DateField(null=True)
    latest = models.DateField()
    precision = models.CharField(max_length=10)
    number = models.PositiveIntegerField()

    objects = WindowCountQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # no table of staff's
        indexes = [models.Index("latest", first_day(), include=["earliest", "precision", "kind", "number"], name="window_count_by_date")]

    def __str__(self) -> str:
        return f"{self.kind} {self.earliest} to {self.latest}: {self.number}"
