import datetime as dt

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from simple_history.models import HistoricalRecords

from pipeline_tracker.vocabulary.regulators import TERRITORIES, UNSTATED

from .constraints import not_empty, one_of
from .labels import translated


class Regulator(models.Model):
    """An authority that decides on trials and medicines, under one code whatever its name at the time."""

    code = models.CharField(max_length=20, unique=True)
    territory = models.CharField(max_length=10, choices=translated(pair for pair in TERRITORIES if pair[0] != UNSTATED))

    history = HistoricalRecords()

    class Meta:
        ordering = ["code"]
        constraints = [
            not_empty("code", "regulator_has_a_code"),
            one_of("territory", [pair for pair in TERRITORIES if pair[0] != UNSTATED], "regulator_territory_known"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("regulator", args=[self.code])

    def name_on(self, date: dt.date) -> "RegulatorName | None":
        """The name in force on a day. In a year of change the newer name; reads the prefetched names."""
        in_force = [name for name in self.names.all() if name.covers(date.year)]
        return in_force[-1] if in_force else None


class RegulatorName(models.Model):
    """A name of a regulator and the calendar years in which it was used, both included, empty where open."""

    regulator = models.ForeignKey(Regulator, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=30)
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.PositiveSmallIntegerField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["regulator", models.F("until").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["regulator", "name"], name="regulator_name_once"),
            models.CheckConstraint(
                condition=models.Q(since=None) | models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="regulator_name_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.short})" if self.short != self.name else self.name

    def covers(self, year: int) -> bool:
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)

    @property
    def years(self) -> str:
        """ "2013 to 2018", "until 2009", "since 2018", or "" where nothing is known."""
        if self.since and self.until:
            return _("%(since)s to %(until)s") % {"since": self.since, "until": self.until}
        if self.since:
            return _("since %(year)s") % {"year": self.since}
        return _("until %(year)s") % {"year": self.until} if self.until else ""
