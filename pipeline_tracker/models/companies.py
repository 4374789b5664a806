from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from simple_history.models import HistoricalRecords

from pipeline_tracker.vocabulary.terms import SPONSOR_CLASSES

from .constraints import not_empty, one_of
from .labels import translated
from .states import State

# Where an alias comes from; document aliases are computed, the others are kept as given.
ALIAS_SOURCES = (("document", _("Document")), ("registry", _("Registry")), ("table", _("Table")), ("staff", _("Staff")))


class Company(State):
    """A company whose pipeline is tracked. ``key`` is its name without legal form, case and punctuation."""

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, editable=False)
    slug = models.CharField(max_length=90, editable=False)
    ticker = models.CharField(max_length=20, blank=True)
    exchange = models.CharField(max_length=20, blank=True)
    cik = models.CharField("CIK", max_length=10, blank=True, help_text="Central Index Key at the SEC")
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166 code of two letters")
    sponsor_class = models.CharField(max_length=10, blank=True, choices=translated(SPONSOR_CLASSES))  # as a registry classes it
    last_source = models.DateField(null=True, editable=False)  # the day of its newest document
    stale = models.BooleanField(default=False, editable=False)  # documents were recorded that its milestones do not count yet
    confirmed = models.BooleanField(default=False, help_text="Name and listing were checked by staff; documents no longer change them.")

    history = HistoricalRecords(excluded_fields=["stale", "known_from", "last_source"])

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "companies"
        indexes = [
            models.Index(fields=["stale"], condition=models.Q(stale=True), name="company_stale"),
            # What lists are sorted by (queries/orders.py)
            models.Index(Lower("name"), "id", name="company_by_name"),
            models.Index(fields=["last_source", "id"], name="company_by_source"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="company_key_once"),
            models.UniqueConstraint(fields=["slug"], name="company_slug_once"),
            one_of("sponsor_class", SPONSOR_CLASSES, "company_sponsor_class_known", blank=True),
            not_empty("name", "company_has_a_name"),
            not_empty("key", "company_has_a_key"),
            not_empty("slug", "company_has_a_slug"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("company", args=[self.slug])

    @property
    def listing(self) -> str:
        """ "NASDAQ: CBMG", or "" for a company that is not listed."""
        return ": ".join(part for part in (self.exchange, self.ticker) if part)


class CompanyCount(models.Model):
    """How many programs a company has, and how many of its milestones are overdue on the day, counted ahead where there are too many to
    count them for each visitor who sorts companies by that.

    Computed as a whole at the end of a run; empty in small databases, and after an act of curation until the next run.
    """

    # Without a constraint, whose check would wait for staff who hold a company, while they wait for the count to end.
    company = models.OneToOneField(Company, on_delete=models.CASCADE, primary_key=True, related_name="+", db_constraint=False)
    programs = models.PositiveIntegerField()
    overdue = models.PositiveIntegerField()
    day = models.DateField()  # the same in all rows

    class Meta:
        default_permissions = ()  # no table of staff's
        indexes = [
            # What lists are sorted by (queries/orders.py)
            models.Index(fields=["programs", "company"], name="company_count_by_programs"),
            models.Index(fields=["overdue", "company"], name="company_count_by_overdue"),
        ]

    def __str__(self) -> str:
        return f"{self.company_id}: {self.programs} programs, {self.overdue} overdue"


class CompanyAlias(models.Model):
    """Another or former name of a company. Only those of staff, registries and tables tell whose document one is: short
    names that a document gives itself may be shared by companies, and would make the result depend on which came first."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="aliases", db_index=False)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, editable=False)
    source = models.CharField(max_length=10, choices=translated(ALIAS_SOURCES), default="staff", editable=False)
    former = models.BooleanField(default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "company aliases"
        indexes = [models.Index(fields=["key"], name="company_alias_by_key")]
        constraints = [
            models.UniqueConstraint(fields=["company", "key"], name="company_alias_once"),
            not_empty("key", "company_alias_has_a_key"),
            one_of("source", ALIAS_SOURCES, "company_alias_source_known"),
        ]

    def __str__(self) -> str:
        return self.name
