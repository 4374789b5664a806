from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from simple_history.models import HistoricalRecords

from pipeline_tracker.vocabulary.terms import MODALITIES, ORIGINS

from .companies import ALIAS_SOURCES, Company
from .constraints import not_empty, one_of
from .indications import Indication
from .labels import translated
from .states import Past, PastLink, State


class ProgramState(State):
    """What is so of one product, now or on earlier days. Its names are always those of now."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="%(class)ss", db_index=False)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, editable=False)
    slug = models.CharField(max_length=90, editable=False)
    modality = models.CharField(max_length=30, blank=True, choices=translated(MODALITIES))
    origin = models.CharField(max_length=20, blank=True, choices=translated(ORIGINS))
    target = models.CharField(max_length=100, blank=True)
    partners = models.CharField(max_length=300, blank=True)
    # Computed: the best source that names it, and why a person should look at it, in words.
    source = models.CharField(max_length=10, choices=translated(ALIAS_SOURCES), default="document", editable=False)
    doubt = models.CharField(max_length=300, blank=True, editable=False)
    confirmed = models.BooleanField(default=False, help_text="Staff checked that this is one product under its right name.")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Program(ProgramState):
    """A product in development. Modality, origin and target are computed from attribute claims; the name is
    computed from documents until staff confirm it."""

    indications = models.ManyToManyField(Indication, blank=True, related_name="programs")

    history = HistoricalRecords(m2m_fields=[], excluded_fields=["known_from"])

    class Meta:
        ordering = ["name", "pk"]
        indexes = [  # what the list is sorted by (queries/orders.py)
            models.Index(Lower("name"), "id", name="program_by_name"),
            models.Index(fields=["modality", "origin", "id"], name="program_by_modality"),
            # As few as there are programs of which more than a registry told.
            models.Index(
                fields=["id"], condition=~models.Q(modality="") | ~models.Q(origin="") | ~models.Q(target=""), name="program_described"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["company", "key"], name="program_once_per_company"),
            models.UniqueConstraint(fields=["company", "slug"], name="program_slug_once_per_company"),
            not_empty("name", "program_has_a_name"),
            not_empty("key", "program_has_a_key"),
            one_of("modality", MODALITIES, "program_modality_known", blank=True),
            one_of("origin", ORIGINS, "program_origin_known", blank=True),
            one_of("source", ALIAS_SOURCES, "program_source_known"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("program", args=[self.company.slug, self.slug])


class PastProgram(ProgramState, Past):
    """What was known of a product."""

    class Meta(Past.Meta):
        indexes = [
            *Past.Meta.indexes,
            models.Index(Lower("name"), "stands_for", name="past_program_by_name"),
            models.Index(fields=["company"], name="past_program_by_company"),
            models.Index(
                fields=["stands_for"],
                condition=~models.Q(modality="") | ~models.Q(origin="") | ~models.Q(target=""),
                name="past_program_described",
            ),
        ]


class PastProgramIndication(PastLink):
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    indication = models.ForeignKey(Indication, on_delete=models.CASCADE, related_name="+")


class ProgramAlias(models.Model):
    """A name of a program. Document aliases are computed from mentions; those of staff stay and decide.

    A refused alias says: this name, though a document seems to give it, does not belong to this program.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="aliases", db_index=False)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, editable=False)
    source = models.CharField(max_length=10, choices=translated(ALIAS_SOURCES), default="staff", editable=False)
    refused = models.BooleanField(default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "program aliases"
        indexes = [models.Index(fields=["key"], name="program_alias_by_key")]
        constraints = [
            models.UniqueConstraint(fields=["program", "key"], name="program_alias_once"),
            not_empty("key", "program_alias_has_a_key"),
            one_of("source", ALIAS_SOURCES, "program_alias_source_known"),
            models.CheckConstraint(
                condition=models.Q(refused=False) | models.Q(source="staff"), name="program_alias_refused_by_staff_only"
            ),
        ]

    def __str__(self) -> str:
        return self.name
