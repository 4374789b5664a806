import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse

from pipeline_tracker.vocabulary.milestones import KIND_LABELS, KINDS, STATUSES
from pipeline_tracker.vocabulary.phases import CLAIM_PHASES
from pipeline_tracker.vocabulary.regulators import TERRITORIES, UNSTATED

from .companies import Company
from .constraints import consistent_window, not_empty, one_of, where_stated
from .indications import Indication
from .labels import translated
from .ordering import first_day
from .programs import Program
from .regulators import Regulator
from .states import Past, PastLink, State
from .trials import Trial
from .windowed import Windowed, overlapping

KIND_CHOICES = [(kind.code, kind.label) for kind in KINDS]


_AWAITED = Q(status="expected", answered_by=None)


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def overdue(self, today: dt.date) -> "MilestoneQuerySet":
        """Expected, and the window's last day has passed. Talks only pass unconfirmed (architecture, rule 3)."""
        return self.filter(status="expected", latest__lt=today, answered_by=None).exclude(kind="presentation")

    def upcoming(self, today: dt.date) -> "MilestoneQuerySet":
        return self.filter(status="expected", latest__gte=today, answered_by=None)

    def overlapping(self, first: dt.date | None, last: dt.date | None) -> "MilestoneQuerySet":
        return overlapping(self, first, last)


class MilestoneState(Windowed, State):
    """What is so of one real-world event, now or on earlier days."""

    # Identity (the programs belong to it, too)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="%(class)ss", db_index=False)
    slug = models.CharField(max_length=200, editable=False)
    kind = models.CharField(max_length=30, choices=translated(KIND_CHOICES))
    phase = models.CharField(max_length=20, blank=True, choices=translated(CLAIM_PHASES))
    indication = models.ForeignKey(Indication, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss", db_index=False)
    regulator = models.ForeignKey(Regulator, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss", db_index=False)
    territory = models.CharField(max_length=10, choices=translated(TERRITORIES), default=UNSTATED)
    trial = models.ForeignKey(Trial, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss", db_index=False)
    detail = models.CharField(max_length=300, blank=True)

    # Computed
    status = models.CharField(max_length=10, choices=translated(STATUSES))
    phase_words = models.CharField("phase in the source's words", max_length=60, blank=True)
    first_asserted_on = models.DateField()
    asserted_on = models.DateField("last stated on")
    decided_by = models.ForeignKey("pipeline_tracker.Claim", null=True, on_delete=models.SET_NULL, related_name="%(class)s_decided")
    unconfirmed = models.BooleanField(default=False)
    conflict = models.CharField(max_length=300, blank=True)  # why a person should look, in words

    class Meta:
        abstract = True


class Milestone(MilestoneState):
    """One real-world event of programs or of their company. All but its identity is computed from its claims."""

    programs = models.ManyToManyField(Program, blank=True, related_name="milestones")
    answered_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="answers", db_index=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = [models.F("latest").asc(nulls_last=True), "pk"]
        indexes = [
            models.Index(fields=["status", "latest"], name="milestone_by_status_date"),
            # What lists are sorted by and narrowed to (queries/orders.py, queries/facets.py)
            models.Index(fields=["kind", "phase", "id"], name="milestone_by_kind"),
            # With all that a calendar counts by, so that it need not read the rows
            models.Index("latest", first_day(), "id", include=["earliest", "precision", "kind", "known_from"], name="milestone_by_date"),
            models.Index(fields=["asserted_on", "id"], include=["earliest", "latest", "known_from"], name="milestone_by_source"),
            # For earlier days alone, which pass over what became known later: nothing else says that a key is positive (models/as_of.py)
            models.Index(
                *("latest", first_day(), "id"),
                include=["earliest", "kind", "company", "known_from"],
                condition=_AWAITED & Q(id__gt=0),
                name="milestone_awaited_then",
            ),
            models.Index(
                fields=["asserted_on", "id"],
                include=["latest", "kind", "known_from"],
                condition=_AWAITED & Q(id__gt=0),
                name="milestone_awaited_told_then",
            ),
            models.Index(fields=["id"], include=["known_from"], condition=Q(status="dropped", id__gt=0), name="milestone_dropped_then"),
            models.Index(fields=["phase"], name="milestone_by_phase"),
            models.Index(fields=["territory"], condition=~Q(territory=UNSTATED), name="milestone_by_territory"),
            models.Index(fields=["company", "latest", "id"], include=["kind"], condition=_AWAITED, name="milestone_awaited"),
            models.Index(fields=["id"], condition=Q(unconfirmed=True), name="milestone_unconfirmed"),
            models.Index(fields=["id"], condition=~Q(conflict=""), name="milestone_in_conflict"),
            models.Index(
                fields=["asserted_on", "id"], condition=Q(asserted_on__gt=models.F("first_asserted_on")), name="milestone_told_again"
            ),
            # When an indication was told of last, on earlier days, too, without reading the rows (queries/tables.py)
            models.Index(
                fields=["indication", "asserted_on"],
                include=["id", "known_from"],
                condition=Q(indication__isnull=False),
                name="milestone_by_indication",
            ),
            where_stated("regulator", "milestone_by_regulator"),
            where_stated("trial", "milestone_by_trial"),
            where_stated("answered_by", "milestone_by_answer"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["company", "slug"], name="milestone_slug_once_per_company"),
            one_of("kind", KIND_CHOICES, "milestone_kind_known"),
            one_of("status", STATUSES, "milestone_status_known"),
            one_of("phase", CLAIM_PHASES, "milestone_phase_known", blank=True),
            one_of("territory", TERRITORIES, "milestone_territory_known"),
            consistent_window("milestone_window_consistent"),
            not_empty("slug", "milestone_has_a_slug"),
            models.CheckConstraint(condition=Q(asserted_on__gte=models.F("first_asserted_on")), name="milestone_asserted_in_order"),
        ]

    def __str__(self) -> str:
        return f"{KIND_LABELS[self.kind]} ({self.company})"

    def get_absolute_url(self) -> str:
        return reverse("milestone", args=[self.company.slug, self.slug])


class PastMilestone(MilestoneState, Past):
    """What was so of an event before, or of events that were told apart, or taken for one, with what was known then."""

    answered_by = models.BigIntegerField(null=True, db_column="answered_by_id")  # ``stands_for`` of the event that met it

    class Meta(Past.Meta):
        indexes = [
            *Past.Meta.indexes,
            models.Index("latest", first_day(), "stands_for", name="past_milestone_by_date"),
            models.Index(fields=["asserted_on", "stands_for"], name="past_milestone_by_source"),
            models.Index(fields=["company"], name="past_milestone_by_company"),
            models.Index(
                "latest",
                first_day(),
                "stands_for",
                include=["earliest", "kind", "company", "known_from", "known_until"],
                condition=_AWAITED,
                name="past_milestone_awaited",
            ),
            where_stated("indication", "past_milestone_by_indication"),
            where_stated("regulator", "past_milestone_by_regulator"),
            where_stated("trial", "past_milestone_by_trial"),
        ]

    def __str__(self) -> str:
        return f"{KIND_LABELS[self.kind]} ({self.company}), until {self.known_until}"


class PastMilestoneProgram(PastLink):
    milestone = models.BigIntegerField(db_column="milestone_id")  # as PastMilestone.stands_for
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")

    class Meta(PastLink.Meta):
        indexes = [models.Index(fields=["milestone"], name="past_milestone_program")]
