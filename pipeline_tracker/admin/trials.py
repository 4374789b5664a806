"""Trials, as registries and sponsors name them."""

from django.contrib import admin

from pipeline_tracker.models import Trial, TrialIdentifier

from .base import ReadOnlyAdmin, ReadOnlyInline


class TrialIdentifierInline(ReadOnlyInline):
    model = TrialIdentifier
    fields = ("scheme", "value")


@admin.register(Trial)
class TrialAdmin(ReadOnlyAdmin):
    list_display = ("identifier", "company", "registry", "phase", "status", "sponsor")
    list_filter = ("registry", "phase")
    list_select_related = ("company",)
    search_fields = ("identifier", "title", "sponsor", "company__name", "identifiers__value")
    autocomplete_fields = ("company", "programs", "indications")
    inlines = (TrialIdentifierInline,)


@admin.register(TrialIdentifier)
class TrialIdentifierAdmin(ReadOnlyAdmin):
    list_display = ("value", "scheme", "trial")
    list_select_related = ("trial",)
    search_fields = ("value", "trial__identifier")
    autocomplete_fields = ("trial",)
