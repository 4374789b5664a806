"""Programs: their names are edited, their attributes are stated, with a reason, and can be taken back."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from pipeline_tracker import curation
from pipeline_tracker.models import AttributeClaim, Program, ProgramAlias, Standing

from .base import HistoryAdmin, ReadOnlyInline, SeenForm, dated, link, staff
from .named import Lasting
from .retraction import retract_url


class ProgramForm(SeenForm):
    reason = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="Required for what is stated here.")
    state = staticmethod(curation.state_of_program)
    hold = staticmethod(curation.hold)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "name" in self.changed_data and cleaned.get("name"):
            try:
                curation.check_new_name(self.instance, cleaned["name"])
            except ValidationError as error:
                self.add_error("name", error)
        if "confirmed" in self.changed_data and "name" not in self.changed_data:
            try:
                curation.check_confirmed(self.instance, cleaned["confirmed"])
            except ValidationError as error:
                self.add_error("confirmed", error)
        if self.stated() and not cleaned.get("reason"):
            self.add_error("reason", "Give a reason: it is shown beside what you state.")
        return cleaned

    def stated(self) -> list[str]:
        """The attributes that the form changes."""
        return [name for name in curation.PROGRAM_ATTRIBUTES if name in self.changed_data]


class ProgramAliasForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        program = cleaned.get("program") or getattr(self.instance, "program", None)
        name = cleaned.get("name") or self.instance.name
        if program and name:
            try:
                curation.check_alias(program, name, refused=cleaned.get("refused", False))
            except ValidationError as error:
                self.add_error(None if self.instance.pk else "name", error)
        return cleaned


class SeenProgramAliasForm(SeenForm, ProgramAliasForm):
    state = staticmethod(curation.version_of)
    hold = staticmethod(curation.hold)


def save_alias(request: HttpRequest, alias: ProgramAlias) -> None:
    write = curation.refuse_program_alias if alias.refused else curation.add_program_alias
    write(program=alias.program, name=alias.name, author=staff(request))


class ProgramAliasInline(admin.TabularInline):
    """A name once given is not respelled but refused, and the right one added."""

    model = ProgramAlias
    form = ProgramAliasForm
    fields = ("name", "source", "refused")
    readonly_fields = ("source",)
    extra = 0
    show_change_link = True
    can_delete = False


class StandingInline(ReadOnlyInline):
    model = Standing
    fields = ("indication", "territory", "phase", "basis", "activity", "when")
    readonly_fields = ("when",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("indication", "program")

    when = dated("since")


class AttributeClaimInline(ReadOnlyInline):
    model = AttributeClaim
    fk_name = "program"
    verbose_name_plural = "attributes as stated"
    fields = ("field", "value", "asserted_on", "source", "reason", "quote", "retracted_at", "retract")
    readonly_fields = ("source", "retract")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("document", "author")

    @admin.display(description="source")
    def source(self, claim: AttributeClaim) -> str:
        return claim.source_label

    @admin.display(description="")
    def retract(self, claim: AttributeClaim) -> SafeString | str:
        if claim.document_id or claim.retracted_at:
            return ""
        return link(retract_url(claim), "Retract")


class Doubted(admin.SimpleListFilter):
    """Programs that computation asks a person to look at."""

    title = "doubt"
    parameter_name = "doubted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "To check"), ("no", "None")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.exclude(doubt="")
        return queryset.filter(doubt="") if self.value() == "no" else queryset


@admin.register(Program)
class ProgramAdmin(Lasting, HistoryAdmin):
    form = ProgramForm
    list_display = ("name", "company", "modality", "origin", "target", "source", "confirmed", "doubt")
    list_filter = ("confirmed", Doubted, "source", "modality", "origin")
    list_select_related = ("company",)
    search_fields = ("name", "aliases__name", "company__name", "target")
    autocomplete_fields = ("company", "indications")
    readonly_fields = ("company", "slug", "source", "doubt", "shown_indications")
    inlines = (ProgramAliasInline, StandingInline, AttributeClaimInline)
    naming = ("company", "name", "slug", "source", "doubt", "confirmed", "shown_indications", "seen")
    stating = ("modality", "origin", "target", "partners", "reason")

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        if self.has_change_permission(request, obj):
            return (
                (None, {"fields": self.naming}),
                ("State", {"fields": self.stating, "description": "Outranks what documents say until it is retracted below."}),
            )
        only_edited = {"seen", "reason"}
        return ((None, {"fields": [name for name in (*self.naming, *self.stating) if name not in only_edited]}),)

    @admin.display(description="indications")
    def shown_indications(self, program: Program) -> str:
        return ", ".join(str(indication) for indication in program.indications.all())

    def save_model(self, request: HttpRequest, obj: Program, form: Any, change: bool) -> None:
        said, author = form.cleaned_data, staff(request)
        if "name" in form.changed_data:
            curation.rename_program(program=obj, name=said["name"], author=author)
        elif "confirmed" in form.changed_data:
            curation.confirm_program(program=obj, confirmed=said["confirmed"], author=author)
        for attribute in form.stated():
            curation.set_attribute(
                program=obj,
                attribute=attribute,
                value=said[attribute],
                reason=said["reason"],
                author=author,
                now=timezone.now(),
            )

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset: forms.BaseModelFormSet, change: bool) -> None:
        formset.save(commit=False)
        for alias in [*formset.new_objects, *(row for row, _ in formset.changed_objects)]:
            save_alias(request, alias)


@admin.register(ProgramAlias)
class ProgramAliasAdmin(HistoryAdmin):
    form = SeenProgramAliasForm
    list_display = ("name", "program", "company", "source", "refused")
    list_filter = ("source", "refused")
    list_select_related = ("program__company",)
    search_fields = ("name", "program__name", "program__company__name")
    autocomplete_fields = ("program",)
    fields = ("program", "name", "source", "refused", "seen")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return ("program", "name", "source") if obj else ("source",)

    @admin.display(description="company", ordering="program__company__name")
    def company(self, alias: ProgramAlias) -> str:
        return str(alias.program.company)

    def save_model(self, request: HttpRequest, obj: ProgramAlias, form: forms.ModelForm, change: bool) -> None:
        save_alias(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: ProgramAlias | None = None) -> bool:
        """What a document says is refused, not deleted; only what staff said is taken back."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.source == "staff")

    def delete_model(self, request: HttpRequest, obj: ProgramAlias) -> None:
        curation.remove_program_alias(alias=obj, author=staff(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[ProgramAlias]) -> None:
        for alias in queryset:
            self.delete_model(request, alias)
