from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from pipeline_tracker.vocabulary.milestones import STATUSES
from pipeline_tracker.vocabulary.phases import CLAIM_PHASES
from pipeline_tracker.vocabulary.regulators import TERRITORIES, UNSTATED
from pipeline_tracker.vocabulary.terms import REVIEW_STATES

from .companies import Company
from .constraints import consistent_window, not_empty, one_of, where_stated
from .documents import Document
from .labels import translated
from .lists import ListField
from .milestones import KIND_CHOICES, Milestone
from .programs import Program
from .regulators import Regulator
from .runs import Run
from .trials import Trial
from .windowed import Windowed


class Sourced(models.Model):
    """Where a statement comes from: a place in a document, or a member of staff with a reason. Append-only."""

    uid = models.CharField(max_length=64, editable=False)  # natural key: survives a rebuild from scratch
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss", db_index=False
    )
    reason = models.TextField(blank=True)
    asserted_on = models.DateField()
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    extractor = models.CharField(max_length=40, blank=True)
    run = models.ForeignKey(Run, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss", db_index=False)
    created_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True
        indexes = [where_stated("author", "%(class)s_by_author")]
        constraints = [
            models.UniqueConstraint(fields=["uid"], name="%(class)s_uid_once"),
            models.CheckConstraint(
                condition=Q(document__isnull=False, author=None, start__isnull=False, end__isnull=False, end__gt=F("start")) & ~Q(quote="")
                | Q(document=None, author__isnull=False, start=None, end=None) & ~Q(reason=""),
                name="%(class)s_by_document_or_staff",
            ),
            models.CheckConstraint(
                condition=Q(retracted_at=None, retracted_by=None) | Q(retracted_at__isnull=False), name="%(class)s_retraction_dated"
            ),
        ]

    @property
    def source_label(self) -> str:
        return f"staff ({self.author})" if self.author_id else str(self.document)


class Claim(Windowed, Sourced):
    """What one document, or one member of staff, says about one milestone. Names are kept as read."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="claims", db_index=False)
    milestone = models.ForeignKey(Milestone, null=True, blank=True, on_delete=models.SET_NULL, related_name="claims")  # computed
    assigned_from = models.DateField(null=True, editable=False)  # it was taken for another event before that day (PastAssignment)

    kind = models.CharField(max_length=30, choices=translated(KIND_CHOICES))
    status = models.CharField(max_length=10, choices=translated(STATUSES))
    programs = ListField(default=list, blank=True)  # names as the document writes them
    phase = models.CharField(max_length=20, blank=True, choices=translated(CLAIM_PHASES))
    phase_words = models.CharField(max_length=60, blank=True)
    indication = models.CharField(max_length=300, blank=True)
    regulator = models.ForeignKey(Regulator, null=True, blank=True, on_delete=models.PROTECT, related_name="claims", db_index=False)
    territory = models.CharField(max_length=10, choices=translated(TERRITORIES), default=UNSTATED)
    trial = models.CharField(max_length=100, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    verb = models.CharField(max_length=60, blank=True)
    counterparty = models.CharField(max_length=200, blank=True)
    amount = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    flags = ListField(default=list, blank=True)
    confidence = models.FloatField(null=True, blank=True)
    review = models.CharField(max_length=10, choices=translated(REVIEW_STATES), default="auto")
    # Staff speak about a milestone as it stood; this document claim of it keeps the two together when claims are
    # grouped anew. Empty for a milestone that only staff know of.
    about = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="answered_by_staff", db_index=False)

    class Meta(Sourced.Meta):
        ordering = ["asserted_on", "pk"]
        indexes = [
            *Sourced.Meta.indexes,
            where_stated("about", "claim_by_claim_about"),
            where_stated("regulator", "claim_by_regulator"),
            models.Index(fields=["company", "asserted_on"], name="claim_by_company_day"),
            models.Index(fields=["asserted_on", "id"], name="claim_by_day"),  # what changed lately, newest first
            models.Index(fields=["review"], name="claim_by_review"),
        ]
        constraints = [
            *Sourced.Meta.constraints,
            one_of("kind", KIND_CHOICES, "claim_kind_known"),
            one_of("status", STATUSES, "claim_status_known"),
            one_of("phase", CLAIM_PHASES, "claim_phase_known", blank=True),
            one_of("territory", TERRITORIES, "claim_territory_known"),
            one_of("review", REVIEW_STATES, "claim_review_known"),
            consistent_window("claim_window_consistent"),
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__gte=0, confidence__lte=1), name="claim_confidence_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_status_display()}"

    def get_absolute_url(self) -> str:
        """The passage in its document; a staff claim has its place on the milestone's page."""
        if self.document is None:
            return self.milestone.get_absolute_url() if self.milestone else reverse("milestones")
        return f"{self.document.get_absolute_url()}#c{self.start}-{self.end}"


class PastAssignment(models.Model):
    """Which event a claim was taken for with what was known then, where that is another one than now."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="past_assignments", db_index=False)
    milestone = models.BigIntegerField(db_column="milestone_id")  # ``stands_for`` of the event
    known_from = models.DateField()
    known_until = models.DateField()

    class Meta:
        default_permissions = ()  # no table of staff's
        indexes = [models.Index(fields=["milestone"], name="past_assignment_by_event")]
        constraints = [
            models.UniqueConstraint(fields=["claim", "known_from"], name="past_assignment_once"),
            models.CheckConstraint(condition=Q(known_until__gt=F("known_from")), name="past_assignment_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.claim}, until {self.known_until}"


class Evidence(models.Model):
    """A further passage of the claim's document that states the same event."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence", db_index=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    class Meta:
        ordering = ["claim", "start", "pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["claim", "start", "end"], name="evidence_once_per_claim"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="evidence_span_in_order"),
            not_empty("quote", "evidence_has_a_quote"),
        ]

    def __str__(self) -> str:
        return self.quote[:80]


class Presentation(models.Model):
    """Where and when a talk is given, as a claim states it: wall-clock times at the venue's stated zone."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="presentation")
    congress = models.CharField(max_length=300, blank=True, help_text="Empty where the document names none.")
    title = models.CharField(max_length=500, blank=True)
    abstract_id = models.CharField(max_length=60, blank=True)
    session = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=300, blank=True)
    day = models.DateField(null=True, blank=True)
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    zone = models.CharField(max_length=60, blank=True)  # IANA name
    zone_words = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["day", "starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(starts=None) | Q(day__isnull=False), name="presentation_time_has_a_day"),
            models.CheckConstraint(condition=Q(ends=None) | Q(starts__isnull=False), name="presentation_end_has_a_start"),
        ]

    def __str__(self) -> str:
        return self.title or self.congress or "Presentation"


ATTRIBUTES = (
    ("company.cik", _("CIK")),
    ("company.country", _("Country")),
    ("program.modality", _("Modality")),
    ("program.origin", _("Origin")),
    ("program.target", _("Target")),
    ("program.partners", _("Partners")),
    ("trial.phase", _("Trial phase")),
    ("trial.status", _("Trial status")),
    ("trial.enrollment", _("Trial enrolment")),
    ("trial.sponsor", _("Trial sponsor")),
)


class AttributeClaim(Sourced):
    """What a source says about an attribute that changes over time or that staff correct. A closed list."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="attribute_claims")
    field = models.CharField(max_length=30, choices=translated(ATTRIBUTES))
    subject = models.CharField(max_length=200)  # name of the program or identifier of the trial, as read
    value = models.CharField(max_length=300, blank=True)
    # Computed: which of the two it speaks of
    program = models.ForeignKey(Program, null=True, blank=True, on_delete=models.SET_NULL, related_name="attribute_claims", db_index=False)
    trial = models.ForeignKey(Trial, null=True, blank=True, on_delete=models.SET_NULL, related_name="attribute_claims", db_index=False)

    class Meta(Sourced.Meta):
        ordering = ["asserted_on", "pk"]
        indexes = [
            *Sourced.Meta.indexes,
            where_stated("program", "attribute_claim_by_program"),
            where_stated("trial", "attribute_claim_by_trial"),
        ]
        constraints = [
            *Sourced.Meta.constraints,
            one_of("field", ATTRIBUTES, "attribute_claim_field_known"),
            not_empty("subject", "attribute_claim_has_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.get_field_display()} {self.value}"
