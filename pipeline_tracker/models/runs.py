from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from .constraints import one_of
from .labels import translated

RUN_STATES = (
    ("running", _("Running")),
    ("done", _("Done")),
    ("refusals", _("Done with refusals")),
    ("failed", _("Failed")),
    ("interrupted", _("Interrupted")),
)


class Run(models.Model):
    """One run of a command that writes: what it read and what became of it."""

    command = models.CharField(max_length=20)
    arguments = models.JSONField(default=dict, blank=True)
    version = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=translated(RUN_STATES), default="running")
    # Documents; they add up: read = created + unchanged + refused.
    read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    # Rows
    claims_created = models.PositiveIntegerField(default=0)
    milestones_created = models.PositiveIntegerField(default=0)
    milestones_changed = models.PositiveIntegerField(default=0)
    milestones_removed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            one_of("state", RUN_STATES, "run_state_known"),
            models.CheckConstraint(
                condition=models.Q(read=models.F("created") + models.F("unchanged") + models.F("refused")), name="run_counts_add_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.command} {self.started_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("run", args=[self.pk])


NOTE_LEVELS = (("info", _("Information")), ("warning", _("Warning")), ("error", _("Refused")))


class RunNote(models.Model):
    """Something that a run has to tell: a refusal, a doubt, a conflict. Names source, record and field."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="notes")
    level = models.CharField(max_length=10, choices=translated(NOTE_LEVELS))
    code = models.CharField(max_length=40)
    source = models.CharField(max_length=1000, blank=True)
    record = models.CharField(max_length=200, blank=True)
    field = models.CharField(max_length=100, blank=True)
    message = models.TextField()

    class Meta:
        ordering = ["run", "pk"]
        constraints = [one_of("level", NOTE_LEVELS, "run_note_level_known")]

    def __str__(self) -> str:
        return self.message
