"""Milestones and trial phases: computed, so they are corrected by stating otherwise, never by overwriting."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from pipeline_tracker import curation
from pipeline_tracker.models import Claim, Milestone, Standing
from pipeline_tracker.vocabulary.milestones import STATUSES
from pipeline_tracker.vocabulary.windows import parse_label

from .base import ReadOnlyAdmin, ReadOnlyInline, SeenForm, TrackerAdmin, dated, link, staff, when
from .retraction import retract_url

KEEP, OTHER, NONE = "keep", "other", "none"


class CorrectionForm(SeenForm):
    """What staff know better: status, date, and why. Nothing of the milestone itself is a field here."""

    new_status = forms.ChoiceField(label="Status", choices=STATUSES)
    date_is = forms.ChoiceField(
        label="Date", choices=((KEEP, "as it is"), (OTHER, "another"), (NONE, "not known")), initial=KEEP, widget=forms.RadioSelect
    )
    new_date = forms.CharField(
        label="Another date",
        required=False,
        max_length=40,
        help_text="No more precise than you know it: 2024-05-09, 2024-05, 2024-Q2, 2024-H1, 2024, early-2024, mid-2024, by:2024-12-31.",
    )
    misread = forms.BooleanField(
        label="A document was misread",
        required=False,
        help_text="Then this counts from the day of that document on, on pages as of earlier days, too. Otherwise it counts from today on.",
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}), help_text="How you know. Shown on the milestone's page."
    )
    state = staticmethod(curation.state_of)
    hold = staticmethod(curation.hold)

    class Meta:
        model = Milestone
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["new_status"].initial = self.instance.status
        self.fields["date_is"].choices = ((KEEP, f"as it is: {when(self.instance)}"), (OTHER, "another"), (NONE, "not known"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        choice, text = cleaned.get("date_is"), cleaned.get("new_date", "")
        cleaned["window"] = self.instance.window if choice == KEEP else None
        if choice == OTHER and not text:
            self.add_error("new_date", "Enter the date, or choose above that it stays or is not known.")
        elif choice in (KEEP, NONE) and text:
            self.add_error("date_is", "You entered another date: choose “another” here, or empty it.")
        elif choice == OTHER:
            try:
                cleaned["window"] = parse_label(text)
            except ValueError as error:
                self.add_error("new_date", str(error))
        if not self.errors:
            if (cleaned["new_status"], cleaned["window"]) == (self.instance.status, self.instance.window):
                raise forms.ValidationError("This is what the page says already. Change the status or the date.", code="same")
            curation.check_correction(status=cleaned["new_status"], window=cleaned["window"], today=timezone.now().date())
        return cleaned


class ClaimInline(ReadOnlyInline):
    model = Claim
    fk_name = "milestone"
    verbose_name_plural = "what is said, oldest first"
    fields = ("asserted_on", "status", "when", "source", "says", "review", "retracted_at", "retract")
    readonly_fields = ("when", "source", "says", "retract")
    when = dated()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("document", "author", "milestone__company")

    @admin.display(description="source")
    def source(self, claim: Claim) -> SafeString | str:
        return link(claim.get_absolute_url(), claim.source_label) if claim.document_id else claim.source_label

    @admin.display(description="in its words")
    def says(self, claim: Claim) -> str:
        return claim.quote or claim.reason

    @admin.display(description="")
    def retract(self, claim: Claim) -> SafeString | str:
        if claim.document_id or claim.retracted_at:
            return ""
        return link(retract_url(claim), "Retract")


@admin.register(Milestone)
class MilestoneAdmin(TrackerAdmin):
    form = CorrectionForm
    list_display = ("kind", "shown_programs", "company", "status", "when", "territory", "asserted_on", "unconfirmed", "conflict")
    list_filter = ("status", "unconfirmed", ("conflict", admin.EmptyFieldListFilter), "kind", "phase", "territory")
    list_select_related = ("company",)
    date_hierarchy = "latest"
    search_fields = ("slug", "company__name", "programs__name", "indication__name", "detail")
    autocomplete_fields = ("company", "programs", "indication", "regulator", "trial", "decided_by", "answered_by")
    inlines = (ClaimInline,)
    correction = ("new_status", "date_is", "new_date", "misread", "reason", "seen")
    identity = (
        ("company", "shown_programs"),
        ("kind", "phase"),
        ("indication", "territory"),
        ("regulator", "trial"),
        ("detail", "slug"),
    )
    computed = (
        ("status", "when", "window_words"),
        ("first_asserted_on", "asserted_on"),
        ("decided_by", "answered_by"),
        ("unconfirmed", "conflict"),
    )
    readonly_fields = flatten((*identity, *computed))
    when = dated()

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        shown = (None, {"fields": (*self.identity, *self.computed)})
        if not self.has_change_permission(request, obj):
            return (shown,)
        description = "Stored as your statement. It outranks every document until it is retracted above; nothing is overwritten."
        return (shown, ("Correct status or date", {"fields": self.correction, "description": description}))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Milestone]:
        return super().get_queryset(request).prefetch_related("programs")

    @admin.display(description="programs")
    def shown_programs(self, milestone: Milestone) -> str:
        return ", ".join(program.name for program in milestone.programs.all())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Milestone, form: forms.ModelForm, change: bool) -> None:
        said = form.cleaned_data
        curation.correct_milestone(
            milestone=obj,
            status=said["new_status"],
            window=said["window"],
            reason=said["reason"],
            misread=said["misread"],
            author=staff(request),
            now=timezone.now(),
        )


@admin.register(Standing)
class StandingAdmin(ReadOnlyAdmin):
    list_display = ("program", "company", "indication", "territory", "phase", "basis", "activity", "when")
    list_filter = ("phase", "basis", "activity", "territory")
    list_select_related = ("program__company", "indication")
    search_fields = ("program__name", "program__company__name", "indication__name")
    autocomplete_fields = ("program", "indication", "milestone")
    readonly_fields = ("when",)
    fields = (
        "program",
        ("indication", "territory"),
        ("phase", "phase_words", "basis"),
        "activity",
        ("when", "window_words"),
        "milestone",
    )
    when = dated("since")

    @admin.display(description="company", ordering="program__company__name")
    def company(self, standing: Standing) -> str:
        return str(standing.program.company)
