"""The date window as stored: shared fields of claims, milestones and standings."""

import datetime as dt
from typing import TypeVar

from django.db import models
from django.db.models.lookups import LessThanOrEqual

from pipeline_tracker.vocabulary.windows import PRECISIONS, Window

from .ordering import first_day

Rows = TypeVar("Rows", bound=models.QuerySet)


def overlapping(rows: Rows, first: dt.date | None, last: dt.date | None) -> Rows:
    """Those whose window shares a day with the span; rows without a window never do."""
    rows = rows.filter(latest__isnull=False)
    if first:
        rows = rows.filter(latest__gte=first)
    if last:
        rows = rows.filter(LessThanOrEqual(first_day(), last))
    return rows


class Windowed(models.Model):
    """Earliest and latest possible day (both included), precision, and the source's own words."""

    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, blank=True, choices=PRECISIONS)
    window_words = models.CharField("date in the source's words", max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def window(self) -> Window | None:
        if self.latest is None:
            return None
        return Window(self.earliest, self.latest, self.precision, self.window_words)


def window_fields(window: Window | None) -> dict:
    """The four columns of a window, for creating or comparing rows."""
    if window is None:
        return {"earliest": None, "latest": None, "precision": "", "window_words": ""}
    return {"earliest": window.earliest, "latest": window.latest, "precision": window.precision, "window_words": window.words[:200]}
