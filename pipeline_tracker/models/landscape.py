from django.db import models


class PhaseCount(models.Model):
    """How many programs stand at the same places in a row of the landscape, counted ahead where there are too many to count them for
    each visitor.

    ``view``, ``family`` and ``part`` say which row it is, ``modality`` and ``origin`` of which programs. For each activity there are the
    places of their standings with it, as bits of a number (queries.landscape). Computed as a whole whenever standings, programs or
    indications may have changed; empty in small databases.
    """

    view = models.CharField(max_length=20)
    family = models.CharField(max_length=100)
    part = models.CharField(max_length=100)
    modality = models.CharField(max_length=30)
    origin = models.CharField(max_length=20)
    active = models.PositiveIntegerField()
    on_hold = models.PositiveIntegerField()
    suspended = models.PositiveIntegerField()
    discontinued = models.PositiveIntegerField()
    withdrawn = models.PositiveIntegerField()
    out_licensed = models.PositiveIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()  # no table of staff's
        indexes = [models.Index(fields=["view", "family"], name="phase_count_by_view")]

    def __str__(self) -> str:
        return f"{self.view} {self.family} {self.part}: {self.number}"
