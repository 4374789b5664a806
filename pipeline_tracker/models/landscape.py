from django.db import models


class Counted(models.Model):
    """Programs that stand at the same places in a row of the landscape.

    ``view``, ``family`` and ``part`` say which row it is, ``modality`` and ``origin`` of which programs. For each activity there are the
    places of their standings with it, as bits of a number (queries.landscape).
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

    class Meta:
        abstract = True
        default_permissions = ()  # no table of staff's


class PhaseCount(Counted):
    """How many these are, counted ahead where there are too many to count them for each visitor.

    Computed as a whole whenever standings, programs or indications may have changed; empty in small databases.
    """

    number = models.PositiveIntegerField()

    class Meta(Counted.Meta):
        indexes = [
            models.Index(fields=["view", "family"], name="phase_count_by_view"),
            models.Index(fields=["view", "part"], name="phase_count_by_part"),  # the rows of a page
        ]

    def __str__(self) -> str:
        return f"{self.view} {self.family} {self.part}: {self.number}"


class PastPhaseCount(Counted):
    """How many they were: the numbers of all rows that hold on a day add up to that, and some of them are negative.

    A row holds from ``known_from`` to the day before ``known_until``. There are only some of the views, and none after an act of curation,
    until the next run.
    """

    number = models.IntegerField()
    known_from = models.DateField()
    known_until = models.DateField()

    class Meta(Counted.Meta):
        indexes = [models.Index(fields=["view", "known_until", "known_from"], name="past_phase_count_by_view")]

    def __str__(self) -> str:
        return f"{self.view} {self.family} {self.part}: {self.number} from {self.known_from} until {self.known_until}"
