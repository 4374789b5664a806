"""The date window as stored: shared fields of claims, milestones and standings."""

from django.db import models

from pipeline_tracker.vocabulary.windows import PRECISIONS, Window


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
