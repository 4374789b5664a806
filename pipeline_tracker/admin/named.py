"""What companies and indications share: rows known by their names, whose other names decide what documents mean."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest

from pipeline_tracker import curation
from pipeline_tracker.models import CompanyAlias, IndicationAlias

from .base import HistoryAdmin, SeenForm, staff


class NameForm(forms.ModelForm):
    """Refuses a name that means nothing, or something else already."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("name"):
            self.instance.name = cleaned["name"]
            try:
                curation.check_key(self.instance)
            except ValidationError as error:
                self.add_error("name", error)
        return cleaned


class SeenNameForm(SeenForm, NameForm):
    state = staticmethod(curation.version_of)
    hold = staticmethod(curation.hold)


class NamedAdmin(HistoryAdmin):
    """Saves through curation, so that keys follow names and everything computed from them follows too."""

    form = SeenNameForm

    def save_model(self, request: HttpRequest, obj: curation.Named, form: forms.ModelForm, change: bool) -> None:
        curation.save_named(row=obj, author=staff(request))

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset: forms.BaseModelFormSet, change: bool) -> None:
        for row in formset.save(commit=False):
            curation.save_named(row=row, author=staff(request))
        for row in formset.deleted_objects:
            curation.delete_alias(row=row, author=staff(request))

    def delete_model(self, request: HttpRequest, obj: CompanyAlias | IndicationAlias) -> None:
        curation.delete_alias(row=obj, author=staff(request))

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            self.delete_model(request, row)


class AliasFormSet(forms.BaseInlineFormSet):
    """Each name is compared with those stored; here with the others of the page."""

    def clean(self) -> None:
        super().clean()
        rows = [form.instance for form in self.forms if form.is_valid() and form.cleaned_data.get("name")]
        keys = [curation.key_of(row) for row in rows]
        twice = [row.name for number, row in enumerate(rows) if keys[number] in keys[:number]]
        if twice:
            raise ValidationError(f"“{twice[0]}” is there twice.", code="twice")


class AliasInline(admin.TabularInline):
    form = NameForm
    formset = AliasFormSet
    extra = 0
    show_change_link = True


class Lasting:
    """Rows that others hang on: claims would go with them, so they are neither made nor deleted by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
