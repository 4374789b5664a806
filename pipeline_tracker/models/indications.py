from django.db import models
from simple_history.models import HistoricalRecords

from .constraints import not_empty


class Indication(models.Model):
    """What a program is developed for, as narrow as the sources say it ("relapsed or refractory multiple myeloma")."""

    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, editable=False)
    slug = models.CharField(max_length=90, editable=False)
    abbreviation = models.CharField(max_length=30, blank=True)
    normal = models.CharField("MeSH term", max_length=200, blank=True)
    area = models.CharField("therapeutic area", max_length=100, blank=True)
    confirmed = models.BooleanField(default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="indication_key_once"),
            models.UniqueConstraint(fields=["slug"], name="indication_slug_once"),
            not_empty("name", "indication_has_a_name"),
            not_empty("key", "indication_has_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name


class IndicationAlias(models.Model):
    """Another name that staff, a registry or a table gave an indication."""

    indication = models.ForeignKey(Indication, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "indication aliases"
        constraints = [
            models.UniqueConstraint(fields=["key"], name="indication_alias_once"),
            not_empty("key", "indication_alias_has_a_key"),
        ]

    def __str__(self) -> str:
        return self.name
