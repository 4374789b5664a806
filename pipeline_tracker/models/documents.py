from django.db import models
from django.db.models.functions import Length
from django.urls import reverse

from pipeline_tracker.vocabulary.terms import DOCUMENT_KINDS

from .companies import Company
from .constraints import not_empty, one_of, where_stated
from .labels import translated
from .lists import ListField
from .runs import Run

models.CharField.register_lookup(Length)  # sha256__length in a constraint


class Document(models.Model):
    """One source document, stored once as text; every claim points into it. Never changed after it is stored."""

    # Identification
    public_id = models.CharField(max_length=30, editable=False)  # publication date and start of the hash
    sha256 = models.CharField("SHA-256 of the source", max_length=64)
    kind = models.CharField(max_length=20, choices=translated(DOCUMENT_KINDS))
    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.PROTECT, related_name="documents", db_index=False)
    title = models.CharField(max_length=500)
    text = models.TextField()

    # Provenance
    published = models.DateField()
    published_from = models.CharField(max_length=20)
    # Of a source of versions: the day on which this version was in force when it was fetched.
    seen = models.DateField(null=True, blank=True)
    retrieved_at = models.DateTimeField()
    address = models.CharField("file or address", max_length=1000)
    version_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="versions", db_index=False)
    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="documents")

    # What extraction read in it, as read
    issuer_name = models.CharField(max_length=200, blank=True)
    issuer_exchange = models.CharField(max_length=20, blank=True)
    issuer_ticker = models.CharField(max_length=20, blank=True)
    issuer_aliases = ListField(default=list, blank=True)
    issuer_former_names = ListField(default=list, blank=True)
    issuer_class = models.CharField(max_length=10, blank=True)  # of sponsors, as their registry classes them
    extractor = models.CharField(max_length=40, blank=True)
    ledger = ListField(default=list, blank=True)  # [start, end, outcome, reason] of every sentence

    class Meta:
        ordering = ["-published", "-pk"]
        indexes = [
            models.Index(fields=["address"], name="document_by_address"),
            where_stated("version_of", "document_by_first_version"),
            # What the list is sorted by (queries/orders.py)
            models.Index(fields=["published", "id"], name="document_by_date"),
            models.Index(fields=["kind", "published", "id"], name="document_by_kind"),
            models.Index(fields=["company", "published", "id"], name="document_of_company"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="document_public_id_once"),
            models.UniqueConstraint(fields=["sha256"], name="document_once"),
            one_of("kind", DOCUMENT_KINDS, "document_kind_known"),
            not_empty("text", "document_has_text"),
            models.CheckConstraint(condition=models.Q(sha256__length=64), name="document_hash_is_whole"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.public_id])


class ProgramMention(models.Model):
    """What one document calls one program: a name, the aliases it states for it, and the passage that shows it."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="mentions")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    aliases = ListField(default=list, blank=True)
    indications = ListField(default=list, blank=True)
    known = models.BooleanField(default=False)  # read from the catalogue, not discovered
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    class Meta:
        ordering = ["document", "start", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="mention_once_per_document"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="mention_span_in_order"),
            not_empty("key", "mention_has_a_key"),
        ]

    def __str__(self) -> str:
        return self.name


class TrialMention(models.Model):
    """What one document says of one trial: its numbers and names, and in registries and tables what it is about."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="trial_mentions", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="trial_mentions")
    registry = models.CharField(max_length=20)
    identifier = models.CharField(max_length=100)
    acronym = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=500, blank=True)
    identifiers = ListField(default=list, blank=True)  # [scheme, value]
    collaborators = ListField(default=list, blank=True)  # [name, class]
    programs = ListField(default=list, blank=True)  # names as read
    indications = ListField(default=list, blank=True)  # [name, MeSH heading]
    interventions = ListField(default=list, blank=True)  # [type, name, role]
    countries = ListField(default=list, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    class Meta:
        ordering = ["document", "start", "pk"]
        indexes = [models.Index(fields=["identifier"], name="trial_mention_by_identifier")]
        constraints = [
            models.UniqueConstraint(fields=["document", "registry", "identifier"], name="trial_mention_once_per_document"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="trial_mention_span_in_order"),
            not_empty("identifier", "trial_mention_has_an_identifier"),
        ]

    def __str__(self) -> str:
        return self.identifier
