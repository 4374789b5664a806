from django.db import models


class FacetCount(models.Model):
    """How many rows of a long list have one value of a facet, counted ahead; lists of some thousand rows have none of these.

    ``table`` and ``column`` say which list and which facet (queries/facets.py), with "" for the list as a whole. ``place`` is the
    value's among the ``parts`` values of its facet, the most frequent first. Counted at the end of a run; what staff do in between,
    and small changes of large databases, move a number a little: ``exact`` of the list as a whole is false until all are counted anew.
    """

    table = models.CharField(max_length=30)
    column = models.CharField(max_length=60)
    code = models.CharField(max_length=300)
    label = models.CharField(max_length=300)
    number = models.PositiveIntegerField()
    place = models.PositiveIntegerField()
    parts = models.PositiveIntegerField()
    exact = models.BooleanField(default=True)

    class Meta:
        default_permissions = ()  # no table of staff's
        indexes = [
            models.Index(fields=["table", "place"], name="facet_count_by_place"),
            models.Index(fields=["table", "column", "code"], name="facet_count_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.column} {self.code}: {self.number}"
