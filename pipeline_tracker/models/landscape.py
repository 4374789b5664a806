from django.db import models


class PhaseCount(models.Model):
    """A number of the landscape, counted ahead where there are too many programs to count them for each visitor.

    ``view``, ``family`` and ``part`` say whose number it is, ``place`` which row of its family that is of ``parts``, ``furthest`` the
    phase (queries.landscape). Computed as a whole from what is active, whenever that may have changed; empty in small databases.
    """

    view = models.CharField(max_length=20)
    family = models.CharField(max_length=100)
    part = models.CharField(max_length=100)
    place = models.PositiveIntegerField()
    parts = models.PositiveIntegerField()
    furthest = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()  # no table of staff's
        indexes = [models.Index(fields=["view", "family", "place"], name="phase_count_by_place")]

    def __str__(self) -> str:
        return f"{self.view} {self.family} {self.part}: {self.number}"
