from django.db import models
from django.urls import reverse

from pipeline_tracker.vocabulary.phases import CLAIM_PHASES
from pipeline_tracker.vocabulary.terms import REGISTRIES

from .companies import Company
from .constraints import not_empty, one_of
from .indications import Indication
from .labels import translated
from .lists import ListField
from .programs import Program
from .states import Past, PastLink, State


class TrialState(State):
    """What is so of one trial, now or on earlier days. Its numbers and its sponsor are always those of now."""

    # Its sponsor; empty while several companies name the trial and no registry record tells whose it is.
    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss", db_index=False)
    registry = models.CharField(max_length=20, choices=translated(REGISTRIES))
    identifier = models.CharField(max_length=100)
    slug = models.CharField(max_length=190, editable=False)
    title = models.CharField(max_length=500, blank=True)
    acronym = models.CharField(max_length=100, blank=True)
    phase = models.CharField(max_length=20, blank=True, choices=translated(CLAIM_PHASES))
    status = models.CharField(max_length=40, blank=True)
    sponsor = models.CharField(max_length=200, blank=True)
    enrollment = models.PositiveIntegerField(null=True, blank=True)
    collaborators = ListField(default=list, blank=True)  # [name, class]
    interventions = ListField(default=list, blank=True)  # [type, name, role]
    countries = ListField(default=list, blank=True)  # where it has sites; proves no regulator's consent

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.identifier


class Trial(TrialState):
    """A clinical trial, known by its registry number, or by the name that its sponsor gives it."""

    programs = models.ManyToManyField(Program, blank=True, related_name="trials")
    indications = models.ManyToManyField(Indication, blank=True, related_name="trials")

    class Meta:
        ordering = ["identifier", "pk"]
        indexes = [  # what the list is sorted by (queries/orders.py), on earlier days, too
            models.Index(fields=["identifier", "id"], include=["known_from"], name="trial_by_identifier"),
            models.Index(fields=["phase", "id"], name="trial_by_phase"),
            models.Index(fields=["status", "phase", "id"], name="trial_by_status"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="trial_slug_once"),
            models.UniqueConstraint(fields=["company", "registry", "identifier"], name="trial_once_per_company"),
            one_of("registry", REGISTRIES, "trial_registry_known"),
            one_of("phase", CLAIM_PHASES, "trial_phase_known", blank=True),
            not_empty("identifier", "trial_has_an_identifier"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("trial", args=[self.slug])

    @property
    def registry_url(self) -> str:
        return f"https://clinicaltrials.gov/study/{self.identifier}" if self.registry == "ctgov" else ""


class PastTrial(TrialState, Past):
    """What was known of a trial."""

    class Meta(Past.Meta):
        indexes = [
            *Past.Meta.indexes,
            models.Index(fields=["identifier", "stands_for"], name="past_trial_by_identifier"),
            models.Index(fields=["company"], name="past_trial_by_company"),
        ]


class PastTrialProgram(PastLink):
    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")


class PastTrialIndication(PastLink):
    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="+")
    indication = models.ForeignKey(Indication, on_delete=models.CASCADE, related_name="+")


class TrialIdentifier(models.Model):
    """A further number of a trial: protocol, EudraCT, another registry."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="identifiers", db_index=False)
    scheme = models.CharField(max_length=40)
    value = models.CharField(max_length=100)

    class Meta:
        ordering = ["scheme", "value", "pk"]
        indexes = [models.Index(fields=["value"], name="trial_identifier_by_value")]
        constraints = [models.UniqueConstraint(fields=["trial", "scheme", "value"], name="trial_identifier_once")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"
